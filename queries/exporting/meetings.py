"""Who takes part in what, and who meets whom, of a selection: sparse, and read row by row."""

from collections.abc import Callable, Iterator
from itertools import chain, groupby
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from graph_schema.edges import ParticipatesIn
from graph_schema.nodes import ARENAS, Actor
from graph_schema.vocabularies import COUNTED_ROLES, Role
from queries.exporting.rows import NodeRow, TieRow, nodes_of, ties_of
from queries.exporting.selection import Selection, Ties
from queries.readmodel.open import ReadModel

if TYPE_CHECKING:
    from scipy.sparse import csr_array

MOST_AT_ONCE = 500_000  # pairs of actors in memory
ORDER = {role.value: place for place, role in enumerate(Role)}
_counted = frozenset(role.value for role in COUNTED_ROLES)


class Participation(NamedTuple):
    """An actor in an arena, by their places; ``roles`` in the order of the vocabulary."""

    actor: int
    arena: int
    roles: tuple[str, ...]
    ties: tuple[TieRow, ...]


class Meetings:
    """The actors, arenas and participations of a selection.

    What counts as meeting is what the analyses count: attended or party, in a counted role.
    """

    def __init__(self, model: ReadModel, selection: Selection) -> None:
        self._model, self._selection = model, selection
        self._actors = _of(model, selection, Actor.LABEL)
        self._arenas = _of(model, selection, *ARENAS)
        self.left_out = 0
        """How many ties of taking part do not count, once all participations were read."""

    @property
    def size(self) -> tuple[int, int]:
        """How many actors and arenas there are."""
        return self._actors.size, self._arenas.size

    def actors(self) -> Iterator[NodeRow]:
        """The actors in the order of their places."""
        return nodes_of(self._model, self._actors)

    def arenas(self) -> Iterator[NodeRow]:
        """The arenas in the order of their places."""
        return nodes_of(self._model, self._arenas)

    def participations(
        self, told: Callable[[int], None] = lambda _: None
    ) -> Iterator[Participation]:
        """One per actor and arena, in the order of their places.

        ``told`` takes how many ties of taking part were read so far, those left out among them.
        """
        ties, self.left_out = self._ties(), 0
        actors = np.searchsorted(self._actors, ties.source)
        arenas = np.searchsorted(self._arenas, ties.target)
        rows = _telling(ties_of(self._model, ties.edge), told)
        found = zip(map(int, actors), map(int, arenas), rows, strict=True)
        for (actor, arena), group in groupby(found, key=lambda row: row[:2]):
            mine = [row for *_, row in group]
            kept = sorted(filter(_counts, mine), key=lambda row: ORDER[row.fields["role"]])
            self.left_out += len(mine) - len(kept)
            if kept:
                roles = dict.fromkeys(row.fields["role"] for row in kept)
                yield Participation(actor, arena, tuple(roles), tuple(kept))

    def shared(
        self, *, both_ways: bool, at_once: int = MOST_AT_ONCE
    ) -> Iterator[tuple[int, int, int]]:
        """Actors that share arenas, and how many; each pair once, or both ways.

        No more than ``at_once`` pairs, or those of one actor, are held at a time.
        """
        places = chain.from_iterable(row[:2] for row in self.participations())
        pairs = np.fromiter(places, np.int32).reshape(-1, 2)
        from scipy.sparse import csr_array  # few answers need it, and it takes long to load

        matrix = csr_array((np.ones(len(pairs), np.int64), pairs.T), shape=self.size)
        other = matrix.T.tocsr()
        work = np.cumsum(matrix @ np.asarray(matrix.sum(axis=0)))
        begin = 0
        while begin < self.size[0]:
            done = work[begin - 1] if begin else 0
            end = max(begin + 1, int(np.searchsorted(work, done + at_once, side="right")))
            yield from _pairs(matrix[begin:end] @ other, begin, both_ways=both_ways)
            begin = end

    def _ties(self) -> Ties:
        ties, types = self._selection.ties, self._model.edge_types
        label = ParticipatesIn.LABEL
        place = types.index(label) if label in types else -1
        mine = ties.where(np.asarray(ties.type == place))
        order = np.lexsort((mine.edge, mine.target, mine.source))
        return Ties(*(column[order] for column in mine))


def _of(model: ReadModel, selection: Selection, *labels: str) -> NDArray[np.int64]:
    places = [model.labels.index(label) for label in labels if label in model.labels]
    chosen = np.sort(selection.nodes)
    return chosen[np.isin(model.columns.node_label[chosen], places)]


def _telling(rows: Iterator[TieRow], told: Callable[[int], None]) -> Iterator[TieRow]:
    for number, row in enumerate(rows, 1):
        yield row
        told(number)


def _counts(row: TieRow) -> bool:
    return row.fields["role"] in _counted and ParticipatesIn.holds(row.fields)


def _pairs(block: "csr_array", begin: int, *, both_ways: bool) -> Iterator[tuple[int, int, int]]:
    block.sort_indices()
    for row in range(block.shape[0]):
        mine = slice(block.indptr[row], block.indptr[row + 1])
        actor = begin + row
        for other, count in zip(
            block.indices[mine].tolist(), block.data[mine].tolist(), strict=True
        ):
            if other > actor or (both_ways and other != actor):
                yield actor, other, count

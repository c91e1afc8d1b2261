"""The ties of nodes as seen from the nodes, batch by batch, in the order of the ties."""

import json
from collections.abc import Iterator, Sequence
from itertools import islice, repeat
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from queries.exporting.batches import BATCH, batches
from queries.exporting.rows import Named, StatedBySource, named, stated_by_sources
from queries.exporting.selection import Selection, are_first
from queries.lookup.things import stated
from queries.readmodel.columns import Bools, Ints, places_of
from queries.readmodel.open import ReadModel


class Touch(NamedTuple):
    """A tie as one of its ends sees it.

    ``outward``: it begins here. ``first``: no earlier tie of its type leads from end to end.
    ``stated``: what each source says of it, claim by claim, where that was asked for.
    """

    id: str
    type: str
    fields: dict[str, Any]
    other: Named
    outward: bool
    first: bool
    stated: Sequence[StatedBySource]


class Ends(NamedTuple):
    """Ties as numbers, each as often as a node of a batch has it: a row per tie and node."""

    owner: Ints  # place of the node in the batch
    edge: Ints
    kind: Ints
    other: Ints


class Touching:
    """The ties of a selection by their ends.

    They are read off the model's columns: nothing is held but a batch, and where not every tie is
    selected a mark for each that is.
    """

    def __init__(self, model: ReadModel, selection: Selection, *, per_source: bool = False) -> None:
        self._model = model
        self._per_source = per_source
        self._kept = None if selection.whole else self._marked(selection.ties.edge)

    def of(self, nodes: NDArray[np.int64]) -> Iterator[Iterator[Touch]]:
        """The ties of each of these nodes, those that begin there before those that end there.

        A tie of a node to itself stands there twice. Those of one node have to be read before
        those of the next are asked for.
        """
        for part in batches(self._model.columns.tie_first, nodes):
            ends = self._ends(nodes[part])
            touches = self._touches(ends)
            for count in np.bincount(ends.owner, minlength=part.stop - part.start).tolist():
                yield islice(touches, count)

    def _marked(self, edges: Ints) -> Bools:
        marks = np.zeros(self._model.columns.owner_first.size - 1, np.bool_)
        marks[edges] = True
        return marks

    def _ends(self, nodes: NDArray[np.int64]) -> Ends:
        columns = self._model.columns
        places, length = places_of(columns.tie_first, nodes)
        owner = np.repeat(np.arange(nodes.size), length)
        found = Ends(
            owner, columns.tie_edge[places], columns.tie_kind[places], columns.tie_other[places]
        )
        order = np.lexsort((found.edge, found.kind % 2, owner))
        if self._kept is not None:
            order = order[self._kept[found.edge[order]]]
        return Ends(*(column[order] for column in found))

    def _touches(self, ends: Ends) -> Iterator[Touch]:
        first, types = are_first(ends.other, ends.kind, ends.owner), self._model.edge_types
        for begin in range(0, ends.edge.size, BATCH):
            part = slice(begin, begin + BATCH)
            numbers, others = ends.edge[part].tolist(), ends.other[part].tolist()
            rows, about = self._rows(numbers), named(self._model, others)
            for n, far, kind, is_first, said in zip(
                numbers, others, ends.kind[part].tolist(), first[part].tolist(),
                self._stated(ends.edge[part]), strict=True,
            ):  # fmt: skip
                id, fields = rows[n]
                yield Touch(id, types[kind // 2], fields, about[far], kind % 2 == 0, is_first, said)

    def _stated(self, edges: Ints) -> Iterator[Sequence[StatedBySource]]:
        if self._per_source:
            return stated_by_sources(self._model, edges)
        return repeat((), edges.size)

    def _rows(self, numbers: list[int]) -> dict[int, tuple[str, dict[str, Any]]]:
        asked = {"edges": json.dumps(sorted(set(numbers))), "limit": len(numbers)}
        rows = self._model.ask("edges", asked)
        return {row["n"]: (row["id"], stated(row["fields"])) for row in rows}

"""What of the actors of a sensitive part the public is told: decided here for every answer.

A number of one or two is hidden, and so is one that leaves one or two of whom it counts a part.
Who is alone and who is in one arena is counted by sector, kind and region, and other answers tell
how many meet, or take part again: what one of them hides none tells.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from queries.gaps.participations import Participations
from queries.isolates.counting import COUNTS, OF, Lists, lists_of, table_of
from queries.isolates.drawing import classes_of
from queries.isolates.grouping import Grouping, Groupings, groupings
from queries.network.few import few_of
from queries.network.two_mode import Bools, Ints
from queries.readmodel.open import ReadModel
from queries.whitespace.hiding import are_few


class Hiding(NamedTuple):
    """The ``names`` of ``COUNTS`` of which no number is told.

    In ``few`` groups of each grouping it is not told how many actors there are.
    """

    names: frozenset[str]
    few: tuple[Bools | None, ...]


NOTHING = Hiding(frozenset(), (None, None, None))


def hidden_of(lists: Lists, groups: Groupings) -> Hiding:
    """What is hidden of these counts.

    A kind is of one sector, or of few: those that share actors add up to the same, so that where
    one of a sector is hidden one of its kinds is.
    """
    tables = [table_of(lists, each) for each in groups]
    names = {name for name in COUNTS[1:] if any(_is_few(table, name) for table in tables)}
    actors = [table[:, 0] for table in tables]
    size = actors[0].size
    both = np.concatenate(actors[:2])
    of_sector = np.arange(both.size) < size
    alike = [own for own in _alike(lists, *groups[:2]) if (both[own] > 0).any()]
    told = few_of(both, [of_sector, ~of_sector], alike)
    of_regions = few_of(actors[2], [np.ones(actors[2].size, np.bool_)])
    if told.whole or of_regions.whole:
        names.add("actors")
    few = (told.cells[:size], told.cells[size:], of_regions.cells)
    return Hiding(frozenset(names), few)


def hidden_of_part(model: ReadModel, given: Participations) -> Hiding:
    """The same of those who take part in these arenas; nobody of them is judged by chance."""
    actors = given.sector.size
    taking_part = np.bincount(given.actor, minlength=actors) > 0
    none, nobody = np.zeros(actors, np.bool_), np.full(actors, np.nan)
    lists = lists_of(given, taking_part, none, classes_of(model), nobody, 0.0)
    return hidden_of(lists, groupings(model))


def _is_few(table: Ints, name: str) -> bool:
    """Whether any number under the name is of one or two, or leaves one or two."""
    counts = table[:, COUNTS.index(name)]
    left = table[:, COUNTS.index(OF[name])] - counts
    together = np.array([counts.sum(), left.sum()])
    return bool((are_few(counts) | (counts > 0) & are_few(left)).any() or are_few(together).any())


def _alike(lists: Lists, one: Grouping, other: Grouping) -> Sequence[Bools]:
    """Groups of both, those of the other after the one's, that have the same actors."""
    size, own = len(one.values), np.flatnonzero(lists.counts)
    linked = np.eye(size + len(other.values), dtype=np.bool_)
    linked[one.of[own], size + other.of[own]] = True
    linked |= linked.T
    for _ in range(size):
        linked = linked @ linked
    return [linked[k] for k in sorted({int(np.flatnonzero(row)[0]) for row in linked})]

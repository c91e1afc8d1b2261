"""What of the actors of a sensitive part the public is told: decided here for every answer.

A count of one or two is not told, nor is one that leaves one or two of whom it counts a part. What
others would tell of it is not hidden piece by piece, for answers that are compared close in on it:
a table by sector, kind or region with such a count is not told at all, and where the table by
sector is not, or how many are alone or in one arena, other answers tell no numbers of its actors.
"""

from typing import NamedTuple

import numpy as np

from queries.gaps.participations import Participations
from queries.isolates.counting import COUNTS, OF, Lists, lists_of, table_of
from queries.isolates.grouping import Grouping, Groupings, classes_of, groupings
from queries.network.two_mode import Ints
from queries.readmodel.open import ReadModel
from queries.whitespace.hiding import are_few


class Hiding(NamedTuple):
    """The ``names`` of ``COUNTS`` of which no number is told at all, and what of each table.

    ``tables`` are by sector, kind and region: the names of which no row has a number, and None
    where there is no table.
    """

    names: frozenset[str]
    tables: tuple[frozenset[str] | None, ...]

    @property
    def by_sector(self) -> frozenset[str]:
        """What is told neither in all nor by sector; everything where there is no such table."""
        own = self.tables[0]
        return frozenset(COUNTS) if own is None else self.names | own

    @property
    def is_open(self) -> bool:
        """Whether other answers may tell how many meet, or meet again, and who they are."""
        return not self.by_sector & {"actors", "solo", "solo_complete", "single"}


NOTHING = Hiding(frozenset(), (frozenset(),) * 3)


def hidden_of(lists: Lists, groups: Groupings) -> Hiding:
    """What is hidden of these counts.

    A kind is of one sector or few, so that the two tables tell of what is of both.
    """
    sector, kind, region = (table_of(lists, each) for each in groups)
    size = len(groups.kind.values)
    pairs = Grouping(groups.sector.of * size + groups.kind.of, [None] * (len(sector) * size))
    by_sector, by_region = _few(sector), _few(region)
    by_kind = _few(kind)
    if "actors" not in by_sector:
        by_kind |= _few(table_of(lists, pairs))
    whole = _few(sector.sum(axis=0, keepdims=True))
    told = (None if "actors" in few else few | whole for few in (by_sector, by_kind, by_region))
    return Hiding(whole, tuple(told))


def hidden_of_part(model: ReadModel, given: Participations) -> Hiding:
    """The same of those who take part in these arenas; nobody of them is judged by chance."""
    actors = given.sector.size
    taking_part = np.bincount(given.actor, minlength=actors) > 0
    none, nobody = np.zeros(actors, np.bool_), np.full(actors, np.nan)
    lists = lists_of(given, taking_part, none, classes_of(model), nobody, 0.0)
    return hidden_of(lists, groupings(model))


def _few(table: Ints) -> frozenset[str]:
    """The names under which any number is of one or two, or leaves one or two."""
    found = set()
    for place, name in enumerate(COUNTS):
        counts = table[:, place]
        left = table[:, COUNTS.index(OF.get(name, name))] - counts
        if (are_few(counts) | are_few(left)).any():
            found.add(name)
    return frozenset(found)

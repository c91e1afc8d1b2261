"""What of the actors of a sensitive part the public is told: decided here for every answer.

A count of one or two is not told, and what others would tell of it is not hidden piece by piece,
for answers that are compared close in on it:

* where one or two of a sector take part in the same manner, nothing of the part's actors is told,
  by any answer: neither how many there are nor who;
* else the table by sector is told whole, and that by kind, or by region, where it is so for them;
* actors are named where all three are told, for a name leads to kind and region;
* what is no sum of manners is never told: who is in a group or a core, stands between others, is in
  a tested arena or a cell, is judged by chance or meets the same again.
"""

from typing import NamedTuple

import numpy as np

from queries.gaps.participations import Participations
from queries.isolates.counting import BY_CHANCE, COUNTS, MANNERS, Lists, lists_of
from queries.isolates.grouping import Grouping, Groupings, classes_of, groupings
from queries.readmodel.open import ReadModel
from queries.whitespace.hiding import are_few


class Hiding(NamedTuple):
    """The ``names`` of ``COUNTS`` of which no number is told, and which tables are.

    ``tables`` are by sector, kind and region.
    """

    names: frozenset[str]
    tables: tuple[bool, bool, bool]

    @property
    def is_open(self) -> bool:
        """Whether any answer may tell how many actors there are, of a sector or of a list."""
        return self.tables[0]

    @property
    def names_actors(self) -> bool:
        """Whether any answer may say who they are."""
        return all(self.tables)


NOTHING = Hiding(frozenset(), (True, True, True))


def hidden_of(lists: Lists, groups: Groupings) -> Hiding:
    """What is hidden of these counts.

    Looked at is in which manner each takes part: every count, and every two of them beside each
    other, are sums of these. A kind is of one sector or few, so that the two tables tell of both.
    """
    if not lists.counts.any():
        return NOTHING  # nobody, which is no few
    kinds = len(groups.kind.values)
    both = Grouping(
        groups.sector.of * kinds + groups.kind.of, [None] * (len(groups.sector.values) * kinds)
    )
    is_open = not _few_in_manner(lists, groups.sector)
    if not is_open:
        return Hiding(frozenset(COUNTS), (False, False, False))
    by_kind, by_region = (not _few_in_manner(lists, each) for each in (both, groups.region))
    return Hiding(frozenset(BY_CHANCE), (True, by_kind, by_region))


def hidden_of_part(model: ReadModel, given: Participations) -> Hiding:
    """The same of those who take part in these arenas; nobody of them is judged by chance."""
    actors = given.sector.size
    taking_part = np.bincount(given.actor, minlength=actors) > 0
    none, nobody = np.zeros(actors, np.bool_), np.full(actors, np.nan)
    lists = lists_of(given, taking_part, none, classes_of(model), nobody, 0.0)
    return hidden_of(lists, groupings(model))


def _few_in_manner(lists: Lists, groups: Grouping) -> bool:
    """Whether one or two of a group take part in the same manner."""
    codes = (groups.of * MANNERS + lists.manner)[lists.counts]
    return bool(are_few(np.bincount(codes)).any())

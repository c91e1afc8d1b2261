"""What of the actors of a sensitive part the public is told: decided here for every answer.

A count of one or two is not told, nor is one that leaves one or two of whom it counts a part. What
others would tell of it is not hidden piece by piece, for answers that are compared close in on it:

* where the table by sector, or its sum, has such a count, nothing of the part's actors is told, by
  any answer: neither how many there are nor who;
* else that table is told whole, and the table by kind, or by region, where it has none either;
* actors are named where all three are told, for a name leads to kind and region.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from queries.gaps.participations import Participations
from queries.isolates.counting import BY_CHANCE, COUNTS, OF, Lists, lists_of, table_of
from queries.isolates.grouping import Grouping, Groupings, classes_of, groupings
from queries.network.two_mode import Ints
from queries.readmodel.open import ReadModel
from queries.whitespace.hiding import are_few

WITHOUT_CHANCE = tuple(name for name in COUNTS if name not in BY_CHANCE)


class Hiding(NamedTuple):
    """The ``names`` of ``COUNTS`` of which no number is told, and which tables are.

    ``tables`` are by sector, kind and region. Those by chance hang on draws, which come later than
    other answers, and are hidden for themselves alone.
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

    A kind is of one sector or few, so that the two tables tell of what is of both.
    """
    sector, kind, region = (table_of(lists, each) for each in groups)
    size = len(groups.kind.values)
    pairs = Grouping(groups.sector.of * size + groups.kind.of, [None] * (len(sector) * size))
    both = np.vstack([kind, table_of(lists, pairs)])
    whole = np.vstack([sector, sector.sum(axis=0)])
    is_open = not _few(whole, WITHOUT_CHANCE)
    if not is_open:
        return Hiding(frozenset(COUNTS), (False, False, False))
    tables = (True, not _few(both, WITHOUT_CHANCE), not _few(region, WITHOUT_CHANCE))
    told = [table for table, is_told in zip((whole, both, region), tables, strict=True) if is_told]
    by_chance = _few(np.vstack(told), BY_CHANCE)
    return Hiding(frozenset(BY_CHANCE if by_chance else ()), tables)


def hidden_of_part(model: ReadModel, given: Participations) -> Hiding:
    """The same of those who take part in these arenas; nobody of them is judged by chance."""
    actors = given.sector.size
    taking_part = np.bincount(given.actor, minlength=actors) > 0
    none, nobody = np.zeros(actors, np.bool_), np.full(actors, np.nan)
    lists = lists_of(given, taking_part, none, classes_of(model), nobody, 0.0)
    return hidden_of(lists, groupings(model))


def _few(table: Ints, names: Sequence[str]) -> bool:
    """Whether any number under these names is of one or two, or leaves one or two."""
    for name in names:
        counts = table[:, COUNTS.index(name)]
        left = table[:, COUNTS.index(OF.get(name, name))] - counts
        if (are_few(counts) | are_few(left)).any():
            return True
    return False

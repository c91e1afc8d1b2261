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
from queries.isolates.grouping import Groupings, classes_of, groupings
from queries.network.two_mode import Ints
from queries.readmodel.open import ReadModel
from queries.whitespace.hiding import are_few


class Hiding(NamedTuple):
    """The ``names`` of ``COUNTS`` of which no number is told, and which groupings have a table."""

    names: frozenset[str]
    tables: tuple[bool, bool, bool]

    @property
    def is_open(self) -> bool:
        """Whether other answers may tell how many meet, or meet again, and who they are."""
        return self.tables[0] and not self.names & {"actors", "solo", "solo_complete", "single"}


NOTHING = Hiding(frozenset(), (True, True, True))


def hidden_of(lists: Lists, groups: Groupings) -> Hiding:
    """What is hidden of these counts.

    A kind is of one sector or few, so that the two tables tell of what is of both.
    """
    made = [table_of(lists, each) for each in groups]
    sector, kind, region = (not are_few(table[:, 0]).any() for table in made)
    pairs = groups.sector.of[lists.counts] * len(groups.kind.values) + groups.kind.of[lists.counts]
    kind = kind and not (sector and are_few(np.bincount(pairs)).any())
    shown = [table for table, told in zip(made, (sector, kind, region), strict=True) if told]
    shown.append(made[0].sum(axis=0, keepdims=True))
    names = {name for name in COUNTS if any(_is_few(table, name) for table in shown)}
    return Hiding(frozenset(names), (sector, kind, region))


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
    left = table[:, COUNTS.index(OF.get(name, name))] - counts
    return bool((are_few(counts) | are_few(left)).any())

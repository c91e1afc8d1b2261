"""Who is on which list, and how many of each sector, kind and region."""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from graph_schema.isolate_answers import IsolateCounts
from queries.gaps.participations import Participations
from queries.isolates.grouping import Grouping
from queries.isolates.meeting import Classes, across, in_company, per_class, two_mode
from queries.network.two_mode import Bools, Floats, Ints

COUNTS = ("actors", "never", "beside", "solo", "solo_complete", "single", "judged", "orphans")
MANNERS = 18
BY_CHANCE = ("judged", "orphans")
"""Counts that hang on the null draws."""


@dataclass(frozen=True)
class Lists:
    """One value per actor of the model; ``counts`` marks whom a list may hold at all.

    ``arenas`` taken part in and, of them, ``complete``: those whose lists are, and ``met``: those
    in which anybody else does.
    """

    counts: Bools
    arenas: Ints
    complete: Ints
    met: Ints
    never: Bools
    beside: Bools
    solo: Bools
    single: Bools
    judged: Bools
    orphans: Bools

    @property
    def solo_complete(self) -> Bools:
        """Alone in every arena, and every list complete: no effect of recording."""
        return np.asarray(self.solo & (self.complete == self.arenas), np.bool_)

    @property
    def manner(self) -> Ints:
        """In which of ``MANNERS`` ways each takes part.

        In no, one or several arenas with others, in one arena or in several, and in no, some or
        only arenas with whole lists.
        """
        some = (self.complete > 0).astype(np.int64) + (self.complete == self.arenas)
        found: Ints = (np.minimum(self.met, 2) * 2 + self.single) * 3 + some
        return found

    def counted(self, name: str) -> Bools:
        """Who counts under a name of ``COUNTS``."""
        found: Bools = self.counts if name == "actors" else getattr(self, name)
        return found


def lists_of(
    participations: Participations,
    own: Bools,
    beside: Bools,
    classes: Classes,
    expected: Floats,
    least: float,
) -> Lists:
    """Put every actor on its lists; ``own`` marks those that count, units with their own only.

    ``beside`` marks those in no arena that pay for, support or advise one.
    """
    graph = two_mode(participations)
    company, apart = in_company(graph), ~across(graph, classes, per_class(graph, classes))
    known = participations.arena_partners_known[participations.arena]
    arenas = np.bincount(participations.actor, minlength=graph.actors)
    judged = np.nan_to_num(expected) >= least
    others = np.bincount(participations.arena)[participations.arena] > 1
    return Lists(
        counts=own,
        arenas=arenas,
        complete=np.bincount(participations.actor[known], minlength=graph.actors),
        met=np.bincount(participations.actor[others], minlength=graph.actors),
        never=own & (arenas == 0),
        beside=beside,
        solo=(arenas > 0) & ~company,
        single=arenas == 1,
        judged=judged,
        orphans=judged & apart,
    )


def counted(
    lists: Lists,
    untold: Collection[str],
    hide: Collection[str],
    groups: Grouping,
    *,
    share: bool = True,
) -> list[IsolateCounts]:
    """A row for each group; of the counts that are ``untold`` or ``hide`` nothing is said.

    ``share``: whether the share of participations in whole lists is told, of which the numbers of
    participations follow.
    """
    table, size = table_of(lists, groups), len(groups.values)
    seen, complete = (
        np.bincount(groups.of, weights=weights, minlength=size)
        for weights in (lists.arenas, lists.complete)
    )
    return [
        _counts(row, float(whole / arenas) if arenas and share else None, untold, hide)
        for row, arenas, whole in zip(table.tolist(), seen, complete, strict=True)
    ]


def table_of(lists: Lists, groups: Grouping) -> Ints:
    """Per group a row, with as many as there are under each name of ``COUNTS``."""
    return np.column_stack(
        [
            np.bincount(groups.of[lists.counted(name)], minlength=len(groups.values))
            for name in COUNTS
        ]
    )


def all_of(lists: Lists) -> Grouping:
    """Everybody as one group."""
    return Grouping(np.zeros(lists.counts.size, np.int64), [None])


def _counts(
    row: list[int], coverage: float | None, untold: Collection[str], hide: Collection[str]
) -> IsolateCounts:
    shown = {
        name: None if name in hide or name in untold else count
        for name, count in zip(COUNTS, row, strict=True)
    }
    hidden = tuple(name for name in COUNTS if name in hide)
    return IsolateCounts(**shown, hidden=hidden, coverage=None if "actors" in hidden else coverage)

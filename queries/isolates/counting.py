"""Who is on which list, and how many of each sector, kind and region."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph_schema.isolate_answers import IsolateCounts
from queries.gaps.participations import Participations
from queries.isolates.meeting import Classes, across, in_company, per_class, two_mode
from queries.network.two_mode import Bools, Floats, Ints
from queries.whitespace.hiding import are_few, hidden

COUNTS = ("actors", "never", "beside", "solo", "solo_complete", "single", "judged", "orphans")
OF = {
    "never": "actors", "beside": "never", "solo": "actors", "solo_complete": "solo",
    "single": "actors", "judged": "actors", "orphans": "judged",
}  # fmt: skip
"""Of whom those under a name are a part: 5 of 6 with one arena tell of the sixth."""


@dataclass(frozen=True)
class Lists:
    """One value per actor of the model; ``counts`` marks whom a list may hold at all.

    ``arenas`` taken part in and, of them, ``complete``: those whose lists are.
    """

    counts: Bools
    arenas: Ints
    complete: Ints
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
    return Lists(
        counts=own,
        arenas=arenas,
        complete=np.bincount(participations.actor[known], minlength=graph.actors),
        never=own & (arenas == 0),
        beside=beside,
        solo=(arenas > 0) & ~company,
        single=arenas == 1,
        judged=judged,
        orphans=judged & apart,
    )


def counted(
    lists: Lists,
    group: NDArray[np.integer],
    groups: int,
    *,
    sensitive: bool,
    untold: Collection[str] = (),
    hide: Collection[str] = (),
) -> tuple[IsolateCounts, list[IsolateCounts]]:
    """All actors, and those of each group; of the counts that are ``untold`` nothing is said.

    Where the part is ``sensitive``, counts of one or two actors are hidden, those that leave one or
    two of whom they are a part, and with them what would give them away: those of ``hide`` too.
    """
    table = _table(lists, group, groups)
    whole = table.sum(axis=0)
    cells, sums = np.zeros(table.shape, np.bool_), np.zeros(whole.size, np.bool_)
    if sensitive:
        cells, sums = _few(table)
        hidden_all = np.isin(COUNTS, list(hide))
        cells, sums = cells | hidden_all, sums | hidden_all
    seen, complete = (
        np.bincount(group, weights=weights, minlength=groups)
        for weights in (lists.arenas, lists.complete)
    )
    rows = [
        _counts(*row, untold) for row in zip(table, cells, seen, complete, strict=True)
    ]  # fmt: skip
    return _counts(whole, sums, seen.sum(), complete.sum(), untold), rows


def hidden_anywhere(lists: Lists, groupings: Iterable[tuple[Ints, int]]) -> frozenset[str]:
    """The lists of which any of the groupings hides a number, which the others would tell.

    Each grouping adds up to the same whole. How many actors there are each hides by itself.
    """
    found = np.zeros(len(COUNTS), np.bool_)
    for group, groups in groupings:
        cells, sums = _few(_table(lists, group, groups))
        found |= cells.any(axis=0) | sums
    return frozenset(name for name, any_hidden in zip(COUNTS, found, strict=True) if any_hidden) - {
        "actors"
    }


def _table(lists: Lists, group: NDArray[np.integer], groups: int) -> Ints:
    """Per group a row, with as many as there are under each name of ``COUNTS``."""
    return np.column_stack(
        [np.bincount(group[lists.counted(name)], minlength=groups) for name in COUNTS]
    )


def _few(table: Ints) -> tuple[Bools, Bools]:
    cells, sums = np.zeros(table.shape, np.bool_), np.zeros(table.shape[1], np.bool_)
    every = np.ones((table.shape[0], 1), np.bool_)
    for column, name in enumerate(COUNTS):
        counts, left = table[:, [column]], _left(table, name)
        fewest = np.where(are_few(left), left, counts)
        found = hidden(counts, fewest, every, every)
        cells[:, column] = found.cells[:, 0]
        together = np.array([counts.sum(), left.sum()])
        sums[column] = bool(found.sums[0][0] or are_few(together).any())
    return cells, sums


def _left(table: Ints, name: str) -> Ints:
    """How many are left of whom those under a name are a part; nobody of all actors."""
    of = COUNTS.index(OF.get(name, name))
    return np.asarray(table[:, [of]] - table[:, [COUNTS.index(name)]])


def _counts(
    values: Ints, hide: Bools, arenas: float, complete: float, untold: Collection[str]
) -> IsolateCounts:
    shown = {
        name: None if hide[k] or name in untold else int(values[k]) for k, name in enumerate(COUNTS)
    }
    return IsolateCounts(
        **shown,
        hidden=tuple(name for k, name in enumerate(COUNTS) if hide[k]),
        coverage=float(complete / arenas) if arenas and not hide[0] else None,
    )

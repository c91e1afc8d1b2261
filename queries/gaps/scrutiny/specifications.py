"""The table made in every other defensible way: roles, strata, units, kinds of arena."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np

from graph_schema.gap_answers import GapTable, Units
from graph_schema.scrutiny_answers import Agreement, Specification, Strata
from queries.gaps.meetings import tested
from queries.gaps.participations import Participations
from queries.gaps.scrutiny.steps import Steps, of_rows, verdicts_of, without
from queries.gaps.testing import NullSettings
from queries.gaps.verdicts import SUPPRESSED_OR_SHORT

UNITS: tuple[Units, ...] = ("together", "separate")
STRATA: tuple[Strata, ...] = ("all", "source_kind_year", "source_kind")
DROPPED: dict[Strata, tuple[str, ...]] = {
    "all": (),
    "source_kind_year": ("region", "topic"),
    "source_kind": ("region", "topic", "year"),
}
Way = tuple[bytes, ...]
MOST_KINDS = 4  # the largest kinds of arena, each alone


@dataclass(frozen=True)
class Choice:
    """One way to make the table."""

    role_aware: bool
    strata: Strata
    units: Units
    kind: int | None


def choices(columns: Participations) -> list[Choice]:
    """Roles × strata × units, then each of the largest kinds of arena alone, where several are."""
    every = [
        Choice(role_aware, strata, units, None)
        for role_aware in (True, False)
        for strata in STRATA
        for units in UNITS
    ]
    kinds = np.bincount(columns.arena_kind[columns.arena], minlength=1)
    largest = [int(k) for k in np.argsort(-kinds, kind="stable")[:MOST_KINDS] if kinds[k]]
    if len(largest) > 1:
        every += [Choice(role_aware=True, strata="all", units="together", kind=k) for k in largest]
    return every


def specifications(
    read: Callable[[Units], Participations], settings: NullSettings, steps: Steps, units: Units
) -> Iterator[Specification]:
    """The verdicts of every choice; ``units`` are those of the table itself."""
    columns = {each: read(each) for each in UNITS}
    seen = {_way(columns[units], settings.role_aware)}
    for choice in choices(columns["together"]):
        chosen = without(columns[choice.units], *DROPPED[choice.strata])
        if choice.kind is not None:
            chosen = of_rows(chosen, chosen.arena_kind[chosen.arena] == choice.kind)
        table = steps.table(chosen, replace(settings, role_aware=choice.role_aware))
        way = _way(chosen, choice.role_aware)
        yield Specification(
            role_aware=choice.role_aware,
            strata=choice.strata,
            units=choice.units,
            kind=None if choice.kind is None else chosen.kind_names[choice.kind],
            participations=table.participations.tested,
            counts=way not in seen,
            pairs=verdicts_of(table),
        )
        seen.add(way)


def _way(columns: Participations, role_aware: bool) -> Way:
    """Who may change places with whom, whatever the groups are called and drawn from."""
    part = tested(columns, role_aware=role_aware)
    rows = np.flatnonzero(part.rows)
    rows = rows[np.lexsort((columns.actor[rows], columns.arena[rows]))]
    stratum = part.stratification.counted_in[columns.arena[rows]]
    _, first, group = np.unique(stratum, return_index=True, return_inverse=True)
    actor = columns.actor[rows]
    told = (actor, columns.sector[actor], columns.arena[rows], first[group], part.leads[rows])
    return tuple(column.astype(np.int64).tobytes() for column in told)


def agreement(table: GapTable, made: tuple[Specification, ...]) -> tuple[Agreement, ...]:
    """Per pair the table tests, how many of the other ways agree with it.

    A way that groups and counts as the table does, or as another way does, says nothing of its own
    and is not counted: roles where nobody leads, years where there is one.
    """
    different = [each for each in made if each.counts]
    found = []
    for place, pair in enumerate(table.pairs):
        if pair.verdict in SUPPRESSED_OR_SHORT:
            continue
        others = [
            each.pairs[place]
            for each in different
            if each.pairs[place].verdict not in SUPPRESSED_OR_SHORT
        ]
        sides = [
            (other.ratio < 1) == (pair.ratio < 1)
            for other in others
            if other.ratio is not None and pair.ratio is not None
        ]
        same = [other.verdict is pair.verdict for other in others]
        found.append(
            Agreement(
                a=pair.a,
                b=pair.b,
                specifications=len(others),
                same_verdict=float(np.mean(same)) if same else None,
                same_side=float(np.mean(sides)) if sides else None,
            )
        )
    return tuple(found)

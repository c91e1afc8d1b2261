"""The table made in every other defensible way: roles, strata, units, arenas, sectors."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np

from graph_schema.gap_answers import GapTable, Units
from graph_schema.scrutiny_answers import Agreement, Coding, Specification, Strata
from queries.gaps.meetings import tested
from queries.gaps.participations import Participations, of_arenas
from queries.gaps.scrutiny.steps import Steps, verdicts_of, without
from queries.gaps.testing import NullSettings
from queries.gaps.verdicts import SUPPRESSED_OR_SHORT
from queries.readmodel.columns import Ints

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
    coding: Coding = "usual"


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
    read: Callable[[Units], Participations],
    settings: NullSettings,
    steps: Steps,
    units: Units,
    codings: Iterable[tuple[Coding, Ints]] = (),
    *,
    table: GapTable | None = None,
) -> Iterator[Specification]:
    """The verdicts of every choice, then of every coding of sectors in the table as it is.

    ``units`` are those of the table itself, which stands where a choice is its own: it may have
    been drawn more often. A coding gives every actor its sector.
    """
    columns = {each: read(each) for each in UNITS}
    own = columns[units]
    way = _way(own, settings.role_aware)
    made = _Made(steps, {way}, {} if table is None else {way: table})
    for choice in choices(columns["together"]):
        chosen = without(columns[choice.units], *DROPPED[choice.strata])
        if choice.kind is not None:
            chosen = of_arenas(chosen, np.asarray(chosen.arena_kind == choice.kind))
        yield made.one(chosen, replace(settings, role_aware=choice.role_aware), choice)
    usual = Choice(settings.role_aware, "all", units, None)
    for coding, sector in codings:
        yield made.one(replace(own, sector=sector), settings, replace(usual, coding=coding))


@dataclass(frozen=True)
class _Made:
    """Makes one specification after the other, and knows which ways have been seen."""

    steps: Steps
    seen: set[Way]
    known: Mapping[Way, GapTable]

    def one(self, columns: Participations, settings: NullSettings, choice: Choice) -> Specification:
        """The table of these participations; it counts if it is another way than those before."""
        way = _way(columns, settings.role_aware)
        table = self.known.get(way) or self.steps.table(columns, settings)
        counts = way not in self.seen
        self.seen.add(way)
        return Specification(
            role_aware=choice.role_aware,
            strata=choice.strata,
            units=choice.units,
            kind=None if choice.kind is None else columns.kind_names[choice.kind],
            coding=choice.coding,
            participations=table.participations.tested,
            counts=counts,
            pairs=verdicts_of(table),
        )


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
    and is not counted: roles where nobody leads, years where there is one, sectors nobody leaves. A
    pair whose group a coding empties is not compared in it.
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

"""Whether year, region or topic explains what a pair shows: R within ever finer groups of arenas.

The same arenas and the same T at each step; only where participations may change places differs
(method part 0b, rule 10). Finer groups push any R towards 1 by themselves, which is why a step has
to move R further than random groups of equal sizes do.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from graph_schema.gap_answers import GapTable
from graph_schema.scrutiny_answers import Composition, CompositionStep, Explained, Step
from queries.gaps import meetings as counting
from queries.gaps.null_model import draw, stratum_tables
from queries.gaps.participations import Ints, Participations, of_rows
from queries.gaps.scrutiny.steps import Steps, without
from queries.gaps.strata import Stratification, Stratum, stratify
from queries.gaps.testing import NullSettings, least_draws
from queries.gaps.verdicts import SUPPRESSED_OR_SHORT

SEQUENCE: tuple[Step, ...] = ("source_kind", "year", "region", "topic")
ADDED = SEQUENCE[1:]
RANDOM_GROUPS = 200
RANDOM_DRAWS = 127  # E of a pair to a few per cent, two hundred times over
CROSSED = 0.9  # and 1/.9 from above
FURTHER_THAN = 0.95

Floats = NDArray[np.float64]
Known = frozenset[Step]
Cell = tuple[int, int]


def composition(
    table: GapTable, columns: Participations, settings: NullSettings, steps: Steps
) -> Iterator[Composition]:
    """R of every pair within source and kind, then years, regions and topics; and what explains."""
    groups = _Groups(_in_tested_arenas(columns, settings), settings, steps)
    for pair in table.pairs:
        cell = steps.cell(pair)
        if pair.verdict in SUPPRESSED_OR_SHORT:
            continue
        explained, by = groups.explained(cell)
        yield Composition(
            a=pair.a,
            b=pair.b,
            steps=tuple(groups.step(cell, place) for place in range(len(SEQUENCE))),
            explained=explained,
            by=by,
        )
        steps.one()


def _in_tested_arenas(columns: Participations, settings: NullSettings) -> Participations:
    part = counting.tested(columns, role_aware=settings.role_aware)
    return of_rows(columns, part.rows)


@dataclass
class _Groups:
    """R within groups that tell arenas apart by some attributes, each computed once."""

    columns: Participations
    settings: NullSettings
    steps: Steps
    ratios: dict[bytes, tuple[Floats, Floats]] = field(default_factory=dict)
    random: dict[tuple[Known, Known], Floats] = field(default_factory=dict)

    def step(self, cell: Cell, place: int) -> CompositionStep:
        ratio, z = self._within(frozenset(SEQUENCE[1 : place + 1]))
        return CompositionStep(step=SEQUENCE[place], ratio=_number(ratio[cell]), z=_number(z[cell]))

    def explained(self, cell: Cell) -> tuple[Explained, Step | None]:
        """What brings R within .9, if anything does, and whether that can be told."""
        start, end = self._ratio(frozenset(), cell), self._ratio(frozenset(ADDED), cell)
        if np.isnan(start) or not _is_far(start):
            return "not_asked", None
        if _is_far(end):
            return "remains", None
        first = {x: self._explains(cell, *_in_sequence(x)) for x in ADDED}
        last = {x: self._explains(cell, frozenset(ADDED) - {x}, frozenset(ADDED)) for x in ADDED}
        for attribute in ADDED:
            if first[attribute] and last[attribute]:
                return "explained", attribute
        if any(first.values()) or any(last.values()):
            return "cannot_be_separated", None
        return "no_more_than_chance", None

    def _explains(self, cell: Cell, before: Known, after: Known) -> bool:
        here, there = self._ratio(before, cell), self._ratio(after, cell)
        if not (_is_far(here) and not _is_far(there)):
            return False
        moves = np.abs(self._random_ratios(before, after)[:, *cell] - here)
        return bool(np.mean(moves < abs(there - here)) >= FURTHER_THAN)

    def _ratio(self, known: Known, cell: Cell) -> float:
        return float(self._within(known)[0][cell])

    def _within(self, known: Known) -> tuple[Floats, Floats]:
        """R and z, drawn once for all steps that group arenas alike: such a step explains nothing.

        Other draws of the same groups would move R by chance, and across .9 where it lies there.
        """
        strata = self._strata(known)
        grouped = _in_order_of_sight(strata.counted_in).tobytes()
        if grouped not in self.ratios:
            self.ratios[grouped] = self._measured(strata, self._draws)
        return self.ratios[grouped]

    @property
    def _draws(self) -> int:
        return least_draws(1, self.settings.least_draws)

    def _strata(self, known: Known) -> Stratification:
        return stratify(without(self.columns, *(x for x in ADDED if x not in known)))

    def _measured(self, strata: Stratification, draws: int) -> tuple[Floats, Floats]:
        """R and z of every pair; groups in which nothing can move give E = T."""
        tables = stratum_tables(self.columns, strata, role_aware=self.settings.role_aware)
        sector: NDArray[np.int8] = np.array(self.columns.sector, np.int8)
        drawn = draw(
            tables, sector, len(self.steps.groups), draws=draws, seed=self.settings.seed
        ).meetings
        with np.errstate(invalid="ignore", divide="ignore"):  # nothing expected: no ratio
            expected = drawn.mean(axis=0)
            return self._observed / expected, (self._observed - expected) / drawn.std(
                axis=0, ddof=1
            )

    @cached_property
    def _observed(self) -> Ints:
        part = counting.tested(self.columns, role_aware=self.settings.role_aware)
        return counting.meetings(part, len(self.steps.groups)).observed

    def _random_ratios(self, before: Known, after: Known) -> Floats:
        """R within random groups of the sizes of the finer ones, shuffled inside the coarser."""
        if (before, after) not in self.random:
            coarse, fine = self._strata(before).counted_in, self._strata(after).counted_in
            generator = np.random.default_rng((self.settings.seed, RANDOM_GROUPS))
            found = []
            for _ in range(RANDOM_GROUPS):
                shuffled = _shuffled(generator, coarse, fine)
                found.append(self._measured(_as_strata(shuffled), RANDOM_DRAWS)[0])
            self.steps.one()
            self.random[before, after] = np.array(found)
        return self.random[before, after]


def _in_sequence(added: Step) -> tuple[Known, Known]:
    place = SEQUENCE.index(added)
    return frozenset(SEQUENCE[1:place]), frozenset(SEQUENCE[1 : place + 1])


def _is_far(ratio: float) -> bool:
    return not np.isnan(ratio) and not CROSSED <= ratio <= 1 / CROSSED


def _shuffled(generator: np.random.Generator, coarse: Ints, fine: Ints) -> Ints:
    """The finer groups with their sizes, each coarser group's arenas dealt out at random."""
    order = np.lexsort((generator.random(coarse.size), coarse))
    places = np.argsort(coarse, kind="stable")
    shuffled = fine.copy()
    shuffled[places] = fine[order]
    return shuffled


def _in_order_of_sight(group: Ints) -> Ints:
    """Groups numbered as they are met, so that equal groups have equal numbers."""
    _, first, which = np.unique(group, return_index=True, return_inverse=True)
    return np.asarray(np.argsort(np.argsort(first))[which.reshape(-1)], np.int64)


def _as_strata(group: Ints) -> Stratification:
    names = [
        Stratum(f"group {k}", "", None, None, 0, 0) for k in range(int(group.max(initial=-1)) + 1)
    ]
    return Stratification(tuple(names), group, group)


def _number(value: np.float64) -> float | None:
    return float(value) if np.isfinite(value) else None

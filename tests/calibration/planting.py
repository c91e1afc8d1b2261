"""Gaps planted in worlds where sector plays no part, and gaps claimed where there is none.

Switches that keep every actor's activity, every arena's size and who leads bring the pair's
meetings T down in two ways. *Brought to* a ratio: until T is no more than that share of E, so that
every world shows that ratio. *Taken away*: as many meetings as the ratio takes from E, counted from
what chance gave the world; T then varies as by chance around the ratio, as power supposes.
"""

import logging
import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import count
from random import Random
from statistics import NormalDist

import numpy as np

from graph_schema.gap_answers import GapTable, SectorPair
from graph_schema.vocabularies import Sector, Verdict
from queries.gaps.meetings import meetings, tested
from queries.gaps.participations import Participations
from queries.gaps.synthetic import thinned
from queries.gaps.table import sector_table
from queries.gaps.testing import NullSettings
from queries.gaps.verdicts import POWER
from tests.calibration.worlds import SECTORS, Trouble, null_world

log = logging.getLogger(__name__)

FOUND = (Verdict.GAP, Verdict.SURPLUS)
PLANTED = (Sector.PRIVATE, Sector.ACADEMIA)
CELL = SECTORS.index(PLANTED[0]), SECTORS.index(PLANTED[1])
RARE_EXPECTED = (8.0, 80.0)  # between these lies, about, what is expected where both are rare
MOST_LEFT = 0.8  # of the pair's meetings; with more it is nearly the usual world once more
RATIOS = (0.8, 0.65, 0.5, 0.35)
HALF = 0.5
STEPS = (-0.15, 0.0, 0.15)  # from the least visible gap to what is taken away
ONCE = NullSettings(more_draws=False)  # 999 draws, as where there is no gap at all
WHOLE_LISTS = Trouble(lead_only=0, repeated=0)


@dataclass(frozen=True)
class Plan:
    """How many worlds: of the usual ones, of these those brought to every ratio, of the rare ones.

    ``steps`` is what the gaps chosen by R_min are drawn with: as answered, ten times the draws
    where a p lies near its cut, or once where that takes too long.
    """

    usual: int
    all_ratios: int
    rare: int
    steps: NullSettings = ONCE


@dataclass(frozen=True)
class Trial:
    """The pair in one world: as it was before, and after a gap was planted or nothing was.

    ``aim`` is the ratio planted, 1 where none was. Where it was chosen by R_min, ``step`` is how
    far it is from that, and meetings were taken away; else T was brought to it.
    """

    size: int
    rare: bool
    aim: float
    step: float | None
    before: SectorPair
    pair: SectorPair
    ranked_first: bool
    others: int

    @property
    def depth(self) -> float:
        """By how many null standard deviations half of E falls short of E."""
        return HALF * (self.before.expected or 0) / (self.before.sd or 1)

    @property
    def true_ratio(self) -> float:
        """1 − (meetings taken)/E: what chance varied around, since a switch may take several."""
        taken = (self.before.observed or 0) - (self.pair.observed or 0)
        return 1 - taken / (self.before.expected or 1)

    def promised(self, luck: float = 0) -> float:
        """The power R_min promises at the true ratio: .8 where that is R_min.

        ``luck`` is by how many SD T lay too high, on average over worlds, before it was planted.
        """
        deviations = (self.before.expected or 0) / (self.before.sd or 1)
        above = (shown(self.before) - self.true_ratio) * deviations
        return NormalDist().cdf(above + POWER - luck)

    @property
    def least_visible(self) -> float:
        """R_min as the page shows it: the lower of the two nulls'."""
        return shown(self.pair)


def shown(pair: SectorPair) -> float:
    """The lower R_min of the two nulls: a gap has to be found by both."""
    return min(r for r in (pair.least_visible, pair.least_visible_by_labels) if r is not None)


def trials(size: int, plan: Plan) -> Iterator[Trial]:
    """Every planting in every world of one size; worlds where nothing can be compared are passed.

    Where the two sectors are made rare, worlds are made until there are as many as planned: from
    the networks of the usual ones, with other sectors, and so no wholly other worlds.
    """
    for seed in range(plan.usual):
        world = Planting(size, seed, rare=False)
        yield from world.trials(plan.steps, whole=seed < plan.all_ratios)
    wanted = plan.rare
    for seed in count():
        if not wanted:
            return
        found = list(Planting(size, seed, rare=True).trials(plan.steps, whole=True))
        wanted -= bool(found)
        yield from found


class Planting:
    """One world, the pair in it before anything is planted, and what is planted in it."""

    def __init__(self, size: int, seed: int, *, rare: bool) -> None:
        """Make the world and ask the table of it."""
        world = null_world(seed, size, WHOLE_LISTS).participations
        self.size, self.seed, self.rare = size, seed, rare
        self.world = _rarer(world, seed) if rare else world
        self.again = rare and self.world is world  # one of the usual worlds
        self.table = _table(self.world, ONCE)
        self.before = self.table.pair(*PLANTED)

    def trials(self, steps: NullSettings, *, whole: bool) -> Iterator[Trial]:
        """Nothing planted, every ratio, every step from R_min; half of E alone if not ``whole``."""
        before = self.before
        if self.again or not before.expected or not before.sd or before.q is None:
            return
        yield self._trial(self.table, 1.0)
        for aim in RATIOS if whole else (HALF,):
            yield from self._thinned(aim, aim * before.expected, ONCE)
        for step in STEPS if whole else ():
            aim = shown(before) + step
            if 0 < aim < 1:
                left = max(0.0, (before.observed or 0) - (1 - aim) * before.expected)
                yield from self._thinned(aim, left, steps, step=step)

    def _thinned(
        self, aim: float, target: float, settings: NullSettings, *, step: float | None = None
    ) -> Iterator[Trial]:
        try:
            world = thinned(self.world, CELL, target, Random(self.seed))
        except ValueError as error:  # no more switch lowers it; counts show what is missing
            log.warning("%s participations, world %s: %s", self.size, self.seed, error)
            return
        yield self._trial(_table(world, settings), aim, step=step)

    def _trial(self, table: GapTable, aim: float, *, step: float | None = None) -> Trial:
        pair = table.pair(*PLANTED)
        lowest = min((p.z, p.a, p.b) for p in table.pairs if p.z is not None)
        return Trial(
            size=self.size,
            rare=self.rare,
            aim=aim,
            step=step,
            before=self.before,
            pair=pair,
            ranked_first={lowest[1], lowest[2]} == set(PLANTED),
            others=sum(p.verdict in FOUND and p is not pair for p in table.pairs),
        )


def _rarer(world: Participations, seed: int) -> Participations:
    """Count many actors of the two sectors as civil society, whoever they are and meet.

    The world itself, where that would leave it nearly as it was.
    """
    random = np.random.default_rng((seed, world.actor.size))
    met = int(meetings(tested(world, role_aware=True), len(SECTORS)).observed[CELL])
    low, high = (math.log(bound) for bound in RARE_EXPECTED)
    expected = math.exp(random.uniform(low, high))
    if expected > MOST_LEFT * met:
        return world
    kept = math.sqrt(expected / met)
    moves = np.isin(world.sector, CELL) & (random.random(world.sector.size) >= kept)
    civil = SECTORS.index(Sector.CIVIL_SOCIETY)
    return replace(world, sector=np.where(moves, civil, world.sector).astype(np.int8))


def claims(size: int, worlds: int, trouble: Trouble) -> list[SectorPair]:
    """The pairs told as a gap or surplus in so many worlds where there is neither."""
    tables = (_table(null_world(k, size, trouble).participations, ONCE) for k in range(worlds))
    return [pair for table in tables for pair in table.pairs if pair.verdict in FOUND]


def _table(world: Participations, settings: NullSettings) -> GapTable:
    return sector_table(world, sectors=SECTORS, data_version=1, null=settings)

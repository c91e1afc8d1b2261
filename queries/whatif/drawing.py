"""What takes null draws of a map: the trend's verdict, orphans by chance, z of who stands between.

Each by the function of its own answer, from the same seed, for the map before and the one after.
"""

from typing import NamedTuple

import numpy as np

from graph_schema.whatif_answers import TrendSide
from queries.gaps.sectors import GapQuestion
from queries.gaps.verdicts import estimate
from queries.isolates.comparing import may_be_compared
from queries.isolates.null import LEAST_EXPECTED, across_in_draws, table_of
from queries.network.brokers import world_of
from queries.network.null import NULL_DRAWS, against_draws, role_counts
from queries.network.two_mode import Floats
from queries.readmodel.open import ReadModel
from queries.steps import Step
from queries.trend.question import across_of
from queries.whatif.mapped import Mapped
from queries.whatif.values import BY_DRAWS, Values

PARTS = 3  # of one map


class Side(NamedTuple):
    """Of one map: figures by draws, z per actor with columns as in ``TESTED_ROLES``, the trend."""

    of_map: Values
    z: Floats
    trend: TrendSide


def drawn_of(model: ReadModel, of: Mapped, seed: int, step: Step) -> Side:
    """Draw all three; what ``step`` raises ends it."""
    world = world_of(of.given)
    step("draws", 0.0)
    roles = against_draws(world, of.part, seed=seed, step=_part(step, 0))
    away = role_counts(world, world.graph) - roles.mean
    z = np.divide(away, roles.sd, out=np.full(away.shape, np.nan), where=roles.sd > 0)
    orphans = _orphans(of, seed, _part(step, 1))
    asked = GapQuestion(seed=seed, draws=NULL_DRAWS)
    trend = across_of(model, of.given, asked, step=_part(step, 2))
    told = trend.model_dump(include=set(TrendSide.model_fields))
    return Side(orphans, z, TrendSide(**told))


def _orphans(of: Mapped, seed: int, step: Step) -> Values:
    """How many of those looked at lack another sector in the draws, and p of how many do."""
    part = table_of(of.given, "apart", role_aware=True)
    if not part.tables or not may_be_compared(of.given):
        return dict.fromkeys(BY_DRAWS, np.nan)
    expected, apart = across_in_draws(part, of.classes, draws=NULL_DRAWS, seed=seed, step=step)
    judged = np.packbits(np.nan_to_num(expected) >= LEAST_EXPECTED)
    if not judged.any():
        return dict.fromkeys(BY_DRAWS, np.nan)
    counted = np.bitwise_count(apart & judged).sum(axis=1, dtype=np.int64)
    found = estimate(int(counted[0]), counted[1:])
    return {"orphans_expected": found.expected, "orphans_p": found.p}


def _part(step: Step, number: int) -> Step:
    """Tells how far one part of three has come as a share of them all."""
    return lambda _, share: step("draws", (number + share) / PARTS)

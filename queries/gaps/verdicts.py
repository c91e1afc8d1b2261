"""From counts and null draws to a verdict: p, q and the order in which verdicts apply."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np

from graph_schema.vocabularies import Verdict
from queries.gaps.participations import Ints

LARGEST_Q = 0.05
GAP_RATIO = 0.8  # a smaller difference, however certain, is not worth a round table
SURPLUS_RATIO = 1.25
LEAST_COVERAGE = 0.6
LEAST_ACTORS = 5  # a sector of fewer would be a statement about single organisations
LEAST_EXPECTED = 1.0  # below this a count can hardly fall short of what is expected


@dataclass(frozen=True)
class Estimate:
    """What the null draws say of one cell.

    z = (T − E)/SD and R = T/E; p_low = (1 + #{T* ≤ T})/(N + 1), p_high likewise with ≥, and
    p = min(1, 2·min(p_low, p_high)), so that p is never 0 (Phipson & Smyth 2010, Stat. Appl.
    Genet. Mol. Biol. 9:39). E and SD are over the draws, without the data.
    """

    expected: float
    sd: float
    z: float | None
    ratio: float | None
    p_low: float
    p_high: float
    p: float


def estimate(observed: int, draws: Ints) -> Estimate:
    """Compare one count with its null draws."""
    expected, sd = float(draws.mean()), float(draws.std(ddof=1))
    p_low = (1 + int(np.count_nonzero(draws <= observed))) / (draws.size + 1)
    p_high = (1 + int(np.count_nonzero(draws >= observed))) / (draws.size + 1)
    return Estimate(
        expected=expected,
        sd=sd,
        z=(observed - expected) / sd if sd > 0 else None,
        ratio=observed / expected if expected > 0 else None,
        p_low=p_low,
        p_high=p_high,
        p=min(1.0, 2 * min(p_low, p_high)),
    )


def adjusted(p_values: Sequence[float]) -> list[float]:
    """q by Benjamini & Hochberg (1995, JRSS B 57:289), in the order given."""
    if not p_values:
        return []
    from scipy.stats import false_discovery_control  # a second to load, which few commands need

    return [float(q) for q in false_discovery_control(np.asarray(p_values), method="bh")]


def near_cut(p_values: Sequence[float], draws: int) -> bool:
    """Whether more draws could change a decision: a p within 2 Monte Carlo SE of its BH cut.

    The cut of the i-th smallest of n is i·.05/n. A two-sided p is twice a one-sided one, whose
    standard error is sqrt(p(1 − p)/(N + 1)).
    """
    for rank, p in enumerate(sorted(p_values), start=1):
        one_sided = p / 2
        error = 2 * sqrt(one_sided * (1 - one_sided) / (draws + 1))
        if abs(p - LARGEST_Q * rank / len(p_values)) <= 2 * error:
            return True
    return False


def verdict_before_test(least_actors: int, coverage: float | None) -> Verdict | None:
    """The verdict that needs no test; None where one is to be made.

    ``least_actors`` is the number of actors of the smaller of the two sectors in tested arenas.
    """
    if least_actors < LEAST_ACTORS:
        return Verdict.SUPPRESSED
    if coverage is None or coverage < LEAST_COVERAGE:
        return Verdict.INSUFFICIENT_DATA
    return None


def verdict_after_test(q: float | None, ratio: float | None) -> Verdict:
    """Gap, surplus or cannot tell; the first two are candidates until the second null agrees."""
    if q is None or ratio is None or q > LARGEST_Q:
        return Verdict.CANNOT_TELL
    if ratio <= GAP_RATIO:
        return Verdict.GAP
    if ratio >= SURPLUS_RATIO:
        return Verdict.SURPLUS
    return Verdict.CANNOT_TELL

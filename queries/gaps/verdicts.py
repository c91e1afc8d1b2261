"""From counts and null draws to a verdict: p, q and the order in which verdicts apply."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import hypot, sqrt
from statistics import NormalDist
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from graph_schema.coverage_answers import LEAST_COVERAGE
from graph_schema.vocabularies import Verdict

LARGEST_Q = 0.05
LARGEST_LABEL_P = 0.05  # what the second null must leave of a gap or surplus
GAP_RATIO = 0.8  # a smaller difference, however certain, is not worth a round table
SURPLUS_RATIO = 1.25
LEAST_ACTORS = 5  # a sector of fewer would be a statement about single organisations
LEAST_EXPECTED = 1.0  # below this a count can hardly fall short of what is expected
RANGE = (0.05, 0.95)  # of the draws: what is told beside what is expected
SUPPRESSED_OR_SHORT = (Verdict.SUPPRESSED, Verdict.NO_SWITCH, Verdict.INSUFFICIENT_DATA)
OTHER_DRAWS = 2 * sqrt(2)
"""Monte Carlo SE within which other draws lie 19 times in 20: they have as much error again."""
POWER = 0.84  # z of the 80 % power at which the least visible gap is told

Error = Callable[[float, int], float]


class Draws(NamedTuple):
    """How many draws were made, and how many another seed may make: the first are enough for it
    where no p of its own lies near a cut.
    """

    made: int
    others: int


@dataclass(frozen=True)
class Estimate:
    """What the null draws say of one cell.

    z = (T − E)/SD and R = T/E; p_low = (1 + #{T* ≤ T})/(N + 1), p_high likewise with ≥, and
    p = min(1, 2·min(p_low, p_high)), so that p is never 0 (Phipson & Smyth 2010, Stat. Appl.
    Genet. Mol. Biol. 9:39). E, its 5–95 % range and SD are over the draws, without the data.
    """

    expected: float
    expected_range: tuple[float, float]
    sd: float
    z: float | None
    ratio: float | None
    p_low: float
    p_high: float
    p: float


def estimate(observed: float, draws: NDArray[np.number[Any]]) -> Estimate:
    """Compare one count or figure with its null draws."""
    expected, sd = float(draws.mean()), float(draws.std(ddof=1))
    low, high = np.quantile(draws, RANGE, method="inverted_cdf")  # values that were drawn
    p_low = (1 + int(np.count_nonzero(draws <= observed))) / (draws.size + 1)
    p_high = (1 + int(np.count_nonzero(draws >= observed))) / (draws.size + 1)
    return Estimate(
        expected=expected,
        expected_range=(float(low), float(high)),
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


def one_sided_error(p: float, draws: int) -> float:
    """Monte Carlo SE of a one-sided p, (1 + #)/(N + 1): sqrt(p(1 − p)/(N + 1))."""
    return sqrt(p * (1 - p) / (draws + 1))


def standard_error(p: float, draws: int) -> float:
    """The same of a two-sided p: twice that of its half."""
    return 2 * one_sided_error(p / 2, draws)


def near_cut(p_values: Sequence[float], draws: int, error: Error = standard_error) -> bool:
    """Whether more draws could change a decision: a p within 2 Monte Carlo SE of its BH cut.

    The cut of the i-th smallest of n is i·.05/n.
    """
    return any(
        abs(p - LARGEST_Q * rank / len(p_values)) <= 2 * error(p, draws)
        for rank, p in enumerate(sorted(p_values), start=1)
    )


def near_limit(p_values: Sequence[float], draws: int, error: Error = standard_error) -> list[bool]:
    """Of each p whether other draws may give a q on the other side of the limit.

    All of them lower by what other draws may give, and all higher: a q may be that of another p,
    further down.
    """
    lower, higher = map(adjusted, other_draws(p_values, draws, error))
    return [a <= LARGEST_Q < b for a, b in zip(lower, higher, strict=True)]


def other_draws(
    p_values: Sequence[float], draws: int, error: Error = standard_error
) -> tuple[list[float], list[float]]:
    """Each p as low, and as high, as other draws may give it."""
    errors = [OTHER_DRAWS * error(p, draws) for p in p_values]
    return (
        [max(p - e, 0.0) for p, e in zip(p_values, errors, strict=True)],
        [min(p + e, 1.0) for p, e in zip(p_values, errors, strict=True)],
    )


def mean_error(found: Estimate, draws: Draws) -> float:
    """How far the E of other draws may lie from that of these: 2 SE of the difference."""
    return 2 * found.sd * sqrt(1 / draws.made + 1 / draws.others)


def p_error(p: float, draws: Draws) -> float:
    """The same of a two-sided p."""
    return 2 * hypot(standard_error(p, draws.made), standard_error(p, draws.others))


def verdict_before_test(
    least_actors: int, coverage: float | None, least_given: int
) -> Verdict | None:
    """The verdict that needs no test; None where one is to be made.

    ``least_actors`` is the number of actors of the smaller of the two sectors in tested arenas,
    ``least_given`` in all arenas: where those are enough, it is for want of a switch that they are
    not tested.
    """
    if least_actors < LEAST_ACTORS:
        return Verdict.SUPPRESSED if least_given < LEAST_ACTORS else Verdict.NO_SWITCH
    if coverage is None or coverage < LEAST_COVERAGE:
        return Verdict.INSUFFICIENT_DATA
    return None


def verdict_after_test(
    q: float | None,
    ratio: float | None,
    label_p: float | None,
    interval: tuple[float, float] | None,
) -> Verdict:
    """Gap, surplus, as expected or cannot tell: the first that applies (method 0b, rule 7).

    Both nulls have to find it: where there is no second one, a team that keeps together would be
    found every time.
    """
    found = q is not None and q <= LARGEST_Q
    if found and ratio is not None and label_p is not None and label_p <= LARGEST_LABEL_P:
        if ratio <= GAP_RATIO:
            return Verdict.GAP
        if ratio >= SURPLUS_RATIO:
            return Verdict.SURPLUS
    if interval is not None and GAP_RATIO <= interval[0] <= interval[1] <= SURPLUS_RATIO:
        return Verdict.AS_EXPECTED
    return Verdict.CANNOT_TELL


def stands_corrected(label_q: float | None) -> bool:
    """Whether a verdict would stand if the second null's p were corrected for its family as well.

    Rule 7 asks p ≤ .05 of each pair by itself. Where teams repeat, the first null finds something
    in most pairs, and of many pairs some then pass the second by chance alone.
    """
    return label_q is None or label_q <= LARGEST_LABEL_P


def least_visible(expected: float, sd: float, family: int) -> float | None:
    """R_min = 1 − (z_{1−.025/family} + .84)·SD/E: the largest R seen as a gap four times in five.

    Negative where no gap, however large, would be told four times in five (method 0b, rule 8).
    """
    if expected <= 0 or not family:
        return None
    return 1 - (NormalDist().inv_cdf(1 - LARGEST_Q / 2 / family) + POWER) * sd / expected


def least_visible_by_labels(expected: float, labels: Estimate | None) -> float | None:
    """R = (E_l − (1.96 + .84)·SD_l)/E: the largest whose label p is ≤ .05 four times in five.

    E_l and SD_l are those of the permuted labels. The label p of each pair stands alone, so that no
    family enters.
    """
    if expected <= 0 or labels is None:
        return None
    least = NormalDist().inv_cdf(1 - LARGEST_LABEL_P / 2) + POWER
    return (labels.expected - least * labels.sd) / expected


def least_told(expected: float, sd: float, *seen: float | None) -> float | None:
    """The largest R told as a gap four times in five; negative where no gap would be.

    ``seen`` are the two R_min. A gap also asks for R ≤ .8, and of a true ratio ρ so much is seen
    four times in five where ρ ≤ .8 − .84·SD/E (decision 15).
    """
    known = [ratio for ratio in seen if ratio is not None]
    if len(known) < len(seen):
        return None
    return min(*known, GAP_RATIO - POWER * sd / expected)


def recording_ratio(verdict: Verdict, ratio: float | None) -> float | None:
    """How often a pair's meetings are recorded, beside others, if that alone makes its verdict.

    With meetings of the pair recorded ρ times as often as others, R/ρ is what full records would
    show, with E as it is: a gap reaches .8 at ρ = R/.8, a surplus 1.25 at ρ = R/1.25. E grows with
    what is recorded of any of the two, so that it takes a ρ further from 1.
    """
    if ratio is None or verdict not in (Verdict.GAP, Verdict.SURPLUS):
        return None
    return ratio / (GAP_RATIO if verdict is Verdict.GAP else SURPLUS_RATIO)

"""What can be said of one cell: p, q, the exact interval, and the order in which verdicts apply."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from math import ceil, log
from typing import NamedTuple

from graph_schema.vocabularies import Verdict
from graph_schema.whitespace_answers import Reason
from queries.gaps.verdicts import LARGEST_Q as LARGEST_Q
from queries.gaps.verdicts import adjusted, near_cut, near_limit
from queries.gaps.verdicts import one_sided_error as one_sided_error

LEAST_EXPECTED = 3.0  # −ln .05 = 2.996: below it even a zero would be no surprise
GAP_RATIO = 0.5
COVERED_RATIO = 2.0
INTERVAL = 0.9
ALPHA = 0.05

Judgement = tuple[Verdict, Reason | None]

near_its_cut = partial(near_cut, error=one_sided_error)
near_its_limit = partial(near_limit, error=one_sided_error)


class Tails(NamedTuple):
    """How often as few, and how often as many, under the null."""

    low: float
    high: float


@dataclass(frozen=True)
class Significance:
    """A cell held against its null: one-sided p, and q over all cells tested with it."""

    p_low: float
    p_high: float
    q_low: float
    q_high: float


def poisson_interval(count: int) -> tuple[float, float]:
    """The exact 90 % interval of a Poisson mean (Garwood 1936, Biometrika 28:437)."""
    from scipy.special import gammaincinv  # loaded where a cell is judged

    tail = (1 - INTERVAL) / 2
    low = float(gammaincinv(count, tail)) if count else 0.0
    return low, float(gammaincinv(count + 1, 1 - tail))


def poisson_tails(count: int, mean: float) -> Tails:
    """P(X ≤ count) and P(X ≥ count) of a Poisson number; of a sum over arenas they are too large.

    A cell counts each arena at most once, so that its variance is at most its mean.
    """
    from scipy.special import gammainc, pdtr

    return Tails(float(pdtr(count, mean)), float(gammainc(count, mean)) if count else 1.0)


def with_q(tails: Sequence[Tails]) -> list[Significance]:
    """q by Benjamini & Hochberg, each side a family of its own."""
    low = adjusted([tail.low for tail in tails])
    high = adjusted([tail.high for tail in tails])
    return [
        Significance(tail.low, tail.high, q_low, q_high)
        for tail, q_low, q_high in zip(tails, low, high, strict=True)
    ]


def judged(
    count: int, expected: float, tested: Significance | None, *, moves: bool = True
) -> tuple[Verdict, Reason | None]:
    """The verdict of a possible, covered cell, and why it cannot tell where it cannot.

    ``moves``: whether the null gives this cell different counts at all.
    """
    if not moves:
        return Verdict.CANNOT_TELL, Reason.NOTHING_TO_COMPARE
    if expected < LEAST_EXPECTED or tested is None:
        return Verdict.CANNOT_TELL, Reason.TOO_FEW_EXPECTED
    if tested.q_low <= LARGEST_Q and count / expected <= GAP_RATIO:
        return Verdict.GAP, None
    if tested.q_high <= LARGEST_Q:
        return Verdict.COVERED, None
    low, high = poisson_interval(count)
    if low / expected >= GAP_RATIO and high / expected <= COVERED_RATIO:
        return Verdict.AS_EXPECTED, None
    if tested.q_low <= LARGEST_Q:
        return Verdict.CANNOT_TELL, Reason.TOO_SMALL_A_LACK
    return Verdict.CANNOT_TELL, Reason.WIDE_INTERVAL


def if_it_stands(said: Judgement, stands: bool) -> Judgement:
    """A gap only if it would be one wherever arenas lie that lack a label."""
    if said[0] is Verdict.GAP and not stands:
        return Verdict.CANNOT_TELL, Reason.MAY_BELONG
    return said


def records_needed(records: int, expected: float, tests: int = 1) -> int | None:
    """n·(−ln(α/tests))/E: how many records before a zero in this cell would mean anything."""
    if expected <= 0 or not records:
        return None
    return ceil(records * -log(ALPHA / max(tests, 1)) / expected)


def ratio_interval(count: int, expected: float) -> tuple[float, float] | None:
    """The exact 90 % interval of O/E; None where nothing is expected."""
    if expected <= 0:
        return None
    low, high = poisson_interval(count)
    return low / expected, high / expected

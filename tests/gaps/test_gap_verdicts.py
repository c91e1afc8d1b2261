"""p, q and verdicts, one rule at a time."""

import numpy as np
import pytest

from graph_schema.vocabularies import Verdict
from queries.gaps.verdicts import (
    Estimate,
    adjusted,
    estimate,
    least_told,
    least_visible,
    least_visible_by_labels,
    near_cut,
    near_limit,
    verdict_after_test,
    verdict_before_test,
)
from tests.gaps.gap_worlds import oracle


def test_an_estimate_by_hand() -> None:
    # Ranks among ten values, the data among them: 2 of 9 draws are at most 2, 8 at least 2.
    found = estimate(2, np.array([1, 2, 3, 3, 3, 3, 3, 4, 5]))
    assert (found.expected, found.p_low, found.p_high, found.p) == (3.0, 0.3, 0.9, 0.6)
    assert found.expected_range == (1.0, 5.0)  # the least and most of nine
    # The squared differences from 3 are 4, 1, 0, 0, 0, 0, 0, 1 and 4: 10, over 8.
    assert found.sd == pytest.approx(1.25**0.5)
    assert found.z == pytest.approx(-1 / 1.25**0.5)
    assert found.ratio == pytest.approx(2 / 3)


def test_where_nothing_varies_there_is_no_z_and_where_none_is_expected_no_ratio() -> None:
    assert estimate(0, np.zeros(9, np.int64)) == Estimate(
        0.0, (0.0, 0.0), 0.0, None, None, 1.0, 1.0, 1.0
    )


def test_q_values_of_benjamini_and_hochberg() -> None:
    example = oracle("misc_small")["bh"]
    q_values = adjusted(example["p"])
    assert q_values == pytest.approx(example["q_bh"], rel=1e-12)
    assert sum(q <= 0.05 for q in q_values) == example["n_reject_bh_05"]
    assert adjusted([]) == []


@pytest.mark.parametrize(
    ("p_values", "draws", "near"),
    [
        ([], 999, False),
        ([0.05], 999, True),
        ([0.5], 999, False),  # SE .027
        ([0.002, *[1.0] * 9], 999, True),  # cut .005, SE .0020
        ([0.002, *[1.0] * 9], 9999, False),  # SE .0006
        ([1.0, 0.042], 999, True),  # cut .025, SE .0091: any order of p
        ([0.001, 0.045], 999, True),  # the same p is second now: cut .05
        ([0.002, 0.002], 999, False),  # cuts .025 and .05
    ],
)
def test_more_draws_are_asked_for_near_a_cut(
    p_values: list[float], draws: int, *, near: bool
) -> None:
    assert near_cut(p_values, draws) is near


@pytest.mark.parametrize(
    ("p_values", "draws", "near"),
    [
        ([], 999, []),
        ([0.05], 999, [True]),
        ([0.5], 999, [False]),
        ([0.002, *[1.0] * 9], 999, [True, *[False] * 9]),  # q .02, and .06 at p .006
        ([0.002, *[1.0] * 9], 99_999, [False] * 10),
        ([0.0001, 0.046], 9_999, [False, True]),  # the first is far, whatever the second is
        ([0.03, 0.0499], 9_999, [True, True]),  # the q of both is that of the second
    ],
)
def test_whose_verdict_hangs_on_the_draws(
    p_values: list[float], draws: int, near: list[bool]
) -> None:
    assert near_limit(p_values, draws) == near


@pytest.mark.parametrize(
    ("actors", "coverage", "given", "verdict"),
    [
        (4, 1.0, 4, Verdict.SUPPRESSED),
        (4, 0.1, 4, Verdict.SUPPRESSED),  # the first that applies
        (4, 1.0, 5, Verdict.NO_SWITCH),  # the fifth is where nobody can change places
        (0, None, 7, Verdict.NO_SWITCH),
        (5, 0.59, 5, Verdict.INSUFFICIENT_DATA),
        (5, None, 5, Verdict.INSUFFICIENT_DATA),
        (5, 0.6, 5, None),
    ],
)
def test_verdicts_before_any_test(
    actors: int, coverage: float | None, given: int, verdict: Verdict | None
) -> None:
    assert verdict_before_test(actors, coverage, given) is verdict


WIDE, NARROW, TOUCHING = (0.7, 1.1), (0.9, 1.1), (0.8, 1.25)


@pytest.mark.parametrize(
    ("q", "ratio", "label_p", "interval", "verdict"),
    [
        (0.05, 0.8, 0.05, WIDE, Verdict.GAP),
        (0.05, 0.8, 0.05, None, Verdict.GAP),  # nobody met: nothing to resample
        (0.05, 0.8, 0.051, WIDE, Verdict.CANNOT_TELL),
        (0.051, 0.1, 0.001, WIDE, Verdict.CANNOT_TELL),
        (0.001, 0.81, 0.001, WIDE, Verdict.CANNOT_TELL),
        (0.001, 0.81, 0.001, TOUCHING, Verdict.AS_EXPECTED),
        (0.05, 1.25, 0.05, (1.1, 1.5), Verdict.SURPLUS),
        (0.05, 1.25, 0.06, (1.1, 1.5), Verdict.CANNOT_TELL),
        (0.001, 1.24, 0.001, (1.1, 1.5), Verdict.CANNOT_TELL),
        (0.9, 1.0, 0.9, NARROW, Verdict.AS_EXPECTED),
        (0.9, 1.0, 0.9, (0.79, 1.0), Verdict.CANNOT_TELL),
        (0.9, 1.0, 0.9, (1.0, 1.26), Verdict.CANNOT_TELL),
        (0.9, 1.0, 0.9, None, Verdict.CANNOT_TELL),
        (None, 0.0, 0.001, None, Verdict.CANNOT_TELL),  # too little expected: in no family
    ],
)
def test_verdicts_of_a_test(
    q: float | None,
    ratio: float,
    label_p: float,
    interval: tuple[float, float] | None,
    verdict: Verdict,
) -> None:
    assert verdict_after_test(q, ratio, label_p, interval) is verdict


def test_the_least_visible_gap_by_hand() -> None:
    # In a family of one z is 1.96: 1 − (1.96 + .84)·5/50 = .72; ten pairs take z = 2.81.
    assert least_visible(50.0, 5.0, 1) == pytest.approx(0.72, abs=0.0005)
    assert least_visible(50.0, 5.0, 10) == pytest.approx(1 - (2.807 + 0.84) / 10, abs=0.0005)
    assert least_visible(2.0, 1.5, 10) == pytest.approx(1 - (2.807 + 0.84) * 0.75, abs=0.0005)
    assert least_visible(0.0, 0.0, 10) is None


def test_the_least_gap_that_is_told_is_the_lowest_of_three() -> None:
    # .8 − .84·5/50 = .716, and .8 − .84·2/100 = .7832: above .8 nothing is called a gap.
    assert least_told(50.0, 5.0, 0.72, 0.75) == pytest.approx(0.716)
    assert least_told(50.0, 5.0, 0.72, 0.7) == 0.7
    assert least_told(100.0, 2.0, 0.93, 0.95) == pytest.approx(0.7832)
    assert least_told(2.0, 1.5, -1.7, -0.1) == -1.7
    assert least_told(50.0, 5.0, 0.72, None) is None  # no second null, no gap


def test_the_least_gap_visible_by_labels_by_hand() -> None:
    labels = estimate(30, np.array([40.0, 44.0, 48.0]))  # mean 44, SD 4

    assert least_visible_by_labels(50.0, labels) == pytest.approx((44 - 2.8 * 4) / 50, abs=0.001)
    assert least_visible_by_labels(0.0, labels) is None

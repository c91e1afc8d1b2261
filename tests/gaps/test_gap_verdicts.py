"""p, q and verdicts, one rule at a time."""

import numpy as np
import pytest

from graph_schema.vocabularies import Verdict
from queries.gaps.verdicts import (
    Estimate,
    adjusted,
    estimate,
    near_cut,
    verdict_after_test,
    verdict_before_test,
)
from tests.gaps.gap_worlds import oracle


def test_an_estimate_by_hand() -> None:
    # Ranks among ten values, the data among them: 2 of 9 draws are at most 2, 8 at least 2.
    found = estimate(2, np.array([1, 2, 3, 3, 3, 3, 3, 4, 5]))
    assert (found.expected, found.p_low, found.p_high, found.p) == (3.0, 0.3, 0.9, 0.6)
    # The squared differences from 3 are 4, 1, 0, 0, 0, 0, 0, 1 and 4: 10, over 8.
    assert found.sd == pytest.approx(1.25**0.5)
    assert found.z == pytest.approx(-1 / 1.25**0.5)
    assert found.ratio == pytest.approx(2 / 3)


def test_where_nothing_varies_there_is_no_z_and_where_none_is_expected_no_ratio() -> None:
    assert estimate(0, np.zeros(9, np.int64)) == Estimate(0.0, 0.0, None, None, 1.0, 1.0, 1.0)


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
    ("actors", "coverage", "verdict"),
    [
        (4, 1.0, Verdict.SUPPRESSED),
        (4, 0.1, Verdict.SUPPRESSED),  # the first that applies
        (5, 0.59, Verdict.INSUFFICIENT_DATA),
        (5, None, Verdict.INSUFFICIENT_DATA),
        (5, 0.6, None),
    ],
)
def test_verdicts_before_any_test(
    actors: int, coverage: float | None, verdict: Verdict | None
) -> None:
    assert verdict_before_test(actors, coverage) is verdict


@pytest.mark.parametrize(
    ("q", "ratio", "verdict"),
    [
        (0.05, 0.8, Verdict.GAP),
        (0.051, 0.1, Verdict.CANNOT_TELL),
        (0.001, 0.81, Verdict.CANNOT_TELL),
        (0.05, 1.25, Verdict.SURPLUS),
        (0.001, 1.24, Verdict.CANNOT_TELL),
        (None, 0.0, Verdict.CANNOT_TELL),  # too little expected: in no family
    ],
)
def test_verdicts_of_a_test(q: float | None, ratio: float, verdict: Verdict) -> None:
    assert verdict_after_test(q, ratio) is verdict

"""What the power table rests on: the margins a planted gap keeps, and the limits of a share."""

from random import Random

import numpy as np
import pytest

from queries.gaps.synthetic import thinned
from tests.calibration.planting import CELL, ONCE, Plan, Planting, Trial, trials
from tests.calibration.power_tables import share


def test_a_gap_planted_between_rare_sectors_moves_nothing_but_who_meets_whom() -> None:
    planting = Planting(500, 0, rare=True)
    expected = planting.before.expected or 0

    after = thinned(planting.world, CELL, expected / 2, Random(0))

    for kept in ("arena", "leads", "sector", "home"):
        assert np.array_equal(getattr(after, kept), getattr(planting.world, kept))
    assert np.array_equal(np.bincount(after.actor), np.bincount(planting.world.actor))
    led, led_before = (np.bincount(w.actor[w.leads]) for w in (after, planting.world))
    assert np.array_equal(led, led_before)


def test_each_world_is_asked_before_and_after_and_the_gap_lies_at_its_ratio() -> None:
    found = list(trials(500, Plan(usual=1, all_ratios=1, rare=0, steps=ONCE)))

    brought = [trial for trial in found if trial.step is None]
    assert [trial.aim for trial in brought] == [1.0, 0.8, 0.65, 0.5, 0.35]
    for trial in brought[1:]:
        assert (trial.pair.observed or 0) <= trial.aim * (trial.before.expected or 0)
    taken = [trial for trial in found if trial.step is not None]
    assert [trial.step for trial in taken] == [-0.15, 0.0, 0.15]
    assert all(trial.true_ratio <= trial.aim for trial in taken)


def test_the_limits_of_a_share_by_hand() -> None:
    # (.6 + 1.9207/20 ± 1.96·√(.012 + 3.8415/1600))/(1 + 3.8415/20) = .5839 ± .1973
    assert share(12, 20) == "12 of 20: .6 (.39–.78)"
    assert share(0, 0) == "–"


@pytest.mark.parametrize(("deviations", "promised"), [(0.0, 0.80), (0.84, 0.50)])
def test_the_promise_is_four_in_five_at_r_min_and_one_in_two_a_little_above(
    deviations: float, promised: float
) -> None:
    asked = next(trials(500, Plan(usual=1, all_ratios=0, rare=0))).before
    known = {"expected": 50.0, "sd": 5.0, "least_visible": 0.6, "least_visible_by_labels": 0.7}
    before = asked.model_copy(update=known | {"observed": 50})
    left = asked.model_copy(update={"observed": 30 + 5 * deviations})  # .6·E, and so many SD

    trial = Trial(
        size=500,
        rare=False,
        aim=0.6,
        step=0.0,
        before=before,
        pair=left,
        ranked_first=True,
        others=0,
    )

    assert trial.promised() == pytest.approx(promised, abs=0.001)

"""How far p of Barber's Q_B hangs on which runs were made, by hand."""

import numpy as np
import pytest

from queries.groups.summing import p_of_other_runs

DRAWS = np.arange(1, 100) / 100


def test_p_lies_between_those_of_means_two_standard_errors_away() -> None:
    # SD of the runs √(20·.01/19) = .1026; two means of ten differ by √.2 of it, twice that .0918.
    # Of 99 draws 40 are at most .408, and 40 at least .592: p = 2·41/100. At .5 it is 1.
    runs = np.array([0.4, 0.6] * 10)

    assert p_of_other_runs(runs, 10, DRAWS) == pytest.approx((0.82, 1.0))


def test_of_one_run_each_it_lies_further_apart() -> None:
    # The first is .4; another run differs by √2·.1026, twice that is .2902: .1098 to .6902.
    # At .1098 ten draws are as low: 2·11/100; 30 are .6902 or more: 2·31/100; in between it is 1.
    runs = np.array([0.4, 0.6] * 10)

    assert p_of_other_runs(runs, 1, DRAWS) == pytest.approx((0.22, 1.0))


def test_runs_that_all_end_alike_leave_one_p() -> None:
    assert p_of_other_runs(np.full(20, 0.25), 10, DRAWS) == pytest.approx((0.52, 0.52))

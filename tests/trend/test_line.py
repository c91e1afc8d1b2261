"""The line with an offset against worked examples and another optimiser."""

from math import log, sqrt

import numpy as np
import pytest
from scipy.optimize import minimize
from scipy.stats import t as student

from queries.isolates.meeting import two_mode
from queries.trend.line import line, slopes, two_sided
from queries.trend.persistence import ties_of
from tests.gaps.gap_worlds import world

YEARS = np.arange(2015, 2023, dtype=float)


def test_a_count_that_doubles_on_a_constant_expectation() -> None:
    found = line(np.array([10.0, 20, 40]), np.array([7.0, 7, 7]), np.array([2015.0, 2016, 2017]))

    assert found is not None
    assert found.slope == pytest.approx(log(2), abs=1e-12)
    assert found.dispersion == pytest.approx(0, abs=1e-12)


def test_growth_in_volume_is_no_growth_in_mixing() -> None:
    expected = np.array([3.0, 5, 9, 20, 41, 80, 120, 300])

    found = line(2 * expected, expected, YEARS)

    assert found is not None
    assert found.slope == pytest.approx(0, abs=1e-12)


@pytest.mark.parametrize("seed", range(20))
def test_any_series_as_another_optimiser_finds_it(seed: int) -> None:
    random, time = np.random.default_rng(seed), YEARS - 2018
    expected = random.gamma(2.0, 5.0, YEARS.size)
    observed = random.poisson(expected * np.exp(random.normal(0, 0.2) * time))

    def away(at: np.ndarray) -> float:
        rate = at[0] + at[1] * time
        return float((expected * np.exp(rate) - observed * rate).sum())

    other = minimize(away, [0.0, 0.0], method="Nelder-Mead",
                     options={"xatol": 1e-9, "fatol": 1e-11, "maxiter": 4000}).x  # fmt: skip
    mean = expected * np.exp(other[0] + other[1] * time)
    spread = ((observed - mean) ** 2 / mean).sum() / (YEARS.size - 2)
    design = np.column_stack((np.ones(YEARS.size), time))
    information = design.T @ (mean[:, None] * design)
    error = sqrt(spread * np.linalg.inv(information)[1, 1])

    found = line(observed.astype(float), expected, YEARS)

    assert found is not None
    assert found.slope == pytest.approx(other[1], abs=1e-5)
    assert found.dispersion == pytest.approx(spread, rel=1e-4)
    assert found.error == pytest.approx(error, rel=1e-4)
    p = 2 * student.cdf(-abs(other[1]) / error, 6)
    assert two_sided(found, 8) == pytest.approx(p, abs=1e-4)


def test_years_with_nothing_expected_do_not_pull_a_resampled_line() -> None:
    time, expected = np.array([2015.0, 2016, 2017, 2018]), np.array([[0.0, 7, 7, 7]])

    assert slopes(np.array([[0.0, 10, 20, 40]]), expected, time) == pytest.approx(log(2))


@pytest.mark.parametrize("observed", [[0, 0, 0, 0], [5, 0, 0, 0], [0, 0, 0, 5]])
def test_what_has_no_finite_line_has_none(observed: list[int]) -> None:
    time = np.array([2015.0, 2016, 2017, 2018])

    assert line(np.array(observed, float), np.ones(4), time) is None
    assert np.isnan(slopes(np.array([observed], float), np.ones((1, 4)), time)).all()


def test_ties_are_pairs_that_share_an_arena_once_each() -> None:
    a, b = ties_of(two_mode(world([[2, 0, 1], [1, 0], [3], [1, 3]], [0, 0, 0, 0])))

    assert list(zip(a.tolist(), b.tolist(), strict=True)) == [(0, 1), (0, 2), (1, 2), (1, 3)]

"""The line through one series with all that is told of it, and the same without each of its years.

A verdict that one year decides is no verdict about the others, so it is said which it hangs on.
"""

from typing import NamedTuple

import numpy as np

from graph_schema.trend_answers import TrendVerdict, WithoutYear
from queries.gaps.verdicts import LARGEST_Q
from queries.trend.line import LEAST_YEARS, Floats, held_together, line, slopes, two_sided

LEVEL = 0.95
LEAST_RESAMPLES_WITH_A_LINE = 0.95  # of all; else the interval would leave out the worst


class Series(NamedTuple):
    """T and E of n years, and of the same years over arenas drawn again (resamples × n each)."""

    years: Floats
    observed: Floats
    expected: Floats
    observed_again: Floats
    expected_again: Floats

    def without(self, place: int) -> "Series | None":
        """What would make the line if one year were not there; None where too few years would.

        A spell may be too short without it, and is then outside the line as a whole.
        """
        left = np.delete(np.arange(self.years.size), place)
        left = left[held_together(self.years[left])]
        return None if left.size < LEAST_YEARS else Series(*(each[..., left] for each in self))


class Fitted(NamedTuple):
    """e^β − 1 a year, its interval over resampled arenas, Pearson's dispersion, p of no slope."""

    change: float
    interval: tuple[float, float] | None
    dispersion: float
    p: float

    def verdict(self, unlikely: float) -> TrendVerdict:
        """What may be said where chance gives such a slope with ``unlikely``, a p or a q."""
        if self.interval is None or unlikely > LARGEST_Q:
            return "no_trend_seen"
        if self.interval[0] > 0:
            return "rising"
        return "falling" if self.interval[1] < 0 else "no_trend_seen"


def fitted(series: Series) -> Fitted | None:
    """The line; None where there is none, or fewer than three years."""
    found = line(series.observed, series.expected, series.years)
    if found is None:
        return None
    p = two_sided(found, series.years.size)
    return Fitted(float(np.expm1(found.slope)), _interval(series), found.dispersion, p)


def without_each(series: Series) -> tuple[WithoutYear, ...]:
    """The line without each year in turn, judged by its p alone; of none that leaves too few."""
    return tuple(
        _without_year(int(year), left)
        for place, year in enumerate(series.years)
        if (left := series.without(place)) is not None
    )


def _without_year(year: int, left: Series) -> WithoutYear:
    """What is left of a verdict without that year."""
    found = fitted(left)
    if found is None:
        return WithoutYear(year=year, verdict="no_trend_seen", years_used=left.years.size)
    return WithoutYear(
        year=year,
        verdict=found.verdict(found.p),
        years_used=left.years.size,
        change=found.change,
        interval=found.interval,
        p=found.p,
    )


def _interval(series: Series) -> tuple[float, float] | None:
    """Of e^β − 1 when arenas are drawn again within strata, their null means kept."""
    found = slopes(series.observed_again, series.expected_again, series.years)
    known = found[~np.isnan(found)]
    if known.size < LEAST_RESAMPLES_WITH_A_LINE * found.size:
        return None
    low, high = np.quantile(known, ((1 - LEVEL) / 2, (1 + LEVEL) / 2))
    return float(np.expm1(low)), float(np.expm1(high))

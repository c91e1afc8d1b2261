"""From yearly tables to a line for each pair of sectors, and what may be said of it."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from graph_schema.coverage_answers import LEAST_COVERAGE
from graph_schema.trend_answers import PointState, Trend, TrendPoint, TrendVerdict, WithoutYear
from graph_schema.vocabularies import Sector
from queries.gaps.meetings import Meetings
from queries.gaps.null_model import pair_columns
from queries.gaps.verdicts import LARGEST_Q, LEAST_ACTORS, adjusted, estimate
from queries.network.two_mode import Ints
from queries.trend.fitting import Series, fitted, without_each
from queries.trend.line import LEAST_YEARS, held_together
from queries.trend.yearly import Year

TOLD = ("rising", "falling")
SECTORS = tuple(Sector)

Pair = tuple[int, int]
TooNew = Mapping[int, PointState]
"""Why a year is too new for a line, of those that are."""


class _Counted(NamedTuple):
    """One year of one series; ``pairs`` are the columns added up."""

    point: TrendPoint
    columns: Ints


def of_pair(years: Sequence[Year], pair: Pair, recent: TooNew) -> Trend:
    """The trend of two sectors, or of one with itself."""
    counted = [_year_of_pair(year, pair, recent) for year in years]
    return _trend(years, counted, (SECTORS[pair[0]], SECTORS[pair[1]]))


def across(
    years: Sequence[Year],
    pairs: Sequence[Pair],
    recent: TooNew,
    *,
    untold: set[int] | None = None,
) -> Trend:
    """The trend of all pairs of different sectors together: the same pairs in every year.

    With others in one year than in the next, R would move with which they are (decision 9).
    ``untold``, where few actors must not be told: years that are not. They and those whose counts
    would tell of a few are part of the line without counts, and of the line, and the lines without
    one year, only the verdicts are told: with the other points they would give these away.
    """
    different = [pair for pair in pairs if pair[0] != pair[1]]
    counted = [_year_of_all(year, different, recent) for year in years]
    found = _trend(years, counted, (None, None))
    if untold is None:
        return found
    points = tuple(
        point
        if _tells_of_many(year.counted, different) and year.year not in untold
        else _without_counts(point)
        for year, point in zip(years, found.points, strict=True)
    )
    if points == found.points:
        return found
    bare = tuple(
        WithoutYear(year=each.year, verdict=each.verdict, years_used=each.years_used)
        for each in found.without
    )
    line = dict.fromkeys(("change", "interval", "dispersion", "p"))
    return found.model_copy(update={**line, "points": points, "without": bare})


def with_q(trends: Sequence[Trend]) -> tuple[Trend, ...]:
    """Every pair with its q over the family, and the verdict that asks for it.

    Without one of its years a pair is judged by its q among the others without that year.
    """
    q_values = _adjusted_where_known([trend.p for trend in trends])
    left_out = {each.year for trend in trends for each in trend.without}
    q_without = {
        year: _adjusted_where_known([_p_without(trend, year) for trend in trends])
        for year in left_out
    }
    found = []
    for place, (trend, q) in enumerate(zip(trends, q_values, strict=True)):
        likely = trend.verdict in TOLD and (q is None or q > LARGEST_Q)
        verdict = "no_trend_seen" if likely else trend.verdict
        left = tuple(_with_q(each, q_without[each.year][place]) for each in trend.without)
        found.append(trend.model_copy(update={"q": q, "verdict": verdict, "without": left}))
    return tuple(found)


def _p_without(trend: Trend, year: int) -> float | None:
    """p of a pair if a year were not there: its own where that is not a year of its line."""
    if year not in used_years(trend):
        return trend.p
    return next((each.p for each in trend.without if each.year == year), None)


def used_years(trend: Trend) -> list[int]:
    """The years its line is drawn through, where it has one."""
    return [point.year for point in trend.points if point.state == "used"]


def _adjusted_where_known(p_values: Sequence[float | None]) -> list[float | None]:
    found = iter(adjusted([p for p in p_values if p is not None]))
    return [None if p is None else next(found) for p in p_values]


def _with_q(left: WithoutYear, q: float | None) -> WithoutYear:
    likely = q is None or q > LARGEST_Q
    verdict = "no_trend_seen" if likely else left.verdict
    return left.model_copy(update={"q": q, "verdict": verdict})


def shown(counted: Meetings, pair: Pair) -> bool:
    """Whether both sectors have actors enough to be told of."""
    return int(min(counted.actors[k] for k in pair)) >= LEAST_ACTORS


def shown_together(counted: Meetings, pairs: Sequence[Pair]) -> bool:
    """Whether the sectors of all pairs have, together, actors enough to be told of."""
    return int(_actors(counted, pairs).sum()) >= LEAST_ACTORS


def _tells_of_many(counted: Meetings, pairs: Sequence[Pair]) -> bool:
    """Whether all pairs together, less those that are shown, leave nothing of a few actors."""
    actors = _actors(counted, pairs)
    return not 0 < int(actors[actors < LEAST_ACTORS].sum()) < LEAST_ACTORS


def _actors(counted: Meetings, pairs: Sequence[Pair]) -> Ints:
    """How many actors each sector of the pairs has."""
    return np.asarray(counted.actors[np.unique(np.array(pairs))])


def _year_of_pair(year: Year, pair: Pair, recent: TooNew) -> _Counted:
    found = _year(year, [pair], recent)
    if shown(year.counted, pair) or found.point.state == "no_switch":
        return found
    return found._replace(point=TrendPoint(year=year.year, state="suppressed"))


def _year_of_all(year: Year, pairs: Sequence[Pair], recent: TooNew) -> _Counted:
    """Why a year is no part of the line is said of the year, and only then of its few actors."""
    found = _year(year, pairs, recent)
    if shown_together(year.counted, pairs):
        return found
    bare = _without_counts(found.point)
    outside = bare.state in ("under_recorded", "to_come", "insufficient_data", "no_switch")
    return found._replace(
        point=bare if outside else bare.model_copy(update={"state": "suppressed"})
    )


def _without_counts(point: TrendPoint) -> TrendPoint:
    return TrendPoint(year=point.year, state=point.state, coverage=point.coverage)


def _year(year: Year, pairs: Sequence[Pair], recent: TooNew) -> _Counted:
    columns = pair_columns(year.counted.actors.size)[tuple(np.array(pairs).T)]
    observed = sum(int(year.counted.observed[pair]) for pair in pairs)
    coverage = coverage_of(year.counted, pairs)
    if year.counted.no_switch and year.year not in recent:
        return _Counted(TrendPoint(year=year.year, state="no_switch"), columns)
    if year.drawn is None:
        state = state_of(None, coverage, recent=recent.get(year.year))
        bare = TrendPoint(year=year.year, state=state, observed=observed, coverage=coverage)
        return _Counted(bare, columns)
    found = estimate(observed, year.drawn[:, columns].sum(axis=1))
    point = TrendPoint(
        year=year.year,
        state=state_of(found.expected, coverage, recent=recent.get(year.year)),
        observed=observed,
        expected=found.expected,
        expected_range=found.expected_range,
        ratio=found.ratio,
        coverage=coverage,
    )
    return _Counted(point, columns)


def coverage_of(counted: Meetings, pairs: Sequence[Pair]) -> float | None:
    """Of a pair its own; of several that of all arenas of the year's strata."""
    found = float(counted.coverage[pairs[0]]) if len(pairs) == 1 else counted.known
    return None if np.isnan(found) else found


def state_of(
    expected: float | None, coverage: float | None, *, recent: PointState | None
) -> PointState:
    """Whether a year is one of those a line is drawn through, and else why not."""
    if recent is not None:
        return recent
    if coverage is None or coverage < LEAST_COVERAGE:
        return "insufficient_data"
    if expected is None:
        return "not_computed"
    return "used" if expected > 0 else "nothing_expected"


def _trend(
    years: Sequence[Year], counted: Sequence[_Counted], pair: tuple[Sector | None, Sector | None]
) -> Trend:
    counted = _distant(counted)
    points = tuple(each.point for each in counted)
    used = [k for k, point in enumerate(points) if point.state in ("used", "not_computed")]
    a, b = pair
    bare = Trend(
        a=a, b=b, verdict=_without_line(points), years_used=len(used), points=points
    )  # fmt: skip
    if len(used) < LEAST_YEARS:
        return bare
    if any(points[k].state == "not_computed" for k in used):
        return bare.model_copy(update={"verdict": "not_computed"})
    series = _series([years[k] for k in used], [counted[k] for k in used])
    found = fitted(series)
    if found is None:
        return bare.model_copy(update={"verdict": "no_trend_seen"})
    told = {
        "verdict": found.verdict(found.p),
        "change": found.change,
        "interval": found.interval,
        "dispersion": found.dispersion,
        "p": found.p,
        "without": without_each(series),
    }
    return bare.model_copy(update=told)


def _distant(counted: Sequence[_Counted]) -> list[_Counted]:
    """The same where years too far from the others, and too few, are outside the line."""
    usable = [k for k, each in enumerate(counted) if each.point.state in ("used", "not_computed")]
    together = held_together(np.array([counted[k].point.year for k in usable], np.float64))
    distant = {k for k, inside in zip(usable, together.tolist(), strict=True) if not inside}
    return [
        each._replace(point=each.point.model_copy(update={"state": "distant"}))
        if k in distant
        else each
        for k, each in enumerate(counted)
    ]


def _series(years: Sequence[Year], counted: Sequence[_Counted]) -> Series:
    """The numbers of drawn years, one column each."""
    again = [
        [kind[:, own.columns].sum(axis=1) for kind in year.resampled]
        for year, own in zip(years, counted, strict=True)
        if year.resampled is not None
    ]
    points = [each.point for each in counted]
    return Series(
        np.array([point.year for point in points], np.float64),
        np.array([point.observed for point in points], np.float64),
        np.array([point.expected for point in points], np.float64),
        *(np.column_stack(kind) for kind in zip(*again, strict=True)),
    )


def _without_line(points: Sequence[TrendPoint]) -> TrendVerdict:
    states = {point.state for point in points}
    if states == {"suppressed"}:
        return "suppressed"
    short = states <= {
        "insufficient_data", "no_switch", "suppressed", "under_recorded", "to_come"
    }  # fmt: skip
    return "insufficient_data" if short and "insufficient_data" in states else "too_few_years"

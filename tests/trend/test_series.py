"""Yearly tables against every table with the same margins, and verdicts on made-up years."""

from dataclasses import replace

import numpy as np
import pytest

from queries.gaps.participations import Participations
from queries.isolates.meeting import Classes
from queries.trend import series
from queries.trend.persistence import persistence
from queries.trend.yearly import Year, table_of_year
from tests.gaps.gap_worlds import tables_with_margins, world

ONE, TWO, UNKNOWN = 0, 1, 2
ARENAS, SECTOR = [[0, 1, 2], [0, 3], [1, 2, 4], [0, 5], [3, 4]], [0, 0, 1, 1, 0, 1]


def tables(given: Participations, draws: int = 199) -> list[Year]:
    return [
        table_of_year(given, int(year), 3, draws=draws, seed=1, role_aware=True)
        for year in np.unique(given.arena_year)
    ]


def grown(years: range, mixed: dict[int, float]) -> Participations:
    """Forty arenas of two a year, of which a share is mixed; twelve actors of either sector."""
    random = np.random.default_rng(7)
    arenas, when = [], []
    for year in years:
        for number in range(40):
            one = random.permutation(12)[:2]
            two = random.permutation(12)[:2] + 12
            same = one if number % 2 else two
            arenas.append([one[0], two[0]] if random.random() < mixed[year] else same)
            when.append(year)
    return world(arenas, [ONE] * 12 + [TWO] * 12, leads=0, years=when)


def test_each_year_is_drawn_by_itself() -> None:
    sizes = [len(arena) for arena in ARENAS]
    masks = list(tables_with_margins([3, 2, 2, 2, 2, 1], sizes))
    members = [[[i for i in range(6) if m[i] >> p & 1] for p in range(5)] for m in masks]
    exact = np.mean([
        sum(sum(SECTOR[i] == ONE for i in p) * sum(SECTOR[i] == TWO for i in p) for p in table)
        for table in members
    ])  # fmt: skip
    mixed = world(ARENAS + [[0, 1], [2, 3], [4, 5]], SECTOR, years=[2020] * 5 + [2021] * 3, leads=0)

    found = tables(mixed, draws=19_999)[0]

    assert found.drawn[:, 1].mean() == pytest.approx(exact, abs=0.03)
    assert int(found.counted.observed[ONE, TWO]) == 2 + 1 + 2 + 1 + 1


def test_mixing_that_grows_is_rising_and_constant_mixing_shows_no_trend() -> None:
    years = range(2010, 2019)
    rising = tables(grown(years, {y: 0.05 + 0.1 * (y - 2010) for y in years}))
    steady = tables(grown(years, dict.fromkeys(years, 0.5)))
    pairs = [(ONE, ONE), (ONE, TWO), (TWO, TWO)]

    up = series.with_q([series.of_pair(rising, pair, {}) for pair in pairs])
    flat = series.with_q([series.of_pair(steady, pair, {}) for pair in pairs])

    assert [trend.verdict for trend in up] == ["falling", "rising", "falling"]
    assert series.across(rising, pairs, {}).verdict == "rising"
    assert [trend.verdict for trend in flat] == ["no_trend_seen"] * 3
    assert up[1].interval is not None
    assert up[1].change is not None
    assert 0 < up[1].interval[0] < up[1].change < up[1].interval[1]


def test_fewer_than_five_years_and_recent_ones_make_no_line() -> None:
    years = range(2010, 2016)
    found = tables(grown(years, {y: 0.05 + 0.15 * (y - 2010) for y in years}))

    whole = series.of_pair(found, (ONE, TWO), {})
    cut = series.of_pair(found, (ONE, TWO), dict.fromkeys((2014, 2015), "under_recorded"))

    assert whole.years_used == 6
    assert whole.change is not None
    assert (cut.verdict, cut.years_used, cut.change, cut.interval) == (
        "too_few_years", 4, None, None)  # fmt: skip
    assert [p.state for p in cut.points] == ["used"] * 4 + ["under_recorded"] * 2
    assert cut.points[5].observed == whole.points[5].observed


def test_what_is_not_listed_or_has_few_actors_says_nothing() -> None:
    years = range(2010, 2016)
    given = grown(years, dict.fromkeys(years, 0.5))
    short = replace(given, arena_partners_known=np.zeros(240, np.bool_))
    few = replace(given, sector=np.array([ONE] * 4 + [TWO] * 20, np.int8))

    assert series.of_pair(tables(short), (ONE, TWO), {}).verdict == "insufficient_data"
    hidden = series.of_pair(tables(few), (ONE, TWO), {})
    assert hidden.verdict == "suppressed"
    assert {p.observed for p in hidden.points} == {None}


def test_ties_kept_are_counted_and_compared_with_the_draws() -> None:
    first = [[0, 1], [2, 3], [4, 5], [6, 7], [8, 9], [10, 11], [0, 2]]
    given = world(first + first[:6] + [[1, 3]], [ONE] * 6 + [TWO] * 6, leads=0,
                  years=[2020] * 7 + [2021] * 7)  # fmt: skip

    everything, across = persistence(tables(given), Classes(given.sector, 3, UNKNOWN), seed=1)

    assert (everything.ties, everything.next_ties, everything.both) == (7, 7, 6)
    assert everything.draws is not None
    assert everything.draws.p == pytest.approx(2 / 208)
    assert everything.draws.expected < 0.2
    assert (across.ties, across.comparable, across.draws) == (0, False, None)

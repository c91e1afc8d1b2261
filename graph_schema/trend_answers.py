"""How sectors meet from year to year, beside what each year's activity would give."""

from typing import Literal

from graph_schema.base import GraphModel
from graph_schema.carded import Carded
from graph_schema.gap_answers import GapScope
from graph_schema.job_answers import NotComputed
from graph_schema.vocabularies import Sector

PointState = Literal[
    "used",
    "under_recorded",
    "to_come",
    "insufficient_data",
    "no_switch",
    "suppressed",
    "nothing_expected",
    "distant",
    "not_computed",
]
"""Why a year is, or is not, part of the line; the last years are not yet recorded in full, those
``to_come`` had not begun when their sources were fetched, in one of ``no_switch`` nobody can change
places with another, though enough is listed completely, and those ``distant`` lie more than ten
years from the others, too few for a line of their own."""
TrendVerdict = Literal[
    "rising",
    "falling",
    "no_trend_seen",
    "too_few_years",
    "insufficient_data",
    "suppressed",
    "not_computed",
]


class TrendPoint(GraphModel):
    """One year of one series: T, E over the year's own null draws, R = T/E.

    Numbers are None in a year with fewer than five actors of a sector, or of all known ones where
    the series is of all pairs. Only ``used`` years make the line.
    """

    year: int
    state: PointState
    observed: int | None = None
    expected: float | None = None
    expected_range: tuple[float, float] | None = None
    ratio: float | None = None
    coverage: float | None = None


class WithoutYear(GraphModel):
    """What the same would tell if one year of the line were not there, and by which numbers.

    The line is then of ``years_used``: a spell too short without that year is outside it. The other
    numbers are None where there is no line, and where they would tell a count that is not shown.
    """

    year: int
    verdict: TrendVerdict
    years_used: int
    change: float | None = None
    interval: tuple[float, float] | None = None
    p: float | None = None
    q: float | None = None


class Trend(GraphModel):
    """One pair of sectors; where both are None all pairs of different known ones, in every year.

    log E[T_t] = log E_t + α + βt: ``change`` = e^β − 1 a year, beyond what activity gives, with
    its 95 % ``interval`` over resampled arenas; ``p`` of β by quasi-Poisson with t on n − 2, and
    ``q`` over the pairs. *rising* and *falling* ask for both. None where there is no line, or where
    with the other points it would tell one that is not shown. While the draws are not computed
    ``years_used`` are those that may be. ``without``: where there is a line, the same without
    each year in turn, also of *no trend*, but for years without which too few would be left; the
    verdict hangs on those whose verdict is another.
    """

    a: Sector | None
    b: Sector | None
    verdict: TrendVerdict
    years_used: int
    change: float | None = None
    interval: tuple[float, float] | None = None
    dispersion: float | None = None
    p: float | None = None
    q: float | None = None
    points: tuple[TrendPoint, ...] = ()
    without: tuple[WithoutYear, ...] = ()

    @property
    def is_untold(self) -> bool:
        """Whether there is a line whose numbers are not shown, for a year it would tell."""
        return any(point.state == "used" and point.observed is None for point in self.points)


class YearOfMixing(GraphModel):
    """What a year's table is made of.

    ``coverage`` is the share listed completely of its arenas, or of those in tested strata where
    that is smaller; ``not_tested_share`` that of participations, in arenas of two or more, whose
    stratum allows no switch. ``no_switch``: none does, and it is not for want of complete lists.
    ``under_recorded``: not yet recorded in full, which years to come are not either.
    """

    year: int
    arenas: int
    participations: int
    coverage: float
    under_recorded: bool
    not_tested_share: float
    no_switch: bool = False


class Persistence(GraphModel):
    """How many of a year's ties are ties of the next year too, |both|/|either|, against draws.

    A tie is two actors in an arena that began that year; ``across`` counts only ties of different
    known sectors. ``comparable``: both years are listed completely in six of ten arenas or more,
    and have ties; else nothing is compared.
    """

    year: int
    across: bool
    ties: int
    next_ties: int
    both: int
    jaccard: float | None
    comparable: bool
    expected: float | None = None
    expected_range: tuple[float, float] | None = None
    p: float | None = None


class MixingTrend(Carded):
    """Trend of mixing by start year, the null expectation as offset.

    At most the latest 60 years. ``undated`` arenas belong to no year. Of the years ``hidden`` the
    public is not told how much there is: in a sensitive part, those with fewer than three actors,
    and one beside a single such one; nor how many ties remain: ``persistence_hidden``.
    ``exploratory``: a part somebody chose to look at. Where draws are ``not_computed`` nothing is
    expected and compared yet.
    """

    data_version: int
    exploratory: bool
    scope: GapScope
    role_aware: bool
    draws: int
    seed: int
    resamples: int
    level: float
    least_years: int
    least_coverage: float
    least_actors: int
    undated: int
    years: tuple[YearOfMixing, ...]
    hidden: tuple[int, ...] = ()
    across: Trend
    pairs: tuple[Trend, ...]
    persistence: tuple[Persistence, ...]
    persistence_hidden: bool = False
    sources: tuple[str, ...]
    not_computed: NotComputed | None = None

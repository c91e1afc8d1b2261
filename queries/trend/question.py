"""The trend of mixing of a read model, series by series."""

from contextlib import AbstractContextManager
from datetime import date
from itertools import combinations_with_replacement
from typing import TYPE_CHECKING

import numpy as np

from graph_schema.gap_answers import GapScope
from graph_schema.ids import canonical_json, digest
from graph_schema.trend_answers import MixingTrend, Persistence, YearOfMixing
from graph_schema.vocabularies import Sector
from queries.gaps.participations import SAMPLER_VERSION, UNKNOWN_YEAR, Ints, Participations
from queries.gaps.sectors import GapQuestion, participations_of
from queries.isolates.meeting import Classes
from queries.isolates.question import draws_of
from queries.kept import kept_or_made
from queries.readmodel.open import ReadModel

if TYPE_CHECKING:
    from queries.trend.persistence import Kept
    from queries.trend.yearly import Year

TREND_VERSION = "1"  # raise it when the same draws would give another answer
SECTORS = tuple(Sector)
MOST_YEARS = 60  # the latest; what lies before them is no part of a trend of today
UNDER_RECORDED = 2  # years up to the one of retrieval: projects are entered with a delay


def mixing_trend(
    model: ReadModel,
    question: GapQuestion | None = None,
    *,
    turn: AbstractContextManager[object] | None = None,
) -> MixingTrend:
    """Whether pairs of sectors meet more, or less, from year to year than activity gives."""
    question = question if question is not None else GapQuestion()
    asked = [SAMPLER_VERSION, TREND_VERSION, question.model_dump(mode="json")]
    place = model.answers / f"trend-{digest(canonical_json(asked))[:16]}.json"
    return kept_or_made(
        place, MixingTrend, lambda: _made(model, question), always=question.is_usual, turn=turn
    )


def _made(model: ReadModel, question: GapQuestion) -> MixingTrend:
    from queries.gaps.verdicts import LEAST_ACTORS, LEAST_COVERAGE
    from queries.trend import series  # compiled code, loaded when needed
    from queries.trend.persistence import persistence
    from queries.trend.yearly import RESAMPLES

    given = participations_of(model, question)
    classes = Classes(given.sector, len(SECTORS), SECTORS.index(Sector.UNKNOWN))
    took_part = np.unique(given.arena)
    years = _tables(given, question, np.unique(given.arena_year[took_part]), classes.count)
    recent = {year.year for year in years if under_recorded(model, given, year.year)}
    known = [k for k in range(classes.count) if k != classes.unknown]
    pairs = list(combinations_with_replacement(known, 2))
    stating = np.unique(given.arena_source[took_part])
    return MixingTrend(
        data_version=model.version,
        exploratory=question.part != GapScope(sources=question.sources[:1]),
        scope=question.part,
        role_aware=question.role_aware,
        draws=draws_of(question),
        seed=question.seed,
        resamples=RESAMPLES,
        level=series.LEVEL,
        least_years=series.LEAST_YEARS,
        least_coverage=LEAST_COVERAGE,
        least_actors=LEAST_ACTORS,
        undated=int(np.count_nonzero(given.arena_year[took_part] == UNKNOWN_YEAR)),
        years=tuple(_year(year, year.year in recent) for year in years),
        across=series.across(years, pairs, recent),
        pairs=series.with_q([series.of_pair(years, pair, recent) for pair in pairs]),
        persistence=tuple(
            _persistence(kept) for kept in persistence(years, classes, seed=question.seed)
        ),
        sources=tuple(model.sources[n].name for n in stating.tolist()),
    )


def _tables(
    given: Participations, question: GapQuestion, stated: Ints, classes: int
) -> list["Year"]:
    from queries.trend.yearly import table_of_year

    return [
        table_of_year(
            given,
            int(year),
            classes,
            draws=draws_of(question),
            seed=question.seed,
            role_aware=question.role_aware,
        )
        for year in stated[stated != UNKNOWN_YEAR][-MOST_YEARS:]
    ]


def under_recorded(model: ReadModel, given: Participations, year: int) -> bool:
    """Whether the year is the one its sources were fetched in, or the one before."""
    stating = np.unique(given.arena_source[given.arena[given.arena_year[given.arena] == year]])
    fetched = [model.sources[n].retrieved for n in stating.tolist() if n < len(model.sources)]
    published = model.published_at or date.min.isoformat()
    latest = max(int((day or published)[:4]) for day in fetched or [published])
    return year > latest - UNDER_RECORDED


def _year(year: "Year", recent: bool) -> YearOfMixing:
    rows = year.part.participations
    return YearOfMixing(
        year=year.year,
        arenas=int(np.unique(rows.arena).size),
        participations=int(rows.actor.size),
        coverage=year.counted.known,
        under_recorded=recent,
    )


def _persistence(kept: "Kept") -> Persistence:
    either = kept.ties + kept.next_ties - kept.both
    found = Persistence(
        year=kept.year,
        across=kept.across,
        ties=kept.ties,
        next_ties=kept.next_ties,
        both=kept.both,
        jaccard=kept.both / either if either else None,
        comparable=kept.comparable,
    )
    if kept.draws is None:
        return found
    against = {
        "expected": kept.draws.expected,
        "expected_range": kept.draws.expected_range,
        "p": kept.draws.p,
    }
    return found.model_copy(update=against)

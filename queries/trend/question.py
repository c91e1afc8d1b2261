"""The trend of mixing of a read model, series by series."""

from collections.abc import Collection, Sequence
from datetime import date
from itertools import combinations_with_replacement
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from graph_schema.coverage_answers import LEAST_COVERAGE
from graph_schema.ids import canonical_json, digest
from graph_schema.job_answers import NotComputed
from graph_schema.trend_answers import MixingTrend, Persistence, PointState, Trend, YearOfMixing
from graph_schema.vocabularies import Sector
from queries.at_once import Turn, if_long
from queries.gaps.listed import stating_sources
from queries.gaps.participations import SAMPLER_VERSION, UNKNOWN_YEAR, Ints, Participations
from queries.gaps.sectors import GapQuestion, participations_of
from queries.isolates.drawing import draws_of
from queries.isolates.meeting import Classes
from queries.kept import keep, kept_or_made, read
from queries.lookup.sensitive import hides_few
from queries.readmodel.open import ReadModel
from queries.steps import Step, silent
from queries.trend.line import LEAST_YEARS
from queries.whitespace.hiding import hidden

if TYPE_CHECKING:
    from queries.trend.persistence import Kept
    from queries.trend.yearly import Year

TREND_VERSION = "14"  # raise it when the same draws would give another answer
SECTORS = tuple(Sector)
STAGES = ("years", "ties")
"""What is drawn, in order, as a step is told."""
MOST_YEARS = 60  # the latest; what lies before them is no part of a trend of today
UNDER_RECORDED = 2  # years up to the one of retrieval: projects are entered with a delay


def mixing_trend(
    model: ReadModel,
    question: GapQuestion | None = None,
    *,
    turn: Turn = None,
    at_once: bool = False,
) -> MixingTrend:
    """Whether pairs of sectors meet more, or less, from year to year than activity gives.

    ``at_once``: without the null draws where they take long and are not kept yet.
    """
    question = question if question is not None else GapQuestion()
    place = _place(model, question)
    if at_once and takes_long(model, question):
        return _made(model, question, drawn=False)
    return kept_or_made(
        place, MixingTrend, lambda: _made(model, question), always=question.is_usual, turn=turn
    )


def examine(model: ReadModel, question: GapQuestion, *, step: Step | None = None) -> None:
    """Make the whole answer and keep it; what ``step`` raises ends it."""
    if not is_examined(model, question):
        found = _made(model, question, step=step)
        keep(_place(model, question), found, always=question.is_usual)


def is_examined(model: ReadModel, question: GapQuestion) -> bool:
    """Whether the whole answer is there."""
    return read(_place(model, question), MixingTrend) is not None


def examined_name(model: ReadModel, question: GapQuestion) -> str:
    """What tells the answer to one question from those to others."""
    return _place(model, question).name


def takes_long(model: ReadModel, question: GapQuestion) -> bool:
    """Whether the draws are a job of their own, and nobody has made them yet."""
    if is_examined(model, question):
        return False
    return _long(participations_of(model, question), question) is not None


def _place(model: ReadModel, question: GapQuestion) -> Path:
    asked = [SAMPLER_VERSION, TREND_VERSION, question.model_dump(mode="json")]
    return model.answers / f"trend-{digest(canonical_json(asked))[:16]}.json"


def _long(given: Participations, question: GapQuestion) -> NotComputed | None:
    rows = np.isin(given.arena_year[given.arena], _stated(given))
    return if_long(int(np.count_nonzero(rows)), draws_of(question))


def _stated(given: Participations) -> Ints:
    """The years that are shown."""
    stated = np.unique(given.arena_year[np.unique(given.arena)])
    return np.asarray(stated[stated != UNKNOWN_YEAR][-MOST_YEARS:])


def _made(
    model: ReadModel, question: GapQuestion, *, drawn: bool = True, step: Step | None = None
) -> MixingTrend:
    from queries.gaps.verdicts import LEAST_ACTORS
    from queries.trend import series  # compiled code, loaded when needed
    from queries.trend.fitting import LEVEL
    from queries.trend.persistence import persistence
    from queries.trend.yearly import RESAMPLES

    given = participations_of(model, question)
    classes = Classes(given.sector, len(SECTORS), SECTORS.index(Sector.UNKNOWN))
    took_part = np.unique(given.arena)
    years = _tables(given, question, classes.count, drawn=drawn, step=step or silent)
    recent = _too_new(model, given, years)
    pairs = list(combinations_with_replacement(_known(classes), 2))
    untold = _untold(years) if hides_few(model, question.part) else None
    remaining = persistence(years, classes, seed=question.seed, draws=drawn, step=step)
    kept = () if untold is not None else tuple(map(_persistence, remaining))  # as isolates/hiding
    return MixingTrend(
        data_version=model.version,
        exploratory=not question.is_usual,
        scope=question.part,
        role_aware=question.role_aware,
        draws=draws_of(question),
        seed=question.seed,
        resamples=RESAMPLES,
        level=LEVEL,
        least_years=LEAST_YEARS,
        least_coverage=LEAST_COVERAGE,
        least_actors=LEAST_ACTORS,
        undated=int(np.count_nonzero(given.arena_year[took_part] == UNKNOWN_YEAR)),
        years=_years(years, recent, untold or set()),
        hidden=tuple(sorted(untold or ())),
        across=series.across(years, pairs, recent, untold=untold),
        pairs=series.with_q([series.of_pair(years, pair, recent) for pair in pairs]),
        persistence=kept,
        persistence_hidden=len(kept) < len(remaining),
        sources=tuple(s.name for s in stating_sources(model, took_part, question.sources)),
        not_computed=None if drawn else _long(given, question),
    )


def _known(classes: Classes) -> list[int]:
    return [k for k in range(classes.count) if k != classes.unknown]


def across_of(
    model: ReadModel, given: Participations, question: GapQuestion, *, step: Step | None = None
) -> Trend:
    """The trend of all meetings between different sectors in the participations given, by draws."""
    from queries.trend import series

    years = _tables(given, question, len(SECTORS), drawn=True, step=step or silent)
    recent = _too_new(model, given, years)
    known = [k for k, sector in enumerate(SECTORS) if sector is not Sector.UNKNOWN]
    return series.across(years, list(combinations_with_replacement(known, 2)), recent)


def _untold(years: Sequence["Year"]) -> set[int]:
    """The years with fewer than three actors, and one beside a single such one."""
    if not years:
        return set()
    rows = [year.part.participations for year in years]
    counts = np.array([[each.actor.size] for each in rows], np.int64).reshape(-1, 1)
    actors = np.array([[np.unique(each.actor).size] for each in rows], np.int64).reshape(-1, 1)
    every = np.ones(counts.shape, np.bool_)
    cells = hidden(counts, actors, every, every).cells[:, 0]
    return {year.year for year, hide in zip(years, cells.tolist(), strict=True) if hide}


def _tables(
    given: Participations, question: GapQuestion, classes: int, *, drawn: bool, step: Step
) -> list["Year"]:
    from queries.trend.yearly import counted_year, table_of_year

    stated = _stated(given).tolist()
    roles = question.role_aware
    if not drawn:
        return [counted_year(given, year, classes, role_aware=roles) for year in stated]
    found, year_of = [], given.arena_year[given.arena]
    for year in stated:
        step("years", float((year_of[np.isin(year_of, stated)] < year).mean()))
        found.append(
            table_of_year(
                given,
                year,
                classes,
                draws=draws_of(question),
                seed=question.seed,
                role_aware=roles,
            )
        )
    return found


def _too_new(
    model: ReadModel, given: Participations, years: Sequence["Year"]
) -> dict[int, PointState]:
    states = {year.year: too_new(model, given, year.year) for year in years}
    return {year: state for year, state in states.items() if state is not None}


def too_new(model: ReadModel, given: Participations, year: int) -> PointState | None:
    """Why a year is too new: its sources were fetched in it, in the year after, or before it."""
    stating = np.unique(given.arena_source[given.arena[given.arena_year[given.arena] == year]])
    fetched = [model.sources[n].retrieved for n in stating.tolist() if n < len(model.sources)]
    published = model.published_at or date.min.isoformat()
    latest = max(int((day or published)[:4]) for day in fetched or [published])
    if year > latest:
        return "to_come"
    return "under_recorded" if year > latest - UNDER_RECORDED else None


def _years(
    years: Sequence["Year"], recent: Collection[int], untold: set[int]
) -> tuple[YearOfMixing, ...]:
    return tuple(_year(each, each.year in recent) for each in years if each.year not in untold)


def _year(year: "Year", recent: bool) -> YearOfMixing:
    from queries.gaps.meetings import not_tested_share

    rows = year.part.participations
    return YearOfMixing(
        year=year.year,
        arenas=int(np.unique(rows.arena).size),
        participations=int(rows.actor.size),
        coverage=year.counted.known,
        under_recorded=recent,
        not_tested_share=not_tested_share(year.part),
        no_switch=year.counted.no_switch,
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

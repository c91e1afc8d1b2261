"""Figures of who takes part and of time: voice, trend and sunset."""

from dataclasses import replace
from datetime import date

from graph_schema.base import GraphModel
from graph_schema.gap_answers import GapScope
from graph_schema.isolate_answers import Isolates
from graph_schema.sunset_answers import EndingTie, Sunset
from graph_schema.trend_answers import MixingTrend, Trend
from graph_schema.vocabularies import Sector, Verdict
from graph_schema.voice_answers import Voices
from graph_schema.whatif_answers import (
    WhatIfPair,
)
from queries.cards.drawn_in import drawn_in
from queries.cards.figure import (
    Asking,
    Figure,
    Test,
    Values,
    hidden,
    one_of,
    parts_of,
    require_drawn,
    values_of,
)
from queries.errors import BadQuestionError, NotInGraphError
from queries.gaps.sectors import GapQuestion, participations_of
from queries.readmodel.open import ReadModel
from queries.sunset.question import ending_tie, sunset
from queries.trend.question import mixing_trend
from queries.voice.question import target_group_voice

SWITCHES = "fixed-degree null by 2-switch within strata, over arenas with complete lists"
VOICE_FORMULA = (
    "V_g = arenas with complete lists for group g in which an organisation of g takes part / all "
    "with complete lists for g; interval: Wilson (1927, JASA 22:209), 95 %; q: Benjamini–Hochberg "
    "over the groups"
)
TREND_FORMULA = (
    "log E[T_t] = log E_t + α + βt with E_t the null expectation of year t; change = e^β − 1; "
    "interval: 95 % over resampled arenas; p of β by quasi-Poisson, t on n − 2; q: "
    "Benjamini–Hochberg over the pairs"
)
PERSISTENCE_FORMULA = "|ties of both years|/|ties of either|, and the same over null draws"
POINT_FORMULA = (
    "T_st = Σ_p n_ps·n_pt, T_ss = Σ_p n_ps(n_ps − 1)/2 over the tested arenas that began in the "
    "year; E over null draws of the year, nine of ten within its range; R = T/E"
)
YEAR_FORMULA = (
    "arenas that began in the year, and participations in them; coverage: share listed completely "
    "of these, or of those in tested strata where that is smaller; not_tested_share: of "
    "participations in arenas of two or more, those whose stratum allows no switch"
)
COUNTED = "counted, nothing drawn"
YEARLY = "fixed-degree null by 2-switch within strata of one year"
SUNSET_FORMULA = (
    "a tie: two actors of different known sectors in an arena that no stated date puts outside "
    "that day; it ends with the last of their arenas, or has no known end; giant_share: largest "
    "connected piece of what no date says has ended / actors of the day"
)
YEAR, ACROSS_YEAR, PAIR_YEAR = "year", "across-year", "pair-year"
NAMED: dict[str, tuple[str, ...]] = {
    "across": (),
    "pair": ("a", "b"),
    "kept": ("year",),
    "kept_across": ("year",),
    YEAR: ("year",),
    ACROSS_YEAR: ("year",),
    PAIR_YEAR: ("a", "b", "year"),
    "figure": ("name",),
    "most": ("figure",),
    "actor": ("figure", "actor"),
    "trend": (),
}
"""What the rest of a key names, by how it begins."""


TIE = "tie"


class SunsetQuestion(GraphModel):
    """The day whose network is looked at."""

    day: date


def voice_figure(model: ReadModel, question: GapQuestion, key: str, asking: Asking) -> Figure:
    """One target group, by its id."""
    answer = target_group_voice(model, question, turn=asking.turn)
    row = one_of(iter(answer.groups), lambda each: each.group.id == key, key)
    if row.verdict is Verdict.SUPPRESSED:
        raise hidden(key)
    return Figure(
        about={"group": key},
        named={"group": row.group.name},
        values=values_of(row, "group"),
        formula=VOICE_FORMULA,
        method=SWITCHES,
        n={"arenas": row.complete or 0},
        parameters=parameters(answer, "role_aware", "draws", "seed"),
        exploratory=answer.exploratory,
        sources=answer.sources,
        test=against_chance(model, question, answer, "apart")
        if row.expected is not None
        else Test(),
        coverage=row.coverage,
    )


def against_chance(
    model: ReadModel, question: GapQuestion, answer: Isolates | Voices, name: str
) -> Test:
    """The draws of arenas with complete lists: with those of one participant for ``alone``."""
    from queries.isolates.null import table_of  # compiled code, loaded when needed

    given = participations_of(model, question)
    part = table_of(given, name, role_aware=question.role_aware)
    return drawn_in(Test(answer.draws, answer.seed), [part])


def trend_figure(model: ReadModel, question: GapQuestion, key: str, asking: Asking) -> Figure:
    """across, pair/a/b, kept/year, kept_across/year, year/year, or a year of the first two."""
    of, *rest = of_and_rest(_kept(key))
    answer = asking.once(mixing_trend, model, question, turn=asking.turn, at_once=asking.at_once)
    require_drawn(answer.not_computed)
    if of in (YEAR, ACROSS_YEAR, PAIR_YEAR):
        return _year_figure(model, question, answer, [of, *rest])
    row = _trend_row(answer, of, rest, key)
    if isinstance(row, Trend) and (row.verdict == "suppressed" or row.is_untold):
        raise hidden(key)
    kept = of.startswith("kept")
    years = {each.year: each for each in answer.years}
    used = [p.year for p in getattr(row, "points", ()) if p.state == "used"]
    if kept:
        used = [int(rest[0]), int(rest[0]) + 1]
    arenas = [years[year].arenas for year in used if year in years]
    whole = sum(years[year].coverage * years[year].arenas for year in used if year in years)
    return replace(
        _of_trend(answer),
        about=about_of(row, of, rest),
        values=values_of(row, "a", "b"),
        formula=PERSISTENCE_FORMULA if kept else TREND_FORMULA,
        n={"arenas": sum(arenas)},
        test=_over_years(model, question, answer, used, kept=kept),
        coverage=whole / sum(arenas) if sum(arenas) else None,
    )


def _year_figure(
    model: ReadModel, question: GapQuestion, answer: MixingTrend, named: list[str]
) -> Figure:
    """One year: what its table is made of, or how often a pair, or all, met in it."""
    key, (of, *ends, number) = "/".join(named), named
    if number in map(str, answer.hidden):
        raise hidden(key)
    year = one_of(iter(answer.years), lambda each: str(each.year) == number, key)
    figure = replace(
        _of_trend(answer),
        about={"of": of, "year": number},
        values=values_of(year),
        formula=YEAR_FORMULA,
        method=COUNTED,
        n={"arenas": year.arenas},
        coverage=year.coverage,
    )
    if of == YEAR:
        return figure
    series = _trend_row(answer, "pair" if ends else "across", ends, key)
    assert isinstance(series, Trend), "of all or of a pair"
    point = one_of(iter(series.points), lambda each: str(each.year) == number, key)
    if point.observed is None:
        raise hidden(key)
    return replace(
        figure,
        about={"of": of, **_ends_named(series), "year": number},
        values=values_of(point),
        formula=POINT_FORMULA,
        method=YEARLY,
        test=_over_years(model, question, answer, [year.year], kept=False),
        coverage=point.coverage,
    )


def _ends_named(series: Trend) -> dict[str, str]:
    """The pair of a series, in the order of the answer; nothing where it is of all."""
    if series.a is None or series.b is None:
        return {}
    return {"a": series.a.value, "b": series.b.value}


def _of_trend(answer: MixingTrend) -> Figure:
    """What all figures of an answer share; what each is of is filled in."""
    return Figure(
        about={},
        values={},
        formula=TREND_FORMULA,
        method=YEARLY,
        n={},
        parameters=parameters(
            answer, "role_aware", "draws", "seed", "resamples", "level", "least_years",
            "least_coverage", "least_actors", "undated",
        ),
        exploratory=answer.exploratory,
        sources=answer.sources,
    )  # fmt: skip


def _over_years(
    model: ReadModel, question: GapQuestion, answer: MixingTrend, years: list[int], *, kept: bool
) -> Test:
    """The draws of years, each in strata of its own."""
    from queries.gaps.meetings import tested  # compiled code, loaded when needed
    from queries.network.null import NULL_DRAWS
    from queries.trend.yearly import of_year

    given = participations_of(model, question)
    parts = [tested(of_year(given, year), role_aware=question.role_aware) for year in years]
    return drawn_in(Test(NULL_DRAWS if kept else answer.draws, answer.seed), parts)


def _kept(key: str) -> str:
    """kept/year/true, as a template of the answer gives it, is kept_across/year."""
    of, *rest = key.split("/")
    across = {"true": "kept_across", "false": "kept"}
    if of == "kept" and len(rest) == len(("year", "across")) and rest[1] in across:
        return f"{across[rest[1]]}/{rest[0]}"
    return key


def _trend_row(answer: MixingTrend, of: str, rest: list[str], key: str) -> GraphModel:
    if of == "across":
        return answer.across
    if of == "pair":
        return one_of(iter(answer.pairs), lambda each: ends_of(each) == set(rest), key)
    if of in ("kept", "kept_across"):
        return one_of(
            iter(answer.persistence),
            lambda each: (str(each.year), each.across) == (rest[0], of == "kept_across"),
            key,
        )
    raise NotInGraphError("figure", key)


def sunset_figure(model: ReadModel, question: SunsetQuestion, key: str, _: Asking) -> Figure:
    """One quarter by its name, the day itself, or tie/a/b by the ids of two actors."""
    answer: Sunset = sunset(model, question.day)
    figure = Figure(
        about={"quarter": key},
        values=values_of(answer, "quarters", "sources", "data_version", "cards"),
        formula=SUNSET_FORMULA,
        method=COUNTED,
        n={"arenas": answer.arenas},
        parameters={
            "day": answer.day,
            "open_arenas": answer.open_arenas,
            "undated_arenas": answer.undated_arenas,
        },
        exploratory=False,
        sources=answer.sources,
        coverage=answer.partners_known_share,
    )
    if key == "day":
        return figure
    if key.startswith(f"{TIE}/"):
        return _of_tie(figure, ending_tie(model, question.day, *parts_of(key, 3)[1:]))
    quarter = one_of(iter(answer.quarters), lambda each: each.name == key, key)
    return replace(figure, values=values_of(quarter))


def _of_tie(figure: Figure, tie: EndingTie) -> Figure:
    """The same of one tie: the day it ends, in how many arenas it lives, and whose last it is."""
    return replace(
        figure,
        about={"of": TIE, "a": tie.a.id, "b": tie.b.id},
        named={"a": tie.a.name, "b": tie.b.name},
        values=values_of(tie, "a", "b", "quarter", "arenas"),
        n={"arenas": tie.arenas_total},
        answer="/gaps/sunset/ties",
    )


def of_and_rest(key: str) -> list[str]:
    """The key in parts, as many as what it begins with asks for."""
    of, *rest = key.split("/")
    if len(rest) != len(NAMED.get(of, (key, key, key))):
        raise NotInGraphError("figure", key)
    _require_sectors(of, rest)
    return [of, *rest]


def _require_sectors(of: str, rest: list[str]) -> None:
    """Refuse a pair with a code that is no sector, before the answer is made."""
    known = [sector.value for sector in Sector]
    for name, code in zip(NAMED.get(of, ()), rest, strict=False):
        if of in ("pair", PAIR_YEAR) and name in ("a", "b") and code not in known:
            raise BadQuestionError(name, code, f"one of {', '.join(known)}")


def about_of(row: GraphModel, of: str, rest: list[str]) -> dict[str, str]:
    """What names the figure; a pair has one name, whichever way round it was asked for."""
    if of == "pair" and isinstance(row, Trend | WhatIfPair) and row.a is not None and row.b:
        rest = [row.a.value, row.b.value]
    return {"of": of, **dict(zip(NAMED[of], rest, strict=True))}


def ends_of(row: Trend | WhatIfPair) -> set[str]:
    """Both sectors of a pair by their codes."""
    return {sector.value for sector in (row.a, row.b) if sector is not None}


def parameters(answer: GraphModel, *names: str) -> Values:
    told = values_of(answer)
    scope = getattr(answer, "scope", GapScope())
    return {"scope": values_of(scope), **{name: told[name] for name in names}}

"""A change beside random changes of its size: a dot on a bar for each figure, and the tables."""

from collections.abc import Iterator
from typing import Any

from graph_schema.appearance import INK, QUIET
from graph_schema.whatif_answers import Compared, WhatIf, WhatIfFigure, WhatIfMost, WhatIfPair
from visualisations.charts import Chart, library
from visualisations.phrases import Phrase
from visualisations.tables import Cell, Table
from visualisations.trend_phrases import verdict_told
from visualisations.whatif_phrases import ActorFigureWord, FigureWord, WhatIfPhrase
from visualisations.wording import number, require_language, shortened

WIDTH, ROW = 620, 34
LEFT = 210
REACH = 4.0  # half ranges from the middle of the bar; what lies further out stands at the edge
CHANGE_CHARS = 120
COUNTS = (
    "participations", "actors", "arenas", "pieces", "cut_points", "cut_mass", "bridging_arenas",
    "bridging_mass", "sole_pairs", "coordinator_pairs", "consultant_pairs", "gate_pairs",
    "liaison_pairs", "three_sectors", "four_sectors", "solo_actors", "apart_actors", "never_actors",
    "judged_actors", "orphan_actors", "core_actors", "core_arenas", "core_depth", "core_joined",
    "core_left", "group_moved", "funded_arenas",
    "single_funder_cells", "filled_cells", "empty_cells", "telling_cells", "gap_cells",
    "covered_cells", "gap_triples", "covered_triples", "need_gap_cells", "need_covered_cells",
    "cross_ties", "cross_ties_ending",
    "coordinator", "consultant", "gate", "liaison",
)  # fmt: skip
"""Figures that are whole numbers."""
WORDS = {word.value: word for word in FigureWord}
ACTOR_WORDS = {word.value: word for word in ActorFigureWord}


def title(_answer: WhatIf, lang: str) -> str:
    """What the picture shows."""
    require_language(lang)
    return WhatIfPhrase.TITLE.label(lang)


def whole(answer: WhatIf, lang: str) -> Table:
    """Figures, then pairs and actors, in one table for a spreadsheet."""
    figures, pairs, actors = tables(answer, lang)
    named = tuple(
        (f"{pair[0]}: {header}", *values)
        for pair, own in zip(pairs.rows, answer.pairs, strict=True)
        for header, values in _pair_lines(own, _yet(answer, lang), lang)
    )
    moved = tuple((f"{row[0]}: {row[1]}", *row[2:]) for row in actors.rows)
    rows = (*figures.rows, *named, *moved, *_by_draws(answer, lang), *_members(answer, lang))
    return Table(figures.headers, rows, Phrase.WHOLE.label(lang))


def _by_draws(answer: WhatIf, lang: str) -> Iterator[tuple[Cell, ...]]:
    """z of roles, then the verdict of the trend, its change a year and p; none have a placebo."""
    for each in answer.actors:
        if each.z is not None:
            word = f"{actor_figure_word(each.figure, lang)}: {each.actor.name}: z"
            yield (word, *_values(each.z, None))
    if answer.drawn is None:
        return
    ends = (answer.drawn.trend_before, answer.drawn.trend_after)
    before, after = (verdict_told(trend, lang) for trend in ends)
    yield (WhatIfPhrase.TREND.label(lang), before, after, None, None, None, None)
    for phrase, (one, two) in (
        (WhatIfPhrase.TREND_CHANGE, [trend.change for trend in ends]),
        (WhatIfPhrase.TREND_P, [trend.p for trend in ends]),
    ):
        away = None if one is None or two is None else two - one
        yield (phrase.label(lang), one, two, away, None, None, None)


def _members(answer: WhatIf, lang: str) -> Iterator[tuple[Cell, ...]]:
    """Who joins or leaves the core or changes group, by name alone."""
    for each in answer.members:
        yield (f"{figure_word(each.change, lang)}: {each.actor.name}", *(None,) * 6)


def tables(answer: WhatIf, lang: str) -> tuple[Table, Table, Table]:
    """A row per figure, a row per pair, and a row per figure and actor it changes most for."""
    require_language(lang)
    headers = (
        *(WhatIfPhrase.FIGURE, WhatIfPhrase.BEFORE, WhatIfPhrase.AFTER, WhatIfPhrase.DIFFERENCE),
        *(WhatIfPhrase.CHANCE, WhatIfPhrase.CHANCE_LOW, WhatIfPhrase.CHANCE_HIGH),
    )
    yet = _yet(answer, lang)
    rows = tuple((figure_word(each.name, lang), *_values(each, yet)) for each in answer.figures)
    return (
        Table(_labels(headers, lang), rows, WhatIfPhrase.CAPTION.label(lang)),
        _pairs(answer, lang),
        Table(
            _labels((headers[0], WhatIfPhrase.ACTOR, *headers[1:]), lang),
            tuple(_actor_lines(answer, lang)),
            WhatIfPhrase.ACTORS.label(lang),
        ),
    )


def figure_word(name: str, lang: str) -> str:
    """The figure as people call it."""
    return WORDS[name].label(lang)


def actor_figure_word(name: str, lang: str) -> str:
    """The figure of an actor as people call it."""
    return ACTOR_WORDS[name].label(lang)


def pair_word(pair: WhatIfPair, lang: str) -> str:
    """Both sectors."""
    return f"{pair.a.label(lang)} × {pair.b.label(lang)}"


def _labels(phrases: tuple[WhatIfPhrase, ...], lang: str) -> tuple[str, ...]:
    return tuple(phrase.label(lang) for phrase in phrases)


def _yet(answer: WhatIf, lang: str) -> str | None:
    """What stands where random changes are not computed yet."""
    return WhatIfPhrase.NOT_COMPUTED.label(lang) if answer.not_computed else None


def _values(each: Compared | None, yet: str | None) -> tuple[Cell, ...]:
    """The figure with its chance; ``yet`` stands there where that is to come."""
    if each is None:
        return (None,) * 6
    placebo = each.placebo
    drawn: tuple[Cell, ...] = (None if each.difference is None else yet,) * 3
    if placebo is not None:
        drawn = (placebo.mean, placebo.low, placebo.high)
    return (each.before, each.after, each.difference, *drawn)


def _actor_lines(answer: WhatIf, lang: str) -> Iterator[tuple[Cell, ...]]:
    """Of every figure the largest difference of anybody, then those it changes most for."""
    yet = _yet(answer, lang)
    for most in answer.most:
        word = actor_figure_word(most.figure, lang)
        yield (word, WhatIfPhrase.ANY.label(lang), *_largest(most, yet))
        for each in answer.actors:
            if each.figure == most.figure:
                yield (word, each.actor.name, *_values(each, yet))


def _largest(most: WhatIfMost, yet: str | None) -> tuple[Cell, ...]:
    """Without a value before and after: it may be another actor in every random change."""
    alone = Compared(before=None, after=None, difference=most.largest, placebo=most.placebo)
    return _values(alone, yet)


def _pairs(answer: WhatIf, lang: str) -> Table:
    measured = (
        WhatIfPhrase.MEETINGS, WhatIfPhrase.EXPECTED, WhatIfPhrase.RATIO, WhatIfPhrase.Z,
    )  # fmt: skip
    headers = [WhatIfPhrase.PAIR.label(lang)]
    for phrase in measured:
        for when in (WhatIfPhrase.BEFORE, WhatIfPhrase.AFTER):
            headers.append(f"{phrase.label(lang)}: {when.label(lang).lower()}")
    rows = []
    for pair in answer.pairs:
        cells: list[Cell] = [pair_word(pair, lang)]
        for each in (pair.observed, pair.expected, pair.ratio, pair.z):
            cells += [None, None] if each is None else [each.before, each.after]
        rows.append(tuple(cells))
    return Table(tuple(headers), tuple(rows), WhatIfPhrase.PAIRS.label(lang))


def _pair_lines(pair: WhatIfPair, yet: str | None, lang: str) -> list[tuple[str, tuple[Cell, ...]]]:
    if pair.observed is None:
        return [(WhatIfPhrase.SUPPRESSED.label(lang), _values(None, yet))]
    lines = [
        (WhatIfPhrase.MEETINGS, pair.observed), (WhatIfPhrase.EXPECTED, pair.expected),
        (WhatIfPhrase.RATIO, pair.ratio), (WhatIfPhrase.Z, pair.z),
    ]  # fmt: skip
    return [(phrase.label(lang), _values(each, yet)) for phrase, each in lines if each is not None]


def chart(answer: WhatIf, lang: str) -> Chart:
    """The picture and what is said around it."""
    spread = [each for each in answer.figures if _varies(each)]
    told = " ".join(_told(each, lang) for each in spread)
    return Chart(
        name="whatif",
        title=title(answer, lang),
        description=WhatIfPhrase.PICTURE.fill(lang, told=told),
        notes=[
            WhatIfPhrase.LEAD.fill(lang, change=shortened(answer.change, CHANGE_CHARS)),
            *([WhatIfPhrase.LACKING.label(lang)] if answer.not_computed else []),
        ],
        sources=answer.sources,
        data_version=answer.data_version,
        rows=lambda: [_bars(spread, lang)] if spread else [],
        width=WIDTH,
        left=LEFT,
        notice="" if spread or answer.not_computed else Phrase.NOTHING.label(lang),
    )


def _varies(each: Compared) -> bool:
    return each.placebo is not None and each.placebo.high > each.placebo.low


def shown(name: str, value: float | None, lang: str) -> str:
    """A figure as it is read: whole where it counts, three decimals where it does not."""
    if name in COUNTS:
        return number(value, lang)
    return number(value if value is None else round(value, 3) + 0.0, lang, 3, 3)  # no −0.000


def _told(each: WhatIfFigure, lang: str) -> str:
    assert each.placebo is not None, "varies"
    return WhatIfPhrase.TOLD.fill(
        lang,
        figure=figure_word(each.name, lang),
        difference=shown(each.name, each.difference, lang),
        low=shown(each.name, each.placebo.low, lang),
        high=shown(each.name, each.placebo.high, lang),
    )


def _bars(figures: list[WhatIfFigure], lang: str) -> Any:
    alt = library()
    values = [_value(each, lang) for each in figures]
    order = [value["figure"] for value in values]
    axis = alt.Axis(
        title=None, ticks=False, domain=False, labelColor=INK, labelFontSize=11.5,
        labelLimit=LEFT - 10, minExtent=LEFT - 10, maxExtent=LEFT - 10,
    )  # fmt: skip
    y = alt.Y("figure:N", sort=order, axis=axis)
    scale = alt.Scale(domain=[-REACH - 0.5, REACH + 5], nice=False)
    base = alt.Chart(alt.Data(values=values)).encode(y=y)
    bars = base.mark_bar(color="#cfcfd2", height=12).encode(
        x=alt.X("low:Q", scale=scale, axis=None), x2="high:Q"
    )
    dots = base.mark_circle(color="#0b6e66", size=110, opacity=1).encode(
        x=alt.X("at:Q", scale=scale, axis=None)
    )
    texts = base.mark_text(dy=-11, fontSize=11, color=INK).encode(
        x=alt.X("at:Q", scale=scale, axis=None), text="shown:N"
    )
    ends = base.mark_text(dx=8, align="left", fontSize=10, color=QUIET).encode(
        x=alt.X("edge:Q", scale=scale, axis=None), text="range:N"
    )
    return alt.layer(bars, dots, texts, ends).properties(
        width=WIDTH - LEFT, height=max(len(figures), 1) * ROW
    )


def _value(each: WhatIfFigure, lang: str) -> dict[str, Any]:
    """Where the dot stands on its bar, in half ranges from the middle."""
    assert each.placebo is not None, "varies"
    assert each.difference is not None, "has a placebo"
    low, high = each.placebo.low, each.placebo.high
    away = (each.difference - (low + high) / 2) / ((high - low) / 2)
    return {
        "figure": figure_word(each.name, lang),
        "low": -1.0,
        "high": 1.0,
        "at": max(-REACH, min(REACH, away)),
        "edge": REACH + 0.5,
        "shown": shown(each.name, each.difference, lang),
        "range": f"{shown(each.name, low, lang)} … {shown(each.name, high, lang)}",
    }

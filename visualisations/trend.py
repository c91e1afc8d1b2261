"""Meetings over what each year's activity would give, a row of points for each pair."""

from typing import Any

from graph_schema.appearance import INK, PAPER
from graph_schema.trend_answers import MixingTrend, Trend, TrendPoint
from visualisations.charts import Chart, library
from visualisations.phrases import Phrase
from visualisations.tables import Cell, Table
from visualisations.trend_phrases import TrendPhrase as Words
from visualisations.trend_phrases import state_word, verdict_told, verdict_word, years_hung_on
from visualisations.wording import number, require_language

WIDTH, HEIGHT = 760, 78
COLOUR, BAND = "#0b6e66", "#c9d6d3"
LEAST_TOP = 1.5  # so that the line of chance never lies at the edge
MOST_YEARS = 60
MOST_TOP = 4.0  # a year with next to nothing expected would flatten all others


def title(_answer: MixingTrend, lang: str) -> str:
    """What the picture shows."""
    require_language(lang)
    return Words.TITLE.label(lang)


def tables(answer: MixingTrend, lang: str) -> tuple[Table, Table]:
    """A row per pair and year, then one per pair."""
    require_language(lang)
    by_year = (
        *(Words.PAIR, Words.YEAR, Words.STATE, Words.OBSERVED, Words.EXPECTED, Words.LOW),
        *(Words.HIGH, Words.RATIO, Words.COVERAGE, Words.VERDICT),
    )
    by_pair = (
        *(Words.PAIR, Words.VERDICT, Words.USED, Words.CHANGE, Words.CHANGE_LOW),
        *(Words.CHANGE_HIGH, Words.P, Words.Q, Words.HANGS_ON),
    )
    series = (answer.across, *answer.pairs)
    points = tuple(_row(trend, point, lang) for trend in series for point in trend.points)
    lines = tuple(_line(trend, lang) for trend in series)
    return (
        Table(tuple(word.label(lang) for word in by_year), points, Words.CAPTION.label(lang)),
        Table(tuple(word.label(lang) for word in by_pair), lines, Words.LINES.label(lang)),
    )


def series_name(trend: Trend, lang: str) -> str:
    """Both sectors, or all pairs of different ones."""
    if trend.a is None or trend.b is None:
        return Words.ACROSS.label(lang)
    return f"{trend.a.label(lang)} – {trend.b.label(lang)}"


def _row(trend: Trend, point: TrendPoint, lang: str) -> tuple[Cell, ...]:
    ends = point.expected_range or (None, None)
    return (
        *(series_name(trend, lang), str(point.year), state_word(point.state, lang)),
        *(point.observed, point.expected, *ends, point.ratio, point.coverage),
        verdict_told(trend, lang),
    )


def _line(trend: Trend, lang: str) -> tuple[Cell, ...]:
    ends = trend.interval or (None, None)
    name, verdict = series_name(trend, lang), verdict_word(trend.verdict, lang)
    years = None if trend.verdict == "not_computed" else trend.years_used
    hung_on = ", ".join(years_hung_on(trend))
    return name, verdict, years, trend.change, *ends, trend.p, trend.q, hung_on


def chart(answer: MixingTrend, lang: str) -> Chart:
    """The picture and what is said around it."""
    series = [answer.across, *answer.pairs]
    drawn = [trend for trend in series if any(point.ratio is not None for point in trend.points)]
    told = " ".join(
        Words.TOLD.fill(lang, pair=series_name(trend, lang), verdict=verdict_told(trend, lang))
        for trend in series
    )
    return Chart(
        name="trend",
        title=title(answer, lang),
        description=Words.PICTURE.fill(lang, told=told),
        notes=[
            Words.LEAD.label(lang),
            *([Words.NOT_COMPUTED.label(lang)] if answer.not_computed else []),
        ],
        sources=answer.sources,
        data_version=answer.data_version,
        rows=lambda: [_panel(trend, _axis(answer), lang) for trend in drawn],
        width=WIDTH,
        notice="" if answer.years else Phrase.NOTHING.label(lang),
    )


def _axis(answer: MixingTrend) -> list[str]:
    """Every year from the first to the last: one without any arena leaves a hole."""
    years = [year.year for year in answer.years]
    span = range(min(years), max(years) + 1)
    return [str(year) for year in (span if len(span) <= MOST_YEARS else years)]


def _panel(trend: Trend, names: list[str], lang: str) -> Any:
    alt = library()
    values: list[dict[str, Any]] = [
        {
            "year": str(point.year),
            "ratio": min(point.ratio, MOST_TOP),
            "low": min(point.expected_range[0] / point.expected, MOST_TOP),
            "high": min(point.expected_range[1] / point.expected, MOST_TOP),
            "fill": COLOUR if point.state == "used" else PAPER,
            "shown": number(point.ratio, lang, 2, 2),
        }
        for point in trend.points
        if point.ratio is not None and point.expected_range is not None and point.expected
    ]
    top = max([LEAST_TOP, *(value[end] for value in values for end in ("ratio", "high"))])
    scale = alt.Scale(domain=[0, top * 1.25], nice=False)
    axis = alt.Axis(labelAngle=0, title=None, ticks=False, labelColor=INK, labelFontSize=11)
    base = alt.Chart(alt.Data(values=values)).encode(
        x=alt.X("year:N", sort=names, scale=alt.Scale(domain=names), axis=axis)
    )
    even = alt.Chart(alt.Data(values=[{"one": 1}])).mark_rule(color=INK, strokeDash=[4, 3])
    bands = base.mark_rule(color=BAND, strokeWidth=9).encode(
        y=alt.Y("low:Q", axis=None, scale=scale), y2="high:Q"
    )
    points = base.mark_point(size=64, stroke=COLOUR, strokeWidth=1.8, opacity=1).encode(
        y=alt.Y("ratio:Q", axis=None, scale=scale), fill=alt.Fill("fill:N", scale=None)
    )
    texts = base.mark_text(dy=-11, fontSize=10.5, color=INK).encode(
        y=alt.Y("ratio:Q", axis=None, scale=scale), text="shown:N"
    )
    line = even.encode(y=alt.Y("one:Q", axis=None, scale=scale))
    verdict, *hung_on = verdict_told(trend, lang).split("; ")
    words = [f"{series_name(trend, lang)}: {verdict}", *hung_on]  # one line would not fit
    heading = alt.TitleParams(words, anchor="start", fontSize=12.5, color=INK)
    return alt.layer(bands, line, points, texts, title=heading).properties(
        width=WIDTH, height=HEIGHT
    )

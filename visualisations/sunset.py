"""What ends in the quarters ahead, and what is known to end later: bars with their numbers."""

from typing import Any

from graph_schema.appearance import INK
from graph_schema.sunset_answers import Sunset
from visualisations.charts import Chart, library
from visualisations.phrases import Phrase
from visualisations.sunset_phrases import SunsetPhrase
from visualisations.tables import Table, day
from visualisations.wording import number, partial_date, require_language

WIDTH, HEIGHT = 720, 90
HEADROOM = 1.3  # above the highest bar, for its number
ROWS = (
    (SunsetPhrase.LATER, "ties_later", "#0b6e66"),
    (SunsetPhrase.ENDING, "ties_ending", "#b35a00"),
    (SunsetPhrase.LAST_OF, "last_of", "#7a3b69"),
)


def title(_answer: Sunset, lang: str) -> str:
    """What the picture shows."""
    require_language(lang)
    return SunsetPhrase.TITLE.label(lang)


def tables(answer: Sunset, lang: str) -> tuple[Table]:
    """A row per quarter."""
    require_language(lang)
    headers = (
        *(SunsetPhrase.QUARTER, SunsetPhrase.BEGIN, SunsetPhrase.END, SunsetPhrase.ARENAS),
        *(SunsetPhrase.ENDING, SunsetPhrase.LAST_OF, SunsetPhrase.LEFT),
        *(SunsetPhrase.ACTORS_LEFT, SunsetPhrase.GIANT),
        *(SunsetPhrase.LATER_COLUMN, SunsetPhrase.OPEN),
    )
    rows = tuple(
        (
            *(quarter.name, day(quarter.begin), day(quarter.end), quarter.arenas_ending),
            *(quarter.ties_ending, quarter.last_of, quarter.ties_left),
            *(quarter.actors_left, quarter.giant_share),
            *(quarter.ties_later, answer.open_ties),
        )
        for quarter in answer.quarters
    )
    labels = tuple(header.label(lang) for header in headers)
    return (Table(labels, rows, SunsetPhrase.CAPTION.label(lang)),)


def chart(answer: Sunset, lang: str) -> Chart:
    """The picture and what is said around it."""
    heading = title(answer, lang)
    told = " ".join(
        SunsetPhrase.TOLD.fill(
            lang,
            quarter=quarter.name,
            ending=number(quarter.ties_ending, lang),
            later=number(quarter.ties_later, lang),
        )
        for quarter in answer.quarters
    )
    lead = SunsetPhrase.LEAD.fill(
        lang,
        day=partial_date(answer.day, lang),
        open=number(answer.open_arenas, lang),
        undated=number(answer.undated_arenas, lang),
        arenas=number(answer.arenas, lang),
    )
    return Chart(
        name="sunset",
        title=heading,
        description=SunsetPhrase.PICTURE.fill(lang, told=told, open=number(answer.open_ties, lang)),
        notes=[lead],
        sources=answer.sources,
        data_version=answer.data_version,
        rows=lambda: [_bars(answer, *row, lang) for row in ROWS],
        width=WIDTH,
        notice="" if answer.ties else Phrase.NOTHING.label(lang),
    )


def _bars(answer: Sunset, phrase: SunsetPhrase, field: str, colour: str, lang: str) -> Any:
    alt = library()
    counts = [getattr(quarter, field) for quarter in answer.quarters]
    values = [
        {"quarter": quarter.name, "count": count, "shown": number(count, lang)}
        for quarter, count in zip(answer.quarters, counts, strict=True)
    ]
    highest = max(counts, default=0) or 1
    base = alt.Chart(alt.Data(values=values)).encode(
        x=alt.X(
            "quarter:N",
            sort=[quarter.name for quarter in answer.quarters],
            axis=alt.Axis(labelAngle=0, title=None, ticks=False, labelColor=INK, labelFontSize=11),
        ),
        y=alt.Y("count:Q", axis=None, scale=alt.Scale(domain=[0, highest * HEADROOM], nice=False)),
    )
    bars = base.mark_bar(color=colour, width=44)
    shown = base.mark_text(dy=-8, fontSize=12, color=INK).encode(text="shown:N")
    words = phrase.fill(lang, open=number(answer.open_ties, lang))
    heading = alt.TitleParams(words, anchor="start", fontSize=12.5, color=INK)
    return alt.layer(bars, shown, title=heading).properties(width=WIDTH, height=HEIGHT)

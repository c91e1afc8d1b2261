"""The effective number of funders per region or theme: bars with their numbers and intervals."""

import json
from typing import Any

from graph_schema.appearance import INK
from graph_schema.funder_answers import FunderRow, FunderTable
from visualisations.charts import Chart, library
from visualisations.funder_phrases import FunderPhrase as Words
from visualisations.phrases import Phrase
from visualisations.tables import Cell, Table
from visualisations.wording import number, plain, require_language, shortened

WIDTH, ROW_HEIGHT, AXIS_WIDTH = 620, 30, 200
MOST_ROWS = 25
HEADROOM = 1.15


def title(_answer: FunderTable, lang: str) -> str:
    """What the picture shows."""
    require_language(lang)
    return Words.TITLE.label(lang)


def tables(answer: FunderTable, lang: str) -> tuple[Table]:
    """A row for all, then one per region or theme."""
    require_language(lang)
    headers = (
        *(Words.NAME, Words.ARENAS, Words.FUNDED, Words.COFUNDED, Words.FUNDERS, Words.HHI),
        *(Words.EFFECTIVE, Words.LOW, Words.HIGH, Words.NORMALISED, Words.UNBIASED),
        *(Words.LARGEST, Words.SHARE, Phrase.LISTS_COMPLETE, Words.ONE),
    )
    rows = tuple(_row(row, lang) for row in (answer.whole, *answer.rows))
    untold = (None,) * (len(headers) - 2) + (Words.HIDDEN.label(lang),)
    rows += tuple((ref.name, *untold) for ref in answer.hidden)
    labels = tuple(header.label(lang) for header in headers)
    return (Table(labels, rows, Words.CAPTION.label(lang)),)


def _row(row: FunderRow, lang: str) -> tuple[Cell, ...]:
    counted = row.counted
    shared: tuple[Cell, ...] = (0, None, None, None, None, None)
    if counted is not None:
        ends = counted.interval or (None, None)
        shared = (counted.funders, counted.hhi, counted.effective, *ends, counted.normalised)
    largest = row.largest[0] if row.largest else None
    said = {True: Words.YES, False: Words.NO}
    return (
        row.label.name if row.label is not None else Words.ALL.label(lang),
        *(row.arenas, row.funded, row.cofunded, *shared, row.unbiased),
        largest.funder.name if largest is not None else None,
        largest.share if largest is not None else None,
        row.partners_known_share,
        said[row.one_funder].label(lang) if row.one_funder is not None else None,
    )


def drawn(answer: FunderTable) -> list[FunderRow]:
    """The rows with most funded arenas, of those of which something can be said."""
    told = _told(answer)
    largest = sorted(range(len(told)), key=lambda k: (-told[k].funded, k))[:MOST_ROWS]
    return [told[k] for k in sorted(largest)]


def _told(answer: FunderTable) -> list[FunderRow]:
    """The rows with arenas enough: of one arena a bar would say that one funder carries it."""
    return [row for row in answer.rows if row.counted is not None and row.one_funder is not None]


def chart(answer: FunderTable, lang: str) -> Chart:
    """The picture and what is said around it."""
    shown = drawn(answer)
    told = " ".join(
        Words.TOLD.fill(
            lang,
            name=plain(row.label.name),
            effective=number(row.counted.effective, lang, 1, 1),
            funded=number(row.funded, lang),
        )
        for row in shown
        if row.label is not None and row.counted is not None
    )
    return Chart(
        name="funders",
        title=title(answer, lang),
        description=Words.PICTURE.fill(lang, told=told or _notice(answer, shown, lang)),
        notes=_notes(answer, len(shown), lang),
        sources=answer.sources,
        data_version=answer.data_version,
        rows=lambda: [_bars(shown, lang)],
        width=WIDTH + AXIS_WIDTH,
        left=AXIS_WIDTH,
        notice=_notice(answer, shown, lang),
    )


def _notice(answer: FunderTable, shown: list[FunderRow], lang: str) -> str:
    if not answer.whole.funded:
        return Phrase.NOTHING.label(lang)
    return "" if shown else Words.NO_BAR.label(lang)


def _notes(answer: FunderTable, shown: int, lang: str) -> list[str]:
    """How the picture is read, and which rows it leaves out and why."""
    notes = [Words.LEAD.fill(lang, below=number(answer.one_funder_below, lang, 1, 1))]
    told = len(_told(answer))
    if shown < told:
        notes.append(Words.CUT.fill(lang, shown=number(shown, lang), all=number(told, lang)))
    if few := len(answer.rows) - told:
        key = Words.TOO_FEW if few > 1 else Words.TOO_FEW_ONE
        counts = {"count": number(few, lang), "least": number(answer.least_arenas, lang)}
        notes.append(key.fill(lang, **counts))
    return notes


def _bars(shown: list[FunderRow], lang: str) -> Any:
    alt = library()
    values = [_bar(row, lang) for row in shown]
    order = [value["id"] for value in values]
    names = json.dumps({value["id"]: value["name"] for value in values})
    highest = max((value["high"] for value in values), default=1.0)
    axis = alt.Axis(
        labelExpr=f"{names}[datum.value]", title=None, ticks=False, domain=False,
        labelColor=INK, labelFontSize=11.5, labelLimit=AXIS_WIDTH,
    )  # fmt: skip
    scale = alt.Scale(domain=[0, highest * HEADROOM], nice=False)
    base = alt.Chart(alt.Data(values=values)).encode(
        y=alt.Y("id:N", sort=order, axis=axis, scale=alt.Scale(domain=order))
    )
    length = alt.X("effective:Q", axis=None, scale=scale)
    bars = base.mark_bar(color="#9fc9c3", height=18).encode(x=length)
    lines = base.mark_rule(color=INK, strokeWidth=1.5).encode(
        x=alt.X("low:Q", axis=None, scale=scale), x2="high:Q"
    )
    texts = base.mark_text(align="left", dx=6, fontSize=12, color=INK).encode(
        x=alt.X("high:Q", axis=None, scale=scale), text="shown:N"
    )
    height = ROW_HEIGHT * max(1, len(shown))
    return alt.layer(bars, lines, texts).properties(width=WIDTH, height=height)


def _bar(row: FunderRow, lang: str) -> dict[str, Any]:
    assert row.label is not None, "rows of the picture have a name"
    assert row.counted is not None, "rows of the picture have a funder"
    effective = row.counted.effective
    low, high = row.counted.interval or (effective, effective)
    counts = f"{number(effective, lang, 1, 1)}  ({number(row.funded, lang)})"
    return {
        "id": row.label.id,
        "name": shortened(row.label.name, 30),
        "effective": effective,
        "low": low,
        "high": max(high, effective),
        "shown": counts,
    }

"""Region × theme: the effective number of funders of each cell, with a sign and then a shade."""

import json
from collections.abc import Sequence
from typing import Any

from graph_schema.answers import Ref
from graph_schema.appearance import INK
from graph_schema.funder_answers import FunderCell, FunderCells, HiddenCell
from visualisations.charts import HATCH_FILL, Chart, library
from visualisations.funder_phrases import CellPhrase as Words
from visualisations.phrases import Phrase
from visualisations.tables import Cell, Table
from visualisations.wording import number, plain, require_language, shortened

CELL_WIDTH, CELL_HEIGHT, AXIS_WIDTH = 66, 40, 190
MOST_ROWS, MOST_COLUMNS, MOST_TOLD = 25, 12, 20
LABEL_CHARS = 28
SHADES = {
    Words.ONE: ("●", "#e8b48a"),
    Words.SEVERAL: ("", "#d5e8e4"),
    Words.TOO_FEW: ("·", "#f4f4f2"),
    Words.UNKNOWN: ("?", HATCH_FILL),
}


def title(_answer: FunderCells, lang: str) -> str:
    """What the picture shows."""
    require_language(lang)
    return Words.TITLE.label(lang)


def tables(answer: FunderCells, lang: str) -> tuple[Table]:
    """A row per cell that has an arena, then one per cell that is not shown."""
    require_language(lang)
    headers = (
        *(Words.REGION, Words.THEME, Words.STATE, Words.ARENAS, Words.FUNDED, Words.COFUNDED),
        *(Words.FUNDERS, Words.EFFECTIVE, Words.OVERLAP, Words.LARGEST, Words.SHARE),
        Phrase.LISTS_COMPLETE,
    )
    rows = tuple(_row(cell, lang) for cell in answer.cells)
    rows += tuple(_untold(cell, lang, len(headers)) for cell in answer.hidden)
    labels = tuple(header.label(lang) for header in headers)
    return (Table(labels, rows, Words.CAPTION.label(lang)),)


def cell_state(cell: FunderCell) -> Words:
    """What is known of who carries the cell."""
    if not cell.funded:
        return Words.UNKNOWN
    if cell.one_funder is None:
        return Words.TOO_FEW
    return Words.ONE if cell.one_funder else Words.SEVERAL


def _row(cell: FunderCell, lang: str) -> tuple[Cell, ...]:
    largest = cell.largest
    hidden = None if cell.named else Words.NOT_NAMED.label(lang)
    return (
        *(cell.region.name, cell.theme.name, cell_state(cell).label(lang), cell.arenas),
        *(cell.funded, cell.cofunded, cell.funders, cell.effective, cell.overlap),
        largest.funder.name if largest is not None else hidden,
        largest.share if largest is not None else None,
        cell.partners_known_share,
    )


def _untold(cell: HiddenCell, lang: str, columns: int) -> tuple[Cell, ...]:
    named = (cell.region.name, cell.theme.name, Words.HIDDEN.label(lang))
    return named + (None,) * (columns - len(named))


def chart(answer: FunderCells, lang: str) -> Chart:
    """The picture and what is said around it."""
    used = {cell.region.id for cell in answer.cells}
    used |= {cell.region.id for cell in answer.hidden}
    rows = [ref for ref in answer.regions if ref.id in used][:MOST_ROWS]
    columns = list(answer.themes[:MOST_COLUMNS])
    below = number(answer.one_funder_below, lang, 1, 1)
    least = number(answer.least_arenas, lang)
    notes = [Words.LEAD.fill(lang, below=below, least=least)]
    if len(rows) < len(used) or len(columns) < len(answer.themes) + answer.themes_left_out:
        shown = {"rows": number(len(rows), lang), "columns": number(len(columns), lang)}
        notes.append(Words.CUT.fill(lang, **shown))
    notes += [Words.UNTOLD.label(lang)] if answer.hidden else []
    alone = [cell for cell in answer.cells if cell.one_funder]
    told = "; ".join(
        f"{plain(cell.region.name)}, {plain(cell.theme.name)}" for cell in alone[:MOST_TOLD]
    )
    return Chart(
        name="funder-cells",
        title=title(answer, lang),
        description=Words.PICTURE.fill(lang, told=told or Words.NONE.label(lang)),
        notes=notes,
        sources=answer.sources,
        data_version=answer.data_version,
        rows=lambda: [_matrix(answer, rows, columns, lang)],
        width=AXIS_WIDTH + CELL_WIDTH * max(6, len(columns)),
        left=AXIS_WIDTH,
        notice="" if used else Phrase.NOTHING.label(lang),
    )


def _matrix(answer: FunderCells, rows: Sequence[Ref], columns: Sequence[Ref], lang: str) -> Any:
    alt = library()
    shown = {ref.id for ref in (*rows, *columns)}
    values = [
        _square(cell, lang)
        for cell in answer.cells
        if cell.region.id in shown and cell.theme.id in shown
    ]
    values += [
        {"row": cell.region.id, "column": cell.theme.id, "fill": "#ffffff", "told": "–"}
        for cell in answer.hidden
        if cell.region.id in shown and cell.theme.id in shown
    ]
    base = alt.Chart(alt.Data(values=values)).encode(
        y=alt.Y("row:N", **_axis(rows, alt)),
        x=alt.X("column:N", **_axis(columns, alt, orient="top", labelAngle=-40)),
    )
    squares = base.mark_rect(stroke=INK, strokeWidth=0.4).encode(
        color=alt.Color("fill:N", scale=None)
    )
    texts = base.mark_text(fontSize=12, color=INK).encode(text="told:N")
    return alt.layer(squares, texts).properties(
        width=CELL_WIDTH * max(1, len(columns)), height=CELL_HEIGHT * max(1, len(rows))
    )


def _axis(refs: Sequence[Ref], alt: Any, **look: Any) -> dict[str, Any]:
    order = [ref.id for ref in refs]
    names = json.dumps({ref.id: shortened(ref.name, LABEL_CHARS) for ref in refs})
    axis = alt.Axis(
        labelExpr=f"{names}[datum.value]", domain=False, ticks=False, title=None,
        labelFontSize=11.5, labelColor=INK, labelPadding=8, labelLimit=AXIS_WIDTH, **look,
    )  # fmt: skip
    return {"sort": order, "scale": alt.Scale(domain=order, paddingInner=0.03), "axis": axis}


def _square(cell: FunderCell, lang: str) -> dict[str, Any]:
    sign, fill = SHADES[cell_state(cell)]
    counted = number(cell.effective, lang, 1, 1) if cell.effective is not None else ""
    return {
        "row": cell.region.id,
        "column": cell.theme.id,
        "fill": fill,
        "told": f"{sign} {counted}".strip(),
    }

"""Rows against columns as a matrix: every cell has a sign, its numbers, and only then a shade."""

import json
from typing import Any

from graph_schema.appearance import INK, VERDICT_SIGNS
from graph_schema.vocabularies import Verdict
from graph_schema.whitespace_answers import Line, Reason, WhitespaceCell, WhitespaceTable
from visualisations.charts import HATCH_FILL, Chart, library
from visualisations.legend import Entry, verdict_sign
from visualisations.phrases import Phrase as Shared
from visualisations.tables import Cell, Table
from visualisations.whitespace_phrases import WhitespacePhrase as Phrase
from visualisations.whitespace_phrases import dimension_word, verdict_word
from visualisations.wording import number, plain, require_language, shortened

CELL_WIDTH, CELL_HEIGHT = 92, 58
AXIS_WIDTH = 190
LABEL_CHARS = 28
MOST_ROWS, MOST_COLUMNS = 30, 12
MOST_TOLD = 20  # cells named in the text for those who cannot see the picture
TOLD = (Verdict.GAP, Verdict.COVERED)
WITHOUT_EXPECTATION = (Reason.EMPTY_LINE, Reason.NOTHING_TO_COMPARE)
Headings = tuple[Phrase | Shared, ...]
NUMBERS: Headings = (
    Phrase.OBSERVED, Phrase.OUTSIDE, Phrase.MAY_BELONG, Phrase.WORST_OBSERVED,
    Phrase.WORST_EXPECTED, Phrase.WORST_Q, Phrase.EXPECTED, Phrase.RATIO, Phrase.RATIO_LOW,
    Phrase.RATIO_HIGH, Phrase.NULL_MEAN, Phrase.SD, Phrase.P_LOW, Phrase.Q_LOW, Phrase.P_HIGH,
    Phrase.Q_HIGH, Phrase.RESIDUAL, Phrase.SHRUNK, Phrase.SHRUNK_LOW, Phrase.SHRUNK_HIGH,
    Phrase.RANK, Phrase.NEEDED, Phrase.NEEDED_ALL, Phrase.ACTORS, Shared.LISTS_COMPLETE,
)  # fmt: skip
NEEDS: Headings = (
    Phrase.NEED, Phrase.NEED_EXPECTED, Phrase.NEED_RATIO, Phrase.NEED_Q_LOW, Phrase.NEED_Q_HIGH,
    Phrase.NEED_VERDICT,
)  # fmt: skip


def title(answer: WhitespaceTable, lang: str) -> str:
    """What the picture shows."""
    require_language(lang)
    return Phrase.TITLE.fill(lang, **_dimensions(answer, lang))


def tables(answer: WhitespaceTable, lang: str) -> tuple[Table]:
    """Every cell with all that was computed for it; the needs only where any is stated."""
    require_language(lang)
    named = _names(answer)
    needs = NEEDS if any(cell.need is not None for cell in answer.cells) else ()
    words = (dimension_word(d, lang) for d in (answer.parameters.rows, answer.parameters.columns))
    headings = (Phrase.VERDICT, Phrase.WHY, Phrase.HANGS, *NUMBERS, *needs)
    labels = (*(w[0].upper() + w[1:] for w in words), *(h.label(lang) for h in headings))
    rows = tuple(
        (
            named[cell.row],
            named[cell.column],
            verdict_word(cell.verdict, lang),
            cell.reason.label(lang) if cell.reason is not None else None,
            Shared.YES.label(lang) if cell.hangs_on_draws else None,
            *_numbers(cell),
            *(_need(cell, lang) if needs else ()),
        )
        for cell in answer.cells
    )
    return (Table(labels, rows, Phrase.CAPTION.label(lang)),)


def _numbers(cell: WhitespaceCell) -> tuple[Cell, ...]:
    return (
        *(cell.observed, cell.outside, cell.may_belong),
        *(cell.worst_observed, cell.worst_expected, cell.worst_q),
        *(cell.expected, cell.ratio, *_both(cell.interval)),
        *(cell.null_mean, cell.sd, cell.p_low, cell.q_low, cell.p_high, cell.q_high),
        *(cell.residual, cell.shrunk, *_both(cell.shrunk_interval), cell.rank),
        *(cell.records_needed, cell.records_needed_all, cell.actors),
        cell.partners_known_share,
    )


def _both(interval: tuple[float, float] | None) -> tuple[float | None, float | None]:
    return (None, None) if interval is None else interval


def _need(cell: WhitespaceCell, lang: str) -> tuple[Cell, ...]:
    test = cell.need
    if test is None:
        return (None,) * len(NEEDS)
    said = verdict_word(test.verdict, lang)
    return test.need, test.expected, test.ratio, test.q_low, test.q_high, said


def _names(answer: WhitespaceTable) -> dict[str, str]:
    return {line.label.id: line.label.name for line in (*answer.rows, *answer.columns)}


def _dimensions(answer: WhitespaceTable, lang: str) -> dict[str, str]:
    parameters = answer.parameters
    return {
        "rows": dimension_word(parameters.rows, lang),
        "columns": dimension_word(parameters.columns, lang),
    }


def chart(answer: WhitespaceTable, lang: str) -> Chart:
    """The picture and what is said around it."""
    require_language(lang)
    rows, columns = _largest(answer.rows, MOST_ROWS), _largest(answer.columns, MOST_COLUMNS)
    notes = [Phrase.LEAD.label(lang), *_drawn(answer, lang), _counted(answer, lang)]
    if (len(rows), len(columns)) != (len(answer.rows), len(answer.columns)):
        notes.append(_cut(answer, rows, columns, lang))
    if answer.not_computed:
        notes.append(Phrase.NOT_COMPUTED.label(lang))
    if not answer.cells:
        notes.append(_empty(answer, lang))
    return Chart(
        name="whitespace",
        title=title(answer, lang),
        description=_description(answer, lang),
        notes=notes,
        sources=answer.sources,
        data_version=answer.data_version,
        rows=lambda: [_grid(answer, rows, columns, lang)],
        width=max(6, len(columns)) * CELL_WIDTH + AXIS_WIDTH,
        left=AXIS_WIDTH,
        legend=_legend(answer, lang),
        notice="" if answer.cells else _empty(answer, lang),
    )


def _largest(lines: tuple[Line, ...], most: int) -> list[Line]:
    """Those with most arenas, in the order of the table."""
    by_size = sorted(range(len(lines)), key=lambda k: (-(lines[k].arenas or 0), k))
    return [lines[k] for k in sorted(by_size[:most])]


def _grid(answer: WhitespaceTable, rows: list[Line], columns: list[Line], lang: str) -> Any:
    alt = library()
    shown = {line.label.id for line in rows}, {line.label.id for line in columns}
    cells = [
        _square(cell, lang)
        for cell in answer.cells
        if cell.row in shown[0] and cell.column in shown[1]
    ]
    base = alt.Chart(alt.Data(values=cells)).encode(
        x=alt.X("column:N", **_axis(columns, alt, orient="top", labelAngle=-35, labelAlign="left")),
        y=alt.Y("row:N", **_axis(rows, alt)),
    )
    squares = base.mark_rect(stroke="#8c8c8c", strokeWidth=1).encode(
        color=alt.Color("fill:N", scale=None)
    )
    texts = [
        base.mark_text(dy=dy, fontSize=size, fontWeight=weight, color=INK).encode(text=f"{field}:N")
        for field, dy, size, weight in (
            ("sign", -17, 14, "bold"),
            ("counts", 3, 13, "normal"),
            ("outside", 20, 11, "normal"),
        )
    ]
    return alt.layer(squares, *texts).properties(
        width=CELL_WIDTH * max(1, len(columns)), height=CELL_HEIGHT * max(1, len(rows))
    )


def _axis(lines: list[Line], alt: Any, **look: Any) -> dict[str, Any]:
    order = [line.label.id for line in lines]
    names = json.dumps({line.label.id: shortened(line.label.name, LABEL_CHARS) for line in lines})
    axis = alt.Axis(
        labelExpr=f"{names}[datum.value]", domain=False, ticks=False, title=None,
        labelFontSize=11.5, labelColor=INK, labelPadding=8, labelLimit=AXIS_WIDTH, **look,
    )  # fmt: skip
    return {"sort": order, "scale": alt.Scale(domain=order, paddingInner=0.03), "axis": axis}


def _square(cell: WhitespaceCell, lang: str) -> dict[str, Any]:
    sign = VERDICT_SIGNS[cell.verdict]
    known = cell.observed is not None
    expected = None if cell.reason in WITHOUT_EXPECTATION else cell.expected
    counts = f"{number(cell.observed, lang)} / {number(expected, lang, 1, 1)}"
    return {
        "row": cell.row,
        "column": cell.column,
        "fill": HATCH_FILL if cell.verdict is Verdict.NOT_COVERED else sign.fill,
        "sign": sign.sign,
        "counts": counts if known else "",
        "outside": f"+{number(cell.outside, lang)}" if cell.outside else "",
    }


def _legend(answer: WhitespaceTable, lang: str) -> list[Entry]:
    used = {cell.verdict for cell in answer.cells}
    return [
        Entry(verdict_sign(VERDICT_SIGNS[verdict]), verdict_word(verdict, lang))
        for verdict in Verdict
        if verdict in used
    ]


def _counted(answer: WhitespaceTable, lang: str) -> str:
    counts = answer.arenas
    missing = counts.without_either + counts.without_row + counts.without_column
    return Phrase.COUNTED.fill(
        lang,
        tested=number(counts.tested, lang),
        asked=number(counts.asked, lang),
        outside=number(counts.not_comparable, lang),
        missing=number(missing, lang),
        **_dimensions(answer, lang),
    )


def _drawn(answer: WhitespaceTable, lang: str) -> list[str]:
    """That what is expected is not of the sizes, where it is drawn."""
    parameters = answer.parameters
    if not parameters.expected_drawn:
        return []
    many = (dimension_word(d, lang, many=True) for d in (parameters.rows, parameters.columns))
    return [Phrase.DRAWN.fill(lang, **dict(zip(("rows", "columns"), many, strict=True)))]


def _cut(answer: WhitespaceTable, rows: list[Line], columns: list[Line], lang: str) -> str:
    return Phrase.CUT.fill(
        lang,
        shown_rows=number(len(rows), lang),
        rows=number(len(answer.rows), lang),
        shown_columns=number(len(columns), lang),
        columns=number(len(answer.columns), lang),
    )


def _empty(answer: WhitespaceTable, lang: str) -> str:
    missing = answer.parameters.rows if not answer.rows else answer.parameters.columns
    return Phrase.EMPTY.fill(lang, columns=dimension_word(missing, lang))


def _description(answer: WhitespaceTable, lang: str) -> str:
    named = _names(answer)
    told = [cell for cell in answer.cells if cell.verdict in TOLD]
    told.sort(key=lambda cell: (TOLD.index(cell.verdict), cell.rank or 0))
    lines = [
        Phrase.TOLD.fill(
            lang,
            row=plain(named[cell.row]),
            column=plain(named[cell.column]),
            verdict=verdict_word(cell.verdict, lang).lower(),
            observed=number(cell.observed, lang),
            expected=number(cell.expected, lang, 1, 1),
        )
        for cell in told[:MOST_TOLD]
    ]
    none = Phrase.NOT_COMPUTED if answer.not_computed else Phrase.NONE_TOLD
    said = " ".join(lines) or none.label(lang)
    return Phrase.PICTURE.fill(lang, told=said, **_dimensions(answer, lang))

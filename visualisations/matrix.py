"""Sector by sector, with the verdict and its numbers in every cell: what a hairball hides."""

from collections.abc import Mapping
from textwrap import wrap
from typing import Any

from graph_schema.appearance import INK, VERDICT_SIGNS
from graph_schema.gap_answers import GapTable, HangsOn, SectorPair, WholeFigure
from graph_schema.vocabularies import Verdict
from visualisations.charts import Chart, library
from visualisations.legend import Entry, verdict_sign
from visualisations.phrases import Phrase
from visualisations.tables import Cell, Table
from visualisations.wording import number, percent, require_language

CELL_WIDTH, CELL_HEIGHT = 206, 112
AXIS_WIDTH = 130
FEW = 5  # groups whose cells have room for every word; the table twin has them all
NARROW_WIDTH = 116
IN_NARROW = {"sign", "counts", "ratio", "interval"}
LETTER = 6.5  # pixels a letter of a label takes
HEADERS = (
    *(Phrase.SECTOR_A, Phrase.SECTOR_B, Phrase.VERDICT, Phrase.SLIGHTLY),
    Phrase.HANGS_ON_DRAWS,
    *(Phrase.OBSERVED, Phrase.EXPECTED, Phrase.EXPECTED_LOW, Phrase.EXPECTED_HIGH),
    *(Phrase.MISSING, Phrase.SD, Phrase.Z),
    *(Phrase.RATIO, Phrase.RATIO_LOW, Phrase.RATIO_HIGH, Phrase.P, Phrase.Q, Phrase.LABEL_P),
    Phrase.LABEL_Q,
    *(Phrase.LEAST_VISIBLE, Phrase.LEAST_VISIBLE_BY_LABELS, Phrase.LEAST_TOLD),
    *(Phrase.COVERAGE, Phrase.COVERAGE_TESTED, Phrase.COVERAGE_ALL),
    *(Phrase.ARENAS_TESTED, Phrase.ARENAS_MET),
)
HANGS_ON: Mapping[HangsOn, Phrase] = {
    "q": Phrase.Q, "expected": Phrase.EXPECTED, "ratio": Phrase.RATIO, "label_p": Phrase.LABEL_P,
    "interval": Phrase.RATIO_INTERVAL,
}  # fmt: skip
OF_WHOLE = (
    *(Phrase.FIGURE, Phrase.OBSERVED, Phrase.EXPECTED, Phrase.EXPECTED_LOW, Phrase.EXPECTED_HIGH),
    *(Phrase.DIFFERENCE, Phrase.SD, Phrase.Z, Phrase.P, Phrase.Q, Phrase.LABEL_P),
    Phrase.COVERAGE,
)


def title(answer: GapTable, lang: str) -> str:
    """What the picture shows."""
    require_language(lang)
    return Phrase.MATRIX_TITLE.fill(lang, groups=_groups(answer, lang))


def _groups(answer: GapTable, lang: str) -> str:
    by = f"groups_{answer.parameters.scope.by}"
    return next(phrase.label(lang) for phrase in Phrase if phrase.value == by)


def tables(answer: GapTable, lang: str) -> tuple[Table, ...]:
    """Every cell with all that was computed for it, and the figures of the whole."""
    require_language(lang)
    pairs = Table(
        tuple(header.label(lang) for header in HEADERS),
        tuple(_row(pair, answer.labels(lang), lang) for pair in answer.pairs),
        Phrase.MATRIX_CAPTION.label(lang),
    )
    rows = tuple(_whole_row(answer, figure, lang) for figure in answer.whole)
    figures = Table(tuple(h.label(lang) for h in OF_WHOLE), rows, Phrase.MATRIX_WHOLE.label(lang))
    return (pairs, figures) if rows else (pairs,)


def whole(answer: GapTable, lang: str) -> Table:
    """Every cell, then the figures of the whole in the same columns: one table."""
    pairs = tables(answer, lang)[0]
    figures = tuple(_as_pair(answer, figure, lang) for figure in answer.whole)
    return Table(pairs.headers, (*pairs.rows, *figures), Phrase.WHOLE.label(lang))


def whole_name(answer: GapTable, figure: WholeFigure, lang: str) -> str:
    """What a figure of the whole table is called."""
    named = f"of_{figure.name}"
    word = next(phrase for phrase in Phrase if phrase.value == named)
    return word.fill(lang, groups=_groups(answer, lang))


def _row(pair: SectorPair, names: dict[str, str], lang: str) -> tuple[Cell, ...]:
    return (
        *(names[pair.a], names[pair.b], pair.verdict.label(lang)),
        Phrase.YES.label(lang) if pair.slightly else None,
        ", ".join(HANGS_ON[what].label(lang) for what in pair.hangs_on) or None,
        *(pair.observed, pair.expected, *(pair.expected_range or (None, None))),
        *(pair.missing, pair.sd, pair.z),
        *(pair.ratio, *(pair.interval or (None, None)), pair.p, pair.q, pair.label_p),
        pair.label_q,
        *(pair.least_visible, pair.least_visible_by_labels, pair.least_told),
        *(pair.coverage, pair.coverage_tested, pair.coverage_all),
        *(pair.arenas_tested, pair.arenas_met),
    )


def _whole_row(answer: GapTable, figure: WholeFigure, lang: str) -> tuple[Cell, ...]:
    return (
        *(whole_name(answer, figure, lang), figure.observed),
        *(figure.expected, *figure.expected_range, figure.difference),
        *(figure.sd, figure.z, figure.p, figure.q, figure.label_p, figure.coverage),
    )


def _as_pair(answer: GapTable, figure: WholeFigure, lang: str) -> tuple[Cell, ...]:
    """The figure under the headers of pairs; what is of pairs alone stays empty."""
    known: dict[Phrase, Cell] = {
        Phrase.SECTOR_A: Phrase.MATRIX_WHOLE.label(lang),
        Phrase.SECTOR_B: whole_name(answer, figure, lang),
        Phrase.MISSING: -figure.difference,
        **dict(zip(OF_WHOLE[1:], _whole_row(answer, figure, lang)[1:], strict=True)),
    }
    return tuple(known.get(header) for header in HEADERS)


def chart(answer: GapTable, lang: str) -> Chart:
    """The picture and what is said around it."""
    names = answer.labels(lang)
    in_pairs = {code for pair in answer.pairs for code in (pair.a, pair.b)}
    shown = {code: name for code, name in names.items() if code in in_pairs}
    cells = " ".join(_summary(pair, names, lang) for pair in answer.pairs)
    notes = [_lead(answer, lang), Phrase.MATRIX_CELL.label(lang), _tested(answer, lang)]
    return Chart(
        name="sector-matrix",
        title=title(answer, lang),
        description=Phrase.MATRIX_PICTURE.fill(lang, groups=_groups(answer, lang), cells=cells),
        notes=notes,
        sources=sorted({stratum.source for stratum in answer.strata}),
        data_version=answer.data_version,
        rows=lambda: [_grid([_cell(pair, list(shown), lang) for pair in answer.pairs], shown)],
        width=max(3, len(shown)) * _width(shown) + AXIS_WIDTH,
        left=AXIS_WIDTH,
        legend=_legend(answer, lang),
        notice="" if answer.pairs else Phrase.NOTHING.label(lang),
    )


def _cell(pair: SectorPair, shown: list[str], lang: str) -> dict[str, Any]:
    """One square, below the diagonal whichever way round the pair was given."""
    low, high = sorted((pair.a, pair.b), key=shown.index)
    sign = VERDICT_SIGNS[pair.verdict]
    observed, expected = number(pair.observed, lang), number(pair.expected, lang, 1, 1)
    known = pair.observed is not None or pair.expected is not None
    return {
        "row": high,
        "column": low,
        "fill": sign.fill,
        "sign": sign.sign,
        "verdict": pair.verdict.label(lang),
        "counts": f"{observed} / {expected}" if known else "",
        "ratio": Phrase.RATIO_SHORT.fill(lang, ratio=number(pair.ratio, lang, 2, 2))
        if pair.ratio is not None
        else "",
        "interval": "–".join(number(end, lang, 2, 2) for end in pair.interval or ()),
    }


def _lines(name: str, width: int) -> list[str]:
    """A label in lines that fit beside and below the cells."""
    before, bracket, after = name.partition(" (")
    parts = [before, f"({after}"] if bracket else [before]
    return [
        line for part in parts for line in wrap(part, int(width / LETTER), break_long_words=False)
    ]


def _width(shown: dict[str, str]) -> int:
    return CELL_WIDTH if len(shown) <= FEW else NARROW_WIDTH


def _grid(cells: list[dict[str, Any]], shown: dict[str, str]) -> Any:
    alt = library()
    order, width = list(shown), _width(shown)
    # Vega asks for one expression per axis: a look-up from code to the lines of its label.
    lines = {code: _lines(name, width) for code, name in shown.items()}
    axis = {"labelExpr": f"{lines}[datum.value]", "domain": False, "ticks": False, "title": None}
    look = {"labelFontSize": 12.5, "labelColor": INK, "labelPadding": 10, "labelLimit": width}
    base = alt.Chart(alt.Data(values=cells)).encode(
        x=alt.X(
            "column:N",
            sort=order,
            scale=alt.Scale(domain=order, paddingInner=0.03),
            axis=alt.Axis(orient="bottom", labelAngle=0, **axis, **look),
        ),
        y=alt.Y(
            "row:N",
            sort=order,
            scale=alt.Scale(domain=order, paddingInner=0.04),
            axis=alt.Axis(**axis, **look),
        ),
    )
    squares = base.mark_rect(stroke="#8c8c8c", strokeWidth=1).encode(
        color=alt.Color("fill:N", scale=None)
    )
    texts = [
        base.mark_text(dy=dy, fontSize=size, fontWeight=weight, color=INK).encode(text=f"{field}:N")
        for field, dy, size, weight in (
            ("sign", -38, 16, "bold"),
            ("verdict", -18, 11.5, "normal"),
            ("counts", 3, 16, "bold"),
            ("ratio", 22, 11.5, "normal"),
            ("interval", 39, 11.5, "normal"),
        )
        if len(shown) <= FEW or field in IN_NARROW
    ]
    return alt.layer(squares, *texts).properties(
        width=width * len(shown), height=CELL_HEIGHT * len(shown)
    )


def _legend(answer: GapTable, lang: str) -> list[Entry]:
    used = {pair.verdict for pair in answer.pairs}
    return [
        Entry(verdict_sign(VERDICT_SIGNS[verdict]), verdict.label(lang))
        for verdict in Verdict
        if verdict in used
    ]


def _lead(answer: GapTable, lang: str) -> str:
    if answer.not_computed:
        return Phrase.MATRIX_LACKING.label(lang)
    return Phrase.MATRIX_LEAD.fill(lang, draws=number(answer.parameters.null.draws, lang))


def _tested(answer: GapTable, lang: str) -> str:
    counts = answer.participations
    return Phrase.MATRIX_TESTED.fill(
        lang,
        tested=number(counts.tested, lang),
        given=number(counts.given, lang),
        strata=number(sum(stratum.tested for stratum in answer.strata), lang),
        share=percent(answer.not_tested_share, lang),
        small=number(counts.in_small_arenas, lang),
    )


def _summary(pair: SectorPair, names: dict[str, str], lang: str) -> str:
    return Phrase.MATRIX_SUMMARY.fill(
        lang,
        a=names[pair.a],
        b=names[pair.b],
        verdict=pair.verdict.label(lang).lower(),
        observed=number(pair.observed, lang),
        expected=number(pair.expected, lang, 1, 1),
    )

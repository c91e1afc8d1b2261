"""Sector by sector, with the verdict and its numbers in every cell: what a hairball hides."""

from textwrap import wrap
from typing import Any

from graph_schema.appearance import INK, VERDICT_SIGNS
from graph_schema.gap_answers import GapTable, SectorPair
from graph_schema.vocabularies import Verdict
from visualisations.charts import Chart, library
from visualisations.legend import Entry, verdict_sign
from visualisations.phrases import Phrase
from visualisations.tables import Table
from visualisations.wording import number, percent, require_language

CELL_WIDTH, CELL_HEIGHT = 206, 112
AXIS_WIDTH = 130
FEW = 5  # groups whose cells have room for every word; the table twin has them all
NARROW_WIDTH = 116
IN_NARROW = {"sign", "counts", "ratio", "interval"}
LETTER = 6.5  # pixels a letter of a label takes


def title(answer: GapTable, lang: str) -> str:
    """What the picture shows."""
    require_language(lang)
    return Phrase.MATRIX_TITLE.fill(lang, groups=_groups(answer, lang))


def _groups(answer: GapTable, lang: str) -> str:
    by = f"groups_{answer.parameters.scope.by}"
    return next(phrase.label(lang) for phrase in Phrase if phrase.value == by)


def tables(answer: GapTable, lang: str) -> tuple[Table]:
    """Every cell with all that was computed for it."""
    require_language(lang)
    headers = (
        *(Phrase.SECTOR_A, Phrase.SECTOR_B, Phrase.VERDICT, Phrase.SLIGHTLY),
        *(Phrase.OBSERVED, Phrase.EXPECTED, Phrase.MISSING, Phrase.SD, Phrase.Z),
        *(Phrase.RATIO, Phrase.RATIO_LOW, Phrase.RATIO_HIGH, Phrase.P, Phrase.Q, Phrase.LABEL_P),
        *(
            Phrase.LEAST_VISIBLE,
            *(Phrase.LEAST_VISIBLE_BY_LABELS, Phrase.LEAST_TOLD),
            *(Phrase.COVERAGE, Phrase.COVERAGE_TESTED, Phrase.COVERAGE_ALL),
            Phrase.ARENAS_TESTED,
            Phrase.ARENAS_MET,
        ),
    )
    names = answer.labels(lang)
    rows = tuple(
        (
            names[pair.a],
            names[pair.b],
            pair.verdict.label(lang),
            Phrase.YES.label(lang) if pair.slightly else None,
            *(pair.observed, pair.expected, pair.missing, pair.sd, pair.z),
            *(pair.ratio, *(pair.interval or (None, None)), pair.p, pair.q, pair.label_p),
            *(
                pair.least_visible,
                *(pair.least_visible_by_labels, pair.least_told),
                *(pair.coverage, pair.coverage_tested, pair.coverage_all),
                pair.arenas_tested,
                pair.arenas_met,
            ),
        )
        for pair in answer.pairs
    )
    labels = tuple(header.label(lang) for header in headers)
    return (Table(labels, rows, Phrase.MATRIX_CAPTION.label(lang)),)


def chart(answer: GapTable, lang: str) -> Chart:
    """The picture and what is said around it."""
    names = answer.labels(lang)
    in_pairs = {code for pair in answer.pairs for code in (pair.a, pair.b)}
    shown = {code: name for code, name in names.items() if code in in_pairs}
    cells = " ".join(_summary(pair, names, lang) for pair in answer.pairs)
    notes = [_lead(answer, lang), Phrase.MATRIX_CELL.label(lang), _tested(answer, lang)]
    if answer.exploratory:
        notes.append(Phrase.EXPLORATORY.label(lang))
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

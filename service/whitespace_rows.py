"""The table of white space in rows, for a terminal."""

from graph_schema.vocabularies import Verdict
from graph_schema.whitespace_answers import Reason, WhitespaceCell, WhitespaceTable
from service.gap_text import number, small
from service.need_text import NEED_HEADERS, in_cell, need_of, stated_first
from service.whitespace_text import interval, label_names, remarkable_first
from visualisations.whitespace_phrases import dimension_word, verdict_word

HEADERS = {
    "sv": ("arenor", "varav jämförda", "väntat", "kvot", "90 %", "q färre", "q fler", "behövs",
           "utslag"),
    "en": ("arenas", "of them compared", "expected", "ratio", "90%", "q fewer", "q more", "needed",
           "verdict"),
}  # fmt: skip


def whitespace_rows(
    table: WhitespaceTable, lang: str
) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Headers and one row per cell that is covered, those with a need first, then what tells."""
    named, needs = label_names(table), any(cell.need is not None for cell in table.cells)
    words = tuple(
        dimension_word(d, lang) for d in (table.parameters.rows, table.parameters.columns)
    )
    headers = (*words, *HEADERS[lang], *(NEED_HEADERS[lang] if needs else ()))
    rows = [
        (
            named[cell.row],
            named[cell.column],
            *_cells_of(cell, lang),
            *(need_of(cell.need, lang) if needs else ()),
        )
        for cell in stated_first(remarkable_first(table))
        if cell.verdict is not Verdict.NOT_COVERED
    ]
    return headers, rows


def _cells_of(cell: WhitespaceCell, lang: str) -> tuple[str, ...]:
    too_few = cell.reason is Reason.TOO_FEW_EXPECTED  # elsewhere a nought would tell already
    return (
        number(in_cell(cell), lang, "#,##0"),
        number(cell.observed, lang, "#,##0"),
        number(cell.expected, lang),
        number(cell.ratio, lang, "0.00"),
        interval(cell.interval, lang),
        small(cell.q_low, lang),
        small(cell.q_high, lang),
        number(cell.records_needed if too_few else None, lang, "#,##0"),
        verdict_word(cell.verdict, lang),
    )

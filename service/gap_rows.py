"""The gap table in rows, for a terminal."""

from graph_schema.gap_answers import GapTable
from service.gap_text import (
    number,
    pair_name,
    share_of_lists,
    small,
    span,
    verdict_name,
    visible_gap,
)

HEADERS = {
    "sv": (
        *("par", "möten", "väntat", "kvot", "intervall", "q", "p (etiketter)", "synlig lucka"),
        *("täckning", "utslag"),
    ),
    "en": (
        *("pair", "meetings", "expected", "ratio", "interval", "q", "p (labels)", "visible gap"),
        *("coverage", "verdict"),
    ),
}


def gap_rows(table: GapTable, lang: str) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Headers and one row per pair, for a terminal."""
    names = table.labels(lang)
    rows: list[tuple[str, ...]] = [
        (
            pair_name(pair, names),
            number(pair.observed, lang, "#,##0"),
            number(pair.expected, lang),
            number(pair.ratio, lang, "0.00"),
            span(pair.interval, lang),
            small(pair.q, lang),
            small(pair.label_p, lang),
            visible_gap(pair, lang),
            "" if pair.coverage is None else share_of_lists(pair.coverage, lang),
            verdict_name(pair, lang),
        )
        for pair in table.pairs
    ]
    return HEADERS[lang], rows

"""The list of triples of region, theme and target group in rows, for a terminal."""

from graph_schema.answers import PartPage
from graph_schema.whitespace_answers import TripleCell
from service.gap_text import number, small
from visualisations.whitespace_phrases import verdict_word

TRIPLE_HEADERS = {
    "sv": ("region", "tema", "målgrupp", "arenor", "väntat", "q färre", "q fler", "utslag"),
    "en": ("region", "theme", "target group", "arenas", "expected", "q fewer", "q more", "verdict"),
}
TRIPLES_SHOWN = {
    "sv": "{shown} av {total} tripplar som kunde prövas",
    "en": "{shown} of {total} triples that could be tested",
}


def triple_rows(
    found: PartPage[TripleCell], lang: str
) -> tuple[tuple[str, ...], list[tuple[str | int | None, ...]]]:
    """Headers and one row per triple, for a terminal."""
    return TRIPLE_HEADERS[lang], [
        (
            cell.region.name, cell.theme.name, cell.target_group.name, cell.observed,
            number(cell.expected, lang), small(cell.q_low, lang), small(cell.q_high, lang),
            verdict_word(cell.verdict, lang),
        )
        for cell in found.items
    ]  # fmt: skip

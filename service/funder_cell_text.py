"""Region × theme by funders, in words and rows."""

from collections import Counter

from graph_schema.funder_answers import FunderCell, FunderCells
from service.gap_text import number
from service.sunset_text import share
from visualisations.funder_cells import cell_state
from visualisations.funder_phrases import CellPhrase

HEADERS = {
    "sv": ("region", "tema", "läge", "arenor", "med finansiär", "finansiärer", "effektivt antal",
           "överlapp", "störst", "del"),
    "en": ("region", "theme", "state", "arenas", "with a funder", "funders", "effective number",
           "overlap", "largest", "share"),
}  # fmt: skip
SENTENCES = {
    "sv": "Region och tema: {all} celler har någon arena. {judged} har minst {least} med känd "
    "finansiär, och {one} av dem bärs i praktiken av en. {few} har för få för att säga något. För "
    "{unknown} säger ingen källa vem som betalar, vilket inte är att ingen gör det.",
    "en": "Region and theme: {all} cells have an arena. {judged} have {least} or more with a known "
    "funder, and {one} of them rest in effect on one. {few} have too few to say anything. Of "
    "{unknown} no source says who pays, which is not that nobody does.",
}
HIDDEN = {
    "sv": "{count} celler visas inte: de rör något känsligt och har färre än tre aktörer, eller "
    "skulle röja en sådan. De kan vara tomma.",
    "en": "{count} cells are not shown: they are of something sensitive and have fewer than three "
    "actors, or would tell of one that does. They may be empty.",
}
NOT_NAMED = {"sv": "namnges inte", "en": "not named"}


def cell_sentence(found: FunderCells, lang: str) -> str:
    """How many cells rest on one funder, and of how many that cannot be said."""
    count = Counter(cell_state(cell) for cell in found.cells)
    counts = {
        "all": len(found.cells),
        "judged": count[CellPhrase.ONE] + count[CellPhrase.SEVERAL],
        "one": count[CellPhrase.ONE],
        "few": count[CellPhrase.TOO_FEW],
        "unknown": count[CellPhrase.UNKNOWN],
        "least": found.least_arenas,
    }
    told = {name: number(value, lang, "#,##0") for name, value in counts.items()}
    said = SENTENCES[lang].format(**told)
    if not found.hidden:
        return said
    return f"{said} {HIDDEN[lang].format(count=number(len(found.hidden), lang, '#,##0'))}"


def cell_rows(found: FunderCells, lang: str) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Headers and one row per cell, for a terminal, with those not shown at the end."""
    untold = [
        (cell.region.name, cell.theme.name, CellPhrase.HIDDEN.label(lang))
        + ("–",) * (len(HEADERS[lang]) - 3)
        for cell in found.hidden
    ]
    return HEADERS[lang], [_row(cell, lang) for cell in found.cells] + untold


def largest_told(cell: FunderCell, lang: str) -> str:
    """The largest funder; a word where it is not named."""
    if cell.largest is not None:
        return cell.largest.funder.name
    return "" if cell.named else NOT_NAMED[lang]


def _row(cell: FunderCell, lang: str) -> tuple[str, ...]:
    counts = (cell.arenas, cell.funded, cell.funders)
    return (
        cell.region.name,
        cell.theme.name,
        cell_state(cell).label(lang),
        *(number(count, lang, "#,##0") for count in counts),
        number(cell.effective, lang),
        number(cell.overlap, lang, "0.00"),
        largest_told(cell, lang),
        share(cell.largest.share, lang) if cell.largest is not None else "",
    )

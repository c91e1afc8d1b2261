"""Stated needs in words: which cells have fewer arenas than their share, and what is not known."""

from collections.abc import Iterable, Iterator, Mapping

from graph_schema.vocabularies import Verdict
from graph_schema.whitespace_answers import NeedTest, Reason, WhitespaceCell, WhitespaceTable
from service.counted_text import counted
from service.gap_text import number, small
from visualisations.whitespace_phrases import verdict_word

MOST_NAMED = 12  # cells that get a sentence of their own; the table has them all
NEED_HEADERS = {
    "sv": ("behov", "väntat efter behov", "kvot mot behov", "utslag mot behov"),
    "en": ("need", "expected from need", "ratio against need", "verdict against need"),
}
SENTENCES = {
    "sv": {
        "left": "Angivna behov i rutor som ingen källa täcker eller som inte är möjliga: {left}. "
        "De är inte med: {names}. Dit hör regioner som ingen källa säger att den omfattar och där "
        "ingen har en enda arena, och teman som ingen källa för platsen anger.",
        "alone": "Med behov angivet för en enda ruta som går att jämföra går det inte att säga om "
        "den har sin andel.",
        "whole": "Mot det angivna behovet, i {stated} rutor: färre arenor än sin andel {gaps}, "
        "fler {covered}, ungefär sin andel {expected}, går inte att avgöra {open}.",
        "may_belong": "Rutor med färre än sin andel, som inte räknas så eftersom arenor av raden "
        "eller kolumnen saknar den andra uppgiften, eller det som urvalet gäller, och kan höra "
        "dit: {count}.",
        "cell": "{row} och {column}: {arenas}; andelen av behovet skulle ge {expected} (q {q}).",
    },
    "en": {
        "left": "Needs stated in cells that no source covers or that are not possible: {left}. "
        "They are left out: {names}. Such are regions that no source says it covers and in which "
        "none has a single arena, and themes that no source of the place states.",
        "alone": "With a need stated for one cell alone that can be compared, whether it has its "
        "share cannot be told.",
        "whole": "Against the need stated, in {stated} cells: fewer arenas than their share "
        "{gaps}, more {covered}, about their share {expected}, cannot tell {open}.",
        "may_belong": "Cells with fewer than their share, not counted so, as arenas of their row "
        "or column lack the other label, or what the part is of, and may belong there: {count}.",
        "cell": "{row} and {column}: {arenas}; the share of the need would give {expected} "
        "(q {q}).",
    },
}


def need_of(test: NeedTest | None, lang: str) -> tuple[str, ...]:
    """A cell's need, what it would give, the ratio to it and the verdict; blanks where none is."""
    if test is None:
        return ("",) * len(NEED_HEADERS[lang])
    return (
        number(test.need, lang, "#,##0.##"),
        number(test.expected, lang),
        number(test.ratio, lang, "0.00"),
        verdict_word(test.verdict, lang),
    )


def in_cell(cell: WhitespaceCell) -> int | None:
    """All arenas of a cell, compared or not; None where that is not known or not shown."""
    if cell.observed is None and cell.outside is None:
        return None
    return (cell.observed or 0) + (cell.outside or 0)


def stated_first(cells: Iterable[WhitespaceCell]) -> list[WhitespaceCell]:
    """The cells of which a need is stated before the others, else as they come."""
    return sorted(cells, key=lambda cell: cell.need is None)


def need_lines(table: WhitespaceTable, named: Mapping[str, str], lang: str) -> Iterator[str]:
    """What is told of stated needs, and of those that could not be used."""
    says = SENTENCES[lang]
    tests = [(c, c.need) for c in table.cells if c.need and c.need.expected is not None]
    if table.parameters.need_left:
        left = number(table.parameters.need_left, lang, "#,##0")
        yield says["left"].format(left=left, names=_left_out(table, named))
    if table.parameters.need_stated == 1:
        yield says["alone"]
    if not tests or table.parameters.need_stated == 1:
        return
    verdicts = [test.verdict for _, test in tests]
    counts = {
        "stated": len(tests),
        "gaps": verdicts.count(Verdict.GAP),
        "covered": verdicts.count(Verdict.COVERED),
        "expected": verdicts.count(Verdict.AS_EXPECTED),
        "open": verdicts.count(Verdict.CANNOT_TELL),
    }
    told = {name: number(count, lang, "#,##0") for name, count in counts.items()}
    yield says["whole"].format(**told)
    may = sum(test.reason is Reason.MAY_BELONG for _, test in tests)
    if may:
        yield says["may_belong"].format(count=number(may, lang, "#,##0"))
    short = [(cell, test) for cell, test in tests if test.verdict is Verdict.GAP]
    short.sort(key=lambda each: each[1].ratio or 0.0)
    for cell, test in short[:MOST_NAMED]:
        yield says["cell"].format(
            row=named[cell.row],
            column=named[cell.column],
            arenas=counted(in_cell(cell) or 0, "arenas", lang),
            expected=number(test.expected, lang),
            q=small(test.q_low, lang),
        )


def _left_out(table: WhitespaceTable, named: Mapping[str, str]) -> str:
    """The first cells whose need is held against nothing, and that there are more."""
    left = [
        f"{named[cell.row]} – {named[cell.column]}"
        for cell in table.cells
        if cell.need is not None and cell.need.verdict is Verdict.NOT_COVERED
    ]
    return "; ".join(left[:MOST_NAMED]) + ("; …" if len(left) > MOST_NAMED else "")

"""Stated needs in words: which cells have fewer arenas than their share, and what is not known."""

from collections.abc import Iterator, Mapping

from graph_schema.vocabularies import Verdict
from graph_schema.whitespace_answers import NeedTest, Reason, WhitespaceTable
from service.counted_text import counted
from service.gap_text import number, small
from visualisations.whitespace_phrases import verdict_word

MOST_NAMED = 12  # cells that get a sentence of their own; the table has them all
NEED_HEADERS = {
    "sv": ("behov", "väntat efter behov", "utslag mot behov"),
    "en": ("need", "expected from need", "verdict against need"),
}
SENTENCES = {
    "sv": {
        "left": "Angivna behov i rutor som ingen källa täcker eller som inte är möjliga: {left}. "
        "De är inte med. Dit hör regioner som ingen källa säger att den omfattar och där ingen har "
        "en enda arena, och teman som ingen källa för platsen anger.",
        "alone": "Med behov angivet för en enda ruta som går att jämföra går det inte att säga om "
        "den har sin andel.",
        "whole": "Mot det angivna behovet, i {stated} rutor: färre arenor än sin andel {gaps}, "
        "fler {covered}, ungefär sin andel {expected}, går inte att avgöra {open}.",
        "may_belong": "Rutor med färre än sin andel, som inte räknas så eftersom arenor av raden "
        "eller kolumnen saknar den andra uppgiften och kan höra dit: {count}.",
        "cell": "{row} och {column}: {arenas}; andelen av behovet skulle ge {expected} (q {q}).",
    },
    "en": {
        "left": "Needs stated in cells that no source covers or that are not possible: {left}. "
        "They are left out. Such are regions that no source says it covers and in which none has a "
        "single arena, and themes that no source of the place states.",
        "alone": "With a need stated for one cell alone that can be compared, whether it has its "
        "share cannot be told.",
        "whole": "Against the need stated, in {stated} cells: fewer arenas than their share "
        "{gaps}, more {covered}, about their share {expected}, cannot tell {open}.",
        "may_belong": "Cells with fewer than their share, not counted so, as arenas of their row "
        "or column lack the other label and may belong there: {count}.",
        "cell": "{row} and {column}: {arenas}; the share of the need would give {expected} "
        "(q {q}).",
    },
}


def need_of(test: NeedTest | None, lang: str) -> tuple[str, ...]:
    """The need of a cell, what it would give, and the verdict; blanks where none is stated."""
    if test is None:
        return "", "", ""
    need = number(test.need, lang, "#,##0.##")
    return need, number(test.expected, lang), verdict_word(test.verdict, lang)


def need_lines(table: WhitespaceTable, named: Mapping[str, str], lang: str) -> Iterator[str]:
    """What is told of stated needs, and of those that could not be used."""
    says = SENTENCES[lang]
    tests = [(c, c.need) for c in table.cells if c.need and c.need.expected is not None]
    if table.parameters.need_left:
        yield says["left"].format(left=number(table.parameters.need_left, lang, "#,##0"))
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
            arenas=counted((cell.observed or 0) + (cell.outside or 0), "arenas", lang),
            expected=number(test.expected, lang),
            q=small(test.q_low, lang),
        )

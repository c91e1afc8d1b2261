"""The gap table in words and rows: what it can tell, what it cannot, and why."""

from collections import Counter

from babel.numbers import format_decimal, format_percent

from graph_schema.gap_answers import GapTable, SectorPair
from graph_schema.vocabularies import Verdict

HEADERS = {
    "sv": ("par", "möten", "väntat", "kvot", "q", "täckning", "utslag"),
    "en": ("pair", "meetings", "expected", "ratio", "q", "coverage", "verdict"),
}
SMALLEST = 0.001
SEVERAL = 3  # so many pairs are told as all of them, fewer by name
WHOLE = {"sv": "0\u00a0%", "en": "0%"}
CANDIDATE = {"sv": "kandidat", "en": "candidate"}
SENTENCES = {
    "sv": {
        Verdict.GAP: "{pair} möts i {observed} fall; deras aktivitet skulle ge {expected} "
        "(kandidat till lucka, q {q}).",
        Verdict.SURPLUS: "{pair} möts i {observed} fall; deras aktivitet skulle ge {expected} "
        "(kandidat till överskott, q {q}).",
        "tested": "{n} av {all} sektorspar kunde prövas; {told} gav utslag.",
        "all": "alla {n} par",
        Verdict.CANNOT_TELL: "Går inte att avgöra: {pairs}.",
        Verdict.INSUFFICIENT_DATA: "För lite underlag (deltagarlistor saknas): {pairs}.",
        Verdict.SUPPRESSED: "Visas inte (färre än fem aktörer): {pairs}.",
        "why": "Varför underlaget inte räcker: av arenorna bakom dessa par har {share} en "
        "deltagarlista som källan uppger är fullständig, och det behövs minst {least}. Där listan "
        "kan ha luckor kan ett möte som inte syns ändå ha ägt rum.",
        "candidate": "Kandidaterna är ännu inte prövade inom region och tema eller mot den andra "
        "slumpmodellen, och kan falla då.",
        "share": "{share} av deltagandena ligger i grupper av arenor där slumpen inte kan flytta "
        "någon, och prövas inte.",
    },
    "en": {
        Verdict.GAP: "{pair} meet {observed} times; their activity would give {expected} "
        "(candidate gap, q {q}).",
        Verdict.SURPLUS: "{pair} meet {observed} times; their activity would give {expected} "
        "(candidate surplus, q {q}).",
        "tested": "{n} of {all} pairs of sectors could be tested; {told} gave a verdict.",
        "all": "all {n} pairs",
        Verdict.CANNOT_TELL: "Cannot tell: {pairs}.",
        Verdict.INSUFFICIENT_DATA: "Too little data (lists of participants are missing): {pairs}.",
        Verdict.SUPPRESSED: "Not shown (fewer than five actors): {pairs}.",
        "why": "Why the data does not suffice: of the arenas behind these pairs {share} have a "
        "list of participants that the source says is complete, and at least {least} is needed. "
        "Where a list may have gaps, a meeting that cannot be seen may still have taken place.",
        "candidate": "The candidates have not yet been tested within region and theme or against "
        "the second random model, and may fall then.",
        "share": "{share} of the participations lie in groups of arenas where chance can move "
        "nobody; they are not tested.",
    },
}
TOLD = (Verdict.GAP, Verdict.SURPLUS)
UNTOLD = (Verdict.CANNOT_TELL, Verdict.INSUFFICIENT_DATA, Verdict.SUPPRESSED)


def number(value: float | None, lang: str, pattern: str = "#,##0.0") -> str:
    """A number as the language writes it; nothing where it was not computed."""
    return "" if value is None else format_decimal(value, pattern, locale=lang)


def small(value: float | None, lang: str) -> str:
    """A p or q: three decimals, and never shown as nought."""
    if value is not None and value < SMALLEST:
        return f"< {number(SMALLEST, lang, '0.000')}"
    return number(value, lang, "0.000")


def pair_name(pair: SectorPair, lang: str) -> str:
    """Both sectors' labels."""
    return f"{pair.a.label(lang)} – {pair.b.label(lang)}"


def verdict_name(pair: SectorPair, lang: str) -> str:
    """The verdict's label, marked where it is a candidate."""
    mark = f" ({CANDIDATE[lang]})" if pair.candidate else ""
    return pair.verdict.label(lang) + mark


def gap_rows(table: GapTable, lang: str) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Headers and one row per pair, for a terminal."""
    rows: list[tuple[str, ...]] = [
        (
            pair_name(pair, lang),
            number(pair.observed, lang, "#,##0"),
            number(pair.expected, lang),
            number(pair.ratio, lang, "0.00"),
            small(pair.q, lang),
            "" if pair.coverage is None else format_percent(pair.coverage, locale=lang),
            verdict_name(pair, lang),
        )
        for pair in table.pairs
    ]
    return HEADERS[lang], rows


def gap_summary(table: GapTable, lang: str) -> list[str]:
    """What the table can and cannot tell, in sentences made from its figures."""
    texts = SENTENCES[lang]
    count = Counter(pair.verdict for pair in table.pairs)
    told = sum(count[verdict] for verdict in TOLD)
    lines = [
        texts["tested"].format(n=told + count[Verdict.CANNOT_TELL], all=len(table.pairs), told=told)
    ]
    for pair in table.pairs:
        if pair.verdict in TOLD:
            lines.append(
                texts[pair.verdict].format(
                    pair=pair_name(pair, lang),
                    observed=number(pair.observed, lang, "#,##0"),
                    expected=number(pair.expected, lang),
                    q=small(pair.q, lang),
                )
            )
    if any(pair.candidate for pair in table.pairs):
        lines.append(texts["candidate"])
    for verdict in UNTOLD:
        names = [pair_name(pair, lang) for pair in table.pairs if pair.verdict is verdict]
        if names:
            every = len(names) == len(table.pairs) >= SEVERAL
            named = texts["all"].format(n=len(names)) if every else "; ".join(names)
            lines.append(texts[verdict].format(pairs=named))
    if table.not_tested_share:
        share = format_percent(table.not_tested_share, "#,##0.0 %", locale=lang)
        lines.append(texts["share"].format(share=share))
    return lines


def gap_reason(table: GapTable, lang: str) -> str | None:
    """Why pairs are short of data: how many of their arenas have complete lists."""
    short = [p.coverage for p in table.pairs if p.verdict is Verdict.INSUFFICIENT_DATA]
    known = sorted(coverage for coverage in short if coverage is not None)
    if not known:
        return None
    ends = [
        format_percent(coverage, WHOLE[lang], locale=lang) for coverage in (known[0], known[-1])
    ]
    share = " – ".join(dict.fromkeys(ends))
    least = format_percent(table.parameters.least_coverage, WHOLE[lang], locale=lang)
    return SENTENCES[lang]["why"].format(share=share, least=least)

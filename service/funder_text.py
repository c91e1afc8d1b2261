"""How many funders carry what, in words and rows."""

from collections.abc import Iterable

from graph_schema.answers import PartPage
from graph_schema.funder_answers import Concentration, FunderOverlap, FunderRow, FunderTable
from graph_schema.vocabularies import AmountKind
from queries.funders.concentration import LEAST_FOR_INTERVAL
from service.counted_text import counted
from service.covered_text import known_lines
from service.gap_text import number
from service.part_text import part_lines
from service.sunset_text import share

HEADERS = {
    "sv": ("område", "arenor", "med finansiär", "med flera", "finansiärer", "effektivt antal",
           "10–90 %", "störst", "del"),
    "en": ("of", "arenas", "with a funder", "with several", "funders", "effective number",
           "10–90%", "largest", "share"),
}  # fmt: skip
PAIR_HEADERS = {
    "sv": ("finansiär", "finansiär", "båda", "någon av dem", "överlapp"),
    "en": ("funder", "funder", "both", "either", "overlap"),
}
PAIRS_SHOWN = {
    "sv": "{shown} av {total} par som betalar för samma",
    "en": "{shown} of {total} pairs that pay for the same",
}
MOST_NAMED = 12
SENTENCES = {
    "sv": {
        "whole": "Av {arenas} arenor har {funded} en känd finansiär, {cofunded} av dem flera. "
        "Finansiärer: {funders}; det motsvarar {effective} lika stora{interval}.",
        "none": "Av {arenas} arenor har ingen en känd finansiär: det går inte att säga vem som "
        "bär vad.",
        "largest": "Störst är {name} med {share} av de finansierade arenorna, delade arenor "
        "räknade i lika delar.",
        "apart": "En fond, dess föregångare och den myndighet som förvaltar den räknas var för "
        "sig.",
        "one": "Bärs i praktiken av en finansiär (effektivt antal under {below}, minst {least} "
        "arenor): {names}.",
        "few": "För få finansierade arenor för att säga något (under {least}): {count} rader.",
        "hidden": "Visas inte, eftersom det är känsligt och har färre än tre aktörer eller skulle "
        "röja något som har det: {names}.",
        "money": "{kind} i {currency}: {arenas}, effektivt antal {effective}; {unknown} av "
        "de finansierade saknar ett sådant belopp, eller en av sina finansiärers.",
        "no_money": "{kind} i {currency}: hur det är delat går inte att säga.",
        "left_out": " Utelämnat, eftersom en finansiärs belopp är okänt: {count}.",
        "once": " Räknat en gång fast det står under flera finansiärer (en totalbudget, ett bidrag "
        "som Swecris listar under var och en, eller så nämner ingen källa båda): {count}.",
        "wish": "Slag av belopp läggs aldrig ihop. Effektivt antal säger hur ojämnt det är delat, "
        "inte hur det bäst vore delat. "
        "Spannet dras mot färre där var och en bär få arenor; där det inte rymmer talet självt, "
        "och under {least} arenor, visas inget. En finansiär som ingen källa anger syns inte.",
    },
    "en": {
        "whole": "Of {arenas} arenas {funded} have a known funder, {cofunded} of them several. "
        "Funders: {funders}; that is as many as {effective} of equal size{interval}.",
        "none": "Of {arenas} arenas none has a known funder: who carries what cannot be said.",
        "largest": "Largest is {name} with {share} of the funded arenas, shared arenas counted in "
        "equal parts.",
        "apart": "A fund, its forerunner and the agency that administers it are counted apart.",
        "one": "Carried in effect by one funder (effective number below {below}, {least} arenas or "
        "more): {names}.",
        "few": "Too few funded arenas to say anything (below {least}): {count} rows.",
        "hidden": "Not shown, as it is sensitive and has fewer than three actors or would tell of "
        "what has: {names}.",
        "money": "{kind} in {currency}: {arenas}, effective number {effective}; {unknown} "
        "of the funded have no such amount, or lack that of one of their funders.",
        "no_money": "{kind} in {currency}: how it is shared cannot be said.",
        "left_out": " Left out, as the amount of a funder is not known: {count}.",
        "once": " Counted once though it stands under several funders (a total budget, a grant "
        "that Swecris lists under each, or no source names both): {count}.",
        "wish": "Kinds of amounts are never added together. The effective number says how unevenly "
        "it is shared, not how it were best shared. "
        "Its range leans to fewer where each carries few arenas; where it does not hold the number "
        "itself, and below {least} arenas, none is shown. A funder that no source states "
        "is not seen.",
    },
}


def effective(found: Concentration | None, lang: str) -> str:
    """The effective number; nothing where nothing is shared."""
    return "" if found is None else number(found.effective, lang)


def bounds(found: Concentration | None, lang: str) -> str:
    """Its interval; nothing where there is none that holds the number itself."""
    if found is None or found.interval is None:
        return ""
    return "–".join(number(end, lang) for end in found.interval)


def funder_rows(table: FunderTable, lang: str) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Headers and one row per region or theme, for a terminal, with those not shown at the end."""
    untold = [(ref.name, *("–",) * (len(HEADERS[lang]) - 1)) for ref in table.hidden]
    return HEADERS[lang], [_row(row, lang) for row in table.rows] + untold


def _row(row: FunderRow, lang: str) -> tuple[str, ...]:
    largest = row.largest[0] if row.largest else None
    counts = (row.arenas, row.funded, row.cofunded, row.counted.funders if row.counted else 0)
    return (
        row.label.name if row.label is not None else "",
        *(number(count, lang, "#,##0") for count in counts),
        effective(row.counted, lang),
        bounds(row.counted, lang),
        largest.funder.name if largest is not None else "",
        share(largest.share, lang) if largest is not None else "",
    )


def funder_summary(table: FunderTable, lang: str) -> list[str]:
    """Who carries what, and what cannot be said, in sentences made from the figures."""
    texts, whole = SENTENCES[lang], table.whole
    counts = {name: number(getattr(whole, name), lang, "#,##0")
              for name in ("arenas", "funded", "cofunded")}  # fmt: skip
    wish = texts["wish"].format(least=LEAST_FOR_INTERVAL)
    part = [
        *known_lines(whole.partners_known_share, lang),
        *part_lines(exploratory=table.exploratory, lang=lang),
    ]
    untold = _first(ref.name for ref in table.hidden)
    hidden = [texts["hidden"].format(names=untold)] if untold else []
    if whole.counted is None:
        return [texts["none"].format(**counts), *hidden, wish, *part]
    shared = {
        "funders": number(whole.counted.funders, lang, "#,##0"),
        "effective": effective(whole.counted, lang),
        "interval": f" ({between})" if (between := bounds(whole.counted, lang)) else "",
    }
    lines = [texts["whole"].format(**counts, **shared)]
    lines += [
        texts["largest"].format(name=first.funder.name, share=share(first.share, lang))
        for first in whole.largest[:1]
    ]
    lines += [texts["apart"]] if whole.counted.funders > 1 else []
    least = number(table.least_arenas, lang, "0")
    names = [row.label.name for row in table.rows if row.one_funder and row.label is not None]
    if names:
        below = number(table.one_funder_below, lang)
        lines.append(texts["one"].format(below=below, least=least, names=_first(names)))
    few = sum(row.one_funder is None for row in table.rows)
    if few:
        lines.append(texts["few"].format(least=least, count=number(few, lang, "#,##0")))
    return [*lines, *hidden, *_money(table, lang), wish, *part]


def _first(names: Iterable[str]) -> str:
    """The first of many names, and that there are more."""
    named = list(names)
    return "; ".join(named[:MOST_NAMED]) + (" …" if len(named) > MOST_NAMED else "")


def _money(table: FunderTable, lang: str) -> list[str]:
    texts = SENTENCES[lang]
    lines = []
    for money in table.whole.money:
        line = texts["no_money" if money.shared is None else "money"].format(
            kind=AmountKind(money.kind).label(lang),  # type: ignore[call-arg]
            currency=money.currency,
            arenas=counted(money.arenas, "arenas", lang),
            effective=effective(money.shared, lang),
            unknown=share(money.unknown_share, lang),
        )
        if money.left_out:
            line += texts["left_out"].format(count=counted(money.left_out, "arenas", lang))
        if money.taken_for_one:
            line += texts["once"].format(count=number(money.taken_for_one, lang, "#,##0"))
        lines.append(line)
    return lines


def overlap_rows(
    found: PartPage[FunderOverlap], lang: str
) -> tuple[tuple[str, ...], list[tuple[str | int | None, ...]]]:
    """Headers and one row per pair of funders, for a terminal."""
    return PAIR_HEADERS[lang], [
        (pair.a.name, pair.b.name, pair.both, pair.either, number(pair.overlap, lang, "0.00"))
        for pair in found.items
    ]

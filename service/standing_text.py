"""How far each verdict of a gap table stands, in a sentence beside it."""

from collections.abc import Iterator

from graph_schema.gap_answers import GapTable, SectorPair
from graph_schema.scrutiny_answers import Fragility, Scrutiny
from service.gap_text import FOUND, number, pair_name, quoted
from service.identity_text import named
from service.scrutiny_text import decisive, phrases

MOST_NAMED = 3  # arenas and actors a verdict hangs on; the page of its own has them all


def has_verdicts(table: GapTable) -> bool:
    """Whether any pair meets less or more often than chance would give."""
    return any(pair.verdict in FOUND for pair in table.pairs)


def standing_lines(table: GapTable, found: Scrutiny, lang: str) -> list[str]:
    """A sentence for each gap or surplus: what alone undoes it, or that nothing tried does.

    Those that stand come first: which nothing single undoes, one unknown participation included.
    """
    names, found_of = table.labels(lang), [p for p in table.pairs if p.verdict in FOUND]
    ordered = sorted(found_of, key=lambda pair: _is_frail(pair, found))
    return [" ".join((f"{pair_name(pair, names)}:", *_said(pair, found, lang))) for pair in ordered]


def standing_summary(table: GapTable, found: Scrutiny | None, lang: str) -> list[str]:
    """In one sentence which verdicts hang on something single, for where they are told in short.

    None where there is no verdict; where scrutiny was not made (None) it says that.
    """
    found_of = [pair for pair in table.pairs if pair.verdict in FOUND]
    if not found_of:
        return []
    texts, count = phrases(lang), number(len(found_of), lang, "#,##0")
    if found is None:
        return [texts["standing_untried"]]
    names = table.labels(lang)
    frail = [pair_name(pair, names) for pair in found_of if _is_frail(pair, found)]
    if not frail:
        return [texts["standing_all_firm"].format(count=count)]
    few = number(len(frail), lang, "#,##0")
    return [texts["standing_some"].format(few=few, count=count, pairs="; ".join(frail))]


def _is_frail(pair: SectorPair, found: Scrutiny) -> bool:
    few = (each.at_most for each in found.fragility if _is(each, pair))
    return bool(decisive(pair, found)) or any(n is not None and n <= 1 for n in few)


def _said(pair: SectorPair, found: Scrutiny, lang: str) -> Iterator[str]:
    texts, hanging = phrases(lang), decisive(pair, found)
    if hanging:
        shown = named([quoted(name, lang) for name in hanging[:MOST_NAMED]], lang)
        more = number(len(hanging) - MOST_NAMED, lang, "#,##0")
        key = "standing_hangs" if len(hanging) <= MOST_NAMED else "standing_hangs_more"
        yield texts[key].format(names=shown, more=more)
    else:
        yield texts["standing_single"].format(arenas=len(found.arenas), actors=len(found.actors))
    yield from (_undone(each, lang) for each in found.fragility if _is(each, pair))


def _is(each: Fragility, pair: SectorPair) -> bool:
    return (each.a, each.b) == (pair.a, pair.b)


def _undone(found: Fragility, lang: str) -> str:
    """How few participations that no source has would make it no gap."""
    texts = phrases(lang)
    if found.at_most == 0:
        return texts["standing_edge"]
    if found.at_most is None:
        return texts["standing_hardly"].format(tried=number(found.tried, lang, "#,##0"))
    key = "standing_undone_one" if found.at_most == 1 else "standing_undone"
    return texts[key].format(count=number(found.at_most, lang, "#,##0"))

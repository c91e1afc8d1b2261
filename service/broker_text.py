"""Bridges and brokers in words and rows: what hangs on whom, and how sure that is."""

from typing import TypeVar

from graph_schema.network_answers import (
    BridgingAnswer,
    Broker,
    BrokersAnswer,
    NetworkSummary,
    RankedBy,
    Stability,
)
from queries.network.brokers import BrokerQuestion
from queries.readmodel.open import ReadModel
from service.counted_text import counted
from service.examining import examining_command
from service.gap_text import number
from service.listed_text import coverage_lines, is_thin, share
from service.part_text import part_lines

AnswerT = TypeVar("AnswerT", BrokersAnswer, BridgingAnswer)

MEASURES: dict[str, dict[RankedBy, str]] = {
    "sv": {
        "sole_pairs": "Par som bara en aktör binder ihop",
        "cut_mass": "Aktörer som hamnar utanför",
        "brokerage": "Par med en aktör emellan",
        "betweenness": "Kortaste vägar genom en aktör",
        "constraint": "Bundenhet för sitt antal parter (Burt)",
    },
    "en": {
        "sole_pairs": "Pairs that only one actor connects",
        "cut_mass": "Actors cut off",
        "brokerage": "Pairs with one actor between",
        "betweenness": "Shortest ways through an actor",
        "constraint": "Constraint for its number of partners (Burt)",
    },
}
HEADERS = {
    "sv": (
        "aktör", "sektor", "parter", "ensam om par", "andel", "utanför", "par emellan", "z",
        "kortaste vägar", "bundenhet", "kvar",
    ),
    "en": (
        "actor", "sector", "partners", "sole pairs", "share", "cut off", "pairs between", "z",
        "shortest ways", "constraint", "stays",
    ),
}  # fmt: skip
ARENA_HEADERS = {
    "sv": ("arena", "år", "aktörer", "delar", "utanför", "par som skiljs åt", "kvar"),
    "en": ("arena", "year", "actors", "pieces", "cut off", "pairs separated", "stays"),
}
FEW = 3  # of the first, to say how much hangs on so few
SENTENCES = {
    "sv": {
        "nothing": "Inga medverkanden i urvalet: det finns inget att säga om vem som står emellan.",
        "network": "{actors} har medverkat i {arenas}, och {ties} av dem har mötts. Den största "
        "sammanhängande delen har {largest}.",
        "sole": "{pairs} av aktörer ur olika sektorer utan känd gemensam arena bland dessa hänger "
        "ihop genom en enda annan aktör.",
        "unplaced": "{unknown} av aktörerna har okänd sektor och är inte med i paren.",
        "no_sectors": "Ingen aktörs sektor är känd: om par ur olika sektorer hänger ihop genom en "
        "enda annan aktör är okänt.",
        "burden": "De {few} första i listan bär tillsammans {share} av dem.",
        "cut": "{which} håller var för sig samman delar av nätet: utan dem skulle minst {least} "
        "aktörer skiljas från den största del som blir kvar.",
        "cut_one": "{which} håller samman delar av nätet: utan den skulle minst {least} aktörer "
        "skiljas från den största del som blir kvar.",
        "cut_none": "Ingen enskild aktör eller arena håller samman delar av nätet: utan en av dem "
        "skulle färre än {least} aktörer skiljas från den största del som blir kvar.",
        "singles": "Av dem skiljer {singles} bara enskilda aktörer från resten, var och en för "
        "sig.",
        "bridges": "{bridges} enskilda medverkanden håller också samman delar.",
        "bridges_one": "1 enskild medverkan håller också samman delar.",
        "merit": "Det här är sårbarhet och arbetsbörda, inte förtjänst: många vägar genom en aktör "
        "är något att dela på, inte ett betyg.",
        "stable": "När en femtedel av medverkandena döljs på måfå, {repeats} gånger, är i snitt "
        "{overlap} av de {first} första kvar bland dem, som sämst {least}.",
        "jaccard": "Av alla som håller samman delar återfinns i snitt {jaccard}.",
        "null": "z jämför med {draws} slumpnät där varje aktör har lika många arenor och varje "
        "arena lika många aktörer som i kartan, inom källa, slag, år, region och tema; {share} av "
        "medverkandena i arenor med minst två aktörer kan slumpen inte flytta. Slumpen sprider lag "
        "som möts gång på gång: där sådana finns hamnar fler än fem av hundra aktörer utanför −2 "
        "och 2, oftast nedåt.",
        "thin_null": "Med så få fullständiga listor kan z lika gärna bero på vilka som har "
        "listats.",
        "sampled": "Kortaste vägar är skattade från {starts} slumpvis valda startpunkter; "
        "standardfelet står bredvid.",
        "missing": "Inte beräknat för den här versionen: {what}. Det görs med: {command}",
        "missing_null": "jämförelsen med slumpen (z)",
        "missing_stability": "hur listan står sig när uppgifter saknas",
        "and": " och ",
    },
    "en": {
        "nothing": "No participations in this part: there is nothing to say of who stands between.",
        "network": "{actors} took part in {arenas}, and {ties} of them met. The largest connected "
        "part has {largest}.",
        "sole": "A single other actor connects {pairs} of actors of different sectors with no "
        "known arena in common among these.",
        "unplaced": "The sector of {unknown} of the actors is unknown: they are in no pair.",
        "no_sectors": "The sector of no actor is known: whether pairs of different sectors are "
        "connected by a single other actor is unknown.",
        "burden": "The first {few} in the list carry {share} of them together.",
        "cut": "{which} each hold parts of the network together: without them at least {least} "
        "actors would be parted from the largest piece left.",
        "cut_one": "{which} holds parts of the network together: without it at least {least} "
        "actors would be parted from the largest piece left.",
        "cut_none": "No single actor or arena holds parts of the network together: without one of "
        "them fewer than {least} actors would be parted from the largest piece left.",
        "singles": "Of these, {singles} part only single actors from the rest, each by itself.",
        "bridges": "{bridges} single participations hold parts together too.",
        "bridges_one": "1 single participation holds parts together too.",
        "merit": "This is risk and workload, not merit: many ways through one actor are something "
        "to share, not a mark.",
        "stable": "When a fifth of the participations is hidden at random, {repeats} times, "
        "{overlap} of the first {first} stay among them on average, {least} in the worst case.",
        "jaccard": "Of all that hold parts together {jaccard} are found again on average.",
        "null": "z compares with {draws} random networks in which each actor has as many arenas "
        "and each arena as many actors as on the map, within source, kind, year, region and theme; "
        "chance cannot move {share} of the participations in arenas of two or more. Chance scatters"
        " teams that meet again and again: where there are such, more than five of a hundred actors"
        " lie outside −2 and 2, most often below.",
        "thin_null": "With so few whole lists z may as well come from who was listed.",
        "sampled": "Shortest ways are estimated from {starts} starting points drawn at random; the "
        "standard error stands beside them.",
        "missing": "Not computed for this version: {what}. This computes it: {command}",
        "missing_null": "the comparison with chance (z)",
        "missing_stability": "how the list fares when data is missing",
        "and": " and ",
    },
}


def broker_summary(found: BrokersAnswer, lang: str) -> list[str]:
    """What the ranking says and what it does not, in sentences made from its figures."""
    says, network = SENTENCES[lang], found.network
    if not network.participations:
        return [says["nothing"]]
    lines = [
        says["network"].format(
            actors=counted(network.actors, "actors", lang),
            arenas=counted(network.arenas, "arenas", lang),
            ties=counted(network.ties, "pairs", lang),
            largest=counted(network.largest_piece, "actors", lang),
        ),
        _sole(network, lang),
    ]
    burdens = [broker.burden for broker in found.items[:FEW] if broker.burden is not None]
    if found.by == "sole_pairs" and len(burdens) == FEW < found.total:
        lines[-1] += " " + says["burden"].format(few=FEW, share=share(sum(burdens), lang))
    if network.unknown_sector and network.unknown_sector != network.actors:
        lines[-1] += " " + _filled(says["unplaced"], lang, unknown=network.unknown_sector)
    lines.append(_cut(found, lang))
    lines.append(says["merit"])
    lines += coverage_lines(found.coverage, lang)
    if found.by == "betweenness" and not found.parameters.exact_betweenness:
        lines.append(_filled(says["sampled"], lang, starts=found.parameters.starts))
    if found.null is not None:
        untested, draws = found.null.not_tested_share, number(found.null.draws, lang, "#,##0")
        lines.append(says["null"].format(draws=draws, share=share(untested, lang)))
        if is_thin(found.coverage):
            lines[-1] += " " + says["thin_null"]
    return lines + stability_lines(found, lang)


def _sole(network: NetworkSummary, lang: str) -> str:
    """How many pairs hang on one actor, where that can be said."""
    says = SENTENCES[lang]
    if network.unknown_sector == network.actors:
        return says["no_sectors"]
    return says["sole"].format(pairs=counted(network.sole_pairs, "pairs", lang))


def arena_summary(found: BridgingAnswer, lang: str) -> list[str]:
    """The same of arenas."""
    says, network = SENTENCES[lang], found.network
    if not network.participations:
        return [says["nothing"]]
    lines = [_cut(found, lang), *coverage_lines(found.coverage, lang)]
    return lines + stability_lines(found, lang)


def stability_lines(found: BrokersAnswer | BridgingAnswer, lang: str) -> list[str]:
    """That a part was chosen, how the ranking fares without data, and what is not computed yet."""
    says, lines = SENTENCES[lang], part_lines(exploratory=found.exploratory, lang=lang)
    if found.stability is not None:
        lines.append(_stable(found.stability, lang))
    if found.command is not None:
        missing = ["stability"] if found.stability is None else []
        if isinstance(found, BrokersAnswer) and found.null is None:
            missing.insert(0, "null")
        what = says["and"].join(says[f"missing_{name}"] for name in missing)
        lines.append(says["missing"].format(what=what, command=found.command))
    return lines


def _cut(found: BrokersAnswer | BridgingAnswer, lang: str) -> str:
    says, network, least = SENTENCES[lang], found.network, found.parameters.least_mass
    parts = {"actors": network.cut_actors_of_mass, "arenas": network.cut_arenas_of_mass}
    which = says["and"].join(counted(n, noun, lang) for noun, n in parts.items() if n)
    cut = _form("cut", sum(parts.values())) if which else "cut_none"
    held = says[cut].format(which=which, least=number(least, lang, "#,##0"))
    if singles := network.cut_actors_of_singles + network.cut_arenas_of_singles:
        held += " " + _filled(says["singles"], lang, singles=singles)
    if not network.bridges_of_mass:
        return held
    bridges = says[_form("bridges", network.bridges_of_mass)]
    return f"{held} {_filled(bridges, lang, bridges=network.bridges_of_mass)}"


def _form(key: str, count: int) -> str:
    return f"{key}_one" if count == 1 else key


def _stable(stability: Stability, lang: str) -> str:
    says = SENTENCES[lang]
    line = says["stable"].format(
        repeats=stability.repeats,
        first=stability.first,
        overlap=share(stability.overlap, lang, fine=False),
        least=share(stability.least, lang, fine=False),
    )
    if stability.jaccard is None:
        return line
    return f"{line} {says['jaccard'].format(jaccard=share(stability.jaccard, lang, fine=False))}"


def with_command(
    found: AnswerT, question: BrokerQuestion, model: ReadModel, as_of: str | None
) -> AnswerT:
    """The answer with the command that computes what it has not got; an empty one lacks nothing."""
    whole = found.stability is not None
    if isinstance(found, BrokersAnswer):
        whole = whole and found.null is not None
    if whole or not found.total:
        return found.model_copy(update={"command": None})
    command = examining_command("bridges", question, model.audience, as_of)
    return found.model_copy(update={"command": command})


def broker_rows(found: BrokersAnswer, lang: str) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Headers and one row per actor, for a terminal."""
    repeats = found.stability.repeats if found.stability is not None else None
    rows: list[tuple[str, ...]] = [
        (
            with_units(broker),
            broker.sector.label(lang),
            number(broker.partners, lang, "#,##0"),
            number(broker.sole_pairs, lang, "#,##0"),
            share(broker.burden, lang),
            number(broker.cut_mass, lang, "#,##0"),
            number(broker.roles.total, lang, "#,##0"),
            number(None if (n := broker.against_null) is None else n.total.z, lang),
            number(broker.betweenness, lang, "#,##0"),
            number(broker.constraint, lang, "0.000"),
            "" if broker.stays is None else f"{broker.stays}/{repeats}",
        )
        for broker in found.items
    ]
    return HEADERS[lang], rows


def with_units(broker: Broker) -> str:
    """The actor's name, and those of its parts that count as it."""
    more = ["…"] if broker.units_total > len(broker.units) else []
    return " + ".join([broker.actor.name, *(unit.name for unit in broker.units), *more])


def arena_rows(found: BridgingAnswer, lang: str) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Headers and one row per arena, for a terminal."""
    repeats = found.stability.repeats if found.stability is not None else None
    rows = [
        (
            arena.arena.name,
            "" if arena.year is None else str(arena.year),
            *(
                number(value, lang, "#,##0")
                for value in (
                    arena.participants, arena.pieces, arena.cut_mass, arena.pairs_separated,
                )
            ),
            "" if arena.stays is None else f"{arena.stays}/{repeats}",
        )
        for arena in found.items
    ]  # fmt: skip
    return ARENA_HEADERS[lang], rows


def _filled(text: str, lang: str, **counts: int) -> str:
    return text.format(**{name: number(count, lang, "#,##0") for name, count in counts.items()})

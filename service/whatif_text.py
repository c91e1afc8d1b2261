"""A change and what it makes different, in words and rows."""

from collections.abc import Iterator
from typing import NamedTuple

from graph_schema.vocabularies import Sector
from graph_schema.whatif_answers import (
    Compared,
    FigureName,
    UnderstoodPart,
    WhatIf,
    WhatIfFigure,
    WhatIfPair,
)
from queries.whatif.effort import PLACEBO_DRAWS
from queries.whatif.language import is_new
from queries.whatif.values import BY_DRAWS
from service.gap_text import number
from service.sunset_text import share
from service.whatif_actor_text import chosen_line, moves_beyond, moving_line
from service.whatif_further_text import further_lines
from service.whatif_placing_text import placing_words
from service.whatif_values import HEADERS, between, signed
from visualisations.whatif import figure_word, pair_word, shown
from visualisations.whatif_phrases import WhatIfPhrase
from visualisations.wording import MISSING

PAIR_HEADERS = {
    "sv": ("par", "möten", "väntat", "kvot R", "z (utforskande)"),
    "en": ("pair", "meetings", "expected", "ratio R", "z (exploratory)"),
}
COUNTED = ("participations", "actors", "arenas")
"""Figures that say how large the change is, not what it does."""
NAMED = 8  # things told by name in one sentence
SENTENCES = {
    "sv": {
        "fact": "Det är en beräkning på kartan, ingen prognos: inget sägs om vad som händer om "
        "ändringen blir av. Inget av den lagras.",
        "beyond": "Utanför vad nio av tio slumpvisa ändringar gav: {figures}.",
        "within": "Inget mått på kartan ligger utanför vad nio av tio slumpvisa ändringar gav.",
        "many": "Av {held} mått som hålls mot slumpen ligger {beyond} utanför nio av tio. Högst "
        "omkring {alone} gör det av en slump ensam, och många mått säger samma sak i andra ord.",
        "placebo": "Slumpen är {draws} ändringar av samma slag (frö {seed}): den som kommer är "
        "dragen efter aktivitet, det som går är en annan aktör som är nästan lika aktiv, en "
        "annan arena av nästan samma storlek eller ett annat deltagande i en sådan. Varje ny "
        "koppling gör kartan tätare; det är skillnaden mot slumpen som säger något.",
        "fewer": "De är färre än hundra, eftersom kartan har fler än 30 000 deltaganden: nio av "
        "tio är då från den minsta till den största.",
        "not_computed": "Vad slumpvisa ändringar av samma slag ger är inte beräknat än: måtten "
        "före och efter är räknade, men om skillnaden är stor eller liten går inte att säga.",
        "too_large": "Ingen jämförelse med slumpen är gjord: kartan har fler än 100 000 "
        "deltaganden.",
        "no_others": "Ingen jämförelse med slumpen är gjord: det finns inga andra på kartan som "
        "kan tas bort i stället för dem som ändringen tar bort.",
        "small": "Inget z ges: det räknas med en formel i stället för dragningar, och den fordrar "
        "{least} deltaganden och i snitt {least_mean} per stratum. Här är de {participations} och "
        "{mean}. Väntat antal och kvot är av samma formel och utforskande.",
        "large": "z är utforskande, räknat med en formel i stället för dragningar. Strata är stora "
        "nog för formeln; ett p-värde fordrar ändå dragningar.",
        "short": "Par utan kvot: {count} av {all}. Deltagarlistor där är för ofullständiga, "
        "och en skillnad säger inget om vilka som möts.",
        "suppressed": "Par som inte visas: {count}. Någon av sektorerna har för få aktörer, före "
        "eller efter.",
        "known": "{share} av arenorna har en deltagarlista som källan uppger är fullständig.",
        "index": "E-I-index ges inte: deltagarlistorna är för ofullständiga eller aktörerna för "
        "få, före eller efter.",
        "efficiency": "Närheten är mätt från {starts} aktörer, dragna blint.",
    },
    "en": {
        "fact": "This is arithmetic on the map, no forecast: nothing is said of what happens if "
        "the change comes about. None of it is stored.",
        "beyond": "Outside what nine in ten random changes gave: {figures}.",
        "within": "No figure of the whole map lies outside what nine in ten random changes gave.",
        "many": "Of {held} figures held against chance, outside nine in ten: {beyond}. Up to about "
        "{alone} would be by chance alone, and many figures say the same thing in other words.",
        "placebo": "Chance is {draws} changes of the same kind (seed {seed}): who comes is drawn "
        "by activity, what goes is another actor that is nearly as active, another arena of "
        "nearly the same size or another participation in one like it. Every new tie makes the map "
        "denser; it is the difference from chance that says something.",
        "fewer": "They are fewer than a hundred, as the map has more than 30,000 participations: "
        "nine in ten is then from the smallest to the largest.",
        "not_computed": "What random changes of the same kind give is not computed yet: figures "
        "before and after are, but whether a difference is large or small cannot be said.",
        "too_large": "No comparison with chance was made: the map has more than 100,000 "
        "participations.",
        "no_others": "No comparison with chance was made: there are no others on the map that can "
        "go in place of what the change takes away.",
        "small": "No z is given: it is computed by a formula instead of draws, which takes {least} "
        "participations and {least_mean} in the mean stratum. Here they are {participations} and "
        "{mean}. The expected number and the ratio are of the same formula, and exploratory.",
        "large": "z is exploratory, computed by a formula instead of draws. Strata are large "
        "enough for the formula; a p-value takes draws all the same.",
        "short": "Pairs without ratio: {count} of {all}. Lists of participants there are too "
        "incomplete, and a difference says nothing of who meets.",
        "suppressed": "Pairs that are not shown: {count}. One of the sectors has too few actors, "
        "before or after.",
        "known": "{share} of the arenas have a list of participants that the source says is "
        "complete.",
        "index": "No E-I index is given: lists of participants are too incomplete or actors too "
        "few, before or after.",
        "efficiency": "Closeness is measured from {starts} actors, drawn blindly.",
    },
}
PARTS = {
    "sv": {
        "add": "Nya arenor: {times}, med {who}", "call": "Utlysning av {funder}: {times} arenor "
        "med {who}", "drop": "Arena som tas bort: {arena}", "gone": "Aktör som tas bort: {who}",
        "join": "Kommer med i {arena}: {who}", "leave": "Lämnar {arena}: {who}",
        "new": "ny {sector}", "lots": "aktörer dragna med lott: {names}",
        "change": "deltaganden {number}",
    },
    "en": {
        "add": "New arenas: {times}, with {who}", "call": "Call by {funder}: {times} arenas with "
        "{who}", "drop": "Arena taken away: {arena}", "gone": "Actor taken away: {who}",
        "join": "To {arena} come {who}", "leave": "From {arena} go {who}",
        "new": "a new one, {sector}", "lots": "actors drawn by lot: {names}",
        "change": "participations {number}",
    },
}  # fmt: skip


HEADINGS: dict[str, dict[FigureName, str]] = {
    "sv": {
        "participations": "Så mycket finns",
        "ei_index": "Vilka möts",
        "pieces": "Hur det hänger ihop",
        "sole_pairs": "Vem som står emellan",
        "three_sectors": "Flera sektorer i samma arena",
        "solo_actors": "Utanför",
        "core_actors": "Kärnan och grupperna",
        "funded_arenas": "Vem som betalar",
        "filled_cells": "Vita fält",
        "cross_ties": "Slutar snart",
        "voice_share": "Målgruppens röst, och trend",
    },
    "en": {
        "participations": "How much there is",
        "ei_index": "Who meets",
        "pieces": "How it holds together",
        "sole_pairs": "Who stands between",
        "three_sectors": "Several sectors in one arena",
        "solo_actors": "Outside",
        "core_actors": "The core and the groups",
        "funded_arenas": "Who pays",
        "filled_cells": "White space",
        "cross_ties": "Ending soon",
        "voice_share": "Voice of the target group, and trend",
    },
}
"""What stands above the first figure of each answer."""


class FigureGroup(NamedTuple):
    """Figures of one answer: the name, cells and whether beyond chance of each.

    ``changed``, ``untold`` and ``beyond`` count them: those that differ, those of which that is not
    known, and those beyond chance, None where nothing was drawn; ``is_open`` where there is
    something to see at once.
    """

    heading: str
    rows: list[tuple[FigureName, tuple[str, ...], bool]]
    changed: int
    untold: int
    beyond: int | None
    is_open: bool


def figure_rows(found: WhatIf, lang: str) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Headers and one row per figure."""
    lacks = found.not_computed is not None
    return HEADERS[lang], [_figure(each, lang, lacking=lacks) for each in found.figures]


def figure_groups(found: WhatIf, lang: str) -> list[FigureGroup]:
    """The figures by the answer they are of, with their rows."""
    rows = zip(found.figures, figure_rows(found, lang)[1], strict=True)
    groups: list[tuple[str, list[tuple[WhatIfFigure, tuple[str, ...]]]]] = []
    for each, row in rows:
        if each.name in HEADINGS[lang]:
            groups.append((HEADINGS[lang][each.name], []))
        groups[-1][1].append((each, row))
    drawn = found.placebo_draws > 0
    return [_group(heading, members, drawn=drawn) for heading, members in groups]


def _group(
    heading: str, members: list[tuple[WhatIfFigure, tuple[str, ...]]], *, drawn: bool
) -> FigureGroup:
    figures = [each for each, _ in members]
    beyond = sum(is_beyond(each) for each in figures)
    changed = sum(bool(each.difference) for each in figures)
    return FigureGroup(
        heading=heading,
        rows=[(each.name, row, is_beyond(each)) for each, row in members],
        changed=changed,
        untold=sum(each.difference is None for each in figures),
        beyond=beyond if drawn else None,
        is_open=bool(beyond if drawn else changed) and figures[0].name not in COUNTED,
    )


def _figure(each: WhatIfFigure, lang: str, *, lacking: bool) -> tuple[str, ...]:
    chance = between(each.name, each.placebo, lang, lacking=lacking and each.difference is not None)
    told = (signed(each.name, each.difference, lang), chance)
    values = [shown(each.name, value, lang) for value in (each.before, each.after)]
    if lacking and each.name in BY_DRAWS:
        values = [WhatIfPhrase.NOT_COMPUTED.label(lang)] * 2
    return (figure_word(each.name, lang), *values, *told)


def pair_rows(found: WhatIf, lang: str) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Headers and one row per pair, before → after."""
    return PAIR_HEADERS[lang], [_pair(pair, lang) for pair in found.pairs]


def _pair(pair: WhatIfPair, lang: str) -> tuple[str, ...]:
    return (
        pair_word(pair, lang),
        _both(pair.observed, lang, "#,##0"),
        _both(pair.expected, lang),
        _both(pair.ratio, lang, "0.00"),
        _both(pair.z, lang, "0.00"),
    )


def _both(each: Compared | None, lang: str, pattern: str = "#,##0.0") -> str:
    if each is None:
        return MISSING
    return " → ".join(number(v, lang, pattern) or MISSING for v in (each.before, each.after))


def whatif_summary(found: WhatIf, lang: str) -> list[str]:
    """What lies outside chance, what z is worth, and what is not known."""
    texts = SENTENCES[lang]
    known = texts["known"].format(share=share(found.partners_known_share, lang))
    if found.placebo_draws:
        lines = [*_beside_chance(found, lang), texts["fact"], known]
        counted = {"draws": found.placebo_draws, "seed": found.question.seed}
        lines.append(texts["placebo"].format(**counted))
        lines += [texts["fewer"]] if found.placebo_draws < PLACEBO_DRAWS else []
    else:
        lacks = "not_computed" if found.not_computed else found.without_placebo or "too_large"
        lines = [texts[lacks], texts["fact"], known]
    return [
        *lines, chosen_line(lang), _of_formula(found, lang), *_not_told(found, lang),
        *further_lines(found, lang),
    ]  # fmt: skip


def _beside_chance(found: WhatIf, lang: str) -> list[str]:
    """What lies outside it: of the map, of any one actor, and how much would do so anyway."""
    texts = SENTENCES[lang]
    beyond = [figure_word(each.name, lang) for each in found.figures if is_beyond(each)]
    told = texts["beyond"].format(figures=", ".join(beyond)) if beyond else texts["within"]
    return [told, moving_line(found, lang), _many(found, lang)]


def is_beyond(each: WhatIfFigure) -> bool:
    """Whether a figure differs by more, or less, than nine in ten random changes make it differ."""
    if each.name in COUNTED or each.placebo is None or each.difference is None:
        return False
    return not each.placebo.low <= each.difference <= each.placebo.high


def _many(found: WhatIf, lang: str) -> str:
    """How many figures are held against chance, and how many of them would lie outside anyway."""
    whole = [is_beyond(f) for f in found.figures if f.placebo and f.name not in COUNTED]
    held = whole + [moves_beyond(most) for most in found.most if most.placebo]
    told = {"held": len(held), "beyond": sum(held)}
    alone = number(len(held) / 10, lang, "#,##0.#")
    return SENTENCES[lang]["many"].format(**told, alone=alone)


def _of_formula(found: WhatIf, lang: str) -> str:
    use = found.closed_form
    values = {
        "least": use.least_participations, "least_mean": use.least_mean_per_stratum,
        "participations": use.participations, "mean": use.mean_per_stratum,
    }  # fmt: skip
    told = {name: number(value, lang, "#,##0") for name, value in values.items()}
    return SENTENCES[lang]["large" if use.allowed else "small"].format(**told)


def _not_told(found: WhatIf, lang: str) -> Iterator[str]:
    texts = SENTENCES[lang]
    short = sum(pair.shown == "insufficient_data" for pair in found.pairs)
    hidden = sum(pair.shown == "suppressed" for pair in found.pairs)
    if short:
        yield texts["short"].format(count=short, all=len(found.pairs))
    if hidden:
        yield texts["suppressed"].format(count=hidden)
    if any(each.name == "ei_difference" and each.difference is None for each in found.figures):
        yield texts["index"]
    if found.efficiency_starts is not None:
        yield texts["efficiency"].format(starts=number(found.efficiency_starts, lang, "#,##0"))


def understood_lines(found: WhatIf, lang: str) -> list[str]:
    """How each part was understood."""
    return [_understood(part, lang) for part in found.understood]


def _new(word: str, lang: str) -> str:
    """A new actor of each arena, or the same one in all where it has a label of its own."""
    code, _, label = word.partition(":")
    sector = next(each for each in Sector if each.value == code)
    said = PARTS[lang]["new"].format(sector=sector.label(lang))
    return f"{said} ({label})" if label else said


def _understood(read: UnderstoodPart, lang: str) -> str:
    texts = PARTS[lang]
    who = [ref.name for ref in read.actors[:NAMED]]
    if read.part.times == 1:
        who += [texts["new"].format(sector=sector.label(lang)) for sector in read.new[:NAMED]]
    else:
        who += [_new(word, lang) for word in read.part.who if is_new(word)][:NAMED]
    if read.lots:
        names = ", ".join(ref.name for ref in read.lots[:NAMED])
        who.append(texts["lots"].format(names=names + (" …" if len(read.lots) > NAMED else "")))
    told = texts[read.part.do].format(
        times=read.part.times,
        who=", ".join(who),
        arena=read.arena.name if read.arena else "",
        funder=read.funder.name if read.funder else "",
    )
    ends = [] if read.placed is None else [placing_words(read.placed, read.placing, lang)]
    ends.append(texts["change"].format(number=f"{read.participations:+d}"))
    return f"{told} ({'; '.join(ends)})"

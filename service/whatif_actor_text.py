"""The actors that a change moves most, in words and rows."""

from typing import Literal, NamedTuple, get_args

from graph_schema.whatif_answers import WhatIf, WhatIfActor, WhatIfMost
from service.gap_text import number
from service.whatif_values import HEADERS, between, signed
from visualisations.whatif import actor_figure_word, shown
from visualisations.whatif_phrases import WhatIfPhrase
from visualisations.wording import MISSING

Z_HEADER = {"sv": "z av dragningar", "en": "z by draws"}
Way = Literal["more", "less", "nobody"]
WAYS: tuple[Way, ...] = get_args(Way)
SENTENCES = {
    "sv": {
        "any": "Störst för någon aktör (det ändras för {actors})",
        "more": "Störst ändring för någon enskild aktör, större än nio av tio slumpvisa gav: "
        "{figures}.",
        "less": "Störst ändring för någon enskild aktör, mindre än nio av tio slumpvisa gav: "
        "{figures}.",
        "nobody": "Ändras inte för någon aktör, fast nio av tio slumpvisa ändrar det för någon: "
        "{figures}.",
        "moving_within": "För ingen enskild aktör ändras ett mått mer, eller mindre, än där nio av "
        "tio slumpvisa ändringar ändrar det mest.",
        "chosen": "Enskilda aktörer är valda för att ändringen påverkar dem mest. Deras egen slump "
        "är samma aktör i slumpvisa ändringar, som sällan rör den; det som hålls mot slumpen är "
        "därför den största ändringen för någon aktör. Den som kommer eller går är inte med.",
    },
    "en": {
        "any": "Largest for any actor (it changes for {actors})",
        "more": "Largest change for any one actor, larger than nine in ten random ones gave: "
        "{figures}.",
        "less": "Largest change for any one actor, smaller than nine in ten random ones gave: "
        "{figures}.",
        "nobody": "Changes for no actor, though nine in ten random ones change it for somebody: "
        "{figures}.",
        "moving_within": "For no single actor does a figure change more, or less, than where nine "
        "in ten random changes change it most.",
        "chosen": "Single actors are chosen because the change moves them most. Their own chance "
        "is the same actor in random changes, which seldom concern it; what is held against chance "
        "is therefore the largest change of any actor. Who comes or goes is left out.",
    },
}


class Moving(NamedTuple):
    """A row of the table of actors: what its card is called, its words, and whether it is beyond.

    The first of every figure is of anybody, and has no actor.
    """

    key: str
    actor: str | None
    cells: tuple[str, ...]
    beyond: bool


def actor_rows(found: WhatIf, lang: str) -> tuple[tuple[str, ...], list[tuple[str, list[Moving]]]]:
    """Headers, and for each figure its word and rows: the largest difference, then by actor."""
    headers = (WhatIfPhrase.ACTOR.label(lang), *HEADERS[lang][1:], Z_HEADER[lang])
    lacks = found.not_computed is not None
    parts = [
        (
            actor_figure_word(most.figure, lang),
            [_any(most, lang, lacking=lacks)]
            + [
                _actor(each, lang, lacking=lacks)
                for each in found.actors
                if each.figure == most.figure
            ],
        )
        for most in found.most
        if most.largest is not None
    ]
    return headers, parts


def _any(most: WhatIfMost, lang: str, *, lacking: bool) -> Moving:
    chance = between(most.figure, None, lang, lacking=lacking)
    if most.placebo is not None:
        ends = (most.placebo.low, most.placebo.high)
        chance = " … ".join(shown(most.figure, end, lang) for end in ends)
    said = SENTENCES[lang]["any"].format(actors=number(most.actors, lang, "#,##0"))
    cells = (said, MISSING, MISSING, shown(most.figure, most.largest, lang), chance, MISSING)
    return Moving(f"most/{most.figure}", None, cells, moves_beyond(most))


def _actor(each: WhatIfActor, lang: str, *, lacking: bool) -> Moving:
    name = each.figure
    cells = (
        each.actor.name,
        *(shown(name, value, lang) for value in (each.before, each.after)),
        signed(name, each.difference, lang),
        between(name, each.placebo, lang, lacking=lacking),
        _z(each, lang),
    )
    return Moving(f"actor/{name}/{each.actor.id}", each.actor.id, cells, beyond=False)


def _z(each: WhatIfActor, lang: str) -> str:
    """z of a role, before → after."""
    if each.z is None:
        return MISSING
    ends = (each.z.before, each.z.after)
    return " → ".join(number(end, lang, "0.00") or MISSING for end in ends)


def moves_beyond(most: WhatIfMost) -> bool:
    """Whether it moves whom it moves most further, or less far, than nine in ten random changes."""
    return _way(most) is not None


def _way(most: WhatIfMost) -> Way | None:
    """Which way it lies outside nine in ten random changes, if it does."""
    if most.placebo is None or most.largest is None:
        return None
    if most.largest > most.placebo.high:
        return "more"
    if most.largest < most.placebo.low:
        return "less" if most.largest > 0 else "nobody"
    return None


def moving_line(found: WhatIf, lang: str) -> str:
    """Which figures move somebody further than random changes do, less far, or nobody at all."""
    texts = SENTENCES[lang]
    said = []
    for way in WAYS:
        words = [actor_figure_word(most.figure, lang) for most in found.most if _way(most) == way]
        said += [texts[way].format(figures=", ".join(words))] if words else []
    return " ".join(said) or texts["moving_within"]


def chosen_line(lang: str) -> str:
    """What the chance of a single actor is, and is not."""
    return SENTENCES[lang]["chosen"]

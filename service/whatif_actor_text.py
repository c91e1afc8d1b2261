"""The actors that a change moves most, in words and rows."""

from typing import NamedTuple

from graph_schema.whatif_answers import WhatIf, WhatIfActor, WhatIfMost
from service.gap_text import number
from service.whatif_values import HEADERS, between, signed
from visualisations.whatif import actor_figure_word, shown
from visualisations.whatif_phrases import WhatIfPhrase
from visualisations.wording import MISSING

SENTENCES = {
    "sv": {
        "any": "Störst för någon aktör (det ändras för {actors})",
        "moving": "Störst ändring för någon enskild aktör, utanför nio av tio slumpvisa: "
        "{figures}.",
        "moving_within": "För ingen enskild aktör ändras ett mått mer, eller mindre, än där nio av "
        "tio slumpvisa ändringar ändrar det mest.",
        "chosen": "Enskilda aktörer är valda för att ändringen flyttar dem mest. Deras egen slump "
        "är samma aktör i slumpvisa ändringar, som sällan rör den; det som hålls mot slumpen är "
        "därför den största ändringen för någon aktör. Den som kommer eller går är inte med.",
    },
    "en": {
        "any": "Largest for any actor (it changes for {actors})",
        "moving": "Largest change for any one actor, outside nine in ten random ones: {figures}.",
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
    headers = (WhatIfPhrase.ACTOR.label(lang), *HEADERS[lang][1:])
    parts = [
        (
            actor_figure_word(most.figure, lang),
            [_any(most, lang)]
            + [_actor(each, lang) for each in found.actors if each.figure == most.figure],
        )
        for most in found.most
        if most.largest is not None
    ]
    return headers, parts


def _any(most: WhatIfMost, lang: str) -> Moving:
    chance = MISSING
    if most.placebo is not None:
        ends = (most.placebo.low, most.placebo.high)
        chance = " … ".join(shown(most.figure, end, lang) for end in ends)
    said = SENTENCES[lang]["any"].format(actors=number(most.actors, lang, "#,##0"))
    cells = (said, MISSING, MISSING, shown(most.figure, most.largest, lang), chance)
    return Moving(f"most/{most.figure}", None, cells, moves_beyond(most))


def _actor(each: WhatIfActor, lang: str) -> Moving:
    name = each.figure
    cells = (
        each.actor.name,
        *(shown(name, value, lang) for value in (each.before, each.after)),
        signed(name, each.difference, lang),
        between(name, each.placebo, lang),
    )
    return Moving(f"actor/{name}/{each.actor.id}", each.actor.id, cells, beyond=False)


def moves_beyond(most: WhatIfMost) -> bool:
    """Whether it moves whom it moves most further, or less far, than nine in ten random changes."""
    if most.placebo is None or most.largest is None:
        return False
    return not most.placebo.low <= most.largest <= most.placebo.high


def moving_line(found: WhatIf, lang: str) -> str:
    """Which figures move somebody further, or less far, than random changes do."""
    beyond = [actor_figure_word(most.figure, lang) for most in found.most if moves_beyond(most)]
    texts = SENTENCES[lang]
    return texts["moving"].format(figures=", ".join(beyond)) if beyond else texts["moving_within"]


def chosen_line(lang: str) -> str:
    """What the chance of a single actor is, and is not."""
    return SENTENCES[lang]["chosen"]

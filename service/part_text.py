"""What is said of an answer that is about a part of the map somebody chose to look at."""

import re
from collections.abc import Mapping

from graph_schema.nodes import Actor, Programme, Region, Theme
from graph_schema.vocabularies import Sector
from queries.lookup.filters import ids_of
from queries.lookup.things import named
from queries.readmodel.open import ReadModel
from queries.readmodel.text import fold
from service.gap_text import arena_kinds
from visualisations.wording import shortened

EXPLORATORY = {
    "sv": "Utforskande: detta är ett urval av kartan, eller prövat på ett valt sätt. I många urval "
    "syns något av en slump i något av dem.",
    "en": "Exploratory: this is a selection of the map, or tested in a way somebody chose. Of many "
    "selections some show something by chance.",
}


def part_lines(*, exploratory: bool, lang: str) -> list[str]:
    """That it is exploratory, where it is."""
    return [EXPLORATORY[lang]] if exploratory else []


PART = (
    "region", "theme", "programme", "funder", "kind", "period_from", "period_to", "source", "units",
)  # fmt: skip
"""What of an analysis tells its part; a list and what is drawn of it know sector and words too."""
NAMED = {
    "region": Region.LABEL, "theme": Theme.LABEL, "programme": Programme.LABEL,
    "funder": Actor.LABEL,
}  # fmt: skip
NOT_PLAIN = re.compile("[^a-z0-9]+")
OF_NAME = 60  # characters of a file's name
SAID = {
    "sv": {
        "about": "Gäller {what}.", "region": "{name}", "theme": "tema {name}",
        "programme": "program {name}", "funder": "finansiär {name}", "kind": "slag {name}",
        "source": "källa {name}", "from": "från {first}", "to": "till och med {last}",
        "units": "enheter räknade för sig",
        "sector": "{name}", "q": "ord ”{name}”",
    },
    "en": {
        "about": "About {what}.", "region": "{name}", "theme": "theme {name}",
        "programme": "programme {name}", "funder": "funder {name}", "kind": "kind {name}",
        "source": "source {name}", "from": "from {first} on", "to": "until {last}",
        "units": "units counted by themselves",
        "sector": "{name}", "q": "words “{name}”",
    },
}  # fmt: skip


def part_line(model: ReadModel, asked: Mapping[str, object], lang: str) -> str | None:
    """Which part of the map an answer is about, in words; None where it is all there is.

    ``asked`` is what the question names, whatever else it holds; what is not
    understood raises what the question raises.
    """
    told = part_told(model, asked, lang)
    return SAID[lang]["about"].format(what=", ".join(told)) if told else None


def part_told(model: ReadModel, asked: Mapping[str, object], lang: str) -> list[str]:
    """The same piece by piece: "Skåne län", "tema Hälsa", "2015–2020"."""
    says = SAID[lang]
    told = [
        says[facet].format(name=_called(model, facet, str(value), label))
        for facet, label in NAMED.items()
        if (value := asked.get(facet)) is not None
    ]
    if kind := asked.get("kind"):
        told.append(says["kind"].format(name=_kind(str(kind), lang)))
    if sector := asked.get("sector"):
        sectors = {each.value: each.label(lang) for each in Sector}
        told.append(says["sector"].format(name=sectors.get(str(sector), sector)))
    if words := asked.get("q"):
        told.append(says["q"].format(name=shortened(str(words))))
    told += _years(asked, lang)
    if source := asked.get("source"):
        titles = {s.name: s.title_sv if lang == "sv" else s.title_en for s in model.sources}
        told.append(says["source"].format(name=titles.get(str(source), source)))
    return [*told, *([says["units"]] if asked.get("units") == "separate" else [])]


def part_name(model: ReadModel, asked: Mapping[str, object], lang: str) -> list[str]:
    """The same as part of a file's name; none where it is all there is."""
    told = NOT_PLAIN.sub("-", fold(" ".join(part_told(model, asked, lang))))
    return [told[:OF_NAME].strip("-")] if told.strip("-") else []


def _called(model: ReadModel, facet: str, value: str, label: str) -> str:
    """The name of what is meant; where it is several things of several names, what was asked."""
    rows = (row for id in ids_of(model, facet, value, label) for row in named(model, id))
    names = list(dict.fromkeys(str(row["name"]) for row in rows))
    return shortened(names[0] if len(names) == 1 else value)


def _kind(asked: str, lang: str) -> str:
    words = {code.lower(): word for code, word in arena_kinds(lang).items()}
    return words.get(asked.strip().lower(), asked)


def _years(asked: Mapping[str, object], lang: str) -> list[str]:
    first, last = asked.get("period_from"), asked.get("period_to")
    if first is None and last is None:
        return []
    if first is None or last is None:
        which = "to" if first is None else "from"
        return [SAID[lang][which].format(first=first, last=last)]
    return [str(first) if first == last else f"{first}–{last}"]

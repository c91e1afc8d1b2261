"""An evidence card in words and rows, for people."""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from graph_schema.card_answers import NOT_COMPUTED, EvidenceCard
from graph_schema.vocabularies import ActorKind, CollaborationKind, Sector, Verdict
from visualisations.whatif_phrases import ActorFigureWord, FigureWord, WhatIfPhrase
from visualisations.wording import decimal

VOCABULARIES = (CollaborationKind, ActorKind, Sector, Verdict)  # the later name a code first
PATTERN = "#,##0.####"
SMALLEST = 0.0001
WORDS = {
    "sv": {True: "ja", False: "nej", None: "inte beräknat", NOT_COMPUTED: "inte beräknat"},
    "en": {True: "yes", False: "no", None: "not computed", NOT_COMPUTED: "not computed"},
}
HIDDEN = {"sv": "visas inte", "en": "not shown"}
NOT_CHOSEN = {"sv": "inte valt", "en": "not chosen"}
PLAIN = {"year", "first_year", "last_year", "seed", "period_from", "period_to"}
JOINTS = {"; null: ": "; slumpmodell: ", " draws: ": " dragningar: "}
"""What methods are put together with."""
CHOSEN = {*PLAIN, "kind"}  # no value of these: nothing was chosen
AND = " · "
"""Between the parts of a stratum's name: source, kind, years, then region and topic."""
NOTHING = {"sv": "inga", "en": "none"}
Place = tuple[str, str]
"""Where a value stands: the field as data names it, and what it is called."""
OF_A_REF = {"id", "label", "name"}


class Row(NamedTuple):
    """One value: what it is called, the same as data names it, and how it reads."""

    name: str
    field: str
    text: str


@cache
def phrases() -> Mapping[str, Mapping[str, str]]:
    """What values are called, by field and language."""
    place = files("service") / "card_phrases.toml"
    return tomllib.loads(place.read_text("utf-8"))


@cache
def _in_swedish() -> Mapping[str, str]:
    place = files("service") / "card_formulas.toml"
    return tomllib.loads(place.read_text("utf-8"))


def formula(text: str, lang: str) -> str:
    """A formula or method of a card as the language says it; the card itself holds the English."""
    if lang != "sv":
        return text
    for joint, joined in JOINTS.items():
        first, found, rest = text.partition(joint)
        if found:
            return f"{formula(first, lang)}{joined}{formula(rest, lang)}"
    return _in_swedish().get(text, text)


def value_rows(values: Mapping[str, Any], lang: str, figure: str = "") -> list[Row]:
    """Every value of a card, what lies within others too; a ``figure`` may name some otherwise.

    No value may mean that it was not computed, that it is hidden, or that nothing was chosen.
    """
    withheld = values.get("hidden")
    hidden = frozenset(withheld) if isinstance(withheld, list) else frozenset[str]()
    return [_with_reason(row, hidden, lang) for row in _rows(values, ("", ""), lang, figure)]


def _with_reason(row: Row, hidden: frozenset[str], lang: str) -> Row:
    if row.text == NOTHING[lang] and row.field.rpartition(".")[2] == "sources":
        return row._replace(text=NOT_CHOSEN[lang])
    if row.text != WORDS[lang][None]:
        return row
    if row.field in hidden:
        return row._replace(text=HIDDEN[lang])
    chosen = row.field.startswith("scope.") or row.field in CHOSEN
    return row._replace(text=NOT_CHOSEN[lang]) if chosen else row


def subject(card: EvidenceCard, lang: str) -> str:
    """What the figure is about, by name where it has one."""
    codes = {**card.about, **card.named}
    own = _words_of_changes(card.about["of"], lang) if card.figure == "whatif" else {}
    names = (
        own.get(value) or phrases().get(f"of {value}", {}).get(lang) for value in codes.values()
    )
    told = [name or _code(value, lang) for name, value in zip(names, codes.values(), strict=True)]
    what = phrases().get(f"about {card.figure}")  # where what names it is a mere number
    return " – ".join(told if what is None else [what[lang], *told])


def _words_of_changes(of: str, lang: str) -> Mapping[str, str]:
    """What figures of a change are called, as its page calls them."""
    if of not in ("actor", "most"):
        figures = {word.value: word.label(lang) for word in FigureWord}
        return figures | {"trend": WhatIfPhrase.TREND.label(lang)}
    words = {word.value: word.label(lang) for word in ActorFigureWord}
    return words | {"actor": WhatIfPhrase.ACTOR.label(lang), "most": WhatIfPhrase.ANY.label(lang)}


def told(value: Any, lang: str) -> str:
    """One value as the language writes it."""
    if value is None or isinstance(value, bool) or value == NOT_COMPUTED:
        return WORDS[lang][value]
    if isinstance(value, int):
        return decimal(value, lang, "#,##0")
    if isinstance(value, float):
        if 0 < abs(value) < SMALLEST:
            return f"{value:.2e}"
        return decimal(value, lang, PATTERN)
    return _code(str(value), lang)


def _rows(values: Any, place: Place, lang: str, figure: str) -> Iterator[Row]:
    field, name = place
    if isinstance(values, Mapping) and set(values) == OF_A_REF:
        yield Row(name, field, str(values["name"]))
    elif isinstance(values, Mapping):
        for key, value in values.items():
            own = _name(key, lang, figure)
            within = f"{field}.{key}" if field else key
            yield from _rows(value, (within, f"{name}: {own}" if name else own), lang, figure)
    elif isinstance(values, list | tuple):
        yield from _listed(values, place, lang, figure)
    else:
        plain = field.rpartition(".")[2] in PLAIN and isinstance(values, int)
        yield Row(name, field, str(values) if plain else told(values, lang))


def _name(key: str, lang: str, figure: str) -> str:
    """What a value is called, in a figure of its own kind or in any."""
    own = phrases().get(f"{figure} {key}") or phrases().get(key) or {}
    return own.get(lang, key)


def _listed(
    values: list[Any] | tuple[Any, ...], place: Place, lang: str, figure: str
) -> Iterator[Row]:
    field, name = place
    if _is_range(values) or not values:
        yield Row(name, field, "–".join(told(end, lang) for end in values) or NOTHING[lang])
        return
    for number, value in enumerate(values, start=1):
        within = f"{field}[{number - 1}]", f"{name} {number}"
        yield from _rows(value, within, lang, figure)


def _is_range(values: list[Any] | tuple[Any, ...]) -> bool:
    numbers = (int, float)
    return len(values) == len(("low", "high")) and all(isinstance(v, numbers) for v in values)


@cache
def _codes(lang: str) -> Mapping[str, str]:
    return {str(code): code.label(lang) for kind in VOCABULARIES for code in kind}


def _code(value: str, lang: str) -> str:
    own = phrases().get(f"of {value}", {}).get(lang)
    found = own if own is not None else _codes(lang).get(value)
    if found is None:
        found = phrases().get(value, {}).get(lang)
    return found if found is not None else formula(value, lang)


def stratum(name: str, titles: Mapping[str, str], lang: str) -> str:
    """A stratum of a card, its source by title and its kind of arena in words."""
    source, kind, period, *places = name.split(AND)
    words = (_code(part, lang) for part in (kind, period))
    return AND.join((titles.get(source, source), *words, *places))

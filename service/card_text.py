"""An evidence card in words and rows, for people."""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from babel.numbers import format_decimal

from graph_schema.card_answers import NOT_COMPUTED, EvidenceCard
from graph_schema.vocabularies import Sector, Verdict

PATTERN = "#,##0.####"
SMALLEST = 0.0001
WORDS = {
    "sv": {True: "ja", False: "nej", None: "inte beräknat", NOT_COMPUTED: "inte beräknat"},
    "en": {True: "yes", False: "no", None: "not computed", NOT_COMPUTED: "not computed"},
}
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


def value_rows(values: Mapping[str, Any], lang: str) -> list[Row]:
    """Every value of a card, what lies within others too."""
    return list(_rows(values, "", "", lang))


def subject(card: EvidenceCard, lang: str) -> str:
    """What the figure is about, by name where it has one."""
    codes = {**card.about, **card.named}
    return " – ".join(_code(value, lang) for value in codes.values())


def told(value: Any, lang: str) -> str:
    """One value as the language writes it."""
    if value is None or isinstance(value, bool) or value == NOT_COMPUTED:
        return WORDS[lang][value]
    if isinstance(value, int):
        return format_decimal(value, "#,##0", locale=lang)
    if isinstance(value, float):
        if 0 < abs(value) < SMALLEST:
            return f"{value:.2e}"
        return format_decimal(value, PATTERN, locale=lang)
    return _code(str(value), lang)


def _rows(values: Any, field: str, name: str, lang: str) -> Iterator[Row]:
    if isinstance(values, Mapping) and set(values) == OF_A_REF:
        yield Row(name, field, str(values["name"]))
    elif isinstance(values, Mapping):
        for key, value in values.items():
            own = phrases().get(key, {}).get(lang, key)
            within = f"{field}.{key}" if field else key
            yield from _rows(value, within, f"{name}: {own}" if name else own, lang)
    elif isinstance(values, list | tuple) and _is_range(values):
        yield Row(name, field, "–".join(told(end, lang) for end in values))
    elif isinstance(values, list | tuple):
        for place, value in enumerate(values, start=1):
            yield from _rows(value, f"{field}[{place - 1}]", f"{name} {place}", lang)
        if not values:
            yield Row(name, field, "–")
    else:
        yield Row(name, field, told(values, lang))


def _is_range(values: list[Any] | tuple[Any, ...]) -> bool:
    numbers = (int, float)
    return len(values) == len(("low", "high")) and all(isinstance(v, numbers) for v in values)


@cache
def _codes(lang: str) -> Mapping[str, str]:
    return {str(code): code.label(lang) for kind in (Sector, Verdict) for code in kind}


def _code(value: str, lang: str) -> str:
    return _codes(lang).get(value, value)

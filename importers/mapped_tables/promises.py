"""What headings promise by their words, as listed in ``headings.toml``."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

HUMPS = re.compile(r"(?<=[a-zåäö])(?=[A-ZÅÄÖ])|_+")  # projectTitleSv, projekt_start
BROKEN = re.compile(r"(?<=[a-zåäö])[-\u00ad] (?!(?:och|eller|samt|and|or|und)\b)(?=[a-zåäö])")
"""Where a line ended within a word: Projekt- ägare, but not Start- och slutdatum."""

NAMES = frozenset({
    "name", "name of the project", "name of the collaboration", "participants", "funder",
})  # fmt: skip
"""Meanings of headings under which names stand."""


def in_words(heading: str) -> str:
    """A heading with spaces where a name for machines has none, and broken words made whole."""
    return HUMPS.sub(" ", BROKEN.sub("", heading))


def first(table: str, heading: str) -> str | None:
    """What the first entry of a list whose words stand in a heading is called."""
    spaced = in_words(heading)
    return next((code for code, found in _patterns(table) if found.search(spaced)), None)


def whole(table: str, cell: str) -> str | None:
    """What the first entry of a list whose words are all that stands in a cell is called."""
    said = " ".join(in_words(cell).split()).strip(" .:!")
    return next((code for code, found in _patterns(table) if found.fullmatch(said)), None)


def speaks_of(word: str, heading: str) -> bool:
    """Whether a heading holds words of this sort of the list on money."""
    return any(code == word and found.search(heading) for code, found in _patterns("money"))


def promises_amount(heading: str) -> bool:
    """Whether the words of a heading are those of amounts, whatever their currency."""
    return first("meaning", heading) in ("amount", "budget") or speaks_of("money", heading)


def promises_names(heading: str) -> bool:
    """Whether the words of a heading are those of names, of arenas, organisations or persons."""
    named = first("meaning", heading)
    return named in NAMES or (named is None and first("role", heading) is not None)


def stems(words: Sequence[str]) -> str:
    """An expression for words that begin so."""
    return rf"(?<![^\W_])(?:{'|'.join(words)})"


@cache
def listed_words() -> Mapping[str, Any]:
    """All lists of words."""
    text = files("importers.mapped_tables").joinpath("headings.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def _patterns(table: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (entry["is"], re.compile("|".join(f"(?:{p})" for p in entry["patterns"]), re.IGNORECASE))
        for entry in listed_words()[table]
    )

"""How sources key the things they know only by name, and which words are names of places."""

import re
import tomllib
import unicodedata
from functools import cache
from importlib.resources import files

from importers.places import place_names

PLACE_PARTS = re.compile(r"[\s\-–/]+")
POINTS_OF_THE_COMPASS = frozenset(
    {"norra", "södra", "östra", "västra", "nordvästra", "nordöstra", "sydvästra", "sydöstra"}
    | {"nedre", "övre", "inre", "yttre", "mellersta", "centrala"}
)
WHOLE_WORD_ONLY = 4  # a shorter place begins too many other words: Mark, Vara, Mora, Lund


def name_key(name: str) -> str:
    """The key of a thing whose source gives it no number: NFC, case and spacing folded."""
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


def is_place(text: str) -> bool:
    """Whether the text is a place and nothing else: Härryda, Göteborg-Hisingen, Östra Götaland."""
    key = name_key(text).removesuffix(" län")
    if key in _places():
        return True
    parts = [part for part in PLACE_PARTS.split(key) if part not in POINTS_OF_THE_COMPASS]
    return bool(parts) and all(part in _places() for part in parts)


def holds_place(name: str) -> bool:
    """Whether a word of the name is a place or begins with one: Göteborg Energi, Uppsalahem."""
    words = re.findall(r"\w+", name_key(name))
    return any(_is_or_begins_with_place(word) for word in words)


def _is_or_begins_with_place(word: str) -> bool:
    return word.removesuffix("s") in _places() or word in _places() or word.startswith(_long())


@cache
def _places() -> frozenset[str]:
    text = files("importers").joinpath("place_names.toml").read_text(encoding="utf-8")
    return frozenset(name_key(name) for name in (*place_names(), *tomllib.loads(text)["others"]))


@cache
def _long() -> tuple[str, ...]:
    return tuple(name for name in _places() if len(name) > WHOLE_WORD_ONLY)

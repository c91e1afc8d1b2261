"""Names that a register writes in capitals, as they are read: DOMSTOLSVERKET is Domstolsverket."""

import re
from functools import cache

from importers.places import place_names

ABBREVIATIONS = frozenset({"ap", "esf", "eu", "fao", "foi", "ilo", "nutek", "tlv", "va"})
MORE_NAMES = frozenset(
    {"afrikainstitutet", "barsebäck", "bernadotteakademin", "hallwylska", "norrland", "skoklosters"}
    | {"studsvik", "sverige", "sveriges", "väst"}
)
# Places whose names are common words in the names of agencies: "mark- och miljödomstol".
COMMON_WORDS = frozenset({"mark", "vara", "berg", "boden", "ale", "eda", "kil", "säter", "lilla"})
WORD = re.compile(r"[^\W\d_]+")


def readable(text: str, *, place: bool = False) -> str:
    """Text in capitals as a sentence (or as a place); text with a small letter stays as it is."""
    if text != text.upper():
        return " ".join(text.split())
    small = " ".join(text.split()).lower()
    if place:
        return WORD.sub(lambda word: word[0].capitalize(), small)
    return WORD.sub(lambda word: _cased(word[0], first=word.start() == 0), small)


def _cased(word: str, *, first: bool) -> str:
    if word in ABBREVIATIONS:
        return word.upper()
    if first or word in _proper_names():
        return word.capitalize()
    return word


@cache
def _proper_names() -> frozenset[str]:
    words = {w.lower() for name in place_names() for w in WORD.findall(name)}
    return frozenset(words | {f"{w}s" for w in words} | MORE_NAMES) - COMMON_WORDS

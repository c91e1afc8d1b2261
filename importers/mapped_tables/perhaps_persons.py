"""Names in a table that may be persons': by the shape of a name, where no list of names tells."""

import re
from collections.abc import Sequence

from importers.known_names import is_an_organisations, parts, speaks_of_one
from importers.organiser_words import SMALL_WORDS
from importers.person_names import NAME
from importers.person_words import GIVEN_NAMES, MORE_GIVEN_NAMES, PERSON_TITLES

PERSON = re.compile(NAME)
JOINED = re.compile(r"\s+(?:och|and|samt|med|with)\s+", re.IGNORECASE)
TITLED = re.compile(rf"\s*(?:{PERSON_TITLES})(?:e?n)?\s+", re.IGNORECASE)
GIVEN = GIVEN_NAMES | MORE_GIVEN_NAMES
PARTICLES = frozenset({"von", "af", "de", "der", "la", "van", "al"})
LONGEST = 4  # words of a person's name
SHORTEST_SHOUT = 3  # letters of a surname in capitals; what is shorter is an acronym
COMMON = frozenset({
    "house", "park", "movement", "ventures", "group", "services", "service", "business",
    "science", "event", "events", "tribe", "lab", "labs", "hub", "works", "sweden", "scandinavia",
    "international", "development", "research", "school", "church", "social", "health", "design",
    "youth", "women", "girls", "children", "unga", "barn", "kvinnor", "män", "äldre", "vänner",
    "hotell", "hotel", "studio", "café", "kafé", "restaurang", "galleri", "villa", "gården",
    "teater", "butik", "salong", "projekt", "project", "team", "förskola", "kvarteret",
})  # fmt: skip
"""What organisations are called after, in names that nobody lists; no one is called so."""
WORDS_TOO = frozenset(
    {"bo", "per", "sten", "stig", "ove", "dan", "max", "tage", "rune", "hugo", "maja"}
)
"""Given names that are words, or nobody's, in small letters: bo kvar, kostnad per år."""
LIST = 10  # names of which most are known tell what the others are
KNOWN = 0.5


def stands_behind_one(cell: str) -> bool:
    """Whether a cell names a person beside an organisation: Umeå kommun, Anna Svensson."""
    found = [*parts(cell)]
    persons = sum(map(names_somebody, found)) if len(found) > 1 else 0
    return 0 < persons < len(found)


def may_be_somebodys(name: str) -> bool:
    """Whether a name, or a part of it, may be a person's.

    One that is called as persons are, or that has the shape of their names and no word of an
    organisation's.
    """
    if is_an_organisations(name):
        return False
    turned = re.sub("[.,]", " ", name)  # Ekdahl, Tuva; T. Ekdahl
    return _is_shaped_so(turned) or any(
        _has_given_name(part) or _is_shaped_so(part) for part in parts(name)
    )


def are_mostly_known(names: Sequence[str]) -> bool:
    """Whether a longer list is one of organisations: most are known, and none may be a person's."""
    known = sum(map(is_an_organisations, names))
    most = len(names) >= LIST and known >= KNOWN * len(names)
    return most and not any(map(may_be_somebodys, names))


def names_somebody(part: str) -> bool:
    """Whether what stands beside an organisation is a person's name, written in whatever case.

    A given name stands first or behind the family name, and a title may stand before both, and
    another person behind an *och*: enhetschef ANNA SVENSSON, Svensson Anna och Ek Bo.
    """
    if is_an_organisations(part) or any(map(speaks_of_one, part.split())):
        return False
    return any(map(_is_somebodys, JOINED.split(part)))


def _is_somebodys(piece: str) -> bool:
    """Whether a piece is a given name with a surname, in either order, but for a title before."""
    words = TITLED.sub("", piece, count=1).split()
    named = [word for word in words if word.casefold() not in PARTICLES]
    if not 1 < len(named) <= LONGEST or not all(map(_is_spelt_so, named)):
        return False
    told = any(word.casefold() in COMMON for word in named)
    small = sum(map(str.islower, named))
    if told or small not in (0, len(named)):  # Anna och vänner
        return False
    words = [word for word in named if not small or word not in WORDS_TOO]
    return any(map(_is_given, words))


def _is_spelt_so(word: str) -> bool:
    """Whether a word is spelt as names are, in small letters, in large ones or in both."""
    pieces = word.removesuffix(".").split("-")
    shout = word.isupper() and 1 < len(word) < SHORTEST_SHOUT and not _is_given(word)
    return all(map(str.isalpha, pieces)) and not shout  # an acronym: IT, ABF


def _is_given(word: str) -> bool:
    return any(piece in GIVEN for piece in word.casefold().split("-"))


def _has_given_name(part: str) -> bool:
    """Whether a word in large letters, or one of a name in small ones, is a given name."""
    words = [word for word in part.split() if not word.islower() or part.islower()]
    return any(
        not {*word.split("-"), word.removesuffix("s")}.isdisjoint(GIVEN)
        for word in map(str.casefold, words)
    )


def _is_shaped_so(part: str) -> bool:
    """Whether a few words begin alike, in large or in small letters, and none tells what it is."""
    words = [word for word in part.split() if word not in PARTICLES]
    told = any(speaks_of_one(word) or word.casefold() in COMMON for word in words)
    if told or not 1 < len(words) <= LONGEST or any(map(str.isdigit, part)):
        return False
    large = sum(word[0].isupper() for word in words)
    return large in (0, len(words)) and SMALL_WORDS.isdisjoint(words)

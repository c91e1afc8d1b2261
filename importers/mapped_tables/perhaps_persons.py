"""Names in a table that may be persons': by the shape of a name, where no list of names tells."""

import re
from collections.abc import Sequence

from importers.known_names import is_an_organisations, parts, speaks_of_one
from importers.organiser_words import SMALL_WORDS
from importers.person_names import NAME
from importers.person_words import GIVEN_NAMES, MORE_GIVEN_NAMES

PERSON = re.compile(NAME)
GIVEN = GIVEN_NAMES | MORE_GIVEN_NAMES
PARTICLES = frozenset({"von", "af", "de", "der", "la", "van", "al"})
LONGEST = 4  # words of a person's name
COMMON = frozenset({
    "house", "park", "movement", "ventures", "group", "services", "service", "business",
    "science", "event", "events", "tribe", "lab", "labs", "hub", "works", "sweden", "scandinavia",
    "international", "development", "research", "school", "church", "social", "health", "design",
    "youth", "women", "girls", "children", "unga", "barn", "kvinnor", "män", "äldre", "vänner",
})  # fmt: skip
"""What organisations are called after, in names that nobody lists; no one is called so."""
LIST = 10  # names of which most are known tell what the others are
KNOWN = 0.5


def stands_behind_one(cell: str) -> bool:
    """Whether a cell names a person beside an organisation: Umeå kommun, Anna Svensson."""
    found = [*parts(cell)]
    persons = [part for part in found if _is_somebodys(part)]
    return 0 < len(persons) < len(found)


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


def _is_somebodys(part: str) -> bool:
    """Whether a part is a given name with a surname, and nothing an organisation is called."""
    given = part.split()[0].split("-")[0].casefold()
    named = given in GIVEN and PERSON.fullmatch(part) is not None
    return named and not any(map(speaks_of_one, part.split())) and not is_an_organisations(part)


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

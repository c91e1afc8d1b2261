"""Whether the names under *Deltagare* are those of organisations or of persons."""

import re
from collections.abc import Iterable, Sequence

from graph_schema.vocabularies import Sector
from importers.masking import names_an_organisation
from importers.person_names import NAME
from importers.person_words import GIVEN_NAMES
from importers.sectors import by_name

BETWEEN_NAMES = re.compile(r"[;|\n,]")
BESIDE_NAME = re.compile(r"[;|\n,(/:]| [-–] | att\. ", re.IGNORECASE)
"""Before what may be somebody's organisation, or somebody in it."""
WITHIN_NAMES = re.compile(rf"{BESIDE_NAME.pattern}|&| och | and ", re.IGNORECASE)
"""The same, and between two persons, or two words of one organisation."""
PERSON = re.compile(NAME)
LETTERS = re.compile(r"[^\W\d_]+(?:['’.-]+[^\W\d_]+)*\.?")
BETWEEN = frozenset({
    "von", "af", "de", "der", "den", "la", "van", "al", "el", "da", "di", "dos", "du", "bin",
    "zu", "ter",
})  # fmt: skip
"""Small words within names of persons."""
FEWEST_WORDS, MOST_WORDS = 2, 4
ORGANISATIONS = 0.5  # of the names have a word of organisations or places in them
MAILBOX = re.compile(
    r"(?:info(?:rmation)?|kontakt|contact|kansli(?:et)?|registrator|diarium|e?-?post|e?-?mail|hej|hello|"
    r"office|reception(?:en)?|kund(?:tjanst|service)|kommun(?:en)?|region(?:en)?|myndighet(?:en)?|"
    r"styrelsen?|admin(?:istration)?|support|press|service)@",
    re.IGNORECASE,
)
PERSONS = 0.1  # of the names are of persons, as far as a list of given names can tell


def are_organisations(values: Sequence[str]) -> bool:
    """Whether the names in these cells are of organisations: persons are no part of the graph."""
    names = [part.strip() for value in values for part in BETWEEN_NAMES.split(value)]
    names = [name for name in names if name]
    told = sum(map(names_an_organisation, names))
    persons = sum(map(_is_person, names))
    return bool(names) and told >= ORGANISATIONS * len(names) and persons < PERSONS * len(names)


def are_offices(names: Sequence[str], contacts: Iterable[str]) -> bool:
    """Whether the names beside contact data are of organisations, reached at their mailboxes.

    Every address is of an office; half of the names are known for an organisation's and stand
    alone, there are addresses for the others, and no name may be a person's, whom no list of given
    names need have. One that may be somebody's own leaves it to who has the table.
    """
    addresses = [word for value in contacts for word in value.split() if "@" in word]
    known = sum(is_known(name) for name in names if BESIDE_NAME.search(name) is None)
    return (
        bool(addresses)
        and all(MAILBOX.match(address) for address in addresses)
        and len(names) - known <= min(len(addresses), (1 - ORGANISATIONS) * len(names))
        and not any(map(_may_name_a_person, names))
    )


def _may_name_a_person(name: str) -> bool:
    """Whether a name, or a part of it beside an organisation's, is written as persons' are."""
    parts = [part.strip(" )") for part in WITHIN_NAMES.split(name)]
    turned = "," in name and not any(map(is_known, parts))  # Ekdahl, Tuva
    alone = [name.replace(",", " ")] if turned else [part for part in parts if not is_known(part)]
    return _is_person(name.title()) or any(map(_is_written_as_a_person, alone))


def _is_written_as_a_person(name: str) -> bool:
    """Whether these are two to four words with capitals, none in capitals alone beside others.

    Those of *tuva Ekdahl* count as such: names of organisations seldom begin with a small letter.
    """
    words = name.title().split() if name.isupper() or name[:1].islower() else name.split()
    return FEWEST_WORDS <= len(words) <= MOST_WORDS and all(
        word in BETWEEN or _is_capitalised(word) for word in words
    )


def _is_capitalised(word: str) -> bool:
    """Whether a word is one of letters with a capital, or an initial, and no abbreviation."""
    initial = len(word) == 1 or "." in word
    return LETTERS.fullmatch(word) is not None and (
        initial or not (word.islower() or word.isupper())
    )


def is_known(name: str) -> bool:
    """Whether a name is known for an organisation's, by a word in it or as a whole."""
    return names_an_organisation(name) or by_name(name).sector is not Sector.UNKNOWN


def persons_among(values: Sequence[str]) -> float:
    """The share of the names in these cells that are of persons, without an organisation's word."""
    names = [part.strip() for value in values for part in BETWEEN_NAMES.split(value)]
    names = [name for name in names if name]
    found = sum(_is_person(name) and not names_an_organisation(name) for name in names)
    return found / len(names) if names else 0.0


def _is_person(name: str) -> bool:
    """Whether a name begins as persons' do, with whom they are of behind it or not."""
    given = name.split()[0].split("-")[0].casefold()
    return PERSON.match(name) is not None and given in GIVEN_NAMES

"""Whether the names under *Deltagare* are those of organisations or of persons."""

import re
from collections.abc import Iterable, Sequence

from importers.known_names import is_an_organisations
from importers.mapped_tables.perhaps_persons import PERSON, are_mostly_known
from importers.masking import names_an_organisation
from importers.person_words import GIVEN_NAMES

BETWEEN_NAMES = re.compile(r"[;|\n,]")
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

    Every address is of an office, and every name is known, word by word, for an organisation's;
    in a longer list most are, and none has the shape of a person's. One that may be somebody's own
    leaves it to who has the table.
    """
    addresses = [word for value in contacts for word in value.split() if "@" in word]
    offices = bool(addresses) and all(map(MAILBOX.match, addresses))
    return offices and (all(map(is_an_organisations, names)) or are_mostly_known(names))


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

"""Whether a whole name is known to be an organisation's, so that none of it can be a person.

No list of persons is complete, so none is asked: what is not known for an organisation's, word by
word, may be somebody.
"""

import csv
import io
import json
import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from itertools import groupby

from graph_schema.vocabularies import Sector
from importers.names import POINTS_OF_THE_COMPASS, is_place, name_key
from importers.organiser_words import SMALL_WORDS
from importers.person_words import GIVEN_NAMES, ORGANISATION_WORDS
from importers.places import region_of
from importers.sectors import by_name

WITHIN_WORDS = re.compile(r"(?<=\w)['’-](?=\w)|(?<=\w)-(?= och )")
"""What is no sign between two parts: Göteborg-Hisingen, Kultur- och fritidsnämnden."""
SIGNS = "PSC"  # categories of Unicode: marks, symbols and what cannot be seen
NOUN = re.compile(
    r"(?:förbund|förening|nämnd|förvaltning|styrelse|myndighet|verk|skol|universitet|stiftelse|"
    r"fond|råd|centr|center|bolag|kyrk|församling|mission|sjukhus|muse|teat|bibliotek|kommun|"
    r"region|institut|akademi|nätverk|partnerskap|samverkan|organisation|kooperativ|klubb|företag|"
    r"kass|byrå|tjänst|domstol|departement|kansli|partiet|sällskap|samfund|kår|rörelse|gymnasi|"
    r"landsting|kontor|enhet|avdelning|fakultet|korset|vård|omsorg|mottagning|bostäder)"
    r"(?:en|et|n|t|a|an|um|er|ern|ar|or|orna|arna|erna|na)?s?\Z"
)
"""Nouns of organisations at the end of a word, in the forms they take."""
DIRECTIONS = frozenset({
    "norr", "söder", "öster", "väster", "nord", "syd", "öst", "väst", "norden",
})  # fmt: skip
"""Where an organisation is at home, and a surname as places are."""
PLACES_AND_SURNAMES = frozenset({
    "berg", "borg", "eda", "falk", "kil", "lund", "mark", "mora", "nora", "sala", "sund", "vara",
})  # fmt: skip
"""Places that persons are called after as well."""
NAMELESS = frozenset({
    "föreningen", "riksföreningen", "stiftelsen", "insamlingsstiftelsen", "studieförbundet",
    "samordningsförbundet", "region",
})  # fmt: skip
"""Nouns that are a name only with the one word behind them: Föreningen Furuboda."""
SHORTEST_NOUN = 6  # letters, of those not listed as words: Kår and Råd may be surnames
AREAS = POINTS_OF_THE_COMPASS | DIRECTIONS | {
    "mitt", "mellan", "sverige", "sveriges", "svenska", "svensk", "svenskt", "nordiska",
    "nationella", "europa", "län", "läns",
}  # fmt: skip
"""Words of where an organisation is at home; alone they name none."""


def is_an_organisations(name: str) -> bool:
    """Whether all of a name is known to be organisations'; every part of it by itself."""
    return _is_known(name) or all(map(_is_accounted_for, parts(name)))


def speaks_of_one(word: str) -> bool:
    """Whether a word is an organisation's: its noun, its name, or a place that is no surname."""
    key = name_key(word)
    place = _is_area(word) and key not in DIRECTIONS | PLACES_AND_SURNAMES
    return _names_one(word) or place


def parts(name: str) -> Iterator[str]:
    """What stands between any signs but those within words: Malmö stad, (Tuva), — att. Tuva."""
    signs = WITHIN_WORDS.sub("x", name)
    for is_sign, found in groupby(enumerate(signs), key=lambda each: _is_sign(each[1])):
        places = [place for place, _ in found]
        part = name[places[0] : places[-1] + 1].strip()
        if not is_sign and part:
            yield part


def _is_sign(character: str) -> bool:
    return unicodedata.category(character)[0] in SIGNS


def _is_accounted_for(part: str) -> bool:
    """Whether a part names an organisation, and every word of it goes with that."""
    words = part.split()
    known = next((n for n in range(len(words), 0, -1) if _is_known(" ".join(words[:n]))), 0)
    left = words[known:]
    if known == 0 and _is_named_so(words):
        return True
    if known == 0 and len(left) > 1 and _owns(*left[:2]):
        known, left = 2, left[2:]
    places = any(map(_are_two_places, left, left[1:]))
    named = known > 0 or any(map(_names_one, left))
    return named and not places and all(map(_goes_with_one, left))


def _is_named_so(words: list[str]) -> bool:
    """Whether words are a region's name, or a noun that is no name without the one behind it."""
    if len(words) == 2 and words[0].casefold() in NAMELESS:
        return words[1].isalpha() and words[1].casefold() not in GIVEN_NAMES
    return any(map(_names_one, words)) and region_of(" ".join(words)) is not None


def _owns(owner: str, owned: str) -> bool:
    """Whether a part begins as names of organisations do that nobody lists: Hedarnas kommun."""
    of = owner.istitle() and owner.isalpha() and owner.endswith("s")
    named = {owner.casefold(), owner.casefold().removesuffix("s")} & GIVEN_NAMES
    return of and not named and owned.islower() and _names_one(owned)


def _are_two_places(first: str, second: str) -> bool:
    """Whether two words are one place each, as they are surnames: Lund Berg."""
    return all(
        word.casefold() in DIRECTIONS or (name_key(word) not in AREAS and is_place(word))
        for word in (first, second)
    )


def _goes_with_one(word: str) -> bool:
    if word in SMALL_WORDS or word.endswith("-") or _names_one(word) or _is_area(word):
        return True
    pieces = word.split("-")
    if len(pieces) > 1:
        return all(map(_goes_with_one, pieces))
    return word.islower() and word in _common_words()


def _names_one(word: str) -> bool:
    """Whether a word names an organisation: kommun, Arbetsförmedlingen, ABF."""
    key = name_key(word)
    if _is_area(word) or "-" in word:
        return False
    known = key in ORGANISATION_WORDS or _is_known(word)
    noun = len(key) >= SHORTEST_NOUN and NOUN.search(key) is not None
    return known or noun or by_name(word).sector is not Sector.UNKNOWN


def _is_area(word: str) -> bool:
    key = name_key(word)
    return key in AREAS or is_place(word) or is_place(key.removesuffix("s"))


def _is_known(name: str) -> bool:
    return name_key(name) in _register()


@cache
def _common_words() -> frozenset[str]:
    """Words in small letters within the names of agencies, so that they are nobody's name."""
    return frozenset(word for name in _agencies() for word in name.split() if word.islower())


@cache
def _register() -> frozenset[str]:
    """The names of agencies, and of organisations whose sector was looked up, by key."""
    decided = files("importers.sources.sector_curation").joinpath("decisions.csv")
    names = [
        name
        for row in csv.DictReader(io.StringIO(decided.read_text("utf-8")))
        for name in (row["name"], *row["aliases"].split("|"))
    ]
    return frozenset(name_key(name) for name in (*names, *_agencies()) if name.strip())


@cache
def _agencies() -> tuple[str, ...]:
    """The names of agencies and other public bodies in the two registers of them."""
    registers = (("agencies_esv", "esv.json"), ("agencies_scb", "scb.json"))
    return tuple(
        name
        for source, file in registers
        for name in json.loads(
            files(f"importers.sources.{source}").joinpath(file).read_text("utf-8")
        )
    )

"""What registers of agencies share: whose a number is, and which names name one body only."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from graph_schema.identifiers import NotAnIdentifierError, PersonalNumberError, normalise
from graph_schema.names import match_key
from graph_schema.vocabularies import ActorKind, Sector, SectorBasis
from importers.json_records import JsonRecord

# Shorter ones (AD, ESV, SIT) are common words or other bodies' short names as well.
SHORTEST_ALIAS = 4
LONGEST_SHORT_NAME = 6
SPREADSHEET_LINE_BREAK = "_x000D_"  # what Excel's XML leaves of a line break in a cell
FIRST_YEAR, LAST_YEAR = 1500, 2100

HIGHER_EDUCATION_ORDINANCE = "1993:100"
HIGHER_EDUCATION = frozenset(
    match_key(name)
    for name in (
        "Uppsala universitet",
        "Lunds universitet",
        "Göteborgs universitet",
        "Stockholms universitet",
        "Umeå universitet",
        "Linköpings universitet",
        "Karolinska institutet",
        "Kungl. Tekniska högskolan",
        "Luleå tekniska universitet",
        "Karlstads universitet",
        "Linnéuniversitetet",
        "Örebro universitet",
        "Mittuniversitetet",
        "Malmö universitet",
        "Mälardalens universitet",
        "Blekinge tekniska högskola",
        "Högskolan Dalarna",
        "Gymnastik- och idrottshögskolan",
        "Högskolan i Borås",
        "Högskolan i Gävle",
        "Högskolan i Halmstad",
        "Högskolan Kristianstad",
        "Högskolan i Skövde",
        "Högskolan Väst",
        "Konstfack",
        "Kungl. Konsthögskolan",
        "Kungl. Musikhögskolan i Stockholm",
        "Stockholms konstnärliga högskola",
        "Södertörns högskola",
        # With ordinances of their own: 1993:221 and 2007:1164.
        "Sveriges lantbruksuniversitet",
        "Försvarshögskolan",
        # Stood in the appendix until they were merged or closed.
        "Växjö universitet",
        "Högskolan i Kalmar",
        "Högskolan på Gotland",
        "Lärarhögskolan i Stockholm",
        "Danshögskolan",
        "Dans- och cirkushögskolan",
        "Dramatiska institutet",
        "Operahögskolan i Stockholm",
        "Stockholms dramatiska högskola",
        "Teaterhögskolan i Stockholm",
    )
)
"""The state's universities and university colleges: appendix 1 of the ordinance, now or earlier."""


class Entry(NamedTuple):
    """What must be known of every entry before any of them can be read."""

    name: str
    orgnr: str
    start: int | None
    end: int | None
    names: tuple[str, ...]
    heading: str = ""

    def overlaps(self, other: "Entry") -> bool:
        """Whether both existed at the same time; an unknown beginning or end is open."""
        begin = max(self.start or FIRST_YEAR, other.start or FIRST_YEAR)
        return begin < min(self.end or LAST_YEAR, other.end or LAST_YEAR)

    def names_itself_in_heading(self) -> bool:
        """Whether its group is named by it, as "Sveriges domstolar samt Domstolsverket" is."""
        return f" {match_key(self.name)} " in f" {match_key(self.heading)} "


class Register:
    """All entries of one file, for what cannot be seen in one entry alone."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._by_orgnr: dict[str, list[Entry]] = defaultdict(list)
        self._bearers: Counter[str] = Counter()
        for entry in entries:
            if entry.orgnr:
                self._by_orgnr[entry.orgnr].append(entry)
            self._bearers.update({match_key(name) for name in (entry.name, *entry.names)})

    def is_shared(self, entry: Entry) -> bool:
        """Whether another entry has this number at the same time, or did have it."""
        return self._sharing(entry) > 0

    def is_only_holder(self, entry: Entry) -> bool:
        """Whether no other entry, concurrent or earlier, carries the number."""
        return bool(entry.orgnr) and len(self._by_orgnr[entry.orgnr]) == 1

    def is_hosted(self, entry: Entry) -> bool:
        """Whether the number is another body's: shared, and not shown to be this entry's own.

        It is shown to be an entry's own where the group is named by that entry and by no other.
        """
        if not self.is_shared(entry):
            return False
        main = [e for e in self._by_orgnr[entry.orgnr] if e.names_itself_in_heading()]
        return main != [entry]

    def names_one_body(self, name: str) -> bool:
        """Whether no other entry of the register bears this name, now or earlier."""
        return self._bearers[match_key(name)] == 1

    def _sharing(self, entry: Entry) -> int:
        return sum(
            other is not entry and entry.overlaps(other) for other in self._by_orgnr[entry.orgnr]
        )


def orgnr_of(record: JsonRecord) -> str | None:
    """Take the organisation number out of the field ``org_nr``; empty is none."""
    stated = record.pop_text("org_nr")
    if not stated:
        return None
    try:
        return normalise("orgnr", stated)
    except NotAnIdentifierError as error:
        raise record.error("org_nr", stated, str(error)) from error
    except PersonalNumberError as error:
        raise record.error(
            "org_nr", None, f"an agency's number; {error}", "an agency has no such number: mend it"
        ) from error


def year_of(record: JsonRecord, field: str, stated: str | int | None) -> str | None:
    """A year as four digits."""
    if stated is None:
        return None
    text = str(stated)
    if not (len(text) == 4 and text.isdecimal() and FIRST_YEAR <= int(text) <= LAST_YEAR):
        raise record.error(field, text, f"a year from {FIRST_YEAR} to {LAST_YEAR}")
    return text


def aliases(register: Register, name: str, candidates: Iterable[str]) -> tuple[str, ...]:
    """Other names by which this body alone is meant; short names and shared names are left out."""
    found: dict[str, str] = {}
    for candidate in candidates:
        text = " ".join(candidate.replace(SPREADSHEET_LINE_BREAK, " ").split())
        key = match_key(text)
        if key and not is_short_name(text) and register.names_one_body(candidate):
            found.setdefault(key, text)
    found.pop(match_key(name), None)
    return tuple(found.values())


def is_short_name(text: str) -> bool:
    """Whether this is an abbreviation (MSB, SOFI) and no name; other bodies may share it."""
    return len(text) <= LONGEST_SHORT_NAME and text.upper() == text


def short_name_alias(register: Register, name: str, short: str | None) -> tuple[str, ...]:
    """An agency's own short name where it is safe to join by: four letters or more, its alone.

    The beginning of a word in the name (SKOL, MIGR) is a clerk's code, not a name.
    """
    if short is None or not short.isalpha() or len(short) < SHORTEST_ALIAS:
        return ()
    clipped = any(word.startswith(match_key(short)) for word in match_key(name).split())
    return () if clipped or not register.names_one_body(short) else (short,)


def standing(
    names: Iterable[str], evidence: str, created_by: str | None = None
) -> Mapping[str, Any]:
    """Sector and kind of an entry in a register of government agencies, with what decided them."""
    academic = created_by == HIGHER_EDUCATION_ORDINANCE or any(
        match_key(name) in HIGHER_EDUCATION for name in names
    )
    if academic:
        evidence += f"; Higher Education Ordinance (SFS {HIGHER_EDUCATION_ORDINANCE})"
    return {
        "sector": Sector.ACADEMIA if academic else Sector.PUBLIC,
        "actor_kind": ActorKind.UNIVERSITY if academic else ActorKind.AGENCY,
        "sector_basis": SectorBasis.REGISTER,
        "sector_evidence": evidence,
    }

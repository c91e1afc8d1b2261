"""Decides which sector an actor belongs to, and says by what; what cannot be decided is unknown.

A register weighs more than what a source states, and that more than the form of a name. A list of
decisions by people is a source of its own (``sources/sector_curation``).
"""

import re
from typing import Any, NamedTuple

from graph_schema.names import is_generic_unit
from graph_schema.vocabularies import ActorKind, Sector, SectorBasis
from importers.name_patterns import (
    HELD_BY_PUBLIC_BODIES,
    LIMITED,
    NAME_PATTERNS,
    NOT_A_UNIVERSITY,
    OFTEN_PUBLIC_BUSINESS,
    UNIVERSITY,
)
from importers.names import holds_place, is_place

UNIVERSITY_NAME = re.compile(rf"(?<![\w-])({UNIVERSITY})(?![\w-])", re.IGNORECASE)
PART_OF_UNIVERSITY = re.compile(
    r"\bvid\b|\bat\b|,|\bfakultet|\binstitution|\bcentrum\b|\bcent(re|er)\b|\bdepartment\b|"
    r"\bschool of\b|\(| - ",
    re.IGNORECASE,
)
NETWORK_OF = re.compile(r"(nationella )?(nätverk|partnerskap)|föreningen\b", re.IGNORECASE)
COMPANY_NAME = re.compile(LIMITED, re.IGNORECASE)
CITY = re.compile(r"^(.+?)s? (?:stad|city)$", re.IGNORECASE)
REGION = re.compile(r"^region (.+)$", re.IGNORECASE)
MUNICIPAL_UNIT = re.compile(r"(förvaltningen|nämnden)$|^socialtjänsten$", re.IGNORECASE)

# The first digits of an orgnr tell the group its register put it in (SCB, Skatteverket).
MUNICIPALITY_NUMBERS, REGION_NUMBERS, FEDERATION_NUMBERS = "2120", "2321", "2220"
PARISH_NUMBERS, AGENCY_NUMBERS = "2520", "2021"


class SectorDecision(NamedTuple):
    """Sector and kind, what decided them, and the evidence in words for people."""

    sector: Sector
    actor_kind: ActorKind
    basis: SectorBasis
    evidence: str | None

    def fields(self) -> dict[str, Any]:
        """As fields of an actor; what was not decided is left out, so that nothing is claimed."""
        if self.sector is Sector.UNKNOWN:
            known = self.actor_kind is not ActorKind.UNKNOWN
            return {"actor_kind": self.actor_kind} if known else {}
        return {
            "sector": self.sector,
            "actor_kind": self.actor_kind,
            "sector_basis": self.basis,
            "sector_evidence": self.evidence,
        }


class RegisterEntry(NamedTuple):
    """What a register that lists only one kind of organisation says of those it lists."""

    sector: Sector
    actor_kind: ActorKind
    register: str


UNDECIDED = SectorDecision(Sector.UNKNOWN, ActorKind.UNKNOWN, SectorBasis.UNDECIDED, None)


def decide(
    name: str,
    *,
    orgnr: str | None = None,
    stated: Sector | None = None,
    stated_kind: ActorKind | None = None,
    register: RegisterEntry | None = None,
) -> SectorDecision:
    """The strongest evidence there is; ``orgnr`` is ten digits, ``orgnr:`` before them or not.

    ``stated`` and ``stated_kind`` are what a field of the source says, read by its importer.
    """
    if register is not None:
        return SectorDecision(
            register.sector,
            register.actor_kind,
            SectorBasis.REGISTER,
            f"listed in {register.register}",
        )
    by_number = by_orgnr(name, orgnr) if orgnr is not None else None
    if by_number is not None and by_number.sector is not Sector.UNKNOWN:
        return by_number
    if stated is not None and stated is not Sector.UNKNOWN:
        kind = stated_kind or ActorKind.UNKNOWN
        return SectorDecision(stated, kind, SectorBasis.SOURCE, "stated by the source")
    # A number that leaves the sector open outweighs what the name alone would say.
    return by_number if by_number is not None else by_name(name)


def by_name(name: str) -> SectorDecision:
    """What the name alone says; ``UNDECIDED`` when it says nothing."""
    text = " ".join(name.split())
    found = _university(text) or _territory(text) or _by_pattern(text)
    if found is None:
        return UNDECIDED
    sector, kind, says = found
    return SectorDecision(sector, kind, SectorBasis.NAME_PATTERN, f"the name {says}")


def by_orgnr(name: str, orgnr: str) -> SectorDecision | None:
    """What number and name say together; None when the digits are no organisation's.

    A university, a company that public bodies own and an association of public bodies are not told
    by the number's group: there the name decides, and where it does not either, nobody does.
    """
    digits = re.sub(r"\D", "", orgnr.removeprefix("orgnr:"))
    groups = {"2": _public_body, "5": _company, "7": _economic_association, "8": _association}
    if len(digits) != 10 or digits[0] not in "123456789":
        return None
    if digits[0] in groups:
        return groups[digits[0]](name, digits)
    if digits[0] == "9":
        return _registered(
            Sector.PRIVATE, ActorKind.COMPANY, digits, "a trading or limited partnership"
        )
    return None


Found = tuple[Sector, ActorKind, str]


def _university(name: str) -> Found | None:
    match = UNIVERSITY_NAME.search(name)
    if match is None or NOT_A_UNIVERSITY.search(name) or re.search("folkhögskol", name, re.I):
        return None
    unit = PART_OF_UNIVERSITY.search(name) is not None
    kind = ActorKind.UNIT if unit else ActorKind.UNIVERSITY
    return Sector.ACADEMIA, kind, f"says “{match.group()}”"


def _territory(name: str) -> Found | None:
    city = CITY.match(name)
    if city is not None and (is_place(city.group(1)) or is_place(city.group(1) + "s")):
        return Sector.PUBLIC, ActorKind.MUNICIPALITY, "is a place and “stad”"
    region = REGION.match(name)
    if region is not None and is_place(region.group(1).removeprefix("of ")):
        return Sector.PUBLIC, ActorKind.REGION, "is “Region” and a county"
    if MUNICIPAL_UNIT.search(name) and (is_generic_unit(name) or "-" in name):
        return Sector.PUBLIC, ActorKind.UNIT, "is that of a municipal committee or administration"
    return None


def _by_pattern(name: str) -> Found | None:
    for pattern in NAME_PATTERNS:
        if pattern.form.search(name) and not _may_be_owned_publicly(name, pattern.sector):
            return pattern.sector, pattern.kind, pattern.says
    return None


def _may_be_owned_publicly(name: str, sector: Sector) -> bool:
    """A company or association whose name speaks of public bodies or a place may be theirs."""
    if sector is Sector.PUBLIC:
        return NETWORK_OF.match(name) is not None
    if HELD_BY_PUBLIC_BODIES.search(name):
        return not re.search("folkhögskol|folkuniversitet", name, re.IGNORECASE)
    return sector is Sector.PRIVATE and COMPANY_NAME.search(name) is not None and _hints(name)


def _hints(name: str) -> bool:
    return OFTEN_PUBLIC_BUSINESS.search(name) is not None or holds_place(name)


def _public_body(name: str, digits: str) -> SectorDecision:
    academia = _university(name)
    if academia is not None:
        sector, kind, says = academia
        return SectorDecision(sector, kind, SectorBasis.NAME_PATTERN, f"the name {says}")
    group = digits[:4]
    if group == PARISH_NUMBERS:
        return _registered(
            Sector.CIVIL_SOCIETY, ActorKind.FAITH_COMMUNITY, digits, "the Church of Sweden"
        )
    if group == MUNICIPALITY_NUMBERS:
        # Gotland is both: a municipality by number that calls itself a region.
        named = by_name(name).actor_kind
        kind = named if named in (ActorKind.UNIT, ActorKind.REGION) else ActorKind.MUNICIPALITY
        return _registered(Sector.PUBLIC, kind, digits, "a municipality")
    if group == REGION_NUMBERS:
        return _registered(Sector.PUBLIC, ActorKind.REGION, digits, "a region")
    if group == FEDERATION_NUMBERS:
        return _federation(name, digits)
    if group == AGENCY_NUMBERS:
        return _registered(Sector.PUBLIC, ActorKind.AGENCY, digits, "a state body")
    return _registered(Sector.PUBLIC, ActorKind.PUBLIC_BODY, digits, "a public body")


def _federation(name: str, digits: str) -> SectorDecision:
    named = by_name(name)
    kind = (
        ActorKind.COORDINATION_ASSOCIATION
        if named.actor_kind is ActorKind.COORDINATION_ASSOCIATION
        else ActorKind.MUNICIPAL_FEDERATION
    )
    return _registered(Sector.PUBLIC, kind, digits, "a federation of public bodies")


def _company(name: str, digits: str) -> SectorDecision:
    named = by_name(name)
    if named.actor_kind in (ActorKind.PUBLIC_COMPANY, ActorKind.SOCIAL_ENTERPRISE):
        return named
    academia = _university(name)
    if academia is not None:  # Chalmers and Jönköping University are companies by form
        return SectorDecision(academia[0], academia[1], named.basis, named.evidence)
    if HELD_BY_PUBLIC_BODIES.search(name) or _hints(name):
        return _open(digits, ActorKind.COMPANY, "a limited company that public bodies may own")
    return _registered(Sector.PRIVATE, ActorKind.COMPANY, digits, "a limited company")


def _economic_association(name: str, digits: str) -> SectorDecision:
    if HELD_BY_PUBLIC_BODIES.search(name):
        return _open(digits, ActorKind.COOPERATIVE, "an association that public bodies may form")
    return _registered(
        Sector.CIVIL_SOCIETY, ActorKind.COOPERATIVE, digits, "an economic association"
    )


def _association(name: str, digits: str) -> SectorDecision:
    named = by_name(name)
    if named.sector in (Sector.ACADEMIA, Sector.CIVIL_SOCIETY):
        return named
    if HELD_BY_PUBLIC_BODIES.search(name):
        return _open(digits, ActorKind.UNKNOWN, "an association that public bodies may form")
    return _registered(
        Sector.CIVIL_SOCIETY, ActorKind.UNKNOWN, digits, "a non-profit association or foundation"
    )


def _registered(sector: Sector, kind: ActorKind, digits: str, group: str) -> SectorDecision:
    return SectorDecision(
        sector, kind, SectorBasis.REGISTER, f"the number {digits[:4]}… is that of {group}"
    )


def _open(digits: str, kind: ActorKind, group: str) -> SectorDecision:
    return SectorDecision(
        Sector.UNKNOWN, kind, SectorBasis.UNDECIDED, f"the number {digits[:4]}… is that of {group}"
    )

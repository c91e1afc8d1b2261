"""Which sector and kind an organisation has, by ROR's types and, within them, by its names."""

from collections.abc import Iterable, Mapping
from typing import Any

from graph_schema.vocabularies import ActorKind, Sector, SectorBasis
from importers.sectors import UNDECIDED, SectorDecision, by_name

TYPES: Mapping[str, Sector | None] = {
    "education": Sector.ACADEMIA,
    "government": Sector.PUBLIC,
    "nonprofit": Sector.CIVIL_SOCIETY,
    "company": Sector.PRIVATE,
    # What these do is said, not who they are: hospitals and archives stand in every sector.
    "healthcare": None,
    "facility": None,
    "archive": None,
    "funder": None,
    "other": None,
}
USUAL_KIND = {
    Sector.ACADEMIA: ActorKind.UNIVERSITY,
    Sector.PRIVATE: ActorKind.COMPANY,
}


def standing(types: Iterable[str], names: Iterable[str], *, is_part: bool) -> Mapping[str, Any]:
    """The sector fields of an actor; empty where neither types nor names decide.

    Types that speak for different sectors decide nothing. ROR is no register of legal persons, so
    its types count as stated by the source, and a register of agencies outweighs them.
    """
    stated = {sector for t in types if (sector := TYPES[t]) is not None}
    decisions = [d for name in names if (d := by_name(name)) != UNDECIDED]
    if len(stated) != 1:
        # Of a university ROR would say education; a name with "University" is then something else.
        return _first([d for d in decisions if d.actor_kind is not ActorKind.UNIVERSITY]).fields()
    sector = stated.pop()
    if sector is Sector.ACADEMIA and any(d.actor_kind in SCHOOLS for d in decisions):
        return _first([d for d in decisions if d.actor_kind in SCHOOLS]).fields()
    return SectorDecision(
        sector,
        _kind(sector, decisions, is_part=is_part),
        SectorBasis.SOURCE,
        "ROR types: " + ", ".join(t for t in TYPES if TYPES[t] is sector),
    ).fields()


# Education, but not academia: ROR has one type for both.
SCHOOLS = (ActorKind.FOLK_HIGH_SCHOOL, ActorKind.STUDY_ASSOCIATION)


def _kind(sector: Sector, decisions: list[SectorDecision], *, is_part: bool) -> ActorKind:
    kinds = {d.actor_kind for d in decisions if d.sector is sector}
    named = kinds.pop() if len(kinds) == 1 else ActorKind.UNKNOWN
    if sector is Sector.ACADEMIA and is_part:
        return ActorKind.UNIVERSITY if named is ActorKind.UNIVERSITY else ActorKind.UNIT
    return USUAL_KIND.get(sector, named)


def _first(decisions: list[SectorDecision]) -> SectorDecision:
    """What the names say where they do not contradict each other."""
    sectors = {decision.sector for decision in decisions}
    return decisions[0] if len(sectors) == 1 else UNDECIDED

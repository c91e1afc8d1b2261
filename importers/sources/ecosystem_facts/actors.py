"""The parties of a row as actors: name, aliases, identifiers and how the sector was decided."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from graph_schema.claims import Claim
from graph_schema.edges import PartOf
from graph_schema.identifiers import NotAnIdentifierError, PersonalNumberError, tagged
from graph_schema.nodes import Actor
from graph_schema.vocabularies import ActorKind, Sector, SectorBasis
from importers.base import RecordClaims
from importers.names import name_key
from importers.sectors import decide
from importers.sources.ecosystem_facts.money import Fund, fund
from importers.sources.ecosystem_facts.parties import PLAIN_UNIT, Party, parties, placed
from importers.sources.ecosystem_facts.statement import Statement

NUMBER_IN_NAME = re.compile(r"\((?P<orgnr>\d{6}-?\d{4})\)\s*\Z")
MUNICIPALITY_ROLE = re.compile(r"\bkommun\b", re.IGNORECASE)


class Stated(NamedTuple):
    """What a row says of an organisation besides its name."""

    published: Mapping[str, str | None]
    identifiers: tuple[str, ...]
    sector: Sector
    page: str


class Subject(NamedTuple):
    """A party of a row, and what its published name says of units and their organisations."""

    claim: Claim
    beside: tuple[Claim, ...] = ()


def subjects(
    record: RecordClaims, row: Statement, long_names: Mapping[str, str]
) -> Iterator[Subject]:
    """The row's party; more than one where the published name joins two.

    ``long_names`` are the abbreviations that the file itself spells out, by key.
    """
    stated = Stated(
        {"subject": row.subject or None, "subject_orgnr": row.orgnr, "subject_sector": row.sector},
        (row.orgnr,) if row.orgnr is not None else (),
        row.sector,
        row.page,
    )
    if row.sole_trader:
        yield Subject(_sole_trader(record, row))
        return
    if (known := fund(row.subject)) is not None:
        yield Subject(_fund(record, known, stated))
        return
    is_municipality = MUNICIPALITY_ROLE.search(row.role) is not None and row.sector is Sector.PUBLIC
    name = long_names.get(name_key(row.subject), row.subject)
    for party in parties(name, is_municipality=is_municipality):
        yield _organisation(record, placed(party, row.region or row.object), stated)


def organisation(record: RecordClaims, row: Statement) -> Claim:
    """The organisation that is the row's object."""
    number = NUMBER_IN_NAME.search(row.object)
    stated = Stated({"object": row.object}, _identifiers(number), Sector.UNKNOWN, row.page)
    party = parties(row.object)[0]
    return _actor(record, party, stated)


def _identifiers(number: re.Match[str] | None) -> tuple[str, ...]:
    if number is None:
        return ()
    try:
        return (tagged("orgnr", number["orgnr"]),)
    except (NotAnIdentifierError, PersonalNumberError):
        return ()  # ten digits in brackets behind a name need not be its number


def _sole_trader(record: RecordClaims, row: Statement) -> Claim:
    # Named after the arena, so that two traders never become one actor by a name that says nothing.
    name = f"Enskild näringsidkare ({row.object})"
    return record.node(
        Actor,
        name_key(name),
        {"subject_sector": row.sector},
        name=name,
        sector=Sector.PRIVATE,
        actor_kind=ActorKind.COMPANY,
        sector_basis=SectorBasis.SOURCE,
        sector_evidence="a sole trader's number, discarded",
    )


def _fund(record: RecordClaims, known: Fund, stated: Stated) -> Claim:
    # A fund that a page names as funder is the actor people know; its programme is a node too.
    return record.node(
        Actor,
        name_key(known.name),
        stated.published,
        name=known.name,
        aliases=known.aliases,
        identifiers=stated.identifiers,
        sector=Sector.PUBLIC,
        actor_kind=ActorKind.PUBLIC_BODY,
        sector_basis=SectorBasis.CURATED,
        sector_evidence=stated.page,
    )


def _organisation(record: RecordClaims, party: Party, stated: Stated) -> Subject:
    actor = _actor(record, party, stated)
    without_number = stated._replace(identifiers=())
    beside: tuple[Claim, ...] = ()
    if party.unit_of is not None:
        host = _actor(record, Party(party.unit_of), without_number)
        beside = (host, record.edge(PartOf, (actor, host), stated.published))
    if party.unit is not None:
        unit = _actor(record, _unit(party), without_number, decided_by=party.name)
        beside = (*beside, unit, record.edge(PartOf, (unit, actor), stated.published))
    return Subject(actor, beside)


def _unit(party: Party) -> Party:
    """A unit; an administration is named with its organisation: its own name says too little."""
    unit = party.unit or ""
    plain = PLAIN_UNIT.match(unit) is not None or unit[:1].islower()
    return Party(f"{party.name}, {unit}" if plain else unit)


def _actor(
    record: RecordClaims, party: Party, stated: Stated, *, decided_by: str | None = None
) -> Claim:
    key = stated.identifiers[0] if stated.identifiers else name_key(party.name)
    return record.node(
        Actor,
        key,
        stated.published,
        name=party.name,
        aliases=party.aliases,
        identifiers=stated.identifiers,
        **_sector(party.name, stated, decided_by),
    )


def _sector(name: str, stated: Stated, decided_by: str | None) -> dict[str, Any]:
    orgnr = stated.identifiers[0] if stated.identifiers else None
    decision = decide(decided_by or name, orgnr=orgnr)
    kind = ActorKind.UNIT if decided_by is not None else decision.actor_kind
    if decision.sector is not Sector.UNKNOWN:
        return decision._replace(actor_kind=kind).fields()
    if stated.sector is Sector.UNKNOWN:
        return decision._replace(actor_kind=kind).fields()
    # The column is the list's own inference, not the page's word: a person's judgement, and weak.
    return {
        "sector": stated.sector,
        "actor_kind": kind,
        "sector_basis": SectorBasis.CURATED,
        "sector_evidence": stated.page,
    }

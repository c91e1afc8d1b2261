"""Where the parties of a row meet: projects and collaborations, their programmes and regions."""

import re
from collections.abc import Iterator
from typing import Any

from graph_schema.claims import Claim
from graph_schema.edges import ActiveIn, PartOf
from graph_schema.nodes import Collaboration, Programme, Project
from graph_schema.vocabularies import CollaborationKind, ProgrammeKind
from importers.base import RecordClaims
from importers.names import name_key
from importers.places import regions_of
from importers.sources.ecosystem_facts.money import Level, chain, levels, named_call
from importers.sources.ecosystem_facts.parties import spelled_out
from importers.sources.ecosystem_facts.statement import Statement
from importers.sources.ecosystem_facts.wording import collaboration_kind, dates_the_tie

ESF_ONLY = re.compile(r"\d{2}-\d{3}-S\d{2}\Z")
ESF_SHARED = re.compile(r"20\d\d/\d{5}\Z|20\d\d-\d{7}\Z")  # other registers number so too
ESF_WORDS = re.compile(r"\besf|socialfond|social fund", re.IGNORECASE)
VINNOVA = re.compile(r"20\d\d-\d{5}\Z")
BRACKETS_BEHIND = re.compile(r"\s*\([^()]*\)\s*\Z")


def arena_key(name: str, number: str) -> str:
    """The register number where there is one, else the name without its abbreviation."""
    return f"nr:{name_key(number)}" if number else name_key(spelled_out(name).name)


def arena(record: RecordClaims, row: Statement, number: str, *, unnamed: str = "") -> Claim:
    """The project or collaboration of a row; ``unnamed`` is a count of parties without names."""
    if row.object_kind == "Project":
        return _project(record, row, number, unnamed)
    shown = spelled_out(row.object)
    kind = collaboration_kind(row.object, row.programme, row.role)
    if kind is CollaborationKind.UNKNOWN and row.relation in ("MEMBER_OF", "HOSTS_NODE_OF"):
        kind = CollaborationKind.NETWORK
    return record.node(
        Collaboration,
        arena_key(row.object, number),
        _published(row, unnamed),
        name=shown.name,
        aliases=shown.aliases,
        number=row.number or None,
        collaboration_kind=None if kind is CollaborationKind.UNKNOWN else kind,
        unnamed_parties=(unnamed,) if unnamed else (),
        **_shared_fields(row),
    )


def membership(
    record: RecordClaims, row: Statement, organisation: str, *, unnamed: str = ""
) -> Claim:
    """The members, or the founders, of an organisation: an arena with the organisation in it."""
    founders = row.relation == "ORGANISES"
    name = f"{organisation} ({'grundare' if founders else 'medlemmar'})"
    return record.node(
        Collaboration,
        name_key(name),
        _published(row, unnamed),
        name=name,
        collaboration_kind=CollaborationKind.PARTNERSHIP if founders else CollaborationKind.NETWORK,
        unnamed_parties=(unnamed,) if unnamed else (),
        region_as_published=row.region or None,
    )


def programme(record: RecordClaims, row: Statement) -> Claim:
    """The programme or call that is a row's object."""
    level = named_call(BRACKETS_BEHIND.sub("", row.object))
    return record.node(
        Programme,
        level.key,
        {"object": row.object, "start": row.start, "end": row.end},
        name=level.name,
        programme_kind=ProgrammeKind.CALL,
        start=row.start,
        end=row.end,
    )


def surroundings(
    record: RecordClaims, row: Statement, arena: Claim, fund: str | None
) -> Iterator[Claim]:
    """The programme tree above an arena and the regions it is active in; ``fund`` is a funder's."""
    for tree in (levels(row.programme), _fund_levels(row, fund)):
        yield from _tree(record, row, arena, tree)
    for region in regions_of(row.region) or regions_of(BRACKETS_BEHIND.sub("", row.region)):
        yield record.edge(ActiveIn, (arena, region), {"region": row.region})


def _fund_levels(row: Statement, fund: str | None) -> tuple[Level, ...]:
    """The fund a funder is, unless the programme column has already said it more exactly."""
    from_column = levels(row.programme)
    if fund is None or any(level.key == fund for level in from_column):
        return ()
    return chain(fund)


def _tree(
    record: RecordClaims, row: Statement, below: Claim, tree: tuple[Level, ...]
) -> Iterator[Claim]:
    for level in tree:
        published = {"programme": row.programme} if row.programme else {"subject": row.subject}
        node = record.node(
            Programme, level.key, published, name=level.name, programme_kind=level.kind
        )
        yield node
        yield record.edge(PartOf, (below, node), published)
        below = node


def _project(record: RecordClaims, row: Statement, number: str, unnamed: str) -> Claim:
    shown = spelled_out(row.object)
    return record.node(
        Project,
        arena_key(row.object, number),
        _published(row, unnamed),
        name=shown.name,
        aliases=shown.aliases,
        number=row.number or None,
        identifiers=_number_identifiers(row),
        unnamed_parties=(unnamed,) if unnamed else (),
        **_shared_fields(row),
    )


def _shared_fields(row: Statement) -> dict[str, Any]:
    whole = not dates_the_tie(row.role)
    return {
        "start": row.start if whole else None,
        "end": row.end if whole else None,
        "region_as_published": row.region or None,
        "programme_as_published": row.programme or None,
    }


def _published(row: Statement, unnamed: str) -> dict[str, str | None]:
    whole = not dates_the_tie(row.role)
    return {
        "object": row.object,
        "object_kind": row.object_kind,
        "register_number": row.number or None,
        "programme": row.programme or None,
        "region": row.region or None,
        "start": row.start if whole else None,
        "end": row.end if whole else None,
        "subject": unnamed or None,
    }


def _number_identifiers(row: Statement) -> tuple[str, ...]:
    """Tagged only where number and programme together say whose register it is."""
    if ESF_ONLY.match(row.number) or (
        ESF_SHARED.match(row.number) and ESF_WORDS.search(row.programme)
    ):
        return (f"dnr:{row.number}",)
    if VINNOVA.match(row.number) and "vinnova" in row.programme.casefold():
        return (f"vinnova:{row.number}",)
    return ()

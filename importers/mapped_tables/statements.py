"""What one row of a mapped table states: an arena, who takes part, who pays, what it is about."""

from collections.abc import Iterator
from typing import Any

from graph_schema.claims import Claim
from graph_schema.edges import (
    ActiveIn,
    Funds,
    LocatedIn,
    ParticipatesIn,
    PartOf,
)
from graph_schema.nodes import Collaboration, Programme, Project
from graph_schema.vocabularies import (
    MET,
    AmountKind,
    CollaborationKind,
    ParticipationStatus,
    Role,
)
from importers.base import ClaimMaker, RecordClaims
from importers.mapped_tables.actor_rows import actor_claims
from importers.mapped_tables.applied import refuse_ungranted
from importers.mapped_tables.cells import RowCells
from importers.mapped_tables.concepts import concept_claims
from importers.mapped_tables.mapping import (
    CollaborationColumns,
    FunderColumns,
    ParticipantColumns,
    ProjectColumns,
    TableMapping,
    Text,
)
from importers.mapped_tables.parties import Named, named_parties, sole_traders
from importers.mapped_tables.traders import Traders
from importers.mapped_tables.unit_rows import refuse_units
from importers.mapped_tables.unread_amounts import paying_status, refuse_unread_amounts
from importers.names import name_key
from importers.parties import party_claim
from importers.places import regions_of
from importers.rows import LocatedRow


def row_claims(
    mapping: TableMapping, row: LocatedRow, make: ClaimMaker, traders: Traders = frozenset()
) -> Iterator[Claim]:
    """All claims of a row. Rows of one arena are one record: restated together."""
    cells = RowCells(row, mapping.format, traders)
    if mapping.actor is not None:
        yield from actor_claims(mapping, mapping.actor, cells, make)
        return
    cells.hidden = sole_traders(cells, (*mapping.participant, *mapping.funder))
    refuse_units(mapping, row)
    participants = [
        (part, named_parties(cells, part)) for part in mapping.participant if reads(cells, part)
    ]
    paying = {
        place: named_parties(cells, part)
        for place, part in enumerate(mapping.funder)
        if reads(cells, part) and _pays(cells, part)
    }
    refuse_unread_amounts(cells, mapping, paying)
    refuse_ungranted(cells, mapping, paying)
    funders = [(mapping.funder[place], found) for place, found in paying.items()]
    key = arena_key(cells, mapping.arena)
    record = make.at(key, row.locator)
    unnamed = tuple(u for _, found in (*participants, *funders) for u in found.unnamed)
    arena = _arena(cells, record, key, mapping.arena, unnamed)
    yield arena
    yield from _about(cells, record, arena, mapping)
    for participant, found in participants:
        if found.named:
            yield from _participations(cells, record, arena, participant, found.named)
    for funder, found in funders:
        yield from _funding(cells, record, arena, funder, found.named)


def reads(cells: RowCells, part: ParticipantColumns | FunderColumns) -> bool:
    """Whether a section of the mapping is about this row."""
    if part.only is not None and not cells.among(part.only):
        return False
    return part.omit is None or not cells.among(part.omit)


def _pays(cells: RowCells, part: FunderColumns) -> bool:
    """Whether who is named pays: not who declined, or was only invited or interested.

    Beside an amount the latter is refused: see ``refuse_unread_amounts``.
    """
    status = paying_status(cells, part)
    return status is None or status in MET


def arena_key(cells: RowCells, columns: ProjectColumns | CollaborationColumns) -> str:
    """What tells arenas apart: the key column, the number, or the name."""
    if columns.key is not None:
        return cells.text(columns.key) or cells.row.require(columns.key)
    return cells.text(columns.number) or name_key(_name(cells, columns))


def _name(cells: RowCells, columns: ProjectColumns | CollaborationColumns) -> str:
    name = cells.of(columns.name) or cells.row.require(columns.name.column or "")
    return " ".join(name.split())


def _arena(
    cells: RowCells,
    record: RecordClaims,
    key: str,
    columns: ProjectColumns | CollaborationColumns,
    unnamed: tuple[str, ...],
) -> Claim:
    number = cells.text(columns.number)
    tagged = columns.number_scheme is not None and number is not None
    shared: dict[str, Any] = {
        "name": _name(cells, columns),
        "number": number,
        "identifiers": (f"{columns.number_scheme}:{number}",) if tagged else (),
        **cells.period(columns.start, columns.end),
        "region_as_published": cells.of(columns.region),
        "programme_as_published": cells.of(columns.programme),
        "website": cells.text(columns.website),
        "unnamed_parties": unnamed,
    }
    said = {"name": columns.name, "region": columns.region, "programme": columns.programme}
    published = {
        **cells.published(columns.key, columns.number, columns.start, columns.end, columns.website),
        **{_said_in(source, key): cells.of(source) for key, source in said.items()},
    }
    if isinstance(columns, CollaborationColumns):
        published |= cells.published(columns.kind.column, columns.place)
        shared["collaboration_kind"] = cells.choice(
            columns.kind, CollaborationKind, "[collaboration] kind"
        )
        shared["place"] = cells.text(columns.place)
        return record.node(Collaboration, key, published, **shared)
    published |= cells.published(*_project_headings(columns))
    return record.node(Project, key, published, **shared, **_project_fields(cells, columns))


def _project_headings(columns: ProjectColumns) -> tuple[str | None, ...]:
    return (
        columns.budget,
        columns.currency.column,
        columns.cofinancing_rate,
        columns.summary,
        columns.programme_area,
        columns.specific_objective,
        columns.intervention_field,
    )


def _project_fields(cells: RowCells, columns: ProjectColumns) -> dict[str, Any]:
    budget, currency = cells.amount(columns.budget, columns.currency, columns.unit)
    return {
        "total_budget": budget,
        "currency": currency,
        "cofinancing_rate": cells.rate(columns.cofinancing_rate),
        "summary": cells.text(columns.summary),
        "programme_area": cells.text(columns.programme_area),
        "specific_objective": cells.text(columns.specific_objective),
        "intervention_field": cells.text(columns.intervention_field),
    }


def _about(
    cells: RowCells, record: RecordClaims, arena: Claim, mapping: TableMapping
) -> Iterator[Claim]:
    columns = mapping.arena
    yield from concept_claims(cells, record, arena, columns, mapping.format.list_separator)
    place, programme = cells.of(columns.region), cells.of(columns.programme)
    for region in regions_of(place):
        yield record.edge(ActiveIn, (arena, region), {_said_in(columns.region, "region"): place})
    if programme is not None:
        said = {_said_in(columns.programme, "programme"): programme}
        name = " ".join(programme.split())
        above = record.node(Programme, name_key(programme), said, name=name)
        yield above
        yield record.edge(PartOf, (arena, above), said)


def _participations(
    cells: RowCells,
    record: RecordClaims,
    arena: Claim,
    columns: ParticipantColumns,
    named: list[Named],
) -> Iterator[Claim]:
    role = cells.choice(columns.role, Role, "[participant] role")
    if role is None:
        advice = "fill it in, or set default beside the column in the mapping"
        raise cells.row.error(columns.role.column or "", "a role", advice)
    status, status_column = None, None
    if columns.status is not None:
        roles = columns.role.column
        status = cells.choice(
            columns.status, ParticipationStatus, "[participant] status", beside=roles
        )
        status_column = columns.status.column
    as_published = cells.text(columns.role.column)
    period: dict[str, Any] = cells.period(columns.start, columns.end)
    more = cells.published(columns.role.column, status_column, columns.start, columns.end)
    for one in named:
        said = _said(cells, one, columns.orgnr)
        actor = _actor(cells, record, arena, one, said, country=cells.of(columns.country))
        yield actor
        yield record.edge(
            ParticipatesIn,
            (actor, arena),
            {} if one.party.sole_trader else {**said, **more},
            role=role,
            role_as_published=as_published or one.column,
            status=status,
            **period,
        )
        place = None if one.party.sole_trader else cells.of(columns.region)
        for region in regions_of(place):
            where = {**said, _said_in(columns.region, "region"): place}
            yield record.edge(LocatedIn, (actor, region), where)


def _funding(
    cells: RowCells,
    record: RecordClaims,
    arena: Claim,
    columns: FunderColumns,
    named: list[Named],
) -> Iterator[Claim]:
    amount, currency = cells.amount(columns.amount, columns.currency, columns.unit)
    share = cells.rate(columns.share)
    kind = cells.choice(columns.amount_kind, AmountKind, "[funder] amount_kind")
    if (amount or share) is not None and len(named) > 1:
        raise cells.row.error(
            columns.columns[0],
            f"one funder of the amount in “{columns.amount or columns.share}”",
            "give each funder a row, or a column and an amount column, of its own",
        )
    valued = columns.amount is not None or columns.share is not None
    status = columns.status.column if columns.status is not None else None
    told_by = (columns.currency.column, columns.amount_kind.column, status)
    period: dict[str, Any] = cells.period(columns.start, columns.end)
    more = cells.published(columns.amount, columns.share, *told_by, columns.start, columns.end)
    for one in named:
        if one.column is None and valued and amount is None and share is None:
            continue  # the mapping says who pays, but of this row nobody does
        said = _said(cells, one, columns.orgnr)
        actor = _actor(cells, record, arena, one, said)
        yield actor
        yield record.edge(
            Funds,
            (actor, arena),
            {} if one.party.sole_trader else {**said, **more},
            amount=amount,
            currency=currency,
            amount_kind=kind,
            amount_as_published=columns.amount,
            share=share,
            **period,
        )


def _actor(
    cells: RowCells,
    record: RecordClaims,
    arena: Claim,
    one: Named,
    said: dict[str, str | None],
    **fields: Any,
) -> Claim:
    trader = f"{arena.key}, rad {cells.row.locator.row}, {one.column}"
    return party_claim(record, one.party, arena.key, said, trader=trader, **fields)


def _said(cells: RowCells, one: Named, number: str | None) -> dict[str, str | None]:
    """The name where it stood (of several in one cell, this one), with its number."""
    return {one.column or "name": one.party.name, **cells.published(number)}


def _said_in(source: Text | None, same_for_all: str) -> str:
    """The column a value stood in; where the mapping itself gives it, the name of its key."""
    return (source.column if source is not None else None) or same_for_all

"""The organisations that a row names, in every column the mapping says they stand in."""

from typing import NamedTuple

from graph_schema.identifiers import NotAnIdentifierError
from graph_schema.vocabularies import ActorKind, Sector
from importers.mapped_tables.cells import RowCells
from importers.mapped_tables.mapping import ActorColumns, FunderColumns, ParticipantColumns
from importers.masking import MASK
from importers.parties import NUMBER_EXPECTED, Party, organisation_number
from importers.sectors import decide

Columns = ParticipantColumns | FunderColumns


class Named(NamedTuple):
    """An organisation and where it stood; no column where the mapping itself names it."""

    party: Party
    column: str | None


class NamedParties(NamedTuple):
    """The organisations of one section, and what stood there that is no organisation's name."""

    named: list[Named]
    unnamed: list[str]


def sole_traders(cells: RowCells, sections: tuple[Columns, ...]) -> tuple[str, ...]:
    """The names beside numbers that are persons'; to be hidden before anything else is read."""
    return tuple(
        name
        for section in sections
        if _number(cells, section)[1]
        for column in section.columns
        if (name := cells.raw(column)) is not None
    )


def named_parties(cells: RowCells, section: Columns) -> NamedParties:
    """Who is named in the columns of one section, each once, in the order of the row."""
    found = NamedParties([], [])
    if section.name is not None:
        found.named.append(Named(party_of(cells, section, section.name), None))
        return found
    separator = section.separator
    seen: set[str] = set()
    for column in section.columns:
        for name in cells.parts(column, separator):
            if MASK in name and not _number(cells, section)[1]:
                found.unnamed.append(name)
            elif name not in seen:
                seen.add(name)
                found.named.append(Named(party_of(cells, section, name), column))
    return found


def party_of(cells: RowCells, section: Columns | ActorColumns, name: str) -> Party:
    """The organisation of this name, with what the row says of it."""
    number, sole_trader = _number(cells, section)
    sector = kind = None
    if section.sector is not None:
        sector = cells.choice(section.sector, Sector, f"[{_called(section)}] sector")
    if section.actor_kind is not None:
        kind = cells.choice(section.actor_kind, ActorKind, f"[{_called(section)}] actor_kind")
    decided = decide(name, orgnr=number, stated=sector, stated_kind=kind)
    return Party(name, decided, number, sole_trader)


def _number(cells: RowCells, section: Columns | ActorColumns) -> tuple[str | None, bool]:
    """The number of who is named, and whether it is a sole trader, here or elsewhere in the table.

    Of several names in a cell none has a number.
    """
    written = cells.raw(section.orgnr)
    names = (section.name,) if isinstance(section, ActorColumns) else section.columns
    if written is None and len(names) == 1 and cells.is_traders(names[0]):
        return None, True
    try:
        return organisation_number(written)
    except NotAnIdentifierError as error:
        raise cells.row.error(
            section.orgnr or "",
            f"{NUMBER_EXPECTED} ({error})",
            "correct the number or leave the cell empty",
        ) from error


def _called(section: Columns | ActorColumns) -> str:
    if isinstance(section, ActorColumns):
        return "actor"
    return "participant" if isinstance(section, ParticipantColumns) else "funder"

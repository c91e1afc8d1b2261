"""Reads the list of sectors and other names that people decided: one row per organisation."""

import re
from collections.abc import Iterator
from typing import Any, TypeVar

from graph_schema.claims import Claim
from graph_schema.nodes import Actor
from graph_schema.vocabularies import ActorKind, Sector, SectorBasis, Vocabulary
from importers.base import ClaimMaker
from importers.files import SourceFile
from importers.names import name_key
from importers.tables import LocatedRow, read_table
from importers.values import parse_date

COLUMNS = ("name", "aliases", "sector", "actor_kind", "source_url", "checked", "note")
ADDRESS = re.compile(r"https?://\S+\.\S+\Z")

V = TypeVar("V", bound=Vocabulary)


def read(file: SourceFile) -> Iterator[LocatedRow]:
    """The rows; a name that stands for two organisations is an error of the whole file."""
    row_of: dict[str, int | None] = {}
    for row in read_table(file, header=COLUMNS):
        if row.fault is None:
            for column, name in _names(row):
                key = name_key(name)
                if key in row_of:
                    raise row.error(column, f"each name once; “{name}” stands in row {row_of[key]}")
                row_of[key] = row.locator.row
        yield row


def claims(record: LocatedRow, make: ClaimMaker) -> Iterator[Claim]:
    """The organisation with its other names, and its sector where that was decided."""
    cells = {column: value for column, value in record.cells.items() if value is not None}
    name = record.require("name")
    record.pop("aliases")
    sector = _member(record, "sector", Sector)
    kind = _member(record, "actor_kind", ActorKind)
    address = record.require("source_url")
    if ADDRESS.match(address) is None:
        raise record.error("source_url", "the address of a page, https://…")
    _date(record)
    note = record.pop("note")
    record.ensure_consumed()
    decided: dict[str, Any] = {
        "sector": sector,
        "sector_basis": SectorBasis.CURATED,
        "sector_evidence": f"{note}: {address}" if note is not None else address,
    }
    yield make.at(name_key(name), record.locator).node(
        Actor,
        name_key(name),
        cells,
        name=name,
        aliases=tuple(alias for column, alias in _names(record) if column == "aliases"),
        actor_kind=kind,
        **(decided if sector is not Sector.UNKNOWN else {}),
    )


def _names(row: LocatedRow) -> Iterator[tuple[str, str]]:
    if (name := row["name"]) is not None:
        yield "name", name
    for alias in (row["aliases"] or "").split("|"):
        if alias.strip():
            yield "aliases", alias.strip()


def _member(row: LocatedRow, column: str, vocabulary: type[V]) -> V:
    code = row.require(column)
    found = next((member for member in vocabulary if member.value == code), None)
    if found is None:
        raise row.error(column, "one of " + ", ".join(member.value for member in vocabulary))
    return found


def _date(row: LocatedRow) -> None:
    """The day the page was read, if it was."""
    checked = row.pop("checked")
    if checked is None:
        return
    try:
        parse_date(checked)
    except ValueError as error:
        raise row.error("checked", str(error)) from error

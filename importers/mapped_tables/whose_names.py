"""Whether those whom a column of actors names may be persons, who are no part of the graph."""

import re

from graph_schema.vocabularies import Role, Sector
from importers.mapped_tables.attendance import PERSONS, persons_among
from importers.mapped_tables.perhaps_persons import may_be_somebodys, stands_behind_one
from importers.mapped_tables.recognising import (
    PROMISED,
    Column,
    Meaning,
    bears_out,
    is_of_a_person,
    mostly,
    role_of,
)
from importers.sectors import by_name

GROUPS = frozenset({Role.STEERING_GROUP, Role.REFERENCE_GROUP, Role.EVALUATOR})
"""Roles that persons have as often as organisations."""
PERSONS_TOO = re.compile(
    r"[ck]oordinator|samordnare\b|\bmedlem(mar(na)?|men)?\b|\bmembers?\b|\baktör(er(na)?|en)?\b"
    r"|\bactors?\b|\bparticipants?\b",
    re.IGNORECASE,
)
"""Headings under which persons stand as often as organisations."""
PERSONAL_NAMES = "names, perhaps of persons"
OF_WHOM_NUMBERS = "names of whom most have personal numbers: persons, or sole traders without names"
BEHIND = "persons stand behind organisations"
SHOWN_ROWS = 12  # numbers of rows, of which the rest are counted


def why_persons(
    column: Column, found: Meaning, number: Column | None, *, contacts: bool
) -> str | None:
    """Why the names in a column may be those of persons; None where they are organisations'.

    ``number``: the column of their numbers; ``contacts``: whether data of persons stand beside.
    """
    behind = [
        n for n, cell in zip(column.rows, column.values, strict=True) if stands_behind_one(cell)
    ]
    if behind:
        return behind_organisations(behind)
    if found is Meaning.PARTY and role_of(column) in GROUPS:
        unknown = all(by_name(name).sector is Sector.UNKNOWN for name in column.values)
        return f"{PERSONAL_NAMES}: no organisation is known" if unknown else None
    if number is not None:
        return OF_WHOM_NUMBERS if mostly(number, is_of_a_person) else None
    either = PERSONS_TOO.search(column.heading) is not None
    if persons_among(column.values) >= (PERSONS if either else PROMISED):
        return PERSONAL_NAMES
    return PERSONAL_NAMES if either and contacts and bears_out(column, may_be_somebodys) else None


def behind_organisations(rows: list[int]) -> str:
    """What is told of a column in which persons stand behind organisations, and in which rows."""
    shown = ", ".join(map(str, rows[:SHOWN_ROWS]))
    more = f" and {len(rows) - SHOWN_ROWS} more" if len(rows) > SHOWN_ROWS else ""
    where = f"row {shown}" if len(rows) == 1 else f"rows {shown}{more}"
    return f"{BEHIND} in {where}: take their names out of the cells"

"""Names that a table gives a personal number in some row: a sole trader's in every row.

A name that is known for an organisation's is not among them, so that one slip of the keyboard
does not take a city out of the table.
"""

from collections.abc import Iterable, Set

from graph_schema.identifiers import NotAnIdentifierError
from importers.known_names import is_an_organisations
from importers.mapped_tables.mapping import TableMapping
from importers.names import name_key
from importers.parties import organisation_number
from importers.rows import LocatedRow

Traders = Set[tuple[str, str]]
"""The heading of a column and a name in it, as names are compared."""


def numbered(mapping: TableMapping) -> frozenset[tuple[str, str]]:
    """The columns of names that have one of organisation numbers, with that one."""
    pairs = [
        (n, part.orgnr) for part in (*mapping.participant, *mapping.funder) for n in part.columns
    ]
    if mapping.actor is not None:
        pairs.append((mapping.actor.name, mapping.actor.orgnr))
    return frozenset((name, number) for name, number in pairs if number is not None)


def traders_among(columns: Set[tuple[str, str]], rows: Iterable[LocatedRow]) -> Traders:
    """The sole traders of a table, by its columns of names and of numbers."""
    return {
        (name, name_key(value))
        for row in rows
        if row.fault is None
        for name, number in columns
        if (value := row[name]) is not None
        and _is_traders(row[number])
        and not is_an_organisations(value)
    }


def _is_traders(number: str | None) -> bool:
    try:
        return organisation_number(number)[1]
    except NotAnIdentifierError:
        return False

"""Carries the rows of the version before into a new model, with the numbers they have now."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from graph_schema.base import Edge, Node
from queries.readmodel.merging import Moves
from queries.readmodel.renumbering import GONE, Shift, shifts
from queries.readmodel.tables import edge_table, insert_into, node_table

SHIFT = """
CREATE TEMP TABLE "{name}"
(first INTEGER PRIMARY KEY, last INTEGER NOT NULL, by INTEGER NOT NULL)"""
SAID_ANEW = """
CREATE TEMP TABLE said_anew (claim INTEGER, nth INTEGER, PRIMARY KEY (claim, nth)) WITHOUT ROWID"""
AS_SAID = """
NOT EXISTS (SELECT 1 FROM temp.said_anew AS a WHERE a.claim = t.claim AND a.nth = t.nth)"""
COLUMNS = "SELECT name FROM pragma_table_info(?) ORDER BY cid"


class Carried(NamedTuple):
    """A table whose rows are carried where their number is among those that ``shift`` moves."""

    table: str
    number: str
    shift: str
    references: Mapping[str, str]
    """Other columns that hold numbers, and what moves these."""
    condition: str = "TRUE"


def carry(
    connection: sqlite3.Connection,
    moves: Moves,
    node_types: Sequence[type[Node]],
    edge_types: Sequence[type[Edge]],
    said_anew: Iterable[tuple[int, int]],
) -> None:
    """Copy every row that is as it was.

    ``said_anew`` are the sightings that are not: each by the earlier number of its claim, and which
    of that claim's it was.
    """
    connection.execute(SAID_ANEW)
    connection.executemany("INSERT INTO said_anew VALUES (?, ?)", said_anew)
    for name, found in _moved(moves):
        connection.execute(SHIFT.format(name=name))
        connection.executemany(f'INSERT INTO temp."{name}" VALUES (?, ?, ?)', found)  # noqa: S608
    for carried in _tables(node_types, edge_types):
        connection.execute(_copy(connection, carried))


def _moved(moves: Moves) -> Iterator[tuple[str, list[Shift]]]:
    nodes, edges, claims, sources = moves
    earlier, now = nodes.moved.size, nodes.ids.size  # from where the edges' numbers count on
    owners = np.concatenate((nodes.as_it_was, edges.as_it_was + earlier))
    yield "moved_owner", shifts(owners, np.concatenate((nodes.now, edges.now + now)))
    yield "moved_claim", shifts(claims.as_it_was, claims.now)
    everything = (
        ("moved_node", nodes.moved),
        ("moved_any_claim", claims.moved),
        ("moved_source", sources),
    )
    for name, moved in everything:
        kept = np.flatnonzero(moved != GONE)
        yield name, shifts(kept, moved[kept])


def _tables(
    node_types: Sequence[type[Node]], edge_types: Sequence[type[Edge]]
) -> Iterator[Carried]:
    yield Carried("claim", "n", "moved_claim", {"source": "moved_source"})
    yield Carried("sighting", "claim", "moved_any_claim", {}, AS_SAID)
    for table in ("node", "code", *map(node_table, node_types)):
        yield Carried(table, "n", "moved_owner", {})
    ends = {"from_node": "moved_node", "to_node": "moved_node"}
    for table in map(edge_table, edge_types):
        yield Carried(table, "n", "moved_owner", ends)
    yield Carried("stated", "owner", "moved_owner", {})


def _copy(connection: sqlite3.Connection, carried: Carried) -> str:
    """One statement; every name in it comes from the types."""
    columns = [row[0] for row in connection.execute(COLUMNS, (carried.table,))]
    values = ", ".join(_value(column, carried) for column in columns)
    return (
        f"{insert_into(carried.table, columns)} SELECT {values} "  # noqa: S608
        f'FROM earlier."{carried.table}" AS t CROSS JOIN temp."{carried.shift}" AS s ON s.first = '
        f'(SELECT max(first) FROM temp."{carried.shift}" WHERE first <= t."{carried.number}") '
        f'AND t."{carried.number}" <= s.last WHERE {carried.condition}'
    )


def _value(column: str, carried: Carried) -> str:
    if column == carried.number:
        return f't."{column}" + s.by'
    if column in carried.references:
        shift = carried.references[column]
        return (
            f't."{column}" + (SELECT by FROM temp."{shift}" '  # noqa: S608
            f'WHERE first <= t."{column}" ORDER BY first DESC LIMIT 1)'
        )
    return f't."{column}"'

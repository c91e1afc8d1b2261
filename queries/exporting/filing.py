"""A graph written into an SQLite file of its own: tables with types and keys, for any program."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

BATCH = 5_000  # rows
APPLICATION = 0x656B6F6B  # "ekok": how `file` and others tell whose it is


class FileColumn(NamedTuple):
    """A column: its type, whether it must be there, and the table and key it points at.

    One that is ``computed`` from another is filled by SQLite itself.
    """

    name: str
    type: str
    required: bool = False
    key: bool = False
    points_at: tuple[str, str] | None = None
    computed: str | None = None


def number_of(column: str) -> FileColumn:
    """The number that a text is, as near as a computer has it: to sort and compare by."""
    return FileColumn(f"{column}_number", "REAL", computed=f"CAST({_quoted(column)} AS REAL)")


def year_of(column: str) -> FileColumn:
    """The year of a date."""
    year = f"CAST(substr({_quoted(column)}, 1, 4) AS INTEGER)"
    return FileColumn(f"{column}_year", "INTEGER", computed=year)


class FileTable(NamedTuple):
    """A table; ``key`` are the columns of its primary key where they are several."""

    name: str
    columns: tuple[FileColumn, ...]
    key: tuple[str, ...] = ()


@contextmanager
def filing(path: Path) -> Iterator["Filing"]:
    """The file, complete and checked in the end."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for pragma in (
            "journal_mode = OFF",
            "synchronous = OFF",
            f"application_id = {APPLICATION}",
        ):
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("BEGIN")
        yield Filing(connection)
        connection.execute("COMMIT")


class Filing:
    """Tables on their way into the file."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def make(self, table: FileTable) -> None:
        """Make an empty table."""
        parts = [_declared(column) for column in table.columns]
        if table.key:
            parts.append(f"PRIMARY KEY ({', '.join(map(_quoted, table.key))})")
        self._connection.execute(f"CREATE TABLE {_quoted(table.name)} ({', '.join(parts)})")

    def index(self, table: FileTable) -> None:
        """Let rows be found by what they point at."""
        for column in table.columns:
            if column.points_at is not None and not column.key:
                name = _quoted(f"{table.name}_by_{column.name}")
                on = f"{_quoted(table.name)} ({_quoted(column.name)})"
                self._connection.execute(f"CREATE INDEX {name} ON {on}")

    def fill(self, table: FileTable, rows: Iterable[Sequence[Any]]) -> Iterator[int]:
        """Add rows; tells how many there are after each batch."""
        filled = [_quoted(column.name) for column in table.columns if column.computed is None]
        places = ", ".join("?" * len(filled))
        into = f"{_quoted(table.name)} ({', '.join(filled)})"
        statement = f"INSERT INTO {into} VALUES ({places})"  # noqa: S608 - names from the schema
        waiting, written = iter(rows), 0
        while batch := list(islice(waiting, BATCH)):
            self._connection.executemany(statement, batch)
            written += len(batch)
            yield written


def _declared(column: FileColumn) -> str:
    parts = [_quoted(column.name), column.type]
    if column.computed is not None:
        parts.append(f"GENERATED ALWAYS AS ({column.computed}) VIRTUAL")
    if column.key:
        parts.append("PRIMARY KEY")
    if column.required:
        parts.append("NOT NULL")
    if column.points_at is not None:
        table, key = column.points_at
        parts.append(f"REFERENCES {_quoted(table)} ({_quoted(key)})")
    return " ".join(parts)


def _quoted(name: str) -> str:
    escaped = name.replace('"', '""')
    return f'"{escaped}"'

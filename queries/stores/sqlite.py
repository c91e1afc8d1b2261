"""The embedded store: one SQLite file, nothing to install."""

import json
import sqlite3
from collections.abc import Callable, Iterable
from pathlib import Path
from time import time
from typing import Any, TypeVar

from queries.stores.base import Kind, StoreGoneError
from queries.stores.instants import microseconds_of
from queries.stores.reading import PAGE_ROWS, RawRow, View
from queries.stores.sqlite_file import Connections, check_format, make_ready
from queries.stores.staging import Plan
from queries.stores.stamped import StampedStore
from queries.stores.transactions import State, Transaction

T = TypeVar("T")

BATCH_ROWS = 20_000  # about 0.2 s of writing, so that a second process never waits long

STATE = """SELECT head, number, version, token, holder, seconds, expires, restoring FROM state"""
SAVE = """UPDATE state SET head = ?, number = ?, version = ?, token = ?, holder = ?, seconds = ?,
    expires = ?, restoring = ?"""

STANDING = """SELECT key, from_version, to_version, body FROM stamped
    WHERE kind = ?1 AND key IN (SELECT value FROM json_each(?2))
    AND (to_version IS NULL OR to_version = ?3)"""
OPEN = "INSERT INTO stamped (kind, key, body, from_version) VALUES (?, ?, ?, ?)"
REWRITE = "UPDATE stamped SET body = ?3 WHERE kind = ?1 AND key = ?2 AND from_version = ?4"
REMOVE = "DELETE FROM stamped WHERE kind = ? AND key = ? AND from_version = ?"
END = "UPDATE stamped SET to_version = ?4 WHERE kind = ?1 AND key = ?2 AND from_version = ?3"
REOPEN = "UPDATE stamped SET to_version = NULL WHERE kind = ? AND key = ? AND from_version = ?"
FILL = "INSERT INTO stamped (kind, key, from_version, to_version, body) VALUES (?, ?, ?, ?, ?)"

UNDO_OPENED = """DELETE FROM stamped WHERE rowid IN
    (SELECT rowid FROM stamped WHERE kind = ? AND from_version = ? LIMIT ?)"""
UNDO_CLOSED = """UPDATE stamped SET to_version = NULL WHERE rowid IN
    (SELECT rowid FROM stamped WHERE kind = ? AND to_version = ? LIMIT ?)"""
REMOVE_SOME = """DELETE FROM stamped WHERE rowid IN
    (SELECT rowid FROM stamped WHERE kind = ? LIMIT ?)"""

PUBLISH = "INSERT INTO publication (version, instant, microseconds) VALUES (?, ?, ?)"
LATEST = "SELECT version, microseconds FROM publication ORDER BY version DESC LIMIT 1"
# A table of its own, made when it is first needed: files of before it stay what they are, and
# programs of before it can go on writing here, whose versions then have no rules.
MAKE_RULES = """CREATE TABLE IF NOT EXISTS made_by (
    version INTEGER PRIMARY KEY, rules INTEGER NOT NULL)"""
KEEP_RULES = "INSERT INTO made_by (version, rules) VALUES (?, ?)"
HAS_RULES = "SELECT EXISTS (SELECT 1 FROM sqlite_master WHERE name = 'made_by')"
RULES_OF = "SELECT rules FROM made_by WHERE version = ?"
PUBLISHED_AT = "SELECT instant FROM publication WHERE version = ?"
VERSION_AT = """SELECT max(version) FROM publication WHERE microseconds <= ?"""
ANY_ROW = "SELECT EXISTS (SELECT 1 FROM stamped) OR EXISTS (SELECT 1 FROM publication)"

SELECT = "SELECT key, from_version, to_version, body FROM stamped WHERE kind = :kind"
SEEN = " AND from_version <= :at AND (to_version IS NULL OR to_version > :at)"
CHANGED = """ AND (from_version > :since AND from_version <= :at
    OR to_version > :since AND to_version <= :at)"""
AFTER = " AND (key, from_version) > (:key, :from)"
BEFORE = " AND key < :until"
IN_ORDER = " ORDER BY key, from_version LIMIT :limit"
AMONG = " AND key IN (SELECT value FROM json_each(:keys)) ORDER BY key, from_version"
CHANGED_KEYS = """SELECT key FROM stamped
    WHERE kind = :kind AND from_version > :since AND from_version <= :at
    UNION SELECT key FROM stamped
    WHERE kind = :kind AND to_version > :since AND to_version <= :at LIMIT :limit"""
GONE_KEYS = """SELECT DISTINCT key FROM stamped AS closed
    WHERE kind = :kind AND to_version <= :at AND NOT EXISTS (
        SELECT 1 FROM stamped WHERE kind = :kind AND key = closed.key
        AND from_version <= :at AND (to_version IS NULL OR to_version > :at))"""


class SqliteStore(StampedStore):
    """Rows in one file in WAL mode: one process writes at a time, any number of threads read."""

    def __init__(self, path: Path, *, batch_rows: int = BATCH_ROWS) -> None:
        super().__init__(batch_rows=batch_rows)
        self._path = path
        make_ready(path)
        self._connections = Connections(path)
        self._page_reader = SqlitePages(self._connections)

    def published_at(self, version: int) -> str | None:
        """The UTC instant a version was published; None if it never was."""
        with self._connections.lent("tell when a version was published") as connection:
            found = connection.execute(PUBLISHED_AT, (version,)).fetchone()
        return None if found is None else str(found[0])

    def rules(self, version: int) -> int | None:
        """The number of the rules that a version was published with; None if with none."""
        with self._connections.lent("tell by which rules a version was made") as connection:
            if not connection.execute(HAS_RULES).fetchone()[0]:
                return None
            found = connection.execute(RULES_OF, (version,)).fetchone()
        return None if found is None else int(found[0])

    def version_at(self, instant: str) -> int:
        """The version that was the head at a UTC instant; 0 before the first."""
        moment = microseconds_of(instant)
        with self._connections.lent("tell which version was published") as connection:
            found = connection.execute(VERSION_AT, (moment,)).fetchone()
        return found[0] or 0

    def ready(self) -> None:
        """Raise ``StoreError`` unless the file answers and has this program's format."""
        with self._connections.lent("be read") as connection:
            check_format(connection, self._path)
            connection.execute(STATE).fetchone()

    def shut(self) -> None:
        """Close the file."""
        self._connections.close()

    def _write(self, work: Callable[[Transaction], T]) -> T:
        with self._connections.lent("be written") as connection:
            connection.execute("BEGIN IMMEDIATE")
            result = work(SqliteTransaction(connection))
            connection.execute("COMMIT")
        return result

    def _state(self) -> State:
        with self._connections.lent("be read") as connection:
            return _state_in(connection)

    def _pages(self) -> "SqlitePages":
        return self._page_reader


class SqliteTransaction:
    """One transaction on one connection that holds the write lock."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def now(self) -> float:
        """The clock of the machine: everyone who writes the file runs on it."""
        return time()

    def state(self) -> State:
        """The state; the write lock is held already."""
        return _state_in(self._connection)

    def save(self, state: State) -> None:
        """Replace the state."""
        self._connection.execute(SAVE, state)

    def standing(self, kind: Kind, keys: list[str], version: int) -> list[RawRow]:
        """Open rows of these keys, and those closed at the version."""
        return self._connection.execute(STANDING, (kind, json.dumps(keys), version)).fetchall()

    def apply(self, kind: Kind, writes: Plan, version: int) -> None:
        """Carry out a plan."""
        self._many(REMOVE, ((kind, key, version) for key in writes.removed))
        self._many(END, ((kind, key, begun, version) for key, begun in sorted(writes.ended)))
        self._many(REOPEN, ((kind, key, begun) for key, begun in writes.reopened))
        self._many(REWRITE, ((kind, key, body, version) for key, body in writes.rewritten))
        # In key order neighbouring rows land on the same page.
        self._many(OPEN, ((kind, key, body, version) for key, body in sorted(writes.opened)))

    def undo(self, kind: Kind, version: int, limit: int) -> int:
        """Remove rows opened at a version and reopen rows closed at it."""
        removed = self._connection.execute(UNDO_OPENED, (kind, version, limit)).rowcount
        return removed + self._connection.execute(UNDO_CLOSED, (kind, version, limit)).rowcount

    def remove(self, kind: Kind, limit: int) -> int:
        """Remove up to ``limit`` rows of a kind."""
        return self._connection.execute(REMOVE_SOME, (kind, limit)).rowcount

    def fill(self, kind: Kind, rows: list[RawRow]) -> None:
        """Insert rows with the versions they had elsewhere."""
        self._many(FILL, ((kind, *row) for row in rows))

    def publish(self, version: int, instant: str, microseconds: int, rules: int | None) -> None:
        """Record when a version became the head, and the rules of its graph."""
        self._connection.execute(PUBLISH, (version, instant, microseconds))
        if rules is not None:
            self._connection.execute(MAKE_RULES)
            self._connection.execute(KEEP_RULES, (version, rules))

    def latest_publication(self) -> tuple[int, int]:
        """The last published version and its microseconds; zeros before the first."""
        found: tuple[int, int] | None = self._connection.execute(LATEST).fetchone()
        return found or (0, 0)

    def is_empty(self) -> bool:
        """Whether there is neither a row nor a publication."""
        return not self._connection.execute(ANY_ROW).fetchone()[0]

    def _many(self, statement: str, parameters: Iterable[tuple[Any, ...]]) -> None:
        self._connection.executemany(statement, parameters)


class SqlitePages:
    """Short reads, each on a connection of its own for as long as it lasts."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def page(self, view: View, after: tuple[str, int], until: str | None) -> list[RawRow]:
        """One page of rows in order."""
        statement = SELECT + _which(view) + AFTER + ("" if until is None else BEFORE) + IN_ORDER
        bounds = {"key": after[0], "from": after[1], "until": until, "limit": PAGE_ROWS}
        return self._read(statement, view, bounds)

    def of_keys(self, view: View, keys: list[str]) -> list[RawRow]:
        """The rows of some keys in order."""
        return self._read(SELECT + _which(view) + AMONG, view, {"keys": json.dumps(keys)})

    def changed_keys(self, view: View, limit: int) -> list[str]:
        """Keys whose rows changed, each once."""
        return [key for (key,) in self._read(CHANGED_KEYS, view, {"limit": limit})]

    def gone_keys(self, view: View) -> list[str]:
        """Keys whose rows were all closed by a version, each once."""
        return [key for (key,) in self._read(GONE_KEYS, view, {})]

    def _read(self, statement: str, view: View, more: dict[str, Any]) -> list[Any]:
        with self._connections.lent(f"read {view.kind} rows") as connection:
            return connection.execute(statement, view._asdict() | more).fetchall()


def _state_in(connection: sqlite3.Connection) -> State:
    found = connection.execute(STATE).fetchone()
    if found is None:
        raise StoreGoneError("the store's file")
    return State._make(found)


def _which(view: View) -> str:
    return SEEN if view.since is None else CHANGED

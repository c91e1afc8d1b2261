"""The embedded store's file: opened without harm to what it may be instead, and its connections."""

import os
import sqlite3
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from stat import S_ISREG
from typing import Any, NamedTuple

from queries.stores.base import STORE_FORMAT, StoreError, StoreFormatError

APPLICATION_ID = 0x656B6F6B  # "ekok" in the file's header tells it from other databases
BUSY_SECONDS = 30.0  # a batch of another process takes well under a second; longer means trouble
CACHE_KIB = 64 * 1024  # keys are random and touch the whole index, which should stay in memory
CHECKPOINT_PAGES = 8_000  # 32 MiB of log before it is copied into the file: some batches at once
LOG_BYTES_KEPT = 64 * 1024 * 1024

# Keys are hashes, so a clustered table would rewrite whole pages of bodies with every batch: with a
# million rows of 250 bytes that staged at 28,000 rows/s, a plain table with an index at 79,000.
SCHEMA = (
    """CREATE TABLE stamped (
        kind TEXT NOT NULL, key TEXT NOT NULL, from_version INTEGER NOT NULL,
        to_version INTEGER, body TEXT NOT NULL,
        PRIMARY KEY (kind, key, from_version))""",
    "CREATE INDEX stamped_opened ON stamped (kind, from_version)",
    """CREATE INDEX stamped_closed ON stamped (kind, to_version)
        WHERE to_version IS NOT NULL""",
    """CREATE TABLE publication (
        version INTEGER PRIMARY KEY, instant TEXT NOT NULL, microseconds INTEGER NOT NULL)""",
    "CREATE INDEX publication_instant ON publication (microseconds, version)",
    """CREATE TABLE state (
        id INTEGER PRIMARY KEY CHECK (id = 1), head INTEGER NOT NULL, number INTEGER NOT NULL,
        version INTEGER, token TEXT, holder TEXT, seconds REAL NOT NULL, expires REAL NOT NULL,
        restoring INTEGER NOT NULL)""",
    "INSERT INTO state VALUES (1, 0, 0, NULL, NULL, NULL, 0, 0, 0)",
    f"PRAGMA application_id = {APPLICATION_ID}",
    f"PRAGMA user_version = {STORE_FORMAT}",
)
TABLES = "SELECT count(*) FROM sqlite_master"

OPTIONS: dict[str, Any] = {
    "timeout": BUSY_SECONDS,
    "isolation_level": None,
    "check_same_thread": False,
}
UNWRITABLE = frozenset({"SQLITE_CANTOPEN", "SQLITE_READONLY_DIRECTORY"})
"""How SQLite says that it could not make a file beside the one it is to read."""

CAUSES = {
    "SQLITE_FULL": "there is no room left on the disk: make room and start the run again",
    "SQLITE_IOERR_WRITE": "the disk took no more (full, or a size limit): make room and start anew",
    "SQLITE_READONLY": "it may not be written: check the rights of the file and of its folder",
    "SQLITE_CANTOPEN": "it cannot be opened: check that it may be read and that its folder exists "
    "and may be written",
    "SQLITE_NOTADB": "it is not an SQLite database: name another file, this one was left as it is",
    "SQLITE_CORRUPT": "it is damaged: load the latest dump into a new store",
    "SQLITE_BUSY": f"another program kept it locked for {BUSY_SECONDS:.0f} s: find out which",
}


@contextmanager
def explained(path: Path, doing: str) -> Iterator[None]:
    """Turn an error of the database into words for a person."""
    try:
        yield
    except (sqlite3.Error, UnicodeEncodeError, OverflowError) as error:
        name = getattr(error, "sqlite_errorname", "")
        cause = next((text for code, text in CAUSES.items() if name.startswith(code)), str(error))
        raise StoreError(f"the store {path} could not {doing}: {cause}") from error


class Stamp(NamedTuple):
    """What a file that is taken as unchanging looks like; a later change is seen by it."""

    inode: int
    size: int
    changed: int
    waiting: int
    """How many bytes wait beside the file to be copied into it."""

    @classmethod
    def of(cls, path: Path) -> "Stamp | None":
        """As the file is now; None where there is none, or none that can be looked at."""
        log = Path(f"{path}-wal")
        try:
            found = path.stat()
            waiting = log.stat().st_size if log.exists() else 0
        except OSError:
            return None
        if not S_ISREG(found.st_mode):
            return None
        return cls(found.st_ino, found.st_size, found.st_mtime_ns, waiting)


class Held(NamedTuple):
    """A connection, and what the file looked like if it was opened as one that nobody writes."""

    connection: sqlite3.Connection
    frozen: Stamp | None = None

    def stands(self, path: Path) -> bool:
        """Whether what the connection takes for granted still holds."""
        return self.frozen is None or Stamp.of(path) == self.frozen


class Connections:
    """Connections to one file, lent to one thread at a time.

    A pool rather than one connection per thread: the service's threads come and go, and each
    connection has a page cache worth keeping. ``check_same_thread`` is off because a lent
    connection is used by one thread only and ``close`` may come from another.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._idle: deque[Held] = deque()
        self._closed = False

    @contextmanager
    def lent(self, doing: str) -> Iterator[sqlite3.Connection]:
        """A connection for one transaction; what was not committed is rolled back."""
        with explained(self._path, doing):
            held = self._take()
            try:
                yield held.connection
            except sqlite3.Error:
                self._refuse_if_changed(held)  # what was half written looks damaged
                raise
            else:
                self._refuse_if_changed(held)
            finally:
                if held.connection.in_transaction:
                    held.connection.execute("ROLLBACK")
                self._give_back(held)

    def close(self) -> None:
        """Close every connection; one still lent is closed when it comes back."""
        self._closed = True
        while self._idle:
            self._idle.pop().connection.close()

    def _refuse_if_changed(self, held: Held) -> None:
        if not held.stands(self._path):
            raise StoreError(
                f"the store {self._path} was written, moved or removed while it was read: ask again"
            )

    def _take(self) -> Held:
        if self._closed:
            raise StoreError(f"the store {self._path} was shut: open it again")
        while self._idle:
            held = self._idle.pop()  # the last one used has the warmest cache
            if held.stands(self._path):
                return held
            held.connection.close()
        return connect(self._path)

    def _give_back(self, held: Held) -> None:
        if self._closed:
            held.connection.close()
        else:
            self._idle.append(held)


def connect(path: Path) -> Held:
    """A connection in autocommit mode: transactions begin and end where the code says so.

    A file in WAL mode cannot be read without a file of shared memory beside it. Where none can be
    made because the folder may only be read, the store is opened as a file that nobody writes.
    """
    try:
        return Held(_prepared(sqlite3.connect(path, **OPTIONS)))
    except sqlite3.OperationalError as error:
        stamp = Stamp.of(path) if error.sqlite_errorname in UNWRITABLE else None
        if stamp is None:
            raise
    if stamp.waiting:
        raise StoreError(
            f"the store {path} could not be opened: its folder may not be written, and {path}-wal "
            "holds what was not copied into it yet. Open it once, as with ekokarta status, where "
            "its folder may be written; a copy of both files will do"
        )
    location = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    return Held(_prepared(sqlite3.connect(location, uri=True, **OPTIONS)), stamp)


def _prepared(connection: sqlite3.Connection) -> sqlite3.Connection:
    try:
        connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
        connection.execute(f"PRAGMA wal_autocheckpoint = {CHECKPOINT_PAGES}")
        connection.execute(f"PRAGMA journal_size_limit = {LOG_BYTES_KEPT}")
        connection.execute(TABLES)  # the first that reads the file
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def make_ready(path: Path) -> None:
    """Make a new file a store; refuse, without writing, a file that is something else."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(
            f"the folder {path.parent} for the store cannot be made: {error.strerror}; "
            "name another place or check its rights"
        ) from error
    with explained(path, "be opened"):
        connection, frozen = connect(path)
        try:
            if _is_new(connection):
                _create(connection)
            check_format(connection, path)
            if frozen is None and os.access(path.parent, os.W_OK) and os.access(path, os.W_OK):
                connection.execute("PRAGMA journal_mode = WAL")
        finally:
            connection.close()


def _pragma(connection: sqlite3.Connection, statement: str) -> int:
    value: int = connection.execute(statement).fetchone()[0]
    return value


def _is_new(connection: sqlite3.Connection) -> bool:
    application = _pragma(connection, "PRAGMA application_id")
    return application == 0 and _pragma(connection, TABLES) == 0


def _create(connection: sqlite3.Connection) -> None:
    connection.execute("BEGIN IMMEDIATE")
    if _is_new(connection):  # another process may have made it while this one waited
        for statement in SCHEMA:
            connection.execute(statement)
    connection.execute("COMMIT")


def check_format(connection: sqlite3.Connection, path: Path) -> None:
    """Raise unless the file is a store of this program's format."""
    if _pragma(connection, "PRAGMA application_id") != APPLICATION_ID:
        raise StoreError(
            f"{path} is an SQLite database of another program: name another file, "
            "this one was left as it is"
        )
    found = _pragma(connection, "PRAGMA user_version")
    if found < STORE_FORMAT:
        raise StoreFormatError(
            f"the store {path} has the older format {found}, this program has format "
            f"{STORE_FORMAT}: run ekokarta upgrade"
        )
    if found > STORE_FORMAT:
        raise StoreFormatError(
            f"the store {path} was written by a newer ekokarta: it has format {found}, this "
            f"program has format {STORE_FORMAT}; install the newer ekokarta, the store was left as "
            "it is"
        )

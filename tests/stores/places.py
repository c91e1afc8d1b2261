"""Where a test keeps its store, so that one suite and its child processes serve both databases."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from time import monotonic, sleep
from typing import NamedTuple

import neo4j

from queries.stores.base import KINDS, LEASE_SECONDS, Body, Kind, Lease, Row, Store, StoreBusyError
from queries.stores.neo4j import Neo4jStore
from queries.stores.sqlite import SqliteStore
from tests.neo4j_server import Neo4jServer

SQLITE = "sqlite://"
PATIENCE = 60.0  # seconds to wait for a lease that runs out in one or two
EMPTY_DATABASE = "MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 5000 ROWS"

Content = dict[tuple[Kind, str], Body]


class Place(NamedTuple):
    """The address of an empty store."""

    url: str
    user: str = ""
    password: str = ""

    @property
    def path(self) -> Path:
        """The file of an SQLite store."""
        return Path(self.url.removeprefix(SQLITE))

    @property
    def is_file(self) -> bool:
        """Whether this is an SQLite store."""
        return self.url.startswith(SQLITE)

    def open(self, batch_rows: int = 4) -> Store:
        """Open it with batches so small that few rows make several."""
        if self.is_file:
            return SqliteStore(self.path, batch_rows=batch_rows)
        return Neo4jStore(self.url, user=self.user, password=self.password, batch_rows=batch_rows)

    def set_format(self, number: int) -> None:
        """Make it look as if another ekokarta had written it."""
        if self.is_file:
            with closing(sqlite3.connect(self.path)) as connection:
                connection.execute(f"PRAGMA user_version = {number:d}")
        else:
            self._run("MATCH (e:Ekokarta) SET e.format = $number", number=number)

    def empty(self) -> None:
        """Remove everything, whoever wrote it."""
        if self.is_file:
            for file in self.path.parent.glob(self.path.name + "*"):
                file.unlink()
        else:
            self._run(EMPTY_DATABASE)

    def _run(self, statement: str, **parameters: int) -> None:
        with (
            neo4j.GraphDatabase.driver(self.url, auth=(self.user, self.password)) as driver,
            driver.session() as session,
        ):
            session.run(statement, parameters).consume()


def file_place(folder: Path) -> Place:
    """A new file in a folder."""
    return Place(f"{SQLITE}{folder / 'store.db'}")


def server_place(server: Neo4jServer) -> Place:
    """The database of a server, emptied."""
    place = Place(server.url, server.user, server.password)
    place.empty()
    return place


def content(store: Store, at: int | None = None) -> Content:
    """All that is visible in a version."""
    return {(row.kind, row.key): row.body for kind in KINDS for row in store.rows(kind, at=at)}


def history(store: Store) -> list[Row]:
    """Every row that was ever visible."""
    return [row for kind in KINDS for row in store.rows(kind, changed_since=0)]


def put(store: Store, rows: Iterable[tuple[Kind, str, Body]]) -> int:
    """Publish rows as a version of their own."""
    lease = store.lease("a test")
    store.stage(lease, rows)
    return store.publish(lease)


def big_rows(number: int) -> Iterator[tuple[Kind, str, Body]]:
    """Rows of 4 kB, to fill a disk."""
    for n in range(number):
        yield "claim", f"big{n:05d}", {"text": "x" * 4_000}


def lease_when_free(
    store: Store, holder: str = "a patient test", seconds: float = LEASE_SECONDS
) -> Lease:
    """The lease, as soon as the one before has run out."""
    end = monotonic() + PATIENCE
    while True:
        try:
            return store.lease(holder, seconds=seconds)
        except StoreBusyError:
            if monotonic() > end:
                raise
            sleep(0.01)

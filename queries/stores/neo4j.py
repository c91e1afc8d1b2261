"""The server store: ledger rows as nodes of their own in a Neo4j that several services share."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, ClassVar, TypeVar

import neo4j
from neo4j.exceptions import AuthError, DriverError, Neo4jError, ServiceUnavailable

from queries.stores import neo4j_statements as cypher
from queries.stores.base import (
    KINDS,
    PATIENCE_SECONDS,
    STORE_FORMAT,
    Kind,
    StoreError,
    StoreFormatError,
    StoreGoneError,
)
from queries.stores.behind import Behind
from queries.stores.instants import microseconds_of
from queries.stores.key_order import key_of, stored_key
from queries.stores.reading import PAGE_ROWS, RawRow, View
from queries.stores.staging import Plan
from queries.stores.stamped import StampedStore
from queries.stores.transactions import State, Transaction

T = TypeVar("T")

# A batch must fit the server's transaction memory many times over: 45,000 nodes at once did not
# fit into a heap of 1 GiB, and above 5,000 a batch gains no speed.
BATCH_ROWS = 5_000
CONNECT_SECONDS = 10.0
# A plan is kept however the counts change. Every statement names its index or asks for a unique
# value, so another plan would be the same one; an import changes all counts, and planning anew was
# a seventh of what the server did.
PLANNED_ONCE = "CYPHER replan=skip "
DATABASE = "the Neo4j database"
STATEMENT_START = 80  # characters of a statement in an error: enough to find it in the source


class Server:
    """One database of one server, and its errors in words for a person."""

    def __init__(
        self, url: str, user: str, password: str, database: str | None, patience: float
    ) -> None:
        self._url, self._user, self._database = url, user, database
        # What the driver has to say is said once, in our words; it would also write its own line.
        logging.getLogger("neo4j").addHandler(logging.NullHandler())
        with self.explained():
            self._driver = neo4j.GraphDatabase.driver(
                url,
                auth=(user, password),
                connection_timeout=CONNECT_SECONDS,
                max_transaction_retry_time=patience,
                # Hints on how a statement is planned are for its author, not for the log.
                notifications_min_severity=neo4j.NotificationMinimumSeverity.OFF,
            )
        # Each transaction then sees what an earlier one wrote, on whichever machine of a cluster.
        self._bookmarks = neo4j.GraphDatabase.bookmark_manager()

    def shut(self) -> None:
        """Give back the connections."""
        self._driver.close()

    def check_reachable(self) -> None:
        """Raise ``StoreError`` at once, without the retries of a transaction, if nobody answers."""
        with self.explained():
            self._driver.verify_connectivity()

    def read(self, statement: str, **parameters: Any) -> list[Any]:
        """All records of one short read, tried again by the driver if a machine goes away."""

        def fetch(tx: neo4j.ManagedTransaction) -> list[list[Any]]:
            return tx.run(PLANNED_ONCE + statement, parameters).values()

        with self.explained(statement), self._session() as session:
            return session.execute_read(fetch)

    def write(self, work: Callable[["Neo4jTransaction"], T]) -> T:
        """Run work in one transaction, tried again by the driver if it could not be finished."""
        begun: list[str] = []

        def attempt(tx: neo4j.ManagedTransaction) -> T:
            return work(Neo4jTransaction(tx, begun))

        with self.explained(begun), self._session() as session:
            return session.execute_write(attempt)

    @contextmanager
    def explained(self, statement: str | list[str] = "") -> Iterator[None]:
        """Turn an error of the driver into words; of a list of statements the last is named."""
        try:
            yield
        except AuthError as error:
            raise StoreError(
                f"Neo4j at {self._url} does not let in the user {self._user}: "
                "check the user and the password"
            ) from error
        except ServiceUnavailable as error:
            raise StoreError(
                f"Neo4j at {self._url} does not answer ({error}): check that it runs there"
            ) from error
        except (Neo4jError, DriverError, UnicodeEncodeError, OverflowError) as error:
            text = statement if isinstance(statement, str) else " ".join(statement[-1:])
            start = " ".join(text.split())[:STATEMENT_START]
            raise StoreError(f"Neo4j at {self._url} refused {start!r}: {error}") from error

    def _session(self) -> neo4j.Session:
        return self._driver.session(database=self._database, bookmark_manager=self._bookmarks)


class Neo4jStore(StampedStore):
    """Rows as nodes labelled by kind; one node labelled Ekokarta says what is published."""

    away: ClassVar[bool] = True

    def __init__(
        self,
        url: str,
        *,
        user: str,
        password: str,
        database: str | None = None,
        batch_rows: int = BATCH_ROWS,
        patience: float = PATIENCE_SECONDS,
    ) -> None:
        """Open a database; ``patience``: for how many seconds what failed is tried again."""
        super().__init__(batch_rows=batch_rows)
        self._url = url
        self.server = Server(url, user, password, database, patience)
        try:
            self.server.check_reachable()
            self._found()
            self.ready()
        except StoreError:
            self.server.shut()
            raise

    def published_at(self, version: int) -> str | None:
        """The UTC instant a version was published; None if it never was."""
        found = self.server.read(cypher.PUBLISHED_AT, version=version)
        return found[0][0] if found else None

    def rules(self, version: int) -> int | None:
        """The number of the rules that a version was published with; None if with none."""
        found = self.server.read(cypher.RULES_OF, version=version)
        return found[0][0] if found else None

    def version_at(self, instant: str) -> int:
        """The version that was the head at a UTC instant; 0 before the first."""
        moment = microseconds_of(instant)
        version: int = self.server.read(cypher.VERSION_AT, microseconds=moment)[0][0]
        return version

    def ready(self) -> None:
        """Raise ``StoreError`` unless the server answers and its store has this format."""
        formats = self.server.read(cypher.FORMAT)
        if not formats:
            raise StoreGoneError(DATABASE)
        found = formats[0][0]
        if found < STORE_FORMAT:
            raise StoreFormatError(
                f"the store at {self._url} has the older format {found}, this program has format "
                f"{STORE_FORMAT}: run ekokarta upgrade"
            )
        if found > STORE_FORMAT:
            raise StoreFormatError(
                f"the store at {self._url} was written by a newer ekokarta: it has format {found}, "
                f"this program has format {STORE_FORMAT}; install the newer ekokarta, the store "
                "was left as it is"
            )

    def shut(self) -> None:
        """Give back the connections."""
        self.server.shut()

    def _found(self) -> None:
        """Make the store if the database holds none; what else is in the database stays."""
        if self.server.read(cypher.FORMAT):
            return
        # One transaction for the whole schema: a commit each would take five times as long.
        self.server.write(lambda tx: [tx.run(statement) for statement in cypher.SCHEMA])
        self.server.write(lambda tx: tx.run(cypher.AWAIT_SCHEMA))
        self.server.write(lambda tx: tx.run(cypher.FOUND, format=STORE_FORMAT))

    def _write(self, work: Callable[[Transaction], T]) -> T:
        return self.server.write(work)

    def _each(self, steps: Iterator[Callable[[], int]]) -> int:
        """While the server writes a batch, the next is made here; a file has no such other end."""
        with Behind(away=self.away) as behind:
            for step in steps:
                behind.take(step)
            return behind.done()

    def _state(self) -> State:
        found = self.server.read(cypher.STATE)
        if not found:
            raise StoreGoneError(DATABASE)
        return State._make(found[0])

    def _pages(self) -> "Neo4jPages":
        return Neo4jPages(self.server)


class Neo4jTransaction:
    """One managed transaction; it notes its statements, so that an error can name the last."""

    def __init__(self, tx: neo4j.ManagedTransaction, begun: list[str]) -> None:
        self._tx = tx
        self._begun = begun
        self._now = 0.0

    def run(self, statement: str, **parameters: Any) -> list[Any]:
        """Run one statement to its end."""
        self._begun.append(statement)
        return self._tx.run(PLANNED_ONCE + statement, parameters).values()

    def now(self) -> float:
        """The server's clock when the state was last read: all writers share it."""
        return self._now

    def state(self) -> State:
        """The state, locked until the transaction ends."""
        found = self.run(cypher.LOCK)
        if not found:
            raise StoreGoneError(DATABASE)
        *state, self._now = found[0]
        return State._make(state)

    def save(self, state: State) -> None:
        """Replace the state."""
        self.run(cypher.SAVE, **state._asdict())

    def standing(self, kind: Kind, keys: list[str], version: int) -> list[RawRow]:
        """Open rows of these keys, and those closed at the version."""
        stored = [stored_key(key) for key in keys]
        return _raw_rows(self.run(cypher.STANDING[kind], keys=stored, version=version))

    def apply(self, kind: Kind, writes: Plan, version: int) -> None:
        """Carry out a plan."""
        for statements, rows in (
            (cypher.REMOVE, [(key,) for key in writes.removed]),
            (cypher.END, writes.ended),
            (cypher.REOPEN, writes.reopened),
            (cypher.REWRITE, writes.rewritten),
            (cypher.OPEN, writes.opened),
        ):
            if rows:
                stored = [[stored_key(key), *rest] for key, *rest in rows]
                self.run(statements[kind], rows=stored, version=version)

    def undo(self, kind: Kind, version: int, limit: int) -> int:
        """Remove rows opened at a version and reopen rows closed at it."""
        removed: int = self.run(cypher.UNDO_OPENED[kind], version=version, limit=limit)[0][0]
        reopened: int = self.run(cypher.UNDO_CLOSED[kind], version=version, limit=limit)[0][0]
        return removed + reopened

    def remove(self, kind: Kind, limit: int) -> int:
        """Remove up to ``limit`` rows of a kind."""
        removed: int = self.run(cypher.REMOVE_SOME[kind], limit=limit)[0][0]
        return removed

    def fill(self, kind: Kind, rows: list[RawRow]) -> None:
        """Insert rows with the versions they had elsewhere."""
        self.run(cypher.FILL[kind], rows=[[stored_key(key), *rest] for key, *rest in rows])

    def publish(self, version: int, instant: str, microseconds: int, rules: int | None) -> None:
        """Record when a version became the head, and the rules of its graph."""
        when = {"instant": instant, "microseconds": microseconds}
        self.run(cypher.PUBLISH, version=version, rules=rules, **when)

    def latest_publication(self) -> tuple[int, int]:
        """The last published version and its microseconds; zeros before the first."""
        found = self.run(cypher.LATEST)
        return (found[0][0], found[0][1]) if found else (0, 0)

    def is_empty(self) -> bool:
        """Whether there is neither a row nor a publication."""
        return self.latest_publication() == (0, 0) and not any(
            self.run(cypher.ANY_ROW[kind]) for kind in KINDS
        )


class Neo4jPages:
    """Short reads, each a transaction of its own."""

    def __init__(self, server: Server) -> None:
        self._server = server

    def page(self, view: View, after: tuple[str, int], until: str | None) -> list[RawRow]:
        """One page of rows in order."""
        statement = cypher.PAGE[view.since is not None, until is not None][view.kind]
        bounds = {
            "key": stored_key(after[0]),
            "from": after[1],
            "until": None if until is None else stored_key(until),
            "limit": PAGE_ROWS,
        }
        return self._rows(statement, view, bounds)

    def of_keys(self, view: View, keys: list[str]) -> list[RawRow]:
        """The rows of some keys in order."""
        stored = {"keys": [stored_key(key) for key in keys]}
        return self._rows(cypher.OF_KEYS[view.since is not None][view.kind], view, stored)

    def changed_keys(self, view: View, limit: int) -> list[str]:
        """Keys whose rows changed, each once."""
        statement = cypher.CHANGED_KEYS[view.kind]
        found = self._server.read(statement, at=view.at, since=view.since, limit=limit)
        return [key_of(stored) for stored in found[0][0]]

    def gone_keys(self, view: View) -> list[str]:
        """Keys whose rows were all closed by a version, each once."""
        found = self._server.read(cypher.GONE_KEYS[view.kind], at=view.at)
        return [key_of(stored) for stored in found[0][0]]

    def _rows(self, statement: str, view: View, more: dict[str, Any]) -> list[RawRow]:
        parameters = {"at": view.at, "since": view.since} | more
        return _raw_rows(self._server.read(statement, **parameters))


def _raw_rows(records: list[Any]) -> list[RawRow]:
    stored, begun, ended, bodies = records[0]
    keys = map(key_of, stored)
    return list(zip(keys, begun, (end or None for end in ended), bodies, strict=True))

"""Brings the mirror into step with what is published; an interrupted one is simply continued."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from secrets import token_hex
from typing import TYPE_CHECKING, Any, NamedTuple

from graph_schema.base import Edge, Node
from graph_schema.edges import EDGE_TYPES, Funds
from graph_schema.nodes import NODE_TYPES
from queries.mirror import statements as cypher
from queries.mirror.changes import batches, changes
from queries.stores.base import Row, Store, StoreError, StoreGoneError
from queries.stores.behind import Behind
from queries.stores.sqlite import SqliteStore

if TYPE_CHECKING:
    from queries.stores.neo4j import Neo4jTransaction, Server

# A batch must fit the server's transaction memory many times over; more gains no speed.
BATCH_ROWS = 5_000

Progress = Callable[[int], None]
Rows = dict[str, list[dict[str, Any]]]


class MirrorState(NamedTuple):
    """How far the mirror has come; it is in step when both versions are the same."""

    published: int
    mirrored: int


class _TakenOverError(Exception):
    """Another process brings the mirror into step now, to this version or a later one."""


class _EndsMissingError(Exception):
    """A tie has no node to begin or to end at: somebody removed nodes by hand."""


def mirror_state(store: Store) -> MirrorState | None:
    """How far the mirror is; None where the store has none."""
    server = _server_of(store)
    return None if server is None else _state(server)[0]


def bring_into_step(
    store: Store,
    *,
    node_types: Sequence[type[Node]] = NODE_TYPES,
    edge_types: Sequence[type[Edge]] = EDGE_TYPES,
    batch_rows: int = BATCH_ROWS,
    progress: Progress = lambda _: None,
) -> MirrorState | None:
    """Write what changed since the mirrored version; nothing to do on a store without a mirror.

    ``progress`` gets the number of rows written so far. Of two processes the later one goes on and
    the earlier one stops, and returns how far the mirror was then.
    """
    server = _server_of(store)
    if server is None:
        return None
    mirror = Mirror(server, store, node_types, edge_types, batch_rows, progress)
    try:
        return mirror.bring_into_step()
    except _TakenOverError:
        return _state(server)[0]


def _server_of(store: Store) -> "Server | None":
    if isinstance(store, SqliteStore):
        return None
    # The driver takes a fifth of a second to load, which who keeps a file need not wait for.
    from queries.stores.neo4j import Neo4jStore

    return store.server if isinstance(store, Neo4jStore) else None


def _state(server: "Server") -> tuple[MirrorState, str | None]:
    found = server.read(cypher.STATE)
    if not found:
        raise StoreGoneError("the Neo4j database")
    published, mirrored, mark = found[0]
    return MirrorState(published, mirrored), mark


class Mirror:
    """One attempt to bring the mirror into step; its token tells it from other attempts."""

    def __init__(
        self,
        server: "Server",
        store: Store,
        node_types: Sequence[type[Node]],
        edge_types: Sequence[type[Edge]],
        batch_rows: int,
        progress: Progress,
    ) -> None:
        self._server, self._store = server, store
        self._nodes = {kind.LABEL: kind for kind in node_types}
        self._labels = {kind.PREFIX: kind.LABEL for kind in node_types}
        self._edges = {kind.LABEL: kind for kind in edge_types}
        self._constraints = cypher.constraints(node_types, edge_types)
        self._mark = cypher.mark(node_types, edge_types)
        self._batch_rows = batch_rows
        self._progress = progress
        self._token = token_hex(16)
        self._written = 0

    def bring_into_step(self) -> MirrorState:
        """Write the difference; where nodes were removed by hand, write everything."""
        state, mark = _state(self._server)
        if state.published == state.mirrored and mark == self._mark:
            return state
        self._make_constraints()
        self._server.write(lambda tx: tx.run(cypher.TAKE, token=self._token))
        state, mark = _state(self._server)  # the head once nobody else writes
        since = state.mirrored if mark == self._mark else 0
        try:
            self._write_difference(since, state.published)
        except _EndsMissingError:
            self._write_everything(state.published)
        self._in_turn(lambda tx: tx.run(cypher.FINISH, version=state.published, mark=self._mark))
        return state._replace(mirrored=state.published)

    def _make_constraints(self) -> None:
        """Make those that are missing; to ask for each of them takes longer than a small import."""
        there = self._server.read(cypher.CONSTRAINTS)[0][0]
        missing = [text for name, text in self._constraints.items() if name not in there]
        if missing:
            self._server.write(lambda tx: [tx.run(statement) for statement in missing])

    def _write_everything(self, at: int) -> None:
        try:
            self._write_difference(0, at)
        except _EndsMissingError as error:
            raise StoreError(
                "the mirror cannot be written: while it was, somebody removed nodes from it; "
                "let the database be and try again"
            ) from error

    def _write_difference(self, since: int, at: int) -> None:
        """Nodes before the ties between them; nodes that are gone go last, when their ties are."""
        gone: list[str] = []
        with Behind(away=True) as behind:
            for batch in batches(changes(self._store, "entity", since, at), self._batch_rows):
                gone += [row.key for row in batch if row.to_version is not None]
                behind.take(partial(self._write, batch, self._write_nodes))
            for batch in batches(changes(self._store, "edge", since, at), self._batch_rows):
                behind.take(partial(self._write, batch, self._write_edges))
            behind.done()
        for ids in batches(gone, self._batch_rows):
            self._in_turn(partial(self._remove_nodes, ids=ids))

    def _write(
        self, batch: list[Row], work: "Callable[[Neo4jTransaction, list[Row]], None]"
    ) -> int:
        self._in_turn(lambda tx: work(tx, batch))
        self._written += len(batch)
        self._progress(self._written)
        return len(batch)

    def _in_turn(self, work: "Callable[[Neo4jTransaction], Any]") -> None:
        """One transaction, unless another attempt has begun since."""

        def attempt(tx: "Neo4jTransaction") -> None:
            if tx.run(cypher.LOCK) != [[self._token]]:
                raise _TakenOverError
            work(tx)

        self._server.write(attempt)

    def _write_nodes(self, tx: "Neo4jTransaction", batch: list[Row]) -> None:
        standing: Rows = defaultdict(list)
        for row in batch:
            if row.to_version is None:
                standing[row.body["label"]].append(_without_stated(row.body))
        for label, rows in standing.items():
            tx.run(cypher.node_upsert(self._known(self._nodes, label)), rows=rows)

    def _write_edges(self, tx: "Neo4jTransaction", batch: list[Row]) -> None:
        standing: dict[tuple[str, str, str], list[dict[str, Any]]] = defaultdict(list)
        gone: dict[str, list[str]] = defaultdict(list)
        for row in batch:
            body = row.body
            if row.to_version is None:
                ends = self._label(body["from"]), self._label(body["to"])
                standing[body["type"], *ends].append(_without_stated(body))
            else:
                gone[body["type"]].append(row.key)
        for type, ids in gone.items():
            tx.run(cypher.edge_removal(self._known(self._edges, type)), ids=ids)
        for (type, start, end), rows in standing.items():
            text = cypher.edge_upsert(self._known(self._edges, type), start, end)
            if tx.run(text, rows=rows) != [[len(rows)]]:
                raise _EndsMissingError
        payers = sorted({r.body["from"] for r in batch if r.body["type"] == Funds.LABEL})
        if payers:
            tx.run(cypher.MARK_FUNDERS, ids=payers)
            tx.run(cypher.UNMARK_FUNDERS, ids=payers)

    def _remove_nodes(self, tx: "Neo4jTransaction", ids: Iterable[str]) -> None:
        by_label: dict[str, list[str]] = defaultdict(list)
        for id in ids:
            by_label[self._label(id)].append(id)
        for label, gone in by_label.items():
            tx.run(cypher.node_removal(self._nodes[label]), ids=gone)

    def _label(self, id: str) -> str:
        prefix = id.partition("-")[0]
        if prefix not in self._labels:
            raise StoreError(
                f"the graph holds {id!r}, whose kind this program does not know: "
                "use the ekokarta that wrote it, or a newer one"
            )
        return self._labels[prefix]

    def _known(self, types: dict[str, Any], name: str) -> Any:
        if name not in types:
            raise StoreError(
                f"the graph holds {name}, a kind this program does not know: "
                "use the ekokarta that wrote it, or a newer one"
            )
        return types[name]


def _without_stated(body: dict[str, Any]) -> dict[str, Any]:
    """A body without what the mirror does not hold: it is most of the bytes."""
    return {name: value for name, value in body.items() if name != "stated"}

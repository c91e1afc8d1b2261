"""Builds the read model of one version for one audience."""

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from graph_schema.base import Edge, Node
from graph_schema.edges import EDGE_TYPES, Funds
from graph_schema.nodes import NODE_TYPES
from graph_schema.vocabularies import Audience
from queries.projection.project import GraphHash, graph_hash
from queries.readmodel.audience import StampedRows, VisibleRows, derived_rows
from queries.readmodel.columns import Columns
from queries.readmodel.computing import compute
from queries.readmodel.earlier import leads
from queries.readmodel.facets import Facet
from queries.readmodel.filling import (
    fill_claims,
    fill_edges,
    fill_members,
    fill_nodes,
    fill_sightings,
    fill_sources,
)
from queries.readmodel.folders import FORMAT, FolderName, build_mark, complete_in_one_step
from queries.readmodel.gathered import Gathered
from queries.readmodel.graph import FUNDER, Graph, graph_of
from queries.readmodel.tables import create, index, insert, node_table, searched
from queries.stores.base import Body, Row

MODEL = "model.sqlite"
# A build that is interrupted is thrown away whole, so nothing needs to survive a crash half-way.
PRAGMAS = (
    "PRAGMA journal_mode = OFF",
    "PRAGMA synchronous = OFF",
    "PRAGMA locking_mode = EXCLUSIVE",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA cache_size = -200000",  # 200 MB: the tables written at random stay in memory
)
BY_RANK = """
CREATE TEMP TABLE rank (rank INTEGER PRIMARY KEY, n INTEGER NOT NULL, also TEXT NOT NULL)"""
SEARCH = """
INSERT INTO search (rowid, names, codes, folded, labels)
SELECT rank.rank, node.names, node.codes, node.folded, node.label || rank.also
FROM rank CROSS JOIN node ON node.n = rank.n ORDER BY rank.rank"""
VOCABULARY = """
INSERT INTO word (term, documents)
SELECT term, doc FROM vocabulary
WHERE col = 'names' AND length(term) >= 3 AND term NOT GLOB '*[0-9]*' ORDER BY term"""


class Types(NamedTuple):
    """The node and edge types a model is made of."""

    nodes: Sequence[type[Node]] = NODE_TYPES
    edges: Sequence[type[Edge]] = EDGE_TYPES


TYPES = Types()


def folder_name(store: StampedRows, version: int, audience: Audience, types: Types = TYPES) -> str:
    """The name of the finished folder of a version and audience of this store."""
    mark = build_mark(store.published_at(version), types.nodes, types.edges)
    return str(FolderName(version, audience, mark))


def build(
    store: StampedRows,
    version: int,
    audience: Audience,
    folder: Path,
    *,
    types: Types = TYPES,
) -> Path:
    """Build the model under ``folder``, unseen until it is whole, and return where it lies."""
    target = folder / folder_name(store, version, audience, types)
    if target.is_dir():
        return target
    visible = derived_rows(store, version, audience)

    def fill(place: Path) -> None:
        with closing(sqlite3.connect(place / MODEL, isolation_level=None)) as connection:
            for statement in (*PRAGMAS, "BEGIN", *create(types.nodes, types.edges)):
                connection.execute(statement)
            hashing = GraphHash()
            graph = _fill(connection, visible, types, hashing)
            columns, facets, arena_kinds = compute(graph)
            _fill_computed(connection, graph, columns, facets, types)
            # The hash covers the audience everything, so what is withheld has to be read for it.
            whole = visible.projection is None
            hashed = hashing.hexdigest() if whole else _hash(store, version, folder, types)
            facts = _facts(visible, audience, types, arena_kinds, hashed)
            connection.executemany(insert("meta", ("key", "value")), facts.items())
            for statement in (*index(types.edges), "ANALYZE", "COMMIT"):
                connection.execute(statement)
        columns.save(place)

    return complete_in_one_step(target, fill)


def _facts(
    visible: VisibleRows, audience: Audience, types: Types, kinds: Sequence[str], hashed: str
) -> dict[str, str]:
    """What a reader has to know of the model before anything else."""
    return {
        "version": str(visible.version),
        "audience": audience.value,
        "published_at": visible.store.published_at(visible.version) or "",
        "format": str(FORMAT),
        "labels": json.dumps([t.LABEL for t in types.nodes]),
        "edge_types": json.dumps([t.LABEL for t in types.edges]),
        "arena_kinds": json.dumps(kinds),
        "graph_hash": hashed,
    }


def _hash(store: StampedRows, version: int, folder: Path, types: Types) -> str:
    known = _known_hash(store, version, folder, types)
    if known is not None:
        return known
    entities = (row.body for row in store.rows("entity", at=version))
    return graph_hash(entities, (row.body for row in store.rows("edge", at=version)))


def _known_hash(store: StampedRows, version: int, folder: Path, types: Types) -> str | None:
    """The graph hash, where a model of the version was built for another audience already."""
    for audience in Audience:
        model = folder / folder_name(store, version, audience, types) / MODEL
        if model.is_file():
            with closing(sqlite3.connect(f"{model.resolve().as_uri()}?mode=ro", uri=True)) as other:
                found = other.execute("SELECT value FROM meta WHERE key = 'graph_hash'").fetchone()
                return str(found[0])
    return None


def _fill(
    connection: sqlite3.Connection, visible: VisibleRows, types: Types, hashing: GraphHash
) -> Graph:
    found, sources = Gathered(), visible.sources
    fill_sources(connection, sources, visible.rows("run"))
    fill_claims(connection, visible.rows("claim"), sources, found.claims)
    fill_sightings(connection, visible.rows("sighting"), found.claims)
    nodes = _passed_on(visible.rows("entity"), hashing.add_node)
    kinds = fill_nodes(connection, nodes, types.nodes, found)
    edges = _passed_on(visible.rows("edge"), hashing.add_edge)
    fill_edges(connection, edges, types.edges, found)
    now = visible.rows("member")
    fill_members(connection, leads(now, visible.members_ever, found.nodes.number))
    return graph_of(found, sources, kinds, types.nodes, types.edges)


def _passed_on(rows: Iterable[Row], see: Callable[[Body], None]) -> Iterator[Row]:
    """The rows, each seen once on the way: reading them again would take as long."""
    for row in rows:
        see(row.body)
        yield row


def _fill_computed(
    connection: sqlite3.Connection,
    graph: Graph,
    columns: Columns,
    facets: list[Facet],
    types: Types,
) -> None:
    connection.executemany(insert("facet", Facet._fields), facets)
    counts = ((json.dumps(counts), n) for n, counts in enumerate(graph.counts()))
    connection.executemany("UPDATE source SET counts = ? WHERE n = ?", counts)
    connection.execute(BY_RANK)
    payers = set(graph.ends(Funds.LABEL)[0].tolist())
    ranked = (
        (rank, n, f" {FUNDER}" if n in payers else "")
        for rank, n in enumerate(columns.by_rank.tolist())
    )
    connection.executemany("INSERT INTO rank (rank, n, also) VALUES (?, ?, ?)", ranked)
    connection.execute(SEARCH)
    for kind in types.nodes:
        words = searched(kind)[1]
        if words:
            connection.execute(_prose(kind, words))
    connection.execute(VOCABULARY)


def _prose(kind: type[Node], words: Sequence[str]) -> str:
    """Index the longer texts of one type; the names come from the type."""
    text = " || ' ' || ".join(f"coalesce(\"{name}\", '')" for name in words)
    some = " OR ".join(f'"{name}" IS NOT NULL' for name in words)
    return (
        f"INSERT INTO prose (rowid, words) SELECT rank.rank, {text} FROM rank "  # noqa: S608
        f"CROSS JOIN {node_table(kind)} AS t ON t.n = rank.n WHERE {some} ORDER BY rank.rank"
    )

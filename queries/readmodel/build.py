"""Builds the read model of one version for one audience."""

import json
import logging
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import NamedTuple

from graph_schema.base import Edge, Node
from graph_schema.edges import EDGE_TYPES, Funds
from graph_schema.nodes import NODE_TYPES
from graph_schema.vocabularies import Audience
from queries.private_sources import PrivateSources, StampedRows
from queries.readmodel.audience import VisibleRows, derived_rows
from queries.readmodel.columns import Columns
from queries.readmodel.computing import compute
from queries.readmodel.continuing import Earlier, go_on, location, opened
from queries.readmodel.earlier import leads
from queries.readmodel.facets import Facet
from queries.readmodel.filling import (
    fill_claims,
    fill_edges,
    fill_judgements,
    fill_members,
    fill_nodes,
    fill_sightings,
    fill_sources,
)
from queries.readmodel.folders import (
    FORMAT,
    MODEL,
    NUMBERS,
    CacheError,
    FolderName,
    build_mark,
    complete_in_one_step,
    finished,
    mark_used,
)
from queries.readmodel.former_ties import fill_former_ties, fill_gone_ties, gone_ties
from queries.readmodel.gathered import Gathered
from queries.readmodel.graph import FUNDER, Graph, graph_of
from queries.readmodel.numbers import Numbers, numbers_of
from queries.readmodel.renumbering import BuildAnewError
from queries.readmodel.tables import create, index, insert, node_table, searched

log = logging.getLogger(__name__)

# A build that is interrupted is thrown away whole, so nothing needs to survive a crash half-way.
PRAGMAS = (
    "PRAGMA main.journal_mode = OFF",
    "PRAGMA main.synchronous = OFF",
    "PRAGMA main.locking_mode = EXCLUSIVE",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA main.cache_size = -200000",  # 200 MB: the tables written at random stay in memory
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


def folder_name(
    store: StampedRows,
    version: int,
    audience: Audience,
    private: frozenset[str],
    types: Types = TYPES,
) -> str:
    """The name of the finished folder of a version and audience of this store.

    ``private``: the sources of the version that are private now.
    """
    made = store.published_at(version), store.rules(version)
    mark = build_mark(*made, private, types.nodes, types.edges)
    return str(FolderName(version, audience, mark))


def build(
    store: StampedRows,
    version: int,
    audience: Audience,
    folder: Path,
    *,
    types: Types = TYPES,
) -> Path:
    """Build the model under ``folder``, unseen until it is whole, and return where it lies.

    It is made from that of an earlier version and what changed since, where there is one and not
    too much changed; else from all rows. Both give the same.
    """
    private = PrivateSources(store)
    target = folder / folder_name(store, version, audience, private.at(version), types)
    if target.is_dir():
        return target
    visible = derived_rows(store, version, audience, private.at(version))
    earlier = None if visible.withheld else _earlier(visible, folder, types, private)
    if earlier is not None:
        log.info("version %s goes on from %s", version, earlier.path.name)
        mark_used(earlier.path)
        try:
            return _build(target, visible, audience, types, earlier)
        except BuildAnewError as why:
            log.info("version %s is built anew: %s", version, why)
        except (CacheError, sqlite3.DatabaseError) as error:  # the earlier one may have gone
            log.warning("version %s is built anew: %s", version, error)
    return _build(target, visible, audience, types, None)


def _earlier(
    visible: VisibleRows, folder: Path, types: Types, private: PrivateSources
) -> Earlier | None:
    """The newest model to go on from; of the version itself there may be another audience's."""
    for name, path in reversed(finished(folder)):
        hidden = private.at(name.version)
        ours = folder_name(visible.store, name.version, name.audience, hidden, types)
        if name.version <= visible.version and path.name == ours:
            found = opened(path, name.version)
            if found is not None:
                return found
    return None


def _build(
    target: Path, visible: VisibleRows, audience: Audience, types: Types, earlier: Earlier | None
) -> Path:
    def fill(place: Path) -> None:
        with closing(sqlite3.connect(place / MODEL, isolation_level=None, uri=True)) as connection:
            if earlier is not None:
                connection.execute("ATTACH DATABASE ? AS earlier", (location(earlier.path),))
            for statement in (*PRAGMAS, "BEGIN", *create(types.nodes, types.edges)):
                connection.execute(statement)
            if earlier is not None:
                numbers = go_on(connection, earlier, visible, types.nodes, types.edges)
            else:
                numbers = _fill(connection, visible, types)
            ids, first = numbers.edge_ids, numbers.ids.size
            fill_former_ties(connection, visible.store, visible.unwithheld, ids, first)
            graph = graph_of(numbers, visible.sources, types.nodes, types.edges)
            columns, facets, arena_kinds = compute(graph, partial(_coded, connection))
            _fill_computed(connection, graph, columns, facets, types)
            # Of what the audience may read: by a hash of more, guesses of it could be confirmed.
            facts = _facts(visible, audience, types, arena_kinds, graph.hexdigest())
            connection.executemany(insert("meta", ("key", "value")), facts.items())
            for statement in (*index(types.edges), "ANALYZE main", "COMMIT"):
                connection.execute(statement)
        columns.save(place)
        numbers.save(place / NUMBERS)

    return complete_in_one_step(target, fill)


def _coded(connection: sqlite3.Connection, key: str) -> list[int]:
    found = connection.execute("SELECT n FROM code WHERE key = ?", (key,))
    return [n for (n,) in found]


def _facts(
    visible: VisibleRows, audience: Audience, types: Types, kinds: Sequence[str], hashed: str
) -> dict[str, str]:
    """What a reader has to know of the model before anything else."""
    return {
        "version": str(visible.version),
        "audience": audience.value,
        "published_at": visible.store.published_at(visible.version) or "",
        "first_published_at": _first_published(visible) or "",
        "format": str(FORMAT),
        "labels": json.dumps([t.LABEL for t in types.nodes]),
        "edge_types": json.dumps([t.LABEL for t in types.edges]),
        "arena_kinds": json.dumps(kinds),
        "graph_hash": hashed,
        "rules": str(visible.store.rules(visible.version) or ""),
        "withheld": str(len(visible.withheld)),
    }


def _first_published(visible: VisibleRows) -> str | None:
    """When the first version was published: numbers of versions that never were are left out."""
    moments = map(visible.store.published_at, range(1, visible.version + 1))
    return next(filter(None, moments), None)


def _fill(connection: sqlite3.Connection, visible: VisibleRows, types: Types) -> Numbers:
    found, sources = Gathered(), visible.sources
    fill_sources(connection, sources, visible.rows("run"))
    fill_judgements(connection, visible.rows("judgement"))
    fill_claims(connection, enumerate(visible.rows("claim")), sources, found.claims)
    fill_sightings(connection, visible.rows("sighting"), found.claims)
    fill_nodes(connection, enumerate(visible.rows("entity")), types.nodes, found)
    edges = enumerate(visible.rows("edge"), len(found.nodes.number))
    fill_edges(connection, edges, types.edges, found)
    members = leads(visible.rows("member"), visible.members_ever, found.nodes.number)
    fill_members(connection, members)
    gone = gone_ties(visible.store, visible.unwithheld, visible.gone_ties())
    fill_gone_ties(connection, gone)
    return numbers_of(found)


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

"""What a mirror holds and what it should hold, both as plain values that can be compared whole."""

from typing import Any, NamedTuple

import neo4j

from graph_schema.edges import EDGE_TYPES
from graph_schema.nodes import NODE_TYPES
from queries.stores.base import Body, Store
from tests.neo4j_server import Neo4jServer

LABELS = [kind.LABEL for kind in NODE_TYPES]
TYPES = [kind.LABEL for kind in EDGE_TYPES]
NODES = """MATCH (n) WHERE any(label IN labels(n) WHERE label IN $labels)
RETURN labels(n) AS labels, properties(n) AS properties"""
EDGES = """MATCH (s)-[r]->(t) WHERE type(r) IN $types
RETURN type(r) AS type, s.id AS start, t.id AS end, properties(r) AS properties"""

Value = tuple[Any, ...]


class Content(NamedTuple):
    """Nodes as (labels, properties) and ties as (type, from, to, properties), by id."""

    nodes: dict[str, Value]
    edges: dict[str, Value]


def ask(server: Neo4jServer, text: str, **params: Any) -> list[dict[str, Any]]:
    """The records of a statement, read with the driver alone."""
    login = (server.user, server.password)
    with neo4j.GraphDatabase.driver(server.url, auth=login) as driver, driver.session() as session:
        return session.run(text, params).data()


def mirrored(server: Neo4jServer, labels: list[str] | None = None) -> Content:
    """All the mirror holds; a node or a tie that is there twice is an error."""
    nodes, edges = Content({}, {})
    for row in ask(server, NODES, labels=labels or LABELS):
        id = row["properties"]["id"]
        assert id not in nodes
        nodes[id] = (frozenset(row["labels"]), row["properties"])
    for row in ask(server, EDGES, types=TYPES):
        id = row["properties"]["id"]
        assert id not in edges
        edges[id] = (row["type"], row["start"], row["end"], row["properties"])
    return Content(nodes, edges)


def expected(store: Store, at: int | None = None) -> Content:
    """What the rows of the graph say that the mirror should hold."""
    edges = {row.key: row.body for row in store.rows("edge", at=at)}
    payers = {body["from"] for body in edges.values() if body["type"] == "FUNDS"}
    nodes = {}
    for row in store.rows("entity", at=at):
        labels = {row.body["label"], "Funder"} if row.key in payers else {row.body["label"]}
        properties = _properties(row.body) | {"members": row.body["members"]}
        nodes[row.key] = (frozenset(labels), properties)
    ties = {
        key: (body["type"], body["from"], body["to"], _properties(body))
        for key, body in edges.items()
    }
    return Content(nodes, ties)


def _properties(body: Body) -> Body:
    fields = {name: value for name, value in body["fields"].items() if value is not None}
    return fields | {"id": body["id"], "claims": body["claims"]}

"""The Cypher that writes the mirror, generated from the node and edge types.

Values are parameters; labels, types and property names come from the classes and from nowhere else.
"""

from collections.abc import Iterator, Sequence

from graph_schema.base import Edge, Node
from graph_schema.edges import Funds
from graph_schema.ids import digest
from graph_schema.nodes import Actor

FUNDER = "Funder"
"""The second label of an actor that pays for anything."""

STATE = """MATCH (e:Ekokarta {id: 'store'})
OPTIONAL MATCH (m:EkoMirror {id: 'mirror'})
RETURN e.published, coalesce(e.mirrored, 0), m.mark"""
CONSTRAINTS = "SHOW CONSTRAINTS YIELD name RETURN collect(name)"
TAKE = "MERGE (m:EkoMirror {id: 'mirror'}) SET m.token = $token"
# Setting a property locks the node, and only then is the token read.
LOCK = "MATCH (m:EkoMirror {id: 'mirror'}) SET m.locked = timestamp() RETURN m.token"
FINISH = """MATCH (e:Ekokarta {id: 'store'}), (m:EkoMirror {id: 'mirror'})
SET e.mirrored = $version, m.mark = $mark"""

MARK_FUNDERS = (
    f"UNWIND $ids AS id MATCH (n:{Actor.LABEL} {{id: id}}) "
    f"WHERE EXISTS {{ (n)-[:{Funds.LABEL}]->() }} SET n:{FUNDER}"
)
UNMARK_FUNDERS = (
    f"UNWIND $ids AS id MATCH (n:{Actor.LABEL} {{id: id}}) "
    f"WHERE NOT EXISTS {{ (n)-[:{Funds.LABEL}]->() }} REMOVE n:{FUNDER}"
)


def constraints(
    node_types: Sequence[type[Node]], edge_types: Sequence[type[Edge]]
) -> dict[str, str]:
    """By name what must be unique; without it a MERGE reads every node of its label."""
    return {
        "ekokarta_mirror": _unique("ekokarta_mirror", "(m:EkoMirror)", "m"),
        **{
            name: _unique(name, f"(n:{kind.LABEL})", "n")
            for kind in node_types
            for name in [f"ekokarta_{kind.LABEL.lower()}_id"]
        },
        **{
            name: _unique(name, f"()-[r:{kind.LABEL}]-()", "r")
            for kind in edge_types
            for name in [f"ekokarta_{kind.LABEL.lower()}_tie_id"]
        },
    }


def _unique(name: str, pattern: str, variable: str) -> str:
    return f"CREATE CONSTRAINT {name} IF NOT EXISTS FOR {pattern} REQUIRE {variable}.id IS UNIQUE"


def node_upsert(kind: type[Node]) -> str:
    """Write nodes of one type; a field that is no longer stated goes."""
    fields = _fields(kind)
    return (
        f"UNWIND $rows AS row MERGE (n:{kind.LABEL} {{id: row.id}}) "
        f"SET n = {{id: row.id, {fields}, claims: row.claims, members: row.members}}"
    )


def node_removal(kind: type[Node]) -> str:
    """Remove nodes of one type."""
    return (
        f"UNWIND $ids AS id MATCH (n:{kind.LABEL} {{id: id}}) "
        f"USING INDEX SEEK n:{kind.LABEL}(id) DETACH DELETE n"
    )


def edge_upsert(kind: type[Edge], start: str, end: str) -> str:
    """Write ties of one type between nodes of two labels; returns how many found both ends."""
    fields = _fields(kind)
    return (
        f"UNWIND $rows AS row MATCH (s:{start} {{id: row.from}}) USING INDEX SEEK s:{start}(id) "
        f"MATCH (t:{end} {{id: row.to}}) USING INDEX SEEK t:{end}(id) "
        f"MERGE (s)-[r:{kind.LABEL} {{id: row.id}}]->(t) "
        f"SET r = {{id: row.id, {fields}, claims: row.claims}} RETURN count(*) AS written"
    )


def edge_removal(kind: type[Edge]) -> str:
    """Remove ties of one type."""
    # Without the hint the index of a type that just filled is read whole for every id.
    return (
        f"UNWIND $ids AS id MATCH ()-[r:{kind.LABEL} {{id: id}}]->() "
        f"USING INDEX SEEK r:{kind.LABEL}(id) DELETE r"
    )


def mark(node_types: Sequence[type[Node]], edge_types: Sequence[type[Edge]]) -> str:
    """Tells mirrors apart that were written by programs with other types or other statements."""
    return digest("\n".join(_all(node_types, edge_types)))[:16]


def _all(node_types: Sequence[type[Node]], edge_types: Sequence[type[Edge]]) -> Iterator[str]:
    yield from constraints(node_types, edge_types).values()
    yield from map(node_upsert, node_types)
    for kind in edge_types:
        yield from (edge_upsert(kind, start, end) for start in kind.FROM for end in kind.TO)
    yield MARK_FUNDERS


def _fields(kind: type[Node] | type[Edge]) -> str:
    return ", ".join(f"{c.name}: row.fields.{c.name}" for c in kind.columns())

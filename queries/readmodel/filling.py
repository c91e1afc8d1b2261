"""Fills the tables of a read model, row by row: its speed decides how long a build takes."""

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import orjson

from graph_schema.base import ColumnKind, Edge, Node
from graph_schema.claims import SourceInfo
from graph_schema.edges import UNSTATED, ParticipatesIn
from graph_schema.judgements import Judgement
from graph_schema.names import sort_key
from graph_schema.nodes import Actor
from graph_schema.vocabularies import (
    COUNTED_ROLES,
    ActorKind,
    Role,
    Sector,
)
from queries.projection.assembling import label_of, member_id, record_of
from queries.projection.decisions import in_force
from queries.projection.hashing import edge_digest, name_digest, node_digest
from queries.projection.values import rank
from queries.readmodel.gathered import (
    NO_SECTOR,
    NO_YEAR,
    NOT_COUNTED,
    Claims,
    Gathered,
    Nodes,
    Owners,
)
from queries.readmodel.tables import ENDS, edge_table, insert, node_table, searched
from queries.readmodel.text import fold, squeeze
from queries.stores.base import Body, Row

Numbered = Iterable[tuple[int, Row]]
"""Rows of one kind in key order, each with the number it has in the model."""

BATCH = 10_000  # rows per executemany: large enough that the call itself costs nothing
SECTORS = {sector.value: number for number, sector in enumerate(Sector)}
ROLES = {role.value: number for number, role in enumerate(Role)}
COUNTED = frozenset(role.value for role in COUNTED_ROLES)
KIND_FIELDS = ("actor_kind", "collaboration_kind", "programme_kind", "level", "result_kind")
"""What a filter by kind looks at, whichever of them the type has."""


def encode(value: Any) -> str:
    """JSON as the tables keep it."""
    return orjson.dumps(value).decode()


@dataclass
class Pending:
    """Rows on their way into one table."""

    connection: sqlite3.Connection
    statement: str
    rows: list[tuple[Any, ...]] = field(default_factory=list)

    def add(self, row: tuple[Any, ...]) -> None:
        """Keep the row; every so often write what is kept."""
        self.rows.append(row)
        if len(self.rows) >= BATCH:
            self.flush()

    def flush(self) -> None:
        """Write what is kept."""
        self.connection.executemany(self.statement, self.rows)
        self.rows.clear()


def _many(
    connection: sqlite3.Connection, table: str, columns: Sequence[str], rows: Iterable[Any]
) -> None:
    connection.executemany(insert(table, columns), rows)


def fill_sources(
    connection: sqlite3.Connection, sources: Sequence[SourceInfo], runs: Iterable[Row]
) -> None:
    """Sources in the order of precedence, and every run."""
    infos = ((n, info.name, info.model_dump_json()) for n, info in enumerate(sources))
    _many(connection, "source", ("n", "name", "info"), infos)
    bodies = ((row.key, row.body["source"], encode(row.body)) for row in runs)
    _many(connection, "run", ("id", "source", "body"), bodies)


def fill_claims(
    connection: sqlite3.Connection,
    rows: Numbered,
    sources: Sequence[SourceInfo],
    claims: Claims,
) -> None:
    """Every claim with what was published and how it was read, and the actors it speaks of."""
    source_number = {info.name: n for n, info in enumerate(sources)}
    columns = ("n", "id", "source", "record", "kind", "importer", "since", "actors", "body")

    def read() -> Iterator[tuple[Any, ...]]:
        for n, (_, key, body, since, _) in rows:
            source = source_number[body["source"]]
            claims.number[key] = n
            claims.source.append(source)
            text = encode([body["published"], body["fields"], body["key"], body["ends"]])
            stands = (n, key, source, body["record"], body["kind"], body["importer"], since)
            yield *stands, _actors_of(body), text

    _many(connection, "claim", columns, read())


def _actors_of(body: Body) -> str | None:
    """The records of actors a claim describes or ties, a line each, the one it begins at first.

    From them it can be told which of the records that make up an actor says what.
    """
    records = (record_of(body),) if body["ends"] is None else body["ends"]
    return "\n".join(r for r in records if label_of(r) == Actor.LABEL) or None


def fill_sightings(connection: sqlite3.Connection, rows: Iterable[Row], claims: Claims) -> None:
    """Where every claim stood; the table is in no order until its index is made."""
    number = claims.number
    found = (
        (number[body["claim"]], nth(key), body["run"], body["file"], encode(body["locator"]))
        for _, key, body, _, _ in rows
    )
    _many(connection, "sighting", ("claim", "nth", "run", "file", "locator"), found)


def nth(key: str) -> int:
    """Which of its claim's sightings one is: its key ends with that."""
    return int(key.rpartition("/")[2])


def fill_members(connection: sqlite3.Connection, leads: Iterable[tuple[str, str]]) -> None:
    """Every id published once that is not the node's own any more, with where it leads."""
    _many(connection, "member", ("id", "canonical"), sorted(set(leads)))


def fill_judgements(connection: sqlite3.Connection, rows: Iterable[Row]) -> None:
    """What people decided, with the ids of the two records and whether nothing later was."""
    kept = list(rows)
    latest = {judgement.id for judgement in in_force(row.body for row in kept).values()}
    columns = ("id", "one", "other", "made", "in_force", "body")
    found = (
        (key, *map(member_id, body["records"]), made, key in latest, encode(body))
        for _, key, body, _, _ in kept
        for made, _ in [Judgement.stored(body).order]
    )
    _many(connection, "judgement", columns, found)


class NodeShape:
    """How one node type's fields become columns and searchable text."""

    def __init__(self, connection: sqlite3.Connection, number: int, kind: type[Node]) -> None:
        columns = list(kind.columns())
        self.number = number
        self.label = kind.LABEL
        self.names = tuple(c.name for c in columns)
        self.lists = tuple(i for i, c in enumerate(columns) if c.kind is ColumnKind.LIST)
        self.codes = tuple(searched(kind)[0])
        self.kind_field = next((f for f in KIND_FIELDS if f in self.names), None)
        self.table = Pending(connection, insert(node_table(kind), ("n", *self.names)))

    def row(self, n: int, fields: Body) -> tuple[Any, ...]:
        """The row of the type's own table."""
        values = [fields.get(name) for name in self.names]
        for place in self.lists:
            values[place] = encode(values[place]) if values[place] else None
        return (n, *values)


def fill_nodes(
    connection: sqlite3.Connection,
    rows: Numbered,
    node_types: Sequence[type[Node]],
    gathered: Gathered,
) -> None:
    """Every node of these types."""
    shapes = {t.LABEL: NodeShape(connection, i, t) for i, t in enumerate(node_types)}
    columns = ("n", "id", "label", "name", "names", "codes", "folded")
    nodes = Pending(connection, insert("node", columns))
    stated = Pending(connection, insert("stated", ("owner", "body")))
    for n, row in rows:
        body = row.body
        shape, fields = shapes[body["label"]], body["fields"]
        gathered.nodes.number[body["id"]] = n
        shape.table.add(shape.row(n, fields))
        nodes.add((n, body["id"], body["label"], *_text_of(gathered.nodes, n, shape, fields)))
        _gather_node(gathered.nodes, shape, body)
        _gather_claims(gathered.owners, gathered.claims, n, body, stated)
        gathered.owners.meets.extend([False] * len(body["claims"]))
    for pending in (nodes, stated, *(shape.table for shape in shapes.values())):
        pending.flush()
    _many(connection, "code", ("key", "n"), sorted(set(gathered.nodes.codes)))


def _text_of(
    nodes: Nodes, n: int, shape: NodeShape, fields: Body
) -> tuple[str, str, str, str | None]:
    name = fields["name"]
    nodes.sort.append(sort_key(name))
    names = "\n".join((name, *(fields.get("aliases") or ())))
    codes = [fields[field] for field in shape.codes if fields.get(field)]
    for tagged in fields.get("identifiers") or ():
        codes.append(tagged)
        nodes.codes.append((squeeze(tagged.partition(":")[2] or tagged), n))
    nodes.codes.extend((squeeze(fields[f]), n) for f in shape.codes if fields.get(f))
    return name, names, "\n".join(codes), None if names.isascii() else fold(names)


def _gather_node(nodes: Nodes, shape: NodeShape, body: Body) -> None:
    fields = body["fields"]
    start, end = fields.get("start"), fields.get("end")
    nodes.label.append(shape.number)
    nodes.start.append(int(start[:4]) if start else NO_YEAR)
    nodes.end.append(int(end[:4]) if end else NO_YEAR)
    actor = shape.label == Actor.LABEL
    nodes.sector.append(SECTORS[fields.get("sector", Sector.UNKNOWN)] if actor else NO_SECTOR)
    kind = shape.label
    if shape.kind_field is not None:
        kind = str(fields.get(shape.kind_field) or "unknown")
    nodes.kind.append(nodes.kinds.setdefault(kind, len(nodes.kinds)))
    nodes.unit.append(kind == ActorKind.UNIT.value and actor)
    nodes.unnamed.append(bool(fields.get("unnamed_parties")))
    nodes.name += name_digest(body)
    nodes.digest += node_digest(body)


def _gather_claims(owners: Owners, claims: Claims, n: int, body: Body, stated: Pending) -> None:
    number = claims.number
    owners.claims.extend([number[claim] for claim in body["claims"]])
    owners.first.append(len(owners.claims))
    shown = body["fields"].keys()  # what a single claim states, but for an end before its start
    if len(body["claims"]) > 1 or not body["stated"].keys() <= shown:
        stated.add((n, encode(body["stated"])))


class EdgeShape:
    """How one edge type's fields become columns."""

    def __init__(self, connection: sqlite3.Connection, number: int, kind: type[Edge]) -> None:
        columns = list(kind.columns())
        self.number = number
        self.names = tuple(c.name for c in columns)
        self.lists = frozenset(c.name for c in columns if c.kind is ColumnKind.LIST)
        self.counts = kind.LABEL == ParticipatesIn.LABEL
        self.table = Pending(connection, insert(edge_table(kind), (*ENDS, *self.names)))

    def values(self, fields: Body) -> Iterator[Any]:
        """The fields in the order of the columns."""
        if not self.lists:
            return map(fields.get, self.names)
        return (
            encode(fields[n]) if n in self.lists and fields.get(n) else fields.get(n)
            for n in self.names
        )


def fill_edges(
    connection: sqlite3.Connection,
    rows: Numbered,
    edge_types: Sequence[type[Edge]],
    gathered: Gathered,
) -> None:
    """Every edge of these types; their numbers count on from the nodes."""
    shapes = {t.LABEL: EdgeShape(connection, i, t) for i, t in enumerate(edge_types)}
    stated = Pending(connection, insert("stated", ("owner", "body")))
    number, edges = gathered.nodes.number, gathered.edges
    for n, row in rows:
        body = row.body
        shape, fields = shapes[body["type"]], body["fields"]
        start, end = number[body["from"]], number[body["to"]]
        shape.table.add((n, body["id"], start, end, *shape.values(fields)))
        edges.ids.append(body["id"])
        edges.from_node.append(start)
        edges.to_node.append(end)
        edges.type.append(shape.number)
        counts = shape.counts and fields["role"] in COUNTED
        edges.role.append(ROLES[fields["role"]] if counts else NOT_COUNTED)
        edges.meets.append(counts and is_meeting(fields))
        edges.digest += edge_digest(body)
        _gather_claims(gathered.owners, gathered.claims, n, body, stated)
        gathered.owners.meets.extend(says_meeting(body, gathered.claims, counts=counts))
    for pending in (stated, *(shape.table for shape in shapes.values())):
        pending.flush()


def is_meeting(fields: Body) -> bool:
    """Whether a participation counts: its role and how far it went."""
    return fields["role"] in COUNTED and ParticipatesIn.holds(fields)


def says_meeting(body: Body, known: Claims, *, counts: bool) -> list[bool]:
    """Of each claim of an edge, whether by what its source states somebody took part.

    Of several statuses one source states the one stands that stood if it were alone.
    """
    claims = body["claims"]
    if not counts:
        return [False] * len(claims)
    if len(claims) == 1:
        return [ParticipatesIn.holds(body["fields"])]
    source = [known.source_of(claim) for claim in claims]
    own = {claim: value for value, by in body["stated"].get("status", ()) for claim in by}
    said: dict[int, Counter[str]] = defaultdict(Counter)
    for each, claim in zip(source, claims, strict=True):
        said[each][own.get(claim, UNSTATED.value)] += 1
    held = {each: ParticipatesIn.holds({"status": _first(counts)}) for each, counts in said.items()}
    return [held[each] for each in source]


def _first(statuses: Counter[str]) -> str:
    """The status that stands of those one source states, each so many times."""
    first = ParticipatesIn.FIRST["status"]
    return min(statuses, key=lambda status: rank(status, statuses[status], first))

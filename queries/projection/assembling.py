"""One row of the graph from the claims behind it; the same whichever way they were gathered."""

from collections.abc import Container, Iterable, Mapping, Sequence
from sys import intern  # a record is an end of many ties: its key is kept once
from typing import Any, NamedTuple

from graph_schema.edges import EDGE_TYPES
from graph_schema.ids import make_id
from graph_schema.nodes import NODE_TYPES, Actor, Programme, TargetGroup, Theme
from queries.projection.identity import Mention
from queries.projection.values import Statement, add_other_names, stated_values
from queries.stores.base import Body, Row

PREFIX = {node.LABEL: node.PREFIX for node in NODE_TYPES}
NODES = {node.LABEL: node for node in NODE_TYPES}
EDGES = {edge.LABEL: edge for edge in EDGE_TYPES}
KEYED = frozenset({Programme.LABEL})
"""Labels whose record keys are codes that sources share, such as fund:ESF+: equal keys are one."""
NAMED = frozenset({Actor.LABEL, Theme.LABEL, TargetGroup.LABEL})
"""Labels whose names are looked at: those of actors join, those of themes and groups are told."""
ELSEWHERE = 0  # before every version: the id was published by another store
UNRANKED = 1_000  # a claim whose source has no run to say its order comes last


class TieClaim(NamedTuple):
    """What a claim of an edge says of where the edge lies: type, end records, what tells it apart.

    ``identity`` holds the values of the type's ``IDENTITY`` fields, in their order.
    """

    claim: str
    source: str
    kind: str
    ends: tuple[str, str]
    identity: tuple[str, ...]


def source_order(runs: Iterable[Row]) -> dict[str, int]:
    """Each source's place in the precedence, as its latest run in force says."""
    latest: dict[str, tuple[int, int]] = {}
    for row in runs:
        if row.body["withdrawn"] is False:
            entry = (int(row.body["version"]), int(row.body["info"]["order"]))
            latest[row.body["source"]] = max(latest.get(row.body["source"], (0, 0)), entry)
    return {source: entry[1] for source, entry in latest.items()}


def statement(claim: str, body: Body, order: Mapping[str, int]) -> Statement:
    """A claim as the precedence of values sees it."""
    source = body["source"]
    return Statement(order.get(source, UNRANKED), source, claim, body["fields"])


def record_of(body: Body) -> str:
    """The record key of a node claim, as text."""
    return intern(f"{body['source']}/{body['kind']}/{body['key']}")


def label_of(record: str) -> str:
    """The label of the node a record states."""
    return record.split("/", 2)[1]


def tie_claim(claim: str, body: Body) -> TieClaim:
    """An edge claim without its values."""
    fields, kind = body["fields"], intern(body["kind"])
    identity = tuple(intern(str(fields.get(name) or "-")) for name in EDGES[kind].IDENTITY)
    first, second = body["ends"]
    return TieClaim(claim, intern(body["source"]), kind, (intern(first), intern(second)), identity)


def member_rows(
    label: str,
    component: Sequence[str],
    members: Mapping[str, Body],
    version: int,
    published: Container[str] = (),
) -> tuple[str, dict[str, Body]]:
    """The canonical id of an actor or other node, and the member row of each of its records.

    A canonical id is the member id that was published first; those in ``published`` were canonical
    elsewhere before this store knew them.
    """
    own = {record: _member(record, members, version, published) for record in component}
    first = min(component, key=lambda record: (own[record]["since"], record))
    node_id = str(own[first]["id"])
    return node_id, {record: {**body, "canonical": node_id} for record, body in own.items()}


def member_id(record: str) -> str:
    """The id under which a record is known, whatever node it is part of."""
    source, label, key = record.split("/", 2)
    return make_id(PREFIX[label], source, key)


def _member(
    record: str,
    members: Mapping[str, Body],
    version: int,
    published: Container[str],
) -> Body:
    known = members.get(record)
    if known is not None:
        return known
    id = member_id(record)
    return {"id": id, "since": ELSEWHERE if id in published else version}


def entity_row(
    node_id: str, label: str, component: Sequence[str], statements: Sequence[Statement]
) -> Body:
    """A node: what is shown, what every source states, the records it is made of."""
    shown, stated = stated_values(statements, NODES[label])
    shown = add_other_names(shown, stated)
    return {
        "id": node_id,
        "label": label,
        "fields": shown,
        "stated": stated,
        "members": list(component),
        "claims": sorted(s.claim for s in statements),
    }


def edge_id(tie: TieClaim, start: str, end: str) -> str:
    """Edge identity is type, ends, role and stated period, whatever source says so."""
    return make_id("edg", tie.kind, start, end, *tie.identity)


def edge_row(key: str, kind: str, ends: tuple[str, str], statements: Sequence[Statement]) -> Body:
    """An edge between canonical nodes, with all claims that state it."""
    shown, stated = stated_values(statements, EDGES[kind])
    return {
        "id": key,
        "type": kind,
        "from": ends[0],
        "to": ends[1],
        "fields": shown,
        "stated": stated,
        "claims": sorted(s.claim for s in statements),
    }


def dangling_row(tie: TieClaim) -> Body:
    """A tie that no edge can be made of: an end nobody describes, or both ends one node."""
    return {"source": tie.source, "kind": tie.kind, "ends": list(tie.ends)}


def say(mention: Mention, fields: Mapping[str, Any]) -> None:
    """Add what one claim says of a record: names where they join, identifiers, shared codes."""
    label = label_of(mention.record)
    if label in NAMED:
        mention.names.add(fields["name"])
    if label == Actor.LABEL:
        mention.aliases.update(fields.get("aliases", ()))
    mention.identifiers.update(joining_keys(label, mention.record, fields))


def joining_keys(label: str, record: str, fields: Mapping[str, Any]) -> set[str]:
    """The identifiers of a record, and its own key where sources share the codes it is."""
    keys = set(fields.get("identifiers", ()))
    if label in KEYED:
        keys.add(record.split("/", 2)[2])
    return keys

"""The whole canonical graph from a set of claims, and its hash."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from graph_schema.edges import EDGE_TYPES
from graph_schema.ids import canonical_json, make_id
from graph_schema.nodes import NODE_TYPES, Actor, Programme
from queries.projection.identity import Groups, Mention, Review, components
from queries.projection.values import Statement, add_other_names, stated_values
from queries.stores.base import Body, Row

PREFIX = {node.LABEL: node.PREFIX for node in NODE_TYPES}
IDENTITY = {edge.LABEL: edge.IDENTITY for edge in EDGE_TYPES}
KEYED = frozenset({Programme.LABEL})
"""Labels whose record keys are codes that sources share, such as fund:ESF+: equal keys are one."""
UNRANKED = 1_000  # a claim whose source has no run to say its order comes last


@dataclass
class Projection:
    """The canonical graph: rows by key, as they stand in the store, and what was left to people."""

    entities: dict[str, Body] = field(default_factory=dict)
    edges: dict[str, Body] = field(default_factory=dict)
    members: dict[str, Body] = field(default_factory=dict)
    review: list[Review] = field(default_factory=list)
    dangling: list[str] = field(default_factory=list)


def project(
    claims: Iterable[Row], runs: Iterable[Row], members: Mapping[str, Body], version: int
) -> Projection:
    """Project claims to nodes and edges.

    ``members`` are the member rows published so far: a canonical id is the member id that was
    published first, so it needs them; new members are stamped with ``version``.
    """
    order = source_order(runs)
    node_claims: dict[str, list[Statement]] = defaultdict(list)
    edge_claims: list[tuple[str, list[str], Statement]] = []
    for row in claims:
        body = row.body
        statement = Statement(
            order.get(body["source"], UNRANKED), body["source"], row.key, body["fields"]
        )
        if body["ends"] is None:
            node_claims[f"{body['source']}/{body['kind']}/{body['key']}"].append(statement)
        else:
            edge_claims.append((body["kind"], body["ends"], statement))
    result = Projection()
    canonical = _nodes(node_claims, members, version, result)
    _edges(edge_claims, canonical, result)
    return result


def source_order(runs: Iterable[Row]) -> dict[str, int]:
    """Each source's place in the precedence, as its latest run in force says."""
    latest: dict[str, tuple[int, int]] = {}
    for row in runs:
        if row.body["withdrawn"] is False:
            entry = (int(row.body["version"]), int(row.body["info"]["order"]))
            latest[row.body["source"]] = max(latest.get(row.body["source"], (0, 0)), entry)
    return {source: entry[1] for source, entry in latest.items()}


def _nodes(
    claims: Mapping[str, list[Statement]],
    members: Mapping[str, Body],
    version: int,
    result: Projection,
) -> dict[str, str]:
    canonical: dict[str, str] = {}
    for label, records in _by_label(claims).items():
        sets, review = _sets(label, records, claims)
        result.review += review
        for component in sets:
            own = _members(label, component, members, version)
            first = min(component, key=lambda r: (own[r]["since"], r))
            node_id = str(own[first]["id"])
            for record in component:
                canonical[record] = node_id
                result.members[record] = {**own[record], "canonical": node_id}
            result.entities[node_id] = _entity(node_id, label, component, claims)
    return canonical


def _by_label(claims: Mapping[str, list[Statement]]) -> dict[str, list[str]]:
    labels: dict[str, list[str]] = defaultdict(list)
    for record in claims:
        labels[record.split("/", 2)[1]].append(record)
    return {label: sorted(labels[label]) for label in sorted(labels)}


def _sets(
    label: str, records: list[str], claims: Mapping[str, list[Statement]]
) -> tuple[list[list[str]], list[Review]]:
    if label == Actor.LABEL:
        return components({record: _mention(record, claims[record]) for record in records})
    groups, first = Groups(records), dict[str, str]()
    for record in records:
        own = {i for s in claims[record] for i in s.fields.get("identifiers", ())}
        if label in KEYED:
            own.add(record.split("/", 2)[2])
        for identifier in sorted(own):
            groups.join(first.setdefault(identifier, record), record)
    return sorted(groups.sets().values()), []


def _mention(record: str, statements: list[Statement]) -> Mention:
    mention = Mention(record)
    for statement in statements:
        mention.names.add(statement.fields["name"])
        mention.aliases.update(statement.fields.get("aliases", ()))
        mention.identifiers.update(statement.fields.get("identifiers", ()))
    return mention


def _members(
    label: str, component: list[str], members: Mapping[str, Body], version: int
) -> dict[str, Body]:
    found = {}
    for record in component:
        source, _, key = record.split("/", 2)
        known = members.get(record)
        found[record] = (
            known
            if known is not None
            else {
                "id": make_id(PREFIX[label], source, key),
                "since": version,
            }
        )
    return found


def _entity(
    node_id: str, label: str, component: list[str], claims: Mapping[str, list[Statement]]
) -> Body:
    statements = [statement for record in component for statement in claims[record]]
    shown, stated = stated_values(statements)
    add_other_names(shown, stated)
    return {
        "id": node_id,
        "label": label,
        "fields": shown,
        "stated": stated,
        "members": component,
        "claims": sorted(statement.claim for statement in statements),
    }


def _edges(
    claims: Iterable[tuple[str, list[str], Statement]],
    canonical: Mapping[str, str],
    result: Projection,
) -> None:
    gathered: dict[str, tuple[str, str, str, list[Statement]]] = {}
    for kind, ends, statement in claims:
        start, end = (canonical.get(record) for record in ends)
        if start is None or end is None or start == end:
            result.dangling.append(statement.claim)
            continue
        identity = [str(statement.fields.get(name) or "-") for name in IDENTITY[kind]]
        edge_id = make_id("edg", kind, start, end, *identity)
        gathered.setdefault(edge_id, (kind, start, end, []))[3].append(statement)
    result.dangling.sort()
    for edge_id, (kind, start, end, statements) in gathered.items():
        shown, stated = stated_values(statements)
        result.edges[edge_id] = {
            "id": edge_id,
            "type": kind,
            "from": start,
            "to": end,
            "fields": shown,
            "stated": stated,
            "claims": sorted(statement.claim for statement in statements),
        }


def graph_hash(entities: Iterable[Body], edges: Iterable[Body]) -> str:
    """SHA-256 over the sorted canonical rows, naming each node by its smallest record key.

    Versions, runs, times and the ids that depend on the order of publication stay out, so the same
    claims in any order, on any store, give the same hash.
    """
    names: dict[str, str] = {}
    lines = []
    for body in entities:
        names[body["id"]] = body["members"][0]
        lines.append(canonical_json({k: v for k, v in body.items() if k != "id"}))
    for body in edges:
        row: dict[str, Any] = {k: v for k, v in body.items() if k != "id"}
        row["from"], row["to"] = names[body["from"]], names[body["to"]]
        lines.append(canonical_json(row))
    total = sha256()
    for line in sorted(lines):
        total.update(line.encode("utf-8", "surrogatepass") + b"\n")
    return total.hexdigest()

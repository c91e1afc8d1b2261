"""The whole canonical graph from a set of claims."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from graph_schema.edges import ParticipatesIn
from graph_schema.nodes import Actor
from queries.projection.assembling import (
    TieClaim,
    dangling_row,
    edge_id,
    edge_row,
    entity_row,
    label_of,
    member_rows,
    record_of,
    say,
    source_order,
    statement,
    tie_claim,
)
from queries.projection.decisions import Decisions
from queries.projection.identity import (
    Mention,
    Review,
    components,
    components_by_key,
    of_one_name,
)
from queries.projection.values import Statement, is_met_in_doubt
from queries.stores.base import Body, Kind, Row

MET_IN_DOUBT = "sources disagree whether somebody took part"


@dataclass
class Projection:
    """The canonical graph: rows by key, as they stand in the store, and what was left to people."""

    entities: dict[str, Body] = field(default_factory=dict)
    edges: dict[str, Body] = field(default_factory=dict)
    members: dict[str, Body] = field(default_factory=dict)
    dangling: dict[str, Body] = field(default_factory=dict)
    review: list[Review] = field(default_factory=list)

    def derived(self) -> tuple[tuple[Kind, dict[str, Body]], ...]:
        """The rows that follow from the ledger, by kind."""
        return ("entity", self.entities), ("edge", self.edges), ("dangling", self.dangling)


def project(
    claims: Iterable[Row],
    runs: Iterable[Row],
    members: Mapping[str, Body],
    version: int,
    judgements: Iterable[Row] = (),
) -> Projection:
    """Project claims and people's judgements to nodes and edges.

    ``members`` are the member rows published so far: a canonical id is the member id that was
    published first, so it needs them; new members are stamped with ``version``.
    """
    order = source_order(runs)
    node_claims: dict[str, list[Statement]] = defaultdict(list)
    edge_claims: list[tuple[TieClaim, Statement]] = []
    for row in claims:
        stated = statement(row.key, row.body, order)
        if row.body["ends"] is None:
            node_claims[record_of(row.body)].append(stated)
        else:
            edge_claims.append((tie_claim(row.key, row.body), stated))
    result = Projection()
    canonical = _nodes(
        node_claims, members, version, Decisions(row.body for row in judgements), result
    )
    _edges(edge_claims, canonical, result)
    return result


def _nodes(
    claims: Mapping[str, list[Statement]],
    members: Mapping[str, Body],
    version: int,
    decisions: Decisions,
    result: Projection,
) -> dict[str, str]:
    canonical: dict[str, str] = {}
    labels: dict[str, list[str]] = defaultdict(list)
    for record in claims:
        labels[label_of(record)].append(record)
    for label in sorted(labels):
        mentions = {record: _mention(record, claims[record]) for record in sorted(labels[label])}
        sets, review = partition(label, mentions, decisions)
        result.review += review
        for component in sets:
            node_id, rows = member_rows(label, component, members, version)
            result.members.update(rows)
            canonical.update(dict.fromkeys(component, node_id))
            statements = [s for record in component for s in claims[record]]
            result.entities[node_id] = entity_row(node_id, label, component, statements)
    return canonical


def partition(
    label: str, mentions: Mapping[str, Mention], decisions: Decisions
) -> tuple[list[list[str]], list[Review]]:
    """Which records of one label are one node, and what is left to people."""
    return decisions.obeyed(label, mentions, components if label == Actor.LABEL else _by_key)


def _by_key(mentions: Mapping[str, Mention]) -> tuple[list[list[str]], list[Review]]:
    sets = components_by_key({record: m.identifiers for record, m in mentions.items()})
    return sets, of_one_name(mentions, sets)


def _mention(record: str, statements: Iterable[Statement]) -> Mention:
    mention = Mention(record)
    for stated in statements:
        say(mention, stated.fields)
    return mention


def _edges(
    claims: Iterable[tuple[TieClaim, Statement]],
    canonical: Mapping[str, str],
    result: Projection,
) -> None:
    gathered: dict[str, tuple[str, tuple[str, str], list[Statement]]] = {}
    records: dict[str, tuple[str, str]] = {}
    for tie, stated in claims:
        start, end = (canonical.get(record) for record in tie.ends)
        if start is None or end is None or start == end:
            result.dangling[tie.claim] = dangling_row(tie)
            continue
        key = edge_id(tie, start, end)
        gathered.setdefault(key, (tie.kind, (start, end), []))[2].append(stated)
        records[key] = min(records.get(key, tie.ends), tie.ends)
    doubts = []
    for key, (kind, ends, statements) in gathered.items():
        result.edges[key] = edge_row(key, kind, ends, statements)
        if kind == ParticipatesIn.LABEL and is_met_in_doubt(statements):
            doubts.append(_in_doubt(records[key], statements))
    result.review += sorted(doubts, key=lambda doubt: doubt.records)


def _in_doubt(ends: tuple[str, str], statements: Iterable[Statement]) -> Review:
    said = {f"{s.source}: {s.fields.get('status') or '–'}" for s in statements}
    return Review(MET_IN_DOUBT, "; ".join(sorted(said)), ends)

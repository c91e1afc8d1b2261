"""Where the ids lead of ties that were published once and stand no more.

The id of a tie sums up its type, its ends, its role and dates. So a tie gets another when one of
its ends is joined with another node, or parted from it. What stays are the records its claims tied:
it is the tie of that type, role and dates between the nodes these records are part of now.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby, islice
from typing import Any, NamedTuple

import orjson

from queries.private_sources import StampedRows
from queries.projection.assembling import TieClaim, edge_id, member_id, tie_claim
from queries.readmodel.numbers import Ids
from queries.readmodel.renumbering import known_numbers
from queries.readmodel.tables import insert
from queries.stores.base import Row

BATCH = 1_000
COLUMNS = ("id", "one", "other", "from_id", "to_id", "told", "since")
MOVED = """
SELECT g.id, g.told, coalesce(a.canonical, g.one), coalesce(b.canonical, g.other), g.since
FROM gone_tie AS g LEFT JOIN member AS a ON a.id = g.one LEFT JOIN member AS b ON b.id = g.other
WHERE (coalesce(a.canonical, g.one), coalesce(b.canonical, g.other)) <> (g.from_id, g.to_id)
  AND (SELECT count(*) FROM member WHERE id = g.one) < 2
  AND (SELECT count(*) FROM member WHERE id = g.other) < 2
"""


class GoneTie(NamedTuple):
    """A tie that stands no more, and two records that it was last stated to lie between.

    ``one`` and ``other`` are the ids the records were published under, ``from_id`` and ``to_id``
    the ends it had; ``told`` is its type with what tells it apart, as JSON, ``since`` the version
    that published it first. One that several records of its ends were tied by has several.
    """

    id: str
    one: str
    other: str
    from_id: str
    to_id: str
    told: str
    since: int


class Lead(NamedTuple):
    """An id of a tie that is gone, and that of the tie it is now."""

    id: str
    canonical: str
    since: int


def gone_ties(store: StampedRows, at: int, ids: Iterable[str]) -> Iterator[GoneTie]:
    """What is known of ties as they stood last, no later than a version."""
    for some in _batches(sorted(ids)):
        rows = store.rows("edge", at=at, changed_since=0, keys=some)
        lives = [list(life) for _, life in groupby(rows, key=lambda row: row.key)]
        claims = {claim for life in lives for claim in life[-1].body["claims"]}
        read: dict[str, list[Row]] = defaultdict(list)
        for row in store.rows("claim", at=at, changed_since=0, keys=sorted(claims)):
            read[row.key].append(row)
        for life in lives:
            yield from sorted(set(_gone_tie(life, read, at)))


def _gone_tie(life: Sequence[Row], claims: Mapping[str, list[Row]], at: int) -> Iterator[GoneTie]:
    tie, body = life[-1], life[-1].body
    last = at if tie.to_version is None else tie.to_version - 1
    for claim in body["claims"]:
        for row in claims[claim]:
            if row.from_version <= last and (row.to_version is None or last < row.to_version):
                said = tie_claim(claim, row.body)
                # Else other rules than these named the tie, and would name another now.
                if edge_id(said, body["from"], body["to"]) == tie.key:
                    one, other = map(member_id, said.ends)
                    told = orjson.dumps([said.kind, *said.identity]).decode()
                    yield GoneTie(
                        tie.key, one, other, body["from"], body["to"], told, life[0].from_version
                    )


def fill_gone_ties(connection: sqlite3.Connection, ties: Iterable[GoneTie]) -> None:
    """Every tie that is gone, with the records it lay between."""
    connection.executemany(insert("gone_tie", COLUMNS), ties)


def fill_former_ties(
    connection: sqlite3.Connection, store: StampedRows, at: int, edges: Ids, first: int
) -> None:
    """Every id of a gone tie that leads to one that stands; ``edges`` count from ``first``.

    Members and gone ties have to be filled. The id that was published first, of all those of a tie,
    is marked, unless it is the tie's own or it leads to several.
    """
    leads = sorted(set(_leads(connection, edges)))
    numbers = known_numbers(edges, {lead.canonical for lead in leads})
    earliest = _earliest(store, at, leads)
    columns = ("id", "canonical", "n", "first")
    connection.executemany(
        insert("former_tie", columns),
        (
            (id, canonical, numbers[canonical] + first, id == earliest.get(canonical))
            for id, canonical, _ in leads
        ),
    )


def _leads(connection: sqlite3.Connection, edges: Ids) -> Iterator[Lead]:
    for rows in _batches(connection.execute(MOVED)):
        found = [Lead(id, _now(told, one, other), since) for id, told, one, other, since in rows]
        there = known_numbers(edges, [lead.canonical for lead in found])
        yield from (lead for lead in found if lead.canonical in there)


def _now(told: str, one: str, other: str) -> str:
    """The id of the tie between two nodes."""
    kind, *identity = orjson.loads(told)
    return edge_id(TieClaim("", "", kind, ("", ""), tuple(identity)), one, other)


def _earliest(store: StampedRows, at: int, leads: Sequence[Lead]) -> dict[str, str]:
    """For each tie the id it was published under first, its own too; of several the smallest."""
    now = defaultdict[str, list[str]](list)
    for lead in leads:
        now[lead.id].append(lead.canonical)
    had: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for id, canonical, since in leads:
        if len(now[id]) == 1:
            had[canonical].append((since, id))
    for some in _batches(sorted(had)):
        for row in store.rows("edge", at=at, changed_since=0, keys=some):
            had[row.key].append((row.from_version, row.key))
    return {canonical: min(ids)[1] for canonical, ids in had.items()}


def _batches(items: Iterable[Any]) -> Iterator[list[Any]]:
    left = iter(items)
    while batch := list(islice(left, BATCH)):
        yield batch

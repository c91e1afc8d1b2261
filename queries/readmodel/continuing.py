"""Makes the tables and numbers of a version from the model of an earlier one and what changed."""

import logging
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import NamedTuple
from zipfile import BadZipFile

import numpy as np

from graph_schema.base import Edge, Node
from graph_schema.claims import SourceInfo
from queries.private_sources import StampedRows
from queries.readmodel.audience import VisibleRows
from queries.readmodel.carrying import carry
from queries.readmodel.columns import Ints
from queries.readmodel.earlier import leads
from queries.readmodel.filling import (
    encode,
    fill_claims,
    fill_edges,
    fill_judgements,
    fill_members,
    fill_nodes,
    fill_sightings,
    fill_sources,
    nth,
)
from queries.readmodel.folders import MODEL, NUMBERS
from queries.readmodel.former_ties import fill_gone_ties, gone_ties
from queries.readmodel.gathered import Gathered
from queries.readmodel.merging import Moves, claim_sources, merged
from queries.readmodel.numbers import Numbers, numbers_of
from queries.readmodel.renumbering import (
    GONE,
    Changed,
    changed_rows,
    known_numbers,
    renumbering,
)
from queries.stores.base import Row

log = logging.getLogger(__name__)

UNREADABLE = (OSError, EOFError, KeyError, ValueError, BadZipFile, sqlite3.Error)
MOST_CHANGED = 50_000  # rows of one kind: they are held in memory


GONE_TIES = """
INSERT INTO main.gone_tie SELECT * FROM earlier.gone_tie
WHERE id NOT IN (SELECT value FROM json_each(?))"""


class Earlier(NamedTuple):
    """A model that lies there already, of a version before or of another audience."""

    path: Path
    version: int
    numbers: Numbers
    sources: tuple[str, ...]  # in the order of their numbers


class Differences(NamedTuple):
    """What a version has that the earlier model has not, or has otherwise."""

    nodes: Changed
    edges: Changed
    claims: Changed
    sightings: Changed


def opened(path: Path, version: int) -> Earlier | None:
    """The model in a folder, if nothing was withheld when it was made and it can be read."""
    try:
        with closing(sqlite3.connect(location(path), uri=True)) as connection:
            whole = "SELECT value FROM meta WHERE key = 'withheld'"
            if connection.execute(whole).fetchone() != ("0",):
                return None
            names = connection.execute("SELECT name FROM source ORDER BY n").fetchall()
        numbers = Numbers.load(path / NUMBERS)
    except UNREADABLE as error:
        log.warning("the read model in %s cannot be gone on from: %s", path.name, error)
        return None
    return Earlier(path, version, numbers, tuple(name for (name,) in names))


def differences(store: StampedRows, before: int, version: int) -> Differences:
    """Every row that differs between two versions; refused where there are very many."""
    nodes = changed_rows(store, "entity", before, version, MOST_CHANGED)
    edges = changed_rows(store, "edge", before, version, MOST_CHANGED)
    claims = changed_rows(store, "claim", before, version, MOST_CHANGED)
    sightings = changed_rows(store, "sighting", before, version, MOST_CHANGED)
    return Differences(nodes, edges, claims, sightings)


def go_on(
    connection: sqlite3.Connection,
    earlier: Earlier,
    visible: VisibleRows,
    node_types: Sequence[type[Node]],
    edge_types: Sequence[type[Edge]],
) -> Numbers:
    """Fill the tables and return the numbers; the earlier model has to be attached."""
    differ = differences(visible.store, earlier.version, visible.version)
    before = earlier.numbers
    moves = Moves(
        renumbering(before.ids, differ.nodes),
        renumbering(before.edge_ids, differ.edges),
        renumbering(before.claim_ids, differ.claims),
        _sources(earlier, visible.sources),
    )
    anew = _said_anew(before, differ.sightings)
    carry(connection, moves, node_types, edge_types, anew)
    fill_sources(connection, visible.sources, visible.rows("run"))
    fill_judgements(connection, visible.rows("judgement"))
    found = Gathered()
    _fill_claims(connection, visible.sources, differ, moves, found)
    came = np.array(found.claims.source, np.uint16)
    found.claims.every = claim_sources(before, came, moves)
    fill_nodes(connection, _numbered(moves.nodes.changed, differ.nodes), node_types, found)
    rows = differ.edges.standing.values()
    ends = (row.body[end] for row in rows for end in ("from", "to"))
    found.nodes.number.update(moves.nodes.numbers(ends))
    edges = _numbered(moves.edges.changed + moves.nodes.ids.size, differ.edges)
    fill_edges(connection, edges, edge_types, found)
    ids = frozenset(id.decode() for id in moves.nodes.ids.tolist())
    fill_members(connection, leads(visible.rows("member"), visible.members_ever, ids))
    _go_on_with_gone_ties(connection, visible, differ.edges)
    names = [name for (name,) in connection.execute("SELECT name FROM node ORDER BY n")]
    return merged(before, numbers_of(found), moves, names)


def _go_on_with_gone_ties(
    connection: sqlite3.Connection, visible: VisibleRows, changed: Changed
) -> None:
    gone = [*changed.gone, *changed.passed]
    connection.execute(GONE_TIES, (encode([*gone, *changed.standing]),))
    fill_gone_ties(connection, gone_ties(visible.store, visible.version, gone))


def _sources(earlier: Earlier, sources: Sequence[SourceInfo]) -> Ints:
    place = {info.name: n for n, info in enumerate(sources)}
    return np.array([place.get(name, GONE) for name in earlier.sources], np.int32)


def _said_anew(before: Numbers, changed: Changed) -> list[tuple[int, int]]:
    """The sightings that are gone or stand elsewhere, by what the earlier model calls them."""
    keys = [*changed.gone, *changed.standing]
    claims = {key: key.split("/")[-2] for key in keys}
    number = known_numbers(before.claim_ids, claims.values())
    return [(number[claim], nth(key)) for key, claim in claims.items() if claim in number]


def _fill_claims(
    connection: sqlite3.Connection,
    sources: Sequence[SourceInfo],
    differ: Differences,
    moves: Moves,
    found: Gathered,
) -> None:
    claims = _numbered(moves.claims.changed, differ.claims)
    fill_claims(connection, claims, sources, found.claims)
    owners = (*differ.nodes.standing.values(), *differ.edges.standing.values())
    named = [claim for row in owners for claim in row.body["claims"]]
    named += [row.body["claim"] for row in differ.sightings.standing.values()]
    found.claims.number.update(moves.claims.numbers(named))
    fill_sightings(connection, differ.sightings.standing.values(), found.claims)


def _numbered(numbers: Ints, changed: Changed) -> Iterator[tuple[int, Row]]:
    rows = (changed.standing[key] for key in sorted(changed.standing))
    return zip(numbers.tolist(), rows, strict=True)


def location(path: Path) -> str:
    """The model of a folder as SQLite is asked for it: it is never written to."""
    return f"{(path / MODEL).resolve().as_uri()}?mode=ro&immutable=1"

"""What a read model holds, row by row out of its own tables: what an export is compared with.

Nothing that writes exports is used here: SQLite is asked, and JSON read.
"""

import json
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from typing import Any, NamedTuple

from queries.readmodel.folders import MODEL
from queries.readmodel.open import ReadModel

Values = dict[str, Any]


class Tie(NamedTuple):
    """A tie with its ends' ids."""

    type: str
    source: str
    target: str
    values: Values


def all_nodes(model: ReadModel) -> dict[str, tuple[str, Values]]:
    """Label and values of every node by its id, the sources and claims behind it among them."""
    with closing(sqlite3.connect(model.path / MODEL)) as tables:
        of = dict(tables.execute("SELECT n, fields FROM node_fields"))
        rows = tables.execute("SELECT n, id, label FROM node").fetchall()
        behind = _behind(model, tables)
    return {id: (label, {**_stated(of[n]), **behind[n]}) for n, id, label in rows}


def all_ties(model: ReadModel) -> dict[str, Tie]:
    """Every tie by its id."""
    with closing(sqlite3.connect(model.path / MODEL)) as tables:
        ids = dict(tables.execute("SELECT n, id FROM node"))
        rows = tables.execute("SELECT n, id, type, from_node, to_node, fields FROM edge").fetchall()
        behind = _behind(model, tables)
    return {
        id: Tie(type, ids[source], ids[target], {**_stated(fields), **behind[n]})
        for n, id, type, source, target, fields in rows
    }


def all_claims(model: ReadModel) -> dict[str, Values]:
    """Every claim by its id, as the tables keep it."""
    with closing(sqlite3.connect(model.path / MODEL)) as tables:
        asked = "SELECT claim.id, source.name, record, kind, importer, since, body FROM claim"
        rows = tables.execute(f"{asked} JOIN source ON source.n = claim.source").fetchall()
    names = ("source", "record", "kind", "importer", "since_version", "body")
    return {id: dict(zip(names, rest, strict=True)) for id, *rest in rows}


CLAIMED = ("source", "record", "kind", "importer", "since_version", "published", "interpreted")


def told_of_claims(model: ReadModel) -> dict[str, Values]:
    """What tables tell of every claim, but for where it stood."""
    return {
        id: {**{name: claim[name] for name in CLAIMED[:5]}, **_bodies(claim["body"])}
        for id, claim in all_claims(model).items()
    }


def read_claims(rows: Iterable[Values]) -> dict[str, Values]:
    """The same of rows that somebody else read; what was published and read is text of JSON."""
    return {
        row["id"]: {
            **{name: row[name] for name in CLAIMED[:5]},
            **{name: json.loads(row[name]) for name in CLAIMED[5:]},
        }
        for row in rows
    }


def _bodies(body: str) -> Values:
    return dict(zip(CLAIMED[5:], json.loads(body)[:2], strict=True))


def _stated(text: str) -> Values:
    return {name: value for name, value in json.loads(text).items() if value not in (None, [])}


def _behind(model: ReadModel, tables: sqlite3.Connection) -> dict[int, Values]:
    names = [name for (name,) in tables.execute("SELECT name FROM source ORDER BY n")]
    claims = dict(tables.execute("SELECT n, id FROM claim"))
    of_claim = dict(tables.execute("SELECT n, source FROM claim"))
    first, numbers = model.columns.owner_first.tolist(), model.columns.owner_claims.tolist()
    found = {}
    for owner, (begin, end) in enumerate(zip(first, first[1:], strict=False)):
        mine = numbers[begin:end]
        sources = [names[n] for n in sorted({of_claim[claim] for claim in mine})]
        found[owner] = {"claims": [claims[n] for n in mine], "sources": sources}
    return found

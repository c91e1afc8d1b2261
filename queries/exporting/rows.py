"""The rows of an export by their numbers, read in batches so that memory stays flat."""

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np

from graph_schema.answers import Ref
from graph_schema.claims import Locator
from queries.errors import NotInGraphError
from queries.exporting.selection import Selection
from queries.lookup.nodes import edge_rows
from queries.lookup.things import fields_of, funders, refs, stated
from queries.readmodel.columns import Ints, gathered
from queries.readmodel.open import ReadModel

BATCH = 2_000
MOST_ROWS = 1_000_000_000  # of sightings of a batch: an export leaves none out


class NodeRow(NamedTuple):
    """A node with its shown fields, the claims behind it and their sources; whether it pays."""

    ref: Ref
    fields: dict[str, Any]
    claims: tuple[str, ...]
    sources: tuple[str, ...]
    is_funder: bool


class TieRow(NamedTuple):
    """A tie; ``first`` of its type between the same two ends, or a later one."""

    id: str
    type: str
    source: Ref
    target: Ref
    fields: dict[str, Any]
    claims: tuple[str, ...]
    sources: tuple[str, ...]
    first: bool


class ClaimRow(NamedTuple):
    """A claim; ``published`` and ``interpreted`` are JSON, ``places`` runs and where it stood."""

    id: str
    source: str
    record: str
    kind: str
    importer: str
    since: int
    published: str
    interpreted: str
    places: tuple[tuple[str, str], ...]


class RunRow(NamedTuple):
    """One import."""

    id: str
    source: str
    body: dict[str, Any]


class Behind(NamedTuple):
    """Claims and sources behind some owners."""

    claims: tuple[str, ...]
    sources: tuple[str, ...]


def nodes_of(model: ReadModel, chosen: Ints) -> Iterator[NodeRow]:
    """The nodes of these numbers."""
    paying = np.isin(chosen, funders(model))
    for begin in range(0, chosen.size, BATCH):
        part = slice(begin, begin + BATCH)
        numbers = chosen[part].tolist()
        named, fields = refs(model, numbers), fields_of(model, numbers)
        behind = _behind(model, chosen[part])
        for n, pays in zip(numbers, paying[part].tolist(), strict=True):
            yield NodeRow(named[n], fields[n], *behind[n], pays)


def ties_of(model: ReadModel, selection: Selection) -> Iterator[TieRow]:
    """The ties of a selection."""
    ties, first = selection.ties, selection.first
    for begin in range(0, ties.edge.size, BATCH):
        part = slice(begin, begin + BATCH)
        numbers = ties.edge[part].tolist()
        sources, targets = ties.source[part].tolist(), ties.target[part].tolist()
        rows = edge_rows(model, numbers)
        named = refs(model, [*sources, *targets])
        behind = _behind(model, ties.edge[part])
        marks = first[part].tolist()
        for n, source, target, mark in zip(numbers, sources, targets, marks, strict=True):
            row = rows[n]
            ends = (named[source], named[target])
            yield TieRow(row["id"], row["type"], *ends, stated(row["fields"]), *behind[n], mark)


def claims_of_selection(model: ReadModel, selection: Selection) -> Iterator[ClaimRow]:
    """The claims of a selection."""
    names = [info.name for info in model.sources]
    for begin in range(0, selection.claims.size, BATCH):
        batch = selection.claims[begin : begin + BATCH]
        asked = json.dumps(batch.tolist())
        places: dict[int, dict[tuple[str, str], None]] = {n: {} for n in batch.tolist()}
        for row in model.ask("sightings", {"claims": asked, "limit": MOST_ROWS}):
            places[row["claim"]][row["run"], _place(row["file"], row["locator"])] = None
        for row in model.ask("exported_claims", {"claims": asked, "limit": batch.size}):
            yield ClaimRow(
                id=row["id"],
                source=names[row["source"]],
                record=row["record"],
                kind=row["kind"],
                importer=row["importer"],
                since=row["since"],
                published=row["published"],
                interpreted=row["interpreted"],
                places=tuple(places[row["n"]]),
            )


def sources_of_selection(model: ReadModel, selection: Selection) -> tuple[str, ...]:
    """The sources behind a selection, in the order of precedence."""
    found = np.unique(model.columns.claim_source[selection.claims]).tolist()
    return tuple(model.sources[n].name for n in found)


def runs_of(model: ReadModel, source: str) -> Iterator[RunRow]:
    """The imports of a source."""
    for row in model.ask("runs", {"source": source, "limit": MOST_ROWS}):
        yield RunRow(row["id"], source, json.loads(row["body"]))


def one_run(model: ReadModel, id: str) -> RunRow:
    """One import."""
    rows = model.ask("run_of_id", {"id": id})
    if not rows:
        raise NotInGraphError("run", id)
    return RunRow(rows[0]["id"], rows[0]["source"], json.loads(rows[0]["body"]))


def _behind(model: ReadModel, owners: Ints) -> dict[int, Behind]:
    columns = model.columns
    numbers, length = gathered(columns.owner_first, columns.owner_claims, owners.astype(np.int64))
    wanted = np.unique(numbers)
    asked = {"claims": json.dumps(wanted.tolist()), "limit": wanted.size}
    ids = {row["n"]: row["id"] for row in model.ask("claim_ids", asked)}
    names = [info.name for info in model.sources]
    source = columns.claim_source[numbers].tolist()
    claims = [ids[n] for n in numbers.tolist()]
    last = np.cumsum(length).tolist()
    found, begin = {}, 0
    for owner, end in zip(owners.tolist(), last, strict=True):
        stating = sorted(set(source[begin:end]))
        found[owner] = Behind(tuple(claims[begin:end]), tuple(names[s] for s in stating))
        begin = end
    return found


def _place(file: str, locator: str) -> str:
    where = str(Locator(**json.loads(locator)))
    return f"{file}, {where}" if where else file

"""The rows of an export by their numbers, read in batches so that memory stays flat."""

import json
from collections.abc import Callable, Iterator
from itertools import groupby, starmap
from operator import itemgetter
from typing import Any, NamedTuple

import numpy as np
import orjson

from graph_schema.claims import Locator
from graph_schema.ids import canonical_json
from graph_schema.nodes import ARENAS
from queries.errors import NotInGraphError
from queries.exporting.batches import BATCH, batches
from queries.exporting.selection import Selection
from queries.lookup.nodes import edge_rows
from queries.lookup.things import fields_of, funders, stated
from queries.readmodel.columns import Ints, RowNumbers, gathered
from queries.readmodel.open import Asked, ReadModel

MOST_ROWS = 1_000_000_000  # of sightings of a batch: an export leaves none out


class Named(NamedTuple):
    """A node as it is pointed at; an arena with its kind."""

    id: str
    label: str
    name: str
    arena_kind: str | None


class NodeRow(NamedTuple):
    """A node with its shown fields, the claims behind it and their sources; whether it pays."""

    ref: Named
    fields: dict[str, Any]
    claims: tuple[str, ...]
    sources: tuple[str, ...]
    is_funder: bool


class TieRow(NamedTuple):
    """A tie with its shown fields, the claims behind it and their sources."""

    id: str
    type: str
    source: Named
    target: Named
    fields: dict[str, Any]
    claims: tuple[str, ...]
    sources: tuple[str, ...]


class ClaimRow(NamedTuple):
    """A claim; ``published`` and ``interpreted`` are JSON, ``places`` where it stood, to read.

    ``key`` names the node or tie within the source, ``ends`` the records that a tie lies between;
    ``stood`` says as JSON what ``places`` says in words.
    """

    id: str
    source: str
    record: str
    kind: str
    importer: str
    since: int
    published: str
    interpreted: str
    runs: tuple[str, ...]
    places: tuple[str, ...]
    key: str
    ends: tuple[str, str] | None
    stood: tuple[str, ...]


class StatedBySource(NamedTuple):
    """What one claim of a source says of a node or tie, as it was read."""

    source: str
    fields: dict[str, Any]


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
    for part in batches(model.columns.owner_first, chosen):
        numbers = chosen[part].tolist()
        refs, fields = named(model, numbers), fields_of(model, numbers)
        behind = _behind(model, chosen[part])
        for n, pays in zip(numbers, paying[part].tolist(), strict=True):
            yield NodeRow(refs[n], fields[n], *behind[n], pays)


def ties_of(model: ReadModel, edges: RowNumbers) -> Iterator[TieRow]:
    """The ties of these numbers."""
    for part in batches(model.columns.owner_first, edges):
        mine = np.asarray(edges[part])
        rows = edge_rows(model, mine.tolist())
        ends = [row[end] for end in ("from_node", "to_node") for row in rows.values()]
        refs, behind = named(model, ends), _behind(model, mine)
        for n in mine.tolist():
            row = rows[n]
            source, target = refs[row["from_node"]], refs[row["to_node"]]
            fields = stated(row["fields"])
            yield TieRow(row["id"], row["type"], source, target, fields, *behind[n])


def claims_of_selection(model: ReadModel, selection: Selection) -> Iterator[ClaimRow]:
    """The claims of a selection."""
    names = [info.name for info in model.sources]
    for begin in range(0, len(selection.claims), BATCH):
        batch = np.asarray(selection.claims[begin : begin + BATCH]).tolist()
        asked = json.dumps(batch)
        runs: dict[int, dict[str, None]] = {n: {} for n in batch}
        stood: dict[int, dict[tuple[str, str], None]] = {n: {} for n in batch}
        for row in model.ask("sightings", {"claims": asked, "limit": MOST_ROWS}):
            runs[row["claim"]][row["run"]] = None
            stood[row["claim"]][row["file"], row["locator"]] = None
        for row in model.ask("exported_claims", {"claims": asked, "limit": len(batch)}):
            n, ends = row["n"], row["ends"]
            places = list(starmap(_place, stood[n]))
            yield ClaimRow(
                row["id"], names[row["source"]], row["record"], row["kind"], row["importer"],
                row["since"], row["published"], row["interpreted"], tuple(runs[n]),
                tuple(dict.fromkeys(words for words, _ in places)), row["key"],
                None if ends is None else tuple(orjson.loads(ends)),
                tuple([text for _, text in places]),
            )  # fmt: skip


def sources_of_selection(model: ReadModel, selection: Selection) -> tuple[str, ...]:
    """The sources behind a selection, in the order of precedence."""
    stating = model.columns.claim_source
    found = np.unique(stating if selection.whole else stating[selection.claims]).tolist()
    return tuple(model.sources[n].name for n in found)


def stated_by_sources(model: ReadModel, owners: RowNumbers) -> Iterator[list[StatedBySource]]:
    """What each source says of nodes or ties, claim by claim; one list for each of these owners."""
    columns, names = model.columns, [info.name for info in model.sources]
    for part in batches(columns.owner_first, owners):
        batch = np.asarray(owners[part], np.int64)
        numbers, lengths = gathered(columns.owner_first, columns.owner_claims, batch)
        wanted = np.unique(numbers)
        asked = {"claims": json.dumps(wanted.tolist()), "limit": wanted.size}
        said = {
            row["n"]: StatedBySource(names[row["source"]], json.loads(row["interpreted"]))
            for row in model.ask("exported_claims", asked)
        }
        ends = np.cumsum(lengths).tolist()
        for first, last in zip([0, *ends], ends, strict=False):
            yield [said[n] for n in numbers[first:last].tolist()]


def replaced_ids(
    model: ReadModel, chosen: Ints, prefix: str
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Ids of a kind that lead to some of these nodes now, in order, each with the nodes' ids."""
    return _led(model, "replaced_ids", {"prefix": f"{prefix}-"}, chosen)


def replaced_ties(model: ReadModel, chosen: RowNumbers) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Ids of ties that lead to some of these ties now, in order, each with the ties' ids."""
    return _led(model, "replaced_ties", {}, chosen)


def _led(
    model: ReadModel, question: str, asked: dict[str, Any], chosen: RowNumbers
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each earlier id once, with where it leads among the chosen."""
    is_chosen = _among(chosen)
    found = (row for row in _pairs(model, question, asked) if is_chosen(row["n"]))
    for id, rows in groupby(found, key=itemgetter("id")):
        yield id, tuple(row["canonical"] for row in rows)


def _among(chosen: RowNumbers) -> Callable[[int], bool]:
    if isinstance(chosen, range):
        return chosen.__contains__
    inside = np.zeros(int(chosen.max(initial=0)) + 1, np.bool_)
    inside[chosen] = True
    return lambda n: n < inside.size and bool(inside[n])


def _pairs(model: ReadModel, question: str, asked: dict[str, Any]) -> Iterator[Asked]:
    after = {"after": "", "after_canonical": "", "limit": BATCH}
    while rows := model.ask(question, asked | after):
        yield from rows
        after |= {"after": rows[-1]["id"], "after_canonical": rows[-1]["canonical"]}


def first_ids(model: ReadModel, edges: Ints) -> dict[int, str]:
    """The ids that some ties were published under first, where these are others than theirs."""
    asked = {"edges": json.dumps(edges.tolist()), "limit": edges.size}
    return {row["n"]: row["id"] for row in model.ask("first_ids", asked)}


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
    wanted, ids = np.unique(numbers), dict[int, str]()
    for begin in range(0, wanted.size, BATCH):  # a single owner may have many
        part = wanted[begin : begin + BATCH].tolist()
        asked = {"claims": json.dumps(part), "limit": len(part)}
        ids |= {row["n"]: row["id"] for row in model.ask("claim_ids", asked)}
    names = [info.name for info in model.sources]
    source = columns.claim_source[numbers].tolist()
    claims = [ids[n] for n in numbers.tolist()]
    last = np.cumsum(length).tolist()
    found, begin = {}, 0
    for owner, end in zip(owners.tolist(), last, strict=True):
        stating = sorted(set(source[begin:end]))
        found[owner] = Behind(tuple(claims[begin:end]), tuple([names[s] for s in stating]))
        begin = end
    return found


def named(model: ReadModel, numbers: list[int]) -> dict[int, Named]:
    """What is needed to point at some nodes."""
    asked = json.dumps(sorted(set(numbers)))
    rows = model.ask("node_names", {"nodes": asked, "limit": len(numbers)})
    index, kinds = model.columns.node_index, model.columns.arena_kind
    return {
        row["n"]: Named(
            row["id"], row["label"], row["name"],
            model.arena_kinds[kinds[index[row["n"]]]] if row["label"] in ARENAS else None,
        )
        for row in rows
    }  # fmt: skip


def _place(file: str, locator: str) -> tuple[str, str]:
    """Where a claim stood: in words, and as JSON."""
    stands = orjson.loads(locator)
    where = str(Locator.model_validate(stands))
    return (f"{file}, {where}" if where else file), canonical_json({"file": file, **stands})

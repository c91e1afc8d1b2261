"""Nodes by id, and what is needed to show some of them."""

import json
from collections.abc import Iterable
from typing import Any, NamedTuple

import numpy as np
import orjson
from numpy.typing import NDArray
from pydantic import TypeAdapter

from graph_schema.answers import Ref
from graph_schema.edges import Funds
from graph_schema.nodes import Actor
from queries.errors import MergedError, NotInGraphError, SplitError
from queries.readmodel.columns import Ints
from queries.readmodel.graph import FUNDER
from queries.readmodel.open import Asked, ReadModel

REFS = TypeAdapter(list[Ref])  # hundreds are checked at once where a hub is shown
MANY = 50  # claims: below that a set is quicker than sorting
MOST_CHOICES = 100  # nodes an id may lead to


class Found(NamedTuple):
    """A node and its number."""

    n: int
    ref: Ref


def find(model: ReadModel, label: str | None, id: str) -> Found:
    """The node with the id; an id of another label, or of nothing, is an error.

    An id that was published once and belongs to another node now raises ``MergedError``, one that
    stood for what are several nodes now ``SplitError``.
    """
    rows = named(model, id)
    if not rows:
        now = formerly(model, id)
        if len(now) > 1:
            raise SplitError(id, now)
        if now:
            raise MergedError(id, now[0])
        raise NotInGraphError(label or "node", id)
    row = rows[0]
    wanted = Actor.LABEL if label == FUNDER else label
    if wanted is not None and row["label"] != wanted:
        raise NotInGraphError(wanted, id)
    found = Found(int(row["n"]), Ref(id=row["id"], label=row["label"], name=row["name"]))
    if label == FUNDER and not is_funder(model, found.n):
        raise NotInGraphError(FUNDER, id)
    return found


def named(model: ReadModel, id: str) -> list[Asked]:
    """The row of the node with the id, if there is one; no id has other letters than ASCII."""
    return model.ask("node_of_id", {"id": id}) if id.isascii() else []


def find_tie(model: ReadModel, id: str) -> Asked:
    """The row of the tie with the id.

    Raises what ``find`` raises: an id that was published once may lead to another tie now, or to
    several.
    """
    if rows := model.ask("edge_of_id", {"id": id}) if id.isascii() else []:
        return rows[0]
    rows = model.ask("ties_of_old_id", {"id": id, "limit": MOST_CHOICES}) if id.isascii() else []
    now = tuple(str(row["canonical"]) for row in rows)
    if len(now) > 1:
        raise SplitError(id, now)
    if now:
        raise MergedError(id, now[0])
    raise NotInGraphError("tie", id)


def formerly(model: ReadModel, id: str) -> tuple[str, ...]:
    """The ids of the nodes that an id published earlier leads to now."""
    params = {"id": id, "limit": MOST_CHOICES}
    rows = model.ask("nodes_of_old_id", params) if id.isascii() else []
    return tuple(str(row["canonical"]) for row in rows)


def is_funder(model: ReadModel, n: int) -> bool:
    """Whether the node pays for anything."""
    columns = model.columns
    kinds = columns.tie_kind[columns.tie_first[n] : columns.tie_first[n + 1]]
    return bool(np.any(kinds == outward(model, Funds.LABEL)))


def funders(model: ReadModel) -> Ints:
    """The nodes of all actors that pay for anything."""
    columns = model.columns
    paying = np.flatnonzero(columns.tie_kind == outward(model, Funds.LABEL))
    nodes = np.searchsorted(columns.tie_first, paying, side="right") - 1
    return np.unique(nodes)


def outward(model: ReadModel, type: str) -> int:
    """The kind of a tie of the type that points away from the node."""
    return model.edge_types.index(type) * 2 if type in model.edge_types else -1


def edge_fields(model: ReadModel, edges: NDArray[np.int64]) -> list[dict[str, Any]]:
    """The fields of each edge, in the order given; one that no source states is None."""
    asked = {"edges": json.dumps(edges.tolist()), "limit": int(edges.size)}
    found = {row["n"]: orjson.loads(row["fields"]) for row in model.ask("edges", asked)}
    return [found[edge] for edge in edges.tolist()]


def refs(model: ReadModel, nodes: Iterable[int]) -> dict[int, Ref]:
    """The nodes' ids, labels and names."""
    wanted = as_list(nodes)
    rows = model.ask("node_names", {"nodes": json.dumps(wanted), "limit": len(wanted)})
    numbers = [row.pop("n") for row in rows]
    return dict(zip(numbers, REFS.validate_python(rows), strict=True))


def fields_of(model: ReadModel, nodes: Iterable[int]) -> dict[int, dict[str, Any]]:
    """The nodes' shown fields; what nobody states is absent."""
    wanted = as_list(nodes)
    rows = model.ask("node_fields", {"nodes": json.dumps(wanted), "limit": len(wanted)})
    return {row["n"]: stated(row["fields"]) for row in rows}


def stated(text: str) -> dict[str, Any]:
    """The fields of a JSON object that have a value."""
    fields: dict[str, Any] = orjson.loads(text)
    return {name: value for name, value in fields.items() if value is not None}


def as_list(numbers: Iterable[int]) -> list[int]:
    """Plain numbers, each once and in order, whatever they came in."""
    return sorted({int(number) for number in numbers})


def sources_of(model: ReadModel, owners: Iterable[int]) -> tuple[str, ...]:
    """The sources that state any of these nodes and edges, in the order of precedence."""
    columns = model.columns
    found: set[int] = set()
    for owner in owners:
        claims = columns.owner_claims[columns.owner_first[owner] : columns.owner_first[owner + 1]]
        stating = columns.claim_source[claims]
        found.update((stating if stating.size < MANY else np.unique(stating)).tolist())
    return tuple(model.sources[source].name for source in sorted(found))


def labelled(model: ReadModel, label: str) -> NDArray[np.int64]:
    """The numbers of all nodes of a label."""
    if label not in model.labels:
        raise NotInGraphError("label", label)
    return np.flatnonzero(model.columns.node_label == model.labels.index(label))

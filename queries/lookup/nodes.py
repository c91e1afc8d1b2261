"""Everything known of one node: fields, all stated values, ties and sources."""

import json
from collections.abc import Mapping
from typing import Any

import numpy as np
import orjson
from numpy.typing import NDArray

from graph_schema.answers import NodeAnswer, Page, StatedValue, Tie
from graph_schema.nodes import NODE_TYPES
from queries.errors import BadQuestionError
from queries.lookup.pages import cut
from queries.lookup.period import Period, holding, is_tie_dated
from queries.lookup.remembered import once_a_model
from queries.lookup.stated import SHOWN_WHOLE, told_apart
from queries.lookup.things import (
    Found,
    fields_of,
    find,
    is_funder,
    refs,
    sources_of,
    stated,
)
from queries.readmodel.columns import Ints
from queries.readmodel.open import ReadModel

TIES_SHOWN = 50  # the rest is one page further
CLAIMS_SHOWN = 20  # behind each value; the list of claims has the rest
MOST_OLD_IDS = 1_000
MANY_CLAIMS = 1_000  # a node with so many is read for milliseconds, and asked for most often
TOGETHER = {kind.LABEL: kind.TOGETHER for kind in NODE_TYPES}
StatedValues = dict[str, tuple[StatedValue, ...]]


def node(model: ReadModel, label: str, id: str, *, period: Period | None = None) -> NodeAnswer:
    """One node; an unknown id and an id of another label are errors, as is one that was merged.

    A period leaves out the ties that were not then.
    """
    found = find(model, label, id)
    ties_found = _ties_of(model, found.n, None, period)
    fields = fields_of(model, [found.n])[found.n]
    old = model.ask("old_ids", {"id": id, "limit": MOST_OLD_IDS})
    return NodeAnswer(
        id=found.ref.id,
        label=found.ref.label,
        name=found.ref.name,
        is_funder=is_funder(model, found.n),
        fields=fields,
        stated=_stated(model, found.n, fields),
        ties=_shown(model, found.n, ties_found[:TIES_SHOWN], period),
        ties_total=ties_found.size,
        sources=sources_of(model, [found.n]),
        member_ids=tuple(sorted({id, *(row["id"] for row in old)})),
        data_version=model.version,
    )


def ties(
    model: ReadModel,
    label: str,
    id: str,
    *,
    type: str | None = None,
    period: Period | None = None,
    limit: int = 50,
    cursor: str | None = None,
) -> Page[Tie]:
    """The ties of one node, by type, then outward before inward, then the other's name.

    Asked for a period, every tie says ``dated``: false where only an unknown date lets it in.
    """
    if type is not None and type not in model.edge_types:
        raise BadQuestionError("type", type, "one of " + ", ".join(model.edge_types))
    found: Found = find(model, label, id)
    places = _ties_of(model, found.n, type, period)
    asked = {"ties": id, "type": type, "period": period}
    page = cut(model, asked, places.size, limit, cursor)
    return Page[Tie](
        items=_shown(model, found.n, places[page.begin : page.end], period),
        next=page.next,
        total=places.size,
        data_version=model.version,
    )


def _ties_of(
    model: ReadModel, n: int, type: str | None, period: Period | None
) -> NDArray[np.int64]:
    """The places of the node's ties in the columns."""
    columns = model.columns
    places = np.arange(columns.tie_first[n], columns.tie_first[n + 1])
    if period is not None:
        holds = holding(model, period)
        then = holds[columns.tie_edge[places]] & holds[columns.tie_other[places]]
        places = places[then & holds[n]]
    if type is None:
        return places
    return np.asarray(places[columns.tie_kind[places] // 2 == model.edge_types.index(type)])


def _shown(model: ReadModel, n: int, places: Ints, period: Period | None) -> tuple[Tie, ...]:
    columns = model.columns
    edges, others = columns.tie_edge[places].tolist(), columns.tie_other[places].tolist()
    rows = edge_rows(model, edges)
    named = refs(model, others)
    return tuple(
        Tie(
            id=rows[edge]["id"],
            type=rows[edge]["type"],
            outward=kind % 2 == 0,
            other=named[other],
            fields=stated(rows[edge]["fields"]) | _mark(model, edge, (n, other), period),
            sources=sources_of(model, [edge]),
        )
        for edge, other, kind in zip(edges, others, columns.tie_kind[places].tolist(), strict=True)
    )


def _mark(
    model: ReadModel, edge: int, ends: tuple[int, int], period: Period | None
) -> dict[str, bool]:
    return {} if period is None else {"dated": is_tie_dated(model, edge, ends, period)}


def edge_rows(model: ReadModel, edges: list[int]) -> dict[int, dict[str, Any]]:
    """The edges of these numbers, by number."""
    rows = model.ask("edges", {"edges": json.dumps(edges), "limit": len(edges)})
    return {row["n"]: row for row in rows}


@once_a_model
def _of_hubs(_: ReadModel) -> dict[int, StatedValues]:
    """What was found for nodes with many claims, of which a version has few."""
    return {}


def _stated(model: ReadModel, n: int, fields: dict[str, Any]) -> StatedValues:
    if claims_behind(model, n).size < MANY_CLAIMS:
        return _shown_values(model, n, fields)
    kept = _of_hubs(model)
    if n not in kept:
        kept[n] = _shown_values(model, n, fields)
    return kept[n]


def _shown_values(model: ReadModel, n: int, fields: dict[str, Any]) -> StatedValues:
    numbers = claims_behind(model, n)
    groups = TOGETHER[model.labels[model.columns.node_label[n]]]
    body = stated_values(model, n, fields)
    several = any(len(claims) < numbers.size for values in body.values() for _, claims in values)
    number = claim_numbers(model, n, body) if several else {}
    whole = sources_of(model, [n])

    def sources(claims: list[str]) -> tuple[str, ...]:
        if len(claims) == numbers.size:
            return whole
        found = np.unique(model.columns.claim_source[[number[claim] for claim in claims]])
        return tuple(model.sources[source].name for source in found.tolist())

    return {
        name: tuple(
            StatedValue(
                value=value,
                sources=sources(claims),
                claims=tuple(claims[:CLAIMS_SHOWN]),
                claims_total=len(claims),
                shown=shown,
                beside=beside,
            )
            for value, claims, shown, beside in told_apart(name, body, fields, groups)
        )
        for name in body
    }


def claims_behind(model: ReadModel, owner: int) -> Ints:
    """The numbers of the claims of a node or edge, which are in the order of their ids."""
    columns = model.columns
    return columns.owner_claims[columns.owner_first[owner] : columns.owner_first[owner + 1]]


def stated_values(model: ReadModel, owner: int, fields: dict[str, Any]) -> dict[str, list[Any]]:
    """Per field every stated value with the ids of its claims, none of them twice.

    A single claim states what is shown.
    """
    rows = model.ask("stated_values", {"owner": owner})
    if rows:
        body: dict[str, list[Any]] = orjson.loads(rows[0]["body"])
        return body
    ids = list(_ids_of(model, claims_behind(model, owner)))
    return {
        name: [[single, ids] for single in (value if name in SHOWN_WHOLE else (value,))]
        for name, value in fields.items()
    }


def claim_numbers(model: ReadModel, owner: int, body: dict[str, list[Any]]) -> Mapping[str, int]:
    """The number of each claim by its id."""
    numbers = claims_behind(model, owner)
    ids = {id for values in body.values() for _, claims in values for id in claims}
    if len(ids) == numbers.size:  # looking thousands of claims up takes longer than all the rest
        return dict(zip(sorted(ids), numbers.tolist(), strict=True))
    return _ids_of(model, numbers)


def _ids_of(model: ReadModel, numbers: Ints) -> dict[str, int]:
    asked = {"claims": json.dumps(numbers.tolist()), "limit": numbers.size}
    return {row["id"]: row["n"] for row in model.ask("claim_ids", asked)}

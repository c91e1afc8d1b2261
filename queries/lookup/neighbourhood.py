"""A bounded part of the graph around one node, for drawing."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from graph_schema.answers import GraphSlice, Ref, SliceEdge, SliceNode
from graph_schema.nodes import Actor
from graph_schema.vocabularies import Sector
from queries.errors import BadQuestionError, SliceTooLargeError
from queries.lookup.nodes import edge_rows
from queries.lookup.period import Period, holding, is_dated, is_tie_dated
from queries.lookup.things import find, refs, sources_of, stated
from queries.readmodel.columns import Bools, Ints, gathered
from queries.readmodel.open import ReadModel

DEEPEST = 3
MOST_NODES = 2_000
NOT_REACHED = -1
SECTORS = tuple(Sector)

Depths = NDArray[np.int8]


def neighbourhood(
    model: ReadModel,
    id: str,
    *,
    depth: int = 1,
    max_nodes: int = 200,
    period: Period | None = None,
) -> GraphSlice:
    """What lies within ``depth`` steps along ties of any type, and all ties between what is shown.

    Nearer nodes come before farther ones, then those with most ties, then by id. ``left_out``
    counts the nodes within ``depth`` that ``max_nodes`` cut off.
    """
    if not 1 <= depth <= DEEPEST:
        raise BadQuestionError("depth", depth, f"a number of steps from 1 to {DEEPEST}")
    if max_nodes < 1:
        raise BadQuestionError("max_nodes", max_nodes, f"a number from 1 to {MOST_NODES}")
    if max_nodes > MOST_NODES:
        raise SliceTooLargeError(max_nodes, MOST_NODES)
    centre = find(model, None, id)
    holds = holding(model, period) if period is not None else None
    reached = _reach(model, centre.n, depth, None, holds)
    kept = _reach(model, centre.n, depth, max_nodes, holds)
    nodes = np.flatnonzero(kept != NOT_REACHED)
    edges = _between(model, nodes, holds)
    return GraphSlice(
        centre=centre.ref,
        nodes=_slice_nodes(model, nodes, kept, period),
        edges=_slice_edges(model, edges, period),
        left_out=int(np.count_nonzero(reached != NOT_REACHED)) - nodes.size,
        sources=sources_of(model, [*nodes.tolist(), *edges]),
        data_version=model.version,
    )


def _reach(
    model: ReadModel, start: int, depth: int, most: int | None, holds: Bools | None
) -> Depths:
    """How many steps each node is away; only nodes that are kept are walked on from."""
    columns = model.columns
    depths: Depths = np.full(columns.node_label.size, NOT_REACHED, np.int8)
    depths[start] = 0
    frontier, kept = np.array([start]), 1
    if holds is not None:
        frontier = frontier[holds[frontier]]
    for step in range(1, depth + 1):
        others, _ = gathered(columns.tie_first, columns.tie_other, frontier)
        if holds is not None:
            edges, _ = gathered(columns.tie_first, columns.tie_edge, frontier)
            others = others[holds[edges] & holds[others]]
        new = np.unique(others)
        new = new[depths[new] == NOT_REACHED]
        if most is not None:
            new = new[np.lexsort((new, -columns.node_ties[new]))][: most - kept]
        depths[new] = step
        frontier, kept = new, kept + new.size
    return depths


def _between(model: ReadModel, nodes: Ints, holds: Bools | None) -> list[int]:
    """The edges whose both ends are shown."""
    columns = model.columns
    others, length = gathered(columns.tie_first, columns.tie_other, nodes)
    edges, _ = gathered(columns.tie_first, columns.tie_edge, nodes)
    kinds, _ = gathered(columns.tie_first, columns.tie_kind, nodes)
    inside = np.isin(others, nodes) & (kinds % 2 == 0)  # each edge from where it begins
    if holds is not None:
        inside &= holds[edges]
    return sorted(edges[inside].tolist())


def _slice_nodes(
    model: ReadModel, nodes: Ints, depths: Depths, period: Period | None
) -> tuple[SliceNode, ...]:
    columns = model.columns
    order = nodes[np.lexsort((nodes, -columns.node_ties[nodes], depths[nodes]))]
    named = refs(model, nodes)
    return tuple(
        SliceNode(
            id=named[n].id,
            label=named[n].label,
            name=named[n].name,
            sector=sector_of(model, n, named[n].label),
            depth=int(depths[n]),
            dated=None if period is None else is_dated(model, n, period),
        )
        for n in order.tolist()
    )


def sector_of(model: ReadModel, n: int, label: str) -> str | None:
    """The sector's code; None for what is no actor."""
    if label != Actor.LABEL:
        return None
    return str(SECTORS[model.columns.sector[model.columns.node_index[n]]].value)


def _slice_edges(
    model: ReadModel, edges: list[int], period: Period | None
) -> tuple[SliceEdge, ...]:
    rows = edge_rows(model, edges)
    ends = refs(model, (n for row in rows.values() for n in (row["from_node"], row["to_node"])))
    return tuple(_slice_edge(model, rows[n], ends, period) for n in edges)


def _slice_edge(
    model: ReadModel, row: dict[str, Any], named: Mapping[int, Ref], period: Period | None
) -> SliceEdge:
    fields, ends = stated(row["fields"]), (row["from_node"], row["to_node"])
    return SliceEdge(
        id=row["id"],
        type=row["type"],
        source=named[ends[0]].id,
        target=named[ends[1]].id,
        role=fields.get("role"),
        start=fields.get("start"),
        end=fields.get("end"),
        dated=None if period is None else is_tie_dated(model, row["n"], ends, period),
    )

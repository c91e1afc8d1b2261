"""From the graph in numbers to the columns of a read model."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from graph_schema.edges import PartOf
from queries.readmodel.columns import Columns, Counted, Ints, lists, reduced
from queries.readmodel.coverage import Coded, lists_of, partners_known
from queries.readmodel.facets import Facet, facets_of
from queries.readmodel.graph import NONE, Graph

Arrays = dict[str, NDArray[Any]]
DEEPEST = 32  # levels of units within units; a circle of them stops here and counts as it stands


def compute(graph: Graph, coded: Coded) -> tuple[Columns, list[Facet], tuple[str, ...]]:
    """The columns, the table of facets, and the names of the arena kinds.

    ``coded`` finds the nodes that have a code.
    """
    nodes = _node_columns(graph)
    counted = _counted(graph)
    arenas, arena_kinds = _arena_columns(graph, counted)
    table, facet_nodes = facets_of(graph, counted)
    stated = lists_of(graph, table, facet_nodes, coded)
    columns = Columns(
        **nodes,
        **_tie_columns(graph, nodes["node_position"]),
        owner_first=graph.owner_first,
        owner_claims=graph.owner_claims,
        claim_source=graph.claim_source,
        actor=counted.actor,
        arena=counted.arena,
        role=counted.role,
        leads=counted.leads,
        **_said(graph),
        actor_node=graph.actors,
        sector=graph.sector_of[graph.actors],
        top=_tops(graph),
        **arenas,
        arena_partners_known=partners_known(graph, stated),
        stated_first=stated.first,
        stated_source=stated.source,
        stated_lists=stated.lists,
        **_adjacency(graph, counted),
        facet_nodes=facet_nodes,
    )
    return columns, table, arena_kinds


def _node_columns(graph: Graph) -> Arrays:
    by_position = graph.by_position
    position = np.empty(graph.nodes, np.int32)
    position[by_position] = np.arange(graph.nodes, dtype=np.int32)
    ends = np.concatenate((graph.from_node, graph.to_node))
    ties = np.bincount(ends, minlength=graph.nodes).astype(np.int32)
    return {
        "node_label": graph.label,
        "node_position": position,
        "node_ties": ties,
        "node_start": graph.start,
        "node_end": graph.end,
        "node_index": graph.index,
        "by_position": by_position,
        "by_rank": np.lexsort((position, -ties)).astype(np.int32),
    }


def _tie_columns(graph: Graph, position: Ints) -> Arrays:
    edges = np.arange(graph.from_node.size, dtype=np.int32) + graph.nodes
    node = np.concatenate((graph.from_node, graph.to_node))
    other = np.concatenate((graph.to_node, graph.from_node))
    outward = graph.type.astype(np.uint8) * 2
    kind = np.concatenate((outward, outward + 1))
    edge = np.concatenate((edges, edges))
    order = np.lexsort((edge, position[other], kind, node))
    first = np.zeros(graph.nodes + 1, np.int64)
    np.cumsum(np.bincount(node, minlength=graph.nodes), out=first[1:])
    return {
        "tie_first": first,
        "tie_edge": edge[order],
        "tie_other": other[order],
        "tie_kind": kind[order],
    }


def _counted(graph: Graph) -> Counted:
    edges = graph.counted - graph.nodes
    actor, arena = graph.index[graph.from_node[edges]], graph.index[graph.to_node[edges]]
    role = graph.edge_role[edges].astype(np.uint8)
    return reduced(actor, arena, role, graph.actors.size)


def _said(graph: Graph) -> Arrays:
    """Who takes part in what by the statements of each source alone, whatever is shown."""
    entry = np.flatnonzero(graph.owner_meets)
    edge = np.searchsorted(graph.owner_first, entry, side="right") - 1 - graph.nodes
    source = graph.claim_source[graph.owner_claims[entry]].astype(np.int64)
    said = np.unique(edge * max(len(graph.sources), 1) + source)
    edge, source = np.divmod(said, max(len(graph.sources), 1))
    return {
        "said_actor": graph.index[graph.from_node[edge]],
        "said_arena": graph.index[graph.to_node[edge]],
        "said_role": graph.edge_role[edge].astype(np.uint8),
        "said_source": source.astype(np.int32),
    }


def _arena_columns(graph: Graph, counted: Counted) -> tuple[Arrays, tuple[str, ...]]:
    arenas = graph.arenas
    kinds, kind = np.unique(graph.kinds[graph.kind[arenas]].astype(np.str_), return_inverse=True)
    edges = graph.counted - graph.nodes
    stating = graph.first_source(graph.counted, graph.index[graph.to_node[edges]], arenas.size)
    # An arena nobody takes part in has the source that states the arena itself.
    itself = graph.first_source(arenas, np.arange(arenas.size), arenas.size)
    return {
        "arena_node": arenas,
        "arena_source": np.where(stating == NONE, itself, stating).astype(np.int32),
        "arena_kind": kind.astype(np.int16),
        "arena_year": graph.start[arenas],
        "arena_end": graph.end[arenas],
    }, tuple(str(name) for name in kinds)


def _tops(graph: Graph) -> Ints:
    """The organisation each actor counts as: units climb to what they are part of."""
    actors = graph.actors.size
    top = np.arange(actors, dtype=np.int32)
    part, whole = graph.ends(PartOf.LABEL)
    units = graph.unit[part] & (graph.label[part] == graph.label[whole])
    child, parent = graph.index[part[units]], graph.index[whole[units]]
    order = np.lexsort((parent, child))[::-1]  # of several wholes the first by id is written last
    top[child[order]] = parent[order]
    for _ in range(DEEPEST):
        above = top[top]
        if np.array_equal(above, top):
            return top
        top = above
    circling = top[top] != top
    top[circling] = np.flatnonzero(circling)
    return top


def _adjacency(graph: Graph, counted: Counted) -> Arrays:
    actor_first, actor_arenas = lists(counted.actor, counted.arena, graph.actors.size)
    arena_first, arena_actors = lists(counted.arena, counted.actor, graph.arenas.size)
    return {
        "actor_first": actor_first,
        "actor_arenas": actor_arenas,
        "arena_first": arena_first,
        "arena_actors": arena_actors,
    }

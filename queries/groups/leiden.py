"""Leiden's algorithm for Barber's modularity of a two-mode graph, compiled.

Traag, Waltman & van Eck (2019, Sci. Rep. 9:5233); Barber (2007, Phys. Rev. E 76:066102):
Q_B = Σ_c (e_c/m − γ·K_c·H_c/m²), where a group c has e_c participations inside, K_c participations
of its actors and H_c of its arenas, and γ = 1 unless groups are wanted finer or coarser. docs/
decisions/0008 says why it is written here.
"""

import numpy as np

from queries.gaps.sampler import Stream
from queries.groups.moving import NOTHING, Weighted, merged, move, numbered, refine
from queries.network.two_mode import Ints, TwoMode, whole

MOST_ITERATIONS = 10  # of the whole; two or three are what it takes


def two_sided(graph: TwoMode) -> Weighted:
    """The two-mode graph: actors first, then arenas on from there."""
    ties = whole(graph)
    own, shared = np.zeros((2, graph.actors + graph.arenas))
    own[: graph.actors] = np.bincount(graph.actor, minlength=graph.actors)
    shared[graph.actors :] = graph.sizes
    return Weighted(ties.first, ties.other, ties.weight, own, shared, float(graph.actor.size))


def quality(graph: Weighted, group: Ints, resolution: float = 1.0) -> float:
    """Q_B of a partition; 0 of a graph without ties."""
    if not graph.total:
        return 0.0
    start = np.repeat(np.arange(group.size), np.diff(graph.first))
    inside = graph.weight[group[start] == group[graph.other]].sum() / 2
    own = np.bincount(group, weights=graph.own)
    shared = np.bincount(group, weights=graph.shared)
    return float(inside / graph.total - resolution * (own @ shared) / graph.total**2)


def partition(graph: Weighted, stream: Stream, resolution: float = 1.0) -> Ints:
    """The group of every node, numbered from 0; the stream decides in which order they move.

    The whole is repeated from what it found for as long as that finds more.
    """
    group = np.arange(graph.own.size)
    best = quality(graph, group, resolution)
    for _ in range(MOST_ITERATIONS):
        again = _once(graph, group, stream, resolution)
        found = quality(graph, again, resolution)
        if found <= best + NOTHING / max(graph.total, 1.0):
            break
        group, best = again, found
    return numbered(group)


def _once(graph: Weighted, group: Ints, stream: Stream, resolution: float) -> Ints:
    """Move nodes, refine, and go on with what was merged as nodes, until nothing moves."""
    node_of = np.arange(group.size)
    now, group = graph, numbered(group)
    while True:
        move(now, group, resolution, stream)
        group = numbered(group)
        if int(group.max(initial=-1)) + 1 == group.size:
            return group[node_of]
        refined = np.arange(group.size)
        refine(now, group, refined, resolution, stream)
        refined = numbered(refined)
        if int(refined.max()) + 1 == group.size:
            refined = group
        of_merged = np.empty(int(refined.max()) + 1, np.int64)
        of_merged[refined] = group
        now, group, node_of = merged(now, refined), of_merged, refined[node_of]

"""What falls apart when one actor, one arena or one participation goes; on the two-mode graph.

In the projection the clique of an arena would hide that the arena is all that holds it together.
Nearly every cut point only holds actors that take part in nothing else, so each carries its *cut
mass*: the actors that end up outside the largest piece that is left. The walk that finds the cut
points knows the pieces as well, which a list of cut points from a library does not.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from queries.gaps.sampler import compiled
from queries.network.two_mode import Bools, Ints, Places, Ties

_NOT_COUNTED = -1
_PIECES, _MASS, _SECOND, _APART = range(4)


class Cuts(NamedTuple):
    """Per node what its removal leaves: how many pieces, and of what.

    ``mass`` counts actors outside the largest piece, ``second`` those in the next largest, and
    ``apart`` pairs of actors of two different known sectors that no longer reach each other, all
    without the node itself. Nought, but for ``pieces``, where it is no cut point.
    """

    pieces: Ints
    mass: Ints
    second: Ints
    apart: Ints

    @property
    def is_cut(self) -> Bools:
        """Whether the graph has more pieces without the node than with it."""
        return np.asarray(self.pieces > 1)


class Bridges(NamedTuple):
    """Ties whose removal leaves two pieces: their ends, and the actors on the smaller side."""

    ends: Ints  # shape (bridges, 2)
    mass: Ints
    apart: Ints


class Pieces(NamedTuple):
    """What the graph falls into as it is."""

    actors: Ints  # of each connected piece that has any, most first
    fragmentation: float | None


def cuts(ties: Ties, sector: NDArray[np.int8], unknown: int | None = None) -> tuple[Cuts, Bridges]:
    """Cut points and bridges by one depth-first walk (Tarjan 1972), each with what it separates.

    ``sector`` is −1 for nodes that are not counted, which arenas are. O(nodes + ties).
    """
    nodes = ties.first.size - 1
    classes = int(sector.max(initial=0)) + 1
    counts = np.zeros((nodes, classes), np.int64)
    counted = np.flatnonzero(sector != _NOT_COUNTED)
    counts[counted, sector[counted]] = 1
    known = np.arange(classes) != (_NOT_COUNTED if unknown is None else unknown)
    found = np.zeros((nodes, 4), np.int64)
    bridges = np.zeros((nodes, 4), np.int64)
    number = _walk(ties.first, ties.other, counts, known, found, bridges)
    separated = bridges[:number]
    order = np.lexsort((separated[:, 1], separated[:, 0]))
    separated = separated[order]
    of_nodes = Cuts(*(np.ascontiguousarray(found[:, k]) for k in range(4)))
    return of_nodes, Bridges(separated[:, :2], separated[:, 2], separated[:, 3])


def pieces(ties: Ties, counted: Bools) -> Pieces:
    """Connected pieces, and F = 1 − Σ_c s_c(s_c − 1)/(n(n − 1)) over actors (Borgatti 2006)."""
    from scipy import sparse
    from scipy.sparse import csgraph

    nodes = ties.first.size - 1
    graph = sparse.csr_array((ties.weight, ties.other, ties.first), shape=(nodes, nodes))
    _, piece = csgraph.connected_components(graph, directed=False)
    sizes = np.bincount(piece[counted])
    sizes = np.sort(sizes[sizes > 0])[::-1].astype(np.int64)
    actors = int(sizes.sum())
    if actors < 2:
        return Pieces(sizes, None)
    together = float((sizes * (sizes - 1.0)).sum())
    return Pieces(sizes, 1.0 - together / (actors * (actors - 1.0)))


@compiled
def _pairs(counts: Ints, known: Bools) -> int:
    """Pairs of actors of two different known sectors."""
    total = 0
    same = 0
    for k in range(counts.size):
        if known[k]:
            total += counts[k]
            same += counts[k] * counts[k]
    return (total * total - same) // 2


@compiled
def _add_piece(found: Ints, counts: Ints, known: Bools) -> None:
    """Note one piece that a node's removal leaves; until the end ``mass`` is the largest so far."""
    size = counts.sum()
    found[_PIECES] += 1
    if size > found[_MASS]:
        found[_SECOND] = found[_MASS]
        found[_MASS] = size
    elif size > found[_SECOND]:
        found[_SECOND] = size
    found[_APART] -= _pairs(counts, known)


@compiled
def _settle(
    order: Places, root: int, below: Ints, cut_off: Ints, counts: Ints, known: Bools, found: Ints
) -> None:
    """Give every node of a finished connected piece its last piece, the one above it."""
    whole = below[root]
    for place in range(order.size):
        node = order[place]
        without = whole - counts[node]
        if node != root:
            if found[node, _PIECES] == 0:
                found[node, _PIECES] = 1
                found[node, _APART] = 0
                continue
            _add_piece(found[node], without - cut_off[node], known)
        if found[node, _PIECES] < 2:
            found[node, 1:] = 0
            continue
        found[node, _MASS] = without.sum() - found[node, _MASS]
        found[node, _APART] += _pairs(without, known)


@compiled
def _leave(
    node: int, above: int, low: Places, seen: Places, below: Ints, cut_off: Ints, known: Bools,
    found: Ints,
) -> bool:  # fmt: skip
    """Climb from a node to the one above; tells whether the tie between them is a bridge."""
    below[above] += below[node]
    low[above] = min(low[above], low[node])
    if low[node] >= seen[above]:
        _add_piece(found[above], below[node], known)
        cut_off[above] += below[node]
    return bool(low[node] > seen[above])


@compiled
def _unseen_near(
    node: int, first: Ints, other: Places, following: Ints, seen: Places, low: Places,
    parent: Places,
) -> int:  # fmt: skip
    """The next neighbour not seen yet, or −1; a seen one shows how high up a way leads."""
    while following[node] < first[node + 1]:
        near = other[following[node]]
        following[node] += 1
        if seen[near] < 0:
            return int(near)
        if near != parent[node]:
            low[node] = min(low[node], seen[near])
    return -1


@compiled
def _walk(
    first: Ints, other: Places, counts: Ints, known: Bools, found: Ints, bridges: Ints
) -> int:
    nodes = first.size - 1
    seen = np.full(nodes, -1, np.int32)
    low = np.zeros(nodes, np.int32)
    parent = np.full(nodes, -1, np.int32)
    following = first[:-1].copy()
    below = counts.copy()
    cut_off = np.zeros_like(counts)
    order = np.zeros(nodes, np.int32)
    number = 0
    clock = 0
    for root in range(nodes):
        if seen[root] >= 0:
            continue
        began, bridges_before = clock, number
        node = root
        while node >= 0:
            if seen[node] < 0:
                seen[node] = low[node] = clock
                order[clock] = node
                clock += 1
            near = _unseen_near(node, first, other, following, seen, low, parent)
            if near >= 0:
                parent[near] = node
                node = near
                continue
            above = parent[node]
            if above >= 0 and _leave(node, above, low, seen, below, cut_off, known, found):
                bridges[number, 0], bridges[number, 1] = above, node
                number += 1
            node = above
        _settle(order[began:clock], root, below, cut_off, counts, known, found)
        _weigh(bridges[bridges_before:number], below, below[root], known)
    return number


@compiled
def _weigh(bridges: Ints, below: Ints, whole: Ints, known: Bools) -> None:
    """What each bridge of a connected piece holds together; its ends in ascending order."""
    for k in range(bridges.shape[0]):
        side = below[bridges[k, 1]]
        rest = whole - side
        bridges[k, 2] = min(side.sum(), rest.sum())
        bridges[k, 3] = _pairs(whole, known) - _pairs(side, known) - _pairs(rest, known)
        if bridges[k, 0] > bridges[k, 1]:
            bridges[k, 0], bridges[k, 1] = bridges[k, 1], bridges[k, 0]

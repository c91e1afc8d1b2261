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


class _Walk(NamedTuple):
    """A depth-first forest: when each node was seen, its parent and root, and how high it leads.

    ``low`` is the earliest seen that a node or one below it is tied to, but for the way down.
    """

    seen: Places
    parent: Places
    root: Places
    low: Places
    below: Ints  # actors at or under each node, by class


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
    seen, parent, root, low = np.full((4, nodes), -1, np.int32)
    walk = _Walk(seen, parent, root, low, counts.copy())
    _descend(ties.first, ties.other, *walk)
    return _of_nodes(walk, counts, known), _of_ties(walk, known)


def _of_nodes(walk: _Walk, counts: Ints, known: Bools) -> Cuts:
    """What each node's removal leaves: subtrees that lead no higher than it, and all the rest."""
    nodes = walk.parent.size
    child = np.flatnonzero(walk.parent >= 0)
    above = walk.parent[child]
    hanging = walk.low[child] >= walk.seen[above]
    owner, piece = above[hanging].astype(np.int64), walk.below[child[hanging]]
    hung = np.zeros_like(counts)
    np.add.at(hung, owner, piece)
    without = walk.below[walk.root] - counts
    upper = np.unique(owner)
    upper = upper[walk.parent[upper] >= 0]
    owner = np.concatenate((owner, upper))
    piece = np.concatenate((piece, (without - hung)[upper]))
    number = np.bincount(owner, minlength=nodes)
    largest, second = _largest_two(owner, piece.sum(axis=1), nodes)
    within = np.zeros(nodes, np.int64)
    np.add.at(within, owner, _pairs(piece, known))
    is_cut = number > 1
    return Cuts(
        pieces=np.maximum(number, 1),
        mass=(without.sum(axis=1) - largest) * is_cut,
        second=second * is_cut,
        apart=(_pairs(without, known) - within) * is_cut,
    )


def _of_ties(walk: _Walk, known: Bools) -> Bridges:
    """The ties that no other way goes round, and what each of them holds together."""
    child = np.flatnonzero(walk.parent >= 0)
    child = child[walk.low[child] > walk.seen[walk.parent[child]]]
    ends = np.sort(np.column_stack((walk.parent[child], child)).astype(np.int64), axis=1)
    order = np.lexsort((ends[:, 1], ends[:, 0]))
    side, whole = walk.below[child[order]], walk.below[walk.root[child[order]]]
    rest = whole - side
    return Bridges(
        ends[order],
        np.minimum(side.sum(axis=1), rest.sum(axis=1)),
        _pairs(whole, known) - _pairs(side, known) - _pairs(rest, known),
    )


def _largest_two(owner: Ints, size: Ints, nodes: int) -> tuple[Ints, Ints]:
    """The largest and the next largest piece of each owner, nought where there is none."""
    order = np.lexsort((-size, owner))
    owner, size = owner[order], size[order]
    first = np.searchsorted(owner, np.arange(nodes + 1))
    padded = np.append(size, (0, 0))
    number = np.diff(first)
    largest = np.where(number > 0, padded[first[:-1]], 0)
    return largest, np.where(number > 1, padded[np.minimum(first[:-1] + 1, size.size)], 0)


def _pairs(counts: Ints, known: Bools) -> Ints:
    """Pairs of actors of two different known sectors, row by row."""
    some = counts[:, known]
    return np.asarray((some.sum(axis=1) ** 2 - (some**2).sum(axis=1)) // 2, np.int64)


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
def _descend(
    first: Ints, other: Places, seen: Places, parent: Places, root: Places, low: Places,
    below: Ints,
) -> None:  # fmt: skip
    """Walk every connected piece from its lowest node, filling in all that is given."""
    nodes = first.size - 1
    following = first[:-1].copy()
    clock = 0
    for start in range(nodes):
        node = start if seen[start] < 0 else -1
        while node >= 0:
            if seen[node] < 0:
                seen[node] = low[node] = clock
                root[node] = start
                clock += 1
            near = _unseen_near(node, first, other, following, seen, low, parent)
            if near >= 0:
                parent[near] = node
                node = near
                continue
            above = parent[node]
            if above >= 0:
                low[above] = min(low[above], low[node])
                for k in range(below.shape[1]):
                    below[above, k] += below[node, k]
            node = above


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

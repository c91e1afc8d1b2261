"""Brokerage roles of Gould & Fernandez (1989, Sociological Methodology 19:89).

An actor v brokers a and b where a is tied to v and v to b, and a is not tied to b. Which role that
is hangs on the sectors of the three. On a directed graph (a, v, b) is a path; on an undirected one
each pair {a, b} is found twice, once in either order, as R's ``sna::brokerage`` counts it too.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from queries.gaps.sampler import compiled
from queries.network.two_mode import Ints, Places, Ties, reversed_ties

Sectors = NDArray[np.int8]


class Roles(NamedTuple):
    """Ordered paths a – v – b per actor v; A is v's own sector, B and C are others.

    coordinator A→A→A, consultant B→A→B, representative A→A→B, gatekeeper B→A→A, liaison B→A→C,
    where the middle is v's. ``unplaced`` are paths with an actor of unknown sector: no role is
    guessed. ``total`` is the sum of all six.
    """

    coordinator: Ints
    consultant: Ints
    representative: Ints
    gatekeeper: Ints
    liaison: Ints
    unplaced: Ints
    total: Ints


def open_pairs(ties: Ties, sector: Sectors, classes: int) -> Ints:
    """Ordered pairs each actor brokers on an undirected graph, by the sectors of the two ends.

    Shape (actors, classes, classes): O_v[s, t] = n_v[s]·n_v[t] − c_v[s, t], where n counts
    neighbours and c those pairs of them that are tied. O(ties^1.5), by listing triangles.
    """
    near = _neighbours(ties, sector, classes)
    ends = near[:, :, None] * near[:, None, :]
    within = np.arange(classes)
    ends[:, within, within] -= near
    closed = np.zeros((near.shape[0], classes, classes), np.int64)
    _list_triangles(*_upwards(ties), sector, closed)
    return np.asarray(ends - closed - closed.swapaxes(1, 2))


def open_paths(outward: Ties, sector: Sectors, classes: int) -> Ints:
    """Paths a → v → b without a → b on a directed graph, by the sectors of a and b.

    O(Σ out-degree²), by looking up where each that points at v points to.
    """
    inward = reversed_ties(outward)
    before = _neighbours(inward, sector, classes)
    after = _neighbours(outward, sector, classes)
    found = before[:, :, None] * after[:, None, :]
    _take_closed(outward.first, outward.other, inward.first, inward.other, sector, found)
    return np.asarray(found)


def roles(ends: Ints, sector: Sectors, unknown: int | None = None) -> Roles:
    """Each actor's roles from the sectors of the ends; ``unknown`` is the class without a role."""
    total = ends.sum(axis=(1, 2))
    known = ends.copy()
    if unknown is not None:
        known[:, unknown, :] = 0
        known[:, :, unknown] = 0
        known[sector == unknown] = 0
    own, actors = sector.astype(np.int64), np.arange(sector.size)
    coordinator = known[actors, own, own]
    same = known.diagonal(axis1=1, axis2=2).sum(axis=1)
    representative = known[actors, own].sum(axis=1) - coordinator
    gatekeeper = known[actors, :, own].sum(axis=1) - coordinator
    placed = known.sum(axis=(1, 2))
    return Roles(
        coordinator=coordinator,
        consultant=same - coordinator,
        representative=representative,
        gatekeeper=gatekeeper,
        liaison=placed - same - representative - gatekeeper,
        unplaced=total - placed,
        total=total,
    )


def _neighbours(ties: Ties, sector: Sectors, classes: int) -> Ints:
    nodes = ties.first.size - 1
    cells = np.repeat(np.arange(nodes), ties.degree) * classes + sector[ties.other]
    return np.bincount(cells, minlength=nodes * classes).reshape(nodes, classes)


def _upwards(ties: Ties) -> tuple[Ints, Places]:
    """Each tie once, from the end with fewer ties: no list is then longer than √(2·ties)."""
    nodes = ties.first.size - 1
    rank = np.empty(nodes, np.int64)
    rank[np.lexsort((np.arange(nodes), ties.degree))] = np.arange(nodes)
    start = np.repeat(np.arange(nodes), ties.degree)
    up = rank[start] < rank[ties.other]
    first = np.zeros(nodes + 1, np.int64)
    np.cumsum(np.bincount(start[up], minlength=nodes), out=first[1:])
    return first, ties.other[up]


@compiled
def _list_triangles(first: Ints, other: Places, sector: Sectors, closed: Ints) -> None:
    """Count every triangle once at each of its corners, by the sectors of the other two."""
    nodes = first.size - 1
    seen_from = np.full(nodes, -1, np.int32)
    for u in range(nodes):
        for k in range(first[u], first[u + 1]):
            seen_from[other[k]] = u
        for k in range(first[u], first[u + 1]):
            v = other[k]
            for j in range(first[v], first[v + 1]):
                w = other[j]
                if seen_from[w] == u:
                    closed[u, sector[v], sector[w]] += 1
                    closed[v, sector[u], sector[w]] += 1
                    closed[w, sector[u], sector[v]] += 1


@compiled
def _take_closed(
    out_first: Ints, out_other: Places, in_first: Ints, in_other: Places, sector: Sectors,
    found: Ints,
) -> None:  # fmt: skip
    """Take away the paths that end where they began, and those a tie goes past."""
    nodes = out_first.size - 1
    after = np.full(nodes, -1, np.int32)
    for v in range(nodes):
        for k in range(out_first[v], out_first[v + 1]):
            after[out_other[k]] = v
        for k in range(in_first[v], in_first[v + 1]):
            a = in_other[k]
            if after[a] == v:
                found[v, sector[a], sector[a]] -= 1
            for j in range(out_first[a], out_first[a + 1]):
                b = out_other[j]
                if after[b] == v:
                    found[v, sector[a], sector[b]] -= 1

"""An order of actors and arenas by where they stand in the network, not by how they are numbered.

Groups are searched for node by node, so that the order of nodes decides which of several good
partitions is found. Numbers come from ids, and an arena that is thought of has none. Colours are
refined (Weisfeiler & Leman 1968; McKay & Piperno 2014, J. Symb. Comput. 60:94) until they tell
every two nodes apart that anything tells apart; between those that can change places, their numbers
decide, which makes no difference to any figure.
"""

import numpy as np
from numpy.typing import NDArray

from queries.network.two_mode import Bools, Ints, Ties, TwoMode, whole

MOST_ROUNDS = 50  # of telling apart what is alike; three or four are what it takes
Colours = NDArray[np.uint64]
ODD = np.uint64(0x9E3779B97F4A7C15)


class Order:
    """The network with actors and arenas in their order, and the place of every node in it."""

    def __init__(self, graph: TwoMode) -> None:
        actor, arena = _ranks(graph)
        self.graph = graph._replace(actor=actor[graph.actor], arena=arena[graph.arena])
        self.place = np.concatenate((actor, graph.actors + arena))


def _ranks(graph: TwoMode) -> tuple[Ints, Ints]:
    """The place of every actor among the actors, and of every arena among the arenas."""
    ties = whole(graph)
    mode = np.repeat(np.array((1, 2), np.uint64), (graph.actors, graph.arenas))
    colour = _refined(mode, ties)
    for _ in range(MOST_ROUNDS):
        alike = _alike(colour)
        if not alike.any():
            break
        colour = _refined(_told_apart(colour, alike, ties), ties)
    return _places(colour[: graph.actors]), _places(colour[graph.actors :])


def _places(colour: Colours) -> Ints:
    found = np.empty(colour.size, np.int64)
    found[np.argsort(colour, kind="stable")] = np.arange(colour.size)
    return found


def _alike(colour: Colours) -> Bools:
    """The nodes whose colour another one has too."""
    _, number, count = np.unique(colour, return_inverse=True, return_counts=True)
    return np.asarray(count[number.reshape(-1)] > 1, np.bool_)


def _refined(colour: Colours, ties: Ties) -> Colours:
    """Colours anew from one's own and those one is tied to, until that tells no more apart.

    A colour is 64 bits: that two of a million nodes meet in one by accident has a chance of 10⁻⁷.
    """
    apart = 0
    while (count := np.unique(colour).size) > apart:
        apart = count
        sums = np.concatenate((np.zeros(1, np.uint64), np.cumsum(_mixed(colour)[ties.other])))
        near = sums[ties.first[1:]] - sums[ties.first[:-1]]
        colour = _mixed(colour * ODD + near)
    return colour


def _told_apart(colour: Colours, alike: Bools, ties: Ties) -> Colours:
    """One step: branches that are alike get ranks by their lowest number, and one node a mark.

    A branch is what hangs together of nodes that are not alone in their colour; branches of the
    same colours can change places whole. The mark goes to one node of the smallest class.
    """
    nodes = np.flatnonzero(alike)
    branch = _branches(alike, ties)[nodes]
    own = colour[nodes]
    held = np.zeros(int(branch.max()) + 1, np.uint64)
    np.add.at(held, branch, _mixed(own))
    _, number, count = np.unique(own, return_inverse=True, return_counts=True)
    order = np.lexsort((nodes, own, count[number.reshape(-1)], branch))
    marked = np.zeros(nodes.size, np.uint64)
    marked[order[np.unique(branch[order], return_index=True)[1]]] = 1
    found = colour.copy()
    found[nodes] = _mixed(own + np.uint64(2) * _within(held)[branch] + marked)
    return found


def _branches(alike: Bools, ties: Ties) -> Ints:
    """The branch of every node, numbered in the order of their lowest nodes."""
    from scipy import sparse
    from scipy.sparse.csgraph import connected_components

    start = np.repeat(np.arange(alike.size), ties.degree)
    kept = alike[start] & alike[ties.other]
    shape = (alike.size, alike.size)
    edges = (start[kept], ties.other[kept])
    held = sparse.csr_array((np.ones(edges[0].size), edges), shape=shape)
    label = connected_components(held, directed=False)[1]
    _, first, number = np.unique(label[alike], return_index=True, return_inverse=True)
    found = np.full(alike.size, -1)
    found[alike] = np.argsort(np.argsort(first))[number.reshape(-1)]
    return found


def _within(held: Colours) -> Colours:
    """The rank of each value among its equals, in the order in which they stand."""
    order = np.argsort(held, kind="stable")
    places = np.arange(held.size)
    begins = np.concatenate(([True], held[order][1:] != held[order][:-1]))
    found = np.empty(held.size, np.uint64)
    found[order] = places - np.maximum.accumulate(np.where(begins, places, 0))
    return found


def _mixed(value: Colours) -> Colours:
    """Bits scattered as by SplitMix64 (Steele, Lea & Flood 2014)."""
    value = value + ODD
    value = (value ^ (value >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    value = (value ^ (value >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return np.asarray(value ^ (value >> np.uint64(31)), np.uint64)

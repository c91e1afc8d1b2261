"""The passes of Leiden's algorithm over nodes, compiled: moving, refining, merging."""

from typing import NamedTuple

import numpy as np

from queries.gaps.sampler import HALF, Stream, compiled, next_word
from queries.network.two_mode import Floats, Ints, Places

NOTHING = 1e-10  # participations: a smaller gain is a rounding error


class Weighted(NamedTuple):
    """A graph whose nodes stand for some of both modes; ``total`` is the weight of all ties.

    What node i is tied to is ``other[first[i]:first[i + 1]]``; its actors have ``own[i]``
    participations, its arenas ``shared[i]``. Ties within a node are left out: no move changes them.
    """

    first: Ints
    other: Places
    weight: Floats
    own: Floats
    shared: Floats
    total: float


class Held(NamedTuple):
    """What the groups hold together: participations of their actors, of their arenas, nodes."""

    own: Floats
    shared: Floats
    members: Ints


@compiled
def move(graph: Weighted, group: Ints, resolution: float, stream: Stream) -> None:
    """Move single nodes to where they add most, until none would add anything; in place.

    A node is looked at again only when one of its neighbours has moved elsewhere.
    """
    nodes = group.size
    held = _held(graph, group)
    free = [k for k in range(nodes) if held.members[k] == 0]
    to, met = np.zeros(nodes), np.zeros(nodes, np.int64)
    queue, waiting = _shuffled(nodes, stream), np.ones(nodes, np.bool_)
    begin, left = 0, nodes
    while left:
        node = queue[begin]
        begin, left, waiting[node] = (begin + 1) % nodes, left - 1, False
        here = group[node]
        _add(held, here, graph, node, -1)
        met_now = met[: _gather(graph, group, node, (to, met), 0)]
        best, most = _best(graph, held, (here, node), (to, met_now), resolution)
        if most < 0 and held.members[here]:
            best = free.pop()
        if best != here and held.members[here] == 0:
            free.append(here)
        group[node] = best
        _add(held, best, graph, node, 1)
        if best == here:
            continue
        for place in range(graph.first[node], graph.first[node + 1]):
            other = graph.other[place]
            if not waiting[other] and group[other] != best:
                queue[(begin + left) % nodes] = other
                left, waiting[other] = left + 1, True


@compiled
def refine(graph: Weighted, group: Ints, part: Ints, resolution: float, stream: Stream) -> None:
    """Within each group, merge single nodes into parts that hang together; ``part`` in place.

    Only nodes and parts tied to the rest of their group at least as much as chance would give are
    merged, each single node once, to where it adds most. So no part falls into two.
    """
    nodes = group.size
    whole, held = _held(graph, group), _held(graph, part)  # a part has the number of a node in it
    outward = _outward(graph, group)
    to, met = np.zeros(nodes), np.zeros(nodes, np.int64)
    for node in _shuffled(nodes, stream):
        here, inside = part[node], group[node]
        if held.members[here] > 1:
            continue
        if outward[here] < _by_chance(graph, held, here, whole, inside, resolution):
            continue
        count = _gather(graph, part, node, (to, met), 0)
        best, most, weight = here, NOTHING, 0.0
        for there in met[:count]:
            tied, to[there] = to[there], 0
            if group[there] != inside:
                continue
            gain = _gain(graph, held, there, node, tied, resolution)
            if gain > most and outward[there] >= _by_chance(
                graph, held, there, whole, inside, resolution
            ):
                best, most, weight = there, gain, tied
        if best != here:
            part[node] = best
            _add(held, here, graph, node, -1)
            _add(held, best, graph, node, 1)
            outward[best] += outward[here] - 2 * weight


@compiled
def numbered(group: Ints) -> Ints:
    """The same partition with groups numbered from 0 in the order of their first node."""
    number, found, used = np.full(group.size, -1), np.empty(group.size, np.int64), 0
    for node in range(group.size):
        if number[group[node]] < 0:
            number[group[node]] = used
            used += 1
        found[node] = number[group[node]]
    return found


def merged(graph: Weighted, group: Ints) -> Weighted:
    """The graph between groups, each now a node; their numbers have no gaps."""
    members = np.bincount(group)
    nodes, ends = members.size, np.cumsum(members)
    order, first = np.empty(group.size, np.int64), np.zeros(nodes + 1, np.int64)
    other, weight = np.empty(graph.other.size, np.int32), np.empty(graph.other.size)
    _sort(group, ends - members, order)
    _merge(graph, group, (order, ends), first, (other, weight))
    own = np.bincount(group, weights=graph.own).astype(np.float64)
    shared = np.bincount(group, weights=graph.shared).astype(np.float64)
    used = int(first[-1])
    return Weighted(first, other[:used], weight[:used], own, shared, graph.total)


@compiled
def _merge(
    graph: Weighted,
    group: Ints,
    nodes: tuple[Ints, Ints],
    first: Ints,
    into: tuple[Places, Floats],
) -> None:
    """Write the ties between groups, group after group; ``nodes`` are in that order, with ends."""
    (order, ends), (other, weight) = nodes, into
    to, met, used, place = np.zeros(ends.size), np.zeros(ends.size, np.int64), 0, 0
    for here in range(ends.size):
        count = 0
        while place < ends[here]:
            count = _gather(graph, group, order[place], (to, met), count)
            place += 1
        for n in range(count):
            there = met[n]
            if there != here:
                other[used], weight[used] = there, to[there]
                used += 1
            to[there] = 0
        first[here + 1] = used


@compiled
def _sort(group: Ints, place: Ints, order: Ints) -> None:
    """Write the nodes in the order of their groups, whose first places are given and used up."""
    for node in range(group.size):
        order[place[group[node]]] = node
        place[group[node]] += 1


@compiled
def _shuffled(nodes: int, stream: Stream) -> Ints:
    """The nodes in an order drawn blindly (Fisher–Yates)."""
    order = np.arange(nodes)
    for last in range(nodes - 1, 0, -1):
        place = np.int64(((next_word(stream) >> HALF) * np.uint64(last + 1)) >> HALF)
        order[last], order[place] = order[place], order[last]
    return order


@compiled
def _held(graph: Weighted, group: Ints) -> Held:
    nodes = group.size
    held = Held(np.zeros(nodes), np.zeros(nodes), np.zeros(nodes, np.int64))
    for node in range(nodes):
        _add(held, group[node], graph, node, 1)
    return held


@compiled
def _add(held: Held, group: int, graph: Weighted, node: int, sign: int) -> None:
    held.own[group] += sign * graph.own[node]
    held.shared[group] += sign * graph.shared[node]
    held.members[group] += sign


@compiled
def _gather(graph: Weighted, group: Ints, node: int, into: tuple[Floats, Ints], count: int) -> int:
    """Add the node's ties to the first of ``into`` by group; what groups it met, to the second.

    ``count`` groups have been met before; how many have now.
    """
    to, met = into
    for place in range(graph.first[node], graph.first[node + 1]):
        there = group[graph.other[place]]
        if to[there] == 0:
            met[count] = there
            count += 1
        to[there] += graph.weight[place]
    return count


@compiled
def _gain(
    graph: Weighted, held: Held, group: int, node: int, weight: float, resolution: float
) -> float:
    """What a node on its own adds by joining a group it is tied to with ``weight``."""
    k, h = graph.own[node], graph.shared[node]
    return float(weight - resolution * (k * held.shared[group] + h * held.own[group]) / graph.total)


@compiled
def _best(
    graph: Weighted,
    held: Held,
    moving: tuple[int, int],
    into: tuple[Floats, Ints],
    resolution: float,
) -> tuple[int, float]:
    """The group, of the node's own and those it met, where it adds most, and how much.

    What was gathered is cleared.
    """
    (here, node), (to, met) = moving, into
    best, most = here, _gain(graph, held, here, node, to[here], resolution) + NOTHING
    for there in met:
        gain = _gain(graph, held, there, node, to[there], resolution)
        to[there] = 0
        if gain > most:
            best, most = there, gain
    return best, most


@compiled
def _outward(graph: Weighted, group: Ints) -> Floats:
    """How much each node is tied to the rest of its group."""
    found = np.zeros(group.size)
    for node in range(group.size):
        for place in range(graph.first[node], graph.first[node + 1]):
            if group[graph.other[place]] == group[node]:
                found[node] += graph.weight[place]
    return found


@compiled
def _by_chance(
    graph: Weighted, held: Held, part: int, whole: Held, group: int, resolution: float
) -> float:
    """How much a part would be tied to the rest of its group by chance."""
    own, shared = held.own[part], held.shared[part]
    rest_own, rest_shared = whole.own[group] - own, whole.shared[group] - shared
    return float(resolution * (own * rest_shared + shared * rest_own) / graph.total - NOTHING)

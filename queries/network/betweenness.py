"""How many shortest ways between others lead through a node (Freeman 1977; Brandes 2001).

On the two-mode graph; exact up to a limit of participations, above that from a sample of starting
points, with the standard error that sampling leaves. Compiled here and not taken from rustworkx,
which is several times slower and cannot start from a sample; tests hold the two together.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import numpy as np

from queries.gaps.sampler import compiled
from queries.network.two_mode import Floats, Ints, Places, Ties, Unsigned

PARTS = 8  # of the starting points; sums are made in their order, whoever made which

Step = Callable[[float], None]


class Betweenness(NamedTuple):
    """Pairs of nodes, each counted once, whose shortest ways lead through a node, as shares.

    ``error`` is the standard error of a sample, None where every node was a starting point.
    """

    value: Floats
    error: Floats | None
    starts: int


def betweenness(
    ties: Ties, *, starts: Ints | None = None, workers: int = 1, step: Step | None = None
) -> Betweenness:
    """Through each node; from every node or, where ``starts`` are given, estimated from those.

    The estimate is N/k times the sum over k starting points drawn without replacement.
    O(starting points × ties).
    """
    nodes = ties.first.size - 1
    chosen = np.arange(nodes) if starts is None else np.asarray(starts, np.int64)
    sums = _sums(ties, chosen, workers, step)
    if starts is None or chosen.size >= nodes:
        return Betweenness(sums[0] / 2, None, int(chosen.size))
    k = chosen.size
    mean = sums[0] / k
    spread = np.maximum(sums[1] / k - mean**2, 0.0) * k / max(k - 1, 1)
    error = nodes / 2 * np.sqrt(spread / k * (1 - k / nodes))
    return Betweenness(nodes / 2 * mean, error, int(k))


def pivots(nodes: int, seed: int, most: int) -> Ints:
    """Starting points drawn blindly, in ascending order."""
    drawn = np.random.default_rng(seed).choice(nodes, size=min(most, nodes), replace=False)
    return np.sort(drawn).astype(np.int64)


def _sums(ties: Ties, chosen: Ints, workers: int, step: Step | None) -> Floats:
    """Dependencies added up over the starting points, and their squares; shape (2, nodes)."""
    parts = np.array_split(chosen, PARTS)
    first, other = ties.first.astype(np.uint64), ties.other.astype(np.uint32)

    def part(which: int) -> Floats:
        found = np.zeros((2, ties.first.size - 1))
        _accumulate(first, other, parts[which], found)
        return found

    total = np.zeros((2, ties.first.size - 1))
    with ThreadPoolExecutor(workers) as pool:
        try:
            for done, found in enumerate(pool.map(part, range(PARTS)), start=1):
                total += found
                if step is not None:
                    step(done / PARTS)
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise
    return total


@compiled
def _accumulate(first: Unsigned, other: Unsigned, chosen: Ints, found: Floats) -> None:
    """Add each node's dependency, and its square, for every starting point."""
    nodes = first.size - 1
    distance = np.full(nodes, -1, np.int32)
    ways = np.zeros(nodes)
    through = np.zeros(nodes)
    queue = np.zeros(nodes, np.uint32)
    away = np.zeros((other.size, 2), np.uint32)
    for start in chosen:
        reached, led = _spread(first, other, start, distance, ways, queue, away)
        while led > 0:
            led -= np.uint64(1)
            node, near = away[led, 0], away[led, 1]
            through[node] += ways[node] * (1.0 + through[near]) / ways[near]
        through[start] = 0.0
        for place in range(reached):
            node = queue[np.uint64(place)]
            found[0, node] += through[node]
            found[1, node] += through[node] ** 2
            distance[node], ways[node], through[node] = -1, 0.0, 0.0


@compiled
def _spread(
    first: Unsigned, other: Unsigned, start: int, distance: Places, ways: Floats, queue: Unsigned,
    away: Unsigned,
) -> tuple[np.uint64, np.uint64]:  # fmt: skip
    """Reach all there is from the start, nearest first; ``away`` takes the ties that lead on.

    Tells how many nodes were reached and how many ties lead on. Unsigned places: numba need not ask
    at every step whether they count from the end.
    """
    one = np.uint64(1)
    queue[0], distance[start], ways[start] = start, 0, 1.0
    head, reached, led = np.uint64(0), one, np.uint64(0)
    while head < reached:
        node = np.uint64(queue[head])
        head += one
        step = distance[node] + np.int32(1)
        for k in range(first[node], first[node + one]):
            near = other[k]
            if distance[near] < 0:
                distance[near] = step
                queue[reached] = near
                reached += one
            if distance[near] == step:
                ways[near] += ways[node]
                away[led, 0], away[led, 1] = node, near
                led += one
    return reached, led

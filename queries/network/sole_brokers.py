"""Pairs of actors of different sectors that one actor alone connects: a risk, and a workload.

U_v = #{(a, b): s(a) ≠ s(b), a ≁ b, N(a) ∩ N(b) = {v}} and burden = U_v / ΣU, on the projection.
Actors of unknown sector are in no such pair: whether they are of another sector is not known.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from queries.gaps.sampler import compiled
from queries.network.two_mode import Floats, Ints, Places, Ties, Unsigned
from queries.readmodel.columns import gathered

_NO_SECTOR = -1
_TIED = -1  # in place of a number of ways


class SolePairs(NamedTuple):
    """Per actor, the pairs only it connects, by the two sectors (above the diagonal), and credit.

    ``credit`` shares each pair that is not tied equally among all who connect it (Everett &
    Borgatti 2012, Social Networks 34:562), pairs within a sector too.
    """

    by_sector: Ints  # shape (actors, classes, classes)
    credit: Floats

    @property
    def total(self) -> Ints:
        """U_v."""
        return np.asarray(self.by_sector.sum(axis=(1, 2)), np.int64)


def sole_pairs(
    ties: Ties,
    sector: NDArray[np.int8],
    classes: int,
    unknown: int | None = None,
    *,
    shared: bool = True,
) -> SolePairs:
    """All sole-broker pairs, counted. O(Σ degree²) in time, O(actors) in memory.

    Without ``shared`` the credit is left at nought, and it takes half as long.
    """
    nodes = ties.first.size - 1
    found = np.zeros((nodes, classes, classes), np.int64)
    credit = np.zeros(nodes)
    nobody = _NO_SECTOR if unknown is None else unknown
    # Unsigned places: compiled code need not ask at every step whether they count from the end.
    other = ties.other.astype(np.uint32)
    _count(ties.first, other, sector, nobody, found, credit if shared else credit[:0])
    return SolePairs(found, credit)


def pairs_of(
    ties: Ties,
    sector: NDArray[np.int8],
    broker: int,
    unknown: int | None = None,
    *,
    most: int | None = None,
) -> Ints:
    """The pairs that only this actor connects, each (lower, higher), in ascending order.

    ``most`` stops once so many are found; O(Σ degree² of the broker's contacts) without it.
    """
    first, other = ties.first, ties.other
    near = other[first[broker] : first[broker + 1]]
    known = near[sector[near] != (_NO_SECTOR if unknown is None else unknown)]
    place = np.full(first.size - 1, -1, np.int64)
    place[known] = np.arange(known.size)
    found, number = [np.empty((0, 2), np.int64)], 0
    for position, a in enumerate(known.tolist()):
        own = other[first[a] : first[a + 1]]
        within_two, _ = gathered(first, other, own[own != broker])
        met = np.zeros(known.size, np.bool_)
        for reached in (place[own], place[within_two]):
            met[reached[reached >= 0]] = True
        met[: position + 1] = True
        only = known[~met & (sector[known] != sector[a])].astype(np.int64)
        found.append(np.column_stack((np.full(only.size, a, np.int64), only)))
        number += only.size
        if most is not None and number >= most:
            break
    return np.concatenate(found)


def joint_arena(pairs: Ints, actors: int) -> tuple[list[int], int]:
    """Actors who, meeting once, would turn many of the pairs into ties, and how many.

    Greedy: the pair whose ends are in most pairs, then one by one who adds most, lowest number
    first among equals; as long as anybody adds any.
    """
    numbers, ends = np.unique(pairs, return_inverse=True)
    ends = ends.reshape(-1, 2)
    often = np.bincount(ends.ravel(), minlength=numbers.size)
    begin = ends[int(np.argmax(often[ends].sum(axis=1)))]
    inside = np.zeros(numbers.size, np.bool_)
    inside[begin] = True
    while int(inside.sum()) < actors:
        one_in = inside[ends]
        across = ends[one_in[:, 0] != one_in[:, 1]]
        adds = np.bincount(across.ravel(), minlength=numbers.size) * ~inside
        if not adds.any():
            break
        inside[int(np.argmax(adds))] = True
    covers = int(np.count_nonzero(inside[ends].all(axis=1)))
    return [int(actor) for actor in numbers[inside]], covers


@compiled
def _count(
    first: Ints,
    other: Unsigned,
    sector: NDArray[np.int8],
    unknown: int,
    found: Ints,
    credit: Floats,
) -> None:
    nodes = first.size - 1
    ways = np.zeros(nodes, np.int32)
    first_by = np.zeros(nodes, np.uint32)
    reached = np.zeros(nodes, np.uint32)
    for a in range(nodes):
        for k in range(first[a], first[a + 1]):
            ways[other[k]] = _TIED
        number = _reach(a, first, other, ways, first_by, reached)
        if credit.size:
            _share(a, first, other, ways, credit)
        own = sector[a]
        for k in range(number):
            b = reached[k]
            theirs = sector[b]
            if ways[b] == 1 and own != theirs and own != unknown and theirs != unknown:
                found[first_by[b], min(own, theirs), max(own, theirs)] += 1
            ways[b] = 0
        for k in range(first[a], first[a + 1]):
            ways[other[k]] = 0


@compiled
def _reach(
    a: int, first: Ints, other: Unsigned, ways: Places, first_by: Unsigned, reached: Unsigned
) -> int:
    """Count the ways of two steps from ``a`` to each higher node it is not tied to."""
    number = 0
    for k in range(first[a], first[a + 1]):
        v = other[k]
        for j in range(first[v + 1] - 1, first[v] - 1, -1):
            b = other[j]
            if b <= a:  # lists ascend: each pair is counted from its lower end
                break
            if ways[b] != _TIED:
                if ways[b] == 0:
                    reached[number] = b
                    number += 1
                    first_by[b] = v
                ways[b] += 1
    return number


@compiled
def _share(a: int, first: Ints, other: Unsigned, ways: Places, credit: Floats) -> None:
    """Share each pair just counted among those on the way; tied pairs have no count."""
    for k in range(first[a], first[a + 1]):
        v = other[k]
        for j in range(first[v + 1] - 1, first[v] - 1, -1):
            b = other[j]
            if b <= a:
                break
            if ways[b] > 0:
                credit[v] += 1.0 / ways[b]

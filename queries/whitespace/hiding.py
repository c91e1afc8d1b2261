"""Which cells of a table are hidden so that few actors cannot be told, and which beside them.

A sum gives a hidden number away where it is the only one hidden of what adds up to it, or where
the others that are hidden are nought. So every line with a hidden cell gets a second one, and one
with a small cell a second that is not empty: complementary suppression (Cox 1980, JASA 75:377).
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from queries.whitespace.independence import Bools, Counts

LEAST_NAMED = 3
"""Fewer actors than this in a cell could be told apart."""


class Hidden(NamedTuple):
    """What is hidden: cells, and per dimension the sums of lines where no second could be found."""

    cells: Bools
    sums: tuple[Bools, ...]


def are_few(actors: Counts) -> Bools:
    """Which counts of actors are of one or two, who could be told apart; none is nobody."""
    return np.asarray((actors > 0) & (actors < LEAST_NAMED))


class _Line(NamedTuple):
    """Cells that add up: places ``along`` one axis, at one place of each of the others."""

    axis: int
    along: Counts
    others: tuple[int, ...]

    @property
    def at(self) -> tuple[int | Counts, ...]:
        """The cells as an index."""
        return *self.others[: self.axis], self.along, *self.others[self.axis :]


def hidden(
    counts: Counts,
    actors: Counts,
    sensitive: Bools,
    usable: Bools,
    *,
    sets: Sequence[Counts] | None = None,
    totals: Bools | None = None,
    also: Bools | None = None,
    small: Bools | None = None,
) -> Hidden:
    """Hide sensitive cells that hold arenas and name one or two actors, and what tells them.

    Tables of two or more dimensions; a line is what is summed over one of them: all its places or,
    where ``sets`` are given, those of one set: one array per dimension, a row per set, in which 1
    is the whole and −1 are its parts. Cells of ``also`` are hidden from the beginning. ``small``
    are the cells that must not be told, all of those where none are given: beside each, what is
    hidden in its lines adds up to more than nought. ``usable`` cells may be hidden beside others:
    what is impossible or not covered is known anyway and protects nothing. Of those, one that also
    completes another line goes first, then one that is no total of others, then one that holds any
    arena before an empty one, then the one with the fewest, equal ones in the order of the table. A
    cell hidden so may leave another line with one alone, so lines are gone through until none is.
    """
    sets = [-np.ones((1, n), np.int64) for n in counts.shape] if sets is None else sets
    cells = sensitive & usable & (counts > 0) & are_few(actors)
    cells |= False if also is None else also
    small = cells.copy() if small is None else small
    totals = np.zeros(cells.shape, np.bool_) if totals is None else totals
    while (line := _alone(cells, counts, small, usable, sets)) is not None:
        each = (usable & ~cells, counts, totals, _completing(cells, sets))
        free, size, total, completes = (own[line.at] for own in each)
        if small[line.at].any():
            free = free & (size > 0)
        order = (np.arange(size.size), size, size == 0, total, -completes, ~free)
        place = int(np.lexsort(order)[0])
        cells[line._replace(along=line.along[[place]]).at] = True
    sums = (telling(cells, counts, small, sets, axis) for axis in range(cells.ndim))
    return Hidden(cells, tuple(np.asarray(each.any(axis=0)) for each in sums))


def telling(cells: Bools, counts: Counts, small: Bools, sets: Sequence[Counts], axis: int) -> Bools:
    """Which lines of an axis tell what is hidden: per set first, then the places of the others.

    One cell alone, or a small one beside others that are all nought. A hidden whole that its parts
    do not add up to has something beside them, which nobody is told: what has no label, or several.
    So it is of all together, the first place; what lies in an area and in no county of it follows
    from the sums of areas and of counties.
    """
    signs, members = sets[axis], [each != 0 for each in sets]
    whole = _summed(cells.astype(np.int64), [(each > 0).astype(np.int64) for each in sets], axis)
    apart = np.abs(np.tensordot(signs, counts, (1, axis))) * (whole > 0)
    apart[signs[:, 0] <= 0] = 0  # of an area the sums of tables of either level tell it
    few = _hidden_in(cells, members, axis)
    together = _summed(np.where(cells, counts, 0), members, axis) + apart
    own = np.where(cells & small, counts, 0)
    largest = [own.take(np.flatnonzero(each), axis).max(axis, initial=0) for each in members[axis]]
    beside = np.reshape(largest, together.shape)
    alone = (few == 1) & (apart == 0)
    return np.asarray(alone | ((beside > 0) & (beside == together)))


def _hidden_in(cells: Bools, sets: Sequence[Counts], axis: int) -> Counts:
    """How many are in each line of an axis: per set first, then the places of the other axes."""
    return _summed(cells.astype(np.int64), sets, axis)


def _summed(counts: Counts, sets: Sequence[Counts], axis: int) -> Counts:
    return np.tensordot((sets[axis] != 0).astype(np.int64), counts, (1, axis))


def _alone(
    cells: Bools, counts: Counts, small: Bools, usable: Bools, sets: Sequence[Counts]
) -> _Line | None:
    """The first line that tells what is hidden in it and has another cell that could be."""
    could = usable & ~cells
    for axis in range(cells.ndim):
        held = _hidden_in(could & (counts > 0), sets, axis) > 0
        free = _hidden_in(could, sets, axis) > 0
        has_small = _hidden_in(cells & small, sets, axis) > 0
        found = np.argwhere(
            telling(cells, counts, small, sets, axis) & np.where(has_small, held, free)
        )
        if len(found):
            number, *others = found[0].tolist()
            return _Line(axis, np.flatnonzero(sets[axis][number]), tuple(others))
    return None


def _completing(cells: Bools, sets: Sequence[Counts]) -> Counts:
    """In how many lines through it each cell would be the second."""
    found = np.zeros(cells.shape, np.int64)
    for axis, each in enumerate(sets):
        alone = (_hidden_in(cells, sets, axis) == 1).astype(np.int64)
        found += np.moveaxis(np.tensordot((each.T != 0).astype(np.int64), alone, (1, 0)), 0, axis)
    return found

"""Which cells of a table are hidden so that few actors cannot be told, and which beside them.

Row and column sums give a hidden number away where it is the only one hidden in its line. So every
line with a hidden cell gets a second one: complementary suppression (Cox 1980, JASA 75:377).
"""

from typing import NamedTuple

import numpy as np

from queries.whitespace.independence import Bools, Counts

LEAST_NAMED = 3
"""Fewer actors than this in a cell could be told apart."""
LEAST_HIDDEN = 2


class Hidden(NamedTuple):
    """What is hidden: cells, and per dimension the sums of lines where no second could be found."""

    cells: Bools
    sums: tuple[Bools, ...]


def hidden(counts: Counts, actors: Counts, sensitive: Bools, usable: Bools) -> Hidden:
    """Hide sensitive cells that hold arenas and name fewer than three actors, and what tells them.

    Tables of two or more dimensions; a line is what is summed over one of them. ``usable`` cells
    may be hidden beside others: what is impossible or not covered is known anyway and protects
    nothing. Of those, one that also completes another line goes first, then one that holds any
    arena before an empty one, then the one with the fewest, equal ones in the order of the table. A
    cell hidden so may leave another line with one alone, so lines are gone through until none is.
    """
    cells = sensitive & usable & (counts > 0) & (actors < LEAST_NAMED)
    while (line := _alone(cells, usable)) is not None:
        free, size = (usable & ~cells)[line], counts[line]
        completes = _completing(cells)[line]
        order = (np.arange(size.size), size, size == 0, -completes, ~free)
        place = int(np.lexsort(order)[0])
        cells[tuple(place if isinstance(at, slice) else at for at in line)] = True
    return Hidden(cells, tuple(cells.sum(axis=axis) == 1 for axis in range(cells.ndim)))


def _alone(cells: Bools, usable: Bools) -> tuple[int | slice, ...] | None:
    """The first line with one hidden cell and another that could be."""
    for axis in range(cells.ndim):
        few = cells.sum(axis=axis)
        free = (usable & ~cells).any(axis=axis)
        found = np.argwhere((few > 0) & (few < LEAST_HIDDEN) & free)
        if len(found):
            line: list[int | slice] = found[0].tolist()
            line.insert(axis, slice(None))
            return tuple(line)
    return None


def _completing(cells: Bools) -> Counts:
    """In how many lines through it each cell would be the second."""
    alone = [cells.sum(axis=axis, keepdims=True) == 1 for axis in range(cells.ndim)]
    return np.asarray(sum(np.broadcast_to(a, cells.shape).astype(np.int64) for a in alone))

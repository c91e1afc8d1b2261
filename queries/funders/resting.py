"""On how many funders each cell of region × theme rests, all cells in one pass."""

from typing import NamedTuple

import numpy as np

from queries.funders.concentration import Floats, Ints, Parts
from queries.whitespace.arenas import Bools, Labels, pairs_of

ONE_FUNDER = 1.5
LEAST_ARENAS = 5


class Resting(NamedTuple):
    """Per cell: known funders, arenas paid for, and as how many equal funders it is concentrated.

    ``effective`` is nan where no funder is known.
    """

    funders: Ints
    funded: Ints
    effective: Floats

    @property
    def enough(self) -> Bools:
        """Where there are arenas enough to call it one or several."""
        return np.asarray((self.funded >= LEAST_ARENAS) & (self.funders > 0))

    @property
    def on_one(self) -> Bools:
        """Where all rests on one, of those that are enough."""
        return self.enough & (self.effective < ONE_FUNDER)


def resting(parts: Parts, rows: Labels, columns: Labels) -> Resting:
    """``parts`` as an arena's share per funder, labels per arena; O(payments × cells of each)."""
    own = rows.of_arenas(parts.arena)
    other = columns.of_arenas(parts.arena)
    row, column = pairs_of(own, other)
    payment = np.repeat(own.arena, other.per_arena[own.arena])
    cell = row * columns.count + column
    cells = rows.count * columns.count
    by_funder, held = _summed(cell, parts.funder[payment], parts.weight[payment])
    by_arena, _ = _summed(cell, parts.arena[payment], np.ones(payment.size))
    total = np.bincount(by_funder, weights=held, minlength=cells)
    squares = np.bincount(by_funder, weights=held**2, minlength=cells)
    effective = np.divide(
        total**2, squares, out=np.full(cells, np.nan), where=squares > 0
    )  # fmt: skip
    shape = (rows.count, columns.count)
    return Resting(
        np.bincount(by_funder, minlength=cells).reshape(shape),
        np.bincount(by_arena, minlength=cells).reshape(shape),
        effective.reshape(shape),
    )


def _summed(cell: Ints, other: Ints, weight: Floats) -> tuple[Ints, Floats]:
    """Every cell and other once: the cell, and the weights added up."""
    end = int(other.max(initial=0)) + 1
    keys, place = np.unique(cell * end + other, return_inverse=True)
    held = np.bincount(place, weights=weight, minlength=keys.size)
    return np.asarray(keys // end, np.int64), held.astype(np.float64)

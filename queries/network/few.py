"""Which counts of actors by sector would tell of fewer than three, and which lists would."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from queries.network.two_mode import Bools, Ints
from queries.whitespace.hiding import LEAST_NAMED, hidden


class Hidden(NamedTuple):
    """Which counts of a sector are hidden: of all there are, and one row for each set of actors."""

    whole: Bools
    of: Bools


def hidden_of(sector: Ints, sectors: int, sets: Sequence[Ints]) -> Hidden:
    """What is hidden of sets of actors without a common one, those in none of them beside them.

    Where a count of all there are is hidden, every count is: they would add up to it.
    """
    whole = np.bincount(sector, minlength=sectors)
    rows = [np.bincount(sector[each], minlength=sectors) for each in sets]
    table = np.array([*rows, whole - np.sum(rows, axis=0, dtype=np.int64)])
    total = _few(whole[:, None])[:, 0]
    cells = np.ones(table.shape, np.bool_) if total.any() else _few(table)
    return Hidden(total, cells[: len(sets)])


def may_be_listed(sector: Ints, sectors: int, sets: Sequence[Ints], place: int) -> bool:
    """Whether the actors of one set may be named, with their sectors."""
    own = sets[place]
    return own.size == 0 or bool(
        own.size >= LEAST_NAMED and not hidden_of(sector, sectors, sets).of[place].any()
    )


def _few(counts: Ints) -> Bools:
    every = np.ones(counts.shape, np.bool_)
    return hidden(counts, counts, every, every).cells

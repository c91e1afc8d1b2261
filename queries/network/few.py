"""Which counts of actors by sector would tell of fewer than three, and which lists would."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from queries.network.two_mode import Bools, Ints
from queries.whitespace.hiding import LEAST_NAMED, are_few, hidden


class Few(NamedTuple):
    """Which counts are hidden, and whether what they add up to is."""

    cells: Bools
    whole: bool


def few_of(counts: Ints, wholes: Sequence[Bools], alike: Sequence[Bools] = ()) -> Few:
    """Counts of one or two actors, and those that would tell them.

    ``wholes`` mark counts that add up to what is told, ``alike`` those of which some add up to the
    others. A count of nought is never hidden for being small: where all that are hidden of a whole
    are of one actor each, their number tells it, and one more is hidden.
    """
    if not wholes[0].any() or not are_few(counts).any():
        return Few(np.zeros(counts.size, np.bool_), whole=bool(are_few(counts[wholes[0]].sum())))
    every = np.ones((counts.size, 1), np.bool_)
    column, cells = counts[:, None], np.zeros_like(every)
    sets = [-np.array([*wholes, *alike], np.int64), -np.ones((1, 1), np.int64)]
    while True:
        found = hidden(column, column, every, every, sets=sets, also=cells)
        cells, whole = found.cells.copy(), bool(found.sums[0].any())
        ones = [own for own in wholes if _are_ones(counts[own & cells[:, 0]])]
        free = [np.flatnonzero(own & ~cells[:, 0] & (counts > 0)) for own in ones]
        if whole or not ones or not free[0].size:
            return Few(cells[:, 0], whole or bool(ones))
        cells[free[0][np.argmin(counts[free[0]])]] = True


def _are_ones(counts: Ints) -> bool:
    return bool(counts.size and (counts == 1).all())


class Hidden(NamedTuple):
    """Which counts of a sector are hidden: of all there are, and one row for each set of actors."""

    whole: Bools
    of: Bools


def hidden_of(
    sector: Ints, sectors: int, sets: Sequence[Ints], total: Bools | None = None
) -> Hidden:
    """What is hidden of sets of actors without a common one, those in none of them beside them.

    Where a count of all there are is hidden, every count is: they would add up to it. ``total``
    says which are, where other answers tell of the same actors.
    """
    whole = np.bincount(sector, minlength=sectors)
    rows = [np.bincount(sector[each], minlength=sectors) for each in sets]
    table = np.array([*rows, whole - np.sum(rows, axis=0, dtype=np.int64)])
    total = _few(whole[:, None])[:, 0] if total is None else total
    cells = np.ones(table.shape, np.bool_) if total.any() else _few(table)
    return Hidden(total, cells[: len(sets)])


def may_be_listed(
    sector: Ints, sectors: int, sets: Sequence[Ints], place: int, total: Bools | None = None
) -> bool:
    """Whether the actors of one set may be named, with their sectors."""
    own = sets[place]
    return own.size == 0 or bool(
        own.size >= LEAST_NAMED and not hidden_of(sector, sectors, sets, total).of[place].any()
    )


def _few(counts: Ints) -> Bools:
    every = np.ones(counts.shape, np.bool_)
    return hidden(counts, counts, every, every).cells

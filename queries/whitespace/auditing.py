"""Which hidden numbers follow from the sums that are told: those that every solution has alike.

Cells that protect each other in their own lines may still give one between them away: what two
blocks of hidden cells have in common is the difference of their sums. So the lines are taken as
equations in what is hidden. A number is told if no solution without negative numbers has another
than the true one: if it is nought in every direction in which all may move at once.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from queries.whitespace.independence import Bools, Counts

STILL = 1e-6  # of a random direction of length one per number
EXACT = 1e-12


class Equations:
    """Lines that add up, in numbers that are hidden; each is one line's whole, or a part of it."""

    def __init__(self, counts: Counts) -> None:
        """``counts`` are the hidden numbers."""
        self._counts = counts
        self._line: list[NDArray[np.int64]] = []
        self._number: list[NDArray[np.int64]] = []
        self._sign: list[NDArray[np.int64]] = []
        self._lines = 0

    def add(self, numbers: NDArray[np.int64], counts: Counts, signs: NDArray[np.int64]) -> None:
        """Every column of a table adds up, once per set: +1 its whole, −1 its parts, 0 no part.

        ``numbers`` has the place of what is hidden among those given, −1 where nothing is. A hidden
        whole that its parts do not add up to follows from none of them.
        """
        for sign in signs:
            whole = (numbers[sign > 0] >= 0).any(axis=0)
            adds_up = ~whole | (sign @ counts == 0) | (sign[0] <= 0)
            place, column = np.nonzero((numbers >= 0) & (sign != 0)[:, None] & adds_up)
            self._line.append(self._lines + column)
            self._number.append(numbers[place, column])
            self._sign.append(sign[place])
            self._lines += numbers.shape[1]

    def told(self) -> Bools:
        """Which of the numbers can be one alone."""
        from scipy.sparse import csr_array  # loaded where anything is hidden

        if not self._counts.size:
            return np.zeros(0, np.bool_)
        at = np.concatenate(self._line), np.concatenate(self._number)
        shape = self._lines, self._counts.size
        lines = csr_array((np.concatenate(self._sign).astype(np.float64), at), shape=shape)
        moves: Bools = (self._counts > 0) | _raised(lines, self._counts == 0)
        moves[moves] = _moving(lines[:, np.flatnonzero(moves)])
        return ~moves


def _raised(lines: Any, nought: Bools) -> Bools:
    """Which of the numbers that are nought may be more, what is more than nought being free.

    A sum of solutions is one, so that all that may be more may be so at once.
    """
    from scipy.optimize import linprog
    from scipy.sparse import eye_array, hstack

    found = np.zeros(nought.size, np.bool_)
    places = np.flatnonzero(nought)
    if not places.size:
        return found
    order = np.concatenate([places, np.flatnonzero(~nought)])
    count, rest = places.size, nought.size - places.size
    none = np.zeros((lines.shape[0], count))
    shown = eye_array(count, nought.size)  # of the noughts, first in this order
    answer = linprog(
        np.concatenate([np.zeros(nought.size), -np.ones(count)]),
        A_eq=hstack([lines[:, order], none], format="csr"),
        b_eq=np.zeros(lines.shape[0]),
        A_ub=hstack([-shown, eye_array(count)], format="csr"),
        b_ub=np.zeros(count),
        bounds=[(0, None)] * count + [(None, None)] * rest + [(0, 1)] * count,
    )
    found[places] = answer.x[nought.size :] > STILL if answer.status == 0 else False
    return found


def _moving(lines: Any) -> Bools:
    """Which numbers change in some solution of the lines being nought: in a random one."""
    from scipy.sparse.linalg import lsmr

    away = np.random.default_rng(0).normal(size=lines.shape[1])
    fit = lsmr(lines.T, away, atol=EXACT, btol=EXACT, conlim=0, maxiter=20 * max(lines.shape))[0]
    return np.asarray(np.abs(away - lines.T @ fit) > STILL)

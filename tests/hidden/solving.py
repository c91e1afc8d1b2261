"""What follows from numbers that are told of sums: by linear programming, nought being the least.

Unknown are how many projects have each place, theme and target group at once. A number told is an
equation in them, and so is what is expected of a cell, E·N = R·C, once its row's sum R or its
column's sum C is known.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog

Sum = NDArray[np.bool_]  # of the unknown
CLOSE = 1e-5
UNTIL_KNOWN = 4  # rounds: what one gives the next may take for known


class Told(NamedTuple):
    """A number that is told of a sum."""

    sum: Sum
    number: int


class Expected(NamedTuple):
    """What is expected of a cell, beside the sums of its row, of its column and of all."""

    row: Sum
    column: Sum
    whole: Sum
    number: float


class Reader:
    """Who has been told all this."""

    def __init__(self, told: Iterable[Told], expected: Sequence[Expected]) -> None:
        rows = {(each.sum.tobytes(), each.number): each for each in told}
        self._sums = [each.sum.astype(np.float64) for each in rows.values()]
        self._numbers = [float(each.number) for each in rows.values()]
        left = list(expected)
        for _ in range(UNTIL_KNOWN):
            left = [each for each in left if not self._learns(each)]

    def between(self, sum: Sum) -> tuple[float, float]:
        """The least and the most that a sum may be."""
        ends = [
            linprog(sign * sum, A_eq=np.array(self._sums), b_eq=self._numbers, bounds=(0, None))
            for sign in (1.0, -1.0)
        ]
        assert all(end.status == 0 for end in ends), [end.message for end in ends]
        return ends[0].fun, -ends[1].fun

    def knows(self, sum: Sum) -> float | None:
        """What a sum has to be; None where it may be different numbers."""
        low, high = self.between(sum)
        return (low + high) / 2 if high - low < CLOSE else None

    def _learns(self, each: Expected) -> bool:
        for known, other in ((each.row, each.column), (each.column, each.row)):
            number = self.knows(known)
            if number is not None:
                self._sums.append(each.number * each.whole - round(number) * other)
                self._numbers.append(0.0)
                return True
        return False

"""What a table would hold if its margins said all: fitted by iterative proportional fitting."""

from collections.abc import Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

CLOSE = 1e-9  # of the whole; no margin is further from what it was
MOST_ROUNDS = 2_000  # where zeros leave a margin to be met at the edge alone, the fit only nears it

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Counts = NDArray[np.int64]


def quasi_independent(observed: Counts, possible: Bools) -> Floats:
    """Row effect × column effect in the possible cells, with the margins of the table observed.

    Where every cell is possible this is N_r·N_t/N. Counts in impossible cells are left aside, as
    structural zeros are (Goodman 1968, JASA 63:1091).
    """
    counted = np.where(possible, observed, 0)
    return fitted(counted, possible, ((0,), (1,)))


def no_three_way(observed: Counts, possible: Bools) -> Floats:
    """The log-linear model with every margin of two of the three dimensions and nothing beyond.

    A cell that differs from this differs by more than its three pairs explain (Birch 1963, JRSS B
    25:220).
    """
    counted = np.where(possible, observed, 0)
    return fitted(counted, possible, tuple(combinations(range(3), 2)))


def fitted(counted: Counts, possible: Bools, margins: Sequence[tuple[int, ...]]) -> Floats:
    """Iterative proportional fitting (Deming & Stephan 1940): each margin in turn, until all fit.

    ``margins`` name the dimensions that are kept; the others are summed over.
    """
    found = possible.astype(np.float64)
    dimensions = range(counted.ndim)
    summed = [tuple(d for d in dimensions if d not in kept) for kept in margins]
    wanted = [counted.sum(axis=over, keepdims=True).astype(np.float64) for over in summed]
    for _ in range(MOST_ROUNDS):
        worst = 0.0
        for over, target in zip(summed, wanted, strict=True):
            present = found.sum(axis=over, keepdims=True)
            factor = np.divide(target, present, out=np.zeros_like(target), where=present > 0)
            worst = max(worst, float(np.abs(present - target).max(initial=0.0)))
            found *= factor
        if worst <= CLOSE * max(1.0, float(counted.sum())):
            break
    return found

"""Concentration of a whole shared by funders, with its uncertainty."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from graph_schema.funder_answers import Concentration

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
LEAST_FOR_INTERVAL = 10  # arenas; fewer drawn again say next to nothing
TAILS = (0.1, 0.9)


class Parts(NamedTuple):
    """What each funder holds of each arena: one entry per pair that is paid for."""

    funder: Ints
    arena: Ints
    weight: Floats


def concentration(parts: Parts, *, draws: int, seed: int) -> Concentration | None:
    """Of the weights summed per funder; None where there is nothing to share."""
    funders, funder = np.unique(parts.funder, return_inverse=True)
    held = np.bincount(funder, weights=parts.weight, minlength=funders.size)
    index = squared_shares(held)
    if index is None:
        return None
    count = int(np.count_nonzero(held > 0))
    return Concentration(
        funders=count,
        hhi=10_000 * index,
        effective=1 / index,
        normalised=(index - 1 / count) / (1 - 1 / count) if count > 1 else None,
        interval=_interval(parts, funder, 1 / index, draws, seed),
    )


def squared_shares(held: NDArray[Any]) -> float | None:
    """Σ share²; one over it is how many equal funders would be as concentrated."""
    total = float(held.sum())
    return float(((held / total) ** 2).sum()) if total > 0 else None


def _interval(
    parts: Parts, funder: Ints, estimate: float, draws: int, seed: int
) -> tuple[float, float] | None:
    """Arenas drawn again with replacement, each with all who pay for it.

    A funder of one arena is missing from a third of the draws, so that the quantiles lean to fewer
    and may lie below the estimate itself; such an interval says nothing and is left out.
    """
    funders = int(funder.max()) + 1
    arenas, arena = np.unique(parts.arena, return_inverse=True)
    if arenas.size < LEAST_FOR_INTERVAL:
        return None
    random = np.random.default_rng(seed)
    found = np.empty(draws)
    for draw in range(draws):
        times = np.bincount(random.integers(0, arenas.size, arenas.size), minlength=arenas.size)
        held = np.bincount(funder, weights=parts.weight * times[arena], minlength=funders)
        found[draw] = held.sum() ** 2 / max(float((held**2).sum()), 1e-300)
    low, high = np.quantile(found, TAILS)
    return (float(low), float(high)) if low <= estimate <= high else None


def mean_overlap(parts: Parts) -> float | None:
    """The mean of |both|/|either| over all pairs of funders; None with fewer than two.

    Only pairs that share an arena are looked at: the others add nothing.
    """
    from scipy import sparse  # half a second to load, which few answers need

    funders, funder = np.unique(parts.funder, return_inverse=True)
    arenas, arena = np.unique(parts.arena, return_inverse=True)
    if funders.size < 2:  # noqa: PLR2004 - a pair
        return None
    paid = np.ones(funder.size)
    pays = sparse.csr_array((paid, (funder, arena)), shape=(funders.size, arenas.size))
    both = sparse.triu(pays @ pays.T, k=1).tocoo()
    held = np.bincount(funder, minlength=funders.size)
    shared = both.data / (held[both.row] + held[both.col] - both.data)
    return float(shared.sum()) / (funders.size * (funders.size - 1) / 2)


def unbiased(counts: Ints) -> float | None:
    """Σn(n − 1)/(N(N − 1)): how likely two arenas drawn have the same funder."""
    total = int(counts.sum())
    if total < 2:  # noqa: PLR2004 - two are drawn
        return None
    return float((counts * (counts - 1)).sum()) / (total * (total - 1))

"""What else is done with such data: four tests of sector pairs that go wrong (method 1.1)."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from scipy.stats import hypergeom, norm, poisson

from queries.gaps.meetings import class_counts
from queries.gaps.participations import Ints, Participations

Floats = NDArray[np.float64]
ITERATIONS = 2_000
CLOSE = 1e-10


def presence_hypergeometric(columns: Participations, classes: int) -> Floats:
    """Two-sided p of the arenas where both sectors are, given how many have each (SVN-style)."""
    present = _counts(columns, classes) > 0
    arenas = present.shape[0]
    both = present.T.astype(np.int64) @ present
    alone = present.sum(axis=0)
    low = hypergeom.cdf(both, arenas, alone[:, None], alone[None, :])
    high = hypergeom.sf(both - 1, arenas, alone[:, None], alone[None, :])
    return np.minimum(1, 2 * np.minimum(low, high))


def plain_bicm(columns: Participations, classes: int) -> Floats:
    """Two-sided p of T against independent entries with p_ip = x_i·y_p/(1 + x_i·y_p) (BiCM)."""
    chance = _bicm(np.bincount(columns.actor), np.bincount(columns.arena))
    sector = columns.sector[: chance.shape[0]]
    inside = np.array([sector == k for k in range(classes)], np.float64)
    mean = inside @ chance
    spread = inside @ (chance * (1 - chance))
    expected = mean @ mean.T
    variance = spread @ spread.T + spread @ (mean**2).T + (mean**2) @ spread.T
    observed = _observed(columns, classes)
    within = np.arange(classes)
    # n(n − 1) of independent entries: mean μ² − Σp², variance about 4μ²v + 2v²
    expected[within, within] -= (inside @ chance**2).sum(axis=1)
    variance[within, within] = (4 * mean**2 * spread + 2 * spread**2).sum(axis=1)
    z = (observed - expected) / np.sqrt(variance)
    return 2 * norm.sf(np.abs(z))


def projection_poisson(columns: Participations, classes: int) -> Floats:
    """Two-sided p of the weighted ties of two sectors, given the ties either has in all."""
    observed, expected = _mixing(_observed(columns, classes))
    once = np.where(np.eye(classes, dtype=bool), 2, 1)  # ties within stand twice
    low = poisson.cdf(observed / once, expected / once)
    high = poisson.sf(observed / once - 1, expected / once)
    return np.minimum(1, 2 * np.minimum(low, high))


def projection_residual(columns: Participations, classes: int) -> Floats:
    """Two-sided p of the adjusted residual of binary actor–actor ties (Haberman 1973)."""
    ties = np.zeros((classes, classes))
    order = np.argsort(columns.arena, kind="stable")
    bounds = np.flatnonzero(np.diff(columns.arena[order])) + 1
    met = {
        (min(int(i), int(j)), max(int(i), int(j)))
        for members in np.split(columns.actor[order], bounds)
        for place, i in enumerate(members)
        for j in members[place + 1 :]
    }
    for i, j in met:
        ties[columns.sector[i], columns.sector[j]] += 1
        ties[columns.sector[j], columns.sector[i]] += 1
    share = ties.sum(axis=0) / ties.sum()
    observed, expected = _mixing(ties)
    spread = expected * (1 - share[:, None]) * (1 - share[None, :])
    return 2 * norm.sf(np.abs(observed - expected) / np.sqrt(spread))


NAIVE: dict[str, Callable[[Participations, int], Floats]] = {
    "plain BiCM, z of T": plain_bicm,
    "hypergeometric on arenas with both": presence_hypergeometric,
    "weighted projection, Poisson": projection_poisson,
    "binary projection, adjusted residual": projection_residual,
}


def _counts(columns: Participations, classes: int) -> Ints:
    counts = class_counts(columns, classes)
    return counts[counts.sum(axis=1) > 0]


def _observed(columns: Participations, classes: int) -> Floats:
    counts = _counts(columns, classes)
    observed = (counts.T @ counts).astype(np.float64)
    observed[np.arange(classes), np.arange(classes)] = (counts * (counts - 1)).sum(axis=0)
    return observed


def _mixing(both: Floats) -> tuple[Floats, Floats]:
    """Ties between and twice those within, and what their totals would give."""
    total = both.sum()
    return both, np.outer(both.sum(axis=0), both.sum(axis=1)) / total


def _bicm(activity: Ints, sizes: Ints) -> Floats:
    """The chances of the bipartite configuration model, by fixed-point iteration."""
    x = activity / np.sqrt(activity.sum())
    y = sizes / np.sqrt(sizes.sum())
    for _ in range(ITERATIONS):
        before = x
        x = activity / (y / (1 + np.outer(x, y))).sum(axis=1)
        y = sizes / (x[:, None] / (1 + np.outer(x, y))).sum(axis=0)
        if np.max(np.abs(x - before)) < CLOSE:
            break
    both = np.outer(x, y)
    return np.asarray(both / (1 + both), np.float64)

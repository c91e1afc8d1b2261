"""How sure the ratio R of a pair is: arenas resampled within strata, the null draws kept.

R* = ΣT_p/ΣE_p over the resampled arenas p, with E_p the arena's mean over the null draws, not
refitted (method part 0b, rule 6).
"""

from hashlib import sha256
from itertools import combinations_with_replacement
from math import sqrt
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from queries.gaps.meetings import Tested
from queries.gaps.null_model import pair_columns
from queries.gaps.participations import Ints
from queries.gaps.verdicts import OTHER_DRAWS

RESAMPLES = 1_000
LEVEL = 0.90
LEAST_ARENAS_MET = 5  # in fewer, resampling arenas says nothing
MOST_AT_ONCE = 2_000_000  # arenas, over some resamples: 16 MB each for the draws and the counts

Floats = NDArray[np.float64]


class Bounds(NamedTuple):
    """The interval of R, and between which two its ends lie with other resamples of as many.

    The rank of an end has an SE of √(n·p(1 − p)) of n at quantile p.
    """

    usual: tuple[float, float]
    widest: tuple[float, float]
    narrowest: tuple[float, float]


def intervals(
    part: Tested, mean_in: Floats, counts: Ints, *, seed: int
) -> dict[tuple[int, int], Bounds]:
    """The 90 % percentile interval of R of every two classes that have one, s ≤ t.

    ``counts`` is n_ps per arena and class, ``mean_in`` the mean of T in each tested arena as the
    null draws give it. A pair has none where its two classes meet in fewer than five arenas.
    """
    classes = counts.shape[1]
    observed_sums = np.zeros((RESAMPLES, mean_in.shape[1]))
    expected_sums = np.zeros_like(observed_sums)
    met = np.zeros(mean_in.shape[1], np.int64)
    begin = 0
    for table in part.tables:
        observed = met_in_arenas(counts[table.arenas])
        expected = mean_in[begin : begin + table.arenas.size]
        begin += table.arenas.size
        met += (observed > 0).sum(axis=0)
        both = np.hstack((observed.astype(np.float64), expected))
        _add_resampled(both, generator(seed, table.key), observed_sums, expected_sums)
    with np.errstate(invalid="ignore", divide="ignore"):  # nothing expected: no ratio
        ratios = observed_sums / expected_sums
    few = (met < LEAST_ARENAS_MET) | ~np.isfinite(ratios).all(axis=0)
    columns = pair_columns(classes)
    return {
        (s, t): _bounds(ratios[:, columns[s, t]])
        for s, t in combinations_with_replacement(range(classes), 2)
        if not few[columns[s, t]]
    }


def _bounds(ratios: Floats) -> Bounds:
    tail = (1 - LEVEL) / 2
    error = OTHER_DRAWS * sqrt(tail * (1 - tail) / ratios.size)
    outer, end, inner = tail - error, tail, tail + error
    quantiles = np.quantile(ratios, (end, 1 - end, outer, 1 - outer, inner, 1 - inner))
    low, high, least, most, low_inside, high_inside = map(float, quantiles)
    return Bounds((low, high), (least, most), (low_inside, high_inside))


def met_in_arenas(counts: Ints) -> Ints:
    """T of every pair in every arena: from (arenas, classes) to (arenas, pairs)."""
    first, second = np.triu_indices(counts.shape[1])
    product = counts[:, first] * counts[:, second]
    within = first == second
    product[:, within] = counts[:, first[within]] * (counts[:, first[within]] - 1) // 2
    return np.asarray(product, np.int64)


def _add_resampled(
    both: Floats, random: np.random.Generator, observed: Floats, expected: Floats
) -> None:
    """Add one stratum's sums, as many arenas drawn with replacement as it has."""
    arenas, pairs = both.shape[0], observed.shape[1]
    at_once = min(RESAMPLES, max(1, MOST_AT_ONCE // arenas))
    for begin in range(0, RESAMPLES, at_once):
        some = min(at_once, RESAMPLES - begin)
        drawn = random.integers(0, arenas, (some, arenas))
        drawn += np.arange(some)[:, None] * arenas
        times = np.bincount(drawn.reshape(-1), minlength=some * arenas)
        sums = times.reshape(some, arenas).astype(np.float64) @ both
        observed[begin : begin + some] += sums[:, :pairs]
        expected[begin : begin + some] += sums[:, pairs:]


def generator(seed: int, key: str) -> np.random.Generator:
    """The random stream of one stratum's resamples, whatever the other strata are."""
    digest = sha256(f"{seed}\x1e{key}\x1eresampled arenas".encode()).digest()
    return np.random.Generator(np.random.PCG64(int.from_bytes(digest, "little")))

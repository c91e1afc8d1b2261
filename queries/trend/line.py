"""The line log E[T_t] = log E_t + α + βt through yearly counts, the null expectation as offset.

Quasi-Poisson: α and β by maximum likelihood, their spread by Pearson's dispersion.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
LEAST_YEARS = 5  # of a line
MOST_BETWEEN = 10  # years from one of a spell to the next
STEPS = 200
LARGEST_STEP = 0.5  # on the log scale, a year
EXACT = 1e-11


def held_together(years: Floats) -> Bools:
    """Which of some years, in order, make one line: spells long enough for a line of their own.

    More than ten years part two spells. Where several are long enough the line is of all of them:
    of the longest alone it would be silent about the others, the newest perhaps. Where none is, it
    is of that with most years, of equals the last. One year far from all others would decide the
    line, as a date that was left empty does when it is read as 1900.
    """
    spell = _spell_of(years)
    sizes = np.bincount(spell)
    enough = sizes >= LEAST_YEARS
    if enough.any():
        return np.asarray(enough[spell])
    largest = np.flatnonzero(sizes == sizes.max(initial=0))
    return np.asarray(spell == largest[-1]) if largest.size else np.zeros(0, np.bool_)


def spells(years: Sequence[int]) -> list[tuple[int, int]]:
    """The first and the last year of each spell of some years, in order."""
    told, spell = np.array(years, np.float64), _spell_of(np.array(years, np.float64))
    parts = [told[spell == number] for number in np.unique(spell)]
    return [(int(part[0]), int(part[-1])) for part in parts]


def _spell_of(years: Floats) -> NDArray[np.int64]:
    return np.cumsum(np.diff(years, prepend=years[:1]) > MOST_BETWEEN)


class Line(NamedTuple):
    """β a year, Pearson's dispersion, and the standard error of β with it."""

    slope: float
    dispersion: float
    error: float


def slopes(observed: Floats, expected: Floats, years: Floats) -> Floats:
    """β of every row; nan where the likelihood has no maximum.

    With α = log(ΣT/ΣE·e^βt) put in, β makes the mean of t under weights E·e^βt that under T. That
    mean rises with β, so that there is one β, and none where all that was counted lies in the first
    or in the last of the years with anything expected.
    """
    time = years - years.mean()
    total = observed.sum(axis=-1)
    with np.errstate(invalid="ignore", divide="ignore"):  # nothing counted: no slope
        wanted = observed @ time / total
    possible = expected > 0
    first = np.where(possible, time, np.inf).min(axis=-1)
    last = np.where(possible, time, -np.inf).max(axis=-1)
    slope = np.zeros(wanted.shape)
    for _ in range(STEPS):
        mean, spread = _moments(slope, expected, time)
        with np.errstate(invalid="ignore", divide="ignore"):
            step = np.clip((wanted - mean) / spread, -LARGEST_STEP, LARGEST_STEP)
        step = np.nan_to_num(step)
        slope = slope + step
        if np.all(np.abs(step) < EXACT):
            break
    exists = (wanted > first) & (wanted < last) & (np.abs(step) < EXACT)
    return np.where(exists, slope, np.nan)


def line(observed: Floats, expected: Floats, years: Floats) -> Line | None:
    """The line through one series; None where there is none, or fewer than three years.

    Every year has something expected: where nothing is, there is nothing to compare.
    """
    slope = float(slopes(observed[None], expected[None], years)[0])
    if np.isnan(slope) or years.size < 3:  # noqa: PLR2004 - two parameters leave nothing
        return None
    time = years - years.mean()
    weight = expected * np.exp(slope * time)
    fitted = observed.sum() * weight / weight.sum()
    dispersion = float(((observed - fitted) ** 2 / fitted).sum() / (years.size - 2))
    _, spread = _moments(np.array(slope), expected, time)
    error = float(np.sqrt(dispersion / (observed.sum() * spread)))
    return Line(slope, dispersion, error)


def two_sided(found: Line, years: int) -> float:
    """p of no slope, by t on n − 2 degrees of freedom."""
    from scipy.stats import t  # a second to load, which few questions need

    if found.error == 0:
        return 1.0 if found.slope == 0 else 0.0
    return float(2 * t.sf(abs(found.slope) / found.error, years - 2))


def _moments(slope: Floats, expected: Floats, time: Floats) -> tuple[Floats, Floats]:
    """Mean and variance of t under weights E·e^βt."""
    exponent = slope[..., None] * time
    weight = expected * np.exp(exponent - exponent.max(axis=-1, keepdims=True))
    weight = weight / np.maximum(weight.sum(axis=-1, keepdims=True), 1e-300)
    mean = weight @ time
    return mean, np.maximum(weight @ time**2 - mean**2, 0.0)

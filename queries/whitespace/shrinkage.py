"""Ratios drawn towards each other by how little is known of them; for ranking and display only."""

from math import exp
from typing import NamedTuple

import numpy as np

from queries.whitespace.independence import Counts, Floats
from queries.whitespace.verdicts import INTERVAL

LARGEST = 1e6  # of a shape: the cells do not differ more than chance, and all become one ratio
SMALLEST = 1e-3
LEVEL = 1e-6  # of a log-likelihood: what differs by less is as likely


class Shrunk(NamedTuple):
    """The posterior of a ratio: its median and 90 % interval."""

    median: float
    low: float
    high: float


class Prior(NamedTuple):
    """λ ~ Γ(shape, rate) of the ratios of one table."""

    shape: float
    rate: float


def prior_of(observed: Counts, expected: Floats) -> Prior | None:
    """Shape and rate by marginal maximum likelihood (Clayton & Kaldor 1987, Biometrics 43:671).

    O is negative binomial given E once λ is integrated out. None where nothing is expected. Where
    the ratios do not differ more than chance, the likelihood hardly falls or rises towards the
    largest shape, and where a search stops there hangs on the last digit of E: then it is the
    largest.
    """
    from scipy.optimize import minimize
    from scipy.special import gammaln

    seen = expected > 0
    o, e = observed[seen].astype(np.float64), expected[seen]
    if not o.size or not o.sum():
        return None

    def deviance(at: Floats) -> float:
        shape, rate = exp(at[0]), exp(at[1])
        terms = gammaln(shape + o) - gammaln(shape) + shape * np.log(rate / (rate + e))
        return -float((terms + o * np.log(e / (rate + e))).sum())

    bounds = [(np.log(SMALLEST), np.log(LARGEST))] * 2
    start = np.log([1.0, max(e.sum() / o.sum(), SMALLEST)])
    found = minimize(deviance, start, method="L-BFGS-B", bounds=bounds)
    ratio = float(o.sum() / e.sum())
    one = Prior(LARGEST * min(ratio, 1.0), LARGEST * min(1 / ratio, 1.0))
    if deviance(np.log(one)) <= found.fun + LEVEL:
        return one
    return Prior(exp(found.x[0]), exp(found.x[1]))


def shrunk(prior: Prior, observed: int, expected: float) -> Shrunk:
    """The posterior of O/E in one cell: Γ(shape + O, rate + E)."""
    from scipy.special import gammaincinv

    tail = (1 - INTERVAL) / 2
    shape, rate = prior.shape + observed, prior.rate + expected
    low, median, high = (float(gammaincinv(shape, at)) / rate for at in (tail, 0.5, 1 - tail))
    return Shrunk(median, low, high)

"""Rankings of actors and arenas by one measure."""

from typing import get_args

import numpy as np

from graph_schema.network_answers import RankedBy
from queries.network.measured import LEAST_MASS, MASS, Measured, relative_constraint
from queries.network.two_mode import Floats, Ints

MEASURES: tuple[RankedBy, ...] = get_args(RankedBy)
ARENAS = "arenas"  # the ranking of arenas by cut mass, beside those of actors
FIRST = 20  # of a ranking: as many as a person reads


def score(measured: Measured, by: str) -> Floats:
    """Greater comes first; nan is not ranked: nothing hangs on it, or it is not compared."""
    if by == "constraint":
        return -relative_constraint(measured)
    if by == ARENAS:
        mass = measured.arena_cuts[:, MASS]
        return np.where(mass >= LEAST_MASS, mass, np.nan)
    value = {
        "sole_pairs": measured.sole_total,
        "cut_mass": measured.actor_cuts[:, MASS],
        "brokerage": measured.roles[:, -1],
        "betweenness": measured.betweenness,
    }[by]
    least = LEAST_MASS if by == "cut_mass" else np.finfo(np.float64).tiny
    return np.where(value >= least, value, np.nan).astype(np.float64)


def ranked(scores: Floats) -> Ints:
    """Places of what is ranked, first first; equal scores in the order of their numbers."""
    some = np.flatnonzero(~np.isnan(scores))
    return np.asarray(some[np.argsort(-scores[some], kind="stable")], np.int64)

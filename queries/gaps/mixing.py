"""Figures of the whole table against their null: E-I index, assortativity, arenas of many sectors.

None of them is to be read without its null: most actors being of other sectors, and arenas being
cliques, push the raw values far from nought by themselves (method 1.2, 1.3, 4.11).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from queries.gaps.participations import Bools, Ints

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Against:
    """One figure, and what the null draws give for it; nan where it has no value."""

    observed: float
    draws: Floats


def figures(observed: Ints, drawn: Ints, compared: Bools) -> tuple[Against, Against]:
    """E-I index and assortativity of the compared classes, from T and its null draws."""
    own, others = observed[compared][:, compared], drawn[:, compared][:, :, compared]
    return (
        Against(float(ei_index(own[None])[0]), ei_index(others)),
        Against(float(assortativity(own[None])[0]), assortativity(others)),
    )


def ei_index(meetings: Ints) -> Floats:
    """(E − I)/(E + I), E = Σ_{s<t} T_st and I = ΣT_ss (Krackhardt & Stern 1988, SPQ 51:123).

    From (tables, classes, classes), symmetric, to one value per table.
    """
    internal = np.trace(meetings, axis1=1, axis2=2).astype(np.float64)
    external = np.triu(meetings, 1).sum(axis=(1, 2)).astype(np.float64)
    return _divided(external - internal, external + internal)


def assortativity(meetings: Ints) -> Floats:
    """r = (Σe_ss − Σa_s²)/(1 − Σa_s²) with e the shares of meetings (Newman 2003, PRE 67:026126).

    A meeting of s with t is half in e_st and half in e_ts; a_s = Σ_t e_st.
    """
    both = meetings.astype(np.float64)
    within = np.arange(both.shape[1])
    both[:, within, within] *= 2
    share = _divided(both, both.sum(axis=(1, 2))[:, None, None])
    expected = (share.sum(axis=2) ** 2).sum(axis=1)
    return _divided(np.trace(share, axis1=1, axis2=2) - expected, 1 - expected)


def arenas_of_many(counts: Ints, compared: Bools) -> tuple[int, int]:
    """How many arenas have actors of at least three, and of at least four, compared classes."""
    different = (counts[:, compared] > 0).sum(axis=1)
    return int((different >= 3).sum()), int((different >= 4).sum())  # noqa: PLR2004


def _divided(above: Floats, below: Floats) -> Floats:
    with np.errstate(invalid="ignore", divide="ignore"):  # 0/0 is nan: no meetings, no value
        return np.asarray(above / below, np.float64)

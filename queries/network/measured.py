"""What is measured of a network, as arrays that can be kept, and the limits that apply."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from queries.network.two_mode import Bools, Floats, Ints, TwoMode

LARGE_ARENA = 25  # one of more actors gives hundreds of ties, which its members did not choose
EXACT_LIMIT = 30_000  # participations: up to here betweenness starts from every node
PIVOTS = 256  # starting points of a sample; its top twenty then agree to .86 with the exact one
LEAST_DEGREE = 5  # partners, below which constraint is not compared
BANDS = (5, 10, 20, 50, 100)  # least degree of each band; the last has no end
LEAST_MASS = 3  # fewer actors are left hanging by any small project
HIDDEN_SHARE = 0.2  # of the participations, to see what a ranking hangs on
REPEATS = 20
ROLES = ("coordinator", "consultant", "gate", "liaison", "unplaced", "total")
TESTED_ROLES = tuple(role for role in ROLES if role != "unplaced")
LED_ROLES = (
    "coordinator", "consultant", "representative", "gatekeeper", "liaison", "unplaced", "total",
)  # fmt: skip
PIECES, MASS, NEXT, APART = range(4)  # columns of what a removal leaves


@dataclass(frozen=True)
class World:
    """Who took part where, who led, and the sector of each actor; ``unknown`` is one of them."""

    graph: TwoMode
    leads: Bools
    sector: NDArray[np.int8]
    classes: int
    unknown: int

    def only(self, rows: Bools) -> "World":
        """The same with some of the participations."""
        kept = self.graph.only(rows)
        return World(kept, self.leads[rows], self.sector, self.classes, self.unknown)


@dataclass(frozen=True)
class Measured:
    """One value per actor, per arena or per bridge; pairs are unordered, paths from led are not."""

    arenas: Ints
    partners: Ints
    roles: Ints  # columns as in ROLES
    led: Ints  # columns as in LED_ROLES; no rows where nobody leads
    sole: Ints  # by the two sectors, above the diagonal
    credit: Floats
    constraint: Floats
    effective_size: Floats
    actor_cuts: Ints  # columns as in Cuts, as for arenas
    betweenness: Floats
    error: Floats  # nan where exact

    participants: Ints
    arena_cuts: Ints

    bridge_ends: Ints  # actor, arena
    bridge_cuts: Ints  # mass, apart

    pieces: Ints
    fragmentation: Floats  # one value
    starts: Ints  # one value

    @property
    def sole_total(self) -> Ints:
        """U of every actor."""
        return np.asarray(self.sole.sum(axis=(1, 2)), np.int64)

    @classmethod
    def of(cls, arrays: Mapping[str, NDArray[Any]]) -> "Measured":
        """From arrays by name; KeyError where one is missing."""
        return cls(**{field.name: arrays[field.name] for field in fields(cls)})


def bands(degree: Ints) -> Ints:
    """The band of each degree, −1 for those below the least."""
    return np.asarray(np.searchsorted(np.array(BANDS), degree, side="right") - 1, np.int64)


def relative_constraint(measured: Measured) -> Floats:
    """Constraint over the median of the actor's band; nan for those it is not compared for.

    Constraint itself falls with degree: ranked by it, whoever has most partners comes first.
    """
    band = bands(measured.partners)
    found = np.full(band.size, np.nan)
    for number in range(len(BANDS)):
        inside = band == number
        if inside.any():
            values = measured.constraint[inside]
            found[inside] = values / np.median(values)
    return found


def most_between(own: int, others: int) -> float:
    """The most betweenness a node could have on a two-mode graph (Borgatti & Everett 1997).

    ``own`` nodes are of its mode, ``others`` of the other.
    """
    if own == 0 or others == 0:
        return 0.0
    s, t = divmod(own - 1, others)
    return (others**2 * (s + 1) ** 2 + others * (s + 1) * (2 * t - s - 1) - t * (2 * s - t + 3)) / 2

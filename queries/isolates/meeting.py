"""Whom each actor has met: anybody at all, and anybody who may be of another sector."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from queries.gaps.participations import Bools, Participations, of_rows
from queries.network.two_mode import Ints, TwoMode


@dataclass(frozen=True)
class Classes:
    """The sector of each actor; ``unknown`` is the one that stands for none known."""

    of: NDArray[np.integer]
    count: int
    unknown: int


def in_company(graph: TwoMode) -> Bools:
    """Who has met anybody at all."""
    return _any(graph, graph.sizes[graph.arena] > 1)


def across(graph: TwoMode, classes: Classes, counts: Ints) -> Bools:
    """Who has met anybody not known to be of the same sector; ``counts`` as ``per_class`` has them.

    Who has met an actor of unknown sector may have met another sector, and is not said to lack one.
    """
    sector = classes.of[graph.actor]
    own = counts[graph.arena, sector]
    own[sector == classes.unknown] = 1  # such an actor is of no sector that others could share
    return _any(graph, graph.sizes[graph.arena] > own)


def per_class(graph: TwoMode, classes: Classes) -> Ints:
    """n_ps: how many actors of each sector take part in each arena."""
    cells = graph.arena.astype(np.int64) * classes.count + classes.of[graph.actor]
    found = np.bincount(cells, minlength=graph.arenas * classes.count)
    return found.reshape(graph.arenas, classes.count)


def two_mode(participations: Participations) -> TwoMode:
    """The participations as a graph."""
    sizes = participations.sector.size, participations.arena_source.size
    return TwoMode(participations.actor, participations.arena, *sizes)


def listed_whole(participations: Participations) -> Participations:
    """Those in arenas whose lists are complete: who is not on another list may have been there."""
    kept: Bools = participations.arena_partners_known[participations.arena]
    return of_rows(participations, kept)


def _any(graph: TwoMode, rows: Bools) -> Bools:
    found = np.zeros(graph.actors, np.bool_)
    found[graph.actor[rows]] = True
    return found

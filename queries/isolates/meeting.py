"""Whom each actor has met: anybody at all, and anybody who may be of another sector."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from queries.gaps.participations import Bools, Participations
from queries.network.two_mode import Ints, TwoMode


@dataclass(frozen=True)
class Classes:
    """The sector of each actor; ``unknown`` is the one that stands for none known."""

    of: NDArray[np.integer]
    count: int
    unknown: int


@dataclass(frozen=True)
class Met:
    """Per actor: co-participations with anybody, and with anybody not known to be of its sector.

    Who has met an actor of unknown sector may have met another sector, and is not said to lack one.
    """

    anybody: Ints
    across: Ints


def met(graph: TwoMode, classes: Classes) -> Met:
    """Count every actor's co-participations; O(participations + arenas × sectors)."""
    sector = classes.of[graph.actor].astype(np.int64)
    counts = per_class(graph, classes)
    others = graph.sizes[graph.arena] - 1
    own = counts[graph.arena, sector] - 1
    across = np.where(sector == classes.unknown, others, others - own)
    return Met(_summed(graph, others), _summed(graph, across))


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
    return replace(
        participations,
        actor=participations.actor[kept],
        arena=participations.arena[kept],
        leads=participations.leads[kept],
    )


def _summed(graph: TwoMode, values: NDArray[np.integer]) -> Ints:
    weights = values.astype(np.float64)
    return np.bincount(graph.actor, weights=weights, minlength=graph.actors).astype(np.int64)

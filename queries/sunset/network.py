"""The network of one day: arenas that may go on, who takes part, and ties between sectors."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from graph_schema.vocabularies import MEETINGS, Sector
from queries.lookup.things import fields_of
from queries.readmodel.open import ReadModel
from queries.sunset.quarters import first_day, last_day

OPEN = date.max.toordinal()
"""The end of what has no stated end."""
NOT_GOING_ON = 0
"""The end of what has not begun, or is over: no day has this number."""
UNKNOWN_SECTOR = tuple(Sector).index(Sector.UNKNOWN)
UNKNOWN_YEAR = -1

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Present:
    """Participations of a day in arenas numbered anew; ``end`` is the last day of each arena."""

    arena_of: Ints  # number of each arena in the model
    end: Ints
    actor: Ints
    arena: Ints


@dataclass(frozen=True)
class Ties:
    """Pairs of actors of different known sectors, and the last day of the last of their arenas."""

    a: Ints
    b: Ints
    end: Ints
    pair: Ints  # one per meeting: its tie
    meeting_arena: Ints  # and its arena


def present(model: ReadModel, day: date) -> Present:
    """The arenas that may go on that day with those who take part, units as their organisation.

    What has begun by its stated start, or states none, and has not ended by its stated end, or
    states none: of what states none it is unknown whether it goes on. A meeting with a start alone
    ends with it.
    """
    counted = model.columns.rolled_up
    ends = ends_on(model, day)
    return taking_part(ends, counted.actor, counted.arena)


def taking_part(
    ends: Ints, actor: NDArray[np.integer[Any]], arena: NDArray[np.integer[Any]]
) -> Present:
    """Those who take part where it may go on; ``ends`` as ``ends_on`` has them, one per arena."""
    arenas = np.flatnonzero(ends > NOT_GOING_ON)
    number = np.full(ends.size, -1, np.int64)
    number[arenas] = np.arange(arenas.size)
    inside = number[arena] >= 0
    return Present(arenas, ends[arenas], actor[inside].astype(np.int64), number[arena[inside]])


def ends_on(model: ReadModel, day: date) -> Ints:
    """The last day of each arena that may go on that day, and nought of the others."""
    columns = model.columns
    begun = (columns.arena_year == UNKNOWN_YEAR) | (columns.arena_year <= day.year)
    goes_on = (columns.arena_end == UNKNOWN_YEAR) | (columns.arena_end >= day.year)
    candidates = np.flatnonzero(begun & goes_on).astype(np.int64)
    nodes = columns.arena_node[candidates]
    fields = fields_of(model, nodes.tolist())
    ends = np.full(columns.arena_node.size, NOT_GOING_ON, np.int64)
    for arena, node in zip(candidates.tolist(), nodes.tolist(), strict=True):
        start, end = (fields[node].get(name) for name in ("start", "end"))
        if end is None and fields[node].get("collaboration_kind") in MEETINGS:
            end = start  # a meeting is over with the day it is on, or with the year of it
        last = last_day(end) if end is not None else None
        if (start is None or first_day(start) <= day) and (last is None or last >= day):
            ends[arena] = OPEN if last is None else last.toordinal()
    return ends


def ties_of(model: ReadModel, here: Present) -> Ties:
    """Every pair that meets across sectors."""
    return ties_between(np.asarray(model.columns.sector), here)


def ties_between(sector: NDArray[np.integer[Any]], here: Present) -> Ties:
    """The same with the sector of each actor given. O(Σ participants² of an arena)."""
    known = sector[here.actor] != UNKNOWN_SECTOR
    actor, arena = here.actor[known], here.arena[known]
    order = np.lexsort((actor, arena))
    actor, arena = actor[order], arena[order]
    size = np.bincount(arena, minlength=here.end.size)
    last = np.cumsum(size)[arena]
    after = last - np.arange(actor.size) - 1  # how many of the same arena come after each
    first = np.repeat(np.arange(actor.size), after)
    step = np.arange(first.size) - np.repeat(np.cumsum(after) - after, after)
    second = first + step + 1
    across = sector[actor[first]] != sector[actor[second]]
    first, second = first[across], second[across]
    keys = actor[first] * max(sector.size, 1) + actor[second]
    pairs, place = np.unique(keys, return_inverse=True)
    end = np.zeros(pairs.size, np.int64)
    np.maximum.at(end, place, here.end[arena[first]])
    return Ties(pairs // max(sector.size, 1), pairs % max(sector.size, 1), end, place, arena[first])


def last_of(ties: Ties, actors: int) -> Ints:
    """The day each actor's last tie ends; 0 for who has none."""
    end = np.zeros(actors, np.int64)
    np.maximum.at(end, ties.a, ties.end)
    np.maximum.at(end, ties.b, ties.end)
    return end


def giant_share(here: Present, after: int) -> float | None:
    """The part of the day's actors in the largest piece that arenas ending later hold together."""
    from scipy.sparse import coo_array  # loaded where a network is looked at
    from scipy.sparse.csgraph import connected_components

    actors, actor = np.unique(here.actor, return_inverse=True)
    if not actors.size:
        return None
    kept = here.end[here.arena] > after
    size = actors.size + here.end.size
    ends = (actor[kept], here.arena[kept] + actors.size)
    graph = coo_array((np.ones(ends[0].size, np.int8), ends), shape=(size, size))
    _, piece = connected_components(graph, directed=False)
    largest = np.bincount(piece[: actors.size]).max() if kept.any() else 0
    return int(largest) / int(actors.size)

"""What was true in a period: an unknown date rules nothing out, and is marked."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from graph_schema.answers import Ref
from graph_schema.edges import ParticipatesIn
from graph_schema.nodes import ARENAS
from queries.errors import MalformedQuestionError
from queries.lookup.remembered import once_a_model
from queries.lookup.things import outward
from queries.readmodel.columns import Bools, Ints, gathered, lists
from queries.readmodel.open import ReadModel

UNKNOWN = -1
YEARS = (1, 9999)


class Period(NamedTuple):
    """From the beginning of a year to the end of another."""

    first: int
    last: int

    def may_hold(self, start: Ints, end: Ints) -> Bools:
        """Which of these years may overlap the period."""
        early = (start == UNKNOWN) | (start <= self.last)
        late = (end == UNKNOWN) | (end >= self.first)
        return np.asarray(early & late)

    def surely_holds(self, start: Ints, end: Ints) -> Bools:
        """Which of these years, where stated, put something into the period for sure."""
        starts, ends = (
            (year != UNKNOWN) & (year >= self.first) & (year <= self.last) for year in (start, end)
        )
        across = (start != UNKNOWN) & (start <= self.last) & (end >= self.first)
        return np.asarray(starts | ends | across)


class Years(NamedTuple):
    """First and last year of every node and tie, by its number."""

    start: NDArray[np.int16]
    end: NDArray[np.int16]


def period_of(first: int | None, last: int | None) -> Period | None:
    """The period between two years, either of them open; None where both are."""
    if first is None and last is None:
        return None
    period = Period(YEARS[0] if first is None else first, YEARS[1] if last is None else last)
    for field, year in (("period_from", period.first), ("period_to", period.last)):
        if not YEARS[0] <= year <= YEARS[1]:
            raise MalformedQuestionError(field, year, "a year from 1 to 9999")
    if period.first > period.last:
        expected = f"a year no later than {period.last}, the last one"
        raise MalformedQuestionError("period_from", period.first, expected)
    return period


@once_a_model
def years_of(model: ReadModel) -> Years:
    """The years of one version."""
    columns = model.columns
    nodes, owners = columns.node_label.size, columns.owner_first.size - 1
    found = Years(np.full(owners, UNKNOWN, np.int16), np.full(owners, UNKNOWN, np.int16))
    found.start[:nodes], found.end[:nodes] = columns.node_start, columns.node_end
    for row in model.ask("dated_ties", {"limit": owners}):
        found.start[row["n"]] = UNKNOWN if row["start"] is None else row["start"]
        found.end[row["n"]] = UNKNOWN if row["end"] is None else row["end"]
    return found


def holding(model: ReadModel, period: Period | None) -> Bools:
    """Per node and tie, by number, whether it may have been there in the period."""
    years = years_of(model)
    if period is None:
        return np.ones(years.start.size, np.bool_)
    return period.may_hold(years.start, years.end)


def is_dated(model: ReadModel, n: int, period: Period) -> bool:
    """Whether its own dates put a node or tie into the period for sure."""
    years = years_of(model)
    return bool(period.surely_holds(years.start[n], years.end[n]))


def dated_nodes(model: ReadModel, nodes: Ints, period: Period) -> Bools:
    """The same of many nodes."""
    columns = model.columns
    return period.surely_holds(columns.node_start[nodes], columns.node_end[nodes])


def undated(
    model: ReadModel, named: Mapping[int, Ref], nodes: Iterable[int], period: Period | None
) -> tuple[str, ...]:
    """The ids of the nodes that only an unknown date lets in."""
    if period is None:
        return ()
    return tuple(named[n].id for n in nodes if not is_dated(model, n, period))


def is_tie_dated(model: ReadModel, edge: int, ends: tuple[int, int], period: Period) -> bool:
    """The same of a tie, which without dates of its own has those of the arena it belongs to."""
    years = years_of(model)
    if UNKNOWN == years.start[edge] == years.end[edge]:
        places = [model.labels.index(label) for label in ARENAS if label in model.labels]
        arenas = [n for n in ends if model.columns.node_label[n] in places]
        return bool(arenas) and is_dated(model, arenas[0], period)
    return is_dated(model, edge, period)


class Meetings(NamedTuple):
    """Who takes part in which arena, both ways: ``lists`` of actors and of arenas."""

    actor_first: NDArray[np.int64]
    actor_arenas: Ints
    arena_first: NDArray[np.int64]
    arena_actors: Ints

    def arenas_of(self, actors: Ints) -> tuple[Ints, NDArray[np.int64]]:
        """The arenas of these actors one after the other, and how many each has."""
        return gathered(self.actor_first, self.actor_arenas, actors)

    def actors_in(self, arenas: Ints) -> tuple[Ints, NDArray[np.int64]]:
        """The actors in these arenas one after the other, and how many each has."""
        return gathered(self.arena_first, self.arena_actors, arenas)


def meetings(model: ReadModel, period: Period | None) -> Meetings:
    """The counted participations that may have been in the period. O(participations)."""
    columns = model.columns
    if period is None:
        return Meetings(
            columns.actor_first, columns.actor_arenas, columns.arena_first, columns.arena_actors
        )
    holds = holding(model, period)
    kept = holds[columns.actor_node[columns.actor]] & holds[columns.arena_node[columns.arena]]
    kept &= _not_over(model, holds)
    actor, arena = columns.actor[kept], columns.arena[kept]
    return Meetings(
        *lists(actor, arena, columns.actor_node.size), *lists(arena, actor, columns.arena_node.size)
    )


def _not_over(model: ReadModel, holds: Bools) -> Bools:
    """Which participations have a tie whose own dates let it be in the period."""
    columns = model.columns
    taking_part = np.flatnonzero(columns.tie_kind == outward(model, ParticipatesIn.LABEL))
    ties = holds[columns.tie_edge[taking_part]]
    if ties.all():
        return np.ones(columns.actor.size, np.bool_)
    node = np.searchsorted(columns.tie_first, taking_part[ties], side="right") - 1
    other = columns.tie_other[taking_part[ties]]
    arenas = columns.arena_node.size
    pairs = columns.node_index[node].astype(np.int64) * arenas + columns.node_index[other]
    return np.asarray(np.isin(columns.actor.astype(np.int64) * arenas + columns.arena, pairs))

"""How two actors are connected through the arenas they and others take part in."""

from collections.abc import Iterator
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from graph_schema.answers import GraphPath, PathsAnswer
from graph_schema.nodes import Actor
from queries.errors import BadQuestionError
from queries.lookup.period import Meetings, Period, meetings, undated
from queries.lookup.things import find, refs
from queries.readmodel.columns import Ints
from queries.readmodel.open import ReadModel

MOST_PATHS = 100
NOT_REACHED = -1

Steps = NDArray[np.int32]


def paths(
    model: ReadModel,
    start: str,
    end: str,
    *,
    period: Period | None = None,
    max_paths: int = 10,
) -> PathsAnswer:
    """Shortest paths actor–arena–actor between two actors, in the order of the ids on the way.

    ``length`` counts ties: 2 where both take part in one arena. ``more`` says that there are more
    shortest paths than were asked for. O(participations).
    """
    if not 1 <= max_paths <= MOST_PATHS:
        raise BadQuestionError("max_paths", max_paths, f"a number from 1 to {MOST_PATHS}")
    first, last = find(model, Actor.LABEL, start), find(model, Actor.LABEL, end)
    index = model.columns.node_index
    begin, goal = int(index[first.n]), int(index[last.n])
    met = meetings(model, period)
    actors, arenas = _distances(model, met, goal, begin)
    connected = bool(actors[begin] != NOT_REACHED)
    walks = _walks(model, met, begin, (actors, arenas)) if connected else iter(())
    found = [tuple(walk) for walk in islice(walks, max_paths + 1)]
    named = refs(model, (n for walk in found for n in walk))
    return PathsAnswer(
        start=first.ref,
        end=last.ref,
        connected=connected,
        paths=tuple(
            GraphPath(
                nodes=tuple(named[n] for n in walk),
                length=len(walk) - 1,
                undated=undated(model, named, walk[1::2], period),
            )
            for walk in found[:max_paths]
        ),
        more=len(found) > max_paths,
        data_version=model.version,
    )


def _distances(model: ReadModel, met: Meetings, goal: int, begin: int) -> tuple[Steps, Steps]:
    """How many ties every actor and arena is away from the goal, as far as the search had to go."""
    columns = model.columns
    actors: Steps = np.full(columns.actor_node.size, NOT_REACHED, np.int32)
    arenas: Steps = np.full(columns.arena_node.size, NOT_REACHED, np.int32)
    actors[goal] = 0
    frontier, step = np.array([goal]), 0
    while frontier.size and actors[begin] == NOT_REACHED:
        step += 1
        meeting = _unseen(met.arenas_of(frontier)[0], arenas)
        arenas[meeting] = step
        step += 1
        frontier = _unseen(met.actors_in(meeting)[0], actors)
        actors[frontier] = step
    return actors, arenas


def _unseen(reached: Ints, steps: Steps) -> Ints:
    return np.unique(reached[steps[reached] == NOT_REACHED])


def _walks(
    model: ReadModel, met: Meetings, actor: int, steps: tuple[Steps, Steps]
) -> Iterator[list[int]]:
    """Every way on to the goal, each a list of nodes."""
    actors, arenas = steps
    node = int(model.columns.actor_node[actor])
    if actors[actor] == 0:
        yield [node]
        return
    near, _ = met.arenas_of(np.array([actor]))
    for arena in np.sort(near[arenas[near] == actors[actor] - 1]).tolist():
        place = int(model.columns.arena_node[arena])
        others, _ = met.actors_in(np.array([arena]))
        for other in np.sort(others[actors[others] == actors[actor] - 2]).tolist():
            for rest in _walks(model, met, other, steps):
                yield [node, place, *rest]

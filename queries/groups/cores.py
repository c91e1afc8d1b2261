"""(α,β)-cores: who is left when actors of fewer arenas, and arenas of fewer actors, are peeled off.

The cores of a projection are artefacts: one project of thirty actors is a 29-core of it. Peeling
the participations themselves asks for actors in at least α arenas that have at least β of them.
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from queries.gaps.sampler import compiled
from queries.network.two_mode import Ints, TwoMode


class Peeled(NamedTuple):
    """For every actor and arena the largest α of whose core it is part; 0 where of none."""

    actors: Ints
    arenas: Ints

    @property
    def deepest(self) -> int:
        """The largest α there is a core of."""
        return int(self.actors.max(initial=0))


def peel(graph: TwoMode, least_actors: int) -> Peeled:
    """Peel for α = 1, 2, 3, … with β = ``least_actors``; O(participations)."""
    by_actor = np.argsort(graph.actor, kind="stable")
    by_arena = np.argsort(graph.arena, kind="stable")
    actors, arenas = _peel(
        (_first(graph.actor, graph.actors), graph.arena[by_actor].astype(np.int64)),
        (_first(graph.arena, graph.arenas), graph.actor[by_arena].astype(np.int64)),
        least_actors,
    )
    return Peeled(actors, arenas)


def _first(ends: NDArray[np.integer[Any]], nodes: int) -> Ints:
    counted = np.bincount(ends, minlength=nodes)
    return np.concatenate((np.zeros(1, np.int64), np.cumsum(counted)))


class Chains(NamedTuple):
    """Actors in chains by how many arenas they have left; each entry is a link to the next.

    ``heads[d]`` begins the chain of those that have, or once had, d: one link per participation
    and one per actor is enough. ``used[0]`` says how many links there are.
    """

    heads: Ints
    who: Ints
    following: Ints
    used: Ints


class Left(NamedTuple):
    """What each actor and arena has left, and the level it left at; −1 while it is there."""

    degree: Ints
    size: Ints
    level: Ints
    arena_level: Ints


@compiled
def _peel(
    arenas_of: tuple[Ints, Ints], actors_of: tuple[Ints, Ints], least: int
) -> tuple[Ints, Ints]:
    """Every actor waits in the chain of its present degree, and leaves once, with its level."""
    degree, size = np.diff(arenas_of[0]), np.diff(actors_of[0])
    left = Left(degree, size, np.full(degree.size, -1), np.full(size.size, -1))
    for arena in range(size.size):
        if size[arena] < least:
            _close(arena, actors_of, left, 0)
    chains, now = _waiting(degree, arenas_of[1].size), 0
    while now < chains.heads.size:
        link = chains.heads[now]
        if link < 0:
            now += 1
            continue
        chains.heads[now] = chains.following[link]
        actor = chains.who[link]
        if left.level[actor] < 0:
            left.level[actor] = now
            _leave(actor, (arenas_of, actors_of), left, chains, (now, least))
    return left.level, left.arena_level


@compiled
def _leave(
    actor: int,
    ends: tuple[tuple[Ints, Ints], tuple[Ints, Ints]],
    left: Left,
    chains: Chains,
    at: tuple[int, int],
) -> None:
    """Take an actor from its arenas, and close those that it leaves with too few."""
    ((first, arenas), actors_of), (now, least) = ends, at
    for arena in arenas[first[actor] : first[actor + 1]]:
        left.size[arena] -= 1
        if left.size[arena] < least and left.arena_level[arena] < 0:
            _close(arena, actors_of, left, now)
            _wait_again(arena, actors_of, left, chains, now)


@compiled
def _waiting(degree: Ints, participations: int) -> Chains:
    links = degree.size + participations
    heads = np.full(degree.max() + 1 if degree.size else 1, -1)
    who, following = np.empty(links, np.int64), np.empty(links, np.int64)
    chains = Chains(heads, who, following, np.zeros(1, np.int64))
    for node in range(degree.size):
        _wait(chains, node, degree[node])
    return chains


@compiled
def _wait_again(
    arena: int, actors_of: tuple[Ints, Ints], left: Left, chains: Chains, now: int
) -> None:
    """Put who is left of an arena in new chains; who falls below the level joins the level's."""
    first, actor = actors_of
    for other in actor[first[arena] : first[arena + 1]]:
        if left.level[other] < 0:
            _wait(chains, other, max(left.degree[other], now))


@compiled
def _close(arena: int, actors_of: tuple[Ints, Ints], left: Left, now: int) -> None:
    """Take an arena from all who take part in it."""
    left.arena_level[arena] = now
    first, actor = actors_of
    for other in actor[first[arena] : first[arena + 1]]:
        left.degree[other] -= 1


@compiled
def _wait(chains: Chains, actor: int, left: int) -> None:
    link = chains.used[0]
    chains.who[link], chains.following[link] = actor, chains.heads[left]
    chains.heads[left] = link
    chains.used[0] += 1

"""(α,β)-cores: who is left when actors of fewer arenas, and arenas of fewer actors, are peeled off.

The cores of a projection are artefacts: one project of thirty actors is a 29-core of it. Peeling
the participations themselves asks for actors in at least α arenas that have at least β of them.
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from queries.gaps.sampler import compiled
from queries.groups.repeated import Peeled
from queries.network.two_mode import Ints, TwoMode


class Ends(NamedTuple):
    """What every actor, or every arena, is tied to: ``other[first[i]:first[i + 1]]``."""

    first: Ints
    other: Ints


class Left(NamedTuple):
    """What each actor and arena has left, and the level it left at; −1 while it is there."""

    degree: Ints
    size: Ints
    level: Ints
    arena_level: Ints


class Chains(NamedTuple):
    """Actors in chains by how many arenas they have left; each entry is a link to the next.

    ``heads[d]`` begins the chain of those that have, or once had, d: one link per actor and one per
    participation is enough. ``used[0]`` says how many links there are.
    """

    heads: Ints
    who: Ints
    following: Ints
    used: Ints


def peel(graph: TwoMode, least_actors: int) -> Peeled:
    """Peel for α = 1, 2, 3, … with β = ``least_actors``; O(participations)."""
    arenas_of = _ends(graph.actor, graph.arena, graph.actors)
    actors_of = _ends(graph.arena, graph.actor, graph.arenas)
    size = np.diff(actors_of.first)
    closed = size < least_actors  # before anybody is asked for anything
    open_rows = graph.actor[~closed[graph.arena]]
    degree = np.bincount(open_rows, minlength=graph.actors).astype(np.int64)
    left = Left(degree, size, np.full(graph.actors, -1), np.where(closed, 0, -1))
    chains = _chains(degree, graph.actor.size)
    _peel(arenas_of, actors_of, least_actors, left, chains)
    return Peeled(left.level, left.arena_level)


def _ends(own: NDArray[np.integer[Any]], other: NDArray[np.integer[Any]], nodes: int) -> Ends:
    counted = np.bincount(own, minlength=nodes)
    first = np.concatenate((np.zeros(1, np.int64), np.cumsum(counted)))
    return Ends(first, other[np.argsort(own, kind="stable")].astype(np.int64))


def _chains(degree: Ints, participations: int) -> Chains:
    """Every actor in the chain of its degree."""
    links = np.full((2, degree.size + participations), -1)
    heads = np.full(int(degree.max(initial=0)) + 1, -1)
    order = np.argsort(degree, kind="stable")
    links[0, : degree.size] = np.arange(degree.size)
    alike = degree[order[1:]] == degree[order[:-1]]
    links[1, order[1:]] = np.where(alike, order[:-1], -1)
    heads[degree[order]] = order  # of several the last, which leads to the others
    return Chains(heads, links[0], links[1], np.array([degree.size]))


@compiled
def _peel(arenas_of: Ends, actors_of: Ends, least: int, left: Left, chains: Chains) -> None:
    """Every actor waits in the chain of its present degree, and leaves once, with its level."""
    now = 0
    while now < chains.heads.size:
        link = chains.heads[now]
        if link < 0:
            now += 1
            continue
        chains.heads[now] = chains.following[link]
        actor = chains.who[link]
        if left.level[actor] >= 0:
            continue
        left.level[actor] = now
        for place in range(arenas_of.first[actor], arenas_of.first[actor + 1]):
            arena = arenas_of.other[place]
            left.size[arena] -= 1
            if left.size[arena] < least and left.arena_level[arena] < 0:
                left.arena_level[arena] = now
                _close(arena, actors_of, left, chains, now)


@compiled
def _close(arena: int, actors_of: Ends, left: Left, chains: Chains, now: int) -> None:
    """Take an arena from all who are left in it; who falls below the level joins the level's."""
    for place in range(actors_of.first[arena], actors_of.first[arena + 1]):
        actor = actors_of.other[place]
        if left.level[actor] < 0:
            left.degree[actor] -= 1
            chain, link = max(left.degree[actor], now), chains.used[0]
            chains.who[link], chains.following[link] = actor, chains.heads[chain]
            chains.heads[chain] = link
            chains.used[0] += 1

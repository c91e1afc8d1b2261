"""Brokerage counts in null draws: the only base for a z that does not call everybody unusual.

On such draws Gould & Fernandez' own formula calls four actors in five unusual: a projection is made
of cliques, which it does not know.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from queries.gaps import null_model
from queries.gaps.meetings import Tested
from queries.gaps.sampler import Actors, Stream, advance
from queries.network.brokerage import open_pairs, roles
from queries.network.measured import ROLES, TESTED_ROLES, World
from queries.network.measures import unordered
from queries.network.two_mode import Floats, Ints, TwoMode, projection
from queries.steps import Step, silent

NULL_DRAWS = 207  # with the data they fill eight chains; at least 200


class AgainstDraws(NamedTuple):
    """Per actor and role: mean and SD over the draws, and in how many it is as low, or as high."""

    mean: Floats
    sd: Floats
    as_low: Ints
    as_high: Ints


def null_graphs(part: Tested, *, draws: int, seed: int) -> Iterator[TwoMode]:
    """Every null draw as a whole network; what no switch can move stays as it is.

    The same chains, hub and streams as the sector table's, so that the draws are the same ones.
    """
    length, rest = divmod(draws + 1, null_model.CHAINS)
    if rest:
        raise ValueError(f"draws + 1 must be a multiple of {null_model.CHAINS}, got {draws} draws")
    node = null_model.position(seed, length)
    table = _Table(part)
    random = table.streams(seed, 0)
    now = table.data()
    for draw in range(node):
        table.advance(now, random)
        if draw < node - 1:
            yield table.graph(now)
    hub, now = now, table.data()
    for _ in range(length - node):
        table.advance(now, random)
        yield table.graph(now)
    for chain in range(1, null_model.CHAINS):
        random = table.streams(seed, chain)
        now = [actor.copy() for actor in hub]
        for _ in range(length):
            table.advance(now, random)
            yield table.graph(now)


def against_draws(
    world: World, part: Tested, *, seed: int, draws: int = NULL_DRAWS, step: Step | None = None
) -> AgainstDraws:
    """Compare every actor's roles with the draws; O(draws × ties^1.5)."""
    told = step or silent
    observed = role_counts(world, world.graph)
    mean, squares = np.zeros(observed.shape), np.zeros(observed.shape)
    as_low, as_high = np.zeros_like(observed), np.zeros_like(observed)
    for number, graph in enumerate(null_graphs(part, draws=draws, seed=seed), start=1):
        told("null draws", (number - 1) / draws)
        drawn = role_counts(world, graph)
        away = drawn - mean
        mean += away / number
        squares += away * (drawn - mean)
        as_low += drawn <= observed
        as_high += drawn >= observed
    told("null draws", 1.0)
    return AgainstDraws(mean, np.sqrt(squares / (draws - 1)), as_low, as_high)


def role_counts(world: World, graph: TwoMode) -> Ints:
    """Roles of every actor in a network of the same actors, columns as in ``TESTED_ROLES``."""
    ends = open_pairs(projection(graph), world.sector, world.classes)
    counted = unordered(roles(ends, world.sector, world.unknown))
    return counted[:, [ROLES.index(role) for role in TESTED_ROLES]]


class _Table:
    """The participations that move, stratum by stratum, and those that do not."""

    def __init__(self, part: Tested) -> None:
        rows = part.participations
        self._tables = part.tables
        self._fixed = rows.actor[~part.rows].astype(np.int64)
        stratum = part.stratification.counted_in
        arenas = [rows.arena[~part.rows].astype(np.int64)]
        for table in part.tables:
            inside = np.unique(rows.arena[stratum[rows.arena] == table.number])
            arenas.append(np.repeat(inside, np.diff(table.slots.start)).astype(np.int64))
        self._arena = np.concatenate(arenas)
        self._size = rows.sector.size, rows.arena_source.size

    def data(self) -> list[Actors]:
        return [table.actor.copy() for table in self._tables]

    def streams(self, seed: int, chain: int) -> list[Stream]:
        return [null_model.stream(seed, table.key, chain) for table in self._tables]

    def advance(self, now: list[Actors], random: list[Stream]) -> None:
        for table, actor, stream in zip(self._tables, now, random, strict=True):
            attempts = null_model.ATTEMPTS_PER_PARTICIPATION * actor.size
            advance(actor, table.slots, attempts, stream)

    def graph(self, now: list[Actors]) -> TwoMode:
        actor = np.concatenate((self._fixed, *(moved.astype(np.int64) for moved in now)))
        return TwoMode(actor, self._arena, *self._size)

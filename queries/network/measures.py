"""All measures of one network at once; compiled code, to be loaded when something is computed."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from queries.network import betweenness as between
from queries.network.brokerage import Roles, open_pairs, open_paths, roles
from queries.network.constraint import constraint, effective_size
from queries.network.cut_points import cuts, pieces
from queries.network.measured import EXACT_LIMIT, LARGE_ARENA, LED_ROLES, PIVOTS, Measured, World
from queries.network.sole_brokers import sole_pairs
from queries.network.two_mode import Floats, Ints, Ties, TwoMode, directed, projection, whole
from queries.steps import Step, silent


def measure(world: World, *, seed: int, workers: int = 1, step: Step | None = None) -> Measured:
    """Every measure of the network; O(Σ degree²) and, above the exact limit, starts × ties."""
    told = step or silent
    graph, sector = world.graph, world.sector
    told("ties", 0.0)
    ties = projection(graph)
    counted = roles(open_pairs(ties, sector, world.classes), sector, world.unknown)
    told("sole brokers", 0.1)
    sole = sole_pairs(ties, sector, world.classes, world.unknown)
    told("constraint", 0.4)
    constrained = constraint(ties)
    told("led", 0.5)
    led = _led(world)
    return Measured(
        arenas=np.bincount(graph.actor, minlength=graph.actors),
        partners=ties.degree,
        roles=unordered(counted),
        led=led,
        sole=sole.by_sector,
        credit=sole.credit,
        constraint=constrained,
        effective_size=effective_size(ties.degree, counted.total),
        participants=graph.sizes,
        **_of_table(world, seed, workers, told),
    )


def _of_table(world: World, seed: int, workers: int, told: Step) -> dict[str, NDArray[Any]]:
    """What is measured on the two-mode graph itself."""
    graph = world.graph
    told("cut points", 0.6)
    table = whole(graph)
    nodes = np.concatenate((world.sector, np.full(graph.arenas, -1, np.int8)))
    of_nodes, bridges = cuts(table, nodes, world.unknown)
    removed = np.column_stack(of_nodes) * of_nodes.is_cut[:, None]
    apart = pieces(table, (nodes >= 0) & (table.degree > 0))
    found = _betweenness(table, graph, seed, workers, told)
    return {
        "actor_cuts": removed[: graph.actors],
        "betweenness": found.value[: graph.actors],
        "error": _errors(found)[: graph.actors],
        "arena_cuts": removed[graph.actors :],
        "bridge_ends": bridges.ends - np.array([0, graph.actors]),
        "bridge_cuts": np.column_stack((bridges.mass, bridges.apart)),
        "pieces": apart.actors,
        "fragmentation": np.array([np.nan if (f := apart.fragmentation) is None else f]),
        "starts": np.array([found.starts]),
    }


def unordered(counted: Roles) -> Ints:
    """Roles on an undirected network, each pair once: gatekeeper and representative are one."""
    columns = (
        counted.coordinator, counted.consultant, counted.representative * 2, counted.liaison,
        counted.unplaced, counted.total,
    )  # fmt: skip
    return np.column_stack(columns) // 2


def without_large(world: World) -> dict[str, Ints]:
    """Pairs brokered, and brokered alone, when arenas of more than 25 actors are left out."""
    small = world.only(world.graph.sizes[world.graph.arena] <= LARGE_ARENA)
    ties = projection(small.graph)
    ends = open_pairs(ties, world.sector, world.classes)
    alone = sole_pairs(ties, world.sector, world.classes, world.unknown, shared=False)
    return {"small_brokered": ends.sum(axis=(1, 2)) // 2, "small_sole": alone.total}


def _led(world: World) -> Ints:
    """Roles where each arena's owners point at the others in it."""
    if not world.leads.any():
        return np.empty((0, len(LED_ROLES)), np.int64)
    outward = leading(world)
    found = open_paths(outward, world.sector, world.classes)
    return np.column_stack(roles(found, world.sector, world.unknown))


def leading(world: World) -> Ties:
    """From every owner of an arena to every other participant."""
    graph, leads = world.graph, world.leads
    order = np.argsort(graph.arena, kind="stable")
    first = np.searchsorted(graph.arena[order], np.arange(graph.arenas + 1))
    owners, inside = graph.actor[leads], graph.arena[leads]
    length = np.diff(first)[inside]
    starts = np.repeat(first[inside] - (np.cumsum(length) - length), length)
    led = graph.actor[order][starts + np.arange(int(length.sum()))]
    edges = np.column_stack((np.repeat(owners, length), led)).astype(np.int64)
    owning = np.zeros((0, 2), np.int64) if not edges.size else edges
    return directed(owning, graph.actors)


def _betweenness(
    table: Ties, graph: TwoMode, seed: int, workers: int, told: Step
) -> between.Betweenness:
    exact = graph.actor.size <= EXACT_LIMIT
    starts = None if exact else between.pivots(table.degree.size, seed, PIVOTS)
    return between.betweenness(
        table,
        starts=starts,
        workers=workers,
        step=lambda share: told("betweenness", 0.7 + 0.3 * share),
    )


def _errors(found: between.Betweenness) -> Floats:
    return np.full_like(found.value, np.nan) if found.error is None else found.error

"""Cores against coreness by four engines, networkx, and peeling as slowly as one can."""

import networkx as nx
import numpy as np
import pytest

from queries.groups.cores import peel
from queries.network.two_mode import TwoMode
from tests.network.known_graphs import oracles, random_two_mode, two_mode

KNOWN = oracles("centrality_cutpoints_cores")


@pytest.mark.parametrize("name", KNOWN)
def test_a_graph_whose_ties_are_arenas_of_two_has_the_coreness_of_other_engines(name: str) -> None:
    known = KNOWN[name]

    peeled = peel(two_mode(known["edges0"], len(known["nodes"])), 2)

    assert peeled.actors.tolist() == known["core"]
    both = np.array(known["core"])[np.array(known["edges0"])]
    assert peeled.arenas.tolist() == both.min(axis=1).tolist()


@pytest.mark.parametrize("seed", range(8))
def test_the_k_k_core_is_the_k_core_of_the_two_mode_graph(seed: int) -> None:
    graph = random_two_mode(seed, actors=40, arenas=60)
    ties = nx.Graph(zip(graph.actor.tolist(), (graph.arena + graph.actors).tolist(), strict=True))

    for k in (1, 2, 3, 4):
        peeled = peel(graph, k)
        left = set(np.flatnonzero(peeled.actors >= k).tolist())
        left |= set((np.flatnonzero(peeled.arenas >= k) + graph.actors).tolist())
        assert left == set(nx.k_core(ties, k))


@pytest.mark.parametrize("seed", range(6))
def test_every_level_is_what_slow_peeling_leaves(seed: int) -> None:
    graph = random_two_mode(seed, actors=25, arenas=50)

    for least in (1, 2, 3):
        peeled = peel(graph, least)
        for alpha in range(1, peeled.deepest + 2):
            actors, arenas = _slowly(graph, alpha, least)
            assert set(np.flatnonzero(peeled.actors >= alpha).tolist()) == actors
            assert set(np.flatnonzero(peeled.arenas >= alpha).tolist()) == arenas


def test_one_large_arena_is_no_core_and_nothing_has_none() -> None:
    assert peel(two_mode([range(30)], 30), 2).deepest == 1
    assert peel(two_mode([], 3), 2).deepest == 0
    assert peel(two_mode([], 0), 2).actors.size == 0


def _slowly(graph: TwoMode, alpha: int, beta: int) -> tuple[set[int], set[int]]:
    rows = set(zip(graph.actor.tolist(), graph.arena.tolist(), strict=True))
    while True:
        of_actor = {a: sum(x == a for x, _ in rows) for a, _ in rows}
        of_arena = {p: sum(y == p for _, y in rows) for _, p in rows}
        left = {(a, p) for a, p in rows if of_actor[a] >= alpha and of_arena[p] >= beta}
        if left == rows:
            return {a for a, _ in rows}, {p for _, p in rows}
        rows = left

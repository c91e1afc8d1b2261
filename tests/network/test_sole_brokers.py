"""Pairs of different sectors that one actor alone connects, counted and named."""

from itertools import combinations

import networkx as nx
import numpy as np
import pytest

from queries.network.brokerage import open_pairs
from queries.network.sole_brokers import pairs_of, sole_pairs
from queries.network.two_mode import projection
from tests.network.known_graphs import random_sectors, random_two_mode, two_mode

UNKNOWN = 3


def test_two_arenas_that_share_one_actor_hang_on_it() -> None:
    #  {0, 1, 2} and {0, 3, 4}: all four pairs across lead through 0 alone.
    ties = projection(two_mode([[0, 1, 2], [0, 3, 4]], 5))
    sector = np.array([0, 0, 1, 1, 2], np.int8)  # 2–3 are of one sector

    found = sole_pairs(ties, sector, 3)

    assert found.total.tolist() == [3, 0, 0, 0, 0]
    assert found.by_sector[0].tolist() == [[0, 1, 1], [0, 0, 1], [0, 0, 0]]
    assert found.credit.tolist() == [4.0, 0, 0, 0, 0]
    assert pairs_of(ties, sector, 0).tolist() == [[1, 3], [1, 4], [2, 4]]


def test_a_second_way_round_takes_the_pair_away_and_shares_the_credit() -> None:
    ties = projection(two_mode([[0, 1], [0, 2], [3, 1], [3, 2]], 4))
    sector = np.array([0, 0, 1, 1], np.int8)

    found = sole_pairs(ties, sector, 2)

    assert found.total.tolist() == [0, 0, 0, 0]
    assert found.credit.tolist() == [0.5, 0.5, 0.5, 0.5]


@pytest.mark.parametrize("seed", range(8))
def test_the_counts_are_those_of_going_through_all_pairs(seed: int) -> None:
    graph = random_two_mode(seed, actors=40, arenas=24)
    sector = random_sectors(seed, graph.actors, 4)
    ties = projection(graph)
    net = nx.Graph()
    net.add_nodes_from(range(graph.actors))
    net.add_edges_from(
        (a, int(b))
        for a in range(graph.actors)
        for b in ties.other[ties.first[a] : ties.first[a + 1]]
    )
    expected: dict[int, list[list[int]]] = {v: [] for v in net}
    credit = np.zeros(graph.actors)
    for a, b in combinations(net, 2):
        between = sorted(nx.common_neighbors(net, a, b))
        if net.has_edge(a, b) or not between:
            continue
        credit[between] += 1 / len(between)
        different = sector[a] != sector[b] and UNKNOWN not in (sector[a], sector[b])
        if len(between) == 1 and different:
            expected[between[0]].append([a, b])

    found = sole_pairs(ties, sector, 4, UNKNOWN)

    assert found.total.tolist() == [len(expected[v]) for v in range(graph.actors)]
    for v in net:
        assert pairs_of(ties, sector, v, UNKNOWN).tolist() == expected[v]
    np.testing.assert_allclose(found.credit, credit)
    open_ends = open_pairs(ties, np.zeros(graph.actors, np.int8), 1)
    assert found.credit.sum() <= open_ends.sum() / 2

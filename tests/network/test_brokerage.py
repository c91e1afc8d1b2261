"""Gould–Fernandez roles: equal to R's sna::brokerage, and told apart by direction."""

from itertools import permutations
from typing import Any

import networkx as nx
import numpy as np
import pytest

from queries.network.brokerage import Roles, open_pairs, open_paths, roles
from queries.network.two_mode import Ints, directed, projection, reversed_ties, undirected
from tests.network.known_graphs import oracles, random_sectors, random_two_mode

SNA = oracles("gould_fernandez_sna")
# By path, not by the name of the column: manuals of older versions of sna swap the two.
COLUMNS = ["w_I", "w_O", "b_IO", "b_OI", "b_O", "t"]


def columns(found: Roles) -> Ints:
    """As sna orders them: A→A→A, A→B→A, A→A→B, A→B→B, A→B→C, total; the middle is the broker."""
    return np.column_stack(
        (
            found.coordinator, found.consultant, found.representative, found.gatekeeper,
            found.liaison, found.total,
        )
    )  # fmt: skip


def classes_of(known: Any) -> tuple[Any, int]:
    names = sorted(set(known["cl"]))
    return np.array([names.index(name) for name in known["cl"]], np.int8), len(names)


@pytest.mark.parametrize("name", SNA)
def test_every_count_equals_that_of_sna(name: str) -> None:
    known = SNA[name]
    sector, classes = classes_of(known)
    outward = directed(np.array(known["edges0"]), known["n"])

    found = columns(roles(open_paths(outward, sector, classes), sector))

    assert known["roles"] == COLUMNS
    assert found.tolist() == known["raw_nli"]
    assert found.sum(axis=0).tolist() == known["raw_gli"]


@pytest.mark.parametrize("name", [name for name in SNA if name.endswith("_undirected")])
def test_listing_triangles_gives_the_same_on_an_undirected_graph(name: str) -> None:
    known = SNA[name]
    sector, classes = classes_of(known)
    ties = undirected(np.array(known["edges0"]), known["n"])

    assert columns(roles(open_pairs(ties, sector, classes), sector)).tolist() == known["raw_nli"]


def test_turning_every_tie_round_swaps_gatekeeper_and_representative() -> None:
    known = SNA["emon_Cheyenne_directed"]
    sector, classes = classes_of(known)
    outward = directed(np.array(known["edges0"]), known["n"])

    ahead = roles(open_paths(outward, sector, classes), sector)
    back = roles(open_paths(reversed_ties(outward), sector, classes), sector)

    assert back.gatekeeper.tolist() == ahead.representative.tolist()
    assert back.representative.tolist() == ahead.gatekeeper.tolist()
    assert ahead.gatekeeper.tolist() != ahead.representative.tolist()
    for name in ("coordinator", "consultant", "liaison", "total"):
        assert getattr(back, name).tolist() == getattr(ahead, name).tolist()


@pytest.mark.parametrize("seed", range(5))
def test_pairs_of_a_projection_are_those_counted_one_by_one(seed: int) -> None:
    graph = random_two_mode(seed)
    sector = random_sectors(seed, graph.actors, 3)
    ties = projection(graph)
    net = nx.Graph(
        (a, int(b))
        for a in range(graph.actors)
        for b in ties.other[ties.first[a] : ties.first[a + 1]]
    )
    expected = np.zeros((graph.actors, 3, 3), np.int64)
    for v in net:
        for a, b in permutations(net[v], 2):
            if not net.has_edge(a, b):
                expected[v, sector[a], sector[b]] += 1

    assert open_pairs(ties, sector, 3).tolist() == expected.tolist()


def test_an_actor_of_unknown_sector_gives_no_role_and_takes_none() -> None:
    # 0 – 1 – 2, where 2 is unknown; and 3 – 4 – 5, where the middle is.
    ties = undirected(np.array([[0, 1], [1, 2], [3, 4], [4, 5]]), 6)
    sector = np.array([0, 0, 2, 0, 2, 1], np.int8)

    found = roles(open_pairs(ties, sector, 3), sector, unknown=2)

    assert found.unplaced.tolist() == [0, 2, 0, 0, 2, 0]
    assert found.total.tolist() == [0, 2, 0, 0, 2, 0]
    for name in ("coordinator", "consultant", "representative", "gatekeeper", "liaison"):
        assert getattr(found, name).tolist() == [0] * 6

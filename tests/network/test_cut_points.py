"""Cut points and bridges: which they are, and how much each holds together."""

from typing import Any

import networkx as nx
import numpy as np
import pytest
import rustworkx

from queries.network.cut_points import cuts, pieces
from queries.network.two_mode import whole
from tests.network.known_graphs import (
    oracles,
    random_sectors,
    random_two_mode,
    ties_of,
    two_mode,
)

KNOWN = oracles("centrality_cutpoints_cores")
UNKNOWN = 2


@pytest.mark.parametrize("name", KNOWN)
def test_cut_points_bridges_and_pieces_are_the_known_ones(name: str) -> None:
    known: Any = KNOWN[name]
    ties = ties_of(known)
    nodes = ties.degree.size

    of_nodes, bridges = cuts(ties, np.zeros(nodes, np.int8))

    assert np.flatnonzero(of_nodes.is_cut).tolist() == sorted(known["articulation0"])
    assert bridges.ends.tolist() == sorted(sorted(ends) for ends in known["bridges0"])
    found = pieces(ties, np.ones(nodes, np.bool_))
    assert found.actors.tolist() == sorted(known["component_sizes"], reverse=True)


@pytest.mark.parametrize("seed", range(12))
def test_what_is_separated_is_what_taking_the_node_away_separates(seed: int) -> None:
    graph = random_two_mode(seed)
    of_actors = random_sectors(seed, graph.actors, 3)
    sector = np.concatenate((of_actors, np.full(graph.arenas, -1, np.int8)))
    ties = whole(graph)
    net = nx.Graph(
        (int(a), int(p) + graph.actors) for a, p in zip(graph.actor, graph.arena, strict=True)
    )
    net.add_nodes_from(range(sector.size))

    of_nodes, bridges = cuts(ties, sector, UNKNOWN)

    for node in net:
        left = net.copy()
        left.remove_node(node)
        around = nx.node_connected_component(net, node)
        expected = separated(left, around - {node}, sector)
        found = tuple(int(column[node]) for column in of_nodes)
        assert found == (expected if expected[0] > 1 else (found[0], 0, 0, 0))
        assert (found[0] > 1) == (expected[0] > 1)
    for ends, mass, apart in zip(bridges.ends, bridges.mass, bridges.apart, strict=True):
        left = net.copy()
        left.remove_edge(*ends.tolist())
        expected = separated(left, nx.node_connected_component(net, int(ends[0])), sector)
        assert (2, mass, mass, apart) == expected


def separated(left: Any, around: set[int], sector: Any) -> tuple[int, int, int, int]:
    """Pieces, actors outside the largest, those in the next largest, cross-sector pairs apart."""
    parts = [part for part in nx.connected_components(left) if part <= around]
    sizes = sorted((sum(sector[n] >= 0 for n in part) for part in parts), reverse=True)
    part_of = {n: k for k, part in enumerate(parts) for n in part}
    known = [n for n in part_of if sector[n] in (0, 1)]
    apart = sum(
        sector[a] != sector[b] and part_of[a] != part_of[b] for a in known for b in known if a < b
    )
    return len(parts), sum(sizes[1:]), sizes[1] if len(sizes) > 1 else 0, apart


@pytest.mark.parametrize("seed", range(3))
def test_rustworkx_finds_the_same_cut_points_and_bridges(seed: int) -> None:
    graph = random_two_mode(seed, actors=400, arenas=260)
    ties = whole(graph)
    other = rustworkx.PyGraph()
    other.add_nodes_from(range(ties.degree.size))
    other.extend_from_edge_list(
        [(int(a), int(p) + graph.actors) for a, p in zip(graph.actor, graph.arena, strict=True)]
    )

    of_nodes, bridges = cuts(ties, np.zeros(ties.degree.size, np.int8))

    assert set(np.flatnonzero(of_nodes.is_cut).tolist()) == set(
        rustworkx.articulation_points(other)
    )
    assert {tuple(ends) for ends in bridges.ends.tolist()} == {
        (min(ends), max(ends)) for ends in rustworkx.bridges(other)
    }


def test_fragmentation_is_the_share_of_pairs_that_do_not_reach_each_other() -> None:
    graph = two_mode([[0, 1, 2], [3, 4]], 6)
    counted = np.arange(8) < 6

    found = pieces(whole(graph), counted)

    assert found.actors.tolist() == [3, 2, 1]
    assert found.fragmentation == pytest.approx(1 - (6 + 2) / 30)
    assert pieces(whole(two_mode([], 1)), np.ones(1, np.bool_)).fragmentation is None

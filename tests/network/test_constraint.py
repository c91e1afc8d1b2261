"""Constraint and effective size: equal to networkx, python-igraph and R igraph."""

from typing import Any

import networkx as nx
import numpy as np
import pytest

from queries.network.brokerage import open_pairs
from queries.network.constraint import constraint, effective_size
from queries.network.measured import bands
from queries.network.two_mode import Floats, Ties, projection, undirected
from tests.network.known_graphs import oracles, random_two_mode, ties_of, two_mode

KNOWN = oracles("burt_constraint_effective_size")
IN_R = {k: v for k, v in oracles("burt_constraint_R_igraph").items() if isinstance(v, dict)}


def size_of(ties: Ties) -> Floats:
    """Effective size of every node, whatever the weights."""
    alike = np.zeros(ties.degree.size, np.int8)
    return effective_size(ties.degree, open_pairs(ties, alike, 1).sum(axis=(1, 2)))


@pytest.mark.parametrize("name", KNOWN)
def test_constraint_and_effective_size_equal_those_of_three_libraries(name: str) -> None:
    known: Any = KNOWN[name]
    ties = ties_of(known)

    found = constraint(ties)

    np.testing.assert_allclose(found, known["constraint_networkx"], rtol=0, atol=1e-12)
    np.testing.assert_allclose(found, known["constraint_igraph"], rtol=0, atol=1e-12)
    np.testing.assert_allclose(found, IN_R[name]["constraint_R"], rtol=0, atol=1e-12)
    expected = known["effective_size_networkx_unweighted"]
    np.testing.assert_allclose(size_of(ties), expected, rtol=0, atol=1e-12)


def test_an_isolate_has_no_constraint_and_a_single_contact_constrains_wholly() -> None:
    ties = undirected(np.array([[0, 1], [1, 2]]), 4)

    assert np.isnan(constraint(ties)).tolist() == [False, False, False, True]
    assert np.isnan(size_of(ties)).tolist() == [False, False, False, True]
    assert constraint(ties)[[0, 2]].tolist() == [1.0, 1.0]
    assert constraint(ties)[1] == 0.5


@pytest.mark.parametrize("seed", range(3))
def test_the_projection_is_weighted_as_newman_weighs_it(seed: int) -> None:
    graph = random_two_mode(seed)
    bipartite = nx.Graph()
    bipartite.add_nodes_from(range(graph.actors))
    bipartite.add_edges_from(
        (int(a), f"arena {p}") for a, p in zip(graph.actor, graph.arena, strict=True)
    )
    newman = nx.bipartite.collaboration_weighted_projected_graph(bipartite, range(graph.actors))

    found = constraint(projection(graph))

    expected = nx.constraint(newman, weight="weight")
    np.testing.assert_allclose(
        found, [expected[actor] for actor in range(graph.actors)], rtol=0, atol=1e-12
    )


def test_several_arenas_that_do_not_overlap_constrain_less_than_one_large() -> None:
    apart = constraint(projection(two_mode([[0, 1, 2], [0, 3, 4], [0, 5, 6]], 7)))
    together = constraint(projection(two_mode([[0, 1, 2, 3, 4, 5, 6]], 7)))

    assert apart[0] < together[0]


def test_degrees_fall_into_bands() -> None:
    degrees = np.array([0, 4, 5, 9, 10, 19, 20, 49, 50, 99, 100, 5000])
    assert bands(degrees).tolist() == [-1, -1, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4]

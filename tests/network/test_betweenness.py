"""Betweenness: exact equal to four libraries, sampled with an error that holds."""

from typing import Any

import numpy as np
import pytest
import rustworkx

from queries.network.betweenness import betweenness, pivots
from queries.network.measured import most_between
from queries.network.two_mode import whole
from tests.network.known_graphs import oracles, random_two_mode, ties_of

KNOWN = oracles("centrality_cutpoints_cores")
DAVIS = oracles("misc_small")["davis_two_mode"]["betweenness_borgatti_everett"]


@pytest.mark.parametrize("name", KNOWN)
def test_betweenness_is_the_known_one(name: str) -> None:
    known: Any = KNOWN[name]

    found = betweenness(ties_of(known))

    np.testing.assert_allclose(found.value, known["betweenness_raw"], rtol=0, atol=1e-9)
    assert found.error is None
    assert found.starts == len(known["nodes"])


def test_the_share_is_relative_to_the_most_a_node_of_its_mode_could_have() -> None:
    known: Any = KNOWN["davis_bipartite"]
    women = [k for k, name in enumerate(known["nodes"]) if " " in name]
    events = [k for k, name in enumerate(known["nodes"]) if " " not in name]
    value = betweenness(ties_of(known)).value

    for own, others in ((women, events), (events, women)):
        found = value[own] / most_between(len(own), len(others))
        expected = [DAVIS[known["nodes"][k]] for k in own]
        np.testing.assert_allclose(found, expected, rtol=0, atol=1e-12)


def test_it_is_the_same_as_in_rustworkx_on_a_larger_graph_whoever_computes_it() -> None:
    graph = random_two_mode(1, actors=500, arenas=400)
    ties = whole(graph)
    other = rustworkx.PyGraph()
    other.add_nodes_from(range(ties.degree.size))
    other.extend_from_edge_list(
        [(int(a), int(p) + graph.actors) for a, p in zip(graph.actor, graph.arena, strict=True)]
    )
    expected = rustworkx.graph_betweenness_centrality(other, normalized=False)

    found = betweenness(ties)

    np.testing.assert_allclose(
        found.value, [expected[n] for n in range(ties.degree.size)], rtol=1e-9, atol=1e-9
    )
    assert betweenness(ties, workers=2).value.tolist() == found.value.tolist()


def test_a_sample_is_off_by_about_as_much_as_it_says() -> None:
    ties = whole(random_two_mode(2, actors=400, arenas=300))
    exact = betweenness(ties).value
    busy = np.argsort(-exact)[:50]
    drawn = [
        betweenness(ties, starts=pivots(ties.degree.size, seed, most=100)) for seed in range(60)
    ]
    off = np.array([found.value[busy] - exact[busy] for found in drawn])
    said = np.array([found.error[busy] for found in drawn if found.error is not None])

    assert said.shape == off.shape
    assert np.abs(off.mean(axis=0)).max() < 4 * off.std() / np.sqrt(len(drawn))
    assert float((off**2).mean() / (said**2).mean()) == pytest.approx(1, abs=0.25)


def test_a_sample_of_every_node_is_exact() -> None:
    ties = whole(random_two_mode(3))

    found = betweenness(ties, starts=pivots(ties.degree.size, 7, most=256))

    assert found.error is None
    np.testing.assert_allclose(found.value, betweenness(ties).value)


def test_the_same_seed_draws_the_same_starting_points_and_another_others() -> None:
    assert pivots(1000, 5, 9).tolist() == pivots(1000, 5, 9).tolist()
    assert pivots(1000, 5, 9).tolist() != pivots(1000, 6, 9).tolist()


def test_who_waits_is_told_how_far_it_has_come_and_may_stop_it() -> None:
    ties = whole(random_two_mode(4))
    heard: list[float] = []
    betweenness(ties, step=heard.append)
    assert heard == [k / 8 for k in range(1, 9)]

    def stop(_: float) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        betweenness(ties, step=stop)

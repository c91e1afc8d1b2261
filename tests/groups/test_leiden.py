"""Groups against proven optima, by definition, and the same from the same seed."""

import json
from itertools import product

import networkx as nx
import numpy as np
import pytest

from queries.gaps.null_model import stream
from queries.groups.leiden import partition, quality, two_sided
from queries.groups.moving import Weighted
from queries.groups.runs import agreed, runs
from queries.network.two_mode import Ints, TwoMode
from tests.network.known_graphs import ORACLES, oracles, random_two_mode, ties_of, two_mode

OPTIMA = json.loads((ORACLES / "modularity_optima.json").read_text("utf-8"))["res"]
KNOWN = oracles("centrality_cutpoints_cores")
SEEDS = 40


def one_mode(name: str) -> Weighted:
    """A graph whose nodes are half of each mode: then Q_B is Newman's Q."""
    ties = ties_of(KNOWN[name])
    half = ties.degree / 2
    return Weighted(*ties, half, half, float(len(KNOWN[name]["edges0"])))


def southern_women() -> tuple[TwoMode, list[str]]:
    """Women and events of Davis, Gardner & Gardner, with their names."""
    ties = nx.davis_southern_women_graph()
    women, events = list(ties.graph["top"]), list(ties.graph["bottom"])
    members = [[women.index(woman) for woman in ties[event]] for event in events]
    return two_mode(members, len(women)), women + events


@pytest.mark.parametrize(
    ("name", "optimum"), [("florentine_nx", "florentine"), ("zachary_unweighted",) * 2]
)
def test_the_proven_optimum_of_newmans_modularity_is_reached(name: str, optimum: str) -> None:
    graph = one_mode(name)
    found = [quality(graph, partition(graph, stream(seed, "", 0))) for seed in range(SEEDS)]

    assert max(found) == pytest.approx(OPTIMA[optimum]["Q_optimal"], abs=1e-12)
    assert min(found) > 0.97 * OPTIMA[optimum]["Q_optimal"]


def test_the_proven_optimum_of_barbers_modularity_is_reached_and_never_passed() -> None:
    graph, names = southern_women()
    known, network = OPTIMA["davis_barber_bipartite"], two_sided(graph)
    found = runs(graph, 1, number=SEEDS)
    qualities = [quality(network, row) for row in found]

    assert max(qualities) == pytest.approx(known["QB_optimal"], abs=1e-12)
    best = found[int(np.argmax(qualities))]
    groups = {frozenset(names[k] for k in np.flatnonzero(best == g)) for g in range(best.max() + 1)}
    assert groups == {frozenset(module) for module in known["modules"]}


@pytest.mark.parametrize("seed", range(5))
def test_quality_is_what_its_definition_says(seed: int) -> None:
    graph = random_two_mode(seed)
    group: Ints = np.random.default_rng(seed).integers(0, 5, graph.actors + graph.arenas)
    taking = np.zeros((graph.actors, graph.arenas))
    taking[graph.actor, graph.arena] = 1
    m, k, h = taking.sum(), taking.sum(axis=1), taking.sum(axis=0)

    for resolution in (1.0, 0.5):
        by_hand = sum(
            (taking[i, p] - resolution * k[i] * h[p] / m) / m
            for i, p in product(range(graph.actors), range(graph.arenas))
            if group[i] == group[graph.actors + p]
        )
        assert quality(two_sided(graph), group, resolution) == pytest.approx(by_hand, abs=1e-12)


@pytest.mark.parametrize("seed", range(5))
def test_every_group_hangs_together_and_no_single_move_adds(seed: int) -> None:
    graph = random_two_mode(seed, actors=60, arenas=80)
    network = two_sided(graph)
    found = partition(network, stream(seed, "", 0))
    ties = nx.Graph()
    ties.add_nodes_from(range(graph.actors + graph.arenas))
    ties.add_edges_from(zip(graph.actor, graph.arena + graph.actors, strict=True))

    best = quality(network, found)
    for group in range(found.max() + 1):
        assert nx.is_connected(ties.subgraph(np.flatnonzero(found == group).tolist()))
    for node in range(found.size):
        for there in {*found[list(ties[node])].tolist(), int(found.max()) + 1}:
            moved = found.copy()
            moved[node] = there
            assert quality(network, moved) <= best + 1e-9


def test_the_same_seed_gives_the_same_groups_and_other_runs_others() -> None:
    graph = random_two_mode(3, actors=60, arenas=80)

    first, again = runs(graph, 5, number=6), runs(graph, 5, number=6)

    assert (first == again).all()
    assert len({tuple(row) for row in first.tolist()}) > 1
    assert (runs(graph, 6, number=6) != first).any()


def test_a_higher_resolution_gives_more_groups_and_nothing_gives_none() -> None:
    graph = random_two_mode(1, actors=60, arenas=80)

    counts = [int(runs(graph, 1, number=1, gamma=g).max()) + 1 for g in (0.3, 1.0, 3.0)]

    assert counts[0] < counts[1] < counts[2]
    assert runs(two_mode([], 0), 1, number=2).shape == (2, 0)


ALIKE = {
    "branches": [
        [0, 1, 2],
        [0, 3, 4],
        [0, 5, 6],
        [1, 7],
        [1, 8],
        [3, 9],
        [3, 10],
        [5, 11],
        [5, 12],
    ],
    "pieces": [[2 * (k // 2), 2 * (k // 2) + 1] for k in range(30)],
    "circles": [[6 * c + k, 6 * c + (k + 1) % 6] for c in range(5) for k in range(6)],
    "star": [[0, k] for k in range(1, 25)],
}
"""Arenas by who takes part, where many can change places."""


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("name", [*ALIKE, "random"])
def test_how_actors_and_arenas_are_numbered_makes_no_difference(name: str, seed: int) -> None:
    graph = random_two_mode(seed, actors=60, arenas=80)
    if name in ALIKE:
        graph = two_mode(ALIKE[name], 1 + max(max(members) for members in ALIKE[name]))
    random = np.random.default_rng(seed)
    actor, arena = random.permutation(graph.actors), random.permutation(graph.arenas)
    rows = random.permutation(graph.actor.size)
    other = TwoMode(actor[graph.actor[rows]], arena[graph.arena[rows]], graph.actors, graph.arenas)

    told = [agreed(each, runs(each, 5, number=6)) for each in (graph, other)]
    for figure in ("quality", "agreement"):
        assert np.array_equal(*(each[figure] for each in told), equal_nan=True)

"""A public network whose values others have computed, asked about through the front door."""

from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

from tests.callers import caller_in
from tests.lookup.small_graph import Statements
from tests.network.known_graphs import oracles
from tests.network.two_sides import LISTED

KNOWN = oracles("centrality_cutpoints_cores")["davis_bipartite"]
SHARES = oracles("misc_small")["davis_two_mode"]["betweenness_borgatti_everett"]
GRAPH = nx.davis_southern_women_graph()
WOMEN = [name for name, data in GRAPH.nodes(data=True) if data["bipartite"] == 0]
SECTOR = {
    name: "public" if k < 6 else "academia" if k < 12 else "civil_society"
    for k, name in enumerate(WOMEN)
}


@pytest.fixture(scope="module")
def ranked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The answer for each order, as a function."""
    folder: Path = tmp_path_factory.mktemp("women")
    says = Statements(LISTED)
    for name in WOMEN:
        says.says("act", name, name=name, sector=SECTOR[name], actor_kind="association")
    for event in sorted(set(GRAPH) - set(WOMEN)):
        says.says("prj", event, name=event, start="1936")
        for name in sorted(GRAPH[event]):
            says.ties("PARTICIPATES_IN", f"act/{name}", f"prj/{event}", role="partner")
    with caller_in(folder, says) as client:

        def asked(by: str) -> dict[str, Any]:
            answer = client.get(f"/api/v1/network/measures?by={by}&limit=100").json()
            return {item["actor"]["name"]: item for item in answer["items"]}

        yield asked


def test_betweenness_is_the_known_one_most_first(ranked: Any) -> None:
    raw = dict(zip(KNOWN["nodes"], KNOWN["betweenness_raw"], strict=True))

    found = ranked("betweenness")

    for name in WOMEN:
        assert found[name]["betweenness"] == pytest.approx(raw[name], abs=1e-9)
        assert found[name]["betweenness_share"] == pytest.approx(SHARES[name], abs=1e-12)
    assert list(found) == sorted(WOMEN, key=lambda name: -raw[name])


def test_constraint_and_effective_size_are_those_of_the_newman_projection(ranked: Any) -> None:
    newman = nx.bipartite.collaboration_weighted_projected_graph(GRAPH, WOMEN)
    constraint, size = nx.constraint(newman, weight="weight"), nx.effective_size(newman)

    found = ranked("constraint")

    assert set(found) == set(WOMEN)
    for name in WOMEN:
        assert found[name]["constraint"] == pytest.approx(constraint[name], abs=1e-12)
        assert found[name]["effective_size"] == pytest.approx(size[name], abs=1e-12)


def test_pairs_between_and_pairs_alone_are_counted_one_by_one(ranked: Any) -> None:
    net = nx.bipartite.projected_graph(GRAPH, WOMEN)
    between, alone = dict.fromkeys(WOMEN, 0), dict.fromkeys(WOMEN, 0)
    for a, b in combinations(WOMEN, 2):
        shared = sorted(nx.common_neighbors(net, a, b))
        if net.has_edge(a, b):
            continue
        for name in shared:
            between[name] += 1
        if len(shared) == 1 and SECTOR[a] != SECTOR[b]:
            alone[shared[0]] += 1

    found = ranked("brokerage")

    assert {name: item["roles"]["total"] for name, item in found.items()} == {
        name: count for name, count in between.items() if count
    }
    assert {name: item["sole_pairs"] for name, item in found.items() if item["sole_pairs"]} == {
        name: count for name, count in alone.items() if count
    }
    # Nobody and no event holds the network together: it has no cut point.
    assert ranked("cut_mass") == {}

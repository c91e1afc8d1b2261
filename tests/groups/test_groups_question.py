"""Core and groups over HTTP, about maps that can be counted by hand."""

from collections.abc import Iterator
from random import Random
from typing import Any

import networkx as nx
import pytest
from fastapi.testclient import TestClient

from queries.groups.question import done, stages
from queries.groups.runs import RESOLUTIONS, RUNS, RUNS_PER_RESOLUTION
from queries.network.measured import REPEATS
from queries.network.null import NULL_DRAWS
from tests.callers import caller_in
from tests.groups.two_teams import actor, met, two_teams

API = "/api/v1/network/groups"


@pytest.fixture(scope="module")
def teams(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    with caller_in(tmp_path_factory.mktemp("teams"), two_teams()) as caller:
        yield caller


@pytest.fixture(scope="module")
def women(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    ties = nx.davis_southern_women_graph()
    members = tuple(tuple(sorted(ties[event])) for event in ties.graph["bottom"])
    says = met(members, dict.fromkeys(ties.graph["top"], "civil_society"))
    with caller_in(tmp_path_factory.mktemp("women"), says) as caller:
        yield caller


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """Sixty actors who meet at random."""
    random = Random(4)
    sectors = {f"n{k}": "public" for k in range(60)}
    members = tuple(tuple(random.sample(sorted(sectors), 3)) for _ in range(80))
    with caller_in(tmp_path_factory.mktemp("crowd"), met(members, sectors)) as caller:
        yield caller


def answer(caller: TestClient, path: str) -> Any:
    response = caller.get(path)
    assert response.status_code == 200, response.text
    return response.json()


def counted(sectors: list[dict[str, Any]]) -> dict[str, int]:
    return {s["sector"]: s["actors"] for s in sectors if s["actors"]}


def test_what_is_looked_at_leaves_arenas_of_one_out_and_says_so(teams: TestClient) -> None:
    network = answer(teams, API)["network"]

    assert {k: network[k] for k in network if k != "sectors"} == {
        "actors": 8, "arenas": 9, "participations": 29, "left_out": 1, "repeating": 7,
    }  # fmt: skip
    assert counted(network["sectors"]) == {
        "public": 2, "private": 2, "civil_society": 2, "academia": 1, "unknown": 1,
    }  # fmt: skip
    assert [s["share"] for s in network["sectors"]] == [0.25, 0.25, 0.25, 0.125, 0.125]


def test_the_core_of_repeat_collaborators_level_by_level(teams: TestClient) -> None:
    cores = answer(teams, API)["cores"]

    assert (cores["beta"], cores["deepest"], cores["known_share"]) == (2, 4, 1.0)
    told = [(c["alpha"], c["actors"], c["arenas"], c["participations"]) for c in cores["levels"]]
    # y has one arena, so it falls, and with it p8. At 4 b2 and b3 fall, then b1, and with it p7.
    assert told == [(2, 7, 8, 27), (3, 7, 8, 27), (4, 4, 4, 16)]
    assert counted(cores["levels"][0]["sectors"]) == {
        "public": 2, "private": 2, "civil_society": 1, "academia": 1, "unknown": 1,
    }  # fmt: skip
    assert counted(cores["levels"][2]["sectors"]) == {
        "public": 2, "civil_society": 1, "academia": 1,
    }  # fmt: skip


def test_who_is_in_the_core_page_by_page(teams: TestClient) -> None:
    first = answer(teams, f"{API}/core?limit=5")
    rest = answer(teams, f"{API}/core?limit=5&cursor={first['next']}")

    assert (first["total"], len(rest["items"]), rest["next"]) == (7, 2, None)
    told = [
        (m["actor"]["name"][-2:], m["sector"], m["alpha"], m["in_core"], m["arenas"])
        for m in (*first["items"], *rest["items"])
    ]
    assert told[0] == ("a1", "public", 4, 5, 5)
    assert told[1] == ("a2", "public", 4, 4, 5)
    assert sorted(told[2:4]) == [("a3", "civil_society", 4, 4, 4), ("a4", "academia", 4, 4, 4)]
    assert told[4] == ("b1", "private", 3, 4, 4)
    assert sorted(told[5:]) == [("b2", "private", 3, 3, 3), ("b3", "unknown", 3, 3, 3)]


def test_groups_on_which_all_runs_agree_are_named(teams: TestClient) -> None:
    found = answer(teams, API)

    assert found["modularity"]["best"] == pytest.approx(383 / 841, abs=1e-12)
    assert found["modularity"]["consensus"] == pytest.approx(383 / 841, abs=1e-12)
    assert found["modularity"]["runs"] == 20
    stability = found["stability"]
    assert (stability["actors"], stability["pairs"], stability["threshold"]) == (7, 190, 0.7)
    assert stability["is_stable"] is True
    assert found["unsure"] == 0
    assert (found["total"], found["found"], found["small"]) == (2, 2, 1)  # y and p8 are no group
    told = [
        (g["number"], g["actors"], g["repeating"], g["arenas"], g["participations"])
        for g in found["items"]
    ]
    assert told == [(1, 4, 4, 4, 16), (2, 3, 3, 4, 10)]
    assert counted(found["items"][1]["sectors"]) == {"private": 2, "unknown": 1}
    assert {m["actor"]["id"] for m in found["items"][0]["members"]} == {
        actor(key) for key in ("a1", "a2", "a3", "a4")
    }
    assert found["items"][1]["members"][0]["actor"]["name"] == "Aktör b1"
    assert found["items"][1]["members"][0]["arenas"] == 4
    assert len(found["items"][0]["largest_arenas"]) == 3


def test_groups_and_their_actors_come_page_by_page(teams: TestClient) -> None:
    first = answer(teams, f"{API}?limit=1")
    second = answer(teams, f"{API}?limit=1&cursor={first['next']}")
    assert [g["number"] for g in (*first["items"], *second["items"])] == [1, 2]

    members = answer(teams, f"{API}/2/members")
    assert [m["actor"]["name"] for m in members["items"]][0] == "Aktör b1"
    assert (members["total"], len(members["items"])) == (3, 3)
    for path in (f"{API}/3/members", f"{API}/2/members?kind=event"):
        assert teams.get(path).status_code == 404
    for path in (f"{API}/0/members", f"{API}?limit=0", f"{API}?region=Atlantis", f"{API}?ort=x"):
        problem = teams.get(path)
        assert problem.status_code == 422, path
        assert problem.headers["content-type"] == "application/problem+json"


def test_the_southern_women_have_the_proven_optimum(women: TestClient) -> None:
    found = answer(women, API)

    assert found["modularity"]["best"] == pytest.approx(0.34553717964903435, abs=1e-12)
    assert (found["network"]["actors"], found["network"]["arenas"]) == (18, 14)


def test_where_runs_disagree_no_group_is_named(crowd: TestClient) -> None:
    found = answer(crowd, API)

    assert found["stability"]["mean"] < 0.7
    assert found["stability"]["is_stable"] is False
    assert (found["items"], found["total"], found["next"]) == ([], 0, None)
    assert found["found"] > 2
    assert crowd.get(f"{API}/1/members").status_code == 404


def test_a_part_in_which_nobody_meets_has_neither_core_nor_groups(teams: TestClient) -> None:
    found = answer(teams, f"{API}?kind=event")

    assert found["network"]["participations"] == 0
    assert found["cores"]["levels"] == []
    assert (found["modularity"], found["stability"], found["found"]) == (None, None, None)
    assert (found["items"], found["command"]) == ([], None)


def test_a_part_in_which_everybody_is_in_one_arena_cannot_be_tried(women: TestClient) -> None:
    assert answer(women, f"{API}?period_to=2019")["command"] is None
    empty = answer(women, f"{API}/core?period_to=2019")
    assert (empty["items"], empty["total"]) == ([], 0)


def test_how_far_an_examination_has_come_weighs_its_stages_by_their_work() -> None:
    made = {
        "runs": RUNS, "null draws": NULL_DRAWS, "hidden": REPEATS,
        "resolutions": len(RESOLUTIONS) * RUNS_PER_RESOLUTION,
    }  # fmt: skip
    large, small = stages(10_001), stages(10_000)
    assert made == large
    assert done(large, "runs", 0.0) == (0, 28_700)
    assert done(large, "null draws", 0.5) == (12_350, 28_700)
    assert done(large, "hidden", 1.0) == (28_700, 28_700)
    # On smaller maps ten runs a draw: 20 + 2,070 + 40 + 20.
    assert done(small, "null draws", 0.5) == (105_500, 215_000)

"""Who stands between whom, asked over HTTP about a map that can be counted by hand."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from graph_schema.vocabularies import Audience, Visibility
from queries.network.broker_answers import brokers
from queries.network.brokers import BrokerQuestion, examine
from queries.readmodel.build import build
from queries.readmodel.open import ReadModel
from queries.stores.opening import open_store
from tests.callers import caller_in
from tests.lookup.small_graph import record
from tests.network.two_sides import LISTED, actor, two_sides

API = "/api/v1/network"


@pytest.fixture(scope="module")
def caller(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """The service on the map of two sides."""
    with caller_in(tmp_path_factory.mktemp("bridges"), two_sides()) as client:
        yield client


def answer(caller: TestClient, path: str) -> Any:
    response = caller.get(path)
    assert response.status_code == 200, response.text
    return response.json()


def test_all_that_hangs_on_the_town_in_the_middle(caller: TestClient) -> None:
    found = answer(caller, f"{API}/measures")

    (hub,) = found["items"]
    assert (found["by"], found["total"], found["next"]) == ("sole_pairs", 1, None)
    assert hub["actor"] == {"id": actor("hub"), "label": "Actor", "name": "Navet"}
    assert (hub["sector"], hub["arenas"], hub["partners"]) == ("public", 2, 6)
    # Of the nine pairs across, two are of one sector each and three have an unknown one.
    assert (hub["sole_pairs"], hub["burden"], hub["sole_pairs_without_large"]) == (4, 1.0, 4)
    assert hub["sole_by_sector"] == [
        {"a": "private", "b": "civil_society", "pairs": 2},
        {"a": "private", "b": "academia", "pairs": 1},
        {"a": "civil_society", "b": "academia", "pairs": 1},
    ]
    assert hub["roles"] == {
        "coordinator": 0, "consultant": 2, "gate": 0, "liaison": 4, "unplaced": 3, "total": 9,
    }  # fmt: skip
    assert (hub["partial_credit"], hub["brokered_without_large"], hub["led"]) == (9.0, 9, None)
    assert [hub[name] for name in ("pieces", "cut_mass", "next_piece", "pairs_separated")] == [
        2, 3, 3, 4,
    ]  # fmt: skip
    assert hub["constraint"] == pytest.approx(163 / 324, abs=1e-12)
    assert hub["effective_size"] == pytest.approx(4.0, abs=1e-12)
    assert (hub["band"]["least"], hub["band"]["most"], hub["band_place"]) == (5, 9, 1)
    assert hub["constraint_to_median"] == 1.0  # alone in its band
    # Five nodes on either side.
    assert (hub["betweenness"], hub["betweenness_error"]) == (25.0, None)
    assert hub["pairs"] == f"{API}/measures/{actor('hub')}/pairs"


def test_what_the_ranking_stands_on(caller: TestClient) -> None:
    found = answer(caller, f"{API}/measures")

    assert found["network"] == {
        "actors": 7, "unknown_sector": 1, "arenas": 4, "participations": 11, "ties": 12,
        "pieces": 1,
        "largest_piece": 7, "fragmentation": 0.0, "sole_pairs": 4, "cut_actors": 2,
        "cut_actors_of_mass": 1, "cut_actors_of_singles": 0, "cut_arenas": 2,
        "cut_arenas_of_mass": 2, "cut_arenas_of_singles": 1, "bridges": 7,
        "bridges_of_mass": 2,
    }  # fmt: skip
    assert found["coverage"] == {
        "arenas": 4, "partners_known": 4, "share": 1.0, "complete_one": 1,
        "nobody": 0, "meeting_share": 1.0, "alone": 1,
        "sources": [{"source": "diary", "arenas": 4, "partners_known": 4, "alone": 1}],
        "unseen": None,
    }  # fmt: skip
    assert found["parameters"]["exact_betweenness"] is True
    assert [band["actors"] for band in found["bands"]] == [1, 0, 0, 0, 0]


def test_arenas_and_single_participations_that_hold_the_sides_together(caller: TestClient) -> None:
    found = answer(caller, f"{API}/bridging")

    shown = [
        (
            item["arena"]["name"], item["year"], item["participants"], item["pieces"],
            item["cut_mass"], item["next_piece"], item["pairs_separated"],
        )
        for item in found["items"]
    ]  # fmt: skip
    assert sorted(shown) == [("Arena 0", 2019, 4, 3, 3, 2, 9), ("Arena 1", 2020, 4, 4, 3, 1, 7)]
    ties = {
        (tie["actor"]["name"], tie["arena"]["name"]): (tie["cut_mass"], tie["pairs_separated"])
        for tie in found["ties"]
    }
    assert ties == {("Navet", "Arena 0"): (3, 7), ("Navet", "Arena 1"): (3, 6)}
    assert found["ties_total"] == 2


def test_the_pairs_behind_a_number_are_named_page_by_page(caller: TestClient) -> None:
    path, named = f"{API}/measures/{actor('hub')}/pairs?limit=3", set()
    first = answer(caller, path)
    assert (len(first["items"]), first["total"]) == (3, 4)
    last = answer(caller, f"{path}&cursor={first['next']}")
    assert (len(last["items"]), last["next"]) == (1, None)

    for pair in (*first["items"], *last["items"]):
        named.add(frozenset((pair["a"]["name"], pair["b"]["name"])))
    assert named == {
        frozenset(pair)
        for pair in (
            ("Väst 1", "Öst 2"), ("Väst 2", "Öst 1"), ("Väst 3", "Öst 1"), ("Väst 3", "Öst 2"),
        )
    }  # fmt: skip
    # One meeting of all five would give each of the four pairs a tie of its own.
    assert first["joint"]["covers"] == 4
    assert {a["name"] for a in first["joint"]["actors"]} == {
        "Väst 1", "Väst 2", "Väst 3", "Öst 1", "Öst 2",
    }  # fmt: skip
    assert first["broker"]["sole_pairs"] == 4


def test_an_actor_on_whom_nothing_hangs_has_no_pairs(caller: TestClient) -> None:
    found = answer(caller, f"{API}/measures/{actor('w3')}/pairs")
    assert (found["items"], found["total"], found["joint"]) == ([], 0, None)
    assert found["broker"]["constraint"] is None  # three partners are too few to compare


@pytest.mark.parametrize(
    ("asked", "actors", "sole"),
    [
        ("units=separate", 8, 0),  # the unit is another, and the sides do not reach each other
        ("period_to=2019", 4, 0),
        ("period_from=2020&period_to=2020", 4, 0),
        ("period_to=2020", 7, 4),
        ("source=diary", 7, 4),
        ("kind=event", 0, 0),
    ],
)
def test_a_ranking_is_about_the_arenas_asked_for(
    caller: TestClient, asked: str, actors: int, sole: int
) -> None:
    found = answer(caller, f"{API}/measures?{asked}")
    assert (found["network"]["actors"], found["network"]["sole_pairs"]) == (actors, sole)
    assert found["total"] == (1 if sole else 0)


@pytest.mark.parametrize(
    ("by", "names"),
    [
        ("sole_pairs", ["Navet"]),
        ("cut_mass", ["Navet"]),
        ("brokerage", ["Navet"]),
        ("betweenness", ["Navet", "Öst 1", "Väst 1", "Väst 2"]),
        ("constraint", ["Navet"]),
    ],
)
def test_each_order_holds_only_what_something_hangs_on(
    caller: TestClient, by: str, names: list[str]
) -> None:
    found = answer(caller, f"{API}/measures?by={by}")
    assert sorted(item["actor"]["name"] for item in found["items"]) == sorted(names)
    assert found["items"][0]["actor"]["name"] == "Navet"


@pytest.mark.parametrize(
    ("path", "status"),
    [
        (f"{API}/measures?by=merit", 422),
        (f"{API}/measures?limit=501", 422),
        (f"{API}/measures?units=apart", 422),
        (f"{API}/measures?source=nobody", 422),
        (f"{API}/measures?theme=nothing", 422),
        (f"{API}/measures?seed=-1", 422),
        (f"{API}/measures?period_from=2021&period_to=2019", 422),
        (f"{API}/measures?cursor=x", 422),
        (f"{API}/measures/act-0000000000000000/pairs", 404),
        (f"{API}/bridging?by=sole_pairs", 422),
        ("/api/v1/views/brokers.pdf", 422),
    ],
)
def test_what_cannot_be_asked_is_a_problem_with_a_reason(
    caller: TestClient, path: str, status: int
) -> None:
    response = caller.get(path)
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"


def test_the_table_is_a_csv_in_both_languages(caller: TestClient) -> None:
    for lang, first in (("sv", "Aktör;Sektor;Arenor;Parter;"), ("en", "Actor;Sector;Arenas;")):
        response = caller.get(f"/api/v1/views/brokers.csv?lang={lang}")
        assert response.headers["content-type"] == "text/csv; charset=utf-8"
        lines = response.content.decode("utf-8-sig").split("\r\n")
        assert lines[0].startswith(first)
        assert lines[1].startswith("Navet;")
        assert lines[1].endswith(actor("hub"))
    arenas = caller.get("/api/v1/views/bridging.csv?lang=sv").content.decode("utf-8-sig")
    assert [line.split(";")[0] for line in arenas.split("\r\n")[:1]] == ["Arena"]


@pytest.fixture
def model(tmp_path: Path) -> Iterator[ReadModel]:
    """A read model of which nobody asked anything."""
    store = open_store(f"sqlite://{tmp_path / 'sides.db'}")
    record(store, two_sides())
    with ReadModel(build(store, 1, Audience.PUBLIC, tmp_path)) as found:
        yield found
    store.shut()


@pytest.mark.parametrize("found_there", [b"", b"not an archive", b"PK\x03\x04 half of one"])
def test_kept_measures_that_cannot_be_read_are_computed_again(
    model: ReadModel, found_there: bytes
) -> None:
    first = brokers(model, BrokerQuestion())
    (kept,) = model.answers.iterdir()
    kept.write_bytes(found_there)

    assert brokers(model, BrokerQuestion()) == first
    assert len(kept.read_bytes()) > len(found_there)


def test_what_takes_long_is_not_there_until_it_was_computed_and_then_is(model: ReadModel) -> None:
    before = brokers(model, BrokerQuestion())
    assert (before.null, before.stability, before.items[0].against_null) == (None, None, None)
    told: list[str] = []
    examine(model, BrokerQuestion(), step=lambda what, _: told.append(what))

    after = brokers(model, BrokerQuestion())
    assert set(told) == {"null draws", "stability"}
    assert after.null is not None
    assert (after.null.draws, after.null.seed) == (207, 2021)
    assert after.stability is not None
    assert (after.stability.repeats, after.stability.first) == (20, 1)
    hub = after.items[0]
    assert hub.stays is not None
    assert after.stability.overlap == pytest.approx(hub.stays / 20)
    assert hub.against_null is not None
    assert hub.against_null.total.observed == 9
    told.clear()
    examine(model, BrokerQuestion(), step=lambda what, _: told.append(what))
    assert told == []  # it lies there


def test_a_long_computation_that_is_stopped_keeps_what_was_whole(model: ReadModel) -> None:
    def stop(what: str, _: float) -> None:
        if what == "stability":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        examine(model, BrokerQuestion(), step=stop)

    found = brokers(model, BrokerQuestion())
    assert found.null is not None
    assert found.stability is None


def test_what_only_some_may_read_is_in_no_count_of_others(tmp_path: Path) -> None:
    private = LISTED.model_copy(update={"visibility": Visibility.PRIVATE})
    says = two_sides()
    says.info = private
    store = open_store(f"sqlite://{tmp_path / 'sides.db'}")
    record(store, says)

    with ReadModel(build(store, 1, Audience.PUBLIC, tmp_path)) as found:
        assert brokers(found, BrokerQuestion()).network.actors == 0
    with ReadModel(build(store, 1, Audience.EVERYTHING, tmp_path)) as found:
        assert brokers(found, BrokerQuestion()).network.actors == 7
    store.shut()

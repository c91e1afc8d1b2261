"""Evidence cards: one figure with all it takes to follow it and to compute it again."""

import json
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from queries.stores.opening import open_store
from service.app import create_app
from service.settings import Settings
from tests.commands.command_line import CommandLine
from tests.gaps.test_gap_question import towns_and_associations
from tests.lookup.small_graph import record

API = "/api/v1/gaps/sectors"


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> tuple[CommandLine, TestClient]:
    """One store, asked by command line and by HTTP."""
    folder: Path = tmp_path_factory.mktemp("cards")
    command = CommandLine(folder)
    address = command.environment()["EKOKARTA_STORE"]
    store = open_store(address)
    record(store, towns_and_associations())
    given = {"cache": folder / "service-cache", "log_level": "warning"}
    return command, TestClient(create_app(Settings.model_validate(given), store))


def card_of(caller: TestClient, path: str, **asked: object) -> Any:
    response = caller.get(f"{API}/{path}/card", params=asked)
    assert response.status_code == 200, response.text
    return response.json()


def written(folder: Path, card: Any) -> Path:
    path = folder / "card.json"
    path.write_text(json.dumps(card), encoding="utf-8")
    return path


def test_a_card_says_all_it_takes_to_refute_its_figure(
    places: tuple[CommandLine, TestClient],
) -> None:
    _, caller = places
    card = card_of(caller, "public/civil_society", units="separate")
    table = caller.get(API, params={"units": "separate"}).json()
    pair = next(p for p in table["pairs"] if (p["a"], p["b"]) == ("public", "civil_society"))
    assert card["values"] == {k: v for k, v in pair.items() if k not in ("a", "b", "arenas")}
    assert card["about"] == {"a": "public", "b": "civil_society"}
    assert card["parameters"] == table["parameters"]
    assert card["strata"] == [s["name"] for s in table["strata"] if s["tested"]]
    assert (card["participations"], card["coverage"]) == (
        table["participations"]["tested"], pair["coverage"],
    )  # fmt: skip
    assert (card["fragility"], card["stability"]) == ("not computed", "not computed")
    assert (card["audience"], card["data_version"], card["exploratory"]) == ("public", 1, True)
    assert [source["name"] for source in card["sources"]] == ["diary"]
    assert card["address"] == f"{API}/public/civil_society/card?units=separate&as_of=1"
    assert caller.get(card["address"]).json() == card
    assert caller.get(card["request"].removeprefix("GET ")).json()["pairs"]
    assert "Besag" in card["method"]


def test_the_same_whichever_way_round(places: tuple[CommandLine, TestClient]) -> None:
    _, caller = places
    one, other = (
        card_of(caller, path) for path in ("public/civil_society", "civil_society/public")
    )
    assert one == other


@pytest.mark.parametrize(
    "path", ["public/civil_society", "whole/ei_index", "whole/assortativity", "whole/three_sectors"]
)
def test_a_card_recomputes_to_the_same(
    path: str, places: tuple[CommandLine, TestClient], tmp_path: Path
) -> None:
    command, caller = places
    card = card_of(caller, path)

    done = command("recompute", written(tmp_path, card))

    assert (done.code, done.err) == (0, "")
    assert done.out == f"same: {' – '.join(card['about'].values())}, data version 1\n"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"values": {"observed": 99}}, "values.observed: the card says 99, recomputed "),
        ({"values": {"expected": 1.5}}, "values.expected: the card says 1.5, recomputed "),
        ({"values": {"verdict": "gap"}}, "values.verdict: the card says 'gap', recomputed "),
        ({"graph_hash": "0" * 64}, f"graph_hash: the card says '{'0' * 64}', recomputed '"),
        ({"participations": 1}, "participations: the card says 1, recomputed "),
        ({"exploratory": True}, "exploratory: the card says True, recomputed False"),
        ({"coverage": 0.5}, "coverage: the card says 0.5, recomputed "),
        ({"formula": "T"}, "formula: the card says 'T', recomputed "),
        ({"address": "https://other.example/"}, "address: the card says 'https://other.example/"),
    ],
)
def test_what_does_not_come_out_the_same_is_named(
    change: dict[str, Any], said: str, places: tuple[CommandLine, TestClient], tmp_path: Path
) -> None:
    command, caller = places
    card = card_of(caller, "public/civil_society")
    for name, value in change.items():
        card[name] = {**card[name], **value} if isinstance(value, dict) else value

    done = command("recompute", written(tmp_path, card))
    as_json = command("recompute", written(tmp_path, card), "--json")

    assert (done.code, as_json.code) == (1, 1)
    assert done.out.startswith(said)
    assert done.out.count("\n") == 1
    assert as_json.json()["same"] is False
    assert len(as_json.json()["differences"]) == 1


def test_what_only_scrutiny_can_tell_is_said_to_be_unchecked(
    places: tuple[CommandLine, TestClient], tmp_path: Path
) -> None:
    command, caller = places
    card = card_of(caller, "public/civil_society")
    card["stability"] = {"ways": 99, "same_verdict": 1.0, "same_side": 1.0}

    done = command("recompute", written(tmp_path, card))

    assert done.code == 0
    assert "not checked: fragility and stability" in done.out


def test_what_is_no_card_is_refused_in_words(
    places: tuple[CommandLine, TestClient], tmp_path: Path
) -> None:
    command, caller = places
    half = written(tmp_path, card_of(caller, "public/civil_society"))
    half.write_bytes(half.read_bytes()[:500])
    broken = command("recompute", half)
    assert (broken.code, broken.out) == (1, "")
    assert "expected an evidence card" in broken.err
    assert "Traceback" not in broken.err
    assert command("recompute", tmp_path / "none.json").code == 2
    card = card_of(caller, "public/civil_society")
    for change in ({"format": 7}, {"about": {"a": "martian", "b": "public"}}, {"data_version": 9},
                   {"question": {**card["question"], "draws": "many"}}):  # fmt: skip
        refused = command("recompute", written(tmp_path, {**card, **change}))
        assert refused.code in (1, 2)
        assert "Traceback" not in refused.err
        assert refused.err


def test_a_cell_that_is_not_shown_has_no_card(places: tuple[CommandLine, TestClient]) -> None:
    _, caller = places
    hidden = caller.get(f"{API}/public/academia/card")
    assert (hidden.status_code, hidden.headers["content-type"]) == (403, "application/problem+json")
    assert caller.get(f"{API}/public/unknown/card").status_code == 404
    assert caller.get(f"{API}/public/martian/card").status_code == 422
    assert caller.get(f"{API}/whole/beauty/card").status_code == 422

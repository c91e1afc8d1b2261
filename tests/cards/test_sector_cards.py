"""Evidence cards of the sector table: what they say, and whether it comes out the same again."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.callers import caller_in, caller_of, store_in
from tests.commands.command_line import CommandLine
from tests.gaps.test_gap_question import towns_and_associations

API = "/api/v1/gaps/sectors"
CARDS = "/api/v1/cards/sectors"


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[CommandLine, TestClient]]:
    """One store, asked by command line and by HTTP."""
    folder: Path = tmp_path_factory.mktemp("cards")
    with (
        store_in(folder, towns_and_associations()) as store,
        caller_of(store, folder / "service-cache") as caller,
    ):
        yield CommandLine(folder), caller


def card_of(caller: TestClient, path: str, **asked: object) -> Any:
    response = caller.get(f"{CARDS}/{path}", params=asked)
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
    assert (card["n"], card["coverage"]) == (
        {"participations": table["participations"]["tested"]}, pair["coverage"],
    )  # fmt: skip
    null = table["parameters"]["null"]
    assert {name: card[name] for name in ("expected", "p", "q", "draws", "seed")} == {
        "expected": pair["expected"], "p": pair["p"], "q": pair["q"], "draws": null["draws"],
        "seed": null["seed"],
    }  # fmt: skip
    assert card["not_tested_share"] == table["not_tested_share"]
    assert (card["fragility"], card["stability"]) == ("not computed", "not computed")
    assert (card["audience"], card["data_version"], card["exploratory"]) == ("public", 1, True)
    assert [source["name"] for source in card["sources"]] == ["diary"]
    assert card["address"] == f"{CARDS}/public/civil_society?units=separate&as_of=1"
    assert caller.get(card["address"]).json() == card
    assert caller.get(card["request"].removeprefix("GET ")).json()["pairs"]
    assert "Besag" in card["method"]


def test_an_address_that_was_cited_before_all_cards_lay_together_still_gives_the_card(
    places: tuple[CommandLine, TestClient],
) -> None:
    _, caller = places
    for path in ("public/civil_society", "whole/ei_index"):
        old = caller.get(f"{API}/{path}/card", params={"seed": 7, "as_of": 1})
        assert old.json() == card_of(caller, path, seed=7)


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
        ({"n": {"participations": 1}}, "n.participations: the card says 1, recomputed "),
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

    assert (done.code, done.out.count("\n")) == (1, 1)
    assert done.out.startswith(said)


def test_what_differs_is_told_to_programs_too(
    places: tuple[CommandLine, TestClient], tmp_path: Path
) -> None:
    command, caller = places
    card = card_of(caller, "public/civil_society")
    observed = card["values"]["observed"]
    card["values"]["observed"] = 99

    done = command("recompute", written(tmp_path, card), "--json")

    assert (done.code, done.json()) == (
        1,
        {
            "same": False,
            "unchecked": False,
            "differences": [
                {"field": "values.observed", "stated": 99, "recomputed": observed},
            ],
        },
    )


def test_a_card_that_another_program_wrote_out_again_is_the_same(
    places: tuple[CommandLine, TestClient], tmp_path: Path
) -> None:
    command, caller = places
    card = card_of(caller, "public/civil_society")
    assert any(isinstance(end, float) for end in card["values"]["expected_range"])
    whole = json.loads(json.dumps(card), parse_float=lambda text: _as_scripts_write(float(text)))

    done = command("recompute", written(tmp_path, whole))

    assert (done.code, done.out.startswith("same: ")) == (0, True)


def _as_scripts_write(value: float) -> float | int:
    return int(value) if value.is_integer() else value


def test_what_scrutiny_found_is_computed_again_or_said_to_be_unchecked(
    places: tuple[CommandLine, TestClient], tmp_path: Path
) -> None:
    command, _ = places
    assert command("gaps", "--scrutiny", "--draws", "99", "--json").code == 0
    card = command("card", "sectors/public/civil_society?draws=99").json()
    assert card["examined"]
    assert card["stability"]["ways"] > 0

    card["stability"]["ways"] += 1
    quick = command("recompute", written(tmp_path, card), "--quick")
    wrong = command("recompute", written(tmp_path, card))

    assert (quick.code, quick.out.splitlines()[1:]) == (
        0, ["not checked: what takes minutes; leave out --quick to compute that too"],
    )  # fmt: skip
    assert (wrong.code, wrong.out.count("\n")) == (1, 1)
    assert wrong.out.startswith("stability.ways: the card says ")


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


def test_a_code_nobody_knows_is_refused_before_any_table_is_made(tmp_path: Path) -> None:
    with caller_in(tmp_path, towns_and_associations()) as caller:
        for path, status in (
            ("sectors/public/martian", 422), ("sectors/unknown/public", 404),
            ("live/martian/x", 422), ("sectors/whole/beauty", 404),
            ("trend/pair/public/martian", 422), ("whatif/pair/martian/public?change=gone+x", 422),
        ):  # fmt: skip
            page = caller.get(f"/cards/{path}", headers={"Accept": "text/html"})
            assert (page.status_code, caller.get(f"/api/v1/cards/{path}").status_code) == (
                status, status,
            )  # fmt: skip
        kept = [each for each in (tmp_path / "cache").rglob("answers/*") if each.is_file()]
        assert kept == []
        assert caller.get(f"{CARDS}/public/civil_society").status_code == 200
    assert [each for each in (tmp_path / "cache").rglob("answers/*") if each.is_file()]


def test_a_cell_that_is_not_shown_has_no_card(places: tuple[CommandLine, TestClient]) -> None:
    _, caller = places
    hidden = caller.get(f"{CARDS}/public/academia")
    assert (hidden.status_code, hidden.headers["content-type"]) == (403, "application/problem+json")
    assert caller.get(f"{CARDS}/public/unknown").status_code == 404
    assert caller.get(f"{CARDS}/public/martian").status_code == 422
    for nothing in ("whole/beauty", "public", "public/private/academia"):
        assert caller.get(f"{CARDS}/{nothing}").status_code == 404

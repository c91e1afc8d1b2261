"""A card of every kind, on the bundled data and on small worlds that have what it lacks."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple, get_args

import pytest
from fastapi.testclient import TestClient
from lxml import html

from graph_schema.card_answers import CardKind
from queries.stores.opening import open_store
from service.app import create_app
from service.cli import run
from service.commands.demo import load_samples
from service.settings import Settings
from tests.groups.two_teams import actor, two_teams
from tests.lookup.small_graph import record
from tests.voice import test_voice as voices

API = "/api/v1"
CHANGE = {"change": "add any:public,any:civil_society x2", "source": "almedalen"}
Row = dict[str, Any]


class Place(NamedTuple):
    """A store asked by HTTP, and what a command finds it by."""

    caller: TestClient
    environment: dict[str, str]


class Cited(NamedTuple):
    """A figure: what is asked, and what in the answer is its row and names it."""

    kind: CardKind
    path: str
    find: Callable[[Any], tuple[str, Row]]
    left_out: tuple[str, ...]
    asked: dict[str, str] = {}


def opened(folder: Path) -> Iterator[tuple[Any, Place]]:
    """An empty store with a service before it."""
    address, cache = f"sqlite:///{folder / 'store.db'}", folder / "cache"
    store = open_store(address)
    given = {"cache": cache, "log_level": "warning"}
    with TestClient(create_app(Settings.model_validate(given), store)) as caller:
        yield store, Place(caller, {"EKOKARTA_STORE": address, "EKOKARTA_CACHE": str(cache)})
    store.shut()


@pytest.fixture(scope="module")
def bundled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """All that is bundled."""
    for store, place in opened(tmp_path_factory.mktemp("bundled")):
        load_samples(store)
        yield place


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """Two teams that keep meeting."""
    for store, place in opened(tmp_path_factory.mktemp("small")):
        record(store, two_teams())
        yield place


@pytest.fixture(scope="module")
def heard(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """Target groups with organisations of their own."""
    for store, place in opened(tmp_path_factory.mktemp("heard")):
        record(store, voices.register())
        record(store, voices.almanac())
        yield place


def first(*names: str, of: str = "items") -> Callable[[Any], tuple[str, Row]]:
    """The first row of a list, named by ids or values of its own."""

    def find(answer: Any) -> tuple[str, Row]:
        row = answer[of][0]
        return "/".join(_named(row[name]) for name in names), row

    return find


def _named(value: Any) -> str:
    return str(value["id"] if isinstance(value, dict) else value)


FIGURES = [
    Cited("live", "/gaps/sectors/live", first("a", "b", of="pairs"), ("a", "b")),
    Cited("whitespace", "/gaps/whitespace", first("row", "column", of="cells"),
          ("row", "column", "arenas"), {"level": "nuts2"}),
    Cited("coverage", "/gaps/coverage", first("value", of="slices"), ("value", "sv", "en"),
          {"by": "year"}),
    Cited("coverage", "/gaps/coverage", lambda a: ("whole", a["whole"]), ("value", "sv", "en")),
    Cited("measures", "/network/measures", first("actor"), ("actor", "pairs", "stays")),
    Cited("bridging", "/network/bridging", first("arena"), ("arena", "stays")),
    Cited("network", "/network/measures",
          lambda a: ("fragmentation", {"observed": a["network"]["fragmentation"]}), ()),
    Cited("groups", "/network/groups", lambda a: ("core/2", a["cores"]["levels"][0]), ("alpha",)),
    Cited("groups", "/network/groups", lambda a: ("whole/stability", a["stability"]), ()),
    Cited("isolates", "/gaps/isolates", lambda a: ("whole/counts", a["whole"]), ()),
    Cited("isolates", "/gaps/isolates", lambda a: ("chance/apart", a["apart"]), ()),
    Cited("isolates", "/gaps/isolates",
          lambda a: (f"kind/{a['by_kind'][0]['value']}", a["by_kind"][0]), ("value",)),
    Cited("trend", "/gaps/trend", lambda a: ("across", a["across"]), ("a", "b")),
    Cited("trend", "/gaps/trend",
          lambda a: (f"kept/{a['persistence'][0]['year']}",
                     next(k for k in a["persistence"] if not k["across"])), ()),
    Cited("sunset", "/gaps/sunset", first("name", of="quarters"), (), {"day": "2022-05-01"}),
    Cited("funders", "/gaps/funders", first("label", of="rows"), ("label",), {"by": "theme"}),
    Cited("funders", "/gaps/funders", lambda a: ("whole", a["whole"]), ("label",)),
    Cited("funder-cells", "/gaps/funders/cells", first("region", "theme", of="cells"),
          ("region", "theme")),
    Cited("funder-overlaps", "/gaps/funders/overlaps", first("a", "b"), ("a", "b")),
    Cited("whatif", "/whatif", lambda a: ("figure/pieces", next(
        f for f in a["figures"] if f["name"] == "pieces")), ("name",), CHANGE),
    Cited("whatif", "/whatif", lambda a: ("pair/public/private", next(
        p for p in a["pairs"] if (p["a"], p["b"]) == ("public", "private"))), ("a", "b"), CHANGE),
    Cited("totals", "/totals/sector", lambda a: (f"sector/{a['rows'][0]['value']}", a["rows"][0]),
          ("value", "label_sv", "label_en"), {"period_from": "2020"}),
    Cited("timeline", "/timeline", lambda a: ("2019", {
        "arenas": a["arenas_per_year"]["2019"], "sectors": {
            c["sector"]: c["arenas"] for c in a["cells"] if c["year"] == 2019}}), (),
          {"kind": "event"}),
    Cited("status", "/status", lambda a: ("Actor", {"observed": a["counts"]["Actor"]}), ()),
]  # fmt: skip


def card_of(place: Place, kind: str, key: str, asked: dict[str, str]) -> Any:
    response = place.caller.get(f"{API}/cards/{kind}/{key}", params=asked)
    assert response.status_code == 200, response.text
    return response.json()


def recomputed(
    place: Place, card: Any, folder: Path, monkeypatch: pytest.MonkeyPatch, *options: str
) -> int:
    """How the command ended."""
    for name, value in place.environment.items():
        monkeypatch.setenv(name, value)
    path = folder / "card.json"
    path.write_text(json.dumps(card), encoding="utf-8")
    return run(["recompute", str(path), *options])


@pytest.mark.parametrize("cited", FIGURES, ids=lambda cited: cited.kind)
def test_a_card_holds_the_row_of_its_answer_and_comes_out_the_same(
    cited: Cited, bundled: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = bundled.caller.get(f"{API}{cited.path}", params=cited.asked).json()
    key, row = cited.find(answer)

    card = card_of(bundled, cited.kind, key, cited.asked)

    again = bundled.caller.get(card["request"].removeprefix("GET ")).json()
    for same_key, same in ((key, row), cited.find(again)):
        assert same_key == key
        assert card["values"] == {k: v for k, v in same.items() if k not in cited.left_out}
    assert "/".join(card["about"].values()) == key
    assert (card["figure"], card["data_version"]) == (cited.kind, answer["data_version"])
    assert bundled.caller.get(card["address"]).json() == card
    assert recomputed(bundled, card, tmp_path, monkeypatch) == 0
    name = next(iter(card["values"]))
    assert recomputed(
        bundled, {**card, "values": {**card["values"], name: -1}}, tmp_path, monkeypatch
    ) == 1  # fmt: skip


def test_a_card_tells_the_test_against_a_need_beside_the_cells_own(bundled: Place) -> None:
    table = bundled.caller.get(f"{API}/gaps/whitespace").json()
    filled = [cell for cell in table["cells"] if cell["outside"]][:2]
    named = [(cell["row"], cell["column"]) for cell in filled]
    lines = [f"{row},{column},{need}" for (row, column), need in zip(named, (1, 3), strict=True)]
    asked = {"cells": "\n".join(["region,theme,need", *lines])}

    key = "/".join(named[0])
    card = card_of(bundled, "whitespace", key, asked)

    need, arenas = card["values"]["need"], sum(cell["outside"] for cell in filled)
    assert card["n"] == {"arenas": 0, "arenas_with_need": arenas}
    assert need["expected"] == pytest.approx(arenas / 4)
    assert card["p"] == {"need_low": need["p_low"], "need_high": need["p_high"]}
    assert card["q"] == {"need_low": need["q_low"], "need_high": need["q_high"]}
    assert bundled.caller.get(card["address"]).json() == card


def test_there_is_a_card_of_every_kind() -> None:
    apart = {"sectors", "voice", "triples"}  # tried elsewhere
    assert {cited.kind for cited in FIGURES} | apart == set(get_args(CardKind))


def test_a_card_of_a_target_group_says_what_its_share_was_held_against(
    heard: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = heard.caller.get(f"{API}/gaps/voice").json()
    row = next(g for g in answer["groups"] if g["group"]["name"] == "Unga")

    card = card_of(heard, "voice", row["group"]["id"], {})

    assert card["values"] == {k: v for k, v in row.items() if k != "group"}
    assert card["named"] == {"group": "Unga"}
    told = {name: card[name] for name in ("draws", "seed", "expected", "p", "coverage")}
    assert told == {
        "draws": answer["draws"], "seed": answer["seed"], "expected": row["expected"],
        "p": row["p"], "coverage": row["coverage"],
    }  # fmt: skip
    assert recomputed(heard, card, tmp_path, monkeypatch) == 0


def test_a_group_that_would_name_too_few_has_no_card(heard: Place) -> None:
    answer = heard.caller.get(f"{API}/gaps/voice").json()
    hidden = [g["group"]["id"] for g in answer["groups"] if g["verdict"] == "suppressed"]

    assert len(hidden) == 1
    refused = heard.caller.get(f"{API}/cards/voice/{hidden[0]}")
    assert (refused.status_code, refused.headers["content-type"]) == (
        403, "application/problem+json",
    )  # fmt: skip


def test_what_was_examined_is_part_of_the_card_and_computed_again(
    small: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    before = card_of(small, "measures", actor("a1"), {})
    assert (before["examined"], before["stability"]) == (False, "not computed")
    for name, value in small.environment.items():
        monkeypatch.setenv(name, value)
    assert run(["bridges", "--examine", "--json"]) == 0
    capsys.readouterr()
    assert run(["card", f"{API}/cards/measures/{actor('a1')}?as_of=1"]) == 0

    card = json.loads(capsys.readouterr().out)
    assert run(["card", before["address"], "--public"]) == 0
    assert json.loads(capsys.readouterr().out) == before

    assert card["examined"]
    assert (card["draws"], card["stability"]["repeats"]) == (207, 20)
    null = card["values"]["against_null"]
    assert null["total"]["observed"] == card["values"]["roles"]["total"]
    assert card["expected"] == null["total"]["expected"]
    assert card["p"] == {role: told["p"] for role, told in null.items()}
    assert recomputed(small, card, tmp_path, monkeypatch) == 0
    card["values"]["against_null"]["total"]["expected"] += 1
    assert recomputed(small, card, tmp_path, monkeypatch, "--quick") == 0
    assert recomputed(small, card, tmp_path, monkeypatch) == 1
    assert "values.against_null.total.expected: the card says" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        ("coverage/martian", 404, "martian"),
        ("groups/core/77", 404, "core/77"),
        ("isolates/sector", 404, "sector"),
        ("sunset/2099 Q1", 404, "2099 Q1"),
        ("trend/pair/public", 404, "pair/public"),
        ("whatif/figure/beauty?change=gone+x", 422, "x"),
        ("coverage/whole?seed=3", 422, "seed"),
        ("beauty/x", 404, ""),
    ],
)
def test_what_has_no_card_is_said_in_words(path: str, status: int, said: str, small: Place) -> None:
    refused = small.caller.get(f"{API}/cards/{path}")

    assert (refused.status_code, refused.headers["content-type"]) == (
        status, "application/problem+json",
    )  # fmt: skip
    assert said in refused.text


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("beauty/x", "expected one of sectors, live"),
        ("sectors", "expected an address of a card"),
        ("sectors/public/private?draws=many", "draws"),
        ("sunset/day?day=tomorrow", "day"),
    ],
)
def test_a_command_says_what_is_wrong_with_an_address(
    address: str, said: str, small: Place, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    for name, value in small.environment.items():
        monkeypatch.setenv(name, value)

    assert run(["card", address]) in (1, 2)

    told = capsys.readouterr()
    assert told.out == ""
    assert said in told.err


@pytest.mark.parametrize(
    ("lang", "heading", "not_computed"),
    [("sv", "Hur säkra de är", "inte beräknat"), ("en", "How certain they are", "not computed")],
)
def test_the_page_of_a_card_reads_in_both_languages(
    lang: str, heading: str, not_computed: str, small: Place
) -> None:
    address = f"/cards/measures/{actor('y')}"
    page = small.caller.get(address, params={"lang": lang}, headers={"Accept": "text/html"})
    found = html.fromstring(page.text)
    card = card_of(small, "measures", actor("y"), {})

    assert found.findtext(".//h1/bdi") == "Aktör y"
    assert heading in [h2.text for h2 in found.iterfind(".//h2")]
    rows = {
        row[2].findtext("code"): row[1].findtext("bdi") for row in found.iterfind(".//tbody/tr")
    }
    assert (rows["arenas"], rows["led"]) == (str(card["values"]["arenas"]), not_computed)
    assert card["graph_hash"] in page.text
    assert found.xpath("string(//a[@download]/@href)").startswith(address.join((API, "")))

"""A card of every kind, on the bundled data and on small worlds that have what it lacks."""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple, get_args
from urllib.parse import quote, urlsplit

import pytest
from fastapi.testclient import TestClient
from lxml import html

from graph_schema.card_answers import CardKind
from service.cli import run
from service.commands.demo import load_samples
from tests.callers import caller_in, store_in
from tests.groups.two_teams import actor, two_teams
from tests.lookup.small_graph import Statements
from tests.service.test_jobs import ended
from tests.trend.test_trend import statements as of_years
from tests.voice import test_voice as voices

API = "/api/v1"
CHANGE = {"change": "add any:public,any:civil_society x2", "source": "almedalen"}
SECTORS = ("public", "private", "civil_society", "academia", "unknown")
Row = dict[str, Any]
ENGLISH = {
    "the", "of", "and", "with", "within", "by", "from", "that", "which", "who", "draws", "nothing",
    "arenas", "actors", "counted", "exact", "over", "whose",
}  # fmt: skip
"""Words that no formula in Swedish has."""


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


@contextmanager
def placed(folder: Path, *statements: Statements) -> Iterator[Place]:
    """The store of a folder with these recorded, and a service before it."""
    address, cache = f"sqlite:///{folder / 'store.db'}", str(folder / "cache")
    with caller_in(folder, *statements) as caller:
        yield Place(caller, {"EKOKARTA_STORE": address, "EKOKARTA_CACHE": cache})


@pytest.fixture(scope="module")
def bundled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """All that is bundled."""
    folder = tmp_path_factory.mktemp("bundled")
    with store_in(folder) as store:
        load_samples(store)
    with placed(folder) as place:
        begun = place.caller.post("/api/v1/whatif/chance", params=CHANGE)
        assert ended(place.caller, begun.json()["id"])["state"] == "done"
        yield place


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """Two teams that keep meeting."""
    with placed(tmp_path_factory.mktemp("small"), two_teams()) as place:
        yield place


@pytest.fixture(scope="module")
def heard(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """Target groups with organisations of their own."""
    folder = tmp_path_factory.mktemp("heard")
    with placed(folder, voices.register(), voices.almanac()) as place:
        yield place


@pytest.fixture(scope="module")
def years(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """Six years of eight projects of two."""
    with placed(tmp_path_factory.mktemp("years"), of_years()) as place:
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
    Cited("bands", "/network/measures", first("least", of="bands"), ("least",)),
    Cited("groups", "/network/groups", lambda a: ("core/2", a["cores"]["levels"][0]), ("alpha",)),
    Cited("groups", "/network/groups", lambda a: ("whole/stability", a["stability"]), ()),
    Cited("isolates", "/gaps/isolates", lambda a: ("whole/counts", a["whole"]), ()),
    Cited("isolates", "/gaps/isolates", lambda a: ("chance/apart", a["apart"]), (),
          {"source": "almedalen"}),  # of all sources too few arenas have a list
    Cited("isolates", "/gaps/isolates",
          lambda a: (f"kind/{a['by_kind'][0]['value']}", a["by_kind"][0]), ("value",)),
    *(Cited("isolates", f"/gaps/isolates/{name}",
            lambda a: (f"listed/{a['items'][0]['actor']['id']}", a["items"][0]),
            ("actor", "sector", "beside", "last_seen", "stated_by", "retrieved"), asked)
      for name, asked in (("never", {}), ("orphans", {"source": "almedalen"}))),
    Cited("groups", "/network/groups/core",
          lambda a: (f"in-core/{a['items'][0]['actor']['id']}", a["items"][0]),
          ("actor", "sector")),
    Cited("trend", "/gaps/trend", lambda a: ("across", a["across"]), ("a", "b")),
    Cited("trend", "/gaps/trend",
          lambda a: (f"kept/{a['persistence'][0]['year']}",
                     next(k for k in a["persistence"] if not k["across"])), ()),
    Cited("trend", "/gaps/trend",
          lambda a: (f"year/{a['years'][-1]['year']}", a["years"][-1]), ()),
    Cited("trend", "/gaps/trend", lambda a: next(
        (f"pair-year/{s['a']}/{s['b']}/{p['year']}", p)
        for s in a["pairs"] for p in s["points"] if p["observed"]), ()),
    Cited("trend", "/gaps/trend", lambda a: next(
        (f"across-year/{p['year']}", p) for p in a["across"]["points"] if p["observed"]), ()),
    Cited("sunset", "/gaps/sunset", first("name", of="quarters"), (), {"day": "2022-05-01"}),
    Cited("sunset", "/gaps/sunset/ties",
          lambda a: (f"tie/{a['items'][0]['a']['id']}/{a['items'][0]['b']['id']}", a["items"][0]),
          ("a", "b", "quarter", "arenas"), {"day": "2022-05-01"}),
    Cited("funders", "/gaps/funders", first("label", of="rows"), ("label",), {"by": "theme"}),
    Cited("funders", "/gaps/funders", lambda a: ("whole", a["whole"]), ("label",)),
    Cited("funder-cells", "/gaps/funders/cells", first("region", "theme", of="cells"),
          ("region", "theme")),
    Cited("funder-overlaps", "/gaps/funders/overlaps", first("a", "b"), ("a", "b")),
    Cited("whatif", "/whatif", lambda a: ("figure/pieces", next(
        f for f in a["figures"] if f["name"] == "pieces")), ("name",), CHANGE),
    Cited("whatif", "/whatif", lambda a: ("pair/public/private", next(
        p for p in a["pairs"] if (p["a"], p["b"]) == ("public", "private"))), ("a", "b"), CHANGE),
    Cited("whatif", "/whatif", lambda a: ("most/gate", a["most"][4]), ("figure",), CHANGE),
    Cited("whatif", "/whatif", lambda a: (
        f"actor/{a['actors'][0]['figure']}/{a['actors'][0]['actor']['id']}", a["actors"][0]),
          ("figure", "actor"), CHANGE),
    Cited("totals", "/totals/sector", lambda a: (f"sector/{a['rows'][0]['value']}", a["rows"][0]),
          ("value", "label_sv", "label_en"), {"period_from": "2020"}),
    Cited("timeline", "/timeline", lambda a: ("2019", {
        "arenas": a["arenas_per_year"]["2019"], "sectors": {
            **dict.fromkeys(SECTORS, 0),
            **{c["sector"]: c["arenas"] for c in a["cells"] if c["year"] == 2019}}}), (),
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


def expanded(template: str, row: Any) -> str:
    """RFC 6570, simple expansion: a variable is a field of the row, no value leaves nothing."""

    def of(found: re.Match[str]) -> str:
        value = reached(row, found[1])
        return "" if value is None else quote(_written(value), safe="")

    return re.sub(r"\{([\w.]+)\}", of, template)


def _written(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def reached(row: Any, name: str) -> Any:
    """A field of a row, or of what a field holds."""
    for part in name.split("."):
        row = row[part]
    return row


def rows_of(answer: Any, name: str, template: str) -> list[Any]:
    """Some of the rows whose cards a template gives, or what stands alone."""
    if name == "items.roles":
        return [{"actor": row["actor"], "key": "gate", "observed": row["roles"]["gate"]}
                for row in answer["items"][:2]]  # fmt: skip
    if name == "pairs.points":
        return [{"a": pair["a"], "b": pair["b"], **point}
                for pair in answer["pairs"][:3] for point in pair["points"][-3:]]  # fmt: skip
    held = reached(answer, name)
    if isinstance(held, list):
        return [*held[:2], *held[2:][-1:]]
    if "{key}" in template:
        return [{"key": key} for key in [*held][:2]]
    return [held]


ANSWERS = {(cited.path, *cited.asked.items()): cited for cited in FIGURES}.values()


@pytest.mark.parametrize("cited", ANSWERS, ids=lambda cited: cited.path)
def test_an_answer_says_where_the_cards_of_its_figures_are(cited: Cited, bundled: Place) -> None:
    answer = bundled.caller.get(f"{API}{cited.path}", params=cited.asked).json()

    assert f"{API}/cards/{cited.kind}/" in "\n".join(answer["cards"].values())
    for name, template in answer["cards"].items():
        for row in rows_of(answer, name, template):
            found = bundled.caller.get(expanded(template, row))
            if found.status_code == 403:
                why = {"suppressed", *row.get("hidden", ())} & {*map(str, row.values()), "actors"}
                assert why or row["observed"] is None
                continue
            assert found.status_code == 200, (template, found.text)
            card = found.json()
            assert found.request.url.params["as_of"] == str(answer["data_version"])
            same = card["values"].keys() & (row.keys() if isinstance(row, dict) else ())
            assert {key: card["values"][key] for key in same} == {key: row[key] for key in same}
            assert same or not isinstance(row, dict) or [*row] == ["key"]
            assert bundled.caller.get(card["address"]).json() == card


def test_a_command_says_it_as_the_service_does(
    bundled: Place, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, value in bundled.environment.items():
        monkeypatch.setenv(name, value)
    asked = {"source": "almedalen", "seed": "7"}
    for command, path in (
        ("coverage", "coverage"), ("funders", "funders"), ("isolates", "isolates"),
        ("gaps", "sectors"),
    ):  # fmt: skip
        given = {"source": "almedalen"} if command == "coverage" else asked
        options = [word for name, value in given.items() for word in (f"--{name}", value)]
        assert run([command, *options, "--json"]) == 0
        told = json.loads(capsys.readouterr().out)["cards"]
        assert told == bundled.caller.get(f"{API}/gaps/{path}", params=given).json()["cards"]
        assert all("source=almedalen" in address for address in told.values())


def test_a_page_and_its_data_lead_to_the_same_card(bundled: Place) -> None:
    asked = {"source": "almedalen", "lang": "en"}
    page = bundled.caller.get("/gaps", params=asked, headers={"Accept": "text/html"})
    data = bundled.caller.get(f"{API}/gaps/sectors", params=asked).json()

    shown = html.fromstring(page.text).xpath("//tbody//a[starts-with(@href, '/cards/')]/@href")
    given = [expanded(data["cards"]["pairs"], p) for p in data["pairs"]
             if p["verdict"] != "suppressed"]  # fmt: skip
    assert [urlsplit(link).path for link in shown] == [
        urlsplit(address).path.removeprefix(API) for address in given
    ]


def test_the_description_says_what_cards_are(small: Place) -> None:
    described = small.caller.get(f"{API}/openapi.json").json()["components"]["schemas"]

    for name in ("GapTable", "WhitespaceTable", "BrokersAnswer", "PartPage_TripleCell_"):
        assert "RFC 6570" in described[name]["properties"]["cards"]["description"]


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
    apart = {"sectors", "voice", "triples", "scrutiny", "roles", "sole-pairs", "resolutions"}
    assert {cited.kind for cited in FIGURES} | apart == set(get_args(CardKind))


def test_an_actor_of_a_group_has_a_card(
    small: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """a3 is in the four arenas of its team, and every one of 20 runs puts it there."""
    answer = small.caller.get(f"{API}/network/groups/1/members").json()
    row = next(item for item in answer["items"] if item["actor"]["name"] == "Aktör a3")
    page = small.caller.get("/groups/1?lang=en", headers={"Accept": "text/html"})

    card = small.caller.get(expanded(answer["cards"]["items"], row)).json()

    assert card["named"] == {"name": "Aktör a3"}
    assert card["values"] == {"arenas": 4, "votes": 20}
    assert (card["n"], card["formula"].split()[0]) == ({"arenas": 4}, "Barber's")
    assert card["request"].startswith(f"GET {API}/network/groups/1/members?")
    assert urlsplit(card["address"]).path.removeprefix(API) in page.text
    assert recomputed(small, card, tmp_path, monkeypatch) == 0
    assert small.caller.get(f"{API}/cards/groups/in-group/{actor('b9')}").status_code == 404


def test_a_pair_that_hangs_on_one_has_a_card(
    small: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """a1 alone stands between its team and b1: four arenas with a2, one with b1."""
    answer = small.caller.get(f"{API}/network/measures/{actor('a1')}/pairs").json()
    assert len(answer["items"]) == 3
    row = next(item for item in answer["items"] if item["a"]["name"] == "Aktör a2")
    page = small.caller.get(f"/bridges/actors/{actor('a1')}", headers={"Accept": "text/html"})

    card = small.caller.get(expanded(answer["cards"]["items"], row)).json()

    assert card["named"] == {"broker": "Aktör a1", "a": "Aktör a2", "b": "Aktör b1"}
    assert card["values"] == {
        "sectors": {"broker": "public", "a": "public", "b": "private"},
        "role": "gate",
        "arenas": {"a": 4, "b": 1},
        "sole_pairs": 3,
    }
    assert (card["n"], card["draws"]) == ({"arenas": 5}, "not computed")
    assert urlsplit(card["address"]).path.removeprefix(API) in page.text
    assert recomputed(small, card, tmp_path, monkeypatch) == 0
    other = {**card, "values": {**card["values"], "role": "liaison"}}
    assert recomputed(small, other, tmp_path, monkeypatch) == 1
    turned = f"{API}/cards/sole-pairs/{actor('a1')}/{actor('b1')}/{actor('a2')}"
    assert small.caller.get(turned).json() == card
    for nothing in (("a1", "a2", "a3"), ("a2", "a1", "b1")):  # they meet; a2 knows no b1
        path = "/".join(map(actor, nothing))
        assert small.caller.get(f"{API}/cards/sole-pairs/{path}").status_code == 404


def test_a_role_has_a_card(small: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """a1 is public: with a2 and b1 a gate, with a3 or a4 and b1 between two other sectors."""
    counted = {}
    for role in ("coordinator", "consultant", "gate", "liaison", "unplaced", "total"):
        card = card_of(small, "roles", f"{actor('a1')}/{role}", {})
        counted[role] = card["values"]["observed"]
    assert counted == {
        "coordinator": 0, "consultant": 0, "gate": 1, "liaison": 2, "unplaced": 0, "total": 3,
    }  # fmt: skip
    assert card["about"] == {"actor": actor("a1"), "role": "total"}
    assert recomputed(small, card, tmp_path, monkeypatch) == 0
    assert small.caller.get(f"{API}/cards/roles/{actor('a1')}/boss").status_code == 404


def test_isolates_say_in_which_strata_they_were_drawn(small: Place) -> None:
    """All arenas are projects of 2020; the one of a single participant is moved with the others."""
    for name in ("alone", "apart"):
        card = card_of(small, "isolates", f"chance/{name}", {})
        (stratum,) = card["strata"]
        assert stratum.startswith("diary · Project · 2020")
        assert card["not_tested_share"] == 0
    assert card_of(small, "isolates", "whole/counts", {})["strata"] == "not computed"


def test_a_trend_says_in_which_strata_each_of_its_years_was_drawn(
    years: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of 2015 to 2020 each year is a stratum of its own; 2025 is too little to be used."""
    card = card_of(years, "trend", "pair/public/private", {})

    began = [stratum[: len("register · Project · 2015")] for stratum in card["strata"]]
    assert began == [f"register · Project · {year}" for year in range(2015, 2021)]
    assert recomputed(years, card, tmp_path, monkeypatch) == 0
    kept = card_of(years, "trend", "kept/2017", {})
    assert [stratum.split(" · ")[2] for stratum in kept["strata"]] == ["2017", "2018"]
    template = years.caller.get(f"{API}/gaps/trend").json()["cards"]["persistence"]
    across = years.caller.get(expanded(template, {"year": 2017, "across": True})).json()
    assert across["about"] == {"of": "kept_across", "year": "2017"}


def test_a_card_of_a_target_group_says_what_its_share_was_held_against(
    heard: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = heard.caller.get(f"{API}/gaps/voice").json()
    row = next(g for g in answer["groups"] if g["group"]["name"] == "Unga")

    card = card_of(heard, "voice", row["group"]["id"], {})

    assert card["values"] == {k: v for k, v in row.items() if k != "group"}
    assert card["named"] == {"group": "Unga"}
    assert card["strata"]
    assert all(stratum.startswith(("register", "almanac")) for stratum in card["strata"])
    told = {name: card[name] for name in ("draws", "seed", "expected", "p", "coverage")}
    assert told == {
        "draws": answer["draws"], "seed": answer["seed"], "expected": row["expected"],
        "p": row["p"], "coverage": row["coverage"],
    }  # fmt: skip
    assert recomputed(heard, card, tmp_path, monkeypatch) == 0


def test_a_group_that_would_name_too_few_has_no_card(heard: Place) -> None:
    answer = heard.caller.get(f"{API}/gaps/voice").json()
    hidden = [g["group"]["id"] for g in answer["groups"] if g["verdict"] == "suppressed"]

    assert len(hidden) == 2  # and one beside it, that with the sums would tell of it
    for group in hidden:
        refused = heard.caller.get(f"{API}/cards/voice/{group}")
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
    assert [stratum.startswith("diary · Project · 2020") for stratum in card["strata"]] == [True]
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


@pytest.mark.parametrize("cited", FIGURES, ids=lambda cited: cited.kind)
def test_formula_and_method_are_told_in_both_languages(cited: Cited, bundled: Place) -> None:
    """English as the card has it; nothing of its words is left in Swedish."""
    answer = bundled.caller.get(f"{API}{cited.path}", params=cited.asked).json()
    key, _ = cited.find(answer)
    card = card_of(bundled, cited.kind, key, cited.asked)

    told, parameters = {}, ""
    for lang in ("en", "sv"):
        page = bundled.caller.get(
            f"/cards/{cited.kind}/{key}", params={**cited.asked, "lang": lang}
        )
        found = html.fromstring(page.text)
        told[lang] = [dd.text for dd in found.xpath("//dl[@class='facts'][1]/dd")[:2]]
        parameters = " ".join(found.xpath("//details[1]//td[@class='number']/bdi/text()"))
    assert told["en"] == [card["formula"], card["method"]]
    assert not ENGLISH & set(re.findall(r"\w+", " ".join(told["sv"])))
    assert not ENGLISH & set(re.findall(r"\w+", parameters))


@pytest.mark.parametrize(
    "path", ["sectors/public/private", *(f"sectors/whole/{name}" for name in
             ("ei_index", "assortativity", "three_sectors", "four_sectors"))],
)  # fmt: skip
def test_formulas_of_the_sector_table_are_told_in_swedish(path: str, bundled: Place) -> None:
    page = bundled.caller.get(f"/cards/{path}", params={"source": "almedalen", "lang": "sv"})
    told = html.fromstring(page.text).xpath("//dl[@class='facts'][1]/dd")[:2]
    assert not ENGLISH & set(re.findall(r"\w+", " ".join(dd.text for dd in told)))


def test_the_method_of_draws_is_told_in_swedish(bundled: Place) -> None:
    asked = {"source": "almedalen", "draws": "99", "lang": "sv"}
    page = bundled.caller.get("/cards/live/public/private", params=asked)
    method = html.fromstring(page.text).xpath("//dl[@class='facts'][1]/dd")[1].text

    draws, _, rest = method.partition(" dragningar: ")
    assert draws.isdecimal()
    assert "Almedalsveckan: evenemang om social innovation" in page.text
    assert rest == (
        "parvisa byten i tvålägesgrafen inom strata; Besag–Cliffords test, 8 kedjor genom ett nav"
    )


@pytest.mark.parametrize(
    ("lang", "algorithm", "strata", "first"),
    [
        ("sv", "parvisa byten i tvålägesgrafen inom strata; Besag–Cliffords test, 8 kedjor genom "
         "ett nav",
         ["Källa", "slag av arena", "startår", "Region", "program, annars huvudtema",
          "för små: först ämnen, sedan regioner, sedan angränsande år ihop"],
         "Almedalsveckan: evenemang om social innovation · Evenemang · 2009 · Gotlands län"),
        ("en", "bipartite 2-switch within strata; Besag–Clifford test, 8 chains through one hub",
         ["source", "arena kind", "start year", "region", "programme, else main theme",
          "too small: topics, then regions, then adjacent years joined"],
         "The Almedalen week: events on social innovation · Event · 2009 · Gotlands län"),
    ],
)  # fmt: skip
def test_what_a_pair_was_drawn_in_is_told_in_the_language(
    lang: str, algorithm: str, strata: list[str], first: str, bundled: Place
) -> None:
    asked = {"source": "almedalen", "lang": lang}
    page = html.fromstring(bundled.caller.get("/cards/sectors/public/private", params=asked).text)
    told = {
        row.findtext("td/code"): row.findtext("td/bdi")
        for row in page.xpath("//details[1]//tbody/tr")
    }

    assert told["null.algorithm"] == algorithm
    assert [told[f"null.strata[{number}]"].lower() for number in range(6)] == [
        text.lower() for text in strata
    ]
    assert page.xpath("//details//li/bdi/text()")[0] == first


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

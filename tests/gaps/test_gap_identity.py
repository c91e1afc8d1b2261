"""Verdicts once merges of actors are undone, and once sectors are coded otherwise, by hand.

Diary: 40 projects of two. In the first 20 Navet meets a company each, in 15 two municipal bodies
meet, in 5 two agencies. To the diary Navet is a company; the almanac's register says it is public,
and the almanac comes first.

Almanac and census: one meeting each, with a record of everybody who is made of several. Nobody can
change places there, so that these two say nothing in the table.
"""

import csv
import io
import json
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from fastapi.testclient import TestClient
from lxml import html

from graph_schema.claims import SourceInfo
from graph_schema.job_answers import ENDED
from graph_schema.vocabularies import Audience, JudgementKind, JudgementRole, Sector, Visibility
from queries.gaps.scrutiny.undoing import Parting
from queries.gaps.sectors import GapQuestion, grouped_participations
from queries.readmodel.build import build
from queries.readmodel.open import ReadModel
from queries.stores.base import Store
from queries.stores.opening import open_store
from service.judging import Decision, judge
from tests.callers import caller_of, store_in
from tests.commands.command_line import CommandLine
from tests.lookup.small_graph import DIARY, Statements, node_id, record

SCRUTINY = "/api/v1/gaps/sectors/scrutiny"
TOKEN = "a token of twenty characters"  # noqa: S105 - of the test's own service
AUTH = {"Authorization": f"Bearer {TOKEN}"}
ASKED = {"draws": 99}
LONG = 400.0  # seconds the run may take on a busy machine
ORGNR = "orgnr:2120001124"
JOINED = ("Alfa", "Gamma", "Delta Norra", "Epsilon", "Storstad", "Navet")
"""Who takes part in the almanac's meeting."""


def source(name: str, order: int) -> Statements:
    listed = {"visibility": Visibility.PUBLIC, "name": name, "order": order}
    titles = {"title_sv": name.capitalize(), "title_en": name.capitalize()}
    return Statements(SourceInfo.model_validate({**DIARY.model_dump(), **listed, **titles}))


def almanac() -> Statements:
    says = source("almanac", 10)
    more: dict[str, dict[str, Any]] = {
        "Navet": {"sector": "public", "sector_basis": "register"},
        "Alfa": {"identifiers": [ORGNR]},
        "Epsilon": {"aliases": ["EPS"]},
    }
    says.says("prj", "meeting", name="Mötet", start="2020", end="2020")
    for name in JOINED:
        says.says("act", name, name=name, **more.get(name, {}))
        says.ties("PARTICIPATES_IN", f"act/{name}", "prj/meeting", role="partner")
    return says


def census() -> Statements:
    """A record of each but Navet; Storstad takes part through its unit alone."""
    says = source("census", 20)
    says.says("prj", "count", name="Räkningen", start="2020", end="2020")
    says.says("act", "town", name="Storstad")
    says.says("act", "office", name="Kontoret i Storstad", actor_kind="unit")
    says.ties("PART_OF", "act/office", "act/town")
    says.says("act", "number", name="Beta", identifiers=[ORGNR])
    says.says("act", "list", name="Gamma Sverige")
    says.says("act", "name", name="Delta Norra")
    says.says("act", "other", name="EPS")
    for key in ("office", "number", "list", "name", "other"):
        says.ties("PARTICIPATES_IN", f"act/{key}", "prj/count", role="partner")
    return says


def curated() -> Statements:
    """A list in which people say that Gamma is also called Gamma Sverige; nobody takes part."""
    says = source("curated", 40)
    decided = {"sector": "civil_society", "sector_basis": "curated"}
    says.says("act", "gamma", name="Gamma", aliases=["Gamma Sverige"], **decided)
    return says


def diary() -> Statements:
    says = source("diary", 30)
    says.says("act", "navet", name="Navet", sector="private", sector_basis="source")
    public = {"sector": "public", "sector_basis": "source"}
    for n in range(20):
        named = {"sector": "private", "sector_basis": "name_pattern"}
        says.says("act", f"firm{n}", name=f"Bolaget nummer {n} AB", **named)
        _meet(says, n, "navet", f"firm{n}")
    for n in range(20, 40):
        kind = "public_body" if n < 35 else "agency"
        for k in range(2):
            says.says("act", f"body{n}{k}", name=f"Organ {n} {k}", actor_kind=kind, **public)
        _meet(says, n, f"body{n}0", f"body{n}1")
    return says


def _meet(says: Statements, n: int, *actors: str) -> None:
    says.says("prj", f"p{n}", name=f"Projekt {n}", start="2020", end="2020")
    for actor in actors:
        says.ties("PARTICIPATES_IN", f"act/{actor}", f"prj/p{n}", role="partner")


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("identity")


@pytest.fixture(scope="module")
def store(places: Path) -> Iterator[Store]:
    with store_in(places, almanac(), census(), curated(), diary()) as found:
        yield found


@pytest.fixture(scope="module")
def caller(store: Store, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    with caller_of(store, tmp_path_factory.mktemp("cache"), token=TOKEN) as client:
        yield client


@pytest.fixture(scope="module")
def scrutiny(caller: TestClient) -> Any:
    """The answer, once its run has ended."""
    job = caller.post(SCRUTINY, params=ASKED, headers=AUTH).json()["id"]
    until = time.monotonic() + LONG
    while time.monotonic() < until:
        found = caller.get(f"/api/v1/jobs/{job}", headers=AUTH).json()
        if found["state"] in ENDED:
            assert (found["state"], found["error"]) == ("done", None)
            assert found["done"] <= found["total"]
            return caller.get(SCRUTINY, params=ASKED, headers=AUTH).json()
        time.sleep(0.2)
    raise AssertionError("the run has not ended")


def part(names: list[str], of: str, arenas: int, sector: str = "unknown") -> dict[str, Any]:
    sources = of.split()
    records = len(sources)
    told = {"names": names, "sources": sources, "records": records, "arenas": arenas}
    return {**told, "sector": sector}


@pytest.mark.timeout(600)
def test_merges_are_undone_from_the_least_certain_on(scrutiny: Any) -> None:
    told = [
        (each["actor"]["name"], each["joined_by"], each["shared"], each["doubts"])
        for each in scrutiny["identity"]["undone"]
    ]
    # Doubts count once, no number on either side twice: four, four (the longer name), three, two;
    # then what the list says, whatever doubts there are, and the common number. The list joins
    # “Gamma” and “Gamma Sverige” by both names: the less telling one is where the chain is weakest.
    assert told == [
        ("Epsilon", "other_name", "EPS", ["number_on_neither", "other_name", "one_word"]),
        ("Navet", "name", "Navet", ["number_on_neither", "one_word", "sectors_differ"]),
        ("Storstad", "name", "Storstad", ["number_on_neither", "one_word"]),
        ("Delta Norra", "name", "Delta Norra", ["number_on_neither"]),
        ("Gamma", "list", "Gamma", ["number_on_neither", "one_word"]),
        ("Alfa", "number", ORGNR, []),
    ]
    assert scrutiny["identity"] | {"undone": [], "together": []} == {
        "merges": 6, "by_number": 1, "by_list": 1, "undone": [], "together": [],
    }  # fmt: skip


def test_both_parts_of_a_merge_are_told(scrutiny: Any) -> None:
    parts = {
        each["actor"]["name"]: (each["kept"], each["parted"])
        for each in scrutiny["identity"]["undone"]
    }
    assert parts == {
        "Epsilon": (part(["Epsilon"], "almanac", 1), part(["EPS"], "census", 1)),
        "Navet": (
            part(["Navet"], "diary", 20, "private"),
            part(["Navet"], "almanac", 1, "public"),
        ),
        "Storstad": (part(["Storstad"], "almanac", 1), part(["Storstad"], "census", 1)),
        "Delta Norra": (part(["Delta Norra"], "almanac", 1), part(["Delta Norra"], "census", 1)),
        "Gamma": (
            part(["Gamma"], "almanac", 1, "civil_society"),  # the list speaks of both
            part(["Gamma", "Gamma Sverige"], "census curated", 1, "civil_society"),
        ),
        "Alfa": (part(["Alfa"], "almanac", 1), part(["Beta"], "census", 1)),
    }


def test_a_verdict_that_hangs_on_one_merge(caller: TestClient, scrutiny: Any) -> None:
    """Navet public: all that is not private with Navet is public, and no pair says anything.

    Navet private: no company meets a public body, where chance would give 22.4.
    """
    table = caller.get("/api/v1/gaps/sectors", params=ASKED).json()
    before = {(p["a"], p["b"]): p for p in table["pairs"]}
    assert before["public", "private"]["observed"] == 20
    # A company is with Navet in 20 of its 60 possible seats: 20·20/60 + 20·2·40·20/(60·59).
    assert before["public", "private"]["expected"] == pytest.approx(15.71, rel=0.03)
    tested = [p["verdict"] for p in table["pairs"] if p["ratio"] is not None]
    assert set(tested) <= {"cannot_tell", "as_expected"}

    changed = {each["actor"]["name"]: each["changed"] for each in scrutiny["identity"]["undone"]}
    assert {name for name, pairs in changed.items() if pairs} == {"Navet"}
    found = {(p["a"], p["b"]): (p["verdict"], p["ratio"]) for p in changed["Navet"]}
    public = 20 * 40 * 39 / (60 * 59)  # of the 20 arenas without Navet; 20 are seen
    assert found == {
        ("public", "public"): ("surplus", pytest.approx(20 / public, rel=0.05)),
        ("public", "private"): ("gap", 0.0),
        ("private", "private"): ("surplus", pytest.approx(20 / public, rel=0.05)),
    }
    together = {(p["a"], p["b"]): p["verdict"] for p in scrutiny["identity"]["together"]}
    assert together == {pair: verdict for pair, (verdict, _) in found.items()}


def test_what_is_undone_is_said_on_the_page_in_both_languages(
    caller: TestClient, scrutiny: Any
) -> None:
    del scrutiny
    for lang, sentences in (
        (
            "en",
            (
                "The table holds 6 merges of actors of which both parts take part in something: 4 "
                "rest on the name, 1 on a curated list of names and 1 on a common number.",
                "All 6 are undone; there are not 20.",
                "When one is undone alone, some verdict changes for 1 of 6. When all are undone at "
                "once: Public sector – Public sector: meets more often than expected; Public "
                "sector – Private sector: meets less often than expected; Private sector – Private "
                "sector: meets more often than expected.",
                "Navet (Almanac; arenas: 1)",
                "neither has a number; the name is a single word; they are stated to be of "
                "different sectors",
                "government agencies apart",
            ),
        ),
        (
            "sv",
            (
                "Alla 6 är gjorda ogjorda; det finns inte 20.",
                "Navet (Almanac; arenor: 1)",
                "ingen av dem har ett nummer; namnet är ett enda ord; de anges ha olika sektor",
                "statliga myndigheter för sig",
            ),
        ),
    ):
        page = caller.get("/gaps/scrutiny", params={**ASKED, "lang": lang}, headers=AUTH)
        assert page.status_code == 200
        for sentence in sentences:
            assert sentence in page.text


def table_of(text: bytes) -> list[dict[str, str]]:
    """The rows of a CSV by the names of its columns."""
    return list(csv.DictReader(io.StringIO(text.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_the_csv_holds_every_table_of_the_page(caller: TestClient, scrutiny: Any) -> None:
    response = caller.get(
        "/api/v1/views/scrutiny.csv", params={**ASKED, "lang": "en"}, headers=AUTH
    )
    assert (response.status_code, response.headers["content-type"]) == (
        200, "text/csv; charset=utf-8",
    )  # fmt: skip
    assert response.headers["content-disposition"] == 'attachment; filename="scrutiny.csv"'
    rows = table_of(response.content)
    parts = Counter(row["part"] for row in rows)

    # Fifteen pairs of five groups stand once in the table and once in every way to count; what is
    # left out, or undone, has a row of its own with the number of verdicts it changes.
    pairs, ways = len(scrutiny["specifications"][0]["pairs"]), len(scrutiny["specifications"])
    undone = scrutiny["identity"]
    changed = sum(len(each["changed"]) for each in undone["undone"]) + len(undone["together"])
    left = {part: scrutiny[part] for part in ("arenas", "actors")}
    assert parts["the table as it is"] == pairs
    assert parts["other ways to count"] == ways * (pairs + 1)
    for wrong in ("every participation is independent", "labels are by chance"):
        assert parts[f"how often the method is wrong if {wrong}"] == 9
    assert parts["other ways to count, together"] == 3 * len(scrutiny["agreement"])
    assert parts["a merge undone"] == 3 + 5 * 6 + 1 + changed
    for part, name in (("arenas", "without an arena"), ("actors", "without an actor")):
        assert parts[name] == sum(1 + len(each["changed"]) for each in left[part])
    assert parts["later years apart"] == 2 * len(scrutiny["held_out"])
    assert parts["unrecorded participations"] == 5 * len(scrutiny["fragility"])
    assert parts["large arenas weigh as their participants"] == 4 * len(scrutiny["weighted"])
    assert parts["more held equal"] == 5 * len(scrutiny["composition"])

    navet = [row for row in rows if row["what is changed"] == "Navet" and row["verdict"]]
    assert {(row["pair"], row["verdict"], row["ratio"]) for row in navet} >= {
        ("Public sector – Private sector", "Meets less often than expected", "0"),
    }
    doubts = next(
        row for row in rows
        if (row["what is changed"], row["other figure"]) == ("Navet", "reasons for doubt")
    )  # fmt: skip
    assert doubts["value"] == (
        "neither has a number; the name is a single word; they are stated to be of different "
        "sectors"
    )
    method = {
        row["other figure"]: row["value"] for row in rows if row["part"].startswith("how often")
    }
    assert method["redrawn tables"] == "200"


def test_the_csv_of_scrutiny_is_linked_and_written_as_the_language_does(
    caller: TestClient, scrutiny: Any
) -> None:
    page = caller.get("/gaps/scrutiny", params={**ASKED, "lang": "sv"}, headers=AUTH)
    (link,) = html.fromstring(page.text).xpath("//a[text()='CSV']/@href")
    rows = table_of(caller.get(link, headers=AUTH).content)

    made = scrutiny["calibration"]["with_verdict"]
    told = {
        row["annan uppgift"]: row["värde"] for row in rows
        if row["del"] == "hur ofta metoden har fel om varje deltagande är oberoende"
    }  # fmt: skip
    assert told["andel av tabellerna med något utslag"] == f"{made:.6g}".replace(".", ",")


def test_a_name_that_a_spreadsheet_would_run_is_only_text(tmp_path: Path) -> None:
    says = diary()
    says.says("act", "navet", name="=1+1", sector="private", sector_basis="source")
    made = CommandLine(tmp_path)
    store = open_store(made.environment()["EKOKARTA_STORE"])
    record(store, says)
    store.shut()

    asked = ("gaps", "--draws", "99", "--scrutiny")
    done = made(*asked, "--csv")
    found = made(*asked, "--json").json()

    assert done.code == 0, done.err
    names = {row["what is changed"] for row in table_of(done.out.encode())}
    assert any(each["left_out"]["name"] == "=1+1" for each in found["actors"])
    assert "'=1+1" in names
    assert "=1+1" not in names


CARDS = "/api/v1/cards/scrutiny"


def test_one_merge_undone_has_a_card_that_comes_out_the_same(
    caller: TestClient, scrutiny: Any, places: Path, tmp_path: Path
) -> None:
    card = caller.get(f"{CARDS}/merge/2", params=ASKED, headers=AUTH).json()

    row = scrutiny["identity"]["undone"][1]
    assert row["actor"]["name"] == "Navet"
    assert card["named"] == {"number": "Navet"}
    assert card["values"] == {name: value for name, value in row.items() if name != "actor"}
    assert card["n"] == {"records": 2, "arenas": 21}
    assert {source["name"] for source in card["sources"]} == {"almanac", "diary"}
    assert scrutiny["cards"]["identity.undone"].replace("{number}", "2") == card["address"]
    path = tmp_path / "card.json"
    path.write_text(json.dumps(card), encoding="utf-8")
    address = {"EKOKARTA_STORE": f"sqlite:///{places / 'store.db'}"}
    done = CommandLine(tmp_path, address)("recompute", path)
    assert (done.code, done.out) == (0, "same: merge – Navet, data version 4\n"), done.err


def test_every_row_of_scrutiny_has_a_card(caller: TestClient, scrutiny: Any) -> None:
    coded = next(n for n, way in enumerate(scrutiny["specifications"], start=1)
                 if way["coding"] == "state_apart")  # fmt: skip
    left = scrutiny["actors"][0]
    rows = {
        "way/1": (scrutiny["specifications"][0], ()),
        f"way/{coded}": (scrutiny["specifications"][coded - 1], ()),
        f"actor/{left['left_out']['id']}": (left, ("left_out",)),
        "calibration": (scrutiny["calibration"], ()),
        "label-calibration": (scrutiny["label_calibration"], ()),
        "agreement/public/public": (
            next(a for a in scrutiny["agreement"] if (a["a"], a["b"]) == ("public", "public")),
            ("a", "b"),
        ),
    }
    for key, (row, left_out) in rows.items():
        card = caller.get(f"{CARDS}/{key}", params=ASKED, headers=AUTH).json()
        assert card["values"] == {k: v for k, v in row.items() if k not in left_out}
        assert caller.get(card["address"], headers=AUTH).json() == card
    together = caller.get(f"{CARDS}/merge/together", params=ASKED, headers=AUTH).json()
    assert together["values"]["changed"] == scrutiny["identity"]["together"]
    assert together["values"]["undone"] == 6
    for nothing in ("merge/7", "way/0", "way/x", "beauty", "agreement/public", "arena/x"):
        refused = caller.get(f"{CARDS}/{nothing}", params=ASKED, headers=AUTH)
        assert (refused.status_code, refused.headers["content-type"]) == (
            404, "application/problem+json",
        )  # fmt: skip
    untried = caller.get(f"{CARDS}/way/1", params={"seed": 3}, headers=AUTH)
    assert (untried.status_code, "POST" in untried.text) == (404, True)


@pytest.mark.parametrize(
    ("lang", "says"),
    [
        ("en", ("a merge undone – Navet", "the name is a single word", "what is shared")),
        ("sv", ("en sammanslagning ogjord – Navet", "namnet är ett enda ord", "det gemensamma")),
    ],
)
def test_the_card_of_a_merge_reads_in_both_languages(
    caller: TestClient, scrutiny: Any, lang: str, says: tuple[str, ...]
) -> None:
    del scrutiny
    asked = {**ASKED, "lang": lang}
    page = caller.get("/cards/scrutiny/merge/2", params=asked, headers=AUTH)
    assert page.status_code == 200
    for sentence in says:
        assert sentence in page.text
    way = html.fromstring(caller.get("/cards/scrutiny/way/1", params=asked, headers=AUTH).text)
    kind = way.xpath("//tr[td/code='kind']/td/bdi/text()")
    assert kind == [{"sv": "inte valt", "en": "not chosen"}[lang]]  # every kind of arena
    stays = html.fromstring(caller.get("/cards/scrutiny/merge/1", params=asked, headers=AUTH).text)
    changed = stays.xpath("//tr[td/code='changed']/td/bdi/text()")
    assert changed == [{"sv": "inga", "en": "none"}[lang]]
    table = html.fromstring(caller.get("/gaps/scrutiny", params=asked, headers=AUTH).text)
    links = table.xpath("//a[@class='proof']/@href")
    assert [link for link in links if link.startswith("/cards/scrutiny/merge/2?")]
    ways = [link for link in links if link.startswith("/cards/scrutiny/way/")]
    assert len(ways) >= 13
    assert caller.get(ways[-1], headers=AUTH).status_code == 200


def test_what_was_not_tried_yet_has_no_csv(caller: TestClient) -> None:
    refused = caller.get("/api/v1/views/scrutiny.csv", params={"seed": 3}, headers=AUTH)

    assert refused.headers["content-type"] == "application/problem+json"
    assert refused.status_code == 404
    assert "POST to /api/v1/gaps/sectors/scrutiny" in refused.json()["detail"]


def test_codings_that_move_somebody_count_and_empty_groups_are_not_compared(scrutiny: Any) -> None:
    coded = {s["coding"]: s for s in scrutiny["specifications"] if s["coding"] != "usual"}
    assert [name for name, way in coded.items() if way["counts"]] == [
        "state_apart",
        "names_unknown",
    ]
    # Ten agencies of 40 bodies leave the public sector, whose bodies met 15 times: with Navet in
    # 20·30/60 and among themselves in 20·30·29/(60·59) arenas by chance.
    ratio = {(p["a"], p["b"]): p["ratio"] for p in coded["state_apart"]["pairs"]}
    assert ratio["public", "public"] == pytest.approx(15 / (10 + 20 * 30 * 29 / 3540), rel=0.05)
    # No company but by its name: without the names there is no private sector.
    unnamed = {(p["a"], p["b"]): p["verdict"] for p in coded["names_unknown"]["pairs"]}
    assert unnamed["public", "private"] == "suppressed"
    compared = {(a["a"], a["b"]): a["specifications"] for a in scrutiny["agreement"]}
    assert compared["public", "private"] == 1
    assert compared["public", "public"] == 2


def test_a_unit_follows_the_part_that_it_is_stated_to_be_of(store: Store, tmp_path: Path) -> None:
    model = ReadModel(build(store, 4, Audience.PUBLIC, tmp_path))
    together = parting(model, GapQuestion())
    town = next(m for m in together.merges if m.link.shared == "Storstad")
    undone = together.undone([town])

    number = dict(zip(model.columns.actor_node.tolist(), range(10_000), strict=False))
    storstad = number[node_of(model, node_id("almanac/act/Storstad"))]
    arena = {
        name: int(model.columns.node_index[node_of(model, node_id(name))])
        for name in ("almanac/prj/meeting", "census/prj/count")
    }
    added = together.columns.sector.size  # the number of the part that became an actor
    assert undone.sector.size == added + 1
    of = {
        name: undone.actor[undone.arena == arena[f"{name}"]].tolist()
        for name in ("almanac/prj/meeting", "census/prj/count")
    }
    assert storstad in of["almanac/prj/meeting"]
    assert added in of["census/prj/count"]
    assert storstad not in of["census/prj/count"]
    assert undone.sector[added] == list(Sector).index(Sector.UNKNOWN)
    apart = parting(model, GapQuestion(units="separate"))
    assert "Storstad" not in [m.link.shared for m in apart.merges]


@pytest.mark.parametrize("by", ["sector", "kind", "region", "size"])
def test_nothing_undone_is_the_table_as_it_is(store: Store, tmp_path: Path, by: Any) -> None:
    model = ReadModel(build(store, 4, Audience.PUBLIC, tmp_path))
    found = parting(model, GapQuestion(by=by))
    whole = found._parted({actor: [frozenset(records)] for actor, records in found.actors.items()})
    for column in ("actor", "arena", "leads", "home", "sector"):
        assert np.array_equal(getattr(whole, column), getattr(found.columns, column)), column


def test_what_people_decided_is_never_undone(tmp_path: Path) -> None:
    # Two that share nothing are joined, and one of the merges that names made is confirmed.
    found = open_store(f"sqlite:///{tmp_path / 'four.db'}")
    for says in (almanac(), census(), curated(), diary()):
        record(found, says)
    for first, second in (
        ("almanac/Actor/Epsilon", "census/Actor/other"),
        ("almanac/Actor/Storstad", "diary/Actor/firm0"),
    ):
        decision = Decision(
            kind=JudgementKind.SAME, first=first, second=second, reason="Vi vet",
            role=JudgementRole.EXPERT,
        )  # fmt: skip
        judge(found, decision)
    model = ReadModel(build(found, 6, Audience.PUBLIC, tmp_path))

    left = parting(model, GapQuestion()).merges

    assert [(m.link.shared, sorted(map(sorted, (m.kept, m.parted)))) for m in left] == [
        ("Navet", [["almanac/Actor/Navet"], ["diary/Actor/navet"]]),
        ("Storstad", [["almanac/Actor/Storstad", "diary/Actor/firm0"], ["census/Actor/town"]]),
        ("Delta Norra", [["almanac/Actor/Delta Norra"], ["census/Actor/name"]]),
        ("Gamma", [
            ["almanac/Actor/Gamma"], ["census/Actor/list", "curated/Actor/gamma"],
        ]),
        (ORGNR, [["almanac/Actor/Alfa"], ["census/Actor/number"]]),
    ]  # fmt: skip
    found.shut()


def parting(model: ReadModel, question: GapQuestion) -> Parting:
    return Parting(model, question, *grouped_participations(model, question))


def node_of(model: ReadModel, id: str) -> int:
    return int(model.ask("node_of_id", {"id": id})[0]["n"])

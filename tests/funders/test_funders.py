"""How many funders carry what, worked out by hand.

arena  where  theme    paid for by
p1     N      Arbete   F 100 granted, G 100 granted (one source: each pays its own)
p2     N      Arbete   F 300 granted
p3     N      Arbete   F
p4     N      Boende   F 50 own
p5     N      Boende   F, H
p6     S      Boende   G
p7     S      Boende   nobody known
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from fastapi.testclient import TestClient
from lxml import etree, html
from numpy.typing import NDArray

from queries.funders.concentration import Parts, concentration, unbiased
from tests.callers import caller_in
from tests.commands.command_line import CommandLine
from tests.lookup.small_graph import REGISTER, Statements, node_id

ORACLE = json.loads((Path(__file__).parents[1] / "oracles" / "misc_small.json").read_text())
ARENAS = {
    "p1": ("n", "work", "fg"), "p2": ("n", "work", "f"), "p3": ("n", "work", "f"),
    "p4": ("n", "home", "f"), "p5": ("n", "home", "fh"), "p6": ("s", "home", "g"),
    "p7": ("s", "home", ""), "p8": ("n", "work", "f"), "p9": ("n", "work", "f"),
}  # fmt: skip
AMOUNTS = {("p1", "f"): ("100", "granted"), ("p1", "g"): ("100", "granted"),
           ("p2", "f"): ("300", "granted"), ("p4", "f"): ("50", "own")}  # fmt: skip
FUND = node_id("register/act/f")


def statements() -> Statements:
    """The graph above."""
    says = Statements(REGISTER)
    for key in "fgh":
        says.says("act", key, name=f"Finansiär {key.upper()}", sector="public")
    for key, name in (("n", "Norra län"), ("s", "Södra län")):
        says.says("reg", key, name=name, level="county", notation=key)
    for key, name in (("work", "Arbete"), ("home", "Boende")):
        says.says("thm", key, name=name)
    for key, (region, theme, payers) in ARENAS.items():
        says.says("prj", key, name=f"Projekt {key}", start="2020")
        says.ties("ACTIVE_IN", f"prj/{key}", f"reg/{region}")
        says.ties("ADDRESSES", f"prj/{key}", f"thm/{theme}")
        for payer in payers:
            amount, kind = AMOUNTS.get((key, payer), (None, "unknown"))
            known = {} if amount is None else {"amount": amount, "currency": "SEK"}
            says.ties("FUNDS", f"act/{payer}", f"prj/{key}", amount_kind=kind, **known)
    return says


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("funders")


@pytest.fixture(scope="module")
def caller(place: Path) -> Iterator[TestClient]:
    with caller_in(place, statements()) as client:
        yield client


def ask(caller: TestClient, path: str = "", **params: str) -> Any:
    answer = caller.get(f"/api/v1/gaps/funders{path}", params=params or None)
    assert answer.status_code == 200, answer.text
    return answer.json()


def shared(weights: list[float]) -> Parts:
    """Each funder with an arena of its own."""
    place = np.arange(len(weights))
    return Parts(place, place, np.array(weights))


@pytest.mark.parametrize("known", ORACLE["hhi"], ids=lambda known: str(known["shares"]))
def test_concentration_is_that_of_the_known_examples(known: dict[str, Any]) -> None:
    found = concentration(shared(known["shares"]), draws=100, seed=1)

    assert found is not None
    assert found.hhi == pytest.approx(known["hhi"])
    assert found.effective == pytest.approx(known["effective_number"])
    normalised = known["normalised"]
    assert found.normalised == (None if normalised is None else pytest.approx(normalised))


def test_two_arenas_of_one_funder() -> None:
    # Of 3 + 1 arenas 12 ordered pairs, 6 of them within the first.
    assert unbiased(np.array([3, 1])) == 0.5
    assert unbiased(np.array([1])) is None


def test_the_interval_holds_the_true_number_where_there_is_much() -> None:
    random = np.random.default_rng(5)
    funder = random.choice(4, size=2000, p=[0.4, 0.3, 0.2, 0.1])

    found = concentration(Parts(funder, np.arange(2000), np.ones(2000)), draws=500, seed=1)
    again = concentration(Parts(funder, np.arange(2000), np.ones(2000)), draws=500, seed=1)

    assert found is not None
    assert found.interval is not None
    assert found.interval[0] < 1 / 0.3 < found.interval[1] + 0.1
    assert found == again


@pytest.mark.parametrize(
    ("funder", "estimate"),
    [
        (np.arange(12), 12),  # drawn again there are never twelve funders of twelve arenas
        (np.array([0, 1, 0, 1, 0, 1, 0, 1]), 2),  # eight arenas
    ],
)
def test_no_interval_is_shown_where_it_would_say_nothing(
    funder: NDArray[np.int64], estimate: int
) -> None:
    parts = Parts(funder, np.arange(funder.size), np.ones(funder.size))

    found = concentration(parts, draws=200, seed=1)

    assert found is not None
    assert found.effective == pytest.approx(estimate)
    assert found.interval is None


def test_it_is_said_that_a_fund_and_who_administers_it_are_counted_apart(
    caller: TestClient,
) -> None:
    swedish, english = (
        " ".join(html.fromstring(caller.get(f"/funding?lang={lang}").text).text_content().split())
        for lang in ("sv", "en")
    )

    assert (
        "En fond, dess föregångare och den myndighet som förvaltar den räknas var för sig."
        in swedish
    )
    assert "A fund, its forerunner and the agency that administers it are counted apart." in english
    assert "(–)" not in swedish + english
    assert "Egen finansiering i SEK: 1 arena, effektivt antal" in swedish


def test_a_shared_arena_is_split_and_money_is_kept_by_kind(caller: TestClient) -> None:
    answer = ask(caller)
    north, south = answer["rows"]

    # N: F has ½ + 1 + 1 + 1 + ½ + 1 + 1 = 6 of 7, G ½, H ½.
    assert (north["arenas"], north["funded"], north["cofunded"]) == (7, 7, 2)
    assert north["counted"]["effective"] == pytest.approx(49 / 36.5)
    assert north["one_funder"] is True
    first = north["largest"][0]
    assert (first["funder"]["id"], first["arenas"]) == (FUND, 7)
    assert first["share"] == pytest.approx(6 / 7)
    # F 7, G 1, H 1 of 9: 42 of 72 ordered pairs.
    assert north["unbiased"] == pytest.approx(42 / 72)
    # F 100 + 300, G 100 of 500.
    granted, own = north["money"]
    assert (granted["kind"], granted["currency"], granted["arenas"]) == ("granted", "SEK", 2)
    assert granted["shared"]["hhi"] == pytest.approx(10_000 * (0.8**2 + 0.2**2))
    assert granted["unknown_share"] == pytest.approx(5 / 7)
    assert (own["kind"], own["shared"]["effective"]) == ("own", 1.0)
    assert (south["arenas"], south["funded"], south["one_funder"]) == (2, 1, None)


def test_themes_may_be_rows_and_all_stands_beside_them(caller: TestClient) -> None:
    answer = ask(caller, by="theme")

    assert [(r["label"]["name"], r["arenas"], r["funded"]) for r in answer["rows"]] == [
        ("Arbete", 5, 5), ("Boende", 4, 3)]  # fmt: skip
    assert (answer["whole"]["arenas"], answer["whole"]["funded"]) == (9, 8)
    # F has 4½ of the 5 on Arbete; of Boende too few are funded to say anything.
    assert [row["one_funder"] for row in answer["rows"]] == [True, None]
    assert ask(caller, theme="Arbete")["whole"]["arenas"] == 5


def test_who_pays_together(caller: TestClient) -> None:
    page = ask(caller, "/overlaps")

    found = [
        ("".join(sorted(o["a"]["name"][-1] + o["b"]["name"][-1])), o["both"], o["either"])
        for o in page["items"]
    ]
    assert sorted(found) == [("FG", 1, 8), ("FH", 1, 7)]
    assert ask(caller, "/overlaps", theme="Arbete")["total"] == 1
    first = ask(caller, "/overlaps", limit="1")
    assert len(ask(caller, "/overlaps", limit="1", cursor=first["next"])["items"]) == 1


def test_every_region_and_theme_says_on_how_many_it_rests(caller: TestClient) -> None:
    found = ask(caller, "/cells")

    told = [(c["region"]["name"], c["theme"]["name"], c["arenas"], c["funded"], c["cofunded"],
             c["funders"], c["one_funder"], c["largest"]["funder"]["name"], c["largest"]["arenas"])
            for c in found["cells"]]  # fmt: skip
    assert told == [
        ("Norra län", "Arbete", 5, 5, 1, 2, True, "Finansiär F", 5),
        ("Norra län", "Boende", 2, 2, 1, 2, None, "Finansiär F", 2),
        ("Södra län", "Boende", 2, 1, 0, 1, None, "Finansiär G", 1),
    ]
    # F has 4½ and G ½ of five; F 1½ and H ½ of two.
    assert [c["effective"] for c in found["cells"]] == pytest.approx([25 / 20.5, 4 / 2.5, 1.0])
    assert found["cells"][0]["largest"]["share"] == pytest.approx(0.9)
    # G's one of F's five, H's one of F's two; nobody to share with.
    assert [c["overlap"] for c in found["cells"]] == [pytest.approx(0.2), pytest.approx(0.5), None]
    assert [ref["name"] for ref in found["themes"]] == ["Arbete", "Boende"]
    # N: F and G share 1 of 7, F and H 1 of 7, G and H none.
    assert ask(caller)["rows"][0]["overlap"] == pytest.approx(2 / 21)


def test_a_cell_without_a_known_funder_is_not_one_of_nobody(caller: TestClient) -> None:
    found = ask(caller, "/cells", region="Södra län", period_from="2020")
    csv = caller.get("/api/v1/views/funder-cells.csv?lang=sv").content.decode("utf-8-sig")
    svg = caller.get("/api/v1/views/funder-cells.svg?lang=sv").text

    assert [(c["arenas"], c["funded"]) for c in found["cells"]] == [(2, 1)]
    assert csv.splitlines()[1:] == [
        "Norra län;Arbete;En finansiär bär;5;5;1;2;1,219512;0,2;Finansiär F;0,9;",
        "Norra län;Boende;För få arenor;2;2;1;2;1,6;0,5;Finansiär F;0,75;",
        "Södra län;Boende;För få arenor;2;1;0;1;1;;Finansiär G;1;",
    ]
    drawn = ["".join(t.itertext()) for t in etree.fromstring(svg.encode()).iter("{*}text")]
    assert [d for d in drawn if d[:1] in "●·?" and d] == ["● 1,2", "· 1,6", "· 1,0"]


def test_the_command_is_narrowed_to_what_one_pays_for(place: Path, caller: TestClient) -> None:
    told = CommandLine(place)("funders", "--funder", "Finansiär G", "--public", "--json").json()

    rows = {row["label"]["name"]: row["arenas"] for row in told["rows"]}
    assert (told["whole"]["arenas"], rows) == (2, {"Norra län": 1, "Södra län": 1})
    assert told == ask(caller, funder="Finansiär G")


def test_few_funders_of_a_sensitive_theme_are_not_named(tmp_path: Path) -> None:
    says = statements()
    says.says("thm", "ill", name="Psykisk hälsa")
    for key in ("p4", "p5"):  # F and H
        says.ties("ADDRESSES", f"prj/{key}", "thm/ill")
    with caller_in(tmp_path, says) as caller:
        cells = ask(caller, "/cells", theme="Psykisk hälsa")["cells"]
        rows = ask(caller, by="theme")["rows"]
        row = rows[-1]
        whole = ask(caller, theme="Psykisk hälsa")["whole"]
        pairs = caller.get("/api/v1/gaps/funders/overlaps?theme=Psykisk hälsa")
        page = caller.get("/funding?theme=Psykisk hälsa&lang=en", headers={"Accept": "text/html"})
        svg = caller.get("/api/v1/views/funders.svg?by=theme&theme=Psykisk hälsa").text
    told, own = (
        CommandLine(tmp_path)("funders", "--by", "theme", "--json", *more).json()["rows"]
        for more in (("--public",), ())
    )

    def named(each: list[dict[str, Any]]) -> dict[str, list[str]]:
        return {r["label"]["name"]: [f["funder"]["name"][-1] for f in r["largest"]] for r in each}

    # Work is not named either: what it and homes have, taken from the whole, would tell of the ill.
    assert named(rows) == named(told) == {"Arbete": [], "Boende": ["F", "G", "H"],
                                          "Psykisk hälsa": []}  # fmt: skip
    assert {name: set(those) for name, those in named(own).items()} == {
        "Arbete": {"F", "G"}, "Boende": {"F", "G", "H"}, "Psykisk hälsa": {"F", "H"}}  # fmt: skip
    ill = next(c for c in cells if c["theme"]["name"] == "Psykisk hälsa")
    assert (ill["funders"], ill["largest"], ill["named"]) == (2, None, False)
    assert (row["label"]["name"], row["largest"], row["funded"]) == ("Psykisk hälsa", [], 2)
    assert whole["largest"] == []
    assert pairs.status_code == 403
    assert "The pairs are not shown" in page.text
    assert "Finansiär F" not in page.text + svg


@pytest.mark.parametrize(
    ("query", "field"),
    [("by=actor", "by"), ("level=town", "level"), ("region=Atlantis", "region"), ("x=1", "x")],
)
def test_what_cannot_be_understood_is_refused(caller: TestClient, query: str, field: str) -> None:
    answer = caller.get(f"/api/v1/gaps/funders?{query}")

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["loc"][-1] == field


SAYS = {
    "sv": "Av 9 arenor har 8 en känd finansiär, 2 av dem flera.",
    "en": "Of 9 arenas 8 have a known funder, 2 of them several.",
}

NOTES = {
    "sv": "1 rad med färre än 5 finansierade arenor är inte med i bilden: det är för få för att "
    "säga något. Tabellen har den.",
    "en": "1 row with fewer than 5 funded arenas is not in the picture: too few to say anything. "
    "The table has it.",
}


def test_where_every_row_has_too_few_the_picture_draws_none(caller: TestClient) -> None:
    asked = {"by": "theme", "region": "Södra län", "lang": "en"}  # p6 is paid for, p7 is not
    svg = caller.get("/api/v1/views/funders.svg", params=asked).text
    page = caller.get("/api/v1/views/funders.html", params=asked).text

    drawn = " ".join(
        "".join(text.itertext()) for text in etree.fromstring(svg.encode()).iter("{*}text")
    )
    assert "1.0" not in drawn
    assert "In brackets: funded arenas." in drawn
    assert NOTES["en"] in drawn
    assert "Nothing to draw: no row has funded arenas enough." in page


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_page_picture_and_csv_say_the_same(caller: TestClient, lang: str) -> None:
    page = html.fromstring(
        caller.get(f"/funding?lang={lang}", headers={"Accept": "text/html"}).text
    )
    svg = caller.get(f"/api/v1/views/funders.svg?lang={lang}").text
    csv = caller.get("/api/v1/views/funders.csv?lang=en").content.decode("utf-8-sig")

    said = " ".join(page.xpath("//ul[@class='said'][1]")[0].text_content().split())
    assert SAYS[lang] in said
    assert [len(table.xpath("tbody/tr")) for table in page.xpath("//table")] == [2, 3, 2]
    drawn = ["".join(t.itertext()) for t in etree.fromstring(svg.encode()).iter("{*}text")]
    assert [d for d in drawn if d.endswith(("(7)", "(1)"))] == [
        {"sv": "1,3  (7)", "en": "1.3  (7)"}[lang]
    ]
    assert NOTES[lang] in " ".join(drawn)
    names = [line.split(";")[0] for line in csv.splitlines()[1:]]
    assert names == ["All", "Norra län", "Södra län"]


def test_the_command_says_the_same(caller: TestClient, place: Path) -> None:
    run = CommandLine(place)

    assert run("funders", "--by", "theme", "--json").json() == ask(caller, by="theme")
    assert run("funders", "--overlaps", "--json").json()["total"] == 2
    assert run("funders", "--cells", "--json").json() == ask(caller, "/cells")
    assert "1 av dem bärs i praktiken av en." in run("funders", "--cells", "--lang", "sv").out
    assert "Av 9 arenor har 8 en känd finansiär" in run("funders", "--lang", "sv").out

"""The whole question over HTTP, on a graph whose answer can be worked out by hand."""

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from fastapi.testclient import TestClient
from lxml import html
from scipy.optimize import brentq

from tests.callers import caller_in
from tests.lookup.small_graph import Statements
from tests.whitespace.graph import (
    DRUGS,
    EAST,
    HOME,
    NORTH,
    OLD,
    PROJECTS,
    SOUTH,
    TOWN,
    WEST,
    WORK,
    YOUNG,
)

TABLE = "/api/v1/gaps/whitespace"


def cells(answer: dict[str, Any]) -> dict[tuple[str, str], dict[str, Any]]:
    """The cells by their row and column."""
    return {(cell["row"], cell["column"]): cell for cell in answer["cells"]}


def test_every_cell_says_what_it_can(everything: Any) -> None:
    answer = everything(TABLE)

    found = {
        at: (cell["verdict"], cell["reason"], cell["observed"], cell["outside"])
        for at, cell in cells(answer).items()
    }
    nothing = {(WEST, theme): ("not_covered", None, None, None) for theme in (WORK, HOME, DRUGS)}
    empty = {(EAST, theme): ("cannot_tell", "empty_line", 0, 0) for theme in (WORK, HOME, DRUGS)}
    assert found == {
        (NORTH, WORK): ("as_expected", None, 90, 30),
        (NORTH, HOME): ("covered", None, 60, 0),
        (NORTH, DRUGS): ("cannot_tell", "too_few_expected", 2, 0),
        (SOUTH, WORK): ("covered", None, 60, 0),
        (SOUTH, HOME): ("gap", None, 0, 0),
        (SOUTH, DRUGS): ("cannot_tell", "too_few_expected", 2, 0),
        **nothing,
        **empty,
    }


def test_the_numbers_are_those_worked_out_by_hand(everything: Any) -> None:
    answer = everything(TABLE)

    # Two years of 107 projects each: N has 76, S 31; Arbete 75, Boende 30, Missbruk 2.
    gap = cells(answer)[SOUTH, HOME]
    assert gap["expected"] == pytest.approx(2 * 31 * 30 / 107)
    assert gap["ratio"] == 0
    assert gap["interval"] == pytest.approx([0, 2.995732 / (2 * 31 * 30 / 107)], rel=1e-6)
    assert gap["q_low"] <= 0.05
    assert gap["rank"] == 1
    small = cells(answer)[SOUTH, DRUGS]
    assert small["expected"] == pytest.approx(2 * 31 * 2 / 107)
    # n·(−ln .05)/E with n = 214, alone and among the four cells that are tested.
    assert small["records_needed"] == 554  # 214·2.9957/1.15888 = 553.2
    assert small["records_needed_all"] == 810  # 214·4.3820/1.15888 = 809.2
    assert answer["parameters"]["family"] == 4
    counts = answer["arenas"]
    assert (counts["asked"], counts["tested"], counts["not_comparable"]) == (244, 214, 30)
    assert answer["sources"] == ["projects"]
    assert {(s["kind"], s["tested"]) for s in answer["strata"]} == {
        ("Project", True), ("event", False)}  # fmt: skip


def of_two_themes() -> Statements:
    """Twenty projects in the north, of which ten on both themes; in the south twenty and ten."""
    says = Statements(PROJECTS)
    for key, name, code in (("n", "Norra län", "91"), ("s", "Södra län", "92")):
        says.says("reg", key, name=name, level="county", notation=code, identifiers=[f"lan:{code}"])
    for key in ("work", "home"):
        says.says("thm", key, name=key)
    planned = [("n", ("work", "home"))] * 10 + [("n", ("work",))] * 10
    planned += [("s", ("home",))] * 20 + [("s", ("work",))] * 10
    for number, (region, themes) in enumerate(planned):
        says.says("prj", f"p{number}", name=f"Projekt {number}", start="2020")
        says.ties("ACTIVE_IN", f"prj/p{number}", f"reg/{region}")
        for theme in themes:
            says.ties("ADDRESSES", f"prj/p{number}", f"thm/{theme}")
    return says


def test_an_arena_of_two_themes_is_one_arena_of_its_region(tmp_path: Path) -> None:
    with caller_in(tmp_path, of_two_themes()) as caller:
        found = cells(caller.get(TABLE).json())

    # 60 cells filled by 50 arenas, 30 in each line: E = 15. N_r is 20 and 30 of them, N_t 30 each.
    north, south = 5 / (15 * 0.6 * 0.4) ** 0.5, 5 / (15 * 0.4 * 0.4) ** 0.5
    assert {at: cell["expected"] for at, cell in found.items()} == {
        at: pytest.approx(15) for at in found
    }
    assert {at: cell["residual"] for at, cell in found.items()} == {
        (NORTH, WORK): pytest.approx(north),
        (NORTH, HOME): pytest.approx(-north),
        (SOUTH, WORK): pytest.approx(-south),
        (SOUTH, HOME): pytest.approx(south),
    }


def test_a_kind_chosen_leaves_the_others_out(everything: Any) -> None:
    answer = everything(TABLE, kind="Project")

    assert answer["arenas"]["asked"] == 214
    assert {cell["outside"] for cell in answer["cells"]} == {0, None}
    of_events = everything(TABLE, kind="event")
    verdicts = {cell["row"]: cell["verdict"] for cell in of_events["cells"]}
    assert verdicts == {
        NORTH: "cannot_tell", SOUTH: "not_covered", WEST: "not_covered", EAST: "not_covered"
    }  # fmt: skip


def test_a_level_above_puts_all_in_one_place_which_tells_nothing(everything: Any) -> None:
    answer = everything(TABLE, level="nuts2", kind="Project")

    assert [row["label"]["name"] for row in answer["rows"]] == ["Riksområdet"]
    assert {c["reason"] for c in answer["cells"]} == {"nothing_to_compare"}
    assert sorted(cell["outside"] for cell in answer["cells"]) == [4, 60, 150]


def test_a_cell_opens_to_its_arenas_page_by_page(everything: Any) -> None:
    link = cells(everything(TABLE, seed="7"))[SOUTH, WORK]["arenas"]
    page = everything(f"{link}&limit=25")
    names = [item["arena"]["name"] for item in page["items"]]
    while page["next"] is not None and len(names) < 100:
        page = everything(f"{link}&limit=25&cursor={page['next']}")
        names += [item["arena"]["name"] for item in page["items"]]

    assert link == f"{TABLE}/{SOUTH}/{WORK}?seed=7"
    assert page["total"] == 60
    # The numbers of those in the county, and in the town that lies in it.
    assert sorted(names) == [f"Projekt {n:03}" for n in range(152, 212)]


def test_an_arena_names_who_takes_part_and_when(everything: Any) -> None:
    page = everything(f"{TABLE}/{NORTH}/{DRUGS}")

    assert [(i["arena"]["name"], i["year"], [a["name"] for a in i["actors"]], i["actors_total"])
            for i in page["items"]] == [
        ("Projekt 151", 2021, ["Aktör 0"], 1), ("Projekt 150", 2020, ["Aktör 0"], 1)
    ]  # fmt: skip


def test_the_public_sees_neither_the_small_cell_nor_what_gives_it_away(caller: TestClient) -> None:
    answer = caller.get(TABLE).json()

    hidden = {at for at, cell in cells(answer).items() if cell["verdict"] == "suppressed"}
    # Missbruk in N names one actor; beside it in its column that of S, and one more in each row.
    assert hidden == {(NORTH, DRUGS), (SOUTH, DRUGS), (NORTH, HOME), (SOUTH, HOME)}
    assert answer["hidden"] == 4
    kept = {"row", "column", "verdict"}
    for at in hidden:
        numbers = {k: v for k, v in cells(answer)[at].items() if v is not None and k not in kept}
        assert numbers == {}
    csv = caller.get("/api/v1/views/whitespace.csv?lang=en").text
    row = next(line for line in csv.splitlines() if line.startswith("Norra län;Missbruk"))
    untold = "Not shown (few actors, or it would tell of something that has few)"
    assert row == f"Norra län;Missbruk;{untold}" + ";" * 27
    made = caller.get("/api/v1/views/whitespace.xlsx?lang=en").content
    sheet = openpyxl.load_workbook(io.BytesIO(made))["All cells"]
    held = [line for line in sheet.iter_rows(values_only=True) if "Not shown" in line[2]]
    assert ("Norra län", "Missbruk", untold, *(None,) * 27) in held
    assert len(held) == 4
    for row_id, column in sorted(hidden):
        assert caller.get(f"{TABLE}/{row_id}/{column}").status_code == 403
    assert caller.get(f"{TABLE}/{NORTH}/{WORK}").status_code == 200


@pytest.mark.parametrize("stated", ["need\n{region},{theme},5", "possible\n{region},{theme},no"])
def test_nothing_that_is_stated_makes_a_hidden_cell_tell(caller: TestClient, stated: str) -> None:
    for region, theme in ((NORTH, DRUGS), (SOUTH, HOME)):
        text = "region,theme," + stated.format(region=region, theme=theme)

        answer = caller.get(TABLE, params={"cells": text})

        assert answer.status_code == 422
        assert answer.json()["errors"][0]["expected"] == "a cell that is shown; this one is not"
    aside = f"region,theme,possible\n{EAST},Boende,no\n{EAST},Missbruk,no\n"
    moved = caller.get(TABLE, params={"cells": aside}).json()
    hidden = {at for at, cell in cells(moved).items() if cell["verdict"] == "suppressed"}
    assert hidden == {(NORTH, DRUGS), (SOUTH, DRUGS), (NORTH, HOME), (SOUTH, HOME)}


def test_theme_and_target_group_need_no_region(everything: Any) -> None:
    answer = everything(TABLE, rows="theme", columns="target_group")

    found = {at: (c["observed"], c["outside"]) for at, c in cells(answer).items()}
    assert found == {
        (WORK, YOUNG): (134, 0), (WORK, OLD): (16, 0),
        (HOME, YOUNG): (44, 0), (HOME, OLD): (16, 0),
        (DRUGS, YOUNG): (2, 0), (DRUGS, OLD): (2, 0),
    }  # fmt: skip
    assert answer["parameters"]["level"] is None
    assert answer["arenas"]["without_column"] == 30


def test_a_need_is_shared_out(everything: Any) -> None:
    stated = "region,theme,need\nNorra län,Arbete,100\n92,Arbete,100\nÖstra län,Boende,200\n"

    answer = everything(TABLE, cells=stated, kind="Project")

    needs = {at: c["need"] for at, c in cells(answer).items() if c["need"] is not None}
    # 150 arenas in the three cells, shared 1 : 1 : 2.
    assert {at: (n["expected"], n["verdict"]) for at, n in needs.items()} == {
        (NORTH, WORK): (37.5, "covered"),
        (SOUTH, WORK): (37.5, "covered"),
        (EAST, HOME): (75.0, "gap"),
    }
    assert answer["parameters"]["need_stated"] == 3
    assert cells(answer)[EAST, HOME]["verdict"] == "cannot_tell"  # sizes alone still cannot


def test_a_need_that_can_be_compared_with_none_tells_nothing(
    everything: Any, caller: TestClient
) -> None:
    """Nobody covers the west: one cell is left, and all arenas there are, are its share."""
    stated = f"region,theme,need\nNorra län,Arbete,100\n{WEST},Arbete,300\n"

    answer = everything(TABLE, cells=stated)
    page = caller.get(
        "/whitespace", params={"cells": stated, "lang": "en"}, headers={"Accept": "text/html"}
    )

    needs = {at: c["need"] for at, c in cells(answer).items() if c["need"] is not None}
    assert {at: (n["verdict"], n["reason"], n["q_low"]) for at, n in needs.items()} == {
        (NORTH, WORK): ("cannot_tell", "only_cell", None),
        (WEST, WORK): ("not_covered", None, None)}  # fmt: skip
    assert answer["parameters"]["need_left"] == 1
    for said in (
        "Needs stated in cells that no source covers or that are not possible: 1. They are left",
        "With a need stated for one cell alone that can be compared, whether it has its share "
        "cannot be told.",
    ):
        assert said in page.text


def test_what_is_stated_to_be_impossible_is_no_gap(everything: Any) -> None:
    stated = f"theme;region;possible\nBoende;{SOUTH};nej\n"

    answer = everything(TABLE, cells=stated)

    cell = cells(answer)[SOUTH, HOME]
    assert (cell["verdict"], cell["observed"], cell["expected"]) == ("impossible", 0, None)
    # Without that cell the others fit quasi-independence: none has fewer, none has more.
    assert {c["verdict"] for c in answer["cells"]} == {
        "impossible", "as_expected", "cannot_tell", "not_covered"}  # fmt: skip


@pytest.mark.parametrize(
    ("stated", "place", "value", "expected"),
    [
        ("region,theme,need\nSkåne,Arbete,1", "row 2, column region", "Skåne", "id or code"),
        ("region,theme,need\n91,Arbete,1\n91,Arbete,2", "row 3, column theme", "Arbete", "once"),
        ("region,theme,need\n91,Arbete,många", "row 2, column need", "många", "a number"),
        ("region,theme,need\n91,Arbete,-3", "row 2, column need", "-3", "from 0"),
        ("region,theme,possible\n91,Arbete,kanske", "row 2, column possible", "kanske", "yes or"),
        ("region,theme,possible\n91,Arbete,no", "row 2, column possible", "no", "120 are there"),
        ("region,theme,need,possible\n94,Arbete,4,no", "row 2, column need", "4", "no need"),
        ("region,theme,need\nSöderköping,Arbete,1", "row 2, column region", "Söderköping", "level"),
        ("region,theme,need\n,Arbete,1", "row 2, column region", "", "a value"),
        ("region,ämne,need\n91,Arbete,1", "row 1, column region", "'region', 'ämne', 'need'",
         "the columns “region”, “theme”, and “need” or “possible”"),
        ("region,theme\n91,Arbete", "row 1, column region", "'region', 'theme'",
         "“need” or “possible”"),
        ("region,theme,need,BEHOV\n91,Arbete,1,1", "row 1, column region", "'BEHOV'",
         "no other columns than “region”, “theme”, “need” and “possible”"),
        ("Region,Tema,Behov\n91,Arbete,-3", "row 2, column Behov", "-3", "from 0"),
        ("Region,Tema,Behov\n91,Arbete", "row 2, column region", None, "3 cells, this row has 2"),
    ],
)  # fmt: skip
def test_a_stated_cell_that_cannot_be_read_is_told_by_row_column_and_value(
    caller: TestClient, stated: str, place: str, value: str | None, expected: str
) -> None:
    answer = caller.get(TABLE, params={"cells": stated})

    assert answer.status_code == 422, answer.text
    flaw = answer.json()["errors"][0]
    assert (flaw["loc"], flaw["value"]) == (["query", f"cells, {place}"], value)
    assert expected in flaw["expected"]


@pytest.mark.parametrize(
    ("headings", "dimensions"),
    [
        ("REGION;tema;Behov", {}),
        ("Region;Theme;NEED", {}),
        ("tema;målgrupp;behov", {"rows": "theme", "columns": "target_group"}),
        ("Target group;Tema;need", {"rows": "theme", "columns": "target_group"}),
    ],
)
def test_headings_are_swedish_or_english_in_any_case(
    everything: Any, headings: str, dimensions: dict[str, str]
) -> None:
    label = {"region": "91", "theme": "Arbete", "tema": "Arbete", "målgrupp": "Unga",
             "target group": "Unga"}  # fmt: skip
    first, second, _ = (label.get(name.casefold()) for name in headings.split(";"))

    answer = everything(TABLE, cells=f"{headings}\n{first};{second};7\n", **dimensions)

    assert [c["need"]["need"] for c in answer["cells"] if c["need"] is not None] == [7.0]


@pytest.mark.parametrize(
    "stated",
    [
        "", "region", ";;;\n", "region;tema;behov", "region;tema;behov\n91;Arbete",
        "region;tema;behov\n91;Arbete;1;2", "region;tema;behov\n;Arbete;1",
        "region;tema;behov\nAtlantis;Arbete;1", "region;tema;behov\n91;Atlantis;1",
        "region;tema;behov\nSöderköping;Arbete;1", "region;tema;behov\n91;Arbete;1\n91;Arbete;2",
        "region;tema;behov\n91;Arbete;tolv", "region;tema;behov\n91;Arbete;1.234",
        "region;tema;behov\n91;Arbete;1E5", "region;tema;behov\n91;Arbete;" + "1" * 31,
        "region;tema;behov\n91;Arbete;" + "1" * 101, "region;tema;behov\n91;Arbete;-3",
        "region;tema;möjlig\n91;Arbete;kanske", "region;tema;möjlig\n91;Arbete;nej",
        "region;tema;behov;möjlig\n94;Arbete;4;nej", "region;tema;behov;möjlig;län\n91;Arbete;1;;x",
        "region;tema;tema;behov\n91;Arbete;Arbete;1", "region;tema\n91;Arbete",
        "<html><body>", "region;tema;behov\n91;Arbete;" + "x" * 20_001,
        "region;tema;behov;\n91;Arbete;1;x",
    ],
)  # fmt: skip
def test_nothing_that_was_expected_is_told_in_english_on_a_swedish_page(
    caller: TestClient, stated: str
) -> None:
    for path, more in (("/whitespace", {}), ("/whatif", {"change": "add public,private"})):
        page = caller.get(
            path, params={"cells": stated, "lang": "sv", **more}, headers={"Accept": "text/html"}
        )
        if not stated or (path == "/whatif" and stated.endswith("91;Arbete;nej")):
            # A field left empty is none, and what if asks for needs alone.
            assert page.status_code == 200
            continue
        told = html.fromstring(page.text).xpath("//main//ul[@class='said']/li")

        assert (page.status_code, len(told)) == (422, 1)
        words = " ".join(told[0].text_content().split())
        assert ENGLISH.findall(words) == [], words
        assert "väntade" in words


ENGLISH = re.compile(
    r"\b(?:the|a|an|and|or|of|is|are|this|that|such as|row|rows|column|columns|number|"
    r"cells(?!,)|value|level|meant|there|with)\b"
)


@pytest.mark.parametrize(
    ("path", "status", "field"),
    [
        (f"{TABLE}?rows=theme", 422, "columns"),
        (f"{TABLE}?rows=actor", 422, "rows"),
        (f"{TABLE}?level=municipality", 422, "level"),
        (f"{TABLE}?source=nobody", 422, "source"),
        (f"{TABLE}?period_from=2025&period_to=2020", 422, "period_from"),
        (f"{TABLE}?row=theme", 422, "row"),
        (f"{TABLE}/{NORTH}/{YOUNG}", 404, None),
        (f"{TABLE}/{TOWN}/{WORK}", 404, None),
        (f"{TABLE}?as_of=0", 200, None),
        (f"{TABLE}/triples?limit=0", 422, "limit"),
        (f"{TABLE}/{NORTH}/{WORK}?cursor=x", 422, "cursor"),
    ],
)
def test_what_cannot_be_understood_is_refused(
    caller: TestClient, path: str, status: int, field: str | None
) -> None:
    answer = caller.get(path)

    assert answer.status_code == status, answer.text
    if field is not None:
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["errors"][0]["loc"][-1] == field


def test_before_anything_was_published_nothing_can_be_compared(caller: TestClient) -> None:
    answer = caller.get(f"{TABLE}?as_of=1999-01-01").json()

    assert (answer["data_version"], answer["cells"], answer["sources"]) == (0, [], [])


def test_the_answer_is_kept_and_read_again(caller: TestClient, folder: Path) -> None:
    first = caller.get(TABLE, params={"seed": "11"})
    kept = list(folder.rglob("answers/chosen/whitespace-*.json"))

    again = caller.get(TABLE, params={"seed": "11"})

    assert kept
    assert again.json() == first.json()
    unchanged = caller.get(TABLE, params={"seed": "11"},
                           headers={"If-None-Match": first.headers["etag"]})  # fmt: skip
    assert unchanged.status_code == 304


def test_equal_seeds_draw_alike_others_not(everything: Any) -> None:
    one, same, other = (
        [cell["null_mean"] for cell in everything(TABLE, seed=seed, draws=draws)["cells"]]
        for seed, draws in (("1", "999"), ("1", "999"), ("2", "999"))
    )

    assert one == same != other


CUBE = [(r, t, g) for r in range(2) for t in range(2) for g in range(2)]


@pytest.fixture(scope="module")
def cube(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """Sixty projects in every triple but the first, which has none."""
    says = Statements(PROJECTS)
    for k in range(2):
        says.says("reg", f"r{k}", name=f"Län {k}", level="county", identifiers=[f"lan:9{k + 1}"],
                  notation=f"9{k + 1}")  # fmt: skip
        says.says("thm", f"t{k}", name=f"Tema {k}")
        says.says("tgt", f"g{k}", name=f"Grupp {k}")
    for r, t, g in CUBE[1:]:
        for n in range(60):
            key = f"p{r}{t}{g}{n}"
            says.says("prj", key, name=key, start="2022")
            says.ties("ACTIVE_IN", f"prj/{key}", f"reg/r{r}")
            says.ties("ADDRESSES", f"prj/{key}", f"thm/t{t}")
            says.ties("TARGETS", f"prj/{key}", f"tgt/g{g}")
    with caller_in(tmp_path_factory.mktemp("cube"), says) as caller:
        yield caller


def test_a_triple_is_held_against_what_its_pairs_explain(cube: TestClient) -> None:
    # The one change d that keeps all pairs: (0 + d)(60 + d)³ = (60 − d)⁴.
    change = brentq(lambda d: d * (60 + d) ** 3 - (60 - d) ** 4, 0, 60)

    page = cube.get(f"{TABLE}/triples").json()
    found = {
        tuple(int(cell[name]["name"][-1]) for name in ("region", "theme", "target_group")): cell
        for cell in page["items"]
    }

    assert page["total"] == 8
    for at in CUBE:
        moved = change if sum(at) % 2 == 0 else -change
        assert found[at]["expected"] == pytest.approx((0 if at == (0, 0, 0) else 60) + moved)
    assert [at for at, cell in found.items() if cell["verdict"] == "gap"] == [(0, 0, 0)]
    assert next(iter(found)) == (0, 0, 0)  # the most remarkable stands first
    summary = cube.get(TABLE).json()["triples"]
    assert {k: summary[k] for k in ("arenas", "cells", "tested", "gaps")} == {
        "arenas": 420, "cells": 8, "tested": 8, "gaps": 1}  # fmt: skip


def test_triples_come_page_by_page(cube: TestClient) -> None:
    first = cube.get(f"{TABLE}/triples?limit=5").json()
    rest = cube.get(f"{TABLE}/triples?limit=5&cursor={first['next']}").json()

    assert (len(first["items"]), len(rest["items"]), rest["next"]) == (5, 3, None)


def test_a_token_that_opens_nothing_is_refused(caller: TestClient) -> None:
    assert caller.get(TABLE, headers={"Authorization": "Bearer x"}).status_code == 401

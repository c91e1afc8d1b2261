"""Rows of bridges, funders and white space carry how many of their arenas have complete lists.

arena      where  theme            who takes part
p1, p2     N      Arbete, Våld     a a2 a3 a4    the register calls its lists of projects complete
p3         N      Arbete           a a2 a3 a4
p4         N      Arbete           nobody known
e1         N      Arbete           a c           and says nothing of those of events
p5         S      Boende           c c2 c3 c4
e2         S      Boende           c

So of those with a known participant 3 of 4 are complete in N, as on Arbete, and 1 of 2 in S.
"""

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from openpyxl import load_workbook

from tests.callers import caller_in
from tests.commands.command_line import CommandLine
from tests.lookup.small_graph import REGISTER, Statements, node_id

TOKEN = "a token for tests"
ALL = {"Authorization": f"Bearer {TOKEN}"}
TEAM_A, TEAM_C = ("a", "a2", "a3", "a4"), ("c", "c2", "c3", "c4")
PROJECTS = {"p1": TEAM_A, "p2": TEAM_A, "p3": TEAM_A, "p4": (), "p5": TEAM_C}
EVENTS = {"e1": ("a", "c"), "e2": ("c",)}
SOUTH = {"p5", "e2"}
HEADING = {
    "sv": "Andel arenor med fullständig deltagarlista",
    "en": "Share of arenas with a complete list of participants",
}
WHOLE_LIST = {"sv": "Fullständig deltagarlista", "en": "Complete list of participants"}
N, S = (node_id(f"register/reg/{key}") for key in "ns")
WORK, HOME, VIOLENCE = (node_id(f"register/thm/{key}") for key in ("work", "home", "violence"))


def register() -> Statements:
    """All of it."""
    says = Statements(REGISTER)
    for key in (*TEAM_A, *TEAM_C):
        sector = "public" if key in TEAM_A else "civil_society"
        says.says("act", key, name=f"Aktör {key}", sector=sector)
    _labels(says)
    for key, actors in PROJECTS.items():
        says.says("prj", key, name=f"Projekt {key}", start="2020")
        _placed(says, f"prj/{key}", actors)
        says.ties("FUNDS", "act/a", f"prj/{key}", amount_kind="unknown")
    for key in ("p1", "p2"):
        says.ties("ADDRESSES", f"prj/{key}", "thm/violence")
    for key, actors in EVENTS.items():
        says.says("col", key, name=f"Frukost {key}", collaboration_kind="event", start="2020")
        _placed(says, f"col/{key}", actors)
    return says


def _labels(says: Statements) -> None:
    for key, name, code in (("n", "Norra län", "91"), ("s", "Södra län", "92")):
        says.says("reg", key, name=name, level="county", notation=code, identifiers=[f"lan:{code}"])
    for key, name in (("work", "Arbete"), ("home", "Boende"), ("violence", "Våld mot kvinnor")):
        says.says("thm", key, name=name)


def _placed(says: Statements, arena: str, actors: tuple[str, ...]) -> None:
    south = arena[4:] in SOUTH
    says.ties("ACTIVE_IN", arena, "reg/s" if south else "reg/n")
    says.ties("ADDRESSES", arena, "thm/home" if south else "thm/work")
    for actor in actors:
        says.ties("PARTICIPATES_IN", f"act/{actor}", arena, role="partner", status="party")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("covered")


@pytest.fixture(scope="module")
def caller(place: Path) -> Iterator[TestClient]:
    with caller_in(place, register(), token=TOKEN) as client:
        yield client


def ask(caller: TestClient, path: str, headers: dict[str, str] | None = None, **asked: str) -> Any:
    answer = caller.get(f"/api/v1/{path}", params=asked, headers=headers)
    assert answer.status_code == 200, answer.text
    return answer.json()


def table(caller: TestClient, view: str, lang: str, **asked: str) -> list[dict[str, str]]:
    answer = caller.get(f"/api/v1/views/{view}.csv", params={"lang": lang, **asked}, headers=ALL)
    assert answer.status_code == 200, answer.text
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))


def test_an_actor_of_a_ranking_says_how_many_of_its_arenas_have_complete_lists(
    caller: TestClient,
) -> None:
    found = ask(caller, "network/measures", limit="20")

    counts = {r["actor"]["name"]: (r["arenas"], r["arenas_complete"]) for r in found["items"]}
    assert (counts["Aktör a"], counts["Aktör c"]) == ((4, 3), (3, 1))
    card = ask(caller, f"cards/measures/{node_id('register/act/a')}")
    assert (card["values"]["arenas_complete"], card["coverage"]) == (3, pytest.approx(4 / 6))


def test_an_arena_and_a_participation_that_hold_parts_together_say_it_of_their_list(
    caller: TestClient,
) -> None:
    found = ask(caller, "network/bridging")

    arenas = {row["arena"]["name"]: row["list_complete"] for row in found["items"]}
    ties = {(r["actor"]["name"], r["arena"]["name"]): r["list_complete"] for r in found["ties"]}
    assert (arenas["Frukost e1"], ties["Aktör a", "Frukost e1"]) == (False, False)
    assert {True} == {whole for name, whole in arenas.items() if name.startswith("Projekt")}


@pytest.mark.parametrize(("headers", "violence"), [(None, None), (ALL, 1.0)])
def test_regions_themes_and_cells_of_funders_say_it_but_to_the_public_of_nothing_sensitive(
    headers: dict[str, str] | None, violence: float | None, caller: TestClient
) -> None:
    by_region = ask(caller, "gaps/funders", headers)
    by_theme = ask(caller, "gaps/funders", headers, by="theme")
    cells = ask(caller, "gaps/funders/cells", headers)
    narrowed = ask(caller, "gaps/funders", headers, theme=VIOLENCE)

    assert by_region["whole"]["partners_known_share"] == pytest.approx(4 / 6)
    assert {r["label"]["id"]: r["partners_known_share"] for r in by_region["rows"]} == {
        N: 3 / 4, S: 1 / 2,
    }  # fmt: skip
    assert {r["label"]["id"]: r["partners_known_share"] for r in by_theme["rows"]} == {
        WORK: 3 / 4, HOME: 1 / 2, VIOLENCE: violence,
    }  # fmt: skip
    told = {(c["region"]["id"], c["theme"]["id"]): c["partners_known_share"]
            for c in cells["cells"]}  # fmt: skip
    assert told == {(N, WORK): 3 / 4, (S, HOME): 1 / 2, (N, VIOLENCE): violence}
    assert cells["partners_known_share"] == pytest.approx(4 / 6)
    assert [row["partners_known_share"] for row in narrowed["rows"]] == [violence]


def test_a_row_says_what_coverage_says_of_the_same_arenas(caller: TestClient) -> None:
    for row in ask(caller, "gaps/funders")["rows"]:
        covered = ask(caller, "gaps/coverage", region=row["label"]["id"])["whole"]
        assert row["partners_known_share"] == covered["share"]
    for cell in ask(caller, "gaps/funders/cells", ALL)["cells"]:
        part = {"region": cell["region"]["id"], "theme": cell["theme"]["id"]}
        covered = ask(caller, "gaps/coverage", **part)["whole"]
        assert cell["partners_known_share"] == covered["share"]
    projects = ask(caller, "gaps/funders", kind="Project")
    assert projects["whole"]["partners_known_share"] == 1.0  # of p4 nobody is known


def test_cells_of_white_space_say_it_but_to_the_public_of_nothing_sensitive(
    caller: TestClient,
) -> None:
    def told(headers: dict[str, str] | None) -> dict[tuple[str, str], float]:
        found = ask(caller, "gaps/whitespace", headers)
        assert found["partners_known_share"] == pytest.approx(4 / 6)
        return {(c["row"], c["column"]): c["partners_known_share"]
                for c in found["cells"] if c["partners_known_share"] is not None}  # fmt: skip

    open_cells = {(N, WORK): 3 / 4, (S, HOME): 1 / 2}
    assert told(None) == open_cells
    assert told(ALL) == {**open_cells, (N, VIOLENCE): 1.0}


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_the_tables_have_a_column_of_it(lang: str, caller: TestClient) -> None:
    def column(view: str, names: int, heading: str, **asked: str) -> dict[tuple[str, ...], str]:
        rows = table(caller, view, lang, **asked)
        return {tuple([*row.values()][:names]): row[heading] for row in rows}

    share, whole = HEADING[lang], WHOLE_LIST[lang]
    quarters, half = {"sv": ("0,75", "0,5"), "en": ("0.75", "0.5")}[lang]
    assert column("brokers", 1, share)["Aktör a",] == quarters
    assert column("bridging", 1, whole)["Frukost e1",] == {"sv": "nej", "en": "no"}[lang]
    assert column("funders", 1, share)["Norra län",] == quarters
    assert column("funder-cells", 2, share)["Södra län", "Boende"] == half
    assert column("whitespace", 2, share)["Norra län", "Arbete"] == quarters
    book = caller.get("/api/v1/views/funders.xlsx", params={"lang": lang}, headers=ALL)
    sheet = load_workbook(io.BytesIO(book.content)).worksheets[1]
    [head, *rows] = sheet.iter_rows(values_only=True)
    place = head.index(share)
    assert {row[0]: row[place] for row in rows}["Norra län"] == 0.75


SAYS = {
    "sv": "Av arenorna med någon känd deltagare har 67 % en lista som källan uppger är "
    "fullständig.",
    "en": "Of the arenas with a known participant 67% have a list that the source says is "
    "complete.",
}


@pytest.mark.parametrize("lang", ["sv", "en"])
@pytest.mark.parametrize("command", ["funders", "whitespace"])
def test_command_and_page_say_it_in_a_sentence(
    command: str, lang: str, caller: TestClient, place: Path
) -> None:
    done = CommandLine(place)(command, "--lang", lang)
    path = {"funders": "/funding", "whitespace": "/whitespace"}[command]
    page = caller.get(path, params={"lang": lang}, headers={"Accept": "text/html", **ALL})

    assert done.code == 0, done.err
    for text in (done.out, page.text.replace("\N{NO-BREAK SPACE}", " ")):
        assert SAYS[lang] in " ".join(text.replace("\N{NO-BREAK SPACE}", " ").split())

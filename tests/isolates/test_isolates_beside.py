"""Those who take part in no arena, and pay for, support or advise one, counted by hand.

A and B take part in p1, and A pays for it too. F pays for p1, S supports it, E and R evaluate it, R
without a stated status. I was invited to it, P supports a programme, N has nothing. The unit U of O
pays for p1.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from lxml import html

from tests.callers import caller_in
from tests.commands.command_line import CommandLine
from tests.lookup.small_graph import REGISTER, Statements

BROWSER = {"Accept": "text/html"}


def statements() -> Statements:
    """The map above."""
    says = Statements(REGISTER)
    for key in "abfseripno":
        says.says("act", key, name=f"Aktör {key.upper()}", sector="public")
    says.says("act", "u", name="Enheten", sector="public", actor_kind="unit")
    says.ties("PART_OF", "act/u", "act/o")
    says.says("prj", "p1", name="Projekt p1", start="2016")
    says.says("prg", "g", name="Programmet")
    says.says("reg", "12", name="Skåne län", notation="12", level="county")
    for key, role, status in (
        ("a", "partner", "party"), ("b", "partner", "party"), ("e", "evaluator", "party"),
        ("i", "partner", "invited"),
    ):  # fmt: skip
        says.ties("PARTICIPATES_IN", f"act/{key}", "prj/p1", role=role, status=status)
    says.ties("PARTICIPATES_IN", "act/r", "prj/p1", role="evaluator")
    for key in "afu":
        says.ties("FUNDS", f"act/{key}", "prj/p1")
    says.ties("SUPPORTS", "act/s", "prj/p1")
    says.ties("SUPPORTS", "act/p", "prg/g")
    return says


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("beside")


@pytest.fixture(scope="module")
def caller(place: Path) -> Iterator[TestClient]:
    with caller_in(place, statements()) as client:
        yield client


def ask(caller: TestClient, path: str) -> Any:
    answer = caller.get(f"/api/v1/gaps/{path}")
    assert answer.status_code == 200, answer.text
    return answer.json()


@pytest.mark.parametrize(
    ("units", "counts", "beside"),
    [("together", (10, 8, 5), ["Aktör E", "Aktör F", "Aktör O", "Aktör R", "Aktör S"]),
     ("separate", (11, 9, 5), ["Aktör E", "Aktör F", "Aktör R", "Aktör S", "Enheten"])],
)  # fmt: skip
def test_who_pays_supports_or_advises_is_counted_apart(
    caller: TestClient, units: str, counts: tuple[int, ...], beside: list[str]
) -> None:
    whole = ask(caller, f"isolates?units={units}")["whole"]
    items = ask(caller, f"isolates/never?units={units}")["items"]

    assert (whole["actors"], whole["never"], whole["beside"]) == counts
    assert len(items) == counts[1]
    assert [item["actor"]["name"] for item in items if item["beside"]] == beside
    assert not any(item["beside"] for item in ask(caller, "isolates/single")["items"])


def test_the_page_and_the_command_mark_them(caller: TestClient, place: Path) -> None:
    page = html.fromstring(caller.get("/isolates?lang=sv", headers=BROWSER).text)
    table = page.xpath("//table")[-1]
    column = [th.text_content() for th in table.xpath("thead//th")].index(
        "Finansierar, stödjer eller ger råd till en arena"
    )
    marked = {row.xpath("string(th/a[1])"): row.xpath("*")[column].text_content()
              for row in table.xpath("tbody/tr")}  # fmt: skip
    listed = CommandLine(place)("isolates", "--list", "never", "--csv").out.splitlines()

    assert "8, och 5 av dem finansierar, stödjer eller ger råd till en arena" in (
        page.xpath("//ul[@class='said']/li")[0].text_content()
    )
    assert marked == {**{f"Aktör {key}": "Ja" for key in "EFORS"},
                      **{f"Aktör {key}": "–" for key in "INP"}}  # fmt: skip
    assert [line[:7] for line in listed if line.endswith(";yes")] == [
        "Aktör E", "Aktör F", "Aktör O", "Aktör R", "Aktör S"]  # fmt: skip


def test_an_empty_part_says_so_and_not_that_nobody_is_outside(caller: TestClient) -> None:
    told = {
        lang: html.fromstring(
            caller.get(f"/isolates?region=Skåne län&lang={lang}", headers=BROWSER).text
        )
        for lang in ("sv", "en")
    }
    said = {lang: [li.text_content() for li in page.xpath("//ul[@class='said']/li")]
            for lang, page in told.items()}  # fmt: skip

    assert said == {
        "sv": ["Inga medverkanden i urvalet: det finns inget att säga om vem som står utanför."],
        "en": ["No participations in this part: there is nothing to say of who is outside."],
    }
    assert told["en"].xpath("//table | //div[@class='picture']") == []
    assert "Of a selection nobody is said to have no participation" in (
        told["en"].xpath("//main")[0].text_content()
    )


def test_the_list_of_a_part_says_why_it_is_empty(caller: TestClient, place: Path) -> None:
    asked = ("isolates", "--list", "never", "--region", "Skåne län", "--lang", "sv")
    why = "Av ett urval sägs inte vem som saknar medverkan: det går bara att säga om hela kartan."
    run = CommandLine(place)

    assert why in " ".join(run(*asked).out.split())
    assert why in " ".join(run(*asked, "--csv").err.split())
    assert why not in run("isolates", "--list", "never", "--lang", "sv").out

"""Which part of the map an answer is of: one line, in words, on every page that answers of one."""

from io import BytesIO
from typing import Any

import openpyxl
import pytest
from fastapi.testclient import TestClient
from lxml import etree, html

from tests.lookup import small_graph as small

BROWSER = {"Accept": "text/html"}
PAGES = (
    "/gaps", "/gaps/scrutiny", "/gaps/log", "/coverage", "/trend",
    "/voice", "/isolates", "/funding", "/bridges", "/groups", "/groups/core", "/whitespace",
)  # fmt: skip
PART = ".//main/p[@class='notice part']"


def told(client: TestClient, path: str, **asked: str) -> list[str]:
    """The line, without the link to the whole map."""
    answer = client.get(path, params={"as_of": "2", **asked}, headers=BROWSER)
    assert answer.status_code == 200, answer.text
    found = html.fromstring(answer.text)
    return [" ".join(str(line.text).split()) for line in found.findall(PART)]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_says_of_which_part_it_is(client: TestClient, path: str) -> None:
    part = {"region": "12", "period_from": "2015", "period_to": "2020"}

    assert told(client, path, lang="sv", **part) == ["Gäller Skåne län, 2015–2020."]
    assert told(client, path, lang="en", **part) == ["About Skåne län, 2015–2020."]
    assert told(client, path) == []


@pytest.mark.parametrize(
    ("asked", "swedish", "english"),
    [
        ({"region": small.TOWN}, "Malmö", "Malmö"),
        ({"theme": "hälsa"}, "tema Hälsa", "theme Hälsa"),
        ({"programme": small.AREA}, "program Programområde C", "programme Programområde C"),
        ({"funder": "Fonden"}, "finansiär Fonden", "funder Fonden"),
        ({"kind": "event"}, "slag Evenemang", "kind Event"),
        ({"source": "register"}, "källa Registret", "source The register"),
        ({"units": "separate"}, "enheter räknade för sig", "units counted by themselves"),
        ({"period_from": "2016"}, "från 2016", "from 2016 on"),
        ({"period_to": "2016"}, "till och med 2016", "until 2016"),
        ({"period_from": "2016", "period_to": "2016"}, "2016", "2016"),
        ({"theme": "Arbete", "region": "12", "kind": "Project"},
         "Skåne län, tema Arbete, slag Projekt", "Skåne län, theme Arbete, kind Project"),
    ],
)  # fmt: skip
def test_a_part_is_said_in_words(
    client: TestClient, asked: dict[str, str], swedish: str, english: str
) -> None:
    assert told(client, "/gaps", lang="sv", **asked) == [f"Gäller {swedish}."]
    assert told(client, "/gaps", lang="en", **asked) == [f"About {english}."]


def test_the_line_leads_to_the_whole_map(client: TestClient) -> None:
    asked = {"region": "12", "by": "kind", "lang": "sv", "as_of": "2"}

    page = html.fromstring(client.get("/gaps", params=asked, headers=BROWSER).text)

    [whole] = page.findall(f"{PART}/a")
    assert whole.text == "Hela kartan"
    assert whole.get("href") == "/gaps?by=kind&lang=sv&as_of=2"


VIEWS = (
    "sector-matrix", "whitespace", "funders", "funder-cells", "isolates", "trend", "voice",
    "brokers", "bridging", "groups", "coverage", "timeline",
)  # fmt: skip


@pytest.mark.parametrize("view", VIEWS)
def test_a_picture_and_its_files_say_of_which_part_they_are(client: TestClient, view: str) -> None:
    def asked(form: str, **part: str) -> Any:
        address = f"/api/v1/views/{view}.{form}"
        found = client.get(address, params={"as_of": "2", "lang": "sv", **part})
        assert found.status_code == 200, found.text
        return found

    part = {"region": "12", "period_from": "2015", "period_to": "2020"}

    drawn = " ".join(etree.fromstring(asked("svg", **part).content).itertext())
    assert "Gäller Skåne län, 2015–2020." in drawn
    assert "Gäller Skåne län, 2015–2020." in asked("html", **part).text
    book = openpyxl.load_workbook(BytesIO(asked("xlsx", **part).content))
    assert ("Gäller Skåne län, 2015–2020.",) in {row[:1] for row in book["Om"].values}
    for form in ("csv", "xlsx"):
        named = asked(form, **part).headers["content-disposition"]
        assert named == f'attachment; filename="{view}-skane-lan-2015-2020.{form}"'
    assert asked("csv").headers["content-disposition"] == f'attachment; filename="{view}.csv"'
    assert "Gäller" not in " ".join(etree.fromstring(asked("svg").content).itertext())


def test_a_picture_of_a_list_names_sector_and_words(client: TestClient) -> None:
    asked = {"as_of": "2", "lang": "en", "sector": "public", "q": "frukost"}

    svg = client.get("/api/v1/views/timeline.svg", params=asked).content

    drawn = " ".join(etree.fromstring(svg).itertext())
    assert "About Public sector, words “frukost”." in drawn

"""The pages about meetings: what was asked stays asked, and what cannot be told says why."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from lxml import html

from graph_schema.claims import SourceInfo
from graph_schema.vocabularies import Visibility
from tests.callers import caller_in
from tests.commands.command_line import CommandLine
from tests.lookup.small_graph import DIARY, REGISTER, Statements

LISTED = DIARY.model_copy(update={"visibility": Visibility.PUBLIC})
"""Says that all its lists are complete; the register says so of 2015 to 2021 only."""
SECTORS = ("public", "private")


def meetings(info: SourceInfo, arenas: int, year: int) -> Statements:
    """Six actors of two sectors, two or three in every arena."""
    says = Statements(info)
    for n in range(12):
        says.says("act", f"a{n}", name=f"{info.name} {n}", sector=SECTORS[n % 2])
    for n in range(arenas):
        says.says("prj", f"p{n}", name=f"{info.name} möte {n}", start=str(year))
        for k in (n, n * 5 + 1, n * 7 + 3):
            says.ties("PARTICIPATES_IN", f"act/a{k % 12}", f"prj/p{n}", role="partner",
                      status="party")  # fmt: skip
    return says


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("gaps")


@pytest.fixture(scope="module")
def caller(place: Path) -> Iterator[TestClient]:
    """Ten arenas whose lists are complete, thirty of which nothing is known."""
    stated = meetings(REGISTER, 30, 1990), meetings(LISTED, 10, 2000)
    with caller_in(place, *stated) as client:
        yield client


def page(caller: TestClient, path: str) -> html.HtmlElement:
    """The page, parsed."""
    response = caller.get(path, headers={"Accept": "text/html"})
    assert response.status_code == 200, response.text
    return html.fromstring(response.text)


def told(found: html.HtmlElement) -> str:
    """What the page says, with single spaces."""
    return " ".join(found.xpath("//main")[0].text_content().split())


def test_the_form_asks_again_what_was_asked_not_what_was_drawn(caller: TestClient) -> None:
    found = page(caller, "/gaps?draws=150&seed=7&role_aware=false&source=diary&lang=en")

    fields = {f.get("name"): f.get("value") for f in found.xpath("//form//input[@type='number']")}
    chosen = found.xpath("//form//select/option[@selected]/@value")
    assert (fields["draws"], fields["seed"], chosen) == (
        "150", "7", ["diary", "sector", "false"],
    )  # fmt: skip
    assert "at least 150 asked for, " in told(found)


def test_the_default_is_shown_as_asked(caller: TestClient) -> None:
    for lang, says in (("en", "at least 999 asked for, "), ("sv", "minst 999 begärda, ")):
        assert says in told(page(caller, f"/gaps?lang={lang}"))


@pytest.mark.parametrize("path", ["/", "/gaps"])
def test_a_source_with_complete_lists_speaks_for_itself(caller: TestClient, path: str) -> None:
    found = page(caller, f"{path}?lang=sv")

    links = found.xpath("//h4/following-sibling::p[1]/a/@href")
    assert [h.text for h in found.xpath("//h4")] == ["Registret", "Dagboken"]
    assert links == ["/gaps?lang=sv&source=register", "/gaps?lang=sv&source=diary"]
    assert "sektorspar kunde prövas" in told(page(caller, links[1]))


def test_the_table_of_one_source_lists_no_other(caller: TestClient) -> None:
    assert page(caller, "/gaps?source=diary").xpath("//h4") == []


def test_figures_of_the_whole_are_told_everywhere_and_never_by_their_codes(
    caller: TestClient, place: Path
) -> None:
    """Page, command and table: three sectors are never met, and four are not here."""
    sentences = [
        li.text_content().partition(" card: ")[0]
        for li in page(caller, "/gaps?source=diary&lang=en").xpath(
            "//h2[text()='The table as a whole']/following-sibling::ul/li"
        )
    ]
    proofs = page(caller, "/gaps?source=diary&lang=en").xpath(
        "//h2[text()='The table as a whole']/following-sibling::ul//a[@class='proof']"
    )
    printed = CommandLine(place)("gaps", "--source", "diary")
    rows = CommandLine(place)("gaps", "--source", "diary", "--csv").out.splitlines()
    figures = caller.get("/api/v1/gaps/sectors?source=diary").json()["whole"]

    assert len(sentences) == len(figures) == 4
    assert [a.text_content() for a in proofs] == [
        f"card: {name}" for name in (
            "E-I index", "Assortativity", "Arenas with at least three sectors",
            "Arenas with at least four sectors",
        )
    ]  # fmt: skip
    assert all(" ".join(said.split()) in " ".join(printed.out.split()) for said in sentences)
    assert [row.split(";")[:2] for row in rows[-4:]] == [
        ["The whole table", a.text_content().removeprefix("card: ")] for a in proofs
    ]
    observed = [row.split(";")[5] for row in rows[-4:]]
    assert [float(text) for text in observed] == pytest.approx(
        [figure["observed"] for figure in figures], abs=1e-6
    )


def test_too_little_data_is_explained_by_the_share_of_complete_lists(caller: TestClient) -> None:
    table = caller.get("/api/v1/gaps/sectors").json()
    short = [p["coverage"] for p in table["pairs"] if p["verdict"] == "insufficient_data"]

    assert short
    assert [told(page(caller, f"/gaps?lang={lang}")).count(says) for lang, says in (
        ("en", "Why the data does not suffice: of the arenas behind these pairs"),
        ("sv", "Varför underlaget inte räcker: av arenorna bakom dessa par har"),
    )] == [1, 1]  # fmt: skip
    assert "Why the data" not in told(page(caller, "/gaps?source=diary&lang=en"))

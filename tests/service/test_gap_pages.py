"""The pages about meetings: what was asked stays asked, and what cannot be told says why."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from lxml import html

from graph_schema.claims import SourceInfo
from graph_schema.vocabularies import Visibility
from tests.callers import caller_in
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
def caller(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """Ten arenas whose lists are complete, thirty of which nothing is known."""
    stated = meetings(REGISTER, 30, 1990), meetings(LISTED, 10, 2000)
    with caller_in(tmp_path_factory.mktemp("gaps"), *stated) as client:
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


def test_too_little_data_is_explained_by_the_share_of_complete_lists(caller: TestClient) -> None:
    table = caller.get("/api/v1/gaps/sectors").json()
    short = [p["coverage"] for p in table["pairs"] if p["verdict"] == "insufficient_data"]

    assert short
    assert [told(page(caller, f"/gaps?lang={lang}")).count(says) for lang, says in (
        ("en", "Why the data does not suffice: of the arenas behind these pairs"),
        ("sv", "Varför underlaget inte räcker: av arenorna bakom dessa par har"),
    )] == [1, 1]  # fmt: skip
    assert "Why the data" not in told(page(caller, "/gaps?source=diary&lang=en"))

"""What helps a reader on: counts in filters, earlier days, files to take, words for errors."""

import re

import pytest
from fastapi.testclient import TestClient
from lxml import html

from graph_schema.vocabularies import Sector
from service.app import create_app
from service.pages.texts import catalogue
from service.settings import Settings
from tests.lookup import small_graph as small
from tests.service.test_pages import page
from visualisations.phrases import Phrase

URGING = re.compile(r"\b(should|ought|must|bör|borde|måste|för sällan|too seldom)\b", re.IGNORECASE)


def options(found: html.HtmlElement, name: str) -> list[str]:
    """What can be chosen in a filter."""
    return [o.text for o in found.xpath(f"//main//select[@name='{name}']/option")]


def said(found: html.HtmlElement, where: str = "//main") -> str:
    """What a part of the page says, with single spaces."""
    return " ".join(found.xpath(where)[0].text_content().split())


def test_a_filter_says_how_many_each_choice_leaves_and_offers_none_that_leaves_nothing(
    client: TestClient,
) -> None:
    all_projects = page(client, "/projects?lang=sv")
    of_one_theme = page(client, "/projects?lang=sv&theme=" + small.ARBETE)

    # Malmö stad, Åsa and Öresund are in Delad vinst, which Ärla only co-finances; Åsa, Ärla and
    # Fritid in Bron; Öresund and Ärla in Odaterat.
    assert options(all_projects, "sector") == [
        "Alla", "Offentlig sektor (2)", "Privat sektor (näringsliv) (2)",
        "Idéburen sektor (civilsamhället) (2)", "Akademi (2)",
    ]  # fmt: skip
    assert options(all_projects, "theme") == ["Alla", "Arbete (1)", "Hälsa (1)"]
    assert options(of_one_theme, "theme") == ["Alla", "Arbete (1)", "Hälsa (1)"]
    assert options(of_one_theme, "funder") == [
        "Alla", "Fonden (1)", "Malmö stad (1)", "Rådet (1)",
    ]  # fmt: skip


def test_a_choice_that_leaves_nothing_stays_while_it_is_chosen(client: TestClient) -> None:
    found = page(client, f"/projects?lang=sv&sector=unknown&theme={small.ARBETE}")

    assert "Okänd sektor (0)" in options(found, "sector")


def test_every_page_can_be_seen_as_it_was_on_another_day(client: TestClient) -> None:
    found = page(client, "/projects?lang=sv&sector=academia&as_of=1999-01-01")

    form = found.xpath("//footer//form")[0]
    fields = {field.get("name"): field.get("value") for field in form.xpath(".//input")}
    assert form.get("action") == "/projects"
    assert fields == {"lang": "sv", "sector": "academia", "as_of": "1999-01-01"}
    assert said(found, "//main//p[@role='status']") == "Antal: 0."


def test_the_whole_graph_can_be_taken_where_it_can_be_given(client: TestClient) -> None:
    links = page(client, "/?lang=sv").xpath("//section[@aria-labelledby='take']//a/@href")

    assert links == [
        "/api/v1/export/csv?lang=sv", "/api/v1/export/xlsx?lang=sv", "/api/v1/export/gexf?lang=sv",
        "/api?lang=sv", "/exports?lang=sv",
    ]  # fmt: skip
    assert [client.get(link).status_code for link in links] == [200] * 5


WHATIF = "/whatif?change=add+2*public"
SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def test_a_chart_can_be_taken_as_picture_and_table(client: TestClient) -> None:
    for path in ("/gaps", "/whitespace", "/sunset", "/funding", "/timeline", WHATIF):
        links = page(client, path).xpath("//main/ul[@class='actions']//a")
        types = [client.get(a.get("href")).headers["content-type"] for a in links]
        assert [a.text for a in links][:4] == ["CSV", "Excel", "SVG", "PNG"]
        assert types == [
            "text/csv; charset=utf-8", SPREADSHEET, "image/svg+xml", "image/png",
            "application/json",
        ]  # fmt: skip


def test_a_thing_begins_with_what_it_is_when_and_under_which_number(client: TestClient) -> None:
    project = page(client, f"/projects/{small.P1}?lang=sv")
    event = page(client, f"/collaborations/{small.C1}?lang=sv")
    actor = page(client, f"/actors/{small.KOOP}?lang=sv")

    essence = "//p[@class='essence']"
    assert said(project, essence) == "mars 2015 – december 2016 · 2018/00076"
    assert said(event, essence).startswith("Evenemang · 3 juli 2017")
    assert said(actor, essence) == "Idéburen sektor (civilsamhället) Kooperativ"
    assert project.xpath("//main/section/@aria-labelledby") == ["ties", "facts"]
    assert actor.xpath("//main/section/@aria-labelledby") == ["facts", "partners", "ties"]


def test_who_takes_part_is_shown_with_the_sector(client: TestClient) -> None:
    found = page(client, f"/projects/{small.P1}?lang=sv")

    rows = found.xpath("//table[caption='Medverkande']/tbody/tr")
    assert [(row[0].text_content(), row[1].text_content()) for row in rows] == [
        ("Malmö stad", "Aktör, Offentlig sektor"),
        ("Åsa Kooperativ", "Aktör, Idéburen sektor (civilsamhället)"),
        ("Ärla universitet", "Aktör, Akademi"),
        ("Öresund AB", "Aktör, Privat sektor (näringsliv)"),
    ]


def test_a_column_nobody_has_anything_in_is_left_out(client: TestClient) -> None:
    found = page(client, f"/projects/{small.P1}?lang=sv")

    heads = {
        table.findtext("caption"): [th.text for th in table.xpath("thead//th")]
        for table in found.xpath("//section[@aria-labelledby='ties']//table")
    }
    assert heads["Medverkande"] == ["Namn", "Typ", "Hur", "När", "Källa"]
    assert heads["Är del av"] == ["Namn", "Typ", "När", "Källa"]


def test_the_network_page_holds_both_tables_of_the_picture(client: TestClient) -> None:
    found = page(client, f"/network?lang=sv&id={small.C1}&depth=1")
    drawn = html.fromstring(client.get(f"/api/v1/views/network.html?lang=sv&id={small.C1}").text)

    def rows(tree: html.HtmlElement) -> list[list[str]]:
        return [[cell.text_content() for cell in row] for row in tree.xpath("//tbody/tr")]

    assert rows(found) == rows(drawn)
    assert len(rows(found)) > 4
    assert re.search(r"Kopplingar i bilden \(\d+\)", said(found, "//main//details/summary"))


def test_what_lies_behind_a_cell_is_asked_for_as_the_table_was(client: TestClient) -> None:
    asked = "/gaps/public/public?lang=sv&source=register"
    response = client.get(asked, headers={"Accept": "text/html"})
    if response.status_code == 403:  # fewer than five actors: nothing to open
        assert "så få aktörer är med" in response.text
        return
    found = html.fromstring(response.text)
    assert found.xpath("//p[@class='kicker']/a/@href") == ["/gaps?lang=sv&source=register"]


def test_the_list_of_sources_says_what_each_covers(client: TestClient) -> None:
    found = page(client, "/sources?lang=sv")
    one = page(client, "/sources/register?lang=sv")

    covers = {
        row[0].text_content(): row[2].text_content() for row in found.xpath("//main//tbody/tr")
    }
    assert covers == {
        "Registret": "2015–2021; Fullständig lista",
        "Almanackan": "2016–2017; Okänt om listan är fullständig",
        "Udda <b>källan</b>": "Register; anger inga projekt eller samverkan",
    }
    assert "Ingår inte i källan: 2018." in said(one)
    assert said(one, "//main//table[1]/tbody/tr/td[1]") == "Projekt"


@pytest.mark.parametrize(
    ("path", "status", "sentence"),
    [
        ("/actors/act-0", 404, "Det finns inget på den här adressen"),
        ("/nowhere", 404, "Sök på namnet eller numret i stället."),
        ("/actors?limit=0", 422, "limit: fick 0, väntade minst 1"),
        ("/actors?limit=x", 422, "limit: fick x, väntade ett heltal"),
        (
            "/actors?sector=x",
            422,
            "sector: fick x, väntade 'public', 'private', 'civil_society', 'academia' eller",
        ),
        ("/themes?foo=1", 422, "foo: fick 1, väntade något av as_of, cursor"),
        ("/actors?as_of=x", 422, "väntade numret på en publicerad version, ett datum som"),
        ("/projects?period_from=2020&period_to=2010", 422, "ett år som inte är senare än 2010"),
    ],
)
def test_an_error_is_told_in_swedish(
    client: TestClient, path: str, status: int, sentence: str
) -> None:
    asked = {"Accept": "text/html", "Accept-Language": "sv"}
    response = client.get(path, headers=asked)

    assert response.status_code == status
    assert sentence in said(html.fromstring(response.text))


def test_the_page_of_an_unforeseen_error_may_have_its_style_sheet(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = create_app(settings)
    with TestClient(app, raise_server_exceptions=False) as caller:
        monkeypatch.setattr(app.state, "access", None)
        response = caller.get("/actors", headers={"Accept": "text/html"})

    assert response.status_code == 500
    assert "style-src 'self'" in response.headers["content-security-policy"]
    assert response.headers["cache-control"] == "no-store"


def test_no_text_says_what_anyone_is_to_do_about_it() -> None:
    words = [text for texts in catalogue().values() for text in texts.values()]
    words += [phrase.label(lang) for phrase in (*Phrase, *Sector) for lang in ("sv", "en")]

    assert [text for text in words if URGING.search(text)] == []

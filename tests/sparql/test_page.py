"""The page to ask from: without a script, in two languages, in words for what goes wrong."""

import re
import time
from collections.abc import Iterator
from html import unescape
from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe
from fastapi.testclient import TestClient
from playwright.sync_api import Browser, expect

from queries.stores.base import Store
from service.app import create_app
from service.settings import Settings
from service.sparql.examples import examples
from tests.lookup import small_graph as small
from tests.service.in_a_browser import launched, listening
from tests.service.test_browser import DESK, PHONE, RULES, Visit
from tests.sparql.served import TOKEN

PAGE = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
NAMES = "SELECT ?name ?actor { ?actor a own:Actor ; schema:name ?name } ORDER BY ?name"


def page(client: TestClient, query: str | None = None, lang: str = "en", **more: str) -> str:
    """The page as text, with its status before it."""
    asked = {"lang": lang, **more, **({"query": query} if query is not None else {})}
    answer = client.get("/sparql", params=asked, headers={"Accept": PAGE})
    assert answer.headers["content-type"].startswith("text/html")
    assert "script-src" not in answer.headers["content-security-policy"]
    return f"{answer.status_code} {answer.text}"


def test_the_page_offers_a_form_and_every_example_in_both_languages(client: TestClient) -> None:
    for lang in ("sv", "en"):
        text = unescape(page(client, lang=lang))
        for example in examples().values():
            assert (example.sv if lang == "sv" else example.en) in text
            assert f'href="/api/v1{example.api}"' in text
        left_out = {"sv": "som frågan utelämnar", "en": "which the query leaves out"}[lang]
        told = [question for question in text.split("<details>")[1:] if left_out in question]
        assert [each.count(f'href="/api/v1/totals/{of}"') for each, of in zip(
            told, ("year", "region", "region", "sector"), strict=True
        )] == [1] * 4  # fmt: skip
        assert '<textarea name="query"' in text
        assert "<script" not in text


@pytest.mark.parametrize("name", examples())
def test_every_example_runs_from_its_link(client: TestClient, name: str) -> None:
    question = examples()[name].en
    text = page(client)
    link = re.search(
        rf'href="([^"]+)" aria-label="Run the query: {re.escape(question)}"', unescape(text)
    )
    assert link is not None

    answer = client.get(unescape(link[1]).partition("#")[0], headers={"Accept": PAGE})

    assert answer.status_code == 200
    assert re.search(r"Rows: \d+\.", answer.text)


def test_rows_are_a_table_with_links_and_files_of_all_of_it(client: TestClient) -> None:
    text = page(client, NAMES)

    assert '<th scope="col">name</th><th scope="col">actor</th>' in text
    assert (
        "<td><bdi>Malmö stad</bdi></td>"
        f'<td><a href="https://map.example/id/actors/{small.MALMO}"><bdi>{small.MALMO}</bdi></a>'
    ) in text
    links = [unescape(link) for link in re.findall(r'href="(/sparql\?[^"]+format=\w+)"', text)]
    types = [client.get(link, headers={"Accept": PAGE}).headers["content-type"] for link in links]
    assert types == [
        "text/csv; charset=utf-8", "text/tab-separated-values; charset=utf-8",
        "application/sparql-results+json", "application/sparql-results+xml",
    ]  # fmt: skip


def test_a_long_answer_says_how_much_of_it_is_shown(client: TestClient) -> None:
    text = page(client, "SELECT * { ?s ?p ?o }")

    assert re.search(r"The first 300 of [\d,]+ rows; the files below have all\.", text)
    assert text.count("<tr>") == 301


def test_a_page_says_which_graphs_of_its_address_are_not_here(client: TestClient) -> None:
    graph = {"default-graph-uri": "https://other.example/<g>"}

    text = page(client, "ASK { ?s ?p ?o }", lang="sv", **graph)

    assert "200 " in text
    assert "Nej, det står inte i dessa data." in text
    assert "så inget står i dem: https://other.example/&lt;g&gt;." in text
    assert "inget står i dem" not in page(client, "ASK { ?s ?p ?o }", lang="sv")


def test_what_is_asked_is_shown_as_text_and_not_obeyed(client: TestClient) -> None:
    text = page(client, 'SELECT ("<script>alert(1)</script>" AS ?x) (<javascript:a> AS ?y) {}')

    assert "<script" not in text
    assert 'href="javascript' not in text
    assert "&lt;script&gt;" in text


@pytest.mark.parametrize(
    ("query", "lang", "said"),
    [
        ("ASK { ?s a own:Actor }", "en", "200 Yes, there is."),
        ("ASK { ?s a own:Actor }", "sv", "200 Ja, det finns."),
        ("ASK { ?s a <a:a> }", "en", "200 No, this data does not say so."),
        ("SELECT ?s { ?s a <a:a> }", "sv", "200 Inga rader: inget i dessa data passar frågan."),
        ("DESCRIBE ?s { ?s a own:Source }", "en", "200 bytes in Turtle"),
        ("SELECT ?s {\n ?s a ?o }\nLIMIT x", "sv", "400 ingen fråga i SPARQL: rad 3, tecken 7"),
        ("SELECT * { SERVICE <a:b> {} }", "sv", "400 Rad 1, tecken 12: SERVICE avvisas."),
        ("SELECT * FROM <a:b> {}", "en", "400 Line 1, character 10: FROM is refused."),
        ("ASK { GRAPH ?g {} }", "sv", "400 Rad 1, tecken 7: GRAPH avvisas. Här finns en enda graf"),
        ("ASK { GRAPH ?g {} }", "en", "400 Line 1, character 7: GRAPH is refused."),
        ("CLEAR ALL", "sv", "400 Rad 1, tecken 1: Här ställer man bara frågor."),
        ("DROP ALL", "en", "400 Line 1, character 1: Here one only asks."),
        (" ", "sv", '200 <textarea name="query"'),
        ("ASK " + "{" * 9_000 + "}" * 9_000, "sv", "400 Frågan är för lång eller för djupt"),
    ],
)  # fmt: skip
def test_each_outcome_is_told_in_words(
    client: TestClient, query: str, lang: str, said: str
) -> None:
    status, _, words = said.partition(" ")

    text = page(client, query, lang)

    assert text.startswith(status)
    assert words in unescape(text)


def test_what_the_engine_expected_is_shown_of_its_own_refusals_only(client: TestClient) -> None:
    expected = "Motorn väntade sig:"

    assert expected in page(client, "SELECT * { ?s ?p ?o } LIMIT x", "sv")
    for query in ("SELECT * FROM <a:b> {}", "ASK { GRAPH ?g {} }", "ASK { SERVICE <a:a> {} }",
                  "CLEAR ALL", "ASK { ?s ?p ?o } }"):  # fmt: skip
        text = page(client, query, "sv")
        assert text.startswith("400")
        assert expected not in text


def test_what_is_stopped_is_told_in_words(narrow: TestClient) -> None:
    cross = "{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"

    slow = page(narrow, f"SELECT (COUNT(*) AS ?n) {cross}", "sv")
    hungry = page(narrow, f"SELECT * {cross} ORDER BY ?i", "sv")
    large = page(narrow, f"SELECT * {cross}", "sv")

    assert slow.startswith("504")
    assert "längre tid än 1 sekunder" in slow
    assert hungry.startswith(("507", "504"))
    assert large.startswith("413")
    assert "större än 2 MiB" in large


def test_a_reader_with_the_token_asks_everything_on_the_page_too(client: TestClient) -> None:
    query = "ASK { ?s ?p ?name FILTER(STR(?name) = 'Hemligt möte') }"
    headers = {"Accept": PAGE, "Authorization": f"Bearer {TOKEN}"}
    for _ in range(100):
        answer = client.get("/sparql", params={"query": query, "lang": "en"}, headers=headers)
        if answer.status_code != 503:
            break
        time.sleep(0.2)

    assert "Yes, there is." in answer.text
    assert "No, this data does not say so." in page(client, query)


def test_without_a_base_address_the_page_says_so_and_programs_are_told(
    store: Store, settings: Settings
) -> None:
    bare = create_app(settings.model_copy(update={"base_address": None}), store)
    with TestClient(bare) as caller:
        text = page(caller)
        answer = caller.get("/sparql?query=ASK%7B%7D")
        posted = caller.post("/sparql", data={"query": "ASK {}"})
        export = caller.get("/api/v1/export/nt")

    assert text.startswith("200")
    assert "EKOKARTA_BASE_ADDRESS" in text
    assert answer.status_code == posted.status_code == export.status_code == 406
    assert "EKOKARTA_BASE_ADDRESS" in answer.json()["detail"]
    assert answer.json()["detail"] == posted.json()["detail"] == export.json()["detail"]


@pytest.fixture(scope="module")
def address(client: TestClient) -> Iterator[str]:
    """The same service on a port of its own."""
    with listening(client.app, lifespan="off") as found:
        yield found


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    with launched() as found:
        yield found


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_the_page_has_no_barrier_and_fits_a_phone(
    browser: Browser, address: str, lang: str
) -> None:
    visit = Visit(browser, PHONE, lang)
    queries = ("", NAMES, "DESCRIBE ?s { ?s a own:Source }", "ASK {}", "SELECT ?x {\n ?x")
    for query in queries:
        visit.page.goto(f"{address}/sparql?query={quote(query)}")
        barriers = Axe().run(visit.page, options=RULES).response["violations"]
        assert [(b["id"], b["nodes"][0]["html"][:200]) for b in barriers] == []
        assert visit.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    visit.page.close()

    assert [url for url in visit.asked if not url.startswith((address, "data:"))] == []


def test_a_question_is_put_by_keyboard(browser: Browser, address: str) -> None:
    visit = Visit(browser, DESK, "en")
    visit.page.goto(f"{address}/sparql")

    visit.page.locator("textarea").focus()
    visit.page.keyboard.type(NAMES)
    visit.page.keyboard.press("Tab")
    visit.page.keyboard.press("Enter")

    expect(visit.page.locator("#result")).to_be_in_viewport()
    expect(visit.page.get_by_role("cell", name="Malmö stad")).to_be_visible()
    expect(visit.page.locator("textarea")).to_have_value(NAMES)
    assert visit.told == []
    visit.page.close()

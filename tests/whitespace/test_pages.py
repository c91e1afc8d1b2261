"""The page, the picture and the table twin, in both languages."""

import pytest
from fastapi.testclient import TestClient
from lxml import etree, html

from graph_schema.appearance import VERDICT_SIGNS
from graph_schema.vocabularies import Verdict
from tests.whitespace.conftest import TOKEN
from tests.whitespace.graph import HOME, NORTH, SOUTH, WORK

FULL = {"Accept": "text/html", "Authorization": f"Bearer {TOKEN}"}


def page(caller: TestClient, path: str, headers: dict[str, str] = FULL) -> html.HtmlElement:
    """The page, parsed."""
    response = caller.get(path, headers=headers)
    assert response.status_code == 200, response.text
    return html.fromstring(response.text)


def said(found: html.HtmlElement) -> list[str]:
    """The sentences at its head."""
    return [words(item) for item in found.xpath("//ul[@class='said'][1]/li")]


def words(element: html.HtmlElement) -> str:
    """What it says, with single spaces."""
    return " ".join(element.text_content().split())


def table_of(found: html.HtmlElement) -> list[list[str]]:
    """The rows of the first table."""
    return [[words(cell) for cell in row] for row in found.xpath("//table[1]/tbody/tr")]


LISTS = ("regions", "themes")
SENTENCES = {
    "sv": [
        "Av 12 rutor kunde 4 prövas, på 214 arenor. Färre än väntat: 1. Fler än väntat: 2. "
        "Ungefär som väntat: 1. Går inte att avgöra: 5.",
        "Södra län och Boende: 0 arenor; storleken på båda skulle ge 17,4 (kvot 0,00, "
        "90 %-intervall 0,00–0,17, q 0,002).",
        "Tomma rutor bland de möjliga: 4, av dem luckor: 1. En tom ruta är inte en lucka.",
        "Rutor där färre än 3 arenor är väntade: 2. Där vore inte ens noll märkligt.",
        "Rutor som inte ingår i någon källa, eller i två tillsammans, som anger både region och "
        "tema (Projektlistan): 3. De är varken noll eller luckor.",
    ],
    "en": [
        "Of 12 cells 4 could be tested, on 214 arenas. Fewer than expected: 1. More than "
        "expected: 2. About as expected: 1. Cannot tell: 5.",
        "Södra län and Boende: 0 arenas; the sizes of both would give 17.4 (ratio 0.00, 90% "
        "interval 0.00–0.17, q 0.002).",
        "Empty cells among the possible ones: 4, gaps among them: 1. An empty cell is not a gap.",
        "Cells where fewer than 3 arenas are expected: 2. There not even nought would be "
        "remarkable.",
        "Cells that no source, nor two together, stating both region and theme covers (The list "
        "of projects): 3. They are neither nought nor gaps.",
    ],
}


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_the_page_says_what_can_be_told_and_what_cannot(caller: TestClient, lang: str) -> None:
    found = said(page(caller, f"/whitespace?lang={lang}"))

    assert [sentence for sentence in SENTENCES[lang] if sentence not in found] == []
    assert not any("should" in s or "borde" in s or "för sällan" in s for s in found)


def test_a_page_about_nothing_says_what_is_missing(caller: TestClient) -> None:
    found = said(page(caller, "/whitespace?columns=target_group&kind=event&lang=en"))

    assert found[0] == (
        "No arena of the selection has both a region and a target group: there is nothing to "
        "compare, which is neither nought nor a gap. 0 have a target group only, 30 a region only, "
        "0 neither."
    )


def test_the_table_has_the_gap_first_and_leads_to_the_arenas(caller: TestClient) -> None:
    found = page(caller, "/whitespace?lang=en&seed=7")

    rows = table_of(found)
    assert rows[0][:6] == [
        "Södra län", "Boende card: Södra län – Boende", "▼ Fewer than expected", "0", "0", "17.4",
    ]  # fmt: skip
    links = found.xpath("//table[1]/tbody/tr/td[last()]/a/@href")
    assert f"/whitespace/{NORTH}/{WORK}?lang=en&seed=7" in links
    behind = page(caller, f"/whitespace/{NORTH}/{WORK}?lang=en&seed=7")
    assert "Arenas with both this region and this theme: 120." in behind.text_content()
    assert len(behind.xpath("//tbody/tr")) == 50
    following = behind.xpath("//a[@rel='next']/@href")[0]
    assert len(page(caller, following).xpath("//tbody/tr")) == 50


def test_a_need_is_held_against_all_arenas_of_a_cell_and_stands_first(caller: TestClient) -> None:
    """North and work: 120 projects and 30 events, which are all held there: outside."""
    stated = "Region;Tema;Behov\nNorra län;Arbete;300\n92;Arbete;100\nVästra län;Arbete;50\n"
    response = caller.get("/whitespace", params={"cells": stated, "lang": "en"}, headers=FULL)
    found = html.fromstring(response.text)

    heads = [words(head) for head in found.xpath("(//table)[1]/thead//th")]
    rows = [dict(zip(heads, row, strict=True)) for row in table_of(found)[:2]]
    told = ("Region", "Arenas", "Of them compared", "Expected from need", "Ratio against need")
    # 180 arenas in the two cells, shared 3 : 1; the need in Västra län is no part of it.
    assert sorted(tuple(row[name] for name in told) for row in rows) == [
        ("Norra län", "120", "90", "135.0", "0.89"), ("Södra län", "60", "60", "45.0", "1.33"),
    ]  # fmt: skip
    assert "They are left out: Västra län – Arbete. Such are" in " ".join(said(found))


def test_the_form_asks_again_what_was_asked(caller: TestClient) -> None:
    stated = "region,theme,need\n91,Arbete,5"
    response = caller.get("/whitespace", headers=FULL, params={
        "rows": "region", "columns": "theme", "level": "county", "kind": "Project", "draws": "1200",
        "cells": stated, "theme": WORK, "lang": "sv"})  # fmt: skip
    found = html.fromstring(response.text)

    chosen = found.xpath("//form[@class='filters']//option[@selected]/@value")
    hidden = {
        i.get("name"): i.get("value")
        for i in found.xpath("//form[@class='filters']//input[@type='hidden']")
    }
    assert chosen == ["region", "theme", "county", "Project"]
    assert hidden == {"lang": "sv"}
    assert found.xpath("//input[@list='themes']/@value") == ["Arbete"]
    regions, themes = (found.xpath(f"//datalist[@id='{id}']/option/@value") for id in LISTS)
    assert regions == ["Riksområdet", "Norra län", "Södra län", "Västra län", "Östra län"]
    assert themes == ["Arbete", "Boende", "Missbruk"]
    assert found.xpath("//textarea/text()")[0].strip() == stated
    assert found.xpath("//input[@name='draws'][@type='number']/@value") == ["1200"]


def test_a_hidden_cell_shows_nothing_to_the_public(caller: TestClient) -> None:
    found = page(caller, "/whitespace?lang=en", {"Accept": "text/html"})

    rows = table_of(found)
    hidden = [row for row in rows if "Not shown" in row[2]]
    assert [row[3:] for row in hidden] == [["–"] * len(row[3:]) for row in hidden]
    assert len(hidden) == 4
    refused = caller.get(f"/whitespace/{SOUTH}/{HOME}", headers={"Accept": "text/html"})
    assert refused.status_code == 403


def test_the_picture_tells_by_sign_and_number_not_by_colour(caller: TestClient) -> None:
    svg = caller.get("/api/v1/views/whitespace.svg?lang=sv", headers=FULL).text
    root = etree.fromstring(svg.encode())

    drawn = ["".join(text.itertext()) for text in root.iter("{*}text")]
    signs = {sign.sign for sign in VERDICT_SIGNS.values()}
    wanted = [VERDICT_SIGNS[v].sign for v in (
        Verdict.AS_EXPECTED, Verdict.COVERED, Verdict.CANNOT_TELL, Verdict.COVERED, Verdict.GAP,
        Verdict.CANNOT_TELL)]  # fmt: skip
    assert [text for text in drawn if text in signs][:6] == wanted
    for numbers in ("90 / 106,5", "+30", "0 / 17,4", "0 / –"):
        assert numbers in drawn
    assert "Södra län och Boende: färre än väntat, 0 observerade, 17,4 väntade." in svg
    assert caller.get("/api/v1/views/whitespace.png", headers=FULL).content[:4] == b"\x89PNG"


def test_the_twin_and_the_csv_have_every_cell(caller: TestClient) -> None:
    found = page(caller, "/api/v1/views/whitespace.html?lang=en")
    csv = caller.get("/api/v1/views/whitespace.csv?lang=en", headers=FULL)

    rows = found.xpath("//table/tbody/tr")
    lines = csv.content.decode("utf-8-sig").splitlines()
    assert len(rows) == len(lines) - 1 == 12
    assert lines[0].startswith(
        "Region;Theme;Verdict;Why it cannot tell;Other draws may tell otherwise;Arenas compared;"
    )
    gap = next(line for line in lines if line.startswith("Södra län;Boende"))
    untold = ["", "", ""]  # nothing lacks a label
    assert gap.split(";")[2:8] == ["Fewer than expected", "", "", "0", "0", "0"]
    assert gap.split(";")[8:12] == [*untold, "17.383178"]


def test_the_page_of_triples_stands_behind_the_table(caller: TestClient) -> None:
    found = page(caller, "/whitespace?lang=sv&kind=Project")
    link = found.xpath("//a[starts-with(@href, '/whitespace/triples')]/@href")[0]

    behind = page(caller, link)

    assert link == "/whitespace/triples?lang=sv&kind=Project"
    assert len(behind.xpath("//tbody/tr")) >= 3

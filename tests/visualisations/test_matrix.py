"""The sector matrix: every cell says its verdict in a sign and in words, and shows its numbers."""

import csv
import re

import pytest
from lxml import etree, html

from graph_schema.appearance import VERDICT_SIGNS
from graph_schema.gap_answers import TableScope
from graph_schema.vocabularies import Verdict
from tests.visualisations.examples import GAPS
from visualisations import DRAWINGS, matrix

DRAWING = DRAWINGS["sector-matrix"]


def words(svg: str) -> list[str]:
    """Every text of a picture, lines of one label apart, as drawn."""
    root = etree.fromstring(svg.encode())
    return [
        "".join(part.itertext())
        for text in root.iter("{*}text")
        for part in (text.findall("{*}tspan") or [text])
    ]


@pytest.mark.parametrize(
    ("lang", "cells"),
    [
        (
            "sv",
            {
                "Möts oftare än väntat": ["1\u00a0234 / 812,2", "kvot 1,52"],
                "Möts mer sällan än väntat": ["4 / 9,2", "kvot 0,44", "0,20–0,71"],
                "Går inte att avgöra": ["7 / 6,1", "kvot 1,14"],
                "Ungefär som väntat": ["51 / 50,0", "kvot 1,02"],
                "Visas inte (för få aktörer)": [],
                "För lite underlag": ["3 / –"],
            },
        ),
        (
            "en",
            {
                "Meets more often than expected": ["1,234 / 812.2", "ratio 1.52"],
                "Meets less often than expected": ["4 / 9.2", "ratio 0.44", "0.20–0.71"],
                "Cannot tell": ["7 / 6.1", "ratio 1.14"],
                "About as expected": ["51 / 50.0", "ratio 1.02"],
                "Not shown (too few actors)": [],
                "Too little data": ["3 / –"],
            },
        ),
    ],
)
def test_every_cell_shows_its_verdict_and_numbers(lang: str, cells: dict[str, list[str]]) -> None:
    drawn = words(DRAWING.svg(GAPS, lang))

    # Vega draws the words of all cells before the numbers of all, each in the order of the pairs.
    shown = [word for word in drawn if word in cells]
    numbers = [word for word in drawn if word in {n for ns in cells.values() for n in ns}]
    signs = {sign.sign for sign in VERDICT_SIGNS.values()}
    assert shown == list(cells)
    assert [word for word in drawn if word in signs] == ["▲", "▼", "?", "≈", "–", "Ø"]
    assert sorted(numbers) == sorted(n for ns in cells.values() for n in ns)


def test_every_cell_stands_below_the_diagonal_where_its_two_sectors_cross() -> None:
    root = etree.fromstring(DRAWING.svg(GAPS, "en").encode())

    at = {}
    for text in root.iter("{*}text"):
        place = re.match(r"translate\(([-\d.]+),([-\d.]+)\)", text.get("transform", ""))
        if place is not None and " / " in (text.text or ""):
            column, row = (float(number) for number in place.groups())
            at[text.text] = int(column // matrix.CELL_WIDTH), int(row // matrix.CELL_HEIGHT)
    public, private, academia = 0, 1, 2
    assert at == {
        "1,234 / 812.2": (public, public),
        "4 / 9.2": (public, private),
        "7 / 6.1": (private, private),
        "51 / 50.0": (public, academia),
        "3 / –": (academia, academia),
    }


def test_the_table_twin_holds_the_numbers_of_the_picture() -> None:
    table = DRAWING.tables(GAPS, "sv")[0]

    assert table.rows[1] == (
        "Offentlig sektor",
        "Privat sektor (näringsliv)",
        "Möts mer sällan än väntat",
        *(None, None),
        *(
            4,
            9.2,
            6.0,
            13.0,
            5.2,
            2.0,
            -2.6,
            0.435,
            0.2,
            0.71,
            0.012,
            0.024,
            0.03,
            0.04,
            0.21,
            0.18,
            0.17,
        ),
        *(0.83, 0.95, 0.83, 120, 3, "ja"),  # exploratory
    )
    assert table.rows[4] == (
        "Privat sektor (näringsliv)",
        "Akademi",
        "Visas inte (för få aktörer)",
        *((None,) * 24),
        "ja",
    )
    assert len(table.rows) == len(GAPS.pairs) == 6


def test_the_figures_of_the_whole_stand_in_a_table_of_their_own() -> None:
    _, whole = DRAWING.tables(GAPS, "sv")

    assert whole.caption == "Hela tabellen"
    assert whole.headers == (
        "Mått", "Observerat", "Väntat", "Väntat, 90 % från", "Väntat, 90 % till",
        "Observerat minus väntat", "Standardavvikelse", "z", "p", "q", "p (etiketter)", "Täckning",
        "Utforskande",
    )  # fmt: skip
    assert whole.rows == (
        (
            *("E-I-index", -0.35, 0.09, 0.06, 0.12, -0.44, 0.02, -22.0, 0.001, 0.004, 0.002),
            *(0.602, "ja"),
        ),
        (
            "Arenor med minst tre sektorer",
            29.0,
            52.5,
            46.0,
            60.0,
            -23.5,
            4.0,
            *(None, None, None, None),
            0.602,
            "ja",
        ),
    )
    assert len(DRAWING.tables(GAPS.model_copy(update={"whole": ()}), "sv")) == 1


def test_a_spreadsheet_has_the_pairs_and_then_the_whole_in_the_same_columns() -> None:
    lines = DRAWING.csv(GAPS, "en").decode("utf-8-sig").splitlines()
    rows = list(csv.DictReader(lines, delimiter=";"))

    assert len(rows) == len(GAPS.pairs) + len(GAPS.whole) == 8
    assert {name: value for name, value in rows[6].items() if value} == {
        "Group A": "The whole table", "Group B": "E-I index", "Observed": "-0.35",
        "Expected": "0.09", "Expected, 90% from": "0.06", "Expected, 90% to": "0.12",
        "Expected minus observed": "0.44", "Standard deviation": "0.02", "z": "-22", "p": "0.001",
        "q": "0.004", "p (labels)": "0.002",
        "Coverage": "0.602", "Exploratory": "yes",
    }  # fmt: skip
    by_kind = GAPS.parameters.model_copy(update={"scope": TableScope(by="kind")})
    other = DRAWING.csv(GAPS.model_copy(update={"parameters": by_kind}), "sv").decode("utf-8-sig")
    assert other.splitlines()[-1].startswith("Hela tabellen;Arenor med minst tre aktörsslag;")


def test_the_page_says_what_is_and_is_not_tested() -> None:
    root = html.fromstring(DRAWING.html(GAPS, "sv").encode())

    assert [p.text.replace("\u00a0", " ") for p in root.iterfind(".//figcaption/p")] == [
        "I varje ruta: utslaget, observerat / väntat antal möten, kvoten mellan dem och kvotens "
        "90-procentsintervall.",
        "Prövad medverkan: 1 574 av 2 105, i grupper av arenor: 1. 12,3 % av medverkan i arenor "
        "med minst två kända parter ligger i grupper där inget byte är möjligt, och är inte "
        "prövad; 311 "
        "ligger i arenor med färre än två kända parter. Väntat är inte detsamma som önskat.",
        "Utforskande: någon har valt en del av kartan, eller hur den prövas; av många sådana ger "
        "några utslag av en ren slump.",
    ]
    assert "9\u00a0999 slumpdragningar" in root.find(".//header/p").text_content()
    assert root.find(".//footer/p").text == "Källor: Almedalen, Fakta."


def test_the_legend_explains_the_verdicts_met_in_both_sign_and_words() -> None:
    root = html.fromstring(DRAWING.html(GAPS, "en").encode())

    assert [" ".join(li.text_content().split()) for li in root.iterfind(".//ul/li")] == [
        f"{VERDICT_SIGNS[verdict].sign} {verdict.en}"
        for verdict in (
            *(Verdict.GAP, Verdict.SURPLUS, Verdict.AS_EXPECTED, Verdict.CANNOT_TELL),
            *(Verdict.INSUFFICIENT_DATA, Verdict.SUPPRESSED),
        )
    ]


def test_a_table_without_pairs_says_so() -> None:
    empty = GAPS.model_copy(update={"pairs": ()})
    root = html.fromstring(DRAWING.html(empty, "sv").encode())

    notice = root.find(".//header/p[@class='notice']/span").text
    assert notice == "Inget att visa: urvalet är tomt."

"""The timeline: years without arenas, years not covered and years in between stay three things."""

import pytest
from lxml import etree, html

from graph_schema.answers import TimelineAnswer
from tests.visualisations.examples import HOSTILE, YEARS
from tests.visualisations.test_matrix import words
from visualisations import DRAWINGS
from visualisations.errors import TooMuchToDrawError

DRAWING = DRAWINGS["timeline"]


def empty(**changes: object) -> TimelineAnswer:
    return YEARS.model_copy(
        update={"years": (), "cells": (), "arenas_per_year": {}, "not_covered": (), **changes}
    )


def test_the_table_twin_tells_nought_from_not_covered() -> None:
    table = DRAWING.tables(YEARS, "sv")[0]

    assert table.headers == (
        *("År", "Alla arenor", "Offentlig sektor", "Privat sektor (näringsliv)"),
        *("Idéburen sektor (civilsamhället)", "Akademi", "Anmärkning"),
    )
    assert table.rows == (
        ("2013", 4, 3, 0, 0, 2, None),
        ("2014", 1001, 0, 0, 1001, 0, None),
        ("2015", 0, 0, 0, 0, 0, None),
        ("2016", None, None, None, None, None, "ingår inte i källan"),
        ("2017", None, None, None, None, None, "ingår inte i källan"),
        # Another source knows of one arena in a year the first does not cover.
        ("2018", 1, 1, None, None, None, "ingår inte i källan"),
    )


def test_the_numbers_on_the_bars_are_those_of_the_table() -> None:
    table = DRAWING.tables(YEARS, "en")[0]
    known = [str(f"{n:,}") for row in table.rows for n in row[1:6] if n is not None]

    drawn = words(DRAWING.svg(YEARS, "en"))

    years = [row[0] for row in table.rows]
    assert sorted(w for w in drawn if w.replace(",", "").isdigit() and w not in years) == (
        sorted(known)
    )
    assert [word for word in drawn if word in years] == years


def test_uncovered_years_are_hatched_in_every_row_and_named() -> None:
    svg = DRAWING.svg(YEARS, "sv")
    root = etree.fromstring(svg.encode())

    hatched = [e for e in root.iter() if e.get("fill") == "url(#timeline-hatch)"]
    assert len(hatched) == 3 * 5
    assert root.find(".//{*}pattern").get("id") == "timeline-hatch"
    assert set(words(svg)) >= {"ingår inte i källan"}
    assert "2015: 0, 2016: ingår inte i källan, 2017: ingår" in root.find("{*}desc").text


def test_a_year_that_one_source_leaves_out_is_marked_in_a_row_of_that_source() -> None:
    answer = YEARS.model_copy(
        update={"not_covered": (), "omitted": {"Almedalen": (2015, 2016, 2017), "<b>": (2018,)}}
    )

    svg = DRAWING.svg(answer, "sv")
    hatched = [
        e for e in etree.fromstring(svg.encode()).iter() if e.get("fill") == "url(#timeline-hatch)"
    ]
    said = words(svg)

    assert len(hatched) == 3 + 1
    assert [word for word in said if word.startswith("År som ingår i")] == [
        "År som ingår i Almedalen", "År som ingår i <b>",
    ]  # fmt: skip
    assert [(row[0], row[1], row[-1]) for row in DRAWING.tables(answer, "sv")[0].rows] == [
        ("2013", 4, None),
        ("2014", 1001, None),
        ("2015", 0, "ingår inte i Almedalen"),
        ("2016", 0, "ingår inte i Almedalen"),
        ("2017", 0, "ingår inte i Almedalen"),
        ("2018", 1, "ingår inte i <b>"),
    ]
    assert "Each source has a row for the years it covers" in DRAWING.html(answer, "en")


def test_the_words_turn_upwards_on_a_single_year() -> None:
    svg = DRAWING.svg(YEARS.model_copy(update={"not_covered": (2016,)}), "en")

    root = etree.fromstring(svg.encode())
    turned = [t.text for t in root.iter("{*}text") if "rotate(270)" in t.get("transform", "")]
    assert turned == ["not covered", "not covered"]  # once as a light edge, once as ink


@pytest.mark.parametrize(
    ("lang", "captions"),
    [
        (
            "sv",
            [
                "17 arenor saknar startår och är inte med i bilden.",
                "Streckade år ingår inte i källan: där vet vi inget, och det är inte noll.",
            ],
        ),
        (
            "en",
            [
                "17 arenas have no start year and are not in the picture.",
                "Hatched years are not covered by the source: nothing is known of them, "
                "which is not zero.",
            ],
        ),
    ],
)
def test_the_caption_counts_what_has_no_year(lang: str, captions: list[str]) -> None:
    root = html.fromstring(DRAWING.html(YEARS, lang).encode())

    assert [p.text for p in root.iterfind(".//figcaption/p")] == captions


def test_too_many_years_are_refused_with_their_number_and_what_to_do() -> None:
    long = empty(years=(1950, 2026), arenas_per_year={"1950": 1, "2026": 1})

    with pytest.raises(TooMuchToDrawError) as refused:
        DRAWING.svg(long, "sv")

    assert refused.value.reason("sv") == (
        "77 år är för mycket för en läsbar bild (högst 60): välj en kortare period "
        "(period_from, period_to) eller hämta tabellen som CSV"
    )
    assert len(DRAWING.csv(long, "sv").splitlines()) == 78


def test_a_hostile_name_of_a_source_stays_text() -> None:
    answer = YEARS.model_copy(update={"sources": (*HOSTILE, "\uffff\u0001")})

    root = html.fromstring(DRAWING.html(answer, "sv").encode())
    drawn = " ".join(words(DRAWING.svg(answer, "sv")))

    assert list(root.iter("script")) + list(root.iter("img")) == []
    assert root.find(".//footer/p").text.startswith(
        "Källor: </script><script>window.hit=1</script>"
    )
    assert drawn.count("</script><script>window.hit=1</script>") == 1
    assert "Å" * 161 not in drawn


def test_no_years_at_all_are_said_and_not_drawn_as_noughts() -> None:
    page = html.fromstring(DRAWING.html(empty(), "en").encode())

    notice = page.find(".//header/p[@class='notice']/span").text
    assert notice == "Nothing to show: the selection is empty."
    assert DRAWING.png(empty(), "en")[:4] == b"\x89PNG"

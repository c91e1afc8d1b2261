"""Bridges and brokers as bars: the numbers of the table, largest first, names only text."""

import pytest
from lxml import etree

from graph_schema.vocabularies import Sector
from tests.visualisations.broker_examples import BRIDGING, BROKERS, broker
from tests.visualisations.examples import HOSTILE
from visualisations import DRAWINGS
from visualisations.brokers import MOST_BARS, VALUES

DRAWING, ARENAS = DRAWINGS["brokers"], DRAWINGS["bridging"]


def words(svg: str) -> list[str]:
    """Every text of a picture."""
    return [
        line.strip()
        for text in etree.fromstring(svg.encode()).iter("{*}text")
        for line in text.itertext()
        if line.strip()
    ]


def test_each_bar_says_its_name_its_number_and_its_sector() -> None:
    shown = words(DRAWING.svg(BROKERS, "sv"))

    for text in ("Ängsbo kommun", "12 · Offentlig sektor", "Förening & Co", "11 · Idéburen sektor"):
        assert text in shown
    assert "Bilden visar sårbarhet och arbetsbörda, inte förtjänst." in shown
    for text in ("1,234 · Project", "3 · Collaboration"):
        assert text in words(ARENAS.svg(BRIDGING, "en"))


@pytest.mark.parametrize(
    ("by", "says"),
    [
        ("sole_pairs", "12 · Public sector"),
        ("cut_mass", "4 · Public sector"),
        ("brokerage", "15 · Public sector"),
        ("betweenness", "1,234 ± 17 · Public sector"),
        ("constraint", "0.75 of the median · Public sector"),
    ],
)
def test_the_bars_are_of_what_the_ranking_is_by(by: str, says: str) -> None:
    answer = BROKERS.model_copy(update={"by": by})
    assert says in words(DRAWING.svg(answer, "en"))
    assert DRAWING.title(answer, "en") != DRAWING.title(answer, "sv")
    assert set(VALUES) == {"sole_pairs", "cut_mass", "brokerage", "betweenness", "constraint"}


def test_the_table_holds_every_measure_and_leaves_out_what_was_not_computed() -> None:
    (table,) = DRAWING.tables(BROKERS, "en")

    row = dict(zip(table.headers, table.rows[1], strict=True))
    assert row["Actor"] == "Förening & Co"
    assert row["Pairs only it connects"] == 11
    assert row["Pairs without arenas of more than 25"] == 9
    assert row["Between two others"] == 4
    assert (row["Constraint"], row["Constraint over the median"]) == (None, None)
    assert (row["z against chance"], row["Stays when 20% is hidden"]) == (None, None)
    assert (row["Shortest ways"], row["Standard error"]) == (1234.5, 17.25)
    assert row["Id"] == "act-1"


def test_no_name_becomes_markup_or_an_expression() -> None:
    items = tuple(broker(k, name, Sector.PRIVATE) for k, name in enumerate(HOSTILE))
    answer = BROKERS.model_copy(update={"items": items})

    root = etree.fromstring(DRAWING.svg(answer, "en").encode())
    assert [e.tag for e in root.iter("{*}script", "{*}image", "{*}foreignObject")] == []
    assert any(text.startswith("{{ 7 * 7 }}") for text in words(DRAWING.svg(answer, "en")))
    assert "<script>window.hit" not in DRAWING.html(answer, "en")
    first = DRAWING.csv(answer, "en").decode("utf-8-sig").split("\r\n")
    assert [line for line in first if line.startswith("=")] == []


def test_a_picture_has_no_more_bars_than_can_be_read_and_an_empty_one_says_so() -> None:
    many = tuple(broker(k % 12, f"Aktör {k}", Sector.PUBLIC) for k in range(60))
    answer = BROKERS.model_copy(update={"items": many, "total": 60})

    shown = words(DRAWING.svg(answer, "sv"))
    assert sum(text.startswith("Aktör ") for text in shown) == MOST_BARS
    assert "Visar 20 av 60. Nätet: 40 aktörer, 20 arenor." in shown
    assert len(DRAWING.tables(answer, "sv")[0].rows) == 60
    empty = BROKERS.model_copy(update={"items": (), "total": 0})
    assert "Inget att visa" in DRAWING.html(empty, "sv")
    assert DRAWING.png(empty, "sv")[:4] == b"\x89PNG"

"""The picture of white space: a sign and numbers in each cell, whatever the names."""

from lxml import etree

from graph_schema.answers import Ref
from graph_schema.whitespace_answers import Line
from tests.visualisations.whitespace_example import CELLS, WHITESPACE
from visualisations import DRAWINGS, whitespace
from visualisations.whitespace import MOST_COLUMNS

DRAWING = DRAWINGS["whitespace"]


def texts(svg: str) -> list[str]:
    """Every text of the picture."""
    return ["".join(text.itertext()) for text in etree.fromstring(svg.encode()).iter("{*}text")]


def test_each_cell_shows_its_sign_and_what_was_counted() -> None:
    drawn = texts(DRAWING.svg(WHITESPACE, "sv"))

    signs = [text for text in drawn if text in {"▼", "■", "≈", "?", "–", "≠", "×"}]
    assert signs == ["▼", "■", "≈", "?", "–", "≠", "×", "?", "?"]
    assert [text for text in drawn if " / " in text and "(" not in text] == [
        "4 / 19,2", "1\u00a0051 / 812,2", "50 / 51,0", "0 / 1,2", "0 / –", "0 / –", "0 / –"
    ]  # fmt: skip
    assert [text for text in drawn if text.startswith("+")] == ["+1\u00a0234", "+7"]


def test_names_stay_text() -> None:
    svg = DRAWING.svg(WHITESPACE, "en")

    root = etree.fromstring(svg.encode())
    assert [e.tag for e in root.iter("{*}script", "{*}image", "{*}foreignObject")] == []
    drawn = " ".join(texts(svg))
    assert '"] + alert(1) +' in drawn
    assert "=HYPERLINK(1)" in drawn
    assert "{{ 7 *" in drawn


def test_more_columns_than_fit_are_said_to_be_left_out() -> None:
    many = tuple(
        Line(
            label=Ref(id=f"thm-{k}", label="Theme", name=f"Tema {k}"), arenas=300 - k, covered=True
        )
        for k in range(MOST_COLUMNS + 5)
    )
    table = WHITESPACE.model_copy(update={"columns": many})

    page = DRAWING.html(table, "en")
    shown = texts(DRAWING.svg(table, "en"))

    assert "The picture shows 3 of 3 rows and 12 of 17 columns" in page
    assert "Tema 11" in shown
    assert "Tema 12" not in shown
    assert len(whitespace.tables(table, "en")[0].rows) == len(CELLS)


def test_a_table_without_cells_says_which_label_is_missing() -> None:
    nothing = WHITESPACE.model_copy(update={"cells": (), "columns": ()})

    assert "Inga rutor: ingen arena i urvalet har tema." in DRAWING.html(nothing, "sv")
    assert "no arena of the selection has a theme" in DRAWING.html(nothing, "en")


def test_needs_have_columns_only_where_any_is_stated() -> None:
    without = WHITESPACE.model_copy(
        update={"cells": tuple(c.model_copy(update={"need": None}) for c in CELLS)}
    )

    headers = [whitespace.tables(t, "en")[0].headers for t in (WHITESPACE, without)]
    assert headers[0][-6:] == (
        "Need", "Expected from need", "Ratio to need", "q fewer than need gives",
        "q more than need gives", "Verdict against need")  # fmt: skip
    assert headers[1] == headers[0][:-6]

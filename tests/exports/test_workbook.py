"""The workbook as openpyxl opens it: every row, typed cells, nothing that could be a formula."""

import io
import re
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from graph_schema.vocabularies import Audience
from queries.exporting.selection import selected
from queries.lookup.filters import Filters
from queries.readmodel.library import Library
from queries.readmodel.open import ReadModel
from queries.stores.opening import open_store
from service.exports.about import Export
from service.exports.workbook import workbook
from tests.callers import store_in
from tests.exports.conftest import IDS, NAMES
from tests.exports.stated import all_nodes, all_ties, read_claims, told_of_claims
from tests.lookup import small_graph as small

ESCAPE = re.compile("_x([0-9A-F]{4})_")
ESCAPED = re.compile(r"\\(.)")
LISTS = ("aliases", "identifiers", "unnamed_parties", "sources", "claims")
Cells = dict[str, Any]


def opened(model: ReadModel, filters: Filters | None = None, **more: int) -> openpyxl.Workbook:
    """The workbook of a model, as a spreadsheet program opens it."""
    chosen = filters if filters is not None else Filters()
    content = b"".join(workbook(Export(model, selected(model, chosen), None, chosen), **more))
    return openpyxl.load_workbook(io.BytesIO(content))


def text(value: Any) -> Any:
    """What a cell says, by the rules of the format (ECMA-376, ST_Xstring)."""
    if not isinstance(value, str):
        return value
    return ESCAPE.sub(lambda found: chr(int(found[1], 16)), value)


def unescaped(found: re.Match[str]) -> str:
    """What a backslash and the letter after it stand for, as the first sheet says."""
    return "\n" if found[1] == "n" else found[1]


def rows(sheet: Any) -> Iterator[Cells]:
    """The rows by column, without empty cells."""
    header, *lines = sheet.iter_rows(values_only=True)
    for line in lines:
        cells = zip(header, map(text, line), strict=True)
        yield {name: value for name, value in cells if value is not None}


def as_stated(values: Cells) -> Cells:
    """The values of a row as the graph states them."""
    found = {}
    for name, value in values.items():
        if isinstance(value, datetime):
            found[name] = value.date().isoformat()
        elif name in LISTS:
            found[name] = [ESCAPED.sub(unescaped, part) for part in value.split("\n")]
        else:
            found[name] = value
    return found


def number(value: Any) -> Any:
    """Amounts compare as numbers."""
    return Decimal(str(value))


AMOUNTS = ("amount", "share", "total_budget", "cofinancing_rate")


def alike(values: Cells) -> Cells:
    """The values with amounts as numbers: whether a zero ends them is the format of the cell."""
    return {k: number(v) if k in AMOUNTS else v for k, v in values.items()}


@pytest.mark.parametrize("which", ["model", "odd_model", "real_model"])
def test_every_node_tie_and_claim_is_there_with_every_value(
    which: str, request: pytest.FixtureRequest
) -> None:
    model = request.getfixturevalue(which)

    book = opened(model)

    nodes, ties = {}, {}
    for sheet in book.worksheets[1:-2]:
        for row in rows(sheet):
            values = alike(as_stated(row))
            kept = ties if "from" in values else nodes
            kept[values.pop("id")] = (sheet.title, values)
    stated = all_nodes(model)
    assert nodes == {id: (label, alike(values)) for id, (label, values) in stated.items()}
    assert ties == {
        id: (
            tie.type,
            {
                "from": tie.source, "from_name": stated[tie.source][1]["name"],
                "to": tie.target, "to_name": stated[tie.target][1]["name"], **alike(tie.values),
            },
        )
        for id, tie in all_ties(model).items()
    }  # fmt: skip
    assert read_claims(rows(book["claims"])) == told_of_claims(model)


def test_days_are_dates_and_amounts_numbers_where_nothing_is_lost(model: ReadModel) -> None:
    book = opened(model)

    event = next(rows(book["Collaboration"]))
    projects = {row["name"]: row for row in rows(book["Project"])}
    money = {row["to_name"]: row["amount"] for row in rows(book["FUNDS"])}
    shown = {cell.number_format for cell in book["FUNDS"]["H"][1:]}
    assert (event["start"], event["end"]) == (datetime(2017, 7, 3), datetime(2017, 7, 3))
    assert (projects["Delad vinst"]["start"], projects["Bron"]["start"]) == ("2015-03", "2019")
    assert (money["Bron"], money["Odaterat"]) == (7, 10)
    assert (book["FUNDS"]["H1"].value, shown) == ("amount", {"0", "0.00"})


def test_nought_is_a_number_too(tmp_path: Path) -> None:
    says = small.Statements(small.REGISTER)
    says.says("act", "f", name="Fonden", sector="public")
    for key, amount in (("a", "0"), ("b", "0.00"), ("c", "-0"), ("d", "7")):
        says.says("prj", key, name=f"Projekt {key}", total_budget=amount, currency="SEK")
        says.ties("FUNDS", "act/f", f"prj/{key}", amount=amount, currency="SEK")
    with store_in(tmp_path, says) as store:
        book = opened(Library(store, tmp_path / "cache").at(1, Audience.EVERYTHING))

    for sheet, column in (("FUNDS", "amount"), ("Project", "total_budget")):
        found = [row[column] for row in rows(book[sheet])]
        assert sorted(found) == [0, 0, 0, 7]
        assert {type(value) for value in found} <= {int, float}


def test_no_cell_is_a_formula_and_names_survive(odd_model: ReadModel) -> None:
    book = opened(odd_model)

    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    names = {row["id"]: row["name"] for row in rows(book["Actor"])}
    formula = next(row for row in book["Actor"].iter_rows() if row[0].value == IDS["formula"])
    assert kinds <= {"s", "n", "d"}
    assert {key: names[id] for key, id in IDS.items()} == NAMES
    assert (formula[1].data_type, formula[1].quotePrefix) == ("s", True)


def test_it_opens_well(model: ReadModel) -> None:
    book = opened(model)

    actors = book["Actor"]
    assert book.sheetnames[:3] == ["About", "Actor", "Project"]
    assert (actors.freeze_panes, actors.auto_filter.ref) == ("A2", "A1:O9")
    assert actors["A1"].font.bold
    assert actors.column_dimensions["B"].width == 44


def test_the_first_sheet_says_version_filters_licences_and_coverage(model: ReadModel) -> None:
    about = opened(model, Filters(theme=small.HALSA))["About"]

    lines = {row[0]: row for row in about.iter_rows(values_only=True) if row[0]}
    cells = [str(value) for row in about.iter_rows(values_only=True) for value in row]
    assert lines["data version"][1] == 2
    assert lines["filters"][1] == f'{{"theme": "{small.HALSA}"}}'
    assert lines["register: The register"][1:6] == (
        "Registret", "Byrån", "CC0-1.0", None, "2026-01-15",
    )  # fmt: skip
    stated = [row for row in about.iter_rows(values_only=True) if "licence stated" in row]
    assert [row.index("licence stated") for row in stated] == [4]
    assert any('"participants":"complete"' in cell for cell in cells)
    assert "Utanför det en källa täcker är en frånvaro ingen nolla." in lines


def test_what_a_sheet_cannot_hold_goes_on_in_another(model: ReadModel) -> None:
    book = opened(model, most_rows=4)

    names = [name for name in book.sheetnames if name.startswith("Actor")]
    held = [row["id"] for name in names for row in rows(book[name])]
    assert names == ["Actor", "Actor (2)", "Actor (3)"]
    assert held == sorted(id for id, (label, _) in all_nodes(model).items() if label == "Actor")


def test_what_a_cell_cannot_hold_stands_whole_aside(tmp_path: Path) -> None:
    told = "å" * 32_766 + "_x0041_\x01" + "\U0001f600" * 20_000
    says = small.Statements(small.REGISTER)
    says.says("prj", "p", name="P", narrative=told)

    store = open_store(f"sqlite:///{tmp_path / 'store.db'}")
    small.record(store, says)
    with closing(Library(store, tmp_path / "cache")) as library:
        book = opened(library.at(1, Audience.PUBLIC))
    store.shut()

    project, kept = next(rows(book["Project"])), list(rows(book["Long texts"]))
    parts = [part for part in kept if part["sheet"] == "Project"]
    assert project["narrative"].endswith("å … (whole in the sheet Long texts)")
    assert "".join(part["text"] for part in parts) == told
    assert {(part["id"], part["column"]) for part in parts} == {(project["id"], "narrative")}
    assert {(part["sheet"], part["column"]) for part in kept} == {
        ("Project", "narrative"), ("claims", "published"), ("claims", "interpreted"),
    }  # fmt: skip
    assert [part["part"] for part in parts] == list(range(1, parts[0]["parts"] + 1))
    assert book.sheetnames[-1] == "Long texts"


def test_the_same_version_gives_the_same_bytes(odd_model: ReadModel) -> None:
    first, second = (list(workbook(Export(odd_model, selected(odd_model)))) for _ in range(2))

    assert first == second

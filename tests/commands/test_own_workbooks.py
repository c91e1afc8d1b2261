"""Workbooks and matrices as people keep them: hidden sheets, formulas, crosses, headings alone."""

from pathlib import Path

import pytest
from openpyxl import Workbook

from tests.commands.command_line import CommandLine
from tests.commands.own_tables import OwnTable, on_one_line, own_table

TABLE = [
    ["Nätverk", "Organisation", "Belopp (kr)", "Summa"],
    ["Nätverk Syd", "Exempelstads kommun", 100, "=1+1"],
    ["Nätverk Syd", "Föreningen Exempel", 200, 300],
]


def workbook(folder: Path, state: str, table: list[list[object]]) -> OwnTable:
    """A workbook of the table, and of a list of persons in a sheet that is hidden so."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Data"
    for row in table:
        sheet.append(row)
    other = book.create_sheet("Personer")
    other.sheet_state = state
    for row in (["Personnummer", "Namn"], ["720214-1235", "Anna Andersson"]):
        other.append(row)
    book.save(folder / "bok.xlsx")
    return OwnTable(CommandLine(folder), folder / "bok.xlsx", folder / "m.toml")


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_a_hidden_sheet_is_not_taken_for_the_table(tmp_path: Path, state: str) -> None:
    own = workbook(tmp_path, state, TABLE)

    proposed, done = own.propose(), own.publish()

    assert (proposed.code, done.code) == (0, 0), proposed.err + done.err
    assert '\nsheet = "Data"\n' in own.text
    assert own.exported("Actor", "name") == [("Exempelstads kommun",), ("Föreningen Exempel",)]


def test_a_sheet_that_is_seen_is_asked_for(tmp_path: Path) -> None:
    proposed = workbook(tmp_path, "visible", TABLE).propose()

    assert proposed.code == 1
    assert "it could be any of “Data”, “Personer”" in on_one_line(proposed.err)


def test_a_formula_in_a_column_that_is_read_was_never_calculated(tmp_path: Path) -> None:
    table = [["=1+1" if cell == "Föreningen Exempel" else cell for cell in row] for row in TABLE]
    table[1][3] = 200
    own = workbook(tmp_path, "hidden", [*table, ["Nätverk Syd", "Påhittade AB", 1, "=1+2"]])

    own.propose()
    done = own.publish()

    assert done.code == 1
    told = "sheet Data, row 3, column “Organisation”: the value is empty, expected a value; the "
    assert told in on_one_line(done.err)


def test_a_column_of_crosses_is_no_region(tmp_path: Path) -> None:
    own = own_table(
        tmp_path,
        "Projekt;Exempelstads kommun;Region Skåne;Röda Korset",
        "Bryggan;x;;X",
        "Tunneln;;x;x",
    )

    proposed, done = own.propose(), own.publish()

    assert (proposed.code, done.code) == (0, 0), proposed.err + done.err
    assert (
        '"Region Skåne",  # crosses: if the heading names who takes part, give each a row'
        in own.text
    )
    assert own.exported("Project", "name", "region_as_published") == [
        ("Bryggan", ""),
        ("Tunneln", ""),
    ]


def test_a_table_of_headings_alone_is_to_be_filled_in(tmp_path: Path) -> None:
    proposed = own_table(tmp_path, "Projekt;Projektägare;Partner").propose()

    assert proposed.code == 1
    assert (
        "lista.csv, row 1: expected rows beneath the headings; there is none; fill them in, or "
        "fetch the file again where it had some"
    ) in on_one_line(proposed.err)


def test_who_pays_stands_under_financed_by(tmp_path: Path) -> None:
    own = own_table(tmp_path, "Projekt;Ägare;Finansierat av;Summa", "P1;A AB;Exempelfonden;10")

    proposed, done = own.propose(), own.publish()

    assert (proposed.code, done.code) == (0, 0), proposed.err + done.err
    assert own.exported("FUNDS", "from_name", "amount") == [("Exempelfonden", "10")]

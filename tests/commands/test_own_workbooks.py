"""Workbooks and matrices as people keep them: hidden sheets, formulas, crosses, headings alone."""

from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.cell import Cell

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


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_a_note_is_not_taken_for_the_table_because_the_table_is_hidden(
    tmp_path: Path, state: str
) -> None:
    note: list[list[object]] = [["Anteckning"], ["Tabellen är dold"]]
    own = workbook(tmp_path, state, note)

    proposed = own.propose()

    assert (proposed.code, own.mapping.exists()) == (1, False)
    assert on_one_line(proposed.err).startswith(
        "bok.xlsx: expected one sheet with the table; it could be any of “Data”, “Personer” "
        "(hidden); name the sheet to read: --sheet, or sheet in [file] of a mapping"
    )


def two_sheets(folder: Path, seen: list[list[object]], hidden: list[list[object]]) -> OwnTable:
    """A workbook of a sheet that is seen and of one that is not."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Data"
    other = book.create_sheet("Dold")
    other.sheet_state = "hidden"
    for target, rows in ((sheet, seen), (other, hidden)):
        for row in rows:
            target.append(row)
    book.save(folder / "bok.xlsx")
    return OwnTable(CommandLine(folder), folder / "bok.xlsx", folder / "m.toml")


WITH_PARTNERS: list[list[object]] = [
    ["Projekt", "Projektägare", "Partner"],
    ["P1", "Exempelstads kommun", "Föreningen Exempel"],
    ["P2", "Exempels universitet", "Föreningen Exempel"],
]
LISTS: list[list[object]] = [
    ["Län", "Status", "Roll", "Ja/Nej"],
    ["Skåne", "Pågår", "Ägare", "Ja"],
    ["Halland", "Klar", "Partner", "Nej"],
    ["Blekinge"],
]
NOTES: list[list[object]] = [["Kommentar", "Datum"], ["se dold flik", "2024-01-01"]]


@pytest.mark.parametrize(
    "hidden",
    [
        LISTS,
        # Names things, too, and is broader, but holds fewer rows.
        [["Län", "Status", "Roll", "Organisation"], ["Skåne", "Klar", "Partner", "Påhittade AB"]],
    ],
)
def test_hidden_lists_to_choose_from_are_not_taken_for_the_table(
    tmp_path: Path, hidden: list[list[object]]
) -> None:
    own = two_sheets(tmp_path, WITH_PARTNERS, hidden)

    proposed, done = own.propose(), own.publish()

    assert (proposed.code, done.code) == (0, 0), proposed.err + done.err
    assert '\nsheet = "Data"\n# Not read, other sheets: “Dold” (hidden)\n' in own.text
    assert own.exported("Project", "name") == [("P1",), ("P2",)]


@pytest.mark.parametrize(
    ("seen", "hidden"),
    [
        (NOTES, LISTS),  # neither names anything: the hidden one is broader and longer
        (NOTES, WITH_PARTNERS[:2]),  # only the hidden one names projects and organisations
        ([[*row, 1] for row in NOTES], WITH_PARTNERS),  # so it is though not broader
        (WITH_PARTNERS, [[*row, 100 * n] for n, row in enumerate(WITH_PARTNERS, 1)]),  # both do
    ],
)
def test_a_hidden_sheet_that_may_be_the_table_is_asked_about(
    tmp_path: Path, seen: list[list[object]], hidden: list[list[object]]
) -> None:
    proposed = two_sheets(tmp_path, seen, hidden).propose()

    assert proposed.code == 1
    assert "it could be any of “Data”, “Dold” (hidden)" in on_one_line(proposed.err)


def test_an_import_without_a_sheet_named_asks_for_it_too(tmp_path: Path) -> None:
    own = workbook(tmp_path, "hidden", [["Namn"], ["Exempelstads kommun"]])
    own.mapping.write_text(
        '[dataset]\nname = "egen"\ntitle = "Egen"\nvisibility = "public"\n[file]\n[actor]\n'
        'name = "Namn"\n',
        "utf-8",
    )

    refused = own.publish()
    own.edit("[file]\n", '[file]\nsheet = "Data"\n')
    done = own.publish()

    assert refused.code == 1
    assert "it could be any of “Data”, “Personer” (hidden)" in on_one_line(refused.err)
    assert done.code == 0, done.err
    assert own.exported("Actor", "name") == [("Exempelstads kommun",)]


def test_a_proposal_says_what_else_the_workbook_holds_and_what_of_the_sheet_is_hidden(
    tmp_path: Path,
) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Data"
    for row in [["Projekt", "Ägare"], *[[f"P{n}", "Exempelstads kommun"] for n in range(4)]]:
        sheet.append(row)
    sheet.row_dimensions[3].hidden = sheet.row_dimensions[4].hidden = True
    for title in ("Val", "Anna Andersson, projektledare", "Gammal", "Äldre"):
        book.create_sheet(title).append(["Kommun"])
        book[title].sheet_state = "hidden"
    book.save(tmp_path / "bok.xlsx")
    own = OwnTable(CommandLine(tmp_path), tmp_path / "bok.xlsx", tmp_path / "m.toml")

    proposed, done = own.propose(), own.publish()

    assert (proposed.code, done.code) == (0, 0), proposed.err + done.err
    assert (
        '[file]\nsheet = "Data"\n# Not read, other sheets: “Val” (hidden), “██████████████, '
        "projektledare” (hidden), “Gammal” (hidden) and 1 more\n"
        "# Read like all others, though hidden: 2 rows of the sheet\nheader_row = 1\n"
    ) in own.text
    assert own.exported("Project", "name") == [("P0",), ("P1",), ("P2",), ("P3",)]


def with_errors(folder: Path, rows: list[list[object]], merged: str | None = None) -> OwnTable:
    """A workbook of these rows, in which what begins with # is an error and no text."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    for cell in (cell for row in sheet.iter_rows() for cell in row):
        if isinstance(cell, Cell) and str(cell.value).startswith("#"):
            cell.data_type = "e"
    if merged is not None:
        sheet.merge_cells(merged)
    book.save(folder / "bok.xlsx")
    return OwnTable(CommandLine(folder), folder / "bok.xlsx", folder / "m.toml")


PROJECTS: list[list[object]] = [
    ["Projektnamn", "Projektägare", "Anteckning"],
    ["Alfa", "Exempelstads kommun", "#DIV/0!"],
    ["Beta", "Föreningen Exempel", None],
    ["Gamma", "Påhittade AB", "#REF!"],
    [None, None, "#REF!"],
]


def test_errors_and_merged_cells_in_a_column_of_notes_stop_nothing(tmp_path: Path) -> None:
    own = with_errors(tmp_path, PROJECTS, "C2:C3")

    proposed, done = own.propose(), own.publish()

    assert (proposed.code, done.code) == (0, 0), proposed.err + done.err
    assert own.exported("PARTICIPATES_IN", "from_name", "to_name") == [
        ("Exempelstads kommun", "Alfa"),
        ("Föreningen Exempel", "Beta"),
        ("Påhittade AB", "Gamma"),
    ]


def test_a_row_whose_comment_is_merged_with_the_one_above_is_seen_by_the_proposal(
    tmp_path: Path,
) -> None:
    rows: list[list[object]] = [
        ["Projektnamn", "Projektägare", "Slutdatum", "Anteckning"],
        ["Alfa", "Exempelstads kommun", "2025-01-31", "samma"],
        ["Beta", "Föreningen Exempel", "pågår", None],
        ["Gamma", "Påhittade AB", "2026-01-31", None],
    ]
    own = with_errors(tmp_path, rows, "D2:D3")

    proposed, done = own.propose(), own.publish()

    assert (proposed.code, done.code) == (0, 0), proposed.err + done.err
    assert 'empty = ["pågår"]' in own.text
    assert own.exported("Project", "name", "end") == [
        ("Alfa", "2025-01-31"),
        ("Beta", ""),
        ("Gamma", "2026-01-31"),
    ]


def test_an_error_in_a_column_that_is_read_is_told_when_the_table_is_read(tmp_path: Path) -> None:
    rows = [*PROJECTS[:3], ["Gamma", "#REF!", None]]
    own = with_errors(tmp_path, rows)

    proposed, done = own.propose(), own.publish()

    assert (proposed.code, done.code) == (0, 1), proposed.err
    assert (
        "bok.xlsx, sheet Sheet, row 4, column “Projektägare”: found “#REF!”, expected a value, "
        "not an error; put the formula right"
    ) in on_one_line(done.err)


def test_a_column_of_errors_is_told_at_once(tmp_path: Path) -> None:
    rows = [PROJECTS[0], *([name, "#REF!", "#N/A"] for name in ("Alfa", "Beta"))]
    own = with_errors(tmp_path, rows)
    heads = [["Projektnamn", "Tema"], *([name, "#REF!"] for name in ("Alfa", "Beta"))]
    (tmp_path / "other").mkdir()
    other = with_errors(tmp_path / "other", heads)

    told, refused = own.propose(), other.propose()

    assert (told.code, refused.code, other.mapping.exists()) == (0, 1, False)
    assert '"Projektägare",  # not read: every row lacks a value, not an error\n' in own.text
    assert '"Anteckning",  # not read: every row lacks a value, not an error\n' in own.text
    assert "row 2, column “Tema”: found “#REF!”" in on_one_line(refused.err)


def test_a_cell_that_is_read_and_merged_with_the_one_above_is_refused(tmp_path: Path) -> None:
    own = with_errors(tmp_path, PROJECTS, "B2:C3")

    proposed, done = own.propose(), own.publish()

    assert (proposed.code, done.code) == (0, 1), proposed.err
    assert (
        "sheet Sheet, row 3: expected a row of its own; B2:C3 is merged with the row above"
    ) in on_one_line(done.err)


@pytest.mark.parametrize("way", ["--dry-run", "--keep-going"])
def test_half_a_character_is_named_with_its_cell(tmp_path: Path, way: str) -> None:
    own = workbook(tmp_path, "hidden", TABLE)
    own.propose()
    table = [[str(cell).replace("gen Ex", "gen_xD800_ Ex") for cell in row] for row in TABLE]
    rejected = tmp_path / "rejected.csv"
    more = [way, "--rejects", rejected] if way == "--keep-going" else [way]

    workbook(tmp_path, "hidden", [*table])
    done = own.run("import", "table", "--mapping", own.mapping, own.table, *more)

    said = rejected.read_text("utf-8") if rejected.exists() else on_one_line(done.err)
    assert done.code == (0 if rejected.exists() else 1), done.err
    for part in ("Organisation", "Föreningen\\ud800 Exempel", "whole characters; this is half of"):
        assert part in said

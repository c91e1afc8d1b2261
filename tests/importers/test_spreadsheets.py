"""Workbooks: what the cells say, and every workbook that cannot be trusted refused."""

from contextlib import suppress
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from importers.errors import BadInputError
from importers.files import SourceFile
from importers.spreadsheets import read_xlsx
from importers.tables import TableRows, read_csv, read_table
from tests.importers.workbook_files import HEADER, MAIN, declaring, written, zipped

NAMES = ("Namn", "Ort")


def sheet(path: Path) -> TableRows:
    """The rows of a workbook with the usual two columns."""
    return read_xlsx(SourceFile(path), header=NAMES)


def refusal(path: Path) -> str:
    """What is said of a workbook that cannot be read."""
    with pytest.raises(BadInputError) as refused:
        _ = [row.cells for row in sheet(path)]
    return str(refused.value)


def row_xml(number: int, *cells: str) -> str:
    """A row of cells given as XML."""
    return f"<row r='{number}'>{''.join(cells)}</row>"


def text_xml(reference: str, text: str) -> str:
    """A cell that holds its text itself."""
    return f"<c r='{reference}' t='inlineStr'><is><t>{text}</t></is></c>"


ROW = row_xml(2, text_xml("A2", "Arena"), text_xml("B2", "Lund"))


def test_cells_say_what_a_person_reads(tmp_path: Path) -> None:
    published = [
        (" Malmö\u00a0", "Malmö"),
        ("a\u0308\nb", "ä\nb"),
        (5, "5"),
        (5.0, "5"),
        (2073781.25, "2073781.25"),
        (0.1 + 0.2, "0.3"),
        (12345678901, "12345678901"),
        (1e20, "100000000000000000000"),
        (-0.5, "-0.5"),
        (True, "TRUE"),
        (date(2022, 12, 15), "2022-12-15"),
        (datetime(2022, 12, 15), "2022-12-15"),
        (datetime(2022, 12, 15, 12, 30), "2022-12-15 12:30:00"),
        (time(8, 15), "08:15:00"),
        (timedelta(hours=30), "1 day, 6:00:00"),
        ("2022-12-15", "2022-12-15"),
        ("", None),
        (None, None),
    ]
    rows = [NAMES, *((value, "x") for value, _ in published)]
    path = written(tmp_path / "celler.xlsx", rows)
    assert [row.pop("Namn") for row in sheet(path)] == [expected for _, expected in published]


def test_dates_counted_from_1904(tmp_path: Path) -> None:
    path = tmp_path / "mac.xlsx"
    book = Workbook()
    book.epoch = datetime(1904, 1, 1)
    book.worksheets[0].append(list(NAMES))
    book.worksheets[0].append([date(2022, 12, 15), "x"])
    book.save(path)
    assert [row["Namn"] for row in sheet(path)] == ["2022-12-15"]


def test_formulas_give_the_value_they_were_saved_with(tmp_path: Path) -> None:
    cells = (
        "<c r='A2'><f>1+1</f><v>2</v></c>",
        "<c r='B2' t='str'><f>A1&amp;\"\"</f><v></v></c>",
    )
    rows = sheet(zipped(tmp_path / "f.xlsx", HEADER + row_xml(2, *cells)))
    assert [dict(row.cells) for row in rows] == [{"Namn": "2", "Ort": None}]


def test_a_formula_without_value_is_an_error_of_its_row(tmp_path: Path) -> None:
    path = written(tmp_path / "f.xlsx", [NAMES, ("Arena", "=1+1"), ("Bris", "Lund")])
    bad, good = sheet(path)
    assert good.pop("Ort") == "Lund"
    assert str(bad.fault) == (
        "f.xlsx, sheet Data, row 2, column “Ort”: the value is empty, expected a value; "
        "the formula was never calculated; "
        "open the file in a spreadsheet program, let it calculate, and save it"
    )


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("<c r='B2' t='e'><v>#N/A</v></c>", "expected a value, not an error"),
        ("<c r='B2' t='s'><v>7</v></c>", "expected a text; the workbook has lost it"),
        ("<c r='B2'><v>tolv</v></c>", "found “tolv”, expected a number"),
        ("<c r='B2'><v>1E999</v></c>", "expected a number Excel can hold"),
        (text_xml("B2", "x" * 20_001), "expected a cell of at most 20,000 characters"),
        (
            text_xml("B2", "Lund_xD800_"),
            ", column “Ort”: found “Lund\\ud800”, expected whole characters; this is half of one; "
            "write the text anew there",
        ),
        (text_xml("C2", "x"), "expected 2 cells, this row has 3"),
    ],
)
def test_cells_that_say_nothing_reliable(tmp_path: Path, cell: str, said: str) -> None:
    message = refusal(zipped(tmp_path / "c.xlsx", HEADER + row_xml(2, text_xml("A2", "a"), cell)))
    assert message.startswith("c.xlsx, sheet Data, row 2")
    assert said in message


def test_rich_text_escapes_and_missing_references(tmp_path: Path) -> None:
    shared = (
        f"<sst xmlns='{MAIN}'><si><r><t>Re</t></r><r><t>gion</t></r>"
        "<rPh sb='0' eb='1'><t>phonetic</t></rPh></si><si><t>a_x000A_b</t></si></sst>"
    )
    rows = "<row><c t='s'><v>0</v></c><c t='s'><v>1</v></c></row>"
    path = zipped(tmp_path / "r.xlsx", HEADER + rows, parts={"xl/sharedStrings.xml": shared})
    (row,) = sheet(path)
    assert dict(row.cells) == {"Namn": "Region", "Ort": "a\nb"}
    assert row.locator.row == 2


def test_hidden_rows_are_read_and_counted(tmp_path: Path) -> None:
    hidden = ROW.replace("<row r='2'", "<row r='2' hidden='1'")
    rows = sheet(zipped(tmp_path / "h.xlsx", HEADER + hidden))
    assert (rows.hidden_rows, [row["Namn"] for row in rows]) == (1, ["Arena"])


def test_a_merged_header_is_refused(tmp_path: Path) -> None:
    after = "<mergeCells count='1'><mergeCell ref='A1:B1'/></mergeCells>"
    assert refusal(zipped(tmp_path / "m.xlsx", HEADER + ROW, after)) == (
        "m.xlsx, sheet Data, row 1: expected every heading in a cell of its own; A1:B1 is merged; "
        "split the merged cells"
    )


def test_a_cell_merged_with_the_one_above_is_an_error_of_its_row(tmp_path: Path) -> None:
    below = row_xml(3, "<c r='A3'/>", text_xml("B3", "Eslöv"))
    after = "<mergeCells count='1'><mergeCell ref='A2:A3'/></mergeCells>"
    first, second = sheet(zipped(tmp_path / "m.xlsx", HEADER + ROW + below, after))
    assert first.fault is None
    assert str(second.fault) == (
        "m.xlsx, sheet Data, row 3: expected a row of its own; A2:A3 is merged with the row above; "
        "split the merged cells and repeat their value"
    )


def test_titles_may_be_merged_when_the_header_is_searched(tmp_path: Path) -> None:
    rows_xml = (
        row_xml(1, text_xml("A1", "Uttag"))
        + row_xml(4, text_xml("A4", "Namn"), text_xml("B4", "Ort"))
        + row_xml(6, text_xml("A6", "Arena"), text_xml("B6", "Lund"))
    )
    after = "<mergeCells count='1'><mergeCell ref='A1:B2'/></mergeCells>"
    path = zipped(tmp_path / "t.xlsx", rows_xml, after)
    rows = read_xlsx(SourceFile(path), header=NAMES, find_header=True)
    assert (rows.header_row, [row.locator.row for row in rows]) == (4, [6])


def test_the_only_sheet_with_the_headings_is_taken(tmp_path: Path) -> None:
    book = Workbook()
    book.worksheets[0].append(["Förklaring"])
    for title in ("Data", "Mer"):
        added = book.create_sheet(title)
        added.append(list(NAMES))
        added.append(["Arena", title])
    book.save(tmp_path / "flera.xlsx")
    file = SourceFile(tmp_path / "flera.xlsx")
    (row,) = read_xlsx(file, header=NAMES, sheet="Mer")
    assert (row.pop("Ort"), row.locator.sheet) == ("Mer", "Mer")
    with pytest.raises(BadInputError, match="it could be any of “Data”, “Mer”"):
        read_xlsx(file, header=NAMES)
    with pytest.raises(BadInputError, match="a sheet “Fel”; there are “Sheet”, “Data”, “Mer”"):
        read_xlsx(file, header=NAMES, sheet="Fel")
    del book["Mer"]
    book.save(tmp_path / "flera.xlsx")
    (row,) = read_xlsx(SourceFile(tmp_path / "flera.xlsx"), header=NAMES)
    assert row.pop("Ort") == "Data"


def test_the_format_is_told_by_content_not_by_name(tmp_path: Path) -> None:
    text = tmp_path / "tabell.xlsx"
    text.write_text("Namn;Ort\nArena;Lund\n", encoding="utf-8")
    book = written(tmp_path / "bok.xlsx", [NAMES, ("Arena", "Lund")]).rename(tmp_path / "bok.csv")
    for path in (text, book):
        rows = read_table(SourceFile(path), header=NAMES)
        assert [dict(row.cells) for row in rows] == [{"Namn": "Arena", "Ort": "Lund"}]
    assert refusal(text) == (
        "tabell.xlsx: expected an .xlsx workbook; this is another kind of file, whatever its name; "
        "if it is text with separators, import it as CSV"
    )
    with pytest.raises(BadInputError, match="this is a workbook or another zip archive"):
        read_csv(SourceFile(book), header=NAMES)


@pytest.mark.parametrize(
    ("inside", "said"),
    [
        ("Workbook".encode("utf-16-le"), "it is an old .xls or other Office file"),
        ("EncryptedPackage".encode("utf-16-le"), "it is locked with a password"),
    ],
)
def test_old_and_locked_workbooks(tmp_path: Path, inside: bytes, said: str) -> None:
    path = tmp_path / "gammal.xls"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + inside)
    assert said in refusal(path)
    with pytest.raises(BadInputError, match=said):
        read_table(SourceFile(path), header=NAMES)


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ({"xl/vbaProject.bin": "x"}, "a workbook without macros"),
        ({"xl/media/bild.xml": "0" * 2_000_000}, "packed to no less than 1/200 of their size"),
        ({f"xl/{n}.bin": "" for n in range(2_001)}, "at most 2000 parts, it has 2005"),
        ({"xl/workbook.xml": "<workbook"}, "it is damaged"),
        ({"XL/workbook.xml": "<x/>"}, "every part once"),
        (
            {
                "xl/sharedStrings.xml": "<!DOCTYPE sst [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><sst/>"
            },
            "a workbook without document types and entities",
        ),
    ],
)
def test_workbooks_that_are_not_trusted(tmp_path: Path, parts: dict[str, str], said: str) -> None:
    assert said in refusal(zipped(tmp_path / "b.xlsx", HEADER + ROW, parts=parts))


def test_a_workbook_that_unpacks_to_more_than_the_bound(tmp_path: Path) -> None:
    path = declaring(zipped(tmp_path / "b.xlsx", HEADER + ROW), "xl/workbook.xml", 200_000_001)
    assert "at most 200,000,000 bytes when unpacked" in refusal(path)


def test_a_declared_size_that_lies_does_not_open_the_bomb(tmp_path: Path) -> None:
    bomb = {"xl/sharedStrings.xml": " " * 30_000_000}
    path = zipped(tmp_path / "b.xlsx", HEADER + ROW, parts=bomb)
    assert "packed to no less than" in refusal(path)
    assert "it is damaged (Bad CRC-32" in refusal(declaring(path, "xl/sharedStrings.xml", 900_000))


def test_a_stray_cell_at_the_far_edge(tmp_path: Path) -> None:
    far = row_xml(1_048_576, text_xml("XFD1048576", "x"))
    assert "at most 2,000 columns" in refusal(zipped(tmp_path / "x.xlsx", HEADER + ROW + far))


def test_a_workbook_cut_off_in_the_middle(tmp_path: Path) -> None:
    path = written(tmp_path / "halv.xlsx", [NAMES, ("Arena", "Lund")])
    path.write_bytes(path.read_bytes()[:-200])
    assert "expected a whole .xlsx workbook; it is damaged" in refusal(path)


def test_archives_without_a_table(tmp_path: Path) -> None:
    assert "it is damaged" in refusal(zipped(tmp_path / "x.xlsx", "<row r='1'>"))
    assert "there are no rows" in refusal(zipped(tmp_path / "y.xlsx", ""))
    assert "there is none" in refusal(zipped(tmp_path / "z.xlsx", HEADER))


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The bytes of a workbook in order."""
    path = tmp_path_factory.mktemp("bok") / "hel.xlsx"
    return written(path, [NAMES, ("Arena", date(2022, 12, 15)), ("Bris", 4.5)]).read_bytes()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.data())
def test_a_garbled_workbook_is_a_table_or_a_bad_input(whole: bytes, data: st.DataObject) -> None:
    garbled = bytearray(whole)
    for _ in range(data.draw(st.integers(1, 4))):
        garbled[data.draw(st.integers(4, len(garbled) - 1))] = data.draw(st.integers(0, 255))
    with suppress(BadInputError):
        for row in read_table(SourceFile.from_bytes(bytes(garbled), "x.xlsx")):
            assert row.fault is not None or row.cells

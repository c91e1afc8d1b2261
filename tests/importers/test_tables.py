"""Separated values: rows by heading with their place, and every bad file refused in clear words."""

import os
import tracemalloc
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from unicodedata import normalize

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from graph_schema.claims import Locator
from importers.errors import BadInputError, BadInputErrors, shown
from importers.files import SourceFile
from importers.tables import TableRows, read_csv, read_table

HEADER = ("Diarienummer", "Namn", "Startdatum")
SWEDISH = "Diarienummer;Namn;Startdatum\r\n22-018-S01;Malmö universitet;2022-12-15\r\n"


def table(tmp_path: Path, data: bytes, **options: object) -> TableRows:
    """The rows of a file with these bytes, read with the usual header."""
    path = tmp_path / "projekt.csv"
    path.write_bytes(data)
    settings: dict[str, object] = {"header": HEADER, **options}
    return read_csv(SourceFile(path), **settings)  # type: ignore[arg-type]


def values(rows: TableRows) -> list[dict[str, str | None]]:
    """All cells of all rows."""
    return [dict(row.cells) for row in rows]


def refusal(tmp_path: Path, data: bytes, **options: object) -> str:
    """What is said of a file that cannot be read."""
    with pytest.raises(BadInputError) as refused:
        values(table(tmp_path, data, **options))
    return str(refused.value)


ONE_ROW = [{"Diarienummer": "22-018-S01", "Namn": "Malmö universitet", "Startdatum": "2022-12-15"}]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "latin-1", "cp1250"]
)
def test_encodings_are_recognised(tmp_path: Path, encoding: str) -> None:
    assert values(table(tmp_path, SWEDISH.encode(encoding))) == ONE_ROW


@pytest.mark.parametrize(
    ("encoding", "name"),
    [("cp1250", "Województwo łódzkie, Gmina Świdnica"), ("latin-1", "Væksthus på Sjælland, Køge")],
)
def test_letters_tell_western_and_central_europe_apart(
    tmp_path: Path, encoding: str, name: str
) -> None:
    data = SWEDISH.replace("Malmö universitet", name).encode(encoding)
    assert [row["Namn"] for row in table(tmp_path, data)] == [name]


@pytest.mark.parametrize(
    ("data", "encoding", "said"),
    [
        (SWEDISH.encode(), "cp1252", "expected text in cp1252; this file is in UTF-8"),
        (SWEDISH.encode("latin-1"), "utf-8", "row 2: expected text in utf-8; byte 0xf6 is not"),
        (SWEDISH.encode("cp850"), None, "the encoding cannot be recognised for sure"),
        (SWEDISH.encode("mac-roman"), None, "the encoding cannot be recognised for sure"),
        (SWEDISH.replace("Malmö", "Régie").encode("cp1252"), "ascii", "byte 0xe9 is not"),
        (SWEDISH.encode().decode("cp1252").encode(), None, "read in a wrong encoding"),
        (SWEDISH.encode(), "klingon", "the name of an encoding"),
        (SWEDISH.encode("utf-16-le"), None, "text without NUL bytes"),
    ],
)
def test_a_wrong_encoding_is_an_error_not_mojibake(
    tmp_path: Path, data: bytes, encoding: str | None, said: str
) -> None:
    assert said in refusal(tmp_path, data, encoding=encoding)


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_separators_are_recognised(tmp_path: Path, delimiter: str) -> None:
    data = SWEDISH.replace(";", delimiter).encode()
    assert values(table(tmp_path, data)) == ONE_ROW
    assert values(table(tmp_path, data, header=None, delimiter=delimiter)) == ONE_ROW


def test_a_separator_that_is_named_is_taken_where_no_headings_are_known(tmp_path: Path) -> None:
    data = b"Projekt,Parter;Plats\nEtt,A;B\nTv,C;D\n"

    assert table(tmp_path, data, header=None).columns == ["Projekt,Parter", "Plats"]
    named = table(tmp_path, data, header=None, delimiter=",")
    assert named.columns == ["Projekt", "Parter;Plats"]


def test_a_wrong_separator_is_named(tmp_path: Path) -> None:
    assert refusal(tmp_path, SWEDISH.replace(";", ",").encode(), delimiter=";") == (
        "projekt.csv, row 1: expected columns separated by ';'; the header looks separated by ','; "
        "save the file with ';' between columns, or say that it is ','"
    )


def lines(*rows: str) -> bytes:
    """Lines of a file."""
    return "\n".join(rows).encode() + b"\n"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (
            lines("Diarienummer;Namn", "1;a"),
            "projekt.csv, row 1: expected the column “Startdatum”; "
            "add what is missing to the heading row",
        ),
        (
            lines("Diarienummer;Namn;Start datum", "1;a;2022"),
            "projekt.csv, row 1: found “'Start datum'”, expected the column “Startdatum”; "
            "“Start datum” looks like “Startdatum” renamed",
        ),
        (
            lines("Diarienummer;Namn;Startdatum;Ort", "1;a;2022;Lund"),
            "projekt.csv, row 1: found “'Ort'”, expected no other columns than "
            "“Diarienummer”, “Namn”, “Startdatum”; remove the unknown columns",
        ),
        (
            lines("Diarienummer;Namn;Startdatum;Namn", "1;a;2022;b"),
            "projekt.csv, row 1: found “'Namn'”, expected every column once; "
            "rename or remove the column that stands twice",
        ),
        (
            lines("Diarienummer;Namn;Startdatum"),
            "projekt.csv, row 1: expected rows beneath the headings; there is none; fill "
            "them in, or fetch the file again where it had some",
        ),
        (
            lines("Uttag 2022", "", "Diarienummer;Namn;Startdatum", "1;a;2022"),
            "projekt.csv, row 1: expected the headings in the first row; they stand in row 3; "
            "remove the rows above them",
        ),
        (
            lines("Diarienummer;Namn;Startdatum", "1;a", "2;b;2022"),
            "projekt.csv, row 2: expected 3 cells, this row has 2; "
            "look for a line break or a quotation mark inside a cell",
        ),
        (
            lines("Diarienummer;Namn;Startdatum", "1;a;2022", "2;b;c;2022"),
            "projekt.csv, row 3: expected 3 cells, this row has 4; "
            "put cells that hold the separator in quotation marks",
        ),
        (
            lines("Diarienummer;Namn;Startdatum;", "1;a;2022;", "2;b;2022;x"),
            "projekt.csv, row 3, column “number 4”: found “x”, "
            "expected nothing in a column without a heading; name the column",
        ),
        (
            lines("Diarienummer;Namn;Startdatum", "1;a\0b;2022"),
            "projekt.csv, row 2, column “Namn”: found “a\\x00b”, "
            "expected text without NUL characters; export the file again",
        ),
    ],
)
def test_bad_tables_are_refused_with_the_place(tmp_path: Path, data: bytes, said: str) -> None:
    data = data.replace(b"Diarienummer", b"Diarienummer" + b" " * 500, 1) if b"\0" in data else data
    assert refusal(tmp_path, data) == said


@pytest.mark.parametrize(
    "data", [lines("Diarienummer;Namn;Startdatum", '1;"a;2022', "2;b;2022"), lines('"a"b;c', "1;2")]
)
def test_unpaired_quotation_marks_are_refused(tmp_path: Path, data: bytes) -> None:
    said = refusal(tmp_path, data, header=None, delimiter=";")
    assert "expected quotation marks in pairs" in said


def test_a_long_name_is_read_and_an_endless_one_refused(tmp_path: Path) -> None:
    name = "Å" * 10_000
    assert [row["Namn"] for row in table(tmp_path, SWEDISH.replace("Malmö", name).encode())] == [
        f"{name} universitet"
    ]
    said = refusal(tmp_path, SWEDISH.replace("Malmö universitet", "Å" * 20_001).encode())
    assert said == (
        f"projekt.csv, row 2, column “Namn”: found “{'Å' * 79}…”, expected a cell of at most "
        "20,000 characters, this one has 20,001; look for a quotation mark that is never closed"
    )


def test_a_line_without_end_is_refused(tmp_path: Path) -> None:
    assert "lines of at most 2,000,000 characters" in refusal(tmp_path, b"a;" * 1_000_001)


@pytest.mark.parametrize(
    ("start", "said"),
    [
        (b"PK\x03\x04", "a workbook or another zip archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old or password-protected Office file"),
        (b"\x1f\x8b", "a gzip archive"),
        (b"%PDF-1.7", "a PDF document"),
        (b"<!DOCTYPE html><html>", "a web page"),
    ],
)
def test_other_formats_are_recognised_by_content(tmp_path: Path, start: bytes, said: str) -> None:
    assert said in refusal(tmp_path, start + b"rest of the file")


def test_the_header_is_found_below_titles(tmp_path: Path) -> None:
    data = lines(
        "Uttag;;", ";;", '"Diarie-\nnummer / Id";Namn  här;Startdatum', "1; a\u00a0;", ";;"
    )
    rows = table(
        tmp_path,
        data,
        header=("Diarie- nummer / Id", "Namn här", "Startdatum"),
        find_header=True,
    )
    assert rows.header_row == 3
    assert values(rows) == [{"Diarie- nummer / Id": "1", "Namn här": "a", "Startdatum": None}]


def test_no_header_within_twenty_rows_is_refused(tmp_path: Path) -> None:
    said = refusal(tmp_path, lines(*["x;y;z"] * 30), find_header=True)
    assert "expected the columns “Diarienummer”, “Namn”, “Startdatum”" in said


def test_rows_say_where_they_stood_and_what_is_left(tmp_path: Path) -> None:
    data = lines("Namn;Startdatum;Diarienummer", "", '"a\u0308 ""b""\nc";;1', "d;2022;2")
    first, second = table(tmp_path, data, optional=("Ort",))
    assert (first.locator, second.locator) == (Locator(row=3), Locator(row=4))
    assert first.pop("Namn") == 'ä "b"\nc'
    assert first.pop("Startdatum") is None
    assert first.pop("Ort") is None
    with pytest.raises(KeyError):
        first.pop("Nam")
    with pytest.raises(BadInputError) as left:
        first.ensure_consumed()
    assert str(left.value) == (
        "projekt.csv, row 3, column “Diarienummer”: found “1”, expected no columns the importer "
        "does not know: “Diarienummer”; teach the importer these columns, or name them as ignored"
    )
    first.ensure_consumed(frozenset({"Diarienummer"}))
    assert str(second.error("Startdatum", "a day", "add it")) == (
        "projekt.csv, row 4, column “Startdatum”: found “2022”, expected a day; add it"
    )
    with pytest.raises(BadInputError, match="the value is empty, expected a value"):
        first.require("Startdatum")


def test_good_rows_after_a_bad_one_are_read(tmp_path: Path) -> None:
    data = lines("Diarienummer;Namn;Startdatum", "1;a", "2;b;2022")
    bad, good = table(tmp_path, data)
    with pytest.raises(BadInputError, match="3 cells"):
        bad.pop("Namn")
    with pytest.raises(BadInputError, match="3 cells"):
        bad.ensure_consumed()
    assert good.pop("Namn") == "b"


def test_files_that_are_none(tmp_path: Path) -> None:
    empty = tmp_path / "tom.csv"
    empty.touch()
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    large = tmp_path / "stor.csv"
    large.write_bytes(b"12345")
    said = []
    for path in (empty, tmp_path, tmp_path / "saknas.csv", pipe):
        with pytest.raises(BadInputError) as refused:
            SourceFile(path)
        said.append(refused.value.expected)
    with pytest.raises(BadInputError) as refused:
        SourceFile(large, limit=4)
    assert [*said, refused.value.expected] == [
        "a file with something in it; this one is empty",
        "a file, not a directory",
        "a file; there is none of this name",
        "an ordinary file, not a device or pipe",
        "at most 4 bytes",
    ]


def test_a_file_that_changes_while_it_is_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "projekt.csv"
    path.write_bytes(SWEDISH.encode())
    file = SourceFile(path)
    assert file.sha256 == SourceFile.from_bytes(SWEDISH.encode(), "minne").sha256
    file.verify()
    path.write_bytes(SWEDISH.replace("2022", "2023").encode())
    with pytest.raises(BadInputError, match="the file changed while it was read"):
        file.verify()


def peak_memory(path: Path, rows: int) -> int:
    """The most memory held while a file of so many rows of two kilobytes is read."""
    row = f"22-018-S01;{'Malmö universitet ' * 110};2022-12-15\n"
    path.write_text("Diarienummer;Namn;Startdatum\n" + row * rows, encoding="utf-8")
    tracemalloc.start()
    assert sum(1 for _ in read_csv(SourceFile(path), header=HEADER)) == rows
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    path = tmp_path / "projekt.csv"
    assert peak_memory(path, 6_000) < 1.2 * peak_memory(path, 2_500)


cells = st.text(st.characters(codec="utf-8", exclude_characters="\0", exclude_categories=["Cs"]))


@given(st.lists(st.tuples(cells, cells), min_size=1, max_size=5), st.sampled_from([";", ",", "\t"]))
def test_quoted_cells_come_back_as_published(
    pairs: Sequence[tuple[str, str]], delimiter: str
) -> None:
    quoted = [
        [f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in ("x" + a, "y" + b)] for a, b in pairs
    ]
    text = "\n".join(delimiter.join(row) for row in [["Rubrik ett", "Rubrik två"], *quoted])
    assume("Ã" not in text)  # then the file may have been saved in a wrong encoding, and is refused
    rows = read_csv(
        SourceFile.from_bytes(text.encode(), "x.csv"), header=("Rubrik ett", "Rubrik två")
    )
    assert [tuple(row.cells.values()) for row in rows] == [
        (normalize("NFC", ("x" + a).strip()), normalize("NFC", ("y" + b).strip())) for a, b in pairs
    ]


@given(st.binary(min_size=1) | st.binary(min_size=1).map(lambda data: SWEDISH.encode() + data))
def test_any_bytes_are_a_table_or_a_bad_input(data: bytes) -> None:
    with suppress(BadInputError):
        for row in read_table(SourceFile.from_bytes(data, "x")):
            assert row.fault is not None or row.cells


def test_errors_show_no_personal_data_and_no_hidden_characters() -> None:
    assert shown("ring 040-12 34 56\n\u202eelak\x07") == "ring ████████████\\n\\u202eelak\\x07"
    assert shown("a" * 81) == "a" * 79 + "…"
    error = BadInputError(value="anna@example.se", expected="a name")
    placed = error.located("f.csv", Locator(row=3, sheet="A"))
    assert str(error) == "found “███████████████”, expected a name"
    assert str(placed) == "f.csv, sheet A, row 3: found “███████████████”, expected a name"
    assert (placed.file, placed.sheet, placed.row, placed.column) == ("f.csv", "A", 3, None)


def test_many_errors_are_bounded_and_counted() -> None:
    errors = BadInputErrors(keep=2)
    for row in range(1, 6):
        errors.add(BadInputError(file="f.csv", row=row, expected="more"))
    assert len(errors) == 5
    assert [error.row for error in errors] == [1, 2]
    assert str(errors) == (
        "f.csv, row 1: expected more\nf.csv, row 2: expected more\n… and 3 more errors"
    )

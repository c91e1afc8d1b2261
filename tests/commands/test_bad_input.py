"""Files that cannot be read: a clear refusal, nothing of them stored, nothing stored harmed."""

import io
import shutil
import sqlite3
import struct
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import openpyxl
import pytest

from importers.sources.esf_export.importer import COLUMNS
from queries.stores.opening import open_store
from tests.commands.command_line import CommandLine
from tests.ledger.export_file import row, write

HEADING = ";".join(COLUMNS)
GOOD = [row("24-001-S01", "One"), row("24-002-S01", "Two")]


def text_file(text: str, encoding: str = "utf-8") -> Callable[[Path], Path]:
    """A file of this text."""

    def make(folder: Path) -> Path:
        path = folder / "bad.csv"
        path.write_bytes(text.encode(encoding))
        return path

    return make


def rows_file(*rows: dict[str, str]) -> Callable[[Path], Path]:
    """An export of these rows."""
    return lambda folder: write(folder / "bad.csv", list(rows))


def renamed(old: str, new: str) -> Callable[[Path], Path]:
    """A good file with one heading changed."""

    def make(folder: Path) -> Path:
        path = write(folder / "bad.csv", GOOD)
        path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
        return path

    return make


def workbook(
    edit: Callable[[openpyxl.worksheet.worksheet.Worksheet], None],
) -> Callable[[Path], Path]:
    """A good workbook, edited."""

    def make(folder: Path) -> Path:
        book = openpyxl.Workbook()
        sheet = book.active
        for values in (COLUMNS, *(list(r.values()) for r in GOOD)):
            sheet.append([value or None for value in values])
        edit(sheet)
        path = folder / "bad.xlsx"
        book.save(path)
        return path

    return make


def zip_bomb(folder: Path) -> Path:
    """A small file that unpacks to a gigabyte, called a workbook."""
    path = folder / "bad.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
        with packed.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            for _ in range(1024):
                sheet.write(b"0" * 2**20)
    return path


def lying_zip(folder: Path) -> Path:
    """A workbook whose directory says its parts are small, and they are not."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b"<a>" + b"0" * 2**24)
    lying = data.getvalue().replace(struct.pack("<I", 3 + 2**24), struct.pack("<I", 100))
    path = folder / "bad.xlsx"
    path.write_bytes(lying)
    return path


def directory(folder: Path) -> Path:
    """A folder where a file is wanted."""
    path = folder / "bad.csv"
    path.mkdir()
    return path


def broken_at(number: int) -> Callable[[Path], Path]:
    """A long file whose last row, the one with this number, is cut off."""

    def make(folder: Path) -> Path:
        rows = [row(f"2018/{n:05}", f"P {n}") for n in range(2, number)]
        path = write(folder / "bad.csv", rows)
        with path.open("a", encoding="utf-8") as file:
            file.write("24-999-S01;CUT\n")
        return path

    return make


BAD = {
    "empty": (text_file(""), ["empty"]),
    "header only": (text_file(HEADING + "\n"), ["row 1", "beneath the headings"]),
    "wrong encoding": (
        text_file(HEADING + "\n" + ";".join(GOOD[0].values()), "utf-16-le"),
        ["bad.csv"],
    ),
    "not a table": (text_file("hello\nworld\n"), ["bad.csv", "expected"]),
    "missing column": (renamed(";Slutdatum / End date", ""), ["Slutdatum / End date"]),
    "extra column": (renamed("EU-fond", "Extra;EU-fond"), ["Extra"]),
    "renamed column": (renamed("Startdatum / Start date", "Startdag"), ["Startdag"]),
    "31 February": (
        rows_file(*GOOD, row("24-003-S01", "Three", Startdatum="2025-02-31")),
        ["row 4", "Startdatum / Start date", "2025-02-31"],
    ),
    "bad amount": (
        rows_file(row("24-003-S01", "Three", Total="12 mkr ungefär")),
        ["row 2", "Total projektbudget", "12 mkr ungefär"],
    ),
    "the 10,001st row": (broken_at(10_001), ["row 10001"]),
    "zip bomb": (zip_bomb, ["bad.xlsx", "expected"]),
    "lying zip": (lying_zip, ["bad.xlsx", "expected"]),
    "directory": (directory, ["directory"]),
    "merged heading": (workbook(lambda s: s.merge_cells("A1:B1")), ["bad.xlsx"]),
    "formula never calculated": (
        workbook(lambda s: s.__setitem__("F2", "=A2&A3")),
        ["row 2", "formula"],
    ),
}


@pytest.fixture(scope="module")
def ekokarta(tmp_path_factory: pytest.TempPathFactory) -> CommandLine:
    """A store with two projects, which no bad file may change."""
    folder = tmp_path_factory.mktemp("store")
    command = CommandLine(folder)
    assert command("import", "esf_export", write(folder / "good.csv", GOOD)).code == 0
    return command


def graph(command: CommandLine) -> list[tuple[str, int]]:
    """The rows that are in force: their keys and since when."""
    store = open_store(command.environment()["EKOKARTA_STORE"])
    try:
        kinds = ("run", "claim", "sighting", "entity", "edge")
        return [(r.key, r.from_version) for kind in kinds for r in store.rows(kind)]
    finally:
        store.shut()


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_refused_and_harms_nothing(
    name: str, ekokarta: CommandLine, tmp_path: Path
) -> None:
    make, words = BAD[name]
    before = graph(ekokarta)

    refused = ekokarta("import", "esf_export", make(tmp_path))

    assert refused.code == 1, refused.err
    assert [word for word in words if word not in refused.err] == [], refused.err
    assert "Traceback" not in refused.err
    assert graph(ekokarta) == before


def test_good_values_that_look_odd_are_read(tmp_path: Path) -> None:
    ekokarta = CommandLine(tmp_path)
    names = ['"Quote" <b>&amp;</b>', "{{ 7*7 }}", "\u202eRTL", "x" * 10_000, "=1+1"]
    rows = [
        row(f"24-00{n}-S01", name, Startdatum=start, Total=amount)
        for n, (name, start, amount) in enumerate(
            zip(
                names,
                ["0001-01-01", "9999-12-31", "2022", "2022-12", "2022-12-15"],
                ["75 354 267", "2073781,25", "1.234.567,5", "75\u00a0354\u00a0267", "4,156.00"],
                strict=True,
            ),
            start=1,
        )
    ]

    done = ekokarta("import", "esf_export", write(tmp_path / "odd.csv", rows))

    assert done.code == 0, done.err
    store = open_store(ekokarta.environment()["EKOKARTA_STORE"])
    fields = [r.body["fields"] for r in store.rows("entity") if r.body["label"] == "Project"]
    store.shut()
    assert sorted((f["number"], f["start"], f["total_budget"]) for f in fields) == [
        ("24-001-S01", "0001-01-01", "75354267"),
        ("24-002-S01", "9999-12-31", "2073781.25"),
        ("24-003-S01", "2022", "1234567.5"),
        ("24-004-S01", "2022-12", "75354267"),
        ("24-005-S01", "2022-12-15", "4156"),
    ]
    assert sorted(len(f["name"]) for f in fields) == [4, 4, 9, 20, 10_000]


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        ((), 2, "Usage"),
        (("no-such-command",), 2, "No such command"),
        (("import", "no_such_source", "x.csv"), 2, "the sources are: "),
        (("import", "esf_export", "no-such-file.csv"), 1, "no-such-file.csv"),
        (("withdraw", "run-nothing"), 1, "run-nothing"),
    ],
)
def test_wrong_usage_ends_with_its_code(
    arguments: tuple[str, ...], code: int, words: str, tmp_path: Path
) -> None:
    ended = CommandLine(tmp_path)(*arguments)

    assert (ended.code, words in ended.out + ended.err) == (code, True)


@pytest.mark.parametrize(
    ("variable", "value", "words"),
    [
        ("EKOKARTA_STROE", "sqlite:///x.db", "did you mean EKOKARTA_STORE?"),
        ("EKOKARTA_STORE", "postgres://x/y", "expected sqlite:///path or neo4j://host:port"),
        ("EKOKARTA_STORE", "neo4j://me:secret@host:7687", "does not belong in the address"),
        ("EKOKARTA_PORT", "eighty", "EKOKARTA_PORT"),
    ],
)
def test_a_wrong_setting_is_named_and_never_repeats_a_secret(
    variable: str, value: str, words: str, tmp_path: Path
) -> None:
    ended = CommandLine(tmp_path, {variable: value})("status")

    assert (ended.code, words in ended.err, "secret" in ended.err) == (2, True, False)


def test_an_unreachable_store_ends_with_3(tmp_path: Path) -> None:
    away = {"EKOKARTA_STORE": "neo4j://127.0.0.1:9", "EKOKARTA_NEO4J_PASSWORD": "secret-word"}

    ended = CommandLine(tmp_path, away)("status")

    assert (ended.code, "Traceback" in ended.err, "secret-word" in ended.err) == (3, False, False)


def test_a_store_of_another_format_is_refused_with_a_word_on_what_to_do(
    ekokarta: CommandLine, tmp_path: Path
) -> None:
    same = ekokarta("upgrade")
    newer = CommandLine(tmp_path)
    shutil.copy(ekokarta.folder / "store.db", tmp_path / "store.db")
    with closing(sqlite3.connect(tmp_path / "store.db")) as database, database:
        database.execute("PRAGMA user_version = 99")

    refused = newer("status")

    assert (same.code, "nothing to upgrade" in same.out) == (0, True)
    assert (refused.code, "newer" in refused.err, "Traceback" in refused.err) == (3, True, False)

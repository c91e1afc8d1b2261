"""``ekokarta export`` as a user runs it."""

import os
import pty
import subprocess
import sys
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from queries.stores.opening import open_store
from tests.commands.command_line import CommandLine
from tests.exports.conftest import BASE
from tests.lookup import small_graph as small

WITH_BASE = {"EKOKARTA_BASE_ADDRESS": BASE.rstrip("/")}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the small graph in a store."""
    made = tmp_path_factory.mktemp("exported")
    store = open_store(f"sqlite:///{made / 'store.db'}")
    for statements in (small.register(), small.almanac(), small.diary()):
        small.record(store, statements)
    store.shut()
    return made


@pytest.mark.parametrize("form", ["turtle", "nt", "nquads", "json-ld", "360giving"])
def test_what_needs_addresses_is_refused_without_a_base_address(folder: Path, form: str) -> None:
    ended = CommandLine(folder)("export", form)

    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith("RDF needs addresses: set EKOKARTA_BASE_ADDRESS to")
    assert "; 360Giving needs it too, and the other formats need none" in ended.err


@pytest.mark.parametrize(
    "form", ["csv", "gexf", "graphml", "xlsx", "edges", "ucinet", "kumu", "kumu-xlsx", "sqlite"]
)
def test_the_other_formats_need_no_base_address(folder: Path, tmp_path: Path, form: str) -> None:
    ended = CommandLine(folder)("export", form, "--output", tmp_path / "map")

    assert ended.code == 0, ended.err
    assert (tmp_path / "map").stat().st_size > 0


@pytest.mark.parametrize(
    "base",
    ["map.example", "ftp://map.example/", "https://", "https://map.example/?q=1",
     "https://map.example/#graph", "https://map.example/map?", "https://who:secret@map.example/"],
)  # fmt: skip
def test_a_base_under_which_no_address_can_stand_is_refused(folder: Path, base: str) -> None:
    ended = CommandLine(folder, {"EKOKARTA_BASE_ADDRESS": base})("export", "nt")

    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith("EKOKARTA_BASE_ADDRESS: expected an address such as https://map.ex")
    assert "secret" not in ended.err


def test_turtle_and_n_triples_hold_the_same(folder: Path) -> None:
    run = CommandLine(folder, WITH_BASE)

    turtle, lines = run("export", "turtle"), run("export", "nt", "--output", folder / "all.nt")

    assert (turtle.code, lines.code, lines.out) == (0, 0, "")
    assert set(parse(turtle.out, format=RdfFormat.TURTLE)) == set(
        parse((folder / "all.nt").read_bytes(), format=RdfFormat.N_TRIPLES)
    )
    assert "version 3, public: Actor 8, Project 3, Collaboration 1" in lines.err
    assert sorted(path.name for path in folder.glob("all*")) == ["all.nt"]


# 19 nodes and 27 ties, 49 claims of two sources, 5 ties of funding, 13 of taking part.
@pytest.mark.parametrize(
    ("form", "rows"),
    [
        ("gexf", 46),
        ("kumu", 46),
        ("nt", 95),
        ("csv", 97),
        ("sqlite", 97),
        ("360giving", 5),
        ("edges", 13),
        ("ucinet", 13),
    ],
)
def test_a_terminal_is_told_how_far_it_has_come(
    folder: Path, tmp_path: Path, form: str, rows: int
) -> None:
    run = CommandLine(folder, WITH_BASE)
    command = [*run.started, "export", form, "--output", str(tmp_path / "map")]

    shown = on_a_terminal(command, run.environment())

    assert f"export: {rows} of {rows} rows written" in shown
    assert (tmp_path / "map").stat().st_size > 0


def on_a_terminal(command: list[str], environment: dict[str, str]) -> str:
    """What a command writes on a terminal."""
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        command, env={**environment, "TERM": "xterm"}, stdin=theirs, stdout=theirs, stderr=theirs,
        cwd=Path(__file__).parents[2],
    ) as process:  # fmt: skip
        os.close(theirs)
        shown = b""
        with suppress(OSError):  # how the last reader of a terminal is told that it is closed
            while piece := os.read(ours, 1 << 16):
                shown += piece
        os.close(ours)
    assert process.returncode == 0, shown
    return shown.decode()


def test_filters_as_of_and_audience(folder: Path) -> None:
    run = CommandLine(folder)

    health = run("export", "gexf", "--theme", small.HALSA, "--period-from", "2019")
    first = run("export", "gexf", "--as-of", "1")
    everything = run("export", "gexf", "--everything")

    assert small.P2 in health.out
    assert small.P1 not in health.out
    assert [small.C1 in ended.out for ended in (first, everything)] == [False, True]
    assert [small.C2 in ended.out for ended in (first, everything)] == [False, True]


def test_csv_is_a_zip_file_or_a_folder(folder: Path) -> None:
    run = CommandLine(folder)

    zipped = run("export", "csv", "--output", folder / "all.zip")
    loose = run("export", "csv", "--output", f"{folder / 'files'}/")

    assert (zipped.code, loose.code) == (0, 0)
    with zipfile.ZipFile(folder / "all.zip") as archive:
        inside = {name: archive.read(name) for name in archive.namelist()}
    assert inside == {path.name: path.read_bytes() for path in (folder / "files").iterdir()}


@pytest.mark.parametrize(
    ("form", "begins"),
    [
        ("graphml", b"<?xml"), ("xlsx", b"PK"), ("edges", b"PK"), ("ucinet", b"PK"),
        ("parquet", b"PK"), ("kumu", b"{"), ("kumu-xlsx", b"PK"), ("360giving", b"{"),
        ("sqlite", b"SQLite format 3"),
    ],
)  # fmt: skip
def test_every_other_format_is_written_to_a_file(folder: Path, form: str, begins: bytes) -> None:
    ended = CommandLine(folder, WITH_BASE)("export", form, "--output", folder / f"all.{form}.out")

    assert (ended.code, ended.out) == (0, "")
    assert (folder / f"all.{form}.out").read_bytes().startswith(begins)
    assert "version 3, public: Actor 8" in ended.err


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("pdf",), 2, "'pdf' is not one of"),
        (("gexf", "--output", "no/such/folder/x.gexf"), 2, "there is no folder"),
        (("gexf", "--output", "somewhere/"), 2, "only csv can be written to a folder"),
        (("gexf", "--theme", "nowhere"), 1, "theme: expected the id or code of a Theme"),
        (("gexf", "--as-of", "77"), 1, "as_of: expected a published version"),
        (("gexf", "--sector", "feudal"), 2, "'feudal' is not one of"),
    ],
)
def test_what_cannot_be_done_is_said(
    folder: Path, arguments: tuple[str, ...], code: int, said: str
) -> None:
    ended = CommandLine(folder)("export", *arguments)

    assert (ended.code, ended.out) == (code, "")
    assert said in " ".join(ended.err.replace("│", " ").split())


def test_a_reader_that_leaves_hears_no_complaint(folder: Path) -> None:
    run = CommandLine(folder, WITH_BASE)
    command = [sys.executable, "-c", "from service.cli import main; main()", "export", "nt"]

    with subprocess.Popen(
        command, env=run.environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        cwd=Path(__file__).parents[2],
    ) as process:  # fmt: skip
        assert process.stdout is not None
        process.stdout.close()
        _, said = process.communicate(timeout=120)

    assert b"Traceback" not in said
    assert b"version 3" not in said  # nothing is reported as written


def test_a_file_of_one_source_is_refused_and_the_way_is_told(folder: Path) -> None:
    ended = CommandLine(folder)("export", "csv", "--source", "register")

    assert (ended.code, ended.out) == (2, "")
    assert "--source: expected no source: a file holds what all sources" in ended.err

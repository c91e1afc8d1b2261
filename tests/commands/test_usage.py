"""Every option explains itself, and wrong usage ends with 2 before any work."""

import csv
import re
from pathlib import Path

import pytest
import typer

from service.cli import COMMANDS, build_app
from tests.commands.command_line import CommandLine
from tests.ledger.export_file import row, write

FORMS = (
    "expected the number of a published version, a date such as 2026-11-22, or an instant such as "
    "2026-11-22T08:30:00Z, got "
)


def test_every_option_and_argument_of_every_command_has_a_word_of_help() -> None:
    commands = typer.main.get_command(build_app()).commands  # type: ignore[attr-defined]
    silent = [
        (name, parameter.name)
        for name, command in commands.items()
        for parameter in command.params
        if not getattr(parameter, "help", None)
    ]

    assert set(commands) == set(COMMANDS)
    assert silent == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("search", "x", "--as-of", "yesterday"), f"--as-of: {FORMS}'yesterday'"),
        (("search", "x", "--as-of", "2026-02-30"), f"--as-of: {FORMS}'2026-02-30'"),
        (("search", "x", "--as-of", "-1"), f"--as-of: {FORMS}'-1'"),
        (("search", "x", "--as-of", ""), f"--as-of: {FORMS}''"),
        (("gaps", "--as-of", "2026-13"), f"--as-of: {FORMS}'2026-13'"),
        (("export", "csv", "--output", "x.zip", "--as-of", "v1"), f"--as-of: {FORMS}'v1'"),
        (("gaps", "--kind", "club"), "--kind: expected one of Project, network, partnership"),
        (
            ("search", "x", "--period-from", "2020", "--period-to", "2010"),
            "--period-from: expected a year no later than 2010, the last one, got 2020",
        ),
        (("search", "x", "--period-from", "0"), "--period-from"),
        (("gaps", "--draws", "98"), "--draws"),
        (("gaps", "--units", "apart"), "--units"),
        (("import", "no_such_source", "x.csv"), "the sources are: "),
        (("import", "table", "x.csv"), "needs --mapping FILE"),
        (("import", "esf_export", "x.csv", "--complete"), "for the source table only"),
        (("import", "esf_export", "x.csv", "--rejects", "no/folder/r.csv"), "no folder no/folder"),
        (("mapping", "guess", "x.csv"), "'guess' is not one of 'propose'"),
        (("mapping", "propose", "x.csv", "--encoding", "latin-99"), "an encoding such as cp1250"),
        (("mapping", "propose", "x.csv", "--output", "no/folder/m.toml"), "no folder no/folder"),
        (("dump", "no/folder/x"), "there is no folder no/folder"),
        (("serve", "--port", "65536"), "--port"),
    ],
)
def test_wrong_usage_ends_with_2_and_names_what_was_wrong(
    arguments: tuple[str, ...], said: str, tmp_path: Path
) -> None:
    ended = CommandLine(tmp_path)(*arguments)

    assert (ended.code, ended.out) == (2, "")
    assert said in " ".join(ended.err.split())
    assert "Value error" not in ended.err
    assert "Traceback" not in ended.err


def test_a_moment_that_means_nothing_is_refused_before_a_store_is_made(tmp_path: Path) -> None:
    ended = CommandLine(tmp_path)("search", "x", "--as-of", "yesterday")

    assert (ended.code, list(tmp_path.iterdir())) == (2, [])


def test_what_was_refused_is_written_whole_where_it_was_asked_for(tmp_path: Path) -> None:
    rows = [row("24-001-S01", "One"), row("24-002-S01", "Two", Startdatum="2025-02-31")]
    ekokarta = CommandLine(tmp_path)

    done = ekokarta(
        "import", "esf_export", write(tmp_path / "a.csv", rows), "--keep-going",
        "--rejects", tmp_path / "bad.csv",
    )  # fmt: skip

    assert done.code == 0, done.err
    lines = (tmp_path / "bad.csv").read_text(encoding="utf-8-sig").splitlines()
    assert [line.split(";")[:5] for line in lines] == [
        ["file", "sheet", "row", "column", "value"],
        ["a.csv", "", "3", "Startdatum / Start date", "2025-02-31"],
    ]


def test_nothing_that_was_refused_is_run_as_a_formula(tmp_path: Path) -> None:
    days = ['=HYPERLINK("https://x.example";"a")', "+1+1", "-2+3", "@SUM(A1)", "'2025", "-7", "2"]
    rows = [row(f"24-00{n}-S01", "A", Startdatum=day) for n, day in enumerate(days, 1)]
    rows.append(row("24-009-S01", "A"))

    done = CommandLine(tmp_path)(
        "import", "esf_export", write(tmp_path / "=a.csv", rows), "--keep-going",
        "--rejects", tmp_path / "bad.csv",
    )  # fmt: skip

    assert done.code == 0, done.err
    with (tmp_path / "bad.csv").open(encoding="utf-8-sig", newline="") as file:
        _, *told = csv.reader(file, delimiter=";")
    number = re.compile(r"-?\d+")
    cells = [cell for cells in told for cell in cells if not number.fullmatch(cell)]
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))] == []
    assert {cells[0] for cells in told} == {"'=a.csv"}
    assert [cells[4].removeprefix("'") for cells in told] == days


@pytest.mark.parametrize("place", ["is_a_folder", "no/folder/bad.csv"])
def test_a_place_for_what_is_refused_is_tried_before_anything_is_stored(
    place: str, tmp_path: Path
) -> None:
    (tmp_path / "is_a_folder").mkdir()
    rows = [row("24-001-S01", "One"), row("24-002-S01", "Two", Startdatum="2025-02-31")]
    file = write(tmp_path / "a.csv", rows)

    done = CommandLine(tmp_path)(
        "import", "esf_export", file, "--keep-going", "--rejects", tmp_path / place
    )

    assert (done.code, done.out) == (2, "")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.csv", "is_a_folder"]


def test_what_was_stored_is_told_also_where_what_was_refused_cannot_be_written(
    tmp_path: Path,
) -> None:
    rows = [row("24-001-S01", "One"), row("24-002-S01", "Two", Startdatum="2025-02-31")]
    file = write(tmp_path / "a.csv", rows)

    done = CommandLine(tmp_path)(
        "import", "esf_export", file, "--keep-going", "--rejects", "/dev/full"
    )

    assert done.code != 0
    assert "/dev/full" in done.err
    assert "Traceback" not in done.err
    assert "esf_export" in done.out


def test_a_sheet_is_only_sought_in_a_workbook(tmp_path: Path) -> None:
    file = write(tmp_path / "a.csv", [row("24-001-S01", "One")])

    done = CommandLine(tmp_path)("mapping", "propose", file, "--sheet", "Blad 2")

    assert (done.code, done.out) == (1, "")
    assert "a.csv" in done.err
    assert "Blad 2" in done.err
    assert "leave the sheet out" in done.err


def test_the_name_of_a_dataset_is_never_a_picture_or_markup(tmp_path: Path) -> None:
    mapping, table = tmp_path / "m.toml", tmp_path / "t.csv"
    mapping.write_text('[dataset]\nname = "key"\ntitle = "[b]:key:"\n[project]\nname = "Projekt"\n')
    table.write_text("Projekt;\n:key: [red]Ett;\n")

    done = CommandLine(tmp_path)("import", "table", "--mapping", mapping, table)
    found = CommandLine(tmp_path)("search", "Ett")

    assert (done.code, found.code) == (0, 0), done.err + found.err
    steps = [line for line in done.err.splitlines() if not line.startswith("m.toml ")]
    assert {line.split(": ")[0] for line in steps} == {"table:key"}
    assert "table:key" in done.out
    assert ":key: [red]Ett" in found.out


def test_names_are_shown_as_they_stand_whatever_markup_they_look_like(tmp_path: Path) -> None:
    names = (r"Projekt\[/zz] b", r"Projekt\[b]x[/b]", "Projekt [/]", "Projekt \\")
    rows = [row(f"24-{n:03}-S01", name) for n, name in enumerate(names, start=1)]
    ekokarta = CommandLine(tmp_path)
    ekokarta("import", "esf_export", write(tmp_path / "a.csv", rows))

    found = ekokarta("search", "Projekt")

    assert (found.code, found.err) == (0, "")
    assert [name for name in names if name not in found.out] == []

"""Files of two years under one name: what the second takes from arenas of the first is told."""

from pathlib import Path

from tests.commands.command_line import CommandLine
from tests.commands.own_table import DATASET
from tests.commands.own_tables import exported, on_one_line

MAPPING = """
[project]
name = "Projekt"
[[participant]]
columns = ["Aktör"]
role = "partner"
"""
FIRST = ("P1;A AB", "P1;B AB", "P2;A AB")
SECOND = ("P1;C AB", "P3;C AB")
TOLD = (
    "1 records that stood in another file are restated here (such as p1): what that file alone "
    "says of them, such as who else took part, stands no more. That is right where this one "
    "corrects it; where both hold, import both files in one command (`ekokarta import table "
    "--mapping MAPPING A B`)"
)
Ties = list[tuple[str, ...]]


def given(folder: Path) -> tuple[CommandLine, Path, Path, Path]:
    """The command line, the mapping and both files."""
    mapping = folder / "m.toml"
    mapping.write_text(DATASET.format(name="lista", title="Lista") + MAPPING, "utf-8")
    files = []
    for name, rows in (("2021", FIRST), ("2022", SECOND)):
        files.append(folder / f"{name}.csv")
        files[-1].write_text("\n".join(("Projekt;Aktör", *rows, "")), "utf-8")
    return CommandLine(folder), mapping, files[0], files[1]


def ties(run: CommandLine) -> Ties:
    """Who takes part in what."""
    return exported(run, "PARTICIPATES_IN", "to_name", "from_name")


def test_what_the_second_file_replaces_is_told(tmp_path: Path) -> None:
    run, mapping, first, second = given(tmp_path)
    run("import", "table", "--mapping", mapping, first)

    seen = run("import", "table", "--dry-run", "--mapping", mapping, second)
    done = run("import", "table", "--mapping", mapping, second)

    assert (seen.code, done.code) == (0, 0), seen.err + done.err
    for said in (seen, done):
        assert TOLD in on_one_line(said.out)
    assert ties(run) == [("P1", "C AB"), ("P2", "A AB"), ("P3", "C AB")]


def test_as_advised_both_are_kept(tmp_path: Path) -> None:
    run, mapping, first, second = given(tmp_path)
    run("import", "table", "--mapping", mapping, first)

    done = run("import", "table", "--mapping", mapping, first, second)

    assert done.code == 0, done.err
    assert "in another file" not in on_one_line(done.out + done.err)
    both = [("P1", "A AB"), ("P1", "B AB"), ("P1", "C AB"), ("P2", "A AB"), ("P3", "C AB")]
    assert ties(run) == both


def test_of_a_file_corrected_nothing_is_said(tmp_path: Path) -> None:
    run, mapping, first, _ = given(tmp_path)
    run("import", "table", "--mapping", mapping, first)
    first.write_text("Projekt;Aktör\nP1;A AB\nP2;A AB\n", "utf-8")

    done = run("import", "table", "--mapping", mapping, first)

    assert done.code == 0, done.err
    assert "in another file" not in on_one_line(done.out + done.err)
    assert ties(run) == [("P1", "A AB"), ("P2", "A AB")]

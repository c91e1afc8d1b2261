"""What a preview says an import would do is what the import then does."""

from pathlib import Path

from tests.commands.command_line import CommandLine
from tests.ledger.export_file import row, write

MAPPING = """
[dataset]
name = "rundabord"
title = "{title}"
publisher = "Kansliet"
visibility = "{visibility}"

[dataset.licence]
name = "CC0-1.0"
evidence = "https://example.org/villkor"
seen = "2026-01-15"

[collaboration]
key = "Nr"
name = "Bord"
kind = "round_table"
"""
NOTHING = ["added: 0", "changed: 0", "closed: 0"]
ANEW = "the source is declared anew: "


def test_a_source_that_is_only_declared_anew_is_said_to_make_a_version(tmp_path: Path) -> None:
    ekokarta = CommandLine(tmp_path)
    mapping, table = tmp_path / "m.toml", tmp_path / "bord.csv"
    table.write_text("Nr;Bord\n1;Arbete\n", encoding="utf-8")
    mapping.write_text(MAPPING.format(title="Bord", visibility="private"), encoding="utf-8")
    command = ("import", "table", "--mapping", mapping, table)
    first = ekokarta(*command, "--json").json()["version"]
    mapping.write_text(MAPPING.format(title="Rundabord", visibility="public"), encoding="utf-8")

    seen = ekokarta(*command, "--dry-run")
    told = ekokarta(*command, "--dry-run", "--json").json()
    made = ekokarta(*command, "--json").json()["version"]
    again = ekokarta(*command, "--dry-run")

    assert (seen.code, first, made) == (0, 1, 4)  # a preview uses up a number
    assert seen.out.splitlines() == [
        *NOTHING,
        ANEW + "title_en Bord → Rundabord",
        ANEW + "title_sv Bord → Rundabord",
        ANEW + "visibility private → public",
        "an import makes a new version",
    ]
    assert told == {
        "added": [],
        "changed": [],
        "closed": [],
        "declared": [
            "title_en Bord → Rundabord",
            "title_sv Bord → Rundabord",
            "visibility private → public",
        ],
        "new_version": True,
        "refused": None,
    }
    assert again.out.splitlines() == [*NOTHING, "an import changes nothing: no new version"]


def test_rows_that_only_moved_are_said_to_make_a_version(tmp_path: Path) -> None:
    ekokarta = CommandLine(tmp_path)
    rows = [row(f"24-{n:03}-S01", f"Project {n}") for n in (1, 2)]
    ekokarta("import", "esf_export", write(tmp_path / "a.csv", rows))

    moved = write(tmp_path / "b.csv", rows[::-1])
    seen = ekokarta("import", "esf_export", moved, "--dry-run")

    assert seen.out.splitlines() == [
        *NOTHING,
        "the same is stated elsewhere in the file, or read by another edition of the importer",
        "an import makes a new version",
    ]
    assert ekokarta("import", "esf_export", moved, "--json").json()["version"] == 3


def test_a_file_that_an_import_would_refuse_is_said_to_be(tmp_path: Path) -> None:
    ekokarta = CommandLine(tmp_path)
    rows = [row(f"24-{n:03}-S01", f"Project {n}") for n in (1, 2)]
    ekokarta("import", "esf_export", write(tmp_path / "a.csv", rows))
    less = write(tmp_path / "b.csv", rows[:1])

    seen = ekokarta("import", "esf_export", less, "--dry-run").out.splitlines()
    accepted = ekokarta("import", "esf_export", less, "--dry-run", "--accept-closing")
    refused = ekokarta("import", "esf_export", less)

    assert seen[:4] == ["added: 0", "changed: 0", "closed: 1", "  Project 2 [24-002-S01]"]
    assert seen[4].startswith("an import is refused: esf_export: 1 of 2 records stored earlier")
    assert refused.code == 1
    assert seen[4].removeprefix("an import is refused: ") in refused.err
    assert accepted.out.splitlines()[4] == "an import makes a new version"

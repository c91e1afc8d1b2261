"""A list of organisations, from its file to the graph: they are there, and have not met."""

from pathlib import Path
from typing import Any

import pytest

from tests.commands.command_line import CommandLine

LIST = """Organisation;Org.nr;Sektor;Län;Webbplats
Exempelstad;209999-0000;Offentlig;Skåne län;https://stad.example
"Vänner; Sällskapet Norr";;Idéburen;Hallands län;
Påhittade AB;559999-0008;Näringsliv;;
"""


def proposed(run: CommandLine, name: str, text: str) -> Path:
    """The mapping that is proposed for a table, beside it."""
    (run.folder / name).write_text(text, "utf-8")
    mapping = run.folder / "m.toml"
    done = run("mapping", "propose", run.folder / name, "--output", mapping)
    assert done.code == 0, done.err
    return mapping


def imported(run: CommandLine, table: str, mapping: Path) -> Any:
    """The counts of the graph once the table is in it."""
    done = run("import", "table", "--mapping", mapping, run.folder / table)
    assert done.code == 0, done.err
    return run("status", "--json").json()["counts"]


def test_organisations_in_a_list_have_not_met(tmp_path: Path) -> None:
    run = CommandLine(tmp_path)
    assert run("import", "regions", "importers/sources/regions/regions.geojson").code == 0

    counts = imported(run, "lista.csv", proposed(run, "lista.csv", LIST))

    assert {kind: counts.get(kind, 0) for kind in
            ("Actor", "LOCATED_IN", "Collaboration", "Project", "PARTICIPATES_IN")} == {
        "Actor": 3, "LOCATED_IN": 2, "Collaboration": 0, "Project": 0, "PARTICIPATES_IN": 0,
    }  # fmt: skip
    found = run("search", "Sällskapet Norr", "--json").json()
    assert [item["name"] for item in found] == ["Vänner; Sällskapet Norr"]


@pytest.mark.parametrize(
    ("name", "head"),
    [
        ("Rundabord.csv", "Organisation"),  # the title says that they met
        ("lista.csv", "Deltagande organisation"),  # so does the heading
        ("lista.csv", "Organisation;Roll"),
        ("lista.csv", "Organisation;Datum"),
    ],
)
def test_what_speaks_of_taking_part_is_no_mere_list(tmp_path: Path, name: str, head: str) -> None:
    rows = {"Roll": "värd", "Datum": "2025-10-03"}
    cells = [rows.get(heading, "Exempelstad") for heading in head.split(";")]

    text = proposed(CommandLine(tmp_path), name, f"{head}\n{';'.join(cells)}\n").read_text("utf-8")

    assert "\n[collaboration]\n" in text
    assert "\n[[participant]]\n" in text


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("[actor]", '[collaboration]\nname = "Organisation"\n[actor]', "one of [project]"),
        (
            "",
            '\n[[participant]]\nname = "X"\nrole = "partner"\n',
            "[actor] without [[participant]]",
        ),
    ],
)
def test_actors_alone_take_part_in_nothing(tmp_path: Path, old: str, new: str, says: str) -> None:
    run = CommandLine(tmp_path)
    mapping = proposed(run, "lista.csv", LIST)
    text = mapping.read_text("utf-8")
    mapping.write_text(text.replace(f"\n{old}\n", f"\n{new}\n") if old else text + new, "utf-8")

    ended = run("import", "table", "--mapping", mapping, tmp_path / "lista.csv")

    assert ended.code == 1
    assert says in " ".join(ended.err.split())

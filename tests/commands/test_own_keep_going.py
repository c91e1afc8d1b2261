"""Rows left out by --keep-going: an arena whose list is complete has all of its rows, or none."""

from pathlib import Path

import pytest

from tests.commands.own_table import DATASET
from tests.commands.own_tables import OwnTable, on_one_line, own_table

LINES = (
    "Projekt;Start;Aktör", "P1;2022-01-01;Malmö stad", "P1;2022-01-01;Firma AB",
    "P2;2022-01-01;Luleå kommun",
)  # fmt: skip
HEAD = DATASET.format(name="lista", title="Lista")
MAPPING = """
[dataset.coverage]
participants = "complete"
[project]
name = "Projekt"
start = "Start"
[[participant]]
columns = ["Aktör"]
role = "partner"
"""


def kept_going(own: OwnTable) -> tuple[int, str]:
    """How the import ends, and what it says."""
    bad = own.run.folder / "bad.csv"
    done = own.run(
        "import", "table", "--mapping", own.mapping, own.table, "--keep-going", "--rejects", bad
    )
    return done.code, on_one_line(done.err)


def table(folder: Path, *lines: str, mapping: str = MAPPING) -> OwnTable:
    """A table with its mapping."""
    own = own_table(folder, LINES[0], *lines)
    own.mapping.write_text(f"{HEAD}{mapping}", "utf-8")
    return own


@pytest.mark.parametrize("bad", ["P1;snart;Bolaget AB", "P1;2022-01-01"])
def test_a_complete_list_is_not_cut(tmp_path: Path, bad: str) -> None:
    """Its sectors would seem not to meet: P1 would have the municipality alone."""
    own = table(tmp_path, *LINES[1:], bad)

    code, said = kept_going(own)

    assert code == 1
    assert "lista.csv, row 5" in said
    assert (
        "--keep-going would leave the row out and keep others of the same project or "
        "collaboration, whose list the mapping calls complete, and it would not be: so 1 of them; "
        'correct these rows, or write participants = "unknown" in [dataset.coverage]'
    ) in said
    assert own.run("status", "--json").json()["counts"].get("Project", 0) == 0


def test_as_advised_it_is_kept_with_a_list_that_is_not_known(tmp_path: Path) -> None:
    unknown = MAPPING.replace('"complete"', '"unknown"')
    own = table(tmp_path, *LINES[1:], "P1;snart;Bolaget AB", mapping=unknown)

    code, said = kept_going(own)

    assert code == 0, said
    assert own.exported("Project", "name") == [("P1",), ("P2",)]


def test_an_arena_all_of_whose_rows_are_bad_is_left_out_whole(tmp_path: Path) -> None:
    own = table(tmp_path, *LINES[1:], "P3;snart;Bolaget AB", "P3;snart;Umeå kommun")

    code, said = kept_going(own)

    assert code == 0, said
    assert own.exported("Project", "name") == [("P1",), ("P2",)]

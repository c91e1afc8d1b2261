"""A declaration of lists that holds of none of the rows beside it is told."""

from pathlib import Path

import pytest

from tests.commands.own_table import DATASET
from tests.commands.own_tables import OwnTable, on_one_line, own_table

MAPPING = """
[dataset.coverage]
participants = "complete"
{named}
[{section}]
name = "Möte"
start = "Start"
{kind}
[[participant]]
columns = ["Aktör"]
role = "partner"
"""
ROWS = tuple(
    f"M{k};{year};{actor}"
    for k, year in enumerate(("2021", "2021", "2023", "")) for actor in ("A AB", "Ens kommun")
)  # fmt: skip


def meetings(folder: Path, named: str, kind: str = 'kind = "unknown"') -> OwnTable:
    """Four meetings of two, one of them in 2023 and one without a date."""
    own = own_table(folder, "Möte;Start;Aktör", *ROWS)
    section = "collaboration" if kind else "project"
    head = DATASET.format(name="lista", title="Lista")
    mapping = MAPPING.format(named=named, section=section, kind=kind)
    own.mapping.write_text(f"{head}{mapping}", "utf-8")
    return own


@pytest.mark.parametrize(
    ("named", "kind", "told"),
    [
        ('kinds = ["round_table"]', 'kind = "unknown"', "4 of the 4 arenas"),
        ("years = [2021, 2022]", 'kind = "unknown"', "2 of the 4 arenas"),
        ("years = [2021, 2022]", "", "2 of the 4 arenas"),
        ("years = [2015, 2016]", "", "4 of the 4 arenas"),
    ],
)
def test_it_is_told_by_import_and_preview(named: str, kind: str, told: str, tmp_path: Path) -> None:
    own = meetings(tmp_path, named, kind)

    seen = own.run("import", "table", "--dry-run", "--mapping", own.mapping, own.table)
    done = own.run("import", "table", "--mapping", own.mapping, own.table)

    assert (seen.code, done.code) == (0, 0), seen.err + done.err
    for said in (seen, done):
        text = on_one_line(said.out + said.err)
        assert "what the mapping declares of lists (participants = complete" in text
        assert f"does not hold of {told} in this file (such as M" in text


@pytest.mark.parametrize("named", ["", "years = [2021, 2023]", 'regions = ["Skåne län"]'])
def test_nothing_is_said_where_it_holds(named: str, tmp_path: Path) -> None:
    own = meetings(tmp_path, named)
    own.table.write_text(own.table.read_text("utf-8").replace("M3;;", "M3;2022;"), "utf-8")

    done = own.run("import", "table", "--mapping", own.mapping, own.table)

    assert done.code == 0, done.err
    assert "does not hold of" not in on_one_line(done.out + done.err)


def test_years_that_run_backwards_are_refused(tmp_path: Path) -> None:
    own = meetings(tmp_path, "years = [2022, 2021]")

    refused = own.run("import", "table", "--mapping", own.mapping, own.table)

    assert refused.code == 1
    said = on_one_line(refused.err)
    assert "m.toml" in said
    assert "the first year before the last, not 2022 and 2021" in said

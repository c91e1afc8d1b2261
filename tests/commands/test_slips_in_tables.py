"""A slip in a column does not take the column away: the import names the cell it stands in."""

from pathlib import Path

import pytest

from tests.commands.command_line import CommandLine

SLIPS = {
    "Start": ("2024-13-01", "a date that exists (month must be in 1..12)"),
    "Belopp (kr)": ("5OO", "an amount such as 75 354 267, 2073781,25 or 1.234.567,5"),
    "Medfinansieringsgrad": ("140 %", "a rate from 0 to 100 per cent"),
    "Org.nr": ("559999-0018", "an organisation number such as 202100-4920"),
}
GOOD = {
    "Projekt": ("Bron", "Ängen", "Vågen"),
    "Start": ("2024-01-01", "2024-02-01", "2024-03-01"),
    "Medfinansieringsgrad": ("40 %", "50 %", "60 %"),
    "Finansiär": ("Fonden", "Fonden", "Fonden"),
    "Belopp (kr)": ("300", "400", "500"),
    "Aktör": ("Grupp Norr", "Grupp Söder", "Grupp Väst"),
    "Org.nr": ("559999-0008", "209999-0000", "559999-0008"),
}


def table_of(folder: Path, columns: dict[str, tuple[str, ...]]) -> Path:
    """A table of these columns, with three rows beneath its headings."""
    rows = [tuple(columns), *zip(*columns.values(), strict=True)]
    file = folder / "odd.csv"
    file.write_text("".join(";".join(row) + "\n" for row in rows), encoding="utf-8")
    return file


@pytest.mark.parametrize("heading", SLIPS)
def test_one_bad_value_of_three_is_refused_by_name(tmp_path: Path, heading: str) -> None:
    run, (slip, expected) = CommandLine(tmp_path), SLIPS[heading]
    table = table_of(tmp_path, GOOD | {heading: (*GOOD[heading][:2], slip)})
    mapping = tmp_path / "odd.toml"

    proposed = run("mapping", "propose", table, "--output", mapping)
    ended = run("import", "table", table, "--mapping", mapping)

    assert proposed.code == 0, proposed.err
    assert "ignore = [\n]" in mapping.read_text(encoding="utf-8")
    said = " ".join(ended.err.split())
    assert (ended.code, ended.out) == (1, "")
    assert f"odd.csv, row 4, column “{heading}”: found “{slip}”, expected {expected}" in said


def test_a_column_whose_values_belie_its_heading_is_left_out_with_the_count(
    tmp_path: Path,
) -> None:
    run = CommandLine(tmp_path)
    table = table_of(tmp_path, GOOD | {"Start": ("i våras", "sedan länge", "2024-03-01")})

    proposed = run("mapping", "propose", table)

    assert '  "Start",  # not read: 2 of 3 values are no dates\n' in proposed.out

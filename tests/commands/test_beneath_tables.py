"""Sums and notes beneath a table are left out, and no row of the table with them."""

import tomllib
from pathlib import Path

import pytest

from tests.commands.command_line import CommandLine

HEADINGS = "Projekt;Start;Slut;Projektägare;Partner;Finansiär;Belopp"
FULL = (
    "Ett;2022-01-01;2023-12-31;Ägare A;Kompass;Fonden;100",
    "Två;2022-02-01;2023-12-31;Ägare B;Pelaren;Fonden;200",
    "Tre;2022-03-01;2023-12-31;Ägare C;Kompass;Fonden;300",
)
BLANK = ";;;;;;"


def table(folder: Path, *rows: str) -> Path:
    """A table of these rows beneath its headings."""
    path = folder / "lista.csv"
    path.write_text("\n".join((HEADINGS, *rows)) + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("beneath", "last", "said", "projects"),
    [
        # A new project of which little is known yet is one of the table.
        (("Fyra;;;;;;",), None, "", {"Ett", "Två", "Tre", "Fyra"}),
        (("Fyra;;;Ägare D;;;", "Fem;;;;;;"), None, "", {"Ett", "Två", "Tre", "Fyra", "Fem"}),
        (("Fyra;;;;;;", "Summa;;;;;;600"), 5, "“Summa”", {"Ett", "Två", "Tre", "Fyra"}),
        (("Totalt kr:;;;;;;600",), 4, "“Totalt kr:”", {"Ett", "Två", "Tre"}),
        (("Källa: Platina;;;;;;",), 4, "“Källa: Platina”", {"Ett", "Två", "Tre"}),
        ((BLANK, "Fyll i så fort som möjligt;;;;;;"), 4, "“Fyll i så fort som möjligt”",
         {"Ett", "Två", "Tre"}),
        # A whole row is a project, whatever its name.
        (("Total;2022-03-01;2023-12-31;Ägare C;Kompass;Fonden;300",), None, "",
         {"Ett", "Två", "Tre", "Total"}),
        (("Summa summarum;2022;2023;Ägare D;;;",), None, "",
         {"Ett", "Två", "Tre", "Summa summarum"}),
    ],
)  # fmt: skip
def test_only_sums_and_notes_are_left_out(
    tmp_path: Path, beneath: tuple[str, ...], last: int | None, said: str, projects: set[str]
) -> None:
    run, mapping = CommandLine(tmp_path), tmp_path / "m.toml"
    path = table(tmp_path, *FULL, *beneath)

    run("mapping", "propose", path, "--output", mapping)
    done = run("import", "table", path, "--mapping", mapping, "--dry-run", "--json")

    text = mapping.read_text(encoding="utf-8")
    assert tomllib.loads(text)["file"].get("last_row") == last
    if last is not None:
        asked = f"beneath it stand {said}: sums and notes? If not, take this line away"
        assert f"last_row = {last}  # {asked}\n" in text
    found = {change["name"] for change in done.json()["added"]}
    assert found & {"Fyra", "Fem", "Total", "Summa summarum", "Summa", "Källa: Platina"} == (
        projects - {"Ett", "Två", "Tre"}
    )
    assert {"Ett", "Två", "Tre"} <= found


def test_a_table_that_has_grown_past_its_last_row_is_refused(tmp_path: Path) -> None:
    run, mapping = CommandLine(tmp_path), tmp_path / "m.toml"
    sums = "Summa;;;;;;600"
    run("mapping", "propose", table(tmp_path, *FULL, sums), "--output", mapping)
    grown = "Fyra;2023-01-01;2024-12-31;Ägare D;Pelaren;Fonden;400"

    done = run("import", "table", table(tmp_path, *FULL, grown, sums), "--mapping", mapping)

    assert (done.code, done.out) == (1, "")
    assert (
        "lista.csv, row 5: expected only sums and notes beneath row 4, which last_row of the "
        "mapping names; this row says as much as those above it; correct last_row in [file] of the "
        "mapping, or take it out"
    ) in " ".join(done.err.split())

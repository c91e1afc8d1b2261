"""A slip in a column does not take the column away: the import names the cell it stands in."""

import tomllib
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


NO_VALUE = (
    "correct the cell or leave it empty; a word that says nothing wherever it stands may be listed "
    "under empty in [format] of the mapping"
)
DATE = "a date such as 2022-12-15, 2022-12 or 2022 or 15.12.2022"
ROWS = {
    "Projekt": ("Ett", "Två", "Tre", "Fyra"),
    "Start": ("2022-01-01", "2022-02-01", "2022-03-01", "2022-04-01"),
    "Slut": ("2023-12-31", "2023-12-31", "2024-01-31", "2024-01-31"),
    "Projektägare": ("Ägare A", "Ägare B", "Ägare C", "Ägare D"),
    "Partner": ("Kompass", "Kompass", "Kompass", "Pelaren"),
}


@pytest.mark.parametrize(
    ("heading", "row", "slip"),
    [("Slut", 3, "Kompass"), ("Start", 4, "snart"), ("Start", 2, "våren"), ("Slut", 5, "Pelaren")],
)
def test_a_word_among_dates_is_never_made_empty_for_the_whole_table(
    tmp_path: Path, heading: str, row: int, slip: str
) -> None:
    run, mapping = CommandLine(tmp_path), tmp_path / "odd.toml"
    cells = [*ROWS[heading]]
    cells[row - 2] = slip
    table = table_of(tmp_path, ROWS | {heading: tuple(cells)})

    run("mapping", "propose", table, "--output", mapping)
    ended = run("import", "table", table, "--mapping", mapping)

    assert "empty" not in tomllib.loads(mapping.read_text(encoding="utf-8"))["format"]
    said = " ".join(ended.err.split())
    assert (ended.code, ended.out) == (1, "")
    place = f"odd.csv, row {row}, column “{heading}”"
    assert f"{place}: found “{slip}”, expected {DATE}; {NO_VALUE}" in said


def test_a_name_is_found_though_it_stands_as_a_slip_too_once_that_is_corrected(
    tmp_path: Path,
) -> None:
    run, mapping = CommandLine(tmp_path), tmp_path / "odd.toml"
    slip = ROWS | {"Slut": ("2023-12-31", "Kompass", "2024-01-31", "2024-01-31")}
    run("mapping", "propose", table_of(tmp_path, slip), "--output", mapping)

    done = run("import", "table", table_of(tmp_path, ROWS), "--mapping", mapping)

    assert done.code == 0, done.err
    assert [hit["name"] for hit in run("search", "Kompass", "--json").json()] == ["Kompass"]


def test_words_for_nothing_are_empty_wherever_they_stand(tmp_path: Path) -> None:
    run, mapping = CommandLine(tmp_path), tmp_path / "odd.toml"
    table = table_of(
        tmp_path,
        ROWS
        | {
            "Start": ("2022-01-01", "Uppgift saknas", "NA", "2022-04-01"),
            "Slut": ("tills vidare", "2023", "okänt", "pågår"),
            "Partner": ("Okänt", "Kompass", "uppgift saknas", "Pelaren"),
        },
    )

    run("mapping", "propose", table, "--output", mapping)
    done = run("import", "table", table, "--mapping", mapping)

    assert tomllib.loads(mapping.read_text(encoding="utf-8"))["format"]["empty"] == [
        "Uppgift saknas", "NA", "tills vidare", "okänt", "pågår",
    ]  # fmt: skip
    assert done.code == 0, done.err
    for word in ("Okänt", "uppgift saknas"):
        assert run("search", word, "--json").json() == []
    assert [hit["name"] for hit in run("search", "Pelaren", "--json").json()] == ["Pelaren"]


def test_a_word_that_may_be_a_name_is_asked_about(tmp_path: Path) -> None:
    run, mapping = CommandLine(tmp_path), tmp_path / "odd.toml"
    table = table_of(
        tmp_path,
        ROWS
        | {
            "Slut": ("2023", "NA", "pågår", "2024"),
            "Partner": ("NA", "Kompass", "Pågår", "Pelaren"),
        },
    )

    run("mapping", "propose", table, "--output", mapping)
    ended = run("import", "table", table, "--mapping", mapping)

    text = mapping.read_text(encoding="utf-8")
    assert tomllib.loads(text)["format"] == {}
    for word in ("NA", "pågår"):
        line = f'# "{word}" in “Partner”: a value there? If it says nothing, list it as empty\n'
        assert line in text
    assert "row 3, column “Slut”: found “NA”" in " ".join(ended.err.split())


def test_a_column_whose_values_belie_its_heading_is_left_out_with_the_count(
    tmp_path: Path,
) -> None:
    run = CommandLine(tmp_path)
    table = table_of(tmp_path, GOOD | {"Start": ("i våras", "sedan länge", "2024-03-01")})

    proposed = run("mapping", "propose", table)
    written = run("mapping", "propose", table, "--output", tmp_path / "odd.toml")

    assert "left out (the mapping says why): “Start”" in written.out
    assert '  "Start",  # not read: 2 of 3 values are no dates, such as “i våras”\n' in proposed.out


def test_a_number_between_owner_and_partner_becomes_the_owners(tmp_path: Path) -> None:
    run, mapping = CommandLine(tmp_path), tmp_path / "odd.toml"
    numbers = ("559999-0008", "209999-0000", "", "")
    owners, partners = ROWS["Projektägare"], ROWS["Partner"]
    columns = {"Projekt": ROWS["Projekt"], "Projektägare": owners, "Orgnr": numbers}
    table = table_of(tmp_path, columns | {"Partner": partners})

    run("mapping", "propose", table, "--output", mapping)
    done = run("import", "table", table, "--mapping", mapping)

    assert done.code == 0, done.err
    named = {
        number: [hit["name"] for hit in run("search", number, "--json").json()]
        for number in ("5599990008", "2099990000")
    }
    assert named == {"5599990008": ["Ägare A"], "2099990000": ["Ägare B"]}

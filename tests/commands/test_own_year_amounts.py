"""Years and numbers under headings that speak of money are no amounts of money."""

from pathlib import Path

import pytest

from tests.commands.own_tables import OwnTable, on_one_line, own_table

NO_AMOUNT = "a year or a number by its heading, and no amount: not kept"


def with_column(folder: Path, heading: str, *values: str) -> OwnTable:
    rows = (f"P{n};Malmö stad;Exempelfonden;{v}" for n, v in enumerate(values, 1))
    own = own_table(folder, f"Projekt;Organisation;Finansiär;{heading}", *rows)
    proposed = own.propose()
    assert proposed.code == 0, proposed.err
    return own


@pytest.mark.parametrize(
    ("heading", "values"),
    [
        *((year, ("2021", "2022")) for year in (
            "Budgetår", "Budget year", "Beviljat år", "År beviljat", "Year awarded", "Grant year",
            "Projektbudget år",
        )),
        *((number, ("4711", "4712")) for number in (
            "Belopp nr", "Budgetpost", "Budget version", "Beviljat bidrag, nr", "Version av budget",
            "Grant agreement number",
        )),
    ],
)  # fmt: skip
def test_a_year_or_a_number_by_its_heading_is_no_amount(
    tmp_path: Path, heading: str, values: tuple[str, ...]
) -> None:
    own = with_column(tmp_path, heading, *values)

    done = own.publish()

    assert done.code == 0, done.err
    assert f'"{heading}",  # {NO_AMOUNT}' in own.text
    assert own.exported("Project", "total_budget") == [("",), ("",)]
    assert own.exported("FUNDS", "to_name", "amount") == [("P1", ""), ("P2", "")]


@pytest.mark.parametrize("heading", ["Award number", "Grant no.", "Bidragsnummer"])
def test_the_number_of_a_grant_is_that_of_the_project(tmp_path: Path, heading: str) -> None:
    own = with_column(tmp_path, heading, "4711", "4712")

    done = own.publish()

    assert done.code == 0, done.err
    assert own.exported("Project", "number") == [("4711",), ("4712",)]
    assert own.exported("FUNDS", "amount") == [("",), ("",)]


@pytest.mark.parametrize(
    "heading",
    [
        "Beviljat i år",
        "Belopp år 1",
        "Belopp nr 1",
        "Grant this year",
        "Belopp år 2021 (kr)",
        "Beviljat belopp (version 3)",
        "Grant, no overhead",
        "Belopp per kostnadspost",
        "Beviljat belopp enligt beslutsnummer",
        "Beviljat belopp per projekt nr",
        "Belopp enligt beslut nr",
        "Beviljat belopp utan nummer",
        "Grant according to decision no",
        "Belopp per år",
    ],
)
def test_amounts_of_a_year_or_beside_a_number_are_amounts(tmp_path: Path, heading: str) -> None:
    own = with_column(tmp_path, heading, "150000", "90000")

    done = own.publish()

    assert done.code == 0, done.err
    assert own.exported("FUNDS", "to_name", "amount") == [("P1", "150000"), ("P2", "90000")]


def test_a_column_in_which_every_value_looks_like_a_year_is_asked_about_and_refused(
    tmp_path: Path,
) -> None:
    own = with_column(tmp_path, "Beviljat", "2021", "", "0", "2022")

    asked = own.publish()
    seen = own.run("import", "table", "--dry-run", "--mapping", own.mapping, own.table)
    kept = own.run("import", "table", "--keep-going", "--mapping", own.mapping, own.table)

    assert '# unit = "ones"  # every value looks like a year: are they amounts? Then' in own.text
    assert (asked.code, seen.code, kept.code) == (1, 1, 1)
    for refused in (asked, seen, kept):
        assert (
            "lista.csv, column “Beviljat”: found “2021”, expected amounts; every value of this "
            "column looks like a year; where they are years, take amount out of [funder] of the "
            "mapping and list the column under ignore in [file]; where they are amounts, write "
            'unit = "ones" in [funder]'
        ) in on_one_line(refused.err)


def test_who_says_that_they_are_amounts_has_them(tmp_path: Path) -> None:
    own = with_column(tmp_path, "Beviljat", "2000", "1950")
    own.edit('# unit = "ones"  #', 'unit = "ones"  #')

    done = own.publish()

    assert done.code == 0, done.err
    assert own.exported("FUNDS", "to_name", "amount") == [("P1", "2000"), ("P2", "1950")]


def test_one_amount_that_is_no_year_tells_that_the_others_are_none(tmp_path: Path) -> None:
    own = with_column(tmp_path, "Beviljat", "2000", "150000")

    done = own.publish()

    assert done.code == 0, done.err
    assert own.exported("FUNDS", "to_name", "amount") == [("P1", "2000"), ("P2", "150000")]


def test_a_budget_of_years_in_a_mapping_by_hand_is_refused(tmp_path: Path) -> None:
    own = own_table(tmp_path, "Projekt;Budgetår", "P1;2021", "P2;2022")
    own.mapping.write_text(
        '[dataset]\nname = "t"\ntitle = "T"\nvisibility = "private"\n'
        '[project]\nname = "Projekt"\nbudget = "Budgetår"\ncurrency = "SEK"\n',
        "utf-8",
    )

    done = own.run("import", "table", "--mapping", own.mapping, own.table)

    assert done.code == 1
    assert (
        "column “Budgetår”: found “2021”, expected amounts; every value of this column looks like "
        "a year; where they are years, take budget out of [project]"
    ) in on_one_line(done.err)

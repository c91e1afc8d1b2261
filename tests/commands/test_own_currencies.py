"""Amounts of several currencies in one table: each row has its own, and none is guessed."""

from pathlib import Path

import pytest

from tests.commands.own_tables import on_one_line, own_table

GRANTS = (
    "Projekt;Projektägare;Finansiär;Beviljat belopp;Valuta",
    "Ett;Exempelstads kommun;Exempelfonden;1500000;SEK",
    "Två;Föreningen Exempel;Exempelfonden;75000;kr",
    "Tre;Påhittade AB;Europeiska kommissionen;10000;eur",
    "Fyra;Påhittade AB;Exempelfonden;;",
)
BUDGETS = (
    "Projekt;Projektägare;Budget;Valuta",
    "Ett;Exempelstads kommun;100000;SEK",
    "Två;Föreningen Exempel;20000;€",
)


def test_each_row_is_paid_in_its_own_currency(tmp_path: Path) -> None:
    own = own_table(tmp_path, *GRANTS)

    proposed, done = own.propose(), own.publish()

    assert (proposed.code, done.code) == (0, 0), proposed.err + done.err
    assert '# "kr" may be several currencies and is taken for SEK: check it\n' in own.text
    assert 'currency = { column = "Valuta", values = { "kr" = "SEK" } }' in own.text
    assert own.exported("FUNDS", "to_name", "amount", "currency") == [
        ("Ett", "1500000", "SEK"),
        ("Fyra", "", ""),
        ("Tre", "10000", "EUR"),
        ("Två", "75000", "SEK"),
    ]


def test_each_project_has_its_budget_in_its_own_currency(tmp_path: Path) -> None:
    own = own_table(tmp_path, *BUDGETS)

    proposed, done = own.propose(), own.publish()

    assert (proposed.code, done.code) == (0, 0), proposed.err + done.err
    assert own.exported("Project", "name", "total_budget", "currency") == [
        ("Ett", "100000", "SEK"),
        ("Två", "20000", "EUR"),
    ]


@pytest.mark.parametrize(
    ("cell", "found"),
    [("", "the value is empty"), ("tkr", "found “tkr”"), ("SEK/EUR", "found “SEK/EUR”")],
)
def test_an_amount_without_a_currency_is_refused(tmp_path: Path, cell: str, found: str) -> None:
    own = own_table(tmp_path, *BUDGETS, f"Tre;Påhittade AB;30000;{cell}")

    proposed, done = own.propose(), own.publish()

    assert (proposed.code, done.code) == (0, 1)
    assert on_one_line(
        f"lista.csv, row 4, column “Valuta”: {found}, expected the currency of the amount in "
        "“Budget”, as a code such as SEK or EUR; fill the cell in, or add the word to values of "
        "currency in the mapping"
    ) in on_one_line(done.err)
    assert (f'# Which currency is "{cell}"? Add it to values' in own.text) is bool(cell)


def test_a_word_for_a_currency_can_be_said_in_the_mapping(tmp_path: Path) -> None:
    own = own_table(tmp_path, *BUDGETS, "Tre;Påhittade AB;30000;norska")

    own.propose()
    own.edit('{ column = "Valuta" }', '{ column = "Valuta", values = { "norska" = "NOK" } }')
    done = own.publish()

    assert done.code == 0, done.err
    assert own.exported("Project", "name", "currency") == [
        ("Ett", "SEK"),
        ("Tre", "NOK"),
        ("Två", "EUR"),
    ]


@pytest.mark.parametrize(
    ("heading", "cell", "said"),
    [
        ("Budget (SEK)", "20000", "row 2, column “Valuta”: found “EUR”, expected SEK, which the"),
        ("Budget", "20000 kr", "row 2, column “Budget”: found “20000 kr”, expected an amount in"),
    ],
)
def test_two_currencies_of_one_amount_are_refused(
    tmp_path: Path, heading: str, cell: str, said: str
) -> None:
    own = own_table(tmp_path, f"Projekt;Projektägare;{heading};Valuta", f"Ett;A AB;{cell};EUR")

    own.propose()
    done = own.publish()

    assert done.code == 1
    assert said in on_one_line(done.err)


def test_a_column_of_currencies_without_amounts_is_left_out(tmp_path: Path) -> None:
    own = own_table(
        tmp_path,
        "Projekt;Projektägare;Belopp;Valuta",
        "Ett;Exempelstads kommun;100;SEK",
        "Två;Föreningen Exempel;200;EUR",
    )

    own.propose()
    done = own.publish()

    assert done.code == 0, done.err
    assert '"Valuta",  # currency: of no amount that is read' in own.text
    assert '# currency = { column = "Valuta" }  # that of each row' in own.text


def test_amounts_that_name_two_currencies_themselves_are_said_to_be(tmp_path: Path) -> None:
    own = own_table(
        tmp_path,
        "Projekt;Projektägare;Finansiär;Belopp",
        "Ett;Exempelstads kommun;Exempelfonden;100 000 SEK",
        "Två;Föreningen Exempel;Exempelfonden;10 000 EUR",
    )

    own.propose()
    done = own.publish()

    assert 'currency = "SEK"  # the table names EUR, too' in own.text
    assert done.code == 1
    assert "row 3, column “Belopp”: found “10 000 EUR”" in on_one_line(done.err)


def test_a_currency_that_is_no_code_is_refused(tmp_path: Path) -> None:
    own = own_table(tmp_path, *BUDGETS)

    own.propose()
    own.edit('{ column = "Valuta" }', '"Valuta"')
    done = own.publish()

    assert done.code == 1
    assert (
        "column “[project] currency”: found “Valuta”, expected a code such as SEK; a column of "
        "them is written { column = “…” }"
    ) in on_one_line(done.err).replace('"…"', "“…”")

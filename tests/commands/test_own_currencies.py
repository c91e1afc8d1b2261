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
    [("", "the value is empty"), ("valuta", "found “valuta”"), ("SEK/EUR", "found “SEK/EUR”")],
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


@pytest.mark.parametrize(
    ("heads", "read"),
    [
        # By numeral, wherever they stand.
        ("Finansiär 1;Belopp 1;Valuta 1;Finansiär 2;Belopp 2;Valuta 2", "abcdef"),
        ("Valuta 2;Valuta 1;Finansiär 1;Belopp 1;Finansiär 2;Belopp 2", "fcabde"),
        # By place, each behind its amount.
        ("Finansiär 1;Belopp 1;Valuta;Finansiär 2;Belopp 2;Annan valuta", "abcdef"),
    ],
)
def test_each_funder_pays_in_the_currency_of_its_own_column(
    tmp_path: Path, heads: str, read: str
) -> None:
    cells = {"a": "Exempelfonden", "b": "1500000", "c": "SEK"}
    cells |= {"d": "Europeiska kommissionen", "e": "200000", "f": "EUR"}
    row = ";".join(cells[place] for place in read)
    own = own_table(tmp_path, f"Projekt;Projektägare;{heads}", f"P1;A AB;{row}")

    proposed, done = own.propose(), own.publish()

    assert (proposed.code, done.code) == (0, 0), proposed.err + done.err
    assert own.exported("FUNDS", "from_name", "amount", "currency") == [
        ("Europeiska kommissionen", "200000", "EUR"),
        ("Exempelfonden", "1500000", "SEK"),
    ]


def test_a_budget_and_a_grant_have_each_its_own_column_of_currencies(tmp_path: Path) -> None:
    own = own_table(
        tmp_path,
        "Project name;Coordinator;Total budget;Budget currency;Funder;Grant amount;Grant currency",
        "P1;Exempelstads kommun;200000;EUR;Exempelfonden;1500000;SEK",
        "P2;Exempels universitet;300000;EUR;Stiftelsen Exempel;20000;DKK",
    )

    proposed, done = own.propose(), own.publish()

    assert (proposed.code, done.code) == (0, 0), proposed.err + done.err
    assert own.exported("Project", "name", "total_budget", "currency") == [
        ("P1", "200000", "EUR"),
        ("P2", "300000", "EUR"),
    ]
    assert own.exported("FUNDS", "from_name", "amount", "currency") == [
        ("Exempelfonden", "1500000", "SEK"),
        ("Stiftelsen Exempel", "20000", "DKK"),
    ]


@pytest.mark.parametrize(
    ("heads", "cells", "named"),
    [
        ("Budget;Belopp;Valuta 1;Valuta 2", "100;200;SEK;EUR", "“Valuta 1” or “Valuta 2”"),
        ("Valuta 1;Budget;Valuta 2;Belopp", "SEK;100;EUR;200", "“Valuta 1” or “Valuta 2”"),
        ("Other currency;Budget;Belopp", "EUR;100;200", "“Other currency”"),
    ],
)
def test_amounts_are_left_out_where_their_currency_does_not_show(
    tmp_path: Path, heads: str, cells: str, named: str
) -> None:
    own = own_table(
        tmp_path, f"Projekt;Projektägare;Finansiär;{heads}", f"P1;A AB;Exempelfonden;{cells}"
    )

    own.propose()
    done = own.publish()

    asked = f"in the currency of {named}, or in another one? Say it by"
    assert f'"Belopp",  # {asked} amount and currency in its [[funder]], and take' in own.text
    assert f'"Budget",  # {asked} budget and currency in [project], and take' in own.text
    assert "# currency of “Budget” or “Belopp”? Say it by currency beside" in own.text
    assert done.code == 0, done.err
    assert own.exported("FUNDS", "amount", "currency") == [("", "")]
    assert own.exported("Project", "total_budget", "currency") == [("", "")]


def test_one_column_of_currencies_is_of_all_amounts(tmp_path: Path) -> None:
    own = own_table(
        tmp_path,
        "Projekt;Projektägare;Budget;Finansiär;Belopp;Valutakod (ISO)",
        "P1;A AB;300;Exempelfonden;200;EUR",
    )

    own.propose()
    done = own.publish()

    assert done.code == 0, done.err
    assert own.exported("FUNDS", "amount", "currency") == [("200", "EUR")]
    assert own.exported("Project", "total_budget", "currency") == [("300", "EUR")]


UNITS = (
    "Projekt;Projektägare;Finansiär;Belopp;Valuta",
    "P1;A AB;Exempelfonden;1 500;tkr",
    "P2;A AB;Exempelfonden;1 500;KSEK",
    "P3;A AB;Exempelfonden;2,5;MSEK",
    "P4;A AB;Exempelfonden;20;TSEK",
    "P5;A AB;Exempelfonden;3;mnkr",
    "P6;A AB;Exempelfonden;4;mkr",
    "P7;A AB;Exempelfonden;5;SEK (tusental)",
    "P8;A AB;Exempelfonden;7 tkr;tkr",
    "P9;A AB;Exempelfonden;200;EUR",
)


def test_a_word_for_a_currency_says_what_amounts_are_counted_in(tmp_path: Path) -> None:
    own = own_table(tmp_path, *UNITS)

    proposed, done = own.propose(), own.publish()

    assert (proposed.code, done.code) == (0, 0), proposed.err + done.err
    assert '# "tkr" may be several currencies and is taken for SEK: check it\n' in own.text
    assert '# "mkr" counts the amount in its row: 1 is read as 1000000\n' in own.text
    assert own.exported("FUNDS", "to_name", "amount", "currency") == [
        ("P1", "1500000", "SEK"),
        ("P2", "1500000", "SEK"),
        ("P3", "2500000", "SEK"),
        ("P4", "20000", "SEK"),
        ("P5", "3000000", "SEK"),
        ("P6", "4000000", "SEK"),
        ("P7", "5000", "SEK"),
        ("P8", "7000", "SEK"),
        ("P9", "200", "EUR"),
    ]


def test_a_unit_that_a_mapping_calls_a_currency_is_read_as_the_unit_it_is(tmp_path: Path) -> None:
    own = own_table(tmp_path, *BUDGETS, "Tre;Påhittade AB;30;tusental")

    own.propose()
    asked = '# Which currency is "tusental"? Add it to values' in own.text
    own.edit('{ column = "Valuta" }', '{ column = "Valuta", values = { "tusental" = "NOK" } }')
    done = own.publish()

    assert asked
    assert done.code == 0, done.err
    assert own.exported("Project", "name", "total_budget", "currency") == [
        ("Ett", "100000", "SEK"),
        ("Tre", "30000", "NOK"),
        ("Två", "20000", "EUR"),
    ]


@pytest.mark.parametrize(
    ("amount", "word", "edit"),
    [
        ("1500", "mkr", 'unit = "thousands"'),
        ("1500", "tkr", 'unit = "ones"'),
        ("15 mkr", "tkr", ""),
        ("1500", "k", ""),  # may be thousands, and is called a currency by the mapping
    ],
)
def test_two_units_of_one_amount_are_refused(
    tmp_path: Path, amount: str, word: str, edit: str
) -> None:
    own = own_table(tmp_path, BUDGETS[0], f"Ett;A AB;{amount};{word}")
    own.propose()
    line = next(line for line in own.text.splitlines() if line.startswith("currency = "))
    values = f'currency = {{ column = "Valuta", values = {{ "{word}" = "SEK" }} }}'
    own.edit(line, f"{values}\n{edit}")

    done = own.publish()

    assert done.code == 1
    assert (
        f"row 2, column “Valuta”: found “{word}”, expected a currency, and not another unit of "
        f"the amount in “Budget” than the mapping or the cell says: “{word}” says or may say one"
    ) in on_one_line(done.err)


def test_a_cell_written_out_beside_a_currency_in_thousands_is_refused(tmp_path: Path) -> None:
    own = own_table(tmp_path, BUDGETS[0], "Ett;A AB;500 000 kr;tkr")

    own.propose()
    done = own.publish()

    assert done.code == 1
    assert "row 2, column “Budget”: found “500 000 kr”" in on_one_line(done.err)


@pytest.mark.parametrize(
    "heading", ["Bidragsvaluta", "Budgetvaluta", "Finansieringsvaluta", "Ccy", "Enhet", "Typ"]
)
def test_a_column_of_currencies_is_seen_by_its_compound_or_its_values(
    tmp_path: Path, heading: str
) -> None:
    own = own_table(
        tmp_path,
        f"Projekt;Projektägare;Finansiär;Beviljat belopp;{heading}",
        "P1;Exempelstads kommun;Exempelfonden;1500000;SEK",
        "P2;Exempels universitet;Europeiska kommissionen;200000;EUR",
    )

    proposed, done = own.propose(), own.publish()

    assert (proposed.code, done.code) == (0, 0), proposed.err + done.err
    assert "not told by the table" not in own.text
    assert own.exported("FUNDS", "from_name", "amount", "currency") == [
        ("Europeiska kommissionen", "200000", "EUR"),
        ("Exempelfonden", "1500000", "SEK"),
    ]


def test_swedish_compounds_pair_with_the_amounts_in_front_of_them(tmp_path: Path) -> None:
    own = own_table(
        tmp_path,
        "Projekt;Projektägare;Total budget;Budgetvaluta;Finansiär;Belopp;Bidragsvaluta",
        "P1;Exempelstads kommun;200000;EUR;Exempelfonden;1500000;SEK",
    )

    proposed, done = own.propose(), own.publish()

    assert (proposed.code, done.code) == (0, 0), proposed.err + done.err
    assert own.exported("Project", "total_budget", "currency") == [("200000", "EUR")]
    assert own.exported("FUNDS", "amount", "currency") == [("1500000", "SEK")]


def test_words_that_are_currencies_by_chance_are_none(tmp_path: Path) -> None:
    own = own_table(
        tmp_path,
        "Projekt;Projektägare;Finansiär;Belopp;Omfattning",
        "P1;Exempelstads kommun;Exempelfonden;100;all",
        "P2;Exempels universitet;Exempelfonden;200;top",
    )

    own.propose()

    assert '"Omfattning",  # not recognised' in own.text
    assert 'currency = "SEK"  # not told by the table: check it' in own.text


def test_a_column_of_units_is_asked_for_its_currency(tmp_path: Path) -> None:
    own = own_table(
        tmp_path,
        "Projekt;Projektägare;Finansiär;Belopp;Enhet",
        "P1;Exempelstads kommun;Exempelfonden;1500;tusental",
        "P2;Exempels universitet;Exempelfonden;2;miljoner",
    )

    own.propose()
    refused = own.publish()
    assert '# Which currency is "tusental", "miljoner"? Add it to values' in own.text
    own.edit('{ column = "Enhet" }', '{ column = "Enhet", values = { "tusental" = "SEK" } }')
    own.edit('"tusental" = "SEK" }', '"tusental" = "SEK", "miljoner" = "EUR" }')
    done = own.publish()

    assert refused.code == 1
    assert "row 2, column “Enhet”: found “tusental”" in on_one_line(refused.err)
    assert done.code == 0, done.err
    assert own.exported("FUNDS", "to_name", "amount", "currency") == [
        ("P1", "1500000", "SEK"),
        ("P2", "2000000", "EUR"),
    ]


def test_amounts_beside_a_unit_and_a_currency_are_asked_about(tmp_path: Path) -> None:
    own = own_table(
        tmp_path,
        "Projekt;Projektägare;Finansiär;Belopp;Enhet;Valuta",
        "P1;Exempelstads kommun;Exempelfonden;1500;tusental;SEK",
    )

    own.propose()
    done = own.publish()

    asked = "in the currency of “Enhet” or “Valuta”, or in another one? Say it by amount and"
    assert f'"Belopp",  # {asked} currency in its [[funder]], and take this line away' in own.text
    assert done.code == 0, done.err
    assert own.exported("FUNDS", "amount", "currency") == [("", "")]


@pytest.mark.parametrize(
    ("heads", "cells"),
    [
        ("Beviljat belopp;Total budget;Bidragsvaluta", "150;300;EUR"),
        ("Bidrag;Total budget;Bidragsvaluta", "150;300;EUR"),
        ("Total budget;Bidragsvaluta;Bidrag", "300;EUR;150"),
        ("Grant amount;Total budget;Grant currency", "150;300;EUR"),
        ("Beviljat belopp;Total budget;Valuta för bidraget", "150;300;EUR"),
    ],
)
def test_currencies_are_of_the_amounts_that_their_heading_names_wherever_they_stand(
    tmp_path: Path, heads: str, cells: str
) -> None:
    own = own_table(
        tmp_path, f"Projekt;Projektägare;Finansiär;{heads}", f"P1;A AB;Exempelfonden;{cells}"
    )

    proposed, done = own.propose(), own.publish()

    assert (proposed.code, done.code) == (0, 0), proposed.err + done.err
    named = heads.split(";")
    column = next(name for name in named if "valuta" in name.casefold() or "currency" in name)
    asked = f"in the currency of “{column}”, or in another one? Say it by budget and currency in"
    assert f'"Total budget",  # {asked} [project], and take this line away' in own.text
    assert own.exported("FUNDS", "amount", "currency") == [("150", "EUR")]
    assert own.exported("Project", "total_budget", "currency") == [("", "")]


def test_currencies_of_the_budget_by_their_heading_are_not_of_the_grant_in_front(
    tmp_path: Path,
) -> None:
    own = own_table(
        tmp_path,
        "Projekt;Projektägare;Finansiär;Total budget;Belopp;Budgetvaluta",
        "P1;A AB;Exempelfonden;300;150;EUR",
    )

    own.propose()
    done = own.publish()

    assert done.code == 0, done.err
    assert own.exported("FUNDS", "amount", "currency") == [("", "")]
    assert own.exported("Project", "total_budget", "currency") == [("300", "EUR")]


def test_columns_of_currencies_that_change_places_are_each_of_what_they_name(
    tmp_path: Path,
) -> None:
    own = own_table(
        tmp_path,
        "Projekt;Projektägare;Finansiär;Belopp;Budgetvaluta;Total budget;Bidragsvaluta",
        "P1;A AB;Exempelfonden;150;EUR;300;SEK",
    )

    own.propose()
    done = own.publish()

    assert done.code == 0, done.err
    assert own.exported("FUNDS", "amount", "currency") == [("150", "SEK")]
    assert own.exported("Project", "total_budget", "currency") == [("300", "EUR")]


def test_currencies_whose_heading_names_two_amounts_alike_are_asked_about(tmp_path: Path) -> None:
    own = own_table(
        tmp_path,
        "Projekt;Projektägare;Finansiär;Beviljat belopp;Utbetalt belopp;Bidragsvaluta",
        "P1;A AB;Exempelfonden;150;100;EUR",
    )

    own.propose()
    done = own.publish()

    assert "# currency of “Beviljat belopp” or “Utbetalt belopp”? Say it by currency" in own.text
    assert done.code == 0, done.err
    assert own.exported("FUNDS", "amount", "currency") == [("", "")]


@pytest.mark.parametrize(
    ("heads", "currency"),
    [
        ("Funder;Grant amount;Project costs", "Cost currency"),
        ("Finansiär;Beviljat belopp;Projektkostnad", "Kostnadsvaluta"),
        ("Finansiär;Beviljat belopp;Projektkostnad", "Budgetvaluta"),
        ("Finansiär;Beviljat belopp;Omsättning", "Omsättningens valuta"),
        ("Finansiär;Sökt belopp;Beviljat belopp", "Ansökningsvaluta"),
        ("Funder;Requested amount;Grant amount", "Application currency"),
    ],
)
def test_a_grant_is_not_in_the_currency_of_an_amount_that_a_heading_names(
    tmp_path: Path, heads: str, currency: str
) -> None:
    own = own_table(
        tmp_path,
        f"Projekt;Projektägare;{heads};{currency}",
        "P1;Exempelstads kommun;Exempelfonden;10;200;EUR",
        "P2;Exempels universitet;Exempelfonden;30;400;EUR",
    )

    proposed, done = own.propose(), own.publish()

    assert (proposed.code, done.code) == (0, 0), proposed.err + done.err
    amount = next(name for name in heads.split(";") if name in ("Grant amount", "Beviljat belopp"))
    asked = f"in the currency of “{currency}”, or in another one? Say it by amount and currency"
    assert f'"{amount}",  # {asked} in its [[funder]], and take this line away' in own.text
    assert own.exported("FUNDS", "amount", "currency") == [("", ""), ("", "")]


LOCAL = ["Belopp i lokal valuta", "Amount in local currency", "Beviljat belopp (lokal valuta)"]


@pytest.mark.parametrize("heading", LOCAL)
def test_amounts_in_a_currency_that_only_their_heading_speaks_of_are_asked_about(
    tmp_path: Path, heading: str
) -> None:
    own = own_table(
        tmp_path,
        f"Projekt;Projektägare;Finansiär;{heading}",
        "P1;Exempelstads kommun;Exempelfonden;1000",
        "P2;Exempels universitet;Exempelfonden;200",
    )

    proposed, done = own.propose(), own.publish()

    assert (proposed.code, done.code) == (0, 0), proposed.err + done.err
    assert f'"{heading}",  # in which currency? Say it by amount and currency in its' in own.text
    assert own.exported("FUNDS", "amount", "currency") == [("", ""), ("", "")]


@pytest.mark.parametrize("heading", LOCAL)
def test_amounts_in_local_currency_are_in_that_of_their_row(tmp_path: Path, heading: str) -> None:
    own = own_table(
        tmp_path,
        f"Projekt;Projektägare;Finansiär;{heading};Valuta",
        "P1;Exempelstads kommun;Exempelfonden;1000;SEK",
        "P2;Exempels universitet;Exempelfonden;200;DKK",
    )

    proposed, done = own.propose(), own.publish()

    assert (proposed.code, done.code) == (0, 0), proposed.err + done.err
    assert own.exported("FUNDS", "amount", "currency") == [("1000", "SEK"), ("200", "DKK")]


@pytest.mark.parametrize(
    ("first", "second", "read"),
    [
        ("5 EUR", "€6", [("P1", "5", "EUR"), ("P2", "6", "EUR")]),
        ("5 kr", "6 kr", [("P1", "", ""), ("P2", "", "")]),
        ("5 EUR", "6", [("P1", "", ""), ("P2", "", "")]),
        # Several currencies: no one currency is that of the column.
        ("5 EUR", "7 DKK", [("P1", "", ""), ("P2", "", "")]),
        ("5 SEK", "6 kr", [("P1", "", ""), ("P2", "", "")]),
    ],
)
def test_an_amount_in_some_currency_is_read_where_each_cell_names_it(
    tmp_path: Path, first: str, second: str, read: list[tuple[str, str, str]]
) -> None:
    own = own_table(
        tmp_path,
        "Projekt;Projektägare;Finansiär;Belopp i valuta",
        f"P1;Exempelstads kommun;Exempelfonden;{first}",
        f"P2;Föreningen Exempel;Exempelfonden;{second}",
    )

    proposed, done = own.propose(), own.publish()

    assert (proposed.code, done.code) == (0, 0), proposed.err + done.err
    assert ("in which currency? Say it by amount and currency" in own.text) is (not read[0][1])
    assert own.exported("FUNDS", "to_name", "amount", "currency") == read

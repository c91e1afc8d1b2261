"""Amounts that may be read in two ways, or paid twice, are asked about and never guessed."""

from pathlib import Path

import pytest

from tests.commands.own_tables import on_one_line, own_table


@pytest.mark.parametrize(
    ("cells", "read"),
    [
        (("1,500", "2,750", "300"), [("1.5",), ("2.75",), ("300",)]),
        (("1.500", "2.750", "300"), [("1500",), ("2750",), ("300",)]),
    ],
)
def test_a_mark_before_three_digits_is_asked_about(
    tmp_path: Path, cells: tuple[str, ...], read: list[tuple[str]]
) -> None:
    rows = [f"P{n};A AB;Exempelfonden;{cell}" for n, cell in enumerate(cells)]
    own = own_table(tmp_path, "Projekt;Projektägare;Finansiär;Belopp", *rows)

    own.propose()
    refused = own.publish()
    own.edit('# decimal = ","', 'decimal = ","')
    done = own.publish()

    assert f"“{cells[0]}” is " in own.text
    assert 'where "." stands before decimals: say which' in own.text
    assert refused.code == 1
    assert f"row 2, column “Belopp”: found “{cells[0]}”" in on_one_line(refused.err)
    assert done.code == 0, done.err
    assert own.exported("FUNDS", "amount") == read


@pytest.mark.parametrize(
    ("cells", "mark"),
    [(("1,500", "12,5"), ","), (("1,500", "12.5"), "."), (("1,500", "1,500,000"), ".")],
)
def test_a_mark_that_other_amounts_tell_is_proposed(
    tmp_path: Path, cells: tuple[str, ...], mark: str
) -> None:
    rows = [f"P{n};A AB;Exempelfonden;{cell}" for n, cell in enumerate(cells)]
    own = own_table(tmp_path, "Projekt;Projektägare;Finansiär;Belopp", *rows)

    own.propose()

    assert f'\ndecimal = "{mark}"\n' in own.text


@pytest.mark.parametrize(
    ("amounts", "given"),
    [
        ("Beviljat 2022;Beviljat 2023", None),
        ("Belopp (SEK);Belopp (EUR)", None),
        ("Beviljat belopp;Utbetalt belopp", "Beviljat belopp"),
    ],
)
def test_of_two_amounts_of_one_kind_a_funder_is_given_none(
    tmp_path: Path, amounts: str, given: str | None
) -> None:
    own = own_table(tmp_path, f"Projekt;Ägare;Finansiär;{amounts}", "P1;A AB;Exempelfonden;10;20")

    own.propose()
    done = own.publish()

    assert done.code == 0, done.err
    assert own.exported("FUNDS", "amount") == [("10" if given else "",)]
    first, second = (f"“{heading}”" for heading in amounts.split(";"))
    asked = f"does “Finansiär” pay {first} or {second}? Say it by amount in its [[funder]]"
    assert own.text.count(asked) == (2 if given is None else 0)


def test_funders_with_a_numeral_pay_the_amount_of_theirs(tmp_path: Path) -> None:
    own = own_table(
        tmp_path,
        "Projekt;Ägare;Finansiär 1;Belopp 1;Finansiär 2;Belopp 2",
        "P1;A AB;Exempelfonden;10;Stiftelsen Exempel;20",
    )

    own.propose()
    done = own.publish()

    assert done.code == 0, done.err
    assert own.exported("FUNDS", "from_name", "amount") == [
        ("Exempelfonden", "10"),
        ("Stiftelsen Exempel", "20"),
    ]


HEADED_TWICE = (
    "Projekt;Projektägare;Finansiär;Belopp",
    ";;;tkr",
    "P1;Exempelstads kommun;Exempelfonden;1500",
    "P2;Region Exempel;Stiftelsen Exempel;2500",
)
ONLY_A_UNIT = (
    "lista.csv, row 2, column “Belopp”: found “tkr”, expected an amount; a unit or a currency "
    "alone says what the whole column is counted in; where it does, see to it that [funder] of "
    'the mapping says so by unit = "thousands" and currency, and then remove the row; where it is '
    "a slip, fill the amount in"
)


def test_a_unit_in_a_second_row_of_headings_is_asked_about(tmp_path: Path) -> None:
    own = own_table(tmp_path, *HEADED_TWICE)

    own.propose()
    unread = own.publish()
    kept_going = own.run(
        "import", "table", "--mapping", own.mapping, own.table, "--keep-going"
    )  # would store amounts a thousand times too small
    own.edit('# unit = "thousands"  # “tkr” stands alone', 'unit = "thousands"  # “tkr” alone')
    answered = own.publish()
    own.table.write_text("\n".join((HEADED_TWICE[0], *HEADED_TWICE[2:])), "utf-8")
    done = own.publish()

    assert (unread.code, kept_going.code, answered.code) == (1, 1, 1)
    for refused in (unread, kept_going, answered):
        assert ONLY_A_UNIT in on_one_line(refused.err).replace("“thousands”", '"thousands"')
    assert done.code == 0, done.err
    assert own.exported("FUNDS", "from_name", "amount", "currency") == [
        ("Exempelfonden", "1500000", "SEK"),
        ("Stiftelsen Exempel", "2500000", "SEK"),
    ]


def test_a_currency_in_a_second_row_of_headings_is_that_of_the_column(tmp_path: Path) -> None:
    own = own_table(tmp_path, HEADED_TWICE[0], ";;;EUR", *HEADED_TWICE[2:])

    own.propose()
    refused = own.publish()
    own.edit('currency = "EUR"', 'currency = "SEK"')
    otherwise = own.run("import", "table", "--mapping", own.mapping, own.table, "--keep-going")
    own.edit('currency = "SEK"', 'currency = "EUR"')
    done = own.run("import", "table", "--mapping", own.mapping, own.table, "--keep-going")

    assert (refused.code, otherwise.code) == (1, 1)
    assert "row 2, column “Belopp”: found “EUR”, expected an amount" in on_one_line(refused.err)
    assert own.exported("FUNDS", "from_name", "amount", "currency") == [
        ("Exempelfonden", "1500", "EUR"),
        ("Stiftelsen Exempel", "2500", "EUR"),
    ], done.err

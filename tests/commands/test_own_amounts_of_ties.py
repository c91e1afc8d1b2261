"""Two amounts of one payer for one thing: one tie shows one, and the other would be lost."""

from pathlib import Path

import pytest

from tests.commands.own_tables import OwnTable, on_one_line, own_table

HEAD = "Projekt;Projektägare;Finansiär;Beviljat belopp"
TWO = ("P1;A AB;Exempelfonden;1000", "P2;A AB;Exempelfonden;50", "P1;A AB;EXEMPELFONDEN;200")


def proposed(folder: Path, *lines: str) -> OwnTable:
    """A table and the mapping proposed for it."""
    own = own_table(folder, *lines)
    done = own.propose()
    assert done.code == 0, done.err
    return own


def test_two_amounts_of_one_payer_are_refused_by_import_and_preview(tmp_path: Path) -> None:
    own = proposed(tmp_path, HEAD, *TWO)

    refused = own.publish()
    preview = own.run("import", "table", "--mapping", own.mapping, own.table, "--dry-run")

    told = (
        "lista.csv, row 4, column “Beviljat belopp”: found “200”, expected 1000 SEK, as row 2 says "
        "that “Exempelfonden” pays “P1” (kind of amount: granted); here it is 200 SEK, and one tie "
        "shows one amount; give each row the period it pays for, by start and end in the "
        "[[funder]], or add the amounts up in one row; where they are of several projects, name "
        "what tells these apart as key"
    )
    assert (refused.code, preview.code) == (1, 1)
    assert told in on_one_line(refused.err)
    assert told in on_one_line(preview.err)
    assert "# Amounts of one payer that differ are refused: give each row its period" in own.text


def test_with_the_period_of_each_both_amounts_are_shown(tmp_path: Path) -> None:
    rows = (f"{row};{year};{year}" for row, year in zip(TWO, (2020, 2020, 2021), strict=True))
    own = proposed(tmp_path, f"{HEAD};Betalas 1;Betalas 2", *rows)
    own.edit('amount_kind = "granted"', 'amount_kind = "granted"\nstart = "Betalas 1"\n'
             'end = "Betalas 2"')  # fmt: skip
    own.edit('  "Betalas 1",  # not recognised\n', "")
    own.edit('  "Betalas 2",  # not recognised\n', "")

    done = own.publish()

    assert done.code == 0, done.err
    assert own.exported("FUNDS", "to_name", "amount", "start", "end") == [
        ("P1", "1000", "2020", "2020"),
        ("P1", "200", "2021", "2021"),
        ("P2", "50", "2020", "2020"),
    ]


@pytest.mark.parametrize(
    ("lines", "read"),
    [
        # The same amount again is the same grant.
        ((HEAD, TWO[0], "P1;B AB;Exempelfonden;1 000,00"), [("1000", "SEK")]),
        # Another payer of the same name has another number.
        (("Projekt;Projektägare;Finansiär;Orgnr finansiär;Belopp", "P1;A AB;Fonden;802002-4280;5",
          "P1;A AB;Fonden;202100-4920;6"), [("5", "SEK"), ("6", "SEK")]),
    ],
)  # fmt: skip
def test_amounts_that_are_no_two_of_one_tie_are_read(
    tmp_path: Path, lines: tuple[str, ...], read: list[tuple[str, str]]
) -> None:
    own = proposed(tmp_path, *lines)

    done = own.publish()

    assert done.code == 0, done.err
    assert own.exported("FUNDS", "amount", "currency") == read


def test_one_grant_may_stand_in_two_currencies_in_two_columns(tmp_path: Path) -> None:
    own = proposed(
        tmp_path, "Projekt;Projektägare;Finansiär;Belopp (SEK);Belopp (EUR)", "P1;A AB;F;1000;90"
    )
    section = 'columns = ["Finansiär"]\namount = "Belopp ({0})"\ncurrency = "{0}"'
    both = (section.format("SEK"), section.format("EUR"))
    own.edit('columns = ["Finansiär"]', "\n[[funder]]\n".join(both))

    done = own.publish()

    assert done.code == 0, done.err
    assert own.exported("FUNDS", "amount", "currency") == [("1000", "SEK")]
    told = "“F” pays “P1” 90 EUR; “F” pays “P1” 1000 SEK. Only 1000 SEK is shown."
    assert told in on_one_line(done.err)


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (("Projekt;Projektägare;Finansiär 1;Belopp 1;Finansiär 2;Belopp 2", "P1;A AB;F;5;F;6"),
         "row 2, column “Belopp 2”: found “6”, expected 5 SEK, as the same row in “Belopp 1” says"),
        (("Projekt;Projektägare;Finansiär;Orgnr finansiär;Belopp", "P1;A AB;Fonden;802002-4280;5",
          "P1;A AB;Fonden;;6"), "row 3, column “Belopp”: found “6”, expected 5 SEK, as row 2 says"),
    ],
)  # fmt: skip
def test_columns_of_one_payer_and_a_payer_without_its_number_are_refused_too(
    tmp_path: Path, lines: tuple[str, ...], told: str
) -> None:
    own = proposed(tmp_path, *lines)

    refused = own.publish()

    assert refused.code == 1
    assert told in on_one_line(refused.err)


def test_the_good_rows_are_kept_where_that_is_asked(tmp_path: Path) -> None:
    own = proposed(tmp_path, HEAD, *TWO, "P3;A AB;Exempelfonden;")
    own.publish()

    done = own.run("import", "table", "--mapping", own.mapping, own.table, "--keep-going")

    assert done.code == 0, done.err
    assert own.exported("FUNDS", "to_name", "amount") == [("P1", "1000"), ("P2", "50"), ("P3", "")]


def test_amounts_of_rows_with_keys_of_their_own_and_one_number_are_refused(tmp_path: Path) -> None:
    own = proposed(
        tmp_path,
        "Rad;Projekt;Diarienummer;Projektägare;Finansiär;Beviljat belopp",
        "a;P1;2020-1234;A AB;Exempelfonden;100",
        "b;P1;2020-1234;A AB;Exempelfonden;200",
        "c;P2;2020-1235;A AB;Exempelfonden;200",
    )
    own.edit('name = "Projekt"\n', 'name = "Projekt"\nkey = "Rad"\n')
    own.edit('  "Rad",  # not recognised\n', "")
    scheme = 'number = "Diarienummer"\nnumber_scheme = "dnr"\n'
    own.edit('number = "Diarienummer"\n', scheme)

    refused = own.publish()
    own.edit(scheme, 'number = "Diarienummer"\n')
    done = own.publish()

    assert refused.code == 1
    told = on_one_line(refused.err)
    assert "row 3, column “Beviljat belopp”: found “200”, expected 100 SEK, as row 2 says" in told
    assert "as key, and no number_scheme of a number that they share" in told
    assert done.code == 0, done.err
    assert own.exported("FUNDS", "to_name", "amount") == [
        ("P1", "100"),
        ("P1", "200"),
        ("P2", "200"),
    ]


INSTALMENTS = (
    "Projekt;Startdatum;Slutdatum;Projektägare;Finansiär;Belopp;Partner",
    "P1;2020-01-01;2020-12-31;A AB;Exempelfonden;100000;B AB",
    "P1;2021-01-01;2021-12-31;A AB;Exempelfonden;100000;B AB",
)


def test_equal_amounts_of_two_periods_may_be_instalments_and_are_refused(tmp_path: Path) -> None:
    own = proposed(tmp_path, *INSTALMENTS)

    refused = own.publish()
    preview = own.run("import", "table", "--mapping", own.mapping, own.table, "--dry-run")

    told = (
        "lista.csv, row 3, column “Belopp”: found “100000”, expected this amount for one period: "
        "row 2 says that “Exempelfonden” pays “P1” (kind of amount: unknown) from 2020-01-01 to "
        "2020-12-31, and this row from 2021-01-01 to 2021-12-31; that may be two, and one tie "
        "shows one amount; give each row the period it pays for, by start and end in the "
        "[[funder]], or add the amounts up in one row; where rows repeat one amount, write "
        "one_amount = true in the [[funder]]; where they are of several projects, name what tells "
        "these apart as key"
    )
    assert (refused.code, preview.code) == (1, 1)
    assert told in on_one_line(refused.err)
    assert told in on_one_line(preview.err)
    assert "# amount, say there: one_amount = true" in own.text


@pytest.mark.parametrize(
    ("said", "read"),
    [
        # 100 000 + 100 000 = 200 000 in two ties, each with its year.
        ('start = "Startdatum"\nend = "Slutdatum"',
         [("100000", "2020-01-01", "2020-12-31"), ("100000", "2021-01-01", "2021-12-31")]),
        ("one_amount = true", [("100000", "", "")]),
    ],
)  # fmt: skip
def test_instalments_are_two_and_a_repeated_amount_is_one_where_the_mapping_says_so(
    tmp_path: Path, said: str, read: list[tuple[str, str, str]]
) -> None:
    own = proposed(tmp_path, *INSTALMENTS)
    own.edit('amount = "Belopp"\n', f'amount = "Belopp"\n{said}\n')

    done = own.publish()

    assert done.code == 0, done.err
    assert own.exported("FUNDS", "amount", "start", "end") == read


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("2020;2020", "2021;2021"),
        ("2020;", "2021;"),
        (";2020", ";2021"),
        ("2020;2020", "2020;2021"),
    ],
)
def test_years_and_one_end_of_a_period_tell_periods_apart(
    tmp_path: Path, first: str, second: str
) -> None:
    own = proposed(
        tmp_path,
        "Projekt;Startår;Slutår;Projektägare;Finansiär;Belopp",
        f"P1;{first};A AB;Exempelfonden;100",
        # Neither tells the period, or no more than its year.
        "P1;;;A AB;Exempelfonden;100",
        f"P1;{second};A AB;Exempelfonden;100",
    )

    refused = own.publish()

    assert refused.code == 1
    told = on_one_line(refused.err)
    assert "row 4, column “Belopp”: found “100”, expected this amount for one period: row 2" in told


def test_rows_that_differ_in_a_partner_or_tell_less_of_the_period_repeat_one_amount(
    tmp_path: Path,
) -> None:
    own = proposed(
        tmp_path,
        "Projekt;Startdatum;Slutdatum;Projektägare;Finansiär;Belopp;Partner",
        "P1;2020;2021;A AB;Exempelfonden;100;B AB",
        "P1;2020-03-01;2021-06-30;A AB;Exempelfonden;100,00;C AB",
        "P1;;;A AB;Exempelfonden;100;D AB",
        # Nothing twice is nothing.
        "P2;2020;2020;A AB;Exempelfonden;0;B AB",
        "P2;2021;2021;A AB;Exempelfonden;0;B AB",
    )

    done = own.publish()

    assert done.code == 0, done.err
    assert own.exported("FUNDS", "to_name", "amount") == [("P1", "100"), ("P2", "0")]


def test_amounts_of_one_payer_in_the_currencies_of_two_rows_are_refused(tmp_path: Path) -> None:
    own = proposed(
        tmp_path, f"{HEAD};Valuta", "P1;A AB;F;100000;SEK", "P1;A AB;F;9000;EUR", "P2;A AB;F;7;EUR"
    )

    refused = own.publish()
    own.edit("amount_kind", "one_amount = true\namount_kind")
    done = own.publish()

    assert refused.code == 1
    assert (
        "lista.csv, row 3, column “Beviljat belopp”: found “9000”, expected an amount in SEK: row "
        "2 says that “F” pays “P1” (kind of amount: granted) 100000 SEK; here it is 9000 EUR, "
        "which may be paid besides, and one tie shows one amount; give each row the period it "
        "pays for, by start and end in the [[funder]], or add the amounts up in one row and one "
        "currency; where one amount stands in two currencies, write one_amount = true in the "
        "[[funder]], and one of them is shown"
    ) in on_one_line(refused.err)
    assert done.code == 0, done.err
    assert own.exported("FUNDS", "to_name", "amount", "currency") == [
        ("P1", "100000", "SEK"),
        ("P2", "7", "EUR"),
    ]


def test_rows_may_repeat_an_amount_in_both_of_its_currencies(tmp_path: Path) -> None:
    own = proposed(
        tmp_path,
        "Projekt;Projektägare;Finansiär;Belopp (SEK);Belopp (EUR);Partner",
        "P1;A AB;F;1000;90;B AB",
        "P1;A AB;F;1000;90;C AB",
        "P1;A AB;F;;90;D AB",
    )
    section = 'columns = ["Finansiär"]\namount = "Belopp ({0})"\ncurrency = "{0}"'
    both = (section.format("SEK"), section.format("EUR"))
    own.edit('columns = ["Finansiär"]', "\n[[funder]]\n".join(both))

    done = own.publish()

    assert done.code == 0, done.err
    assert own.exported("FUNDS", "amount", "currency") == [("1000", "SEK")]

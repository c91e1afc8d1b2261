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
        "that “EXEMPELFONDEN” pays “P1” (kind of amount: granted); here it is 200 SEK, and one tie "
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
        # One grant in two currencies, in two rows: one is shown.
        ((f"{HEAD};Valuta", "P1;A AB;F;1000;SEK", "P1;A AB;F;90;EUR"), [("1000", "SEK")]),
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

"""Equal amounts in rows that a column which the mapping ignores tells apart by period: refused."""

from pathlib import Path

import pytest

from tests.commands.own_tables import on_one_line, own_table

PROJECT = "Projekt;Projektägare;Finansiär;Beviljat belopp"
PAID = "P1;Exempelstads kommun;Exempelfonden;1000"


@pytest.mark.parametrize(
    ("heading", "first", "second"),
    [
        ("Period", "2020", "2021"),
        ("Bidragsperiod", "VT 2020", "HT 2020"),
        ("Kvartal", "1", "2"),
        ("Utbetalningsdatum", "2020-03-01", "2020-09-01"),
        ("Avser", "2020/21", "2021/22"),
        ("Xyz", "Q1 2020", "Q2 2020"),
        ("Instalment", "1", "2"),
        ("Månad", "2020-03", "2020-04"),
        ("Betaldatum", "2021-03-01", "2021-09-01"),
        ("Bokföringsdatum", "1/3 2021", "1/9 2021"),
        ("Date paid", "03/04/2021", "03/10/2021"),
        ("Xyz", "31.3.2021", "30.9.2021"),
        ("Xyz", "2021-01-01--2021-06-30", "2021-07-01--2021-12-31"),
        ("Avser", "jan-jun 2021", "jul-dec 2021"),
        ("Avser", "4 mars 2021", "4 maj 2021"),
        ("Rat", "1", "2"),
        ("Tranche", "1", "2"),
        ("Xyz", "1", "2"),
        ("Xyz", "1 av 2", "2 av 2"),
        ("Xyz", "T1 2021", "T2 2021"),
        ("Vecka", "v. 10", "v. 40"),
        ("Säsong", "20/21", "21/22"),
        ("Verifikat", "A100", "A101"),
        ("Betalning nr", "13", "14"),
        ("Ver.nr", "15001", "15022"),
        ("Xyz", "20210301", "20210901"),
        ("Betalningsnivå", "1", "2"),
        ("Utbetalningsdatum (export)", "2021-03-01", "2021-09-01"),
        ("Samordningstillfälle", "2021-03-01", "2021-09-01"),
        ("Kursnivå (datum)", "2021-03-01", "2021-09-01"),
        ("Klass", "VT 2021", "HT 2021"),
        ("Läsår, klass", "2020/21", "2021/22"),
        ("Förordning", "2021", "2022"),
    ],
)
def test_equal_amounts_of_two_ignored_periods_are_refused(
    tmp_path: Path, heading: str, first: str, second: str
) -> None:
    own = own_table(tmp_path, f"{PROJECT};{heading}", f"{PAID};{first}", f"{PAID};{second}")

    proposed, done = own.propose(), own.publish()

    assert (proposed.code, done.code) == (0, 1), proposed.err + done.err
    assert f'"{heading}",  # ' in own.text
    assert (
        "lista.csv, row 3, column “Beviljat belopp”: found “1000”, expected this amount once: row "
        f"2 says that “Exempelfonden” pays “P1” (kind of amount: granted), and “{heading}”, which "
        f"the mapping ignores, says “{first}” there and “{second}” here; that may be two, and one "
        "tie shows one amount; give each row the period it pays for"
    ) in on_one_line(done.err)


@pytest.mark.parametrize(
    ("heading", "first", "second"),
    [
        ("Åldersgrupp", "6-12", "13-18"), ("Mål", "SDG 4", "SDG 5"), ("Nivå", "1", "2"),
        ("Arbetspaket", "AP1", "AP2"), ("Sida", "1", "2"),
        ("Klass", "År 1", "År 2"), ("Nivå", "I", "II"), ("Mål", "2025", "2030"),
        ("Ordningsnr", "1", "2"),
        ("Målgruppens ålder", "12", "15"),
        ("Exportdatum", "2021-03-01", "2021-09-01"), ("Data hämtad", "2021-03-01", "2021-09-01"),
    ],
)  # fmt: skip
def test_a_group_a_goal_or_a_page_is_no_payment(
    tmp_path: Path, heading: str, first: str, second: str
) -> None:
    """The project's amount stands in each of its rows."""
    own = own_table(tmp_path, f"{PROJECT};{heading}", f"{PAID};{first}", f"{PAID};{second}")

    own.propose()
    done = own.publish()

    assert done.code == 0, done.err
    assert own.exported("FUNDS", "to_name", "amount") == [("P1", "1000")]


def test_who_says_that_they_are_one_amount_has_it_once(tmp_path: Path) -> None:
    own = own_table(tmp_path, f"{PROJECT};Period", f"{PAID};2020", f"{PAID};2021")
    own.propose()

    own.edit('amount_kind = "granted"', 'amount_kind = "granted"\none_amount = true')
    done = own.publish()

    assert done.code == 0, done.err
    assert own.exported("FUNDS", "to_name", "amount") == [("P1", "1000")]


def test_who_gives_each_row_its_period_has_both(tmp_path: Path) -> None:
    own = own_table(tmp_path, f"{PROJECT};Period", f"{PAID};2020", f"{PAID};2021")
    own.propose()

    own.edit('  "Period",  # not recognised\n', "")
    own.edit('amount_kind = "granted"', 'amount_kind = "granted"\nstart = "Period"')
    done = own.publish()

    assert done.code == 0, done.err
    assert own.exported("FUNDS", "start", "amount") == [("2020", "1000"), ("2021", "1000")]


@pytest.mark.parametrize(
    ("headings", "rows"),
    [
        # of each partner, which nothing but its own word calls a period
        ("Projekt;Partner;Finansiär;Beviljat belopp;Grundad",
         ("P1;Cykelköket;Exempelfonden;1000;1998", "P1;Region Skåne;Exempelfonden;1000;1999")),
        (f"{PROJECT};Kommentar", (f"{PAID};Ring i maj", f"{PAID};Bra projekt")),
        (f"{PROJECT};Period", (f"{PAID};2020", f"{PAID};2020")),
        (f"{PROJECT};Period", (f"{PAID};2020", f"{PAID};")),
        (f"{PROJECT};Period",
         (f"{PAID};2020", "P2;Exempelstads kommun;Exempelfonden;1000;2021")),
        (f"{PROJECT};Utbetalt belopp", (f"{PAID};400", f"{PAID};600")),
        ("Projekt;Partner;Finansiär;Beviljat belopp;Grundat år",
         ("P1;Cykelköket;Exempelfonden;1000;1998", "P1;Region Skåne;Exempelfonden;1000;1999")),
        ("Projekt;Partner;Finansiär;Beviljat belopp;Partnern anslöt",
         ("P1;Cykelköket;Exempelfonden;1000;2020-01-01",
          "P1;Region Skåne;Exempelfonden;1000;2021-01-01")),
        (f"{PROJECT};Antal månader", (f"{PAID};6", f"{PAID};12")),
        (f"{PROJECT};Insatsform", (f"{PAID};Utbildning", f"{PAID};Nätverk")),
        (f"{PROJECT};Löpnr", (f"{PAID};1", f"{PAID};2")),
        (f"{PROJECT};Kommentar", (f"{PAID};Se avtal 12", f"{PAID};Se avtal 13")),
        (f"{PROJECT};Kontakttelefon", (f"{PAID};070-1740605", f"{PAID};070-1740606")),
    ],
)  # fmt: skip
def test_rows_that_no_period_tells_apart_repeat_one_amount(
    tmp_path: Path, headings: str, rows: tuple[str, ...]
) -> None:
    own = own_table(tmp_path, headings, *rows)

    proposed, done = own.propose(), own.publish()

    assert (proposed.code, done.code) == (0, 0), proposed.err + done.err
    paid = {row.split(";")[0] for row in rows}
    assert own.exported("FUNDS", "to_name", "amount") == sorted((p, "1000") for p in paid)

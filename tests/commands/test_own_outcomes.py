"""Money that was turned down is nobody's: a column that may say so is asked about, not passed over.

Which words a table has for it nobody can list; some here are in no list of ours on purpose.
"""

import re
import tomllib
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.commands.own_tables import OwnTable, on_one_line, own_table

PAID = [("P1", "1000"), ("P2", "500")]


def table(folder: Path, headings: str, *words: str) -> OwnTable:
    """Projects with who pays 1000, then 500, and one column of words under the last of headings."""
    names = headings.split(";")
    said = next(name for name in names if name not in CELLS)
    rows = [
        ";".join(word if name == said else CELLS[name][n % 2] for name in names)
        for n, word in enumerate(words)
    ]
    return own_table(
        folder, headings, *(row.replace("P#", f"P{n + 1}") for n, row in enumerate(rows))
    )


CELLS = {
    "Projekt": ("P#", "P#"),
    "Projektägare": ("Exempelstads kommun", "Exempels universitet"),
    "Finansiär": ("Exempelfonden", "Stiftelsen Exempel"),
    "Funder": ("Exempelfonden", "Stiftelsen Exempel"),
    "Belopp": ("1000", "500"),
    "Amount SEK": ("1000", "500"),
    "Total budget": ("1000", "500"),
    "Diarienummer": ("2020/1", "2020/2"),
    "Kommentar från kommunen": (
        "Vi hörs igen till hösten när de har fått svar från sin nämnd",
        "",
    ),
    "Startdatum": ("2020-01-01", "2021-01-01"),
    "Slutdatum": ("2020-12-31", "2021-12-31"),
}
"""A heading → the cells beneath it, of the first and of the second row."""


def answered(own: OwnTable, *kept: str, left_out: Sequence[str] = ()) -> None:
    """Take the # away from the section of who pays, and these headings out of ignore.

    ``left_out``: words that begin lines which stay comments.
    """
    lines = own.text.splitlines()
    first = lines.index("# [[funder]]")
    last = next(n for n in range(first, len(lines) + 1) if n == len(lines) or not lines[n])
    for n in range(first, last):
        line = lines[n].removeprefix("# ")
        if re.match(r"\[\[|\w+ = ", line) and not line.startswith(tuple(left_out)):
            lines[n] = line
    kept_out = [line for line in lines if not line.startswith(tuple(f'  "{k}",' for k in kept))]
    own.mapping.write_text("\n".join([*kept_out, ""]), "utf-8")


@pytest.mark.parametrize(
    ("headings", "granted", "not_granted"),
    [
        ("Projekt;Projektägare;Finansiär;Belopp;Beslut", "Beviljat", "Avslag"),
        ("Projekt;Funder;Amount SEK;Decision", "Granted", "Rejected"),
        ("Projekt;Status;Projektägare;Finansiär;Belopp", "Beviljat", "Nej"),
        ("Projekt;Finansiär;Belopp;Beviljad", "x", ""),
        ("Projekt;Finansiär;Belopp;Godkänd av finansiär", "Ja", "Nej"),
        ("Projekt;Finansiär;Belopp;Färg", "Grönt", "Rött"),
    ],
)
def test_nobody_pays_where_an_unread_column_may_say_that_some_do_not(
    tmp_path: Path, headings: str, granted: str, not_granted: str
) -> None:
    own = table(tmp_path, headings, granted, not_granted)

    proposed, done = own.propose(), own.publish()

    assert (proposed.code, done.code) == (0, 0), proposed.err + done.err
    assert own.exported("FUNDS", "from_name", "to_name", "amount") == []
    assert own.exported("Project", "name") == [("P1",), ("P2",)]


@pytest.mark.parametrize(
    ("headings", "granted", "not_granted"),
    [
        ("Projekt;Funder;Amount SEK;Status", "Approved", "Unsuccessful"),
        ("Projekt;Finansiär;Belopp;Utfall", "Bifall", "Avslag"),
        ("Projekt;Finansiär;Belopp;Ansökningsstatus", "Godkänd", "Ej godkänd"),
        ("Projekt;Status;Finansiär;Belopp", "Beviljat", "Avslag"),
        ("Projekt;Finansiär;Belopp;Diarienummer;Status", "Beviljat", "Avslag"),
        ("Projekt;Finansiär;Belopp;Kommentar från kommunen;Status", "Beviljat", "Avslag"),
        ("Projekt;Finansiär;Belopp;Startdatum;Slutdatum;Status", "Beviljad", "Avslag"),
        ("Projekt;Finansiär;Total budget;Status", "Beviljad", "Avslag"),
        ("Projekt;Finansiär;Status", "Beviljad", "Avslag"),
        ("Projekt;Finansiär;Belopp;Beviljad", "Ja", "Nej"),
        ("Projekt;Finansiär;Belopp;Beviljat", "Ja", "Nej"),
        ("Projekt;Finansiär;Belopp;Beslut", "1", "2"),
        ("Projekt;Finansiär;Belopp;Beslutsdatum", "2020-01-01", "avslag"),
        ("Projekt;Finansiär;Belopp;Beskrivning", "Om arbete", "Avslag"),
        ("Projekt;Finansiär;Belopp;Projekttyp", "Förstudie", "Avslagen förstudie"),
        ("Projekt;Finansiär;Belopp;Beslut", "Tumme upp", "Tumme ner"),
        ("Projekt;Finansiär;Belopp;Xyz", "Jajamensan", "Nix"),
        ("Projekt;Finansiär;Belopp;Nej", "", "x"),
        ("Projekt;Finansiär;Belopp;Avslag", "Ja", "Ja"),
        ("Projekt;Finansiär;Belopp;Handläggarens beslut", "Beviljat", "Avslag"),
        ("Projekt;Finansiär;Belopp;Vad hände", "Det blev av", "Det gick i stöpet"),
        ("Projekt;Finansiär;Belopp;Kategori", "Socialt", "Nekad"),
        ("Projekt;Finansiär;Belopp;Typ", "Ny", "Avböjd"),
        ("Projekt;Finansiär;Belopp;Kategori", "Fick", "Fick inte"),
        ("Projekt;Finansiär;Belopp;Aktör", "Beviljad", "Avslag"),
        ("Projekt;Finansiär;Belopp;Medlem", "Ny", "Avslagen"),
        ("Projekt;Finansiär;Belopp;Partner", "Klar", "Ej beviljad"),
        ("Projekt;Finansiär;Belopp;Sektor", "Offentlig", "Declined"),
        ("Projekt;Finansiär;Belopp;Land", "Sverige", "Rejected"),
        ("Projekt;Finansiär;Belopp;Hemsida", "https://example.org", "Avslag"),
        ("Projekt;Finansiär;Belopp;Ansvarig", "Enheten", "Nekad"),
        ("Projekt;Finansiär;Belopp;Tema", "Arbete", "Avslagen ansökan"),
        ("Titel;Finansiär;Belopp", "Odla", "Avslagen"),
        ("Projekt;Projektägare;Partnerstatus;Finansiär;Belopp", "Deltog", "Avslag"),
        ("Projekt;Finansiär;Belopp;Kommentar", "Ring i maj", "Fick inte pengar"),
        ("Projekt;Funder;Amount SEK;Notes", "Call in May", "Rejected in June"),
    ],
)
def test_a_column_that_may_say_that_some_was_not_paid_is_asked_about(
    tmp_path: Path, headings: str, granted: str, not_granted: str
) -> None:
    own = table(tmp_path, headings, granted, not_granted)

    proposed = own.propose()

    assert proposed.code == 0, proposed.err
    said = next(name for name in headings.split(";") if name not in CELLS)
    assert f"# Does “{said}” say of some rows that this was not paid? Until that is" in own.text
    assert "funder" not in tomllib.loads(own.text)


def test_who_answers_that_every_row_was_paid_has_them_paid(tmp_path: Path) -> None:
    own = table(tmp_path, "Projekt;Finansiär;Belopp;Läge", "Grönt", "Rött")
    own.propose()

    answered(own, "Finansiär", "Belopp", left_out=["status", "separator"])
    done = own.publish()

    assert done.code == 0, done.err
    assert own.exported("FUNDS", "to_name", "amount") == PAID


def test_who_takes_the_line_of_the_status_in_has_those_paid_that_were(tmp_path: Path) -> None:
    own = table(tmp_path, "Projekt;Finansiär;Belopp;Beslut", "Beviljat", "Avslag")
    own.propose()

    answered(own, "Finansiär", "Belopp", "Beslut", left_out=["separator"])
    done = own.publish()

    values = '{ "Beviljat" = "party", "Avslag" = "declined" }'
    assert f'\nstatus = {{ column = "Beslut", values = {values} }}\n' in own.text
    assert done.code == 0, done.err
    assert own.exported("FUNDS", "to_name", "amount") == [("P1", "1000")]


def test_words_that_are_not_known_and_an_empty_cell_are_to_be_filled_in(tmp_path: Path) -> None:
    own = table(tmp_path, "Projekt;Finansiär;Belopp;Läge", "Grönt", "Rött", "")
    own.propose()
    values = 'default = "…", values = { "Grönt" = "…", "Rött" = "…" }'
    assert f'# status = {{ column = "Läge", {values} }}\n' in own.text

    answered(own, "Finansiär", "Belopp", "Läge", left_out=["separator"])
    refused = own.publish()
    said = 'default = "declined", values = { "Grönt" = "party", "Rött" = "declined" }'
    own.edit(values, said)
    done = own.publish()

    assert refused.code == 1
    assert "m.toml" in refused.err
    assert done.code == 0, done.err
    assert own.exported("FUNDS", "to_name", "amount") == [("P1", "1000")]


@pytest.mark.parametrize(
    ("heading", "words"),
    [
        ("Status", ("Pågående", "Avslutad")),
        ("Status", ("Beviljat", "Beviljat")),
        ("Beslut", ("Bifall", "Bifall")),
        ("Beviljad", ("Ja", "Ja")),
        ("Beslutsdatum", ("2019-11-03", "2020-11-05")),
        ("Beslutsnr", ("KS 2019/12", "KS 2020/31")),
        ("Projekttyp", ("Förstudie", "Genomförande")),
        ("Språk", ("Svenska", "Engelska")),
        ("Bor i", ("Malmö", "Lund")),
        ("Kanal", ("Webben", "Webben")),
        ("Antal", ("12", "40")),
        ("Rad", ("a", "b", "c")),
        ("Antal ansökningar", ("3", "4")),
        ("Handläggare", ("Anna Berg", "Bo Ek")),
        (
            "Tankar",
            ("De vill träffas igen när våren kommer", "Samtal med rektor om lokalen i Lund"),
        ),
        ("Kommentar", ("Ring i maj", "Bra projekt", "")),
        ("Kommentar", ("Ny lokal", "Tilldelad en ny handläggare i maj när den förra slutade")),
        ("Notes", ("Call in May", "Good team")),
        ("Det jag såg", ("Sol och vind", "Ny lokal", "Bra ledare", "Ute i skogen", "Tog lång tid")),
        ("Prioritet", ("Hög", "Låg", "Medel")),
        ("Prioritet", ("A", "B", "A")),
        ("Priority", ("High", "Low")),
        ("Behov", ("Stor", "Liten", "Stor")),
        ("Tema", ("Avslappning", "Utan arbete")),
        ("Målgrupp", ("Inte i arbete", "Unga med negativa tankar om skola och arbete i stort")),
        ("Partner", ("Inte ensam", "Nekad vård")),
        ("Mål", tuple(f"Mål nummer {word}" for word in "abcdefghijklmn")),
    ],
)
def test_a_column_that_says_nothing_of_the_kind_leaves_who_pays_as_it_is(
    tmp_path: Path, heading: str, words: tuple[str, ...]
) -> None:
    own = table(tmp_path, f"Projekt;Finansiär;Belopp;{heading}", *words)

    proposed = own.propose()

    assert proposed.code == 0, proposed.err
    told = [(part["columns"], part["amount"]) for part in tomllib.loads(own.text)["funder"]]
    assert told == [(["Finansiär"], "Belopp")]


def test_who_is_named_by_a_word_for_a_refusal_is_nobody(tmp_path: Path) -> None:
    own = table(tmp_path, "Projekt;Finansiär;Belopp;Aktör", "Beviljad", "Avslag")

    proposed, done = own.propose(), own.publish()

    assert (proposed.code, done.code) == (0, 0), proposed.err + done.err
    assert own.exported("Actor", "name") == []


def test_who_pays_by_a_column_of_roles_is_asked_about_as_well(tmp_path: Path) -> None:
    own = own_table(
        tmp_path,
        "Projekt;Organisation;Roll;Belopp;Beslut",
        "P1;Exempelstads kommun;projektägare;;",
        "P1;Exempelfonden;finansiär;1000;Ok",
        "P2;Stiftelsen Exempel;finansiär;500;Nix",
    )

    proposed, done = own.propose(), own.publish()
    left = own.exported("FUNDS", "to_name"), own.exported("PARTICIPATES_IN", "from_name")
    own.edit('default = "…", values = { "Ok" = "…", "Nix" = "…" }',
             'default = "declined", values = { "Ok" = "party", "Nix" = "declined" }')  # fmt: skip
    answered(own, "Belopp", "Beslut", left_out=["separator"])
    again = own.publish()

    assert (proposed.code, done.code) == (0, 0), proposed.err + done.err
    assert left == ([], [("Exempelstads kommun",)])
    assert again.code == 0, again.err
    assert own.exported("FUNDS", "from_name", "to_name", "amount") == [
        ("Exempelfonden", "P1", "1000")
    ]


def test_where_the_table_does_not_name_who_pays_the_question_stands_beside(tmp_path: Path) -> None:
    own = table(tmp_path, "Projekt;Projektägare;Belopp;Utfall", "Ok", "Nix")

    own.propose()

    assert own.text.index('# Who pays "Belopp"?') < own.text.index(
        '# status = { column = "Utfall", values = { "Ok" = "…", "Nix" = "…" } }'
    )


def test_the_currency_of_an_amount_held_back_is_read_once_it_is_answered(tmp_path: Path) -> None:
    own = own_table(
        tmp_path,
        "Projekt;Finansiär;Belopp;Valuta;Beslut",
        "P1;Exempelfonden;1000;EUR;Beviljat",
        "P2;Exempelfonden;500;SEK;Avslag",
    )

    proposed, first = own.propose(), own.publish()
    answered(own, "Finansiär", "Belopp", "Valuta", "Beslut", left_out=["separator"])
    done = own.publish()

    assert (proposed.code, first.code) == (0, 0), on_one_line(proposed.err + first.err)
    assert done.code == 0, done.err
    assert own.exported("FUNDS", "to_name", "amount", "currency") == [("P1", "1000", "EUR")]


@pytest.mark.parametrize(
    "heading", ["Utbetalningsnr", "Utbetalning nr", "Beviljandenr", "Payment no."]
)
def test_numbers_of_payments_and_decisions_are_no_outcome(tmp_path: Path, heading: str) -> None:
    own = table(tmp_path, f"Projekt;Projektägare;Finansiär;Belopp;{heading}", "1", "2")

    proposed, done = own.propose(), own.publish()

    assert (proposed.code, done.code) == (0, 0), proposed.err + done.err
    assert "was not paid" not in own.text
    assert own.exported("FUNDS", "to_name", "amount") == PAID

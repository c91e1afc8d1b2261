"""Amounts that were applied for beside those that were granted: an empty cell is no grant."""

import tomllib
from pathlib import Path

import pytest

from tests.commands.own_tables import on_one_line, own_table

APPLIED = (
    "Projekt;Projektägare;Finansiär;Sökt belopp;Beviljat belopp",
    "P1;Exempelstads kommun;Exempelfonden;1000;800",
    "P2;Föreningen Exempel;Exempelfonden;500;",
    "P3;Föreningen Exempel;Exempelfonden;700;0",
    "P4;Föreningen Exempel;Exempelfonden;900;–",
)
LEFT_OUT = (
    "# Nothing is known to be granted in rows 3, 4, 5: nobody pays there. If who is named there\n"
    '# pays all the same, write status = "party" in place of the next line.\n'
    'omit = { column = "Beviljat belopp", values = ["", "0"] }\n'
)
MAPPING = """[dataset]
name = "egen"
title = "Egen"
visibility = "private"
[file]
ignore = ["Sökt belopp"]
[project]
name = "Projekt"
[[participant]]
columns = ["Projektägare"]
role = "owner"
[[funder]]
columns = ["Finansiär"]
amount = "Beviljat belopp"
amount_kind = "granted"
"""


def test_nobody_pays_where_nothing_is_known_to_be_granted(tmp_path: Path) -> None:
    own = own_table(tmp_path, *APPLIED)

    proposed, done = own.propose(), own.publish()

    assert (proposed.code, done.code) == (0, 0), proposed.err + done.err
    assert LEFT_OUT in own.text
    assert own.exported("FUNDS", "to_name", "amount") == [("P1", "800")]
    assert own.exported("Project", "name") == [("P1",), ("P2",), ("P3",), ("P4",)]


def test_who_answers_that_they_pay_all_the_same_has_them_pay(tmp_path: Path) -> None:
    own = own_table(tmp_path, *APPLIED)
    own.propose()

    own.edit('omit = { column = "Beviljat belopp", values = ["", "0"] }', 'status = "party"')
    done = own.publish()

    assert done.code == 0, done.err
    assert own.exported("FUNDS", "to_name", "amount") == [
        ("P1", "800"),
        ("P2", ""),
        ("P3", "0"),
        ("P4", ""),
    ]


@pytest.mark.parametrize("cell", ["", "0", "0 kr"])
def test_a_mapping_that_does_not_say_so_has_the_row_refused(tmp_path: Path, cell: str) -> None:
    own = own_table(tmp_path, *APPLIED[:2], f"P2;Föreningen Exempel;Exempelfonden;500;{cell}")
    own.mapping.write_text(MAPPING, "utf-8")

    refused = own.publish()
    own.edit(
        "amount_kind", f'omit = {{ column = "Beviljat belopp", values = "{cell}" }}\namount_kind'
    )
    done = own.publish()

    assert refused.code == 1
    assert ("lista.csv, row 3, column “Beviljat belopp”: ") in on_one_line(refused.err)
    assert (
        "expected what was granted: “Sökt belopp” says what was applied for, and it does not "
        "follow that anything of it is paid; fill it in; or list such cells"
    ) in on_one_line(refused.err)
    assert done.code == 0, done.err
    assert own.exported("FUNDS", "to_name", "amount") == [("P1", "800")]


@pytest.mark.parametrize(
    "headings",
    [
        "Project;Applicant;Funder;Requested amount;Granted amount",
        "Project;Applicant;Funder;Applied for;Grant",
        "Projekt;Sökande;Finansiär;Sökt;Beviljat",
        "Projekt;Sökande;Finansiär;Äskade medel;Beslutat belopp",
        "Projekt;Sökande;Finansiär;Ansökningsbelopp;Beviljat bidrag",
    ],
)
def test_what_was_applied_for_is_known_by_other_headings_too(tmp_path: Path, headings: str) -> None:
    own = own_table(tmp_path, headings, *APPLIED[1:3])

    proposed, done = own.propose(), own.publish()

    assert (proposed.code, done.code) == (0, 0), proposed.err + done.err
    assert "# Nothing is known to be granted in row 3: nobody pays there." in own.text
    assert own.exported("FUNDS", "to_name", "amount") == [("P1", "800")]


def test_a_word_for_a_refusal_among_amounts_grants_nothing(tmp_path: Path) -> None:
    own = own_table(
        tmp_path,
        "Projekt;Finansiär;Beviljat belopp",
        "P1;Exempelfonden;800",
        "P2;Exempelfonden;Avslag",
        "P3;Exempelfonden;500",
    )

    proposed, done = own.propose(), own.publish()

    assert (proposed.code, done.code) == (0, 0), proposed.err + done.err
    assert own.exported("FUNDS", "to_name", "amount") == [("P1", "800"), ("P3", "500")]


def test_who_pays_no_amount_beside_what_was_applied_for_is_asked_about(tmp_path: Path) -> None:
    own = own_table(tmp_path, "Projekt;Finansiär;Sökt belopp", "P1;Exempelfonden;1000")

    proposed, done = own.propose(), own.publish()

    assert (proposed.code, done.code) == (0, 0), proposed.err + done.err
    assert "# Does “Sökt belopp” say of some rows that this was not paid?" in own.text
    assert own.exported("FUNDS", "to_name") == []


@pytest.mark.parametrize(
    "lines",
    [
        ("Projekt;Finansiär;Beviljat belopp", "P1;Exempelfonden;800", "P2;Exempelfonden;"),
        ("Projekt;Finansiär;Total budget;Beviljat belopp", "P1;Exempelfonden;9;800",
         "P2;Exempelfonden;9;"),
        ("Projekt;Finansiär;Sökt belopp;Beviljat belopp", "P1;Exempelfonden;900;800",
         "P2;Exempelfonden;;"),
        ("Projekt;Finansiär;Antal sökande;Beviljat belopp", "P1;Exempelfonden;9;800",
         "P2;Exempelfonden;7;"),
    ],
)  # fmt: skip
def test_where_nothing_was_applied_for_an_amount_may_be_unknown(
    tmp_path: Path, lines: tuple[str, ...]
) -> None:
    own = own_table(tmp_path, *lines)

    proposed, done = own.propose(), own.publish()

    assert (proposed.code, done.code) == (0, 0), proposed.err + done.err
    assert "omit" not in tomllib.loads(own.text)["funder"][0]
    assert own.exported("FUNDS", "to_name", "amount") == [("P1", "800"), ("P2", "")]


def test_a_payer_that_a_status_says_to_pay_needs_no_amount(tmp_path: Path) -> None:
    own = own_table(
        tmp_path,
        "Projekt;Finansiär;Finansiärens svar;Sökt belopp;Beviljat belopp",
        "P1;Exempelfonden;Avtalspart;1000;800",
        "P2;Exempelfonden;Avtalspart;500;",
        "P3;Exempelfonden;Avböjt;700;",
    )

    proposed, done = own.propose(), own.publish()

    assert (proposed.code, done.code) == (0, 0), proposed.err + done.err
    assert own.exported("FUNDS", "to_name", "amount") == [("P1", "800"), ("P2", "")]

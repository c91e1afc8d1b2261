"""Words in a column of roles: a role, a status or who pays; an unknown one makes no partner."""

from pathlib import Path

import pytest

from tests.commands.own_tables import on_one_line, own_table
from tests.commands.test_own_attendance import met

HEAD = "Nätverk;Organisation;Roll;Datum"
ROWS = (
    "N1;Exempelstads kommun;Värd;2024-01-10",
    "N1;Föreningen Exempel;Avböjt;2024-01-10",
    "N1;Region Exempel;Intresserad;2024-01-10",
    "N1;Exempels universitet;Utvärderare;2024-01-10",
    "N1;Exempelfonden;Finansiär;2024-01-10",
    "N1;Påhittade AB;;2024-01-10",
)
UNKNOWN = ("N1;Ungdomar Exempel;Målgrupp;2024-01-10", "N1;Branschen AB;Avhoppad;2024-01-10")


def test_words_in_a_column_of_roles_are_roles_statuses_or_who_pays(tmp_path: Path) -> None:
    own = own_table(tmp_path, HEAD, *ROWS)

    proposed, done = own.propose(), own.publish()

    assert (proposed.code, done.code) == (0, 0), proposed.err + done.err
    assert own.exported("PARTICIPATES_IN", "from_name", "role", "status") == [
        ("Exempels universitet", "evaluator", ""),
        ("Exempelstads kommun", "organiser", ""),
        ("Föreningen Exempel", "participating_organisation", "declined"),
        ("Påhittade AB", "participating_organisation", ""),
        ("Region Exempel", "participating_organisation", "interested"),
    ]
    assert own.exported("FUNDS", "from_name", "to_name") == [("Exempelfonden", "N1")]
    # An evaluator is not counted among those who meet.
    assert met(own.run) == {frozenset(("Exempelstads kommun", "Påhittade AB"))}


def test_a_word_that_is_no_role_is_asked_about_and_refused(tmp_path: Path) -> None:
    own = own_table(tmp_path, HEAD, *ROWS, *UNKNOWN)

    own.propose()
    refused = own.publish()

    assert '# Which role is "Målgrupp", "Avhoppad"? Add it to values: owner, ' in own.text
    assert '"Målgrupp" =' not in own.text
    assert refused.code == 1
    assert "row 8, column “Roll”: found “Målgrupp”" in on_one_line(refused.err)


def test_a_word_that_is_added_as_asked_is_a_role_and_no_status(tmp_path: Path) -> None:
    own = own_table(tmp_path, HEAD, *ROWS, *UNKNOWN)

    own.propose()
    assert 'status = { column = "Roll", values = { "Avböjt" = "declined" } }' in own.text
    assert own.text.count("# Does one say that somebody declined, or was only invited? List") == 1
    # Målgrupp is a role, Avhoppad is one too, of somebody who declined.
    own.edit('values = { "Värd" =', """values = { "Målgrupp" = "supporter", "Värd" =""")
    own.edit('"Avböjt" = "participating_', '"Avhoppad" = "partner", "Avböjt" = "participating_')
    own.edit('{ "Avböjt" = "declined" }', '{ "Avböjt" = "declined", "Avhoppad" = "declined" }')
    done = own.publish()

    assert done.code == 0, done.err
    assert own.exported("PARTICIPATES_IN", "from_name", "role", "status") == [
        ("Branschen AB", "partner", "declined"),
        ("Exempels universitet", "evaluator", ""),
        ("Exempelstads kommun", "organiser", ""),
        ("Föreningen Exempel", "participating_organisation", "declined"),
        ("Påhittade AB", "participating_organisation", ""),
        ("Region Exempel", "participating_organisation", "interested"),
        ("Ungdomar Exempel", "supporter", ""),
    ]
    assert met(own.run) == {frozenset(("Exempelstads kommun", "Påhittade AB"))}


def test_a_status_can_be_said_of_words_in_a_column_of_roles(tmp_path: Path) -> None:
    own = own_table(
        tmp_path,
        "Projekt;Organisation;Roll",
        "P1;Exempelstads kommun;projektägare",
        "P1;Föreningen Exempel;avhoppad partner",
        "P1;Påhittade AB;partner",
    )

    own.propose()
    status = '# status = { column = "Roll", values = { "…" = "declined" } }'
    own.edit(status, 'status = { column = "Roll", values = { "avhoppad partner" = "declined" } }')
    own.edit('values = { "partner" =', 'values = { "avhoppad partner" = "partner", "partner" =')
    done = own.publish()

    assert done.code == 0, done.err
    assert own.exported("PARTICIPATES_IN", "from_name", "role", "status") == [
        ("Exempelstads kommun", "owner", ""),
        ("Föreningen Exempel", "partner", "declined"),
        ("Påhittade AB", "partner_unspecified", ""),
    ]
    assert met(own.run) == {frozenset(("Exempelstads kommun", "Påhittade AB"))}


def test_rows_of_no_role_can_be_left_out(tmp_path: Path) -> None:
    own = own_table(tmp_path, HEAD, *ROWS, *UNKNOWN)

    own.propose()
    own.edit('omit = { column = "Roll", values = ["Finansiär"] }', "")
    out = 'omit = { column = "Roll", values = ["Finansiär", "Målgrupp", "Avhoppad"] }'
    own.edit(f"# {out}", out)
    done = own.publish()

    assert done.code == 0, done.err
    named = [name for (name,) in own.exported("PARTICIPATES_IN", "from_name")]
    assert named == [
        "Exempels universitet", "Exempelstads kommun", "Föreningen Exempel", "Påhittade AB",
        "Region Exempel",
    ]  # fmt: skip


def test_who_pays_by_its_role_pays_the_amount_in_its_row(tmp_path: Path) -> None:
    own = own_table(
        tmp_path,
        "Projekt;Organisation;Roll;Belopp;Valuta",
        "P1;Exempelstads kommun;Projektägare;;",
        "P1;Exempelfonden;Finansiär;500000;SEK",
        "P1;Region Exempel;Medfinansiär;1000;EUR",
        "P1;Exempels universitet;Samordnare;;",
    )

    proposed, done = own.propose(), own.publish()

    assert (proposed.code, done.code) == (0, 0), proposed.err + done.err
    assert own.exported("FUNDS", "from_name", "amount", "currency") == [
        ("Exempelfonden", "500000", "SEK"),
        ("Region Exempel", "1000", "EUR"),
    ]
    assert own.exported("PARTICIPATES_IN", "from_name", "role") == [
        ("Exempels universitet", "owner"),
        ("Exempelstads kommun", "owner"),
        ("Region Exempel", "co_financier"),
    ]


def test_an_amount_beside_another_role_is_not_what_a_funder_pays(tmp_path: Path) -> None:
    own = own_table(
        tmp_path,
        "Projekt;Organisation;Roll;Belopp",
        "P1;Exempelstads kommun;Projektägare;300000",
        "P1;Exempelfonden;Finansiär;500000",
    )

    proposed, done = own.propose(), own.publish()

    assert (proposed.code, done.code) == (0, 0), proposed.err + done.err
    assert own.exported("FUNDS", "from_name", "amount") == [("Exempelfonden", "")]
    assert '# Who pays "Belopp"?' in own.text


@pytest.mark.parametrize(
    "heading", ["Koordinator", "Samordnare", "Koordinerande organisation", "Coordinator"]
)
def test_who_co_ordinates_a_project_owns_it(tmp_path: Path, heading: str) -> None:
    own = own_table(
        tmp_path,
        f"Projekt;{heading};Partner",
        "P1;Exempelstads kommun;Föreningen Exempel",
        "P2;Exempels universitet;Påhittade AB",
    )

    proposed, done = own.propose(), own.publish()

    assert (proposed.code, done.code) == (0, 0), proposed.err + done.err
    assert own.exported("PARTICIPATES_IN", "from_name", "role") == [
        ("Exempels universitet", "owner"),
        ("Exempelstads kommun", "owner"),
        ("Föreningen Exempel", "partner_unspecified"),
        ("Påhittade AB", "partner_unspecified"),
    ]


def test_co_ordinates_of_a_place_are_nobody(tmp_path: Path) -> None:
    own = own_table(tmp_path, "Projekt;Ägare;Koordinat x;Koordinater", "P1;A AB;6173000;55,6")

    own.propose()

    assert '"Koordinat x",  # rate, type or address: not kept' in own.text
    assert '"Koordinater",  # rate, type or address: not kept' in own.text


ASKED = (
    "ej finansiär", "tillfrågad finansiär", "finansiär (avböjt)", "ej partner", "avhoppad partner",
    "tackade nej till partnerskap", "ägare och finansiär", "icke-medlem",
)  # fmt: skip


def test_a_known_word_within_others_says_no_role_and_nobody_who_pays(tmp_path: Path) -> None:
    rows = [f"P{n};Aktör {n} AB;{word};{n}00000" for n, word in enumerate(ASKED)]
    own = own_table(
        tmp_path,
        "Projekt;Organisation;Roll;Belopp",
        *rows,
        "P1;Exempelstads kommun;projektägare;",
        "P1;Föreningen Exempel;samarbetspartner;",
        "P2;Exempelfonden;Finansiär;",
        "P2;Region Exempel;Med-finansiär;",
    )

    own.propose()
    refused = own.publish()
    words = ", ".join(f'"{word}"' for word in ASKED)
    out = f'omit = {{ column = "Roll", values = ["Finansiär", {words}] }}'
    assert f"# Which role is {words}? Add it to values: owner, " in own.text
    assert "# Does one say who pays? Leave it out so, and list it in only of a" in own.text
    own.edit('omit = { column = "Roll", values = ["Finansiär"] }', "")
    own.edit(f"# {out}", out)
    done = own.publish()

    told = on_one_line(refused.err)
    assert refused.code == 1
    assert [f"row {n + 2}, column “Roll”: found “{w}”" in told for n, w in enumerate(ASKED)] == (
        [True] * len(ASKED)
    )
    assert done.code == 0, done.err
    assert own.exported("PARTICIPATES_IN", "from_name", "role") == [
        ("Exempelstads kommun", "owner"),
        ("Föreningen Exempel", "partner_unspecified"),
        ("Region Exempel", "co_financier"),
    ]
    assert own.exported("FUNDS", "from_name", "amount") == [("Exempelfonden", "")]

"""Who pays, where a column of roles says so: not who declined, and no amount goes unread."""

from pathlib import Path

from tests.commands.own_tables import on_one_line, own_table

HEAD = "Projekt;Organisation;Roll;Status;Belopp"
ASKED = (
    "P1;Exempelstads kommun;projektägare;deltog;",
    "P1;Exempelfonden;finansiär;avböjt;1000000",
    "P1;Stiftelsen Exempel;finansiär;deltog;500000",
    "P2;Exempels universitet;projektägare;deltog;",
    "P2;Föreningen Exempel;partner;avböjt;",
    "P2;Stiftelsen Exempel;finansiär;intresserad;",
    "P2;Exempelfonden;medfinansiär;;300000",
)


def test_who_declined_pays_nothing_and_is_kept_as_having_declined(tmp_path: Path) -> None:
    own = own_table(tmp_path, HEAD, *ASKED)

    proposed, done = own.propose(), own.publish()

    assert (proposed.code, done.code) == (0, 0), proposed.err + done.err
    assert own.exported("FUNDS", "from_name", "to_name", "amount", "currency") == [
        ("Exempelfonden", "P2", "300000", "SEK"),
        ("Stiftelsen Exempel", "P1", "500000", "SEK"),
    ]
    taking_part = own.exported("PARTICIPATES_IN", "from_name", "to_name", "role", "status")
    assert taking_part == [
        ("Exempelfonden", "P1", "participating_organisation", "declined"),
        ("Exempelfonden", "P2", "co_financier", "invited"),
        ("Exempels universitet", "P2", "owner", "attended"),
        ("Exempelstads kommun", "P1", "owner", "attended"),
        ("Föreningen Exempel", "P2", "partner_unspecified", "declined"),
        ("Stiftelsen Exempel", "P1", "participating_organisation", "attended"),
        ("Stiftelsen Exempel", "P2", "participating_organisation", "interested"),
    ]
    assert "# Who declined, or was only invited or interested, pays nothing, whatever" in own.text


def test_a_later_table_says_by_another_word_that_somebody_declined(tmp_path: Path) -> None:
    own = own_table(tmp_path, HEAD, *ASKED)
    own.propose()
    # Known without being in the mapping: the label of the status.
    own.table.write_text("\n".join([HEAD, *ASKED]).replace("avböjt", "Tackat nej"), "utf-8")

    done = own.publish()

    assert done.code == 0, done.err
    assert own.exported("FUNDS", "from_name", "to_name") == [
        ("Exempelfonden", "P2"),
        ("Stiftelsen Exempel", "P1"),
    ]


def test_a_status_that_is_not_known_is_asked_about_before_anybody_pays(tmp_path: Path) -> None:
    own = own_table(tmp_path, HEAD, *ASKED, "P2;Påhittade AB;finansiär;lutar åt ja;100")

    own.propose()
    done = own.publish()

    assert own.text.count('# Which status is "lutar åt ja"? Add it to values: ') == 2
    assert done.code == 1
    assert "row 9, column “Status”: found “lutar åt ja”" in on_one_line(done.err)

"""Who pays, where a column of roles says so: not who declined, and no amount goes unread."""

from pathlib import Path

import pytest

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
    assert "# Who declined pays nothing, whatever amount stands beside; who attended or" in own.text


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


def test_a_refusal_among_the_states_of_projects_is_asked_about(tmp_path: Path) -> None:
    own = own_table(
        tmp_path,
        HEAD,
        "P1;Exempelstads kommun;projektägare;beviljad;",
        "P1;Exempelfonden;finansiär;avböjt;1000000",
        "P1;Stiftelsen Exempel;finansiär;beviljad;500000",
    )

    own.propose()
    refused = own.publish()
    assert own.text.count('# Which status is "beviljad"? Add it to values: ') == 2
    answered = own.text.replace('{ "avböjt"', '{ "beviljad" = "party", "avböjt"')
    own.mapping.write_text(answered, "utf-8")
    done = own.publish()

    assert refused.code == 1
    assert "row 4, column “Status”: found “beviljad”" in on_one_line(refused.err)
    assert done.code == 0, done.err
    assert own.exported("FUNDS", "from_name", "amount") == [("Stiftelsen Exempel", "500000")]
    assert own.exported("PARTICIPATES_IN", "from_name", "status") == [
        ("Exempelfonden", "declined"),
        ("Exempelstads kommun", "party"),
        ("Stiftelsen Exempel", "party"),
    ]


def test_a_status_right_behind_who_pays_is_of_who_pays(tmp_path: Path) -> None:
    own = own_table(
        tmp_path,
        "Projekt;Projektägare;Finansiär;Status;Belopp",
        "P1;Exempelstads kommun;Exempelfonden;avböjt;1000000",
        "P2;Exempels universitet;Stiftelsen Exempel;deltog;500",
    )

    proposed, done = own.propose(), own.publish()

    assert (proposed.code, done.code) == (0, 0), proposed.err + done.err
    assert own.exported("FUNDS", "from_name", "amount") == [("Stiftelsen Exempel", "500")]
    assert own.exported("PARTICIPATES_IN", "from_name", "status") == [
        ("Exempels universitet", ""),
        ("Exempelstads kommun", ""),
    ]


def test_where_nobody_pays_a_status_behind_who_pays_is_of_who_was_there(tmp_path: Path) -> None:
    own = own_table(
        tmp_path,
        "Möte;Datum;Organisation;Finansiär;Status",
        "M1;2024-01-01;Exempelstads kommun;Exempelfonden;avböjt",
        "M1;2024-01-01;Region Exempel;Exempelfonden;inbjuden",
        "M1;2024-01-01;Exempels universitet;Exempelfonden;deltog",
    )

    proposed, done = own.propose(), own.publish()

    assert (proposed.code, done.code) == (0, 0), proposed.err + done.err
    assert own.exported("PARTICIPATES_IN", "from_name", "status") == [
        ("Exempels universitet", "attended"),
        ("Exempelstads kommun", "declined"),
        ("Region Exempel", "invited"),
    ]


MEETING = (
    "Möte;Datum;Organisation;Roll;Status;Bidrag",
    "M1;2024-01-01;Exempelstads kommun;arrangör;deltog;",
    "M1;2024-01-01;Exempelfonden;finansiär;deltog ej;1000000",
    "M1;2024-01-01;Stiftelsen Exempel;finansiär;inbjuden;500000",
    "M1;2024-01-01;Region Exempel;finansiär;intresserad;0",
    "M1;2024-01-01;Påhittade AB;finansiär;avböjt;300000",
    "M1;2024-01-01;Föreningen Exempel;deltagare;deltog;",
)


def test_an_amount_of_who_did_not_come_is_refused(tmp_path: Path) -> None:
    own = own_table(tmp_path, *MEETING)

    own.propose()
    refused = own.publish()

    assert refused.code == 1
    told = on_one_line(refused.err)
    for row, found, amount in ((3, "deltog ej", "1000000"), (4, "inbjuden", "500000")):
        assert (
            f"lista.csv, row {row}, column “Status”: found “{found}”, expected a word that says "
            f"whether “{amount}” in “Bidrag” is paid: “Deltog” or “Part” says that it is, "
            "“Tackat nej” that it is not, and “Inbjuden” neither; correct one of the two cells; "
            "or take status away from the [[funder]] where it says who came and not who "
            "pays, or list the word under omit of the [[funder]] where the amount is to be left out"
        ) in told
    assert not any(f"row {row}," in told for row in (2, 5, 6, 7))


def test_who_pays_for_a_meeting_without_coming_pays_where_the_mapping_says_so(
    tmp_path: Path,
) -> None:
    own = own_table(tmp_path, *MEETING[:4], MEETING[-1])
    own.propose()
    paying = own.text.index("[[funder]]")
    line = next(x for x in own.text[paying:].splitlines() if x.startswith("status = "))
    own.mapping.write_text(own.text[:paying] + own.text[paying:].replace(line, ""), "utf-8")

    done = own.publish()

    assert done.code == 0, done.err
    assert own.exported("FUNDS", "from_name", "to_name", "amount") == [
        ("Exempelfonden", "M1", "1000000"),
        ("Stiftelsen Exempel", "M1", "500000"),
    ]
    assert own.exported("PARTICIPATES_IN", "from_name", "status") == [
        ("Exempelfonden", "invited"),
        ("Exempelstads kommun", "attended"),
        ("Föreningen Exempel", "attended"),
        ("Stiftelsen Exempel", "invited"),
    ]


def test_an_amount_of_who_was_invited_is_left_out_where_the_mapping_says_so(
    tmp_path: Path,
) -> None:
    own = own_table(tmp_path, *MEETING)
    own.propose()
    own.edit(
        'amount = "Bidrag"',
        'omit = { column = "Status", values = ["deltog ej", "inbjuden"] }\namount = "Bidrag"',
    )

    done = own.publish()

    assert done.code == 0, done.err
    assert own.exported("FUNDS", "from_name", "amount") == []


BY_ROLE = (
    "Projekt;Organisation;Roll;Belopp;Valuta",
    "P1;Exempelstads kommun;projektägare;;",
    "P1;Exempelfonden;finansiär;1000000;SEK",
    "P2;Exempels universitet;samordnare;;",
    "P2;Region Exempel;medfinansiär;500;EUR",
    "P2;Föreningen Exempel;partner;;",
)
LATER = (
    "P1;Påhittade AB;partner;400000;SEK",
    "P2;Exempellunds kommun;;900000;SEK",
    "P2;Stiftelsen Exempel;partner;0 kr;SEK",  # nothing that could be lost
)
PAID = [
    ("Exempelfonden", "1000000", "SEK"),
    ("Region Exempel", "500", "EUR"),
]


def test_an_amount_in_a_row_that_no_section_reads_is_refused(tmp_path: Path) -> None:
    own = own_table(tmp_path, *BY_ROLE)
    own.propose()
    first = own.publish()
    read = own.exported("FUNDS", "from_name", "amount", "currency")
    own.table.write_text("\n".join((*BY_ROLE, *LATER)), "utf-8")

    refused = own.publish()

    assert first.code == 0, first.err
    assert read == PAID
    assert refused.code == 1
    told = on_one_line(refused.err)
    for row, found, beside in ((7, "400000", "“partner”"), (8, "900000", "an empty cell")):
        assert (
            f"lista.csv, row {row}, column “Belopp”: found “{found}”, expected an amount in a row "
            "that a [[funder]] reads: one with “finansiär”, “medfinansiär” in “Roll”, not "
            f"{beside}; correct one of the two cells; or add the word to only of the [[funder]] "
            "where such rows pay, or to omit of it where they pay nothing and the amount is to be "
            "left out"
        ) in told
    assert "row 9" not in told


def test_an_amount_that_nobody_pays_is_left_out_where_the_mapping_says_so(tmp_path: Path) -> None:
    own = own_table(tmp_path, *BY_ROLE)
    own.propose()
    own.table.write_text("\n".join((*BY_ROLE, *LATER)), "utf-8")
    own.edit(
        'amount = "Belopp"',
        'omit = { column = "Roll", values = ["partner", ""] }\namount = "Belopp"',
    )

    done = own.publish()

    assert done.code == 0, done.err
    assert own.exported("FUNDS", "from_name", "amount", "currency") == PAID


def test_an_amount_without_a_name_of_who_pays_is_refused(tmp_path: Path) -> None:
    own = own_table(
        tmp_path,
        "Projekt;Projektägare;Finansiär;Belopp",
        "P1;Exempelstads kommun;Exempelfonden;100",
        "P2;Exempels universitet;;200",
        "P3;Exempels universitet;;0",
    )

    own.propose()
    refused = own.publish()
    own.edit(
        'amount = "Belopp"', 'omit = { column = "Finansiär", values = [""] }\namount = "Belopp"'
    )
    done = own.publish()

    assert refused.code == 1
    assert (
        "lista.csv, row 3, column “Finansiär”: the value is empty, expected who pays the amount "
        'in “Belopp”; fill the name in; or list "" of this column under omit of the [[funder]], '
        "where such an amount is to be left out"
    ) in on_one_line(refused.err)
    assert "row 4" not in on_one_line(refused.err)
    assert done.code == 0, done.err
    assert own.exported("FUNDS", "from_name", "to_name", "amount") == [
        ("Exempelfonden", "P1", "100")
    ]


@pytest.mark.parametrize(
    "heading",
    ["Status finansiär", "Finansiärens status", "Finansiärsstatus", "Funder status",
     "Status (finansiär)", "status_finansiär"],
)  # fmt: skip
@pytest.mark.parametrize("is_last", [False, True])
def test_a_status_called_that_of_the_funder_is_of_who_pays_wherever_it_stands(
    tmp_path: Path, heading: str, is_last: bool
) -> None:
    rows = [
        ("P1", "Exempelstads kommun", "Exempelfonden", "1000000", "avböjt"),
        ("P2", "Exempels universitet", "Stiftelsen Exempel", "500", "deltog"),
    ]
    head = ("Projekt", "Projektägare", "Finansiär", "Belopp", heading)
    order = [0, 1, 2, 3, 4] if is_last else [0, 4, 1, 2, 3]
    own = own_table(tmp_path, *(";".join(row[at] for at in order) for row in [head, *rows]))

    proposed, done = own.propose(), own.publish()

    assert (proposed.code, done.code) == (0, 0), proposed.err + done.err
    assert own.exported("FUNDS", "from_name", "amount") == [("Stiftelsen Exempel", "500")]
    assert own.exported("PARTICIPATES_IN", "from_name", "role", "status") == [
        ("Exempels universitet", "owner", ""),
        ("Exempelstads kommun", "owner", ""),
    ]


def test_words_of_a_funders_status_that_say_no_status_are_asked_about_before_anybody_pays(
    tmp_path: Path,
) -> None:
    own = own_table(
        tmp_path,
        "Projekt;Projektägare;Finansiär;Status finansiär;Belopp",
        "P1;Exempelstads kommun;Exempelfonden;avslag;1000000",
        "P2;Exempels universitet;Stiftelsen Exempel;beviljad;500",
    )

    own.propose()
    refused = own.publish()
    own.edit("values = {  }", 'values = { "avslag" = "declined", "beviljad" = "party" }')
    done = own.publish()

    assert '# Which status is "avslag", "beviljad"? Add it to values: ' in own.text
    assert refused.code == 1
    assert "row 2, column “Status finansiär”: found “avslag”" in on_one_line(refused.err)
    assert done.code == 0, done.err
    assert own.exported("FUNDS", "from_name", "amount") == [("Stiftelsen Exempel", "500")]


def test_of_several_funders_each_status_is_of_the_one_it_names(tmp_path: Path) -> None:
    own = own_table(
        tmp_path,
        "Projekt;Projektägare;Finansiär 1;Belopp 1;Finansiär 2;Belopp 2;Status finansiär 2;"
        "Status finansiär 1",
        "P1;Exempelstads kommun;Exempelfonden;1000000;Stiftelsen Exempel;500;deltog;avböjt",
        "P2;Exempels universitet;Exempelfonden;70;Påhittade AB;90;tackade nej;deltog",
    )

    proposed, done = own.propose(), own.publish()

    assert (proposed.code, done.code) == (0, 0), proposed.err + done.err
    assert own.exported("FUNDS", "from_name", "to_name", "amount") == [
        ("Exempelfonden", "P2", "70"),
        ("Stiftelsen Exempel", "P1", "500"),
    ]


@pytest.mark.parametrize("heading", ["Status partner", "Status kommun"])
def test_the_state_of_somebody_else_names_nobody(tmp_path: Path, heading: str) -> None:
    own = own_table(
        tmp_path,
        f"Projekt;Projektägare;Partner;{heading}",
        "P1;Exempelstads kommun;Påhittade AB;aktiv",
        "P2;Exempels universitet;Påhittade AB;vilande",
    )

    own.propose()

    assert f'"{heading}",  # not recognised' in own.text


@pytest.mark.parametrize(
    ("head", "first", "second"),
    [
        ("Finansiär;Finansiärens svar;Belopp", "{};avböjt;10", "{};part;500"),
        ("Finansiär;Finansiärens beslut;Belopp", "{};nej tack;10", "{};deltog;500"),
        ("Finansiär;Svar;Belopp", "{};avböjt;10", "{};part;500"),
        ("Finansiär;Orgnr finansiär;Status;Belopp", "{};;avböjt;10", "{};802002-4280;part;500"),
        ("Partner;Finansiär;Status;Belopp", "Region Exempel;{};avböjt;10", ";{};part;500"),
        ("Finansiär 1;Status 1;Belopp 1;Finansiär 2;Status 2;Belopp 2",
         "{};nej tack;10;;;", ";;;{};part;500"),
        ("Finansiär 1;Belopp 1;Finansiär 2;Belopp 2;Status 1;Status 2",
         "{};10;;;nej tack;", ";;{};500;;part"),
    ],
)  # fmt: skip
def test_a_status_that_names_who_pays_or_follows_it_is_of_who_pays(
    tmp_path: Path, head: str, first: str, second: str
) -> None:
    own = own_table(
        tmp_path,
        f"Projekt;Projektägare;{head}",
        f"P1;Exempelstads kommun;{first.format('Exempelfonden')}",
        f"P2;Exempels universitet;{second.format('Stiftelsen Exempel')}",
    )

    proposed, done = own.propose(), own.publish()

    assert (proposed.code, done.code) == (0, 0), proposed.err + done.err
    assert own.exported("FUNDS", "from_name", "amount") == [("Stiftelsen Exempel", "500")]
    owners = own.exported("PARTICIPATES_IN", "from_name", "role", "status")
    assert [each for each in owners if each[1] == "owner"] == [
        ("Exempels universitet", "owner", ""),
        ("Exempelstads kommun", "owner", ""),
    ]
    assert {status for _, _, status in owners} == {""}


@pytest.mark.parametrize("more", [";Total budget", ";Sökt belopp", ""])
def test_in_a_project_a_status_behind_who_pays_is_of_who_pays_without_an_amount_too(
    tmp_path: Path, more: str
) -> None:
    cell = ";10" if more else ""
    own = own_table(
        tmp_path,
        f"Projekt;Projektägare;Finansiär;Status{more}",
        f"P1;Exempelstads kommun;Exempelfonden;avböjt{cell}",
        f"P2;Exempels universitet;Exempelfonden;intresserad{cell}",
        f"P3;Region Exempel;Exempelfonden;part{cell}",
    )

    proposed, done = own.propose(), own.publish()

    assert (proposed.code, done.code) == (0, 0), proposed.err + done.err
    assert own.exported("FUNDS", "from_name", "to_name") == [("Exempelfonden", "P3")]
    assert {status for (status,) in own.exported("PARTICIPATES_IN", "status")} == {""}


@pytest.mark.parametrize(
    "heads", ["Finansiär;Bidrag;{}", "Finansiär;Deltog;Bidrag", "{};Finansiär;Bidrag"]
)
def test_of_a_meeting_a_status_away_from_who_pays_is_of_who_was_there(
    tmp_path: Path, heads: str
) -> None:
    names = heads.format("Status").split(";")
    rows = [
        {"Finansiär": "Exempelfonden", "Bidrag": "10", "Status": "deltog", "Deltog": "deltog"},
        {"Finansiär": "Exempelfonden", "Bidrag": "", "Status": "avböjt", "Deltog": "avböjt"},
    ]
    cells = (";".join(row[name] for name in names) for row in rows)
    own = own_table(
        tmp_path,
        f"Möte;Datum;Organisation;{';'.join(names)}",
        *(
            f"M1;2024-01-01;{who};{more}"
            for who, more in zip(("A kommun", "B AB"), cells, strict=True)
        ),
    )

    proposed, done = own.propose(), own.publish()

    assert (proposed.code, done.code) == (0, 0), proposed.err + done.err
    assert own.exported("PARTICIPATES_IN", "from_name", "status") == [
        ("A kommun", "attended"),
        ("B AB", "declined"),
    ]


@pytest.mark.parametrize(
    ("head", "whose"),
    [
        ("Projektägare;Finansiär;Belopp;Status", "“Projektägare” or of “Finansiär”"),
        ("Status;Projektägare;Finansiär;Belopp", "“Projektägare” or of “Finansiär”"),
        ("Projektägare;Finansiär;Deltog;Belopp", "“Projektägare” or of “Finansiär”"),
    ],
)
def test_where_it_does_not_show_who_declined_neither_status_nor_who_pays_is_read(
    tmp_path: Path, head: str, whose: str
) -> None:
    said = {
        "Projektägare": "Exempelstads kommun", "Finansiär": "Exempelfonden", "Belopp": "10",
        "Status": "avböjt", "Deltog": "avböjt",
    }  # fmt: skip
    names = head.split(";")
    status = next(name for name in names if name in ("Status", "Deltog"))
    own = own_table(tmp_path, f"Projekt;{head}", "P1;" + ";".join(said[name] for name in names))

    proposed, done = own.propose(), own.publish()

    assert (proposed.code, done.code) == (0, 0), proposed.err + done.err
    assert (
        f'"{status}",  # status of {whose}? Say it by status in the right section, and take this '
        "line away; until then all rows count as having taken part\n"
    ) in own.text
    for left_out in ("Belopp", "Finansiär"):
        assert f'"{left_out}",  # does “{status}” say that some of it was not paid? See' in own.text
    values = 'values = { "avböjt" = "declined" }'
    assert f'# status = {{ column = "{status}", {values} }}\n' in own.text
    assert own.exported("FUNDS", "from_name", "amount") == []
    assert own.exported("PARTICIPATES_IN", "from_name", "status") == [("Exempelstads kommun", "")]


def test_a_plain_no_of_who_would_pay_is_asked_about_before_anybody_pays(tmp_path: Path) -> None:
    own = own_table(
        tmp_path,
        HEAD,
        "P1;Exempelstads kommun;projektägare;ja;",
        "P1;Exempelfonden;finansiär;nej;1000000",
        "P1;Stiftelsen Exempel;finansiär;ja;500000",
    )

    own.propose()
    refused = own.publish()

    assert own.text.count('# Which status is "ja", "nej"? Add it to values: ') == 2
    assert refused.code == 1
    assert "row 3, column “Status”: found “nej”" in on_one_line(refused.err)


@pytest.mark.parametrize(
    ("heading", "yes", "no"),
    [
        ("Finansiärens svar", "Beviljad", "Avslag"),
        ("Svar från finansiären", "Beviljad", "Avslag"),
        ("Response from funder", "Granted", "Declined"),
        ("Finansiärens beslut", "Ja", "Nej"),
        ("Beslut finansiär", "Ja", "Nej"),
        ("Funder's decision", "Yes", "No"),
    ],
)
def test_what_the_funder_answered_is_of_who_pays_wherever_it_stands(
    tmp_path: Path, heading: str, yes: str, no: str
) -> None:
    own = own_table(
        tmp_path,
        f"Projekt;Projektägare;Finansiär;Belopp;{heading}",
        f"P1;Exempelstads kommun;Exempelfonden;100;{yes}",
        f"P2;Exempels universitet;Exempelfonden;300;{no}",
    )

    own.propose()
    refused = own.publish()
    line = next(each for each in own.text.splitlines() if each.startswith("status = "))
    said = f'{{ "{yes}" = "party", "{no}" = "declined" }}'
    own.edit(line, f'status = {{ column = "{heading}", values = {said} }}')
    done = own.publish()

    assert f'status = {{ column = "{heading}"' in line
    assert refused.code == 1
    assert f"row 2, column “{heading}”: found “{yes}”" in on_one_line(refused.err)
    assert done.code == 0, done.err
    assert own.exported("FUNDS", "to_name", "amount") == [("P1", "100")]

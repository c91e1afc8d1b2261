"""Lists as offices keep them: cases, meetings, grants; what a proposal says of each."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from graph_schema.claims import Claim
from importers.base import ClaimMaker
from importers.errors import BadInputError
from importers.files import SourceFile
from importers.mapped_tables.proposal import propose
from importers.mapped_tables.table import mapped_importer


def listed(folder: Path, *rows: str, encoding: str = "utf-8") -> SourceFile:
    """A file with semicolons."""
    path = folder / "lista.csv"
    path.write_bytes("".join(f"{row}\n" for row in rows).encode(encoding))
    return SourceFile(path)


def proposed(file: SourceFile) -> tuple[str, dict[str, Any]]:
    """The text of a proposal, and what it says as TOML."""
    text = propose(file)
    return text, tomllib.loads(text)


def claims(folder: Path, text: str, file: SourceFile) -> list[Claim]:
    """What a proposal, taken as it is, makes of the table."""
    (folder / "m.toml").write_text(text, encoding="utf-8")
    table = mapped_importer(folder / "m.toml")
    make = ClaimMaker(table.manifest)
    return [claim for row in table.module.read(file) for claim in table.module.claims(row, make)]


def test_a_register_of_cases_in_a_windows_encoding(tmp_path: Path) -> None:
    file = listed(
        tmp_path,
        "Utdrag ur ärendesystemet;;;;;;;",
        ";;;;;;;",
        "Ärendenr;Ärendemening;Status;Sökande;Orgnr;Kommun;Sökt belopp;Beviljat belopp",
        "KS 2023/1;Språkcafé;Beviljad;Föreningen Bron;559999-0008;Malmö;150 000;100 000",
        "KS 2023/2;Odling;Avslag;Exempelföreningen;209999-0000;Malmö;90 000;0",
        encoding="cp1252",
    )

    text, found = proposed(file)

    assert found["file"] == {
        "header_row": 3,
        "ignore": ["Status", "Sökt belopp", "Beviljat belopp"],
    }
    assert found["project"] == {
        "name": "Ärendemening", "number": "Ärendenr", "region": "Kommun",
    }  # fmt: skip
    assert found["participant"] == [{"columns": ["Sökande"], "orgnr": "Orgnr", "role": "owner"}]
    assert (
        '"Status",  # not read, so that rows that say “Avslag” come in as all others: take out of '
        "the table what is not to be on the map\n" in text
    )
    assert '"Sökt belopp",  # an amount applied for, which nobody pays for that: not kept\n' in text
    assert '# Who pays "Beviljat belopp"?' in text


def test_what_was_applied_for_is_not_what_a_funder_paid(tmp_path: Path) -> None:
    file = listed(
        tmp_path,
        "Projekt;Sökande;Finansiär;Sökt belopp;Beviljat belopp",
        "Ett;Exempel AB;Fonden;900;400",
    )

    text, found = proposed(file)

    assert [(f["columns"], f["amount"]) for f in found["funder"]] == [
        (["Finansiär"], "Beviljat belopp")
    ]
    assert [c.fields["amount"] for c in claims(tmp_path, text, file) if c.kind == "FUNDS"] == [
        "400"
    ]


@pytest.mark.parametrize(
    ("heading", "cells", "statuses"),
    [
        ("Deltog", ("Ja", "Nej", ""), ("attended", "invited", "invited")),
        ("Närvarande", ("x", "", "x"), ("attended", "invited", "attended")),
        ("Attended", ("yes", "no", "Yes"), ("attended", "invited", "attended")),
        ("Svar", ("Ja", "Tackat nej", ""), ("interested", "declined", "invited")),
        ("Status", ("Deltog", "Förhinder", "Anmäld"), ("attended", "declined", "interested")),
    ],
)
def test_who_declined_a_meeting_is_not_said_to_have_come(
    tmp_path: Path, heading: str, cells: tuple[str, ...], statuses: tuple[str, ...]
) -> None:
    names = ("Grupp A", "Grupp B", "Grupp C")
    rows = (f"Rundabord;{name};{cell}" for name, cell in zip(names, cells, strict=True))
    file = listed(tmp_path, f"Möte;Organisation;{heading}", *rows)

    text, found = proposed(file)

    assert found["participant"][0]["status"]["column"] == heading
    assert tuple(
        c.fields["status"] for c in claims(tmp_path, text, file) if c.kind == "PARTICIPATES_IN"
    ) == statuses  # fmt: skip


def test_an_answer_that_is_not_known_is_refused_by_name(tmp_path: Path) -> None:
    rows = ("Rundabord;Grupp A;Ja", "Rundabord;Grupp B;Nej", "Rundabord;Grupp C;Delvis")
    file = listed(tmp_path, "Möte;Organisation;Deltog", *rows)

    text, _ = proposed(file)

    with pytest.raises(BadInputError) as refused:
        claims(tmp_path, text, file)
    assert str(refused.value) == (
        "lista.csv, row 4, column “Deltog”: found “Delvis”, expected one of Ja, Nej, Intresserad, "
        "Inbjuden, Tackat nej, Deltog, Part; correct the cell, or add the value to [participant] "
        "status values in the mapping"
    )


def test_the_status_of_a_project_is_not_that_of_who_takes_part(tmp_path: Path) -> None:
    rows = ("Ett;Exempel AB;Pågående", "Två;Exempelstad;Avslutat")

    text, found = proposed(listed(tmp_path, "Projekt;Projektägare;Status", *rows))

    assert found["participant"] == [{"columns": ["Projektägare"], "role": "owner"}]
    assert '"Status",  # not recognised\n' in text


SEVERAL = (
    "they are read as\n# one, of which one value of each is shown. Are they several? Then give the "
    'table a\n# column that tells them apart, and name it here: key = "…"\n'
)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (
            ("År;Projekt;Beviljat till;Finansiär;Belopp", "2021;Ett;A;Fonden;100",
             "2022;Ett;A;Fonden;120", "2022;Två;B;Fonden;50"),
            "# “Ett” stands in 2 rows that differ in “År”, “Belopp”: ",
        ),
        (
            ("Projekt;Sökande", "Bidrag;A", "Bidrag;B", "Bidrag;C", "Mat;A", "Mat;B", "Ett;A"),
            "# “Bidrag” (and 1 more name) stands in 3 rows that differ in “Sökande”: ",
        ),
        (
            ("Projekt;Diarienummer;Ägare", "Ett;KS 1;A", "Två;KS 1;A"),
            "# “Ett” stands in 2 rows that differ in “Projekt”: ",
        ),
        (
            ("Datum;Organisation", "2025-01-10;A", "2025-02-10;A"),
            "# “lista” stands in 2 rows that differ in “Datum”: ",
        ),
    ],
)  # fmt: skip
def test_rows_that_become_one_though_they_differ_are_asked_about(
    tmp_path: Path, rows: tuple[str, ...], said: str
) -> None:
    text, _ = proposed(listed(tmp_path, *rows))

    assert said + SEVERAL in text


@pytest.mark.parametrize(
    "rows",
    [
        ("Projekt;År;Partner", "Ett;2021;A", "Ett;2021;B"),
        ("Projekt;Finansiär;Belopp", "Ett;Fonden;100", "Ett;Stiftelsen;200"),
        ("Projekt;Dnr;Ägare", "Ett;KS 1;A", "Ett;KS 2;B"),
        ("Projekt;Dnr;Start", "Ett;saknas;2021", "Två;saknas;2022"),
    ],
)
def test_rows_of_one_project_that_agree_are_not_asked_about(
    tmp_path: Path, rows: tuple[str, ...]
) -> None:
    text, _ = proposed(listed(tmp_path, *rows))

    assert "one value of each" not in text


@pytest.mark.parametrize(
    ("cells", "line"),
    [
        (("Kompass; Pelaren", "Bron"), 'separator = ";"  # makes 2 names of “Kompass; Pelaren”'),
        (
            (
                "Kompass, Bron",
                "Bron, Kompass",
                "Kompass, Exempelhögskolan, Institutionen för arbete",
            ),
            'separator = ","  # makes 3 names of “Kompass, Exempelhögskolan, Institutionen för '
            "arbete”",
        ),
        (
            ("Kompass/Pelaren/Bron", "Kompass/Tak", "Mat och Hem"),
            '# separator = "/"  # does “Kompass/Pelaren/Bron” name several? Then take the first '
            '# away; if they are one name each, write separator = ""',
        ),
        (
            ("Mat, Tak", "Exempelhögskolan, Institutionen för arbete"),
            '# separator = ","  # does “Exempelhögskolan, Institutionen för arbete” name several? '
            'Then take the first # away; if they are one name each, write separator = ""',
        ),
        (("Kompass", "Bron"), '# separator = ";"  # where one cell names several'),
        (
            ("Bron (medfinansiär)", "Bron"),
            "# “Bron (medfinansiär)” is kept whole as a name: no role in brackets is read",
        ),
    ],
)
def test_what_parts_names_is_shown_by_a_cell_or_asked(
    tmp_path: Path, cells: tuple[str, ...], line: str
) -> None:
    path = tmp_path / "t.csv"
    rows = (f'"Projekt {n}";"{cell}"' for n, cell in enumerate(cells))
    path.write_text("\n".join(("Projekt;Partners", *rows)) + "\n", encoding="utf-8")

    assert line in propose(SourceFile(path)).splitlines()


def test_partner_columns_are_parted_each_by_what_stands_in_it(tmp_path: Path) -> None:
    file = listed(
        tmp_path,
        "Projekt|Partner 1|Partner 2",
        "Ett|Kompass; Pelaren|Exempelhögskolan",
        "Två|Bron|Tak",
    )

    _, found = proposed(file)

    assert found["participant"] == [
        {"columns": ["Partner 1"], "separator": ";", "role": "partner_unspecified"},
        {"columns": ["Partner 2"], "role": "partner_unspecified"},
    ]


def test_who_was_invited_is_told_apart_from_who_came(tmp_path: Path) -> None:
    file = listed(
        tmp_path,
        "Möte;Inbjudna organisationer;Deltagande organisationer",
        "Ett;Grupp A;Grupp B",
        "Två;Grupp B;Grupp A",
    )

    text, found = proposed(file)

    assert found["participant"] == [
        {
            "columns": ["Inbjudna organisationer"],
            "role": "participating_organisation",
            "status": "invited",
        },
        {"columns": ["Deltagande organisationer"], "role": "participating_organisation"},
    ]
    met = [c.fields.get("status") for c in claims(tmp_path, text, file) if c.ends is not None]
    assert met == ["invited", None, "invited", None]


@pytest.mark.parametrize("heading", ["Projektets namn", "Projektbenämning", "Namn på projektet"])
def test_a_projects_name_is_known_by_other_words(tmp_path: Path, heading: str) -> None:
    _, found = proposed(listed(tmp_path, f"{heading};Projektpart", "Ett;Exempel AB"))

    assert found["project"] == {"name": heading}
    assert found["participant"] == [{"columns": ["Projektpart"], "role": "partner_unspecified"}]


def test_that_all_rows_meet_in_one_arena_is_asked(tmp_path: Path) -> None:
    text, found = proposed(
        listed(tmp_path, "Förening;Datum", "Grupp A;2025-10-03", "Grupp B;2025-10-03")
    )

    assert found["collaboration"]["name"] == {"fixed": "lista"}
    assert (
        'name = { fixed = "lista" }  # all rows meet in one arena of this name, as on a list of '
        "who came; is that so?\n" in text
    )


def test_where_those_on_a_list_come_from_is_not_where_they_met(tmp_path: Path) -> None:
    file = listed(tmp_path, "Möte;Organisation;Kommun", "Ett;Grupp A;Malmö", "Ett;Grupp B;Lund")

    text, found = proposed(file)

    assert "region" not in found["collaboration"]
    assert found["participant"][0]["region"] == "Kommun"
    kinds = {c.kind for c in claims(tmp_path, text, file)}
    assert ("LOCATED_IN" in kinds, "ACTIVE_IN" in kinds) == (True, False)


def test_a_region_that_each_project_has_one_of_is_the_projects(tmp_path: Path) -> None:
    file = listed(tmp_path, "Projekt;Ägare;Kommun", "Ett;Grupp A;Malmö", "Två;Grupp A;Lund")

    _, found = proposed(file)

    assert found["project"]["region"] == "Kommun"


@pytest.mark.parametrize(
    "heading",
    [
        "Organisationsform",
        "Aktörstyp",
        "Organisationens adress",
        "Företagets storlek",
        "Medlemskategori",
    ],
)
def test_what_an_organisation_is_like_is_none(tmp_path: Path, heading: str) -> None:
    rows = ("Ett;Grupp A;Ideell", "Två;Grupp B;Ideell")

    text, found = proposed(listed(tmp_path, f"Projekt;Organisation;{heading}", *rows))

    assert [section["columns"] for section in found["participant"]] == [["Organisation"]]
    assert f'"{heading}",  # rate, type or address: not kept\n' in text


@pytest.mark.parametrize("heading", ["Styrgrupp", "Referensgrupp", "Utvärderare"])
def test_a_group_in_which_no_organisation_is_known_may_be_of_persons(
    tmp_path: Path, heading: str
) -> None:
    persons, towns = ("Kim Exempelsson", "Bo Påhittad"), ("Malmö stad", "Lunds kommun")

    def file(names: tuple[str, ...]) -> SourceFile:
        rows = (f"{n};Ägare {n};{name}" for n, name in enumerate(names))
        return listed(tmp_path, f"Projekt;Projektägare;{heading}", *rows)

    text, found = proposed(file(persons))
    assert [section["columns"] for section in found["participant"]] == [["Projektägare"]]
    assert f'"{heading}",  # names, perhaps of persons: no organisation is known\n' in text
    _, found = proposed(file(towns))
    assert [section["columns"] for section in found["participant"]] == [["Projektägare"], [heading]]


def test_a_bare_name_beside_money_is_that_of_a_project(tmp_path: Path) -> None:
    _, found = proposed(listed(tmp_path, "Namn;Partner;Budget", "Ett;Grupp A;100"))

    assert (found["project"]["name"], found["file"]["ignore"]) == ("Namn", [])


def test_a_bare_name_beside_contact_data_stays_a_persons(tmp_path: Path) -> None:
    rows = "Kim Exempelsson;Grupp A;kim@example.org;100"

    _, found = proposed(listed(tmp_path, "Namn;Partner;E-post;Budget", rows))

    assert {"Namn", "E-post"} <= {*found["file"]["ignore"]}


def test_a_heading_that_a_line_breaks_is_read_as_one_word(tmp_path: Path) -> None:
    heading = '"Projekt-\nnamn";"Projekt-\nägare";Start- och slutår'

    _, found = proposed(listed(tmp_path, heading, "Ett;Grupp A;2024"))

    assert found["project"] == {"name": "Projekt- namn", "start": "Start- och slutår"}
    assert found["participant"] == [{"columns": ["Projekt- ägare"], "role": "owner"}]


@pytest.mark.parametrize(
    ("headings", "paid"),
    [
        ("Finansiär 1;Belopp 1;Finansiär 2;Belopp 2",
         {"Finansiär 1": "Belopp 1", "Finansiär 2": "Belopp 2"}),
        ("Finansiär 1;Finansiär 2;Belopp 2;Belopp 1",
         {"Finansiär 1": "Belopp 1", "Finansiär 2": "Belopp 2"}),
        ("Belopp 1;Finansiär 1;Belopp 2;Finansiär 2",
         {"Finansiär 1": "Belopp 1", "Finansiär 2": "Belopp 2"}),
        ("Finansiär;Belopp;Finansiär 2;Belopp 2",
         {"Finansiär": "Belopp", "Finansiär 2": "Belopp 2"}),
        ("Finansiär 1;Finansiär 2;Belopp", {}),
        ("Finansiär;Medfinansiär;Medfinansiärens belopp", {}),
        ("Finansiär;Beviljat 2020", {"Finansiär": "Beviljat 2020"}),
    ],
)  # fmt: skip
def test_a_funder_pays_the_amount_of_its_number_or_the_only_one(
    tmp_path: Path, headings: str, paid: dict[str, str]
) -> None:
    cells = ";".join("100" if "B" in h or "b" in h else f"{h} AB" for h in headings.split(";"))

    text, found = proposed(listed(tmp_path, f"Projekt;{headings}", f"Ett;{cells}"))

    given = {f["columns"][0]: f["amount"] for f in found["funder"] if "amount" in f}
    assert given == paid
    amounts = {h for h in headings.split(";") if "elopp" in h or "Beviljat" in h}
    assert {h for h in amounts if f'# Who pays "{h}"?' in text} == (amounts - {*paid.values()})

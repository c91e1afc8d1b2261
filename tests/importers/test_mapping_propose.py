"""A proposed mapping loads and imports without edits, and never reads personal data."""

import datetime
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from graph_schema.claims import Claim
from importers.base import ClaimMaker, importers
from importers.errors import BadInputError
from importers.files import SourceFile
from importers.mapped_tables.loading import parse_mapping
from importers.mapped_tables.proposal import propose
from importers.mapped_tables.table import MappedTable, mapped_importer

ATTENDANCE = [
    ["Namn", "Organisation", "Org.nr", "Sektor", "Roll", "E-post", "Datum", "Anteckning"],
    ["Kim K", "Exempelstad", "209999-0000", "Offentlig", "Partner", "kim@example.org", None, None],
    ["Bo B", "Exempel AB", "559999-0008", "Näringslivet", "", "bo@example.org", None, "ja"],
]


def workbook(path: Path, rows: list[list[Any]], title: str | None = None) -> SourceFile:
    """A workbook with one sheet, a line above its headings if there is a title."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Blad 1"
    for row in [[title], [], *rows] if title is not None else rows:
        sheet.append(row)
    book.save(path)
    return SourceFile(path)


def kinds(file: SourceFile, mapping: str, folder: Path) -> Counter[str]:
    """How many claims of each kind the table gives under this mapping."""
    path = folder / "m.toml"
    path.write_text(mapping, encoding="utf-8")
    importer = mapped_importer(path)
    make = ClaimMaker(importer.manifest)
    return Counter(
        claim.kind
        for row in importer.module.read(file)
        for claim in importer.module.claims(row, make)
    )


def test_an_attendance_list(tmp_path: Path) -> None:
    rows = [
        ATTENDANCE[0],
        *([*row[:6], datetime.date(2025, 10, 3), row[7]] for row in ATTENDANCE[1:]),
    ]
    file = workbook(tmp_path / "Rundabord hösten 2025.xlsx", rows, "Deltagarlista")

    text = propose(file)

    assert tomllib.loads(text) == {
        "dataset": {
            "name": "rundabord-hosten-2025",
            "title": "Rundabord hösten 2025",
            "visibility": "private",
            "complete": False,
        },
        "file": {
            "sheet": "Blad 1",
            "header_row": 3,
            "ignore": ["E-post", "Anteckning", "Namn"],
        },
        "format": {},
        "collaboration": {
            "name": {"fixed": "Rundabord hösten 2025"},
            "kind": "unknown",
            "start": "Datum",
            "end": "Datum",
        },
        "participant": [
            {
                "columns": ["Organisation"],
                "orgnr": "Org.nr",
                "role": {
                    "column": "Roll",
                    "default": "participating_organisation",
                    "values": {"Partner": "partner_unspecified"},
                },
                "sector": {
                    "column": "Sektor",
                    "values": {"Offentlig": "public", "Näringslivet": "private"},
                },
            }
        ],
    }
    assert '"E-post",  # personal data: never read' in text
    assert '"Namn",  # names, perhaps of persons' in text
    assert kinds(file, text, tmp_path) == {"Collaboration": 2, "Actor": 2, "PARTICIPATES_IN": 2}


def test_a_grant_list_with_formats_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "beviljade_medel.csv"
    path.write_text(
        "Projektnamn;Dnr;Sökande;Samverkansparter;Finansiär;Beviljat belopp (kr);Startdatum;"
        "Slutdatum;Tema;Län;Telefon\n"
        "Exempel ett;2025/1;Föreningen Exempel;Exempelstad|Exempel AB;Exempelfonden;1.250,50;"
        "03/04/2025;31/12/2026;Arbete, Hälsa;Skåne;070-123 45 67\n"
        "Exempel två;2025/2;Exempel AB;;Exempelfonden;2.000;01/02/2025;01/05/2026;Arbete;"
        "Okänd ort;070-765 43 21\n",
        encoding="utf-8",
    )
    file = SourceFile(path)

    text = propose(file)

    assert tomllib.loads(text) == {
        "dataset": {
            "name": "beviljade-medel",
            "title": "beviljade medel",
            "visibility": "private",
            "complete": False,
        },
        "file": {"header_row": 1, "ignore": ["Telefon"]},
        "format": {"date_order": "dmy", "decimal": ",", "list_separator": ","},
        "project": {
            "name": "Projektnamn",
            "number": "Dnr",
            "start": "Startdatum",
            "end": "Slutdatum",
            "region": "Län",
            "themes": ["Tema"],
        },
        "participant": [
            {"columns": ["Sökande"], "role": "owner"},
            {"columns": ["Samverkansparter"], "separator": "|", "role": "partner_with_budget"},
        ],
        "funder": [
            {
                "columns": ["Finansiär"],
                "amount": "Beviljat belopp (kr)",
                "amount_kind": "granted",
                "currency": "SEK",
            }
        ],
    }
    assert kinds(file, text, tmp_path) == {
        "Project": 2,
        "Actor": 6,
        "PARTICIPATES_IN": 4,
        "FUNDS": 2,
        "Theme": 3,
        "ADDRESSES": 3,
        "ACTIVE_IN": 1,
    }


def test_a_number_goes_with_the_name_beside_it_and_with_no_other(tmp_path: Path) -> None:
    rows = [
        ["Projekt", "ownerId", "projectOwnerName", "Partner", "partnerId"],
        ["Exempel", "559999-0008", "Exempel AB", "Exempelstad", "209999-0000"],
    ]

    found = tomllib.loads(propose(workbook(tmp_path / "t.xlsx", rows)))

    assert found["participant"] == [
        {"columns": ["projectOwnerName"], "orgnr": "ownerId", "role": "owner"},
        {"columns": ["Partner"], "orgnr": "partnerId", "role": "partner_unspecified"},
    ]


def test_contact_data_is_recognised_by_its_values_whatever_the_heading(tmp_path: Path) -> None:
    rows = [["Projekt", "Partner"], ["Ett", "kim@example.org"], ["Två", "070-123 45 67"]]

    text = propose(workbook(tmp_path / "t.xlsx", rows))

    assert tomllib.loads(text)["file"]["ignore"] == ["Partner"]
    assert "example.org" not in text


def test_headings_that_need_escaping_are_written_as_they_stand(tmp_path: Path) -> None:
    rows = [["Projekt", 'Parter "A" \\ #1'], ["Ett", "Exempel AB"]]

    text = propose(workbook(tmp_path / "t.xlsx", rows))

    assert tomllib.loads(text)["participant"][0]["columns"] == ['Parter "A" \\ #1']


@pytest.mark.parametrize("name", ["projektbanken.csv", "projektbanken.xlsx"])
def test_the_bundled_export_of_the_projektbank_joins_by_its_number(
    tmp_path: Path, name: str
) -> None:
    path = Path(str(importers()["esf_export"].folder.joinpath(name)))

    text = propose(SourceFile(path))

    found = parse_mapping(text.encode(), "m.toml")
    assert found.project is not None
    assert (found.project.number_scheme, found.project.name.column) == (
        "dnr",
        "Namn på insatsen / Operation Name",
    )
    assert kinds(SourceFile(path), text, tmp_path)["Project"] == 6


def test_every_proposed_mapping_names_every_column(tmp_path: Path) -> None:
    file = workbook(tmp_path / "t.xlsx", ATTENDANCE)

    found = parse_mapping(propose(file).encode(), "m.toml")

    assert sorted({*found.columns(), *found.file.ignore}) == sorted(ATTENDANCE[0])
    assert len(list(MappedTable(found).read(file))) == 2


def csv_file(path: Path, *rows: str) -> SourceFile:
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return SourceFile(path)


def test_a_list_of_operations_in_german_with_notes_beneath_it(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["Name des Begünstigten", "Bezeichnung des Vorhabens", "Zusammenfassung des Vorhabens",
         "Datum des Beginns", "Datum des Endes", "Gesamtbetrag der förderfähigen Ausgaben",
         "PLZ Begünstigter", "Land", "Themenfeld"],
        ["Beispiel; Verein für alle", "Vorhaben A", "Text.", "01.02.2016", "31.01.2017",
         "91.100,16 €", 10997, "Deutschland", "117 - Lernen, auch spätes, für alle"],
        ["Beispiel e.V.", "Vorhaben B", "Text.", "01.02.2016", "31.01.2017", "1.100,00 €", 10997,
         "Deutschland", "102 - Arbeit"],
        ["Beispiel gGmbH", "Vorhaben C", "Text.", "01.02.2016", "31.01.2017", "100,00 €", 10997,
         "Deutschland", "102 - Arbeit"],
        ["Summe", None, None, None, None, "92.300,16 €", None, None, None],
        [],
        ["117", "Zugang zum Lernen"],
    ]  # fmt: skip
    file = workbook(tmp_path / "Liste.xlsx", rows, "Liste der Vorhaben")

    text = propose(file)

    found = tomllib.loads(text)
    assert found["file"] == {
        "sheet": "Blad 1",
        "header_row": 3,
        "last_row": 6,
        "ignore": ["PLZ Begünstigter"],
    }
    assert found["format"] == {}
    assert found["project"] == {
        "name": "Bezeichnung des Vorhabens",
        "start": "Datum des Beginns",
        "end": "Datum des Endes",
        "budget": "Gesamtbetrag der förderfähigen Ausgaben",
        "currency": "EUR",
        "summary": "Zusammenfassung des Vorhabens",
        "themes": ["Themenfeld"],
    }
    assert found["participant"] == [
        {"columns": ["Name des Begünstigten"], "role": "owner", "country": "Land"}
    ]
    assert kinds(file, text, tmp_path) == {
        "Project": 3, "Actor": 3, "PARTICIPATES_IN": 3, "Theme": 3, "ADDRESSES": 3,
    }  # fmt: skip


def test_grants_in_the_360giving_form_name_no_person(tmp_path: Path) -> None:
    file = csv_file(
        tmp_path / "grants.csv",
        "Identifier,Title,Full name of applicant,Amount Awarded,Currency,Award Date,"
        "Recipient Org:Name,Recipient Org:Company Number,Funding Org:Name,"
        "Beneficiary Location:Name",
        "360G-x-1,Grant one,Kim Example,1250.50,GBP,2024-01-02,Example Club,01234567,Example Trust,"
        "Leeds",
    )

    text = propose(file)

    found = tomllib.loads(text)
    assert (found["project"]["name"], found["project"]["number"]) == ("Title", "Identifier")
    assert found["participant"] == [{"columns": ["Recipient Org:Name"], "role": "owner"}]
    assert found["funder"] == [
        {
            "columns": ["Funding Org:Name"],
            "amount": "Amount Awarded",
            "amount_kind": "granted",
            "currency": {"column": "Currency"},
        }
    ]
    assert "Full name of applicant" in found["file"]["ignore"]
    assert kinds(file, text, tmp_path)["FUNDS"] == 1


def test_an_amount_nobody_is_said_to_pay_waits_for_a_name(tmp_path: Path) -> None:
    file = csv_file(
        tmp_path / "lista.csv",
        "Projekt;Stödmottagare;Beviljat belopp SEK;Startdatum",
        "Ett;Exempel AB;1 000;2024-01-01",
        "Två;Exempel AB;NA;NA",
        *(f"Projekt {number};Exempel AB;1 000;2024-01-01" for number in range(9)),
    )

    text = propose(file)

    assert tomllib.loads(text)["format"] == {"empty": ["NA"]}
    assert kinds(file, text, tmp_path)["FUNDS"] == 0
    waiting = text[text.index("# Who pays") :]
    uncommented = "\n".join(line.removeprefix("# ") for line in waiting.splitlines()[1:])
    edited = text.replace(waiting, uncommented.replace("…", "Exempelfonden"))
    assert tomllib.loads(edited)["funder"] == [
        {
            "name": "Exempelfonden",
            "amount": "Beviljat belopp SEK",
            "amount_kind": "granted",
            "currency": "SEK",
        }
    ]
    assert kinds(file, edited, tmp_path)["FUNDS"] == 10


def test_organisations_in_projects_by_number_and_acronym(tmp_path: Path) -> None:
    file = csv_file(
        tmp_path / "organization.csv",
        "projectID;projectAcronym;organisationID;name;role;country",
        "1;ABC;999;EXAMPLE UNIVERSITY;coordinator;SE",
        "1;ABC;998;EXAMPLE LTD;participant;DE",
    )

    found = tomllib.loads(propose(file))

    assert (found["project"]["name"], found["project"]["number"]) == ("projectAcronym", "projectID")
    assert found["participant"][0]["columns"] == ["name"]
    assert found["participant"][0]["role"]["values"] == {
        "coordinator": "owner",
        "participant": "participating_organisation",
    }


def test_sentences_are_not_cut_at_their_commas(tmp_path: Path) -> None:
    file = csv_file(
        tmp_path / "lista.csv",
        "Projekt;Tema;Målgrupp",
        "Ett;Att öka tillgången till, användningen av och kvaliteten på teknik;Unga|Äldre",
        "Två;Att stärka forskning, teknisk utveckling och innovation;Unga",
    )

    assert tomllib.loads(propose(file))["format"] == {"list_separator": "|"}


def test_the_title_of_a_person_is_no_project(tmp_path: Path) -> None:
    rows = [
        ["Förnamn", "Efternamn", "Organisation", "Titel", "E-post"],
        ["Kim", "K", "Exempel AB", "Strateg", "kim@example.org"],
    ]

    found = tomllib.loads(propose(workbook(tmp_path / "Rundabord.xlsx", rows)))

    assert found["collaboration"]["name"] == {"fixed": "Rundabord"}
    assert found["file"]["ignore"] == ["Förnamn", "Efternamn", "Titel", "E-post"]


def test_partners_between_commas_and_amounts_in_thousands(tmp_path: Path) -> None:
    rows = [
        ["Projekt", "Samverkansparter", "Total budget (tkr)", "Medfinansieringsgrad"],
        ["Ett", "Föreningen Ett, Exempel AB", 1200, 0.4],
        ["Två", "Exempel AB, Föreningen Ett, Exempelstad", 900.5, 1],
    ]

    file = workbook(tmp_path / "t.xlsx", rows)
    text = propose(file)

    found = tomllib.loads(text)
    assert found["participant"] == [
        {"columns": ["Samverkansparter"], "separator": ",", "role": "partner_with_budget"}
    ]
    assert found["project"] == {
        "name": "Projekt",
        "budget": "Total budget (tkr)",
        "cofinancing_rate": "Medfinansieringsgrad",
        "currency": "SEK",
        "unit": "thousands",
    }
    assert found["format"] == {"rate": "fraction"}
    assert 'unit = "thousands"  # the heading says tkr: 1 is read as 1000' in text
    assert [
        (claim.fields["total_budget"], claim.fields["cofinancing_rate"])
        for claim in read_as_proposed(tmp_path, text, file)
        if claim.kind == "Project"
    ] == [("1200000", "40"), ("900500", "100")]


@pytest.mark.parametrize(
    ("heading", "value", "currency", "unit"),
    [
        ("Beviljat (MSEK)", "2,5", "SEK", "millions"),
        ("Beviljat belopp, kEUR", "40", "EUR", "thousands"),
        ("Mkr", "2,5", "SEK", "millions"),
        ("Belopp i miljoner kronor", "2,5", "SEK", "millions"),
        ("Grant (million €)", "2.5", "EUR", "millions"),
        ("Amount in thousands", "40", "SEK", "thousands"),
        ("Belopp", "500 tkr", "SEK", None),  # the cells say it themselves
        ("Belopp i kr", "500", "SEK", None),
        ("Beviljat (1000-tal kr)", "500", "SEK", "thousands"),
        ("Beviljat, 1 000-tal kronor", "500", "SEK", "thousands"),
        ("Beviljat (000 kr)", "500", "SEK", "thousands"),
        ("Beviljat (1 000 kr)", "500", "SEK", "thousands"),
        ("Belopp i tusental kronor (tkr)", "500", "SEK", "thousands"),
        ("Grant (£000s)", "500", "GBP", "thousands"),
        ("Tilskudd (mill. kr)", "5", "SEK", "millions"),
        ("Amount EUR k", "40", "EUR", "thousands"),
        ("Amount (m EUR)", "4", "EUR", "millions"),
        ("kusd", "4", "USD", "thousands"),
        ("Förderung (Mio. €)", "4", "EUR", "millions"),
        ("Omsättning (tkr)", "4", "SEK", "thousands"),
        ("Belopp SEK m.m.", "500", "SEK", None),
        ("Beviljat 1000 kr", "500", "SEK", "thousands"),
        ("Beviljat, 1000 kr", "500", "SEK", "thousands"),
        ("Beviljat 2020 1 000 kr", "500", "SEK", "thousands"),
        ("Beviljat 1000 SEK", "500", "SEK", "thousands"),
        ("Beviljat (kr) 000", "500", "SEK", "thousands"),
        ("Belopp, 1000 svenska kronor", "500", "SEK", "thousands"),
        ("Belopp (tusenkronor)", "500", "SEK", "thousands"),
        ("beloppTkr", "500", "SEK", "thousands"),
        ("belopp_1000_kr", "500", "SEK", "thousands"),
        ("Belopp..tkr.", "500", "SEK", "thousands"),
        ("Belopp 2020-22 tkr", "500", "SEK", "thousands"),
        ("Beløp (NOK 1000)", "500", "NOK", "thousands"),
        ("Beløp NOK 1 000", "500", "NOK", "thousands"),
        ("Beløp i hele tusen kroner", "500", "SEK", "thousands"),
        ("Beløb (DKK 1.000)", "500", "DKK", "thousands"),
        ("Beløb i 1.000 kr.", "500", "SEK", "thousands"),
        ("Beløb (t.kr.)", "500", "SEK", "thousands"),
        ("Beløb (mia. kr.)", "2,5", "SEK", "billions"),
        ("Zuschuss in Tsd. EUR", "500", "EUR", "thousands"),
        ("Zuschuss in T€", "500", "EUR", "thousands"),
        ("Zuschuss in 1.000 Euro", "500", "EUR", "thousands"),
        ("Umsatz (TEUR)", "500", "EUR", "thousands"),
        ("Grant (x1000 EUR)", "500", "EUR", "thousands"),
        ("Grant (x 1000 EUR)", "500", "EUR", "thousands"),
        ("Grant x 1 000 SEK", "500", "SEK", "thousands"),
        ("Grant (×1000)", "500", "SEK", "thousands"),
        ("Grant (EUR th.)", "500", "EUR", "thousands"),
        ("Grant (€, 000)", "500", "EUR", "thousands"),
        ("Grant ('000)", "500", "SEK", "thousands"),
        ("Grant (USD 1,000)", "500", "USD", "thousands"),
        ("Amount, EURm", "4", "EUR", "millions"),
        ("Belopp (1 000 000 kr)", "4", "SEK", "millions"),
        ("Antal och belopp (tkr)", "500", "SEK", "thousands"),
        ("kr", "500", "SEK", None),
        ("Kronor", "500", "SEK", None),
        ("EUR", "500", "EUR", None),
        ("Euro", "500", "EUR", None),
        ("Belopp (1000x kr)", "500", "SEK", "thousands"),
        ("Utbetalt belopp 2020-12-31 tkr", "500", "SEK", "thousands"),
        ("Beviljat 2020 kr", "500", "SEK", None),
        ("Beviljat 10 000 kr", "500", "SEK", None),
    ],
)
def test_what_amounts_are_counted_in_is_told_by_the_heading(
    tmp_path: Path, heading: str, value: str, currency: str, unit: str | None
) -> None:
    rows = [["Projekt", "Finansiär", heading], ["Ett", "Påhittade fonden", value]]

    found = tomllib.loads(propose(workbook(tmp_path / "t.xlsx", rows)))

    (funder,) = found["funder"]
    assert (funder["amount"], funder["currency"], funder.get("unit")) == (heading, currency, unit)


@pytest.mark.parametrize(
    ("heading", "kind", "unit"),
    [
        ("EU-andel (kr)", "eu_support", None),
        ("EU-stöd", "eu_support", None),
        ("Egen insats (tkr)", "own", "thousands"),
        ("Kontantinsats (tkr)", "own", "thousands"),
        ("Medfinansiering (kr)", "unknown", None),
    ],
)
def test_what_another_pays_is_not_given_to_the_funder_in_a_column(
    tmp_path: Path, heading: str, kind: str, unit: str | None
) -> None:
    rows = [["Projekt", heading, "Finansiär", "Beviljat"], ["Ett", 500, "Påhittade fonden", 400]]

    text = propose(workbook(tmp_path / "t.xlsx", rows))

    found = tomllib.loads(text)
    assert [(f["columns"], f["amount"]) for f in found["funder"]] == [(["Finansiär"], "Beviljat")]
    waiting = text[text.index(f'# Who pays "{heading}"?') :]
    uncommented = "\n".join(line.removeprefix("# ") for line in waiting.splitlines()[1:])
    (funder,) = tomllib.loads(uncommented)["funder"]
    assert (funder["amount"], funder["amount_kind"], funder.get("unit")) == (heading, kind, unit)


@pytest.mark.parametrize(
    "heading",
    [
        "Antal besökare (tusental)",
        "Besökare (tusental)",
        "Number of visits (thousands)",
        "Antal kr (tusental)",
        "tkr per deltagare",
        "Kostnad i tkr/år",
    ],
)
def test_what_is_counted_in_thousands_is_not_money_for_that(tmp_path: Path, heading: str) -> None:
    rows = [["Projekt", "Finansiär", heading], ["Ett", "Påhittade fonden", 500]]

    text = propose(workbook(tmp_path / "t.xlsx", rows))

    found = tomllib.loads(text)
    assert found["funder"] == [{"columns": ["Finansiär"]}]
    assert found["file"]["ignore"] == [heading]
    assert f'"{heading}",  # not recognised' in text


def test_a_share_in_a_currency_is_an_amount_beside_the_rate(tmp_path: Path) -> None:
    rows = [
        ["Projekt", "EU-andel (kr)", "Medfinansieringsandel", "Timsats (kr)"],
        ["Ett", 500000, 0.4, 450],
        ["Två", 750000, 1, 500],
    ]

    text = propose(workbook(tmp_path / "t.xlsx", rows))

    found = tomllib.loads(text)
    assert found["project"] == {"name": "Projekt", "cofinancing_rate": "Medfinansieringsandel"}
    assert found["file"]["ignore"] == ["EU-andel (kr)", "Timsats (kr)"]
    assert '# amount = "EU-andel (kr)"\n# amount_kind = "eu_support"' in text


@pytest.mark.parametrize(
    ("heading", "word"),
    [
        ("Belopp 1000", "1000"),
        ("Belopp (1 000)", "1 000"),
        ("Belopp (k)", "k"),
        ("Amount M", "M"),
        ("Belopp 1000 (kr)", "1000"),
        ("Bidrag i kr, över 1000 kr", "1000"),
        ("Belopp (tkr/mkr)", "tkr"),
        ("Belopp (100 tkr)", "tkr"),
        ("Belopp (100 000 kr)", "100 000"),
    ],
)
def test_what_may_be_a_unit_is_left_to_the_user_and_asked_for(
    tmp_path: Path, heading: str, word: str
) -> None:
    rows = [["Projekt", "Finansiär", heading], ["Ett", "Påhittade fonden", 500]]
    file = workbook(tmp_path / "t.xlsx", rows)

    text = propose(file)

    line = f'# unit = "…"  # “{word}” in the heading may say "thousands": say so, or "ones"\n'
    assert line in text
    with pytest.raises(BadInputError) as refused:
        read_as_proposed(tmp_path, text, file)
    assert f"“{word}” in the heading may say it, and may not" in str(refused.value)
    for unit, read in (("ones", "500"), ("thousands", "500000")):
        found = read_as_proposed(tmp_path, text.replace(line, f'unit = "{unit}"\n'), file)
        assert [c.fields["amount"] for c in found if c.kind == "FUNDS"] == [read]


@pytest.mark.parametrize(
    "heading",
    ["Top 1000", "Projekt 1000", "Projekt 1000 (kr)", "Sekt", "Insekt", "000"],
)
def test_a_number_or_a_word_that_only_looks_like_money_is_none(
    tmp_path: Path, heading: str
) -> None:
    rows = [["Projekt", "Finansiär", heading], ["Ett", "Påhittade fonden", 500]]

    found = tomllib.loads(propose(workbook(tmp_path / "t.xlsx", rows)))

    assert found["funder"] == [{"columns": ["Finansiär"]}]
    assert found["file"]["ignore"] == [heading]


@pytest.mark.parametrize("heading", ["Insats", "Insatsens namn", "Namn på insats"])
def test_an_effort_is_a_project(tmp_path: Path, heading: str) -> None:
    rows = [[heading, "Projektägare", "Timsats (kr)"], ["Ett", "Exempel AB", 450]]

    found = tomllib.loads(propose(workbook(tmp_path / "t.xlsx", rows)))

    assert found["project"] == {"name": heading}
    assert found["file"]["ignore"] == ["Timsats (kr)"]


def read_as_proposed(folder: Path, text: str, file: SourceFile) -> list[Claim]:
    """What a proposal, taken as it is, makes of the table."""
    (folder / "m.toml").write_text(text, encoding="utf-8")
    table = mapped_importer(folder / "m.toml")
    make = ClaimMaker(table.manifest)
    return [claim for row in table.module.read(file) for claim in table.module.claims(row, make)]


def test_agreements_with_their_years(tmp_path: Path) -> None:
    rows = [
        ["IOP", "Organisation", "Avtal från", "Avtal till"],
        ["IOP Exempel", "Exempelföreningen", "2020", "2023"],
    ]

    found = tomllib.loads(propose(workbook(tmp_path / "t.xlsx", rows)))

    assert found["collaboration"] == {
        "name": "IOP",
        "kind": "unknown",
        "start": "Avtal från",
        "end": "Avtal till",
    }


def test_an_encoding_that_is_named_is_used_and_written_down(tmp_path: Path) -> None:
    rows = "Projekt;Projektägare\nVägen in;Ångermanlands samordningsförbund\n"
    path = tmp_path / "t.csv"
    path.write_bytes(rows.encode("cp850"))

    text = propose(SourceFile(path), encoding="cp850")
    (tmp_path / "m.toml").write_text(text, encoding="utf-8")
    table = mapped_importer(tmp_path / "m.toml")
    [row] = table.module.read(SourceFile(path))
    names = [c.fields["name"] for c in table.module.claims(row, ClaimMaker(table.manifest))
             if "name" in c.fields]  # fmt: skip

    assert tomllib.loads(text)["file"]["encoding"] == "cp850"
    assert names == ["Vägen in", "Ångermanlands samordningsförbund"]


@pytest.mark.parametrize(
    ("headings", "values", "dates"),
    [
        (("År",), ("2022",), {"start": "År"}),
        (("Year",), ("2022",), {"start": "Year"}),
        (("Från", "Till"), ("2021", "2023"), {"start": "Från", "end": "Till"}),
        (("From", "To"), ("2021-05", "2023-04"), {"start": "From", "end": "To"}),
        (("Fr.o.m.", "T.o.m."), ("2021", "2023"), {"start": "Fr.o.m.", "end": "T.o.m."}),
        (("Startår", "Slutår"), ("2021", "2023"), {"start": "Startår", "end": "Slutår"}),
        (("Projektstart", "Projektslut"), ("2021", "2023"),
         {"start": "Projektstart", "end": "Projektslut"}),
        (("År", "Slutår"), ("2021", "2023"), {"start": "År", "end": "Slutår"}),
        (("År", "Startdatum"), ("2021", "2021-09-01"), {"start": "Startdatum"}),
        (("Beslut",), ("2021",), {}),
    ],
)  # fmt: skip
def test_years_and_pairs_of_dates_are_start_and_end(
    tmp_path: Path, headings: tuple[str, ...], values: tuple[str, ...], dates: dict[str, str]
) -> None:
    rows = [[*headings, "Projekt", "Projektägare"], [*values, "Ett", "Exempel AB"]]
    file = workbook(tmp_path / "t.xlsx", rows)

    text = propose(file)

    found = tomllib.loads(text)
    assert {k: v for k, v in found["project"].items() if k != "name"} == dates
    assert found["file"]["ignore"] == [name for name in headings if name not in dates.values()]
    (project,) = (c for c in read_as_proposed(tmp_path, text, file) if c.kind == "Project")
    given = dict(zip(headings, values, strict=True))
    assert {k: project.fields[k] for k in ("start", "end") if k in project.fields} == {
        key: given[heading] for key, heading in dates.items()
    }


def test_years_of_a_workbook_that_are_numbers_are_years(tmp_path: Path) -> None:
    file = workbook(tmp_path / "t.xlsx", [["År", "Projekt"], [2022, "Ett"], [2023, "Två"]])

    found = read_as_proposed(tmp_path, propose(file), file)

    assert [c.fields["start"] for c in found if c.kind == "Project"] == ["2022", "2023"]


def test_to_whom_something_is_granted_is_no_end(tmp_path: Path) -> None:
    rows = [["År", "Projekt", "Beviljat till", "Mottagare"], ["2022", "Ett", "Exempel AB", "Ex"]]

    found = tomllib.loads(propose(workbook(tmp_path / "t.xlsx", rows)))

    assert found["project"] == {"name": "Projekt", "start": "År"}
    assert found["participant"] == [{"columns": ["Beviljat till", "Mottagare"], "role": "owner"}]


def test_the_day_of_a_meeting_is_its_start_and_not_its_name(tmp_path: Path) -> None:
    rows = [["Nätverksmöte", "Organisation"], ["2025-01-10", "Ett"], ["2025-02-10", "Två"]]

    found = tomllib.loads(propose(workbook(tmp_path / "Möten.xlsx", rows)))

    assert found["collaboration"] == {
        "name": {"fixed": "Möten"}, "kind": "unknown", "start": "Nätverksmöte",
        "end": "Nätverksmöte",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("Huvudman", "owner"),
        ("Ansvarig organisation", "owner"),
        ("Lead organisation", "owner"),
        ("Bidragsmottagare", "owner"),
        ("Samverkanspart", "partner_with_budget"),
        ("Samverkanspartner", "partner_unspecified"),
        ("Samarbetspart", "partner"),
        ("Samarbetspartners", "partner_unspecified"),
    ],
)
def test_roles_are_told_by_the_words_of_a_heading(tmp_path: Path, heading: str, role: str) -> None:
    rows = [["Projekt", heading], ["Ett", "Exempel AB"]]

    found = tomllib.loads(propose(workbook(tmp_path / "t.xlsx", rows)))

    assert found["participant"] == [{"columns": [heading], "role": role}]


def test_commas_between_partners_part_no_columns(tmp_path: Path) -> None:
    file = csv_file(
        tmp_path / "t.csv",
        "Projekt;Projektägare;Partners",
        "Ett;Exempelstad;Kompass, Stiftelsen Tak, Mat och Hem, Bron",
        "Två;Exempelby;Göteborgs universitet, Institutionen för socialt arbete",
    )

    found = tomllib.loads(propose(file))

    assert found["project"] == {"name": "Projekt"}
    assert [section["columns"] for section in found["participant"]] == [
        ["Projektägare"], ["Partners"],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (
            (";Projekt;Projektägare", "1;Ett;Exempelstad", "2;Två;Exempelby"),
            "t.csv, row 2, column “number 1”: found “1”, expected nothing in a column without a "
            "heading; name the column",
        ),
        (
            ("Projekt;Partner;Partner", "Ett;Kompass;Pelaren"),
            "t.csv, row 1: found “'Partner'”, expected every column once; rename or remove the "
            "column that stands twice",
        ),
    ],
)
def test_a_row_beneath_defective_headings_is_not_taken_for_them(
    tmp_path: Path, rows: tuple[str, ...], said: str
) -> None:
    with pytest.raises(BadInputError) as refused:
        propose(csv_file(tmp_path / "t.csv", *rows))

    assert str(refused.value) == said


def test_a_title_above_the_headings_is_not_taken_for_them(tmp_path: Path) -> None:
    file = csv_file(
        tmp_path / "t.csv",
        "Utdrag;ur Platina;;",
        ";;;",
        "Projekt;Projektägare;Partner;Start",
        "Ett;Exempelstad;Kompass;2024",
    )

    found = tomllib.loads(propose(file))

    assert (found["file"]["header_row"], found["project"]) == (
        3, {"name": "Projekt", "start": "Start"},
    )  # fmt: skip

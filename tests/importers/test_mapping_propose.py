"""A proposed mapping loads and imports without edits, and never reads personal data."""

import datetime
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from importers.base import ClaimMaker, importers
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

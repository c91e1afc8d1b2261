"""Any table with a mapping: what becomes of it, what is refused, what changes."""

from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from graph_schema.claims import Claim, Locator, RecordKey
from graph_schema.vocabularies import Role
from importers.base import ClaimMaker, Importer
from importers.errors import BadInputError
from importers.files import SourceFile
from importers.mapped_tables.loading import parse_mapping
from importers.mapped_tables.table import mapped_importer
from importers.run import RefusedFilesError
from queries.stores.base import Store
from service.importing import import_files
from service.previewing import Preview, RecordChange, preview

PROJECTS = """
[dataset]
name = "vara-projekt"
title = "Våra projekt"
publisher = "Exempelkansliet"
retrieved = 2025-11-01

[file]
ignore = ["Anteckning"]

[format]
date_order = "dmy"
decimal = ","
list_separator = ","

[project]
key = "Nr"
number = "Diarienummer"
number_scheme = "dnr"
name = "Projekt"
start = "Start"
end = "Slut"
region = "Län"
themes = "Tema"
target_groups = ["Målgrupp"]
programme = { fixed = "ESF+" }
budget = "Budget"

[[participant]]
columns = "Ägare"
orgnr = "Orgnr"
role = "owner"
sector = { column = "Sektor", values = { "Näringsliv" = "private" } }

[[participant]]
columns = ["Partner 1", "Partner 2"]
separator = ";"
role = "partner"

[[funder]]
columns = "Finansiär"
amount = "Beviljat"
amount_kind = "granted"
"""
ROW = {
    "Nr": "7",
    "Diarienummer": "24-001-S01",
    "Projekt": "Exempelprojektet",
    "Start": "01/02/2024",
    "Slut": "2025-12",
    "Län": "Skåne",
    "Tema": "Arbete, Hälsa",
    "Målgrupp": "Unga",
    "Budget": "1.234.567,50",
    "Ägare": "Påhittade AB",
    "Orgnr": "559999-0008",
    "Sektor": "Näringsliv",
    "Partner 1": "Föreningen Exempel; Påhittad stiftelse",
    "Partner 2": "ring 070-123 45 67",
    "Finansiär": "Påhittade fonden",
    "Beviljat": "900 000 kr",
    "Anteckning": "ring Anna",
}
NAMES = """
[dataset]
name = "rundabord"
title = "Rundabord"

[collaboration]
name = { fixed = "Rundabord om arbete" }
kind = "round_table"
start = "Datum"

[[participant]]
columns = "Organisation"
status = { column = "Status", default = "attended" }

[participant.role]
column = "Roll"
default = "participating_organisation"
values = { "värd" = "organiser" }
"""


def csv(*rows: dict[str, str]) -> bytes:
    """Rows of one shape as a file with semicolons."""
    quoted = [[f'"{cell}"' for cell in line] for line in ([*rows[0]], *(r.values() for r in rows))]
    return "\n".join(";".join(line) for line in quoted).encode()


def importer_of(folder: Path, mapping: str, *, complete: bool = False) -> Importer:
    """The source this mapping makes."""
    path = folder / "m.toml"
    path.write_text(mapping, encoding="utf-8")
    return mapped_importer(path, complete=complete)


def claims_of(importer: Importer, data: bytes, name: str = "t.csv") -> list[Claim]:
    """All claims of a table."""
    make = ClaimMaker(importer.manifest)
    rows = importer.module.read(SourceFile.from_bytes(data, name))
    return [claim for row in rows for claim in importer.module.claims(row, make)]


def said(claims: list[Claim], kind: str) -> list[tuple[Any, ...]]:
    """The edges of a kind: keys of both ends and the fields."""
    return [
        (claim.ends[0].key, claim.ends[1].key, dict(claim.fields))
        for claim in claims
        if claim.ends is not None and claim.kind == kind
    ]


def refusal(importer: Importer, data: bytes) -> str:
    """The error this table is refused with."""
    with pytest.raises(BadInputError) as refused:
        claims_of(importer, data)
    return str(refused.value)


def mapping_refusal(mapping: str) -> str:
    """The error this mapping is refused with."""
    with pytest.raises(BadInputError) as refused:
        parse_mapping(mapping.encode(), "m.toml")
    return str(refused.value)


def test_a_row_of_a_project_table_whole(tmp_path: Path) -> None:
    claims = claims_of(importer_of(tmp_path, PROJECTS), csv(ROW))

    arena = claims[0]
    assert (arena.source, arena.record, arena.key) == ("table:vara-projekt", "7", "7")
    assert arena.locator == Locator(row=2)
    assert arena.published == {
        "Nr": "7",
        "Diarienummer": "24-001-S01",
        "Projekt": "Exempelprojektet",
        "Start": "01/02/2024",
        "Slut": "2025-12",
        "Län": "Skåne",
        "programme": "ESF+",
        "Budget": "1.234.567,50",
    }
    assert arena.fields == {
        "name": "Exempelprojektet",
        "number": "24-001-S01",
        "identifiers": ["dnr:24-001-S01"],
        "start": "2024-02-01",
        "end": "2025-12",
        "region_as_published": "Skåne",
        "programme_as_published": "ESF+",
        "total_budget": "1234567.5",
        "currency": "SEK",
        "unnamed_parties": ["ring █████████████"],
    }
    owner = claims[claims.index(arena) + 1 :]
    (company,) = [c for c in owner if c.fields.get("name") == "Påhittade AB"]
    assert company.fields == {
        "name": "Påhittade AB",
        "identifiers": ["orgnr:5599990008"],
        "sector": "private",
        "actor_kind": "company",
        "sector_basis": "register",
        "sector_evidence": "the number 5599… is that of a limited company",
    }
    assert said(claims, "PARTICIPATES_IN") == [
        ("orgnr:5599990008", "7", {"role": "owner", "role_as_published": "Ägare"}),
        ("föreningen exempel", "7", {"role": "partner", "role_as_published": "Partner 1"}),
        ("påhittad stiftelse", "7", {"role": "partner", "role_as_published": "Partner 1"}),
    ]
    assert said(claims, "FUNDS") == [
        (
            "påhittade fonden",
            "7",
            {
                "amount": "900000",
                "currency": "SEK",
                "amount_kind": "granted",
                "amount_as_published": "Beviljat",
            },
        )
    ]
    assert said(claims, "ADDRESSES") == [("7", "arbete", {}), ("7", "hälsa", {})]
    assert said(claims, "TARGETS") == [("7", "unga", {})]
    assert said(claims, "ACTIVE_IN") == [("7", "lan:12", {})]
    assert said(claims, "PART_OF") == [("7", "esf+", {})]
    assert not any("Anna" in str(claim.body()) for claim in claims)


def test_participation_states_its_status_only_where_the_mapping_does(tmp_path: Path) -> None:
    rows = (
        {"Organisation": "Exempelstad", "Roll": "Värd", "Status": "Intresserad", "Datum": "2025"},
        {"Organisation": "Exempel AB", "Roll": "", "Status": "", "Datum": "2025"},
        {
            "Organisation": "Socialförvaltningen",
            "Roll": "Samarbetspart",
            "Status": "",
            "Datum": "2025",
        },
    )

    claims = claims_of(importer_of(tmp_path, NAMES), csv(*rows))

    assert {claim.record for claim in claims} == {"rundabord om arbete"}
    assert said(claims, "PARTICIPATES_IN") == [
        (
            "exempelstad",
            "rundabord om arbete",
            {"role": "organiser", "role_as_published": "Värd", "status": "interested"},
        ),
        (
            "exempel ab",
            "rundabord om arbete",
            {
                "role": "participating_organisation",
                "role_as_published": "Organisation",
                "status": "attended",
            },
        ),
        (
            "socialförvaltningen (rundabord om arbete)",
            "rundabord om arbete",
            {"role": "partner", "role_as_published": "Samarbetspart", "status": "attended"},
        ),
    ]


def test_the_word_partner_in_a_cell_is_not_taken_for_the_code(tmp_path: Path) -> None:
    row = {"Organisation": "Exempelstad", "Roll": "Partner", "Status": "", "Datum": "2025"}

    assert refusal(importer_of(tmp_path, NAMES), csv(row)) == (
        "t.csv, row 2, column “Roll”: found “Partner”, expected one of värd, "
        + ", ".join(role.sv for role in Role)
        + "; correct the cell, or add the value to [participant] role values in the mapping"
    )


def test_of_a_sole_trader_nothing_personal_is_kept_anywhere_in_the_row(tmp_path: Path) -> None:
    row = {**ROW, "Ägare": "Kim Exempelsson", "Orgnr": "880101-1233"}
    row["Projekt"] = "Kim Exempelsson provar"

    claims = claims_of(importer_of(tmp_path, PROJECTS), csv(row))

    text = "".join(str(claim.body()) for claim in claims)
    assert [word in text for word in ("Exempelsson", "880101", "070-123")] == [False] * 3
    traders = [c for c in claims if c.key.startswith("sole trader")]
    assert [(t.published, t.fields["name"]) for t in traders] == [
        ({}, "Enskild näringsidkare (7, rad 2, Ägare)")
    ]


def test_a_workbook_reads_as_the_same_table(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Projekt 2024"
    sheet.append(["Våra projekt"])
    sheet.append([*ROW])
    sheet.append([*{**ROW, "Budget": 1234567.5, "Beviljat": 900000}.values()])
    book.save(tmp_path / "t.xlsx")

    found = claims_of(importer_of(tmp_path, PROJECTS), (tmp_path / "t.xlsx").read_bytes(), "t.xlsx")
    as_text = claims_of(importer_of(tmp_path, PROJECTS), csv(ROW))

    assert found[0].locator == Locator(row=3, sheet="Projekt 2024")
    assert [(c.kind, c.key, c.fields) for c in found] == [
        (c.kind, c.key, c.fields) for c in as_text
    ]


def test_a_fixed_funder_pays_only_where_there_is_an_amount(tmp_path: Path) -> None:
    mapping = PROJECTS.replace(
        '[[funder]]\ncolumns = "Finansiär"', '[[funder]]\nname = "Exempelverket"'
    ).replace('ignore = ["Anteckning"]', 'ignore = ["Anteckning", "Finansiär"]')
    rows = (ROW, {**ROW, "Nr": "8", "Beviljat": ""})

    claims = claims_of(importer_of(tmp_path, mapping), csv(*rows))

    assert [(who, where) for who, where, _ in said(claims, "FUNDS")] == [("exempelverket", "7")]


@pytest.mark.parametrize(
    ("column", "value", "says"),
    [
        (
            "Start",
            "1 maj",
            "found “1 maj”, expected a date such as 2022-12-15, 2022-12 or 2022 or 15/12/2022; "
            "set date_order in [format] of the mapping, or correct the cell",
        ),
        (
            "Slut",
            "2023",
            "found “2023”, expected a date that is not before the start 2024-02-01",
        ),
        (
            "Beviljat",
            "mycket",
            "found “mycket”, expected an amount such as 75 354 267, 2073781,25 or 1.234.567,5 "
            "with “,” before decimals; correct the cell or leave it empty; a word that says "
            "nothing wherever it stands may be listed under empty in [format] of the mapping",
        ),
        (
            "Sektor",
            "Sjunde",
            "found “Sjunde”, expected one of Näringsliv, Offentlig sektor, Privat sektor "
            "(näringsliv), Idéburen sektor (civilsamhället), Akademi, Okänd sektor; correct the "
            "cell, or add the value to [participant] sector values in the mapping",
        ),
        (
            "Orgnr",
            "12",
            "found “12”, expected an organisation number such as 202100-4920 (an organisation "
            "number has ten digits, such as 202100-4920); correct the number or leave the cell "
            "empty",
        ),
        ("Projekt", "", "the value is empty, expected a value; fill the cell in or remove the row"),
    ],
)
def test_a_wrong_cell_is_named_with_what_to_do(
    tmp_path: Path, column: str, value: str, says: str
) -> None:
    found = refusal(importer_of(tmp_path, PROJECTS), csv(ROW, {**ROW, column: value}))

    assert found == f"t.csv, row 3, column “{column}”: {says}"


def test_an_amount_of_several_funders_is_refused(tmp_path: Path) -> None:
    mapping = PROJECTS.replace('columns = "Finansiär"', 'columns = "Finansiär"\nseparator = ";"')

    found = refusal(importer_of(tmp_path, mapping), csv({**ROW, "Finansiär": "En fond; En till"}))

    assert found == (
        "t.csv, row 2, column “Finansiär”: found “En fond; En till”, expected one funder of the "
        "amount in “Beviljat”; give each funder a row, or a column and an amount column, of its own"
    )


def test_headings_must_agree_with_the_mapping(tmp_path: Path) -> None:
    importer = importer_of(tmp_path, PROJECTS)
    renamed = {name.replace("Tema", "Teman"): cell for name, cell in ROW.items()}

    assert refusal(importer, csv(renamed)) == (
        "t.csv, row 1, column “Tema”: expected a column of this name, which [project] themes of "
        "the mapping names; did you mean “Teman”?; correct the mapping or the heading"
    )
    assert refusal(importer, csv({**ROW, "Nytt": "x", "Mer": "y"})) == (
        "t.csv, row 1, column “Nytt”: expected columns that the mapping names; it does not name "
        "“Nytt”, “Mer”; map them, or list them under ignore in [file]"
    )
    assert refusal(
        importer_of(tmp_path, PROJECTS.replace("[file]", "[file]\nheader_row = 4")), csv(ROW)
    ) == (
        "t.csv, row 4: expected the headings in this row; they seem to stand in row 1; correct "
        "header_row in [file] of the mapping"
    )


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (
            'name = { fixed = "Rundabord om arbete" }',
            'nmae = "X"',
            "m.toml, column “[collaboration] nmae”: found “nmae”, expected one of the keys name, "
            "key, number, number_scheme, start, end, themes, target_groups, region, programme, "
            "website, kind, place; did you mean “name”?; correct or remove the key",
        ),
        (
            'kind = "round_table"',
            'kind = { colum = "Typ" }',
            "m.toml, column “[collaboration] kind colum”: found “colum”, expected one of the keys "
            "column, values, default, fixed; did you mean “column”?; correct or remove the key",
        ),
        (
            'columns = "Organisation"',
            'columns = "Organisation"\nname = "X"',
            "m.toml, column “[participant] number 1”: expected either columns or name, and not "
            "both; correct the mapping",
        ),
        (
            'title = "Rundabord"',
            'title = "Rundabord"\nvisibility = "public"',
            "m.toml, column “[dataset]”: expected for a public table a licence with name and "
            "evidence (an address); correct the mapping",
        ),
        (
            'name = "rundabord"',
            'name = "Runda/bord"',
            "m.toml, column “[dataset] name”: found “Runda/bord”, expected small letters a to z, "
            "digits, - and _, such as round-table; correct the mapping",
        ),
        (
            'start = "Datum"',
            "start = Datum",
            "m.toml: expected a mapping written as TOML (Invalid value (at line 9, column 9)); "
            "correct that line; words with å, ä, ö or spaces need quotation marks",
        ),
        (
            "[collaboration]",
            "[project]\nname = 'P'\n[collaboration]",
            "m.toml, column “the whole mapping”: expected one of [project], [collaboration] "
            "and [actor]; correct the mapping",
        ),
    ],
)
def test_a_wrong_mapping_is_named_by_section_and_key(old: str, new: str, says: str) -> None:
    assert old in NAMES
    assert mapping_refusal(NAMES.replace(old, new)) == says


def test_a_table_is_private_and_restates_only_its_own_records_unless_said(tmp_path: Path) -> None:
    part, whole = importer_of(tmp_path, NAMES), importer_of(tmp_path, NAMES, complete=True)

    assert (part.manifest.visibility, part.manifest.scope.extent) == ("private", "records")
    assert whole.manifest.scope.extent == "whole"
    assert part.manifest.version != whole.manifest.version
    assert part.manifest.name == "table:rundabord"
    public = NAMES.replace(
        'title = "Rundabord"',
        'title = "Rundabord"\nvisibility = "public"\n'
        'licence = { name = "CC0 1.0", evidence = "https://example.org/villkor" }',
    )
    assert importer_of(tmp_path, public).manifest.visibility == "public"


def test_an_edge_keeps_its_ends_by_record_key(tmp_path: Path) -> None:
    claims = claims_of(importer_of(tmp_path, PROJECTS), csv(ROW))

    (placed,) = [claim for claim in claims if claim.kind == "ACTIVE_IN"]

    assert placed.ends == (
        RecordKey("table:vara-projekt", "Project", "7"),
        RecordKey("regions", "Region", "lan:12"),
    )


def test_an_import_its_preview_and_what_it_closes(store: Store, tmp_path: Path) -> None:
    importer = importer_of(tmp_path, PROJECTS, complete=True)
    rows = [{**ROW, "Nr": str(n), "Projekt": f"Projekt {n}", "Diarienummer": ""} for n in range(6)]
    table = tmp_path / "t.csv"
    table.write_bytes(csv(*rows))

    new = preview(store, importer, [table])
    report, _ = import_files(store, importer, [table])
    again, _ = import_files(store, importer, [table])
    same = preview(store, importer, [table])
    rows[1] |= {"Slut": "2026-06", "Partner 1": "Föreningen Exempel; Nya föreningen"}
    added = {**ROW, "Nr": "9", "Projekt": "Projekt 9", "Diarienummer": ""}
    table.write_bytes(csv(*rows[:5], added))
    changes = preview(store, importer, [table])

    assert [change.name for change in new.added] == [f"Projekt {n}" for n in range(6)]
    assert (new.changed, new.closed, report.places_opened > 0) == ((), (), True)
    assert again.note == f"the same bytes were read by {report.run}: nothing to do"
    assert same == Preview()
    assert [(c.record, c.name) for c in changes.added] == [("9", "Projekt 9")]
    assert [(c.record, c.name) for c in changes.closed] == [("5", "Projekt 5")]
    assert changes.changed == (
        RecordChange(
            "1",
            "Projekt 1",
            (
                "new: Actor Nya föreningen",
                "gone: Actor Påhittad stiftelse",
                "new: Nya föreningen takes part in Projekt 1 (partner)",
                "gone: Påhittad stiftelse takes part in Projekt 1 (partner)",
                "Project Projekt 1: end 2025-12 → 2026-06",
            ),
        ),
    )
    assert store.head() == report.version


def test_a_preview_of_rows_that_cannot_be_read_says_so_and_holds_no_lease(
    store: Store, tmp_path: Path
) -> None:
    importer = importer_of(tmp_path, PROJECTS)
    table = tmp_path / "t.csv"
    table.write_bytes(csv({**ROW, "Start": "i våras"}))

    with pytest.raises(RefusedFilesError, match="t.csv, row 2, column “Start”"):
        preview(store, importer, [table])

    table.write_bytes(csv(ROW))
    report, _ = import_files(store, importer, [table])
    assert report.places == len(claims_of(importer, csv(ROW)))


def test_rows_beneath_the_last_one_are_not_read(tmp_path: Path) -> None:
    importer = importer_of(tmp_path, PROJECTS.replace("[file]", "[file]\nlast_row = 2"))
    total = dict.fromkeys(ROW, "") | {"Nr": "Summa", "Budget": "1.234.567,50"}

    assert [c.key for c in claims_of(importer, csv(ROW, total)) if c.kind == "Project"] == ["7"]


def test_words_listed_as_empty_say_nothing(tmp_path: Path) -> None:
    importer = importer_of(tmp_path, PROJECTS.replace("[format]", '[format]\nempty = ["N A"]'))
    row = {**ROW, "Slut": "n a", "Budget": "N A", "Partner 1": "N A"}

    [project] = [c for c in claims_of(importer, csv(row)) if c.kind == "Project"]

    assert "end" not in project.fields
    assert "total_budget" not in project.fields


def test_an_amount_in_another_currency_is_refused(tmp_path: Path) -> None:
    said = refusal(importer_of(tmp_path, PROJECTS), csv({**ROW, "Beviljat": "900 000 €"}))

    assert said == (
        "t.csv, row 2, column “Beviljat”: found “900 000 €”, expected an amount in SEK, not EUR; "
        "correct currency in the mapping, or give each currency a column of its own"
    )


def test_the_intervention_field_of_a_project_is_kept(tmp_path: Path) -> None:
    mapping = PROJECTS.replace('ignore = ["Anteckning"]', "").replace(
        'budget = "Budget"', 'budget = "Budget"\nintervention_field = "Anteckning"'
    )

    found = claims_of(importer_of(tmp_path, mapping), csv({**ROW, "Anteckning": "127"}))

    assert [c.fields["intervention_field"] for c in found if c.kind == "Project"] == ["127"]


SCALED = """
[dataset]
name = "stora-belopp"
title = "Stora belopp"

[format]
decimal = ","

[project]
name = "Projekt"
budget = "Budget (tkr)"
unit = "thousands"
cofinancing_rate = "EU-andel"

[[funder]]
columns = "Finansiär"
amount = "Beviljat"
share = "Andel"
"""


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("1 200", "1200000"),
        ("0,5", "500"),
        ("500 tkr", "500000"),  # once a thousand, not twice
        ("1,5 mkr", "1500000"),
        ("2 MSEK", "2000000"),
        ("MSEK 2,25", "2250000"),
        ("3 miljoner kr", "3000000"),
        ("3 milj. kr", "3000000"),
        ("1,2 mdkr", "1200000000"),
        ("40 kSEK", "40000"),
        ("5 tusen kronor", "5000"),
        ("5 miljoner kronor", "5000000"),
        ("5 millioner kroner", "5000000"),
        ("2 mill. kr", "2000000"),
        ("1,5 milliarder kr", "1500000000"),
        ("750 t.kr.", "750000"),
        ("3 m SEK", "3000000"),
        ("0,0005 tkr", "0.5"),
        ("123456789012345678901234567891", "123456789012345678901234567891000"),  # exact
        ("1234567890123456789012345678,91 mdkr", "1234567890123456789012345678910000000"),
        ("0,12345678901234567890123456789 kkr", "123.45678901234567890123456789"),
        ("-12", "-12000"),
        ("0 kr", "0"),  # nothing is nothing in any unit
        ("0,00 kr", "0"),
        ("SEK 5m", "5000000"),
        ("SEK 1,5M", "1500000"),
        ("kr 500k", "500000"),
        ("SEK 500 k", "500000"),
    ],
)
def test_an_amount_is_read_in_what_it_is_counted_in_and_kept_as_published(
    tmp_path: Path, written: str, read: str
) -> None:
    row = {"Projekt": "Ett", "Budget (tkr)": written, "EU-andel": "", "Finansiär": "",
           "Beviljat": "", "Andel": ""}  # fmt: skip

    project = claims_of(importer_of(tmp_path, SCALED), csv(row))[0]

    assert project.fields["total_budget"] == read
    assert project.published["Budget (tkr)"] == written


@pytest.mark.parametrize(
    ("rate", "written", "read"),
    [
        (None, "40 %", "40"),
        (None, "49,92%", "49.92"),
        (None, "0,4", "40"),
        (None, "40", "40"),
        ("fraction", "1", "100"),
        ("per_cent", "1", "1"),
        ("per_cent", "0,4", "0.4"),
    ],
)
def test_a_rate_is_read_as_per_cent_and_kept_as_published(
    tmp_path: Path, rate: str | None, written: str, read: str
) -> None:
    row = {"Projekt": "Ett", "Budget (tkr)": "", "EU-andel": written,
           "Finansiär": "Påhittade fonden", "Beviljat": "2 mkr", "Andel": written}  # fmt: skip
    stated = "" if rate is None else f'\nrate = "{rate}"'
    mapping = SCALED.replace('decimal = ","', f'decimal = ","{stated}')

    claims = claims_of(importer_of(tmp_path, mapping), csv(row))

    assert claims[0].fields["cofinancing_rate"] == read
    assert claims[0].published["EU-andel"] == written
    assert said(claims, "FUNDS") == [
        (
            "påhittade fonden",
            "ett",
            {
                "amount": "2000000",
                "currency": "SEK",
                "amount_kind": "unknown",
                "amount_as_published": "Beviljat",
                "share": read,
            },
        )
    ]


@pytest.mark.parametrize(
    ("mapping", "cells", "words"),
    [
        (
            SCALED.replace('unit = "thousands"\n', ""),
            {},
            ["row 1", "column “Budget (tkr)”", "the heading says tkr", 'unit = "thousands"'],
        ),
        (SCALED, {"Budget (tkr)": "två mkr"}, ["row 2", "column “Budget (tkr)”", "“två mkr”"]),
        (SCALED, {"Budget (tkr)": "1 tkr 2 mkr"}, ["row 2", "“1 tkr 2 mkr”"]),
        (
            SCALED,
            {"Budget (tkr)": "500 000 kr"},
            [
                "t.csv, row 2, column “Budget (tkr)”: found “500 000 kr”",
                "unit counts this column in thousands",
                'as in 500 tkr or 1,5 mkr, or set unit = "ones"',
            ],
        ),
        (SCALED, {"Budget (tkr)": "5 tusen tkr"}, ["row 2", "found “5 tusen tkr”"]),
        (SCALED, {"Budget (tkr)": "500 kronor"}, ["row 2", "found “500 kronor”", "thousands"]),
        (SCALED, {"Budget (tkr)": "500:-"}, ["row 2", "found “500:-”", "thousands"]),
        (SCALED, {"Budget (tkr)": "2 MEUR"}, ["row 2", "an amount in SEK, not EUR"]),
        (SCALED, {"Budget (tkr)": "SEK 500t"}, ["found “SEK 500t”, expected an amount such as"]),
        (SCALED, {"Budget (tkr)": "5m"}, ["found “5m”, expected an amount such as"]),
        (SCALED, {"Budget (tkr)": "500 1000 kr"}, ["row 2", "found “500 1000 kr”"]),
        (SCALED, {"EU-andel": "1"}, ["row 2", "column “EU-andel”", 'rate = "fraction"']),
        (SCALED, {"EU-andel": "140 %"}, ["row 2", "column “EU-andel”", "from 0 to 100 per cent"]),
        (SCALED, {"Andel": "hälften"}, ["row 2", "column “Andel”", "“hälften”"]),
    ],
)
def test_amounts_and_rates_that_may_be_read_in_two_ways_are_refused(
    tmp_path: Path, mapping: str, cells: dict[str, str], words: list[str]
) -> None:
    row = {"Projekt": "Ett", "Budget (tkr)": "5", "EU-andel": "", "Finansiär": "Påhittade fonden",
           "Beviljat": "", "Andel": "", **cells}  # fmt: skip

    refused = refusal(importer_of(tmp_path, mapping), csv(row))

    assert [word for word in words if word not in refused] == [], refused


@pytest.mark.parametrize(
    ("heading", "advice"),
    [
        ("Budget 1000 kr", 'write unit = "thousands" in [project] of the mapping, or "ones"'),
        ("Budget (kr) 000", 'write unit = "thousands" in [project]'),
        ("Total cost NOK 1 000", 'write unit = "thousands" in [project]'),
        ("Budget (1 000 000 kr)", 'write unit = "millions" in [project]'),
        ("Budget 1000", 'write unit = "ones" in [project] of the mapping where they are written'),
        ("Budget (k)", 'else "thousands", "millions" or "billions"'),
        ("Budget 2020 kr", None),
        ("Budget 2 000 kr", None),
        ("Top 1000", None),
        ("Projekt 1000", None),
        ("Kostnad per 1000 invånare", None),
    ],
)
def test_a_heading_that_may_say_a_unit_is_never_read_as_ones_unasked(
    tmp_path: Path, heading: str, advice: str | None
) -> None:
    mapping = (
        '[dataset]\nname = "m"\ntitle = "M"\n'
        f'[project]\nname = "Namn"\nbudget = "{heading}"\ncurrency = "NOK"\n'
    )
    importer, data = importer_of(tmp_path, mapping), csv({"Namn": "Ett", heading: "500"})

    if advice is None:
        (project,) = claims_of(importer, data)
        assert project.fields["total_budget"] == "500"
    else:
        refused = refusal(importer, data)
        assert f"t.csv, row 1, column “{heading}”: expected a word on what its" in refused
        assert advice in refused


@pytest.mark.parametrize(
    ("decimal", "written", "read"),
    [
        (",", 1.234, "1234000"),
        (".", 1.234, "1234000"),
        (None, 12.345, "12345000"),
        (",", 2.5, "2500000"),
        (",", "1.234", "1234000000"),  # a text: its point stands before thousands
        (",", "1,234", "1234000"),
    ],
)
def test_a_number_of_a_workbook_has_a_point_and_its_texts_have_what_the_mapping_says(
    tmp_path: Path, decimal: str | None, written: float | str, read: str
) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Projekt", "Budget (MSEK)"])
    sheet.append(["Ett", written])
    book.save(tmp_path / "t.xlsx")
    stated = "" if decimal is None else f'decimal = "{decimal}"'
    mapping = (
        '[dataset]\nname = "m"\ntitle = "M"\n'
        f"[format]\n{stated}\n"
        '[project]\nname = "Projekt"\nbudget = "Budget (MSEK)"\nunit = "millions"\n'
    )

    (project,) = claims_of(
        importer_of(tmp_path, mapping), (tmp_path / "t.xlsx").read_bytes(), "t.xlsx"
    )

    assert project.fields["total_budget"] == read
    assert project.published["Budget (MSEK)"] == str(written)


@pytest.mark.parametrize(
    ("written", "read"),
    [("5 000 kronor", "5000"), ("1 krona", "1"), ("500 euro", None), ("2 mkr", "2000000")],
)
def test_a_currency_may_be_written_as_a_word(
    tmp_path: Path, written: str, read: str | None
) -> None:
    importer = importer_of(tmp_path, PROJECTS)
    data = csv({**ROW, "Beviljat": written})

    if read is None:
        assert "an amount in SEK, not EUR" in refusal(importer, data)
    else:
        assert [f["amount"] for _, _, f in said(claims_of(importer, data), "FUNDS")] == [read]


@pytest.mark.parametrize(
    ("currency", "written", "read"),
    [("EUR", "€5m", "5000000"), ("USD", "$5M", "5000000"), ("GBP", "£-500k", "-500000")],
)
def test_a_letter_behind_a_number_is_a_unit_where_a_currency_stands_in_front(
    tmp_path: Path, currency: str, written: str, read: str
) -> None:
    mapping = (
        '[dataset]\nname = "m"\ntitle = "M"\n[project]\nname = "Namn"\n'
        f'budget = "Budget (millions)"\ncurrency = "{currency}"\nunit = "millions"\n'
    )

    (project,) = claims_of(
        importer_of(tmp_path, mapping), csv({"Namn": "Ett", "Budget (millions)": written})
    )

    assert project.fields["total_budget"] == read


def test_a_fixed_funder_of_shares_pays_only_where_there_is_a_share(tmp_path: Path) -> None:
    mapping = (
        '[dataset]\nname = "m"\ntitle = "M"\n[project]\nname = "Projekt"\n'
        '[[funder]]\nname = "Exempelverket"\nshare = "Andel"\namount = "Belopp"\n'
    )
    of_shares = mapping.replace('amount = "Belopp"\n', '[file]\nignore = ["Belopp"]\n')
    rows = [
        {"Projekt": "Ett", "Andel": "", "Belopp": ""},
        {"Projekt": "Två", "Andel": "40 %", "Belopp": ""},
        {"Projekt": "Tre", "Andel": "", "Belopp": "500"},
    ]

    paid = [
        [where for _, where, _ in said(claims_of(importer_of(tmp_path, text), csv(*rows)), "FUNDS")]
        for text in (mapping, of_shares)
    ]

    assert paid == [["två", "tre"], ["två"]]


ACTORS = """
[dataset]
name = "lista"
title = "Lista"

[actor]
name = "Organisation"
orgnr = "Orgnr"
sector = { column = "Sektor" }
actor_kind = { column = "Slag", values = { "Ekonomisk" = "cooperative" } }
country = { fixed = "SE" }
region = "Län"
place = "Ort"
website = "Webb"
themes = "Tema"
"""
LISTED = {
    "Organisation": "Föreningen; Exempel", "Orgnr": "559999-0008", "Sektor": "Akademi",
    "Slag": "Ekonomisk", "Län": "Skåne", "Ort": "Malmö", "Webb": "https://f.example",
    "Tema": "Arbete",
}  # fmt: skip


def test_a_row_of_a_list_of_actors_whole(tmp_path: Path) -> None:
    claims = claims_of(importer_of(tmp_path, ACTORS), csv(LISTED))

    assert [claim.kind for claim in claims] == ["Actor", "LOCATED_IN", "Theme", "ADDRESSES"]
    actor = claims[0]
    assert (actor.record, actor.key) == ("orgnr:5599990008", "orgnr:5599990008")
    assert actor.published == {**{k: v for k, v in LISTED.items() if k != "Tema"}, "country": "SE"}
    assert {k: actor.fields[k] for k in ("name", "identifiers", "country", "place", "website")} == {
        "name": "Föreningen; Exempel", "identifiers": ["orgnr:5599990008"], "country": "SE",
        "place": "Malmö", "website": "https://f.example",
    }  # fmt: skip
    assert said(claims, "LOCATED_IN") == [("orgnr:5599990008", "lan:12", {})]
    assert said(claims, "ADDRESSES") == [("orgnr:5599990008", "arbete", {})]


def test_of_a_sole_trader_in_a_list_nothing_personal_is_kept(tmp_path: Path) -> None:
    row = LISTED | {"Organisation": "Kims Bygg", "Orgnr": "850709-9805", "Webb": "kimsbygg.example"}

    claims = claims_of(importer_of(tmp_path, ACTORS), csv(row))

    assert [claim.kind for claim in claims] == ["Actor"]
    assert claims[0].fields["name"] == "Enskild näringsidkare (rad 2)"
    assert "kim" not in repr(claims).lower()
    assert "850709" not in repr(claims)


def test_contact_data_in_place_of_an_organisation_is_refused(tmp_path: Path) -> None:
    assert "without contact data" in refusal(
        importer_of(tmp_path, ACTORS), csv(LISTED | {"Organisation": "ring 070-123 45 67"})
    )

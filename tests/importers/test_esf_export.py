"""The exported list of the Projektbanken, as CSV and as a workbook."""

import csv
import io
import tomllib
from collections.abc import Sequence
from importlib.resources import files

import pytest
from openpyxl import Workbook

from graph_schema.claims import Claim, RecordKey
from importers.base import ClaimMaker, Manifest
from importers.errors import BadInputError
from importers.files import SourceFile
from importers.sources.esf_export.importer import COLUMNS, claims, plain, read
from importers.sources.esf_record import importer as record_page

FOLDER = files("importers.sources.esf_export")
MANIFEST = Manifest.model_validate(
    tomllib.loads(FOLDER.joinpath("manifest.toml").read_text(encoding="utf-8"))
)
ROW = (
    "24-030-S04", "UPPSALA KOMMUN", "2120003005", "UPPSALA", "Sverige", "Kompetensutveckling AMF",
    "A", "A1A", "134", "19 126 097", "40%", "7 648 379", "<p>Kurser &amp; stöd</p>", "Courses",
    "2025-03-01", "2028-02-29", "ESF+", "2021SE05SFPR",
)  # fmt: skip


def changed(**values: str) -> tuple[str, ...]:
    """The row with the columns whose heading begins so replaced."""
    cells = dict(zip(COLUMNS, ROW, strict=True))
    for start, value in values.items():
        [column] = [c for c in COLUMNS if c.split(" / ")[0] == start.replace("_", " ")]
        cells[column] = value
    return tuple(cells.values())


def table(
    *rows: Sequence[str], header: Sequence[str] = COLUMNS, delimiter: str = ";", name: str = "e.csv"
) -> SourceFile:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows([header, *rows])
    return SourceFile.from_bytes(b"\xef\xbb\xbf" + text.getvalue().encode(), name)


def stated(file: SourceFile) -> list[Claim]:
    make = ClaimMaker(MANIFEST)
    return [claim for row in read(file) for claim in claims(row, make)]


def of(kind: str, found: list[Claim]) -> list[Claim]:
    return [claim for claim in found if claim.kind == kind]


def refusal(file: SourceFile) -> str:
    with pytest.raises(BadInputError) as caught:
        stated(file)
    return str(caught.value)


def bundled(name: str) -> list[Claim]:
    return stated(SourceFile.from_bytes(FOLDER.joinpath(name).read_bytes(), name))


def test_one_row_is_a_project_its_owner_its_funder_and_its_programmes() -> None:
    found = stated(table(ROW))

    [project], actors = of("Project", found), of("Actor", found)
    assert project.fields == {
        "name": "Kompetensutveckling AMF",
        "identifiers": ["dnr:24-030-S04"],
        "number": "24-030-S04",
        "start": "2025-03-01",
        "end": "2028-02-29",
        "programme_area": "A",
        "specific_objective": "A1A",
        "intervention_field": "134",
        "total_budget": "19126097",
        "currency": "SEK",
        "cofinancing_rate": "40",
        "programme_as_published": "2021SE05SFPR",
        "summary": "Kurser & stöd",
        "summary_en": "Courses",
    }
    assert (project.record, str(project.locator)) == ("24-030-S04", "row 2")
    assert actors[0].fields == {
        "name": "UPPSALA KOMMUN",
        "identifiers": ["orgnr:2120003005"],
        "sector": "public",
        "actor_kind": "municipality",
        "sector_basis": "register",
        "sector_evidence": "the number 2120… is that of a municipality",
        "country": "SE",
        "place": "UPPSALA",
    }
    [part] = of("PARTICIPATES_IN", found)
    assert part.ends == (actors[0].node, project.node)
    assert part.fields == {"role": "owner", "role_as_published": "Stödmottagare / Beneficiary"}
    [funding] = of("FUNDS", found)
    assert (actors[1].fields["name"], funding.ends) == (
        "Svenska ESF-rådet",
        (actors[1].node, project.node),
    )
    assert funding.fields == {
        "amount": "7648379",
        "currency": "SEK",
        "amount_kind": "eu_support",
        "amount_as_published": "EU-stöd i SEK / EU contribution SEK",
        "via": "Socialfondsprogrammet ESF+ 2021–2027",
    }
    assert [c.ends[1] for c in of("LOCATED_IN", found) if c.ends] == [
        RecordKey("regions", "Region", "lau:0380")
    ]
    assert [c.key for c in of("Programme", found)] == [
        "cci:2021SE05SFPR/A1A",
        "cci:2021SE05SFPR/A",
        "cci:2021SE05SFPR",
        "fund:ESF+",
    ]
    published = {name for claim in found for name in claim.published}
    assert published == set(COLUMNS)


def test_the_six_bundled_rows() -> None:
    found = bundled("projektbanken.csv")

    assert [
        (c.key, c.fields.get("total_budget"), c.fields["cofinancing_rate"])
        for c in of("Project", found)
    ] == [
        ("22-018-S01", None, "95"),
        ("24-030-S04", "19126097", "40"),
        ("24-056-S07", "11192144", "40"),
        ("24-063-S05", "9791713", "90"),
        ("25-031-S02", "4973906", "90"),
        ("23-017-S01", None, "90"),
    ]
    assert [c.fields["amount"] for c in of("FUNDS", found)] == [
        "7648379",
        "4438625",
        "8812541",
        "4476515",
    ]
    tops = [c.ends for c in of("PART_OF", found) if c.ends and c.ends[0].key == "23-017-S01"]
    assert tops[0][1].key == "cci:2021SE05SFPR"


def test_the_workbook_says_what_the_csv_says() -> None:
    text, book = bundled("projektbanken.csv"), bundled("projektbanken.xlsx")

    assert [(c.kind, c.key, c.fields) for c in book] == [(c.kind, c.key, c.fields) for c in text]
    assert {c.locator.sheet for c in book} == {"Projektbanken"}


def test_the_export_and_the_record_page_name_one_project_by_one_number() -> None:
    folder = files("importers.sources.esf_record")
    manifest = Manifest.model_validate(
        tomllib.loads(folder.joinpath("manifest.toml").read_text(encoding="utf-8"))
    )
    data = folder.joinpath("22-018-S01.txt").read_bytes()
    [page] = record_page.read(SourceFile.from_bytes(data, "sida.txt"))
    from_page = [c for c in record_page.claims(page, ClaimMaker(manifest)) if c.kind == "Project"]
    from_list = of("Project", bundled("projektbanken.csv"))[:1]

    one, other = from_page[0], from_list[0]
    assert one.fields["identifiers"] == other.fields["identifiers"] == ["dnr:22-018-S01"]
    assert one.id != other.id


@pytest.mark.parametrize(
    ("column", "value", "field", "read_as"),
    [
        ("Total_projektbudget", "2073781,25", "total_budget", "2073781.25"),
        ("Total_projektbudget", "1.234.567,5", "total_budget", "1234567.5"),
        ("Total_projektbudget", "75\u00a0354\u00a0267", "total_budget", "75354267"),
        ("Total_projektbudget", "N.a.", "total_budget", None),
        ("Unionens_medfinansieringsgrad", "49,92 %", "cofinancing_rate", "49.92"),
        ("Unionens_medfinansieringsgrad", "None", "cofinancing_rate", None),
        ("Diarienummer", "2018/00076", "number", "2018/00076"),
        ("Sammanfattning", "n/a", "summary", None),
    ],
)
def test_spellings_met_in_exports(column: str, value: str, field: str, read_as: str | None) -> None:
    [project] = of("Project", stated(table(changed(**{column: value}))))

    assert project.fields.get(field) == read_as


def test_summaries_are_text_without_markup_or_contacts() -> None:
    html = "<p>Vi &#8211; alla&nbsp;&amp; envar</p><ul><li>ett</li><li>två</li></ul><!-- x --><br/>"

    assert plain(html) == "Vi – alla & envar\nett\ntvå"
    assert "example" not in plain("Skriv till kim<b>&#64;</b>example.org")
    assert plain("5 < 7 och 8 > 3") == "5 < 7 och 8 > 3"
    assert plain("&lt;b&gt;") == "<b>"


def test_a_sole_trader_leaves_neither_number_nor_name() -> None:
    found = stated(
        table(
            changed(
                Stödmottagare="Kim Exempel",
                Projektägare_organisationsnummer="850709-9805",
                Namn_på_insatsen="Kim Exempels väg",
                Sammanfattning="KIM EXEMPEL odlar",
            ),
            changed(
                Diarienummer="24-030-S05",
                Stödmottagare="Lo Annan",
                Projektägare_organisationsnummer="8507099805",
            ),
        )
    )

    text = repr([claim.body() for claim in found])
    assert "9805" not in text
    assert "exempel" not in text.casefold()
    assert "Annan" not in text
    owners = [c for c in of("Actor", found) if c.key.startswith("sole trader")]
    assert [(c.fields["name"], c.fields["sector"]) for c in owners] == [
        ("Enskild näringsidkare (24-030-S04)", "private"),
        ("Enskild näringsidkare (24-030-S05)", "private"),
    ]


@pytest.mark.parametrize("column", [c.split(" / ")[0] for c in COLUMNS])
def test_a_personal_number_in_any_column_is_never_kept(column: str) -> None:
    file = table(changed(**{column.replace(" ", "_"): "850709-9805"}))
    try:
        said = repr([claim.body() for claim in stated(file)])
    except BadInputError as error:
        said = str(error)

    assert "850709-9805" not in said
    assert "8507099805" not in said


def test_an_owner_without_number_and_a_foreign_one() -> None:
    found = stated(
        table(
            changed(Stödmottagare="Äldreförvaltningen", Projektägare_organisationsnummer=""),
            changed(
                Diarienummer="24-030-S05",
                Stödmottagare="Oslo kommune",
                Projektägare_organisationsnummer="958935420",
                Stödmottagarens_land="Norge",
                Projektägare_ort="OSLO",
            ),
        )
    )

    owners = [c for c in of("Actor", found) if c.key != "orgnr:2021005224"]
    assert [c.key for c in owners] == ["äldreförvaltningen 24-030-S04", "oslo kommune"]
    assert owners[1].fields["country"] == "Norge"
    assert "identifiers" not in owners[1].fields


def test_a_workbook_with_a_full_rate_and_a_title_above_the_headings() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Export från Projektbanken"])
    sheet.append(list(COLUMNS))
    cells: list[object] = list(ROW)
    cells[10] = 1
    sheet.append(cells)
    sheet.cell(3, 11).number_format = "0%"
    data = io.BytesIO()
    book.save(data)

    [project] = of("Project", stated(SourceFile.from_bytes(data.getvalue(), "e.xlsx")))
    assert project.fields["cofinancing_rate"] == "100"
    assert project.locator.row == 3


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"Startdatum": "2025-02-31"}, "column “Startdatum / Start date”: found “2025-02-31”"),
        ({"Slutdatum": "2024-12-31"}, "column “Slutdatum / End date”: found “2024-12-31”"),
        ({"Total_projektbudget": "många"}, "column “Total projektbudget / Total budget SEK”"),
        ({"Total_projektbudget": "450.000"}, "an amount that can be read in one way"),
        ({"Unionens_medfinansieringsgrad": "140%"}, "a rate from 0 to 100 per cent"),
        ({"Projektägare_organisationsnummer": "2120003006"}, "the check digit"),
        ({"Diarienummer": ""}, "column “Diarienummer / Operation ID”: the value is empty"),
        ({"Diarienummer": "hej"}, "column “Diarienummer / Operation ID”: found “hej”"),
        ({"Stödmottagare": ""}, "column “Stödmottagare / Beneficiary”: the value is empty"),
        ({"Namn_på_insatsen": ""}, "column “Namn på insatsen / Operation Name”"),
    ],
)
def test_a_bad_value_is_named_with_its_row_and_column(values: dict[str, str], message: str) -> None:
    said = refusal(table(ROW, changed(**values)))

    assert said.startswith("e.csv, row 3, ")
    assert message in said


def test_bad_files_are_refused() -> None:
    renamed = [c.replace("Startdatum", "Början") for c in COLUMNS]
    assert "“Startdatum / Start date”" in refusal(table(ROW, header=renamed))
    extra = refusal(table((*ROW, "x"), header=(*COLUMNS, "Kontaktperson")))
    assert "Kontaktperson" in extra
    assert "rows beneath the headings" in refusal(table())
    assert "row 2" in refusal(table(ROW[:-1]))
    with pytest.raises(BadInputError, match="this one is empty"):
        SourceFile.from_bytes(b"", "e.csv")
    broken = ";".join(COLUMNS) + "\n" + ";".join(ROW).replace("AMF", "på väg") + "\n"
    assert "UTF-8" in refusal(SourceFile.from_bytes(broken.encode("cp437"), "e.csv"))
    commas = [c.fields for c in stated(table(ROW, delimiter=","))]
    assert commas == [c.fields for c in stated(table(ROW))]

"""The record page of the Projektbanken, as text and as HTML."""

import tomllib
from importlib.resources import files

import pytest

from graph_schema.claims import Claim, RecordKey
from importers.base import ClaimMaker, Manifest
from importers.errors import BadInputError
from importers.files import SourceFile
from importers.sources.esf_record.importer import claims, read
from importers.sources.esf_record.partners import partners

FOLDER = files("importers.sources.esf_record")
MANIFEST = Manifest.model_validate(
    tomllib.loads(FOLDER.joinpath("manifest.toml").read_text(encoding="utf-8"))
)
FIELDS = {
    "Land som berörs": "Sverige",
    "Berörd fond": "ESF+",
    "Program CCI": "2021SE05SFPR",
    "Diarienummer": "24-001-S02",
    "Projektägare organisationsnummer": "2120001124",
    "Projektägare": "LUNDS KOMMUN",
    "Namn": "Ny väg",
    "Startdatum": "2024-03-01",
    "Slutdatum": "2026-02-28",
    "Unionens medfinansieringsgrad": "40%",
    "Programområde": "C",
    "Specifikt mål": "C1",
    "Sekundärtema - Motverka barnfattigdom": "Ja",
    "Region": "Sydsverige",
    "NUTS-2 kod": "SE22",
    "Interventionstyp": "152",
    "Antal deltagare": "1 200",
    "Insats av strategisk betydelse": "Nej",
    "Projektnummer": "24-001-S02",
}


def page(narrative: str = "", title: str = "24-001-S02 - Ny väg", **changed: str | None) -> str:
    fields = FIELDS | {name.replace("_", " "): value for name, value in changed.items()}
    lines = [f"{name}:\n{value}" for name, value in fields.items() if value is not None]
    return "\n".join(["Meny", "", title, "", *lines, "", narrative])


def stated(text: str | bytes, name: str = "sida.txt") -> list[Claim]:
    data = text if isinstance(text, bytes) else text.encode()
    make = ClaimMaker(MANIFEST)
    return [c for record in read(SourceFile.from_bytes(data, name)) for c in claims(record, make)]


def of(kind: str, found: list[Claim]) -> list[Claim]:
    return [claim for claim in found if claim.kind == kind]


def refusal(text: str | bytes) -> str:
    with pytest.raises(BadInputError) as caught:
        stated(text)
    return str(caught.value)


@pytest.fixture(scope="module")
def sample() -> list[Claim]:
    return stated(FOLDER.joinpath("22-018-S01.txt").read_bytes())


def test_every_field_of_the_real_page(sample: list[Claim]) -> None:
    [project] = of("Project", sample)
    fields = dict(project.fields)
    narrative = fields.pop("narrative")

    assert fields == {
        "name": "Kompetenscenter för social innovation",
        "identifiers": ["dnr:22-018-S01"],
        "number": "22-018-S01",
        "start": "2022-12-15",
        "end": "2025-12-30",
        "programme_area": "E",
        "specific_objective": "E1",
        "intervention_field": "127",
        "cofinancing_rate": "95",
        "participants": 0,
        "strategic_importance": "Ja",
        "child_poverty_theme": "Nej",
        "region_as_published": "ESF Nationellt",
        "programme_as_published": "2021SE05SFPR",
    }
    assert narrative.startswith(
        "Ansökan strategisk insats – kompetenscenter för social innovation\n"
    )
    assert narrative.endswith("Dessa beskrivs i ansökan som helhet.")
    assert (project.record, project.key) == ("22-018-S01", "22-018-S01")
    stated_labels = {name for claim in sample for name in claim.published}
    assert set(FIELDS) <= stated_labels


def test_the_owner_is_the_university_and_nobody_is_a_co_financier(sample: list[Claim]) -> None:
    owner = of("Actor", sample)[0]

    assert owner.key == "orgnr:2021004920"
    assert owner.fields["name"] == "MALMÖ UNIVERSITET"
    assert owner.fields["sector"] == "academia"
    roles = {
        (str(c.ends[0].key), c.fields["role"]) for c in of("PARTICIPATES_IN", sample) if c.ends
    }
    assert roles == {
        ("orgnr:2021004920", "owner"),
        ("nationella nätverket för samordningsförbund", "partner_unspecified"),
        ("region örebro län", "partner_unspecified"),
    }
    assert of("FUNDS", sample) == []


def test_partners_stand_where_their_spans_say(sample: list[Claim]) -> None:
    narrative = of("Project", sample)[0].fields["narrative"]
    listed = [
        narrative[slice(*claim.locator.span)]
        for claim in of("PARTICIPATES_IN", sample)
        if claim.locator.span is not None
    ]

    assert listed == [
        "Nationella nätverket för samordningsförbund",
        "Region Örebro län – Partnerskapet för social innovation",
    ]


def test_the_unit_behind_the_region_is_noted(sample: list[Claim]) -> None:
    unit_of = [c.ends for c in of("PART_OF", sample) if c.ends and c.ends[0].kind == "Actor"]

    assert unit_of == [
        (
            RecordKey("esf_record", "Actor", "partnerskapet för social innovation"),
            RecordKey("esf_record", "Actor", "region örebro län"),
        )
    ]


def test_the_programme_tree_and_the_whole_country(sample: list[Claim]) -> None:
    tree = [(c.ends[0].key, c.ends[1].key) for c in of("PART_OF", sample) if c.ends][:4]

    assert tree == [
        ("22-018-S01", "cci:2021SE05SFPR/E1"),
        ("cci:2021SE05SFPR/E1", "cci:2021SE05SFPR/E"),
        ("cci:2021SE05SFPR/E", "cci:2021SE05SFPR"),
        ("cci:2021SE05SFPR", "fund:ESF+"),
    ]
    assert [c.fields["programme_kind"] for c in of("Programme", sample)] == [
        "programme_area",
        "programme_area",
        "programme",
        "fund",
    ]
    assert [c.ends[1] for c in of("ACTIVE_IN", sample) if c.ends] == [
        RecordKey("regions", "Region", "nuts:SE")
    ]


def test_the_same_facts_as_html_give_the_same_project_owner_and_partners(
    sample: list[Claim],
) -> None:
    web = stated(FOLDER.joinpath("22-018-S01.html").read_bytes(), "22-018-S01.html")

    def told(found: list[Claim]) -> list[tuple[object, ...]]:
        return [
            (c.kind, c.key, {k: v for k, v in c.fields.items() if k != "narrative"}) for c in found
        ]

    assert told(web) == told(sample)
    narrative = of("Project", web)[0].fields["narrative"]
    assert "cookies" not in narrative
    assert "Svenska ESF-rådet\n" not in narrative
    spans = [c.locator.span for c in of("PARTICIPATES_IN", web) if c.locator.span]
    assert narrative[slice(*spans[0])] == "Nationella nätverket för samordningsförbund"


@pytest.mark.parametrize(
    "pair",
    [
        "<tr><th>{0}</th><td>{1}</td></tr>",
        "<div><span>{0}:</span> <span>{1}</span></div>",
        "<div>{0}:</div><div>{1}</div>",
        "<div class='label'>{0}</div><div>{1}</div>",
        "<p><strong>{0}:</strong><br>{1}</p>",
    ],
)
def test_html_of_other_shapes_is_read_in_reading_order(pair: str) -> None:
    rows = "".join(pair.format(name, value) for name, value in FIELDS.items())
    table = f"<table>{rows}</table>" if pair.startswith("<tr>") else rows
    web = (
        f"<html><body><h1>24-001-S02 - Ny väg</h1>{table}<p>Bakgrund:</p><p>Text.</p></body></html>"
    )

    assert [c.fields for c in stated(web)] == [c.fields for c in stated(page("Bakgrund:\nText."))]


def test_amounts_and_a_region_where_the_page_has_them() -> None:
    found = stated(page(**{"EU-stöd": "1 000 000,50", "Total projektbudget": "2 500 000"}))

    [project] = of("Project", found)
    assert (project.fields["total_budget"], project.fields["currency"]) == ("2500000", "SEK")
    assert project.fields["participants"] == 1200
    [funding] = of("FUNDS", found)
    assert funding.ends == (RecordKey("esf_record", "Actor", "orgnr:2021005224"), project.node)
    assert funding.fields == {
        "amount": "1000000.5",
        "currency": "SEK",
        "amount_kind": "eu_support",
        "amount_as_published": "EU-stöd",
        "via": "Socialfondsprogrammet ESF+ 2021–2027",
    }
    assert [c.ends[1].key for c in of("ACTIVE_IN", found) if c.ends] == ["nuts:SE22"]


def test_an_older_project_without_levels_belongs_to_what_is_stated() -> None:
    found = stated(
        page(
            title="2018/00076 - Ny väg",
            Diarienummer="2018/00076",
            Projektnummer=None,
            Programområde=None,
            Specifikt_mål=None,
            Program_CCI="2014SE05M9OP001",
            Berörd_fond="ESF",
        )
    )

    assert [(c.key, c.fields["name"]) for c in of("Programme", found)] == [
        ("cci:2014SE05M9OP001", "Program 2014SE05M9OP001"),
        ("fund:ESF", "ESF"),
    ]


def test_contacts_in_the_narrative_are_masked_and_lengths_kept() -> None:
    text = "Bakgrund\nFrågor: kim@example.org, 070-123 45 67.\nSlut"
    narrative = of("Project", stated(page(text)))[0].fields["narrative"]

    assert len(narrative) == len(text)
    assert "example.org" not in narrative
    assert "070" not in narrative
    assert narrative.endswith("Slut")


def test_a_sole_trader_leaves_neither_number_nor_name() -> None:
    found = stated(
        page(
            "Kim Exempel ska driva projektet.\n\nSAMARBETSPARTER\n• Lunds universitet",
            title="24-001-S02 - Kim Exempels väg",
            Namn="Kim Exempels väg",
            Projektägare="Kim Exempel",
            Projektägare_organisationsnummer="8507099805",
        )
    )

    text = repr([(claim.body(), str(claim.locator)) for claim in found])
    assert "850709" not in text
    assert "Exempel" not in text
    assert of("Actor", found)[0].fields["name"] == "Enskild näringsidkare (24-001-S02)"
    assert of("Actor", found)[1].fields["name"] == "Lunds universitet"


def test_a_list_ends_at_the_blank_line_behind_it_and_skips_the_owner() -> None:
    text = (
        "Samarbetsparter:\nVi arbetar med:\n\n- LUNDS KOMMUN\n- ABF Malmö (samarbetspart)\n"
        "- Göteborgs stad – Socialförvaltningen\n\n- Inte en part\n"
    )

    assert [(p.name, p.unit, text[slice(*p.span)]) for p in partners(text, "Lunds kommun")] == [
        ("ABF Malmö", None, "ABF Malmö"),
        ("Göteborgs stad", "Socialförvaltningen", "Göteborgs stad – Socialförvaltningen"),
    ]


def test_two_partners_of_one_name_keep_their_own_places() -> None:
    text = "Famna nämns först.\nSAMARBETSPARTER\n• Famna\n• Famna Väst\n"

    assert [text[slice(*p.span)] for p in partners(text, "X")] == ["Famna", "Famna Väst"]
    assert next(partners(text, "X")).span == (37, 42)


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"Kontaktperson": "Kim"}, "column “Kontaktperson”: found “Kontaktperson:”"),
        ({"Startdatum": "2024-02-31"}, "column “Startdatum”: found “2024-02-31”"),
        ({"Slutdatum": "2023-01-01"}, "column “Slutdatum”: found “2023-01-01”"),
        ({"Diarienummer": "abc", "Projektnummer": "abc"}, "found “24-001-S02 - Ny väg”"),
        ({"Projektnummer": "24-001-S03"}, "column “Projektnummer”: found “24-001-S03”"),
        ({"Namn": None}, "column “Namn”: the value is empty"),
        ({"NUTS-2 kod": "XX1"}, "column “NUTS-2 kod”: found “XX1”"),
        ({"Antal deltagare": "tio"}, "column “Antal deltagare”: found “tio”"),
        ({"Unionens medfinansieringsgrad": "140%"}, "column “Unionens medfinansieringsgrad”"),
        (
            {"Projektägare organisationsnummer": "2120001125"},
            "column “Projektägare organisationsnummer”: found “2120001125”",
        ),
    ],
)
def test_what_is_wrong_is_named_with_its_label(
    changed: dict[str, str | None], message: str
) -> None:
    # Beside the others and not behind them, where the narrative begins.
    fields = (
        {"Land som berörs": "Sverige"}
        | changed
        | {k: v for k, v in FIELDS.items() if k not in changed}
    )
    lines = [f"{name}:\n{value}" for name, value in fields.items() if value is not None]
    said = refusal("\n".join(["24-001-S02 - Ny väg", *lines]))

    assert message in said
    assert said.startswith("sida.txt, row ")


def test_files_that_are_no_record_page_are_refused() -> None:
    assert "a record page" in refusal("Hej\n")
    assert "a record page" in refusal("<html><body><p>Hej</p></body></html>")
    said = refusal(page().replace("Namn:", "Programområde:", 1))
    assert said.startswith("sida.txt, row 25, column “Programområde”")
    assert "expected each label once" in said
    two_lines = refusal(page().replace("Ny väg\nStartdatum", "Ny väg\noch en rad till\nStartdatum"))
    assert (
        "column “Namn”: found “och en rad till”, expected one line beneath the label" in two_lines
    )
    with pytest.raises(BadInputError, match="this one is empty"):
        SourceFile.from_bytes(b"", "sida.txt")


def test_line_ends_and_byte_order_marks_do_not_matter() -> None:
    plain = [c.fields for c in stated(page("Text."))]

    assert [c.fields for c in stated(page("Text.").replace("\n", "\r\n"))] == plain
    assert [c.fields for c in stated(b"\xef\xbb\xbf" + page("Text.").encode())] == plain
    assert [c.fields for c in stated(page("Text.").encode("cp1252"))] == plain


@pytest.mark.parametrize("last", [*FIELDS])
def test_any_field_may_stand_last_before_the_narrative(last: str) -> None:
    narrative = "Ansökan om en ny väg\n\nSAMVERKANSPARTER\n• Lunds universitet"
    order = {name: value for name, value in FIELDS.items() if name != last} | {last: FIELDS[last]}
    lines = [f"{name}:\n{value}" for name, value in order.items()]
    found = stated("\n".join(["24-001-S02 - Ny väg", *lines, "", narrative]))

    assert of("Project", found)[0].fields == of("Project", stated(page(narrative)))[0].fields
    assert [c.fields["name"] for c in of("Actor", found)] == ["LUNDS KOMMUN", "Lunds universitet"]


@pytest.mark.parametrize("pair", ["{0}\t{1}", "• {0}: {1}", "{0}:{1}", "{0}:\n\n{1}\n", "{0}: {1}"])
def test_pages_copied_in_other_ways_say_the_same(pair: str) -> None:
    lines = [pair.format(name, value) for name, value in FIELDS.items()]
    found = stated("\n".join(["24-001-S02 - Ny väg", *lines, "", "Bakgrund", "Text."]))

    assert [c.fields for c in found] == [c.fields for c in stated(page("Bakgrund\nText."))]


def test_only_what_must_be_there_must_be_there() -> None:
    few = {k: None for k in FIELDS if k not in ("Diarienummer", "Projektägare", "Namn")}

    for title in ("24-001-S02 - Ny väg", "24-001-S02 - Ny väg\n\nInformation", "Projektbanken"):
        [project] = of("Project", stated(page("Text om vägen.", title, **few)))

        assert project.fields == {
            "name": "Ny väg",
            "number": "24-001-S02",
            "identifiers": ["dnr:24-001-S02"],
            "narrative": "Text om vägen.",
        }


def test_items_of_another_list_are_no_partners() -> None:
    items = "• ABF Malmö\n• Famna"
    web = "Samverkansparter\n• ABF Malmö\n• Famna\nAktiviteter\n• Lärträffar"
    spaced = "Samverkansparter:\n\n• ABF Malmö\n\n• Famna\n\nAktiviteter\n\n• Lärträffar"

    for text in (f"Samverkansparter\n{items}\n\n• Lärträffar", web, spaced):
        assert [p.name for p in partners(text, "Lunds kommun")] == ["ABF Malmö", "Famna"]

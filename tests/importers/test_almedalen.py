"""The programme of the Almedalen week, and the list of sectors that people decided for it."""

import json
from typing import Any

import pytest

from graph_schema.claims import Claim, Locator, RecordKey
from importers.base import importers
from tests.importers.source_claims import bundled, claims_of, node, refusal, ties

EVENT: dict[str, Any] = {
    "_year": 2013,
    "id": 15172,
    "title": "Hur kan vi  förändra skolmaten?",
    "organiser": "Hälsotorget med Region Skåne m.fl.",
    "start": "2013-07-01 06:45:00",
    "end": "2013-07-01 07:30:00",
    "category": None,
    "type": "Frukostseminarium",
    "topic_1": "Mat",
    "topic_2": "",
    "language": "Svenska",
    "place": "Supper, restaurang, Strandgatan 9",
    "websites": "['info@example.se', 'http://www.example.se']",
    "matched_terms": ["sociala företag"],
}
HEADER = "name,aliases,sector,actor_kind,source_url,checked,note\n"


def _one(**changed: Any) -> list[Claim]:
    return claims_of("almedalen", json.dumps([EVENT | changed]).encode())


def test_an_event_is_read_with_its_days_place_and_first_web_address() -> None:
    assert node(_one(), "15172").fields == {
        "name": "Hur kan vi förändra skolmaten?",
        "collaboration_kind": "event",
        "number": "15172",
        "start": "2013-07-01",
        "end": "2013-07-01",
        "place": "Supper, restaurang, Strandgatan 9",
        "organisers_as_published": "Hälsotorget med Region Skåne m.fl.",
        "unnamed_parties": ["m.fl."],
        "website": "http://www.example.se",
    }


def test_organisers_take_part_without_a_period_and_stand_where_the_text_has_them() -> None:
    claims = _one()

    assert ties(claims, "PARTICIPATES_IN") == [("hälsotorget", "15172"), ("region skåne", "15172")]
    (tie, _) = [claim for claim in claims if claim.kind == "PARTICIPATES_IN"]
    assert tie.fields == {"role": "organiser", "role_as_published": "organiser", "status": "party"}
    region = node(claims, "region skåne")
    assert region.published == {"organiser": "Region Skåne"}
    assert region.locator == Locator(pointer="/0/organiser", span=(16, 28))
    assert region.fields == {
        "name": "Region Skåne",
        "sector": "public",
        "actor_kind": "region",
        "sector_basis": "name_pattern",
        "sector_evidence": "the name is “Region” and a county",
    }


def test_themes_and_gotland_are_tied_to_the_event() -> None:
    claims = _one()

    assert ties(claims, "ADDRESSES") == [("15172", "mat")]
    (place,) = [claim for claim in claims if claim.kind == "ACTIVE_IN"]
    assert place.ends == (
        RecordKey("almedalen", "Collaboration", "15172"),
        RecordKey("regions", "Region", "lan:09"),
    )
    assert ties(_one(place="Digitalt evenemang"), "ACTIVE_IN") == []


def test_an_organiser_named_twice_is_one_and_an_abbreviation_is_another_name() -> None:
    claims = _one(organiser="LSU (Landsrådet för Sveriges Ungdomsorganisationer), LSU och Forum")

    assert ties(claims, "PARTICIPATES_IN") == [("lsu", "15172"), ("forum", "15172")]
    assert node(claims, "lsu").fields == {
        "name": "LSU",
        "aliases": ["Landsrådet för Sveriges Ungdomsorganisationer"],
    }


def test_units_that_every_municipality_has_are_kept_apart() -> None:
    assert ties(_one(organiser="Äldreförvaltningen"), "PARTICIPATES_IN") == [
        ("äldreförvaltningen (15172)", "15172")
    ]


def test_contact_data_and_persons_are_masked_before_anything_is_kept() -> None:
    claims = _one(
        organiser="Riksdagsledamot Anna Andersson i samverkan med Famna",
        title="Ring 08-123 45 67",
        speakers=["Anna Andersson, moderator"],
    )

    text = " ".join(str(claim.body()) for claim in claims)
    assert "Andersson" not in text
    assert "123 45 67" not in text
    assert "info@example.se" not in text
    assert ties(claims, "PARTICIPATES_IN") == [("famna", "15172")]


def test_the_sample_holds_every_event_and_names_nobody_twice_in_one() -> None:
    claims = claims_of("almedalen")
    kinds = [claim.kind for claim in claims]
    pairs = ties(claims, "PARTICIPATES_IN")

    assert kinds.count("Collaboration") == 430
    assert len(pairs) == len(set(pairs))
    assert {event for _, event in pairs} == {c.key for c in claims if c.kind == "Collaboration"}
    assert [c.key for c in claims if c.fields.get("unnamed_parties")] == ["12309"]
    assert not any("█" in str(claim.published) for claim in claims)


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"speaker": "x"}, "/0/speaker"),
        ({"title": 5}, "/0/title"),
        ({"title": " "}, "/0/title"),
        ({"organiser": " , "}, "at least one organiser"),
        ({"organiser": "Forum, " * 300}, "at most 2000 characters"),
        ({"organiser": None}, "/0/organiser"),
        ({"id": "12 34/5"}, "/0/id"),
        ({"id": True}, "/0/id"),
        ({"start": "2013-07-01"}, "2015-06-30 08:00:00"),
        ({"start": "2013-02-30 08:00:00"}, "/0/start"),
        ({"end": "2012-07-01 07:30:00"}, "/0/end"),
        ({"_year": 2014}, "the year of the start, 2013"),
        ({"websites": "['http://x"}, "a list of addresses"),
        ({"websites": [7]}, "a list of addresses"),
        ({"topic_1": ["Mat"]}, "/0/topic_1"),
    ],
)
def test_a_record_that_is_not_as_expected_is_refused_with_its_place(
    changed: dict[str, Any], message: str
) -> None:
    assert message in refusal("almedalen", [EVENT | changed])


@pytest.mark.parametrize("missing", ["id", "title", "organiser", "start", "end", "type", "place"])
def test_a_missing_field_is_named(missing: str) -> None:
    rest = {field: value for field, value in EVENT.items() if field != missing}

    assert f"/0/{missing}" in refusal("almedalen", [rest])


@pytest.mark.parametrize(
    "data",
    [b"", b"[]", b"{}", b"[1]", b"not JSON", b'[{"id": 1, "id": 2}]', bundled("almedalen")[:5000]],
)
def test_a_file_that_is_not_a_whole_programme_is_refused(data: bytes) -> None:
    assert refusal("almedalen", data)


def test_an_event_without_place_and_type_is_read_without_them() -> None:
    claims = _one(place=None, type="")

    assert node(claims, "15172").fields["collaboration_kind"] == "event"
    assert "place" not in node(claims, "15172").fields
    assert [claim for claim in claims if claim.kind == "ACTIVE_IN"] == []


def test_an_id_that_stands_twice_is_refused() -> None:
    assert "each id once" in refusal("almedalen", [EVENT, EVENT])


def test_five_years_are_not_covered_and_the_others_are_complete() -> None:
    manifest = importers()["almedalen"].manifest

    assert manifest.not_covered_years == (2016, 2017, 2018, 2019, 2020)
    assert [(part.years, part.participants) for part in manifest.coverage] == [
        ((2009, 2015), "complete"),
        ((2021, 2023), "complete"),
    ]


def test_a_decision_by_people_gives_sector_other_names_and_where_it_was_seen() -> None:
    row = "Famna,Famna - välfärd|Famnas kansli,civil_society,association,https://a.se/x,2026-11-23,n\n"

    (claim,) = claims_of("sector_curation", (HEADER + row).encode())
    assert claim.fields == {
        "name": "Famna",
        "aliases": ["Famna - välfärd", "Famnas kansli"],
        "sector": "civil_society",
        "actor_kind": "association",
        "sector_basis": "curated",
        "sector_evidence": "n: https://a.se/x",
    }


def test_a_row_without_a_sector_only_gives_other_names() -> None:
    row = "SPeL,processtödet SPeL,unknown,network,https://a.se/x,,\n"

    (claim,) = claims_of("sector_curation", (HEADER + row).encode())
    assert claim.fields == {
        "name": "SPeL",
        "aliases": ["processtödet SPeL"],
        "actor_kind": "network",
    }


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("A,,publik,association,https://a.se,,", "one of public, private"),
        ("A,,public,myndighet,https://a.se,,", "column “actor_kind”"),
        ("A,,public,agency,,,", "column “source_url”"),
        ("A,,public,agency,a.se,,", "the address of a page"),
        ("A,,public,agency,https://a.se,i går,", "column “checked”"),
        (",,public,agency,https://a.se,,", "column “name”"),
        ("A,B,public,agency,https://a.se,,\nb,,public,agency,https://b.se,,", "each name once"),
    ],
)
def test_a_decision_that_cannot_be_read_is_refused(row: str, message: str) -> None:
    assert message in refusal("sector_curation", (HEADER + row + "\n").encode())


def test_the_fund_the_agency_and_the_theme_groups_stay_apart() -> None:
    names_of = [
        {claim.fields["name"], *claim.fields.get("aliases", ())}
        for claim in claims_of("sector_curation")
    ]

    apart = (
        "Europeiska socialfonden",
        "Svenska ESF-rådet",
        "Tema Likabehandling",
        "Temagruppen Unga i arbetslivet",
        "Temagruppen Entreprenörskap och Företagande",
        "Samordningsförbundet FinsamGotland",
    )
    assert [sum(name in names for names in names_of) for name in apart] == [1] * len(apart)
    assert not any(len(names.intersection(apart)) > 1 for names in names_of)


def test_most_participations_of_the_sample_have_a_known_sector() -> None:
    decided = {
        name.casefold()
        for claim in claims_of("sector_curation")
        if "sector" in claim.fields
        for name in (claim.fields["name"], *claim.fields.get("aliases", ()))
    }
    actors = [claim for claim in claims_of("almedalen") if claim.kind == "Actor"]
    known = [c for c in actors if "sector" in c.fields or c.fields["name"].casefold() in decided]

    assert len(known) / len(actors) > 0.8

"""The ROR source: whole records, relations, places and sectors, and files it refuses."""

import json
from collections import Counter
from typing import Any

import pytest

from graph_schema.claims import Locator, RecordKey
from importers.base import importers
from importers.sources.ror.standing import standing
from tests.importers.source_claims import bundled, claims_of, node, refusal, ties

STOCKHOLM_UNIVERSITY = "05f0yaq80"


def record(**changed: Any) -> dict[str, Any]:
    """A record of ROR, with some fields changed."""
    place = {"country_code": "SE", "country_name": "Sweden", "lat": 59.3, "lng": 18.1}
    whole = {
        "admin": {"created": {"date": "2018-11-14", "schema_version": "1.0"}},
        "domains": [],
        "established": 2007,
        "external_ids": [],
        "id": "https://ror.org/0145rpw38",
        "links": [{"type": "website", "value": "https://example.org"}],
        "locations": [{"geonames_details": place | {"name": "Stockholm"}, "geonames_id": 1}],
        "names": [{"lang": "en", "types": ["ror_display", "label"], "value": "A Centre"}],
        "relationships": [],
        "status": "active",
        "types": ["facility"],
    }
    return whole | changed


def only(**changed: Any) -> dict[str, Any]:
    """The fields of the one organisation of a file."""
    (actor,) = [
        claim
        for claim in claims_of("ror", json.dumps([record(**changed)]).encode())
        if claim.kind == "Actor"
    ]
    return dict(actor.fields)


def test_a_record_whole() -> None:
    claims = [claim for claim in claims_of("ror") if claim.record == "0145rpw38"]
    actor, located, part_of = claims
    assert actor.node == RecordKey("ror", "Actor", "0145rpw38")
    assert {claim.locator for claim in claims} == {Locator(pointer="/44")}
    assert actor.published == {
        "id": "https://ror.org/0145rpw38",
        "name": "Stockholm Resilience Centre",
        "acronyms": ["SRC"],
        "types": ["education"],
        "status": "active",
        "established": 2007,
        "external_ids": {
            "fundref": ["501100024029"],
            "grid": ["grid.483636.c"],
            "isni": ["0000 0004 4672 2690"],
            "wikidata": ["Q29864663"],
        },
        "website": "http://www.stockholmresilience.org",
        "locations": ["Stockholm, SE, AB"],
        "relationships": ["parent: Stockholm University (https://ror.org/05f0yaq80)"],
    }
    assert actor.fields == {
        "name": "Stockholm Resilience Centre",
        "identifiers": [
            "ror:0145rpw38",
            "fundref:501100024029",
            "grid:grid.483636.c",
            "isni:0000000446722690",
            "wikidata:Q29864663",
        ],
        "start": "2007",
        "sector": "academia",
        "actor_kind": "unit",
        "sector_basis": "source",
        "sector_evidence": "ROR types: education",
        "country": "SE",
        "place": "Stockholm",
        "website": "http://www.stockholmresilience.org",
    }
    assert located.kind == "LOCATED_IN"
    assert located.ends == (actor.node, RecordKey("regions", "Region", "lan:01"))
    assert located.published == {"subdivision": "AB", "place": "Stockholm"}
    assert part_of.kind == "PART_OF"
    assert part_of.ends == (actor.node, RecordKey("ror", "Actor", STOCKHOLM_UNIVERSITY))
    assert part_of.published == {
        "type": "parent",
        "label": "Stockholm University",
        "id": "https://ror.org/05f0yaq80",
    }


def test_names_identifiers_and_places_of_a_university() -> None:
    claims = claims_of("ror")
    linnaeus = node(claims, "00j9qag85")
    assert linnaeus.fields["aliases"] == [
        "Linaeus University",
        "Linneaus University",
        "Linneus University",
        "Linné-yliopisto",
        "Linnéuniversitetet",
        "University of Linnaeus",
    ]
    assert linnaeus.published["acronyms"] == ["LNU"]
    # of two Wikidata ids the preferred one
    assert linnaeus.fields["identifiers"][-1] == "wikidata:Q1751928"
    assert linnaeus.published["external_ids"]["wikidata"] == ["Q1751928", "Q3279424"]
    # two campuses without a county code: by the municipalities named after the towns
    seats = [end for start, end in ties(claims, "LOCATED_IN") if start == "00j9qag85"]
    assert seats == ["lan:07", "lan:08"]


def test_bundled_counts() -> None:
    raw = json.loads(bundled("ror"))
    claims = claims_of("ror")
    assert [c.key for c in claims if c.kind == "Actor"] == [
        r["id"].removeprefix("https://ror.org/") for r in raw
    ]
    relations = Counter(x["type"] for r in raw for x in r["relationships"])
    counts = Counter(claim.kind for claim in claims)
    assert counts["PART_OF"] == relations["parent"] + relations["child"]
    expected = importers()["ror"].manifest.expect
    assert all(low <= counts[kind] <= high for kind, (low, high) in expected.items())


def test_counties_are_those_of_the_codes() -> None:
    raw = {r["id"].removeprefix("https://ror.org/"): r for r in json.loads(bundled("ror"))}
    county_names = {
        claim.key: claim.fields["name"]
        for claim in claims_of("regions")
        if claim.fields.get("level") == "county"
    }
    seats = dict(ties(claims_of("ror"), "LOCATED_IN"))
    for key, found in raw.items():
        first = found["locations"][0]["geonames_details"]
        if "country_subdivision_name" in first:
            assert county_names[seats[key]].startswith(first["country_subdivision_name"])


def test_parents_and_children_point_upwards_even_out_of_the_file() -> None:
    relations = [
        {"type": kind, "label": kind, "id": f"https://ror.org/{other}"}
        for kind, other in (
            ("parent", "05f0yaq80"),
            ("child", "00j9qag85"),
            ("related", "00a4x6777"),
            ("predecessor", "05wp7an13"),
            ("successor", "01q8csw59"),
        )
    ]
    claims = claims_of("ror", json.dumps([record(relationships=relations)]).encode())
    assert ties(claims, "PART_OF") == [("0145rpw38", "05f0yaq80"), ("00j9qag85", "0145rpw38")]
    assert len(claims[0].published["relationships"]) == 5


def test_an_inactive_organisation_has_no_known_end() -> None:
    ministry = node(claims_of("ror"), "0266hg789")
    assert ministry.published["status"] == "inactive"
    assert "end" not in ministry.fields


def test_several_identifiers_without_a_preference_join_nobody() -> None:
    several = [{"type": "wikidata", "all": ["Q1", "Q2"], "preferred": None}]
    assert only(external_ids=several)["identifiers"] == ["ror:0145rpw38"]


def test_acronyms_are_not_aliases() -> None:
    names = [
        {"lang": None, "types": ["acronym"], "value": "AC"},
        {"lang": "en", "types": ["ror_display", "label"], "value": "A Centre"},
        {"lang": "sv", "types": ["label"], "value": "Ett centrum"},
        {"lang": "sv", "types": ["alias"], "value": "ETT  CENTRUM"},
        {"lang": "sv", "types": ["alias"], "value": "a centre"},
    ]
    assert only(names=names)["aliases"] == ["Ett centrum"]


def test_abroad_there_is_no_region() -> None:
    place = {"country_code": "NO", "name": "Stockholm"}
    where = [{"geonames_details": place, "geonames_id": 1}]
    claims = claims_of("ror", json.dumps([record(locations=where)]).encode())
    assert [claim.kind for claim in claims] == ["Actor"]
    assert claims[0].fields["country"] == "NO"


@pytest.mark.parametrize(
    ("types", "name", "is_part", "decided"),
    [
        (["education"], "X", False, ("academia", "university", "source")),
        (["education"], "X", True, ("academia", "unit", "source")),
        (
            ["education", "funder"],
            "Y folkhögskola",
            False,
            ("civil_society", "folk_high_school", "name_pattern"),
        ),
        (["government"], "X", False, ("public", "unknown", "source")),
        (["government", "funder"], "Malmö kommun", False, ("public", "municipality", "source")),
        (["nonprofit"], "Stiftelsen X", False, ("civil_society", "foundation", "source")),
        (["company"], "X AB", False, ("private", "company", "source")),
        (["healthcare"], "X", False, None),
        (["other"], "Nordic University", False, None),
        (["company", "government"], "X", False, None),
    ],
)
def test_sectors(
    types: list[str], name: str, is_part: bool, decided: tuple[str, str, str] | None
) -> None:
    found = standing(types, [name], is_part=is_part)
    names = ("sector", "actor_kind", "sector_basis")
    assert (tuple(found[n] for n in names) if found else None) == decided


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"\n", "file.json: the value is empty, expected a JSON document"),
        (bundled("ror")[:4000], "expected JSON ("),
        ({}, "column “/”: found “{}”, expected a list of records"),
        ([3], "column “/0”: found “3”, expected an object"),
        ([record(), record()], "column “/1/id”: found “https://ror.org/0145rpw38”, expected each"),
        ([record(extra=1)], "column “/0/extra”: found “1”, expected no field of this name"),
        ([record(id="https://ror.org/0145rpw39")], "column “/0/id”: found “https://ror.org/0145"),
        ([record(types=["temple"])], "column “/0/types”: found “temple”, expected one of educa"),
        ([record(status="gone")], "column “/0/status”: found “gone”, expected one of active,"),
        ([record(established="2007")], 'column “/0/established”: found “"2007"”, expected a wh'),
        ([record(established=20070)], "found “20070”, expected a year from 1000 to 2100"),
        ([record(names=[])], "column “/0/names”: found “[]”, expected exactly one name of the ty"),
        (
            [record(external_ids=[{"type": "grid", "all": ["x"], "preferred": None}])],
            "column “/0/external_ids/0/all”: found “x”, expected a GRID id",
        ),
        (
            [record(relationships=[{"type": "rival", "label": "x", "id": "y"}])],
            "column “/0/relationships/0/type”: found “rival”, expected one of parent,",
        ),
    ],
)
def test_refused(data: Any, said: str) -> None:
    assert said in refusal("ror", data)

"""The regions source: its tree, codes and shapes, and files it refuses."""

import json
from collections import Counter
from typing import Any

import pytest

from graph_schema.claims import Locator, RecordKey
from importers.base import importers
from tests.importers.source_claims import bundled, claims_of, node, refusal, ties

SQUARE = {"type": "Polygon", "coordinates": [[[12, 55], [13, 55], [13, 56], [12, 55]]]}


def feature(**changed: Any) -> dict[str, Any]:
    """A county as the file holds it, with some properties changed."""
    properties = {
        "code": "lan:12",
        "level": "county",
        "name": "Skåne län",
        "short_name": "Skåne",
        "part_of": "nuts:SE22",
        "nuts": "SE224",
        "iso_3166": "SE-M",
        "other_names": ["Scania"],
        "also_written": [],
    }
    return {"type": "Feature", "properties": properties | changed, "geometry": SQUARE}


def collection(*features: Any) -> dict[str, Any]:
    return {"type": "FeatureCollection", "features": list(features)}


def test_a_county_whole() -> None:
    data = json.dumps(collection(feature())).encode()
    county, part_of = claims_of("regions", data)
    shape = '{"coordinates":[[[12,55],[13,55],[13,56],[12,55]]],"type":"Polygon"}'
    assert county.node == RecordKey("regions", "Region", "lan:12")
    assert county.record == "lan:12"
    assert county.locator == Locator(pointer="/features/0")
    assert county.importer == "regions 1"
    assert county.published == {
        "code": "lan:12",
        "level": "county",
        "name": "Skåne län",
        "short_name": "Skåne",
        "other_names": ["Scania"],
        "nuts": "SE224",
        "iso_3166": "SE-M",
        "geometry": shape,
    }
    assert county.fields == {
        "name": "Skåne län",
        "aliases": ["Skåne", "Scania"],
        "identifiers": ["lan:12", "nuts:SE224"],
        "notation": "12",
        "level": "county",
        "geometry": shape,
    }
    assert part_of.ends == (county.node, RecordKey("regions", "Region", "nuts:SE22"))
    assert (part_of.kind, part_of.published, part_of.fields) == (
        "PART_OF",
        {"part_of": "nuts:SE22"},
        {},
    )


def test_bundled_regions_and_their_tree() -> None:
    claims = claims_of("regions")
    levels = Counter(c.fields["level"] for c in claims if c.kind == "Region")
    assert levels == {"country": 1, "nuts1": 3, "nuts2": 8, "county": 21, "municipality": 290}
    parents = dict(ties(claims, "PART_OF"))
    assert len(parents) == 322
    assert [parents[key] for key in ("lau:1280", "lan:12", "nuts:SE22", "nuts:SE2")] == [
        "lan:12",
        "nuts:SE22",
        "nuts:SE2",
        "nuts:SE",
    ]
    assert all(parents[key] == f"lan:{key[4:6]}" for key in parents if key.startswith("lau:"))
    known = {claim.key for claim in claims if claim.kind == "Region"}
    assert set(parents.values()) <= known
    assert known - set(parents) == {"nuts:SE"}


def test_bundled_names_and_codes() -> None:
    claims = claims_of("regions")
    fields = dict(node(claims, "lau:1280").fields)
    assert json.loads(fields.pop("geometry"))["type"] == "MultiPolygon"
    assert fields == {
        "name": "Malmö kommun",
        "aliases": ["Malmö"],
        "identifiers": ["lau:1280"],
        "notation": "1280",
        "level": "municipality",
    }
    assert node(claims, "nuts:SE").fields == {
        "name": "Sverige",
        "aliases": ["Sweden", "Konungariket Sverige"],
        "identifiers": ["nuts:SE"],
        "notation": "SE",
        "level": "country",
    }
    assert node(claims, "lau:2080").fields["name"] == "Falu kommun"
    assert node(claims, "nuts:SE12").fields["name"] == "Östra Mellansverige"


def test_shapes_lie_in_sweden_and_are_closed() -> None:
    for found in json.loads(bundled("regions"))["features"]:
        if found["geometry"] is None:
            continue
        parts = found["geometry"]["coordinates"]
        polygons = [parts] if found["geometry"]["type"] == "Polygon" else parts
        for ring in (ring for polygon in polygons for ring in polygon):
            assert ring[0] == ring[-1]
            assert all(10.5 < x < 24.5 and 55 < y < 69.5 for x, y in ring)


def test_bundled_file_is_small_and_counts_are_expected() -> None:
    assert len(bundled("regions")) < 1_000_000
    expected = importers()["regions"].manifest.expect
    counts = Counter(claim.kind for claim in claims_of("regions"))
    assert all(low <= counts[kind] <= high for kind, (low, high) in expected.items())


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b" \n", "file.json: the value is empty, expected a JSON document"),
        (bundled("regions")[:5000], "row 3"),
        ([], "file.json, column “/”: found “[]”, expected an object"),
        ({"type": "Topology"}, "column “/type”: found “Topology”, expected FeatureCollection"),
        (
            collection(feature(), feature()),
            "column “/features/1/properties/code”: found “lan:12”, expected each code once",
        ),
        (
            collection(feature(flag="x")),
            "column “/features/0/properties/flag”: found “"
            + '"x"”, expected no field of this name; the file has changed',
        ),
        (
            collection(feature(level="nuts1", code="nuts:SE0")),
            "column “/features/0/properties/code”: found “nuts:SE0”, "
            "expected a code such as nuts:SE1 (nuts1)",
        ),
        (collection(feature(nuts="SE0")), "found “SE0”, expected a NUTS code"),
        (
            collection(feature(part_of="lan:01")),
            "/part_of”: found “lan:01”, expected a code such as nuts:SE22",
        ),
        (collection(feature(level="parish")), "/level”: found “parish”, expected one of country,"),
        (collection(feature(name=None)), "/name”: expected the region's name"),
        (
            collection(feature() | {"geometry": {"type": "Point", "coordinates": [1, 2]}}),
            "column “/features/0/geometry”: found “Point”, expected a Polygon or MultiPolygon",
        ),
    ],
)
def test_refused(data: Any, said: str) -> None:
    assert said in refusal("regions", data)

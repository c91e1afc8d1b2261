"""Reads regions from GeoJSON: one feature per country, NUTS area, county or municipality."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from graph_schema.claims import Claim, RecordKey
from graph_schema.edges import PartOf
from graph_schema.ids import canonical_json
from graph_schema.nodes import Region
from graph_schema.vocabularies import RegionLevel
from importers.base import ClaimMaker
from importers.files import SourceFile
from importers.json_records import JsonRecord, read_json

SOURCE = "regions"
CODE_OF_LEVEL = {
    RegionLevel.COUNTRY: re.compile(r"nuts:[A-Z]{2}\Z"),
    # Digits from 1: SE0, which some sources write for the whole country, is not a NUTS code.
    RegionLevel.NUTS1: re.compile(r"nuts:[A-Z]{2}[1-9A-Z]\Z"),
    RegionLevel.NUTS2: re.compile(r"nuts:[A-Z]{2}[1-9A-Z]{2}\Z"),
    RegionLevel.COUNTY: re.compile(r"lan:\d{2}\Z"),
    RegionLevel.MUNICIPALITY: re.compile(r"lau:\d{4}\Z"),
}
EXAMPLES = {
    RegionLevel.COUNTRY: "nuts:SE",
    RegionLevel.NUTS1: "nuts:SE1",
    RegionLevel.NUTS2: "nuts:SE22",
    RegionLevel.COUNTY: "lan:12",
    RegionLevel.MUNICIPALITY: "lau:1280",
}
LEVEL_ABOVE = {
    RegionLevel.COUNTRY: None,
    RegionLevel.NUTS1: RegionLevel.COUNTRY,
    RegionLevel.NUTS2: RegionLevel.NUTS1,
    RegionLevel.COUNTY: RegionLevel.NUTS2,
    RegionLevel.MUNICIPALITY: RegionLevel.COUNTY,
}
NUTS_CODE = re.compile(r"[A-Z]{2}([1-9A-Z]{1,2}([0-9A-Z])?)?\Z")
SHAPES = ("Polygon", "MultiPolygon")


def read(file: SourceFile) -> Iterator[JsonRecord]:
    """The features of the file; a code that stands twice is an error of the whole file."""
    top = JsonRecord(file, "", read_json(file))
    kind = top.pop_text("type")
    if kind != "FeatureCollection":
        raise top.error("type", kind, "FeatureCollection")
    features = top.pop_records("features")
    for field in ("name", "crs"):  # what drawing programs add when they save a collection
        top.pop(field, (str, dict), required=False)
    seen: set[str] = set()
    for feature in features:
        properties = feature.peek("properties")
        code = properties.get("code") if isinstance(properties, dict) else None
        if isinstance(code, str) and code in seen:
            raise feature.error(
                "properties/code", code, "each code once in the file; this one is repeated"
            )
        seen.add(str(code))
    yield from features
    top.ensure_consumed()


def claims(record: JsonRecord, make: ClaimMaker) -> Iterator[Claim]:
    """The region and the larger region it belongs to."""
    kind = record.pop_text("type")
    if kind != "Feature":
        raise record.error("type", kind, "Feature")
    properties = record.pop_record("properties")
    level = _level(properties)
    code = _code(properties, "code", level)
    larger = _larger(properties, level)
    names = _names(properties)
    nuts = properties.pop_optional_text("nuts")
    published = {
        "code": code,
        "level": level.value,
        **names,
        "nuts": nuts,
        "iso_3166": properties.pop_optional_text("iso_3166"),
        "geometry": _geometry(record),
    }
    record.ensure_consumed()
    at = make.at(code, record.locator())
    region = at.node(
        Region,
        code,
        published=published,
        name=names["name"],
        aliases=_aliases(names),
        identifiers=_identifiers(properties, code, nuts),
        level=level,
        notation=code.partition(":")[2],
        geometry=published["geometry"],
    )
    yield region
    if larger is not None:
        ends = (region, RecordKey(SOURCE, Region.LABEL, larger))
        yield at.edge(PartOf, ends, published={"part_of": larger})


def _names(properties: JsonRecord) -> dict[str, Any]:
    name = properties.pop_optional_text("name")
    if name is None:
        raise properties.error("name", None, "the region's name")
    return {
        "name": name,
        "short_name": properties.pop_optional_text("short_name"),
        "other_names": list(properties.pop_texts("other_names")) or None,
        "also_written": list(properties.pop_texts("also_written")) or None,
    }


def _aliases(names: Mapping[str, Any]) -> tuple[str, ...]:
    """Names of the place; how sources write it otherwise is for resolving strings, not to show."""
    others = (names["short_name"], *(names["other_names"] or ()))
    return tuple(other for other in others if other not in (None, names["name"]))


def _level(properties: JsonRecord) -> RegionLevel:
    stated = properties.pop_text("level")
    for level in RegionLevel:
        if level == stated:
            return level
    raise properties.error("level", stated, "one of " + ", ".join(RegionLevel))


def _code(properties: JsonRecord, field: str, level: RegionLevel) -> str:
    code = properties.pop_text(field)
    if CODE_OF_LEVEL[level].match(code) is None:
        raise properties.error(field, code, f"a code such as {EXAMPLES[level]} ({level.value})")
    return code


def _larger(properties: JsonRecord, level: RegionLevel) -> str | None:
    above = LEVEL_ABOVE[level]
    if above is not None:
        return _code(properties, "part_of", above)
    stated = properties.pop_optional_text("part_of")
    if stated is not None:
        raise properties.error("part_of", stated, "nothing: a country is part of no region here")
    return None


def _identifiers(properties: JsonRecord, code: str, nuts: str | None) -> tuple[str, ...]:
    if nuts is None:
        return (code,)
    if NUTS_CODE.match(nuts) is None:
        raise properties.error("nuts", nuts, "a NUTS code, such as SE224 (SE0 is none)")
    tagged = f"nuts:{nuts}"
    return (code,) if tagged == code else (code, tagged)


def _geometry(record: JsonRecord) -> str | None:
    shape = record.pop("geometry", dict, required=False)
    if shape is None:
        return None
    if shape.get("type") not in SHAPES or not isinstance(shape.get("coordinates"), list):
        raise record.error("geometry", shape.get("type"), "a Polygon or MultiPolygon")
    return canonical_json(shape)

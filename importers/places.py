"""Which region a published place string names; exact, and nothing where the string is not known.

A bare name that both a municipality and a larger area bear (Stockholm, Uppsala, Jönköping, Kalmar,
Gotland, Örebro) is the municipality; with "län", "County" or "Region" it is the county.
"""

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from graph_schema.claims import RecordKey
from graph_schema.nodes import Region

SOURCE = "regions"
COUNTY_FORMS = (
    "{} län",
    "{}s län",
    "{} county",
    "{}s county",
    "region {}",
    "region {} län",
    "region {}s län",
)
MUNICIPALITY_FORMS = (
    "{} kommun",
    "{}s kommun",
    "{} stad",
    "{}s stad",
    "{} municipality",
    "{}s municipality",
    "city of {}",
)
# What a name that two regions bear means when nothing else is said: the smallest of them.
BARE_NAME_MEANS = ("municipality", "county", "nuts2", "nuts1", "country")
AND = re.compile(r"\s+(?:och|and|samt|&)\s+", re.IGNORECASE)
COMMA = re.compile(r"\s*[,;/|\n]\s*")
# A word that stands once for a whole list: "Stockholms, Uppsala och Södermanlands län".
SHARED_WORDS = {
    "län": "län",
    "kommuner": "kommun",
    "kommun": "kommun",
    "counties": "county",
    "municipalities": "municipality",
}


def region_of(text: str | None) -> RecordKey | None:
    """The one region this string names; None if it names none we know, or a list of several."""
    code = _names().get(_key(text or ""))
    return None if code is None else RecordKey(SOURCE, Region.LABEL, code)


def regions_of(text: str | None) -> list[RecordKey]:
    """The regions a string, or a list in a string, names, in order; unknown parts are left out."""
    whole = region_of(text)
    if whole is not None or text is None:
        return [] if whole is None else [whole]
    found = []
    for part in COMMA.split(text):
        found += _joined_by_and(part)
    return list(dict.fromkeys(_shared_word(text) or found))


def county_of(region: RecordKey) -> RecordKey | None:
    """The county of a municipality, or the county itself; None for larger regions."""
    scheme, _, code = region.key.partition(":")
    if scheme not in ("lau", "lan"):
        return None
    return RecordKey(SOURCE, Region.LABEL, f"lan:{code[:2]}")


def place_names() -> frozenset[str]:
    """The short names of counties and municipalities, as they are written."""
    return frozenset(p["short_name"] for p in _properties() if p["short_name"] is not None)


def _joined_by_and(part: str) -> list[RecordKey]:
    whole = region_of(part)
    if whole is not None:
        return [whole]
    return [region for piece in AND.split(part) for region in _joined_by_hyphen(piece)]


def _joined_by_hyphen(piece: str) -> list[RecordKey]:
    """Two names with a hyphen between, as "Skåne-Blekinge"; nothing unless both are known."""
    whole = region_of(piece)
    if whole is not None:
        return [whole]
    sides = [region_of(side) for side in re.split(r"\s*[-–]\s*", piece)]
    return [side for side in sides if side is not None] if None not in sides else []


def _shared_word(text: str) -> list[RecordKey]:
    """A list whose last word belongs to each of its names; empty unless it does so for all."""
    names, _, last = text.strip().rpartition(" ")
    word = SHARED_WORDS.get(last.casefold())
    if word is None or not AND.search(names):
        return []
    parts = [piece for part in COMMA.split(names) for piece in AND.split(part)]
    found = [region_of(f"{part} {word}") for part in parts]
    return [region for region in found if region is not None] if None not in found else []


def _key(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


@cache
def _properties() -> tuple[Mapping[str, Any], ...]:
    text = files("importers.sources.regions").joinpath("regions.geojson").read_text("utf-8")
    return tuple(feature["properties"] for feature in json.loads(text)["features"])


@cache
def _names() -> Mapping[str, str]:
    """Every string we know, by its key, to the region's code; smaller regions win bare names."""
    found: dict[str, str] = {}
    for level in BARE_NAME_MEANS:
        for region in _properties():
            if region["level"] == level:
                for name in _written(region):
                    found.setdefault(_key(name), region["code"])
    return found


def _written(region: Mapping[str, Any]) -> Iterator[str]:
    bare = [n for n in (region["short_name"], *region["other_names"]) if n is not None]
    yield from (region["name"], region["code"], *region["also_written"], *bare)
    yield from (region[code] for code in ("nuts", "iso_3166") if region[code] is not None)
    forms = {"county": COUNTY_FORMS, "municipality": MUNICIPALITY_FORMS}.get(region["level"], ())
    for name in bare:
        yield from (form.format(name) for form in forms)

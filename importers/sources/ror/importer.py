"""Reads ROR's JSON, schema version 2: a list of organisations with names, types and relations."""

from collections.abc import Iterator
from typing import NamedTuple

from graph_schema.claims import Claim, RecordKey
from graph_schema.edges import LocatedIn, PartOf
from graph_schema.identifiers import NotAnIdentifierError, PersonalNumberError, normalise, tagged
from graph_schema.names import match_key
from graph_schema.nodes import Actor
from importers.base import ClaimMaker, RecordClaims
from importers.files import SourceFile
from importers.json_records import JsonRecord, listed_records
from importers.places import county_of, region_of
from importers.sources.ror.standing import TYPES, standing

SOURCE = "ror"
STATUSES = ("active", "inactive", "withdrawn")
NAME_TYPES = ("ror_display", "label", "alias", "acronym")
SCHEMES = ("fundref", "grid", "isni", "wikidata")
RELATIONS = ("parent", "child", "related", "predecessor", "successor")
GEONAMES_NOT_KEPT = ("continent_code", "continent_name", "country_name", "lat", "lng")
FIRST_YEAR, LAST_YEAR = 1000, 2100


class Names(NamedTuple):
    """An organisation's names; acronyms stand apart, because many organisations share one."""

    display: str
    others: tuple[str, ...]
    acronyms: tuple[str, ...]


class Place(NamedTuple):
    """One location of an organisation."""

    name: str
    country: str
    subdivision: str | None


class Relation(NamedTuple):
    """What one organisation is to another."""

    kind: str
    id: str
    key: str
    label: str


class Organisation(NamedTuple):
    """What one record states, checked and not yet interpreted."""

    key: str
    id: str
    names: Names
    types: tuple[str, ...]
    status: str
    established: int | None
    identifiers: tuple[str, ...]
    external_ids: dict[str, list[str]]
    places: list[Place]
    relations: list[Relation]
    website: str | None


def read(file: SourceFile) -> Iterator[JsonRecord]:
    """The organisations of the file; an id that stands twice is an error of the whole file."""
    seen: set[str] = set()
    records = list(listed_records(file))
    for record in records:
        identifier = record.peek("id")
        if isinstance(identifier, str) and identifier in seen:
            raise record.error("id", identifier, "each id once in the file; this one is repeated")
        seen.add(str(identifier))
    yield from records


def claims(record: JsonRecord, make: ClaimMaker) -> Iterator[Claim]:
    """The organisation, the counties it is in, and what it is part of or has as parts."""
    stated = _organisation(record)
    at = make.at(stated.key, record.locator())
    place = stated.places[0] if stated.places else None
    actor = at.node(
        Actor,
        stated.key,
        published=_published(stated),
        name=stated.names.display,
        aliases=stated.names.others,
        identifiers=(f"ror:{stated.key}", *stated.identifiers),
        start=None if stated.established is None else str(stated.established),
        country=None if place is None else place.country,
        place=None if place is None else place.name,
        website=stated.website,
        **standing(
            stated.types,
            (stated.names.display, *stated.names.others),
            is_part=any(relation.kind == "parent" for relation in stated.relations),
        ),
    )
    yield actor
    yield from _located(at, actor, stated.places)
    yield from _parts(at, actor, stated.relations)


def _organisation(record: JsonRecord) -> Organisation:
    stated_id = record.peek("id")
    key = _ror_id(record, "id")
    identifiers, external_ids = _identifiers(record)
    read_out = Organisation(
        key=key,
        id=stated_id,
        names=_names(record),
        types=tuple(_types(record)),
        status=_one_of(record, "status", STATUSES),
        established=_year(record),
        identifiers=identifiers,
        external_ids=external_ids,
        places=[_place(location) for location in record.pop_records("locations")],
        relations=[_relation(relation) for relation in record.pop_records("relationships")],
        website=_website(record),
    )
    record.pop("admin", dict)  # when ROR's record was made and changed: not about the organisation
    record.pop_texts("domains")
    record.ensure_consumed()
    return read_out


def _published(stated: Organisation) -> dict[str, object]:
    names = stated.names
    places = [", ".join(part for part in place if part is not None) for place in stated.places]
    return {
        "id": stated.id,
        "name": names.display,
        "other_names": list(names.others) or None,
        "acronyms": list(names.acronyms) or None,
        "types": list(stated.types),
        "status": stated.status,
        "established": stated.established,
        "external_ids": stated.external_ids or None,
        "website": stated.website,
        "locations": places or None,
        "relationships": [f"{r.kind}: {r.label} ({r.id})" for r in stated.relations] or None,
    }


def _located(at: RecordClaims, actor: Claim, places: list[Place]) -> Iterator[Claim]:
    seen = set()
    for place in places:
        county = _county(place)
        if county is not None and county not in seen:
            seen.add(county)
            published = {"subdivision": place.subdivision, "place": place.name}
            yield at.edge(LocatedIn, (actor, county), published=published)


def _county(place: Place) -> RecordKey | None:
    """By ROR's code of the county; without one, by the town a municipality is named after."""
    if place.subdivision is not None:
        return region_of(f"{place.country}-{place.subdivision}")
    town = region_of(place.name) if place.country == "SE" else None
    return None if town is None else county_of(town)


def _parts(at: RecordClaims, actor: Claim, relations: list[Relation]) -> Iterator[Claim]:
    """Ties to the larger and the smaller; related, preceding and succeeding ones are neither."""
    for relation in relations:
        other = RecordKey(SOURCE, Actor.LABEL, relation.key)
        published = {"type": relation.kind, "label": relation.label, "id": relation.id}
        if relation.kind == "parent":
            yield at.edge(PartOf, (actor, other), published=published)
        elif relation.kind == "child":
            yield at.edge(PartOf, (other, actor), published=published)


def _ror_id(record: JsonRecord, field: str) -> str:
    stated = record.pop_text(field)
    try:
        return normalise("ror", stated)
    except NotAnIdentifierError as error:
        raise record.error(field, stated, f"a ROR id: {error}") from error


def _one_of(record: JsonRecord, field: str, known: tuple[str, ...]) -> str:
    stated = record.pop_text(field)
    if stated not in known:
        raise record.error(
            field, stated, "one of " + ", ".join(known), "teach the importer this value"
        )
    return stated


def _types(record: JsonRecord) -> Iterator[str]:
    for stated in record.pop_texts("types", required=True):
        if stated not in TYPES:
            raise record.error(
                "types", stated, "one of " + ", ".join(TYPES), "teach the importer this type"
            )
        yield stated


def _year(record: JsonRecord) -> int | None:
    year: int | None = record.pop("established", int, required=False)
    if year is not None and not FIRST_YEAR <= year <= LAST_YEAR:
        raise record.error("established", year, f"a year from {FIRST_YEAR} to {LAST_YEAR}")
    return year


def _names(record: JsonRecord) -> Names:
    display: list[str] = []
    others: dict[str, str] = {}
    acronyms: list[str] = []
    for name in record.pop_records("names"):
        name.pop_optional_text("lang")
        kinds = name.pop_texts("types", required=True)
        value = " ".join(name.pop_text("value").split())
        for kind in kinds:
            if kind not in NAME_TYPES:
                raise name.error("types", kind, "one of " + ", ".join(NAME_TYPES))
        if "ror_display" in kinds:
            display.append(value)
        elif "label" in kinds or "alias" in kinds:
            others.setdefault(match_key(value), value)
        else:
            acronyms.append(value)
    if len(display) != 1:
        raise record.error("names", str(display), "exactly one name of the type ror_display")
    others.pop(match_key(display[0]), None)
    return Names(display[0], tuple(others.values()), tuple(acronyms))


def _identifiers(record: JsonRecord) -> tuple[tuple[str, ...], dict[str, list[str]]]:
    """The identifiers to join by, and all that the record states.

    Of several in one scheme only the preferred one is this organisation's for certain; ROR keeps
    the others from units and former bodies. Without a preference a single one is taken.
    """
    found: list[str] = []
    stated: dict[str, list[str]] = {}
    for external in record.pop_records("external_ids"):
        scheme = _one_of(external, "type", SCHEMES)
        everything = external.pop_texts("all", required=True)
        preferred = external.pop_optional_text("preferred")
        stated[scheme] = list(everything)
        chosen = preferred or (everything[0] if len(everything) == 1 else None)
        if chosen is not None:
            found.append(_tagged(external, scheme, chosen))
    return tuple(found), stated


def _tagged(external: JsonRecord, scheme: str, value: str) -> str:
    try:
        return tagged(scheme, value)
    except (NotAnIdentifierError, PersonalNumberError) as error:
        raise external.error("all", value, str(error)) from error


def _place(location: JsonRecord) -> Place:
    location.pop("geonames_id", int)
    details = location.pop_record("geonames_details")
    for field in GEONAMES_NOT_KEPT:
        details.pop(field, (str, float, int), required=False)
    details.pop_optional_text("country_subdivision_name")
    subdivision = details.pop_optional_text("country_subdivision_code")
    return Place(details.pop_text("name"), details.pop_text("country_code"), subdivision)


def _relation(relation: JsonRecord) -> Relation:
    kind = _one_of(relation, "type", RELATIONS)
    stated_id = str(relation.peek("id"))
    return Relation(kind, stated_id, _ror_id(relation, "id"), relation.pop_text("label"))


def _website(record: JsonRecord) -> str | None:
    website = None
    for link in record.pop_records("links"):
        kind, value = link.pop_text("type"), link.pop_text("value")
        if kind == "website" and website is None:
            website = value
    return website

"""Reads SCB's register of government agencies: a JSON object of agencies by name."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from graph_schema.claims import Claim
from graph_schema.nodes import Actor
from importers.agency_registers import (
    Entry,
    Register,
    aliases,
    orgnr_of,
    short_name_alias,
    standing,
    year_of,
)
from importers.base import ClaimMaker
from importers.files import SourceFile
from importers.json_records import JsonRecord, named_records
from importers.names import name_key
from importers.sources.agencies_scb.readable import readable

EVIDENCE = "listed in SCB's register of government agencies"
ENDED = "agencies that have ended"
ABROAD = "Svenska utlandsmyndigheter"
GROUPS = (
    "Statliga förvaltningsmyndigheter",
    "Myndigheter under riksdagen",
    "Statliga affärsverk",
    "AP-fonder",
    "Sveriges domstolar samt Domstolsverket",
    ABROAD,
)


class Agency(NamedTuple):
    """One agency, and the register it stands in."""

    record: JsonRecord
    entry: Entry
    register: Register


def read(file: SourceFile) -> Iterator[Agency]:
    """The agencies; all are looked through first, because several may share one number."""
    records = list(named_records(file))
    entries = [_entry(record) for record in records]
    register = Register(entries)
    seen: set[str] = set()
    for record in records:
        key = name_key(record.name)
        if key in seen:
            raise record.error(
                None, record.name, "each name once in the file; this one differs in case only"
            )
        seen.add(key)
    for record, entry in zip(records, entries, strict=True):
        yield Agency(record, entry, register)


def claims(agency: Agency, make: ClaimMaker) -> Iterator[Claim]:
    """The agency as an actor; its addresses are dropped but for the town."""
    record, entry, register = agency
    stated_orgnr = record.peek("org_nr")
    orgnr = orgnr_of(record)
    published = {"name": record.name, "org_nr": stated_orgnr or None, **_published(record)}
    record.ensure_consumed()
    name = readable(record.name)
    key = orgnr if orgnr is not None and register.is_only_holder(entry) else name_key(record.name)
    group, town = published["group"], published["city"]
    yield make.at(key, record.locator()).node(
        Actor,
        key,
        published=published,
        name=name,
        identifiers=_identifiers(orgnr, hosted=register.is_hosted(entry)),
        country=None if group == ABROAD else "SE",
        place=None if town is None else readable(town, place=True),
        website=_address(published["website"]),
        **_history(agency, published, name),
        **standing((record.name,), f"{EVIDENCE}: {group or ENDED}", published["created_by"]),
    )


def _published(record: JsonRecord) -> dict[str, Any]:
    found: dict[str, Any] = {"group": _group(record)}
    for field in ("created_by", "website", "short_name"):
        found[field] = record.pop_optional_text(field)
    found["old_names"] = list(record.pop_texts("old_names")) or None
    found["city"] = _town(record)
    for field in ("start", "end"):
        found[field] = record.pop(field, int, required=False)
        year_of(record, field, found[field])
    return found


def _history(agency: Agency, published: Mapping[str, Any], name: str) -> dict[str, Any]:
    """Years and other names.

    The register's list of changes names numbers, not agencies: where several share a number, its
    years and former names may be any of theirs (Domstolsverket did not begin in 2010).
    """
    record, entry, register = agency
    if register.is_shared(entry):
        return {}
    former = map(readable, aliases(register, record.name, published["old_names"] or ()))
    ended = published["end"] is not None
    short = () if ended else short_name_alias(register, name, published["short_name"])
    return {
        "aliases": (*former, *short),
        "start": year_of(record, "start", published["start"]),
        "end": year_of(record, "end", published["end"]),
    }


def _identifiers(orgnr: str | None, *, hosted: bool) -> tuple[str, ...]:
    if orgnr is None:
        return ()
    return (f"{'host_orgnr' if hosted else 'orgnr'}:{orgnr}",)


def _group(record: JsonRecord) -> str | None:
    group = record.pop_optional_text("group")
    if group is not None and group not in GROUPS:
        raise record.error(
            "group", group, "one of " + ", ".join(GROUPS), "teach the importer this group"
        )
    if group is None and record.peek("end") is None:
        raise record.error("group", None, "a group, because the agency has not ended")
    return group


def _town(record: JsonRecord) -> str | None:
    """The town of the office, else of the post; streets, boxes and postcodes are not kept."""
    towns = []
    for field in ("office_address", "postal_address"):
        if record.peek(field) is None:
            record.pop(field, dict, required=False)
            continue
        address = record.pop_record(field)
        address.pop_optional_text("address")
        address.pop_optional_text("postcode")
        towns.append(address.pop_optional_text("city"))
    return next((town for town in towns if town is not None), None)


def _address(website: str | None) -> str | None:
    if website is None or "://" in website:
        return website
    return f"https://{website}"


def _entry(record: JsonRecord) -> Entry:
    """What the register is looked through by; ``claims`` reports values that cannot be read."""
    old = record.peek("old_names")
    names = [record.peek("short_name"), *(old if isinstance(old, list) else [])]
    years = [record.peek(field) for field in ("start", "end")]
    start, end = (y if isinstance(y, int) else None for y in years)
    heading = record.peek("group")
    return Entry(
        name=record.name,
        orgnr=str(record.peek("org_nr") or ""),
        start=start,
        end=end,
        names=tuple(name for name in names if isinstance(name, str)),
        heading=heading if isinstance(heading, str) else "",
    )

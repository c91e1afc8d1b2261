"""Reads ESV's register of government agencies: a JSON object of agencies by name."""

from collections.abc import Iterator
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

EVIDENCE = "listed in ESV's register of government agencies"
UNKNOWN_NAME = "?"  # how the register writes that there is no English name


class Agency(NamedTuple):
    """One agency, and the register it stands in."""

    record: JsonRecord
    entry: Entry
    register: Register


def read(file: SourceFile) -> Iterator[Agency]:
    """The agencies; all are looked through first, for what only the whole register can tell."""
    records = list(named_records(file))
    entries = [_entry(record) for record in records]
    register = Register(entries)
    seen: set[object] = set()
    for record in records:
        number = record.peek("id")
        if number is not None and number in seen:
            raise record.error("id", str(number), "each id once in the file; this one is repeated")
        seen.add(number)
    for record, entry in zip(records, entries, strict=True):
        yield Agency(record, entry, register)


def claims(agency: Agency, make: ClaimMaker) -> Iterator[Claim]:
    """The agency as an actor."""
    record, register = agency.record, agency.register
    stated_orgnr = record.peek("org_nr")
    identifiers = _identifiers(agency)
    published = {**_published(record), "org_nr": stated_orgnr or None}
    record.ensure_consumed()
    key = str(published["id"])
    english, old_names = published["name_en"], published["old_names"] or ()
    english_name = () if english in (None, UNKNOWN_NAME) else (english,)
    ended = published["end"] is not None
    short = () if ended else short_name_alias(register, record.name, published["short_name"])
    yield make.at(key, record.locator()).node(
        Actor,
        key,
        published=published,
        name=record.name,
        aliases=(*aliases(register, record.name, (*english_name, *old_names)), *short),
        identifiers=identifiers,
        start=year_of(record, "start", published["start"]),
        end=year_of(record, "end", published["end"]),
        country="SE",
        **standing((record.name, *old_names), EVIDENCE),
    )


def _published(record: JsonRecord) -> dict[str, Any]:
    found: dict[str, Any] = {"name": record.name, "id": record.pop("id", int)}
    for field in ("name_en", "short_name", "department", "start", "end"):
        found[field] = record.pop_optional_text(field)
    found["old_names"] = list(record.pop_texts("old_names")) or None
    for staff in ("employees", "fte"):  # yearly head counts: not part of the graph
        record.pop(staff, dict, required=False)
    return found


def _identifiers(agency: Agency) -> tuple[str, ...]:
    orgnr = orgnr_of(agency.record)
    if orgnr is None:
        return ()
    return (f"{'host_orgnr' if agency.register.is_hosted(agency.entry) else 'orgnr'}:{orgnr}",)


def _entry(record: JsonRecord) -> Entry:
    """What the register is looked through by; ``claims`` reports values that cannot be read."""
    stated = [record.peek(field) for field in ("name_en", "short_name")]
    old = record.peek("old_names")
    names = [*stated, *(old if isinstance(old, list) else [])]
    years = [record.peek(field) for field in ("start", "end")]
    start, end = (int(y) if isinstance(y, str) and y.isdecimal() else None for y in years)
    return Entry(
        name=record.name,
        orgnr=str(record.peek("org_nr") or ""),
        start=start,
        end=end,
        names=tuple(name for name in names if isinstance(name, str)),
    )

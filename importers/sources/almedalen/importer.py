"""Reads the programme of the Almedalen week: a JSON list with one object per event."""

import re
from ast import literal_eval
from collections.abc import Iterator
from datetime import datetime

from graph_schema.claims import Claim, Locator, RecordKey
from graph_schema.edges import ActiveIn, Addresses, ParticipatesIn
from graph_schema.names import is_generic_unit
from graph_schema.nodes import Actor, Collaboration, Region, Theme
from graph_schema.vocabularies import CollaborationKind, ParticipationStatus, Role
from importers.base import ClaimMaker, RecordClaims
from importers.files import SourceFile
from importers.json_records import JsonRecord, listed_records
from importers.masking import MASK, mask
from importers.names import name_key
from importers.organiser_words import is_abbreviation
from importers.organisers import Organiser, split_organisers
from importers.sectors import by_name

GOTLAND = RecordKey("regions", Region.LABEL, "lan:09")
ONLINE = re.compile(r"digital|online", re.IGNORECASE)
MOMENT = re.compile(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d(:\d\d)?\Z")
PUBLIC_ADDRESS = re.compile(r"https?://\S+\Z", re.IGNORECASE)
OTHERS = "m.fl."
LONGEST_LINE = 2_000  # characters; the longest real line of organisers has 400
KINDS = {
    "Konferens": CollaborationKind.CONFERENCE,
    "Rundabordssamtal": CollaborationKind.ROUND_TABLE,
}

# In the programme as its publisher has it; left out because they name persons or say nothing of
# who works with whom.
NOT_USED = (
    ("description", str),
    ("more_info", str),
    ("speakers", (list, str)),
    ("contact_person_1", str),
    ("contact_person_2", str),
    ("facebook", str),
    ("twitter", str),
    ("food", (bool, str)),
    ("hashtags", (list, str)),
    ("page_views", (int, str)),
    ("matched_terms", list),  # by which words this selection was made
)


def read(file: SourceFile) -> Iterator[JsonRecord]:
    """The events of the file; an id that stands twice is an error of the whole file."""
    seen: set[str] = set()
    for event in listed_records(file):
        number = str(event.peek("id"))
        if number in seen:
            raise event.error("id", number, "each id once in the file; this one is repeated")
        seen.add(number)
        yield event
    if not seen:
        raise file.error("a list of events; this one is empty", "fetch the programme again")


def claims(record: JsonRecord, make: ClaimMaker) -> Iterator[Claim]:
    """The event, its themes and region, and its organisers."""
    number = _number(record)
    claim = make.at(number, record.locator())
    organiser_text = mask(_text(record, "organiser"))
    if len(organiser_text) > LONGEST_LINE:
        raise record.error("organiser", organiser_text, f"at most {LONGEST_LINE} characters")
    organisers = split_organisers(organiser_text)
    if not organisers:
        raise record.error("organiser", organiser_text, "the name of at least one organiser")
    themes = [record.pop_optional_text(field) for field in ("topic_1", "topic_2")]
    event = _event(record, claim, number, organiser_text, organisers)
    _ensure_consumed(record)
    yield event
    for theme in dict.fromkeys(theme for theme in themes if theme is not None):
        node = claim.node(Theme, name_key(theme), {"topic": theme}, name=" ".join(theme.split()))
        yield node
        yield claim.edge(Addresses, (event, node), {"topic": theme})
    place = event.published.get("place")
    if place is not None and ONLINE.match(event.fields.get("place", "")) is None:
        yield claim.edge(ActiveIn, (event, GOTLAND), {"place": place})
    yield from _participations(record, claim, number, event, organisers)


def _event(
    record: JsonRecord,
    claim: RecordClaims,
    number: str,
    organiser_text: str,
    organisers: list[Organiser],
) -> Claim:
    start, end = _days(record)
    title, place = mask(_text(record, "title")), record.pop_text_or_null("place")
    place = None if place is None else mask(place)
    sort = record.pop_text_or_null("type")
    websites = [mask(address) for address in _addresses(record)]
    published = {
        "id": number,
        "title": title,
        "organiser": organiser_text,
        "start": start,
        "end": end,
        "type": sort,
        "category": record.pop_optional_text("category"),
        "language": record.pop_optional_text("language"),
        "place": place,
        "websites": websites or None,
    }
    return claim.node(
        Collaboration,
        number,
        published,
        name=" ".join(title.split()),
        collaboration_kind=KINDS.get(sort or "", CollaborationKind.EVENT),
        number=number,
        start=start[:10],
        end=end[:10],
        place=" ".join(place.split()) if place is not None else None,
        organisers_as_published=organiser_text,
        unnamed_parties=tuple(_unnamed(organisers)),
        website=next(filter(PUBLIC_ADDRESS.match, websites), None),
    )


def _participations(
    record: JsonRecord,
    claim: RecordClaims,
    number: str,
    event: Claim,
    organisers: list[Organiser],
) -> Iterator[Claim]:
    """Each organiser once, however often the text names it; what was masked is nobody."""
    seen: set[str] = set()
    for organiser in organisers:
        key = name_key(organiser.name)
        if MASK in organiser.name or key in seen:
            continue
        seen.add(key)
        # Units of unlike organisations bear these names: each stays with its event.
        key = f"{key} ({number})" if is_generic_unit(organiser.name) else key
        place = Locator(pointer=record.locator("organiser").pointer, span=organiser.span)
        published = {"organiser": organiser.name}
        actor = claim.node(
            Actor,
            key,
            published | ({"note": organiser.note} if organiser.note is not None else {}),
            locator=place,
            name=" ".join(organiser.name.split()),
            aliases=_aliases(organiser),
            **by_name(organiser.name).fields(),
        )
        yield actor
        yield claim.edge(
            ParticipatesIn,
            (actor, event),
            published,
            locator=place,
            role=Role.ORGANISER,
            role_as_published="organiser",
            status=ParticipationStatus.PARTY,
        )


def _aliases(organiser: Organiser) -> tuple[str, ...]:
    """The note, where it is the name written out or abbreviated."""
    name, note = organiser.name, organiser.note
    if note is not None and (is_abbreviation(note, name) or is_abbreviation(name, note)):
        return (note,)
    return ()


def _unnamed(organisers: list[Organiser]) -> Iterator[str]:
    for organiser in organisers:
        if MASK in organiser.name:
            yield organiser.name
        elif organiser.more:
            yield OTHERS if _aliases(organiser) or organiser.note is None else organiser.note


def _number(record: JsonRecord) -> str:
    number = str(record.pop("id", (int, str))).strip()
    if re.fullmatch(r"[\w.-]+", number) is None:
        raise record.error("id", number, "the number of an event, such as 15468")
    return number


def _text(record: JsonRecord, field: str) -> str:
    text = record.pop_text(field)
    if not text.strip():
        raise record.error(field, text, "a text that is not blank")
    return text


def _days(record: JsonRecord) -> tuple[str, str]:
    start, end = (_moment(record, field) for field in ("start", "end"))
    if end < start:
        raise record.error("end", end, f"an end that is not before the start, {start}")
    year = record.pop("_year", (int, str), required=False)
    if year is not None and str(year) != start[:4]:
        raise record.error("_year", year, f"the year of the start, {start[:4]}")
    return start, end


def _moment(record: JsonRecord, field: str) -> str:
    text = record.pop_text(field)
    wrong = record.error(field, text, "a time written 2015-06-30 08:00:00")
    if MOMENT.match(text) is None:
        raise wrong
    try:
        datetime.fromisoformat(text)
    except ValueError as error:
        raise wrong from error
    return text


def _addresses(record: JsonRecord) -> list[str]:
    """A list; in some years the list as a text, with single quotation marks."""
    value = record.pop("websites", (list, str), required=False) or []
    if isinstance(value, str):
        value = _list_in_text(record, value) if value.startswith("[") else [value]
    if not isinstance(value, list) or not all(isinstance(address, str) for address in value):
        raise record.error("websites", str(value), "a list of addresses")
    return [address.strip() for address in value if address.strip()]


def _list_in_text(record: JsonRecord, text: str) -> object:
    try:
        return literal_eval(text)
    except (ValueError, SyntaxError, MemoryError, RecursionError) as error:
        raise record.error("websites", text, "a list of addresses") from error


def _ensure_consumed(record: JsonRecord) -> None:
    for field, shape in NOT_USED:
        record.pop(field, shape, required=False)
    record.ensure_consumed()

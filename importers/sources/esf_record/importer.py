"""ESF Projektbanken, one project's record page as saved text or HTML."""

import re
from collections.abc import Iterator
from typing import Any

from graph_schema.claims import Claim, Locator, RecordKey
from graph_schema.edges import ActiveIn, ParticipatesIn, PartOf
from graph_schema.nodes import Actor, Project, Region
from graph_schema.vocabularies import ActorKind, Role
from importers.base import ClaimMaker, RecordClaims
from importers.encodings import encoding_of, refuse_doubly_encoded
from importers.errors import BadInputError
from importers.files import SourceFile
from importers.names import name_key
from importers.places import regions_of
from importers.sectors import decide
from importers.sources.esf_record import page as labels
from importers.sources.esf_record.html_text import is_html, text_of
from importers.sources.esf_record.page import NUTS2, Field, Page, error, parse_page
from importers.sources.esf_record.partners import Partner, partners
from importers.sources.esf_record.project import (
    Owner,
    Placement,
    belongs,
    owner,
    owner_number,
    owns,
    supported,
    without,
)
from importers.values import is_empty, parse_amount, parse_date, parse_rate

DNR = re.compile(r"\d{2}-\d{3}-[A-Z]\d{2}\Z|(?:19|20)\d\d[/-]\d{5,7}\Z")
WHOLE_COUNTRY = "SE0"  # what the Projektbanken writes for ESF Nationellt; no code of NUTS
BUDGETS = ("Total projektbudget i SEK", "Total projektbudget")
SUPPORTS = ("EU-stöd i SEK", "EU-stöd")
MAX_BYTES = 20_000_000  # a thousand times the longest page seen


def read(file: SourceFile) -> Iterator[Page]:
    """The one record of a page."""
    if file.size > MAX_BYTES:
        raise file.error(f"a web page of at most {MAX_BYTES:,} bytes", "save one project's page")
    data = file.read()
    web = is_html(data)
    text = text_of(file, data) if web else data.decode(encoding_of(file))
    refuse_doubly_encoded(file, text)
    yield parse_page(text, file.name, numbered=not web)


def claims(page: Page, make: ClaimMaker) -> Iterator[Claim]:
    """The project, its owner, the partners its narrative lists, its programmes and its regions."""
    dnr = page.fields[labels.DNR].value
    if DNR.match(dnr) is None:
        raise error(page, labels.DNR, "a number such as 22-018-S01 or 2018/00076")
    page, said = _owner(page)
    record = make.at(dnr, Locator(row=page.title.number, pointer=page.title.text))
    project = _project(record, page, dnr)
    yield project
    actor = owner(record, said, dnr, _published(page, labels.OWNER, labels.OWNER_NUMBER))
    yield actor
    yield owns(record, actor, project, _published(page, labels.OWNER))
    place = _placement(page)
    tree = ("Berörd fond", "Program CCI", "Programområde", "Specifikt mål")
    yield from belongs(record, project, place, _published(page, *tree))
    yield from _regions(record, page, project)
    label = next((name for name in SUPPORTS if _text(page, name) is not None), None)
    if label is not None:
        amount = _amount(page, label)
        yield from supported(record, project, place, (label, page.fields[label].value, amount))
    for partner in partners(page.narrative, page.fields[labels.OWNER].value):
        yield from _partner(record, project, partner)


def _project(record: RecordClaims, page: Page, dnr: str) -> Claim:
    budget = next((name for name in BUDGETS if _text(page, name) is not None), None)
    rate = "Unionens medfinansieringsgrad"
    start, end = _date(page, labels.START), _date(page, labels.END)
    if start is not None and end is not None and end < start:
        raise error(page, labels.END, f"a day that is not before {labels.START} {start}")
    published = _published(page, *(name for name in page.fields if name not in OWNERS))
    return record.node(
        Project,
        dnr,
        published | {"narrative": page.narrative or None},
        name=page.fields[labels.NAME].value,
        number=dnr,
        identifiers=(f"dnr:{dnr}",),
        start=start,
        end=end,
        programme_area=_text(page, "Programområde"),
        specific_objective=_text(page, "Specifikt mål"),
        intervention_field=_text(page, "Interventionstyp"),
        total_budget=_amount(page, budget) if budget is not None else None,
        currency="SEK" if budget is not None else None,
        cofinancing_rate=_read(page, rate, parse_rate) if _text(page, rate) is not None else None,
        participants=_participants(page),
        strategic_importance=_text(page, "Insats av strategisk betydelse"),
        child_poverty_theme=_text(page, "Sekundärtema - Motverka barnfattigdom"),
        region_as_published=_text(page, "Region"),
        programme_as_published=_text(page, "Program CCI"),
        narrative=page.narrative or None,
    )


OWNERS = (
    labels.OWNER,
    labels.OWNER_NUMBER,
)  # stated with the owner, and not at all if it is a person


def _owner(page: Page) -> tuple[Page, Owner]:
    """The owner; the page of a sole trader no longer holds the name anywhere."""
    name, text = page.fields[labels.OWNER].value, _text(page, labels.OWNER_NUMBER)
    number, sole_trader = None, False
    if text is not None:
        number, sole_trader = _read(page, labels.OWNER_NUMBER, lambda t: owner_number(t, None))
    if sole_trader:
        fields = {
            label: Field(without(field.value, name), field.row)
            for label, field in page.fields.items()
        }
        title = page.title._replace(text=without(page.title.text, name))
        page = Page(fields, title, without(page.narrative, name), page.file)
    return page, Owner(name, number, sole_trader)


def _placement(page: Page) -> Placement:
    return Placement(
        _text(page, "Berörd fond"),
        _text(page, "Program CCI"),
        _text(page, "Programområde"),
        _text(page, "Specifikt mål"),
    )


def _regions(record: RecordClaims, page: Page, project: Claim) -> Iterator[Claim]:
    """By code where there is one, else by name; the country only where nothing smaller is said."""
    published = _published(page, "Region", "NUTS-2 kod", "Land som berörs")
    codes = [code.strip() for code in (_text(page, "NUTS-2 kod") or "").split(",") if code.strip()]
    for code in codes:
        if NUTS2.match(code) is None:
            raise error(page, "NUTS-2 kod", "a code such as SE22, or SE0 for the whole country")
    keys = ["nuts:SE" if code == WHOLE_COUNTRY else f"nuts:{code}" for code in codes]
    found = [RecordKey("regions", Region.LABEL, key) for key in keys]
    for region in (
        found or regions_of(_text(page, "Region")) or regions_of(published.get("Land som berörs"))
    ):
        yield record.edge(ActiveIn, (project, region), published)


def _partner(record: RecordClaims, project: Claim, partner: Partner) -> Iterator[Claim]:
    """A heading says nothing about money: the role stays unspecified."""
    place = Locator(pointer="narrative", span=partner.span)
    published = {"party": partner.line}
    sector: dict[str, Any] = decide(partner.name).fields()
    actor = record.node(
        Actor, name_key(partner.name), published, locator=place, name=partner.name, **sector
    )
    yield actor
    yield record.edge(
        ParticipatesIn,
        (actor, project),
        published | {"heading": partner.heading},
        locator=place,
        role=Role.PARTNER_UNSPECIFIED,
        role_as_published=partner.heading,
    )
    if partner.unit is not None:
        unit = record.node(
            Actor,
            name_key(partner.unit),
            published,
            locator=place,
            name=partner.unit,
            **(sector | ({"actor_kind": ActorKind.UNIT} if sector else {})),
        )
        yield unit
        yield record.edge(PartOf, (unit, actor), published, locator=place)


def _participants(page: Page) -> int | None:
    text = _text(page, "Antal deltagare")
    if text is None:
        return None
    amount = _amount(page, "Antal deltagare")
    if not amount.isdigit():
        raise error(page, "Antal deltagare", "a whole number of participants")
    return int(amount)


def _text(page: Page, label: str) -> str | None:
    field = page.fields.get(label)
    return None if field is None or is_empty(field.value) else field.value


def _date(page: Page, label: str) -> str | None:
    return None if _text(page, label) is None else _read(page, label, parse_date)


def _amount(page: Page, label: str) -> str:
    return str(_read(page, label, parse_amount))


def _read(page: Page, label: str, reader: Any) -> Any:
    try:
        return reader(page.fields[label].value)
    except BadInputError as fault:
        raise error(page, label, fault.expected, fault.advice) from fault
    except ValueError as fault:
        raise error(page, label, str(fault)) from fault


def _published(page: Page, *names: str) -> dict[str, str | None]:
    return {name: _text(page, name) for name in names}

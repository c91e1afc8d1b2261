"""ESF Projektbanken, the exported list: one row is one project and names its owner alone."""

import re
from collections.abc import Callable, Iterator
from html import unescape
from typing import TypeVar

from graph_schema.claims import Claim
from graph_schema.days import is_before
from graph_schema.edges import LocatedIn
from graph_schema.nodes import Project
from importers.base import ClaimMaker, RecordClaims
from importers.errors import BadInputError
from importers.files import SourceFile
from importers.masking import mask
from importers.places import region_of
from importers.rows import LocatedRow
from importers.sources.esf_record.importer import DNR
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
from importers.tables import read_table
from importers.values import is_empty, parse_amount, parse_date, parse_rate

NUMBER = "Diarienummer / Operation ID"
OWNER = "Stödmottagare / Beneficiary"
OWNER_ID = "Projektägare organisationsnummer / Beneficiary ID"
CITY = "Projektägare ort / Beneficiary city"
COUNTRY = "Stödmottagarens land / Beneficiary country"
NAME = "Namn på insatsen / Operation Name"
AREA = "Programområde / Priority"
OBJECTIVE = "Specifikt mål / Specific objective concerned"
INTERVENTION = "Interventionsområde / Intervention field"
BUDGET = "Total projektbudget / Total budget SEK"
RATE = "Unionens medfinansieringsgrad / Union co-financing rate"
SUPPORT = "EU-stöd i SEK / EU contribution SEK"
SUMMARY = "Sammanfattning / Summary"
SUMMARY_EN = "Sammanfattning engelsk / Summary in english"
START = "Startdatum / Start date"
END = "Slutdatum / End date"
FUND = "EU-fond / EU fund"
CCI = "Program CCI / Program CCI"
COLUMNS = (
    NUMBER, OWNER, OWNER_ID, CITY, COUNTRY, NAME, AREA, OBJECTIVE, INTERVENTION, BUDGET, RATE,
    SUPPORT, SUMMARY, SUMMARY_EN, START, END, FUND, CCI,
)  # fmt: skip
OWNERS = (OWNER, OWNER_ID, CITY, COUNTRY)
MARKUP = re.compile(r"<(?:/?[a-zA-Z][^<>]*|!--.*?--)>", re.DOTALL)
BLOCK_ENDS = re.compile(r"<(?:br\s*/?|/p|/li|/h\d|/div|/tr)\s*>", re.IGNORECASE)
BLANKS = re.compile(r"[ \t\u00a0]+")
T = TypeVar("T")


def read(file: SourceFile) -> Iterator[LocatedRow]:
    """The rows; headings may stand below a title, as when the list was saved from a spreadsheet."""
    yield from read_table(file, header=COLUMNS, find_header=True)


def claims(row: LocatedRow, make: ClaimMaker) -> Iterator[Claim]:
    """The project, its owner, the agency that supports it and the programmes it belongs to."""
    text = {column: _cell(row, column) for column in COLUMNS}
    row.ensure_consumed()
    for column in (NUMBER, OWNER, NAME):
        if text[column] is None:
            raise row.error(column, "a value", "fill the cell in or remove the row")
    dnr = text[NUMBER] or ""
    if DNR.match(dnr) is None:
        raise row.error(NUMBER, "a number such as 22-018-S01 or 2018/00076")
    number, sole_trader = _number(row, text)
    said = Owner(text[OWNER] or "", number, sole_trader, text[COUNTRY], text[CITY])
    if sole_trader:
        text = {
            name: None if value is None else without(value, said.name)
            for name, value in text.items()
        }
    record = make.at(dnr, row.locator)
    project = _project(record, row, text)
    yield project
    yield from _owner(record, said, text, project)
    place = Placement(text[FUND], text[CCI], text[AREA], text[OBJECTIVE])
    tree = {column: text[column] for column in (FUND, CCI, AREA, OBJECTIVE)}
    yield from belongs(record, project, place, tree)
    amount = _read(row, SUPPORT, parse_amount)
    if (support := text[SUPPORT]) is not None and amount is not None:
        yield from supported(record, project, place, (SUPPORT, support, amount))


def plain(text: str) -> str:
    """A summary without markup: paragraphs become lines, entities letters, contact data masks."""
    without = MARKUP.sub("", BLOCK_ENDS.sub("\n", text))
    lines = (BLANKS.sub(" ", line).strip() for line in unescape(without).splitlines())
    return mask("\n".join(line for line in lines if line))


def _cell(row: LocatedRow, column: str) -> str | None:
    value = row.pop(column)
    if value is None or is_empty(value):
        return None
    if column == OWNER_ID:
        return value  # judged before it is masked: a sole trader's number must be recognised
    return plain(value) or None if column in (SUMMARY, SUMMARY_EN) else mask(value)


def _project(record: RecordClaims, row: LocatedRow, text: dict[str, str | None]) -> Claim:
    start, end = _read(row, START, parse_date), _read(row, END, parse_date)
    if start is not None and end is not None and is_before(end, start):
        raise row.error(END, f"a day that is not before the start {start}")
    budget = _read(row, BUDGET, parse_amount)
    published = {column: text[column] for column in COLUMNS if column not in OWNERS}
    return record.node(
        Project,
        text[NUMBER] or "",
        published,
        name=text[NAME],
        number=text[NUMBER],
        identifiers=(f"dnr:{text[NUMBER]}",),
        start=start,
        end=end,
        programme_area=text[AREA],
        specific_objective=text[OBJECTIVE],
        intervention_field=text[INTERVENTION],
        total_budget=budget,
        currency="SEK" if budget is not None else None,
        cofinancing_rate=_read(row, RATE, _rate(row)),
        programme_as_published=text[CCI],
        summary=text[SUMMARY],
        summary_en=text[SUMMARY_EN],
    )


def _owner(
    record: RecordClaims, said: Owner, text: dict[str, str | None], project: Claim
) -> Iterator[Claim]:
    actor = owner(record, said, text[NUMBER] or "", {column: text[column] for column in OWNERS})
    yield actor
    yield owns(record, actor, project, {OWNER: text[OWNER]})
    seat = region_of(said.place) if not said.sole_trader else None
    if seat is not None and seat.key.startswith("lau:"):
        yield record.edge(LocatedIn, (actor, seat), {CITY: said.place})


def _number(row: LocatedRow, text: dict[str, str | None]) -> tuple[str | None, bool]:
    try:
        return owner_number(text[OWNER_ID], text[COUNTRY])
    except BadInputError as error:
        raise row.error(OWNER_ID, error.expected, error.advice) from error


def _rate(row: LocatedRow) -> Callable[[str], str]:
    """A cell shown as 100 % holds the number 1 in a workbook; written in text, 1 may be either."""
    whole = row.locator.sheet is not None and row[RATE] == "1"
    return lambda text: parse_rate(text, fraction=True if whole else None)


def _read(row: LocatedRow, column: str, reader: Callable[[str], T]) -> T | None:
    value = row[column]
    if value is None or is_empty(value):
        return None
    try:
        return reader(value)
    except ValueError as error:
        raise row.error(column, str(error)) from error

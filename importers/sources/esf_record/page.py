"""The record page as lines: labels with values, then the narrative; from text or HTML alike."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from importers.errors import BadInputError
from importers.masking import mask
from importers.places import regions_of

DNR, PROJECT_NUMBER = "Diarienummer", "Projektnummer"
OWNER, OWNER_NUMBER = "Projektägare", "Projektägare organisationsnummer"
NAME, START, END = "Namn", "Startdatum", "Slutdatum"
REQUIRED = (DNR, OWNER, NAME)
LABELS = frozenset(
    {
        "Land som berörs", "Berörd fond", "Program CCI", DNR, OWNER_NUMBER, OWNER, NAME, START, END,
        "Unionens medfinansieringsgrad", "Programområde", "Specifikt mål",
        "Sekundärtema - Motverka barnfattigdom", "Region", "NUTS-2 kod", "Interventionstyp",
        "Antal deltagare", "Insats av strategisk betydelse", PROJECT_NUMBER,
        "Total projektbudget", "Total projektbudget i SEK", "EU-stöd", "EU-stöd i SEK",
    }
)  # fmt: skip
SEVERAL_LINES = frozenset({"Land som berörs", "Region", "NUTS-2 kod"})
NUTS2 = re.compile(r"SE(?:0|[1-3]\d?)\Z")
ONE_LINE = re.compile(r"(?P<label>[^:]{2,60}):\s+(?P<value>\S.*)\Z")
MAX_LABEL = 60  # characters; the longest real label has 38
ADVICE = "save the whole page from the Projektbanken again, as text or as HTML"


class Line(NamedTuple):
    """A line of the page, stripped, with its number and where it begins.

    The lines of a web page's text are not those of its file and have no number.
    """

    number: int | None
    start: int
    text: str


class Field(NamedTuple):
    """A value beneath its label; empty values are left out of a page's fields."""

    value: str
    row: int | None


class Page(NamedTuple):
    """One project's record: its fields by label and its narrative with contact data masked."""

    fields: Mapping[str, Field]
    title: Line
    narrative: str
    file: str


def lines_of(text: str, *, numbered: bool = True) -> list[Line]:
    """The lines of a text, numbered from 1."""
    found, start = [], 0
    for number, raw in enumerate(text.splitlines(keepends=True), 1):
        found.append(Line(number if numbered else None, start, raw.strip()))
        start += len(raw)
    return found


def parse_page(text: str, file: str, *, numbered: bool = True) -> Page:
    """The record in a page's text; what stands above its title (menus, cookies) is passed over."""
    lines = lines_of(text, numbered=numbered)
    first = next((i for i, line in enumerate(lines) if _label(line.text) in LABELS), None)
    title = _title(lines[:first]) if first is not None else None
    if first is None or title is None:
        raise BadInputError(
            file=file,
            expected="a record page: a title “22-018-S01 - Namn”, then labels, “Diarienummer:”",
            advice=ADVICE,
        )
    fields, end = _fields(lines, first, file)
    page = Page(fields, title, _narrative(text, lines[end:]), file)
    _check(page)
    return page


def error(page: Page, label: str, expected: str, advice: str = "") -> BadInputError:
    """An error about one field of a page."""
    field = page.fields.get(label)
    return BadInputError(
        file=page.file,
        row=field.row if field is not None else page.title.number,
        column=label,
        value=field.value if field is not None else "",
        expected=expected,
        advice=advice or ADVICE,
    )


def _label(text: str) -> str | None:
    """The label a line holds, alone or before its value; None for other lines."""
    if text in LABELS:
        return text  # a web page may set labels apart without a colon
    if text.endswith(":") and len(text) <= MAX_LABEL:
        return text[:-1].strip()
    matched = ONE_LINE.match(text)
    if matched is not None and matched["label"].strip() in LABELS:
        return matched["label"].strip()
    return None


def _title(lines: list[Line]) -> Line | None:
    return next((line for line in reversed(lines) if line.text), None)


def _fields(lines: list[Line], first: int, file: str) -> tuple[dict[str, Field], int]:
    """Labels and values up to the narrative, and the index of the narrative's first line."""
    fields: dict[str, Field] = {}
    label, index = "", first
    while index < len(lines):
        line = lines[index]
        last = label == PROJECT_NUMBER and bool(fields[label].value)
        found = _label(line.text)
        if line.text and last and (found not in LABELS or found in fields or found == line.text):
            break  # behind the project's number begins the narrative, maybe with a heading
        if found is not None:
            _refuse(found, fields, line, file)
            label = found
            matched = ONE_LINE.match(line.text)
            fields[label] = Field(matched["value"] if matched is not None else "", line.number)
        elif line.text:
            fields[label] = _with_value(label, fields[label], line, file)
        index += 1
    return {name: field for name, field in fields.items() if field.value}, index


def _refuse(label: str, fields: Mapping[str, Field], line: Line, file: str) -> None:
    if label in LABELS and label not in fields:
        return
    expected = "each label once" if label in LABELS else "no label the importer does not know"
    raise BadInputError(
        file=file,
        row=line.number,
        column=label,
        value=line.text,
        expected=expected,
        advice="teach the importer this label" if label not in LABELS else ADVICE,
    )


def _with_value(label: str, field: Field, line: Line, file: str) -> Field:
    if not field.value:
        return Field(line.text, line.number)
    if label not in SEVERAL_LINES or not (regions_of(line.text) or NUTS2.match(line.text)):
        raise BadInputError(
            file=file,
            row=line.number,
            column=label,
            value=line.text,
            expected="one line beneath the label, then the next label",
            advice=ADVICE,
        )
    return field._replace(value=f"{field.value}, {line.text}")


def _narrative(text: str, lines: list[Line]) -> str:
    """The text behind the fields; masked with equal length, so that spans in it stay true."""
    first = next((line for line in lines if line.text), None)
    return "" if first is None else mask(text[first.start :].strip())


def _check(page: Page) -> None:
    for label in REQUIRED:
        if label not in page.fields:
            raise error(page, label, f"a value beneath “{label}:”")
    dnr = page.fields[DNR].value
    number = page.fields.get(PROJECT_NUMBER)
    if number is not None and number.value != dnr:
        raise error(page, PROJECT_NUMBER, f"the Diarienummer again, {dnr}")
    if not page.title.text.startswith(dnr):
        raise BadInputError(
            file=page.file,
            row=page.title.number,
            value=page.title.text,
            expected=f"a title that begins with the Diarienummer {dnr}",
            advice=ADVICE,
        )

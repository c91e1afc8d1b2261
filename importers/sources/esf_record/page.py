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
MAX_LABEL = 60  # characters; the longest real label has 38
REACH = 3  # lines in which the next label stands if the fields go on: a label, its value, a slip
NUMBERED = re.compile(r"(?:\d\d-\d{3}-[A-Z]\d\d|(?:19|20)\d\d[/-]\d{5,7})\b")
BULLET = re.compile(r"^[•·*–-]\s+")
ADVICE = "save the whole page from the Projektbanken again, as text or as HTML"
ONE_LINE = re.compile(
    r"(?P<label>" + "|".join(map(re.escape, sorted(LABELS, key=len, reverse=True))) + ")"
    r"(?:\s*:\s*|\s*\t\s*)(?P<value>\S.*)\Z"
)


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
    if first is None or DNR not in {_label(line.text) for line in lines}:
        raise BadInputError(
            file=file,
            expected="a record page: a title “22-018-S01 - Namn”, then labels, “Diarienummer:”",
            advice=ADVICE,
        )
    fields, end = _fields(lines, first, file)
    page = Page(fields, _title(lines[: first + 1]), _narrative(text, lines[end:]), file)
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
    text = BULLET.sub("", text)
    if text in LABELS:
        return text  # a web page may set labels apart without a colon
    if text.endswith(":") and len(text) <= MAX_LABEL:
        return text[:-1].strip()
    matched = ONE_LINE.match(text)
    return matched["label"] if matched is not None else None


def _behind_label(text: str) -> str:
    """The value a line holds behind its label, if any."""
    matched = ONE_LINE.match(BULLET.sub("", text))
    return matched["value"] if matched is not None else ""


def _title(lines: list[Line]) -> Line:
    """The nearest line above the fields that begins with a project's number, else the nearest."""
    filled = [line for line in reversed(lines) if line.text]
    above = filled[1:] or filled
    return next((line for line in above if NUMBERED.match(line.text)), above[0])


def _fields(lines: list[Line], first: int, file: str) -> tuple[dict[str, Field], int]:
    """Labels and values in any order up to the narrative, and the narrative's first line."""
    fields: dict[str, Field] = {}
    label, blank, spaced, index = "", False, False, first
    while index < len(lines):
        line = lines[index]
        found = _label(line.text)
        done = label == PROJECT_NUMBER and bool(fields[label].value)
        if found in LABELS and found not in fields and not (done and found == line.text):
            label = found or ""
            fields[label] = Field(_behind_label(line.text), line.number)
        elif line.text:
            waiting = not fields[label].value and (spaced or not blank)
            inside = not done and _labels_follow(lines, index + 1, fields)
            if not (waiting or inside or _continues(label, line, blank)):
                break  # behind the last field begins the narrative, maybe with a heading
            if found is not None and not (waiting and _labels_follow(lines, index + 1, fields, 1)):
                _refuse(found, line, file)
            spaced = spaced or (blank and not fields[label].value)
            fields[label] = _with_value(label, fields[label], line, file)
        blank = not line.text
        index += 1
    return {name: field for name, field in fields.items() if field.value}, index


def _labels_follow(
    lines: list[Line], start: int, fields: Mapping[str, Field], reach: int = REACH
) -> bool:
    """Whether a label that has not stood yet is among the next lines: the fields go on."""
    near = [line.text for line in lines[start : start + 2 * reach] if line.text][:reach]
    return any((found := _label(text)) in LABELS and found not in fields for text in near)


def _continues(label: str, line: Line, blank: bool) -> bool:
    return label in SEVERAL_LINES and not blank and _is_place(line.text)


def _is_place(text: str) -> bool:
    return bool(regions_of(text)) or NUTS2.match(text) is not None


def _refuse(label: str, line: Line, file: str) -> None:
    raise BadInputError(
        file=file,
        row=line.number,
        column=label,
        value=line.text,
        expected="each label once" if label in LABELS else "no label the importer does not know",
        advice="teach the importer this label" if label not in LABELS else ADVICE,
    )


def _with_value(label: str, field: Field, line: Line, file: str) -> Field:
    if not field.value:
        return Field(line.text, line.number)
    if label not in SEVERAL_LINES or not _is_place(line.text):
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
    if NUMBERED.match(page.title.text) and not page.title.text.startswith(dnr):
        raise BadInputError(
            file=page.file,
            row=page.title.number,
            value=page.title.text,
            expected=f"a title that begins with the Diarienummer {dnr}",
            advice=ADVICE,
        )

"""What one cell of a workbook says: its text, number or date as a person would read it."""

from datetime import datetime, time, timedelta
from decimal import Decimal

from lxml import etree
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel
from openpyxl.utils.escape import unescape

from importers.rows import Fault, NumberText, cell_fault, clean_cell
from importers.workbooks import Workbook

SIGNIFICANT = 15  # digits Excel keeps and shows; beyond them stands the noise of binary fractions
LOCAL_DATE_FORMATS = frozenset({*range(27, 37), *range(50, 59)})  # East Asian, not spelt out
NEVER_CALCULATED = "open the file in a spreadsheet program, let it calculate, and save it"

Said = tuple[str | None, Fault | None]


class CellReader:
    """Reads cells of one workbook with its shared texts and its formats."""

    def __init__(self, book: Workbook) -> None:
        self._epoch = CALENDAR_MAC_1904 if book.date1904 else CALENDAR_WINDOWS_1900
        self._texts = _shared_texts(book)
        self._dates, self._spans = _date_styles(book)

    def said(self, cell: etree._Element, position: int, namespace: str) -> Said:
        """The text of a cell, or why there is none."""
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            return _checked(position, _rich_text(cell.find(f"{namespace}is")))
        held = cell.findtext(f"{namespace}v")
        if not held:
            if kind != "str" and cell.find(f"{namespace}f") is not None:
                return None, Fault(
                    position, "", "a value; the formula was never calculated", NEVER_CALCULATED
                )
            return None, None
        if kind == "n":
            return self._number(position, held, cell.get("s", "0"))
        return self._text(position, kind, held)

    def _text(self, position: int, kind: str, held: str) -> Said:
        if kind == "s":
            index = int(held) if held.isdecimal() else len(self._texts)
            if index >= len(self._texts):
                return None, Fault(
                    position, held, "a text; the workbook has lost it", "save it again"
                )
            return _checked(position, self._texts[index])
        if kind == "b":
            return ("TRUE" if held == "1" else "FALSE"), None
        if kind == "e":
            return None, Fault(position, held, "a value, not an error", "put the formula right")
        return _checked(position, unescape(held) if "_x" in held else held)

    def _number(self, position: int, held: str, style: str) -> Said:
        if style in self._dates or style in self._spans:
            try:
                moment = from_excel(float(held), self._epoch, timedelta=style in self._spans)
            except (ValueError, OverflowError):
                return None, Fault(
                    position, held, "a date Excel can show", "write the date as text"
                )
            return _date_text(moment), None
        if held.isdecimal() and held.isascii() and len(held) <= SIGNIFICANT:
            return held, None
        try:
            rounded = Decimal(f"{float(held):.{SIGNIFICANT}g}")
        except ValueError:
            return None, Fault(position, held, "a number", "save the workbook again")
        if not rounded.is_finite():
            return None, Fault(position, held, "a number Excel can hold", "write the number out")
        return NumberText(format(rounded, "f")), None


def _checked(position: int, text: str) -> Said:
    cleaned = clean_cell(text)
    return cleaned, None if cleaned is None else cell_fault(position, cleaned)


def _date_text(moment: datetime | time | timedelta) -> str:
    if isinstance(moment, datetime) and moment.time() == time():
        return moment.date().isoformat()
    if isinstance(moment, datetime):
        return moment.isoformat(" ", "seconds")
    return moment.isoformat("seconds") if isinstance(moment, time) else str(moment)


def _rich_text(element: etree._Element | None) -> str:
    """The runs of a text joined; phonetic readings, which repeat it, are left out."""
    if element is None:
        return ""
    if len(element) == 1 and str(element[0].tag).endswith("}t"):
        text = element[0].text or ""
        return unescape(text) if "_x" in text else text
    text = "".join(
        part.text or ""
        for part in element.iterfind(".//{*}t")
        if not str(getattr(part.getparent(), "tag", "")).endswith("}rPh")
    )
    return unescape(text) if "_x" in text else text


def _shared_texts(book: Workbook) -> list[str]:
    part = book.open("xl/sharedstrings.xml")
    if part is None:
        return []
    texts = []
    with part:
        for _, element in etree.iterparse(
            part, tag="{*}si", resolve_entities=False, no_network=True
        ):
            texts.append(_rich_text(element))
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
    return texts


def _date_styles(book: Workbook) -> tuple[frozenset[str], frozenset[str]]:
    """The styles, by number, that show a number as a date and those that show a length of time."""
    sheet = book.parsed("xl/styles.xml")
    if sheet is None:
        return frozenset(), frozenset()
    codes = {str(number): code for number, code in BUILTIN_FORMATS.items()}
    codes |= {str(number): "yyyy-mm-dd" for number in LOCAL_DATE_FORMATS}
    for element in sheet.iterfind("{*}numFmts/{*}numFmt"):
        codes[element.get("numFmtId", "")] = element.get("formatCode", "")
    formats = [
        codes.get(element.get("numFmtId", "0"), "General")
        for element in sheet.iterfind("{*}cellXfs/{*}xf")
    ]
    dates = {str(n) for n, code in enumerate(formats) if is_date_format(code)}
    spans = {str(n) for n, code in enumerate(formats) if is_timedelta_format(code)}
    return frozenset(dates), frozenset(spans)

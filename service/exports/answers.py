"""An answer as an Excel workbook: first what it is and rests on, then a sheet per table."""

import re
from collections.abc import Iterable, Mapping, Sequence
from math import isfinite
from tempfile import TemporaryFile
from typing import Any, NamedTuple

from queries.readmodel.open import ReadModel
from service.exports.cells import MOST_DIGITS, as_day
from service.exports.sheets import MOST_NAME, MOST_ROWS, LongTexts, LongWords, Sheets
from service.exports.workbook import saved_to
from visualisations.tables import Cell, Day, Table

NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f]+")
ABOUT_WIDTHS = (30, 30, 30, 36, 14, 14, 24, 24, 24, 20)
LEAST_WIDTH, NUMBER_WIDTH, MOST_WIDTH = 10, 12, 44
SHOWN, LEAST_SHOWN = "0.000", 0.001  # of a number with decimals; the cell keeps them all
FILTER_SIGN = 3  # characters that the button of a filter covers of a heading


class Front(NamedTuple):
    """What a workbook says of itself: the name of that sheet, the title, and its lines."""

    sheet: str
    title: str
    lines: Sequence[Sequence[Any]]


def answer_workbook(
    model: ReadModel, front: Front, tables: Mapping[str, Table], words: LongWords
) -> bytes:
    """The workbook of an answer, its tables by the names of their sheets."""
    with TemporaryFile() as made:
        with saved_to(made, model, front.title) as book:
            aside = LongTexts(book, MOST_ROWS, words)
            about = Sheets(book, front.sheet, ABOUT_WIDTHS, (), MOST_ROWS)
            for number, line in enumerate(front.lines, 1):
                place = (front.sheet, str(number), "")
                about.append(aside.fitting(place, value) for value in line)
            for name, table in tables.items():
                sheets = _AnswerSheets(book, name, table, MOST_ROWS)
                sheets.rows(aside)
                sheets.close()
            aside.close()
        made.seek(0)
        return made.read()


def sheet_names(tables: Iterable[Table], taken: Sequence[str]) -> list[str]:
    """What the sheets are called: the beginnings of captions as Excel allows them, each once."""
    found: list[str] = []
    for table in tables:
        name = _shortened(table.name or re.split("[,;(]", table.caption)[0])
        met, number = {each.casefold() for each in (*taken, *found)}, 2
        given = name
        while given.casefold() in met:
            end = f" {number}"
            given, number = name[: MOST_NAME - len(end)].rstrip() + end, number + 1
        found.append(given)
    return found


def _shortened(text: str) -> str:
    words = NOT_IN_NAMES.sub(" ", text).split()
    while len(words) > 1 and len(" ".join(words)) > MOST_NAME:
        words.pop()
    return " ".join(words)[:MOST_NAME].strip("' ") or "1"


class _AnswerSheets(Sheets):
    """The sheets of one table, its headings on as many lines as they take."""

    def __init__(self, book: Any, name: str, table: Table, most_rows: int) -> None:
        self.table = table
        columns = zip(*table.rows, strict=True) if table.rows else ((),) * len(table.headers)
        widths = [_width(*each) for each in zip(table.headers, columns, strict=True)]
        super().__init__(book, name, widths, table.headers, most_rows)

    def rows(self, aside: LongTexts) -> None:
        """Add every row of the table."""
        for number, row in enumerate(self.table.rows, 2):
            self.append(
                aside.fitting((self.title, str(number), header), _typed(value))
                for header, value in zip(self.table.headers, row, strict=True)
            )

    def _cell(self, value: Any) -> Any:
        if not isinstance(value, float):
            return super()._cell(value)
        cell = self._made(value)
        if not 0 < abs(value) < LEAST_SHOWN:
            cell.number_format = SHOWN
        return cell

    def _bold(self, text: str) -> Any:
        from openpyxl.styles import Alignment

        cell = super()._bold(text)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        return cell


def _typed(value: Cell) -> Any:
    """A day where one is known, a number where Excel keeps every digit of it, else text."""
    if isinstance(value, float) and not isfinite(value):
        return None  # as the API has it
    if isinstance(value, Day):
        return as_day(value) or value
    if isinstance(value, int) and len(str(abs(value))) > MOST_DIGITS:
        return str(value)
    return value


def _width(header: str, column: Iterable[Cell]) -> int:
    """Wide enough for most values and for every word of the heading."""
    longest = max((len(v) if isinstance(v, str) else NUMBER_WIDTH for v in column), default=0)
    word = max(map(len, header.split()), default=0) + FILTER_SIGN
    return min(max(LEAST_WIDTH, longest + 1, word), MOST_WIDTH)

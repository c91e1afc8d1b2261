"""The table twin of a picture, and its CSV.

The CSV is for spreadsheets: UTF-8 with a byte order mark, semicolons, CRLF, and the decimal sign of
the language, so that Excel opens it without questions. Programs have the API.
"""

import csv
import io
from dataclasses import dataclass, replace

from babel.numbers import format_decimal

from graph_schema.base import DECIMAL
from visualisations.phrases import Phrase
from visualisations.wording import MISSING, number, partial_date, shortened


class Day(str):
    """A date as stated, such as 2022 or 2022-12-15: written out on a page, kept in a CSV."""

    __slots__ = ()


Cell = str | int | float | None
FLOAT_DECIMALS = 3  # a p of .001 is still told from 0
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
GUARD = "'"
BOM = "\ufeff"  # without it Excel takes UTF-8 for something else


@dataclass(frozen=True)
class Table:
    """The numbers of a picture; ``row_ids`` names what each row is about where it can be found."""

    headers: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    caption: str
    row_ids: tuple[str, ...] = ()
    name: str = ""
    """What a sheet of it is called, where the beginning of the caption says too little."""

    @property
    def numeric(self) -> tuple[bool, ...]:
        """Which columns hold numbers, and are set to the right."""
        columns = zip(*self.rows, strict=True) if self.rows else ((),) * len(self.headers)
        return tuple(any(isinstance(cell, int | float) for cell in column) for column in columns)

    def shown(self, lang: str) -> list[list[str]]:
        """The rows as text for a page, names shortened."""
        return [[_shown(cell, lang) for cell in row] for row in self.rows]


def marked(table: Table, *, exploratory: bool, lang: str) -> Table:
    """The table with a last column that says so where all of it is exploratory, for who cites it.

    A file is read without the page beside it.
    """
    if not exploratory:
        return table
    headers = (*table.headers, Phrase.IS_EXPLORATORY.label(lang))
    rows = tuple((*row, Phrase.YES.label(lang)) for row in table.rows)
    return replace(table, headers=headers, rows=rows)


def day(date: str | None) -> Day | None:
    """A cell for a date."""
    return Day(date) if date is not None else None


def guarded(text: str) -> str:
    """The text as a cell of a CSV file, which no spreadsheet is to run as a formula.

    What begins with an apostrophe gets one more, so that who takes one away has the text.
    """
    if text.startswith((*FORMULA_STARTS, GUARD)) and not DECIMAL.match(text):
        return GUARD + text
    return text


def as_csv(table: Table, lang: str) -> bytes:
    """The whole table, names uncut and guarded against being run as formulas."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([_written(header, lang) for header in table.headers])
    writer.writerows([[_written(cell, lang) for cell in row] for row in table.rows])
    return (BOM + out.getvalue()).encode("utf-8", "replace")


def _shown(cell: Cell, lang: str) -> str:
    if isinstance(cell, Day):
        return partial_date(cell, lang)
    if isinstance(cell, str):
        return shortened(cell) or MISSING
    return (
        number(cell, lang, most=FLOAT_DECIMALS) if isinstance(cell, float) else number(cell, lang)
    )


def _written(cell: Cell, lang: str) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return guarded(cell)
    if isinstance(cell, int):
        return str(cell)
    return str(format_decimal(cell, format="0.######", locale=lang))

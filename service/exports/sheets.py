"""Rows on their way into the sheets of a workbook."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from service.exports.cells import (
    LOOKS_LIKE_FORMULA,
    escaped,
    fits,
    number_format,
    parts_of,
    typed_value,
)
from service.exports.tables import Table
from service.exports.typed import Field, ValueKind

MOST_ROWS = 1_048_576  # of a sheet, the header included
MOST_NAME = 31  # characters of a sheet's name
LONG_WIDTHS = (20, 24, 24, 8, 8, 80)
WIDTHS = {
    ValueKind.TEXT: 24, ValueKind.INTEGER: 14, ValueKind.DECIMAL: 16, ValueKind.DATE: 12,
    ValueKind.LIST: 28, ValueKind.JSON: 40,
}  # fmt: skip
NAME_WIDTH = 44


class LongWords(NamedTuple):
    """What is said where a text is too long for a cell."""

    sheet: str
    columns: Sequence[str]
    continued: str


LONG_TEXTS = LongWords(
    "Long texts", ("sheet", "id", "column", "part", "parts", "text"),
    " … (whole in the sheet Long texts)",
)  # fmt: skip


class Heading(str):
    """A text in bold."""

    __slots__ = ()


class Sheets:
    """As many sheets as the rows take, each with the header; what a cell cannot hold goes aside."""

    def __init__(
        self, book: Any, title: str, widths: Sequence[int], header: Sequence[str], most_rows: int
    ) -> None:
        self.book, self.title, self.widths, self.header = book, title, widths, header
        self.most_rows = most_rows
        self._number, self._rows = 0, 0
        self._sheet: Any = None
        self._begin()

    def append(self, values: Iterable[Any]) -> None:
        """Add a row."""
        if self._rows >= self.most_rows:
            self._begin()
        self._sheet.append([self._cell(value) for value in values])
        self._rows += 1

    def close(self) -> None:
        """Let the last sheet's header filter its rows."""
        if self.header and self._sheet is not None:
            last = self._column(len(self.header))
            self._sheet.auto_filter.ref = f"A1:{last}{max(self._rows, 1)}"

    def _begin(self) -> None:
        self.close()
        self._number += 1
        end = "" if self._number == 1 else f" ({self._number})"
        title = self.title[: MOST_NAME - len(end)] + end
        self._sheet, self._rows = self.book.create_sheet(title), 0
        for place, width in enumerate(self.widths, 1):
            self._sheet.column_dimensions[self._column(place)].width = width
        if self.header:
            self._sheet.freeze_panes = "A2"
            self._sheet.append([self._bold(name) for name in self.header])
            self._rows = 1

    def _cell(self, value: Any) -> Any:
        if isinstance(value, Decimal):
            cell = self._made(float(value))
            cell.number_format = number_format(value)
            return cell
        if isinstance(value, Heading):
            return self._bold(value)
        if not isinstance(value, str):
            return value if isinstance(value, date) or value is None else int(value)
        if not value:
            return None
        text = escaped(value)
        if not text.startswith((*LOOKS_LIKE_FORMULA, "#")):
            return text
        cell = self._made(text)
        cell.data_type = "s"  # whatever it looks like: a formula, an error
        if text.startswith(LOOKS_LIKE_FORMULA):
            cell.quotePrefix = True  # who edits the cell makes no formula of it either
        return cell

    def _bold(self, text: str) -> Any:
        from openpyxl.styles import Font

        cell = self._made(escaped(text))
        cell.data_type = "s"
        cell.font = Font(bold=True)
        return cell

    def _made(self, value: Any) -> Any:
        from openpyxl.cell import WriteOnlyCell

        return WriteOnlyCell(self._sheet, value)

    @staticmethod
    def _column(place: int) -> str:
        from openpyxl.utils import get_column_letter

        return str(get_column_letter(place))


class TableSheets(Sheets):
    """The sheets of one table."""

    def __init__(
        self,
        book: Any,
        table: Table,
        aside: "LongTexts",
        most_rows: int,
        header: Sequence[str] | None = None,
    ) -> None:
        self.fields, self.aside = table.fields, aside
        names = header or [field.name for field in table.fields]
        super().__init__(book, table.name, [_width(f) for f in table.fields], names, most_rows)

    def row(self, values: Sequence[Any]) -> None:
        """Add a row of the table."""
        self.append(
            self.aside.fitting((self.title, str(values[0]), field.name), typed_value(field, value))
            for field, value in zip(self.fields, values, strict=True)
        )


class LongTexts:
    """Texts that no cell can hold, in parts; the sheet is there only if there are any."""

    def __init__(self, book: Any, most_rows: int, words: LongWords = LONG_TEXTS) -> None:
        self._book, self._most_rows, self._words = book, most_rows, words
        self._sheets: Sheets | None = None

    def fitting(self, place: tuple[str, str, str], value: Any) -> Any:
        """The value, or of a text that no cell can hold the beginning: it is kept whole here.

        ``place``: its sheet, row and column.
        """
        if not isinstance(value, str) or fits(value):
            return value
        self._keep(place, value)
        begun, more = next(parts_of(value)), self._words.continued
        return begun[: -len(more)] + more

    def _keep(self, place: tuple[str, str, str], text: str) -> None:
        if self._sheets is None:
            self._sheets = Sheets(
                self._book, self._words.sheet, LONG_WIDTHS, self._words.columns, self._most_rows
            )
        parts = list(parts_of(text))
        for number, part in enumerate(parts, 1):
            self._sheets.append((*place, number, len(parts), part))

    def close(self) -> None:
        """Put the sheet last."""
        if self._sheets is not None:
            self._sheets.close()
            self._book._sheets.sort(key=lambda sheet: sheet.title.startswith(self._words.sheet))


def _width(field: Field) -> int:
    return NAME_WIDTH if field.name.endswith(("name", "label")) else WIDTHS[field.kind]

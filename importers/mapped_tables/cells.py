"""The cells of one row, read as a mapping says."""

import re
from collections.abc import Callable, Iterator
from typing import TypeVar

from graph_schema.vocabularies import Vocabulary
from importers.errors import BadInputError
from importers.mapped_tables.mapping import Choice, Text, ValueFormat
from importers.masking import mask
from importers.names import name_key
from importers.parties import without_names
from importers.rows import LocatedRow
from importers.values import is_empty, parse_amount, parse_date

NUMBER_CELL = re.compile(r"-?\d+\.\d+\Z")
T = TypeVar("T")
V = TypeVar("V", bound=Vocabulary)


class RowCells:
    """Reads values out of a row; ``hidden`` are names of sole traders, blacked out everywhere."""

    def __init__(self, row: LocatedRow, written: ValueFormat) -> None:
        self.row = row
        self.written = written
        self.hidden: tuple[str, ...] = ()

    def raw(self, column: str | None) -> str | None:
        """A cell as it stands; None where it says nothing."""
        value = None if column is None else self.row.pop(column)
        return None if value is None or is_empty(value) else value

    def text(self, column: str | None) -> str | None:
        """A cell without contact data and without names of sole traders."""
        value = self.raw(column)
        return None if value is None else mask(without_names(value, self.hidden))

    def of(self, source: Text | None) -> str | None:
        """A text that stands in a column or is the same for every row."""
        if source is None:
            return None
        return source.fixed if source.fixed is not None else self.text(source.column)

    def published(self, *columns: str | None) -> dict[str, str | None]:
        """These cells as they stood, blacked out where they must be."""
        return {column: self.text(column) for column in columns if column is not None}

    def choice(self, choice: Choice[V], codes: type[V], section: str) -> V | None:
        """A code of a closed list; its code and its labels are known without being mapped."""
        if choice.fixed is not None:
            return choice.fixed
        value = self.raw(choice.column)
        if value is None:
            return choice.default
        known = {name_key(word): code for code in codes for word in (code, code.sv, code.en)}
        known |= {name_key(word): code for word, code in choice.values.items()}
        if name_key(value) not in known:
            raise self.row.error(
                choice.column or "",
                "one of " + ", ".join([*choice.values, *codes]),
                f"correct the cell, or add the value to {section} values in the mapping",
            )
        return known[name_key(value)]

    def date(self, column: str | None) -> str | None:
        """A date, as precise as it stands."""
        return self._read(
            column,
            lambda text: parse_date(text, order=self.written.date_order),
            "set date_order in [format] of the mapping, or correct the cell",
        )

    def amount(self, column: str | None) -> str | None:
        """An amount as decimal text."""
        return self._read(
            column, self._amount, "set decimal in [format] of the mapping, or correct the cell"
        )

    def period(self, start: str | None, end: str | None) -> dict[str, str | None]:
        """Two dates, the second not before the first."""
        first, last = self.date(start), self.date(end)
        if first is not None and last is not None and last < first[: len(last)]:
            raise self.row.error(end or "", f"a date that is not before the start {first}")
        return {"start": first, "end": last}

    def parts(self, column: str, separator: str | None) -> Iterator[str]:
        """The texts of a cell that may hold several."""
        value = self.text(column)
        if value is None:
            return
        for part in [value] if separator is None else value.split(separator):
            if not is_empty(part):
                yield " ".join(part.split())

    def _amount(self, text: str) -> str:
        # A number cell of a workbook always has a point, whatever its texts have.
        number = self.row.locator.sheet is not None and NUMBER_CELL.match(text)
        return parse_amount(text, decimal=None if number else self.written.decimal)

    def _read(self, column: str | None, reader: Callable[[str], T], advice: str) -> T | None:
        value = self.raw(column)
        if value is None:
            return None
        try:
            return reader(value)
        except ValueError as error:
            raise self._wrong(column, str(error), advice) from error

    def _wrong(self, column: str | None, expected: str, advice: str) -> BadInputError:
        return self.row.error(column or "", expected, advice)

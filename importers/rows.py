"""One row of a table: cells by heading, the place they stood, and what nobody has asked for."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from graph_schema.claims import Locator
from importers.errors import BadInputError
from importers.headers import SEARCHED_ROWS, Headings

HALF = re.compile("[\ud800-\udfff]")  # of a pair that makes one character: no text can hold it
MAX_CELL = 20_000  # characters; the longest real narrative seen has 8,000


class NumberText(str):
    """A number of a workbook: it has a point before decimals, whatever the texts beside it have."""

    __slots__ = ()


class Fault(NamedTuple):
    """Why a row cannot be read, and in which column if it is one.

    ``covers``: of cells merged with those above, the first position and the one after the last.
    """

    position: int | None
    value: str | None
    expected: str
    advice: str = ""
    covers: tuple[int, int] | None = None


class RawRow(NamedTuple):
    """A row before its headings are known.

    ``number`` counts from 1 and includes every row; ``merged`` names a range of merged cells it
    touches.
    """

    number: int
    cells: list[str | None]
    faults: Sequence[Fault] = ()
    merged: str | None = None


def clean_cell(text: str) -> str | None:
    """A cell as published, but NFC and without the blanks around it; None if nothing is left."""
    stripped = text.strip()
    if not stripped.isascii():
        stripped = unicodedata.normalize("NFC", stripped)
    return stripped or None


def cell_fault(position: int, cell: str) -> Fault | None:
    """What no cell may hold, whatever the format."""
    if len(cell) > MAX_CELL:
        return Fault(
            position,
            cell,
            f"a cell of at most {MAX_CELL:,} characters, this one has {len(cell):,}",
            "look for a quotation mark that is never closed",
        )
    if "\0" in cell:
        return Fault(position, cell, "text without NUL characters", "export the file again")
    if not cell.isascii() and HALF.search(cell):
        return Fault(
            position, cell, "whole characters; this is half of one", "write the text anew there"
        )
    return None


class LocatedRow:
    """The cells of one row by heading; ``pop`` takes a value out, what is left over is an error.

    A row that could not be read is handed out all the same, so that the good rows after it can be
    read; the first thing anyone asks of it raises what is wrong.
    """

    def __init__(
        self,
        file: str,
        locator: Locator,
        cells: Mapping[str, str | None],
        faults: Sequence[BadInputError] = (),
        optional: frozenset[str] = frozenset(),
        *,
        misshapen: bool = False,
    ) -> None:
        self.file = file
        self.locator = locator
        self.faults = faults
        self.misshapen = misshapen  # not one cell per heading: none can be told from another
        self._cells = cells
        self._left = dict.fromkeys(cells)
        self._optional = optional

    @property
    def fault(self) -> BadInputError | None:
        """The first thing that is wrong with the row."""
        return self.faults[0] if self.faults else None

    @property
    def sound_cells(self) -> Mapping[str, str | None]:
        """The cells that can be read, those of a faulty row too."""
        faulty = {fault.column for fault in self.faults}
        return {name: cell for name, cell in self._cells.items() if name not in faulty}

    @property
    def cells(self) -> Mapping[str, str | None]:
        """Every cell as published, whether taken out or not."""
        self._refuse_faulty()
        return self._cells

    def pop(self, column: str) -> str | None:
        """Take a value out; None if the cell is empty or an optional column is not in the file."""
        self._refuse_faulty()
        self._left.pop(column, None)
        if column not in self._cells and column not in self._optional:
            raise KeyError(column)  # a slip in the importer, not in the file
        return self._cells.get(column)

    def require(self, column: str) -> str:
        """Take out a value that must be there."""
        value = self.pop(column)
        if value is None:
            raise BadInputError(
                file=self.file,
                sheet=self.locator.sheet,
                row=self.locator.row,
                column=column,
                value="",
                expected="a value",
                advice="fill the cell in or remove the row",
            )
        return value

    def __getitem__(self, column: str) -> str | None:
        """Look at a value without taking it out."""
        self._refuse_faulty()
        return self._cells[column]

    def __contains__(self, column: str) -> bool:
        return column in self._cells

    def __iter__(self) -> Iterator[str]:
        return iter(self._cells)

    def error(self, column: str, expected: str, advice: str = "") -> BadInputError:
        """An error about one cell of this row."""
        return BadInputError(
            file=self.file,
            sheet=self.locator.sheet,
            row=self.locator.row,
            column=column,
            value=self._cells.get(column) or "",
            expected=expected,
            advice=advice,
        )

    def ensure_consumed(self, ignore: frozenset[str] = frozenset()) -> None:
        """Refuse columns that were neither taken out nor named as ignored."""
        self._refuse_faulty()
        left = [column for column in self._left if column not in ignore]
        if left:
            raise BadInputError(
                file=self.file,
                sheet=self.locator.sheet,
                row=self.locator.row,
                column=left[0],
                value=self._cells[left[0]],
                expected="no columns the importer does not know: "
                + ", ".join(f"“{column}”" for column in left),
                advice="teach the importer these columns, or name them as ignored",
            )

    def _refuse_faulty(self) -> None:
        if self.fault is not None:
            raise self.fault


class TableRows(Iterator[LocatedRow]):
    """The rows beneath the headings, one at a time; a ``ragged`` table omits empty last cells.

    Of a workbook ``hidden_rows`` says how many rows of the sheet a filter or a person hid, and
    ``other_sheets`` what else there is, as it is told.
    """

    hidden_rows = 0
    other_sheets: Sequence[str] = ()

    def __init__(
        self,
        file: str,
        sheet: str | None,
        raw: Iterable[RawRow],
        headings: Headings,
        *,
        find_header: bool,
        ragged: bool = False,
    ) -> None:
        self.file = file
        self.sheet = sheet
        self._optional = headings.optional
        self._ignored = headings.ignored
        rows = iter(raw)
        first: list[RawRow] = []
        while len(first) < SEARCHED_ROWS and (row := next(rows, None)) is not None:
            first.append(row)
        index = self._header_index(first, headings, find_header)
        self.header_row = first[index].number
        if first[index].merged is not None:
            raise self._error(
                self.header_row,
                f"every heading in a cell of its own; {first[index].merged} is merged",
                "split the merged cells",
            )
        self.columns = headings.match(first[index].cells, file, sheet, self.header_row)
        self._width = max(n for n, name in enumerate(self.columns, 1) if name is not None)
        beneath = chain(first[index + 1 :], rows)
        self._rows = (row for row in beneath if any(row.cells) or self._read_faults(row))
        self._ragged = ragged
        self._pending = next(self._rows, None)
        if self._pending is None:
            raise self._error(
                self.header_row,
                "rows beneath the headings; there is none",
                "fill them in, or fetch the file again where it had some",
            )

    def __next__(self) -> LocatedRow:
        if self._pending is None:
            raise StopIteration
        row, self._pending = self._pending, next(self._rows, None)
        return self._located(row)

    def _header_index(self, first: list[RawRow], headings: Headings, find_header: bool) -> int:
        if not first:
            raise self._error(None, "a row of headings; there are no rows", "fetch the file again")
        if find_header:
            return headings.find([row.cells for row in first])
        complete = [row.number for row in first if headings.complete(row.cells)]
        if complete and complete[0] != first[0].number:
            raise self._error(
                first[0].number,
                f"the headings in the first row; they stand in row {complete[0]}",
                "remove the rows above them",
            )
        return 0

    def _error(self, row: int | None, expected: str, advice: str) -> BadInputError:
        return BadInputError(
            file=self.file, sheet=self.sheet, row=row, expected=expected, advice=advice
        )

    def _located(self, row: RawRow) -> LocatedRow:
        if self._ragged and len(row.cells) < len(self.columns):
            row.cells.extend([None] * (len(self.columns) - len(row.cells)))
        faults = self._read_faults(row)
        if (misshapen := self._shape_fault(row.cells)) is not None:
            faults.append(misshapen)
        cells = {
            name: cell
            for name, cell in zip(self.columns, row.cells, strict=False)
            if name is not None
        }
        errors = [self._fault_error(row.number, fault) for fault in faults]
        locator = Locator(row=row.number, sheet=self.sheet)
        odd = misshapen is not None
        return LocatedRow(self.file, locator, cells, errors, self._optional, misshapen=odd)

    def _read_faults(self, row: RawRow) -> list[Fault]:
        """The faults in columns that are read."""
        return [fault for fault in row.faults if not self._is_ignored(fault)]

    def _is_ignored(self, fault: Fault) -> bool:
        if fault.covers is not None:
            named = [name for name in self.columns[slice(*fault.covers)] if name is not None]
            return self._ignored.issuperset(named)
        within = fault.position is not None and fault.position < len(self.columns)
        return within and self.columns[fault.position or 0] in self._ignored

    def _shape_fault(self, cells: list[str | None]) -> Fault | None:
        if len(cells) < self._width:
            return Fault(
                None,
                None,
                f"{self._width} cells, this row has {len(cells)}",
                "look for a line break or a quotation mark inside a cell",
            )
        if len(cells) > len(self.columns):
            return Fault(
                None,
                None,
                f"{len(self.columns)} cells, this row has {len(cells)}",
                "put cells that hold the separator in quotation marks",
            )
        for position, (name, cell) in enumerate(zip(self.columns, cells, strict=False)):
            if name is None and cell is not None:
                return Fault(
                    position, cell, "nothing in a column without a heading", "name the column"
                )
        return None

    def _fault_error(self, number: int, fault: Fault) -> BadInputError:
        column = None
        if fault.position is not None:
            within = fault.position < len(self.columns)
            column = (
                self.columns[fault.position] if within else None
            ) or f"number {fault.position + 1}"
        return BadInputError(
            file=self.file,
            sheet=self.sheet,
            row=number,
            column=column,
            value=fault.value,
            expected=fault.expected,
            advice=fault.advice,
        )

"""A table that states cells: how much each needs, or that nothing can be there."""

from math import isfinite

from graph_schema.whitespace_answers import Dimension, StatedCell
from importers.errors import BadInputError
from importers.files import SourceFile
from importers.rows import LocatedRow
from importers.tables import read_table
from importers.values import is_empty, parse_amount
from queries.whitespace.question import MOST_CELLS

NEED, POSSIBLE = "need", "possible"
YES = frozenset({"yes", "ja", "true", "1"})
NO = frozenset({"no", "nej", "false", "0"})
PASTED = "cells"
"""What a table is called that came with a request and has no file name."""


def stated_cells(file: SourceFile, rows: Dimension, columns: Dimension) -> tuple[StatedCell, ...]:
    """The cells a CSV or XLSX file states, under the headings of both dimensions, in any order.

    ``need`` is a number, in whatever unit all rows share; ``possible`` is yes or no, yes where
    left out. At least one of the two columns stands there. Raises ``BadInputError`` with file,
    row, column and value.
    """
    table = read_table(file, header=(rows, columns), optional=(NEED, POSSIBLE))
    if not {NEED, POSSIBLE} & set(table.columns):
        raise BadInputError(
            file=file.name,
            row=table.header_row,
            expected=f"a column “{NEED}” or “{POSSIBLE}” beside “{rows}” and “{columns}”",
            advice="add what is stated of each cell",
        )
    found = []
    for row in table:
        found.append(_cell(row, rows, columns))
        if len(found) > MOST_CELLS:
            raise file.error(f"at most {MOST_CELLS:,} rows", "leave out what is not needed")
    file.verify()
    return tuple(found)


def pasted_cells(text: str, rows: Dimension, columns: Dimension) -> tuple[StatedCell, ...]:
    """The same of a table that came as text."""
    return stated_cells(SourceFile.from_bytes(text.encode(), PASTED), rows, columns)


def _cell(row: LocatedRow, rows: Dimension, columns: Dimension) -> StatedCell:
    named = row.require(rows), row.require(columns)
    need, possible = _need(row), _possible(row)
    if need is not None and not possible:
        raise row.error(NEED, "no need where nothing is possible", "empty one of the two cells")
    line = row.locator.row or 0
    return StatedCell(line=line, row=named[0], column=named[1], need=need, possible=possible)


def _need(row: LocatedRow) -> float | None:
    text = row.pop(NEED)
    if text is None or is_empty(text):
        return None
    try:
        need = float(parse_amount(text))
    except ValueError as error:
        raise row.error(NEED, str(error).replace("an amount", "a number")) from error
    if need < 0 or not isfinite(need):
        raise row.error(NEED, "a number from 0 upwards")
    return need


def _possible(row: LocatedRow) -> bool:
    text = row.pop(POSSIBLE)
    if text is None or is_empty(text):
        return True
    word = text.strip().casefold()
    if word not in YES | NO:
        raise row.error(POSSIBLE, "yes or no, or an empty cell for yes")
    return word in YES

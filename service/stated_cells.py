"""A table that states cells: how much each needs, or that nothing can be there."""

from collections.abc import Mapping, Sequence
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
HEADINGS = {
    "region": "region", "theme": "theme", "tema": "theme", "target_group": "target_group",
    "target group": "target_group", "målgrupp": "target_group", NEED: NEED, "behov": NEED,
    POSSIBLE: POSSIBLE, "möjlig": POSSIBLE, "möjligt": POSSIBLE,
}  # fmt: skip
"""What stands under each heading, written in Swedish or English, in small or capital letters."""
PASTED = "cells"
"""What a table is called that came with a request and has no file name."""


def stated_cells(file: SourceFile, rows: Dimension, columns: Dimension) -> tuple[StatedCell, ...]:
    """The cells a CSV or XLSX file states, under the headings of both dimensions, in any order.

    Headings are Swedish or English, in any case.
    ``need`` is a number, in whatever unit all rows share; ``possible`` is yes or no, yes where
    left out. At least one of the two columns stands there. Raises ``BadInputError`` with file,
    row, column and value.
    """
    named = _headings(file, rows, columns)
    optional = [name for key in (NEED, POSSIBLE) if (name := named.get(key)) is not None]
    table = read_table(file, header=(named[rows], named[columns]), optional=optional)
    found = []
    for row in table:
        found.append(_cell(row, named, rows, columns))
        if len(found) > MOST_CELLS:
            raise file.error(f"at most {MOST_CELLS:,} rows", "leave out what is not needed")
    file.verify()
    return tuple(found)


def pasted_cells(text: str, rows: Dimension, columns: Dimension) -> tuple[StatedCell, ...]:
    """The same of a table that came as text."""
    return stated_cells(SourceFile.from_bytes(text.encode(), PASTED), rows, columns)


def _headings(file: SourceFile, rows: Dimension, columns: Dimension) -> dict[str, str]:
    """How the file writes each of its headings; both dimensions and one of the others are there."""
    table = read_table(file)
    there = [name for name in table.columns if name is not None]
    named: dict[str, str] = {}
    for name in there:
        named.setdefault(HEADINGS.get(name.casefold(), name), name)
    if not {rows, columns} <= named.keys() or not {NEED, POSSIBLE} & named.keys():
        expected = f"the columns “{rows}”, “{columns}”, and “{NEED}” or “{POSSIBLE}”"
        raise _in_headings(file, table.header_row, there, expected)
    known = {rows, columns, NEED, POSSIBLE}
    others = [name for name in there if name not in {named.get(key) for key in known}]
    if others:
        expected = f"no other columns than “{rows}”, “{columns}”, “{NEED}” and “{POSSIBLE}”"
        raise _in_headings(file, table.header_row, others, expected)
    return named


def _in_headings(file: SourceFile, row: int, names: Sequence[str], expected: str) -> BadInputError:
    value = ", ".join(repr(name) for name in names)
    return BadInputError(file=file.name, row=row, value=value, expected=expected)


def _cell(
    row: LocatedRow, named: Mapping[str, str], rows: Dimension, columns: Dimension
) -> StatedCell:
    labels = row.require(named[rows]), row.require(named[columns])
    need, possible = _need(row, named.get(NEED)), _possible(row, named.get(POSSIBLE))
    if need is not None and not possible:
        column = named[NEED]
        raise row.error(column, "no need where nothing is possible", "empty one of the two cells")
    line = row.locator.row or 0
    return StatedCell(line=line, row=labels[0], column=labels[1], need=need, possible=possible)


def _need(row: LocatedRow, column: str | None) -> float | None:
    text = row.pop(column) if column is not None else None
    if column is None or text is None or is_empty(text):
        return None
    try:
        need = float(parse_amount(text))
    except ValueError as error:
        raise row.error(column, str(error).replace("an amount", "a number")) from error
    if need < 0 or not isfinite(need):
        raise row.error(column, "a number from 0 upwards")
    return need


def _possible(row: LocatedRow, column: str | None) -> bool:
    text = row.pop(column) if column is not None else None
    if column is None or text is None or is_empty(text):
        return True
    word = text.strip().casefold()
    if word not in YES | NO:
        raise row.error(column, "yes or no, or an empty cell for yes")
    return word in YES

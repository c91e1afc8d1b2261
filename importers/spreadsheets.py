"""Tables of Excel workbooks, read row by row so that memory does not grow with the sheet."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from itertools import islice
from typing import NamedTuple

from lxml import etree
from openpyxl.utils.cell import column_index_from_string

from importers.cells import CellReader
from importers.errors import BadInputError
from importers.files import SourceFile
from importers.headers import SEARCHED_ROWS, Headings
from importers.mapped_tables.promises import promises_names
from importers.rows import Fault, RawRow, TableRows
from importers.workbooks import DAMAGE, Workbook

MAX_COLUMNS = 2_000  # no published table comes near; a stray cell at Excel's far edge does
MAX_MERGED_ROWS = 2_000_000  # twice what a sheet has
REFERENCE = re.compile(r"([A-Z]{1,3})[0-9]{1,7}\Z")
RANGE = re.compile(r"([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})\Z")


Head = Sequence[Sequence[str | None]]
"""The cells of the first rows of a sheet."""


class Merged(NamedTuple):
    """Merged cells of a sheet, by row: a range that touches the row, and those begun above it."""

    ranges: Mapping[int, str]
    continued: Mapping[int, Sequence[Fault]]


class _Reader(NamedTuple):
    book: Workbook
    cells: CellReader


def read_xlsx(
    file: SourceFile,
    *,
    header: Sequence[str] | None = None,
    optional: Collection[str] = (),
    sheet: str | None = None,
    find_header: bool = False,
    ignored: Collection[str] = (),
) -> TableRows:
    """The rows of a sheet of an .xlsx workbook; see ``read_csv`` for the headings.

    Without ``sheet`` the only sheet that holds the headings is taken, of those to be seen where
    there are such; where no headings are asked for, only if none that is hidden is more of a
    table. Hidden rows are read like all others: hiding changes what is seen, not what is stated.
    What is wrong in cells under ``ignored`` headings does not matter. Dates
    become ISO dates, whole numbers have no decimals, formulas give the value they were saved with.
    A cell merged with the one above it is an error, because its value stands in another row.
    """
    headings = Headings(header, optional, ignored)
    book = Workbook(file)
    try:
        reader = _Reader(book, CellReader(book))
        name = _chosen_sheet(reader, headings, sheet)
        merged, hidden = _structure(book, name)
        raw = _closing_rows(reader, name, merged)
        rows = TableRows(file.name, name, raw, headings, find_header=find_header, ragged=True)
    except BadInputError:
        book.close()
        raise
    except DAMAGE as error:
        book.close()
        raise book.damaged(error) from error
    rows.hidden_rows = hidden
    rows.other_sheets = [_told(reader.book, other) for other in reader.book.sheets if other != name]
    return rows


def _chosen_sheet(reader: _Reader, headings: Headings, asked: str | None) -> str:
    names = list(reader.book.sheets)
    if asked is None and len(names) == 1:
        return names[0]
    if asked is not None:
        if asked in names:
            return asked
        raise reader.book.file.error(
            f"a sheet “{asked}”; there are {_listed(names)}", "name one of these"
        )
    heads = {name: [row.cells for row in _head(reader, name)] for name in names}
    filled = [name for name in names if any(any(cells) for cells in heads[name])]
    holding = [name for name in filled if any(headings.complete(cells) for cells in heads[name])]
    candidates = holding or filled
    if seen := [name for name in candidates if name not in reader.book.hidden]:
        # What is hidden is mostly an aid to the table: lists to choose from, persons, an older
        # state. Where it is more of a table than what is seen, it may be the table.
        others = [] if holding else [name for name in candidates if name not in seen]
        more = [name for name in others if _is_more(reader, heads, name, seen)]
        candidates = [name for name in candidates if name in {*seen, *more}]
    if len(candidates) != 1:
        listed = ", ".join(_told(reader.book, name) for name in candidates or names)
        raise reader.book.file.error(
            f"one sheet with the table; it could be any of {listed}",
            "name the sheet to read: --sheet, or sheet in [file] of a mapping",
        )
    return candidates[0]


def _is_more(reader: _Reader, heads: Mapping[str, Head], hidden: str, seen: Sequence[str]) -> bool:
    """Whether a hidden sheet is more of a table than all that is seen.

    One of both names arenas or organisations: that one; else what is broader and as long.
    """
    names = _names(heads[hidden])
    if names != any(_names(heads[name]) for name in seen):
        return names
    if _breadth(heads[hidden]) <= max(_breadth(heads[name]) for name in seen):
        return False
    return _length(reader, hidden) >= max(_length(reader, name) for name in seen)


def _names(head: Head) -> bool:
    """Whether the headings of several columns promise names of arenas or organisations."""
    headings = [cell for cell in head[Headings(None).find(head)] if cell]
    return _breadth(head) > 1 and any(map(promises_names, headings))


def _breadth(head: Head) -> int:
    """How many columns hold a heading and a value beneath it: as much of a table there is."""
    filled = Counter(place for cells in head for place, cell in enumerate(cells) if cell)
    return sum(count > 1 for count in filled.values())


def _length(reader: _Reader, name: str) -> int:
    """How many rows of a sheet are filled in."""
    return sum(any(row.cells) for row in _rows(reader, name, Merged({}, {})))


def _listed(names: Sequence[str]) -> str:
    return ", ".join(f"“{name}”" for name in names)


def _told(book: Workbook, name: str) -> str:
    return f"“{name}”{' (hidden)' if name in book.hidden else ''}"


def _head(reader: _Reader, name: str) -> list[RawRow]:
    return list(islice(_rows(reader, name, Merged({}, {})), SEARCHED_ROWS))


def _structure(book: Workbook, name: str) -> tuple[Merged, int]:
    """What stands behind the cells in the file but must be known before them."""
    ranges: dict[int, str] = {}
    continued: dict[int, list[Fault]] = {}
    hidden = covered = 0
    for element in _elements(book, name, ("{*}row", "{*}mergeCell")):
        if not str(element.tag).endswith("}mergeCell"):
            hidden += element.get("hidden") in ("1", "true")
            continue
        written = element.get("ref", "")
        found = RANGE.match(written)
        first, last = (int(found[2]), int(found[4])) if found is not None else (1, 0)
        covered += last - first + 1
        if covered > MAX_MERGED_ROWS:
            raise book.file.error("fewer merged cells", "split the merged cells")
        ranges.update(dict.fromkeys(range(first, last + 1), written))
        if last > first and found is not None:
            fault = _merged(written, _column(found[1]), _column(found[3]) + 1)
            for row in range(first + 1, last + 1):
                continued.setdefault(row, []).append(fault)
    return Merged(ranges, continued), hidden


def _merged(written: str, first: int, end: int) -> Fault:
    return Fault(
        None,
        None,
        f"a row of its own; {written} is merged with the row above",
        "split the merged cells and repeat their value",
        (first, end),
    )


def _closing_rows(reader: _Reader, name: str, merged: Merged) -> Iterator[RawRow]:
    try:
        yield from _rows(reader, name, merged)
    except DAMAGE as error:
        raise reader.book.damaged(error) from error
    finally:
        reader.book.close()


def _rows(reader: _Reader, name: str, merged: Merged) -> Iterator[RawRow]:
    number = 0
    for element in _elements(reader.book, name, ("{*}row",)):
        written = element.get("r", "")
        number = int(written) if written.isdecimal() else number + 1
        cells, faults = _row_cells(reader, element)
        if any(cells):
            faults += merged.continued.get(number, ())
        yield RawRow(number, cells, faults, merged.ranges.get(number))


def _row_cells(reader: _Reader, row: etree._Element) -> tuple[list[str | None], list[Fault]]:
    namespace = str(row.tag)[: -len("row")]
    cells: list[str | None] = []
    faults: list[Fault] = []
    position = -1
    for cell in row.iterchildren(f"{namespace}c"):
        position = _position(cell.get("r"), position)
        if position >= MAX_COLUMNS:
            raise reader.book.file.error(
                f"at most {MAX_COLUMNS:,} columns", "clear the cells to the right of the table"
            )
        text, found = reader.cells.said(cell, position, namespace)
        if found is not None:
            faults.append(found)
        if text is not None:
            cells.extend([None] * (position + 1 - len(cells)))
            cells[position] = text
    return cells, faults


def _position(reference: str | None, before: int) -> int:
    """The column, counted from 0; a cell without reference stands right of the one before it."""
    found = REFERENCE.match(reference or "")
    return before + 1 if found is None else _column(found[1])


@cache
def _column(letters: str) -> int:
    return column_index_from_string(letters) - 1


def _elements(book: Workbook, name: str, tags: tuple[str, ...]) -> Iterator[etree._Element]:
    """The elements of a sheet one at a time, each forgotten when the next is asked for."""
    part = book.open(book.sheets[name])
    if part is None:
        raise book.file.error(f"the sheet “{name}”, which is missing", "fetch the file again")
    with part:
        for _, element in etree.iterparse(part, tag=tags, resolve_entities=False, no_network=True):
            yield element
            element.clear()
            parent = element.getparent()
            while parent is not None and element.getprevious() is not None:
                del parent[0]

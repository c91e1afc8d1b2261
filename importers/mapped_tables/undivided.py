"""Cells that may name several and are read as one name, as the mapping does not say which."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from importers.mapped_tables.cells import RowCells
from importers.mapped_tables.dividing import PERHAPS
from importers.mapped_tables.mapping import FunderColumns, ParticipantColumns, TableMapping
from importers.mapped_tables.perhaps_persons import stands_behind_one
from importers.mapped_tables.statements import reads
from importers.mapped_tables.whose_names import behind_organisations
from importers.rows import LocatedRow

SHOWN_ROWS = 12  # numbers of rows, of which the rest are counted
SHOWN_COLUMNS = 5


class _Marks:
    """In how many cells of a column each mark stands, and in the first of which rows."""

    def __init__(self) -> None:
        self.cells: Counter[str] = Counter()
        self.rows: dict[str, list[int]] = defaultdict(list)
        self.persons: list[int] = []

    def see(self, text: str, row: int) -> None:
        """Count the marks of one cell, and keep its row where a person stands in it."""
        if stands_behind_one(text):
            self.persons.append(row)
        for mark in PERHAPS:
            if mark in text:
                self.cells[mark] += 1
                if len(self.rows[mark]) < SHOWN_ROWS:
                    self.rows[mark].append(row)


class _Open(NamedTuple):
    """A section that does not say what parts names, and what it is called."""

    called: str
    section: ParticipantColumns | FunderColumns


def undivided(mapping: TableMapping, rows: Iterable[LocatedRow]) -> Iterator[str]:
    """What is told of each column in which the mark that a proposal asks about stands in cells."""
    sections = [_Open("participant", part) for part in mapping.participant]
    sections += [_Open("funder", part) for part in mapping.funder]
    left = [one for one in sections if one.section.separator is None and one.section.orgnr is None]
    if not any(one.section.columns for one in left):
        return
    found: dict[tuple[str, str], _Marks] = defaultdict(_Marks)
    for row in rows:
        if row.fault is None:
            _see(left, RowCells(row, mapping.format), row.locator.row or 0, found)
    told = [
        (_of_persons(place[1], marks.persons) if marks.persons else _told(*place, marks))
        for place, marks in found.items()
        if marks.cells or marks.persons
    ]
    yield from told[:SHOWN_COLUMNS]
    if len(told) > SHOWN_COLUMNS:
        yield f"so do cells of {len(told) - SHOWN_COLUMNS} more columns that name organisations"


def _see(
    left: list[_Open], cells: RowCells, row: int, found: dict[tuple[str, str], _Marks]
) -> None:
    for called, section in left:
        for column in section.columns if reads(cells, section) else ():
            for text in cells.parts(column, None):
                found[called, column].see(text, row)


def _of_persons(column: str, rows: list[int]) -> str:
    return (
        f"column “{column}”: {behind_organisations(rows)}, and import again; persons are no part "
        "of the graph, and each such cell is read as one name"
    )


def _told(called: str, column: str, marks: _Marks) -> str:
    mark = max(PERHAPS, key=lambda one: marks.cells[one])
    count, rows = marks.cells[mark], marks.rows[mark]
    listed = ", ".join(map(str, rows)) + (f" and {count - len(rows)} more" * (count > len(rows)))
    hold, where = ("cells hold", "rows") if count > 1 else ("cell holds", "row")
    return (
        f"column “{column}”: {count} {hold} “{mark}” ({where} {listed}), and each is read as one "
        f'name. Do they name several? Then write separator = "{mark}" in the [[{called}]] of that '
        'column, and import again; where each is one name, write separator = ""'
    )

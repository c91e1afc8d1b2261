"""Sums and notes beneath a table: what sets them apart from its last rows, which may say little."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from importers.errors import BadInputError
from importers.rows import LocatedRow, TableRows
from importers.values import is_empty

READ_ROWS = 5_000  # enough to tell formats by; a proposal need not read a million rows
SPARSE = 1 / 3  # of the cells most rows have; such a row is a note where it also stands apart
SUM = re.compile(
    r"(?:delsumma|summa|summe|total[ts]?|totalsumma|gesamt|i alt|totaa?l|grand total|sum)"
    r"(?:\s+(?:kr|sek|tkr|mkr|eur|kronor|belopp|beviljat|kostnad|budget|antal|projekt|år|\d+))*\s*:?\Z",
    re.IGNORECASE,
)
NOTE = re.compile(
    r"(?:källa|källor|not|noter|anm(?:ärkning)?(?:ar)?|obs|fotnot|kommentar|förklaring(?:ar)?|uppdaterad|"
    r"utskriven|utskrift|exporterad|rapport|source|notes?|updated|printed|exported)\b|\*|[¹²³]|\d\)|"
    r"(?:sida|page) \d",
    re.IGNORECASE,
)
NOTE_CELLS = 2


class Filled(NamedTuple):
    """A row by what it says, under which headings, and its cells that cannot be read."""

    number: int
    cells: dict[str, str]
    faults: Sequence[BadInputError] = ()


def read_rows(rows: TableRows) -> list[Filled]:
    """The first rows of a table without their empty cells; raises where none can be read.

    A cell that cannot be read, or is merged with the one above, is silent: its column may be one
    that nobody will read.
    """
    first = [*islice(rows, READ_ROWS)]
    whole = [
        row
        for row in first
        if not row.misshapen and all(f.column is None or f.column in row for f in row.faults)
    ]
    if not whole and first and first[0].fault is not None:
        raise first[0].fault
    return [
        Filled(row.locator.row or 0, said_in(row.sound_cells), row.faults)
        for row in whole
        if any(row.sound_cells.values())
    ]


def unreadable(rows: Sequence[Filled]) -> Iterator[BadInputError]:
    """The first fault of each column that can be read in no row."""
    faulty = Counter(fault.column for row in rows for fault in row.faults)
    first = rows[0].faults if rows else ()
    return (fault for fault in first if faulty[fault.column] == len(rows))


def said_in(cells: Mapping[str, str | None]) -> dict[str, str]:
    """The cells that are not empty."""
    return {name: cell for name, cell in cells.items() if cell is not None and not is_empty(cell)}


def split(rows: Sequence[Filled]) -> tuple[Sequence[Filled], Sequence[Filled]]:
    """The rows of the table, and the sums and notes beneath it.

    A last row that only says little is one of the table: beneath it is what begins with such words
    as "Summa" or "Källa", or says little and stands beneath a blank row, and all that follows.
    """
    if not rows or len(rows) == READ_ROWS:
        return rows, []
    usual = sorted(len(row.cells) for row in rows)[len(rows) // 2]
    first = len(rows)
    while first > 1 and (_is_apart(rows[first - 1]) or _is_sparse(rows[first - 1], usual)):
        first -= 1
    while first < len(rows) and not (
        _is_apart(rows[first]) or rows[first].number > rows[first - 1].number + 1
    ):
        first += 1
    return rows[:first], rows[first:]


def is_of_table(row: LocatedRow, usual: float) -> bool:
    """Whether a row that is said to stand beneath a table seems to be one of it.

    ``usual``: how many cells the rows above it fill, on average.
    """
    if row.fault is not None:  # a note in a file of separated values has too few cells
        return False
    said = said_in(row.cells)
    return len(said) > usual / 2 and not _is_apart(Filled(0, said))


def _is_apart(row: Filled) -> bool:
    first, *rest = [*row.cells.values()] or [""]
    if SUM.match(first) is not None:
        return all(any(map(str.isdigit, cell)) for cell in rest)
    return NOTE.match(first) is not None and len(row.cells) <= NOTE_CELLS


def _is_sparse(row: Filled, usual: int) -> bool:
    return usual > NOTE_CELLS and len(row.cells) <= usual * SPARSE

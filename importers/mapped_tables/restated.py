"""Rows that are read as one arena and say different things of it: one value of each is shown."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from importers.mapped_tables.beneath import Filled
from importers.mapped_tables.nothing import silence
from importers.names import name_key


class Restated(NamedTuple):
    """The first such arena, its rows, how many more there are, and the columns that differ."""

    name: str
    rows: int
    more: int
    headings: list[str]


class Once(NamedTuple):
    """A column of which an arena, or a funder in it, has one value; ``of`` is the funder's."""

    heading: str
    of: str | None = None


def restated(
    rows: Sequence[Filled], number: str | None, name: str | None, once: Iterable[Once]
) -> Restated | None:
    """What would be lost to sight where rows of one number, else of one name, are one arena.

    ``number``, ``name``: headings; without either all rows are one arena, called "".
    """
    arenas: dict[str, list[Filled]] = defaultdict(list)
    for row in rows:
        arenas[_said(row, number) or name_key(_said(row, name))].append(row)
    columns = [*once, *([Once(name)] if name is not None and number is not None else [])]
    differing = {
        key: [column.heading for column in columns if _differs(found, column)]
        for key, found in arenas.items()
    }
    told = [key for key, headings in differing.items() if headings]
    if not told:
        return None
    rows_of = arenas[told[0]]
    headings = dict.fromkeys(heading for key in told for heading in differing[key])
    return Restated(_said(rows_of[0], name), len(rows_of), len(told) - 1, [*headings])


def _differs(rows: list[Filled], column: Once) -> bool:
    values: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        if value := _said(row, column.heading):
            values[name_key(_said(row, column.of))].add(name_key(value))
    return any(len(found) > 1 for found in values.values())


def _said(row: Filled, heading: str | None) -> str:
    cell = row.cells.get(heading, "") if heading is not None else ""
    return "" if silence(cell) is not None else cell

"""What columns that a mapping ignores say of the period a row is about: 2020/21, HT 2020, Q3."""

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from importers.mapped_tables.promises import first, listed_words
from importers.mapped_tables.spelling import shortened
from importers.masking import mask
from importers.names import name_key
from importers.rows import LocatedRow
from importers.values import is_empty

MONEY = ("amount", "budget", "amount applied for")


class Told(NamedTuple):
    """A cell that may say a period; ``heads``: whether its heading speaks of one."""

    text: str
    heads: bool


Periods = Mapping[str, Told]
"""Headings of ignored columns → what stands there."""


def periods_beside(headings: Iterable[str], row: LocatedRow) -> Periods:
    """What may be periods in the ignored columns of a row."""
    cells = {name: cell for name in headings if (cell := row.sound_cells.get(name)) is not None}
    told = {name: Told(cell, _speaks_of_periods(name)) for name, cell in cells.items()}
    return {name: t for name, t in told.items() if _may_be_period(t)}


def that_differ(first_row: Periods, row: Periods, *, same_parties: bool) -> str | None:
    """The heading under which two rows say different periods.

    Where they name different parties, of which the other columns may be, its words say so, too.
    """
    for heading, told in row.items():
        other = first_row.get(heading)
        if other is None or name_key(other.text) == name_key(told.text):
            continue
        if told.heads or same_parties:
            return heading
    return None


def in_words(told: Told) -> str:
    """A period as it may be quoted."""
    return f"“{shortened(mask(told.text))}”"


def _may_be_period(told: Told) -> bool:
    if is_empty(told.text):
        return False
    return told.heads or re.fullmatch(_pattern("values"), told.text.strip(), re.I) is not None


def _speaks_of_periods(heading: str) -> bool:
    speaks = re.search(_pattern("headings"), heading, re.IGNORECASE) is not None
    return speaks and first("meaning", heading) not in MONEY


def _pattern(name: str) -> str:
    return "|".join(listed_words()["period"][name])

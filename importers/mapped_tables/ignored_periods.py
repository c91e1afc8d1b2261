"""What columns that a mapping ignores say of the period a row is about: 2020/21, HT 2020, Q3."""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import NamedTuple

from importers.mapped_tables.amounts import is_amount
from importers.mapped_tables.promises import first, listed_words
from importers.mapped_tables.spelling import shortened
from importers.masking import mask
from importers.names import name_key
from importers.rows import LocatedRow
from importers.values import is_empty, parse_date

MONEY = ("amount", "budget", "amount applied for")
PERSONAL = "personal data"
NUMBERED = (None, "start", "end", "year", "programme")
"""Meanings of headings under which cells that differ in numbers alone tell periods apart."""
LAST_ORDINAL = 12  # a number alone that is higher counts or measures something
LONGEST = 24  # characters of a cell that numbers a payment; a longer one is a text
DIGITS = re.compile("[0-9]+")
MEASURE = re.compile(r"[0-9][0-9\s.,]*\s?[^\W\d]+\.?")  # 30 timmar, 12 st


class Told(NamedTuple):
    """A cell that may say a period.

    ``heads``: whether its heading speaks of one; ``alone``: whether it says one under any.
    """

    text: str
    heads: bool
    alone: bool


Periods = Mapping[str, Told]
"""Headings of ignored columns → what stands there."""


def periods_beside(headings: Iterable[str], row: LocatedRow) -> Periods:
    """What may be periods in the ignored columns of a row."""
    cells = {name: cell for name in headings if (cell := row.sound_cells.get(name)) is not None}
    read = {name: _read(name, cell) for name, cell in cells.items() if not is_empty(cell)}
    return {name: told for name, told in read.items() if told is not None}


def that_differ(first_row: Periods, row: Periods, *, same_parties: bool) -> str | None:
    """The heading under which two rows say different periods.

    Where they name different parties, of which the other columns may be, its words say so, too.
    """
    for heading, told in row.items():
        other = first_row.get(heading)
        if other is None or name_key(other.text) == name_key(told.text):
            continue
        if told.heads or (same_parties and _tell_apart(other, told)):
            return heading
    return None


def in_words(told: Told) -> str:
    """A period as it may be quoted."""
    return f"“{shortened(mask(told.text))}”"


def _tell_apart(one: Told, other: Told) -> bool:
    """Whether both are periods, or they are one text but for the numbers in it: Rat 1, Rat 2."""
    if one.alone or other.alone:
        return one.alone and other.alone
    return DIGITS.sub("0", name_key(one.text)) == DIGITS.sub("0", name_key(other.text))


def _read(heading: str, cell: str) -> Told | None:
    if first("meaning", heading) == PERSONAL:
        return None
    text = cell.strip()
    heads = _speaks_of_periods(heading)
    ranked = _groups(heading) and re.fullmatch(_pattern("ranks"), text, re.I) is not None
    alone = not _says("never", heading) and not ranked and _is_period(text)
    return Told(cell, heads, alone) if heads or alone or _is_numbered(heading, text) else None


def _is_period(text: str) -> bool:
    """Whether a cell is nothing but a period, a date, or two dates with a sign between."""
    if re.fullmatch(_pattern("values"), text, re.IGNORECASE) is not None:
        return True
    halves = re.split(r"\s?(?:--|–|—|\btill\b|\bto\b|\s-\s)\s?", text)
    return len(halves) in (1, 2) and all(map(_is_date, halves))


def _is_date(text: str) -> bool:
    if text.isdecimal():
        return False
    for order in ("ymd", "dmy", "mdy"):
        try:
            parse_date(text, order=order)
        except ValueError:
            continue
        return True
    return False


def _is_numbered(heading: str, text: str) -> bool:
    """Whether a cell may number a payment among others, where its heading says nothing else."""
    if len(text) > LONGEST or DIGITS.search(text) is None or mask(text) != text:
        return False
    if first("meaning", heading) not in NUMBERED or _says("never", heading) or _remarks(heading):
        return False
    if _groups(heading):
        return False
    if text.isdecimal():
        return 0 < int(text) <= LAST_ORDINAL
    return MEASURE.fullmatch(text) is None and not is_amount(text, None)


def _speaks_of_periods(heading: str) -> bool:
    if _says("besides", heading) or _says("never", heading):
        return False
    return _says("headings", heading) and first("meaning", heading) not in MONEY


def _groups(heading: str) -> bool:
    """Whether numbers beneath rank or group the rows: Ålder, Nivå, and not Betalningsnivå."""
    return _says("groups", heading) and not _says("headings", heading)


def _says(words: str, heading: str) -> bool:
    return re.search(_pattern(words), heading, re.IGNORECASE) is not None


def _remarks(heading: str) -> bool:
    return re.search("|".join(listed_words()["outcome"]["remarks"]), heading, re.I) is not None


@cache
def _pattern(name: str) -> str:
    words = listed_words()["period"]
    return "|".join(pattern.replace("{month}", words["month"]) for pattern in words[name])

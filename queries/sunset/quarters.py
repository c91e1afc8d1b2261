"""Quarters of years, and the first and last day that a date known to the year or month may mean."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

AHEAD = 8
MONTH, YEAR = 7, 4  # characters of a date that is known to the month, and to the year


class Quarter(NamedTuple):
    """A quarter of a year by its days; the first of a list may begin in the middle."""

    begin: date
    end: date

    @property
    def name(self) -> str:
        """Such as 2027 Q1."""
        return f"{self.begin.year} Q{(self.begin.month + 2) // 3}"


def quarters(day: date) -> Iterator[Quarter]:
    """What is left of the day's own quarter, and the eight after it."""
    begin = day
    for _ in range(AHEAD + 1):
        month = (begin.month + 2) // 3 * 3
        end = date(begin.year, month, monthrange(begin.year, month)[1])
        yield Quarter(begin, end)
        begin = end + timedelta(days=1)


def first_day(stated: str) -> date:
    """The earliest day a partial date may mean."""
    return date.fromisoformat(stated + {YEAR: "-01-01", MONTH: "-01"}.get(len(stated), ""))


def last_day(stated: str) -> date:
    """The latest day a partial date may mean: what ends in 2027 may go on until its last day."""
    if len(stated) == YEAR:
        return date(int(stated), 12, 31)
    if len(stated) == MONTH:
        year, month = int(stated[:YEAR]), int(stated[-2:])
        return date(year, month, monthrange(year, month)[1])
    return date.fromisoformat(stated)

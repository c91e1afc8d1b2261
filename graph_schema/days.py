"""Days where the graph is about, and which of two dates is the earlier."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

STOCKHOLM = ZoneInfo("Europe/Stockholm")


def swedish_day(instant: str) -> date:
    """The day in Sweden of an ISO 8601 instant, the one ``as_of`` counts; raises ``ValueError``.

    A version of 23:30 UTC is of the next day.
    """
    return datetime.fromisoformat(instant).astimezone(STOCKHOLM).date()


def is_before(first: str, second: str) -> bool:
    """Whether a partial date (2022, 2022-12, 2022-12-15) lies before another.

    Compared as far as both are known: no day of 2022 is before or after the year 2022.
    """
    known = min(len(first), len(second))
    return first[:known] < second[:known]

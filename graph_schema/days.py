"""The day of an instant where the graph is about: a version of 23:30 UTC is of the next day."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

STOCKHOLM = ZoneInfo("Europe/Stockholm")


def swedish_day(instant: str) -> date:
    """The day in Sweden of an ISO 8601 instant, the one ``as_of`` counts; raises ``ValueError``."""
    return datetime.fromisoformat(instant).astimezone(STOCKHOLM).date()

"""Instants as stores keep them: ISO 8601 text with Z for people, microseconds for comparing."""

from datetime import UTC, datetime, timedelta

from queries.stores.base import StoreError

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


def instant_of(seconds: float) -> str:
    """Seconds since 1970 as ``2026-11-22T08:30:00.123Z``."""
    moment = EPOCH + timedelta(seconds=seconds)
    return moment.isoformat(timespec="milliseconds").removesuffix("+00:00") + "Z"


def microseconds_of(instant: str) -> int:
    """Whole microseconds since 1970: 08:30:00Z comes before 08:30:00.5Z, which text does not."""
    try:
        moment = datetime.fromisoformat(instant)
    except ValueError as error:
        raise _bad(instant) from error
    if "T" not in instant or not instant.endswith("Z"):
        raise _bad(instant)
    return (moment - EPOCH) // MICROSECOND


def _bad(instant: str) -> StoreError:
    return StoreError(
        f"expected a UTC instant such as 2026-11-22T08:30:00Z, got {instant!r}: "
        "write date, T, time and Z"
    )

"""Numbers, dates and amounts as readers of Swedish or English expect them."""

from datetime import datetime
from decimal import Decimal

from babel.dates import format_datetime

from graph_schema.days import STOCKHOLM
from visualisations.wording import LOCALES, decimal, partial_date
from visualisations.wording import percent as share_in_words

__all__ = ["amount", "instant", "number", "partial_date", "percent", "period", "short"]

NAME_CHARS = 120


def number(value: Decimal | float | None, lang: str, pattern: str = "#,##0") -> str:
    """1 234,5 in Swedish, 1,234.5 in English; a dash for what was not computed."""
    return "–" if value is None else decimal(value, lang, pattern)


def percent(value: float | None, lang: str) -> str:
    """A share between 0 and 1; a dash for what was not computed."""
    return "–" if value is None else share_in_words(value, lang, 0, 1)


def period(start: str | None, end: str | None, lang: str) -> str:
    """From when to when, open where one side is unknown; nothing where both are."""
    if start is None and end is None:
        return ""
    sides = [partial_date(side, lang) if side is not None else "?" for side in (start, end)]
    return sides[0] if start == end else " – ".join(sides)


def instant(value: str | None, lang: str) -> str:
    """A UTC instant as a day and time in Sweden."""
    if value is None:
        return "–"
    moment = datetime.fromisoformat(value)
    return str(format_datetime(moment, "d MMMM y HH:mm", tzinfo=STOCKHOLM, locale=LOCALES[lang]))


def amount(value: str, currency: str | None, lang: str) -> str:
    """An amount with its currency, decimals only where there are any."""
    figure = number(Decimal(value), lang, "#,##0.##")
    return f"{figure}\u00a0{currency}" if currency else figure


def short(value: str, most: int = NAME_CHARS) -> str:
    """At most ``most`` characters, the last an ellipsis where something was cut."""
    return value if len(value) <= most else value[: most - 1].rstrip() + "…"

"""Amounts, rates, dates and empty markers as sources spell them, brought to one spelling each."""

import re
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal

from graph_schema.base import PartialDate

DateOrder = Literal["ymd", "dmy", "mdy"]

EMPTY_MARKERS = frozenset({"", "n.a.", "n/a", "none", "null", "-", "–", "—"})
MAX_CHARACTERS = 100  # a longer cell holds a text, not one value
MAX_DIGITS = 30  # more is a slip of the keyboard: the world's yearly product has fifteen

SPACES = "\u0020\u00a0\u2007\u2009\u202f"  # plain, no-break, figure, thin, narrow no-break
CURRENCY = (  # the longer of two words that begin alike stands first
    r"(?:SEK|euros?|EUR|DKK|NOK|ISK|GBP|USD|CHF|PLN|CZK|kronor|krona|kroner|kr\.?|€|£|\$)"
)
AMOUNT = re.compile(
    rf"(?:{CURRENCY}[{SPACES}]*)?(?P<number>.*?)(?:[{SPACES}]*(?:{CURRENCY}|:-))?\Z", re.I
)
PLAIN = re.compile(r"(?P<whole>[0-9]+)(?:(?P<mark>[.,])(?P<part>[0-9]+))?\Z")
GROUPED = re.compile(
    rf"(?P<whole>[1-9][0-9]{{0,2}}(?P<sep>[{SPACES}.,'’])[0-9]{{3}}(?:(?P=sep)[0-9]{{3}})*)"
    r"(?:(?P<mark>[.,])(?P<part>[0-9]+))?\Z"
)
RATE = re.compile(rf"([0-9]{{1,12}}(?:[.,][0-9]{{1,12}})?)[{SPACES}]*(%|procent|per cent)?\Z", re.I)

TIME = r"(?:[T ]+\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?[ ]?(?:Z|UTC|[AP]M|[+-]\d{2}:?\d{2})?)?"
YEAR_FIRST = re.compile(
    r"(\d{4})(?:([-/.])(\d{1,2})(?:\2(\d{1,2})" + TIME + r")?)?\Z", re.ASCII | re.I
)
SERIAL = re.compile(r"[2-7][0-9]{4}\Z")  # days since 1899: 1954 to 2119
YEAR_LAST = re.compile(
    r"(\d{1,2})([-/.])(\d{1,2})(?:\2|(?P<apart> +))(\d{4})" + TIME + r"\Z", re.ASCII | re.I
)

# Zero-width characters, direction marks and the like: a cell of nothing else looks empty.
INVISIBLE = re.compile(
    r"[\u0000-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]"
)


def is_empty(text: str | None) -> bool:
    """Whether a cell says that it says nothing, in any of the usual ways."""
    if text is None:
        return True
    seen = text if text.isprintable() else INVISIBLE.sub("", text)
    return seen.strip().lower() in EMPTY_MARKERS


def _bounded(text: str) -> str:
    if len(text) > MAX_CHARACTERS:
        raise ValueError(f"one value of at most {MAX_CHARACTERS} characters")
    return text.strip()


def parse_amount(text: str, *, decimal: Literal[".", ","] | None = None) -> str:
    """An amount as decimal text without needless zeros: ``2 073 781,50 kr`` is ``2073781.5``.

    ``decimal`` is the mark the source writes before the fraction. Without it ``1.234`` could be
    either and is refused; ``1.234,5``, ``1.234.567`` and ``12.34`` can be one thing only.
    """
    stripped = _bounded(text)
    matched = AMOUNT.match(stripped)
    number = (matched["number"] if matched is not None else stripped).strip()
    negative = number[:1] in ("-", "−")
    number = number[1:].strip() if negative else number
    if sum(character.isdigit() for character in number) > MAX_DIGITS:
        raise ValueError(f"an amount of at most {MAX_DIGITS} digits")
    if re.fullmatch(r"[0-9.,]+E[+-]?[0-9]+", number, re.I):
        raise ValueError("an amount with all its digits; a spreadsheet has rounded this one")
    whole, part = _whole_and_part(number, decimal)
    return _plain(Decimal(f"{'-' if negative else ''}{whole}.{part or '0'}"))


def _whole_and_part(number: str, decimal: str | None) -> tuple[str, str]:
    plain, grouped = PLAIN.match(number), GROUPED.match(number)
    if grouped is not None and _groups_agree(grouped, decimal):
        if decimal is None and re.fullmatch(r"[1-9][0-9]{0,2}[.,][0-9]{3}", number):
            raise ValueError(
                "an amount that can be read in one way; here the mark may stand before thousands "
                "or before decimals, so say which mark the source writes before decimals"
            )
        if decimal is not None or plain is None:
            return re.sub(r"[^0-9]", "", grouped["whole"]), grouped["part"] or ""
    if plain is not None and plain["mark"] in (None, decimal or plain["mark"]):
        return plain["whole"], plain["part"] or ""
    raise ValueError(
        "an amount such as 75 354 267, 2073781,25 or 1.234.567,5"
        + (f" with “{decimal}” before decimals" if decimal is not None else "")
    )


def _groups_agree(grouped: re.Match[str], decimal: str | None) -> bool:
    """A mark cannot stand both between thousands and before decimals."""
    return grouped["sep"] not in (grouped["mark"], decimal) and grouped["mark"] in (
        None,
        decimal or grouped["mark"],
    )


def parse_rate(text: str, *, fraction: bool | None = None) -> str:
    """A rate as per cent in decimal text: ``49,92%`` is ``49.92``.

    A per cent sign always means per cent. Without one, ``fraction`` says whether the source writes
    0.8 (true) or 80 (false) for 80 %. Where it is None, a number between 0 and 1 is read as a
    fraction, more than 1 as per cent, and exactly 1, which may be either, is refused.
    """
    matched = RATE.match(_bounded(text))
    if matched is None:
        raise ValueError("a rate such as 40%, 49,92 % or 0.8")
    number = Decimal(matched[1].replace(",", "."))
    if matched[2] is None:
        number = _per_cent(number, fraction)
    if number > 100:
        raise ValueError("a rate from 0 to 100 per cent")
    return _plain(number)


def _per_cent(number: Decimal, fraction: bool | None) -> Decimal:
    if fraction is None and number == 1:
        raise ValueError(
            "a rate that can be read in one way; 1 may be 1 % or 100 %, so add the % sign"
        )
    if fraction or (fraction is None and number < 1):
        return number * 100
    return number


def _plain(number: Decimal) -> str:
    text = format(number, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def parse_date(text: str, *, order: DateOrder | None = None) -> PartialDate:
    """A date as precisely as it stands: ``31.12.2022`` is ``2022-12-31``, ``2022-12`` stays.

    ``order`` is the order a source writes day, month and year in. A year in front is read as such
    whatever the order; dots mean day first unless ``order`` says otherwise; without ``order``
    ``03/04/2022`` is refused; ``3/4 2022`` is 3 April. A time of day is dropped: the date is the
    one that was written.
    """
    stripped = _bounded(text)
    if SERIAL.match(stripped) is not None:
        meant = (date(1899, 12, 30) + timedelta(days=int(stripped))).isoformat()
        raise ValueError(f"a date; spreadsheets hold {meant} as this number: format it as a date")
    if (matched := YEAR_FIRST.match(stripped)) is not None:
        return _existing(matched[1], matched[3], matched[4])
    if (matched := YEAR_LAST.match(stripped)) is None or order == "ymd":
        raise ValueError("a date such as 2022-12-15, 2022-12 or 2022" + _order_hint(order))
    first, mark, second, apart, year = matched.groups()
    if order is None:  # 20/8 2019 has the day first: with a space it is written so in Swedish alone
        order = _only_order(int(first), int(second), mark if apart is None else ".")
    return _existing(year, *((second, first) if order == "dmy" else (first, second)))


def _order_hint(order: DateOrder | None) -> str:
    return {"dmy": " or 15/12/2022", "mdy": " or 12/15/2022", "ymd": "", None: " or 15.12.2022"}[
        order
    ]


def _only_order(first: int, second: int, mark: str) -> DateOrder:
    if mark == "." or first > 12 or first == second:
        return "dmy"
    if second > 12:
        return "mdy"
    raise ValueError(
        "a date that can be read in one way; this may be day or month first, "
        "so say which order the source writes"
    )


def _existing(year: str, month: str | None, day: str | None) -> PartialDate:
    try:
        found = date(int(year), int(month or 1), int(day or 1))
    except ValueError as error:
        raise ValueError(f"a date that exists ({error})") from error
    return found.isoformat()[: 4 if month is None else 7 if day is None else 10]

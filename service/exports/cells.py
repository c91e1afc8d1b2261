"""Values as the cells of an Excel workbook: typed where nothing is lost by it, else text."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from service.exports.several import on_lines
from service.exports.typed import Field, ValueKind

MOST_CHARACTERS = 32_767  # of a cell, in UTF-16
MOST_DIGITS = 15  # of a number in Excel
BEFORE_EXCEL = "1900-03-01"  # its calendar is wrong before
DAY = len("2022-12-15")
LOOKS_LIKE_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
# What XML forbids, a carriage return, and what looks like such an escape (ECMA-376, ST_Xstring).
ESCAPED = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|_(?=x[0-9A-Fa-f]{4}_)")


def typed_value(field: Field, value: Any) -> Any:
    """A number, a day or a text; several values stand on lines of their own."""
    if isinstance(value, list | tuple):
        return on_lines(value)
    if field.kind is ValueKind.DATE and value is not None:
        return as_day(value) or value
    if field.kind is ValueKind.DECIMAL and value is not None:
        number = as_number(value)
        return value if number is None else number
    if field.kind is ValueKind.INTEGER and value is not None:
        return value if len(str(abs(value))) <= MOST_DIGITS else str(value)
    return value


def as_day(text: str) -> date | None:
    """The day, where one is known and Excel has it."""
    return date.fromisoformat(text) if len(text) == DAY and text >= BEFORE_EXCEL else None


def as_number(text: str) -> Decimal | None:
    """The number, where Excel keeps every digit of it."""
    number = Decimal(text)
    digits = len(number.as_tuple().digits)
    return number if digits <= MOST_DIGITS and Decimal(repr(float(text))) == number else None


def number_format(number: Decimal) -> str:
    """As many decimals as were published."""
    places = -int(number.as_tuple().exponent)
    return "0." + "0" * places if places > 0 else "0"


def escaped(text: str) -> str:
    """The text as a cell keeps it."""
    return ESCAPED.sub(lambda found: f"_x{ord(found[0]):04X}_", text)


def fits(text: str) -> bool:
    """Whether a cell can hold the text."""
    if len(text) * 7 <= MOST_CHARACTERS:  # an escape is seven characters
        return True
    return len(escaped(text).encode("utf-16-le")) // 2 <= MOST_CHARACTERS


def parts_of(text: str) -> Iterator[str]:
    """The text in parts that fit a cell; joined they are the text."""
    while text:
        size = MOST_CHARACTERS
        while not fits(text[:size]):
            size = size * 3 // 4
        yield text[:size]
        text = text[size:]

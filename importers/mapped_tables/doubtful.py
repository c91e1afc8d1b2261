"""Dates and amounts that can be read in two ways: what tells which, and what is to be asked."""

from collections.abc import Iterable

from importers.mapped_tables.amounts import DecimalMark, is_amount, read_amount
from importers.mapped_tables.recognising import Column, holds_amount, is_date
from importers.mapped_tables.spelling import shortened
from importers.values import DateOrder, parse_date


def date_order(columns: Iterable[Column]) -> DateOrder | None:
    """The order that reads most dates of all columns; none where none needs to be said.

    None, too, where day or month first reads as many: see ``asked_order``.
    """
    values = [value for column in columns for value in column.values]
    bare, day, month = (sum(is_date(v, order) for v in values) for order in (None, "dmy", "mdy"))
    if max(day, month) <= bare or day == month:
        return None
    return "dmy" if day > month else "mdy"


def holds_date(text: str, order: DateOrder | None) -> bool:
    """Whether the text is a date in this order; without one in any."""
    return is_date(text, order) or (order is None and is_date(text, "dmy"))


def asked_order(columns: Iterable[Column]) -> str:
    """The order of dates in waiting; a date that day or month first make another is asked about."""
    values = (value for column in columns for value in column.values)
    doubted = next((v for v in values if not is_date(v, None) and is_date(v, "dmy")), None)
    if doubted is None:
        return '# date_order = "dmy"'
    orders: tuple[DateOrder, ...] = ("dmy", "mdy")
    told = " and ".join(f'{parse_date(doubted, order=o)} by "{o}"' for o in orders)
    asked = f"“{shortened(doubted)}” is {told}: say which, else it is refused"
    return f'# date_order = "dmy"  # {asked}'


def decimal_mark(columns: Iterable[Column]) -> DecimalMark:
    """The mark that reads most amounts of all columns; none where none needs to be said.

    None, too, where both marks read all of them, each another amount: see ``asked_mark``.
    """
    values = [value for column in columns for value in column.values]
    bare, comma, point = (sum(is_amount(v, mark) for v in values) for mark in (None, ",", "."))
    if max(comma, point) <= bare or comma == point:
        return None
    return "," if comma > point else "."


def asked_mark(columns: Iterable[Column]) -> str:
    """The mark in waiting; an amount that each makes another one is asked about: 1,500."""
    values = (value for column in columns for value in column.values)
    doubted = next((v for v in values if not is_amount(v, None) and holds_amount(v, None)), None)
    if doubted is None:
        return '# decimal = ","'
    marks: tuple[DecimalMark, ...] = (",", ".")
    read = {mark: read_amount(doubted, mark) for mark in marks}
    told = " and ".join(f'{number} where "{mark}"' for mark, number in read.items())
    asked = (
        f"“{shortened(doubted)}” is {told} stands before decimals: say which, else it is refused"
    )
    return f'# decimal = ","  # {asked}'

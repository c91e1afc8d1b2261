"""Amounts that were applied for: where nothing was granted beside one, nobody is known to pay."""

from collections.abc import Iterable, Iterator, Mapping

from graph_schema.vocabularies import MET
from importers.mapped_tables.amounts import is_amount, is_nothing
from importers.mapped_tables.cells import RowCells
from importers.mapped_tables.mapping import FunderColumns, TableMapping
from importers.mapped_tables.parties import NamedParties
from importers.mapped_tables.promises import first
from importers.mapped_tables.unread_amounts import paying_status


def is_of_applications(heading: str) -> bool:
    """Whether a heading promises amounts that were applied for."""
    return first("meaning", heading) == "amount applied for"


def is_asked(text: str | None) -> bool:
    """Whether a cell says that some amount was applied for."""
    if text is None or is_nothing(text):
        return False
    return any(is_amount(text, mark) for mark in (None, ",", "."))


def refuse_ungranted(
    cells: RowCells, mapping: TableMapping, paying: Mapping[int, NamedParties]
) -> None:
    """Refuse a row in which somebody would pay of whom it is only known what was applied for.

    ``paying``: who pays by each [[funder]] that reads the row, by its place in the mapping.
    """
    asked = next(_asked(cells, filter(is_of_applications, mapping.file.ignore)), None)
    for place, found in paying.items() if asked is not None else ():
        part = mapping.funder[place]
        if found.named and asked is not None and _grants_nothing(cells, part):
            raise cells.row.error(
                part.amount or "",
                f"what was granted: “{asked}” says what was applied for, and it does not follow "
                "that anything of it is paid",
                'fill it in; or list such cells ("" is an empty one) of this column under omit of '
                "the [[funder]], so that nobody pays in their rows; or write there "
                'status = "party", if who is named pays whether or not an amount stands here',
            )


def _asked(cells: RowCells, headings: Iterable[str]) -> Iterator[str]:
    return (name for name in headings if name in cells.row and is_asked(cells.raw(name)))


def _grants_nothing(cells: RowCells, part: FunderColumns) -> bool:
    """Whether a row has no amount, or nought, of who pays by this; a status says it besides."""
    if part.amount is None or paying_status(cells, part) in MET:
        return False
    value = cells.raw(part.amount)
    if value is None:
        return part.name is None  # who is named by the mapping pays nothing in such a row
    return is_nothing(value)

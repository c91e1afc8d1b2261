"""Rows that say what a column of amounts is counted in, as a second row of headings does."""

from collections.abc import Iterable, Iterator

from importers.errors import BadInputError
from importers.mapped_tables.amounts import currencies
from importers.mapped_tables.mapping import Amounts, TableMapping
from importers.mapped_tables.units import counted, is_unit_alone
from importers.rows import LocatedRow


def unless_counted_otherwise(
    mapping: TableMapping, rows: Iterable[LocatedRow]
) -> Iterator[LocatedRow]:
    """The rows; the whole table is refused where one says of all what the mapping does not."""
    for row in rows:
        for amounts in mapping.amounts():
            cell = row.sound_cells.get(amounts.heading)
            if cell is not None and is_unit_alone(cell) and _unanswered(amounts, cell):
                raise _says_a_unit(row, amounts, cell)
        yield row


def refuse_units(mapping: TableMapping, row: LocatedRow) -> None:
    """Refuse a row in which a unit or a currency stands where an amount would."""
    for amounts in mapping.amounts():
        cell = row.cells.get(amounts.heading)
        if cell is not None and is_unit_alone(cell):
            raise _says_a_unit(row, amounts, cell)


def _unanswered(amounts: Amounts, cell: str) -> bool:
    """Whether the mapping does not say what the cell says of its column, or says another thing."""
    said, named = counted(cell), currencies(cell)
    no_unit = said is not None and said.unit is not None and amounts.unit is None
    fixed = amounts.currency.fixed
    return no_unit or (fixed is not None and bool(named) and fixed not in named)


def _says_a_unit(row: LocatedRow, amounts: Amounts, cell: str) -> BadInputError:
    said = counted(cell)
    unit = f'unit = "{said.unit}" and ' if said is not None and said.unit is not None else ""
    return row.error(
        amounts.heading,
        "an amount; a unit or a currency alone says what the whole column is counted in",
        f"where it does, see to it that [{amounts.section}] of the mapping says so by {unit}"
        "currency, and then remove the row; where it is a slip, fill the amount in",
    )

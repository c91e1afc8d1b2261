"""Years and numbers that stand where amounts would: under a heading that says so, or by value."""

import re
from collections.abc import Iterable, Iterator, Sequence

from importers.errors import BadInputError
from importers.mapped_tables.amounts import currencies, is_nothing
from importers.mapped_tables.mapping import Amounts, TableMapping
from importers.mapped_tables.promises import in_words, listed_words
from importers.rows import LocatedRow, TableRows
from importers.values import is_empty

FEWEST = 2  # years of a column; one alone may be an amount as well
YEAR = re.compile(r"\s*(?:19[0-9]{2}|20[0-9]{2}|2100)(?:[.,]0)?\s*")


def are_years(values: Iterable[str]) -> bool:
    """Whether all that says something, and there is any, is four digits of a year."""
    said = [value for value in values if not is_nothing(value)]
    return bool(said) and all(YEAR.fullmatch(value) for value in said)


def is_year_or_number(heading: str, values: Sequence[str]) -> bool:
    """Whether a heading of money speaks of its year or number: Budgetår, Award number.

    Amounts of a year are no years: *Beviljat i år* with 100 000 beneath; nor is a heading of more
    words than what is numbered a number: *Budget version 2*, *Grant, no overhead*.
    """
    words = in_words(heading)
    if currencies(words):
        return False
    return is_number(heading) or (_says("year", words) and are_years(values))


def is_number(heading: str) -> bool:
    """Whether a heading says that numbers stand beneath: Utbetalningsnr, and no Belopp per nr."""
    return _says("number", in_words(heading))


def unless_years(
    mapping: TableMapping, table: TableRows, rows: Iterable[LocatedRow]
) -> Iterator[LocatedRow]:
    """The rows; refuses the table after the last where all amounts of a column look like years.

    A mapping that names their unit has said that they are amounts.
    """
    asked = {a.heading: a for a in mapping.amounts() if a.unit is None}
    nothing = frozenset(word.casefold() for word in mapping.format.empty)
    shown: dict[str, list[str]] = {heading: [] for heading in asked}
    for row in rows:
        for heading in [*asked]:
            cell = row.sound_cells.get(heading)
            if cell is None or is_empty(cell) or cell.strip().casefold() in nothing:
                continue
            if YEAR.fullmatch(cell) is not None:
                shown[heading].append(cell.strip())
            elif not is_nothing(cell):
                del asked[heading]
        yield row
    for heading, amounts in asked.items():
        if len(shown[heading]) >= FEWEST:
            raise _are_years(table, amounts, shown[heading][0])


def _says(what: str, words: str) -> bool:
    patterns = listed_words()["no_amount"][what]
    return re.search("|".join(patterns), words, re.IGNORECASE) is not None


def _are_years(table: TableRows, amounts: Amounts, shown: str) -> BadInputError:
    key = "budget" if amounts.section == "project" else "amount"
    return BadInputError(
        file=table.file,
        sheet=table.sheet,
        column=amounts.heading,
        value=shown,
        expected="amounts; every value of this column looks like a year",
        advice=f"where they are years, take {key} out of [{amounts.section}] of the mapping and "
        f'list the column under ignore in [file]; where they are amounts, write unit = "ones" '
        f"in [{amounts.section}]",
    )

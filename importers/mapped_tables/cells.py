"""The cells of one row, read as a mapping says."""

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import TypeVar

from graph_schema.days import is_before
from graph_schema.vocabularies import Role, Vocabulary
from importers.errors import BadInputError
from importers.mapped_tables.amounts import (
    Unit,
    currencies,
    is_nothing,
    read_amount,
    says_ones,
    scale_of,
)
from importers.mapped_tables.currency_cells import agreed, currency_codes, said_unit
from importers.mapped_tables.mapping import Choice, Currency, Rows, Text, ValueFormat
from importers.mapped_tables.promises import in_words
from importers.mapped_tables.traders import Traders
from importers.mapped_tables.units import without_unit
from importers.masking import mask
from importers.names import name_key
from importers.parties import without_names
from importers.rows import LocatedRow
from importers.values import is_empty, parse_date, parse_rate

T = TypeVar("T")
V = TypeVar("V", bound=Vocabulary)
NO_VALUE = (
    "correct the cell or leave it empty; a word that says nothing wherever it stands may be listed "
    "under empty in [format] of the mapping"
)


class RowCells:
    """Reads values out of a row; ``hidden`` are names of sole traders, blacked out everywhere."""

    def __init__(
        self, row: LocatedRow, written: ValueFormat, traders: Traders = frozenset()
    ) -> None:
        self.row = row
        self.written = written
        self._traders = traders
        self.hidden: tuple[str, ...] = ()
        self._empty = frozenset(word.casefold() for word in written.empty)
        self._texts: dict[str, str] = {}  # masking is what costs, and cells are read twice

    def raw(self, column: str | None) -> str | None:
        """A cell as it stands; None where it says nothing."""
        value = None if column is None else self.row.pop(column)
        return None if value is None or self._says_nothing(value) else value

    def is_traders(self, column: str) -> bool:
        """Whether the name in this cell is a sole trader's, as another row of the table tells."""
        value = self.raw(column) if self._traders else None
        return value is not None and (column, name_key(value)) in self._traders

    def text(self, column: str | None) -> str | None:
        """A cell without contact data and without names of sole traders."""
        value = self.raw(column)
        if value is None or column is None:
            return None
        if column not in self._texts:
            self._texts[column] = mask(without_names(str(value), self.hidden))
        return self._texts[column]

    def of(self, source: Text | None) -> str | None:
        """A text that stands in a column or is the same for every row."""
        if source is None:
            return None
        return source.fixed if source.fixed is not None else self.text(source.column)

    def published(self, *columns: str | None) -> dict[str, str | None]:
        """These cells as they stood, blacked out where they must be."""
        return {column: self.text(column) for column in columns if column is not None}

    def choice(
        self, choice: Choice[V], codes: type[V], section: str, *, beside: str | None = None
    ) -> V | None:
        """A code of a closed list; its labels are known without being mapped.

        ``beside``: a column in which other words stand as well, that say something else.
        """
        if choice.fixed is not None:
            return choice.fixed
        value = self.raw(choice.column)
        if value is None:
            return choice.default
        mapped = {name_key(word): code for word, code in choice.values.items()}
        code = mapped.get(name_key(value)) or labelled(codes).get(name_key(value))
        if code is None and choice.column is not None and choice.column == beside:
            return None
        if code is None:
            raise self.row.error(
                choice.column or "",
                "one of " + ", ".join([*choice.values, *(code.sv for code in codes)]),
                f"correct the cell, or add the value to {section} values in the mapping",
            )
        return next(found for found in codes if found == code)

    def among(self, rows: Rows) -> bool:
        """Whether this row is one of those in which certain words stand; "" is an empty cell."""
        return name_key(self.raw(rows.column) or "") in map(name_key, rows.values)

    def date(self, column: str | None) -> str | None:
        """A date, as precise as it stands."""
        return self._read(
            column,
            lambda text: parse_date(text, order=self.written.date_order),
            "set date_order in [format] of the mapping, or correct the cell",
        )

    def amount(
        self, column: str | None, currency: Currency, unit: Unit | None
    ) -> tuple[str | None, str | None]:
        """An amount as decimal text, and its currency; neither where the cell says nothing."""
        value = self.raw(column)
        if value is None or column is None:
            return None, None
        code = self._currency(column, currency)
        unit = self._unit(column, currency, unit)
        told = currencies(value)
        if told and code not in told:
            raise self._wrong(
                column,
                f"an amount in {code}, not {' or '.join(sorted(told))}",
                "correct currency in the mapping, or give each currency a column of its own"
                if currency.column is None
                else f"correct one of the two cells: “{currency.column}” says {code}",
            )
        if unit not in (None, "ones") and says_ones(value) and not is_nothing(value):
            raise self._wrong(
                column,
                f"an amount that can be read in one way; unit counts this column in {unit}, and "
                "the cell names a currency as if it were written out",
                "write the number alone where it is counted so, say the unit in the cell as in "
                '500 tkr or 1,5 mkr, or set unit = "ones" where all cells are written out',
            )
        amount = self._read(
            column,
            lambda text: read_amount(text, self.written.decimal, unit or "ones"),
            "set decimal in [format] of the mapping, or correct the cell",
        )
        return amount, code

    def _currency(self, amounts: str, currency: Currency) -> str:
        """The currency of this row's amounts, by a column where one says it."""
        if currency.column is None:
            return currency.fixed or ""
        value = self.raw(currency.column)
        words = {name_key(word): code for word, code in currency.values.items()}
        mapped = None if value is None else words.get(name_key(value))
        codes = (mapped,) if mapped is not None else currency_codes(value or "")
        if len(codes) != 1:
            raise self._wrong(
                currency.column,
                f"the currency of the amount in “{amounts}”, as a code such as SEK or EUR",
                "fill the cell in, or add the word to values of currency in the mapping",
            )
        in_heading = currencies(without_unit(in_words(amounts)))
        if in_heading and codes[0] not in in_heading:
            raise self._wrong(
                currency.column,
                f"{' or '.join(sorted(in_heading))}, which the heading “{amounts}” says",
                'say in the mapping which of the two holds: currency = "…" for all rows, or '
                "another heading",
            )
        return codes[0]

    def _unit(self, amounts: str, currency: Currency, unit: Unit | None) -> Unit | None:
        """What this row's amounts are counted in: as the mapping or the cell of currency says."""
        word = self.raw(currency.column)
        said = said_unit(word) if word is not None else None
        if said is None or currency.column is None:
            return unit
        amount = scale_of(self.raw(amounts) or "")
        if said.unit is None or not agreed(said.unit, unit, amount and amount[0]):
            raise self._wrong(
                currency.column,
                f"a currency, and not another unit of the amount in “{amounts}” than the mapping "
                f"or the cell says: “{said.word}” says or may say one",
                "write the currency alone, or the unit as in tkr, KSEK or mkr; or correct unit in "
                "the mapping",
            )
        return said.unit

    def rate(self, column: str | None) -> str | None:
        """A share in per cent."""
        fraction = None if self.written.rate is None else self.written.rate == "fraction"
        return self._read(
            column,
            lambda text: parse_rate(text, fraction=fraction),
            'set rate = "fraction" or "per_cent" in [format] of the mapping, or correct the cell',
        )

    def period(self, start: str | None, end: str | None) -> dict[str, str | None]:
        """Two dates, the second not before the first."""
        first, last = self.date(start), self.date(end)
        if first is not None and last is not None and is_before(last, first):
            raise self.row.error(end or "", f"a date that is not before the start {first}")
        return {"start": first, "end": last}

    def parts(self, column: str, separator: str | None) -> Iterator[str]:
        """The texts of a cell that may hold several; of one where the separator is empty."""
        value = self.text(column)
        if value is None:
            return
        for part in value.split(separator) if separator else [value]:
            if not self._says_nothing(part):
                yield " ".join(part.split())

    def _says_nothing(self, text: str) -> bool:
        return is_empty(text) or " ".join(text.split()).casefold() in self._empty

    def _read(self, column: str | None, reader: Callable[[str], T], advice: str) -> T | None:
        value = self.raw(column)
        if value is None:
            return None
        try:
            return reader(value)
        except ValueError as error:
            worded = not any(map(str.isdigit, value))
            raise self._wrong(column, str(error), NO_VALUE if worded else advice) from error

    def _wrong(self, column: str | None, expected: str, advice: str) -> BadInputError:
        return self.row.error(column or "", expected, advice)


@cache
def labelled(codes: type[Vocabulary]) -> Mapping[str, Vocabulary]:
    """The words by which a cell may name a code without being mapped.

    Not the code ``partner``: "Partner" in a cell does not say what the code does, without support.
    """
    own = ((name_key(code), code) for code in codes if code is not Role.PARTNER)
    return dict(own) | {name_key(word): code for code in codes for word in (code.sv, code.en)}

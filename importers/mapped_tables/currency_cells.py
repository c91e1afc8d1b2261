"""Which currency a cell of a column of currencies names."""

import pycountry

from importers.mapped_tables.amounts import CURRENCIES


def currency_codes(text: str) -> tuple[str, ...]:
    """The ISO 4217 codes that a whole text may stand for: several for kr, none for other words."""
    word = text.strip().upper()
    known = CURRENCIES.get(word) or CURRENCIES.get(word.removesuffix("."))
    if known is not None:
        return known
    return (word,) if len(word) == 3 and pycountry.currencies.get(alpha_3=word) else ()

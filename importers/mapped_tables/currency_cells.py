"""Which currency a cell of a column of currencies names, and what it counts the amounts in."""

from functools import lru_cache

import pycountry

from importers.mapped_tables.amounts import CURRENCIES, Unit
from importers.mapped_tables.units import Counted, counted, is_unit_alone, without_unit

LONGEST = 30  # characters of a currency and its unit; the longest word is "tusentals kronor"
AROUND = " ()[],:;-–"


def currency_codes(text: str) -> tuple[str, ...]:
    """The ISO 4217 codes that a whole text may stand for: several for kr, none for other words.

    It may say a unit as well: tkr, KSEK, SEK (tusental).
    """
    codes = _codes(text)
    said = said_unit(text)
    return codes or (_codes(without_unit(text).strip(AROUND)) if said and said.unit else ())


@lru_cache(maxsize=1_024)
def said_unit(text: str) -> Counted | None:
    """What a word for a currency says that amounts are counted in, or may say; None: nothing."""
    return None if _codes(text) or len(text) > LONGEST else counted(text)


@lru_cache(maxsize=1_024)
def is_currency(text: str) -> bool:
    """Whether a text can be nothing but a currency or its unit: a code in capitals, or a word."""
    codes = currency_codes(text)
    if not codes:
        return is_unit_alone(text)
    return codes != (text.strip().upper(),) or text.strip().isupper()


def agreed(*units: Unit | None) -> bool:
    """Whether all that is said of what an amount is counted in is the same."""
    return len({unit for unit in units if unit is not None}) <= 1


def _codes(text: str) -> tuple[str, ...]:
    word = text.strip().upper()
    known = CURRENCIES.get(word) or CURRENCIES.get(word.removesuffix("."))
    if known is not None:
        return known
    return (word,) if len(word) == 3 and pycountry.currencies.get(alpha_3=word) else ()

"""Amounts as tables of people write them: in kronor, tkr, MSEK or kEUR, said by cell or heading."""

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Literal, get_args

from importers.values import MAX_CHARACTERS, parse_amount

Unit = Literal["ones", "thousands", "millions", "billions"]
"""What a column counts its amounts in."""
DecimalMark = Literal[",", "."] | None

NUMBER_CELL = re.compile(r"-?\d+\.\d+\Z")
MONEY = "SEK|EUR|DKK|NOK|ISK|GBP|USD|CHF|PLN|CZK|euro|kr"
LETTERS = "A-Za-zÅÄÖåäö"
CURRENCY_SIGN = re.compile(rf"(?<![{LETTERS}])(?:{MONEY})(?![{LETTERS}])|[€£$]", re.IGNORECASE)
CURRENCIES = {
    "€": ("EUR",), "EURO": ("EUR",), "£": ("GBP",), "KR": ("SEK", "DKK", "NOK", "ISK"),
    "$": ("USD", "CAD", "AUD", "NZD"),
}  # fmt: skip
FACTORS: dict[Unit, int] = {unit: 1_000**power for power, unit in enumerate(get_args(Unit))}
# A word of its own, or letters that stand right before a currency: a k alone may be anything.
BEFORE_MONEY = rf"(?=(?:{MONEY})(?![{LETTERS}])|[€£$])"
WORDS: tuple[tuple[Unit, str, str], ...] = (
    ("thousands", "tusen(?:tals?)?|thousands?|tsd", "t|k"),
    ("millions", "miljon(?:er|tals?)?|millions?|milj|mio|mln|mn", "m|mn|mio|mln"),
    ("billions", "miljard(?:er)?|billions?|mdr|mrd|bn", "md|mdr|mrd|bn"),
)
SCALES: tuple[tuple[Unit, re.Pattern[str]], ...] = tuple(
    (
        unit,
        re.compile(
            rf"(?<![{LETTERS}])(?:(?:{words})(?![{LETTERS}])\.?|(?:{letters}){BEFORE_MONEY})", re.I
        ),
    )
    for unit, words, letters in WORDS
)


def scale_of(text: str) -> tuple[Unit, str] | None:
    """The unit a text speaks of and the word that says so; None where it speaks of none or two."""
    found = [(unit, said.start()) for unit, words in SCALES for said in words.finditer(text)]
    if len(found) != 1:
        return None
    unit, start = found[0]
    return unit, text[start:].split()[0].strip(".,:;()[]")


def without_scale(text: str) -> str:
    """The same text without the words that say a unit: ``12 mkr`` is ``12 kr``."""
    for _, words in SCALES:
        text = words.sub(" ", text)
    return " ".join(text.split(" ")).strip()


def currencies(text: str) -> set[str]:
    """The currencies a text may speak of: several for kr, none where it names none."""
    signs = {sign.upper() for sign in CURRENCY_SIGN.findall(without_scale(text))}
    return {code for sign in signs for code in CURRENCIES.get(sign, (sign,))}


def read_amount(text: str, mark: DecimalMark, unit: Unit = "ones") -> str:
    """An amount as decimal text in whole units; what a cell itself says of its unit comes first."""
    if len(text) > MAX_CHARACTERS:
        return parse_amount(text)  # says how long an amount may be
    said = scale_of(text)
    number = parse_amount(without_scale(text) if said is not None else text, decimal=mark)
    return times(number, FACTORS[said[0] if said is not None else unit])


def times(number: str, factor: int) -> str:
    """Decimal text times a whole number, without needless zeros."""
    product = format(Decimal(number) * factor, "f")
    return product.rstrip("0").rstrip(".") if "." in product else product


def is_amount(text: str, mark: DecimalMark) -> bool:
    """Whether the text is an amount with this mark before decimals, or a workbook's number."""
    return _passes(lambda: read_amount(text, mark)) or (
        NUMBER_CELL.match(text) is not None and _passes(lambda: read_amount(text, None))
    )


def _passes(read: Callable[[], str]) -> bool:
    try:
        read()
    except ValueError:
        return False
    return True

"""Amounts as tables of people write them: in kronor, tkr, MSEK or kEUR, said by cell or heading."""

import re
from collections.abc import Callable
from decimal import Context, Decimal, Inexact
from typing import Literal, get_args

from importers.rows import NumberText
from importers.values import MAX_CHARACTERS, MAX_DIGITS, SPACES, parse_amount

Unit = Literal["ones", "thousands", "millions", "billions"]
"""What a column counts its amounts in."""
DecimalMark = Literal[",", "."] | None

CODES = "SEK|EUR|DKK|NOK|ISK|GBP|USD|CHF|PLN|CZK"
MONEY = rf"{CODES}|euros?|kronor|krona|kroner|kr"
LETTERS = "A-Za-zÅÄÖåäö"
CURRENCY_SIGN = re.compile(rf"(?<![{LETTERS}])(?:{MONEY})(?![{LETTERS}])|[€£$]", re.IGNORECASE)
CROWNS = ("SEK", "DKK", "NOK", "ISK")
CURRENCIES = {
    "€": ("EUR",), "EURO": ("EUR",), "EUROS": ("EUR",), "£": ("GBP",),
    "KR": CROWNS, "KRONOR": CROWNS, "KRONA": CROWNS, "KRONER": CROWNS,
    "$": ("USD", "CAD", "AUD", "NZD"),
}  # fmt: skip
FACTORS: dict[Unit, int] = {unit: 1_000**power for power, unit in enumerate(get_args(Unit))}
# The usual 28 digits would round the largest amounts in silence.
EXACT = Context(prec=MAX_DIGITS + len(str(max(FACTORS.values()))), traps=[Inexact])
# A word of its own, or letters right beside a currency: a k alone may be anything, and so may an m
# before a word ("SEK m moms") or after a full stop ("m.m. kr").
GAP = f"[{SPACES}]?"
BEFORE_MONEY = rf"(?={GAP}(?:(?:{MONEY})(?![{LETTERS}])|[€£$]))"
AFTER_MONEY = rf"(?:(?<=(?<![{LETTERS}])(?:{CODES}))|(?<=[€£$])){GAP}"
CLOSED = r"(?=\s*(?:\Z|[)\],;:]))"
# The noughts of (000 kr) and of (1 000 kr), which are never those of the amount 5 000 kr.
NOUGHTS = (
    rf"(?<![0-9])(?<![0-9][{SPACES}.,'’])['’]?000s?{BEFORE_MONEY}|{AFTER_MONEY}['’]?000s?{CLOSED}"
    rf"|(?:(?<=\()|(?<=\bi[ ])|(?<=\bin[ ]))1[{SPACES}.,]?000{BEFORE_MONEY}"
)
WORDS: tuple[tuple[Unit, str, str], ...] = (
    ("thousands", rf"tusen(?:tals?)?|1[{SPACES}.]?000-?tals?|thousands?|tausend|tsd", "t|k"),
    (
        "millions",
        "miljon(?:er|tals?)?|million(?:s|er|en)?|milj|mill|mio|mln|mn",
        "m|mn|mio|mln|mill|milj",
    ),
    ("billions", "miljard(?:er)?|milliard(?:er|en|s)?|billions?|mdr|mrd|bn", "md|mdr|mrd|mia|bn"),
)
NUMBER_ALONE = re.compile(rf"[-−0-9{SPACES}.,'’]*\Z")  # most cells: nothing to look for
SCALE = re.compile(
    "|".join(
        rf"(?P<{unit}>{GAP}(?<![{LETTERS}])(?:{words})(?![{LETTERS}])\.?"
        rf"|(?<![{LETTERS}.])(?:{letters})\.?{BEFORE_MONEY}"
        rf"|{AFTER_MONEY}(?:{letters}){CLOSED}" + (f"|{NOUGHTS})" if unit == "thousands" else ")")
        for unit, words, letters in WORDS
    ),
    re.IGNORECASE,
)
# A letter beside a number says a unit only where a currency stands in front: €5m, SEK 500k.
BEHIND = re.compile(
    rf"[{SPACES}]*(?:(?:{MONEY})(?![{LETTERS}])|[€£$])\.?[-−{SPACES}]*[0-9][0-9{SPACES}.,'’]*?"
    rf"{GAP}(?:(?P<thousands>k)|(?P<millions>m))[{SPACES}]*\Z",
    re.IGNORECASE,
)


def scale_of(text: str) -> tuple[Unit, str] | None:
    """The unit a cell speaks of and the word that says so; None where it speaks of none or two."""
    found = _scales(text)
    units = {said.lastgroup for said in found}
    if len(units) != 1:
        return None
    unit = next(unit for unit, _, _ in WORDS if unit in units)
    _, end = found[0].span(unit)
    word = re.match(rf"[{LETTERS}€£$]*", text[end:])
    return unit, (found[0][unit] + (word[0] if word is not None else "")).strip(".,:;()[] ")


def _scales(text: str) -> list[re.Match[str]]:
    """Where a text says a unit; each match has one group, named after the unit."""
    if NUMBER_ALONE.match(text) is not None:
        return []
    behind = BEHIND.match(text)
    return [*SCALE.finditer(text)] if behind is None else [behind]


def without_scale(text: str, *, most: int | None = None) -> str:
    """The same text without the words that say a unit, or the first: ``12 mkr`` is ``12 kr``."""
    for said in reversed(_scales(text)[:most]):
        start, end = said.span(said.lastgroup or 0)
        text = text[:start] + text[end:]
    return text.strip()


def currencies(text: str) -> set[str]:
    """The currencies a text may speak of: several for kr, none where it names none."""
    if NUMBER_ALONE.match(text) is not None:
        return set()
    signs = {sign.upper() for sign in CURRENCY_SIGN.findall(without_scale(text))}
    return {code for sign in signs for code in CURRENCIES.get(sign, (sign,))}


def says_ones(text: str) -> bool:
    """Whether a text names a currency without a scale, as ``500 000 kr`` and ``500:-`` do."""
    named = CURRENCY_SIGN.search(text) is not None or text.rstrip().endswith(":-")
    worded = any(map(str.isalpha, CURRENCY_SIGN.sub("", text)))  # no amount, or one with a unit
    return named and not worded and scale_of(text) is None


def is_nothing(text: str) -> bool:
    """Whether a text is nought whatever it is counted in, as ``0 kr`` is."""
    return set(re.findall(r"[0-9]", text)) == {"0"}


def read_amount(text: str, mark: DecimalMark, unit: Unit = "ones") -> str:
    """An amount as decimal text in whole units; what a cell itself says of its unit comes first."""
    if len(text) > MAX_CHARACTERS:
        return parse_amount(text)  # says how long an amount may be
    said = scale_of(text)
    mark = "." if isinstance(text, NumberText) else mark
    # Of two words for a unit one is left, and refused: 5 tusen tkr may be five millions.
    number = parse_amount(without_scale(text, most=1) if said is not None else text, decimal=mark)
    return times(number, FACTORS[said[0] if said is not None else unit])


def times(number: str, factor: int) -> str:
    """Decimal text times a whole number, without needless zeros."""
    product = format(EXACT.multiply(Decimal(number), Decimal(factor)), "f")
    return product.rstrip("0").rstrip(".") if "." in product else product


def is_amount(text: str, mark: DecimalMark) -> bool:
    """Whether the text is an amount, where this mark stands before decimals in texts."""
    return _passes(lambda: read_amount(text, mark))


def _passes(read: Callable[[], str]) -> bool:
    try:
        read()
    except ValueError:
        return False
    return True

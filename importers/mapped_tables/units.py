"""What a heading says its amounts are counted in: tkr, EUR th., NOK 1000, (×1000), kr (000).

A heading holds no amount, so 1 000 beside a currency is a unit there, and an amount in a cell.
What may say a unit, and may not, is left to whoever writes the mapping.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from importers.mapped_tables.amounts import CODES, CURRENCY_SIGN, MONEY, WORDS, Unit
from importers.mapped_tables.promises import in_words, promises_amount
from importers.values import SPACES

LONGEST = 40  # characters of a cell that says a unit and nothing else
NEAR = 200  # characters before a number say what it is
LETTER = r"[^\W\d_]"
SIGN = rf"(?:(?<!{LETTER})(?:{MONEY})(?!{LETTER})\.?|[€£$])"
BEFORE = rf"(?=[\s.-]*(?:(?:{MONEY})(?!{LETTER})|[€£$]))"
YEAR = r"(?<!\d)(?:19|20)\d\d(?!\d)"
DATE = re.compile(rf"{YEAR}(?:-\d\d){{0,2}}\Z")
CLOSED = rf"(?=\s*(?:\Z|[)\],;:]|{YEAR})|\s+[/|–—-]\s)"
GLUED = rf"(?<=[€£$])|(?<=(?<!{LETTER})(?:{CODES}))"  # €k, SEKm
MORE: dict[str, tuple[str, str]] = {  # words and letters that only headings are searched for
    "thousands": (
        r"tusind(?:er?)?|tusenlapp(?:ar)?|thous?|ths|tausender|duizend(?:en|tallen)?|milliers"
        r"|miles de|migliaia|tys|tuhat(?:ta)?|tuhansi\w*|10(?:\^3|³)|1e3",
        "tusen|tus|tsd|(?<!\\d)th|ths|thous?",
    ),
    "millions": (
        r"miljoen(?:en)?|miljoona\w*|milion\w*|millones|10(?:\^6|⁶)|1e6",
        "mm(?=[\\s.-]*[a-z€£$])",  # kr mm is kr med mera
    ),
    "billions": (r"mld|miljardi\w*|miliard\w*|10(?:\^9|⁹)|1e9", "mld"),
}
WORD = re.compile(
    "|".join(
        rf"(?P<{unit}>(?<!{LETTER})(?:{words}|{MORE[unit][0]})(?!{LETTER})\.?"
        rf"|(?<![.])(?<!{LETTER})(?:{letters}|{MORE[unit][1]})\.?{BEFORE}"
        rf"|(?:{GLUED})(?:{glued}){CLOSED})"
        for (unit, words, letters), glued in zip(WORDS, ("k", "m|mn", "bn"), strict=True)
    ),
    re.IGNORECASE,
)
AFTER = re.compile(  # EUR m, SEK (k), NOK, mill.
    rf"{SIGN}[\s,(\[]{{1,3}}(?:"
    + "|".join(
        rf"(?P<{unit}>(?:{letters}|{MORE[unit][1]})\.?{CLOSED})" for unit, _, letters in WORDS
    )
    + ")",
    re.IGNORECASE,
)
NUMBER = re.compile(
    rf"(?P<quote>['’´`])?(?<!\d)(?P<digits>\d{{1,3}}(?:[{SPACES}.,'’]\d{{3}})+(?!\d)|\d+)"
    rf"(?P<plural>(?:['’]?(?:s|er)|x|[\s-]?tals?)(?!{LETTER}))?",
    re.IGNORECASE,
)
NOUGHTS: dict[str, Unit] = {"000": "thousands", "000000": "millions", "000000000": "billions"}
NATION = r"(?:(?:svenska|norska|norske|danska|danske|swedish|norwegian|danish|us|hela|hele)\s+)?"
TIMES = re.compile(rf"(?:(?<!{LETTER})x|[×*])\s*\(?\Z", re.IGNORECASE)
IN = re.compile(rf"(?<!{LETTER})(?:i|in|hele|hela)\s+\Z", re.IGNORECASE)
MONEY_AHEAD = re.compile(rf"[\s.'’-]*{NATION}(?:(?:{MONEY})(?!{LETTER})|[€£$])", re.IGNORECASE)
MONEY_NEAR = re.compile(rf"[\s().,:/\[\]-]*(?:(?:{MONEY})(?!{LETTER})|[€£$])", re.IGNORECASE)
MONEY_BEHIND = re.compile(rf"{SIGN}[\s,;:()\[\]'’–-]{{0,4}}(?:i|in)?[\s('’]*\Z", re.IGNORECASE)
SET_OFF = re.compile(r"[(\[,;:/|–-]\s*\Z")
JOINED = re.compile(rf"[-:]?{LETTER}")
END = re.compile(CLOSED)
# Beside these a number is a limit, a rate or one end of a range, and may yet be a unit.
LIMIT = re.compile(
    rf"(?:(?<!{LETTER})(?:över|under|minst|högst|max|min|maximalt|upp till|än|från|över|over|above|"
    r"below|than|least|most|up to|from|mindst|højst|mindestens|höchstens|über|unter|ab|bis|per|pro|"
    r"pr|je|till|til|to)\.?|[<>≤≥]=?|(?<!(?<!\d)(?:19|20)\d)\d\s*[-–—])\s*\Z",
    re.IGNORECASE,
)
TENS = re.compile(rf"(?<![\d.,])10[0{SPACES}.,]*\s*\Z")  # 100 tkr, 10 MSEK: a unit of neither kind
ODD = re.compile(
    rf"(?<!{LETTER})(?:(?:tio|hundra)(?:tusen)?-?tals?|(?:tio|hundra)tusen|hundreds|"
    rf"biljon(?:er)?|billionen|trillions?)(?!{LETTER})"
    rf"|(?<![./])(?<!{LETTER})(?:[ktm]|(?-i:MM))(?:\.?\s*\Z|\.?(?=\s*[()\[\],;:]))",
    re.IGNORECASE,
)


class Counted(NamedTuple):
    """The unit a heading speaks of and the word that says so; no unit where it only may."""

    unit: Unit | None
    word: str


class _Said(NamedTuple):
    unit: Unit | None
    start: int
    end: int


def counted(heading: str) -> Counted | None:
    """What the heading of a column of amounts says that they are counted in; None: nothing.

    It may say one unit twice: ``tusental kronor (tkr)``. Where it says two, it only may.
    """
    plain = heading.replace("_", " ")
    spaced = re.sub(r"(?<=[^\W_]{2})\.+|\.{2,}", " ", in_words(plain))  # Belopp..tkr., beloppTkr
    found = [_counted(text) for text in dict.fromkeys((plain, spaced))]
    sure = (one for one in found if one is not None and one.unit is not None)
    return next(sure, None) or next((one for one in found if one is not None), None)


def without_unit(heading: str) -> str:
    """The same heading without what says a unit: ``Belopp (1000 kr)`` is ``Belopp ( kr)``."""
    for unit, start, end in _sayings(heading):
        if unit is not None:
            heading = heading[:start] + " " * (end - start) + heading[end:]
    return heading


def is_unit_alone(text: str) -> bool:
    """Whether a cell is nothing but a currency, a unit or both: tkr, (SEK), i tusental kronor."""
    if len(text) > LONGEST or any(map(str.isdigit, text)):
        return False
    said, plain = counted(text), without_unit(in_words(text))
    named = CURRENCY_SIGN.search(plain) is not None
    return (named or (said is not None and said.unit is not None)) and not without_money(plain)


def without_money(plain: str) -> str:
    """What letters and digits are left of a heading without its unit, and without currencies."""
    left = re.sub(r"\b(?:in?|x)\b", "", CURRENCY_SIGN.sub("", plain), flags=re.IGNORECASE)
    return "".join(filter(str.isalnum, left))


def _counted(text: str) -> Counted | None:
    said = list(_sayings(text))
    if not said:
        return None
    known = [one for one in said if one.unit is not None]
    first = next(iter(known), said[0])
    word = re.match(rf"(?:{LETTER}|[€£$])*", text[first.end :])
    told = (text[first.start : first.end] + (word[0] if word else "")).strip(".,:;()[] ")
    doubted = len({one.unit for one in known}) != 1 or any(_limited(text, one) for one in known)
    return Counted(None if doubted else first.unit, told)


def _limited(text: str, said: _Said) -> bool:
    """Whether a limit or a number stands before a unit: over 500 tkr, 100 tkr."""
    before = _before(text, said.start).rstrip()
    quantity = re.search(rf"\d[\d{SPACES}.,]*(?<![.,])\Z", before)
    if quantity is None or DATE.search(before) is not None:
        return LIMIT.search(before) is not None
    return TENS.search(before) is not None or LIMIT.search(before[: quantity.start()]) is not None


def _before(text: str, place: int) -> str:
    return text[max(place - NEAR, 0) : place]


def _sayings(text: str) -> Iterator[_Said]:
    for pattern in (WORD, AFTER):
        for found in pattern.finditer(text):
            unit = next(unit for unit, _, _ in WORDS if found[unit] is not None)
            yield _Said(unit, *found.span(unit))
    for number in NUMBER.finditer(text):
        if (said := _number(text, number)) is not None:
            yield said
    for odd in ODD.finditer(text):
        yield _Said(None, *odd.span())


def _number(text: str, number: re.Match[str]) -> _Said | None:
    """What a 1 000, a 000 or a 100 in a heading says."""
    digits = re.sub(r"\D", "", number["digits"])
    if re.fullmatch(r"1?0+", digits) is None or len(digits) < 2:
        return None
    unit = NOUGHTS.get(digits.removeprefix("1"))
    before, after = _before(text, number.start()), text[number.end() :]
    closed = END.match(after) is not None
    beside = MONEY_AHEAD.match(after) or (closed and MONEY_BEHIND.search(before))
    scaled = TIMES.search(before) or number["plural"] or (closed and IN.search(before))
    noughts = digits[0] == "0" and closed
    if unit is not None and (beside or scaled or noughts):
        return _Said(unit, *number.span())
    if unit is None:
        bracketed = beside and before.rstrip()[-1:] == "("
        doubted = scaled or bracketed or (beside and IN.search(before))
    else:
        doubted = MONEY_NEAR.match(after) or MONEY_BEHIND.search(before) or digits[0] == "0"
        doubted = doubted or (closed and SET_OFF.search(before))
        alone = closed or JOINED.match(after)
        doubted = doubted or (alone and (CURRENCY_SIGN.search(before) or promises_amount(before)))
    return _Said(None, *number.span()) if doubted else None

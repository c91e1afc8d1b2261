"""Identifiers of organisations: one normal spelling per scheme, and personal numbers kept out."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date

from stdnum import isni, lei, luhn
from stdnum.eu import vat
from stdnum.exceptions import ValidationError

SEPARATORS = re.compile(r"[\s.\-\u2010-\u2015\u2212]+")
NO_LETTER_OR_DIGIT = re.compile(r"[\W_]+")
PERSONAL = re.compile(r"(?:18|19|20)?([0-9]{10})\Z")
ROR = re.compile(r"(?:(?:https?://)?(?:www\.)?ror\.org/)?(0[0-9a-hj-km-np-tv-z]{6}[0-9]{2})/?\Z")
ROR_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's base 32, as ROR publishes it
WIKIDATA = re.compile(
    r"(?:(?:https?://)?(?:www\.)?wikidata\.org/(?:wiki|entity)/)?(Q[1-9][0-9]{0,9})/?\Z",
    re.IGNORECASE,
)
FUNDREF = re.compile(
    r"(?:(?:https?://)?(?:dx\.)?doi\.org/)?(?:10\.13039/)?((?:501)?100[0-9]{6})\Z", re.IGNORECASE
)
ISNI = re.compile(
    r"(?:(?:https?://)?(?:www\.)?isni\.org/(?:isni/)?)?([0-9X \-]+)/?\Z", re.IGNORECASE
)
GRID = re.compile(r"(grid\.[0-9]{3,6}\.[0-9a-f]{1,2})\Z", re.IGNORECASE)


class NotAnIdentifierError(ValueError):
    """The text is no identifier of the scheme; the message says why and never repeats it."""


class PersonalNumberError(ValueError):
    """The number is a sole trader's, so a person's: discard it, and withhold the name in public.

    It is no ``NotAnIdentifierError``, so that whoever keeps unknown identifiers as published does
    not keep this one.
    """

    def __init__(self) -> None:
        super().__init__("a personal number (a sole trader's) cannot be kept")


def normalise(scheme: str, text: str) -> str:
    """The one spelling of an identifier within its scheme."""
    if scheme not in SCHEMES:
        raise NotAnIdentifierError(f"no such scheme; known are {', '.join(SCHEMES)}")
    return SCHEMES[scheme](unicodedata.normalize("NFC", text).strip())


def tagged(scheme: str, text: str) -> str:
    """The identifier as nodes carry it, such as ``orgnr:2021004920``."""
    return f"{scheme}:{normalise(scheme, text)}"


def spellings(text: str) -> tuple[str, ...]:
    """Every tagged identifier the text may be a spelling of; none for a personal number."""
    scheme, _, rest = text.strip().partition(":")
    if scheme.lower() in SCHEMES:
        candidates = [(scheme.lower(), rest)]
    else:
        candidates = [(known, text) for known in SCHEMES if known != "local"]
    found = []
    for known, spelling in candidates:
        try:
            found.append(tagged(known, spelling))
        except NotAnIdentifierError:
            continue
        except PersonalNumberError:
            return ()
    return tuple(found)


def is_personal_number(text: str) -> bool:
    """Whether this is a personnummer or samordningsnummer: a date that exists, and Luhn's digit."""
    matched = PERSONAL.match(NO_LETTER_OR_DIGIT.sub("", text))
    if matched is None or not luhn.is_valid(matched[1]):
        return False
    digits = matched[1]
    year, month, day = int(digits[:2]), int(digits[2:4]), int(digits[4:6])
    day -= 60 if day > 60 else 0  # a samordningsnummer adds 60 to the day
    # Without a century 29 February 00 may be meant of 2000, which had one, so it is let through.
    try:
        date(2000 + year, month, day)
    except ValueError:
        return False
    return True


def _orgnr(text: str) -> str:
    digits = SEPARATORS.sub("", text).upper()
    if re.fullmatch(r"SE[0-9]{10}01", digits):
        digits = digits[2:12]
    elif re.fullmatch(r"16[0-9]{10}", digits):
        digits = digits[2:]
    if re.fullmatch(r"(18|19|20)[0-9]{10}", digits) and _shaped_like_a_birthday(digits[2:]):
        raise PersonalNumberError
    if not re.fullmatch(r"[0-9]{10}", digits):
        raise NotAnIdentifierError("an organisation number has ten digits, such as 202100-4920")
    # The third digit of an organisation number is 2 or more; below that it begins a month, and a
    # mistyped personal number is still a person's, so the check digit is not asked first.
    if digits[2] < "2" and digits != "0" * 10:
        raise PersonalNumberError
    if digits[2] < "2" or not luhn.is_valid(digits):
        raise NotAnIdentifierError("the check digit of the organisation number is wrong")
    return digits


def _shaped_like_a_birthday(digits: str) -> bool:
    month, day = int(digits[2:4]), int(digits[4:6])
    return 1 <= month <= 12 and (1 <= day <= 31 or 61 <= day <= 91)


def _vat(text: str) -> str:
    number = SEPARATORS.sub("", text).upper()
    if number.startswith("SE"):
        _orgnr(number)
    elif not re.match(r"[A-Z]{2}[0-9A-Z+*]", number):
        raise NotAnIdentifierError("a VAT number begins with two letters for the country")
    try:
        return vat.validate(number)
    except ValidationError as error:
        raise NotAnIdentifierError("not a VAT number of an EU country") from error


def _ror(text: str) -> str:
    found = _matched(ROR, text.lower(), "a ROR id is written https://ror.org/05wp7an13")
    number = 0
    for character in found[:7]:
        number = number * 32 + ROR_ALPHABET.index(character)
    if 98 - number * 100 % 97 != int(found[7:]):
        raise NotAnIdentifierError("the last two digits of the ROR id do not fit the rest")
    return found


def _isni(text: str) -> str:
    found = _matched(ISNI, text, "an ISNI has sixteen digits, such as 0000 0001 2150 090X")
    try:
        return isni.validate(found)
    except ValidationError as error:
        raise NotAnIdentifierError("the ISNI has not sixteen digits that fit together") from error


def _lei(text: str) -> str:
    number = SEPARATORS.sub("", text).upper()
    try:
        if len(number) == 20:  # the library checks the digits alone
            return lei.validate(number)
    except ValidationError as error:
        raise NotAnIdentifierError("the last two digits of the LEI do not fit the rest") from error
    raise NotAnIdentifierError("an LEI has twenty characters")


def _digits(count: int, name: str) -> Callable[[str], str]:
    def normal(text: str) -> str:
        digits = SEPARATORS.sub("", text)
        if not re.fullmatch(rf"[0-9]{{{count}}}", digits):
            raise NotAnIdentifierError(f"a {name} number has {count} digits")
        return digits

    return normal


def _pattern(
    pattern: re.Pattern[str], written: str, cased: Callable[[str], str]
) -> Callable[[str], str]:
    def normal(text: str) -> str:
        return cased(_matched(pattern, text, written))

    return normal


def _matched(pattern: re.Pattern[str], text: str, written: str) -> str:
    found = pattern.match(text)
    if found is None:
        raise NotAnIdentifierError(written)
    return found[1]


def _local(text: str) -> str:
    key = " ".join(text.split())
    if not key:
        raise NotAnIdentifierError("a local key cannot be empty")
    if is_personal_number(key):
        raise PersonalNumberError
    return key


SCHEMES: Mapping[str, Callable[[str], str]] = {
    "orgnr": _orgnr,
    "cfar": _digits(8, "CFAR"),
    "vat": _vat,
    "ror": _ror,
    "wikidata": _pattern(WIKIDATA, "a Wikidata id is written Q3233447", str.upper),
    "pic": _digits(9, "PIC"),
    "lei": _lei,
    "isni": _isni,
    "fundref": _pattern(FUNDREF, "a funder id is written 10.13039/501100001858", str.lower),
    "grid": _pattern(GRID, "a GRID id is written grid.32995.34", str.lower),
    "local": _local,
}
"""The schemes and how each is brought to its one spelling; searches try them in this order."""

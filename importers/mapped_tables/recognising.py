"""What a column is likely to hold, told by its heading in Swedish or English and by its values."""

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any, Literal, NamedTuple, TypeVar

from graph_schema.identifiers import NotAnIdentifierError, PersonalNumberError, tagged
from graph_schema.vocabularies import AmountKind, Role, Sector, Vocabulary
from importers.mapped_tables.cells import NUMBER_CELL
from importers.masking import FindingKind, findings
from importers.names import name_key
from importers.values import DateOrder, parse_amount, parse_date

MOST = 0.8  # of the values must read as what the heading promises: the rest may be slips
SOME = 0.2  # of the values holding contact data make a column personal


WORDS = re.compile(r"(?<=[a-zåäö])(?=[A-ZÅÄÖ])|_+")  # projectTitleSv, projekt_start
V = TypeVar("V", bound=Vocabulary)
DecimalMark = Literal[",", "."] | None


class Meaning(StrEnum):
    """What a column can be mapped to."""

    PERSONAL = "personal data"
    ORGNR = "organisation number"
    NUMBER = "register number"
    NAME = "name of the project"
    COLLABORATION = "name of the collaboration"
    START = "start"
    END = "end"
    REGION = "region"
    PLACE = "place"
    COUNTRY = "country"
    ASIDE = "rate or type"
    THEME = "theme"
    TARGET_GROUP = "target group"
    PROGRAMME = "programme"
    BUDGET = "budget"
    AMOUNT = "amount"
    SUMMARY = "summary"
    WEBSITE = "website"
    SECTOR = "sector"
    ROLE = "role"
    PARTY = "party"
    FUNDER = "funder"
    BARE_NAME = "name"
    UNKNOWN = "not recognised"


class Column(NamedTuple):
    """A column as a proposal sees it; ``values`` are those that are not empty."""

    heading: str
    values: Sequence[str]


def meaning(column: Column) -> Meaning:
    """What the column holds: by its values where they are personal, else by its heading first."""
    if _share(column, _is_personal) >= SOME:
        return Meaning.PERSONAL
    by_heading = _first("meaning", column.heading)
    if by_heading is None and role_of(column) is not None and mostly(column, _is_worded):
        return Meaning.PARTY
    found = Meaning.UNKNOWN if by_heading is None else Meaning(by_heading)
    unsure = found in (Meaning.UNKNOWN, Meaning.NUMBER)
    return Meaning.ORGNR if unsure and mostly(column, is_orgnr) else found


def role_of(column: Column) -> Role | None:
    """The role of those a column names; None where the heading is not that of organisations."""
    return _member(Role, _first("role", column.heading))


def amount_kind(column: Column) -> AmountKind:
    """What sort of amount a heading speaks of."""
    return _member(AmountKind, _first("amount_kind", column.heading)) or AmountKind.UNKNOWN


def sector_word(text: str) -> Sector:
    """The sector a word stands for; unknown where the word is not."""
    key = name_key(text).removesuffix("sektorn").removesuffix("sektor").removesuffix("sector")
    return _sector_words().get(key.strip(), Sector.UNKNOWN)


def date_order(columns: Iterable[Column]) -> DateOrder | None:
    """The order that reads most dates of all columns; none where none needs to be said."""
    values = [value for column in columns for value in column.values]
    orders: tuple[DateOrder | None, ...] = (None, "dmy", "mdy")
    return max(orders, key=lambda order: sum(is_date(value, order) for value in values))


def decimal_mark(columns: Iterable[Column]) -> DecimalMark:
    """The mark that reads most amounts of all columns; none where none needs to be said."""
    values = [value for column in columns for value in column.values]
    marks: tuple[DecimalMark, ...] = (None, ",", ".")
    return max(marks, key=lambda mark: sum(is_amount(value, mark) for value in values))


def mostly(column: Column, test: Callable[[str], bool]) -> bool:
    """Whether nearly all values of a column pass, and there is at least one."""
    return _share(column, test) >= MOST


def is_orgnr(text: str) -> bool:
    """Whether the text is an organisation number, or a sole trader's."""
    try:
        tagged("orgnr", text)
    except PersonalNumberError:
        return True
    except NotAnIdentifierError:
        return False
    return True


def is_date(text: str, order: DateOrder | None) -> bool:
    """Whether the text is a date in this order."""
    try:
        parse_date(text, order=order)
    except ValueError:
        return False
    return True


def is_amount(text: str, mark: DecimalMark) -> bool:
    """Whether the text is an amount with this mark before decimals, or a workbook's number."""
    return _reads_as_amount(text, mark) or (
        NUMBER_CELL.match(text) is not None and _reads_as_amount(text, None)
    )


def _reads_as_amount(text: str, mark: DecimalMark) -> bool:
    try:
        parse_amount(text, decimal=mark)
    except ValueError:
        return False
    return True


def separator(column: Column, candidates: Sequence[str]) -> str | None:
    """The first of the candidates that stands inside a value."""
    return next((mark for mark in candidates if any(mark in v for v in column.values)), None)


def _is_personal(text: str) -> bool:
    # A personal number alone is a sole trader's among organisation numbers, and recognised there.
    contact = any(found.kind is not FindingKind.NAME for found in findings(text))
    return contact and not is_orgnr(text)


def _is_worded(text: str) -> bool:
    return any(character.isalpha() for character in text) and not is_amount(text, None)


def _share(column: Column, test: Callable[[str], bool]) -> float:
    return sum(map(test, column.values)) / len(column.values) if column.values else 0.0


def _first(table: str, heading: str) -> str | None:
    spaced = WORDS.sub(" ", heading)
    for code, pattern in _patterns(table):
        if pattern.search(spaced):
            return code
    return None


def _member(codes: type[V], word: str | None) -> V | None:
    return next((code for code in codes if code == word), None)


@cache
def _words() -> Mapping[str, Any]:
    text = files("importers.mapped_tables").joinpath("headings.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def _patterns(table: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (entry["is"], re.compile("|".join(f"(?:{p})" for p in entry["patterns"]), re.IGNORECASE))
        for entry in _words()[table]
    )


@cache
def _sector_words() -> Mapping[str, Sector]:
    listed = _words()["sectors"]
    return {word: code for code in Sector for word in listed.get(code.value, ())}

"""What a column is likely to hold, told by its heading and by its values."""

import re
from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import NamedTuple

from graph_schema.identifiers import NotAnIdentifierError, PersonalNumberError, tagged
from graph_schema.vocabularies import AmountKind, Role
from importers.mapped_tables.amounts import DecimalMark, currencies, is_amount
from importers.mapped_tables.attendance import are_organisations
from importers.mapped_tables.code_words import (
    member,
    says_turned_down,
    status_word,
    turned_down,
    was_paid,
)
from importers.mapped_tables.currency_cells import is_currency
from importers.mapped_tables.promises import first, in_words, promises_amount, speaks_of
from importers.mapped_tables.units import counted, without_money, without_unit
from importers.mapped_tables.year_amounts import is_year_or_number
from importers.masking import FindingKind, findings
from importers.places import regions_of
from importers.values import DateOrder, parse_date, parse_rate

MOST = 0.8  # of the values tell what a column holds where its heading does not
PROMISED = 0.5  # of the values bear a heading out: the rest are slips, which an import refuses
SOME = 0.2  # of the values holding contact data make a column personal
CROSSES = frozenset({"x", "×", "✓", "✔", "•", "*"})
"""Signs that name nothing by themselves: the heading says what they are of."""
STATUS = re.compile(r"^status\b|status$", re.IGNORECASE)
"""A heading that says of what it names how far it went: Status partner."""
NAMES_CURRENCY = re.compile(r"valuta|currency|währung|devise", re.IGNORECASE)
ALSO = re.compile(r"\b(?:och|samt|and|og|und)\b|[/&+]")


class Meaning(StrEnum):
    """What a column can be mapped to."""

    PERSONAL = "personal data"
    ORGNR = "organisation number"
    NUMBER = "register number"
    NAME = "name of the project"
    COLLABORATION = "name of the collaboration"
    START = "start"
    END = "end"
    YEAR = "year"
    REGION = "region"
    PLACE = "place"
    COUNTRY = "country"
    CURRENCY = "currency"
    ASIDE = "rate, type or address"
    INTERVENTION = "intervention field"
    THEME = "theme"
    TARGET_GROUP = "target group"
    PROGRAMME = "programme"
    APPLIED = "amount applied for"
    NO_AMOUNT = "a year or a number by its heading, and no amount"
    BUDGET = "budget"
    AMOUNT = "amount"
    RATE = "co-financing rate"
    SUMMARY = "summary"
    WEBSITE = "website"
    SECTOR = "sector"
    ROLE = "role"
    STATUS = "status"
    PARTICIPANTS = "participants"
    PARTY = "party"
    FUNDER = "funder"
    BARE_NAME = "name"
    CROSSES = "crosses"
    UNKNOWN = "not recognised"


OF_MONEY = frozenset({Meaning.AMOUNT, Meaning.BUDGET, Meaning.APPLIED})
LISTED_VALUES = 40  # more distinct values than this are no closed list
MOST_CURRENCIES = 40  # more distinct values than this are none
PERHAPS_CURRENCY = frozenset({
    Meaning.UNKNOWN, Meaning.ASIDE, *OF_MONEY,
})  # fmt: skip
"""What headings of currencies may seem to promise: Enhet, Budgettyp, Belopp i."""


class Column(NamedTuple):
    """A column as a proposal sees it: ``values`` say something, ``silent`` words say nothing.

    ``has_gaps``: some row has no cell in it. ``rows``: the numbers of those that say something.
    """

    heading: str
    values: Sequence[str]
    silent: Sequence[str] = ()
    has_gaps: bool = False
    rows: Sequence[int] = ()


def meaning(column: Column) -> Meaning:
    """What the column holds: by its values where they are personal, else by its heading first."""
    if _share(column, _is_personal) >= SOME:
        return Meaning.PERSONAL
    by_heading = _amounts_in_a_currency(column) or _promised(column)
    told = _of_currencies(column, by_heading) or _of_answers(column, by_heading)
    if told is not None:
        return told
    if by_heading is None and role_of(column) is not None and mostly(column, _is_worded):
        return Meaning.PARTY
    found = Meaning.UNKNOWN if by_heading is None else Meaning(by_heading)
    if found in (Meaning.THEME, Meaning.PLACE) and mostly(column, _is_region):
        found = Meaning.REGION
    if found in (Meaning.START, Meaning.END) and role_of(column) is not None and _undated(column):
        return Meaning.PARTY  # Beviljat till
    if found is Meaning.COLLABORATION and mostly(column, _is_dated):
        return Meaning.START  # Nätverkets möten
    if found is Meaning.STATUS and not bears_out(column, lambda text: _is_status(column, text)):
        return _of_no_status(column)
    return _told_by_numbers(_told_by_money(found, column), column)


def _promised(column: Column) -> str | None:
    """What a heading promises; nobody who pays where answers stand: Godkänd av finansiär.

    Nor where one says no, as *Avslag* would be told to pay.
    """
    promised = first("meaning", column.heading)
    answers = mostly(column, was_paid) or any(map(turned_down, column.values))
    return Meaning.UNKNOWN if promised == Meaning.FUNDER and answers else promised


def _of_no_status(column: Column) -> Meaning:
    """What a column holds whose heading, but no word, speaks of how far it went."""
    names = role_of(column) is not None and not STATUS.search(column.heading)
    if names and mostly(column, _is_worded):
        return Meaning.PARTY  # Inbjudna organisationer
    return Meaning.UNKNOWN  # the status of a project


def _told_by_numbers(found: Meaning, column: Column) -> Meaning:
    """What a column holds, once numbers of organisations and of persons are looked for, too."""
    if found not in (Meaning.UNKNOWN, Meaning.NUMBER) or not mostly(column, is_orgnr):
        return found
    return Meaning.PERSONAL if bears_out(column, is_of_a_person) else Meaning.ORGNR


def _amounts_in_a_currency(column: Column) -> str | None:
    """What a heading of a currency promises besides, above numbers: Belopp i lokal valuta."""
    if NAMES_CURRENCY.search(column.heading) is None:
        return None
    found = first("meaning", NAMES_CURRENCY.sub(" ", in_words(column.heading)))
    promised = found in OF_MONEY
    return found if promised and mostly(column, lambda text: holds_amount(text, None)) else None


def _of_currencies(column: Column, by_heading: str | None) -> Meaning | None:
    """Currencies, as the values tell, whatever the heading calls them."""
    perhaps = (by_heading or Meaning.UNKNOWN) in PERHAPS_CURRENCY
    perhaps = perhaps and len({*column.values}) <= MOST_CURRENCIES
    return Meaning.CURRENCY if perhaps and bears_out(column, is_currency) else None


def _of_answers(column: Column, by_heading: str | None) -> Meaning | None:
    """Whether somebody came, or was granted something, where hardly anything else is said."""
    outcomes = mostly(column, _is_outcome) and any(map(says_turned_down, column.values))
    came = _of_attendance(column, by_heading)
    return Meaning.UNKNOWN if came is None and outcomes else came  # Aktör, with Avslag


def _of_attendance(column: Column, by_heading: str | None) -> Meaning | None:
    """Who came, or whether they did, as the values tell; None where they tell neither.

    Crosses under a heading that asks nothing may be of whom it names, and are read as nobody.
    """
    if mostly(column, lambda text: _is_status(column, text)):
        return Meaning.STATUS
    if mostly(column, lambda text: text.strip().casefold() in CROSSES):
        return Meaning.CROSSES
    if by_heading != Meaning.PARTICIPANTS:
        return None
    return Meaning.PARTY if are_organisations(column.values) else Meaning.PARTICIPANTS


def _told_by_money(found: Meaning, column: Column) -> Meaning:
    """What a column holds, once its currency, its unit and words for no amount are looked at."""
    told = _by_currency_and_unit(found, column.heading)
    if told in OF_MONEY and is_year_or_number(column.heading, column.values):
        return Meaning.NO_AMOUNT
    return told


def _by_currency_and_unit(found: Meaning, heading: str) -> Meaning:
    if found in (Meaning.AMOUNT, Meaning.BUDGET) and _counts(heading):
        return Meaning.UNKNOWN
    if found in (Meaning.RATE, Meaning.ASIDE) and speaks_of("share", heading):
        per = speaks_of("ratio", heading)
        return Meaning.AMOUNT if currencies(heading) and not per else found
    if found is not Meaning.UNKNOWN or _counts(heading) or speaks_of("ratio", heading):
        return found
    return Meaning.AMOUNT if _is_money(heading) else found


def _is_money(heading: str) -> bool:
    """Whether a heading is a currency and a unit alone, or speaks of money in a unit."""
    said, plain = counted(heading), without_unit(in_words(heading))
    scaled, named = said is not None and said.unit is not None, bool(currencies(plain))
    if not without_money(plain):
        # A heading of nothing but 000 is a code.
        return named or (scaled and said is not None and any(map(str.isalpha, said.word)))
    return scaled and (named or speaks_of("money", heading))


def _counts(heading: str) -> bool:
    """Whether a heading counts things, and states no amount besides: Antal och belopp (tkr)."""
    besides = (part for part in ALSO.split(heading) if not speaks_of("count", part))
    amount = any(promises_amount(part) and currencies(without_unit(part)) for part in besides)
    return speaks_of("count", heading) and not amount


def role_of(column: Column) -> Role | None:
    """The role of those a column names; None where the heading is not that of organisations."""
    return member(Role, first("role", column.heading))


def amount_kind(column: Column) -> AmountKind:
    """What sort of amount a heading speaks of."""
    return member(AmountKind, first("amount_kind", column.heading)) or AmountKind.UNKNOWN


def is_of_another(column: Column) -> bool:
    """Whether an amount is not what a funder in a column beside it pays, by its heading."""
    of_others = (AmountKind.EU_SUPPORT, AmountKind.OWN)
    return amount_kind(column) in of_others or speaks_of("co-financing", column.heading)


def holds_amount(text: str, mark: DecimalMark) -> bool:
    """Whether the text is an amount, by this mark; without one by either."""
    marks: tuple[DecimalMark, ...] = (None, ",", ".") if mark is None else (mark,)
    return any(is_amount(text, one) for one in marks)


def mostly(column: Column, test: Callable[[str], bool]) -> bool:
    """Whether nearly all values of a column pass, and there is at least one."""
    return _share(column, test) >= MOST


def bears_out(column: Column, test: Callable[[str], bool]) -> bool:
    """Whether a column holds what its heading promises, slips apart."""
    return _share(column, test) >= PROMISED


def is_orgnr(text: str) -> bool:
    """Whether the text is an organisation number, or a sole trader's."""
    return _is_a_traders(text) is not None


def is_of_a_person(text: str) -> bool:
    """Whether the text is a personal number, so that among organisation numbers a trader's."""
    return _is_a_traders(text) is True


def _is_a_traders(text: str) -> bool | None:
    """Whether an organisation number is a sole trader's; None where the text is none at all."""
    try:
        tagged("orgnr", text)
    except PersonalNumberError:
        return True
    except NotAnIdentifierError:
        return None
    return False


def is_date(text: str, order: DateOrder | None) -> bool:
    """Whether the text is a date in this order."""
    try:
        parse_date(text, order=order)
    except ValueError:
        return False
    return True


def is_rate(text: str) -> bool:
    """Whether the text is a share, in per cent or as a fraction."""
    try:
        parse_rate(text, fraction=False)
    except ValueError:
        return False
    return True


def is_fraction(column: Column) -> bool:
    """Whether a column of rates writes 0.4 or 1 where others write 40 % or 100 %."""
    bare = [value.replace(",", ".") for value in column.values if value.strip()[-1:].isdigit()]
    return bool(bare) and all(float(value) <= 1 for value in bare if is_rate(value))


def _is_outcome(text: str) -> bool:
    return was_paid(text) or says_turned_down(text)


def _is_region(text: str) -> bool:
    return bool(regions_of(text))


def _is_status(column: Column, text: str) -> bool:
    return status_word(column.heading, text) is not None


def _is_dated(text: str) -> bool:
    return is_date(text, None) or is_date(text, "dmy")


def _undated(column: Column) -> bool:
    return bool(column.values) and not any(map(_is_dated, column.values))


def _is_personal(text: str) -> bool:
    # A personal number alone is a sole trader's among organisation numbers, and recognised there.
    contact = any(found.kind is not FindingKind.NAME for found in findings(text))
    return contact and not is_orgnr(text)


def _is_worded(text: str) -> bool:
    return any(character.isalpha() for character in text) and not is_amount(text, None)


def _share(column: Column, test: Callable[[str], bool]) -> float:
    return sum(map(test, column.values)) / len(column.values) if column.values else 0.0

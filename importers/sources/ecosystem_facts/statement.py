"""One row read strictly: every column named, every closed list checked, contact data masked."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from graph_schema.days import is_before
from graph_schema.identifiers import NotAnIdentifierError, PersonalNumberError, tagged
from graph_schema.vocabularies import Sector
from importers.errors import BadInputError
from importers.masking import MASK, mask
from importers.rows import LocatedRow
from importers.values import is_empty, parse_amount, parse_date

COLUMNS = (
    "subject", "subject_orgnr", "subject_sector", "relation", "object", "object_kind",
    "role_as_published", "amount", "currency", "amount_kind", "start", "end", "register_number",
    "programme", "region", "source_url", "retrieved",
)  # fmt: skip
RELATIONS = (
    "PARTNER_IN", "OWNS_PROJECT", "COORDINATES", "ORGANISES", "MEMBER_OF", "HOSTS_NODE_OF",
    "FUNDS", "CO_FUNDS", "COFINANCES", "SUPPORTS", "PART_OF",
)  # fmt: skip
OBJECT_KINDS = ("Project", "Collaboration", "Organisation", "Programme")
SECTORS: Mapping[str, Sector] = {sector.value: sector for sector in Sector}
CURRENCY = re.compile(r"[A-Z]{3}\Z")
PAGE = re.compile(r"(?:https?://[^\s/]+\.[^\s/]+(?:/\S*)?|[\w.-]+(?:/[\w.-]+)+)\Z")


class Statement(NamedTuple):
    """What one row says; an absent value is the empty string, or None where it was interpreted.

    ``sole_trader``: the number was a person's; number and name are discarded.
    """

    subject: str
    orgnr: str | None
    sole_trader: bool
    sector: Sector
    relation: str
    object: str
    object_kind: str
    role: str
    amount: str | None
    amount_published: str
    currency: str
    amount_kind: str
    start: str | None
    end: str | None
    number: str
    programme: str
    region: str
    page: str
    retrieved: str


def read_statement(row: LocatedRow) -> Statement:
    """The row's values, each as strictly as its column allows."""
    text = {column: _cell(row, column) for column in COLUMNS}
    row.ensure_consumed()
    orgnr, sole_trader = _orgnr(row, text["subject_orgnr"])
    if sole_trader:
        text = _without_person(text)
    amount = _amount(row, text)
    start, end = _period(row, text)
    page = _matching(
        row, text, "source_url", PAGE, "the address of the page, such as https://www.esf.se/…"
    )
    retrieved = _date(row, text, "retrieved")
    if retrieved is None:
        raise row.error("retrieved", "the day the page was read, such as 2026-11-22")
    return Statement(
        subject="" if sole_trader else _required(row, text, "subject"),
        orgnr=orgnr,
        sole_trader=sole_trader,
        sector=SECTORS[_one_of(row, text, "subject_sector", tuple(SECTORS))],
        relation=_one_of(row, text, "relation", RELATIONS),
        object=_required(row, text, "object"),
        object_kind=_one_of(row, text, "object_kind", OBJECT_KINDS),
        role=text["role_as_published"],
        amount=amount,
        amount_published=text["amount"],
        currency=text["currency"],
        amount_kind=text["amount_kind"],
        start=start,
        end=end,
        number=text["register_number"],
        programme=text["programme"],
        region=text["region"],
        page=page,
        retrieved=retrieved,
    )


def _cell(row: LocatedRow, column: str) -> str:
    value = row.pop(column) or ""
    if is_empty(value):
        return ""
    # The number is judged before it is masked: a masked sole trader's number would be unknown.
    return value if column == "subject_orgnr" else mask(value)


def _without_person(text: Mapping[str, str]) -> dict[str, str]:
    name = re.compile(re.escape(text["subject"]) or r"(?!)", re.IGNORECASE)
    return {
        column: name.sub(lambda found: MASK * len(found[0]), value)
        for column, value in text.items()
    }


def _required(row: LocatedRow, text: Mapping[str, str], column: str) -> str:
    if not text[column]:
        raise row.error(column, f"a value in the column {column}")
    return text[column]


def _one_of(row: LocatedRow, text: Mapping[str, str], column: str, allowed: tuple[str, ...]) -> str:
    if text[column] not in allowed:
        raise row.error(column, f"one of {', '.join(allowed)}")
    return text[column]


def _matching(
    row: LocatedRow, text: Mapping[str, str], column: str, pattern: re.Pattern[str], expected: str
) -> str:
    if pattern.match(text[column]) is None:
        raise row.error(column, expected)
    return text[column]


def _orgnr(row: LocatedRow, text: str) -> tuple[str | None, bool]:
    if not text:
        return None, False
    try:
        return tagged("orgnr", text), False
    except PersonalNumberError:
        return None, True
    except NotAnIdentifierError as error:
        raise row.error("subject_orgnr", str(error)) from error


def _amount(row: LocatedRow, text: Mapping[str, str]) -> str | None:
    if not text["amount"]:
        if text["currency"]:
            raise row.error("amount", "an amount, since a currency is given")
        return None
    _matching(
        row, text, "currency", CURRENCY, "the currency of the amount in three letters, such as SEK"
    )
    try:
        return parse_amount(text["amount"], decimal=".")
    except ValueError as error:
        raise row.error("amount", str(error)) from error


def _period(row: LocatedRow, text: Mapping[str, str]) -> tuple[str | None, str | None]:
    start, end = _date(row, text, "start"), _date(row, text, "end")
    if start is not None and end is not None and is_before(end, start):
        raise row.error("end", f"an end that is not before the start {start}")
    return start, end


def _date(row: LocatedRow, text: Mapping[str, str], column: str) -> str | None:
    if not text[column]:
        return None
    try:
        return parse_date(text[column], order="ymd")
    except ValueError as error:
        raise row.error(column, str(error)) from error


def unreadable(row: LocatedRow) -> BadInputError:
    """The error for a relation that nothing of this kind can have."""
    return row.error(
        "relation",
        "FUNDS, SUPPORTS or PART_OF by one named party where the object is a Programme",
        "choose the relation or object_kind that the page supports",
    )

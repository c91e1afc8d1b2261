"""A mapping in the making: which column is taken for what, and why others are left out."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple

from rapidfuzz import fuzz

from graph_schema.vocabularies import Role
from importers.mapped_tables.amounts import is_amount
from importers.mapped_tables.nothing import silence, silences
from importers.mapped_tables.recognising import (
    Column,
    Meaning,
    bears_out,
    date_order,
    decimal_mark,
    is_date,
    is_orgnr,
    is_rate,
    meaning,
    role_of,
    separator,
)
from importers.rows import TableRows
from importers.values import is_empty

READ_ROWS = 5_000  # enough to tell formats by; a proposal need not read a million rows
LISTED_VALUES = 40  # more distinct values than this are no closed list
SUM = re.compile(r"(?:delsumma|summa|summe|total[ts]?|gesamt|i alt|totaa?l|grand total)\b", re.I)
TITLE = re.compile(r"(titel|title|befattning)\Z", re.IGNORECASE)
OF_A_PROJECT = frozenset({Meaning.NUMBER, Meaning.AMOUNT, Meaning.BUDGET, Meaning.SUMMARY})
PROJECT_ONLY = (Meaning.BUDGET, Meaning.SUMMARY, Meaning.INTERVENTION, Meaning.RATE)
SINGLE = (
    Meaning.NUMBER, Meaning.NAME, Meaning.COLLABORATION, Meaning.START, Meaning.END, Meaning.REGION,
    Meaning.PLACE, Meaning.PROGRAMME, Meaning.BUDGET, Meaning.SUMMARY, Meaning.WEBSITE,
    Meaning.SECTOR, Meaning.ROLE, Meaning.BARE_NAME, Meaning.COUNTRY,
    Meaning.INTERVENTION, Meaning.CURRENCY, Meaning.RATE,
)  # fmt: skip
"""Meanings that one column can have; a second one is left to whoever edits the mapping."""


@dataclass
class Section:
    """One [[participant]] or [[funder]] in the making."""

    columns: list[Column]
    role: Role | None
    orgnr: Column | None = None
    amount: Column | None = None


@dataclass
class Draft:
    """A mapping in the making."""

    title: str
    single: dict[Meaning, Column] = field(default_factory=dict)
    themes: list[Column] = field(default_factory=list)
    target_groups: list[Column] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    unpaid: list[Column] = field(default_factory=list)
    ignored: dict[str, str] = field(default_factory=dict)
    empty: list[str] = field(default_factory=list)
    asked: dict[str, list[str]] = field(default_factory=dict)
    """Words that may say nothing → the columns where they may be meant."""
    last_row: int | None = None

    def column(self, wanted: Meaning) -> Column | None:
        """The column with this meaning, if there is one."""
        return self.single.get(wanted)


class Filled(NamedTuple):
    """A row by what it says, under which headings."""

    number: int
    cells: dict[str, str]


def read_rows(rows: TableRows) -> list[Filled]:
    """The first rows of a table without their empty cells."""
    found = []
    for row in islice(rows, READ_ROWS):
        if row.fault is None:
            said = {n: c for n, c in row.cells.items() if c is not None and not is_empty(c)}
            found.append(Filled(row.locator.row or 0, said))
    return found


def draft_of(stem: str, headings: list[str], rows: list[Filled]) -> Draft:
    """What headings and values suggest, without the sums and notes beneath the table."""
    kept = rows if len(rows) == READ_ROWS else rows[: len(rows) - _beneath(rows)]
    draft = _draft(stem, [_column(name, kept) for name in headings])
    if len(kept) < len(rows):
        draft.last_row = kept[-1].number
    return draft


def _column(heading: str, rows: list[Filled]) -> Column:
    cells = [row.cells[heading] for row in rows if heading in row.cells]
    said = [cell for cell in cells if silence(cell) is None]
    return Column(heading, said, [cell for cell in cells if silence(cell) is not None])


def _beneath(rows: list[Filled]) -> int:
    """How many last rows are sums and notes: they begin with "Summa", or say far less than most."""
    usual = sorted(len(row.cells) for row in rows)[len(rows) // 2] if rows else 0
    count = 0
    while count < len(rows) - 1 and usual > 2:
        row = rows[-1 - count]
        first = next(iter(row.cells.values()), "")
        if len(row.cells) > usual / 3 and SUM.match(first) is None:
            break
        count += 1
    return count


def _draft(stem: str, columns: list[Column]) -> Draft:
    draft = Draft(" ".join(re.split(r"[\s_]+", stem)).strip() or "Tabell")
    meanings = _meanings(columns)
    numbers, promised = _numbers(meanings), _promised(meanings)
    for column, found in meanings:
        values, reads = promised.get(column.heading, ("", None))
        if reads is not None and not bears_out(column, reads):
            draft.ignored[column.heading] = _unread(column, values, reads)
            continue
        if found in (Meaning.PARTY, Meaning.FUNDER):
            role = role_of(column) if found is Meaning.PARTY else None
            _name(draft, column, role, numbers.get(column.heading))
        elif column not in numbers.values():
            _place(draft, column, found)
    _settle(draft)
    kept = (
        one for one in meanings if one[0].heading not in draft.ignored or one[0] in draft.unpaid
    )
    draft.empty, draft.asked = silences(kept)
    return draft


def _unread(column: Column, values: str, reads: Callable[[str], bool]) -> str:
    slips, count = sum(not reads(value) for value in column.values), len(column.values)
    return f"not read: {slips} of {count} values are no {values}" if slips else "not read: empty"


def _meanings(columns: list[Column]) -> list[tuple[Column, Meaning]]:
    """What each column holds; beside persons a title is theirs, unless there is a project."""
    found = [(column, meaning(column)) for column in columns]
    held = {what for _, what in found}
    if Meaning.PERSONAL not in held or held & OF_A_PROJECT:
        return found
    return [(c, Meaning.PERSONAL if TITLE.match(c.heading) else what) for c, what in found]


def _promised(
    meanings: list[tuple[Column, Meaning]],
) -> dict[str, tuple[str, Callable[[str], bool]]]:
    """Headings that promise values of one form → what they are called, and what reads them."""
    dates = [c for c, m in meanings if m in (Meaning.START, Meaning.END)]
    amounts = [c for c, m in meanings if m in (Meaning.BUDGET, Meaning.AMOUNT)]
    order, mark = date_order(dates), decimal_mark(amounts)
    found: dict[str, tuple[str, Callable[[str], bool]]] = {}
    for column, held in meanings:
        if column in dates:
            found[column.heading] = "dates", lambda text: is_date(text, order)
        elif column in amounts:
            found[column.heading] = "amounts", lambda text: is_amount(text, mark)
        elif held is Meaning.RATE:
            found[column.heading] = "rates", is_rate
        elif held is Meaning.ORGNR:
            found[column.heading] = "organisation numbers", is_orgnr
    return found


def _numbers(meanings: list[tuple[Column, Meaning]]) -> dict[str, Column]:
    """Headings of columns that name organisations → the column of their numbers, beside them."""
    found: dict[str, Column] = {}
    for place, (column, held) in enumerate(meanings):
        if held is not Meaning.ORGNR or not bears_out(column, is_orgnr):
            continue
        neighbours = meanings[max(place - 1, 0) : place] + meanings[place + 1 : place + 2]
        beside = [
            near.heading
            for near, holds in neighbours
            if holds in (Meaning.PARTY, Meaning.FUNDER) and near.heading not in found
        ]
        if beside:  # of two neighbours the one with the more similar heading, else the one before
            found[max(beside, key=lambda heading: fuzz.ratio(heading, column.heading))] = column
    return found


def _name(draft: Draft, column: Column, role: Role | None, number: Column | None) -> None:
    """A column that names organisations: beside others of its role, or on its own."""
    alike = (s for s in draft.sections if s.role is role is not None and s.orgnr is None)
    section = next(alike, None) if number is None else None
    if section is not None:
        section.columns.append(column)
    else:
        draft.sections.append(Section([column], role, number))


def _place(draft: Draft, column: Column, found: Meaning) -> None:
    lists = {Meaning.THEME: draft.themes, Meaning.TARGET_GROUP: draft.target_groups}
    if found is Meaning.AMOUNT and (funder := _unpaid_funder(draft)) is not None:
        funder.amount = column
    elif found in lists:
        lists[found].append(column)
    elif found in SINGLE and found not in draft.single:
        draft.single[found] = column
    else:
        draft.ignored[column.heading] = _why_not(found)
        if found in (Meaning.AMOUNT, Meaning.BUDGET):
            draft.unpaid.append(column)


def _unpaid_funder(draft: Draft) -> Section | None:
    funders = (s for s in draft.sections if s.role is None and s.amount is None)
    return next((s for s in funders if separator(s.columns[0], ";\n|") is None), None)


def _why_not(found: Meaning) -> str:
    return {
        Meaning.PERSONAL: "personal data: never read",
        Meaning.AMOUNT: "an amount; to read it, say who pays it in the [[funder]] at the end",
        Meaning.ORGNR: "organisation numbers; to read them, say in which column their names are",
        Meaning.UNKNOWN: "not recognised",
        Meaning.ASIDE: f"{found}: not kept",
    }.get(found, f"{found}: a second one, or nothing it goes with")


def _settle(draft: Draft) -> None:
    """What only the whole table tells: its arena, and columns that have nothing to go with."""
    bare = draft.single.pop(Meaning.BARE_NAME, None)
    if bare is not None and not draft.sections and Meaning.NAME not in draft.single:
        draft.single[Meaning.NAME] = bare
    elif bare is not None and _of_organisations(draft):
        draft.sections.append(Section([bare], Role.PARTICIPATING_ORGANISATION))
    elif bare is not None:
        draft.ignored[bare.heading] = "names, perhaps of persons"
    _pay(draft)
    project = draft.column(Meaning.NAME) is not None
    drop = list([Meaning.PLACE, Meaning.COLLABORATION] if project else PROJECT_ONLY)
    if not any(section.role is not None for section in draft.sections):
        drop += [Meaning.SECTOR, Meaning.ROLE, Meaning.COUNTRY]
    sector = draft.column(Meaning.SECTOR)
    if sector is not None and len(set(sector.values)) > LISTED_VALUES:
        drop.append(Meaning.SECTOR)
    for unused in drop:
        column = draft.single.pop(unused, None)
        if column is not None:
            draft.ignored[column.heading] = f"{unused}: nothing it goes with"


def _pay(draft: Draft) -> None:
    """Amounts that stood before the column of who pays them, and the column of their currency."""
    for column in [*draft.unpaid]:
        if (funder := _unpaid_funder(draft)) is not None:
            funder.amount = column
            draft.unpaid.remove(column)
            del draft.ignored[column.heading]
    if (stated := draft.column(Meaning.CURRENCY)) is not None:
        draft.ignored[stated.heading] = "currency: said beside each amount"


def _of_organisations(draft: Draft) -> bool:
    """Whether "name" beside a project's name can only be that of an organisation in it."""
    alone = not draft.sections and Meaning.NAME in draft.single
    return alone and any(re.search("organi[sz]ation", name, re.I) for name in draft.ignored)

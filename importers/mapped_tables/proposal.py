"""Writes a first mapping for a table: what its headings and values suggest, to be edited."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from rapidfuzz import fuzz

from graph_schema.vocabularies import Role, Sector, Vocabulary
from importers.files import SourceFile
from importers.mapped_tables.cells import labelled
from importers.mapped_tables.recognising import (
    Column,
    Meaning,
    amount_kind,
    date_order,
    decimal_mark,
    is_amount,
    is_date,
    is_orgnr,
    meaning,
    mostly,
    role_of,
    sector_word,
    separator,
)
from importers.masking import mask
from importers.names import name_key
from importers.rows import TableRows
from importers.tables import read_table
from importers.values import is_empty

READ_ROWS = 5_000  # enough to tell formats by; a proposal need not read a million rows
LISTED_VALUES = 40  # more distinct values than this are no closed list
LETTERS = str.maketrans("åäöéüæø", "aaoeuao")
ESF_NUMBER = re.compile(r"\d{2}-\d{3}-S\d{2}|\d{4}/\d{5}\Z")
SINGLE = (
    Meaning.NUMBER, Meaning.NAME, Meaning.COLLABORATION, Meaning.START, Meaning.END, Meaning.REGION,
    Meaning.PLACE, Meaning.PROGRAMME, Meaning.BUDGET, Meaning.SUMMARY, Meaning.WEBSITE,
    Meaning.SECTOR, Meaning.ROLE, Meaning.BARE_NAME, Meaning.COUNTRY,
)  # fmt: skip
"""Meanings that one column can have; a second one is left to whoever edits the mapping."""
ARENA_KEYS = {
    "start": Meaning.START, "end": Meaning.END, "region": Meaning.REGION,
    "place": Meaning.PLACE, "programme": Meaning.PROGRAMME, "budget": Meaning.BUDGET,
    "summary": Meaning.SUMMARY, "website": Meaning.WEBSITE,
}  # fmt: skip


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
    ignored: dict[str, str] = field(default_factory=dict)

    def column(self, wanted: Meaning) -> Column | None:
        """The column with this meaning, if there is one."""
        return self.single.get(wanted)


def propose(file: SourceFile, *, sheet: str | None = None) -> str:
    """A mapping as TOML text that loads without edits; raises ``BadInputError``."""
    rows = read_table(file, find_header=True, sheet=sheet)
    columns = _columns(rows)
    draft = _draft(file.name.rsplit(".", 1)[0], columns)
    return "\n".join(_lines(draft, file.name, rows)) + "\n"


def _columns(rows: TableRows) -> list[Column]:
    values: dict[str, list[str]] = {name: [] for name in rows.columns if name is not None}
    for row in islice(rows, READ_ROWS):
        if row.fault is None:
            for name, cell in row.cells.items():
                if cell is not None and not is_empty(cell):
                    values[name].append(cell)
    return [Column(name, found) for name, found in values.items()]


def _draft(stem: str, columns: list[Column]) -> Draft:
    draft = Draft(" ".join(re.split(r"[\s_]+", stem)).strip() or "Tabell")
    meanings = [(column, meaning(column)) for column in columns]
    dates = [c for c, m in meanings if m in (Meaning.START, Meaning.END)]
    amounts = [c for c, m in meanings if m in (Meaning.BUDGET, Meaning.AMOUNT)]
    order, mark = date_order(dates), decimal_mark(amounts)
    numbers = _numbers(meanings)
    for column, found in meanings:
        if column in dates and not mostly(column, lambda text: is_date(text, order)):
            draft.ignored[column.heading] = "not read: the values are no dates"
        elif column in amounts and not mostly(column, lambda text: is_amount(text, mark)):
            draft.ignored[column.heading] = "not read: the values are no amounts"
        elif found is Meaning.ORGNR and not mostly(column, is_orgnr):
            draft.ignored[column.heading] = "not read: the values are no organisation numbers"
        elif found in (Meaning.PARTY, Meaning.FUNDER):
            role = role_of(column) if found is Meaning.PARTY else None
            _name(draft, column, role, numbers.get(column.heading))
        elif column not in numbers.values():
            _place(draft, column, found)
    _settle(draft)
    return draft


def _numbers(meanings: list[tuple[Column, Meaning]]) -> dict[str, Column]:
    """Headings of columns that name organisations → the column of their numbers, beside them."""
    found: dict[str, Column] = {}
    for place, (column, held) in enumerate(meanings):
        if held is not Meaning.ORGNR or not mostly(column, is_orgnr):
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


def _unpaid_funder(draft: Draft) -> Section | None:
    funders = (s for s in draft.sections if s.role is None and s.amount is None)
    return next((s for s in funders if separator(s.columns[0], ";\n|") is None), None)


def _why_not(found: Meaning) -> str:
    return {
        Meaning.PERSONAL: "personal data: never read",
        Meaning.AMOUNT: "an amount; to read it, say who pays it in [[funder]]",
        Meaning.ORGNR: "organisation numbers; to read them, say in which column their names are",
        Meaning.UNKNOWN: "not recognised",
        Meaning.ASIDE: f"{found}: not kept",
    }.get(found, f"{found}: a second one, or nothing it goes with")


def _settle(draft: Draft) -> None:
    """What only the whole table tells: its arena, and columns that have nothing to go with."""
    bare = draft.single.pop(Meaning.BARE_NAME, None)
    if bare is not None and not draft.sections and Meaning.NAME not in draft.single:
        draft.single[Meaning.NAME] = bare
    elif bare is not None:
        draft.ignored[bare.heading] = "names, perhaps of persons"
    project = draft.column(Meaning.NAME) is not None
    drop = [Meaning.PLACE, Meaning.COLLABORATION] if project else [Meaning.BUDGET, Meaning.SUMMARY]
    if not any(section.role is not None for section in draft.sections):
        drop += [Meaning.SECTOR, Meaning.ROLE, Meaning.COUNTRY]
    sector = draft.column(Meaning.SECTOR)
    if sector is not None and len(set(sector.values)) > LISTED_VALUES:
        drop.append(Meaning.SECTOR)
    for unused in drop:
        column = draft.single.pop(unused, None)
        if column is not None:
            draft.ignored[column.heading] = f"{unused}: nothing it goes with"


def _lines(draft: Draft, file: str, rows: TableRows) -> Iterator[str]:
    yield f"# Mapping of {mask(file)}, proposed from its headings and values: read it, and edit it."
    yield "# Import with: ekokarta import table --mapping THIS_FILE THE_TABLE"
    yield ""
    yield "[dataset]"
    yield f"name = {_quoted(_slug(draft.title))}"
    yield f"title = {_quoted(draft.title)}"
    yield 'visibility = "private"  # "public" needs [dataset.licence] with name and evidence'
    yield "complete = false  # true: what is no longer in the table has ended"
    yield ""
    yield "[file]"
    if rows.sheet is not None:
        yield f"sheet = {_quoted(rows.sheet)}"
    yield f"header_row = {rows.header_row}"
    yield "ignore = ["
    for heading, reason in draft.ignored.items():
        yield f"  {_quoted(heading)},  # {reason}"
    yield "]"
    yield from _formats(draft)
    yield from _arena(draft)
    first = True
    for section in draft.sections:
        yield from _section(draft, section, first=first and section.role is not None)
        first = first and section.role is None


def _formats(draft: Draft) -> Iterator[str]:
    dates = [c for m in (Meaning.START, Meaning.END) if (c := draft.column(m)) is not None]
    budget = draft.column(Meaning.BUDGET)
    amounts = [s.amount for s in draft.sections if s.amount is not None]
    amounts += [budget] if budget is not None else []
    order, mark = date_order(dates), decimal_mark(amounts)
    listed = [separator(c, (";", "|", "\n", ",")) for c in (*draft.themes, *draft.target_groups)]
    yield ""
    yield "[format]"
    yield f'date_order = "{order}"' if order is not None else '# date_order = "dmy"'
    yield f'decimal = "{mark}"' if mark is not None else '# decimal = ","'
    found = next((mark for mark in listed if mark is not None), None)
    yield f"list_separator = {_quoted(found)}" if found is not None else '# list_separator = ";"'


def _arena(draft: Draft) -> Iterator[str]:
    project = draft.column(Meaning.NAME)
    name = project or draft.column(Meaning.COLLABORATION)
    yield ""
    yield "[project]" if project is not None else "[collaboration]"
    if name is not None:
        yield f"name = {_quoted(name.heading)}"
    else:
        yield f"name = {{ fixed = {_quoted(draft.title)} }}  # the same for every row"
    yield from _number(draft.column(Meaning.NUMBER))
    if project is None:
        yield 'kind = "unknown"  # or network, event, round_table, conference, …'
    for key, wanted in ARENA_KEYS.items():
        if (column := draft.column(wanted)) is not None:
            yield f"{key} = {_quoted(column.heading)}"
    for key, columns in (("themes", draft.themes), ("target_groups", draft.target_groups)):
        if columns:
            yield f"{key} = {_list(columns)}"


def _number(column: Column | None) -> Iterator[str]:
    if column is not None:
        yield f"number = {_quoted(column.heading)}"
        if mostly(column, lambda text: ESF_NUMBER.match(text) is not None):
            yield 'number_scheme = "dnr"  # joins ESF projects of the same number'


def _section(draft: Draft, section: Section, *, first: bool) -> Iterator[str]:
    yield ""
    yield "[[funder]]" if section.role is None else "[[participant]]"
    yield f"columns = {_list(section.columns)}"
    marks = [separator(column, (";", "\n", "|")) for column in section.columns]
    mark = next((mark for mark in marks if mark is not None), None)
    if section.orgnr is not None:
        yield f"orgnr = {_quoted(section.orgnr.heading)}"
    elif mark is not None:
        yield f"separator = {_quoted(mark)}"
    else:
        yield '# separator = ";"  # where one cell names several'
    if section.role is not None:
        yield from _role(draft.column(Meaning.ROLE) if first else None, section.role)
    country = draft.column(Meaning.COUNTRY)
    if first and country is not None:
        yield f"country = {_quoted(country.heading)}"
    sector = draft.column(Meaning.SECTOR)
    if first and sector is not None:
        values = _values(sector, Sector, sector_word)
        yield f"sector = {{ column = {_quoted(sector.heading)}, values = {values} }}"
    if section.amount is not None:
        yield f"amount = {_quoted(section.amount.heading)}"
        yield f'amount_kind = "{amount_kind(section.amount)}"'
        yield 'currency = "SEK"'


def _role(column: Column | None, role: Role) -> Iterator[str]:
    if column is None:
        yield f'role = "{role}"'
        return
    values = _values(column, Role, lambda _: Role.PARTNER_UNSPECIFIED)
    yield f'role = {{ column = {_quoted(column.heading)}, default = "{role}", values = {values} }}'


def _values(column: Column, codes: type[Vocabulary], code_of: Callable[[str], Vocabulary]) -> str:
    """Every value of a column and its code; labels need no line."""
    pairs = ", ".join(
        f'{_quoted(value)} = "{code_of(value)}"'
        for value in dict.fromkeys(column.values)
        if name_key(value) not in labelled(codes) and mask(value) == value
    )
    return f"{{ {pairs} }}" if pairs else "{}"


def _list(columns: list[Column]) -> str:
    return "[" + ", ".join(_quoted(column.heading) for column in columns) + "]"


def _quoted(text: str) -> str:
    """A TOML basic string: JSON's escapes are among its own, but for the delete character."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _slug(title: str) -> str:
    letters = title.casefold().translate(LETTERS)
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-")[:60] or "tabell"

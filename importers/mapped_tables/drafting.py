"""A mapping in the making: which column is taken for what, and why others are left out."""

import re
from collections.abc import Callable, Mapping, Sequence, Set

from graph_schema.vocabularies import Role
from importers.mapped_tables.attendance import PERSONS, are_offices, persons_among
from importers.mapped_tables.belonging import ABOUT, ACTORS, owners
from importers.mapped_tables.beneath import Filled, split
from importers.mapped_tables.currency_pairs import pair_currencies
from importers.mapped_tables.dividing import divides
from importers.mapped_tables.doubtful import date_order, decimal_mark, holds_date
from importers.mapped_tables.draft import Draft, Section
from importers.mapped_tables.leaving_out import why_not, why_unclear
from importers.mapped_tables.nothing import silence, silences
from importers.mapped_tables.outcomes import hold_back
from importers.mapped_tables.paying import (
    doubt,
    leave_out_ungranted,
    part_funders,
    pay,
    take_back,
    unpaid_funder,
)
from importers.mapped_tables.perhaps_persons import stands_behind_one
from importers.mapped_tables.promises import first
from importers.mapped_tables.recognising import (
    LISTED_VALUES,
    Column,
    Meaning,
    bears_out,
    holds_amount,
    is_of_another,
    is_orgnr,
    is_rate,
    meaning,
    mostly,
    role_of,
)
from importers.mapped_tables.restated import Once, Restated, restated
from importers.mapped_tables.spelling import shortened
from importers.mapped_tables.statuses import statuses
from importers.mapped_tables.whose_names import PERSONAL_NAMES, why_persons
from importers.masking import MASK, mask

INVITED = re.compile(r"\binbjud|\binvited", re.IGNORECASE)
TITLE = re.compile(r"(titel|title|befattning)\Z", re.IGNORECASE)
OF_ORGANISATIONS = re.compile("organi[sz]ation", re.IGNORECASE)
"""Beside a column that speaks of them, and a project's name, a bare "name" is theirs."""
PROJECT_ONLY = (Meaning.BUDGET, Meaning.SUMMARY, Meaning.INTERVENTION, Meaning.RATE)
PROJECTS = frozenset({Meaning.NUMBER, *PROJECT_ONLY})
"""Beside these, and contact data, a bare "name" may yet be that of a project."""
OF_A_PROJECT = frozenset({Meaning.NUMBER, Meaning.AMOUNT, Meaning.BUDGET, Meaning.SUMMARY})
NAMED = frozenset({Meaning.NAME, Meaning.COLLABORATION})
MONEY = frozenset({Meaning.AMOUNT, Meaning.BUDGET, Meaning.RATE})
"""Beside these, and no contact data, a bare "name" is that of a project."""
AMOUNTS = frozenset({Meaning.AMOUNT, Meaning.BUDGET, Meaning.APPLIED})
SAID_ONCE = (
    Meaning.START, Meaning.END, Meaning.BUDGET, Meaning.RATE, Meaning.SUMMARY, Meaning.PLACE,
)  # fmt: skip
"""What one arena has one value of."""
SINGLE = (
    Meaning.NUMBER, Meaning.NAME, Meaning.COLLABORATION, Meaning.START, Meaning.END, Meaning.YEAR,
    Meaning.REGION,
    Meaning.PLACE, Meaning.PROGRAMME, Meaning.BUDGET, Meaning.SUMMARY, Meaning.WEBSITE,
    Meaning.BARE_NAME, Meaning.INTERVENTION, Meaning.RATE,
)  # fmt: skip
"""Meanings that one column can have; a second one is left to whoever edits the mapping."""


def draft_of(stem: str, headings: list[str], rows: list[Filled]) -> Draft:
    """What headings and values suggest, without the sums and notes beneath the table."""
    kept, beneath = split(rows)
    columns = [_column(name, kept) for name in headings]
    draft = _draft(stem, columns)
    part_funders(draft, kept)
    leave_out_ungranted(draft, kept)
    hold_back(draft, columns)
    pair_currencies(draft)
    _place_regions(draft, kept)
    draft.restated = _restated(draft, kept)
    if beneath:
        draft.last_row = kept[-1].number
        draft.beneath = [next(iter(row.cells.values()), "") for row in beneath]
    return draft


def _place_regions(draft: Draft, rows: Sequence[Filled]) -> None:
    """Where rows of one arena name several regions, these are of who takes part in it."""
    region, named = draft.column(Meaning.REGION), [s for s in draft.sections if s.role is not None]
    if region is None or len(named) != 1:
        return
    found = restated(rows, *_key(draft), [Once(region.heading)])
    if found is not None and region.heading in found.headings:
        named[0].region = draft.single.pop(Meaning.REGION)


def _key(draft: Draft) -> tuple[str | None, str | None]:
    """The headings of number and name, of which rows of one arena have one."""
    name = Meaning.NAME if Meaning.NAME in draft.single else Meaning.COLLABORATION
    number, named = draft.column(Meaning.NUMBER), draft.column(name)
    return number and number.heading, named and named.heading


def _restated(draft: Draft, rows: Sequence[Filled]) -> Restated | None:
    once = [Once(column.heading) for m in SAID_ONCE if (column := draft.column(m)) is not None]
    for section in draft.sections:
        if section.amount is not None and not section.doubts:
            once.append(Once(section.amount.heading, section.columns[0].heading))
        if section.role is Role.OWNER and Meaning.ROLE not in section.about:
            once += [Once(column.heading) for column in section.columns]
    once += [Once(column.heading) for column in draft.unpaid]
    return restated(rows, *_key(draft), once)


def _column(heading: str, rows: Sequence[Filled]) -> Column:
    cells = {row.number: row.cells[heading] for row in rows if heading in row.cells}
    said = {number: cell for number, cell in cells.items() if silence(cell) is None}
    silent = [cell for cell in cells.values() if silence(cell) is not None]
    gaps = len(cells) < len(rows)
    return Column(heading, [*said.values()], silent, has_gaps=gaps, rows=[*said])


def _draft(stem: str, columns: list[Column]) -> Draft:
    draft = Draft(" ".join(re.split(r"[\s_]+", stem)).strip() or "Tabell")
    meanings = statuses(_meanings(columns))
    unread = _unread(meanings)
    read = [(column, Meaning.ASIDE if column.heading in unread else m) for column, m in meanings]
    whose = owners(read)
    draft.doubted = [
        c for c, m in read if m is Meaning.UNKNOWN and first("meaning", c.heading) == Meaning.STATUS
    ]
    draft.contacts = [c for c, m in meanings if m is Meaning.PERSONAL and c.values]
    draft.order = [column.heading for column in columns]
    draft.money = [column for column, held in read if held in AMOUNTS]
    unknown = (column for column, held in read if held is Meaning.UNKNOWN)
    draft.perhaps_money = [c for c in unknown if mostly(c, lambda text: holds_amount(text, None))]
    draft.currencies = [column for column, held in read if held is Meaning.CURRENCY]
    draft.countries = next((column for column, held in read if held is Meaning.COUNTRY), None)
    for column, found in meanings:
        if column.heading in unread:
            draft.ignored[column.heading] = unread[column.heading]
        elif found in ACTORS:
            _name_or_leave(draft, column, found, whose.about.get(column.heading, {}))
        elif found in ABOUT and column.heading in whose.unclear:
            draft.ignored[column.heading] = why_unclear(whose, column, found)
        elif found not in ABOUT and found is not Meaning.CURRENCY:
            _place(draft, column, found)
    draft.persons += [column.heading for column, held in meanings if held is Meaning.PERSONAL]
    _settle(draft, {held for _, held in meanings})
    doubt(draft, whose.unclear, [c for c, held in meanings if held is Meaning.STATUS])
    left = draft.ignored.keys() - {column.heading for column in draft.unpaid}
    draft.empty, draft.asked = silences(one for one in meanings if one[0].heading not in left)
    return draft


def _name_or_leave(
    draft: Draft, column: Column, found: Meaning, about: Mapping[Meaning, Column]
) -> None:
    """A column that names organisations; one of persons is left out, with their numbers."""
    number = about.get(Meaning.ORGNR)
    reason = why_persons(column, found, number, contacts=bool(draft.contacts))
    if reason is None:
        _name(draft, column, _role(column, found), about)
        return
    draft.ignored[column.heading] = reason
    draft.persons.append(column.heading)
    if number is not None:
        draft.ignored[number.heading] = "personal data: never read"


def _role(column: Column, found: Meaning) -> Role | None:
    if found is Meaning.FUNDER:
        return None
    return role_of(column) or Role.PARTICIPATING_ORGANISATION


def _unread(meanings: list[tuple[Column, Meaning]]) -> dict[str, str]:
    """Headings of columns whose values are not what the heading promises, and how many."""
    found: dict[str, str] = {}
    promised = _promised(meanings)
    for column, held in meanings:
        values, reads = promised.get(column.heading, ("", None))
        slips, count = sum(not reads(v) for v in column.values) if reads else 0, len(column.values)
        if reads is not None and not bears_out(column, reads):
            slip = next((shortened(mask(v)) for v in column.values if not reads(v)), "")
            such = f", such as “{slip}”" if MASK not in slip else ""
            said = f"{slips} of {count} values are no {values}{such}" if slips else "empty"
            found[column.heading] = f"not read: {said}"
        elif held is Meaning.SECTOR and len(set(column.values)) > LISTED_VALUES:
            found[column.heading] = f"not read: more than {LISTED_VALUES} different sectors"
    return found


def _meanings(columns: list[Column]) -> list[tuple[Column, Meaning]]:
    """What each column holds; beside persons a title is theirs, unless there is a project."""
    found = [(column, meaning(column)) for column in columns]
    held = {what for _, what in found}
    if (
        not held & ACTORS
        and Meaning.NAME in held
        and any(OF_ORGANISATIONS.search(c.heading) for c in columns)
    ):
        return [(c, Meaning.PARTY if m is Meaning.BARE_NAME else m) for c, m in found]
    if _are_contacts_of_organisations(found, held):
        return [(c, Meaning.PARTY if m is Meaning.BARE_NAME else m) for c, m in found]
    if Meaning.PERSONAL not in held and held & MONEY and Meaning.NAME not in held:
        return [(c, Meaning.NAME if _is_a_projects(c, m) else m) for c, m in found]
    if Meaning.PERSONAL not in held or held & OF_A_PROJECT:
        return found
    return [(c, Meaning.PERSONAL if TITLE.match(c.heading) else what) for c, what in found]


def _are_contacts_of_organisations(
    meanings: list[tuple[Column, Meaning]], held: Set[Meaning]
) -> bool:
    """Whether a list of names with contact data is one of organisations."""
    if Meaning.PERSONAL not in held or held & (ACTORS | OF_A_PROJECT | NAMED):
        return False
    names = [value for column, m in meanings if m is Meaning.BARE_NAME for value in column.values]
    contacts = (v for column, m in meanings if m is Meaning.PERSONAL for v in column.values)
    return bool(names) and are_offices(names, contacts)


def _is_a_projects(column: Column, found: Meaning) -> bool:
    return found is Meaning.BARE_NAME and persons_among(column.values) < PERSONS


def _promised(
    meanings: list[tuple[Column, Meaning]],
) -> dict[str, tuple[str, Callable[[str], bool]]]:
    """Headings that promise values of one form → what they are called, and what reads them."""
    dates = [c for c, m in meanings if m in (Meaning.START, Meaning.END, Meaning.YEAR)]
    amounts = [c for c, m in meanings if m in (Meaning.BUDGET, Meaning.AMOUNT)]
    order, mark = date_order(dates), decimal_mark(amounts)
    found: dict[str, tuple[str, Callable[[str], bool]]] = {}
    for column, held in meanings:
        if column in dates:
            found[column.heading] = "dates", lambda text: holds_date(text, order)
        elif column in amounts:
            found[column.heading] = "amounts", lambda text: holds_amount(text, mark)
        elif held is Meaning.RATE:
            found[column.heading] = "rates", is_rate
        elif held is Meaning.ORGNR:
            found[column.heading] = "organisation numbers", is_orgnr
    return found


def _name(draft: Draft, column: Column, role: Role | None, whose: Mapping[Meaning, Column]) -> None:
    """A column that names organisations: beside others of its role, or on its own."""
    mark, about = divides(column, role), dict(whose)
    number = about.get(Meaning.ORGNR)
    if number is not None and mark is not None:
        del about[Meaning.ORGNR]
        draft.ignored[number.heading] = (
            f"organisation numbers beside “{column.heading}”, where a cell names several: "
            "give each a row, or a column, of its own"
        )
    invited = INVITED.search(column.heading) is not None
    same = (s for s in draft.sections if s.role is role is not None and s.separator == mark)
    alike = (s for s in same if s.invited is invited)
    section = next((s for s in alike if not s.about), None) if not about else None
    if section is not None:
        section.columns.append(column)
    else:
        draft.sections.append(Section([column], role, mark, invited, about))


def _place(draft: Draft, column: Column, found: Meaning) -> None:
    lists = {Meaning.THEME: draft.themes, Meaning.TARGET_GROUP: draft.target_groups}
    payable = found is Meaning.AMOUNT and not is_of_another(column)
    if payable and (funder := unpaid_funder(draft, column)) is not None:
        funder.amount = column
    elif found in lists:
        lists[found].append(column)
    elif found in SINGLE and found not in draft.single:
        draft.single[found] = column
    else:
        draft.ignored[column.heading] = why_not(column, found)
        if found in (Meaning.AMOUNT, Meaning.BUDGET):
            draft.unpaid.append(column)


def _settle_name(draft: Draft, bare: Column, *, contacts: bool) -> None:
    """A bare "name": of projects where nothing else is named, and nothing speaks of persons."""
    taken = draft.sections or Meaning.NAME in draft.single
    persons = persons_among(bare.values) >= PERSONS or any(map(stands_behind_one, bare.values))
    if taken or contacts or persons:
        draft.ignored[bare.heading] = PERSONAL_NAMES
        draft.persons.append(bare.heading)
    else:
        draft.single[Meaning.NAME] = bare


def _settle(draft: Draft, held: Set[Meaning]) -> None:
    """What only the whole table tells: its arena, and columns that have nothing to go with."""
    year = draft.single.pop(Meaning.YEAR, None)
    if year is not None and draft.single.setdefault(Meaning.START, year) is not year:
        draft.ignored[year.heading] = "year: beside a start, which says more"
    bare = draft.single.pop(Meaning.BARE_NAME, None)
    if bare is not None:
        _settle_name(draft, bare, contacts=bool(draft.persons) and not held & PROJECTS)
    pay(draft)
    take_back(draft)
    project = draft.column(Meaning.NAME) is not None
    for unused in [Meaning.PLACE, Meaning.COLLABORATION] if project else PROJECT_ONLY:
        column = draft.single.pop(unused, None)
        if column is not None:
            draft.ignored[column.heading] = f"{unused}: nothing it goes with"

"""Writes a first mapping for a table: what its headings and values suggest, to be edited."""

import re
from collections.abc import Iterator

from importers.errors import BadInputError
from importers.files import SourceFile
from importers.mapped_tables.actor_lists import is_list_of_actors
from importers.mapped_tables.amount_lines import amount_lines, currency_lines, unit_line
from importers.mapped_tables.beneath import read_rows, unreadable
from importers.mapped_tables.coverage_lines import coverage_lines, one_day
from importers.mapped_tables.dividing import separator
from importers.mapped_tables.doubtful import asked_mark, asked_order, date_order, decimal_mark
from importers.mapped_tables.draft import Draft
from importers.mapped_tables.drafting import draft_of
from importers.mapped_tables.outcomes import status_lines
from importers.mapped_tables.recognising import (
    Column,
    Meaning,
    is_fraction,
    mostly,
)
from importers.mapped_tables.section_lines import section_lines, sector_line
from importers.mapped_tables.spelling import headings, quoted, shortened
from importers.mapped_tables.whose_names import BEHIND
from importers.masking import mask
from importers.rows import TableRows
from importers.tables import read_table

LETTERS = str.maketrans("åäöéüæø", "aaoeuao")
ESF_NUMBER = re.compile(r"\d{2}-\d{3}-S\d{2}|\d{4}/\d{5}\Z")
ARENA_KEYS = {
    "start": Meaning.START, "end": Meaning.END, "region": Meaning.REGION,
    "place": Meaning.PLACE, "programme": Meaning.PROGRAMME, "budget": Meaning.BUDGET,
    "summary": Meaning.SUMMARY, "website": Meaning.WEBSITE,
    "intervention_field": Meaning.INTERVENTION, "cofinancing_rate": Meaning.RATE,
}  # fmt: skip
SAID = (Meaning.ORGNR, Meaning.SECTOR, Meaning.COUNTRY)
NAMES = frozenset({Meaning.NAME, Meaning.COLLABORATION})
DATES = (Meaning.START, Meaning.END)
SHOWN = 3  # examples


def propose(
    file: SourceFile,
    *,
    sheet: str | None = None,
    encoding: str | None = None,
    delimiter: str | None = None,
) -> str:
    """A mapping as TOML text that loads without edits; raises ``BadInputError``."""
    rows = read_table(file, find_header=True, sheet=sheet, encoding=encoding, delimiter=delimiter)
    given = {"sheet": rows.sheet, "encoding": encoding, "delimiter": delimiter}
    named = [name for name in rows.columns if name is not None]
    first = read_rows(rows)
    draft = draft_of(file.name.rsplit(".", 1)[0], named, first)
    for fault in unreadable(first):
        if fault.column not in draft.ignored:
            raise fault
        draft.ignored[fault.column] = f"not read: every row lacks {fault.expected}"
    if draft.persons and not draft.sections and not draft.single.keys() & NAMES:
        raise _of_persons(rows, draft)
    return "\n".join(_lines(draft, file.name, rows, given)) + "\n"


def _of_persons(rows: TableRows, draft: Draft) -> BadInputError:
    listed = ", ".join(f"“{heading}”" for heading in dict.fromkeys(draft.persons))
    behind = [f"“{h}”: {r}" for h, r in draft.ignored.items() if r.startswith(BEHIND)]
    if behind:
        return BadInputError(
            file=rows.file,
            sheet=rows.sheet,
            row=rows.header_row,
            expected="names of organisations alone, as persons are no part of the graph",
            advice=f"{'; '.join(behind)}; or write the mapping yourself, where they are no persons",
        )
    return BadInputError(
        file=rows.file,
        sheet=rows.sheet,
        row=rows.header_row,
        expected="a column that names projects, collaborations or organisations; this may be a "
        f"list of persons, who are no part of the graph ({listed})",
        advice="give a table of what they take part in; where these are no persons, say by a "
        "heading what they are: Projekt, Möte, Organisation",
    )


def _lines(draft: Draft, file: str, rows: TableRows, given: dict[str, str | None]) -> Iterator[str]:
    yield f"# Mapping of {mask(file)}, proposed from its headings and values: read it, and edit it."
    yield "# Import with: ekokarta import table --mapping THIS_FILE THE_TABLE"
    yield ""
    yield "[dataset]"
    yield f"name = {quoted(_slug(draft.title))}"
    yield f"title = {quoted(draft.title)}"
    yield 'visibility = "private"  # "public" needs [dataset.licence] with name and evidence'
    yield "complete = false  # true: what is no longer in the table has ended"
    yield from coverage_lines(draft, rows.sheet)
    yield ""
    yield "[file]"
    yield from (f"{key} = {quoted(value)}" for key, value in given.items() if value is not None)
    yield from _unseen(rows)
    yield f"header_row = {rows.header_row}"
    if draft.last_row is not None:
        said = ", ".join(f"“{shortened(mask(text))}”" for text in draft.beneath[:SHOWN])
        more = f" and {len(draft.beneath) - SHOWN} more" if len(draft.beneath) > SHOWN else ""
        asked = f"beneath it stand {said}{more}: sums and notes? If not, take this line away"
        yield f"last_row = {draft.last_row}  # {asked}"
    yield "ignore = ["
    for heading, reason in draft.ignored.items():
        yield f"  {quoted(heading)},  # {reason}"
    yield "]"
    yield from _formats(draft)
    if is_list_of_actors(draft, rows.sheet):
        yield from _actors(draft)
        return
    yield from _arena(draft)
    for section in draft.sections:
        yield from section_lines(draft, section)
    if not any(section.role is not None for section in draft.sections):
        yield from _nobody()
    yield from _unpaid(draft)


def _unseen(rows: TableRows) -> Iterator[str]:
    """What else the workbook holds, and what of the sheet a person does not see."""
    if rows.other_sheets:
        more = f" and {len(rows.other_sheets) - SHOWN} more" * (len(rows.other_sheets) > SHOWN)
        named = ", ".join(shortened(mask(name)) for name in rows.other_sheets[:SHOWN])
        yield f"# Not read, other sheets: {named}{more}"
    if rows.hidden_rows:
        hidden = f"{rows.hidden_rows} row{'s' * (rows.hidden_rows > 1)}"
        yield f"# Read like all others, though hidden: {hidden} of the sheet"


def _nobody() -> Iterator[str]:
    yield ""
    yield "# No column was recognised that names who takes part, so that nobody will have met."
    yield "# If one does, take it out of ignore, put it in here and take the # away."
    yield "# [[participant]]"
    yield '# columns = ["…"]'
    yield '# role = "participating_organisation"'


def _actors(draft: Draft) -> Iterator[str]:
    """A list of organisations, and how it is said that they met after all."""
    section = draft.sections[0]
    heading = quoted(section.columns[0].heading)
    yield ""
    yield "# Nothing here names what these organisations take part in: they are listed, and that is"
    yield "# no meeting. Did all of them meet? Then write, in place of [actor] and its name,"
    yield "# [collaboration]"
    yield '# name = { fixed = "…" }'
    yield "# [[participant]]"
    yield f"# columns = [{heading}]"
    yield '# role = "participating_organisation"'
    yield "[actor]"
    yield f"name = {heading}"
    number, sector, country = map(section.about.get, SAID)
    for key, column in {
        "orgnr": number,
        "country": country,
        "region": draft.column(Meaning.REGION) or section.region,
        "place": draft.column(Meaning.PLACE),
        "website": draft.column(Meaning.WEBSITE),
    }.items():
        if column is not None:
            yield f"{key} = {quoted(column.heading)}"
    yield from _concepts(draft)
    if sector is not None:
        yield sector_line(sector)


def _unpaid(draft: Draft) -> Iterator[str]:
    """Sections in waiting for amounts of which the table does not say who pays them."""
    for column in draft.unpaid:
        yield ""
        yield f"# Who pays {quoted(column.heading)}? Put the name in and take the # away."
        yield "# [[funder]]"
        yield '# name = "…"'
        for line in amount_lines(draft, column):
            yield f"# {line}"
        yield from status_lines(draft.outcomes)


def _formats(draft: Draft) -> Iterator[str]:
    dates = [c for m in DATES if (c := draft.column(m)) is not None]
    budget = draft.column(Meaning.BUDGET)
    amounts = [s.amount for s in draft.sections if s.amount is not None]
    amounts += [*draft.unpaid, *([budget] if budget is not None else [])]
    order, mark = date_order(dates), decimal_mark(amounts)
    columns = (*draft.themes, *draft.target_groups)
    listed = [separator(c, ";|\n") or separator(c, ",", sure=True) for c in columns]
    yield ""
    yield "[format]"
    yield f'date_order = "{order}"' if order is not None else asked_order(dates)
    yield f'decimal = "{mark}"' if mark is not None else asked_mark(amounts)
    found = next((mark for mark in listed if mark is not None), None)
    rates = draft.column(Meaning.RATE)
    if rates is not None and is_fraction(rates):
        yield 'rate = "fraction"  # 0.4 is 40 %'
    yield f"list_separator = {quoted(found)}" if found is not None else '# list_separator = ";"'
    yield from _empty(draft)


def _empty(draft: Draft) -> Iterator[str]:
    """Words for nothing; a word that may be meant somewhere is asked about."""
    if draft.empty:
        words = ", ".join(map(quoted, draft.empty))
        yield f"empty = [{words}]  # cells that say nothing, in every column"
    for word, where in draft.asked.items():
        places = ", ".join(f"“{heading}”" for heading in where)
        yield f"# {quoted(word)} in {places}: a value there? If it says nothing, list it as empty"


def _arena(draft: Draft) -> Iterator[str]:
    project = draft.column(Meaning.NAME)
    name = project or draft.column(Meaning.COLLABORATION)
    yield ""
    yield "[project]" if project is not None else "[collaboration]"
    if name is not None:
        yield f"name = {quoted(name.heading)}"
    else:
        met = "all rows meet in one arena of this name, as on a list of who came; is that so?"
        yield f"name = {{ fixed = {quoted(draft.title)} }}  # {met}"
    yield from _number(draft.column(Meaning.NUMBER))
    yield from _asked_key(draft)
    if project is None:
        yield 'kind = "unknown"  # or network, event, round_table, conference, …'
    for key, wanted in ARENA_KEYS.items():
        if (column := draft.column(wanted)) is not None:
            yield f"{key} = {quoted(column.heading)}"
    if (day := one_day(draft)) is not None:
        yield f"end = {quoted(day.heading)}  # of one day; if they last, take this line away"
    if (budget := draft.column(Meaning.BUDGET)) is not None:
        yield from currency_lines(draft, budget)
        yield from unit_line(budget)
    yield from _concepts(draft)


def _concepts(draft: Draft) -> Iterator[str]:
    for key, columns in (("themes", draft.themes), ("target_groups", draft.target_groups)):
        if columns:
            yield f"{key} = {headings(columns)}"


def _asked_key(draft: Draft) -> Iterator[str]:
    """Rows that become one arena though they differ in what an arena has once."""
    if (found := draft.restated) is None:
        return
    name = shortened(mask(found.name or draft.title))
    more = f" (and {found.more} more name{'s' * (found.more > 1)})" if found.more else ""
    differ = ", ".join(f"“{heading}”" for heading in found.headings)
    yield f"# “{name}”{more} stands in {found.rows} rows that differ in {differ}: they are read as"
    yield "# one, of which one value of each is shown. Are they several? Then give the table a"
    yield '# column that tells them apart, and name it here: key = "…"'
    paid = {s.amount.heading for s in draft.sections if s.amount is not None}
    if paid & {*found.headings}:
        yield "# Amounts of one payer that differ are refused: give each row its period (start and"
        yield "# end in the [[funder]]), or add them up."
    dates = {column.heading for m in DATES if (column := draft.column(m)) is not None}
    if paid and dates & {*found.headings}:
        yield "# Equal amounts of one payer in rows of several periods are refused: give each row"
        yield "# its period (start and end in the [[funder]]), add them up, or, where they are one"
        yield "# amount, say there: one_amount = true"


def _number(column: Column | None) -> Iterator[str]:
    if column is not None:
        yield f"number = {quoted(column.heading)}"
        if mostly(column, lambda text: ESF_NUMBER.match(text) is not None):
            yield 'number_scheme = "dnr"  # joins ESF projects of the same number'


def _slug(title: str) -> str:
    letters = title.casefold().translate(LETTERS)
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-")[:60] or "tabell"

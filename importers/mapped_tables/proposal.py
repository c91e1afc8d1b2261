"""Writes a first mapping for a table: what its headings and values suggest, to be edited."""

import json
import re
from collections.abc import Callable, Iterator

from graph_schema.vocabularies import ParticipationStatus, Role, Sector, Vocabulary
from importers.files import SourceFile
from importers.mapped_tables.actor_lists import is_list_of_actors
from importers.mapped_tables.amounts import FACTORS
from importers.mapped_tables.beneath import read_rows
from importers.mapped_tables.cells import labelled
from importers.mapped_tables.coverage_lines import coverage_lines, one_day
from importers.mapped_tables.dividing import most_parted, perhaps_parted, with_role
from importers.mapped_tables.drafting import Draft, Section, draft_of
from importers.mapped_tables.recognising import (
    Column,
    Meaning,
    amount_kind,
    currency,
    date_order,
    decimal_mark,
    is_fraction,
    mostly,
    role_word,
    sector_word,
    separator,
    status_word,
)
from importers.mapped_tables.units import counted
from importers.masking import mask
from importers.names import name_key
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
SHOWN = 3  # examples
LONGEST = 60  # characters of an example


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
    headings = [name for name in rows.columns if name is not None]
    draft = draft_of(file.name.rsplit(".", 1)[0], headings, read_rows(rows))
    return "\n".join(_lines(draft, file.name, rows, given)) + "\n"


def _lines(draft: Draft, file: str, rows: TableRows, given: dict[str, str | None]) -> Iterator[str]:
    yield f"# Mapping of {mask(file)}, proposed from its headings and values: read it, and edit it."
    yield "# Import with: ekokarta import table --mapping THIS_FILE THE_TABLE"
    yield ""
    yield "[dataset]"
    yield f"name = {_quoted(_slug(draft.title))}"
    yield f"title = {_quoted(draft.title)}"
    yield 'visibility = "private"  # "public" needs [dataset.licence] with name and evidence'
    yield "complete = false  # true: what is no longer in the table has ended"
    yield from coverage_lines(draft, rows.sheet)
    yield ""
    yield "[file]"
    yield from (f"{key} = {_quoted(value)}" for key, value in given.items() if value is not None)
    yield f"header_row = {rows.header_row}"
    if draft.last_row is not None:
        said = ", ".join(f"“{_shortened(mask(text))}”" for text in draft.beneath[:SHOWN])
        more = f" and {len(draft.beneath) - SHOWN} more" if len(draft.beneath) > SHOWN else ""
        asked = f"beneath it stand {said}{more}: sums and notes? If not, take this line away"
        yield f"last_row = {draft.last_row}  # {asked}"
    yield "ignore = ["
    for heading, reason in draft.ignored.items():
        yield f"  {_quoted(heading)},  # {reason}"
    yield "]"
    yield from _formats(draft)
    if is_list_of_actors(draft, rows.sheet):
        yield from _actors(draft)
        return
    yield from _arena(draft)
    for section in draft.sections:
        yield from _section(draft, section)
    if not any(section.role is not None for section in draft.sections):
        yield from _nobody()
    yield from _unpaid(draft)


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
    heading = _quoted(section.columns[0].heading)
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
            yield f"{key} = {_quoted(column.heading)}"
    yield from _concepts(draft)
    if sector is not None:
        yield _sector(sector)


def _unpaid(draft: Draft) -> Iterator[str]:
    """Sections in waiting for amounts of which the table does not say who pays them."""
    for column in draft.unpaid:
        yield ""
        yield f"# Who pays {_quoted(column.heading)}? Put the name in and take the # away."
        yield "# [[funder]]"
        yield '# name = "…"'
        for line in _amount(draft, column):
            yield f"# {line}"


def _amount(draft: Draft, column: Column) -> Iterator[str]:
    code, told = _currency(draft, column)
    yield f"amount = {_quoted(column.heading)}"
    yield f'amount_kind = "{amount_kind(column)}"'
    yield f'currency = "{code}"  # {told}'
    yield from _unit(column)


def _unit(column: Column) -> Iterator[str]:
    """What the heading says that amounts are counted in; a cell that says it itself needs none."""
    said = counted(column.heading)
    if said is None:
        return
    unit, word = said
    if unit is not None:
        yield f'unit = "{unit}"  # the heading says {word}: 1 is read as {FACTORS[unit]}'
    else:
        yield f'# unit = "…"  # “{word}” in the heading may say "thousands": say so, or "ones"'


def _formats(draft: Draft) -> Iterator[str]:
    dates = [c for m in (Meaning.START, Meaning.END) if (c := draft.column(m)) is not None]
    budget = draft.column(Meaning.BUDGET)
    amounts = [s.amount for s in draft.sections if s.amount is not None]
    amounts += [*draft.unpaid, *([budget] if budget is not None else [])]
    order, mark = date_order(dates), decimal_mark(amounts)
    columns = (*draft.themes, *draft.target_groups)
    listed = [separator(c, ";|\n") or separator(c, ",", sure=True) for c in columns]
    yield ""
    yield "[format]"
    yield f'date_order = "{order}"' if order is not None else '# date_order = "dmy"'
    yield f'decimal = "{mark}"' if mark is not None else '# decimal = ","'
    found = next((mark for mark in listed if mark is not None), None)
    rates = draft.column(Meaning.RATE)
    if rates is not None and is_fraction(rates):
        yield 'rate = "fraction"  # 0.4 is 40 %'
    yield f"list_separator = {_quoted(found)}" if found is not None else '# list_separator = ";"'
    yield from _empty(draft)


def _empty(draft: Draft) -> Iterator[str]:
    """Words for nothing; a word that may be meant somewhere is asked about."""
    if draft.empty:
        words = ", ".join(map(_quoted, draft.empty))
        yield f"empty = [{words}]  # cells that say nothing, in every column"
    for word, headings in draft.asked.items():
        places = ", ".join(f"“{heading}”" for heading in headings)
        yield f"# {_quoted(word)} in {places}: a value there? If it says nothing, list it as empty"


def _currency(draft: Draft, amounts: Column) -> tuple[str, str]:
    return currency([amounts], draft.column(Meaning.CURRENCY), draft.countries)


def _arena(draft: Draft) -> Iterator[str]:
    project = draft.column(Meaning.NAME)
    name = project or draft.column(Meaning.COLLABORATION)
    yield ""
    yield "[project]" if project is not None else "[collaboration]"
    if name is not None:
        yield f"name = {_quoted(name.heading)}"
    else:
        met = "all rows meet in one arena of this name, as on a list of who came; is that so?"
        yield f"name = {{ fixed = {_quoted(draft.title)} }}  # {met}"
    yield from _number(draft.column(Meaning.NUMBER))
    yield from _asked_key(draft)
    if project is None:
        yield 'kind = "unknown"  # or network, event, round_table, conference, …'
    for key, wanted in ARENA_KEYS.items():
        if (column := draft.column(wanted)) is not None:
            yield f"{key} = {_quoted(column.heading)}"
    if (day := one_day(draft)) is not None:
        yield f"end = {_quoted(day.heading)}  # of one day; if they last, take this line away"
    if (budget := draft.column(Meaning.BUDGET)) is not None:
        code, told = _currency(draft, budget)
        yield f'currency = "{code}"  # {told}'
        yield from _unit(budget)
    yield from _concepts(draft)


def _concepts(draft: Draft) -> Iterator[str]:
    for key, columns in (("themes", draft.themes), ("target_groups", draft.target_groups)):
        if columns:
            yield f"{key} = {_list(columns)}"


def _asked_key(draft: Draft) -> Iterator[str]:
    """Rows that become one arena though they differ in what an arena has once."""
    if (found := draft.restated) is None:
        return
    name = _shortened(mask(found.name or draft.title))
    more = f" (and {found.more} more name{'s' * (found.more > 1)})" if found.more else ""
    differ = ", ".join(f"“{heading}”" for heading in found.headings)
    yield f"# “{name}”{more} stands in {found.rows} rows that differ in {differ}: they are read as"
    yield "# one, of which one value of each is shown. Are they several? Then give the table a"
    yield '# column that tells them apart, and name it here: key = "…"'


def _number(column: Column | None) -> Iterator[str]:
    if column is not None:
        yield f"number = {_quoted(column.heading)}"
        if mostly(column, lambda text: ESF_NUMBER.match(text) is not None):
            yield 'number_scheme = "dnr"  # joins ESF projects of the same number'


def _section(draft: Draft, section: Section) -> Iterator[str]:
    yield ""
    yield "[[funder]]" if section.role is None else "[[participant]]"
    yield f"columns = {_list(section.columns)}"
    if (number := section.about.get(Meaning.ORGNR)) is not None:
        yield f"orgnr = {_quoted(number.heading)}"
    else:
        yield from _separator(section)
    if section.role is not None:
        yield from _taking_part(section, section.role)
    if (sector := section.about.get(Meaning.SECTOR)) is not None:
        yield _sector(sector)
    if section.amount is not None:
        yield from _amount(draft, section.amount)


def _taking_part(section: Section, role: Role) -> Iterator[str]:
    yield from _role(section.about.get(Meaning.ROLE), role)
    if (status := section.about.get(Meaning.STATUS)) is not None:
        yield from _status(status)
    elif section.invited:
        yield f'status = "{ParticipationStatus.INVITED}"  # as the heading says'
    if (country := section.about.get(Meaning.COUNTRY)) is not None:
        yield f"country = {_quoted(country.heading)}"
    if section.region is not None:
        yield f"region = {_quoted(section.region.heading)}  # differs between rows of one arena"


def _separator(section: Section) -> Iterator[str]:
    """What parts several names in a cell, with a cell to check it by; else what may part them."""
    mark, columns = section.separator, section.columns
    perhaps = perhaps_parted(columns)
    if mark is not None:
        cell, pieces = most_parted(columns, mark)
        yield f"separator = {_quoted(mark)}  # makes {pieces} names of “{_shortened(mask(cell))}”"
    elif perhaps is not None:
        asked = f"does “{_shortened(mask(perhaps[1]))}” name several? Then take the first # away"
        yield f"# separator = {_quoted(perhaps[0])}  # {asked}"
    else:
        yield '# separator = ";"  # where one cell names several'
    if (named := with_role(columns, mark)) is not None:
        yield f"# “{_shortened(mask(named))}” is kept whole as a name: no role in brackets is read"


def _sector(column: Column) -> str:
    values = _values(column, Sector, sector_word)
    return f"sector = {{ column = {_quoted(column.heading)}, values = {values} }}"


def _role(column: Column | None, role: Role) -> Iterator[str]:
    if column is None:
        yield f'role = "{role}"'
        return
    values = _values(column, Role, role_word)
    yield f'role = {{ column = {_quoted(column.heading)}, default = "{role}", values = {values} }}'


def _status(column: Column) -> Iterator[str]:
    """Who came and who only answered; a value that is not known is refused by the import."""
    words = {value: status_word(column.heading, value) for value in dict.fromkeys(column.values)}
    values = ", ".join(f'{_quoted(v)} = "{code}"' for v, code in words.items() if code is not None)
    if asked := [word for word, code in words.items() if code is None and mask(word) == word]:
        codes = ", ".join(code.value for code in ParticipationStatus)
        yield f"# Which status is {', '.join(map(_quoted, asked))}? Add it to values: {codes}"
    default = f'default = "{ParticipationStatus.INVITED}", '
    yield "# Only who attended or is a party has met the others; an empty cell is read as default."
    yield f"status = {{ column = {_quoted(column.heading)}, {default}values = {{ {values} }} }}"


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


def _shortened(text: str) -> str:
    """The beginning of a text, on one line: an example in a comment."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else line[:LONGEST].rstrip() + "…"


def _quoted(text: str) -> str:
    """A TOML basic string: JSON's escapes are among its own, but for the delete character."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _slug(title: str) -> str:
    letters = title.casefold().translate(LETTERS)
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-")[:60] or "tabell"

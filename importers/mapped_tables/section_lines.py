"""What a proposal says of who takes part, and of who pays: how their columns are to be read."""

from collections.abc import Iterator, Mapping

from graph_schema.vocabularies import ParticipationStatus, Role, Sector, Vocabulary
from importers.mapped_tables.amount_lines import amount_lines
from importers.mapped_tables.cells import labelled
from importers.mapped_tables.code_words import is_funder_word, role_word, sector_word, status_word
from importers.mapped_tables.dividing import most_parted, perhaps_parted, with_role
from importers.mapped_tables.draft import Draft, Section
from importers.mapped_tables.outcomes import asked_lines, status_lines
from importers.mapped_tables.promises import first
from importers.mapped_tables.recognising import Column, Meaning
from importers.mapped_tables.spelling import headings, quoted, shortened
from importers.masking import mask
from importers.names import name_key

SHOWN_ROWS = 12  # numbers of rows, of which the rest are counted


def section_lines(draft: Draft, section: Section) -> Iterator[str]:
    """The lines of one [[participant]] or [[funder]]; of one held back as comments, and asked."""
    yield ""
    if not section.doubts:
        yield from _lines(draft, section)
        return
    yield from asked_lines(section)
    yield from (f"# {line}" for line in _lines(draft, section))
    yield from status_lines(section.doubts)


def _lines(draft: Draft, section: Section) -> Iterator[str]:
    yield "[[funder]]" if section.role is None else "[[participant]]"
    yield f"columns = {headings(section.columns)}"
    if (number := section.about.get(Meaning.ORGNR)) is not None:
        yield f"orgnr = {quoted(number.heading)}"
    else:
        yield from _separator(section)
    yield from _rows_of(section)
    if section.role is not None:
        yield from _taking_part(section, section.role)
    elif (status := section.about.get(Meaning.STATUS)) is not None:
        yield from _paying_status(status)
    yield from _ungranted(section)
    if (sector := section.about.get(Meaning.SECTOR)) is not None:
        yield sector_line(sector)
    if section.amount is not None:
        yield from amount_lines(draft, section.amount)


def _rows_of(section: Section) -> Iterator[str]:
    """Which rows are about who pays and not about who takes part, by the column of roles."""
    roles = section.about.get(Meaning.ROLE)
    for key, words in (("only", section.only), ("omit", section.omit)):
        if words and roles is not None:
            said = "who pays" if key == "only" else "who pays takes no part by that"
            listed = ", ".join(map(quoted, words))
            yield f"{key} = {{ column = {quoted(roles.heading)}, values = [{listed}] }}  # {said}"


def _ungranted(section: Section) -> Iterator[str]:
    """The rows of who pays in which nothing is known to be granted."""
    if not section.ungranted or section.amount is None:
        return
    rows = sorted({row for found in section.ungranted.values() for row in found})
    shown = ", ".join(map(str, rows[:SHOWN_ROWS]))
    more = f" and {len(rows) - SHOWN_ROWS} more" if len(rows) > SHOWN_ROWS else ""
    words = ", ".join(quoted(word) for word in sorted(section.ungranted) if mask(word) == word)
    several = f"rows {shown}{more}" if len(rows) > 1 else f"row {shown}"
    yield f"# Nothing is known to be granted in {several}: nobody pays there. If who is named there"
    yield '# pays all the same, write status = "party" in place of the next line.'
    yield f"omit = {{ column = {quoted(section.amount.heading)}, values = [{words}] }}"


def _taking_part(section: Section, role: Role) -> Iterator[str]:
    yield from _role(section, role)
    if (status := section.about.get(Meaning.STATUS)) is not None:
        yield from _met_status(status)
    elif section.invited:
        yield f'status = "{ParticipationStatus.INVITED}"  # as the heading says'
    if (country := section.about.get(Meaning.COUNTRY)) is not None:
        yield f"country = {quoted(country.heading)}"
    if section.region is not None:
        yield f"region = {quoted(section.region.heading)}  # differs between rows of one arena"


def _separator(section: Section) -> Iterator[str]:
    """What parts several names in a cell, with a cell to check it by; else what may part them."""
    mark, columns = section.separator, section.columns
    perhaps = perhaps_parted(columns)
    if mark is not None:
        cell, pieces = most_parted(columns, mark)
        yield f"separator = {quoted(mark)}  # makes {pieces} names of “{shortened(mask(cell))}”"
    elif perhaps is not None:
        asked = f"does “{shortened(mask(perhaps[1]))}” name several? Then take the first # away"
        asked += '; if they are one name each, write separator = ""'
        yield f"# separator = {quoted(perhaps[0])}  # {asked}"
    else:
        yield '# separator = ";"  # where one cell names several'
    if (named := with_role(columns, mark)) is not None:
        yield f"# “{shortened(mask(named))}” is kept whole as a name: no role in brackets is read"


def sector_line(column: Column) -> str:
    """The sectors that the words of a column stand for."""
    values = _pairs({word: sector_word(word) for word in column.values}, Sector)
    return f"sector = {{ column = {quoted(column.heading)}, values = {values} }}"


def _role(section: Section, role: Role) -> Iterator[str]:
    """The role, by a column where there is one; its words for how far it went are statuses."""
    column = section.about.get(Meaning.ROLE)
    if column is None:
        yield f'role = "{role}"'
        return
    words = {
        word: labelled(Role).get(name_key(word)) or role_word(word)
        for word in dict.fromkeys(column.values)
    }
    told = {
        word: status
        for word, code in words.items()
        if code is None and (status := status_word(column.heading, word)) is not None
    }
    unnamed = {*told}
    if Meaning.STATUS in section.about:  # another column says it, of who pays too
        told, unnamed = {}, {*filter(is_funder_word, words)}
    known = {word: role if word in unnamed else code for word, code in words.items()}
    asked = [word for word, code in known.items() if code is None and word not in section.omit]
    asked = [word for word in asked if mask(word) == word]
    yield from _asked_roles(column, asked, section.omit)
    if asked and Meaning.STATUS not in section.about:
        yield from _asked_status(column, listed=bool(told))
    values = _pairs(known, Role)
    yield f'role = {{ column = {quoted(column.heading)}, default = "{role}", values = {values} }}'
    if told:
        values = _pairs(told, ParticipationStatus)
        yield "# Some of its words say how far it went: of them only who attended or is a party has"
        yield "# met, and so has who stands with a word that is not listed here, and only a role."
        yield f"status = {{ column = {quoted(column.heading)}, values = {values} }}"


def _asked_roles(column: Column, words: list[str], omitted: list[str]) -> Iterator[str]:
    """Words that say no role: until they are mapped, or their rows left out, they are refused."""
    if words:
        several = ", ".join(map(quoted, words))
        yield f"# Which role is {several}? Add it to values: {', '.join(Role)}"
        out = ", ".join(map(quoted, [*omitted, *words]))
        yield "# Is it none? Then leave such rows out, by this line alone:"
        yield f"# omit = {{ column = {quoted(column.heading)}, values = [{out}] }}"
        if any(first("meaning", word) == "funder" for word in words):
            yield "# Does one say who pays? Leave it out so, and list it in only of a [[funder]]."


def _asked_status(column: Column, *, listed: bool) -> Iterator[str]:
    """Whether a word that is asked about says how far it went, besides a role."""
    yield "# Does one say that somebody declined, or was only invited? List it in status as well"
    if not listed:
        values = f'column = {quoted(column.heading)}, values = {{ "…" = "declined" }}'
        yield f"# status = {{ {values} }}"


def _met_status(column: Column) -> Iterator[str]:
    """Who came and who only answered."""
    default = f'default = "{ParticipationStatus.INVITED}", '
    yield "# Only who attended or is a party has met the others; an empty cell is read as default."
    yield from _status(column, default)


def _paying_status(column: Column) -> Iterator[str]:
    """Who pays, and who only answered when asked to."""
    yield "# Who declined pays nothing, whatever amount stands beside; who attended or is a party"
    yield "# pays, and of whom the cell says nothing. Who is only invited or interested does not,"
    yield "# and an amount beside is refused. If it says who came, and not who pays, take it away."
    yield from _status(column)


def _status(column: Column, default: str = "") -> Iterator[str]:
    """The statuses of words; a value that is not known is refused by the import."""
    words = {value: status_word(column.heading, value) for value in dict.fromkeys(column.values)}
    values = ", ".join(f'{quoted(v)} = "{code}"' for v, code in words.items() if code is not None)
    if asked := [word for word, code in words.items() if code is None and mask(word) == word]:
        codes = ", ".join(code.value for code in ParticipationStatus)
        yield f"# Which status is {', '.join(map(quoted, asked))}? Add it to values: {codes}"
    yield f"status = {{ column = {quoted(column.heading)}, {default}values = {{ {values} }} }}"


def _pairs(words: Mapping[str, Vocabulary | None], codes: type[Vocabulary]) -> str:
    """Words and their codes as a TOML table; labels need no line."""
    pairs = ", ".join(
        f'{quoted(word)} = "{code}"'
        for word, code in words.items()
        if code is not None and labelled(codes).get(name_key(word)) != code and mask(word) == word
    )
    return f"{{ {pairs} }}" if pairs else "{}"

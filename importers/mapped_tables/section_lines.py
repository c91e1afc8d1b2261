"""What a proposal says of who takes part, and of who pays: how their columns are to be read."""

from collections.abc import Callable, Iterator

from graph_schema.vocabularies import ParticipationStatus, Role, Sector, Vocabulary
from importers.mapped_tables.amount_lines import amount_lines
from importers.mapped_tables.cells import labelled
from importers.mapped_tables.code_words import role_word, sector_word, status_word
from importers.mapped_tables.dividing import most_parted, perhaps_parted, with_role
from importers.mapped_tables.draft import Draft, Section
from importers.mapped_tables.recognising import Column, Meaning
from importers.mapped_tables.spelling import headings, quoted, shortened
from importers.masking import mask
from importers.names import name_key


def section_lines(draft: Draft, section: Section) -> Iterator[str]:
    """The lines of one [[participant]] or [[funder]]."""
    yield ""
    yield "[[funder]]" if section.role is None else "[[participant]]"
    yield f"columns = {headings(section.columns)}"
    if (number := section.about.get(Meaning.ORGNR)) is not None:
        yield f"orgnr = {quoted(number.heading)}"
    else:
        yield from _separator(section)
    if section.role is not None:
        yield from _taking_part(section, section.role)
    if (sector := section.about.get(Meaning.SECTOR)) is not None:
        yield sector_line(sector)
    if section.amount is not None:
        yield from amount_lines(draft, section.amount)


def _taking_part(section: Section, role: Role) -> Iterator[str]:
    yield from _role(section.about.get(Meaning.ROLE), role)
    if (status := section.about.get(Meaning.STATUS)) is not None:
        yield from _status(status)
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
        yield f"# separator = {quoted(perhaps[0])}  # {asked}"
    else:
        yield '# separator = ";"  # where one cell names several'
    if (named := with_role(columns, mark)) is not None:
        yield f"# “{shortened(mask(named))}” is kept whole as a name: no role in brackets is read"


def sector_line(column: Column) -> str:
    """The sectors that the words of a column stand for."""
    values = _values(column, Sector, sector_word)
    return f"sector = {{ column = {quoted(column.heading)}, values = {values} }}"


def _role(column: Column | None, role: Role) -> Iterator[str]:
    if column is None:
        yield f'role = "{role}"'
        return
    values = _values(column, Role, role_word)
    yield f'role = {{ column = {quoted(column.heading)}, default = "{role}", values = {values} }}'


def _status(column: Column) -> Iterator[str]:
    """Who came and who only answered; a value that is not known is refused by the import."""
    words = {value: status_word(column.heading, value) for value in dict.fromkeys(column.values)}
    values = ", ".join(f'{quoted(v)} = "{code}"' for v, code in words.items() if code is not None)
    if asked := [word for word, code in words.items() if code is None and mask(word) == word]:
        codes = ", ".join(code.value for code in ParticipationStatus)
        yield f"# Which status is {', '.join(map(quoted, asked))}? Add it to values: {codes}"
    default = f'default = "{ParticipationStatus.INVITED}", '
    yield "# Only who attended or is a party has met the others; an empty cell is read as default."
    yield f"status = {{ column = {quoted(column.heading)}, {default}values = {{ {values} }} }}"


def _values(column: Column, codes: type[Vocabulary], code_of: Callable[[str], Vocabulary]) -> str:
    """Every value of a column and its code; labels need no line."""
    pairs = ", ".join(
        f'{quoted(value)} = "{code_of(value)}"'
        for value in dict.fromkeys(column.values)
        if name_key(value) not in labelled(codes) and mask(value) == value
    )
    return f"{{ {pairs} }}" if pairs else "{}"

"""What a proposal says of amounts: their currency, their kind and what they are counted in."""

from collections import Counter
from collections.abc import Iterator

import pycountry
from babel.numbers import get_territory_currencies

from importers.mapped_tables.amounts import FACTORS, currencies
from importers.mapped_tables.currency_cells import currency_codes, said_unit
from importers.mapped_tables.draft import Draft
from importers.mapped_tables.promises import in_words
from importers.mapped_tables.recognising import Column, amount_kind
from importers.mapped_tables.spelling import quoted
from importers.mapped_tables.units import counted, is_unit_alone, without_unit
from importers.mapped_tables.year_amounts import are_years
from importers.masking import mask

USUAL = "SEK"  # where nothing tells


def amount_lines(draft: Draft, column: Column) -> Iterator[str]:
    """The lines about the amounts of one funder."""
    yield f"amount = {quoted(column.heading)}"
    yield f'amount_kind = "{amount_kind(column)}"'
    yield from currency_lines(draft, column)
    yield from unit_line(column)


def currency_lines(draft: Draft, amounts: Column) -> Iterator[str]:
    """The currency of amounts: that of each row where a column states it, else one for all."""
    stated = draft.currency_of.get(amounts.heading)
    tender = tender_of(draft.countries)
    if stated is not None:
        yield from _of_each_row(stated, tender or USUAL)
        return
    if draft.currencies:
        named = " or ".join(f"“{column.heading}”" for column in draft.currencies)
        yield f'currency = {{ column = "…" }}  # {named}, or a code for all rows?'
        return
    code, told = _of_all(amounts, tender)
    yield f'currency = "{code}"  # {told}'


def unit_line(column: Column) -> Iterator[str]:
    """What the heading says that amounts are counted in; a cell that says it itself needs none."""
    said = counted(column.heading)
    if are_years(column.values) and (said is None or said.unit is None):
        yield '# unit = "ones"  # every value looks like a year: are they amounts? Then take the'
        yield "# first # away; until then they are refused. If they are years, ignore the column"
        return
    if said is None:
        yield from _asked_unit(column)
        return
    unit, word = said
    if unit is not None:
        yield f'unit = "{unit}"  # the heading says {word}: 1 is read as {FACTORS[unit]}'
    else:
        yield f'# unit = "…"  # “{word}” in the heading may say "thousands": say so, or "ones"'


def _asked_unit(column: Column) -> Iterator[str]:
    """A cell that says a unit and no amount, as in a second row of headings: of all of them?"""
    alone = (counted(value) for value in column.values if is_unit_alone(value))
    said = next((one for one in alone if one is not None and one.unit is not None), None)
    if said is not None:
        yield f'# unit = "{said.unit}"  # “{said.word}” stands alone in a cell: is it of the whole'
        yield '# column? Then take the first # away, else say "ones"; until then it is refused'


def _of_each_row(stated: Column, crowns: str) -> Iterator[str]:
    """A column of currencies; what may be several is taken for one, what is none is asked about."""
    words = {word: currency_codes(word) for word in dict.fromkeys(stated.values)}
    asked = [word for word, codes in words.items() if not codes and mask(word) == word]
    doubted = {
        word: crowns if crowns in codes else codes[0]
        for word, codes in words.items()
        if len(codes) > 1
    }
    if asked:
        yield f"# Which currency is {', '.join(map(quoted, asked))}? Add it to values: SEK, EUR, …"
    for word, code in doubted.items():
        yield f"# {quoted(word)} may be several currencies and is taken for {code}: check it"
    for word in words:
        if (said := said_unit(word)) is not None and said.unit is not None:
            one = FACTORS[said.unit]
            yield f"# {quoted(word)} counts the amount in its row: 1 is read as {one}"
    pairs = ", ".join(f'{quoted(word)} = "{code}"' for word, code in doubted.items())
    values = f", values = {{ {pairs} }}" if pairs else ""
    yield f"currency = {{ column = {quoted(stated.heading)}{values} }}  # that of each row"


def _of_all(amounts: Column, tender: str | None) -> tuple[str, str]:
    """The one currency of amounts and what told it: heading and values, or the country."""
    texts = [without_unit(in_words(amounts.heading)), *amounts.values]
    told = Counter(code for text in texts if len(codes := currencies(text)) == 1 for code in codes)
    if not told:
        return (
            (USUAL, "not told by the table: check it") if tender is None else (tender, "by country")
        )
    code = told.most_common(1)[0][0]
    others = ", ".join(sorted(told.keys() - {code}))
    if not others:
        return code, "told by the table"
    return code, f"the table names {others}, too: such rows are refused, see currency in the docs"


def tender_of(countries: Column | None) -> str | None:
    """The legal tender of the one country that a column names."""
    found = {_tender(value) for value in (countries.values if countries is not None else ())}
    return found.pop() if len(found) == 1 else None


def _tender(country: str) -> str | None:
    try:
        code = pycountry.countries.lookup(country.strip()).alpha_2
    except LookupError:
        return None
    return next(iter(get_territory_currencies(code)), None)

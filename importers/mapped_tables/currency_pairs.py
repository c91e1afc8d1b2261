"""Which column of currencies is of which amounts, where a table has one or several of them."""

import re
from collections.abc import Callable, Mapping, Sequence

from graph_schema.vocabularies import AmountKind
from importers.mapped_tables.amount_lines import tender_of
from importers.mapped_tables.amounts import currencies
from importers.mapped_tables.belonging import ENDINGS, FEWEST_LETTERS, numeral
from importers.mapped_tables.currency_cells import currency_codes
from importers.mapped_tables.draft import Draft
from importers.mapped_tables.promises import first, in_words
from importers.mapped_tables.recognising import (
    NAMES_CURRENCY,
    Column,
    Meaning,
    amount_kind,
    is_of_another,
    meaning,
)
from importers.mapped_tables.units import is_unit_alone

OF_ALL = re.compile(
    r"\W*(?:valuta|currency|währung|devise)\w{0,2}\W*(?:kod|code|slag|iso)?\W*(?:\(.*\)\W*)?",
    re.IGNORECASE,
)
"""A heading that says "currency" and nothing of which amounts."""
SAYS_CURRENCY = re.compile(r"(?:valuta|currency|währung|devise)\w*|\b(?:kod|code|slag|iso)\b")
NAMES_NONE = re.compile(r"ann(?:an|at)|andra|other|second|lokal|local|original|ursprung|nation")
"""Words of headings that tell currencies apart, and say nothing of which amounts."""
OF_GRANTS = re.compile(r"bidrag|bevilj|grant|award")
OF_BUDGETS = re.compile(r"budget|total")
NOT_GRANTED = frozenset({AmountKind.OWN, AmountKind.TOTAL})


def pair_currencies(draft: Draft) -> None:
    """Give each amount its column of currencies; what goes with none is left out, and asked."""
    for column in [*draft.currencies]:
        if not any(currency_codes(text) or is_unit_alone(text) for text in column.values):
            draft.currencies.remove(column)
            draft.ignored[column.heading] = "not read: no currency stands there"
    draft.currency_of = {**_pairs(draft, draft.currencies)}
    if draft.currencies:
        _leave_out_amounts(draft)
    elif tender_of(draft.countries) is None:
        _leave_out_amounts_of_some_currency(draft)
    read = [s.amount for s in draft.sections if s.amount is not None and not s.doubts]
    read += [budget] if (budget := draft.column(Meaning.BUDGET)) is not None else []
    used = [draft.currency_of.get(amount.heading) for amount in read]
    for column in draft.currencies:
        if column not in used:
            draft.ignored[column.heading] = _why_unused(draft, column)


def _pairs(draft: Draft, named: Sequence[Column]) -> Mapping[str, Column]:
    """Headings of amounts → their currencies: one for all, else by numeral, by word or by place."""
    if len(named) == 1 and (_is_of_one(draft, named[0]) or _is_of_all(named[0].heading)):
        return {amount.heading: named[0] for amount in draft.money}
    by_numeral = {
        column.heading: [
            amount.heading
            for amount in draft.money
            if (which := numeral(column.heading)) and numeral(amount.heading) == which
        ]
        for column in named
    }
    by_word = {
        column.heading: _by_word_or_place(draft, column, alone=len(named) == 1) for column in named
    }
    for found in (by_numeral, by_word):
        paired = {amounts[0]: c for c in named if len(amounts := found[c.heading]) == 1}
        if len(paired) == len(named):
            return paired
    return {}


def _is_of_one(draft: Draft, currency: Column) -> bool:
    """Whether currencies can only be of the one amount there is.

    Not where their heading names another one, and a column beside may be that.
    """
    if len(draft.money) != 1:
        return False
    stems = _stems(currency.heading)
    named = not stems or any(_fits(stem, draft.money[0]) for stem in stems)
    return named or not draft.perhaps_money


def _by_word_or_place(draft: Draft, column: Column, *, alone: bool) -> Sequence[str]:
    """The amounts that a column of currencies may be of: one, where that shows.

    The one in front of it is taken where the heading speaks of none. Where it speaks of several it
    is one of these only if the others may have a column of their own.
    """
    before = dict(zip(draft.order[1:], draft.order, strict=False)).get(column.heading)
    in_front = [amount.heading for amount in draft.money if amount.heading == before]
    stems = _stems(column.heading)
    fitting = [a.heading for a in draft.money if any(_fits(stem, a) for stem in stems)]
    if not fitting:
        return [] if stems else in_front
    begun = [name for name in fitting if in_words(name).casefold().startswith(stems[0])]
    if 1 in (len(fitting), len(begun)):
        return fitting if len(fitting) == 1 else begun
    return in_front if before in fitting and not alone else fitting


def _stems(heading: str) -> Sequence[str]:
    """What a heading of currencies says besides that: *bidrag* of *Bidragsvaluta*."""
    left = re.findall(r"[^\W\d_]+", SAYS_CURRENCY.sub(" ", in_words(heading).casefold()))
    named = (word for word in left if len(word) >= FEWEST_LETTERS and not NAMES_NONE.match(word))
    return [ENDINGS.sub("", word) for word in named]


def _fits(stem: str, amount: Column) -> bool:
    """Whether a word is of an amount: one in its heading begins so, or it means such amounts."""
    words = re.findall(r"[^\W\d_]+", in_words(amount.heading).casefold())
    if any(word.startswith(stem) for word in words):
        return True
    held = meaning(amount)
    if OF_BUDGETS.match(stem):
        return held is Meaning.BUDGET
    granted = held is Meaning.AMOUNT and not is_of_another(amount)
    return bool(OF_GRANTS.match(stem)) and granted and amount_kind(amount) not in NOT_GRANTED


def _is_of_all(heading: str) -> bool:
    """Whether a heading says nothing of which amounts a currency is of."""
    if numeral(heading) is not None:
        return False
    named = first("meaning", heading) == Meaning.CURRENCY
    return not named or OF_ALL.fullmatch(in_words(heading)) is not None


def _leave_out_amounts_of_some_currency(draft: Draft) -> None:
    """Amounts in a currency that their heading speaks of and nothing names: Belopp i valuta."""
    _leave_out(draft, "in which currency? Say it by", _says_one)


def _says_one(amount: Column) -> bool:
    """Whether a heading speaks of a currency that neither it names nor all cells: 5, not 5 EUR.

    Cells that name several are asked about, too: a section reads its amounts in one.
    """
    if NAMES_CURRENCY.search(amount.heading) is None or currencies(amount.heading):
        return False
    named = [currencies(text) for text in amount.values]
    return any(len(codes) != 1 or codes != named[0] for codes in named)


def _leave_out_amounts(draft: Draft) -> None:
    """Amounts of which it does not show in what currency they are."""
    named = " or ".join(f"“{column.heading}”" for column in draft.currencies)
    asked = f"in the currency of {named}, or in another one? Say it by"
    _leave_out(draft, asked, lambda amount: amount.heading not in draft.currency_of)


def _leave_out(draft: Draft, asked: str, is_doubted: Callable[[Column], bool]) -> None:
    for section in draft.sections:
        amount = section.amount
        if amount is not None and is_doubted(amount):
            section.amount = None
            draft.ignored[amount.heading] = (
                f"{asked} amount and currency in its [[funder]], and take this line away"
            )
    budget = draft.column(Meaning.BUDGET)
    if budget is not None and is_doubted(budget):
        del draft.single[Meaning.BUDGET]
        draft.ignored[budget.heading] = (
            f"{asked} budget and currency in [project], and take this line away"
        )


def _why_unused(draft: Draft, column: Column) -> str:
    if column in draft.currency_of.values() or not draft.money:
        return "currency: of no amount that is read"
    named = " or ".join(f"“{amount.heading}”" for amount in draft.money)
    return f"currency of {named}? Say it by currency beside the amount, and take this line away"

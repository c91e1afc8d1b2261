"""Amounts of one payer in several rows of a table, of which one tie would show one: refused."""

from collections.abc import Container, Iterator, Sequence
from decimal import Decimal
from itertools import product
from typing import NamedTuple

from graph_schema.claims import Claim, RecordKey
from graph_schema.days import is_before
from graph_schema.edges import Funds, ParticipatesIn
from graph_schema.vocabularies import AmountKind
from importers.errors import BadInputError
from importers.mapped_tables.ignored_periods import (
    Periods,
    in_words,
    periods_beside,
    that_differ,
)
from importers.names import name_key
from importers.rows import LocatedRow

PERIOD = "give each row the period it pays for, by start and end in the [[funder]], or "
DIFFERENT = (
    f"{PERIOD}add the amounts up in one row; where they are of several projects, name what tells "
    "these apart as key, and no number_scheme of a number that they share"
)
EQUAL = (
    f"{PERIOD}add the amounts up in one row; where rows repeat one amount, write one_amount = true "
    "in the [[funder]]; where they are of several projects, name what tells these apart as key"
)
CURRENCIES = (
    f"{PERIOD}add the amounts up in one row and one currency; where one amount stands in two "
    "currencies, write one_amount = true in the [[funder]], and one of them is shown"
)


class Stated(NamedTuple):
    """An amount that somebody pays for something, and where it stands.

    ``period``: start and end of what is paid for, where the payment has none of its own.
    ``numbered``: whether the payer has a number. ``beside``: what ignored columns say of a period;
    ``parties``: who takes part by this row.
    """

    amount: str
    currency: str
    kind: str
    payer: str
    arena: str
    period: tuple[str, str]
    numbered: bool
    column: str
    file: str
    row: int | None
    beside: Periods
    parties: frozenset[str]


_Key = tuple[str, ...]
_Known = dict[_Key, tuple[Stated, ...]]
"""By what tells ties apart: an amount of each currency."""


class AmountsOfTies:
    """The amounts that a table states of each payer, arena, kind and period, one a currency.

    Payers are told by number, else by name; one without a number may be one of that name with it.
    Arenas are told by key and by number: those that share one are shown as one. ``repeated``:
    columns of which the mapping says that rows repeat one amount; ``ignored``: headings that it
    leaves alone.
    """

    def __init__(self, repeated: Container[str | None], ignored: Sequence[str] = ()) -> None:
        self._known: _Known = {}
        self._repeated = repeated
        self._ignored = ignored

    def checked(self, claims: Iterator[Claim], row: LocatedRow) -> Iterator[Claim]:
        """The claims of a row; raises ``BadInputError`` where an amount would be lost.

        One that differs would be; an equal one may be paid again where the period of what is paid
        for is another, and one in another currency besides. One row may say both currencies of one
        amount.
        """
        nodes: dict[RecordKey, Claim] = {}
        here: _Known = {}  # nothing is kept of a row that is refused
        parties: set[str] = set()  # they come before who pays
        for claim in claims:
            if claim.ends is None:
                nodes[claim.node] = claim
            elif claim.kind == ParticipatesIn.LABEL:
                parties.add(str(claim.ends[0]))
            elif claim.kind == Funds.LABEL and "amount" in claim.fields:
                payer, arena = (nodes[end] for end in claim.ends)
                beside = periods_beside(self._ignored, row)
                said = _stated(claim, payer, arena, row)._replace(
                    beside=beside, parties=frozenset(parties)
                )
                for key in _keys(claim, payer, arena):
                    here[key] = self._with(key, here.get(key, ()), said, row)
            yield claim
        for key, stated in here.items():
            self._refuse_another_currency(key, stated, row)
            others = (f for f in self._known.get(key, ()) if _of(f.currency, stated) is None)
            self._known[key] = (*stated, *others)

    def _with(
        self, key: _Key, here: tuple[Stated, ...], said: Stated, row: LocatedRow
    ) -> tuple[Stated, ...]:
        """The amounts of a tie in this row with one more, held against that of its currency."""
        first = _of(said.currency, here) or _of(said.currency, self._known.get(key, ()))
        others = tuple(other for other in here if other.currency != said.currency)
        if first is None:
            return (*others, said)
        if _may_be_one(key, first, said):
            if Decimal(first.amount) != Decimal(said.amount):
                raise _differ(first, said, row)
            if said.column not in self._repeated:
                _refuse_another_period(first, said, row)
        # A later row is held against the one that says most of the period.
        return (*others, max(first, said, key=_says_of_period))

    def _refuse_another_currency(
        self, key: _Key, stated: tuple[Stated, ...], row: LocatedRow
    ) -> None:
        known = self._known.get(key, ())
        if not known or any(_of(one.currency, known) for one in stated):
            return
        first, said = known[0], stated[0]
        if _may_be_one(key, first, said) and said.column not in self._repeated:
            raise _currencies(first, said, row)


def _stated(tie: Claim, payer: Claim, arena: Claim, row: LocatedRow) -> Stated:
    fields = tie.fields
    own = "start" in fields or "end" in fields
    dates = () if own else (str(arena.fields.get(name, "")) for name in ("start", "end"))
    start, end = dates or ("", "")
    return Stated(
        str(fields["amount"]),
        str(fields.get("currency", "")),
        str(fields.get("amount_kind", AmountKind.UNKNOWN.value)),
        str(payer.fields["name"]),
        str(arena.fields["name"]),
        (start, end),
        bool(payer.fields.get("identifiers")),
        str(fields.get("amount_as_published")),
        row.file,
        row.locator.row,
        {},
        frozenset(),
    )


def _keys(tie: Claim, payer: Claim, arena: Claim) -> Iterator[_Key]:
    of = [str(tie.fields.get(name)) for name in Funds.IDENTITY]
    payers = (("key", payer.key), ("name", name_key(str(payer.fields["name"]))))
    arenas = (str(arena.node), *arena.fields.get("identifiers", ()))
    for (told_by, who), what in product(payers, arenas):
        yield (told_by, who, what, *of)


def _of(currency: str, stated: tuple[Stated, ...]) -> Stated | None:
    return next((one for one in stated if one.currency == currency), None)


def _may_be_one(key: _Key, first: Stated, said: Stated) -> bool:
    """Whether two of one key are of one payer: not where each of a name has a number of its own."""
    return key[0] == "key" or first.numbered is not said.numbered


def _refuse_another_period(first: Stated, said: Stated, row: LocatedRow) -> None:
    """Refuse an equal amount that may be paid again, as far as rows or ignored columns say."""
    if _is_of_another_period(first, said):
        raise _equal(first, said, row)
    told = {} if Decimal(said.amount) == 0 else said.beside
    heading = that_differ(first.beside, told, same_parties=first.parties == said.parties)
    if heading is not None:
        raise _beside(first, said, heading, row)


def _says_of_period(said: Stated) -> tuple[int, int]:
    return len("".join(said.period)), len(said.beside)


def _is_of_another_period(first: Stated, said: Stated) -> bool:
    """Whether what is paid for begins or ends otherwise, as far as both rows say; nought is one."""
    pairs = [pair for pair in zip(first.period, said.period, strict=True) if all(pair)]
    differ = any(is_before(a, b) or is_before(b, a) for a, b in pairs)
    return differ and Decimal(said.amount) != 0


def _differ(first: Stated, said: Stated, row: LocatedRow) -> BadInputError:
    return row.error(
        said.column,
        f"{first.amount} {first.currency}, as {_where(first, said)} says that {_pays(first)}; here "
        f"it is {said.amount} {said.currency}, and one tie shows one amount",
        DIFFERENT,
    )


def _equal(first: Stated, said: Stated, row: LocatedRow) -> BadInputError:
    return row.error(
        said.column,
        f"this amount for one period: {_where(first, said)} says that {_pays(first)} "
        f"{_in_words(first.period)}, and this row {_in_words(said.period)}; that may be two, and "
        "one tie shows one amount",
        EQUAL,
    )


def _beside(first: Stated, said: Stated, heading: str, row: LocatedRow) -> BadInputError:
    there, here = (in_words(one.beside[heading]) for one in (first, said))
    return row.error(
        said.column,
        f"this amount once: {_where(first, said)} says that {_pays(first)}, and “{heading}”, which "
        f"the mapping ignores, says {there} there and {here} here; that may be two, and one tie "
        "shows one amount",
        EQUAL,
    )


def _currencies(first: Stated, said: Stated, row: LocatedRow) -> BadInputError:
    return row.error(
        said.column,
        f"an amount in {first.currency}: {_where(first, said)} says that {_pays(first)} "
        f"{first.amount} {first.currency}; here it is {said.amount} {said.currency}, which may be "
        "paid besides, and one tie shows one amount",
        CURRENCIES,
    )


def _where(first: Stated, said: Stated) -> str:
    same = (first.file, first.row) == (said.file, said.row)
    where = "the same row" if same else f"row {first.row}"
    where += f" of {first.file}" if first.file != said.file else ""
    return where + (f" in “{first.column}”" if first.column != said.column else "")


def _pays(said: Stated) -> str:
    return f"“{said.payer}” pays “{said.arena}” (kind of amount: {said.kind})"


def _in_words(period: tuple[str, str]) -> str:
    start, end = period
    return " ".join(f"{word} {day}" for word, day in (("from", start), ("to", end)) if day)

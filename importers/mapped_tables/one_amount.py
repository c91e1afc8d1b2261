"""Amounts of one payer that rows of one table state differently: refused, as one would vanish."""

from collections import ChainMap
from collections.abc import Iterator, MutableMapping
from decimal import Decimal
from itertools import product
from typing import NamedTuple

from graph_schema.claims import Claim, RecordKey
from graph_schema.edges import Funds
from graph_schema.vocabularies import AmountKind
from importers.errors import BadInputError
from importers.names import name_key
from importers.rows import LocatedRow

ADVICE = (
    "give each row the period it pays for, by start and end in the [[funder]], or add the amounts "
    "up in one row; where they are of several projects, name what tells these apart as key, and no "
    "number_scheme of a number that they share"
)


class Stated(NamedTuple):
    """An amount of a tie, where it stands first, and whether its payer has a number."""

    amount: str
    file: str
    row: int | None
    column: str
    numbered: bool


_Stated = MutableMapping[tuple[str, ...], Stated]


class AmountsOfTies:
    """The first amount that a table states of each payer, arena, kind and period, by currency.

    Payers are told by number, else by name; one without a number may be one of that name with it.
    Arenas are told by key and by number: those that share one are shown as one.
    """

    def __init__(self) -> None:
        self._first: dict[tuple[str, ...], Stated] = {}

    def checked(self, claims: Iterator[Claim], row: LocatedRow) -> Iterator[Claim]:
        """The claims of a row; raises ``BadInputError`` where one shows another amount."""
        nodes: dict[RecordKey, Claim] = {}
        here: dict[tuple[str, ...], Stated] = {}  # nothing is kept of a row that is refused
        known = ChainMap(here, self._first)
        for claim in claims:
            if claim.ends is None:
                nodes[claim.node] = claim
            elif claim.kind == Funds.LABEL and "amount" in claim.fields:
                payer, arena = (nodes[end] for end in claim.ends)
                _keep(known, claim, payer, arena, row)
            yield claim
        self._first |= here


def _keep(known: _Stated, tie: Claim, payer: Claim, arena: Claim, row: LocatedRow) -> None:
    fields, numbered = tie.fields, bool(payer.fields.get("identifiers"))
    column = str(fields.get("amount_as_published"))
    said = Stated(str(fields["amount"]), row.file, row.locator.row, column, numbered)
    of = [str(fields.get(name)) for name in ("currency", *Funds.IDENTITY)]
    payers = (("key", payer.key), ("name", name_key(str(payer.fields["name"]))))
    arenas = (str(arena.node), *arena.fields.get("identifiers", ()))
    for (told_by, who), what in product(payers, arenas):
        first = known.setdefault((told_by, who, what, *of), said)
        if (told_by == "key" or first.numbered is not numbered) and _differ(first, said):
            raise _refused(first, said, (tie, payer, arena), row)


def _differ(first: Stated, said: Stated) -> bool:
    return Decimal(first.amount) != Decimal(said.amount)


def _refused(
    first: Stated, said: Stated, claims: tuple[Claim, Claim, Claim], row: LocatedRow
) -> BadInputError:
    tie, payer, arena = claims
    kind = tie.fields.get("amount_kind", AmountKind.UNKNOWN.value)
    currency = tie.fields.get("currency", "")
    where = "the same row" if (first.file, first.row) == said[1:3] else f"row {first.row}"
    where += f" of {first.file}" if first.file != said.file else ""
    where += f" in “{first.column}”" if first.column != said.column else ""
    return row.error(
        said.column,
        f"{first.amount} {currency}, as {where} says that “{payer.fields['name']}” pays "
        f"“{arena.fields['name']}” (kind of amount: {kind}); here it is {said.amount} "
        f"{currency}, and one tie shows one amount",
        ADVICE,
    )

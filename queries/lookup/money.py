"""Sums of funding: each kind of amount and currency by itself, and nothing counted twice."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Context, Decimal
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from graph_schema.vocabularies import AmountKind
from queries.lookup.remembered import once_a_model
from queries.readmodel.columns import Ints, gathered, lists
from queries.readmodel.open import ReadModel

EXACT = Context(prec=100)  # the usual 28 digits would round the largest sums in silence


class Payment(NamedTuple):
    """One tie of funding; ``kind`` is None where amount, currency or kind is unknown."""

    payer: int
    paid: int
    kind: str | None
    amount: Decimal


@dataclass(frozen=True)
class Sums:
    """Sums by ``kind currency``, and how many ties of funding say too little to be summed."""

    amounts: dict[str, str] = field(default_factory=dict)
    unknown: int = 0


@dataclass(frozen=True)
class Funding:
    """All ties of funding, findable by what is paid for."""

    payments: tuple[Payment, ...]
    first: NDArray[np.int64]
    places: Ints

    def of(self, nodes: Ints) -> list[Payment]:
        """What is paid for these nodes."""
        places, _ = gathered(self.first, self.places, nodes)
        return [self.payments[place] for place in places.tolist()]


@once_a_model
def funding(model: ReadModel) -> Funding:
    """The funding of one version."""
    rows = model.ask("funding", {"limit": model.columns.tie_edge.size + 1})
    payments = tuple(_payment(**row) for row in rows)
    paid = np.array([payment.paid for payment in payments], np.int64)
    nodes = model.columns.node_label.size
    first, places = lists(paid, np.arange(len(payments)), nodes)
    return Funding(payments, first, places)


def _payment(
    payer: int, paid: int, kind: str | None, currency: str | None, amount: str | None
) -> Payment:
    if amount is None or currency is None or kind in (None, AmountKind.UNKNOWN):
        return Payment(payer, paid, None, Decimal(0))
    return Payment(payer, paid, f"{kind} {currency}", Decimal(amount))


def summed(payments: Iterable[Payment]) -> Sums:
    """The sums of these payments.

    One grant may stand under two funders: the same kind and amount for the same thing is counted
    once, whoever pays.
    """
    totals: dict[str, Decimal] = {}
    unknown = 0
    seen: dict[tuple[int, str, Decimal], int] = {}
    for payment in payments:
        if payment.kind is None:
            unknown += 1
            continue
        if (
            seen.setdefault((payment.paid, payment.kind, payment.amount), payment.payer)
            != payment.payer
        ):
            continue
        before = totals.get(payment.kind, Decimal(0))
        totals[payment.kind] = EXACT.add(before, payment.amount)
    return Sums({kind: format(total, "f") for kind, total in sorted(totals.items())}, unknown)

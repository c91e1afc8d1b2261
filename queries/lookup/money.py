"""Sums of funding: each kind of amount and currency by itself, and nothing counted twice."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Context, Decimal
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from graph_schema.vocabularies import AmountKind
from queries.lookup.remembered import once_a_model
from queries.lookup.things import sources_of
from queries.readmodel.columns import Ints, gathered, lists
from queries.readmodel.open import ReadModel

LISTED_UNDER_EACH = frozenset({"swecris"})
"""Sources in which a grant with one number stands under each of its funders, in full."""
EXACT = Context(prec=100)  # the usual 28 digits would round the largest sums in silence


class Payment(NamedTuple):
    """One tie of funding; ``kind`` is None where amount, currency or kind is unknown.

    ``grant`` is the same for ties that are taken for one, and else no other tie's.
    """

    payer: int
    paid: int
    kind: str | None
    amount: Decimal
    grant: int


@dataclass(frozen=True)
class Sums:
    """Sums by ``kind currency``, and how many ties of funding say too little to be summed.

    ``taken_for_one``: how many of the grants stand under several payers and are summed once.
    """

    amounts: dict[str, str] = field(default_factory=dict)
    unknown: int = 0
    taken_for_one: int = 0


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
    payments = _told_apart(model, [_payment(**row) for row in rows])
    paid = np.array([payment.paid for payment in payments], np.int64)
    nodes = model.columns.node_label.size
    first, places = lists(paid, np.arange(len(payments)), nodes)
    return Funding(payments, first, places)


def _payment(
    tie: int, payer: int, paid: int, kind: str | None, currency: str | None, amount: str | None
) -> Payment:
    """A grant of its own, called by its tie."""
    if amount is None or currency is None or kind in (None, AmountKind.UNKNOWN):
        return Payment(payer, paid, None, Decimal(0), tie)
    return Payment(payer, paid, f"{kind} {currency}", Decimal(amount), tie)


def _told_apart(model: ReadModel, payments: list[Payment]) -> tuple[Payment, ...]:
    """The payments, with those that are one grant under several payers called alike."""
    alike: dict[tuple[int, str, Decimal], list[int]] = defaultdict(list)
    for place, payment in enumerate(payments):
        if payment.kind is not None:
            alike[payment.paid, payment.kind, payment.amount].append(place)
    several = [places for places in alike.values() if len(places) > 1]
    paid = {payments[place].paid for places in several for place in places}
    ties: dict[tuple[int, int], list[int]] = defaultdict(list)
    for payment in payments:
        if payment.paid in paid:
            ties[payment.paid, payment.payer].append(payment.grant)
    naming = {
        pair: set(sources_of(model, those)) - LISTED_UNDER_EACH for pair, those in ties.items()
    }
    for places in several:
        grants: list[list[Payment]] = []
        for place in places:
            mine = payments[place]
            found = next((g for g in grants if all(_are_one(mine, o, naming) for o in g)), None)
            if found is None:
                grants.append([mine])
            else:
                found.append(mine)
                payments[place] = mine._replace(grant=found[0].grant)
    return tuple(payments)


def _are_one(one: Payment, other: Payment, naming: dict[tuple[int, int], set[str]]) -> bool:
    """Whether equal amounts under two payers of one thing are taken for one grant.

    One register may name the fund and another the agency. A source that names both tells them
    apart: there half and half is what each pays, but for a total budget, which no payer pays alone,
    and for Swecris, which lists one grant twice.
    """
    if one.payer == other.payer:
        return False
    if one.kind is not None and one.kind.startswith(f"{AmountKind.TOTAL} "):
        return True
    return naming[one.paid, one.payer].isdisjoint(naming[other.paid, other.payer])


def summed(payments: Iterable[Payment]) -> Sums:
    """The sums of these payments, what is taken for one grant counted once."""
    totals: dict[str, Decimal] = {}
    unknown = 0
    ties: dict[int, int] = defaultdict(int)
    for payment in payments:
        if payment.kind is None:
            unknown += 1
            continue
        ties[payment.grant] += 1
        if ties[payment.grant] > 1:
            continue
        before = totals.get(payment.kind, Decimal(0))
        totals[payment.kind] = EXACT.add(before, payment.amount)
    return Sums(
        {kind: format(total, "f") for kind, total in sorted(totals.items())},
        unknown,
        sum(count > 1 for count in ties.values()),
    )

"""Sums of funding: each kind of amount and currency by itself, and nothing counted twice."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
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

    ``grant`` is the same for equal amounts of one kind for one thing, and else no other tie's;
    ``grants`` is how many of those are grants of their own: the rest are taken for one of them.
    """

    payer: int
    paid: int
    kind: str | None
    amount: Decimal
    grant: int
    grants: int = 1


def counted(alike: Sequence[Payment]) -> int:
    """How many grants these ties of one ``grant`` are; where part of them is asked for, no more."""
    return min(alike[0].grants, len(alike))


def taken_for_one(alike: Sequence[Payment]) -> int:
    """How many of those grants stand under several payers."""
    return min(counted(alike), len(alike) - counted(alike))


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
    """The payments, with equal amounts for one thing called alike, and how many grants they are."""
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
    naming = {pair: frozenset(sources_of(model, those)) for pair, those in ties.items()}
    for places in several:
        equal = [payments[place] for place in places]
        listed = {
            p.payer for p in equal if not LISTED_UNDER_EACH.isdisjoint(sources_of(model, [p.grant]))
        }
        grants = _grants(equal, naming, listed)
        for place in places:
            payments[place] = payments[place]._replace(grant=equal[0].grant, grants=grants)
    return tuple(payments)


def _grants(
    equal: Sequence[Payment],
    naming: Mapping[tuple[int, int], frozenset[str]],
    listed: Collection[int],
) -> int:
    """How many grants equal amounts for one thing are, by the source that tells most apart.

    One register may name the fund and another the agency. A source that names both tells them
    apart: there half and half is what each pays, but for a total budget, which no payer pays alone,
    and for ``listed``, under whom Swecris lists one grant. One payer's are of several periods.
    """
    times = Counter(payment.payer for payment in equal)
    if equal[0].kind is not None and equal[0].kind.startswith(f"{AmountKind.TOTAL} "):
        return max(times.values())
    units = [([payer], count) for payer, count in times.items() if payer not in listed]
    if listed:
        units.append(([*listed], max(times[payer] for payer in listed)))
    told: Counter[str] = Counter()
    for payers, count in units:
        named = frozenset[str]().union(*(naming[equal[0].paid, payer] for payer in payers))
        for source in named:
            told[source] += count
    return max(told.values())


def summed(payments: Iterable[Payment]) -> Sums:
    """The sums of these payments, what is taken for one grant counted once."""
    totals: dict[str, Decimal] = {}
    unknown = 0
    alike: dict[int, list[Payment]] = defaultdict(list)
    for payment in payments:
        if payment.kind is None:
            unknown += 1
        else:
            alike[payment.grant].append(payment)
    for kind, amount, number in ((p[0].kind, p[0].amount, counted(p)) for p in alike.values()):
        more = EXACT.multiply(amount, Decimal(number))
        totals[str(kind)] = EXACT.add(totals.get(str(kind), Decimal(0)), more)
    return Sums(
        {kind: format(total, "f") for kind, total in sorted(totals.items())},
        unknown,
        sum(map(taken_for_one, alike.values())),
    )

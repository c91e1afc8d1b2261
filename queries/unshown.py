"""Amounts that one source states of one tie, of which the tie shows one.

An importer tells payers and projects apart by what its source calls them. The graph may join two of
its names to one actor, or two of its projects, and so two payments to one tie.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from graph_schema.claims import SaidAmount, UnshownAmounts
from graph_schema.edges import Funds
from graph_schema.vocabularies import AmountKind
from queries.ledger import record_prefix
from queries.projection.assembling import record_of
from queries.projection.bodies import ClaimBodies
from queries.stores.base import Body, Store


def unshown_amounts(
    store: Store, version: int, ties: Iterable[str] | None = None
) -> list[UnshownAmounts]:
    """Ties of which a source states several amounts, or one in several currencies, in order.

    ``ties``: keys of edges to look at; all of the published version where none are given.
    """
    keys = None if ties is None else [*ties]
    if keys == []:
        return []
    rows = store.rows("edge", at=version, keys=keys)
    edges = {row.key: row.body for row in rows if states_several(row.body)}
    bodies = ClaimBodies(store, version)
    groups = {key: list(body["claims"]) for key, body in edges.items()}
    found = [
        _unshown(store, version, edges[key], source, claims)
        for key, of_tie in bodies.in_batches(groups)
        for source, claims in _by_source(body for _, body in of_tie).items()
        if len({_amount(claim) for claim in claims}) > 1
    ]
    return sorted(found, key=lambda one: (one.source, one.records))


def states_several(tie: Body) -> bool:
    """Whether more than one amount or currency is stated of an edge, by whatever sources."""
    stated = tie["stated"]
    several = any(len(stated.get(name, ())) > 1 for name in ("amount", "currency"))
    return several and tie["type"] == Funds.LABEL


def _by_source(claims: Iterable[Body]) -> Mapping[str, list[Body]]:
    found: dict[str, list[Body]] = defaultdict(list)
    for claim in claims:
        if "amount" in claim["fields"]:
            found[claim["source"]].append(claim)
    return found


def _amount(claim: Body) -> tuple[Decimal, str | None]:
    return Decimal(claim["fields"]["amount"]), claim["fields"].get("currency")


def _unshown(
    store: Store, version: int, tie: Body, source: str, claims: Iterable[Body]
) -> UnshownAmounts:
    shown = tie["fields"]
    said, records = set(), set[str]()
    for claim in claims:
        called = _names(store, version, claim)
        payer, arena = (called.get(end, end.split("/", 2)[2]) for end in claim["ends"])
        amount = claim["fields"]["amount"]
        said.add((payer, arena, Decimal(amount), amount, claim["fields"].get("currency")))
        records |= {*claim["ends"]}
    ordered = sorted(said, key=lambda one: (*one[:3], one[4] or ""))
    return UnshownAmounts.model_validate(
        {
            "source": source,
            "said": [
                SaidAmount(payer=payer, arena=arena, amount=amount, currency=currency)
                for payer, arena, _, amount, currency in ordered
            ],
            "amount_kind": shown.get("amount_kind", AmountKind.UNKNOWN),
            "shown": shown["amount"],
            "shown_currency": shown.get("currency"),
            "records": sorted(records),
        }
    )


def _names(store: Store, version: int, claim: Body) -> dict[str, str]:
    """What the record that states a tie calls its ends."""
    prefix = record_prefix(claim["source"], claim["record"])
    stood = {row.body["claim"] for row in store.rows("sighting", at=version, prefix=prefix)}
    nodes = _nodes(row.body for row in store.rows("claim", at=version, keys=sorted(stood)))
    return {record_of(body): str(body["fields"]["name"]) for body in nodes}


def _nodes(claims: Iterable[Body]) -> Iterator[Body]:
    return (body for body in claims if body["ends"] is None and "name" in body["fields"])

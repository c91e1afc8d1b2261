"""Who carries a region or theme: funders by arenas and by money."""

from collections import defaultdict
from functools import partial
from itertools import combinations
from typing import NamedTuple

import numpy as np

from graph_schema.answers import PartPage, Ref
from graph_schema.draws import DEFAULT_SEED
from graph_schema.funder_answers import (
    FundedBy,
    FunderOverlap,
    FunderRow,
    FunderShare,
    FunderTable,
    MoneyConcentration,
)
from graph_schema.vocabularies import AmountKind, Audience
from graph_schema.whitespace_answers import Level, WhitespaceScope
from queries.coverage.lists import participant_lists
from queries.funders.concentration import Ints, Parts, concentration, mean_overlap, unbiased
from queries.funders.resting import LEAST_ARENAS, ONE_FUNDER
from queries.lookup.money import Payment, counted, funding, taken_for_one
from queries.lookup.pages import cut
from queries.lookup.sensitive import hides_few
from queries.lookup.things import refs
from queries.readmodel.open import ReadModel
from queries.whitespace.covering import cited_sources
from queries.whitespace.hiding import LEAST_NAMED, hidden
from queries.whitespace.telling import asked_arenas, hides_any, told_axis, unseen_lines

DRAWS = 1_000
LARGEST_SHOWN = 5
MOST_ROWS = 500


class FunderQuestion(WhitespaceScope):
    """What is grouped by what; ``funder`` and the rest narrow the arenas."""

    by: FundedBy = "region"
    level: Level = "county"
    seed: int = DEFAULT_SEED

    @property
    def scope(self) -> WhitespaceScope:
        """Which arenas it is about."""
        return WhitespaceScope(**self.model_dump(include=set(WhitespaceScope.model_fields)))

    @property
    def is_exploratory(self) -> bool:
        """Whether it is of a chosen part, or its intervals are of another seed than the usual."""
        return self.scope.is_chosen or self.seed != DEFAULT_SEED


def funder_table(model: ReadModel, question: FunderQuestion | None = None) -> FunderTable:
    """Concentration of funders over all arenas asked for, and per region or theme.

    An arena counts whole and is split equally among those who pay for it; in money, by what each
    pays. It counts in each region and theme it has.
    """
    question = question if question is not None else FunderQuestion()
    asked = asked_arenas(model, question.scope)
    axis = told_axis(model, question.scope, question.by, question.level, asked)
    wanted = np.isin(np.arange(model.columns.arena_node.size), asked)
    held = [
        (place, inside)
        for place in range(min(axis.nodes.size, MOST_ROWS))
        if (inside := np.flatnonzero(axis.labels.having(place) & wanted)).size
    ]
    part, sums = hides_few(model, question), hides_any(model, question.scope)
    sensitive = [part or bool(axis.sensitive[place]) for place, _ in held]
    unnamed = _unnamed(model, [inside for _, inside in held], sensitive)
    untold = unseen_lines(model, question.scope, axis.dimension, axis.nodes)
    row, lists = partial(_row, model, question.seed), participant_lists(model, question.scope)
    rows = tuple(
        row(axis.refs[place], inside, lists.share(inside, sensitive=sums or own), named=not hide)
        for (place, inside), own, hide in zip(held, sensitive, unnamed.rows, strict=True)
        if not untold[place]
    )
    few = part and _payers(model, asked).size < LEAST_NAMED
    return FunderTable(
        data_version=model.version,
        exploratory=question.is_exploratory,
        by=question.by,
        level=question.level if question.by == "region" else None,
        draws=DRAWS,
        seed=question.seed,
        one_funder_below=ONE_FUNDER,
        least_arenas=LEAST_ARENAS,
        whole=row(None, asked, lists.share(asked), named=not (few or unnamed.whole)),
        rows=rows,
        sources=cited_sources(model, asked, question.scope.sources, [axis.dimension], payers=True),
        hidden=tuple(axis.refs[place] for place in np.flatnonzero(untold).tolist()),
    )


class _Unnamed(NamedTuple):
    """In which rows no funder is named, and whether none is in all of them together."""

    rows: list[bool]
    whole: bool


def _unnamed(model: ReadModel, rows: list[Ints], sensitive: list[bool]) -> _Unnamed:
    """Where few funders of something sensitive would be named to the public, or told by the rest.

    What the other rows name, taken from what all of them together do, would leave those of a row
    that is hidden alone.
    """
    if model.audience is not Audience.PUBLIC or not any(sensitive):
        return _Unnamed([False] * len(rows), whole=False)
    funders = np.array([_payers(model, inside).size for inside in rows])[:, None]
    usable = funders > 0
    found = hidden(funders, funders, np.array(sensitive)[:, None] & usable, usable)
    return _Unnamed(found.cells[:, 0].tolist(), whole=bool(found.sums[0][0]))


def _payers(model: ReadModel, arenas: Ints) -> Ints:
    """Who pays for any of the arenas."""
    paid = funding(model).of(model.columns.arena_node[arenas])
    return np.unique(np.array([payment.payer for payment in paid], np.int64))


def _row(
    model: ReadModel,
    seed: int,
    label: Ref | None,
    arenas: Ints,
    known_share: float | None,
    *,
    named: bool,
) -> FunderRow:
    payments = funding(model).of(model.columns.arena_node[arenas])
    pairs = np.unique(
        np.array([(p.payer, p.paid) for p in payments], np.int64).reshape(-1, 2), axis=0
    )
    _, place, payers = np.unique(pairs[:, 1], return_inverse=True, return_counts=True)
    parts = Parts(pairs[:, 0], pairs[:, 1], 1 / payers[place])
    counted = concentration(parts, draws=DRAWS, seed=seed)
    funders, paid = np.unique(pairs[:, 0], return_counts=True)
    enough = payers.size >= LEAST_ARENAS and counted is not None
    return FunderRow(
        label=label,
        arenas=int(arenas.size),
        funded=int(payers.size),
        cofunded=int(np.count_nonzero(payers > 1)),
        counted=counted,
        unbiased=unbiased(paid),
        money=_money(payments, payers.size, seed),
        largest=_largest(model, parts, funders, paid) if named else (),
        one_funder=counted.effective < ONE_FUNDER if enough and counted is not None else None,
        overlap=mean_overlap(parts),
        partners_known_share=known_share,
    )


def _largest(model: ReadModel, parts: Parts, funders: Ints, paid: Ints) -> tuple[FunderShare, ...]:
    """Those with the largest share of arenas, equal ones by number."""
    if not funders.size:
        return ()
    held = np.bincount(np.searchsorted(funders, parts.funder), weights=parts.weight)
    order = np.argsort(-held, kind="stable")[:LARGEST_SHOWN]
    names = refs(model, funders[order].tolist())
    total = float(held.sum())
    return tuple(
        FunderShare(
            funder=names[int(funders[k])], arenas=int(paid[k]), share=float(held[k]) / total
        )
        for k in order.tolist()
    )


def _money(payments: list[Payment], funded: int, seed: int) -> tuple[MoneyConcentration, ...]:
    """Each kind and currency by itself; one grant that stands under several funders is split.

    Nobody pays nothing because no amount is known: an arena with such a payer is left out.
    """
    by_kind: dict[str, dict[int, list[Payment]]] = defaultdict(lambda: defaultdict(list))
    for payment in payments:
        if payment.kind is not None and payment.amount > 0:
            by_kind[payment.kind][payment.grant].append(payment)
    return tuple(
        _of_kind(kind, list(grants.values()), _lacking(payments, kind), funded, seed)
        for kind, grants in sorted(by_kind.items())
    )


def _lacking(payments: list[Payment], kind: str) -> set[int]:
    """The arenas with a payer of whom no amount is known; nobody pays a total budget alone."""
    total = f"{AmountKind.TOTAL} "
    told = {
        (p.paid, p.payer)
        for p in payments
        if p.kind is not None and (kind.startswith(total) or not p.kind.startswith(total))
    }
    return {p.paid for p in payments if (p.paid, p.payer) not in told}


def _of_kind(
    kind: str, grants: list[list[Payment]], lacking: set[int], funded: int, seed: int
) -> MoneyConcentration:
    whole = [those for those in grants if those[0].paid not in lacking]
    rows = [
        (p.payer, p.paid, float(p.amount) * counted(those) / len(those))
        for those in whole
        for p in those
    ]
    funder, arena, weight = np.array(rows, np.float64).reshape(-1, 3).T
    parts = Parts(funder.astype(np.int64), arena.astype(np.int64), weight)
    arenas = int(np.unique(parts.arena).size)
    name, currency = kind.split(" ", 1)
    return MoneyConcentration(
        kind=name,
        currency=currency,
        arenas=arenas,
        unknown_share=1 - arenas / funded,
        left_out=len({those[0].paid for those in grants} & lacking),
        taken_for_one=sum(map(taken_for_one, whole)),
        shared=concentration(parts, draws=DRAWS, seed=seed),
    )


def funder_overlaps(
    model: ReadModel,
    question: FunderQuestion | None = None,
    *,
    limit: int = 50,
    cursor: str | None = None,
) -> PartPage[FunderOverlap] | None:
    """Pairs of funders that pay for the same arenas, most shared arenas first.

    None where it is not shown to the public: fewer than three funders of a sensitive part.
    """
    question = question if question is not None else FunderQuestion()
    asked = asked_arenas(model, question.scope)
    payments = funding(model).of(model.columns.arena_node[asked])
    paid: dict[int, set[int]] = defaultdict(set)
    payers: dict[int, set[int]] = defaultdict(set)
    for payment in payments:
        paid[payment.payer].add(payment.paid)
        payers[payment.paid].add(payment.payer)
    both: dict[tuple[int, int], int] = defaultdict(int)
    for together in payers.values():
        for pair in combinations(sorted(together), 2):
            both[pair] += 1
    few = 0 < len({payer for pair in both for payer in pair}) < LEAST_NAMED
    if (few or len(paid) < LEAST_NAMED) and hides_few(model, question):
        return None
    order = sorted(both, key=lambda pair: (-both[pair], pair))
    part = cut(model, {"overlaps": question.model_dump(mode="json")}, len(order), limit, cursor)
    chosen = order[part.begin : part.end]
    names = refs(model, [n for pair in chosen for n in pair])
    items = tuple(_overlap(names, pair, both[pair], paid) for pair in chosen)
    return PartPage[FunderOverlap](
        items=items,
        next=part.next,
        total=len(order),
        data_version=model.version,
        exploratory=question.scope.is_chosen,
        coverage=len(payers) / asked.size if asked.size else None,
    )


def _overlap(
    named: dict[int, Ref], pair: tuple[int, int], both: int, paid: dict[int, set[int]]
) -> FunderOverlap:
    either = len(paid[pair[0]] | paid[pair[1]])
    return FunderOverlap(
        a=named[pair[0]], b=named[pair[1]], both=both, either=either, overlap=both / either
    )

"""Cells against their share of a stated need, which no draws tell: p is Poisson's."""

from collections.abc import Mapping

import numpy as np

from graph_schema.whitespace_answers import NeedTest, Reason
from queries.whitespace import verdicts
from queries.whitespace.facts import CellFacts
from queries.whitespace.independence import Counts
from queries.whitespace.worst import Place, worst_need


def needs(total: Counts, facts: CellFacts) -> dict[Place, NeedTest]:
    """Every usable cell with a stated need, against its share of it: E = N·need/Σneed.

    N is how many there are in those cells. No draws answer this question, since they keep how often
    each row and each column occurs, which is what the need is about: p is Poisson's.
    """
    stated = facts.needed
    places = [(int(r), int(c)) for r, c in np.argwhere(stated)]
    whole = float(facts.need[stated].sum())
    if not places or whole <= 0:
        return {}
    share = int(total[stated].sum()) / whole
    expected = {at: float(facts.need[at]) * share for at in places}
    family = [at for at in places if expected[at] >= verdicts.LEAST_EXPECTED]
    if len(places) == 1:
        family = []  # alone it has what there is, whatever that is
    tails = [verdicts.poisson_tails(int(total[at]), expected[at]) for at in family]
    tested = dict(zip(family, verdicts.with_q(tails), strict=True))
    stands = _standing(total, facts, tested)
    found = {
        at: _need(float(facts.need[at]), int(total[at]), expected[at], tested.get(at), at in stands)
        for at in places
    }
    if len(found) == 1:
        alone = {"reason": Reason.ONLY_CELL}
        return {at: need.model_copy(update=alone) for at, need in found.items()}
    return found


def _standing(
    total: Counts,
    facts: CellFacts,
    tested: Mapping[Place, verdicts.Significance],
) -> frozenset[Place]:
    """The cells with fewer than their share wherever arenas that lack a label lie."""
    if facts.unplaced is None:
        return frozenset(tested)
    stated, left = facts.needed, facts.possible & facts.need_left
    need, of_left = (np.where(chosen, facts.need, 0.0) for chosen in (stated, left))
    worst = worst_need(total, need, of_left, facts.unplaced)
    against = worst.against(stated, {at: own.p_low for at, own in tested.items()})
    return frozenset(at for at, each in against.items() if each.stands)


def _need(
    need: float, count: int, expected: float, tested: verdicts.Significance | None, stands: bool
) -> NeedTest:
    verdict, reason = verdicts.if_it_stands(verdicts.judged(count, expected, tested), stands)
    return NeedTest(
        need=need,
        expected=expected,
        ratio=count / expected if expected > 0 else None,
        interval=verdicts.ratio_interval(count, expected),
        **(vars(tested) if tested is not None else {}),
        verdict=verdict,
        reason=reason,
    )

"""How many participations nobody recorded, estimated from those that two sources both list.

Only arenas that two sources list say anything: what one of them has and the other lacks tells how
much both may lack (Seber 1982, *The Estimation of Animal Abundance*, for two sources; Chao 1987,
Biometrics 43:783, for more). Both take it that the sources list independently of each other; where
one copies the other, more is missing than they say, and less where they divide participations
between them. Owners, whom nearly every list has, are counted apart from partners. A source that
declares owners alone in an arena is no list there.
"""

from math import exp, hypot, log, sqrt
from typing import NamedTuple

import numpy as np

from graph_schema.gap_answers import GapTable, SectorPair, Unseen
from queries.gaps.listed import Listings, capture_lists
from queries.gaps.participations import Bools, Participations
from queries.readmodel.open import ReadModel

LEAST_IN_BOTH = 7  # with fewer, two sources' estimate is biased (Robson & Regier 1964)
LEAST_LISTED = 0.2  # of the participations in arenas of several sources: what is told for the rest
Z = 1.96  # of the upper end of a two-sided 95 % interval


class Estimated(NamedTuple):
    """How many there are, and the upper end of the 95 % interval."""

    total: float
    upper: float


def chapman(first: int, second: int, both: int) -> Estimated | None:
    """Two lists of n₁ and n₂ with m in both: N = (n₁ + 1)(n₂ + 1)/(m + 1) − 1.

    Its variance is (n₁ + 1)(n₂ + 1)(n₁ − m)(n₂ − m)/((m + 1)²(m + 2)) (Seber 1982, p. 60). None
    where fewer than ``LEAST_IN_BOTH`` stand in both.
    """
    if both < LEAST_IN_BOTH:
        return None
    product = (first + 1) * (second + 1)
    total = product / (both + 1) - 1
    variance = product * (first - both) * (second - both) / ((both + 1) ** 2 * (both + 2))
    return Estimated(total, total + Z * sqrt(variance))


def chao2(once: int, twice: int, seen: int, sources: int) -> Estimated:
    """``seen`` listed, Q₁ by one source and Q₂ by two: N = S + a·Q₁(Q₁ − 1)/(2(Q₂ + 1)).

    a = (t − 1)/t for t sources; bias-corrected, with the log-normal interval of Chao (1987). A
    lower bound of how many there are.
    """
    a = (sources - 1) / sources
    missing = a * once * (once - 1) / (2 * (twice + 1))
    variance = (
        missing
        + a**2 * once * (2 * once - 1) ** 2 / (4 * (twice + 1) ** 2)
        + a**2 * once**2 * twice * (once - 1) ** 2 / (4 * (twice + 1) ** 4)
    )
    if missing <= 0:
        return Estimated(float(seen), float(seen))
    spread = exp(Z * sqrt(log(1 + variance / missing**2)))
    return Estimated(seen + missing, seen + missing * spread)


def with_unseen(
    table: GapTable, model: ReadModel, columns: Participations, *, together: bool
) -> GapTable:
    """The table where every pair that is shown says what overlapping sources tell is missing."""
    from queries.gaps.meetings import tested  # compiled code, loaded when needed

    listed = capture_lists(model, columns, table.parameters.scope.sources, together=together)
    part = tested(columns, role_aware=table.parameters.null.role_aware)
    places = {each.sector: place for place, each in enumerate(table.sectors)}
    group = columns.sector[columns.actor]

    def known(pair: SectorPair) -> SectorPair:
        rows = part.rows & np.isin(group, (places[pair.a], places[pair.b]))
        return pair.model_copy(update={"unseen": unseen(listed, columns, rows)})

    pairs = (p if p.verdict.hides else known(p) for p in table.pairs)
    return table.model_copy(update={"pairs": tuple(pairs)})


def unseen(listed: Listings, columns: Participations, rows: Bools) -> Unseen | None:
    """What the overlap of sources says of these participations; None where it says nothing.

    ``listed`` are the lists that capture. Owners and partners are estimated apart and added, the
    distances to the upper ends by their squares. None where of one of them not enough is known:
    owners, whom lists have more easily, do not speak for partners, also if no partner is known.
    """
    whole = _unseen(listed, columns, rows)
    classes = [own for own in (rows & columns.leads, rows & ~columns.leads) if own.any()]
    if whole is None or not columns.leads[rows].any():
        return whole
    if len(classes) == 1:
        return None
    parts = [_unseen(listed, columns, own) for own in classes]
    known = [part for part in parts if part is not None]
    if len(known) < len(parts):
        return None
    estimate = sum(part.estimate for part in known)
    upper = estimate + hypot(*(part.upper - part.estimate for part in known))
    return whole.model_copy(update={"estimate": estimate, "upper": upper, "by_role": True})


def _unseen(listed: Listings, columns: Participations, rows: Bools) -> Unseen | None:
    """The same of all together.

    In arenas that several sources list, N − S are missing. An arena that one source j lists lacks
    S·(N/n_j − 1), where n_j is what j has of the N in the others. Nothing is said where less than a
    fifth lies in arenas of several sources, or any in an arena of a source that overlaps with none.
    """
    several = listed.arenas.sum(axis=1) > 1
    inside = rows & several[columns.arena]
    by = listed.rows[inside]
    stating = np.flatnonzero(by.any(axis=0))
    most = int(listed.arenas[columns.arena[inside]].sum(axis=1).max(initial=0))
    found = _total(by[:, stating], most)
    if found is None or by.shape[0] < LEAST_LISTED * int(rows.sum()):
        return None
    seen = int(inside.sum())
    alone = rows & ~several[columns.arena]
    of_source = listed.rows[alone][:, stating].sum(axis=0)
    has = by[:, stating].sum(axis=0)
    if seen + int(of_source.sum()) < int(rows.sum()):
        return None

    def missing(total: float) -> float:
        lacking = (of_source * (total / has - 1)).sum()
        return float(max(total - seen, 0.0) + max(lacking, 0.0))

    return Unseen(
        sources=int(stating.size),
        listed=seen,
        estimate=missing(found.total),
        upper=missing(found.upper),
        share=seen / int(rows.sum()),
        method="chapman" if stating.size == 2 else "chao2",  # noqa: PLR2004 - two lists
    )


def _total(by: Bools, most: int) -> Estimated | None:
    """How many there are in arenas that several sources list, ``most`` of them the same arena.

    A source that does not list an arena at all has missed nobody there: of three sources that list
    arenas by two, each has two chances to be listed.
    """
    seen, sources = by.shape
    often = by.sum(axis=1)
    if sources < 2:  # noqa: PLR2004 - nothing overlaps
        return None
    if sources == 2:  # noqa: PLR2004 - two lists
        first, second = (int(n) for n in by.sum(axis=0))
        return chapman(first, second, int((often == 2).sum()))  # noqa: PLR2004
    if int((often > 1).sum()) < LEAST_IN_BOTH:
        return None
    return chao2(int((often == 1).sum()), int((often == 2).sum()), seen, most)  # noqa: PLR2004

"""The table in numbers: observed, expected, tested and judged, cell by cell."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from graph_schema.vocabularies import Verdict
from graph_schema.whitespace_answers import NeedTest, Reason
from queries.gaps.null_model import CHAINS
from queries.whitespace import verdicts
from queries.whitespace.arenas import LabelledArenas, Stratum, can_move, strata_of
from queries.whitespace.facts import CellFacts
from queries.whitespace.independence import Bools, Counts, Floats, quasi_independent
from queries.whitespace.label_null import Tally, draw, label_tables

LEAST_DRAWS = 999
DRAWS_PER_TEST = 20  # so that the smallest one-sided p, 1/(N + 1), can pass the strictest BH cut
MORE_DRAWS = 10  # times as many when a decision hangs on Monte Carlo error
MOST_STEPS = 500_000_000  # labels × draws; half a minute, beyond which nothing is drawn again
LEAST_FOR_RESIDUAL = 5.0

_Place = tuple[int, int]


@dataclass(frozen=True)
class Compared:
    """Every cell with its numbers; ``observed`` and ``expected`` are those of tested strata.

    ``outside`` are arenas of strata in which nothing can be exchanged. ``tested`` holds the p and q
    of the cells of the family, ``judged`` the verdict of every cell.
    """

    strata: list[Stratum]
    moving: Bools  # one per stratum
    observed: Counts
    outside: Counts
    expected: Floats
    tally: Tally
    tested: dict[_Place, verdicts.Significance]
    judged: dict[_Place, verdicts.Judgement]

    @property
    def arenas(self) -> int:
        """How many arenas the comparison rests on."""
        return sum(
            s.arenas.size for s, moves in zip(self.strata, self.moving, strict=True) if moves
        )


def compare(
    labelled: LabelledArenas, facts: CellFacts, *, least_draws: int = LEAST_DRAWS, seed: int
) -> Compared:
    """Hold every cell against quasi-independence and the null, within strata.

    Strata in which no exchange changes anything leave both sides. The family is every possible,
    covered cell with E ≥ 3 that the null moves; each side of the test is corrected by itself. Draws
    ten times as many replace the first where a p lies too near its cut, unless there is too much.
    """
    usable = facts.usable
    strata, moving, observed, expected = fits_of(labelled, usable)
    tested = [s for s, moves in zip(strata, moving, strict=True) if moves]
    shape = observed.shape
    tally = _drawn(labelled, tested, observed, expected, usable, least_draws, seed)
    family = _family(expected, tally, usable)
    found = dict(zip(family, verdicts.with_q(_tails(tally, family)), strict=True))
    total = labelled.counts()
    filled = np.asarray((total.sum(axis=1) > 0)[:, None] & (total.sum(axis=0) > 0)[None, :])
    judged = {
        (int(r), int(c)): _judged((int(r), int(c)), facts, observed, expected, tally, found)
        if filled[r, c] or not usable[r, c]
        else (Verdict.CANNOT_TELL, Reason.EMPTY_LINE)
        for r, c in np.ndindex(shape)
    }
    return Compared(strata, moving, observed, total - observed, expected, tally, found, judged)


class Fits(NamedTuple):
    """Strata and whether anything can be exchanged in each; of those that can, O and E by cell."""

    strata: list[Stratum]
    moving: Bools
    observed: Counts
    expected: Floats


def fits_of(
    labelled: LabelledArenas, usable: Bools, fit: Callable[[Counts, Bools], Floats] | None = None
) -> Fits:
    """Observed and expected without any draw; ``fit`` fits one stratum, else it is done anew."""
    strata = strata_of(labelled)
    moving = np.array([can_move(labelled, s, usable) for s in strata], np.bool_)
    tested = [s for s, moves in zip(strata, moving, strict=True) if moves]
    counts = [labelled.counts(s.arenas) for s in tested]
    shape = (labelled.rows.count, labelled.columns.count)
    fits = [(fit or quasi_independent)(count, usable) for count in counts]
    return Fits(
        strata, moving,
        sum(counts, np.zeros(shape, np.int64)), sum(fits, np.zeros(shape, np.float64)),
    )  # fmt: skip


def _drawn(
    labelled: LabelledArenas,
    tested: Sequence[Stratum],
    observed: Counts,
    expected: Floats,
    usable: Bools,
    least_draws: int,
    seed: int,
) -> Tally:
    candidates = int(np.count_nonzero(usable & (expected >= verdicts.LEAST_EXPECTED)))
    tables = label_tables(labelled, tested)
    nodes = max(LEAST_DRAWS + 1, least_draws + 1, DRAWS_PER_TEST * candidates)
    nodes = -(-nodes // CHAINS) * CHAINS
    tally = draw(tables, observed, usable, draws=nodes - 1, seed=seed)
    tails = _tails(tally, _family(expected, tally, usable))
    near = any(verdicts.near_cut(side, nodes - 1) for side in _sides(tails))
    labels = sum(table.label.size for table in tables)
    if near and nodes * MORE_DRAWS * labels <= MOST_STEPS:
        nodes *= MORE_DRAWS
        tally = draw(tables, observed, usable, draws=nodes - 1, seed=seed)
    return tally


def _sides(tails: Sequence[verdicts.Tails]) -> tuple[list[float], list[float]]:
    return [tail.low for tail in tails], [tail.high for tail in tails]


def _family(expected: Floats, tally: Tally, usable: Bools) -> list[_Place]:
    chosen = usable & (expected >= verdicts.LEAST_EXPECTED) & (tally.sd > 0)
    return [(int(r), int(c)) for r, c in np.argwhere(chosen)]


def _tails(tally: Tally, family: Sequence[_Place]) -> list[verdicts.Tails]:
    """(1 + #{draws ≤ O})/(N + 1), and likewise with ≥: never 0 (Phipson & Smyth 2010)."""
    nodes = tally.draws + 1
    return [
        verdicts.Tails((1 + int(tally.at_most[at])) / nodes, (1 + int(tally.at_least[at])) / nodes)
        for at in family
    ]


def _judged(
    at: _Place,
    facts: CellFacts,
    observed: Counts,
    expected: Floats,
    tally: Tally,
    tested: dict[_Place, verdicts.Significance],
) -> verdicts.Judgement:
    if not facts.possible[at]:
        return Verdict.IMPOSSIBLE, None
    if not facts.covered[at]:
        return Verdict.NOT_COVERED, None
    moves = bool(tally.sd[at] > 0)
    return verdicts.judged(int(observed[at]), float(expected[at]), tested.get(at), moves=moves)


def residuals(observed: Counts, expected: Floats, records: int) -> NDArray[np.float64]:
    """(O − E)/√(E(1 − N_r/N)(1 − N_t/N)) where E ≥ 5, else nan.

    The adjusted residual of Haberman (1973, Biometrics 29:205), for display.
    """
    row = 1 - observed.sum(axis=1, keepdims=True) / max(records, 1)
    column = 1 - observed.sum(axis=0, keepdims=True) / max(records, 1)
    spread = expected * np.maximum(row, 0) * np.maximum(column, 0)
    large = (expected >= LEAST_FOR_RESIDUAL) & (spread > 0)
    return np.where(large, (observed - expected) / np.sqrt(np.where(large, spread, 1)), np.nan)


def needs(total: Counts, facts: CellFacts) -> dict[_Place, NeedTest]:
    """Every usable cell with a stated need against its share of it: E = N·need/Σneed.

    N is how many there are in those cells. No draws answer this question, since they keep how often
    each row and each column occurs, which is what the need is about: p is Poisson's.
    """
    stated = facts.usable & ~np.isnan(facts.need)
    places = [(int(r), int(c)) for r, c in np.argwhere(stated)]
    whole = float(facts.need[stated].sum())
    if not places or whole <= 0:
        return {}
    share = int(total[stated].sum()) / whole
    expected = {at: float(facts.need[at]) * share for at in places}
    family = [at for at in places if expected[at] >= verdicts.LEAST_EXPECTED]
    tails = [verdicts.poisson_tails(int(total[at]), expected[at]) for at in family]
    tested = dict(zip(family, verdicts.with_q(tails), strict=True))
    return {at: _need(at, total, facts, expected[at], tested.get(at)) for at in places}


def _need(
    at: _Place,
    total: Counts,
    facts: CellFacts,
    expected: float,
    tested: verdicts.Significance | None,
) -> NeedTest:
    count = int(total[at])
    verdict, reason = verdicts.judged(count, expected, tested)
    return NeedTest(
        need=float(facts.need[at]),
        expected=expected,
        ratio=count / expected if expected > 0 else None,
        interval=verdicts.ratio_interval(count, expected),
        **(vars(tested) if tested is not None else {}),
        verdict=verdict,
        reason=reason,
    )

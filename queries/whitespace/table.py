"""The table in numbers: observed, expected, tested and judged, cell by cell."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from graph_schema.draws import DEFAULT_DRAWS
from graph_schema.vocabularies import Verdict
from graph_schema.whitespace_answers import Reason
from queries.gaps.null_model import CHAINS
from queries.steps import Step, silent
from queries.whitespace import verdicts
from queries.whitespace.arenas import LabelledArenas, Stratum, can_move, strata_of
from queries.whitespace.facts import CellFacts
from queries.whitespace.hanging import hanging, sides
from queries.whitespace.independence import Bools, Counts, Floats, quasi_independent
from queries.whitespace.label_null import LabelTable, Tally, draw, label_tables
from queries.whitespace.standing import Lacking, Standing
from queries.whitespace.worst import Against

DRAWS_PER_TEST = 20  # so that the smallest one-sided p, 1/(N + 1), can pass the strictest BH cut
MORE_DRAWS = 10  # times as many when a decision hangs on Monte Carlo error
DRAWS, FIRST, AGAIN = "draws", "first draws", "more draws"
"""What is drawn, as a step is told: all there can be, or the first of two, of which the second is
drawn where a decision hangs on it."""
MOST_STEPS = (
    500_000_000  # labels and cells × draws; half a minute, beyond which nothing is drawn again
)
LEAST_FOR_RESIDUAL = 5.0
APART = 0.1  # of what is expected: draws that are further from it tell what is

_Place = tuple[int, int]


@dataclass(frozen=True)
class Counted:
    """What is known before anything is drawn; ``observed`` and ``expected`` of tested strata.

    ``fits`` are what is expected of each stratum, None where nothing can be exchanged.
    ``outside`` are arenas of strata in which nothing can be exchanged. ``sizes`` are how many of
    the others have each row label, and each column label. ``comparable`` are the cells that may be
    tested and whose expectation may be told; ``draws`` are those they ask for.
    """

    strata: list[Stratum]
    moving: Bools  # one per stratum
    tables: list[LabelTable]
    observed: Counts
    outside: Counts
    expected: Floats
    fits: list[Floats | None]
    comparable: Bools
    sizes: tuple[Counts, Counts]
    draws: int

    @property
    def arenas(self) -> int:
        """How many arenas the comparison rests on."""
        return sum(
            s.arenas.size for s, moves in zip(self.strata, self.moving, strict=True) if moves
        )

    @property
    def steps(self) -> int:
        """How much each draw takes: labels that change places, and cells that are counted."""
        return sum(table.label.size for table in self.tables) + self.observed.size


@dataclass(frozen=True)
class Compared(Counted):
    """Every cell with its numbers; None is the tally where nothing was drawn.

    ``tested`` holds the p and q of the cells of the family, ``judged`` the verdict of every cell,
    ``hangs`` those of which other draws may tell otherwise. ``against`` is what their gaps are held
    against, where arenas lack a label. ``is_drawn``: what is expected is the mean of the draws.
    """

    tally: Tally | None
    tested: dict[_Place, verdicts.Significance]
    judged: dict[_Place, verdicts.Judgement]
    hangs: frozenset[_Place] = frozenset()
    is_drawn: bool = False
    against: Mapping[_Place, Against] = field(default_factory=dict)


def counted(
    labelled: LabelledArenas, facts: CellFacts, *, least_draws: int = DEFAULT_DRAWS
) -> Counted:
    """Hold every cell against quasi-independence within strata; nothing is drawn.

    Strata in which no exchange changes anything leave both sides.
    """
    usable = facts.usable
    strata, moving, observed, expected, each = fits_of(labelled, usable)
    tested = [s for s, moves in zip(strata, moving, strict=True) if moves]
    outside = labelled.counts() - observed
    comparable = facts.comparable(outside)
    candidates = int(np.count_nonzero(comparable & (expected >= verdicts.LEAST_EXPECTED)))
    nodes = max(DEFAULT_DRAWS + 1, least_draws + 1, DRAWS_PER_TEST * candidates)
    draws = -(-nodes // CHAINS) * CHAINS - 1
    tables, sizes = label_tables(labelled, tested), _sizes(labelled, tested)
    return Counted(
        strata, moving, tables, observed, outside, expected, each, comparable, sizes, draws
    )  # fmt: skip


def _sizes(labelled: LabelledArenas, strata: Sequence[Stratum]) -> tuple[Counts, Counts]:
    inside = np.concatenate([np.empty(0, np.int64), *(stratum.arenas for stratum in strata)])
    rows, columns = (
        np.bincount(labels.of_arenas(inside).values, minlength=labels.count)
        for labels in (labelled.rows, labelled.columns)
    )
    return rows, columns


class Fits(NamedTuple):
    """Strata and whether anything can be exchanged in each; of those that can, O and E by cell.

    ``each`` is E of every one, None of those that cannot.
    """

    strata: list[Stratum]
    moving: Bools
    observed: Counts
    expected: Floats
    each: list[Floats | None]


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
    left = iter(fits)
    return Fits(
        strata, moving,
        sum(counts, np.zeros(shape, np.int64)), sum(fits, np.zeros(shape, np.float64)),
        [next(left) if moves else None for moves in moving],
    )  # fmt: skip


def compare(
    labelled: LabelledArenas,
    facts: CellFacts,
    *,
    least_draws: int = DEFAULT_DRAWS,
    seed: int,
    step: Step | None = None,
) -> Compared:
    """Hold every cell against quasi-independence and the null, within strata.

    The family is every comparable cell with E ≥ 3 that the null moves; each side of the test is
    corrected by itself. Draws ten times as many replace the first where a p lies too near its cut,
    or a gap may stand by others and not by these, unless there is too much. What ``step`` raises
    ends it.
    """
    laid = counted(labelled, facts, least_draws=least_draws)
    lacking = Lacking(labelled, facts, list(zip(laid.strata, laid.fits, strict=True)))
    read = _drawn(laid, lacking, seed, step)
    stands = read.standing
    return Compared(
        **vars(read.found),
        tally=read.tally,
        tested=read.tested,
        judged=_judged(
            read.found,
            facts,
            lambda at: read.judge(at, read.tested.get(at), 0.0, stands=stands.told(at)),
        ),
        hangs=read.hangs,
        against=stands.against,
        is_drawn=read.is_drawn,
    )


class _Read(NamedTuple):
    """What a tally says: ``found`` with what is expected by it, and each cell that is tested.

    ``other``: what else may be expected, by how much more; None where it may not.
    """

    found: Counted
    is_drawn: bool
    other: Floats | None
    tally: Tally
    tested: dict[_Place, verdicts.Significance]
    standing: Standing

    def judge(
        self, at: _Place, of: verdicts.Significance | None, beside: float, *, stands: bool
    ) -> verdicts.Judgement:
        """What a cell is, as ``Judge`` says it."""
        moves = bool(self.tally.sd[at] > 0)
        count, expected = int(self.found.observed[at]), float(self.found.expected[at]) + beside
        return verdicts.if_it_stands(verdicts.judged(count, expected, of, moves=moves), stands)

    @property
    def hangs(self) -> frozenset[_Place]:
        """The cells of which other draws may tell otherwise."""
        return hanging(
            self._families,
            self.tally.draws,
            self.judge,
            self.standing.by_any,
            self.tally.error if self.is_drawn else None,
            self.other,
        )

    @property
    def is_to_be_drawn_again(self) -> bool:
        """Whether more draws may tell otherwise."""
        near = any(
            verdicts.near_its_cut(side, self.tally.draws)
            for family in self._families
            for side in sides(family)
        )
        return near or self.other is not None or bool(self.hangs)

    @property
    def _families(self) -> list[dict[_Place, verdicts.Significance]]:
        """The cells that are tested, and those that are where more, or fewer, are expected."""
        error = self.tally.error
        moves = [-error, error] if self.is_drawn else []
        moves += [self.other] if self.other is not None else []
        others = (
            _tested(replace(self.found, expected=self.found.expected + by), self.tally)
            for by in moves
        )
        return [self.tested, *(each for each in others if each.keys() != self.tested.keys())]


def _read(laid: Counted, lacking: Lacking, tally: Tally) -> _Read:
    found, other = _expecting(laid, tally, several=lacking.labelled.has_several)
    tested = _tested(found, tally)
    standing = lacking.standing(found.observed, found.expected, found.comparable, tested, tally)
    return _Read(found, found is not laid, other, tally, tested, standing)


def _tested(found: Counted, tally: Tally) -> dict[_Place, verdicts.Significance]:
    """The p and q of the cells of the family."""
    family = _family(found, tally)
    return dict(zip(family, verdicts.with_q(_tails(tally, family)), strict=True))


def _expecting(laid: Counted, tally: Tally, *, several: bool) -> tuple[Counted, Floats | None]:
    """What is expected is what the draws give on average, where that is another number.

    Where arenas have several labels the sizes of rows and columns by pairs of them may give more
    than there are arenas, which is not what p is of. Beside it what else may be expected, by how
    much more, where other draws may tell that it is: None where they tell the same.
    """
    if not several:
        return laid, None
    drawn = tally.mean * (laid.expected > 0)
    large = laid.comparable & (np.maximum(drawn, laid.expected) >= verdicts.LEAST_EXPECTED)
    beyond = (np.abs(drawn - laid.expected) - APART * laid.expected)[large]
    error, more = tally.error[large], drawn - laid.expected
    is_drawn, surely = bool((beyond > 0).any()), bool((beyond > error).any())
    found = replace(laid, expected=drawn) if is_drawn else laid
    if surely or not (beyond > -error).any():
        return found, None
    return found, -more if is_drawn else more


def without_draws(found: Counted, facts: CellFacts) -> Compared:
    """The same with no p, and no verdict that hangs on one."""
    judged = _judged(found, facts, lambda _: (Verdict.NOT_COMPUTED, None))
    return Compared(**vars(found), tally=None, tested={}, judged=judged)


def _drawn(found: Counted, lacking: Lacking, seed: int, step: Step | None) -> _Read:
    usable, told = lacking.facts.usable, step or silent
    nodes = (found.draws + 1) * MORE_DRAWS
    first = FIRST if nodes * found.steps <= MOST_STEPS else DRAWS
    tally = draw(
        found.tables, found.observed, usable, draws=found.draws, seed=seed,
        step=lambda _, share: told(first, share),
    )  # fmt: skip
    read = _read(found, lacking, tally)
    if first == FIRST and read.is_to_be_drawn_again:
        tally = draw(
            found.tables, found.observed, usable, draws=nodes - 1, seed=seed,
            step=lambda _, share: told(AGAIN, share),
        )  # fmt: skip
        read = _read(found, lacking, tally)
    return read


def _family(found: Counted, tally: Tally) -> list[_Place]:
    chosen = found.comparable & (found.expected >= verdicts.LEAST_EXPECTED) & (tally.sd > 0)
    return [(int(r), int(c)) for r, c in np.argwhere(chosen)]


def _tails(tally: Tally, family: Sequence[_Place]) -> list[verdicts.Tails]:
    """(1 + #{draws ≤ O})/(N + 1), and likewise with ≥: never 0 (Phipson & Smyth 2010)."""
    nodes = tally.draws + 1
    return [
        verdicts.Tails((1 + int(tally.at_most[at])) / nodes, (1 + int(tally.at_least[at])) / nodes)
        for at in family
    ]


def _judged(
    found: Counted, facts: CellFacts, judge: Callable[[_Place], verdicts.Judgement]
) -> dict[_Place, verdicts.Judgement]:
    """The verdict of every cell; ``judge`` gives that of comparable ones in lines with arenas."""
    total = found.observed + found.outside
    filled = (total.sum(axis=1) > 0)[:, None] & (total.sum(axis=0) > 0)[None, :]
    judged: dict[_Place, verdicts.Judgement] = {}
    for r, c in np.ndindex(total.shape):
        at = (int(r), int(c))
        if not facts.possible[at]:
            judged[at] = Verdict.IMPOSSIBLE, None
        elif not facts.covered[at]:
            judged[at] = Verdict.NOT_COVERED, None
        elif not filled[at]:
            judged[at] = Verdict.CANNOT_TELL, Reason.EMPTY_LINE
        elif found.comparable[at]:
            judged[at] = judge(at)
        else:
            judged[at] = Verdict.CANNOT_TELL, Reason.SUM_NOT_SHOWN
    return judged


def residuals(found: Counted) -> NDArray[np.float64]:
    """(O − E)/√(E(1 − N_r/N)(1 − N_t/N)) of comparable cells where E ≥ 5, else nan.

    The adjusted residual of Haberman (1973, Biometrics 29:205), for display. N_r are the arenas
    with the row label: an arena with two column labels is one of them, and counts in two cells.
    """
    row, column = (1 - size / max(found.arenas, 1) for size in found.sizes)
    spread = found.expected * np.outer(row, column)
    large = found.comparable & (found.expected >= LEAST_FOR_RESIDUAL) & (spread > 0)
    away = (found.observed - found.expected) / np.sqrt(np.where(large, spread, 1))
    return np.where(large, away, np.nan)

"""What a gap is held against: arenas that lack a label lie where they speak most against it.

For each cell they may all belong to it; or to other lines, so that fewer are expected in it; a
stratum of one label may be compared once they lie there too; other cells, whose p the cell's q
leans on, may be no gaps then; and more cells may be tested. All of it at once is more than can be:
a gap that stands here stands wherever they lie, with the strata as they are.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from queries.gaps.verdicts import adjusted
from queries.whitespace import verdicts
from queries.whitespace.arenas import Ints, LabelledArenas, Stratum
from queries.whitespace.independence import Bools, Counts, Floats, quasi_independent
from queries.whitespace.unplaced import Lying, Unplaced

MOST_FITS = 1_000  # of one block; where it would take more, nothing is taken for expected in it
MOST_SEARCHED = 0.1  # of the arenas in each line with any; beyond it the search lies too high

Place = tuple[int, int]


class Against(NamedTuple):
    """What a cell's gap is held against: how many there may be, how few expected, and q then."""

    filled: int
    least: float
    q: float

    @property
    def stands(self) -> bool:
        """Whether it would be a gap still."""
        return self.q <= verdicts.LARGEST_Q and self.filled <= verdicts.GAP_RATIO * self.least


@dataclass(frozen=True)
class Worst:
    """Of each cell the most there may be, and the least and the most that may be expected.

    ``pairs``: how many labels of rows and columns there may be beside each other, in all;
    ``touched``: of which cells anything is otherwise than it is known.
    """

    touched: Bools
    filled: Counts
    least: Floats
    most: Floats
    pairs: int

    def against(
        self, comparable: Bools, family: Mapping[Place, verdicts.Significance]
    ) -> dict[Place, Against]:
        """The same of each cell of the family.

        p is Poisson's where anything may change, if that is larger. What is expected of all cells
        is as many as there are pairs, so that no more than a third as many are tested.
        """
        lows = [max(own.p_low, self._low(at)) for at, own in family.items()]
        entering = comparable & (self.most >= verdicts.LEAST_EXPECTED)
        others = int(entering.sum()) - sum(bool(entering[at]) for at in family)
        room = int(self.pairs / verdicts.LEAST_EXPECTED) - len(family)
        qs = adjusted([*lows, *[1.0] * max(0, min(others, room))])
        return {
            at: Against(int(self.filled[at]), float(self.least[at]), q)
            for at, q in zip(family, qs, strict=False)
        }

    def _low(self, at: Place) -> float:
        if not self.touched[at]:
            return 0.0
        return verdicts.poisson_tails(int(self.filled[at]), float(self.least[at])).low


def worst_case(
    labelled: LabelledArenas,
    usable: Bools,
    lacking: Unplaced,
    strata: Sequence[Stratum],
    fits: Sequence[Floats | None],
    mean: Floats,
) -> Worst:
    """That of every stratum, added up; ``fits`` are what is expected, None where nothing moves.

    ``mean`` is that of the draws.
    """
    filled, touched = lacking.cells.copy(), lacking.cells > 0
    least, most, known = (np.zeros(usable.shape) for _ in range(3))
    *lying, nowhere = lacking.lying(labelled, strata, usable)
    for stratum, fit, more in zip(strata, fits, lying, strict=True):
        if fit is None and not more.pairs:
            continue
        counts = labelled.counts(stratum.arenas)
        filled += counts
        most += fit if fit is not None and not more.pairs else _most(counts, usable, more)
        touched |= (more.elsewhere > 0) | ((counts > 0) if fit is None else False)
        if fit is not None:
            known += fit
            least += _least(labelled, stratum, fit, usable, more) if more.pairs else fit
    most += _most(np.zeros_like(filled), usable, nowhere)
    if labelled.has_several:
        # E is not what the draws give on average where arenas have several labels of a side.
        drawn = np.divide(least * mean, known, out=np.zeros_like(least), where=known > 0)
        least = np.where(touched, np.minimum(least, drawn), least)
    pairs = int(labelled.counts().sum()) + lacking.pairs
    return Worst(touched, filled, least, most, pairs)


def worst_need(total: Counts, expected: Floats, lacking: Unplaced) -> Worst:
    """That of cells held against a need: what lies elsewhere makes more expected, never fewer."""
    stated = float(expected.sum())
    most = expected * ((stated + lacking.pairs) / max(stated, 1.0))
    filled, whole = total + lacking.cells, round(stated) + lacking.pairs
    return Worst(lacking.cells > 0, filled, expected, most, whole)


def _most(counts: Counts, usable: Bools, more: Lying) -> Floats:
    """(N_r + A)(N_c + B)/(N + max(A, B)), the most that A and B more in the two lines can give.

    Where cells are impossible, no more than there are in either line.
    """
    counted = np.where(usable, counts, 0)
    row = (counted.sum(axis=1) + more.rows)[:, None]
    column = (counted.sum(axis=0) + more.columns)[None, :]
    if not _is_whole(usable):
        either: Floats = np.minimum(row, column).astype(np.float64)
        return either
    whole = counted.sum() + np.maximum(more.rows[:, None], more.columns[None, :])
    found: Floats = row * column / np.maximum(whole, 1)
    return found


def _least(
    labelled: LabelledArenas, stratum: Stratum, fit: Floats, usable: Bools, more: Lying
) -> Floats:
    """What is expected if others are in lines other than the cell's own: N alone is larger.

    N are those of its block of lines that possible cells join; all may lie there. N/(N + V) by
    pairs of labels, which are fitted, or by labels of columns, which the draws exchange, whichever
    is less: they differ where arenas have several labels of rows.
    """
    counts, found = labelled.counts(stratum.arenas), np.zeros_like(fit)
    for rows, columns in _blocks(usable):
        block = np.ix_(rows, columns)
        elsewhere, inside = more.elsewhere[block], usable[block]
        pairs = int(counts[block][inside].sum())
        labels = _labels_of(labelled, stratum, rows, columns)
        by_pairs = pairs / np.maximum(pairs + elsewhere, 1)
        by_labels = labels / np.maximum(labels + more.labels[block], 1)
        left = _least_of_block(counts[block], fit[block], inside, elsewhere)
        found[block] = left * np.minimum(1.0, by_labels / np.maximum(by_pairs, 1e-12))
    return found


def _labels_of(labelled: LabelledArenas, stratum: Stratum, rows: Ints, columns: Ints) -> int:
    """How many labels of these columns the arenas of these rows have."""
    of_rows = labelled.rows.of_arenas(stratum.arenas)
    of_columns = labelled.columns.of_arenas(stratum.arenas)
    own = np.zeros(stratum.arenas.size, np.bool_)
    own[of_rows.arena[np.isin(of_rows.values, rows)]] = True
    return int(np.count_nonzero(np.isin(of_columns.values, columns) & own[of_columns.arena]))


def _least_of_block(counts: Counts, fit: Floats, usable: Bools, elsewhere: Counts) -> Floats:
    """Where a block has impossible cells no formula says so, and it is searched.

    With all of them in any one cell, if they are few: of more, what is searched lies too high.
    """
    whole, most = int(counts[usable].sum()), int(elsewhere.max())
    if usable.all():
        thinned: Floats = fit * (whole / np.maximum(whole + elsewhere, 1))
        return thinned
    places = np.argwhere(usable)
    counted = np.where(usable, counts, 0)
    lines = np.concatenate([counted.sum(axis=0), counted.sum(axis=1)])
    if most > MOST_SEARCHED * lines[lines > 0].min(initial=whole) or len(places) > MOST_FITS:
        return np.zeros_like(fit)
    found = fit
    for r, c in places:
        more = counts.copy()
        more[r, c] += most
        found = np.minimum(found, quasi_independent(more, usable))
    return found


def _blocks(usable: Bools) -> Iterator[tuple[Ints, Ints]]:
    """The rows and columns of each block of lines that possible cells join."""
    left = usable.any(axis=1)
    while left.any():
        rows = np.arange(left.size) == np.argmax(left)
        while not np.array_equal(rows, more := usable[:, usable[rows].any(axis=0)].any(axis=1)):
            rows = more
        yield np.flatnonzero(rows), np.flatnonzero(usable[rows].any(axis=0))
        left &= ~rows


def _is_whole(usable: Bools) -> bool:
    """Whether every cell of the lines that have any is usable."""
    return np.array_equal(usable, np.outer(usable.any(axis=1), usable.any(axis=0)))

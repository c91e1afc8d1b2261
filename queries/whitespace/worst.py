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
from queries.whitespace.unplaced import Lying, Several, Unplaced

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
    ``touched``: of which cells anything is otherwise than it is known; ``beside``: how many cells
    may be tested that are none of the table now, in lines that nothing has yet.
    """

    touched: Bools
    filled: Counts
    least: Floats
    most: Floats
    pairs: int
    beside: int

    def against(
        self, comparable: Bools, family: Mapping[Place, verdicts.Significance]
    ) -> dict[Place, Against]:
        """The same of each cell of the family.

        p is Poisson's where anything may change, if that is larger. What is expected of all cells
        is as many as there are pairs, so that no more than a third as many are tested.
        """
        lows = [max(own.p_low, self._low(at)) for at, own in family.items()]
        entering = comparable & (self.most >= verdicts.LEAST_EXPECTED)
        others = self.beside + int(entering.sum()) - sum(bool(entering[at]) for at in family)
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


class _Rules(NamedTuple):
    """Which cells are compared, and which may come to be; of which side any has several labels."""

    usable: Bools
    opened: Bools
    several: Several

    @property
    def each_takes(self) -> bool:
        """Whether each that lies elsewhere may take a label away from this very cell."""
        return self.several.columns or (self.several.rows and not _is_whole(self.usable))


class _Part(NamedTuple):
    """One stratum: what there is, what is ``left`` of each fit, and how many may take from it."""

    counts: Counts
    fit: Floats
    left: Floats
    taken: Counts
    most: Floats
    touched: Bools


def worst_case(
    labelled: LabelledArenas,
    usable: Bools,
    possible: Bools,
    lacking: Unplaced,
    strata: Sequence[tuple[Stratum, Floats | None]],
    expected: Floats,
) -> Worst:
    """That of every stratum, added up; beside each what is expected, None where nothing moves.

    ``expected`` is that of all of them: fitted, or drawn where arenas have several labels. Then
    nobody says how much of it is of which stratum, and what is left is that of the worst.
    ``possible`` cells that are not ``usable`` may come to be: a list that names no region covers
    those it has arenas in, and one of them may lie in another. Where any may have several labels of
    columns each of those that lie elsewhere may take one of the column's away, from this very cell.
    """
    opened = possible if lacking.covering else usable
    rules = _Rules(usable, opened, _several(labelled, lacking))
    *lying, nowhere = lacking.lying(labelled, [stratum for stratum, _ in strata], usable)
    parts = [
        _part(labelled, stratum, fit, more, rules)
        for (stratum, fit), more in zip(strata, lying, strict=True)
        if fit is not None or more.pairs
    ]
    none, nothing = np.zeros(usable.shape), np.zeros_like(lacking.cells)
    most = sum((own.most for own in parts), _most(nothing, usable, nowhere, rules.several))
    least = sum((own.fit * own.left for own in parts), none)
    if labelled.has_several:
        worst = [np.where(own.fit > 0, own.left, 1.0) for own in parts]
        least, most = expected * np.min([none + 1, *worst], axis=0), np.maximum(most, expected)
    return Worst(
        np.any([lacking.cells > 0, *(own.touched for own in parts)], axis=0),
        sum((own.counts for own in parts), lacking.cells),
        np.maximum(least - sum((own.taken for own in parts), nothing), 0.0),
        most,
        int(labelled.counts().sum()) + lacking.pairs,
        int(lacking.opening / verdicts.LEAST_EXPECTED),
    )


def _part(
    labelled: LabelledArenas, stratum: Stratum, fit: Floats | None, more: Lying, rules: _Rules
) -> _Part:
    counts, usable = labelled.counts(stratum.arenas), rules.usable
    touched = more.elsewhere > 0
    if fit is None:  # all of it comes in where it may come to be compared
        none, most = np.zeros(usable.shape), _most(counts, usable, more, rules.several)
        return _Part(counts, none, none, np.zeros_like(counts), most, touched | (counts > 0))
    left = _opened(counts, fit, usable, rules.opened)
    if not rules.each_takes:
        left = left * _left(labelled, stratum, fit, usable, more)
    if rules.each_takes and not _is_whole(usable):
        # What others take of other columns, rows that may hold nothing else win back in this one.
        left = np.where(more.elsewhere > 0, 0.0, left)
    taken = np.where((fit > 0) & rules.each_takes, more.elsewhere, 0)
    most = _most(counts, usable, more, rules.several) if more.pairs else fit
    return _Part(counts, fit, left, taken, most, touched)


def _several(labelled: LabelledArenas, lacking: Unplaced) -> Several:
    rows, columns = lacking.have_several
    return Several(rows or labelled.rows.has_several, columns or labelled.columns.has_several)


def worst_need(total: Counts, need: Floats, left: Floats, lacking: Unplaced) -> Worst:
    """That of cells held against a need: what lies elsewhere makes more expected, never fewer.

    But where nobody looked: in a line that one of them opens what is ``left`` of the need counts
    too, and takes its share. Both are 0 where nothing is stated.
    """
    arenas, stated = int(total[need > 0].sum()), float(need.sum())
    opened = lacking.opened(left)
    most = need * ((arenas + lacking.pairs) / stated)
    filled, whole = total + lacking.cells, arenas + lacking.pairs
    touched = (lacking.cells > 0) | (opened > 0)
    least, beside = need * (arenas / (stated + opened)), int((left > 0).sum()) if opened else 0
    return Worst(touched, filled, least, most, whole, beside)


def _most(counts: Counts, usable: Bools, more: Lying, several: Several) -> Floats:
    """(N_r + A)(N_c + B)/(N + max(A, B)), the most that A and B more in the two lines can give.

    Where cells are impossible or arenas have several labels, no more than there are in either line.
    """
    counted = np.where(usable, counts, 0)
    row = (counted.sum(axis=1) + more.rows)[:, None]
    column = (counted.sum(axis=0) + more.columns)[None, :]
    if any(several) or not _is_whole(usable):
        either: Floats = np.minimum(row, column).astype(np.float64)
        return either
    whole = counted.sum() + np.maximum(more.rows[:, None], more.columns[None, :])
    found: Floats = row * column / np.maximum(whole, 1)
    return found


def _left(
    labelled: LabelledArenas, stratum: Stratum, fit: Floats, usable: Bools, more: Lying
) -> Floats:
    """How much of what is expected is left if V others are in lines other than the cell's own.

    All may lie in its block of N arenas, lines that possible cells join: N/(N + V), as each has one
    label of columns.
    """
    found = np.ones(fit.shape)
    if not more.pairs:
        return found
    counts = labelled.counts(stratum.arenas)
    having = np.bincount(labelled.columns.of_arenas(stratum.arenas).values, minlength=fit.shape[1])
    for rows, columns in _blocks(usable):
        block = np.ix_(rows, columns)
        away, inside = more.elsewhere[block], usable[block]
        if inside.all():
            arenas = int(having[columns].sum())
            found[block] = arenas / np.maximum(arenas + away, 1)
        else:
            least = _least_of_block(counts[block], fit[block], inside, away)
            found[block] = np.divide(least, fit[block], out=np.zeros_like(least), where=least > 0)
    return found


def _opened(counts: Counts, fit: Floats, usable: Bools, opened: Bools) -> Floats:
    """How much of what is expected is left if more cells take part in the comparison."""
    if np.array_equal(opened, usable):
        return np.ones(fit.shape)
    wide = quasi_independent(counts, opened)
    return np.minimum(1.0, np.divide(wide, fit, out=np.ones_like(fit), where=fit > 0))


def _least_of_block(counts: Counts, fit: Floats, usable: Bools, elsewhere: Counts) -> Floats:
    """Where a block has impossible cells no formula says so, and it is searched.

    With all of them in any one cell, if they are few: of more, what is searched lies too high.
    """
    whole, most = int(counts[usable].sum()), int(elsewhere.max())
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

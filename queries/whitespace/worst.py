"""What a gap is held against: arenas that lack a label lie where they speak most against it.

For each cell they may all belong to it; or to other lines, so that fewer are expected in it; a
stratum of one label may be compared once they lie there too; other cells, whose p the cell's q
leans on, may be no gaps then; and more cells may be tested. All of it at once is more than can be.
What of it is a bound, and what is searched or tried, docs/whitespace.md says.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
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


class OfMean(NamedTuple):
    """What is left of the mean of draws: this share of it, and ``taken`` fewer."""

    left: Floats
    taken: Counts


@dataclass(frozen=True)
class Worst:
    """Of each cell the most there may be, and the least and the most that may be expected.

    ``pairs``: how many labels of rows and columns there may be beside each other, in all;
    ``touched``: of which cells anything is otherwise than it is known; ``beside``: how many cells
    may be tested that are none of the table now, in lines that nothing has yet; ``of_mean``: what
    is left of the mean of draws, where that may be what is expected, else None.
    """

    touched: Bools
    filled: Counts
    least: Floats
    most: Floats
    pairs: int
    beside: int
    of_mean: OfMean | None = None

    def drawn(self, least: Floats, most: Floats) -> "Worst":
        """The same where the mean of draws is at least, and at most, so many.

        Where that may be what is expected, one of those that lack a label may make it the other:
        it is the lesser of both.
        """
        if self.of_mean is None:
            return self
        left = np.maximum(least * self.of_mean.left - self.of_mean.taken, 0.0)
        return replace(self, least=np.minimum(self.least, left), most=np.maximum(self.most, most))

    def against(self, comparable: Bools, p_low: Mapping[Place, float]) -> dict[Place, Against]:
        """What the gap of each tested cell is held against, by the p of as few.

        p is Poisson's where anything may change, if that is larger. What is expected of all cells
        is as many as there are pairs, so that no more than a third as many are tested.
        """
        family = list(p_low)
        lows = [max(p, self._low(at)) for at, p in p_low.items()]
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
    """Which cells are compared, and which may come to be; of which side any has several labels.

    ``more_rows``: whether any may lie in a county that the table does not have.
    """

    usable: Bools
    opened: Bools
    several: Several
    more_rows: bool

    def certain(self, more: Lying) -> Bools:
        """Beside which cells it can be said what is left of what is expected.

        Not where more cells may come to be compared: each set of them is a case of its own. Nor
        where cells are impossible and any may have several labels, or lie in a county that is not
        here: what those take of other columns, rows that may hold little else win back in this one.
        """
        found = np.ones_like(self.usable)
        new = self.opened & ~self.usable
        for rows, columns in _blocks(self.opened) if new.any() else ():
            block = np.ix_(rows, columns)
            found[block] = not new[block].any()
        if more.pairs and not _is_whole(self.opened) and (any(self.several) or self.more_rows):
            found[:] = False
        return found


class _Part(NamedTuple):
    """One stratum: what there is, the least its fit may be, and what is ``left`` of draws' mean.

    ``taken`` is how many may take one more away from that mean.
    """

    counts: Counts
    least: Floats
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
) -> Worst:
    """That of every stratum, added up; beside each what is fitted, None where nothing moves.

    Where any may have several labels, the mean of draws may be what is expected. Nobody says how
    much of it is of which stratum, so what is left of it is that of the worst; each of
    those that lie elsewhere may take one of the column's labels away, from this very cell.
    ``possible`` cells that are not ``usable`` may come to be, once they are covered by a label.
    """
    opened = usable | (possible & lacking.coverable.cells)
    rules = _Rules(usable, opened, _several(labelled, lacking), lacking.opening > 0)
    *lying, nowhere = lacking.lying(labelled, [stratum for stratum, _ in strata], opened)
    parts = [
        _part(labelled, stratum, fit, more, rules)
        for (stratum, fit), more in zip(strata, lying, strict=True)
        if fit is not None or more.pairs
    ]
    none, nothing = np.zeros(usable.shape), np.zeros_like(lacking.cells)
    most = sum((own.most for own in parts), _most(nothing, usable, nowhere, rules.several))
    of_mean = OfMean(
        np.min([none + 1, *(own.left for own in parts)], axis=0),
        sum((own.taken for own in parts), nothing),
    )
    return Worst(
        touched=np.any([lacking.cells > 0, *(own.touched for own in parts)], axis=0),
        filled=sum((own.counts for own in parts), lacking.cells),
        least=sum((own.least for own in parts), none),
        most=most,
        pairs=int(labelled.counts().sum()) + lacking.pairs,
        beside=int(lacking.opening / verdicts.LEAST_EXPECTED) + int((opened & ~usable).sum()),
        of_mean=of_mean if any(rules.several) else None,
    )


def _part(
    labelled: LabelledArenas, stratum: Stratum, fit: Floats | None, more: Lying, rules: _Rules
) -> _Part:
    counts, usable = labelled.counts(stratum.arenas), rules.usable
    touched = more.elsewhere > 0
    if fit is None:  # all of it comes in where it may come to be compared
        none, most = np.zeros(usable.shape), _most(counts, usable, more, rules.several)
        taken = np.zeros_like(counts)
        return _Part(counts, none, none + 1, taken, most, touched | (counts > 0))
    certain = rules.certain(more)
    least = fit * _left(counts, fit, rules, more, certain)
    # Of one label of columns each, those elsewhere take a share of the mean; of several one each.
    each_takes = rules.several.columns
    share = 1.0 if each_takes else _share(labelled, stratum, usable, more)
    left = np.where(fit > 0, certain * share, 1.0)
    taken = np.where((fit > 0) & each_takes, more.elsewhere, 0)
    most = _most(counts, usable, more, rules.several) if more.pairs else fit
    return _Part(counts, least, left, taken, most, touched | ~certain)


def _share(labelled: LabelledArenas, stratum: Stratum, usable: Bools, more: Lying) -> Floats:
    """N/(N + V) of N arenas, where each has one label of columns, and V more elsewhere.

    N are those that have a cell that is compared: the others change places with none.
    """
    columns = labelled.columns.of_arenas(stratum.arenas).values
    rows = labelled.rows.of_arenas(stratum.arenas)
    moving = usable[rows.values, columns[rows.arena]]
    arenas = np.unique(rows.arena[moving]).size
    found: Floats = arenas / np.maximum(arenas + more.elsewhere, 1)
    return found


def _several(labelled: LabelledArenas, lacking: Unplaced) -> Several:
    rows, columns = lacking.have_several
    return Several(rows or labelled.rows.has_several, columns or labelled.columns.has_several)


def worst_need(total: Counts, need: Floats, left: Floats, lacking: Unplaced) -> Worst:
    """That of cells held against a need: what lies elsewhere makes more expected, never fewer.

    But where nobody looked: in a line that one of them opens what is ``left`` of the need counts
    too, and takes its share. Both are 0 where nothing is stated.
    """
    arenas, stated = int(total[need > 0].sum()), float(need.sum())
    left = left * lacking.coverable.cells
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


def _left(counts: Counts, fit: Floats, rules: _Rules, more: Lying, certain: Bools) -> Floats:
    """How much of a fit is left for ``certain`` if others lie in lines other than the cell's own.

    All may lie in its block, lines that possible cells join: N/(N + V) of N pairs of labels, where
    V come. Each arena that lies elsewhere is one, but where any may have several labels they
    are all the pairs that any of them may have.
    """
    found = certain.astype(np.float64)
    for rows, columns in _blocks(rules.usable) if more.pairs else ():
        block = np.ix_(rows, columns)
        away, inside = more.elsewhere[block], rules.usable[block]
        if not certain[block].all():
            continue
        if inside.all():
            pairs = int(counts[block].sum())
            come = more.pairs if any(rules.several) else away
            found[block] = pairs / np.maximum(pairs + come, 1)
        else:
            least = _least_of_block(counts[block], fit[block], inside, away)
            found[block] = np.divide(least, fit[block], out=np.zeros_like(least), where=least > 0)
    return found


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

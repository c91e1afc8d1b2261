"""What is known of each cell before anything is counted."""

from dataclasses import dataclass

import numpy as np

from queries.whitespace.independence import Bools, Counts, Floats
from queries.whitespace.telling import Unseen
from queries.whitespace.unplaced import Unplaced


@dataclass(frozen=True)
class CellFacts:
    """What is known of every cell beforehand: possible, covered, and needed (nan: not said).

    ``unseen``: what its reader is not told of; None where of nothing. ``counting`` are the cells
    that count at all; None: all of them. ``unplaced`` are the arenas that have a label of one
    dimension and none of the other; None: there are none.
    """

    possible: Bools
    covered: Bools
    need: Floats
    unseen: Unseen | None = None
    counting: Bools | None = None
    unplaced: Unplaced | None = None

    @property
    def usable(self) -> Bools:
        """Which cells take part in the comparison."""
        return np.asarray(self.possible & self.covered)

    @property
    def needed(self) -> Bools:
        """Which cells are held against the need stated of them."""
        return np.asarray(self.usable & ~np.isnan(self.need))

    @property
    def need_left(self) -> Bools:
        """Which cells have a need that nothing is held against."""
        return np.asarray(~np.isnan(self.need) & ~self.needed)

    def may_belong(self, at: tuple[int, int]) -> int:
        """How many arenas lack one label and may belong to a cell by the other."""
        return 0 if self.unplaced is None else int(self.unplaced.cells[at])

    def comparable(self, outside: Counts) -> Bools:
        """Which usable cells are held against what is expected, tested and ranked.

        Those whose expectation follows from what their reader is told. E, p, q, verdict and rank
        come from how many of a row, of a column and of all lines are compared, so that they would
        give a sum that is not told, and of a sum that is told how many of what is hidden in it are
        not compared: in cells that are not usable, or ``outside`` (arenas of strata where nothing
        moves). Where some cells are impossible, E of each comes from the sums of all lines.
        """
        counting = self.usable if self.counting is None else self.usable & self.counting
        if self.unseen is None:
            return np.asarray(counting)
        apart = self.unseen.cells & (~self.usable | (outside > 0))
        row = ~(self.unseen.rows | apart.any(axis=1))
        column = ~(self.unseen.columns | apart.any(axis=0))
        if not self._whole_known(row, column):
            return np.zeros_like(counting)
        return np.asarray(counting & ~self.unseen.cells & row[:, None] & column[None, :])

    def _whole_known(self, row: Bools, column: Bools) -> bool:
        """Whether E of a cell needs no more than its own sums, these, and how many there are."""
        usable, unseen = self.usable, self.unseen
        rows, columns = usable.any(axis=1), usable.any(axis=0)
        if not np.array_equal(usable, np.outer(rows, columns)):
            return bool(row[rows].all() and column[columns].all())
        return unseen is None or not (
            (unseen.rows & ~rows).any() or (unseen.columns & ~columns).any()
        )

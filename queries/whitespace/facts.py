"""What is known of each cell before anything is counted."""

from dataclasses import dataclass

import numpy as np

from queries.whitespace.independence import Bools, Floats


@dataclass(frozen=True)
class CellFacts:
    """What is known of every cell beforehand: possible, covered, and needed (nan: not said).

    ``claimed`` are the covered cells in which no arena would mean that there is none, which is what
    a need asks (see ``covering.claimed_cells``); None: all of them.
    ``told``: of which its reader is told; None where of all. What is not told takes part in what is
    expected, by its sums, but not in a family of tests: q of the others would tell of it.
    """

    possible: Bools
    covered: Bools
    need: Floats
    claimed: Bools | None = None
    told: Bools | None = None

    @property
    def usable(self) -> Bools:
        """Which cells take part in the comparison."""
        return np.asarray(self.possible & self.covered)

    @property
    def needed(self) -> Bools:
        """Which cells are held against the need stated of them."""
        needed = self.usable & ~np.isnan(self.need)
        return np.asarray(needed if self.claimed is None else needed & self.claimed)

    @property
    def need_left(self) -> Bools:
        """Which cells have a need that nothing is held against."""
        return np.asarray(~np.isnan(self.need) & ~self.needed)

    @property
    def tested(self) -> Bools:
        """Which cells may be tested and ranked beside each other."""
        return self.usable if self.told is None else np.asarray(self.usable & self.told)

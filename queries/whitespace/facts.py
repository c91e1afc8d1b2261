"""What is known of each cell before anything is counted."""

from dataclasses import dataclass

import numpy as np

from queries.whitespace.independence import Bools, Floats


@dataclass(frozen=True)
class CellFacts:
    """What is known of every cell beforehand: possible, covered, and needed (nan: not said).

    ``claimed`` are the covered cells in which no arena would mean that there is none, which is what
    a need asks (see ``labels.claimed_labels``); None: all of them.
    """

    possible: Bools
    covered: Bools
    need: Floats
    claimed: Bools | None = None

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

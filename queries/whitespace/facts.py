"""What is known of each cell before anything is counted."""

from dataclasses import dataclass

import numpy as np

from queries.whitespace.independence import Bools, Floats


@dataclass(frozen=True)
class CellFacts:
    """What is known of every cell beforehand: possible, covered, and needed (nan: not said)."""

    possible: Bools
    covered: Bools
    need: Floats

    @property
    def usable(self) -> Bools:
        """Which cells take part in the comparison."""
        return np.asarray(self.possible & self.covered)

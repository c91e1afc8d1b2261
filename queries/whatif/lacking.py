"""Who lacks partners of another sector though activity and size give three, by the formula."""

from dataclasses import dataclass, field

import numpy as np

from queries.gaps.bicm import NotFittedError
from queries.gaps.null_model import StratumTable
from queries.isolates.comparing import may_be_compared
from queries.isolates.expected import expected_partners, partners_in
from queries.isolates.meeting import Classes
from queries.isolates.null import LEAST_EXPECTED, table_of
from queries.network.two_mode import Floats
from queries.whatif.mapped import Mapped
from queries.whatif.values import Values


@dataclass
class Lacking:
    """Strata seen so far: a random change leaves most of them as they were.

    What is remembered of a stratum hangs on its table and the classes of its actors alone.
    """

    seen: dict[tuple[bytes, ...], Floats] = field(default_factory=dict)

    def figures(self, of: Mapped) -> Values:
        """Actors of whom it can be said, and of them those who met nobody of another sector."""
        if not may_be_compared(of.given):
            return {"judged_actors": np.nan, "orphan_actors": np.nan}
        classes = of.classes
        part = table_of(of.given, "apart", role_aware=True)
        try:
            expected = expected_partners(part, classes, lambda table: self._of(table, classes))
        except NotFittedError:
            return {"judged_actors": np.nan, "orphan_actors": np.nan}
        judged = np.nan_to_num(expected) >= LEAST_EXPECTED
        return {
            "judged_actors": int(np.count_nonzero(judged)),
            "orphan_actors": int(np.count_nonzero(judged & ~of.met)),
        }

    def _of(self, table: StratumTable, classes: Classes) -> Floats:
        fixed = table.slots.start, table.slots.places, table.actor, classes.of[table.actor]
        key = (*(part.tobytes() for part in fixed), str(table.slots.leads).encode())
        if key not in self.seen:
            self.seen[key] = partners_in(table, classes)
        return self.seen[key]

"""Whether who stands alone, or apart, may be held against chance: only where lists are enough.

Which arenas lack a list may hang on who met there: then the others tell of chance falsely. It is
asked before anything is expected of anybody, for counts, lists by name, cards and what if alike.
"""

import numpy as np

from graph_schema.coverage_answers import LEAST_COVERAGE
from queries.gaps.participations import Participations, telling_lists


def meeting_share(given: Participations) -> float | None:
    """The share of arenas asked about whose lists show who met, as the gap table asks for it."""
    sizes = np.bincount(given.arena, minlength=given.arena_source.size)
    asked = given.arena_asked
    showing, telling = telling_lists(sizes[asked], given.arena_partners_known[asked])
    return showing / telling if telling else None


def is_enough(share: float | None) -> bool:
    """Whether a gap table would tell anything at such a share; None where no arena counts."""
    return share is None or share >= LEAST_COVERAGE


def may_be_compared(given: Participations) -> bool:
    """Whether anything is expected of the participations, or anybody of them judged."""
    return is_enough(meeting_share(given))

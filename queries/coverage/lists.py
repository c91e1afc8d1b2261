"""Of some arenas the share whose list of participants is complete: what rows of answers carry."""

from dataclasses import dataclass

import numpy as np

from graph_schema.whitespace_answers import WhitespaceScope
from queries.gaps.participations import Bools, Ints
from queries.gaps.sectors import GapQuestion, participations_of
from queries.lookup.sensitive import is_public
from queries.readmodel.open import ReadModel


@dataclass(frozen=True)
class ParticipantLists:
    """Per arena: whether a participant is known, and whether its list is complete too."""

    known: Bools
    complete: Bools
    public: bool

    def share(self, arenas: Ints | Bools, *, sensitive: bool = False) -> float | None:
        """As coverage tells it; None where nobody is known in any of them.

        Of a row or cell that is ``sensitive``, or a sum of what is hidden, the public is not told
        it: sums by row and column would close in on a hidden cell.
        """
        if sensitive and self.public:
            return None
        known = int(np.count_nonzero(self.known[arenas]))
        return int(np.count_nonzero(self.complete[arenas])) / known if known else None


def participant_lists(model: ReadModel, scope: WhitespaceScope) -> ParticipantLists:
    """Of the arenas asked about, as the sources asked for state them; of no others."""
    found = participations_of(model, GapQuestion(**scope.model_dump()))
    known = np.bincount(found.arena, minlength=found.arena_source.size) > 0
    return ParticipantLists(known, known & found.arena_partners_known, is_public(model))

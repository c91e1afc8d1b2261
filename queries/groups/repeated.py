"""Who meets whom, without arenas of one known participant: there nobody is known to have met."""

from typing import NamedTuple

import numpy as np

from queries.gaps.participations import Bools, Participations
from queries.gaps.strata import LEAST_PARTICIPANTS
from queries.network.two_mode import Ints, TwoMode


class Repeated(NamedTuple):
    """The network with actors and arenas renumbered; ``actors`` and ``arenas`` say which they are.

    ``rows`` marks the participations that are in it.
    """

    graph: TwoMode
    actors: Ints
    arenas: Ints
    rows: Bools

    def of_draw(self, drawn: TwoMode) -> TwoMode:
        """A null draw of the same participations in the same numbers; no size has changed."""
        inside = np.isin(drawn.arena, self.arenas)
        return TwoMode(
            np.searchsorted(self.actors, drawn.actor[inside]),
            np.searchsorted(self.arenas, drawn.arena[inside]),
            self.actors.size,
            self.arenas.size,
        )


def repeated(participations: Participations) -> Repeated:
    """What of the participations is in an arena of at least two."""
    arenas = participations.arena_source.size
    sizes = np.bincount(participations.arena, minlength=arenas)
    rows = sizes[participations.arena] >= LEAST_PARTICIPANTS
    actors, actor = np.unique(participations.actor[rows], return_inverse=True)
    held, arena = np.unique(participations.arena[rows], return_inverse=True)
    graph = TwoMode(actor.reshape(-1), arena.reshape(-1), actors.size, held.size)
    return Repeated(graph, actors.astype(np.int64), held.astype(np.int64), rows)


class Peeled(NamedTuple):
    """For every actor and arena the largest α of whose core it is part; 0 where of none."""

    actors: Ints
    arenas: Ints

    @property
    def deepest(self) -> int:
        """The largest α there is a core of."""
        return int(self.actors.max(initial=0))

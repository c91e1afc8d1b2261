"""A set of participations with what several figures need of it, each found once."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from graph_schema.vocabularies import Sector
from queries.gaps.meetings import Meetings, Tested, meetings, tested
from queries.gaps.participations import Bools, Ints, Participations
from queries.groups.cores import peel
from queries.groups.repeated import Peeled, Repeated, repeated
from queries.groups.summing import BETA
from queries.isolates.meeting import Classes, across, per_class
from queries.network.two_mode import TwoMode

SECTORS = tuple(Sector)
CLASSES = len(SECTORS)
UNKNOWN = SECTORS.index(Sector.UNKNOWN)


@dataclass(frozen=True)
class Mapped:
    """A map of one set of participations; what is asked of it first is kept for who asks next."""

    given: Participations

    @cached_property
    def part(self) -> Tested:
        """What of it can be tested, and the strata it lies in."""
        return tested(self.given, role_aware=True)

    @cached_property
    def counted(self) -> Meetings:
        """Meetings of every pair of sectors in tested arenas."""
        return meetings(self.part, CLASSES)

    @cached_property
    def graph(self) -> TwoMode:
        """The participations as a network."""
        actor, arena = (each.astype(np.int64) for each in (self.given.actor, self.given.arena))
        return TwoMode(actor, arena, self.given.sector.size, self.given.arena_source.size)

    @cached_property
    def classes(self) -> Classes:
        """The sector of every actor."""
        return Classes(self.given.sector, CLASSES, UNKNOWN)

    @cached_property
    def per_class(self) -> Ints:
        """n_ps: how many actors of each sector take part in each arena."""
        return per_class(self.graph, self.classes)

    @cached_property
    def met(self) -> Bools:
        """Who has met anybody who may be of another sector."""
        return across(self.graph, self.classes, self.per_class)

    @cached_property
    def repeated(self) -> Repeated:
        """The network without arenas of one known participant."""
        return repeated(self.given)

    @cached_property
    def peeled(self) -> Peeled:
        """How deep in the core each actor and arena of that network is."""
        return peel(self.repeated.graph, BETA)

"""What questions about who stands between whom answer; a ranking says what it hangs on."""

from collections.abc import Callable
from typing import Literal

from graph_schema.answers import Ref
from graph_schema.base import GraphModel
from graph_schema.carded import Carded
from graph_schema.gap_answers import GapScope, Unseen
from graph_schema.vocabularies import Sector

RankedBy = Literal["sole_pairs", "cut_mass", "brokerage", "betweenness", "constraint"]
"""What actors are ranked by, most first; by constraint, least first for the number of partners."""


class ListCoverage(GraphModel):
    """Of the arenas one source states: how many, of those it calls whole, and with one actor.

    An arena of several sources counts for each.
    """

    source: str
    arenas: int
    partners_known: int
    alone: int


class BrokerCoverage(GraphModel):
    """How far the lists of participants can be trusted; ``share`` is None where there are none.

    ``complete_one`` of those known have a single participant: such a list shows no tie and could
    show none, and ``meeting_share``, which a gap table asks for, is the share without them among
    all arenas, also those of which ``nobody`` is known.
    Where a list may have gaps, a tie that cannot be seen may be there, and a broker less alone.
    ``unseen`` is what the overlap of sources tells no source has; None where it tells nothing.
    """

    arenas: int
    partners_known: int
    share: float | None
    complete_one: int
    nobody: int
    meeting_share: float | None
    alone: int
    sources: tuple[ListCoverage, ...]
    unseen: Unseen | None = None


class NetworkSummary(GraphModel):
    """The network a ranking is about, and what in it hangs on single actors and arenas.

    ``unknown_sector`` of the actors have none that is stated and are in none of ``sole_pairs``;
    None where that would give away one or two of a sensitive part. ``of_mass``: at least three
    actors are parted from the largest piece left; ``of_singles``: and each of them by itself.
    """

    actors: int
    unknown_sector: int
    arenas: int
    participations: int
    ties: int
    pieces: int
    largest_piece: int
    fragmentation: float | None
    sole_pairs: int
    cut_actors: int
    cut_actors_of_mass: int
    cut_actors_of_singles: int
    cut_arenas: int
    cut_arenas_of_mass: int
    cut_arenas_of_singles: int
    bridges: int
    bridges_of_mass: int


class SolePairCount(GraphModel):
    """How many pairs of actors of two sectors only one actor connects."""

    a: Sector
    b: Sector
    pairs: int


class Roles(GraphModel):
    """Gould–Fernandez roles, unordered pairs; ``unplaced`` involve an unknown sector.

    coordinator: all three of one sector. consultant: both ends of one other sector. gate: one end
    of the broker's sector, the other not. liaison: three sectors.
    """

    coordinator: int
    consultant: int
    gate: int
    liaison: int
    unplaced: int
    total: int


class LedRoles(GraphModel):
    """The same where each arena's owner points at those it leads: representative A→A→B,
    gatekeeper B→A→A; only owners who are led elsewhere stand on such a path.
    """

    coordinator: int
    consultant: int
    representative: int
    gatekeeper: int
    liaison: int
    unplaced: int
    total: int


class AgainstNull(GraphModel):
    """One count against null draws; ``z`` is None where no draw differs from another."""

    observed: int
    expected: float
    sd: float
    z: float | None
    p: float


class RolesAgainstNull(GraphModel):
    """Each role's count against tables with the same activity of actors and size of arenas."""

    coordinator: AgainstNull
    consultant: AgainstNull
    gate: AgainstNull
    liaison: AgainstNull
    total: AgainstNull


class DegreeBand(GraphModel):
    """Actors with about as many partners; constraint is compared within such a band only."""

    least: int
    most: int | None
    actors: int
    lowest_quarter: float | None
    median: float | None


class Broker(GraphModel):
    """One actor's place between others; None was not computed, or is not defined there.

    ``sole_pairs`` is U: cross-sector pairs only this actor connects; ``burden`` its share of all.
    ``…_without_large`` leaves arenas of more than ``large_arena`` actors out. ``cut_mass`` counts
    actors outside the largest piece left without it. ``band_place`` is the place among actors of
    the same band, lowest constraint first, ``constraint_to_median`` its share of their median.
    ``stays``: in how many of the repeats with a fifth of the participations hidden it is among the
    first of the ranking asked for. ``arenas_complete`` of its ``arenas`` have a complete list of
    participants: in the others it may meet more. ``units`` are up to five of the ``units_total``
    parts whose participations count as the actor's own, those with most of them first.
    """

    actor: Ref
    sector: Sector
    units: tuple[Ref, ...] = ()
    units_total: int = 0
    arenas: int
    arenas_complete: int
    partners: int
    sole_pairs: int
    burden: float | None
    sole_by_sector: tuple[SolePairCount, ...]
    sole_pairs_without_large: int
    roles: Roles
    brokered_without_large: int
    partial_credit: float
    led: LedRoles | None
    against_null: RolesAgainstNull | None
    pieces: int
    cut_mass: int
    next_piece: int
    pairs_separated: int
    constraint: float | None
    effective_size: float | None
    band: DegreeBand | None
    band_place: int | None
    constraint_to_median: float | None
    betweenness: float
    betweenness_error: float | None
    betweenness_share: float
    stays: int | None = None
    pairs: str | None = None


class BrokerParameters(GraphModel):
    """What was asked about, and how what is not exact was computed."""

    scope: GapScope
    seed: int
    starts: int
    exact_betweenness: bool
    least_degree: int
    least_mass: int
    large_arena: int
    has_leads: bool


class NullRun(GraphModel):
    """The stored draws that the z-values come from."""

    algorithm: str
    draws: int
    seed: int
    strata: int
    not_tested_share: float


class Stability(GraphModel):
    """How a ranking fares when a share of the participations is hidden at random.

    ``overlap`` is the mean share of the first ``first`` that stay among them, ``least`` that of the
    worst repeat; ``jaccard`` the mean overlap of whole sets of cut points.
    """

    hidden_share: float
    repeats: int
    seed: int
    first: int
    overlap: float
    least: float
    jaccard: float | None = None


class BrokersAnswer(Carded):
    """One page of a ranking of actors, with what it stands on.

    ``null`` and ``stability`` take long: None until ``command`` has been run for this version, and
    then read. ``command`` is None where nothing is left to compute. ``exploratory``: a part that
    somebody chose to look at.
    """

    items: tuple[Broker, ...]
    next: str | None
    total: int
    data_version: int
    exploratory: bool
    by: RankedBy
    parameters: BrokerParameters
    coverage: BrokerCoverage
    network: NetworkSummary
    bands: tuple[DegreeBand, ...]
    null: NullRun | None
    stability: Stability | None
    command: str | None = None

    def linked(self, link: Callable[[str], str]) -> "BrokersAnswer":
        """The same answer where every actor with sole pairs says where they are listed."""
        linked = tuple(
            item.model_copy(update={"pairs": link(item.actor.id)}) if item.sole_pairs else item
            for item in self.items
        )
        return self.model_copy(update={"items": linked})


class BridgingArena(GraphModel):
    """An arena that holds parts of the network together, and what would come apart without it.

    ``list_complete``: a source declares its list of participants complete.
    """

    arena: Ref
    year: int | None
    participants: int
    list_complete: bool
    pieces: int
    cut_mass: int
    next_piece: int
    pairs_separated: int
    stays: int | None = None


class BridgingTie(GraphModel):
    """A single participation that is the only way between two parts of the network."""

    actor: Ref
    arena: Ref
    list_complete: bool
    cut_mass: int
    pairs_separated: int


class BridgingAnswer(Carded):
    """Arenas of cut mass, most first, and the participations that are bridges of mass.

    ``exploratory``: in a part somebody chose to look at.
    """

    items: tuple[BridgingArena, ...]
    next: str | None
    total: int
    data_version: int
    exploratory: bool
    ties: tuple[BridgingTie, ...]
    ties_total: int
    parameters: BrokerParameters
    coverage: BrokerCoverage
    network: NetworkSummary
    stability: Stability | None
    command: str | None = None


class SolePair(GraphModel):
    """Two actors of different sectors that only one other connects."""

    a: Ref
    a_sector: Sector
    b: Ref
    b_sector: Sector


class JointArena(GraphModel):
    """Actors who, meeting once, would give ``covers`` of a broker's sole pairs a tie of their own.

    Chosen one by one, each adding most: no promise that no other choice covers more.
    """

    actors: tuple[Ref, ...]
    covers: int


class SolePairsAnswer(Carded):
    """The pairs only one actor connects, page by page, and one meeting that would cover many.

    ``joint`` is None where there are too many pairs to search. ``exploratory``: in a part somebody
    chose to look at.
    """

    broker: Broker
    items: tuple[SolePair, ...]
    next: str | None
    total: int
    joint: JointArena | None
    data_version: int
    exploratory: bool
    coverage: BrokerCoverage

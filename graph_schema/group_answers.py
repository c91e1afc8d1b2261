"""What the question who keeps meeting whom answers: a core, and groups if the map has any."""

from graph_schema.answers import Ref
from graph_schema.base import GraphModel
from graph_schema.carded import Carded
from graph_schema.gap_answers import GapScope
from graph_schema.network_answers import BrokerCoverage
from graph_schema.vocabularies import Sector


class AgainstDraws(GraphModel):
    """One figure against null draws; ``z`` is None where no draw differs from another."""

    observed: float
    expected: float
    sd: float
    z: float | None
    p: float


class SectorCount(GraphModel):
    """How many actors of a sector, and their share of the actors counted with them.

    None where it is hidden.
    """

    sector: Sector
    actors: int | None
    share: float | None


class GroupNetwork(GraphModel):
    """What is looked at: arenas with at least two known participants, and who takes part in them.

    ``left_out`` counts arenas with one. ``repeating`` actors take part in at least two. None where
    how many do, or how many are alone, is not shown.
    """

    actors: int | None
    arenas: int
    participations: int
    left_out: int
    repeating: int | None
    sectors: tuple[SectorCount, ...]


class CoreLevel(GraphModel):
    """The (α,β)-core: actors in at least α arenas with at least β actors of the core in each."""

    alpha: int
    actors: int
    arenas: int
    participations: int
    sectors: tuple[SectorCount, ...]


class CoreAgainstNull(GraphModel):
    """The core of α = 2, and its actors of each sector, against the null draws."""

    actors: AgainstDraws
    sectors: tuple[AgainstDraws, ...]


class Cores(GraphModel):
    """Repeat collaborators (α = 2, β = 2), and how deep it goes: ``deepest`` is the largest α.

    ``levels`` holds α = 2 first and the deepest last, and some between. ``known_share`` is how many
    of the core's arenas have whole lists: who is outside may be inside by a list nobody published.
    Nothing of it is told the public of a sensitive part.
    """

    beta: int
    deepest: int | None
    levels: tuple[CoreLevel, ...]
    known_share: float | None
    against_null: CoreAgainstNull | None


class Modularity(GraphModel):
    """Barber's Q_B over runs from different seeds; no figure of it says anything without its null.

    ``best`` and ``mean`` are of the runs, ``consensus`` of the groups most runs vote for.
    ``against_null`` compares the mean of ``compared_runs`` runs on the data with that of as many on
    every draw. Where a run ends hangs on the seed, and p with it: with as many other runs on the
    data it lies within ``p_range`` 19 times in 20.
    """

    best: float
    mean: float
    consensus: float
    runs: int
    compared_runs: int | None
    against_null: AgainstDraws | None
    p_range: tuple[float, float] | None


class GroupStability(GraphModel):
    """How far the runs agree: adjusted Rand index of every two, on actors in at least two arenas.

    ``is_stable`` where the mean reaches ``threshold``; else groups are neither named nor listed.
    ``actors`` is None where how many repeat is not shown.
    """

    actors: int | None
    pairs: int
    mean: float | None
    least: float | None
    threshold: float
    is_stable: bool


class Resolution(GraphModel):
    """The same at another resolution γ: groups (the median), and how far runs agree.

    ``with_usual`` is the mean agreement with the groups at γ = 1.
    """

    gamma: float
    groups: int
    mean: float | None
    least: float | None
    with_usual: float | None


class WithHidden(GraphModel):
    """What is left when a share of the participations is hidden at random.

    ``core`` is the share of actors in both cores of those in either; ``groups`` the agreement of a
    run with the groups of all that is known; means over the repeats, and the worst.
    """

    hidden_share: float
    repeats: int
    core: float | None
    core_least: float | None
    groups: float | None
    groups_least: float | None


class NullRun(GraphModel):
    """The null draws that the comparisons come from."""

    algorithm: str
    draws: int
    seed: int
    strata: int
    not_tested_share: float


class GroupMember(GraphModel):
    """An actor of a group; ``votes`` is how many runs put it there."""

    actor: Ref
    sector: Sector
    arenas: int
    votes: int


class Group(GraphModel):
    """One group of actors that meet more within it than their activity would give.

    ``repeating`` are its actors in at least two arenas, None where that is not shown; ``certain``
    the share of its actors that at least three of four runs put in it. ``members`` and
    ``largest_arenas`` are the first few.
    """

    number: int
    actors: int
    repeating: int | None
    arenas: int
    participations: int
    certain: float
    sectors: tuple[SectorCount, ...]
    members: tuple[GroupMember, ...]
    largest_arenas: tuple[Ref, ...]


class GroupsAnswer(Carded):
    """The core, and one page of groups, largest first; empty unless runs agree.

    ``found`` counts the groups of at least ``least_actors`` actors in two arenas that the vote
    gives, ``small`` the others. Of those found ``unsure`` are not named: fewer than half of their
    actors are certain. ``modularity`` and ``stability`` are None until they have been
    computed, as are ``null``, ``resolutions`` and ``hidden``; ``command`` computes what is missing.
    Where the part is ``sensitive``, the public is told nothing of core and groups, nor how many
    take part in two arenas or more, and how many take part only where isolates tell it.
    ``exploratory``: a part somebody chose to look at.
    """

    items: tuple[Group, ...]
    next: str | None
    total: int
    data_version: int
    exploratory: bool
    scope: GapScope
    seed: int
    coverage: BrokerCoverage
    network: GroupNetwork
    cores: Cores
    modularity: Modularity | None
    stability: GroupStability | None
    found: int | None
    small: int | None
    unsure: int | None
    least_actors: int
    null: NullRun | None
    resolutions: tuple[Resolution, ...] | None
    hidden: WithHidden | None
    command: str | None = None
    sensitive: bool = False


class CoreMember(GraphModel):
    """An actor of the core; ``alpha`` is the largest α of whose core it is part.

    ``in_core`` counts its arenas within the core of α = 2, ``arenas`` all with two participants.
    """

    actor: Ref
    sector: Sector
    alpha: int
    in_core: int
    arenas: int

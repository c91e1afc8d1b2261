"""Everything that is compared of one set of participations: cold, whatever was computed before."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from graph_schema.vocabularies import Sector
from graph_schema.whatif_answers import FigureName
from queries.gaps.bicm import NotFittedError
from queries.gaps.closed_form import Allowed, Moments, of_stratum, rule_nine
from queries.gaps.meetings import Tested, class_counts, meetings, tested
from queries.gaps.mixing import arenas_of_many
from queries.gaps.null_model import StratumTable
from queries.gaps.participations import Bools, Ints, Participations
from queries.gaps.sampler import compiled
from queries.network.cut_points import cuts, pieces
from queries.network.measured import LEAST_MASS
from queries.network.sole_brokers import sole_pairs
from queries.network.two_mode import Floats, Places, Ties, TwoMode, projection, whole
from queries.whatif.around import Around
from queries.whatif.further import Further

CLASSES = len(Sector)
UNKNOWN = tuple(Sector).index(Sector.UNKNOWN)
NOT_COUNTED = -1


@dataclass(frozen=True)
class Figures:
    """T, its mean and SD by the closed form, what decides what is shown, and the rest by name."""

    observed: Ints
    moments: Moments
    coverage: Floats
    allowed: Allowed
    known: float
    of_whole: dict[FigureName, float]


@dataclass
class Memory:
    """Moments of strata already seen: a random change leaves most of them as they were.

    A stratum's moments hang on its table and the classes of its actors and on nothing else, so
    remembered ones are those a cold start gives, to the last bit.
    """

    known: dict[tuple[bytes, ...], Moments] = field(default_factory=dict)

    def moments(self, table: StratumTable, sector: NDArray[np.int8]) -> Moments:
        """Of one stratum; nan where it cannot be fitted."""
        fixed = table.slots.start, table.slots.places, table.actor, sector[table.actor]
        key = (*(part.tobytes() for part in fixed), str(table.slots.leads).encode())
        if key not in self.known:
            try:
                self.known[key] = of_stratum(table, sector, CLASSES)
            except NotFittedError:
                self.known[key] = Moments(*np.full((2, CLASSES, CLASSES), np.nan))
        return self.known[key]


@dataclass(frozen=True)
class Measuring:
    """What every map of one question is measured by.

    ``told`` are the classes in figures of the whole table, ``starts`` the actors efficiency is
    measured from, None for all.
    """

    told: Bools
    starts: Ints | None
    further: Further


def figures_of(
    given: Participations, around: Around, by: Measuring, memory: Memory | None = None
) -> Figures:
    """Measure a map. O(Σ degree²), as sole pairs are."""
    part = tested(given, role_aware=True)
    counted = meetings(part, CLASSES)
    moments = _moments(part, memory or Memory())
    sector = given.sector.astype(np.int8)
    graph = TwoMode(
        given.actor.astype(np.int64), given.arena.astype(np.int64), sector.size,
        given.arena_source.size,
    )  # fmt: skip
    own = _index(counted.observed.astype(np.float64), by.told)
    expected = _index(moments.expected, by.told)
    return Figures(
        counted.observed,
        moments,
        counted.coverage,
        rule_nine(part),
        counted.known,
        {
            "participations": given.actor.size,
            "actors": np.unique(given.actor).size,
            "arenas": np.unique(given.arena).size,
            "ei_index": own,
            "ei_expected": expected,
            "ei_difference": own - expected,
            **_of_many(part, by.told),
            **_of_network(graph, sector, by.starts),
            **by.further.figures(given, around),
        },
    )


def _of_many(part: Tested, told: Bools) -> dict[FigureName, float]:
    """Arenas of at least three and four of the classes told of; nan where there are fewer."""
    counts = class_counts(part.participations, CLASSES)[part.arenas]
    three, four = arenas_of_many(counts, told)
    many = int(np.count_nonzero(told))
    return {
        "three_sectors": three if many >= 3 else np.nan,  # noqa: PLR2004
        "four_sectors": four if many >= 4 else np.nan,  # noqa: PLR2004
    }


def _moments(part: Tested, memory: Memory) -> Moments:
    sector = part.participations.sector.astype(np.int8)
    expected, variance = np.zeros((2, CLASSES, CLASSES))
    for table in part.tables:
        of_one = memory.moments(table, sector)
        expected += of_one.expected
        variance += of_one.variance
    return Moments(expected, variance)


def _index(meeting: Floats, told: Bools) -> float:
    """(E − I)/(E + I) over the classes told of; nan where they never meet."""
    own = meeting[told][:, told]
    internal, external = float(np.trace(own)), float(np.triu(own, 1).sum())
    together = internal + external
    return (external - internal) / together if together > 0 else np.nan


def _of_network(
    graph: TwoMode, sector: NDArray[np.int8], starts: Ints | None
) -> dict[FigureName, float]:
    table = whole(graph)
    nodes = np.concatenate((sector, np.full(graph.arenas, NOT_COUNTED, np.int8)))
    taking = np.asarray((nodes >= 0) & (table.degree > 0))
    apart = pieces(table, taking)
    actors = int(taking.sum())
    of_nodes, _ = cuts(table, nodes, UNKNOWN)
    mass = of_nodes.mass[: graph.actors]
    large = mass[mass >= LEAST_MASS]
    sole = sole_pairs(projection(graph), sector, CLASSES, UNKNOWN, shared=False)
    return {
        "pieces": apart.actors.size,
        "giant_share": int(apart.actors[0]) / actors if actors else np.nan,
        "fragmentation": np.nan if apart.fragmentation is None else apart.fragmentation,
        "cut_points": large.size,
        "cut_mass": int(large.sum()),
        "sole_pairs": int(sole.total.sum()),
        "efficiency": _efficiency(table, taking, starts),
    }


def _efficiency(table: Ties, taking: Bools, chosen: Ints | None) -> float:
    """Mean of 1/d over pairs of actors, d in meetings (Latora & Marchiori 2001, PRL 87:198701)."""
    everyone = np.flatnonzero(taking)
    starts = everyone if chosen is None else chosen[taking[chosen]]
    others = everyone.size - 1
    if others < 1 or not starts.size:
        return np.nan
    reached = _inverse_distances(table.first, table.other, taking, starts)
    return float(reached) / (starts.size * others)


@compiled
def _inverse_distances(first: Ints, other: Places, counted: Bools, starts: Ints) -> float:
    """Σ 1/d over the counted nodes reached from each start; two ties are one meeting."""
    nodes = first.size - 1
    away = np.full(nodes, -1, np.int32)
    queue = np.zeros(nodes, np.int32)
    total = 0.0
    for start in starts:
        away[start] = 0
        queue[0] = start
        done, waiting = 0, 1
        while done < waiting:
            node = queue[done]
            done += 1
            if counted[node] and node != start:
                total += 2.0 / away[node]
            for k in range(first[node], first[node + 1]):
                near = other[k]
                if away[near] < 0:
                    away[near] = away[node] + 1
                    queue[waiting] = near
                    waiting += 1
        for k in range(waiting):
            away[queue[k]] = -1
    return total


def told_of(given: Participations, least_actors: int) -> Bools:
    """The sectors with enough actors in tested arenas to be told of."""
    counted = meetings(tested(given, role_aware=True), CLASSES)
    return np.asarray((counted.actors >= least_actors) & (np.arange(CLASSES) != UNKNOWN))

"""Everything that is compared of one set of participations: cold, whatever was computed before."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from queries.gaps.bicm import NotFittedError
from queries.gaps.closed_form import Allowed, Moments, of_stratum, rule_nine
from queries.gaps.meetings import Tested
from queries.gaps.mixing import arenas_of_many
from queries.gaps.null_model import StratumTable
from queries.gaps.participations import Bools, Ints
from queries.network.two_mode import Floats
from queries.whatif.around import Around
from queries.whatif.effort import Effort
from queries.whatif.further import Further
from queries.whatif.mapped import CLASSES, UNKNOWN, Mapped
from queries.whatif.members import Members
from queries.whatif.network import of_network
from queries.whatif.values import BY_DRAWS, Values


@dataclass(frozen=True)
class Figures:
    """T, its mean and SD by the closed form, what decides what is shown, and the rest by name.

    ``of_actors`` has a row as in ``network.OF_ACTORS`` and a column per actor.
    """

    observed: Ints
    moments: Moments
    coverage: Floats
    allowed: Allowed
    known: float
    of_whole: Values
    of_actors: Floats
    members: Members | None


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
    of: Mapped,
    around: Around,
    by: Measuring,
    effort: Effort,
    memory: Memory | None = None,
) -> Figures:
    """Measure a map. O(Σ degree²), as sole pairs are, and what ``effort`` allows besides."""
    counted, given = of.counted, of.given
    moments = _moments(of.part, memory or Memory())
    sector = given.sector.astype(np.int8)
    network = of_network(of.graph, sector, by.starts, between=effort.betweenness)
    own = _index(counted.observed.astype(np.float64), by.told)
    expected = _index(moments.expected, by.told)
    further, members = by.further.figures(of, around, effort)
    return Figures(
        counted.observed,
        moments,
        counted.coverage,
        rule_nine(of.part),
        counted.known,
        {
            "participations": given.actor.size,
            "actors": np.unique(given.actor).size,
            "arenas": np.unique(given.arena).size,
            "ei_index": own,
            "ei_expected": expected,
            "ei_difference": own - expected,
            **_of_many(of, by.told),
            **network.of_map,
            **dict.fromkeys(BY_DRAWS, np.nan),
            **further,
        },
        network.of_actors,
        members,
    )


def _of_many(of: Mapped, told: Bools) -> Values:
    """Arenas of at least three and four of the classes told of; nan where there are fewer."""
    three, four = arenas_of_many(of.per_class[of.part.arenas], told)
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


def told_of(of: Mapped, least_actors: int) -> Bools:
    """The sectors with enough actors in tested arenas to be told of."""
    return np.asarray((of.counted.actors >= least_actors) & (np.arange(CLASSES) != UNKNOWN))

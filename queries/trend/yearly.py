"""The sector table of every year by itself: T, E, coverage, and T and E resampled by arena."""

from dataclasses import dataclass, replace
from hashlib import sha256

import numpy as np

from queries.gaps import null_model
from queries.gaps.intervals import met_in_arenas
from queries.gaps.meetings import Meetings, Tested, class_counts, meetings, tested
from queries.gaps.participations import Ints, Participations, of_arenas
from queries.trend.line import Floats

RESAMPLES = 1_000
AT_ONCE = 100
CHAINS = null_model.CHAINS


@dataclass(frozen=True)
class Year:
    """One year's tables; ``drawn`` are T of every pair in every draw, columns as ``pair_columns``.

    ``resampled`` holds T and then E of every pair, over arenas drawn again within strata. Both are
    None where nothing was drawn.
    """

    year: int
    part: Tested
    counted: Meetings
    drawn: Ints | None = None
    resampled: tuple[Floats, Floats] | None = None


def of_year(participations: Participations, year: int) -> Participations:
    """The participations in arenas that began in a year."""
    return of_arenas(participations, np.asarray(participations.arena_year == year))


def table_of_year(
    participations: Participations,
    year: int,
    classes: int,
    *,
    draws: int,
    seed: int,
    role_aware: bool,
) -> Year:
    """Draw the year's table with strata of its own: no switch reaches into another year."""
    counted = counted_year(participations, year, classes, role_aware=role_aware)
    own, part = counted.part.participations, counted.part
    sector = own.sector.astype(np.int8)
    found = null_model.draw(part.tables, sector, classes, draws=draws, seed=seed)
    rows, columns = np.triu_indices(classes)
    return replace(
        counted,
        drawn=found.meetings[:, rows, columns],
        resampled=_resampled(part, found.mean_in, class_counts(own, classes), seed),
    )


def counted_year(
    participations: Participations, year: int, classes: int, *, role_aware: bool
) -> Year:
    """What was counted in a year, with nothing drawn."""
    part = tested(of_year(participations, year), role_aware=role_aware)
    return Year(year, part, meetings(part, classes))


def _resampled(part: Tested, mean_in: Floats, counts: Ints, seed: int) -> tuple[Floats, Floats]:
    pairs = mean_in.shape[1]
    sums = np.zeros((RESAMPLES, 2 * pairs))
    begin = 0
    for table in part.tables:
        arenas = table.arenas.size
        expected = mean_in[begin : begin + arenas]
        begin += arenas
        both = np.hstack((met_in_arenas(counts[table.arenas]).astype(np.float64), expected))
        random = _generator(seed, table.key)
        for first in range(0, RESAMPLES, AT_ONCE):
            times = random.multinomial(arenas, np.full(arenas, 1 / arenas), AT_ONCE)
            sums[first : first + AT_ONCE] += times @ both
    return sums[:, :pairs], sums[:, pairs:]


def _generator(seed: int, key: str) -> np.random.Generator:
    digest = sha256(f"{seed}\x1e{key}\x1earenas of a trend".encode()).digest()
    return np.random.Generator(np.random.PCG64(int.from_bytes(digest, "little")))

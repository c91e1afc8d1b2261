"""How many random changes, how much of each, and when they are a job of their own."""

from math import inf
from typing import NamedTuple

from graph_schema.job_answers import NotComputed
from queries.network.measured import EXACT_LIMIT

PLACEBO_DRAWS = 100
LARGEST_DRAWN = 100_000  # participations; nineteen such maps take a minute
AT_ONCE = 60_000  # participations × random changes up to which they come at once: a few seconds
ALL_DRAWS = 1_000  # participations up to which every random change is measured whole
SOME_DRAWS = 5_000  # participations up to which the first few are
FEW = 19  # the fewest whose smallest and largest hold nine in ten others


class Effort(NamedTuple):
    """Whether betweenness is computed, how often groups are searched for, what verdicts may cost.

    ``steps`` are labels and cells × draws.
    """

    betweenness: bool
    searches: int
    steps: float


WHOLE = Effort(betweenness=True, searches=20, steps=inf)
IN_DRAW = Effort(betweenness=True, searches=5, steps=10_000_000)
NOTHING = Effort(betweenness=False, searches=0, steps=0)


def of_maps(participations: int) -> Effort:
    """For the map before and after: all, where betweenness is exact at all."""
    return WHOLE if participations <= EXACT_LIMIT else NOTHING


def slow_draws(participations: int, draws: int) -> int | None:
    """In how many of the random changes the slow figures are computed; None: of no map at all."""
    if participations > EXACT_LIMIT:
        return None
    if participations > SOME_DRAWS:
        return 0
    return min(draws, FEW) if participations > ALL_DRAWS else draws


def draws_for(participations: int) -> int:
    """How many random changes are affordable on a map of this size."""
    if participations <= EXACT_LIMIT:
        return PLACEBO_DRAWS
    return FEW if participations <= LARGEST_DRAWN else 0


def lacking(participations: int, most: int) -> NotComputed | None:
    """What an answer at once is without, on a map of so many and of ``most`` with the change."""
    steps = draws_for(participations) * most
    return NotComputed(steps=steps) if steps > AT_ONCE else None

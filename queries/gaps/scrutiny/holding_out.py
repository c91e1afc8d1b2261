"""A gap or surplus found up to a year, tested again on the arenas that began later."""

from collections.abc import Iterator

import numpy as np

from graph_schema.scrutiny_answers import HeldOut
from queries.gaps.participations import UNKNOWN_YEAR, Participations, of_arenas
from queries.gaps.scrutiny.steps import FOUND, Steps, verdicts_of
from queries.gaps.testing import NullSettings

LEAST_PARTICIPATIONS = 100  # on either side: with fewer hardly anything could be found
MOST_YEARS = 8


def split_years(columns: Participations) -> list[int]:
    """The last years with enough participations before and after; at most eight of them."""
    year = columns.arena_year[columns.arena]
    years = [int(y) for y in np.unique(year[year != UNKNOWN_YEAR])]
    enough = [
        y
        for y in years
        if np.count_nonzero((year != UNKNOWN_YEAR) & (year <= y)) >= LEAST_PARTICIPATIONS
        and np.count_nonzero(year > y) >= LEAST_PARTICIPATIONS
    ]
    return enough[-MOST_YEARS:]


def held_out(columns: Participations, settings: NullSettings, steps: Steps) -> Iterator[HeldOut]:
    """Every gap and surplus found up to each year, and what the later arenas say of the pair."""
    year = np.asarray(columns.arena_year)
    for until in split_years(columns):
        earlier = of_arenas(columns, (year != UNKNOWN_YEAR) & (year <= until))
        before = verdicts_of(steps.table(earlier, settings))
        after = verdicts_of(steps.table(of_arenas(columns, year > until), settings))
        for place, pair in enumerate(before):
            if pair.verdict in FOUND:
                yield HeldOut(until=until, found=pair, after=after[place])

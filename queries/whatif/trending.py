"""How much more or less different sectors meet from year to year, by the closed form."""

from dataclasses import dataclass, field
from itertools import combinations
from math import isnan

import numpy as np

from graph_schema.vocabularies import Sector
from queries.gaps.bicm import NotFittedError
from queries.gaps.closed_form import closed_form
from queries.gaps.meetings import meetings, tested
from queries.gaps.participations import UNKNOWN_YEAR, Participations
from queries.readmodel.open import ReadModel
from queries.trend.line import LEAST_YEARS, held_together, line, slopes, two_sided
from queries.trend.question import MOST_YEARS, too_new
from queries.trend.series import coverage_of, shown_together, state_of
from queries.trend.yearly import of_year
from queries.whatif.values import Values

CLASSES = len(Sector)
KNOWN = [k for k, sector in enumerate(Sector) if sector is not Sector.UNKNOWN]
DIFFERENT = list(combinations(KNOWN, 2))
Counted = tuple[float, float]


@dataclass
class Trending:
    """The years seen so far: a random change leaves most of them as they were.

    What is remembered of a year hangs on its participations and on how many of its arenas nobody
    is known in.
    """

    model: ReadModel
    seen: dict[tuple[bytes, ...], Counted | None] = field(default_factory=dict)

    def figures(self, given: Participations) -> Values:
        """e^β − 1 of the line log E[T] = log E + α + βt, and p of no slope; nan under five years.

        p is by quasi-Poisson as in the trend itself; its verdict asks for an interval as well.
        """
        stated = np.unique(given.arena_year[given.arena])
        used = [
            (float(year), *counted)
            for year in stated[stated != UNKNOWN_YEAR][-MOST_YEARS:].tolist()
            if (counted := self._year(given, year)) is not None
        ]
        table = np.array(used).reshape(len(used), 3)
        time, observed, expected = table[held_together(table[:, 0])].T
        if time.size < LEAST_YEARS:
            return {"mixing_change": np.nan, "mixing_p": np.nan}
        found = line(observed, expected, time) if expected.all() else None
        return {
            "mixing_change": float(np.expm1(slopes(observed[None], expected[None], time)[0])),
            "mixing_p": np.nan if found is None else two_sided(found, time.size),
        }

    def _year(self, given: Participations, year: int) -> Counted | None:
        rows = np.flatnonzero(given.arena_year[given.arena] == year)
        actor, arena = given.actor[rows], given.arena[rows]
        facts = ("source", "kind", "region", "topic", "partners_known")
        arenas = (getattr(given, f"arena_{name}")[arena] for name in facts)
        columns = (actor, arena, given.leads[rows], given.sector[actor], *arenas)
        asked = np.count_nonzero(given.arena_asked & (given.arena_year == year))
        name = (f"{year} {asked}".encode(), *(column.tobytes() for column in columns))
        if name not in self.seen:
            self.seen[name] = self._counted(of_year(given, year), year)
        return self.seen[name]

    def _counted(self, own: Participations, year: int) -> Counted | None:
        """T and E of different sectors; None of a year that the trend leaves out as well."""
        part = tested(own, role_aware=True)
        counted = meetings(part, CLASSES)
        if not shown_together(counted, DIFFERENT):
            return None
        try:
            moments = closed_form(part, CLASSES)
        except NotFittedError:
            return np.nan, np.nan
        observed = float(sum(counted.observed[pair] for pair in DIFFERENT))
        expected = float(sum(moments.expected[pair] for pair in DIFFERENT))
        recent = too_new(self.model, own, year)
        state = state_of(expected, coverage_of(counted, DIFFERENT), recent=recent)
        return (observed, expected) if state == "used" or isnan(expected) else None

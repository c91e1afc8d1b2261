"""How far a long run has come, and the tables it is made of."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from graph_schema.gap_answers import GapTable, SectorPair
from graph_schema.scrutiny_answers import PairVerdict
from graph_schema.vocabularies import Verdict
from queries.gaps.grouping import Groups
from queries.gaps.participations import NOT_STATED, Participations
from queries.gaps.table import sector_table
from queries.gaps.testing import NullSettings

FOUND = (Verdict.GAP, Verdict.SURPLUS)


@dataclass
class Steps:
    """Counts tables of these groups; ``told`` hears of each and may raise to end the run."""

    total: int
    told: Callable[[int, int], None]
    groups: Groups
    done: int = 0

    def one(self) -> None:
        """One table more is done."""
        self.done += 1
        self.told(min(self.done, self.total), self.total)

    def cell(self, pair: SectorPair) -> tuple[int, int]:
        """Where the pair's groups stand."""
        return self.groups.index(pair.a), self.groups.index(pair.b)

    def table(self, participations: Participations, settings: NullSettings) -> GapTable:
        """One table, counted."""
        made = self._made(participations, settings)
        self.one()
        return made

    def changed(
        self, before: GapTable, participations: Participations, settings: NullSettings
    ) -> tuple[PairVerdict, ...]:
        """The pairs of which a table tells otherwise than the one before; one table, counted.

        Where a few draws say that something changes, more are made as for the one before: at its
        cut a pair would be told to hang on whatever is left out.
        """
        found = _changed(before, self.table(participations, settings))
        if found:
            more = replace(settings, more_draws=True)
            found = _changed(before, self._made(participations, more))
        return found

    def _made(self, participations: Participations, settings: NullSettings) -> GapTable:
        return sector_table(participations, sectors=self.groups, data_version=0, null=settings)


def verdicts_of(table: GapTable) -> tuple[PairVerdict, ...]:
    """What a table says of each pair."""
    return tuple(
        PairVerdict(a=pair.a, b=pair.b, verdict=pair.verdict, ratio=pair.ratio, q=pair.q)
        for pair in table.pairs
    )


def _changed(before: GapTable, after: GapTable) -> tuple[PairVerdict, ...]:
    verdict = {(pair.a, pair.b): pair.verdict for pair in before.pairs}
    return tuple(p for p in verdicts_of(after) if p.verdict is not verdict[p.a, p.b])


def without(columns: Participations, *names: str) -> Participations:
    """The same where strata cannot tell arenas apart by year, region or topic."""
    blank = {
        "year": lambda: {"arena_year": np.zeros_like(columns.arena_year)},
        "region": lambda: {"arena_region": np.full_like(columns.arena_region, NOT_STATED)},
        "topic": lambda: {"arena_topic": np.full_like(columns.arena_topic, NOT_STATED)},
    }
    changed = {key: value for name in names for key, value in blank[name]().items()}
    return Participations(**{**vars(columns), **changed})

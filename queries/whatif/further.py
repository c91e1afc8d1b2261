"""Figures of other answers of a map with a change in it, each by the function of that answer."""

from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from graph_schema.sensitivity import is_sensitive
from graph_schema.whatif_answers import WhatIfQuestion
from queries.gaps.participations import Ints
from queries.groups.summing import ALPHA
from queries.isolates.meeting import in_company
from queries.lookup.things import refs
from queries.readmodel.open import ReadModel
from queries.sunset.network import NOT_GOING_ON, ends_on, taking_part, ties_between
from queries.sunset.quarters import quarters
from queries.voice.counting import Group, groups_of, heard
from queries.whatif.around import Around
from queries.whatif.cells import Cells, count
from queries.whatif.effort import Effort
from queries.whatif.grouping import of_groups
from queries.whatif.lacking import Lacking
from queries.whatif.mapped import Mapped
from queries.whatif.members import Members, changed, counts, members_of
from queries.whatif.needing import Needing
from queries.whatif.trending import Trending
from queries.whatif.values import Values


@dataclass(frozen=True)
class Further:
    """What is looked up once: cells, the last day of arenas, and target groups with a voice.

    Searches and draws of cells begin at ``seed``.
    """

    cells: Cells
    ends: Ints  # one per arena of the map
    until: int  # the last day of the eight quarters ahead
    groups: tuple[Group, ...]
    needing: Needing
    trend: Trending
    lacking: Lacking
    whole: bool  # whether all arenas are looked at
    seed: int
    since: Members | None = None  # who was where before, None while that map is measured itself

    @classmethod
    def of(cls, model: ReadModel, around: Around, asked: WhatIfQuestion, day: date) -> "Further":
        """For all changes of one map."""
        return cls(
            cells=Cells.of(model, around, asked.source, asked.seed),
            ends=ends_on(model, day),
            until=list(quarters(day))[-1].end.toordinal(),
            groups=_groups(model),
            needing=Needing.of(model, around, asked),
            trend=Trending(model),
            lacking=Lacking(),
            whole=asked.source is None,
            seed=asked.seed,
        )

    def figures(self, of: Mapped, around: Around, effort: Effort) -> tuple[Values, Members]:
        """Of one map, and who is in the core and in which group."""
        recorded = around.recorded if self.whole else None
        grouped = of_groups(of.repeated.graph, self.seed, effort.searches)
        now = members_of(of, grouped)
        before = now if self.since is None else self.since
        return {
            **_of_company(of, recorded),
            **self.lacking.figures(of),
            **_of_core(of),
            **grouped.of_map,
            **counts(changed(before, now)),
            **self.cells.of_arenas(around),
            **self.cells.verdicts(around, effort.steps),
            **self.cells.triples(around),
            **self.needing.figures(around),
            **self.cells.of_funders(around),
            **self._of_endings(of, around),
            "voice_share": self._voice(of, around),
            **self.trend.figures(of.given),
        }, now

    def _of_endings(self, of: Mapped, around: Around) -> Values:
        given = of.given
        ends = np.where(around.there, self.ends[around.like], NOT_GOING_ON)
        ties = ties_between(given.sector, taking_part(ends, given.actor, given.arena))
        return {
            "cross_ties": ties.end.size,
            "cross_ties_ending": count(ties.end <= self.until),
        }

    def _voice(self, of: Mapped, around: Around) -> float:
        """Arenas for a group with a complete list: the share in which an organisation of it is."""
        graph, found, whole = of.graph, 0, 0
        complete = (graph.sizes > 0) & of.given.arena_partners_known
        new = np.zeros(graph.actors, np.bool_)
        for group in self.groups:
            own = new.copy()
            own[: group.organisations.size] = group.organisations
            arenas = group.arenas[around.like] & complete
            speaks = heard(graph, replace(group, organisations=own))
            found += count(speaks & arenas)
            whole += count(arenas)
        return found / whole if whole else np.nan


def _groups(model: ReadModel) -> tuple[Group, ...]:
    """Those of which any organisation is known; none that is marked sensitive."""
    found = [each for each in groups_of(model, units_apart=False) if each.organisations.any()]
    names = refs(model, [each.node for each in found])
    return tuple(each for each in found if not is_sensitive(names[each.node].name))


def _of_company(of: Mapped, recorded: int | None) -> Values:
    """Who stands alone, who has met nobody of another sector, and who is in no arena at all."""
    taking = np.bincount(of.graph.actor, minlength=of.graph.actors) > 0
    return {
        "solo_actors": count(taking & ~in_company(of.graph)),
        "apart_actors": count(taking & ~of.met),
        "never_actors": np.nan if recorded is None else recorded - count(taking),
    }


def _of_core(of: Mapped) -> Values:
    """Repeat collaborators: actors in two arenas or more that have two of them or more."""
    return {
        "core_actors": count(of.peeled.actors >= ALPHA),
        "core_arenas": count(of.peeled.arenas >= ALPHA),
        "core_depth": of.peeled.deepest,
    }

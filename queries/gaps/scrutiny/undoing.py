"""The verdicts after the least certain merges of actors are undone."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from graph_schema.edges import ParticipatesIn
from graph_schema.gap_answers import GapTable
from graph_schema.groupings import OTHER, UNKNOWN
from graph_schema.names import match_key
from graph_schema.nodes import Actor
from graph_schema.scrutiny_answers import Identity, Part, Undone
from graph_schema.vocabularies import ActorKind, Sector
from queries.gaps.attributes import Attributes, attributes_of
from queries.gaps.grouping import SIZES, Groups, size_groups
from queries.gaps.participations import NOT_STATED, Participations
from queries.gaps.scrutiny.merges import Merge, arenas_of, links, merges, parts, speakers
from queries.gaps.scrutiny.records import Reader, Recorded, Records
from queries.gaps.scrutiny.steps import Steps
from queries.gaps.sectors import GapQuestion, asked_arenas
from queries.gaps.testing import NullSettings
from queries.lookup.things import refs
from queries.projection.values import stated_values
from queries.readmodel.columns import Ints, reduced
from queries.readmodel.open import ReadModel

MOST_UNDONE = 20
MOST_NAMES = 3
NOTHING: frozenset[str] = frozenset()
Split = list[frozenset[str]]
"""The parts of an actor, the one that keeps its number first."""


@dataclass(frozen=True)
class Parting:
    """The participations of a question with some actors parted into several."""

    model: ReadModel
    question: GapQuestion
    columns: Participations
    groups: Groups

    @cached_property
    def actors(self) -> dict[int, Records]:
        """The actors that are made of several records."""
        return dict(self._reader.joined())

    @cached_property
    def lists(self) -> frozenset[str]:
        """The sources in which people decided who an actor is: they state nobody's taking part."""
        rows = self.model.ask("sources", {"limit": len(self.model.sources)})
        silent = {
            row["name"] for row in rows if ParticipatesIn.LABEL not in json.loads(row["counts"])
        }
        every = (record for records in self.actors.values() for record in records.values())
        return frozenset(r.source for r in every if r.source in silent and r.is_decided)

    @cached_property
    def merges(self) -> list[Merge]:
        """Every merge that matters, the least certain first."""
        found = (m for a, r in self.actors.items() for m in merges(a, r, self.lists))
        return sorted((m for m in found if self._matters(m)), key=lambda m: m.certainty)

    def undone(self, chosen: Sequence[Merge]) -> Participations:
        """The participations without these merges."""
        splits: dict[int, Split] = {}
        for actor in dict.fromkeys(merge.actor for merge in chosen):
            records = self.actors[actor]
            gone = [merge.link for merge in chosen if merge.actor == actor]
            splits[actor] = parts(records, links(records, self.lists), gone)
        return self._parted(splits)

    def part(self, actor: int, part: frozenset[str], kept: frozenset[str] = NOTHING) -> Part:
        """What is told of a part, beside one that keeps the units of both."""
        records = self.actors[actor]
        own = [records[key] for key in sorted(part)]
        every = {name for record in own for name in record.mention.names}
        shouted_first = sorted(every, key=lambda name: (not name.isupper(), name))
        names = {match_key(name): name for name in shouted_first}
        order = [source.name for source in self.model.sources]
        return Part(
            names=tuple(sorted(names.values())[:MOST_NAMES]),
            sources=tuple(sorted({record.source for record in own}, key=order.index)),
            records=len(own),
            arenas=len(arenas_of(records, part, kept)),
            sector=self._shown(speakers(records, part), "sector", Sector.UNKNOWN),
        )

    def _parted(self, splits: Mapping[int, Split]) -> Participations:
        first = self.columns.sector.size
        numbered = list(_numbered(splits, first))
        rows = self._rows(numbered, splits)
        actors = first + sum(number >= first for number, _, _ in numbered)
        top = self._tops(numbered, actors)
        climbed = top[rows[:, 0]] if self.question.units == "together" else rows[:, 0]
        counted = reduced(climbed, rows[:, 1], rows[:, 2], actors)
        sector, home = (np.resize(c, actors) for c in (self.columns.sector, self.columns.home))
        active = np.bincount(counted.actor, minlength=actors)
        for number, actor, part in numbered:
            said = speakers(self.actors[actor], part)
            sector[number] = self._group(said, int(active[number]))
            home[number] = NOT_STATED if self.question.by == "region" else _county(said)
        return replace(
            self.columns,
            actor=counted.actor,
            arena=counted.arena,
            leads=counted.leads,
            sector=sector,
            home=home,
        )

    def _rows(
        self, numbered: Sequence[tuple[int, int, frozenset[str]]], splits: Mapping[int, Split]
    ) -> Ints:
        """Actor, arena and role of every participation, units for themselves."""
        columns = self.model.columns
        asked = asked_arenas(self.model, self.question)[columns.arena]
        stays = asked & ~np.isin(columns.actor, list(splits))
        rows = [np.column_stack([c[stays] for c in (columns.actor, columns.arena, columns.role)])]
        for number, actor, part in numbered:
            roles: dict[int, int] = {}
            for key in part:
                for arena, role in self.actors[actor][key].arenas.items():
                    roles[arena] = min(role, roles.get(arena, role))
            own = [(number, arena, role) for arena, role in sorted(roles.items())]
            rows.append(np.array(own, np.int64).reshape(-1, 3))
        return np.concatenate(rows).astype(np.int64)

    def _tops(self, numbered: Sequence[tuple[int, int, frozenset[str]]], actors: int) -> Ints:
        """What each actor counts as; units climb to the part they are said to be of."""
        before = self.model.columns.top
        top = np.arange(actors)
        top[: before.size] = before
        # Those that are part of nothing first: others climb to where these have been taken.
        order = sorted(numbered, key=lambda each: (before[each[1]] != each[1], -each[0]))
        for number, actor, part in order:
            records = [self.actors[actor][key] for key in part]
            stays = before[actor] == actor or not any(record.is_part for record in records)
            top[number] = number if stays else top[actor]
            for unit in {unit for record in records for unit in record.units}:
                top[list(self._reader.below(unit))] = top[number]
        return top

    def _matters(self, merge: Merge) -> bool:
        """Whether the parts do not climb to one organisation again."""
        climbs = self.model.columns.top[merge.actor] != merge.actor
        if self.question.units == "separate" or not climbs:
            return True
        records = self.actors[merge.actor]
        both = [any(records[key].is_part for key in part) for part in (merge.kept, merge.parted)]
        return not all(both)

    def _group(self, said: list[Recorded], active: int) -> int:
        """The place of the group a part is in."""
        by = self.question.by
        if by == "sector":
            code = self._shown(said, "sector", Sector.UNKNOWN)
        elif by == "kind":
            code = self._shown(said, "actor_kind", ActorKind.UNKNOWN)
        elif by == "region":
            county = _county(said)
            code = self._known.region_codes[county] if county >= 0 else UNKNOWN
        else:
            place = int(np.searchsorted(SIZES, active, side="right")) - 1
            code = size_groups()[place] if active else UNKNOWN
        return self.groups.index(code if code in self.groups else OTHER)

    @staticmethod
    def _shown(said: list[Recorded], field: str, unknown: str) -> str:
        """The value the precedence of statements would show."""
        shown, _ = stated_values((s for record in said for s in record.statements), Actor)
        return str(shown.get(field) or unknown)

    @cached_property
    def _reader(self) -> Reader:
        return Reader(self.model, self.question)

    @cached_property
    def _known(self) -> Attributes:
        return attributes_of(self.model)


def identity(table: GapTable, parting: Parting, settings: NullSettings, steps: Steps) -> Identity:
    """Undo each of the twenty least certain merges alone, then all of them."""
    chosen = parting.merges[:MOST_UNDONE]
    undone = tuple(_each(table, parting, settings, steps))
    together = undone[0].changed if len(undone) == 1 else ()
    if len(undone) > 1:
        together = steps.changed(table, parting.undone(chosen), settings)
    return Identity(
        merges=len(parting.merges),
        by_number=sum(merge.link.by == "number" for merge in parting.merges),
        by_list=sum(merge.link.by == "list" for merge in parting.merges),
        undone=undone,
        together=together,
    )


def _each(
    table: GapTable, parting: Parting, settings: NullSettings, steps: Steps
) -> Iterator[Undone]:
    nodes = parting.model.columns.actor_node
    chosen = parting.merges[:MOST_UNDONE]
    names = refs(parting.model, [int(nodes[merge.actor]) for merge in chosen])
    for merge in chosen:
        changed = steps.changed(table, parting.undone([merge]), settings)
        yield Undone(
            actor=names[int(nodes[merge.actor])],
            joined_by=merge.link.by,
            shared=merge.link.shared,
            doubts=merge.doubts,
            kept=parting.part(merge.actor, merge.kept),
            parted=parting.part(merge.actor, merge.parted, merge.kept),
            changed=changed,
        )


def tables(parting: Parting) -> int:
    """How many tables are made."""
    undone = min(len(parting.merges), MOST_UNDONE)
    return undone + (undone > 1)


def _numbered(splits: Mapping[int, Split], first: int) -> Iterator[tuple[int, int, frozenset[str]]]:
    """The number of every part, the actor it was of, and its records; the largest keeps its own."""
    for actor, split in splits.items():
        yield actor, actor, split[0]
        for part in split[1:]:
            yield first, actor, part
            first += 1


def _county(said: list[Recorded]) -> int:
    """The one county records put an actor in."""
    found = {county for record in said for county in record.counties}
    return found.pop() if len(found) == 1 and min(found) >= 0 else NOT_STATED

"""Which records an actor is made of, and what each of them states on its own."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from graph_schema.edges import LocatedIn, ParticipatesIn, PartOf
from graph_schema.nodes import Actor
from graph_schema.vocabularies import Role, SectorBasis
from queries.gaps.attributes import attributes_of
from queries.gaps.sectors import GapQuestion, asked_arenas
from queries.lookup.judgements import rows_of
from queries.lookup.nodes import claims_behind
from queries.lookup.things import stated
from queries.projection.decisions import Decisions
from queries.projection.identity import Mention
from queries.projection.values import Statement
from queries.readmodel.columns import Bools, Ints
from queries.readmodel.filling import is_meeting
from queries.readmodel.open import Asked, ReadModel

ROLES = tuple(role.value for role in Role)


@dataclass
class Recorded:
    """One record of an actor: its names and numbers, what it states, and where it takes part.

    ``arenas`` are its own counted participations, each with the place of its role; ``units`` those
    it is stated to have, with their arenas, where units count with their organisation.
    """

    key: str
    mention: Mention
    one: str  # what it shares with those that people judged to be the same
    statements: list[Statement] = field(default_factory=list)
    arenas: dict[int, int] = field(default_factory=dict)
    units: dict[int, set[int]] = field(default_factory=dict)
    counties: set[int] = field(default_factory=set)
    is_part: bool = False  # states that the actor is part of another

    @property
    def source(self) -> str:
        """The source the record is of."""
        return self.key.split("/", 1)[0]

    @property
    def is_decided(self) -> bool:
        """Whether people decided who it is."""
        return any(s.fields.get("sector_basis") == SectorBasis.CURATED for s in self.statements)

    @property
    def takes_part(self) -> bool:
        """Whether a participation comes from it; a register's record has none."""
        return bool(self.arenas) or any(self.units.values())


Records = dict[str, Recorded]
"""The records of one actor by their keys."""


@dataclass(frozen=True)
class Reader:
    """Reads the records of actors from the claims of a model, within the arenas asked about."""

    model: ReadModel
    question: GapQuestion

    def joined(self) -> Iterator[tuple[int, Records]]:
        """Every actor with participations that is made of several records, and these."""
        columns = self.model.columns
        active = np.unique(np.concatenate((columns.actor, columns.top[columns.actor])))
        nodes = columns.actor_node[active]
        several = columns.owner_first[nodes + 1] - columns.owner_first[nodes] > 1
        for actor in active[several].tolist():
            records = self._described(actor)
            if len(records) > 1:
                self._tied(actor, records)
                yield actor, records

    def below(self, unit: int) -> set[int]:
        """The unit and the units that climb through it."""
        found, waiting = set[int](), [unit]
        while waiting:
            each = waiting.pop()
            if each not in found:
                found.add(each)
                waiting += [below for below, _ in self._units_of(each)]
        return found

    def _described(self, actor: int) -> Records:
        records: Records = {}
        node = int(self.model.columns.actor_node[actor])
        for row in self._claims(claims_behind(self.model, node).tolist()):
            source, fields = int(row["source"]), stated(row["fields"])
            key = str(row["actors"])
            one = self._decisions.one(key)
            found = records.setdefault(key, Recorded(key, Mention(key), one))
            name = self.model.sources[source].name
            found.statements.append(Statement(source, name, str(row["id"]), fields))
            found.mention.names.add(fields["name"])
            found.mention.aliases.update(fields.get("aliases", ()))
            found.mention.identifiers.update(fields.get("identifiers", ()))
        return records

    @cached_property
    def _decisions(self) -> Decisions:
        return Decisions(json.loads(row["body"]) for row in rows_of(self.model, None))

    def _tied(self, actor: int, records: Records) -> None:
        """Add what the ties of an actor say, to the record each of them is stated for."""
        for arena, role, speaking in self._participations(actor):
            for record in _among(records, speaking, 0):
                record.arenas[arena] = min(role, record.arenas.get(arena, role))
        for region, speaking in self._ties(actor, LocatedIn.LABEL):
            for record in _among(records, speaking, 0):
                record.counties.add(int(self._county[region]))
        for _, speaking in self._ties(actor, PartOf.LABEL):
            for record in _among(records, speaking, 0):
                record.is_part = True
        self._with_units(actor, records)

    def _with_units(self, actor: int, records: Records) -> None:
        if self.question.units == "separate":
            return
        for unit, speaking in self._units_of(actor):
            for record in _among(records, speaking, 1):
                record.units[unit] = self._arenas_below(unit)

    def _participations(self, actor: int) -> Iterator[tuple[int, int, list[list[str]]]]:
        index = self.model.columns.node_index
        node = int(self.model.columns.actor_node[actor])
        edges = self._edges(node, ParticipatesIn.LABEL)
        said = self._speaking(edges)
        wanted = {"edges": json.dumps(list(edges)), "limit": len(edges)}
        for row in self.model.ask("edges", wanted):
            fields, arena = stated(row["fields"]), int(index[row["to_node"]])
            if is_meeting(fields) and self._asked[arena]:
                yield arena, ROLES.index(fields["role"]), said[int(row["n"])]

    def _units_of(self, actor: int) -> list[tuple[int, list[list[str]]]]:
        """The units that climb to an actor, and whose records say so."""
        columns = self.model.columns
        index, top = columns.node_index, columns.top
        actors = self.model.labels.index(Actor.LABEL)
        return [
            (int(index[node]), speaking)
            for node, speaking in self._ties(actor, PartOf.LABEL, inwards=True)
            if columns.node_label[node] == actors
            and top[index[node]] != index[node]
            and top[index[node]] == top[actor]
        ]

    def _arenas_below(self, unit: int) -> set[int]:
        first, arenas = self.model.columns.actor_first, self.model.columns.actor_arenas
        every = (arenas[first[each] : first[each + 1]] for each in self.below(unit))
        return {int(arena) for found in every for arena in found if self._asked[arena]}

    def _ties(
        self, actor: int, type: str, *, inwards: bool = False
    ) -> Iterator[tuple[int, list[list[str]]]]:
        """The node at the other end of each tie, and the records of actors its claims name."""
        node = int(self.model.columns.actor_node[actor])
        edges = self._edges(node, type, inwards=inwards)
        said = self._speaking(edges)
        for edge, other in edges.items():
            yield other, said[edge]

    def _edges(self, node: int, type: str, *, inwards: bool = False) -> dict[int, int]:
        columns = self.model.columns
        if type not in self.model.edge_types:
            return {}
        mine = slice(int(columns.tie_first[node]), int(columns.tie_first[node + 1]))
        kind = 2 * self.model.edge_types.index(type) + inwards
        chosen = columns.tie_kind[mine] == kind
        pairs = columns.tie_edge[mine][chosen].tolist(), columns.tie_other[mine][chosen].tolist()
        return dict(zip(*pairs, strict=True))

    def _speaking(self, edges: Iterable[int]) -> dict[int, list[list[str]]]:
        """Per tie and claim of it the records of actors at its ends."""
        claims = {edge: claims_behind(self.model, edge).tolist() for edge in edges}
        rows = self._claims(n for numbers in claims.values() for n in numbers)
        ends = {int(row["n"]): str(row["actors"]).split("\n") for row in rows}
        return {edge: [ends[n] for n in numbers] for edge, numbers in claims.items()}

    def _claims(self, numbers: Iterable[int]) -> list[Asked]:
        wanted = list(numbers)
        asked = {"claims": json.dumps(wanted), "limit": len(wanted)}
        return self.model.ask("claims_of_actors", asked) if wanted else []

    @cached_property
    def _asked(self) -> Bools:
        return asked_arenas(self.model, self.question)

    @cached_property
    def _county(self) -> Ints:
        return attributes_of(self.model).county


def _among(records: Mapping[str, Recorded], speaking: list[list[str]], end: int) -> list[Recorded]:
    """The records of an actor that stand at this end of a tie's claims."""
    names = {ends[end] for ends in speaking if len(ends) > end}
    return [records[name] for name in sorted(names) if name in records]

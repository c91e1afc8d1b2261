"""One version as plain dictionaries, read off the read model, to check the Cypher against."""

import json
from collections import defaultdict
from functools import cached_property
from typing import Any, NamedTuple

from queries.lookup.things import fields_of, refs
from queries.readmodel.open import ReadModel

Row = dict[str, Any]


class Tie(NamedTuple):
    """An edge between two ids."""

    id: str
    type: str
    start: str
    end: str
    fields: Row


class Known:
    """Nodes, ties and who took part where, by id."""

    def __init__(self, model: ReadModel) -> None:
        self.model = model
        numbers = range(model.columns.node_label.size)
        self._refs = refs(model, numbers)
        self._fields = fields_of(model, numbers)
        self.name = {ref.id: ref.name for ref in self._refs.values()}
        self.label = {ref.id: ref.label for ref in self._refs.values()}
        self.fields = {ref.id: self._fields[n] for n, ref in self._refs.items()}

    def of(self, *labels: str) -> list[str]:
        """The ids of all nodes of these labels, in order."""
        return sorted(id for id, label in self.label.items() if label in labels)

    def sector(self, actor: str) -> str:
        """The actor's sector; unknown where nobody states one."""
        return str(self.fields[actor].get("sector", "unknown"))

    @cached_property
    def ties(self) -> list[Tie]:
        """Every edge."""
        columns = self.model.columns
        first = columns.node_label.size
        numbers = list(range(first, columns.owner_first.size - 1))
        rows = self.model.ask("edges", {"edges": json.dumps(numbers), "limit": len(numbers)})
        return [
            Tie(
                row["id"],
                row["type"],
                self._refs[row["from_node"]].id,
                self._refs[row["to_node"]].id,
                {k: v for k, v in json.loads(row["fields"]).items() if v is not None},
            )
            for row in rows
        ]

    def tied(self, type: str) -> list[tuple[str, str]]:
        """From where to where the ties of a type lead."""
        return [(tie.start, tie.end) for tie in self.ties if tie.type == type]

    @cached_property
    def actors_in(self) -> dict[str, set[str]]:
        """Who took part in each arena, counted; arenas with nobody are absent."""
        columns, found = self.model.columns, defaultdict(set)
        for actor, arena in zip(columns.actor.tolist(), columns.arena.tolist(), strict=True):
            arena_id = self._refs[int(columns.arena_node[arena])].id
            found[arena_id].add(self._refs[int(columns.actor_node[actor])].id)
        return dict(found)

    @cached_property
    def arenas_of(self) -> dict[str, set[str]]:
        """In which arenas each actor took part, counted."""
        found: dict[str, set[str]] = {actor: set() for actor in self.of("Actor")}
        for arena, actors in self.actors_in.items():
            for actor in actors:
                found[actor].add(arena)
        return found

    def met(self, actor: str) -> set[str]:
        """Everybody else in the actor's arenas."""
        return set().union(*(self.actors_in[a] for a in self.arenas_of[actor])) - {actor}

    def some_actors(self) -> list[str]:
        """All of a few actors; of many the busiest, and some as chance has it."""
        actors = self.of("Actor")
        busiest = sorted(actors, key=lambda a: (-len(self.arenas_of[a]), a))[:4]
        return sorted({*busiest, *actors[:: max(1, len(actors) // 8)]})

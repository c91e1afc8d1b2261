"""The graph in numbers: nodes, edges and who states what, before anything is computed."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import cached_property

import numpy as np

from graph_schema.base import Edge, Node
from graph_schema.claims import SourceInfo
from graph_schema.nodes import ARENAS, Actor
from queries.projection.hashing import DIGEST_BYTES, combined, tie_digest
from queries.readmodel.columns import Ints, gathered
from queries.readmodel.gathered import NOT_COUNTED
from queries.readmodel.numbers import Digests, Numbers

NONE = -1
FUNDER = "Funder"
"""Not a label of its own: an actor that funds something."""


@dataclass(frozen=True)
class Graph(Numbers):
    """The numbers together with the names that they stand for."""

    labels: tuple[str, ...]
    types: tuple[str, ...]
    sources: tuple[SourceInfo, ...]

    @property
    def nodes(self) -> int:
        """How many nodes there are; the first edge has this number."""
        return self.label.size

    def id(self, node: int) -> str:
        """The id of a node."""
        return bytes(self.ids[node]).decode()

    def of_label(self, *labels: str) -> Ints:
        """The nodes of these labels, in the order of their ids."""
        wanted = [self.labels.index(label) for label in labels if label in self.labels]
        return np.flatnonzero(np.isin(self.label, wanted)).astype(np.int32)

    def ends(self, *types: str) -> tuple[Ints, Ints]:
        """Where the edges of these types begin and end."""
        wanted = [self.types.index(name) for name in types if name in self.types]
        chosen = np.isin(self.type, wanted)
        return self.from_node[chosen], self.to_node[chosen]

    @cached_property
    def counted(self) -> Ints:
        """The counted participations, as numbers that count on from the nodes."""
        counted = (self.edge_role != NOT_COUNTED) & self.edge_meets
        return np.flatnonzero(counted).astype(np.int32) + self.nodes

    @cached_property
    def actors(self) -> Ints:
        """The actors' nodes."""
        return self.of_label(Actor.LABEL)

    @cached_property
    def arenas(self) -> Ints:
        """The arenas' nodes."""
        return self.of_label(*ARENAS)

    @cached_property
    def index(self) -> Ints:
        """Each node's number among actors or among arenas; -1 for the rest."""
        index = np.full(self.nodes, NONE, np.int32)
        for group in (self.actors, self.arenas):
            index[group] = np.arange(group.size, dtype=np.int32)
        return index

    def statements(self, owners: Ints) -> tuple[Ints, Ints]:
        """For every claim of these nodes or edges: its owner's place among them, and its source."""
        claims, length = gathered(self.owner_first, self.owner_claims, owners)
        return np.repeat(np.arange(owners.size), length), self.claim_source[claims]

    def first_source(self, owners: Ints, items: Ints, count: int) -> Ints:
        """Per item the first source, by their order, that states one of its owners, or NONE."""
        none = len(self.sources)
        first = np.full(count, none, np.int32)
        place, source = self.statements(owners)
        np.minimum.at(first, items[place], source)
        return np.where(first == none, NONE, first).astype(np.int32)

    def counts(self) -> list[dict[str, int]]:
        """Per source how many nodes of each label and edges of each type it states."""
        owners = self.owner_first.size - 1
        names = (*self.labels, *self.types)
        what = np.concatenate((self.label, self.type.astype(np.int32) + len(self.labels)))
        place, source = self.statements(np.arange(owners))
        stated = np.unique(source.astype(np.int64) * max(owners, 1) + place)
        table = np.zeros((len(self.sources), len(names)), np.int64)
        np.add.at(table, (stated // max(owners, 1), what[stated % max(owners, 1)]), 1)
        return [{name: int(c) for name, c in zip(names, row, strict=True) if c} for row in table]

    def hexdigest(self) -> str:
        """The graph hash, from the digests of the rows."""
        nodes, names, edges = (
            _apart(d) for d in (self.node_digest, self.name_digest, self.edge_digest)
        )
        ends = zip(edges, self.from_node.tolist(), self.to_node.tolist(), strict=True)
        ties = [tie_digest(edge, names[start], names[end]) for edge, start, end in ends]
        return combined([*nodes, *ties])


def _apart(digests: Digests) -> list[bytes]:
    """Each digest as the bytes it is."""
    together = digests.tobytes()
    return [together[i : i + DIGEST_BYTES] for i in range(0, len(together), DIGEST_BYTES)]


def graph_of(
    numbers: Numbers,
    sources: Sequence[SourceInfo],
    node_types: Sequence[type[Node]],
    edge_types: Sequence[type[Edge]],
) -> Graph:
    """The numbers of a version with what they stand for."""
    return Graph(
        **{field.name: getattr(numbers, field.name) for field in fields(Numbers)},
        labels=tuple(t.LABEL for t in node_types),
        types=tuple(t.LABEL for t in edge_types),
        sources=tuple(sources),
    )

"""The gathered numbers as arrays: nodes, edges and who states what, before anything is computed."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from graph_schema.base import Edge, Node
from graph_schema.claims import SourceInfo
from graph_schema.nodes import ARENAS, Actor
from queries.readmodel.columns import Bools, Ints, gathered
from queries.readmodel.gathered import Gathered

NONE = -1
FUNDER = "Funder"
"""Not a label of its own: an actor that funds something."""


@dataclass(frozen=True)
class Graph:
    """One version in numbers; edges count on from the nodes where claims are looked up."""

    labels: tuple[str, ...]
    types: tuple[str, ...]
    sources: tuple[SourceInfo, ...]
    kinds: tuple[str, ...]
    ids: tuple[str, ...]
    codes: Sequence[tuple[str, int]]
    sort: Sequence[str]
    label: Ints
    start: Ints
    end: Ints
    sector_of: Ints
    kind: Ints
    unit: Bools
    unnamed: Bools
    from_node: Ints
    to_node: Ints
    type: Ints
    counted: Ints
    counted_role: Ints
    owner_first: NDArray[np.int64]
    owner_claims: Ints
    claim_source: Ints

    @property
    def nodes(self) -> int:
        """How many nodes there are; the first edge has this number."""
        return self.label.size

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


def graph_of(
    found: Gathered,
    sources: Sequence[SourceInfo],
    kinds: Sequence[str],
    node_types: Sequence[type[Node]],
    edge_types: Sequence[type[Edge]],
) -> Graph:
    """The gathered lists as arrays, without copying them."""
    nodes, edges = found.nodes, found.edges
    return Graph(
        labels=tuple(t.LABEL for t in node_types),
        types=tuple(t.LABEL for t in edge_types),
        sources=tuple(sources),
        kinds=tuple(kinds),
        ids=tuple(nodes.number),
        codes=nodes.codes,
        sort=nodes.sort,
        label=np.array(nodes.label, np.uint8),
        start=np.array(nodes.start, np.int32),
        end=np.array(nodes.end, np.int32),
        sector_of=np.array(nodes.sector, np.int8),
        kind=np.array(nodes.kind, np.int16),
        unit=np.array(nodes.unit, np.bool_),
        unnamed=np.array(nodes.unnamed, np.bool_),
        from_node=np.array(edges.from_node, np.int32),
        to_node=np.array(edges.to_node, np.int32),
        type=np.array(edges.type, np.uint8),
        counted=np.array(edges.counted, np.int32),
        counted_role=np.array(edges.role, np.uint8),
        owner_first=np.array(found.owners.first, np.int64),
        owner_claims=np.array(found.owners.claims, np.int32),
        claim_source=np.array(found.claims.source, np.uint16),
    )

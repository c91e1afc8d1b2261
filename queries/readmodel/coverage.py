"""In which arenas all partners are known, as the sources themselves declare it."""

from collections.abc import Callable

import numpy as np

from graph_schema.claims import CoverageSlice
from graph_schema.nodes import Region
from graph_schema.vocabularies import ParticipantsListed
from queries.readmodel.columns import Bools, Ints
from queries.readmodel.facets import Facet
from queries.readmodel.graph import Graph
from queries.readmodel.text import squeeze

Coded = Callable[[str], list[int]]
"""Finds the nodes that have a code, without spaces and signs."""


def partners_known(graph: Graph, table: list[Facet], facet_nodes: Ints, coded: Coded) -> Bools:
    """Per arena whether a source that states it declares its lists of participants complete there.

    Parties without a name make an arena's partners unknown, whatever the source declares. A slice
    that names years holds no arena of unknown year.
    """
    arenas = graph.arenas
    known = np.zeros(arenas.size, np.bool_)
    place, source = graph.statements(arenas)
    for number, info in enumerate(graph.sources):
        stated = np.zeros(arenas.size, np.bool_)
        stated[place[source == number]] = True
        for part in info.coverage:
            if part.participants is ParticipantsListed.COMPLETE:
                known |= stated & _within(graph, part, table, facet_nodes, coded)
    return np.asarray(known & ~graph.unnamed[arenas])


def _within(
    graph: Graph, part: CoverageSlice, table: list[Facet], facet_nodes: Ints, coded: Coded
) -> Bools:
    arenas = graph.arenas
    inside = np.ones(arenas.size, np.bool_)
    if part.years is not None:
        year = graph.start[arenas]
        inside &= (part.years[0] <= year) & (year <= part.years[1])
    if part.kinds:
        inside &= np.isin(graph.kind[arenas], _kinds(graph, part)) | np.isin(
            graph.label[arenas], _labels(graph, part)
        )
    if part.regions:
        inside &= np.isin(arenas, _nodes_in(graph, part.regions, table, facet_nodes, coded))
    return inside


def _kinds(graph: Graph, part: CoverageSlice) -> list[int]:
    wanted = {kind.lower() for kind in part.kinds}
    return [n for n, name in enumerate(graph.kinds.tolist()) if name.decode().lower() in wanted]


def _labels(graph: Graph, part: CoverageSlice) -> list[int]:
    wanted = {kind.lower() for kind in part.kinds}
    return [n for n, name in enumerate(graph.labels) if name.lower() in wanted]


def _nodes_in(
    graph: Graph,
    regions: tuple[str, ...],
    table: list[Facet],
    facet_nodes: Ints,
    coded: Coded,
) -> Ints:
    """Nodes in one of the regions, each given by a code with or without its scheme."""
    wanted = {squeeze(code.partition(":")[2] or code) for code in regions}
    region = graph.labels.index(Region.LABEL) if Region.LABEL in graph.labels else -1
    found = [n for key in sorted(wanted) for n in coded(key) if graph.label[n] == region]
    ids = {graph.id(n) for n in found}
    slices = [
        facet_nodes[f.first : f.last] for f in table if f.facet == "region" and f.value in ids
    ]
    return np.concatenate(slices) if slices else np.empty(0, np.int32)

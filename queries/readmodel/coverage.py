"""In which arenas all partners are known, as the sources themselves declare it."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from graph_schema.claims import CoverageSlice
from graph_schema.nodes import Region
from graph_schema.vocabularies import ParticipantsListed
from queries.readmodel.columns import Bools, Ints
from queries.readmodel.facets import Facet
from queries.readmodel.graph import Graph
from queries.readmodel.text import squeeze

LISTED = tuple(ParticipantsListed)
COMPLETE, OWNER_ONLY, UNKNOWN = (
    LISTED.index(each)
    for each in (
        ParticipantsListed.COMPLETE,
        ParticipantsListed.OWNER_ONLY,
        ParticipantsListed.UNKNOWN,
    )
)
Coded = Callable[[str], list[int]]
"""Finds the nodes that have a code, without spaces and signs."""


class StatedLists(NamedTuple):
    """Per arena, from ``first[i]`` to ``first[i + 1]``, its sources and what each has lists of."""

    first: NDArray[np.int64]
    source: Ints
    lists: Ints  # place in ParticipantsListed


def lists_of(graph: Graph, table: list[Facet], facet_nodes: Ints, coded: Coded) -> StatedLists:
    """What every source that states an arena declares of its lists of participants there.

    A slice that names years holds no arena of unknown year. Where slices of one source overlap
    the fullest list counts.
    """
    arenas = graph.arenas.size
    place, source = graph.statements(graph.arenas)
    pairs = np.unique(place.astype(np.int64) * max(len(graph.sources), 1) + source)
    arena, source = np.divmod(pairs, max(len(graph.sources), 1))
    lists = np.full(arena.size, UNKNOWN, np.uint8)
    for number, info in enumerate(graph.sources):
        own = source == number
        for declared in (OWNER_ONLY, COMPLETE):
            for part in info.coverage:
                if LISTED.index(part.participants) == declared:
                    inside = _within(graph, part, table, facet_nodes, coded)
                    lists[own & inside[arena]] = declared
    first = np.zeros(arenas + 1, np.int64)
    np.cumsum(np.bincount(arena, minlength=arenas), out=first[1:])
    return StatedLists(first, source.astype(np.int32), lists)


def partners_known(graph: Graph, stated: StatedLists) -> Bools:
    """Per arena whether a source that states it declares its lists of participants complete there.

    Parties without a name make an arena's partners unknown, whatever the source declares.
    """
    arenas = graph.arenas
    arena = np.repeat(np.arange(arenas.size), np.diff(stated.first))
    known = np.bincount(arena[stated.lists == COMPLETE], minlength=arenas.size) > 0
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

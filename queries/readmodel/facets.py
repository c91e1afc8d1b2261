"""Which nodes a filter finds, computed once: sector, kind, region, theme, programme and funder."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from graph_schema.edges import ActiveIn, Addresses, Funds, LocatedIn, PartOf
from graph_schema.nodes import Programme, Region
from graph_schema.vocabularies import Sector
from queries.readmodel.columns import Counted, Ints, gathered, lists
from queries.readmodel.graph import NONE, Graph

SECTORS = tuple(Sector)


class Facet(NamedTuple):
    """One value of a facet and its slice of the facet's nodes."""

    facet: str
    value: str
    first: int
    last: int


class Pairs(NamedTuple):
    """Nodes and the values they have: codes, or the numbers of other nodes."""

    node: Ints
    value: Ints

    def and_also(self, other: "Pairs") -> "Pairs":
        """Both together."""
        return Pairs(
            np.concatenate((self.node, other.node)), np.concatenate((self.value, other.value))
        )


def facets_of(graph: Graph, counted: Counted) -> tuple[list[Facet], Ints]:
    """The table of facets, and the nodes of every value one after the other, sorted in each.

    Regions and programmes include what lies below them. An arena has the sectors of those who take
    part; an actor has the themes, programmes and funders of the arenas it takes part in.
    """
    table: list[Facet] = []
    nodes: list[Ints] = []
    for name, pairs, naming in _facets(graph, counted):
        for value, found in _by_value(pairs, graph.nodes):
            begin = table[-1].last if table else 0
            table.append(Facet(name, naming(value), begin, begin + found.size))
            nodes.append(found)
    return table, np.concatenate(nodes) if nodes else np.empty(0, np.int32)


def _facets(graph: Graph, counted: Counted) -> Iterator[tuple[str, Pairs, Callable[[int], str]]]:
    actor, arena = graph.actors[counted.actor], graph.arenas[counted.arena]
    own = np.flatnonzero(graph.sector_of != NONE).astype(np.int32)
    sectors = Pairs(own, graph.sector_of[own]).and_also(Pairs(arena, graph.sector_of[actor]))
    yield "sector", sectors, lambda value: SECTORS[value].value
    everything = np.arange(graph.nodes, dtype=np.int32)
    yield "kind", Pairs(everything, graph.kind), lambda value: graph.kinds[value].decode()

    def named(value: int) -> str:
        return graph.id(value)

    region = Pairs(*graph.ends(LocatedIn.LABEL, ActiveIn.LABEL))
    region = region.and_also(_belonging(graph, Region.LABEL))
    yield "region", _with_larger(graph, region, Region.LABEL), named
    theme = Pairs(*graph.ends(Addresses.LABEL))
    yield "theme", theme.and_also(_of_arenas(graph, theme, actor, arena)), named
    programme = _with_larger(graph, _belonging(graph, Programme.LABEL), Programme.LABEL)
    yield "programme", programme.and_also(_of_arenas(graph, programme, actor, arena)), named
    payer, paid = graph.ends(Funds.LABEL)
    funder = Pairs(paid, payer)
    yield "funder", funder.and_also(_of_arenas(graph, funder, actor, arena)), named


def _by_value(pairs: Pairs, nodes: int) -> Iterator[tuple[int, Ints]]:
    keys = np.unique(pairs.value.astype(np.int64) * max(nodes, 1) + pairs.node)
    values, first = np.unique(keys // max(nodes, 1), return_index=True)
    found = (keys % max(nodes, 1)).astype(np.int32)
    return zip(values.tolist(), np.split(found, first[1:]), strict=False)


def _belonging(graph: Graph, label: str) -> Pairs:
    part, whole = graph.ends(PartOf.LABEL)
    chosen = np.isin(whole, graph.of_label(label))
    return Pairs(part[chosen], whole[chosen])


def _with_larger(graph: Graph, pairs: Pairs, label: str) -> Pairs:
    """Every node also has what its values are part of, however far up."""
    above: dict[int, list[int]] = defaultdict(list)
    inside = _belonging(graph, label)
    for part, whole in zip(inside.node.tolist(), inside.value.tolist(), strict=True):
        if graph.label[part] == graph.label[whole]:
            above[part].append(whole)
    values, place = np.unique(pairs.value, return_inverse=True)
    climbed = [_up(value, above) for value in values.tolist()]
    first = np.zeros(len(climbed) + 1, np.int64)
    np.cumsum([len(found) for found in climbed], out=first[1:])
    flat = np.array([v for found in climbed for v in found], np.int32)
    wider, length = gathered(first, flat, place)
    return Pairs(np.repeat(pairs.node, length), wider)


def _up(start: int, above: dict[int, list[int]]) -> list[int]:
    seen, waiting = {start}, [start]
    while waiting:
        for whole in above.get(waiting.pop(), ()):
            if whole not in seen:
                seen.add(whole)
                waiting.append(whole)
    return sorted(seen)


def _of_arenas(graph: Graph, pairs: Pairs, actor: Ints, arena: Ints) -> Pairs:
    """What the arenas have, for the actors that take part in them."""
    first: NDArray[np.int64]
    first, values = lists(pairs.node, pairs.value, graph.nodes)
    inherited, length = gathered(first, values, arena)
    return Pairs(np.repeat(actor, length), inherited)

"""Regions, themes and target groups of the arenas a question is about, out of a read model."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from graph_schema.answers import Ref
from graph_schema.edges import Addresses, Targets
from graph_schema.names import match_key
from graph_schema.nodes import Region, TargetGroup, Theme
from graph_schema.sensitivity import is_sensitive
from graph_schema.whitespace_answers import Dimension, Level, WhitespaceScope
from queries.gaps.listed import source_numbers, stated_in
from queries.lookup.filters import Filters, arenas, with_facet
from queries.lookup.remembered import once_a_model
from queries.lookup.things import labelled, named, outward, refs, sources_of
from queries.readmodel.open import ReadModel
from queries.whitespace.arenas import Bools, Ints, LabelledArenas, Labels

TIES: dict[Dimension, str] = {"theme": Addresses.LABEL, "target_group": Targets.LABEL}
LABELS: dict[Dimension, str] = {"theme": Theme.LABEL, "target_group": TargetGroup.LABEL}


@dataclass(frozen=True)
class Axis:
    """The labels of one dimension: their nodes in the order shown, and which arena has which.

    ``arenas`` counts the arenas asked for that have each label; ``of_each`` of every arena how many
    labels of the dimension, and of places of the level, it has, also such as are not shown.
    """

    dimension: Dimension
    nodes: Ints
    refs: tuple[Ref, ...]
    labels: Labels  # over all arenas of the model
    arenas: Ints
    of_each: Ints

    @property
    def sensitive(self) -> Bools:
        """Which labels are marked sensitive; places never are."""
        if self.dimension == "region":
            return np.zeros(self.nodes.size, np.bool_)
        return np.array([is_sensitive(ref.name) for ref in self.refs], np.bool_)

    def with_last(self, model: ReadModel, chosen: Bools) -> "Axis":
        """The same with some labels at the end, these in Swedish order."""
        position = np.where(chosen, model.columns.node_position[self.nodes], 0)
        order = np.lexsort((np.arange(chosen.size), position, chosen))
        place = np.empty(order.size, np.int64)
        place[order] = np.arange(order.size)
        labels = Labels(self.labels.first, place[self.labels.values], self.labels.count)
        refs = tuple(self.refs[k] for k in order.tolist())
        arenas = self.arenas[order]
        return Axis(self.dimension, self.nodes[order], refs, labels, arenas, self.of_each)


def arenas_of(model: ReadModel, scope: WhitespaceScope) -> Ints:
    """The arenas of a part of the map, as dense numbers in order, told of or not."""
    columns = model.columns
    filters = Filters(**scope.model_dump(exclude={"sources"}))
    found = np.sort(columns.node_index[arenas(model, filters)].astype(np.int64))
    if not scope.sources:
        return found
    numbers = source_numbers(model, scope.sources)
    return found[stated_in(model)[found][:, numbers].any(axis=1)]


def axis_of(
    model: ReadModel,
    dimension: Dimension,
    level: Level | None,
    asked: Ints,
    stated: Sequence[int] = (),
) -> Axis:
    """The labels of a dimension.

    Every län and riksområde stands there, also where nothing is; countries, themes and target
    groups only if any arena asked for has them or something is ``stated`` of them, and so places of
    no ``level`` in particular. Themes and target groups of most arenas come first.
    """
    arena, node = _regions(model, level) if dimension == "region" else _tied(model, dimension)
    inside = np.isin(arena, asked)
    used, count = np.unique(node[inside], return_counts=True)
    nodes = np.union1d(used, np.array(stated, np.int64)).astype(np.int64)
    if dimension == "region" and level not in ("country", None):
        nodes = np.union1d(nodes, at_level(model, level))
    arenas_of = np.zeros(nodes.size, np.int64)
    arenas_of[np.searchsorted(nodes, used)] = count
    position = model.columns.node_position[nodes]
    keys = (position,) if dimension == "region" else (position, -arenas_of)
    order = np.lexsort(keys)
    place = np.empty(nodes.size, np.int64)
    place[order] = np.arange(nodes.size)
    kept = np.isin(node, nodes)
    numbers = place[np.searchsorted(nodes, node[kept])]
    labels = Labels.of(arena[kept], numbers, model.columns.arena_node.size, nodes.size)
    names = refs(model, nodes)
    shown = tuple(names[int(n)] for n in nodes[order])
    every = arena if dimension == "region" else _ties(model)[dimension][0]  # each pair once
    of_each = np.bincount(every, minlength=model.columns.arena_node.size)
    return Axis(dimension, nodes[order], shown, labels, arenas_of[order], of_each)


def lists_of(model: ReadModel, axis: Axis) -> tuple[str | None, ...]:
    """The source of every label whose name another one of the axis has; None of the others."""
    keys = [match_key(ref.name) for ref in axis.refs]
    count = Counter(keys)
    return tuple(
        ", ".join(sources_of(model, [node])) if count[key] > 1 else None
        for key, node in zip(keys, axis.nodes.tolist(), strict=True)
    )


def at_level(model: ReadModel, level: Level | None) -> Ints:
    """The regions of a level, or of all."""
    if Region.LABEL not in model.labels:
        return np.empty(0, np.int64)
    found = labelled(model, Region.LABEL)
    return found if level is None else np.intersect1d(found, with_facet(model, "kind", [level]))


def numbers_of(model: ReadModel, ids: Sequence[str]) -> Ints:
    """The numbers of the nodes with these ids."""
    return np.array([int(row["n"]) for id in ids for row in named(model, id)], np.int64)


def _regions(model: ReadModel, level: Level | None) -> tuple[Ints, Ints]:
    """Arenas and the regions of the level they lie in; what lies further down counts there."""
    columns = model.columns
    is_arena = np.zeros(columns.node_label.size, np.bool_)
    is_arena[columns.arena_node] = True
    nodes = at_level(model, level)
    names = refs(model, nodes)
    arena, region = [np.empty(0, np.int64)], [np.empty(0, np.int64)]
    for n in nodes.tolist():
        inside = with_facet(model, "region", [names[n].id])
        found = columns.node_index[inside[is_arena[inside]]].astype(np.int64)
        arena.append(found)
        region.append(np.full(found.size, n, np.int64))
    return np.concatenate(arena), np.concatenate(region)


def _tied(model: ReadModel, dimension: Dimension) -> tuple[Ints, Ints]:
    """Arenas and the themes or target groups they are tied to."""
    columns = model.columns
    ties = np.flatnonzero(columns.tie_kind == outward(model, TIES[dimension]))
    node = np.searchsorted(columns.tie_first, ties, side="right") - 1
    is_arena = np.zeros(columns.node_label.size, np.bool_)
    is_arena[columns.arena_node] = True
    ties, node = ties[is_arena[node]], node[is_arena[node]]
    return columns.node_index[node].astype(np.int64), columns.tie_other[ties].astype(np.int64)


@once_a_model
def _ties(model: ReadModel) -> Mapping[Dimension, tuple[Ints, Ints]]:
    """The arenas and their themes, and target groups, each pair once."""
    found: dict[Dimension, tuple[Ints, Ints]] = {}
    for dimension in TIES:
        arena, node = np.unique(np.stack(_tied(model, dimension)), axis=1)
        found[dimension] = arena, node
    return found


def have_others(model: ReadModel, axis: Axis, asked: Ints) -> bool:
    """Whether any source names a theme or target group that is not in the table.

    In it are those that arenas asked for have, and those of which only something is stated.
    """
    label = LABELS[axis.dimension]
    if label not in model.labels:
        return False
    used = axis.arenas == 0
    used[axis.labels.of_arenas(asked).values] = True
    named = np.flatnonzero(model.columns.node_label == model.labels.index(label))
    return bool(np.setdiff1d(named, axis.nodes[used]).size)


def labelled_arenas(
    model: ReadModel, rows: Axis, columns: Axis, asked: Ints
) -> tuple[Ints, LabelledArenas]:
    """The arenas asked for that have a label of both dimensions, and their columns."""
    both = (rows.labels.per_arena > 0) & (columns.labels.per_arena > 0)
    chosen = asked[both[asked]]
    numbers = model.columns
    return chosen, LabelledArenas(
        rows=rows.labels.of_arenas(chosen),
        columns=columns.labels.of_arenas(chosen),
        source=np.maximum(np.asarray(numbers.arena_source)[chosen], 0),
        kind=np.maximum(np.asarray(numbers.arena_kind)[chosen], 0),
        year=np.asarray(numbers.arena_year)[chosen],
        source_names=tuple(source.name for source in model.sources) or ("none",),
        kind_names=model.arena_kinds or ("none",),
    )

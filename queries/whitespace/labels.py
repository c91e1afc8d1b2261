"""Regions, themes and target groups of the arenas a question is about, out of a read model."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from graph_schema.answers import Ref
from graph_schema.claims import CoverageSlice, SourceInfo
from graph_schema.edges import Addresses, Targets
from graph_schema.names import match_key
from graph_schema.nodes import Collaboration, Project, Region
from graph_schema.sensitivity import is_sensitive
from graph_schema.whitespace_answers import Dimension, Level, WhitespaceScope
from queries.gaps.listed import source_numbers, stated_in, stating_sources
from queries.lookup.covered import covered_regions, covers_year
from queries.lookup.filters import Filters, arenas, with_facet
from queries.lookup.period import YEARS
from queries.lookup.things import labelled, named, outward, refs, sources_of
from queries.readmodel.columns import gathered, places_of
from queries.readmodel.open import ReadModel
from queries.whitespace.arenas import Bools, Ints, LabelledArenas, Labels

TIES: dict[Dimension, str] = {"theme": Addresses.LABEL, "target_group": Targets.LABEL}


@dataclass(frozen=True)
class Axis:
    """The labels of one dimension: their nodes in the order shown, and which arena has which.

    ``arenas`` counts the arenas asked for that have each label.
    """

    dimension: Dimension
    nodes: Ints
    refs: tuple[Ref, ...]
    labels: Labels  # over all arenas of the model
    arenas: Ints

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
        return Axis(self.dimension, self.nodes[order], refs, labels, self.arenas[order])


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
    return Axis(dimension, nodes[order], shown, labels, arenas_of[order])


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


def covered_labels(
    model: ReadModel,
    axis: Axis,
    chosen: Ints,
    scope: WhitespaceScope,
    dimensions: Sequence[Dimension] = (),
) -> tuple[Bools, tuple[str, ...]]:
    """Which labels a source covers, and the sources that state these arenas.

    A source that sorts nothing by theme covers no theme and, in a table with themes among its
    ``dimensions``, no place, whatever its manifest says of places. Of the others, the manifests say
    which kinds, years and regions they hold.
    """
    slices = [*_slices(model, chosen, scope, {axis.dimension, *dimensions}).values()]
    names = (info.name for info in stating_sources(model, chosen, scope.sources))
    if axis.dimension != "region":
        covered = np.full(axis.nodes.size, bool(slices), np.bool_)
    else:
        covered = _inside(model, axis, slices)
    return covered, tuple(names)


def claimed_labels(
    model: ReadModel,
    axis: Axis,
    chosen: Ints,
    scope: WhitespaceScope,
    dimensions: Sequence[Dimension],
) -> Bools:
    """Which of the covered labels a need can be held against.

    A source whose manifest names no region may be about any, so that it covers all; but where it
    has no arena at all, of any theme, kind or year, nothing says that it would have one. There a
    need tells of no lack. See decision 20.
    """
    slices = _slices(model, chosen, scope, dimensions)
    if axis.dimension != "region":
        return np.full(axis.nodes.size, bool(slices), np.bool_)
    named = {n: parts for n, parts in slices.items() if parts and all(p.regions for p in parts)}
    open_ended = source_numbers(model, [name for name in slices if name not in named])
    claimed = _inside(model, axis, [*named.values()])
    states = np.asarray(stated_in(model)[:, open_ended].any(axis=1))
    claimed[np.unique(axis.labels.values[states[axis.labels.arena]])] = True
    return claimed


def _inside(model: ReadModel, axis: Axis, slices: Sequence[Sequence[CoverageSlice]]) -> Bools:
    inside = covered_regions(model, axis.nodes.tolist(), slices) if slices else set()
    return np.array([n in inside for n in axis.nodes.tolist()], np.bool_)


def _slices(
    model: ReadModel, chosen: Ints, scope: WhitespaceScope, dimensions: Iterable[Dimension]
) -> dict[str, list[CoverageSlice]]:
    """What the sources that sort these arenas cover of the kind and period asked for, by name.

    Such a source states a label of each of the dimensions of some of them.
    """
    found = {}
    sorting = [_sorting(model, chosen, dimension) for dimension in dimensions]
    for info in stating_sources(model, chosen, scope.sources):
        if not all(info.name in names for names in sorting):
            continue
        parts = [part for part in info.coverage if _of_kind(part.kinds, scope.kind)]
        if (parts or not info.coverage) and _in_period(info, scope):
            found[info.name] = parts
    return found


def _sorting(model: ReadModel, chosen: Ints, dimension: Dimension) -> set[str]:
    """The sources that state a label of a dimension of any of these arenas."""
    read = model.columns
    places, _ = places_of(read.tie_first, read.arena_node[chosen])
    if dimension == "region":
        place = model.labels.index(Region.LABEL) if Region.LABEL in model.labels else -1
        own = read.node_label[read.tie_other[places]] == place
    else:
        own = read.tie_kind[places] == outward(model, TIES[dimension])
    claims, _ = gathered(read.owner_first, read.owner_claims, np.unique(read.tie_edge[places[own]]))
    return {model.sources[n].name for n in np.unique(read.claim_source[claims]).tolist()}


def _of_kind(kinds: tuple[str, ...], asked: str | None) -> bool:
    """Whether a kind of arena is one of these kinds, or of the label that stands among them."""
    if not kinds or asked is None:
        return True
    label = Project.LABEL if asked == Project.LABEL else Collaboration.LABEL
    return bool({asked.lower(), label.lower()} & {kind.lower() for kind in kinds})


def _in_period(info: SourceInfo, scope: WhitespaceScope) -> bool:
    """Whether the source covers any year of the period asked for."""
    if scope.period_from is None and scope.period_to is None:
        return True
    first = scope.period_from if scope.period_from is not None else YEARS[0]
    last = scope.period_to if scope.period_to is not None else YEARS[1]
    return any(covers_year(info, year) for year in range(first, last + 1))

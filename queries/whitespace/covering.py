"""Which labels and cells the sources cover: elsewhere nothing is known, and none means nothing.

An arena is in a table by a label of each dimension, and each label is stated by a source, not
always the same one: a register may have the places, and a list the themes. So it is chains of
sources that cover, one source for each dimension, which together label some of the arenas.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import product

import numpy as np

from graph_schema.claims import CoverageSlice, SourceInfo
from graph_schema.edges import Funds
from graph_schema.nodes import Collaboration, Project, Region
from graph_schema.whitespace_answers import Dimension, WhitespaceScope
from queries.gaps.listed import source_numbers, stated_in, stating_sources
from queries.lookup.covered import covered_regions, covers_year
from queries.lookup.period import YEARS
from queries.lookup.remembered import once_a_model
from queries.lookup.things import outward
from queries.readmodel.columns import gathered, places_of
from queries.readmodel.open import ReadModel
from queries.whitespace.arenas import Bools, Ints
from queries.whitespace.labels import TIES, Axis

Slices = Mapping[str, Sequence[CoverageSlice]]
Chain = tuple[str, ...]
"""Sources by name, one for each dimension of a table, in their order."""


def covered_labels(
    model: ReadModel,
    axis: Axis,
    chosen: Ints,
    scope: WhitespaceScope,
    dimensions: Sequence[Dimension] = (),
) -> tuple[Bools, tuple[str, ...]]:
    """Which labels are covered, and the sources that state these arenas.

    ``dimensions`` are those of the table, of the axis alone where none are given. Sources that
    sort nothing by theme cover no theme and, in a table with themes, no place unless beside a
    source that does, whatever their manifests say of places. Of the others, the manifests say which
    kinds, years and regions they hold: a place is covered where all of a chain hold it.
    """
    slices = _slices(model, chosen, scope)
    chains = _chains(model, chosen, dimensions or (axis.dimension,), slices)
    names = cited_sources(model, chosen, scope.sources, dimensions or (axis.dimension,))
    if axis.dimension != "region":
        return np.full(axis.nodes.size, bool(chains), np.bool_), names
    own = {name: _inside(model, axis, [slices[name]]) for chain in chains for name in chain}
    return _any_of(axis, (_all_of(axis, own, chain) for chain in chains)), names


def cited_sources(
    model: ReadModel,
    chosen: Ints,
    asked: Sequence[str],
    dimensions: Sequence[Dimension],
    *,
    payers: bool = False,
) -> tuple[str, ...]:
    """Whoever states these arenas and, of a question about one source, whoever labels them.

    Such a question is about the arenas the source states; their places, themes and ``payers`` are
    whoever's, so that those are to be cited too.
    """
    names = {info.name for info in stating_sources(model, chosen, asked)}
    if asked:
        said = [_said(model, chosen, dimension)[1] for dimension in dimensions]
        said += [_of_ties(model, chosen, _paying(model))[1]] if payers else []
        names |= {model.sources[n].name for n in np.unique(np.concatenate(said)).tolist()}
    return tuple(info.name for info in model.sources if info.name in names)


def _paying(model: ReadModel) -> int:
    """The kind of tie from an arena to who pays for it."""
    away = outward(model, Funds.LABEL)
    return away + 1 if away >= 0 else away


def claimed_cells(
    model: ReadModel, rows: Axis, columns: Axis, chosen: Ints, scope: WhitespaceScope
) -> Bools:
    """Which cells a need can be held against, shape (rows, columns).

    A source whose manifest names no region may be about any, so that it covers all; but where it
    has no arena at all, of any theme, kind or year, nothing says that it would have one. And a
    theme or target group is claimed by a source that states it anywhere: another list of themes
    has it under another name, or not at all. So a chain of sources claims the places that all of
    it do, with the labels that its own source states. See decision 20.
    """
    axes = (rows, columns)
    slices = _slices(model, chosen, scope)
    chains = _chains(model, chosen, [axis.dimension for axis in axes], slices)
    places: dict[str, Bools] = {}
    for axis in axes:
        if axis.dimension == "region":
            names = {name for chain in chains for name in chain}
            places = {name: _holds(model, axis, name, slices[name]) for name in names}
    found = np.zeros((rows.nodes.size, columns.nodes.size), np.bool_)
    for chain in chains:
        row, column = (
            _all_of(axis, places, chain)
            if axis.dimension == "region"
            else _stated(model, axis)[:, source_numbers(model, [name])[0]]
            for axis, name in zip(axes, chain, strict=True)
        )
        found |= row[:, None] & column[None, :]
    return found


def _any_of(axis: Axis, each: Iterator[Bools]) -> Bools:
    none = np.zeros(axis.nodes.size, np.bool_)
    return np.asarray(np.logical_or.reduce([none, *each]))


def _all_of(axis: Axis, own: Mapping[str, Bools], chain: Chain) -> Bools:
    every = np.ones(axis.nodes.size, np.bool_)
    return np.asarray(np.logical_and.reduce([every, *(own[name] for name in chain)]))


def _holds(model: ReadModel, axis: Axis, name: str, parts: Sequence[CoverageSlice]) -> Bools:
    """The places a source names, or has an arena in where it names none."""
    if parts and all(part.regions for part in parts):
        return _inside(model, axis, [parts])
    states = stated_in(model)[:, source_numbers(model, [name])[0]]
    found = np.zeros(axis.nodes.size, np.bool_)
    found[np.unique(axis.labels.values[states[axis.labels.arena]])] = True
    return found


def _inside(model: ReadModel, axis: Axis, slices: Sequence[Sequence[CoverageSlice]]) -> Bools:
    inside = covered_regions(model, axis.nodes.tolist(), slices)
    return np.array([n in inside for n in axis.nodes.tolist()], np.bool_)


def _stated(model: ReadModel, axis: Axis) -> Bools:
    """Per theme or target group and source whether it states it of any arena."""
    sources = len(model.sources)
    return np.isin(axis.nodes[:, None] * sources + np.arange(sources), _stated_labels(model))


@once_a_model
def _stated_labels(model: ReadModel) -> Ints:
    """Each node and source, as node · sources + source, where one states a tie to the other."""
    read = model.columns
    found = [np.empty(0, np.int64)]
    every = np.arange(read.arena_node.size)
    for dimension in TIES:
        _, source, node = _said(model, every, dimension)
        found.append(np.unique(node * len(model.sources) + source))
    return np.unique(np.concatenate(found))


def _chains(
    model: ReadModel, chosen: Ints, dimensions: Sequence[Dimension], slices: Slices
) -> tuple[Chain, ...]:
    """Every choice of a source for each dimension that some arena has its labels from."""
    sources = len(model.sources)
    allowed = np.isin([info.name for info in model.sources], [*slices])
    states = np.zeros((chosen.size, len(dimensions), sources), np.bool_)
    for place, dimension in enumerate(dimensions):
        arena, source, _ = _said(model, chosen, dimension)
        states[arena, place, source] = True
    wide = len(dimensions) * sources
    alike = np.unique((states & allowed).reshape(chosen.size, wide), axis=0) if wide else states[:0]
    found: set[tuple[int, ...]] = set()
    for one in alike.reshape(alike.shape[0], len(dimensions), sources):
        found.update(product(*(np.flatnonzero(own).tolist() for own in one)))
    return tuple(tuple(model.sources[n].name for n in chain) for chain in sorted(found))


def _said(model: ReadModel, chosen: Ints, dimension: Dimension) -> tuple[Ints, Ints, Ints]:
    """Every label of a dimension a source states: the place in ``chosen``, source, and node."""
    if dimension != "region":
        return _of_ties(model, chosen, outward(model, TIES[dimension]))
    return _of_ties(model, chosen, None)


def _of_ties(model: ReadModel, chosen: Ints, kind: int | None) -> tuple[Ints, Ints, Ints]:
    """The same of ties of a kind, or of those to a region."""
    read = model.columns
    places, length = places_of(read.tie_first, read.arena_node[chosen])
    arena = np.repeat(np.arange(chosen.size), length)
    if kind is None:
        label = model.labels.index(Region.LABEL) if Region.LABEL in model.labels else -1
        own = read.node_label[read.tie_other[places]] == label
    else:
        own = read.tie_kind[places] == kind
    places, arena = places[own], arena[own]
    claims, count = gathered(read.owner_first, read.owner_claims, read.tie_edge[places])
    node = read.tie_other[places].astype(np.int64)
    source = read.claim_source[claims].astype(np.int64)
    return np.repeat(arena, count), source, np.repeat(node, count)


def _slices(model: ReadModel, chosen: Ints, scope: WhitespaceScope) -> Slices:
    """What each source of these arenas covers of the kind and period asked for, by name."""
    found = {}
    for info in stating_sources(model, chosen, scope.sources):
        parts = [part for part in info.coverage if _of_kind(part.kinds, scope.kind)]
        if (parts or not info.coverage) and _in_period(info, scope):
            found[info.name] = parts
    return found


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

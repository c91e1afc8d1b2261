"""Which labels and cells the sources cover: elsewhere nothing is known, and none means nothing.

An arena is in a table by a label of each dimension, and each label is stated by a source, not
always the same one: a register may have the places, and a list the themes. So it is chains of
sources that cover, one source for each dimension, which together label some of the arenas.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import product

import numpy as np

from graph_schema.claims import CoverageSlice, SourceInfo
from graph_schema.edges import Funds
from graph_schema.nodes import Collaboration, Project, Region
from graph_schema.whitespace_answers import Dimension, WhitespaceScope
from queries.gaps.listed import source_numbers, stated_in, stating_sources
from queries.lookup.covered import covered_regions, covers_year, upwards
from queries.lookup.period import YEARS
from queries.lookup.remembered import once_a_model
from queries.lookup.things import outward
from queries.readmodel.columns import gathered, places_of
from queries.readmodel.open import ReadModel
from queries.whitespace.arenas import Bools, Ints
from queries.whitespace.labels import TIES, Axis, axis_of

Slices = Mapping[str, Sequence[CoverageSlice]]
Chain = tuple[str, ...]
"""Sources by name, one for each dimension of a table, in their order."""


def covered_cells(
    model: ReadModel,
    axes: Sequence[Axis],
    chosen: Ints,
    scope: WhitespaceScope,
    there: Bools | None = None,
) -> Bools:
    """Which cells of these dimensions are covered, one dimension of the answer for each axis.

    A chain covers the places that all of it hold, and the themes and target groups that its own
    source of that dimension has in its list. Sources that sort nothing by theme cover no theme and,
    in a table with themes, no place unless beside a source that does, whatever their manifests say
    of places. Of the others, the manifests say which kinds, years and regions they hold; one that
    names no region holds those in which it has an arena of any theme, kind or year (decision 20).

    The arenas are those that a source asked about states: where it would have none, others that do
    say nothing, and so of a kind or period that none of the sources asked about covers. ``there``
    marks the arenas of the model that there are, whatever is asked for; None: all of them.
    """
    held = Held.of(model, chosen, scope, labelling(model, axes, chosen), there)
    found = held.cells(axes, [listed(model, axis) for axis in axes])
    if len(axes) > 1 and held.chains:  # one alone is compared with nothing
        found &= ~_lacking(held, axes, chosen)
    return in_order(axes, found)


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


@dataclass(frozen=True)
class Held:
    """Which sources hold a place together; ``slices`` are what each of them covers.

    ``asked`` are those asked about, of whom one is to hold it too. Of the arenas that are ``there``
    (None: all) those in a place make a source hold it that names none; ``anywhere`` are those that
    may have one in any place.
    """

    model: ReadModel
    slices: Slices
    asked: Sequence[str]
    chains: Sequence[Chain]
    there: Bools | None = None
    anywhere: Collection[str] = ()

    @classmethod
    def of(
        cls,
        model: ReadModel,
        arenas: Ints,
        scope: WhitespaceScope,
        labels: Bools,
        there: Bools | None = None,
        anywhere: Collection[str] = (),
    ) -> "Held":
        """Of these arenas, their labels stated as ``labelling`` says; none where nobody looked."""
        slices = _slices(model, arenas, scope)
        asked = [name for name in scope.sources if name in slices]
        chains = () if scope.sources and not asked else _chains(model, labels, slices)
        return cls(model, slices, asked, chains, there, anywhere)

    def by_chain(self, axis: Axis) -> dict[Chain, Bools]:
        """Per chain the places that all of it hold, and any of the sources asked about."""
        places = {
            name: self._holds(axis, name, parts) | (name in self.anywhere and not _name_all(parts))
            for name, parts in self.slices.items()
        }
        own = [places[name] for name in self.asked]
        return {
            chain: np.logical_and.reduce(
                [places[name] for name in chain] + ([np.logical_or.reduce(own)] if own else [])
            )
            for chain in self.chains
        }

    def _holds(self, axis: Axis, name: str, parts: Sequence[CoverageSlice]) -> Bools:
        """The places a source names, and where any part names none those it has an arena in."""
        named, nodes = [part for part in parts if part.regions], axis.nodes.tolist()
        inside = covered_regions(self.model, nodes, [named]) if named else set()
        found = np.array([n in inside for n in nodes], np.bool_)
        if not _name_all(parts):
            states = stated_in(self.model)[:, source_numbers(self.model, [name])[0]]
            states = states if self.there is None else states & self.there
            found[np.unique(axis.labels.values[states[axis.labels.arena]])] = True
        return found

    def cells(self, axes: Sequence[Axis], lists: Sequence[Bools]) -> Bools:
        """The cells that any chain covers, places first; ``lists`` as ``listed`` has each axis."""
        where = [axis for axis in axes if axis.dimension == "region"]
        if not self.chains:
            shape = [axis.nodes.size for axis in axes if axis.dimension in TIES]
            return np.zeros([where[0].nodes.size if where else 1, *shape], np.bool_)
        if not where:
            return _cells(self.model, axes, lists, dict.fromkeys(self.chains, np.ones(1, np.bool_)))
        return _cells(self.model, axes, lists, self.by_chain(where[0]))


def in_order(axes: Sequence[Axis], found: Bools) -> Bools:
    """Cells with places first in the order of their axes."""
    where = [k for k, axis in enumerate(axes) if axis.dimension == "region"]
    return np.moveaxis(found, 0, where[0]) if where else np.asarray(found[0])


def _cells(
    model: ReadModel, axes: Sequence[Axis], lists: Sequence[Bools], places: Mapping[Chain, Bools]
) -> Bools:
    """The cells of places, first, with the other dimensions that any chain covers."""
    others = [(k, lists[k]) for k, axis in enumerate(axes) if axis.dimension in TIES]
    number = {info.name: n for n, info in enumerate(model.sources)}
    shape = [next(own.size for own in places.values()), *(len(own) for _, own in others)]
    found = np.zeros(shape, np.bool_)
    for chain, own in places.items():
        lines = [own, *(of_list[:, number[chain[k]]] for k, of_list in others)]
        found |= reduce(np.multiply.outer, lines)
    return found


def _lacking(held: Held, axes: Sequence[Axis], chosen: Ints) -> Bools:
    """The cells of areas, first, for which in some county with arenas nobody looked.

    What is counted of an area comes from every county in it, and of a table without places from all
    of them: a list of one would be held against arenas of the others, of which it has none. A
    county that no chain holds asks nothing: it is a stray arena that lies there.
    """
    model, counties = held.model, _counties(held.model)
    of_county = held.by_chain(counties)
    there = np.zeros(counties.nodes.size, np.bool_)
    there[counties.labels.of_arenas(chosen).values] = True
    there &= np.logical_or.reduce([there & False, *of_county.values()])
    above = [upwards(model, n) for n in counties.nodes[there].tolist()]
    areas = [axis.nodes for axis in axes if axis.dimension == "region"]
    inside = np.ones((areas[0].size if areas else 1, len(above)), np.int64)
    for k, node in enumerate(areas[0].tolist() if areas else ()):
        inside[k] = [node in own for own in above]
    lists = [listed(model, axis) for axis in axes]
    unknown = ~_cells(model, axes, lists, {chain: own[there] for chain, own in of_county.items()})
    return np.asarray(np.tensordot(inside, unknown, axes=1) > 0)


@once_a_model
def _counties(model: ReadModel) -> Axis:
    """The counties and their arenas."""
    return axis_of(model, "region", "county", np.arange(model.columns.arena_node.size))


def _name_all(parts: Sequence[CoverageSlice]) -> bool:
    """Whether every part of what a source covers names its places."""
    return bool(parts) and all(part.regions for part in parts)


def listed(model: ReadModel, axis: Axis) -> Bools:
    """Per theme or target group and source whether it has it in its list."""
    read = model.columns
    claims, length = gathered(read.owner_first, read.owner_claims, axis.nodes)
    found = np.zeros((axis.nodes.size, len(model.sources)), np.bool_)
    found[np.repeat(np.arange(axis.nodes.size), length), read.claim_source[claims]] = True
    return found


def labelling(model: ReadModel, axes: Sequence[Axis], arenas: Ints) -> Bools:
    """Per arena, dimension and source, whether it states a label of it."""
    found = np.zeros((arenas.size, len(axes), len(model.sources)), np.bool_)
    for place, axis in enumerate(axes):
        arena, source, _ = _said(model, arenas, axis.dimension)
        found[arena, place, source] = True
    return found


def _chains(model: ReadModel, labels: Bools, slices: Slices) -> tuple[Chain, ...]:
    """Every choice of a source for each dimension that some arena has its labels from."""
    arenas, dimensions, sources = labels.shape
    allowed = np.isin([info.name for info in model.sources], [*slices])
    wide = dimensions * sources
    alike = np.unique((labels & allowed).reshape(arenas, wide), axis=0) if wide else labels[:0]
    found: set[tuple[int, ...]] = set()
    for one in alike.reshape(alike.shape[0], dimensions, sources):
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
    for info in stating_sources(model, chosen):
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

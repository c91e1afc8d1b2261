"""The lines of all there is in a part, and which cells of two dimensions and sums are hidden.

Places of every level stand in one table, what they add up to beside them: a county hidden alone
could be worked out from the rest of its area.
"""

from dataclasses import dataclass
from itertools import combinations

import numpy as np

from graph_schema.whitespace_answers import Dimension, WhitespaceScope
from queries.lookup.covered import upwards
from queries.readmodel.open import ReadModel
from queries.whitespace.arenas import Bools, Ints, Labels, pairs_of
from queries.whitespace.covering import covered_labels
from queries.whitespace.hiding import are_few, hidden
from queries.whitespace.labels import Axis, at_level, axis_of
from queries.whitespace.naming import actors_in_cells

DIMENSIONS: tuple[Dimension, ...] = ("region", "theme", "target_group")
ALL = 0
"""The place of the line of all labels together, and of arenas that have none."""


@dataclass(frozen=True)
class Lines:
    """The lines of one dimension: all together first, then one per label.

    ``sets`` marks lines that add up, one of them the ``total`` of the others.
    """

    dimension: Dimension
    nodes: Ints  # of the labels
    labels: Labels  # the lines of every arena of the model
    sets: Bools
    total: Bools
    sensitive: Bools
    covered: Bools

    @property
    def size(self) -> int:
        """How many lines there are."""
        return self.nodes.size + 1

    def held(self, nodes: Ints) -> Ints:
        """Those of some nodes that have a line."""
        return np.intersect1d(nodes, self.nodes)

    def places(self, nodes: Ints) -> Ints:
        """The line of each node; of one that has none the place past all lines."""
        place = {n: k for k, n in enumerate(self.nodes.tolist(), 1)}
        return np.array([place.get(n, self.size) for n in nodes.tolist()], np.int64)

    def meeting(self, nodes: Ints, asked: Ints) -> Bools:
        """Which lines have any of the arenas ``asked`` for that some of the nodes have, too."""
        own = np.isin(self.labels.values, self.places(nodes))
        both = np.intersect1d(self.labels.arena[own], asked)
        found = np.zeros(self.size, np.bool_)
        found[self.labels.of_arenas(both).values] = True
        return found


def lines_of(model: ReadModel, dimension: Dimension, asked: Ints, scope: WhitespaceScope) -> Lines:
    """The lines of a dimension in the arenas ``asked``; of places those of every level."""
    if dimension == "region":
        levels = np.union1d(at_level(model, "nuts2"), at_level(model, "county"))
        axis = axis_of(model, dimension, None, asked, levels.tolist())
    else:
        axis = axis_of(model, dimension, None, asked)
    arenas = model.columns.arena_node.size
    arena = np.concatenate([np.arange(arenas), axis.labels.arena])
    line = np.concatenate([np.full(arenas, ALL), axis.labels.values + 1])
    size = axis.nodes.size + 1
    sets = _sets(model, axis)
    first = np.zeros(1, np.bool_)
    chosen = asked[axis.labels.per_arena[asked] > 0]
    return Lines(
        dimension=dimension,
        nodes=axis.nodes,
        labels=Labels.of(arena, line, arenas, size),
        sets=sets,
        total=(sets.sum(axis=0) > 1) | (np.arange(size) == ALL),
        sensitive=np.concatenate([first, axis.sensitive]),
        covered=np.concatenate([~first, covered_labels(model, axis, chosen, scope)[0]]),
    )


def _sets(model: ReadModel, axis: Axis) -> Bools:
    """All together with what lies in nothing else, and each place with the places in it."""
    nodes = axis.nodes.tolist()
    above: dict[int, set[int]] = {n: set() for n in nodes}
    if axis.dimension == "region":
        above = {n: (upwards(model, n) - {n}) & set(nodes) for n in nodes}
    sets = np.zeros((len(nodes) + 1, len(nodes) + 1), np.bool_)
    place = {n: k for k, n in enumerate(nodes, 1)}
    for n in nodes:
        nearest = above[n] - set().union(*(above[each] for each in above[n]))
        for whole in [place[each] for each in nearest] or [ALL]:
            sets[whole, [whole, place[n]]] = True
    return sets[sets.any(axis=1)]


@dataclass(frozen=True)
class Decided:
    """What the public is not told of a part: ``cells`` of any two dimensions, in their order.

    The lines of both begin with all together, so that the first row and column are sums.
    """

    asked: Ints
    lines: dict[Dimension, Lines]
    cells: dict[tuple[Dimension, Dimension], Bools]


def decided_of(
    model: ReadModel, asked: Ints, scope: WhitespaceScope, *, part: bool
) -> Decided | None:
    """Decide for the arenas ``asked``; None where nothing of them is sensitive.

    ``part``: what was asked about is sensitive itself, so that all of it is. What is small is
    hidden, and beside it what would tell it. The sum of a line in which there is no second cell to
    hide is hidden too, and as it is the same sum in both tables of its dimension, they are gone
    through until no sum is added. All together is always told.
    """
    lines = {each: lines_of(model, each, asked, scope) for each in DIMENSIONS}
    if not (part or any(own.sensitive.any() for own in lines.values())):
        return None
    tables = {
        (a, b): _Table.of(model, asked, lines[a], lines[b], part=part)
        for a, b in combinations(DIMENSIONS, 2)
    }
    sums = {each: np.zeros(lines[each].size, np.bool_) for each in DIMENSIONS}
    for pair, table in tables.items():
        _add(sums, pair, table.small_sums())
    known = -1
    while known != (known := sum(int(own.sum()) for own in sums.values())):
        for (a, b), table in tables.items():
            sums[a], sums[b] = table.sums_beside(0, sums[a]), table.sums_beside(1, sums[b])
            _add(sums, (a, b), table.complete(sums[a], sums[b]))
    return Decided(asked, lines, {pair: table.cells for pair, table in tables.items()})


def _add(
    sums: dict[Dimension, Bools], pair: tuple[Dimension, Dimension], found: tuple[Bools, Bools]
) -> None:
    for each, own in zip(pair, found, strict=True):
        sums[each] = sums[each] | own


@dataclass
class _Table:
    """Two dimensions of a part; ``cells`` are those hidden so far, sums among them."""

    lines: tuple[Lines, Lines]
    counts: Ints
    usable: Bools  # what may be hidden beside others
    small: Bools
    cells: Bools

    @classmethod
    def of(
        cls, model: ReadModel, asked: Ints, rows: Lines, columns: Lines, *, part: bool
    ) -> "_Table":
        """Count arenas and actors; what is small is hidden."""
        marked = np.asarray(rows.sensitive[:, None] | columns.sensitive[None, :] | part)
        row, column = (each.labels.of_arenas(asked) for each in (rows, columns))
        first, second = pairs_of(row, column)
        cell = first * columns.size + second
        arena = np.repeat(asked[row.arena], column.per_arena[row.arena])
        counts = np.bincount(cell, minlength=marked.size).reshape(marked.shape)
        chosen = marked.ravel()[cell]
        actors = actors_in_cells(model, arena[chosen], cell[chosen], marked.size)
        usable = np.asarray(rows.covered[:, None] & columns.covered[None, :])
        usable &= (counts[:, [ALL]] > 0) & (counts[[ALL], :] > 0)
        usable |= counts > 0
        small = are_few(actors.reshape(marked.shape)) & marked
        usable[:, ALL] = usable[ALL, :] = small[ALL, ALL] = False
        return cls((rows, columns), counts, usable, small, small.copy())

    def small_sums(self) -> tuple[Bools, Bools]:
        """Which rows and columns are small as a whole."""
        return self.small[:, ALL], self.small[ALL, :]

    def sums_beside(self, axis: int, sums: Bools) -> Bools:
        """The hidden sums of one dimension, and those that would tell them; none that is empty."""
        own = self.lines[axis]
        counts = self.counts[:, [ALL]] if axis == 0 else self.counts[[ALL], :].T
        usable = counts > 0
        usable[ALL] = False
        nothing = np.zeros(counts.shape, np.bool_)
        found = hidden(
            counts, counts, nothing, usable,
            sets=[own.sets, np.zeros((0, 1), np.bool_)],  # a line of one cell is no sum
            totals=own.total[:, None],
            also=sums[:, None],
        )  # fmt: skip
        return found.cells[:, 0]

    def complete(self, rows: Bools, columns: Bools) -> tuple[Bools, Bools]:
        """Hide beside what is hidden, these sums among it; the rows and columns with one alone."""
        first, second = self.lines
        self.cells[:, ALL] |= rows
        self.cells[ALL, :] |= columns
        totals = np.asarray(first.total[:, None] | second.total[None, :])
        nothing = np.zeros(self.cells.shape, np.bool_)
        self.cells = hidden(
            self.counts, self.counts, nothing, self.usable,
            sets=[first.sets, second.sets], totals=totals, also=self.cells,
        ).cells  # fmt: skip
        return _alone(second, self.cells.T), _alone(first, self.cells)


def _alone(own: Lines, cells: Bools) -> Bools:
    """Of which lines of the other dimension one cell alone is hidden in what makes their sum."""
    whole = own.sets[own.sets[:, ALL]].astype(np.int64)
    found = (whole @ cells.astype(np.int64) == 1).any(axis=0)
    found[ALL] = False
    return np.asarray(found)

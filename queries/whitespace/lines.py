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
from queries.whitespace.auditing import Equations
from queries.whitespace.covering import covered_cells
from queries.whitespace.hiding import are_few, hidden, telling
from queries.whitespace.labels import Axis, at_level, axis_of
from queries.whitespace.naming import actors_in_cells

DIMENSIONS: tuple[Dimension, ...] = ("region", "theme", "target_group")
ALL = 0
"""The place of the line of all labels together, and of arenas that have none."""


@dataclass(frozen=True)
class Lines:
    """The lines of one dimension: all together first, then one per label.

    ``signs`` has one row per set of lines that add up: 1 is the whole, ``total`` of the others,
    which are −1.
    """

    dimension: Dimension
    nodes: Ints  # of the labels
    labels: Labels  # the lines of every arena of the model
    signs: Ints
    total: Bools
    sensitive: Bools
    covered: Bools

    @property
    def size(self) -> int:
        """How many lines there are."""
        return self.nodes.size + 1

    @property
    def sets(self) -> Bools:
        """Which lines are in each set."""
        return np.asarray(self.signs != 0)

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
    signs = _signs(model, axis)
    first = np.zeros(1, np.bool_)
    chosen = asked[axis.labels.per_arena[asked] > 0]
    return Lines(
        dimension=dimension,
        nodes=axis.nodes,
        labels=Labels.of(arena, line, arenas, size),
        signs=signs,
        total=(signs > 0).any(axis=0) | (np.arange(size) == ALL),
        sensitive=np.concatenate([first, axis.sensitive]),
        covered=np.concatenate([~first, covered_cells(model, (axis,), chosen, scope)]),
    )


def _signs(model: ReadModel, axis: Axis) -> Ints:
    """All together with what lies in nothing else, and each place with the places in it."""
    nodes = axis.nodes.tolist()
    above: dict[int, set[int]] = {n: set() for n in nodes}
    if axis.dimension == "region":
        above = {n: (upwards(model, n) - {n}) & set(nodes) for n in nodes}
    signs = np.zeros((len(nodes) + 1, len(nodes) + 1), np.int64)
    place = {n: k for k, n in enumerate(nodes, 1)}
    for n in nodes:
        nearest = above[n] - set().union(*(above[each] for each in above[n]))
        for whole in [place[each] for each in nearest] or [ALL]:
            signs[whole, whole], signs[whole, place[n]] = 1, -1
    return signs[signs.any(axis=1)]


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
    through until no sum is added, and until no small one follows from all lines together. All
    together is always told.
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
    _complete(tables, sums)
    while any([tables[pair].hide_by(own) for pair, own in _given_away(tables, sums).items()]):
        for pair, table in tables.items():
            _add(sums, pair, (table.cells[:, ALL], table.cells[ALL, :]))
        _complete(tables, sums)
    return Decided(asked, lines, {pair: table.cells for pair, table in tables.items()})


Sums = dict[Dimension, Bools]
Tables = dict[tuple[Dimension, Dimension], "_Table"]


def _complete(tables: Tables, sums: Sums) -> None:
    """Hide beside what is hidden, line by line, in all tables."""
    known = -1
    while known != (known := sum(int(own.sum()) for own in sums.values())):
        for (a, b), table in tables.items():
            sums[a], sums[b] = table.sums_beside(0, sums[a]), table.sums_beside(1, sums[b])
            _add(sums, (a, b), table.complete(sums[a], sums[b]))


def _given_away(tables: Tables, sums: Sums) -> dict[tuple[Dimension, Dimension], Bools]:
    """The small ones that follow from all lines of all tables together."""
    numbers = {pair: np.full(table.cells.shape, -1) for pair, table in tables.items()}
    counts: list[Ints] = []

    def numbered(own: Ints) -> Ints:
        counts.append(own)
        end = sum(each.size for each in counts)
        return np.arange(end - own.size, end)

    for dimension, own in sums.items():
        of = [(pair.index(dimension), pair) for pair in tables if dimension in pair]
        first = [np.moveaxis(tables[pair].counts, axis, 0)[own, ALL] for axis, pair in of][0]
        place = numbered(first)
        for axis, pair in of:
            np.moveaxis(numbers[pair], axis, 0)[own, ALL] = place
    for pair, table in tables.items():
        inner = table.cells & (numbers[pair] < 0)
        numbers[pair][inner] = numbered(table.counts[inner])
    equations = Equations(np.concatenate(counts))
    for pair, table in tables.items():
        equations.add(numbers[pair], table.counts, table.lines[0].signs)
        equations.add(numbers[pair].T, table.counts.T, table.lines[1].signs)
    told = np.append(equations.told(), np.False_)  # the last is that of what is not hidden
    return {pair: table.small & told[numbers[pair]] for pair, table in tables.items()}


def _add(sums: "Sums", pair: tuple[Dimension, Dimension], found: tuple[Bools, Bools]) -> None:
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
            sets=[own.signs, np.zeros((0, 1), np.int64)],  # a line of one cell is no sum
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
            sets=[first.signs, second.signs], totals=totals, also=self.cells, small=self.small,
        ).cells  # fmt: skip
        return self._telling(second, 1), self._telling(first, 0)

    def hide_by(self, told: Bools) -> bool:
        """Hide one more by each that is told, else its sums; whether there was any."""
        before = int(self.cells.sum())
        for r, c in np.argwhere(told).tolist():
            beside = np.zeros(self.cells.shape, np.bool_)
            if r != ALL:
                beside[self._beside(0, r), c] = True
            if c != ALL:
                beside[r, self._beside(1, c)] = True
            beside &= ~self.cells & (self.counts > 0)
            beside[ALL, ALL] = False
            free = beside & self.usable if (beside & self.usable).any() else beside
            if free.any():
                size = np.where(free, self.counts, self.counts.max() + 1)
                self.cells[np.unravel_index(int(size.argmin()), size.shape)] = True
        return int(self.cells.sum()) > before

    def _beside(self, axis: int, place: int) -> Bools:
        sets = self.lines[axis].sets
        return np.asarray(sets[sets[:, place]].any(axis=0))

    def _telling(self, own: Lines, axis: int) -> Bools:
        """Which lines of the other dimension tell what is hidden of them by their sum."""
        whole = own.signs[own.sets[:, ALL]]
        sets = [whole, whole]  # of one axis only
        told = telling(self.cells, self.counts, self.small, sets, axis)
        found = np.asarray(told.any(axis=0))
        found[ALL] = False
        return found

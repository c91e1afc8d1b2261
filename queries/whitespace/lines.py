"""The lines of a table of all there is in a part, and which of its cells are hidden.

Places of every level stand in one table, what they add up to beside them: a county hidden alone
could be worked out from the rest of its area.
"""

from dataclasses import dataclass

import numpy as np

from graph_schema.whitespace_answers import Dimension, WhitespaceScope
from queries.lookup.covered import upwards
from queries.readmodel.open import ReadModel
from queries.whitespace.arenas import Bools, Ints, Labels, pairs_of
from queries.whitespace.hiding import Hidden, are_few, hidden
from queries.whitespace.labels import Axis, at_level, axis_of, covered_labels
from queries.whitespace.naming import actors_in_cells

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


def decided_of(
    model: ReadModel, asked: Ints, lines: tuple[Lines, Lines], also: Bools, *, part: bool
) -> Hidden:
    """Which cells of the table of both dimensions are hidden, beginning with those of ``also``.

    ``part``: what was asked about is sensitive itself, so that all its cells are. The sums of lines
    are decided first, each dimension by itself: they are the same in every table.
    """
    rows, columns = lines
    marked = np.asarray(rows.sensitive[:, None] | columns.sensitive[None, :] | part)
    row, column = (each.labels.of_arenas(asked) for each in lines)
    first, second = pairs_of(row, column)
    cell = first * columns.size + second
    arena = np.repeat(asked[row.arena], column.per_arena[row.arena])
    counts = np.bincount(cell, minlength=marked.size).reshape(marked.shape)
    chosen = marked.ravel()[cell]
    actors = actors_in_cells(model, arena[chosen], cell[chosen], marked.size).reshape(marked.shape)
    usable = np.asarray(rows.covered[:, None] & columns.covered[None, :])
    usable &= (counts[:, [ALL]] > 0) & (counts[[ALL], :] > 0)
    usable |= counts > 0
    also = also.copy()
    for axis, own in enumerate(lines):
        at = (slice(None), ALL) if axis == 0 else (ALL, slice(None))
        told = usable[at] & (part | (own.dimension != "region"))
        also[at] |= _sums(own, counts[at], actors[at], marked[at], told, also[at])
    also[1:, 1:] |= (are_few(actors) & marked)[1:, 1:]
    usable[:, ALL] = usable[ALL, :] = False  # decided by now
    totals = np.asarray(rows.total[:, None] | columns.total[None, :])
    every = [rows.sets, columns.sets]
    nothing = np.zeros(marked.shape, np.bool_)
    return hidden(counts, actors, nothing, usable, sets=every, totals=totals, also=also)


def _sums(
    own: Lines, counts: Ints, actors: Ints, marked: Bools, usable: Bools, also: Bools
) -> Bools:
    """Which lines of one dimension are hidden as a whole."""
    found = hidden(
        counts[:, None],
        actors[:, None],
        marked[:, None],
        usable[:, None],
        sets=[own.sets, np.zeros((0, 1), np.bool_)],  # a line of one cell is no sum
        totals=own.total[:, None],
        also=also[:, None],
    )
    return found.cells[:, 0]

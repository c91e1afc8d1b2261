"""How many different actors each cell names, and what is hidden of a table for that."""

import numpy as np

from queries.readmodel.columns import gathered
from queries.readmodel.open import ReadModel
from queries.whitespace.arenas import Ints, LabelledArenas, pairs_of
from queries.whitespace.independence import Counts


def actors_in_cells(model: ReadModel, arenas: Ints, cell: Ints, cells: int) -> Counts:
    """Different actors per cell, units counted as their organisation.

    ``cell`` names a cell for each of ``arenas``, which may come several times.
    """
    columns = model.columns
    actor, length = gathered(columns.arena_first, columns.arena_actors, arenas)
    actors = max(columns.actor_node.size, 1)
    named = np.unique(np.repeat(cell, length) * actors + columns.top[actor])
    return np.bincount(named // actors, minlength=cells).astype(np.int64)


def actors_of_pairs(model: ReadModel, chosen: Ints, labelled: LabelledArenas) -> Counts:
    """Different actors in every cell of a table; ``chosen`` are its arenas, numbered as in it."""
    rows, columns = labelled.rows, labelled.columns
    row, column = pairs_of(rows, columns)
    arena = np.repeat(rows.arena, columns.per_arena[rows.arena])
    cells = rows.count * columns.count
    found = actors_in_cells(model, chosen[arena], row * columns.count + column, cells)
    return found.reshape(rows.count, columns.count)

"""What lies behind one cell of a table of white space: its arenas, and who takes part in them."""

import numpy as np

from graph_schema.answers import Page
from graph_schema.whitespace_answers import WhitespaceArena
from queries.errors import NotInGraphError
from queries.lookup.pages import cut
from queries.lookup.things import refs
from queries.readmodel.open import ReadModel
from queries.whitespace.arenas import Ints
from queries.whitespace.labels import Axis
from queries.whitespace.question import WhitespaceQuestion, laid_out

ACTORS_SHOWN = 12  # per arena; actors_total says how many there are


def whitespace_cell(
    model: ReadModel,
    row: str,
    column: str,
    question: WhitespaceQuestion,
    *,
    limit: int = 50,
    cursor: str | None = None,
) -> Page[WhitespaceArena] | None:
    """The arenas with both labels, the latest first; a hidden cell does not open and gives None.

    All of them, whether they could be compared or not: ``observed`` + ``outside`` of the cell.
    """
    laid = laid_out(model, question)
    at = (_place(laid.rows, row), _place(laid.columns, column))
    if laid.unseen.cells[at]:
        return None
    both = laid.labelled.rows.having(at[0]) & laid.labelled.columns.having(at[1])
    arenas = laid.chosen[both]
    year = np.asarray(model.columns.arena_year)[arenas].astype(np.int64)
    arenas = arenas[np.lexsort((arenas, -year))]
    asked = {"cell": [row, column], **question.model_dump(mode="json")}
    part = cut(model, asked, arenas.size, limit, cursor)
    items = _arenas(model, arenas[part.begin : part.end])
    return Page(items=items, next=part.next, total=int(arenas.size), data_version=model.version)


def _place(axis: Axis, id: str) -> int:
    for place, ref in enumerate(axis.refs):
        if ref.id == id:
            return place
    raise NotInGraphError(f"{axis.dimension} of this table", id)


def _arenas(model: ReadModel, arenas: Ints) -> tuple[WhitespaceArena, ...]:
    columns = model.columns
    actors = {
        a: columns.arena_actors[columns.arena_first[a] : columns.arena_first[a + 1]].tolist()
        for a in arenas.tolist()
    }
    nodes = [int(columns.arena_node[a]) for a in actors]
    nodes += [int(columns.actor_node[k]) for some in actors.values() for k in some[:ACTORS_SHOWN]]
    named = refs(model, nodes)
    return tuple(
        WhitespaceArena(
            arena=named[int(columns.arena_node[a])],
            year=year if (year := int(columns.arena_year[a])) >= 0 else None,
            actors=tuple(named[int(columns.actor_node[k])] for k in some[:ACTORS_SHOWN]),
            actors_total=len(some),
        )
        for a, some in actors.items()
    )

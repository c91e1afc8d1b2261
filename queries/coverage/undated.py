"""What a period holds only because no date rules it out."""

from typing import NamedTuple

from graph_schema.whitespace_answers import WhitespaceScope
from queries.lookup.period import dated_nodes, period_of
from queries.readmodel.open import ReadModel
from queries.whitespace.telling import asked_arenas


class Undated(NamedTuple):
    """Of how many arenas asked about, how many have no date that puts them into the period."""

    undated: int
    arenas: int


def undated_arenas(model: ReadModel, scope: WhitespaceScope) -> Undated | None:
    """What an unknown date lets in; None where no period is asked for, or nothing is let in."""
    period = period_of(scope.period_from, scope.period_to)
    if period is None:
        return None
    nodes = model.columns.arena_node[asked_arenas(model, scope)]
    undated = int((~dated_nodes(model, nodes, period)).sum())
    return Undated(undated, nodes.size) if undated else None

"""Who pays for, supports or advises an arena, whether or not they take part in one."""

import numpy as np

from graph_schema.edges import Funds, ParticipatesIn, Supports
from graph_schema.vocabularies import COUNTED_ROLES
from queries.lookup.things import edge_fields, outward
from queries.network.two_mode import Bools, Ints
from queries.readmodel.open import ReadModel

MEETING = frozenset(role.value for role in COUNTED_ROLES)


def beside_arenas(model: ReadModel, among: Bools, *, together: bool) -> Bools:
    """Marks those ``among`` the actors beside an arena; ``together`` units as their organisation.

    They fund or support it, or stand in it in a role that is no meeting, such as evaluator. Who was
    only asked, or is interested, is not.
    """
    columns = model.columns
    whole = np.asarray(columns.top) if together else np.arange(columns.actor_node.size)
    number, is_arena = np.asarray(columns.node_index), np.zeros(columns.node_label.size, np.bool_)
    is_actor = is_arena.copy()
    is_arena[columns.arena_node] = True
    is_actor[columns.actor_node] = True
    found = np.zeros(columns.actor_node.size, np.bool_)
    for type in (Funds, Supports, ParticipatesIn):
        ties = np.flatnonzero(columns.tie_kind == outward(model, type.LABEL))
        node = np.searchsorted(columns.tie_first, ties, side="right") - 1
        ties = ties[is_actor[node] & is_arena[columns.tie_other[ties]]]
        node = np.searchsorted(columns.tie_first, ties, side="right") - 1
        actor = whole[number[node]]
        ties, actor = ties[among[actor]], actor[among[actor]]
        if type is ParticipatesIn:
            actor = actor[_stands_beside(model, np.asarray(columns.tie_edge[ties], np.int64))]
        found[actor] = True
    return found


def _stands_beside(model: ReadModel, edges: Ints) -> Bools:
    return np.array([
        fields["role"] not in MEETING and ParticipatesIn.holds(fields)
        for fields in edge_fields(model, edges)
    ], np.bool_)  # fmt: skip

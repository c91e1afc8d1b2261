"""Which arenas are for a group, which organisations are of it, and in how many they take part."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist
from typing import Any

import numpy as np

from graph_schema.edges import ParticipatesIn, Targets
from graph_schema.names import match_key
from graph_schema.vocabularies import COUNTED_ROLES, Role
from queries.lookup.things import edge_fields, outward, refs
from queries.network.two_mode import Bools, Ints, TwoMode
from queries.readmodel.columns import Ints as AnyInts
from queries.readmodel.columns import gathered
from queries.readmodel.open import ReadModel

LEVEL = 0.95
LEAD = Role.OWNER.value
PARTNERS = frozenset(role.value for role in COUNTED_ROLES) - {LEAD}


@dataclass(frozen=True)
class Group:
    """``arenas`` marks those for it, ``organisations`` those of it; units speak for the whole."""

    node: int
    arenas: Bools
    organisations: Bools


def groups_of(model: ReadModel, *, units_apart: bool) -> list[Group]:
    """Every target group that an arena is for, in the order of names."""
    columns = model.columns
    for_it, arena = _stated(model, columns.arena_node)
    of_it, actor = _organisations(model, units_apart=units_apart)
    found = []
    for each in np.unique(for_it).tolist():
        arenas = arena[for_it == each]
        own = actor[of_it == each]
        found.append(
            Group(
                int(each),
                _marked(columns.arena_node.size, arenas),
                _marked(columns.actor_node.size, own),
            )
        )
    return sorted(found, key=lambda one: int(columns.node_position[one.node]))


def namesakes_of(
    model: ReadModel, nodes: Sequence[int], *, units_apart: bool
) -> dict[int, dict[int, int]]:
    """Of these groups those whose name others with organisations have: node and how many of each.

    Lists of several sources are counted apart where their names are equal, too (decision 19).
    """
    of_it, actor = _organisations(model, units_apart=units_apart)
    pairs = np.unique(np.stack((of_it, actor)), axis=1)[0]
    others, counts = np.unique(pairs, return_counts=True)
    known = refs(model, [*nodes, *others.tolist()])
    named: dict[str, dict[int, int]] = {}
    for node, count in zip(others.tolist(), counts.tolist(), strict=True):
        named.setdefault(match_key(known[node].name), {})[node] = count
    alike = {node: named.get(match_key(known[node].name), {}) for node in nodes}
    apart = {node: {n: c for n, c in found.items() if n != node} for node, found in alike.items()}
    return {node: found for node, found in apart.items() if found}


def heard(graph: TwoMode, group: Group) -> Bools:
    """Which arenas an organisation of the group takes part in."""
    return _marked(graph.arenas, graph.arena[group.organisations[graph.actor]])


def heard_by_role(
    model: ReadModel, groups: Sequence[Group], *, units_apart: bool
) -> list[dict[str, Bools]]:
    """Per group and kind of role, the arenas where an organisation of the group has it."""
    columns = model.columns
    speaking = np.zeros(columns.actor_node.size, np.bool_)
    for group in groups:
        speaking |= group.organisations
    whole = np.arange(columns.actor_node.size) if units_apart else np.asarray(columns.top)
    actors = np.flatnonzero(speaking[whole])
    edges, length = gathered(columns.tie_first, columns.tie_edge, columns.actor_node[actors])
    kinds, _ = gathered(columns.tie_first, columns.tie_kind, columns.actor_node[actors])
    others, _ = gathered(columns.tie_first, columns.tie_other, columns.actor_node[actors])
    taking = kinds == outward(model, ParticipatesIn.LABEL)
    actor = whole[np.repeat(actors, length)[taking]]
    arena = columns.node_index[others[taking]]
    role = _roles(model, edges[taking])
    return [
        {
            kind: _marked(
                columns.arena_node.size, arena[(role == kind) & group.organisations[actor]]
            )
            for kind in ("lead", "partner", "beside")
        }
        for group in groups
    ]


def wilson(found: int, of: int) -> tuple[float, float] | None:
    """The 95 % interval of a share (Wilson 1927, JASA 22:209); None of nothing."""
    if not of:
        return None
    z = NormalDist().inv_cdf((1 + LEVEL) / 2)
    share = found / of
    centre = share + z * z / (2 * of)
    half = z * sqrt(share * (1 - share) / of + z * z / (4 * of * of))
    ends = (centre - half) / (1 + z * z / of), (centre + half) / (1 + z * z / of)
    return max(0.0, ends[0]), min(1.0, ends[1])


def _organisations(model: ReadModel, *, units_apart: bool) -> tuple[Ints, Ints]:
    """Target groups beside the actors that are theirs."""
    group, actor = _stated(model, model.columns.actor_node)
    return group, actor if units_apart else model.columns.top[actor].astype(np.int64)


def _stated(model: ReadModel, of: AnyInts) -> tuple[Ints, Ints]:
    """Target groups beside the dense numbers of those of the nodes that are for them."""
    columns = model.columns
    ties = np.flatnonzero(columns.tie_kind == outward(model, Targets.LABEL))
    node = np.searchsorted(columns.tie_first, ties, side="right") - 1
    asked = _marked(columns.node_label.size, of)[node]
    group, own = columns.tie_other[ties][asked], columns.node_index[node[asked]]
    return group.astype(np.int64), own.astype(np.int64)


def _roles(model: ReadModel, edges: Ints) -> np.ndarray:
    """The kind of role of each participation; empty for who was only asked, or interested."""
    return np.array([_kind(fields) for fields in edge_fields(model, edges)], np.str_)


def _kind(fields: Mapping[str, Any]) -> str:
    if not ParticipatesIn.holds(fields):
        return ""
    if fields["role"] == LEAD:
        return "lead"
    return "partner" if fields["role"] in PARTNERS else "beside"


def _marked(size: int, places: np.ndarray) -> Bools:
    found = np.zeros(size, np.bool_)
    found[places] = True
    return found

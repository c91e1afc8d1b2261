"""The numbers of a version from those of the one before and of the rows that changed."""

from bisect import bisect
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from graph_schema.names import sort_key
from queries.readmodel.columns import Bools, Ints, lists, places_of
from queries.readmodel.numbers import Numbers, sorted_kinds
from queries.readmodel.renumbering import GONE, BuildAnewError, Renumbering

Values = NDArray[Any]


class Moves(NamedTuple):
    """What became of every number."""

    nodes: Renumbering
    edges: Renumbering
    claims: Renumbering
    sources: Ints  # per earlier place of a source the place it has now, or GONE


def merged(before: Numbers, changed: Numbers, moves: Moves, names: Sequence[str]) -> Numbers:
    """All numbers of the version; those of ``changed`` count as the version does already.

    ``names`` are those of all its nodes.
    """
    nodes, edges = moves.nodes, moves.edges
    kind = _placed(before.kind, changed.kind + before.kinds.size, nodes)
    kinds, kind = sorted_kinds(np.concatenate((before.kinds, changed.kinds)), kind)
    owner_first, owner_claims, owner_meets = _owners(before, changed, moves)
    from_node = _placed(nodes.moved[before.from_node], changed.from_node, edges)
    to_node = _placed(nodes.moved[before.to_node], changed.to_node, edges)
    return Numbers(
        ids=nodes.ids,
        label=_placed(before.label, changed.label, nodes),
        start=_placed(before.start, changed.start, nodes),
        end=_placed(before.end, changed.end, nodes),
        sector_of=_placed(before.sector_of, changed.sector_of, nodes),
        kind=kind,
        unit=_placed(before.unit, changed.unit, nodes),
        unnamed=_placed(before.unnamed, changed.unnamed, nodes),
        by_position=_in_order(before, changed, nodes, names),
        name_digest=_placed(before.name_digest, changed.name_digest, nodes),
        node_digest=_placed(before.node_digest, changed.node_digest, nodes),
        kinds=kinds,
        edge_ids=edges.ids,
        from_node=_there(from_node, "a node"),
        to_node=_there(to_node, "a node"),
        type=_placed(before.type, changed.type, edges),
        edge_role=_placed(before.edge_role, changed.edge_role, edges),
        edge_meets=_placed(before.edge_meets, changed.edge_meets, edges),
        edge_digest=_placed(before.edge_digest, changed.edge_digest, edges),
        owner_first=owner_first,
        owner_claims=owner_claims,
        owner_meets=owner_meets,
        claim_ids=moves.claims.ids,
        claim_source=claim_sources(before, changed.claim_source, moves),
    )


def claim_sources(before: Numbers, changed: Values, moves: Moves) -> Values:
    """The source of every claim of the version; of ``changed`` claims as they are now."""
    source = moves.sources[before.claim_source]
    _there(source[moves.claims.as_it_was], "a source")
    return _placed(source, changed, moves.claims)


def _placed(before: Values, changed: Values, moved: Renumbering) -> Values:
    """One value per item of the version: as it was, or as it is now."""
    found = np.empty((moved.ids.size, *before.shape[1:]), changed.dtype)
    found[moved.now] = before[moved.as_it_was]
    found[moved.changed] = changed
    return found


def _owners(
    before: Numbers, changed: Numbers, moves: Moves
) -> tuple[NDArray[np.int64], Ints, Bools]:
    """The claims of every node, then of every edge, and which say that somebody took part."""
    nodes, edges = moves.nodes, moves.edges
    as_they_were = np.concatenate((nodes.as_it_was, edges.as_it_was + before.ids.size))
    kept, length = places_of(before.owner_first, as_they_were)
    now = np.concatenate((nodes.now, edges.now + nodes.ids.size))
    anew = np.concatenate((nodes.changed, edges.changed + nodes.ids.size))
    owner = np.concatenate((np.repeat(now, length), np.repeat(anew, np.diff(changed.owner_first))))
    claims = np.concatenate((moves.claims.moved[before.owner_claims[kept]], changed.owner_claims))
    meets = np.concatenate((before.owner_meets[kept], changed.owner_meets))
    first, order = lists(owner, np.arange(owner.size), nodes.ids.size + edges.ids.size)
    return first, _there(claims[order].astype(np.int32), "a claim"), meets[order]


def _in_order(before: Numbers, changed: Numbers, nodes: Renumbering, names: Sequence[str]) -> Ints:
    """The nodes in the Swedish order of their names: those that changed are put in between."""
    stays = np.zeros(before.ids.size, np.bool_)
    stays[nodes.as_it_was] = True
    standing = nodes.moved[before.by_position[stays[before.by_position]]]
    anew = nodes.changed[changed.by_position]

    def key(node: int) -> tuple[str, int]:
        return sort_key(names[node]), node

    places = [bisect(standing, key(node), key=key) for node in anew.tolist()]
    return np.insert(standing, places, anew).astype(np.int32)


def _there(numbers: Ints, what: str) -> Ints:
    if (numbers == GONE).any():
        raise BuildAnewError(f"{what} is gone, and what rests on it is said not to have changed")
    return numbers

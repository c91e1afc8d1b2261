"""Which nodes, ties and claims an export holds."""

from bisect import bisect_left
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from graph_schema.edges import ParticipatesIn
from graph_schema.nodes import ARENAS, Actor
from queries.errors import NotInGraphError
from queries.lookup.filters import NO_FILTERS, YEARS, Filters, select
from queries.lookup.nodes import edge_rows
from queries.lookup.things import find, find_tie, refs
from queries.readmodel.columns import Bools, Ints, RowNumbers, gathered
from queries.readmodel.open import ReadModel


class Ties(NamedTuple):
    """Every tie of a version in the order of their numbers: type, first end and second end."""

    edge: Ints
    type: Ints
    source: Ints
    target: Ints

    def where(self, kept: Bools) -> "Ties":
        """Only some of them."""
        return Ties(*(column[kept] for column in self))


@dataclass(frozen=True)
class Selection:
    """What is exported, by numbers; ``whole`` when nothing of the version was left out.

    ``edges`` are the numbers of the ties, in order; where they begin and end is read, and then
    held, when somebody asks for ``ties``.
    """

    nodes: NDArray[np.int64]
    edges: RowNumbers
    claims: RowNumbers
    whole: bool
    _read: Callable[[], Ties]

    @cached_property
    def ties(self) -> Ties:
        """The ties with their types and ends."""
        return self._read()

    @property
    def first(self) -> Bools:
        """Which ties are the first of their type between the same two ends."""
        return are_first(self.ties.type, self.ties.source, self.ties.target)

    def counts(self, model: ReadModel) -> Mapping[str, int]:
        """How many nodes of each label, ties of each type and claims there are."""
        labels = np.bincount(model.columns.node_label[self.nodes], minlength=len(model.labels))
        types = np.bincount(self.ties.type, minlength=len(model.edge_types))
        names = (*model.labels, *model.edge_types, "claims")
        numbers = (*labels.tolist(), *types.tolist(), len(self.claims))
        return {name: count for name, count in zip(names, numbers, strict=True) if count}


class Stated(NamedTuple):
    """A node, or a tie where there is no label, that ``claims`` claims state."""

    label: str | None
    id: str
    claims: int


def are_first(*columns: Ints) -> Bools:
    """Which rows of some columns are the first of those that are alike in all of them."""
    order = np.lexsort(columns)
    repeats = np.ones(max(order.size - 1, 0), np.bool_)
    for column in columns:
        ordered = column[order]
        repeats &= ordered[1:] == ordered[:-1]
    found = np.ones(order.size, np.bool_)
    found[order[1:][repeats]] = False
    return found


def all_ties(model: ReadModel) -> Ties:
    """Every tie once, read off the ties of the nodes."""
    columns = model.columns
    nodes = np.arange(columns.node_label.size, dtype=np.int32)
    owner = np.repeat(nodes, np.diff(columns.tie_first))
    outward = np.flatnonzero(columns.tie_kind % 2 == 0)
    order = outward[np.argsort(columns.tie_edge[outward])]
    return Ties(
        columns.tie_edge[order],
        columns.tie_kind[order] // 2,
        owner[order],
        columns.tie_other[order],
    )


def selected(model: ReadModel, filters: Filters = NO_FILTERS) -> Selection:
    """The nodes that meet the filters, who takes part in arenas that do, and what stands by them.

    Ties between the nodes that are left, and what actors and arenas that are left are tied to
    other than by taking part: themes, regions, programmes, funders. No arena comes in that way.
    """
    if filters == NO_FILTERS:
        return _everything(model)
    ties = all_ties(model)
    if filters.has_period:
        ties = ties.where(_possible(model, ties, filters))
    inside = np.zeros(model.columns.node_label.size, np.bool_)
    inside[select(model, model.labels, filters)] = True
    inside[_parties(model, inside, filters)] = True
    beside, ties = _beside(model, inside, ties)
    return _with_claims(model, np.flatnonzero(inside | beside), ties)


def _everything(model: ReadModel) -> Selection:
    columns = model.columns
    nodes = np.arange(columns.node_label.size)
    edges = range(nodes.size, columns.owner_first.size - 1)
    claims = range(columns.claim_source.size)
    return Selection(nodes, edges, claims, whole=True, _read=partial(all_ties, model))


def _part(nodes: NDArray[np.int64], ties: Ties, claims: Ints) -> Selection:
    return Selection(nodes, ties.edge, claims, whole=False, _read=lambda: ties)


def _parties(model: ReadModel, inside: Bools, filters: Filters) -> NDArray[np.int64]:
    """Who takes part in the arenas that are left, as the analyses of the same part count it.

    That an arena is in a region, of a kind or dated says nothing of who takes part in it; what is
    asked of actors themselves, their sector and name, holds for them too.
    """
    columns = model.columns
    arenas = np.flatnonzero(inside[columns.arena_node])
    actors, _ = gathered(columns.arena_first, columns.arena_actors, arenas)
    if not actors.size:
        return np.empty(0, np.int64)
    asked = Filters(sector=filters.sector, q=filters.q)
    return np.intersect1d(columns.actor_node[actors], select(model, [Actor.LABEL], asked))


def _beside(model: ReadModel, inside: Bools, ties: Ties) -> tuple[Bools, Ties]:
    """What comes in because of what is inside, and the ties that are kept."""
    arena = _labelled(model, *ARENAS)
    meets = ties.type == _place(model.edge_types, ParticipatesIn.LABEL)
    both = inside[ties.source] & inside[ties.target]
    reaches = ~meets & ~both
    out = reaches & inside[ties.source] & ~arena[ties.target]
    back = reaches & inside[ties.target] & ~arena[ties.source]
    beside = np.zeros(inside.size, np.bool_)
    beside[ties.target[out]] = True
    beside[ties.source[back]] = True
    return beside & ~inside, ties.where(both | out | back)


def _labelled(model: ReadModel, *labels: str) -> Bools:
    places = [model.labels.index(label) for label in labels if label in model.labels]
    return np.asarray(np.isin(model.columns.node_label, places))


def _place(names: tuple[str, ...], name: str) -> int:
    return names.index(name) if name in names else -1


def _possible(model: ReadModel, ties: Ties, filters: Filters) -> Bools:
    """Which ties may have held in the period: an unknown date rules nothing out."""
    first = filters.period_from if filters.period_from is not None else YEARS[0]
    last = filters.period_to if filters.period_to is not None else YEARS[1]
    outside = [
        row["n"]
        for row in model.ask("dated_ties", {"limit": ties.edge.size})
        if (row["start"] or first) > last or (row["end"] or last) < first
    ]
    return np.asarray(~np.isin(ties.edge, outside))


def _with_claims(model: ReadModel, nodes: NDArray[np.int64], ties: Ties) -> Selection:
    owners = np.concatenate((nodes, ties.edge)).astype(np.int64)
    claims, _ = gathered(model.columns.owner_first, model.columns.owner_claims, owners)
    return _part(nodes, ties, np.unique(claims))


def node_with_ties(model: ReadModel, label: str, id: str) -> Selection:
    """One node and every tie it has."""
    n, columns = find(model, label, id).n, model.columns
    mine = slice(columns.tie_first[n], columns.tie_first[n + 1])
    # A tie of a node to itself stands there twice.
    edge, place = np.unique(columns.tie_edge[mine], return_index=True)
    kind, other = columns.tie_kind[mine][place], columns.tie_other[mine][place]
    outward = kind % 2 == 0
    ties = Ties(edge, kind // 2, np.where(outward, n, other), np.where(outward, other, n))
    return _with_claims(model, np.array([n], np.int64), ties)


def one_tie(model: ReadModel, id: str) -> Selection:
    """One tie; one that was published under the id, and has another now, is an error."""
    row = find_tie(model, id)
    tie = (row["n"], model.edge_types.index(row["type"]), row["from_node"], row["to_node"])
    ties = Ties(*(np.array([number], np.int64) for number in tie))
    return _with_claims(model, np.empty(0, np.int64), ties)


def one_claim(model: ReadModel, id: str) -> Selection:
    """One claim; claims are numbered in the order of their ids."""

    def id_of(n: int) -> str:
        return str(model.ask("claim_ids", {"claims": f"[{n}]", "limit": 1})[0]["id"])

    count = model.columns.claim_source.size
    n = bisect_left(range(count), id, key=id_of)
    if n == count or id_of(n) != id:
        raise NotInGraphError("claim", id)
    empty = np.empty(0, np.int64)
    return _part(empty, Ties(empty, empty, empty, empty), np.array([n], np.int64))


def stated_by_claim(model: ReadModel, id: str) -> Stated | None:
    """The node or tie that a claim states, and how many claims state it.

    None where it states a tie to something that no source describes.
    """
    columns = model.columns
    places = np.flatnonzero(columns.owner_claims == one_claim(model, id).claims[0])
    if not places.size:
        return None
    owner = int(np.searchsorted(columns.owner_first, places[0], side="right")) - 1
    claims = int(columns.owner_first[owner + 1] - columns.owner_first[owner])
    named = refs(model, [owner]).get(owner)
    if named is not None:
        return Stated(named.label, named.id, claims)
    return Stated(None, str(edge_rows(model, [owner])[owner]["id"]), claims)

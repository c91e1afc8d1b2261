"""Who takes part where as a two-mode graph, and who has met whom as its projection."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Places = NDArray[np.int32]
Unsigned = NDArray[np.unsignedinteger[Any]]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


class Ties(NamedTuple):
    """A graph as lists: what node i is tied to is ``other[first[i]:first[i + 1]]``, ascending."""

    first: Ints
    other: Places
    weight: Floats

    @property
    def degree(self) -> Ints:
        """How many ties each node has."""
        return np.diff(self.first)


class TwoMode(NamedTuple):
    """Participations, one per actor and arena, and how many actors and arenas there are."""

    actor: NDArray[np.integer[Any]]
    arena: NDArray[np.integer[Any]]
    actors: int
    arenas: int

    @property
    def sizes(self) -> Ints:
        """How many actors take part in each arena."""
        return np.bincount(self.arena, minlength=self.arenas)

    def only(self, rows: Bools) -> "TwoMode":
        """The same actors and arenas with some of the participations."""
        return self._replace(actor=self.actor[rows], arena=self.arena[rows])


def projection(graph: TwoMode) -> Ties:
    """Who has met whom, with Newman's weights Σ_p 1/(h_p − 1) over the arenas shared.

    Newman (2001, Phys. Rev. E 64:016132). Sparse throughout: O(Σ h²) in time and memory.
    """
    from scipy import sparse  # half a second to load, which few answers need

    meeting = graph.sizes[graph.arena] > 1
    rows, columns = graph.actor[meeting], graph.arena[meeting]
    share = 1.0 / (graph.sizes[columns] - 1)
    shape = (graph.actors, graph.arenas)
    taking = sparse.csr_array((np.ones(rows.size), (rows, columns)), shape=shape)
    weighted = sparse.csr_array((share, (rows, columns)), shape=shape)
    return _ties_of((taking @ weighted.T).tocoo())


def undirected(edges: NDArray[np.integer[Any]], nodes: int, weight: Floats | None = None) -> Ties:
    """The ties of an edge list, each edge given once or both ways; loops are left out."""
    given = np.ones(len(edges)) if weight is None else weight
    both = np.concatenate((edges, edges[:, ::-1])) if len(edges) else np.empty((0, 2), np.int64)
    return directed(both, nodes, np.concatenate((given, given)))


def directed(edges: NDArray[np.integer[Any]], nodes: int, weight: Floats | None = None) -> Ties:
    """What each node points at; an edge given several times counts once, with its first weight."""
    from scipy import sparse

    given = np.ones(len(edges)) if weight is None else weight
    pairs = np.asarray(edges, np.int64).reshape(-1, 2)
    _, once = np.unique(pairs[:, 0] * max(nodes, 1) + pairs[:, 1], return_index=True)
    pairs, given = pairs[once], given[once]
    shape = (nodes, nodes)
    return _ties_of(sparse.coo_array((given, (pairs[:, 0], pairs[:, 1])), shape=shape))


def reversed_ties(ties: Ties) -> Ties:
    """What points at each node."""
    from scipy import sparse

    start = np.repeat(np.arange(ties.first.size - 1), ties.degree)
    nodes = ties.first.size - 1
    return _ties_of(sparse.coo_array((ties.weight, (ties.other, start)), shape=(nodes, nodes)))


def whole(graph: TwoMode) -> Ties:
    """The two-mode graph itself: actors first, then arenas on from there."""
    edges = np.column_stack((graph.actor, graph.arena.astype(np.int64) + graph.actors))
    return undirected(edges, graph.actors + graph.arenas)


def _ties_of(found: Any) -> Ties:
    from scipy import sparse

    apart = found.row != found.col
    shape = found.shape
    kept = sparse.csr_array((found.data[apart], (found.row[apart], found.col[apart])), shape=shape)
    kept.sort_indices()
    return Ties(
        kept.indptr.astype(np.int64), kept.indices.astype(np.int32), kept.data.astype(np.float64)
    )

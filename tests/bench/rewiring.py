"""Null draws by what others use: igraph, networkx, and numpy by curveball, each with our table.

All keep every actor's number of arenas and every arena's number of participants within strata, and
none of them knows roles: they are held against our draws without roles, in the same strata.
"""

from collections.abc import Sequence
from importlib.util import find_spec
from time import process_time
from typing import NamedTuple, Protocol

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from queries.gaps.mixing import ei_index
from queries.gaps.null_model import ATTEMPTS_PER_PARTICIPATION, StratumTable
from queries.gaps.participations import Ints

TRADES_PER_ARENA = 5
SEED = 1
LEAST_DRAWS = 2
MISSING = "not installed: pip install -e .[bench]"


class Rewiring(Protocol):
    """One stratum that is drawn anew again and again."""

    def __init__(self, actor: Ints, arena: Ints, stream: int) -> None:
        """Take actors and arenas as they are paired, arenas in ascending order."""

    def draw(self) -> tuple[Ints, Ints]:
        """Go on to the next draw; who takes part, and where."""


class Found(NamedTuple):
    """Processor time of one draw with its table, and T of every draw, square over classes."""

    seconds: float
    meetings: Ints


class DirectedRewire:
    """igraph's degree-preserving rewiring; each edge from actor to arena keeps two modes apart."""

    def __init__(self, actor: Ints, arena: Ints, stream: int) -> None:
        import igraph  # GPL: asked for by those who measure, never by the product

        igraph.set_random_number_generator(None)  # its own, twice as fast as Python's
        self._actors = int(actor.max()) + 1
        ends = np.column_stack((actor, self._actors + arena))
        self._graph = igraph.Graph(n=int(ends.max()) + 1, edges=ends, directed=True)

    def draw(self) -> tuple[Ints, Ints]:
        """2-switches, as many attempts as ours."""
        self._graph.rewire(ATTEMPTS_PER_PARTICIPATION * self._graph.ecount())
        actor, arena = np.array(self._graph.get_edgelist()).T
        return actor, arena - self._actors


class SwitchedGraph:
    """2-switches on networkx's graph.

    Its ``double_edge_swap`` mixes the two modes, its ``directed_edge_swap`` needs paths of three
    edges, which there are none of where every edge goes from an actor to an arena.
    """

    def __init__(self, actor: Ints, arena: Ints, stream: int) -> None:
        self._actors = int(actor.max()) + 1
        self._edges = list(zip(actor.tolist(), (arena + self._actors).tolist(), strict=True))
        self._graph = nx.Graph(self._edges)
        self._random = np.random.default_rng((SEED, stream))

    def draw(self) -> tuple[Ints, Ints]:
        """As many attempts as ours; two edges exchange ends if neither new one is there."""
        edges, graph = self._edges, self._graph
        attempts = ATTEMPTS_PER_PARTICIPATION * len(edges)
        for first, second in self._random.integers(len(edges), size=(attempts, 2)).tolist():
            (one, here), (two, there) = edges[first], edges[second]
            if here == there or graph.has_edge(one, there) or graph.has_edge(two, here):
                continue
            graph.remove_edges_from((edges[first], edges[second]))
            edges[first], edges[second] = (one, there), (two, here)
            graph.add_edges_from((edges[first], edges[second]))
        actor, arena = np.array(edges).T
        return actor, arena - self._actors


class Curveball:
    """Trades by numpy (Strona et al. 2014): two arenas deal out anew what only one of them has."""

    def __init__(self, actor: Ints, arena: Ints, stream: int) -> None:
        self._actor, self._arena = actor.copy(), arena
        self._members = np.split(self._actor, np.flatnonzero(np.diff(arena)) + 1)  # views
        self._seen = np.zeros(int(actor.max()) + 1, np.bool_)
        self._random = np.random.default_rng((SEED, stream))

    def draw(self) -> tuple[Ints, Ints]:
        """Five trades per arena, which on tables as sparse as these still is too few."""
        arenas = len(self._members)
        pairs = self._random.integers(arenas, size=(TRADES_PER_ARENA * arenas, 2))
        for first, second in pairs.tolist():
            if first != second:
                self._trade(self._members[first], self._members[second])
        return self._actor, self._arena

    def _trade(self, here: Ints, there: Ints) -> None:
        only_here, only_there = ~self._among(here, there), ~self._among(there, here)
        pool = np.concatenate((here[only_here], there[only_there]))
        self._random.shuffle(pool)
        kept = np.count_nonzero(only_here)
        here[only_here], there[only_there] = pool[:kept], pool[kept:]

    def _among(self, asked: Ints, others: Ints) -> NDArray[np.bool_]:
        self._seen[others] = True
        found = self._seen[asked]
        self._seen[others] = False
        return found


REWIRINGS: dict[str, type[Rewiring]] = {
    "igraph, directed rewire": DirectedRewire,
    "numpy, curveball": Curveball,
    "networkx, 2-switches on its graph": SwitchedGraph,
}


def is_installed(rewiring: type[Rewiring]) -> bool:
    """Whether the library it needs is there."""
    return rewiring is not DirectedRewire or find_spec("igraph") is not None


class _Strata:
    """All strata, each rewired by itself; actors and arenas get small numbers within each."""

    def __init__(self, rewiring: type[Rewiring], tables: Sequence[StratumTable]) -> None:
        self._given = [
            (table.actor.astype(np.int64), np.repeat(table.arenas, np.diff(table.slots.start)))
            for table in tables
        ]
        self._actors, self._arenas, self._drawing = [], [], []
        for stream, (actor, arena) in enumerate(self._given):
            actors, who = np.unique(actor, return_inverse=True)
            arenas, where = np.unique(arena, return_inverse=True)
            self._actors.append(actors)
            self._arenas.append(arenas)
            self._drawing.append(rewiring(who, where, stream))

    def draw(self) -> list[tuple[Ints, Ints]]:
        """Who takes part and where, stratum after stratum."""
        drawn = [stratum.draw() for stratum in self._drawing]
        return [
            (actors[who], arenas[where])
            for (who, where), actors, arenas in zip(drawn, self._actors, self._arenas, strict=True)
        ]

    def require_margins(self, drawn: list[tuple[Ints, Ints]]) -> None:
        """Raise AssertionError unless all is as given but for who meets whom."""
        for given, found in zip(self._given, drawn, strict=True):
            for before, after in zip(given, found, strict=True):
                assert np.array_equal(np.bincount(before), np.bincount(after)), "margins moved"
            pairs = np.unique(np.column_stack(found), axis=0)
            assert len(pairs) == found[0].size, "an actor takes part in an arena twice"


def timed_draws(
    rewiring: type[Rewiring],
    tables: Sequence[StratumTable],
    sector: NDArray[np.integer],
    *,
    most: float,
    before: int = 0,
) -> Found:
    """Draw for ``most`` seconds of processor time, at least twice, after some that do not count."""
    strata = _Strata(rewiring, tables)
    for _ in range(before):
        strata.draw()
    used, meetings = 0.0, []
    while used < most or len(meetings) < LEAST_DRAWS:
        began = process_time()
        drawn = strata.draw()
        meetings.append(_counted(drawn, sector))
        used += process_time() - began
    strata.require_margins(drawn)
    return Found(used / len(meetings), np.array(meetings))


def _counted(drawn: list[tuple[Ints, Ints]], sector: NDArray[np.integer]) -> Ints:
    """The table as we count it in every draw: T of all pairs, E-I, arenas of three and of four."""
    actor = np.concatenate([who for who, _ in drawn])
    arena = np.concatenate([where for _, where in drawn])
    classes = int(sector.max()) + 1
    cells = np.bincount(arena * classes + sector[actor], minlength=(arena.max() + 1) * classes)
    counts = cells.reshape(-1, classes)
    meetings = counts.T @ counts
    within = np.arange(classes)
    meetings[within, within] = (meetings[within, within] - counts.sum(axis=0)) // 2
    ei_index(meetings[None])
    different = (counts > 0).sum(axis=1)
    np.count_nonzero(different >= 3)  # noqa: PLR2004 - as the table does
    np.count_nonzero(different >= 4)  # noqa: PLR2004
    return np.asarray(meetings)


def furthest(one: Ints, other: Ints) -> float:
    """How many standard errors the means of T are apart in the pair where they are furthest.

    From the many draws of ``one``, as if draws did not hang together.
    """
    sd = one.std(axis=0)
    error = sd * np.sqrt(1 / len(one) + 1 / len(other))
    apart = np.abs(one.mean(axis=0) - other.mean(axis=0))
    return float((apart[error > 0] / error[error > 0]).max(initial=0.0))

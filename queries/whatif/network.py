"""What holds a map together and who stands between whom: of the map, and of every actor.

Each figure is that of its own answer. Constraint and effective size are of actors with five
partners or more, as there.
"""

from typing import NamedTuple, get_args

import numpy as np
from numpy.typing import NDArray

from graph_schema.whatif_answers import ActorFigureName
from queries.gaps.sampler import compiled
from queries.network.betweenness import betweenness
from queries.network.brokerage import open_pairs, roles
from queries.network.constraint import constraint, effective_size
from queries.network.cut_points import cuts, pieces
from queries.network.measured import LEAST_DEGREE, LEAST_MASS, ROLES, most_between
from queries.network.measures import unordered
from queries.network.sole_brokers import sole_pairs
from queries.network.two_mode import Bools, Floats, Ints, Places, Ties, TwoMode, projection, whole
from queries.whatif.mapped import CLASSES, UNKNOWN
from queries.whatif.values import Values

NOT_COUNTED = -1
OF_ACTORS: tuple[ActorFigureName, ...] = get_args(ActorFigureName)
PerActor = dict[ActorFigureName, Floats]


class OfNetwork(NamedTuple):
    """Figures of the map, and of every actor: a row as in ``OF_ACTORS``, a column per actor.

    nan for who takes part in nothing, and where a figure is not compared.
    """

    of_map: Values
    of_actors: Floats


def of_network(
    graph: TwoMode, sector: NDArray[np.int8], starts: Ints | None, *, between: bool
) -> OfNetwork:
    """Measure it; betweenness, which takes O(nodes × ties), only if asked for."""
    table = whole(graph)
    taking = table.degree[: graph.actors] > 0
    of_map, mass = _holding_together(table, graph, sector, starts)
    brokering, found = _brokering(projection(graph), sector)
    through = _shares(table, graph) if between else np.full(graph.actors, np.nan)
    rows = {**found, "cut_mass": mass.astype(np.float64), "betweenness": through}
    own = np.array([rows[name] for name in OF_ACTORS]).reshape(len(OF_ACTORS), graph.actors)
    most = float(through.max()) if between and graph.actors else np.nan
    return OfNetwork({**of_map, **brokering, "betweenness": most}, np.where(taking, own, np.nan))


def _holding_together(
    table: Ties, graph: TwoMode, sector: NDArray[np.int8], starts: Ints | None
) -> tuple[Values, Ints]:
    """Pieces and what hangs on whom, and the cut mass of every actor."""
    nodes = np.concatenate((sector, np.full(graph.arenas, NOT_COUNTED, np.int8)))
    taking = np.asarray((nodes >= 0) & (table.degree > 0))
    apart = pieces(table, taking)
    actors = int(taking.sum())
    of_nodes, _ = cuts(table, nodes, UNKNOWN)
    large = np.where(of_nodes.mass >= LEAST_MASS, of_nodes.mass, 0)
    of_actors, of_arenas = large[: graph.actors], large[graph.actors :]
    return {
        "pieces": apart.actors.size,
        "giant_share": int(apart.actors[0]) / actors if actors else np.nan,
        "fragmentation": np.nan if apart.fragmentation is None else apart.fragmentation,
        "cut_points": int(np.count_nonzero(of_actors)),
        "cut_mass": int(of_actors.sum()),
        "bridging_arenas": int(np.count_nonzero(of_arenas)),
        "bridging_mass": int(of_arenas.sum()),
        "efficiency": _efficiency(table, taking, starts),
    }, of_nodes.mass[: graph.actors]


def _brokering(ties: Ties, sector: NDArray[np.int8]) -> tuple[Values, PerActor]:
    """Pairs without a tie of their own and who stands between them; and surroundings."""
    counted = roles(open_pairs(ties, sector, CLASSES), sector, UNKNOWN)
    by_role = dict(zip(ROLES, unordered(counted).T.astype(np.float64), strict=True))
    sole = sole_pairs(ties, sector, CLASSES, UNKNOWN, shared=False).total
    compared = ties.degree >= LEAST_DEGREE
    around: PerActor = {
        "constraint": np.where(compared, constraint(ties), np.nan),
        "effective_size": np.where(compared, effective_size(ties.degree, counted.total), np.nan),
    }
    placed: PerActor = {
        "coordinator": by_role["coordinator"], "consultant": by_role["consultant"],
        "gate": by_role["gate"], "liaison": by_role["liaison"],
    }  # fmt: skip
    alone = int(sole.sum())
    return {
        "sole_pairs": alone,
        "largest_burden": int(sole.max()) / alone if alone else np.nan,
        "coordinator_pairs": float(placed["coordinator"].sum()),
        "consultant_pairs": float(placed["consultant"].sum()),
        "gate_pairs": float(placed["gate"].sum()),
        "liaison_pairs": float(placed["liaison"].sum()),
        "constraint": _median(around["constraint"], compared),
        "effective_size": _median(around["effective_size"], compared),
    }, {"sole_pairs": sole.astype(np.float64), **placed, **around}


def _median(values: Floats, compared: Bools) -> float:
    return float(np.median(values[compared])) if compared.any() else np.nan


def _shares(table: Ties, graph: TwoMode) -> Floats:
    """Betweenness of every actor as a share of the most one could have, exact."""
    taking, held = (int(np.count_nonzero(each)) for each in (
        table.degree[: graph.actors], table.degree[graph.actors :]
    ))  # fmt: skip
    most = most_between(taking, held)
    value = betweenness(table).value[: graph.actors]
    return value / most if most else np.zeros_like(value)


def _efficiency(table: Ties, taking: Bools, chosen: Ints | None) -> float:
    """Mean of 1/d over pairs of actors, d in meetings (Latora & Marchiori 2001, PRL 87:198701)."""
    everyone = np.flatnonzero(taking)
    starts = everyone if chosen is None else chosen[taking[chosen]]
    others = everyone.size - 1
    if others < 1 or not starts.size:
        return np.nan
    reached = _inverse_distances(table.first, table.other, taking, starts)
    return float(reached) / (starts.size * others)


@compiled
def _inverse_distances(first: Ints, other: Places, counted: Bools, starts: Ints) -> float:
    """Σ 1/d over the counted nodes reached from each start; two ties are one meeting."""
    nodes = first.size - 1
    away = np.full(nodes, -1, np.int32)
    queue = np.zeros(nodes, np.int32)
    total = 0.0
    for start in starts:
        away[start] = 0
        queue[0] = start
        done, waiting = 0, 1
        while done < waiting:
            node = queue[done]
            done += 1
            if counted[node] and node != start:
                total += 2.0 / away[node]
            for k in range(first[node], first[node + 1]):
                near = other[k]
                if away[near] < 0:
                    away[near] = away[node] + 1
                    queue[waiting] = near
                    waiting += 1
        for k in range(waiting):
            away[queue[k]] = -1
    return total

"""Groups of a map with a change in it: means over searches, so that more searches bias nothing."""

from typing import NamedTuple

import numpy as np

from queries.groups.answers import LEAST_ACTORS, LEAST_ARENAS
from queries.groups.leiden import quality, two_sided
from queries.groups.partitions import agreements, vote
from queries.groups.runs import repeating, runs
from queries.groups.summing import THRESHOLD
from queries.network.two_mode import Ints, TwoMode
from queries.whatif.values import Values

VOTERS = 5  # searches whose vote says who is in which group: as many as a random change has
NOWHERE = -1


class Grouped(NamedTuple):
    """Figures of groups, and the group of every actor in two arenas, else ``NOWHERE``.

    None where searches do not agree.
    """

    of_map: Values
    group: Ints | None


def of_groups(graph: TwoMode, seed: int, searches: int) -> Grouped:
    """How far searches agree; and where they do, how many groups they find, Q_B and who is where.

    The best of many searches would be better than the best of few whatever the map; their mean
    would not. For the same reason no more than five vote on who is where.
    """
    agreement, count, modularity = np.nan, np.nan, np.nan
    group = None
    if searches and graph.actor.size:
        found = runs(graph, seed, number=searches)
        again = repeating(graph)
        table = agreements(found[:, : graph.actors][:, again])
        agreement = float(table[np.triu_indices(searches, 1)].mean())
        if agreement >= THRESHOLD:
            network = two_sided(graph)
            count = float(np.mean([_large(graph, row) for row in found]))
            modularity = float(np.mean([quality(network, row) for row in found]))
            like = int(table[:VOTERS, :VOTERS].sum(axis=1).argmax())
            agreed = vote(found[:VOTERS], like)[0][: graph.actors]
            group = np.where(again, agreed, NOWHERE)
    told: Values = {"group_agreement": agreement, "group_count": count, "modularity": modularity}
    return Grouped(told, group)


def _large(graph: TwoMode, group: Ints) -> int:
    """Groups that are more than the list of one arena."""
    number = int(group.max()) + 1
    actors = np.bincount(group[: graph.actors], minlength=number)
    arenas = np.bincount(group[graph.actors :], minlength=number)
    return int(np.count_nonzero((actors >= LEAST_ACTORS) & (arenas >= LEAST_ARENAS)))

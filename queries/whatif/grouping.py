"""Groups of a map with a change in it: means over searches, so that more searches bias nothing."""

import numpy as np

from queries.groups.answers import LEAST_ACTORS, LEAST_ARENAS
from queries.groups.leiden import quality, two_sided
from queries.groups.partitions import agreements
from queries.groups.runs import repeating, runs
from queries.groups.summing import THRESHOLD
from queries.network.two_mode import Ints, TwoMode
from queries.whatif.values import Values


def of_groups(graph: TwoMode, seed: int, searches: int) -> Values:
    """How far searches agree; and where they do, how many groups they find and Q_B.

    The best of many searches would be better than the best of few whatever the map; their mean
    would not.
    """
    agreement, count, modularity = np.nan, np.nan, np.nan
    if searches and graph.actor.size:
        found = runs(graph, seed, number=searches)
        table = agreements(found[:, : graph.actors][:, repeating(graph)])
        agreement = float(table[np.triu_indices(searches, 1)].mean())
        if agreement >= THRESHOLD:
            network = two_sided(graph)
            count = float(np.mean([_large(graph, row) for row in found]))
            modularity = float(np.mean([quality(network, row) for row in found]))
    return {"group_agreement": agreement, "group_count": count, "modularity": modularity}


def _large(graph: TwoMode, group: Ints) -> int:
    """Groups that are more than the list of one arena."""
    number = int(group.max()) + 1
    actors = np.bincount(group[: graph.actors], minlength=number)
    arenas = np.bincount(group[graph.actors :], minlength=number)
    return int(np.count_nonzero((actors >= LEAST_ACTORS) & (arenas >= LEAST_ARENAS)))

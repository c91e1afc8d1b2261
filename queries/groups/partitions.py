"""How far partitions of the same nodes agree, and the one most of them would vote for."""

import numpy as np

from queries.network.two_mode import Floats, Ints


def agreement(one: Ints, two: Ints) -> float:
    """The adjusted Rand index (Hubert & Arabie 1985), by counting pairs; nan of fewer than two.

    Two partitions that both leave no room for chance, all apart or all together, agree.
    """
    if one.size < 2:  # noqa: PLR2004 - a pair
        return float("nan")
    together = _pairs(np.unique(one * (int(two.max()) + 1) + two, return_counts=True)[1])
    in_one, in_two = _pairs(np.bincount(one)), _pairs(np.bincount(two))
    by_chance = in_one * in_two / _pairs(np.array([one.size]))
    most = (in_one + in_two) / 2
    return 1.0 if most == by_chance else float((together - by_chance) / (most - by_chance))


def agreements(partitions: Ints) -> Floats:
    """The agreement of every two rows; a square table, 1 with itself."""
    rows = len(partitions)
    found = np.ones((rows, rows))
    for one in range(rows):
        for two in range(one):
            found[one, two] = found[two, one] = agreement(partitions[one], partitions[two])
    return found


def vote(partitions: Ints, reference: int) -> tuple[Ints, Ints]:
    """The group each node is put in most often, and how often; groups as in one of the rows.

    Each group of another row counts as the group of the reference that it shares most nodes with.
    Equal votes go to the reference's own group.
    """
    like = partitions[reference]
    groups = int(like.max(initial=-1)) + 1
    named = np.column_stack([_named(row, like, groups) for row in partitions])
    nodes = np.repeat(np.arange(like.size), len(partitions))
    codes, counts = np.unique(nodes * max(groups, 1) + named.reshape(-1), return_counts=True)
    node, group = codes // max(groups, 1), codes % max(groups, 1)
    order = np.lexsort((group != like[node], -counts, node))
    first = order[np.unique(node[order], return_index=True)[1]]
    return group[first], counts[first]


def _named(row: Ints, like: Ints, groups: int) -> Ints:
    """The row with each of its groups called as the group of ``like`` it shares most with."""
    codes, counts = np.unique(row * groups + like, return_counts=True)
    own, name = codes // groups, codes % groups
    order = np.lexsort((name, -counts, own))
    found = np.empty(int(row.max()) + 1, np.int64)
    kept = order[np.unique(own[order], return_index=True)[1]]
    found[own[kept]] = name[kept]
    return found[row]


def _pairs(sizes: Ints) -> int:
    return int((sizes.astype(np.int64) * (sizes - 1) // 2).sum())

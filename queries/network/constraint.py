"""Burt's constraint and effective size (Burt 1992, Structural Holes; Borgatti 1997, Connections).

Both describe an actor's surroundings in the projection, where each arena is a clique: constraint is
low where an actor sits in several arenas that do not overlap. Mostly it is degree and density in
other words (Everett & Borgatti 2020, Social Networks 62:50), so it is compared within bands of
degree, and not at all where the degree is low.
"""

import numpy as np

from queries.gaps.sampler import compiled
from queries.network.two_mode import Floats, Ints, Ties, Unsigned


def constraint(ties: Ties) -> Floats:
    """c_i = Σ_j (p_ij + Σ_q p_iq·p_qj)², p the share of i's tie weight that goes to j.

    nan for an isolate, which has no contacts; 1 for an actor with a single contact. The sum is over
    contacts j. O(Σ degree²).
    """
    strength = _strength(ties)
    found = np.full(strength.size, np.nan)
    # Unsigned places: compiled code need not ask at every step whether they count from the end.
    _constrain(ties.first, ties.other.astype(np.uint32), ties.weight, strength, found)
    return found


def effective_size(degree: Ints, open_pairs: Ints) -> Floats:
    """n − 2t/n (Borgatti 1997), where t counts the ties among an actor's n contacts.

    Of the n(n − 1) ordered pairs of contacts those not tied are the pairs the actor brokers, O, so
    that it equals 1 + O/n. Every tie counts alike. nan for an isolate.
    """
    size = np.full(degree.size, np.nan)
    np.divide(open_pairs, degree, out=size, where=degree > 0)
    return size + 1.0


def _strength(ties: Ties) -> Floats:
    nodes = ties.first.size - 1
    start = np.repeat(np.arange(nodes), ties.degree)
    return np.asarray(np.bincount(start, weights=ties.weight, minlength=nodes), np.float64)


@compiled
def _constrain(
    first: Ints, other: Unsigned, weight: Floats, strength: Floats, found: Floats
) -> None:
    nodes = first.size - 1
    contact = np.full(nodes, -1, np.int32)
    invested = np.zeros(nodes)
    for i in range(nodes):
        if first[i] == first[i + 1]:
            continue
        for k in range(first[i], first[i + 1]):
            contact[other[k]] = i
            invested[other[k]] = weight[k] / strength[i]
        for k in range(first[i], first[i + 1]):
            q = other[k]
            through = weight[k] / strength[i] / strength[q]
            for j in range(first[q], first[q + 1]):
                if contact[other[j]] == i:
                    invested[other[j]] += through * weight[j]
        total = 0.0
        for k in range(first[i], first[i + 1]):
            total += invested[other[k]] ** 2
        found[i] = total

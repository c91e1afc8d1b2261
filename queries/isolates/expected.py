"""Partners of other sectors that activity and size give an actor, by the formula: no draws.

E_i = Σ_p B_ip (h_p − 1)·(Σ_{j: s(j)≠s(i)} p_jp)/(Σ_{j≠i} p_jp) (method 1.10), p that of the
configuration model of each stratum (``queries.gaps.bicm``). What the draws of
``queries.isolates.null`` estimate is the same, up to what conditioning on the margins changes in p.
"""

from collections.abc import Callable

import numpy as np

from queries.gaps.bicm import fitted
from queries.gaps.closed_form import collapsed
from queries.gaps.meetings import Tested
from queries.gaps.null_model import StratumTable
from queries.isolates.meeting import Classes, per_class, two_mode
from queries.network.two_mode import Floats


def partners_in(table: StratumTable, classes: Classes) -> Floats:
    """What each participation of a stratum adds to E of its actor; raises NotFittedError.

    Actors of unknown sector are no partners of another one; their own values mean nothing.
    """
    stratum = collapsed(table, classes.of, classes.count)
    taking = fitted(stratum.margins).sum(axis=2)  # whatever the role
    mean = np.einsum("sd,dc->cs", stratum.members, taking)
    mean[:, classes.unknown] = 0
    sizes = np.diff(table.slots.start)
    arena = np.repeat(np.arange(sizes.size), sizes)
    kind, size = stratum.arena_kind[arena], sizes[arena]
    other = mean[kind].sum(axis=1) - mean[kind, classes.of[table.actor]]
    return np.asarray((size - 1) * other / (size - taking[stratum.actor_kind, kind]), np.float64)


def expected_partners(
    part: Tested, classes: Classes, of_table: Callable[[StratumTable], Floats]
) -> Floats:
    """E_i of every actor, nan for those of unknown sector; ``of_table`` as ``partners_in``.

    Where nothing can change places what is there is what is expected.
    """
    rows, graph = part.participations, two_mode(part.participations)
    counts = per_class(graph, classes)
    counts[:, classes.unknown] = 0
    sector = classes.of[rows.actor]
    met = counts[rows.arena].sum(axis=1) - counts[rows.arena, sector]
    added = met.astype(np.float64)
    for table in part.tables:
        added[table.rows] = of_table(table)
    found = np.bincount(rows.actor, weights=added, minlength=classes.of.size)
    return np.where(classes.of == classes.unknown, np.nan, found)

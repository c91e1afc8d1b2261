"""The second null: sector labels change places among actors alike, and nobody moves.

The first null takes a team that keeps working together for so many independent meetings. Here the
network stays as it is, teams and all, and only who is of which sector is left to chance: among
actors equally active that have their seat in the same region (method part 0b, rule 4). Equally
active means: leading as many arenas, and taking part in as many others. With both together, and in
classes as wide as doublings, a sector that mostly leads is found to meet itself too seldom in most
worlds where it does not (decision 4).
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from graph_schema.groupings import Grouping
from queries.gaps.meetings import Tested
from queries.gaps.null_model import (
    CHAINS,
    Walked,
    pair_columns,
    pieces,
    slots_of,
    squared,
    stream,
    unheard,
)
from queries.gaps.participations import Bools, Ints
from queries.gaps.sampler import Actors, Slots, Tally, relabel

STREAM = "sector labels"


def algorithm(by: Grouping) -> str:
    """How labels of this kind are permuted, as an answer says it."""
    among = "" if by == "region" else " of one home region"
    return (
        f"{by} labels permuted among actors{among} that lead, and otherwise take part in, "
        "equally many arenas by ⌊2·log₂ n⌋ (1, 2, 3, 4–5, 6–7, 8–11, 12–15, 16–22, 23–31, …)"
    )


class Permuted(NamedTuple):
    """What was counted under permuted labels.

    ``meetings`` is T of every pair of classes, shape (draws, classes, classes); ``mixed`` the
    arenas with at least three and with at least four of the classes told of, shape (draws, 2).
    """

    meetings: Ints
    mixed: Ints


def label_draws(
    part: Tested,
    classes: int,
    *,
    compared: Bools,
    draws: int,
    seed: int,
    told: Bools | None = None,
    walked: Walked = unheard,
) -> Permuted:
    """Count every draw of permuted labels; ``told`` are the classes of ``mixed``, else compared.

    Activity is counted in tested arenas. Actors whose class is not compared (unknown sector) keep
    it: the known labels are exchangeable whatever made the others unknown. Integer-identical for
    equal data and seed. O(draws × participations).
    """
    slots, actor = _one_table(part)
    groups = alike(part, compared)
    pairs = classes * (classes + 1) // 2
    not_asked = np.zeros((slots.start.size - 1, pairs), np.int64)
    rows = np.zeros((draws, pairs + 2), np.int64)
    for chain, share in enumerate(np.array_split(rows, CHAINS)):
        sector = np.array(part.participations.sector, np.int8)
        counted = compared if told is None else told
        tally = Tally(sector, pair_columns(classes), counted, not_asked)
        random = stream(seed, STREAM, chain)
        for piece in pieces(share.shape[0], actor.size):
            relabel(actor, slots, tally, groups, random, share[piece])
            walked(share[piece].shape[0] * actor.size)
    return Permuted(squared(rows[:, :-2], classes), rows[:, -2:])


def _one_table(part: Tested) -> tuple[Slots, Actors]:
    """All tested participations, arena after arena, whatever their stratum and role."""
    arena = part.participations.arena[part.rows].astype(np.int64)
    actor = part.participations.actor[part.rows].astype(np.int32)
    order = np.lexsort((actor, arena))
    return slots_of(arena[order], np.zeros(arena.size, np.bool_)), actor[order]


def alike(part: Tested, compared: Bools) -> tuple[Actors, NDArray[np.int64]]:
    """The actors that may change places, group after group, and where each group begins."""
    columns = part.participations
    activity = np.bincount(columns.actor[part.rows], minlength=columns.sector.size)
    led = np.bincount(columns.actor[part.rows & part.leads], minlength=columns.sector.size)
    present = np.flatnonzero((activity > 0) & compared[columns.sector]).astype(np.int32)
    group = np.column_stack(
        (
            activity_class(led[present]),
            activity_class((activity - led)[present]),
            columns.home[present],
        )
    )
    order = np.lexsort((present, *group.T[::-1]))
    changes = np.flatnonzero(np.any(np.diff(group[order], axis=0) != 0, axis=1)) + 1
    bounds = np.concatenate(([0], changes, [present.size])).astype(np.int64)
    return present[order], bounds


def permuted_sectors(
    part: Tested, compared: Bools, random: np.random.Generator, count: int
) -> Iterator[NDArray[np.int8]]:
    """The column of classes, its labels permuted within groups, so many times."""
    sector = part.participations.sector
    actor, bounds = alike(part, compared)
    group = np.repeat(np.arange(bounds.size - 1), np.diff(bounds))
    for _ in range(count):
        permuted = sector.astype(np.int8)
        order = np.lexsort((random.random(actor.size), group))
        permuted[actor] = sector[actor[order]]
        yield permuted


def activity_class(arenas: Ints) -> Ints:
    """⌊2·log₂ n⌋: none apart, then 1, 2, 3, 4–5, 6–7, 8–11, 12–15, 16–22, 23–31 and so on."""
    doublings = np.floor(2 * np.log2(np.maximum(arenas, 1))).astype(np.int64)
    return np.asarray(np.where(arenas > 0, 1 + doublings, 0), np.int64)

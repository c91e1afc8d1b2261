"""Null draws of the sector table: chains through the data, within strata, exact in rank.

The draws and the data are the nodes of a star: eight chains of equal length that start at one hub,
which is not counted. The data is put at a random node, on chain 0 without loss of generality, and
the same one in every stratum; chain 0 is walked from the data back to the hub and from the data on
to its end, then the other seven from the hub. A symmetric chain is its own reverse, so under the
null the whole star is one stationary process, whichever node it is grown from; as the data's node
was drawn blindly, its rank among all nodes gives P(p ≤ α) ≤ α exactly, whatever the mixing and
whatever part of the tables the chain reaches. With two chains this is, but for the hub, the serial
test of Besag & Clifford (1989, Biometrika 76:633); where only the ends of chains count it is their
parallel test. Eight let threads share the work.
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from hashlib import sha256

import numpy as np
from numpy.typing import NDArray

from queries.gaps.movable import any_switch
from queries.gaps.participations import Bools, Ints, Participations
from queries.gaps.sampler import Actors, Slots, Stream, walk
from queries.gaps.strata import NO_STRATUM, Stratification

ALGORITHM = "bipartite 2-switch within strata; Besag–Clifford test, 8 chains through one hub"
CHAINS = 8
ATTEMPTS_PER_PARTICIPATION = 2  # per draw; leaves T a lag-1 autocorrelation of at most .04


@dataclass(frozen=True)
class StratumTable:
    """The participations of one stratum, ready for the sampler; ``number`` is the stratum's."""

    number: int
    key: str
    actor: Actors
    slots: Slots


def stratum_tables(
    participations: Participations, stratification: Stratification, *, role_aware: bool
) -> list[StratumTable]:
    """One table per stratum, its slots in an order that does not depend on that of the input."""
    stratum = stratification.counted_in[participations.arena]
    leads = participations.leads if role_aware else np.zeros_like(participations.leads)
    order = np.lexsort((participations.actor, ~leads, participations.arena, stratum))
    bounds = np.searchsorted(stratum[order], np.arange(len(stratification.strata) + 1))
    tables = []
    for number, described in enumerate(stratification.strata):
        rows = order[bounds[number] : bounds[number + 1]]
        slots = slots_of(participations.arena[rows].astype(np.int64), leads[rows])
        actor = participations.actor[rows].astype(np.int32)
        tables.append(StratumTable(number, described.key, actor, slots))
    return tables


def switchable(tables: Sequence[StratumTable]) -> list[StratumTable]:
    """The tables in which anything can move; the others say nothing and leave T, E and R."""
    return [table for table in tables if any_switch(table.actor, table.slots)]


def tested_arenas(stratification: Stratification, tables: Sequence[StratumTable]) -> Bools:
    """Which arenas are counted in one of these tables."""
    return in_strata(stratification.counted_in, tables)


def in_strata(stratum_of: Ints, tables: Sequence[StratumTable]) -> Bools:
    """Which values name the stratum of one of these tables."""
    numbers = np.array([table.number for table in tables], np.int64)
    return np.asarray(np.isin(stratum_of, numbers) & (stratum_of != NO_STRATUM), np.bool_)


def draw(
    tables: Sequence[StratumTable],
    sector: NDArray[np.int8],
    classes: int,
    *,
    draws: int,
    seed: int,
    workers: int = 1,
) -> Ints:
    """T of every pair of classes in every null draw, shape (draws, classes, classes), symmetric.

    ``draws + 1`` must be a multiple of eight, for the data and the draws fill eight chains.
    Integer-identical for equal strata and seed, whatever ``workers``; O(draws × participations).
    """
    length, rest = divmod(draws + 1, CHAINS)
    if rest:
        raise ValueError(f"draws + 1 must be a multiple of {CHAINS}, got {draws} draws")
    node = position(seed, length)
    first = np.zeros((length - 1, classes * classes), np.int64)
    hubs = [_through_data(table, sector, seed, node, first) for table in tables]

    def from_hub(chain: int) -> Ints:
        meetings = np.zeros((length, classes * classes), np.int64)
        for table, hub in zip(tables, hubs, strict=True):
            attempts = ATTEMPTS_PER_PARTICIPATION * hub.size
            random = stream(seed, table.key, chain)
            walk(hub.copy(), table.slots, sector, attempts, random, meetings)
        return meetings

    with ThreadPoolExecutor(workers) as pool:
        rest_of_star = list(pool.map(from_hub, range(1, CHAINS)))
    ordered = np.concatenate([first, *rest_of_star]).reshape(draws, classes, classes)
    meetings: Ints = ordered + ordered.swapaxes(1, 2)
    within = np.arange(classes)
    meetings[:, within, within] //= 2
    return meetings


def stream(seed: int, key: str, chain: int) -> Stream:
    """The random stream of one chain in one stratum: 256 bits of state from SHA-256."""
    digest = sha256(f"{seed}\x1e{key}\x1e{chain}".encode()).digest()
    return np.frombuffer(digest, dtype="<u8").astype(np.uint64)


def position(seed: int, length: int) -> int:
    """The data's place on chain 0, from 1 (next to the hub) to ``length``."""
    digest = sha256(f"{seed}\x1eposition of the data\x1e{length}".encode()).digest()
    return int.from_bytes(digest, "little") % length + 1


def _through_data(
    table: StratumTable, sector: NDArray[np.int8], seed: int, node: int, meetings: Ints
) -> Actors:
    """Walk chain 0 both ways from the data, adding to ``meetings``; returns the hub's table."""
    attempts = ATTEMPTS_PER_PARTICIPATION * table.actor.size
    random = stream(seed, table.key, 0)
    hub, end = table.actor.copy(), table.actor.copy()
    walk(hub, table.slots, sector, attempts, random, meetings[: node - 1])
    not_counted = np.zeros((1, meetings.shape[1]), np.int64)
    walk(hub, table.slots, sector, attempts, random, not_counted)
    walk(end, table.slots, sector, attempts, random, meetings[node - 1 :])
    return hub


def slots_of(arena: Ints, leads: Bools) -> Slots:
    """Slots of arenas given in ascending order; leads come first in ``places``."""
    _, first, local, sizes = np.unique(
        arena, return_index=True, return_inverse=True, return_counts=True
    )
    begin = first[local.reshape(-1)]
    rows = np.column_stack((np.arange(arena.size), begin, begin + sizes[local.reshape(-1)]))
    places = np.concatenate((rows[leads], rows[~leads])).astype(np.int32)
    start = np.append(first, arena.size).astype(np.int32)
    return Slots(start, places, int(leads.sum()))

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

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from hashlib import sha256
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from queries.gaps.movable import any_switch
from queries.gaps.participations import Bools, Ints, Participations
from queries.gaps.sampler import Actors, Slots, Stream, Tally, advance, walk
from queries.gaps.strata import NO_STRATUM, Stratification

ALGORITHM = "bipartite 2-switch within strata; Besag–Clifford test, 8 chains through one hub"
CHAINS = 8
ATTEMPTS_PER_PARTICIPATION = 2  # per draw; leaves T a lag-1 autocorrelation of at most .04
AT_ONCE = 2_000_000  # participations × draws between two words on them: tenths of a second

Walked = Callable[[int], None]
"""Hears how many participations × draws were just made; what it raises ends the work."""


@dataclass(frozen=True)
class StratumTable:
    """The participations of one stratum, ready for the sampler; ``number`` is the stratum's.

    ``arenas`` has one arena per block of slots, in ascending order; ``rows`` the participation
    behind each slot.
    """

    number: int
    key: str
    arenas: Ints
    rows: Ints
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
        arena = participations.arena[rows].astype(np.int64)
        slots = slots_of(arena, leads[rows])
        actor = participations.actor[rows].astype(np.int32)
        arenas = arena[slots.start[:-1]]
        tables.append(StratumTable(number, described.key, arenas, rows, actor, slots))
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


def unheard(_walked: int) -> None:
    """Nobody asks how far it has come."""


class Drawn(NamedTuple):
    """What was counted in the null draws.

    ``meetings`` is T of every pair of classes, symmetric, shape (draws, classes, classes);
    ``mixed`` the arenas with at least three and with at least four of the compared classes, shape
    (draws, 2). ``mean_in`` is the mean of T in each arena, arenas in the order of the tables,
    columns as ``pair_columns`` numbers them.
    """

    meetings: Ints
    mixed: Ints
    mean_in: NDArray[np.float64]


def draw(
    tables: Sequence[StratumTable],
    sector: NDArray[np.int8],
    classes: int,
    *,
    draws: int,
    seed: int,
    compared: Bools | None = None,
    workers: int = 1,
    walked: Walked = unheard,
) -> Drawn:
    """Count every null draw; ``compared`` marks the classes that are sectors, all if left out.

    ``draws + 1`` must be a multiple of eight, for the data and the draws fill eight chains.
    Integer-identical for equal strata and seed, whatever ``workers``; O(draws × participations).
    """
    length, rest = divmod(draws + 1, CHAINS)
    if rest:
        raise ValueError(f"draws + 1 must be a multiple of {CHAINS}, got {draws} draws")
    node = position(seed, length)
    counting = _Counting(tables, sector, classes, compared)
    first, met_in = counting.empty(length - 1)
    hubs = [
        _through_data(table, tally, seed, node, first, walked)
        for table, tally in zip(tables, counting.tallies(met_in), strict=True)
    ]

    def from_hub(chain: int) -> tuple[Ints, Ints]:
        meetings, met = counting.empty(length)
        for table, hub, tally in zip(tables, hubs, counting.tallies(met), strict=True):
            random = stream(seed, table.key, chain)
            _walk_on(hub.copy(), table.slots, tally, random, meetings, walked)
        return meetings, met

    counted = [first]
    with ThreadPoolExecutor(workers) as pool:
        for meetings, met in pool.map(from_hub, range(1, CHAINS)):
            counted.append(meetings)
            met_in += met
    return counting.drawn(np.concatenate(counted), met_in)


def pair_columns(classes: int) -> Ints:
    """The column of every pair of classes, the same for (s, t) and (t, s)."""
    columns = np.zeros((classes, classes), np.int64)
    upper = np.triu_indices(classes)
    columns[upper] = np.arange(upper[0].size)
    return np.asarray(np.maximum(columns, columns.T), np.int64)


def squared(rows: Ints, classes: int) -> Ints:
    """Columns of pairs as square tables: (draws, pairs) to (draws, classes, classes)."""
    return np.asarray(rows[:, pair_columns(classes)], np.int64)


@dataclass(frozen=True)
class _Counting:
    tables: Sequence[StratumTable]
    sector: NDArray[np.int8]
    classes: int
    compared: Bools | None

    def empty(self, draws: int) -> tuple[Ints, Ints]:
        pairs = self.classes * (self.classes + 1) // 2
        arenas = sum(table.slots.start.size - 1 for table in self.tables)
        return np.zeros((draws, pairs + 2), np.int64), np.zeros((arenas, pairs), np.int64)

    def tallies(self, met_in: Ints) -> Iterator[Tally]:
        compared = np.ones(self.classes, np.bool_) if self.compared is None else self.compared
        begin = 0
        for table in self.tables:
            end = begin + table.slots.start.size - 1
            yield Tally(self.sector, pair_columns(self.classes), compared, met_in[begin:end])
            begin = end

    def drawn(self, rows: Ints, met_in: Ints) -> Drawn:
        meetings = squared(rows[:, :-2], self.classes)
        return Drawn(meetings, rows[:, -2:], met_in / max(rows.shape[0], 1))


def stream(seed: int, key: str, chain: int) -> Stream:
    """The random stream of one chain in one stratum: 256 bits of state from SHA-256."""
    digest = sha256(f"{seed}\x1e{key}\x1e{chain}".encode()).digest()
    return np.frombuffer(digest, dtype="<u8").astype(np.uint64)


def position(seed: int, length: int) -> int:
    """The data's place on chain 0, from 1 (next to the hub) to ``length``."""
    digest = sha256(f"{seed}\x1eposition of the data\x1e{length}".encode()).digest()
    return int.from_bytes(digest, "little") % length + 1


def pieces(draws: int, participations: int) -> Iterator[slice]:
    """The draws in pieces, between which there is time for a word."""
    some = max(1, AT_ONCE // max(participations, 1))
    return (slice(begin, begin + some) for begin in range(0, draws, some))


def _walk_on(
    actor: Actors, slots: Slots, tally: Tally, random: Stream, meetings: Ints, walked: Walked
) -> None:
    """Walk piece by piece: the same walk, for the table and the random stream go on."""
    attempts = ATTEMPTS_PER_PARTICIPATION * actor.size
    for piece in pieces(meetings.shape[0], actor.size):
        some = meetings[piece]
        walk(actor, slots, tally, attempts, random, some)
        walked(some.shape[0] * actor.size)


def _through_data(
    table: StratumTable, tally: Tally, seed: int, node: int, meetings: Ints, walked: Walked
) -> Actors:
    """Walk chain 0 both ways from the data, adding to ``meetings``; returns the hub's table."""
    attempts = ATTEMPTS_PER_PARTICIPATION * table.actor.size
    random = stream(seed, table.key, 0)
    hub, end = table.actor.copy(), table.actor.copy()
    _walk_on(hub, table.slots, tally, random, meetings[: node - 1], walked)
    advance(hub, table.slots, attempts, random)  # the hub itself is not counted
    _walk_on(end, table.slots, tally, random, meetings[node - 1 :], walked)
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

"""The 2-switch chain on participation tables, compiled; nothing here knows strata or verdicts.

A table is a list of slots, one per participation, grouped by arena: the arena and the role of a
slot are fixed, the actor in it moves. Exchanging the actors of two slots keeps every actor's number
of arenas, every arena's number of participants, and who leads as often as before.
"""

from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar, cast

import numpy as np
from numba import njit
from numpy.typing import NDArray

Actors = NDArray[np.int32]
Places = NDArray[np.int32]
Stream = NDArray[np.uint64]
Counts = NDArray[np.int64]
Place = np.integer[Any] | int
_F = TypeVar("_F", bound=Callable[..., object])

SLOT, FIRST, END = 0, 1, 2  # columns of Slots.places
HALF = np.uint64(32)
LOW = np.uint64(0xFFFFFFFF)
AHEAD = 16  # switches whose places are looked up before the first of them is attempted


class Slots(NamedTuple):
    """The fixed part of a table: slots of arena p are ``start[p]`` to ``start[p + 1]``.

    ``places`` has a row per slot, leads first: the slot, and the first and the end of its arena's.
    An exchange stays among the ``leads`` first rows or among the rest, so ``leads=0`` exchanges
    regardless of role.
    """

    start: NDArray[np.int32]
    places: Places
    leads: int


def compiled(function: _F) -> _F:
    """Compile on first call and keep the result on disk (``NUMBA_CACHE_DIR`` says where)."""
    try:
        return cast(_F, njit(cache=True, nogil=True)(function))
    except RuntimeError:  # numba's word for "no writable folder"; slower to start, same results
        return cast(_F, njit(nogil=True)(function))


@compiled
def next_word(stream: Stream) -> np.uint64:
    """64 random bits by xoshiro256** 1.0 (Blackman & Vigna 2021, ACM TOMS 47:36)."""
    scrambled = stream[1] * np.uint64(5)
    word = ((scrambled << np.uint64(7)) | (scrambled >> np.uint64(57))) * np.uint64(9)
    shifted = stream[1] << np.uint64(17)
    stream[2] ^= stream[0]
    stream[3] ^= stream[1]
    stream[1] ^= stream[2]
    stream[0] ^= stream[3]
    stream[2] ^= shifted
    stream[3] = (stream[3] << np.uint64(45)) | (stream[3] >> np.uint64(19))
    return np.uint64(word)


@compiled
def exchangeable(actor: Actors, places: Places, one: Place, two: Place) -> bool:
    """Whether the actors of two places may swap: neither takes part in the other's arena.

    Unsigned indices: numba need not ask at every step whether they count from the end.
    """
    first, second = np.uint64(places[one, FIRST]), np.uint64(places[two, FIRST])
    if first == second:
        return False
    moving, other = actor[places[one, SLOT]], actor[places[two, SLOT]]
    for k in range(second, np.uint64(places[two, END])):  # noqa: SIM110 (numba has no any())
        if actor[k] == moving:
            return False
    for k in range(first, np.uint64(places[one, END])):  # noqa: SIM110
        if actor[k] == other:
            return False
    return True


@compiled
def advance(actor: Actors, slots: Slots, attempts: int, stream: Stream) -> None:
    """Attempt switches in place; a refused attempt counts as a step that stays.

    Two places of one role are drawn with probabilities that depend on the places alone, so a switch
    and its reverse are equally likely: the chain is symmetric and the uniform law over all tables
    it can reach is stationary. Without roles it reaches every table with these margins (Ryser
    1957).

    No switch moves a place, so that several are looked up at once: the processor then waits for
    memory once instead of once per switch.
    """
    places = slots.places
    every = np.uint64(places.shape[0])
    leads = np.uint64(slots.leads)
    drawn = np.empty((AHEAD, 2, 3), places.dtype)
    for begin in range(0, attempts, AHEAD):
        ahead = min(AHEAD, attempts - begin)
        for k in range(ahead):
            word = next_word(stream)
            one = ((word >> HALF) * every) >> HALF
            two = ((word & LOW) * leads) >> HALF
            if one >= leads:
                two = leads + (((word & LOW) * (every - leads)) >> HALF)
            for column in range(3):
                drawn[k, 0, column] = places[one, column]
                drawn[k, 1, column] = places[two, column]
        for k in range(ahead):
            if exchangeable(actor, drawn[k], 0, 1):
                a, b = drawn[k, 0, SLOT], drawn[k, 1, SLOT]
                actor[a], actor[b] = actor[b], actor[a]


class Tally(NamedTuple):
    """What is counted in every table, added up in place.

    ``pair[s, t]`` is the column of a pair of classes; ``compared`` marks the classes that count as
    sectors. ``met_in`` has a row per arena: its meetings, summed over all tables that are counted.
    """

    sector: NDArray[np.int8]  # one per actor
    pair: NDArray[np.int64]
    compared: NDArray[np.bool_]
    met_in: Counts


@compiled
def count_meetings(actor: Actors, slots: Slots, tally: Tally, present: Counts, row: Counts) -> None:
    """Add each pair of participants of one arena to its column of ``row``, each pair once.

    T_st = Σ_p n_ps·n_pt for s < t, and T_ss = Σ_p n_ps(n_ps − 1)/2. The last two columns count the
    arenas with at least three and with at least four of the compared classes.
    """
    classes = present.size
    for arena in range(slots.start.size - 1):
        present[:] = 0
        for k in range(slots.start[arena], slots.start[arena + 1]):
            present[tally.sector[actor[k]]] += 1
        different = 0
        for s in range(classes):
            if present[s] == 0:
                continue
            different += tally.compared[s]
            met = present[s] * (present[s] - 1) // 2
            row[tally.pair[s, s]] += met
            tally.met_in[arena, tally.pair[s, s]] += met
            for t in range(s + 1, classes):
                met = present[s] * present[t]
                row[tally.pair[s, t]] += met
                tally.met_in[arena, tally.pair[s, t]] += met
        row[row.size - 2] += different >= 3  # noqa: PLR2004 - as documented
        row[row.size - 1] += different >= 4  # noqa: PLR2004


@compiled
def walk(
    actor: Actors, slots: Slots, tally: Tally, attempts: int, stream: Stream, meetings: Counts
) -> None:
    """Advance ``actor`` in place once per row of ``meetings``, adding each state's counts."""
    present = np.zeros(tally.pair.shape[0], np.int64)
    for draw in range(meetings.shape[0]):
        advance(actor, slots, attempts, stream)
        count_meetings(actor, slots, tally, present, meetings[draw])


@compiled
def relabel(
    actor: Actors,
    slots: Slots,
    tally: Tally,
    groups: tuple[Actors, NDArray[np.int64]],
    stream: Stream,
    meetings: Counts,
) -> None:
    """Once per row of ``meetings``, permute the labels within groups and add the table's counts.

    ``groups`` are the actors, group after group, and where each group begins and ends;
    ``tally.sector`` is changed in place. Fisher–Yates, so that every assignment is equally likely.
    """
    members, bounds = groups
    present = np.zeros(tally.pair.shape[0], np.int64)
    for draw in range(meetings.shape[0]):
        for group in range(bounds.size - 1):
            for last in range(bounds[group + 1] - 1, bounds[group], -1):
                reach = np.uint64(last - bounds[group] + 1)
                place = bounds[group] + np.int64(((next_word(stream) >> HALF) * reach) >> HALF)
                one, two = members[place], members[last]
                kept = tally.sector[one]
                tally.sector[one] = tally.sector[two]
                tally.sector[two] = kept
        count_meetings(actor, slots, tally, present, meetings[draw])


@compiled
def switch_nearby(actor: Actors, slots: Slots) -> bool:
    """Whether some place may swap with one that lies 1, 2, 4, 8, … places on in its role.

    Nearly every table in which anything can move says yes within the first steps.
    """
    every = slots.places.shape[0]
    step = 1
    while step < every:
        for one in range(every - step):
            two = one + step
            same_role = (one < slots.leads) == (two < slots.leads)
            if same_role and exchangeable(actor, slots.places, one, two):
                return True
        step *= 2
    return False

"""Whether anything in a table can move, which a table where nothing can tells at once as well."""

from itertools import combinations
from typing import NamedTuple

from queries.gaps.sampler import SLOT, Actors, Places, Slots, switch_nearby


class Seats(NamedTuple):
    """Of one arena: who holds a slot of the role in question, and who of those takes part at all.

    Two arenas exchange nothing where the holders of either all take part in the other.
    """

    holders: frozenset[int]
    present: frozenset[int]


def any_switch(actor: Actors, slots: Slots) -> bool:
    """Whether at least one switch is possible."""
    return switch_nearby(actor, slots) or switch_anywhere(actor, slots)


def switch_anywhere(actor: Actors, slots: Slots) -> bool:
    """The same answer without trying every pair of slots: arenas alike count once."""
    roles = slots.places[: slots.leads], slots.places[slots.leads :]
    return any(_switch_among(_seats(actor, slots, places)) for places in roles)


def _seats(actor: Actors, slots: Slots, places: Places) -> set[Seats]:
    holders: dict[int, set[int]] = {}
    for slot, first, _ in places.tolist():
        holders.setdefault(first, set()).add(int(actor[slot]))
    everyone = frozenset(actor[places[:, SLOT]].tolist())
    starts = slots.start.tolist()
    return {
        Seats(frozenset(holders[first]), everyone.intersection(actor[first:end].tolist()))
        for first, end in zip(starts, starts[1:], strict=False)
        if first in holders
    }


def _switch_among(seats: set[Seats]) -> bool:
    return any(
        not (one.holders <= other.present or other.holders <= one.present)
        for one, other in combinations(_without_those_everywhere(seats), 2)
    )


def _without_those_everywhere(seats: set[Seats]) -> set[Seats]:
    """An actor in every arena that is left goes nowhere; nor does anything where only such are."""
    while seats:
        everywhere = frozenset.intersection(*(each.present for each in seats))
        if not everywhere:
            break
        left = (Seats(each.holders - everywhere, each.present - everywhere) for each in seats)
        seats = {each for each in left if each.holders}
    return seats

"""Who is in the core and in which group, and who joins, leaves or moves on another map."""

from typing import NamedTuple

import numpy as np

from graph_schema.whatif_answers import MEMBER_CHANGES, FigureName, MemberChange
from queries.groups.summing import ALPHA
from queries.network.two_mode import Bools, Ints
from queries.whatif.grouping import NOWHERE, Grouped
from queries.whatif.mapped import Mapped
from queries.whatif.values import Values


class Members(NamedTuple):
    """One value per actor: takes part at all, is in the core, and its group as a number.

    ``group`` is None where searches do not agree on groups.
    """

    taking: Bools
    core: Bools
    group: Ints | None


def members_of(of: Mapped, grouped: Grouped) -> Members:
    """Of one map."""
    taking = np.bincount(of.given.actor, minlength=of.given.sector.size) > 0
    core = np.zeros(taking.size, np.bool_)
    core[of.repeated.actors] = of.peeled.actors >= ALPHA
    if grouped.group is None:
        return Members(taking, core, None)
    group = np.full(taking.size, NOWHERE)
    group[of.repeated.actors] = grouped.group
    return Members(taking, core, group)


def changed(before: Members, after: Members) -> dict[MemberChange, Bools | None]:
    """Who joins the core, leaves it and changes group, of who takes part in both maps.

    Groups after count as those before, one for one, so that as many as possible stay; looked at are
    actors in two arenas or more in both. None where groups are not agreed on in one of the maps.
    """
    size = before.taking.size
    both = before.taking & after.taking[:size]
    core = after.core[:size]
    moved = None
    if before.group is not None and after.group is not None:
        moved = both & _moved(before.group, after.group[:size])
    return {
        "core_joined": both & core & ~before.core,
        "core_left": both & before.core & ~core,
        "group_moved": moved,
    }


def counts(found: dict[MemberChange, Bools | None]) -> Values:
    """How many of each; nan where it cannot be said."""
    names: dict[MemberChange, FigureName] = {name: name for name in MEMBER_CHANGES}
    return {
        names[change]: np.nan if who is None else int(np.count_nonzero(who))
        for change, who in found.items()
    }


def _moved(before: Ints, after: Ints) -> Bools:
    from scipy.optimize import linear_sum_assignment

    looked_at = (before != NOWHERE) & (after != NOWHERE)
    shared = np.zeros((before.max(initial=0) + 1, after.max(initial=0) + 1), np.int64)
    np.add.at(shared, (before[looked_at], after[looked_at]), 1)
    own, other = linear_sum_assignment(shared, maximize=True)
    same = np.full(shared.shape[0], NOWHERE)
    same[own] = other
    return np.asarray(looked_at & (same[before] != after), np.bool_)

"""The sunset of today's ties: quarter by quarter, and tie by tie."""

from datetime import date
from typing import Any

import numpy as np

from graph_schema.answers import PartPage
from graph_schema.days import swedish_day
from graph_schema.nodes import Actor, Region
from graph_schema.sunset_answers import EndingTie, Sunset, SunsetQuarter
from graph_schema.vocabularies import Sector
from queries.errors import BadQuestionError, NotInGraphError
from queries.gaps.listed import stating_sources
from queries.lookup.filters import ids_of, with_facet
from queries.lookup.pages import cut
from queries.lookup.things import find, refs
from queries.readmodel.open import ReadModel
from queries.sunset.network import (
    OPEN,
    UNKNOWN_SECTOR,
    UNKNOWN_YEAR,
    Ints,
    Present,
    Ties,
    giant_share,
    last_of,
    present,
    ties_of,
)
from queries.sunset.quarters import Quarter, quarters

ARENAS_SHOWN = 5  # per tie; arenas_total says how many there are
FIRST, LAST = date(1900, 1, 1), date(2990, 12, 31)
SECTORS = tuple(Sector)


def day_of(model: ReadModel, asked: date | None) -> date:
    """The day asked for, else that of the version's publication, so that an answer stays."""
    if asked is not None or model.published_at is None:
        return asked or date(2000, 1, 1)  # before the first version there is no network on any day
    return swedish_day(model.published_at)


def sunset(model: ReadModel, day: date) -> Sunset:
    """What of the network of a day ends in what is left of its quarter and the eight after it."""
    require_near(day)
    here = present(model, day)
    ties = ties_of(model, here)
    ends = last_of(ties, model.columns.actor_node.size)
    ahead = list(quarters(day))
    stating = stating_sources(model, here.arena_of)
    return Sunset(
        data_version=model.version,
        day=day.isoformat(),
        arenas=int(here.end.size),
        **_known_of(model, here),
        ties=int(ties.end.size),
        open_ties=int(np.count_nonzero(ties.end == OPEN)),
        actors=int(np.count_nonzero(ends)),
        giant_share=giant_share(here, 0),
        later_ties=int(np.count_nonzero((ties.end > _ordinal(ahead[-1])) & (ties.end < OPEN))),
        quarters=tuple(_quarter(each, here, ties, ends) for each in ahead),
        sources=tuple(info.name for info in stating),
    )


def _known_of(model: ReadModel, here: Present) -> dict[str, Any]:
    """What is stated of the arenas themselves, and what is not: dates, lists and sectors."""
    columns = model.columns
    complete = columns.arena_partners_known[here.arena_of]
    startless = columns.arena_year[here.arena_of] == UNKNOWN_YEAR
    endless = here.end == OPEN
    size = np.bincount(here.arena, minlength=here.end.size)
    unplaced = here.arena[np.asarray(columns.sector)[here.actor] == UNKNOWN_SECTOR]
    unknown = np.bincount(unplaced, minlength=here.end.size) > 0
    return {
        "open_arenas": int(np.count_nonzero(endless)),
        "undated_arenas": int(np.count_nonzero(endless & startless)),
        "startless_arenas": int(np.count_nonzero(startless & ~endless)),
        "unknown_sector_arenas": int(np.count_nonzero(unknown)),
        "told_arenas": int(np.count_nonzero(complete & (size > 0) & ~unknown)),
        "partners_known_share": float(complete.mean()) if complete.size else None,
    }


def require_near(day: date) -> None:
    """Refuse a day no calendar of quarters reaches."""
    if not FIRST <= day <= LAST:
        expected = f"a day from {FIRST.isoformat()} to {LAST.isoformat()}"
        raise BadQuestionError("day", day.isoformat(), expected)


def _ordinal(quarter: Quarter) -> int:
    return quarter.end.toordinal()


def _quarter(quarter: Quarter, here: Present, ties: Ties, ends: Ints) -> SunsetQuarter:
    first, last = quarter.begin.toordinal(), quarter.end.toordinal()

    def within(days: Ints) -> int:
        return int(np.count_nonzero((days >= first) & (days <= last)))

    return SunsetQuarter(
        name=quarter.name,
        begin=quarter.begin.isoformat(),
        end=quarter.end.isoformat(),
        arenas_ending=within(here.end),
        ties_ending=within(ties.end),
        last_of=within(ends),
        ties_left=int(np.count_nonzero(ties.end > last)),
        ties_later=int(np.count_nonzero((ties.end > last) & (ties.end < OPEN))),
        actors_left=int(np.count_nonzero(ends > last)),
        giant_share=giant_share(here, last),
    )


def ending_ties(
    model: ReadModel,
    day: date,
    *,
    region: str | None = None,
    last_only: bool = False,
    limit: int = 50,
    cursor: str | None = None,
) -> PartPage[EndingTie]:
    """The ties that end in the quarters ahead, the soonest first.

    ``region`` keeps those whose last arena lies in it, ``last_only`` those that are somebody's last
    to another sector, wherever the others were.
    """
    require_near(day)
    here = present(model, day)
    ties = ties_of(model, here)
    ends = last_of(ties, model.columns.actor_node.size)
    until = _ordinal(list(quarters(day))[-1])
    chosen = ties.end <= until
    if region is not None:
        chosen &= _last_arena_in(model, here, ties, region)
    if last_only:
        chosen &= (ends[ties.a] == ties.end) | (ends[ties.b] == ties.end)
    order = np.flatnonzero(chosen)
    order = order[np.lexsort((ties.b[order], ties.a[order], ties.end[order]))]
    asked = {"sunset": day.isoformat(), "region": region, "last_only": last_only}
    part = cut(model, asked, int(order.size), limit, cursor)
    items = _ties(model, here, ties, ends, order[part.begin : part.end])
    return PartPage[EndingTie](
        items=items,
        next=part.next,
        total=int(order.size),
        data_version=model.version,
        coverage=_known_of(model, here)["partners_known_share"],
        exploratory=region is not None or last_only,
    )


def ending_tie(model: ReadModel, day: date, a: str, b: str) -> EndingTie:
    """The tie of two actors by their ids; raises where it does not end in the quarters ahead."""
    require_near(day)
    here = present(model, day)
    ties = ties_of(model, here)
    own = [int(model.columns.node_index[find(model, Actor.LABEL, id).n]) for id in (a, b)]
    is_it = np.isin(ties.a, own) & np.isin(ties.b, own)
    found = np.flatnonzero(is_it & (ties.end <= _ordinal(list(quarters(day))[-1])))
    if not found.size:
        raise NotInGraphError("tie that ends", f"{a}/{b}")
    ends = last_of(ties, model.columns.actor_node.size)
    return _ties(model, here, ties, ends, found)[0]


def _last_arena_in(model: ReadModel, here: Present, ties: Ties, region: str) -> np.ndarray:
    nodes = with_facet(model, "region", ids_of(model, "region", region, Region.LABEL))
    inside = np.isin(model.columns.arena_node[here.arena_of], nodes)
    last = here.end[ties.meeting_arena] == ties.end[ties.pair]
    found = np.zeros(ties.end.size, np.bool_)
    found[ties.pair[last & inside[ties.meeting_arena]]] = True
    return found


def _ties(
    model: ReadModel, here: Present, ties: Ties, ends: Ints, chosen: Ints
) -> tuple[EndingTie, ...]:
    columns = model.columns
    arenas = {tie: here.arena_of[ties.meeting_arena[ties.pair == tie]] for tie in chosen.tolist()}
    actors = np.concatenate([ties.a[chosen], ties.b[chosen]])
    nodes = columns.actor_node[actors].tolist()
    nodes += [int(columns.arena_node[a]) for own in arenas.values() for a in own.tolist()]
    named = refs(model, nodes)

    def one(tie: int) -> EndingTie:
        pair = int(ties.a[tie]), int(ties.b[tie])
        a, b = (named[int(columns.actor_node[actor])] for actor in pair)
        ends_on = date.fromordinal(int(ties.end[tie]))
        own = arenas[tie].tolist()
        return EndingTie(
            a=a,
            sector_a=SECTORS[int(columns.sector[pair[0]])].value,
            b=b,
            sector_b=SECTORS[int(columns.sector[pair[1]])].value,
            ends=ends_on.isoformat(),
            quarter=Quarter(ends_on, ends_on).name,
            arenas=tuple(named[int(columns.arena_node[k])] for k in own[:ARENAS_SHOWN]),
            arenas_total=len(own),
            last_of=tuple(
                ref for ref, actor in zip((a, b), pair, strict=True)
                if ends[actor] == ties.end[tie]
            ),
        )  # fmt: skip

    return tuple(one(tie) for tie in chosen.tolist())

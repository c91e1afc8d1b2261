"""Whom an actor has met: the actors it shares an arena with."""

from itertools import chain, pairwise
from typing import NamedTuple

import numpy as np

from graph_schema.answers import Page, Partner, Ref
from graph_schema.nodes import Actor
from graph_schema.vocabularies import Sector
from queries.lookup.pages import cut
from queries.lookup.period import Period, meetings, undated
from queries.lookup.things import find, refs
from queries.readmodel.columns import Ints
from queries.readmodel.open import ReadModel

ARENAS_SHOWN = 20  # per partner; arenas_total says how many there are
SECTORS = tuple(Sector)


def partners_of(
    model: ReadModel,
    actor: str,
    *,
    period: Period | None = None,
    limit: int = 50,
    cursor: str | None = None,
) -> Page[Partner]:
    """Actors met in at least one arena, those with most shared arenas first, ties by id.

    Meeting means that both take part in a counted role and attended or are party, dated or not.
    """
    own = int(model.columns.node_index[find(model, Actor.LABEL, actor).n])
    met = _meetings(model, own, period)
    shared = np.bincount(met.actors, minlength=model.columns.actor_node.size)
    others = np.flatnonzero(shared)
    order = np.argsort(-shared[others], kind="stable")
    page = cut(model, {"partners": actor, "period": period}, others.size, limit, cursor)
    chosen = others[order[page.begin : page.end]]
    return Page[Partner](
        items=_partners(model, chosen, shared[chosen], _newest_first(model, chosen, met), period),
        next=page.next,
        total=others.size,
        data_version=model.version,
    )


class Met(NamedTuple):
    """Every other actor in every arena of one, and which arena; of equal length."""

    actors: Ints
    arenas: Ints


def _meetings(model: ReadModel, own: int, period: Period | None) -> Met:
    met = meetings(model, period)
    arenas, _ = met.arenas_of(np.array([own]))
    actors, length = met.actors_in(arenas)
    others = actors != own
    return Met(actors[others], np.repeat(arenas, length)[others])


def _newest_first(model: ReadModel, chosen: Ints, met: Met) -> list[list[int]]:
    """Per actor the nodes of the arenas shared with it, as many as are shown.

    By start year, newest first and undated last, then by name; all of them sorted at once, for an
    actor that is everywhere shares thousands.
    """
    columns = model.columns
    place = np.full(columns.actor_node.size, -1, np.int64)
    place[chosen] = np.arange(chosen.size)
    who = place[met.actors]
    who, arenas = who[who >= 0], met.arenas[who >= 0]
    nodes = columns.arena_node[arenas]
    order = np.lexsort((columns.node_position[nodes], -columns.arena_year[arenas], who))
    first = np.searchsorted(who[order], np.arange(chosen.size + 1))
    return [
        nodes[order[begin : min(begin + ARENAS_SHOWN, end)]].tolist()
        for begin, end in pairwise(first.tolist())
    ]


def _partners(
    model: ReadModel, chosen: Ints, shared: Ints, listed: list[list[int]], period: Period | None
) -> tuple[Partner, ...]:
    columns = model.columns
    actors, sectors = columns.actor_node[chosen].tolist(), columns.sector[chosen].tolist()
    named: dict[int, Ref] = refs(model, [*actors, *chain.from_iterable(listed)])
    return tuple(
        Partner(
            actor=named[actor],
            sector=SECTORS[sector].value,
            arenas=tuple(named[arena] for arena in arenas),
            arenas_total=total,
            undated=undated(model, named, arenas, period),
        )
        for actor, sector, arenas, total in zip(
            actors, sectors, listed, shared.tolist(), strict=True
        )
    )

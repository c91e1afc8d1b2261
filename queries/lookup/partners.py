"""Whom an actor has met: the actors it shares an arena with."""

import numpy as np
from numpy.typing import NDArray

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
    others, arenas = _meetings(model, own, period)
    met, shared = np.unique(others, return_counts=True)
    order = np.lexsort((met, -shared))
    page = cut(model, {"partners": actor, "period": period}, met.size, limit, cursor)
    chosen = met[order[page.begin : page.end]].tolist()
    return Page[Partner](
        items=_partners(model, chosen, {a: arenas[others == a] for a in chosen}, period),
        next=page.next,
        total=met.size,
        data_version=model.version,
    )


def _meetings(model: ReadModel, own: int, period: Period | None) -> tuple[Ints, Ints]:
    """Every other actor in every arena of this one, and which arena."""
    met = meetings(model, period)
    arenas, _ = met.arenas_of(np.array([own]))
    others, length = met.actors_in(arenas)
    where = np.repeat(arenas, length)
    return others[others != own], where[others != own]


def _partners(
    model: ReadModel, chosen: list[int], shared: dict[int, Ints], period: Period | None
) -> tuple[Partner, ...]:
    columns = model.columns
    listed = {actor: _newest_first(model, shared[actor])[:ARENAS_SHOWN] for actor in chosen}
    nodes = [*columns.actor_node[chosen], *(n for nodes in listed.values() for n in nodes.tolist())]
    named: dict[int, Ref] = refs(model, nodes)
    return tuple(
        Partner(
            actor=named[int(columns.actor_node[actor])],
            sector=SECTORS[columns.sector[actor]].value,
            arenas=tuple(named[n] for n in listed[actor].tolist()),
            arenas_total=shared[actor].size,
            undated=undated(model, named, listed[actor].tolist(), period),
        )
        for actor in chosen
    )


def _newest_first(model: ReadModel, arenas: Ints) -> NDArray[np.int32]:
    """The arenas' nodes by start year, newest first and undated last, then by name."""
    columns = model.columns
    nodes = columns.arena_node[arenas]
    order = np.lexsort((columns.node_position[nodes], -columns.arena_year[arenas]))
    return np.asarray(nodes[order], np.int32)

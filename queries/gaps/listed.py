"""Which source lists which participation, and what it declares of its lists in that arena."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from graph_schema.claims import SourceInfo
from graph_schema.edges import ParticipatesIn
from queries.errors import BadQuestionError
from queries.gaps.participations import Bools, Ints, Participations
from queries.readmodel.columns import Ints as AnyInts
from queries.readmodel.columns import gathered
from queries.readmodel.coverage import COMPLETE, OWNER_ONLY
from queries.readmodel.open import ReadModel


@dataclass(frozen=True)
class Listings:
    """Per participation and source whether it is listed there; per arena whether anybody is."""

    rows: Bools  # shape (participations, sources)
    arenas: Bools  # shape (arenas, sources)


def listings(model: ReadModel, columns: Participations, *, together: bool) -> Listings:
    """Who lists what, as the claims of each participation say; units as the table counts them."""
    read = model.columns
    sources, actors = len(model.sources), columns.sector.size
    actor, arena, edge = _stated(model)
    claims, counts = gathered(read.owner_first, read.owner_claims, edge)
    pair = np.repeat(arena * actors + (read.top[actor] if together else actor), counts)
    rows = np.zeros((columns.actor.size, sources), np.bool_)
    key = columns.arena.astype(np.int64) * actors + columns.actor
    order = np.argsort(key, kind="stable")
    place = np.minimum(np.searchsorted(key[order], pair), max(key.size - 1, 0))
    found = key[order][place] == pair if key.size else np.zeros(pair.size, np.bool_)
    rows[order[place[found]], read.claim_source[claims[found]]] = True
    listed = np.zeros((columns.arena_source.size, sources), np.bool_)
    of_row, of_source = np.nonzero(rows)
    listed[columns.arena[of_row], of_source] = True
    return Listings(rows, listed)


def _stated(model: ReadModel) -> tuple[Ints, Ints, Ints]:
    """Actor, arena and edge of every statement that somebody takes part."""
    read = model.columns
    nothing = np.empty(0, np.int64)
    if ParticipatesIn.LABEL not in model.edge_types:
        return nothing, nothing, nothing
    outwards = 2 * model.edge_types.index(ParticipatesIn.LABEL)
    tie = np.flatnonzero(np.asarray(read.tie_kind) == outwards)
    first = np.asarray(read.tie_first, np.int64)
    node = np.repeat(np.arange(first.size - 1), np.diff(first))[tie]
    return (
        read.node_index[node].astype(np.int64),
        read.node_index[read.tie_other[tie]].astype(np.int64),
        np.asarray(read.tie_edge[tie], np.int64),
    )


def capture_lists(model: ReadModel, columns: Participations, *, together: bool) -> Listings:
    """The same without what a source lists where it declares owners alone.

    An owner stands in every list of an arena, so such a list finds nobody by chance: held against
    another it would say that nobody is missing.
    """
    found = listings(model, columns, together=together)
    owners_alone = declared(model, OWNER_ONLY)
    rows = found.rows & ~owners_alone[columns.arena]
    listed = np.zeros(found.arenas.shape, np.bool_)
    of_row, of_source = np.nonzero(rows)
    listed[columns.arena[of_row], of_source] = True
    return Listings(rows, listed)


def of_sources(
    model: ReadModel, given: Participations, sources: list[int], *, together: bool
) -> Participations:
    """What these sources say: the participations they state, and the lists they call complete.

    An arena that several of them state is put under the first.
    """
    rows = listings(model, given, together=together).rows[:, sources].any(axis=1)
    complete = declared(model, COMPLETE)[:, sources].any(axis=1)
    stating = stated_in(model)[:, sources]
    own = np.array(sources, given.arena_source.dtype)[stating.argmax(axis=1)]
    return replace(
        given,
        actor=given.actor[rows],
        arena=given.arena[rows],
        leads=given.leads[rows],
        arena_source=np.where(stating.any(axis=1), own, given.arena_source),
        arena_partners_known=given.arena_partners_known & complete,
    )


def stated_in(model: ReadModel) -> Bools:
    """Per arena and source whether it states the arena."""
    read = model.columns
    arena = np.repeat(np.arange(read.arena_node.size), np.diff(read.stated_first))
    found = np.zeros((read.arena_node.size, len(model.sources)), np.bool_)
    found[arena, read.stated_source] = True
    return found


def declared(model: ReadModel, lists: int) -> Bools:
    """Per arena and source whether it declares such lists there, a place in ParticipantsListed."""
    read = model.columns
    own = np.asarray(read.stated_lists) == lists
    arena = np.repeat(np.arange(read.arena_node.size), np.diff(read.stated_first))
    found = np.zeros((read.arena_node.size, len(model.sources)), np.bool_)
    found[arena[own], read.stated_source[own]] = True
    return found


def source_numbers(model: ReadModel, names: Sequence[str]) -> list[int]:
    """The places of sources, in their order; raises where one is not there."""
    known = [source.name for source in model.sources]
    for name in names:
        if name not in known:
            raise BadQuestionError("source", name, f"one of {', '.join(known)}")
    return sorted(known.index(name) for name in names)


def stating_sources(
    model: ReadModel, arenas: AnyInts | Bools, asked: Sequence[str] = ()
) -> tuple[SourceInfo, ...]:
    """The sources that state any of these arenas, of those asked about where any are named."""
    read = model.columns
    wanted = np.arange(read.arena_node.size)[arenas]
    found, _ = gathered(read.stated_first, read.stated_source, wanted)
    states = np.bincount(found, minlength=len(model.sources)) > 0
    return tuple(
        info
        for place, info in enumerate(model.sources)
        if bool(states[place]) and (not asked or info.name in asked)
    )

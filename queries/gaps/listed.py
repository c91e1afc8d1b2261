"""Which source lists which participation, and what it declares of its lists in that arena."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from graph_schema.claims import SourceInfo
from queries.errors import BadQuestionError
from queries.gaps.participations import Bools, Ints, Participations
from queries.readmodel.columns import Ints as AnyInts
from queries.readmodel.columns import gathered, reduced
from queries.readmodel.coverage import COMPLETE, OWNER_ONLY
from queries.readmodel.open import ReadModel


@dataclass(frozen=True)
class Listings:
    """Per participation and source whether it is listed there; per arena whether anybody is."""

    rows: Bools  # shape (participations, sources)
    arenas: Bools  # shape (arenas, sources)


def listings(model: ReadModel, columns: Participations, *, together: bool) -> Listings:
    """Who lists what: in a counted role, and by the status that the source itself states.

    Units are counted as the table counts them.
    """
    read, actors = model.columns, columns.sector.size
    said = np.asarray(read.said_arena, np.int64) * actors + _counted_as(model, together=together)
    key = columns.arena.astype(np.int64) * actors + columns.actor
    order = np.argsort(key, kind="stable")
    place = np.minimum(np.searchsorted(key[order], said), max(key.size - 1, 0))
    found = key[order][place] == said if key.size else np.zeros(said.size, np.bool_)
    rows = np.zeros((columns.actor.size, len(model.sources)), np.bool_)
    rows[order[place[found]], read.said_source[found]] = True
    return _of_rows(columns, rows)


def _counted_as(model: ReadModel, *, together: bool) -> Ints:
    """Of every statement that somebody takes part, the actor it counts for."""
    read = model.columns
    return np.asarray(read.top[read.said_actor] if together else read.said_actor, np.int64)


def _of_rows(columns: Participations, rows: Bools) -> Listings:
    arenas = np.zeros((columns.arena_source.size, rows.shape[1]), np.bool_)
    of_row, of_source = np.nonzero(rows)
    arenas[columns.arena[of_row], of_source] = True
    return Listings(rows, arenas)


def capture_lists(
    model: ReadModel, columns: Participations, asked: Sequence[str] = (), *, together: bool
) -> Listings:
    """The same without what a source lists where it declares owners alone.

    An owner stands in every list of an arena, so such a list finds nobody by chance: held against
    another it would say that nobody is missing. So would the list of a source that is not ``asked``
    about, where any are: of the participations of others it has what they have too, and no more.
    """
    rows = listings(model, columns, together=together).rows
    rows = rows & ~declared(model, OWNER_ONLY)[columns.arena]
    return _of_rows(columns, _only(model, rows, asked))


def of_sources(
    model: ReadModel, given: Participations, sources: list[int], asked: Bools, *, together: bool
) -> Participations:
    """What these sources say of the arenas ``asked`` about, whatever others say of the same.

    That is the participations they state, in the roles they state, and the lists they call
    complete. An arena that several of them state is put under the first.
    """
    read = model.columns
    own = np.isin(read.said_source, sources) & asked[read.said_arena]
    actor = _counted_as(model, together=together)[own]
    said = reduced(actor, read.said_arena[own], read.said_role[own], given.sector.size)
    complete = declared(model, COMPLETE)[:, sources].any(axis=1)
    stating = stated_in(model)[:, sources]
    first = np.array(sources, given.arena_source.dtype)[stating.argmax(axis=1)]
    return replace(
        given,
        actor=said.actor,
        arena=said.arena,
        leads=said.leads,
        arena_source=np.where(stating.any(axis=1), first, given.arena_source),
        arena_partners_known=given.arena_partners_known & complete,
    )


def stated_in(model: ReadModel, asked: Sequence[str] = ()) -> Bools:
    """Per arena and source whether it states the arena; of those ``asked`` about where any are."""
    read = model.columns
    arena = np.repeat(np.arange(read.arena_node.size), np.diff(read.stated_first))
    found = np.zeros((read.arena_node.size, len(model.sources)), np.bool_)
    found[arena, read.stated_source] = True
    return _only(model, found, asked)


def _only(model: ReadModel, found: Bools, asked: Sequence[str]) -> Bools:
    """The same with nothing from sources that are not asked about, where any are."""
    if not asked:
        return found
    kept = np.isin(np.arange(found.shape[1]), source_numbers(model, asked))
    return np.asarray(found & kept)


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

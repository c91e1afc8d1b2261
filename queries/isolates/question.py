"""Isolates and orphans of a read model: counts against chance, and the lists behind them."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, get_args

import numpy as np

from graph_schema.answers import PartPage
from graph_schema.days import swedish_day
from graph_schema.gap_answers import GapScope
from graph_schema.isolate_answers import (
    AgainstChance,
    IsolateCounts,
    IsolateGroup,
    Isolates,
    ListName,
    RecordedActor,
    SoloArenas,
)
from graph_schema.nodes import Actor
from queries.at_once import Turn
from queries.errors import NotComparedError, NotInGraphError, NotMadeYetError
from queries.gaps.listed import stating_sources
from queries.gaps.participations import Participations
from queries.gaps.sectors import GapQuestion, participations_of
from queries.isolates.beside import beside_arenas
from queries.isolates.comparing import may_be_compared, meeting_share
from queries.isolates.counting import BY_CHANCE, Lists, all_of, counted, lists_of
from queries.isolates.drawing import drawn_of, draws_of, not_computed
from queries.isolates.grouping import Grouping, Groupings, classes_of, groupings
from queries.isolates.hiding import NOTHING, Hiding, hidden_of
from queries.isolates.recorded import recorded
from queries.lookup.pages import cut
from queries.lookup.period import UNKNOWN
from queries.lookup.sensitive import hides_few, is_public
from queries.lookup.things import find
from queries.network.two_mode import Bools, Floats, Ints
from queries.readmodel.open import ReadModel

if TYPE_CHECKING:
    from queries.isolates.null import Drawn

LEAST_EXPECTED = 3.0
OF_ALL = ("never", "beside")
"""Counts that no part of the map tells."""


def isolates(
    model: ReadModel,
    question: GapQuestion | None = None,
    *,
    turn: Turn = None,
    at_once: bool = False,
) -> Isolates:
    """How many stand on each list, and how many chance would give.

    ``at_once``: without the null draws where they take long and are not kept yet.
    """
    question = question if question is not None else GapQuestion()
    given = participations_of(model, question)
    drawn = drawn_of(model, question, given, turn, at_once=at_once)
    lists = _lists(model, question, given, drawn)
    untold = (*(OF_ALL if is_part(question) else ()), *(() if drawn else BY_CHANCE))
    sensitive = hides_few(model, question)
    groups = groupings(model)
    hiding = _hiding(model, question, lists)
    telling = partial(counted, lists, untold, hiding.names)
    made = _grouped(partial(telling, share=not sensitive), groups, hiding)
    whole = telling(all_of(lists))[0]
    alone, apart = (None, None) if hiding.names else _compared(drawn, lists)
    return Isolates(
        data_version=model.version,
        exploratory=not question.is_usual,
        scope=question.part,
        role_aware=question.role_aware,
        draws=draws_of(question), seed=question.seed, least_expected=LEAST_EXPECTED,
        sensitive=sensitive, whole=whole,
        by_sector=made[0], by_kind=made[1],
        by_region=tuple(sorted(made[2], key=lambda row: _swedish(row.value))),
        arenas=_arenas(given, hide=not hiding.is_open),
        alone=alone,
        apart=apart,
        sources=_stating(model, given, question),
        ended=None if whole.never is None else _ended(model, lists),
        ended_before=None if whole.never is None else _made_in(model),
        not_computed=None if drawn else not_computed(question, given),
    )  # fmt: skip


def _made_in(model: ReadModel) -> int | None:
    """The year in which the version was made."""
    return None if model.published_at is None else swedish_day(model.published_at).year


def _ended(model: ReadModel, lists: Lists) -> int | None:
    """How many of those who are in no arena ended in a year before that."""
    end, year = model.columns.node_end[model.columns.actor_node], _made_in(model)
    if year is None:
        return None
    return int(np.count_nonzero(lists.counted("never") & (end != UNKNOWN) & (end < year)))


def _stating(model: ReadModel, given: Participations, question: GapQuestion) -> tuple[str, ...]:
    stating = stating_sources(model, np.unique(given.arena), question.sources)
    return tuple(info.name for info in stating)


def isolate_list(
    model: ReadModel,
    name: ListName,
    question: GapQuestion | None = None,
    *,
    limit: int = 50,
    cursor: str | None = None,
    turn: Turn = None,
    at_once: bool = False,
) -> PartPage[RecordedActor] | None:
    """The actors of one list in the order of names, never of size.

    None where it is not shown: in a sensitive part of which no actors are named. A list that hangs
    on the draws raises ``NotComparedError`` where nothing may be compared; ``at_once`` as for
    ``isolates``, and then ``NotMadeYetError``.
    """
    question = question if question is not None else GapQuestion()
    given = participations_of(model, question)
    drawn = drawn_of(model, question, given, turn, at_once=at_once)
    if drawn is None and name in BY_CHANCE:
        if hides_few(model, question) and given.actor.size:
            return None
        raise _without_draws(given)
    lists = _lists(model, question, given, drawn)
    if not _is_shown(model, question, lists, name):
        return None
    chosen = _chosen(question, lists, name)
    nodes = model.columns.actor_node[chosen]
    chosen = chosen[np.argsort(model.columns.node_position[nodes], kind="stable")]
    asked = {"isolates": name, **question.model_dump(mode="json")}
    part = cut(model, asked, int(chosen.size), limit, cursor)
    expected = _expected(model, drawn if _tells(model, name, question) else None)
    return PartPage[RecordedActor](
        items=recorded(model, given, lists, expected, chosen[part.begin : part.end]),
        next=part.next, total=int(chosen.size), data_version=model.version,
        coverage=_coverage(model, question, lists), exploratory=not question.is_usual,
    )  # fmt: skip


def _without_draws(given: Participations) -> NotComparedError | NotMadeYetError:
    """Why nobody is on a list that hangs on the draws."""
    if not may_be_compared(given):
        return NotComparedError(meeting_share(given) or 0.0)
    return NotMadeYetError(
        "who is on this list hangs on null draws that take long and are not computed in this "
        "version yet; a POST to the address of the counts begins them"
    )


def listed_actor(
    model: ReadModel,
    id: str,
    question: GapQuestion,
    *,
    turn: Turn = None,
    at_once: bool = False,
) -> tuple[ListName, RecordedActor] | None:
    """The row of one actor and a list it stands on; raises where it stands on none.

    None where it is on none that is shown, and some are not.
    """
    own = int(model.columns.node_index[find(model, Actor.LABEL, id).n])
    given = participations_of(model, question)
    drawn = drawn_of(model, question, given, turn, at_once=at_once)
    lists = _lists(model, question, given, drawn)
    told = [name for name in get_args(ListName) if _is_shown(model, question, lists, name)]
    shown = [name for name in told if own in _chosen(question, lists, name)]
    if not shown and len(told) < len(get_args(ListName)):
        return None  # whether it stands on one that is not shown is not told either
    if not shown:
        raise NotInGraphError("listed actor", id)
    telling = [name for name in shown if _tells(model, name, question)]
    expected = _expected(model, drawn if telling else None)
    row = recorded(model, given, lists, expected, np.array([own]))[0]
    return (telling or shown)[-1], row


def _chosen(question: GapQuestion, lists: Lists, name: ListName) -> Ints:
    """Who stands on a list."""
    return np.flatnonzero(lists.counted(name) & (name != "never" or not is_part(question)))


def _is_shown(model: ReadModel, question: GapQuestion, lists: Lists, name: ListName) -> bool:
    """Whether the reader may see it, with sectors."""
    hiding = _hiding(model, question, lists)
    return hiding.names_actors and name not in hiding.names


def _hiding(model: ReadModel, question: GapQuestion, lists: Lists) -> Hiding:
    return hidden_of(lists, groupings(model)) if hides_few(model, question) else NOTHING


def _coverage(model: ReadModel, question: GapQuestion, lists: Lists) -> float | None:
    """The share of participations in arenas with complete lists, as the counts tell it."""
    hide = _hiding(model, question, lists).names
    return counted(lists, (), hide, all_of(lists))[0].coverage


def is_part(question: GapQuestion) -> bool:
    """Whether it is about a selection, of which nobody is said to have no participation."""
    return question.part != GapScope(units=question.units)


def _tells(model: ReadModel, name: ListName, question: GapQuestion) -> bool:
    """Whether E of each actor is told.

    The public is told it of orphans, for E ≥ 3 is what puts them on their list; of others it would
    only rank small organisations by name.
    """
    return not is_public(model) or (name == "orphans" and not hides_few(model, question))


def _expected(model: ReadModel, drawn: "Drawn | None") -> Floats:
    """E of every actor; nan where it is not computed or not told."""
    return np.full(model.columns.actor_node.size, np.nan) if drawn is None else drawn.expected


def _compared(
    drawn: "Drawn | None", lists: Lists
) -> tuple[AgainstChance | None, AgainstChance | None]:
    """Who is alone, and who is apart, against the draws, if there are any."""
    if drawn is None:
        return None, None
    within = np.asarray(lists.complete > 0)
    alone = _against(drawn.alone, drawn.moved[0], within)
    return alone, _against(drawn.apart, drawn.moved[1], lists.judged)


def _lists(
    model: ReadModel, question: GapQuestion, given: Participations, drawn: "Drawn | None"
) -> Lists:
    everybody = np.arange(model.columns.actor_node.size)
    own: Bools = np.ones(everybody.size, np.bool_)
    together = question.units == "together"
    if together:
        own = np.asarray(model.columns.top == everybody)
    taking_part = np.bincount(given.actor, minlength=everybody.size) > 0
    beside: Bools = np.zeros(everybody.size, np.bool_)
    if is_part(question):  # only who takes part in it
        own = own & taking_part
    else:
        beside = beside_arenas(model, own & ~taking_part, together=together)
    expected = _expected(model, drawn)
    return lists_of(given, own, beside, classes_of(model), expected, LEAST_EXPECTED)


def _swedish(name: str | None) -> tuple[bool, str]:
    """Å, ä and ö last, and what has no name after everything."""
    return name is None, (name or "").casefold().translate(str.maketrans("åäö", "{|}"))


def _grouped(
    telling: Callable[[Grouping], list[IsolateCounts]], groups: Groupings, hiding: Hiding
) -> list[tuple[IsolateGroup, ...]]:
    """By sector, kind and region, the rows of each table that is told."""
    return [
        tuple(
            IsolateGroup(value=value, **dict(row))
            for value, row in zip(each.values, telling(each), strict=True)
            if row.actors != 0
        )
        if is_told
        else ()
        for each, is_told in zip(groups, hiding.tables, strict=True)
    ]


def _arenas(given: Participations, *, hide: bool) -> SoloArenas:
    sizes = np.bincount(given.arena, minlength=given.arena_source.size)
    known = given.arena_partners_known
    return SoloArenas(
        arenas=int(np.count_nonzero(sizes)),
        complete=int(np.count_nonzero((sizes > 0) & known)),
        solo=None if hide else int(np.count_nonzero(sizes == 1)),
        solo_complete=None if hide else int(np.count_nonzero((sizes == 1) & known)),
        meeting_share=None if hide else meeting_share(given),
    )


def _against(counts: Ints, moved: bool, among: Bools) -> AgainstChance | None:
    from queries.gaps.verdicts import estimate

    observed, of = int(counts[0]), int(np.count_nonzero(among))
    if not moved or not of:
        return None
    found = estimate(observed, counts[1:])
    return AgainstChance(
        observed=observed,
        of=of,
        expected=found.expected,
        expected_range=found.expected_range,
        p_low=found.p_low,
        p_high=found.p_high,
        p=found.p,
    )

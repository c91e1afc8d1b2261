"""The core and the groups as answers, page by page, with names from the read model."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

import numpy as np

from graph_schema import group_answers as answers
from graph_schema.answers import PartPage, Ref
from graph_schema.nodes import Actor
from queries.errors import NotInGraphError
from queries.groups import hiding, summing
from queries.groups.question import Known, Turn, known
from queries.lookup.pages import cut
from queries.lookup.things import find, refs
from queries.network.broker_context import coverage
from queries.network.brokers import SECTORS, BrokerQuestion
from queries.network.two_mode import Bools, Ints
from queries.readmodel.open import ReadModel

LEAST_ACTORS, LEAST_ARENAS = 3, 2  # fewer are the list of one arena, and no finding
CERTAIN = 0.75  # of the runs, to call a member certain
CERTAIN_SHARE = 0.5  # of a group's actors, to name the group
FIRST_MEMBERS, FIRST_ARENAS = 12, 3


def groups(
    model: ReadModel,
    question: BrokerQuestion,
    *,
    limit: int = 20,
    cursor: str | None = None,
    turn: Turn = None,
) -> answers.GroupsAnswer:
    """The core of repeat collaborators, and the groups if runs agree on any."""
    from queries.groups.cores import peel  # compiled code

    found = known(model, question, turn=turn)
    stable = summing.stability(found)
    voted, listed = _listed(found)
    page = cut(model, _asked("groups", question), listed.size, limit, cursor)
    answer = answers.GroupsAnswer(
        items=_groups(found, voted, page.begin, page.end if listed.size else 0),
        next=page.next,
        total=listed.size,
        data_version=model.version,
        exploratory=not question.is_usual,
        scope=question.scope,
        seed=question.seed,
        coverage=coverage(model, question, found.participations),
        network=summing.network(found),
        cores=summing.cores(found, peel(found.repeated.graph, summing.BETA)),
        modularity=summing.modularity(found),
        stability=stable,
        found=voted.listed.size + voted.unsure if stable is not None else None,
        small=voted.small if stable is not None else None,
        unsure=voted.unsure if stable is not None else None,
        least_actors=LEAST_ACTORS,
        null=summing.null_run(found),
        resolutions=summing.resolutions(found),
        hidden=summing.with_hidden(found),
    )
    return hiding.told(found, answer)


def core_members(
    model: ReadModel,
    question: BrokerQuestion,
    *,
    limit: int = 50,
    cursor: str | None = None,
    turn: Turn = None,
) -> PartPage[answers.CoreMember] | None:
    """Who is in the core of repeat collaborators, the deepest first, then by arenas within it.

    None where it is not shown: to the public, of a sensitive part.
    """
    found = known(model, question, turn=turn)
    order, told = _in_core(found)
    if hiding.hides(found):
        return None
    page = cut(model, _asked("core", question), order.size, limit, cursor)
    return PartPage[answers.CoreMember](
        items=told(order[page.begin : page.end]), next=page.next, total=order.size,
        data_version=model.version, coverage=coverage(model, question, found.participations).share,
        exploratory=not question.is_usual,
    )  # fmt: skip


def core_member(
    model: ReadModel, question: BrokerQuestion, id: str, *, turn: Turn = None
) -> answers.CoreMember | None:
    """One actor of the core; None where no list of it is shown. Raises where it is not in it."""
    found = known(model, question, turn=turn)
    order, told = _in_core(found)
    place = _own(found, id)
    if hiding.hides(found):
        return None  # whoever it is
    if place not in order:
        raise NotInGraphError("actor of the core", id)
    return told(np.array([place]))[0]


def _in_core(found: Known) -> tuple[Ints, Callable[[Ints], tuple[answers.CoreMember, ...]]]:
    """Who is in the core, the deepest first, and how any of them are told."""
    from queries.groups.cores import peel

    graph, peeled = found.repeated.graph, peel(found.repeated.graph, summing.BETA)
    inside = summing.in_level(found, peeled, summing.ALPHA)
    within = np.bincount(graph.actor[inside], minlength=graph.actors)
    arenas = np.bincount(graph.actor, minlength=graph.actors)
    order = np.lexsort((-arenas, -within, -peeled.actors))

    def told(shown: Ints) -> tuple[answers.CoreMember, ...]:
        return tuple(
            answers.CoreMember(
                actor=ref,
                sector=SECTORS[int(found.sector[actor])],
                alpha=int(peeled.actors[actor]),
                in_core=int(within[actor]),
                arenas=int(arenas[actor]),
            )
            for actor, ref in zip(shown.tolist(), _refs(found.model, found, shown), strict=True)
        )

    return order[peeled.actors[order] >= summing.ALPHA], told


def _own(found: Known, id: str) -> int:
    """The place of an actor in the network, by its id; -1 where it has none."""
    node = find(found.model, Actor.LABEL, id).n
    place = np.flatnonzero(found.model.columns.actor_node[found.repeated.actors] == node)
    return int(place[0]) if place.size else -1


def _refs(model: ReadModel, found: Known, actors: Ints) -> list[Ref]:
    """Actors of the network by name."""
    nodes = model.columns.actor_node[found.repeated.actors[actors]].tolist()
    named = refs(model, nodes)
    return [named[node] for node in nodes]


def group_members(
    model: ReadModel,
    question: BrokerQuestion,
    number: int,
    *,
    limit: int = 50,
    cursor: str | None = None,
    turn: Turn = None,
) -> PartPage[answers.GroupMember] | None:
    """The actors of one group, those in most of its arenas first; only where runs agree.

    None where it is not shown: to the public, of a sensitive part.
    """
    found = known(model, question, turn=turn)
    voted, listed = _listed(found)
    if hiding.hides(found):
        return None  # whichever it is: how many there are is not told either
    if not 0 < number <= listed.size:
        raise NotInGraphError("group", str(number))
    members = voted.members(int(listed[number - 1]))
    page = cut(model, _asked(f"members {number}", question), members.size, limit, cursor)
    return PartPage[answers.GroupMember](
        items=_members(found, voted, members[page.begin : page.end]),
        next=page.next,
        total=members.size,
        data_version=model.version,
        coverage=coverage(model, question, found.participations).share,
        exploratory=not question.is_usual,
    )


def group_member(
    model: ReadModel, question: BrokerQuestion, id: str, *, turn: Turn = None
) -> tuple[int, answers.GroupMember] | None:
    """One actor of a group and the group's number; None where it is in none that is shown.

    Raises where it is in no group that is named, and all are shown.
    """
    found = known(model, question, turn=turn)
    voted, listed = _listed(found)
    own, shown = _own(found, id), not hiding.hides(found)
    place = np.flatnonzero(listed == voted.group[own]) if own >= 0 and listed.size else listed[:0]
    if place.size and shown:
        return int(place[0]) + 1, _members(found, voted, np.array([own]))[0]
    if not shown:
        return None  # whether it is in one that is not shown is not told either
    raise NotInGraphError("actor of a group", id)


def _listed(found: Known) -> tuple["_Voted", Ints]:
    """What the vote gives, and the groups that are named: none where runs disagree."""
    stable, voted = summing.stability(found), _voted(found)
    named = stable is not None and stable.is_stable
    return voted, voted.listed if named else voted.listed[:0]


class _Voted(NamedTuple):
    """The groups that the vote gives: whose they are, and which are more than one arena's list."""

    group: Ints  # one per actor
    of_arena: Ints
    votes: Ints  # one per actor
    runs: int
    inside: Bools  # participations within a group
    within: Ints  # per actor: how many of its arenas are of its group
    listed: Ints
    small: int
    unsure: int

    def members(self, group: int) -> Ints:
        """Its actors, those in most of its arenas first, then those of most votes."""
        own = np.flatnonzero(self.group == group)
        return own[np.lexsort((-self.votes[own], -self.within[own]))]


def _voted(found: Known) -> _Voted:
    graph, agreed = found.repeated.graph, found.agreed
    none = np.empty(0, np.int64)
    if agreed is None:
        return _Voted(none, none, none, 0, np.empty(0, np.bool_), none, none, 0, 0)
    group, of_arena = agreed["group"][: graph.actors], agreed["group"][graph.actors :]
    votes, runs = agreed["votes"][: graph.actors], agreed["quality"].size
    number = int(agreed["group"].max()) + 1
    inside = group[graph.actor] == of_arena[graph.arena]
    actors = np.bincount(group, minlength=number)
    certain = np.bincount(group[votes >= CERTAIN * runs], minlength=number)
    rows = np.bincount(of_arena[graph.arena[inside]], minlength=number)
    large = (actors >= LEAST_ACTORS) & (np.bincount(of_arena, minlength=number) >= LEAST_ARENAS)
    named = large & (certain >= CERTAIN_SHARE * actors)
    order = np.lexsort((-rows, -actors))
    return _Voted(
        group, of_arena, votes, runs, inside,
        np.bincount(graph.actor[inside], minlength=graph.actors), order[named[order]],
        int((~large).sum()), int((large & ~named).sum()),
    )  # fmt: skip


def _groups(found: Known, voted: _Voted, begin: int, end: int) -> tuple[answers.Group, ...]:
    model = found.model
    sizes = np.bincount(found.repeated.graph.arena, minlength=found.repeated.graph.arenas)
    again = np.bincount(found.repeated.graph.actor, minlength=found.repeated.graph.actors) > 1
    told = []
    for number, group in enumerate(voted.listed[begin:end].tolist(), start=begin + 1):
        members, arenas = voted.members(group), np.flatnonzero(voted.of_arena == group)
        largest = found.repeated.arenas[arenas[np.argsort(-sizes[arenas], kind="stable")]]
        nodes = model.columns.arena_node[largest[:FIRST_ARENAS]].tolist()
        names = refs(model, nodes)
        told.append(
            answers.Group(
                number=number,
                actors=members.size,
                repeating=int(again[members].sum()),
                arenas=arenas.size,
                participations=int(voted.within[members].sum()),
                certain=float((voted.votes[members] >= CERTAIN * voted.runs).mean()),
                sectors=summing.sectors(found.sector[members]),
                members=_members(found, voted, members[:FIRST_MEMBERS]),
                largest_arenas=tuple(names[node] for node in nodes),
            )
        )
    return tuple(told)


def _members(found: Known, voted: _Voted, actors: Ints) -> tuple[answers.GroupMember, ...]:
    nodes = found.model.columns.actor_node[found.repeated.actors[actors]].tolist()
    names = refs(found.model, nodes)
    return tuple(
        answers.GroupMember(
            actor=names[node],
            sector=SECTORS[int(found.sector[actor])],
            arenas=int(voted.within[actor]),
            votes=int(voted.votes[actor]),
        )
        for actor, node in zip(actors.tolist(), nodes, strict=True)
    )


def _asked(what: str, question: BrokerQuestion) -> Mapping[str, object]:
    return {"list": what, **question.model_dump(mode="json")}

"""Rankings of actors, arenas and single participations, as answers page by page."""

from collections.abc import Mapping
from contextlib import AbstractContextManager

import numpy as np

from graph_schema import network_answers as answers
from graph_schema.answers import Ref
from graph_schema.nodes import Actor
from queries.lookup.pages import cut
from queries.lookup.things import find, refs
from queries.network.broker_context import coverage, null_run, parameters, stability, summary
from queries.network.broker_rows import BrokerRows, bands_of
from queries.network.brokers import SECTORS, UNKNOWN, BrokerQuestion, Known, known, world_of
from queries.network.hiding import require_shown
from queries.network.measured import APART, LEAST_MASS, MASS, NEXT, PIECES
from queries.network.ranking import ARENAS, ranked, score
from queries.network.two_mode import Ints, projection
from queries.readmodel.open import ReadModel

MOST_TIES = 20  # bridges listed beside the arenas; ties_total says how many there are
MOST_SEARCHED = 20_000  # pairs, for a meeting that would cover many of them
JOINT_ACTORS = 6  # a meeting of more would cover more, and be another thing to ask of people

Turn = AbstractContextManager[object] | None


def brokers(
    model: ReadModel,
    question: BrokerQuestion,
    by: answers.RankedBy = "sole_pairs",
    *,
    limit: int = 20,
    cursor: str | None = None,
    turn: Turn = None,
) -> answers.BrokersAnswer:
    """Actors on whom something hangs, most first; see ``Broker`` for what each number says."""
    found = shown(model, question, turn)
    order = ranked(score(found.measured, by))
    page = cut(model, _asked("brokers", by, question), order.size, limit, cursor)
    return answers.BrokersAnswer(
        items=BrokerRows(model, found).of(order[page.begin : page.end], by),
        next=page.next,
        total=order.size,
        data_version=model.version,
        exploratory=not question.is_usual,
        by=by,
        parameters=parameters(question, found),
        coverage=coverage(model, question, found.participations),
        network=summary(found),
        bands=bands_of(found.measured),
        null=null_run(found, question),
        stability=stability(found, by, question),
    )


def bridging(
    model: ReadModel,
    question: BrokerQuestion,
    *,
    limit: int = 20,
    cursor: str | None = None,
    turn: Turn = None,
) -> answers.BridgingAnswer:
    """Arenas that hold parts of the network together, and single participations that do."""
    found = shown(model, question, turn)
    order = ranked(score(found.measured, ARENAS))
    page = cut(model, _asked("bridging", ARENAS, question), order.size, limit, cursor)
    ties = ranked(np.where(found.measured.bridge_cuts[:, 0] >= LEAST_MASS,
                           found.measured.bridge_cuts[:, 0], np.nan))  # fmt: skip
    return answers.BridgingAnswer(
        items=_arenas(model, found, order[page.begin : page.end]),
        next=page.next,
        total=order.size,
        data_version=model.version,
        exploratory=not question.is_usual,
        ties=_ties(model, found, ties[:MOST_TIES]),
        ties_total=ties.size,
        parameters=parameters(question, found),
        coverage=coverage(model, question, found.participations),
        network=summary(found),
        stability=stability(found, ARENAS, question),
    )


def sole_pairs_of(
    model: ReadModel,
    question: BrokerQuestion,
    actor: str,
    *,
    limit: int = 50,
    cursor: str | None = None,
    turn: Turn = None,
) -> answers.SolePairsAnswer:
    """The pairs of actors of different sectors that only this one connects, by their ids' order."""
    from queries.network.sole_brokers import joint_arena, pairs_of  # compiled code

    own = int(model.columns.node_index[find(model, Actor.LABEL, actor).n])
    found = shown(model, question, turn)
    total = int(found.measured.sole[own].sum())
    page = cut(model, _asked("sole pairs", actor, question), total, limit, cursor)
    world = world_of(found.participations)
    ties = projection(world.graph)
    searched = total <= MOST_SEARCHED
    pairs = pairs_of(ties, world.sector, own, UNKNOWN, most=None if searched else page.end)
    joint = joint_arena(pairs, JOINT_ACTORS) if searched and total else None
    return answers.SolePairsAnswer(
        broker=BrokerRows(model, found).of(np.array([own]))[0],
        items=_pairs(model, found, pairs[page.begin : page.end]),
        next=page.next,
        total=total,
        joint=None if joint is None else _joint(model, joint),
        data_version=model.version,
        exploratory=not question.is_usual,
        coverage=coverage(model, question, found.participations),
    )


def shown(model: ReadModel, question: BrokerQuestion, turn: Turn) -> Known:
    """All that is known; ``NotShownError`` where the public asks of a sensitive part."""
    found = known(model, question, turn=turn)
    require_shown(model, question, found)
    return found


def _asked(what: str, of: str, question: BrokerQuestion) -> Mapping[str, object]:
    return {"list": what, "of": of, **question.model_dump(mode="json")}


def _arenas(model: ReadModel, found: Known, arenas: Ints) -> tuple[answers.BridgingArena, ...]:
    columns, measured = model.columns, found.measured
    whole = found.participations.arena_partners_known
    names = refs(model, [int(columns.arena_node[arena]) for arena in arenas])
    stays = None if found.stability is None else found.stability[f"{ARENAS} stays"]
    return tuple(
        answers.BridgingArena(
            arena=names[int(columns.arena_node[arena])],
            year=year if (year := int(columns.arena_year[arena])) >= 0 else None,
            participants=int(measured.participants[arena]),
            list_complete=bool(whole[arena]),
            pieces=int(measured.arena_cuts[arena, PIECES]),
            cut_mass=int(measured.arena_cuts[arena, MASS]),
            next_piece=int(measured.arena_cuts[arena, NEXT]),
            pairs_separated=int(measured.arena_cuts[arena, APART]),
            stays=None if stays is None or stays[arena] < 0 else int(stays[arena]),
        )
        for arena in arenas.tolist()
    )


def _ties(model: ReadModel, found: Known, ties: Ints) -> tuple[answers.BridgingTie, ...]:
    columns, measured = model.columns, found.measured
    ends = [
        (int(columns.actor_node[actor]), int(columns.arena_node[arena]))
        for actor, arena in measured.bridge_ends[ties].tolist()
    ]
    names = refs(model, [node for pair in ends for node in pair])
    whole = found.participations.arena_partners_known[measured.bridge_ends[ties, 1]]
    return tuple(
        answers.BridgingTie(
            actor=names[actor],
            arena=names[arena],
            list_complete=complete,
            cut_mass=mass,
            pairs_separated=apart,
        )
        for (actor, arena), complete, (mass, apart) in zip(
            ends, whole.tolist(), measured.bridge_cuts[ties].tolist(), strict=True
        )
    )


def _pairs(model: ReadModel, found: Known, pairs: Ints) -> tuple[answers.SolePair, ...]:
    sector, node = found.participations.sector, model.columns.actor_node
    names = refs(model, [int(node[actor]) for actor in np.unique(pairs)])
    return tuple(
        answers.SolePair(
            a=names[int(node[a])],
            a_sector=SECTORS[int(sector[a])],
            b=names[int(node[b])],
            b_sector=SECTORS[int(sector[b])],
        )
        for a, b in pairs.tolist()
    )


def _joint(model: ReadModel, joint: tuple[list[int], int]) -> answers.JointArena:
    actors, covers = joint
    nodes = [int(model.columns.actor_node[actor]) for actor in actors]
    names: Mapping[int, Ref] = refs(model, nodes)
    return answers.JointArena(actors=tuple(names[node] for node in nodes), covers=covers)

"""Figures of one actor between others: a pair only it connects, and one role it has."""

from dataclasses import replace

import numpy as np

from graph_schema.network_answers import Roles
from graph_schema.nodes import Actor
from graph_schema.vocabularies import Sector
from queries.cards.figure import Asking, Figure, Test, parts_of, values_of
from queries.cards.network_figures import EXACT, of_network
from queries.errors import NotInGraphError
from queries.lookup.things import find, refs
from queries.network.broker_answers import shown
from queries.network.broker_rows import BrokerRows
from queries.network.brokers import UNKNOWN, BrokerQuestion, world_of
from queries.network.two_mode import TwoMode, projection
from queries.readmodel.open import ReadModel

SECTORS = tuple(Sector)
PAIR_FORMULA = (
    "(a, b) is counted in U_v: s(a) ≠ s(b), a and b meet in no arena, and of all actors only v "
    "meets both; arenas: those v shares with each; role of v after Gould & Fernandez (1989, "
    "Sociological Methodology 19:89)"
)
ROLE_FORMULA = (
    "pairs a–v–b where a and b never meet, by the sectors of the three (Gould & Fernandez 1989, "
    "Sociological Methodology 19:89); z and p from draws of the table, never from the formula of "
    "1989"
)


def pair_figure(model: ReadModel, question: BrokerQuestion, key: str, asking: Asking) -> Figure:
    """One pair that only one actor connects, as broker/a/b by their ids."""
    from queries.network.sole_brokers import pairs_of  # compiled code, loaded when needed

    parts_of(key, 3)
    nodes = [find(model, Actor.LABEL, id).n for id in key.split("/")]
    broker, *ends = (int(model.columns.node_index[node]) for node in nodes)
    a, b = sorted(ends)
    found = asking.once(shown, model, question, asking.turn)
    world = world_of(found.participations)
    pairs = pairs_of(projection(world.graph), world.sector, broker, UNKNOWN)
    if not (pairs == [a, b]).all(axis=1).any():
        raise NotInGraphError("figure", key)
    named = refs(model, nodes)
    of = dict(zip((broker, *ends), (named[node] for node in nodes), strict=True))
    arenas = {end: _shared(world.graph, broker, number) for end, number in (("a", a), ("b", b))}
    sectors = {name: SECTORS[int(world.sector[n])] for name, n in
               (("broker", broker), ("a", a), ("b", b))}  # fmt: skip
    about = {"broker": broker, "a": a, "b": b}
    return replace(
        of_network(model, question, found, PAIR_FORMULA),
        about={name: of[number].id for name, number in about.items()},
        named={name: of[number].name for name, number in about.items()},
        values={
            "sectors": {name: sector.value for name, sector in sectors.items()},
            "role": _role(*sectors.values()),
            "arenas": arenas,
            "sole_pairs": int(found.measured.sole[broker].sum()),
        },
        method=EXACT,
        n={"arenas": sum(arenas.values())},
        test=Test(),
        examined=False,
    )


def _shared(graph: TwoMode, one: int, other: int) -> int:
    """How many arenas two actors share."""
    both = (graph.arena[graph.actor == number] for number in (one, other))
    return int(np.intersect1d(*both).size)


def _role(broker: Sector, a: Sector, b: Sector) -> str:
    """The role of a broker between two sectors; none where its own is not known."""
    if broker is Sector.UNKNOWN:
        return "unplaced"
    return "gate" if broker in (a, b) else "liaison"


def role_figure(model: ReadModel, question: BrokerQuestion, key: str, asking: Asking) -> Figure:
    """One role of one actor, as actor/role."""
    actor, role = parts_of(key, 2)
    if role not in Roles.model_fields:
        raise NotInGraphError("figure", key)
    own = int(model.columns.node_index[find(model, Actor.LABEL, actor).n])
    found = asking.once(shown, model, question, asking.turn)
    if not found.measured.arenas[own]:
        raise NotInGraphError("figure", key)
    row = BrokerRows(model, found).of(np.array([own]))[0]
    against = None if row.against_null is None else getattr(row.against_null, role, None)
    counted = {"observed": getattr(row.roles, role), "brokered": row.roles.total}
    return replace(
        of_network(model, question, found, ROLE_FORMULA),
        about={"actor": actor, "role": role},
        named={"actor": row.actor.name},
        values=counted if against is None else {**counted, **values_of(against, "observed")},
        n={"arenas": row.arenas},
    )

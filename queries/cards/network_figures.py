"""Figures of bridges and brokers, of the core and of groups."""

from dataclasses import replace

import numpy as np

from graph_schema.answers import Page
from graph_schema.card_answers import Hidden
from graph_schema.network_answers import BridgingArena, RankedBy, RolesAgainstNull, Stability
from graph_schema.nodes import Actor
from queries.cards.drawn_in import drawn_in
from queries.cards.figure import (
    MOST_ASKED,
    Asking,
    Figure,
    Test,
    Values,
    every_item,
    one_of,
    values_of,
)
from queries.errors import NotInGraphError
from queries.gaps.participations import Participations
from queries.lookup.things import find
from queries.network.broker_answers import bridging, shown
from queries.network.broker_context import coverage, null_run, parameters, stability, summary
from queries.network.broker_rows import BrokerRows, bands_of
from queries.network.brokers import BrokerQuestion, Known
from queries.network.ranking import ARENAS
from queries.readmodel.open import ReadModel

RANKED: RankedBy = "sole_pairs"  # the ranking whose stability a card of an actor tells
EXACT = "exact, nothing drawn"
SAMPLED = "exact but for betweenness, which is estimated from drawn starts; betweenness_error says"
MEASURES_FORMULA = (
    "sole_pairs: U_v = #{(a, b): s(a) ≠ s(b), a and b never meet, v their only common partner}, "
    "burden = U_v/ΣU; roles: pairs a–v–b where a and b never meet (Gould & Fernandez 1989, "
    "Sociological Methodology 19:89); constraint c = Σ_j(p_ij + Σ_q p_iq·p_qj)² (Burt 1992) with "
    "Newman's weights; effective_size n − 2t/n (Borgatti 1997, Connections 20:35); cut_mass: actors"
    " outside the largest piece left without v, in the two-mode graph; betweenness of the two-mode "
    "graph (Brandes 2001); against_null: z and p from draws of the table, never from the formula of"
    " 1989"
)
BRIDGING_FORMULA = (
    "cut_mass: actors outside the largest piece left without the arena; pairs_separated: pairs of "
    "actors that come to lie in different pieces, in the two-mode graph"
)
NETWORK_FORMULA = (
    "pieces: connected components of the two-mode graph; fragmentation F = 1 − Σ_c s_c(s_c − 1)/"
    "(n(n − 1)) over actors (Borgatti 2006, CMOT 12:21); cut_actors, cut_arenas: articulation "
    "points, …_of_mass those of cut mass ≥ 3; bridges: participations that are the only way between"
    " two parts; sole_pairs ΣU_v"
)
BAND_FORMULA = (
    "lowest_quarter, median: of the constraint c = Σ_j(p_ij + Σ_q p_iq·p_qj)² (Burt 1992) with "
    "Newman's weights, over actors with as many partners (Everett & Borgatti 2020, Social Networks "
    "62:50)"
)


def measures_figure(model: ReadModel, question: BrokerQuestion, key: str, asking: Asking) -> Figure:
    """All measures of one actor, by its id."""
    own = int(model.columns.node_index[find(model, Actor.LABEL, key).n])
    found = asking.once(shown, model, question, asking.turn)
    if not found.measured.arenas[own]:
        raise NotInGraphError("figure", key)
    row = BrokerRows(model, found).of(np.array([own]), RANKED)[0]
    figure = replace(
        of_network(model, question, found, MEASURES_FORMULA),
        about={"actor": key},
        named={"actor": row.actor.name},
        values=values_of(row, "actor", "pairs", "stays"),
        significance=_of_roles(row.against_null),
    )
    return _with_hidden(figure, stability(found, RANKED, question), row.stays)


def bridging_figure(model: ReadModel, question: BrokerQuestion, key: str, asking: Asking) -> Figure:
    """What would come apart without one arena, by its id."""

    def ask(cursor: str | None) -> Page[BridgingArena]:
        page = bridging(model, question, limit=MOST_ASKED, cursor=cursor, turn=asking.turn)
        return Page(items=page.items, next=page.next, total=page.total, data_version=model.version)

    row = one_of(every_item(ask), lambda each: each.arena.id == key, key)
    found = asking.once(shown, model, question, asking.turn)
    figure = replace(
        of_network(model, question, found, BRIDGING_FORMULA),
        about={"arena": key},
        named={"arena": row.arena.name},
        values=values_of(row, "arena", "stays"),
    )
    return _with_hidden(figure, stability(found, ARENAS, question), row.stays)


def network_figure(model: ReadModel, question: BrokerQuestion, key: str, asking: Asking) -> Figure:
    """One figure of the whole network by its name, such as pieces or fragmentation."""
    found = asking.once(shown, model, question, asking.turn)
    told = values_of(summary(found))
    if key not in told:
        raise NotInGraphError("figure", key)
    return replace(
        of_network(model, question, found, NETWORK_FORMULA),
        about={"name": key},
        values={"observed": told[key]},
    )


def band_figure(model: ReadModel, question: BrokerQuestion, key: str, asking: Asking) -> Figure:
    """The constraint of actors with about as many partners, by the least number of these."""
    found = asking.once(shown, model, question, asking.turn)
    row = one_of(iter(bands_of(found.measured)), lambda band: str(band.least) == key, key)
    open_above = () if row.most is not None else ("most",)
    return replace(
        of_network(model, question, found, BAND_FORMULA),
        about={"partners": key},
        named={"partners": f"{key}–{row.most}" if row.most is not None else f"≥ {key}"},
        values=values_of(row, "least", *open_above),
        method=EXACT,
        n={"actors": row.actors},
        test=Test(),
        examined=False,
    )


def of_network(model: ReadModel, question: BrokerQuestion, found: Known, formula: str) -> Figure:
    """A figure without its name and values: all that those of one network share."""
    null, asked = null_run(found, question), parameters(question, found)
    lists = coverage(model, question, found.participations)
    method = EXACT if asked.exact_betweenness or formula is not MEASURES_FORMULA else SAMPLED
    return Figure(
        about={},
        values={},
        formula=formula,
        method=method if null is None else f"{method}; null: {null.algorithm}",
        n={"participations": int(found.measured.arenas.sum())},
        parameters=values_of(asked),
        exploratory=not question.is_usual,
        sources={each.source for each in lists.sources},
        test=Test(seed=question.seed)
        if null is None
        else in_strata(Test(null.draws, null.seed), found.participations),
        coverage=lists.share,
        unseen=lists.unseen,
        examined=null is not None,
    )


def in_strata(test: Test, participations: Participations) -> Test:
    from queries.gaps.meetings import tested  # compiled code, loaded when needed

    return drawn_in(test, [tested(participations, role_aware=True)])


def _of_roles(null: RolesAgainstNull | None) -> Values:
    """What the draws gave for all that is brokered, and the p of each role."""
    if null is None:
        return {}
    ps = {role: told["p"] for role, told in values_of(null).items()}
    return {"expected": null.total.expected, "p": ps}


def _with_hidden(figure: Figure, fared: Stability | None, own: int | None) -> Figure:
    if fared is None:
        return figure
    hidden = Hidden(
        hidden_share=fared.hidden_share,
        repeats=fared.repeats,
        kept=fared.overlap,
        least=fared.least,
        own=own,
    )
    return replace(figure, stability=hidden, examined=True)

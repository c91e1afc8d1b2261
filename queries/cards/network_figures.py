"""Figures of bridges and brokers, of the core and of groups."""

from dataclasses import replace

import numpy as np

from graph_schema.answers import Page
from graph_schema.base import GraphModel
from graph_schema.card_answers import Hidden
from graph_schema.group_answers import AgainstDraws, Group, GroupsAnswer
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
    hidden,
    one_of,
    parts_of,
    values_of,
)
from queries.errors import NotInGraphError
from queries.gaps.participations import Participations
from queries.groups.answers import groups
from queries.groups.question import known
from queries.groups.summing import ALPHA
from queries.lookup.things import find
from queries.network.broker_answers import bridging, shown
from queries.network.broker_context import coverage, null_run, parameters, stability, summary
from queries.network.broker_rows import BrokerRows
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
GROUP_FORMULA = (
    "Barber's modularity Q_B = (1/m)Σ(B_ip − k_i·h_p/m)δ (Barber 2007, Physical Review E 76:066102)"
    " by Leiden's algorithm (Traag, Waltman & van Eck 2019, Scientific Reports 9:5233); a group is "
    "what most of the runs vote for; certain: share of actors three of four runs put there"
)
CORE_FORMULA = (
    "(α, β)-core: what is left when actors in fewer than α arenas and arenas with fewer than β "
    "actors are taken away until none is"
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
    told = values_of(summary(model, question, found))
    if key not in told:
        raise NotInGraphError("figure", key)
    return replace(
        of_network(model, question, found, NETWORK_FORMULA),
        about={"name": key},
        values={"observed": told[key]},
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
        exploratory=question.scope.is_chosen,
        sources={each.source for each in lists.sources},
        test=Test(seed=question.seed)
        if null is None
        else _in_strata(Test(null.draws, null.seed), found.participations),
        coverage=lists.share,
        unseen=lists.unseen,
        examined=null is not None,
    )


def _in_strata(test: Test, participations: Participations) -> Test:
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


def group_figure(model: ReadModel, question: BrokerQuestion, key: str, asking: Asking) -> Figure:
    """group/number, core/alpha, or whole/modularity, whole/stability or whole/network."""
    kind, name = parts_of(key, 2)
    answer = groups(model, question, limit=MOST_ASKED, turn=asking.turn)
    values, against = _grouped(model, question, answer, kind, name, asking)
    null, hidden = answer.null, answer.hidden
    test = Test(seed=answer.seed)
    if null is not None:
        own = known(model, question, turn=asking.turn).participations
        test = _in_strata(Test(null.draws, null.seed), own)
    core = kind == "core"
    return Figure(
        about={"of": kind, "name": name},
        values=values,
        formula=CORE_FORMULA if core else GROUP_FORMULA,
        method=EXACT if null is None else null.algorithm,
        n={"participations": answer.network.participations},
        parameters={
            "scope": values_of(answer.scope),
            "seed": answer.seed,
            "least_actors": answer.least_actors,
        },
        exploratory=question.scope.is_chosen,
        sources={each.source for each in answer.coverage.sources},
        test=test,
        coverage=answer.coverage.share,
        unseen=answer.coverage.unseen,
        stability=None
        if hidden is None
        else Hidden(
            hidden_share=hidden.hidden_share,
            repeats=hidden.repeats,
            kept=hidden.core if core else hidden.groups,
            least=hidden.core_least if core else hidden.groups_least,
        ),
        examined=null is not None,
        significance={} if against is None else {"expected": against.expected, "p": against.p},
    )


def _grouped(
    model: ReadModel,
    question: BrokerQuestion,
    answer: GroupsAnswer,
    kind: str,
    name: str,
    asking: Asking,
) -> tuple[Values, AgainstDraws | None]:
    """The values of what is named, and what the draws gave for it."""
    key = f"{kind}/{name}"
    if kind == "group":

        def ask(cursor: str | None) -> Page[Group]:
            page = groups(model, question, limit=MOST_ASKED, cursor=cursor, turn=asking.turn)
            return Page(
                items=page.items, next=page.next, total=page.total, data_version=model.version
            )

        group = one_of(every_item(ask), lambda each: str(each.number) == name, key)
        return values_of(group, "number"), None
    if kind == "core":
        if answer.sensitive and not answer.cores.levels:
            raise hidden(key)
        level = one_of(iter(answer.cores.levels), lambda each: str(each.alpha) == name, key)
        held = answer.cores.against_null if level.alpha == ALPHA else None
        return values_of(level, "alpha"), None if held is None else held.actors
    whole: dict[str, GraphModel | None] = {
        "modularity": answer.modularity,
        "stability": answer.stability,
        "network": answer.network,
    }
    found = whole.get(name) if kind == "whole" else None
    if found is None:
        raise NotInGraphError("figure", key)
    return values_of(found), answer.modularity.against_null if (
        name == "modularity" and answer.modularity is not None
    ) else None

"""Figures of the core, of groups, and of the actors in them."""

from dataclasses import replace

from graph_schema.answers import Page
from graph_schema.base import GraphModel
from graph_schema.card_answers import Hidden
from graph_schema.group_answers import AgainstDraws, CoreMember, Group, GroupMember, GroupsAnswer
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
from queries.cards.network_figures import EXACT, in_strata
from queries.errors import NotInGraphError, NotMadeYetError
from queries.groups.answers import core_member, group_member, groups
from queries.groups.question import known
from queries.groups.summing import ALPHA
from queries.network.brokers import BrokerQuestion
from queries.readmodel.open import ReadModel

IN_CORE, IN_GROUP = "in-core", "in-group"
GROUP_FORMULA = (
    "Barber's modularity Q_B = (1/m)Σ(B_ip − k_i·h_p/m)δ (Barber 2007, Physical Review E 76:066102)"
    " by Leiden's algorithm (Traag, Waltman & van Eck 2019, Scientific Reports 9:5233); a group is "
    "what most of the runs vote for; certain: share of actors three of four runs put there; "
    "against_null: the mean of compared_runs runs on the data against that of as many on every "
    "draw; p_range: p of as many other runs"
)
CORE_FORMULA = (
    "(α, β)-core: what is left when actors in fewer than α arenas and arenas with fewer than β "
    "actors are taken away until none is"
)

RESOLUTION_FORMULA = (
    "Barber's modularity at a resolution, (1/m)Σ(B_ip − γ·k_i·h_p/m)δ (Barber 2007, Physical Review"
    " E 76:066102), by Leiden's algorithm (Traag, Waltman & van Eck 2019, Scientific Reports "
    "9:5233); groups: median of the runs; mean, least: adjusted Rand index of every two runs, on "
    "actors in at least two arenas; with_usual: mean of the same with the groups at γ = 1"
)
TEN_RUNS = "ten runs, each from random numbers of its own"


def group_figure(model: ReadModel, question: BrokerQuestion, key: str, asking: Asking) -> Figure:
    """group/number, core/alpha, whole/modularity, /stability or /network, or in-…/id of an actor.

    An actor is one of the core or of the group it is in.
    """
    kind, name = parts_of(key, 2)
    answer = asking.once(groups, model, question, limit=MOST_ASKED, turn=asking.turn)
    figure = replace(
        _of_network(model, question, answer, asking, core=kind in {"core", IN_CORE}),
        about={"of": kind, "name": name},
    )
    if kind == IN_CORE:
        return _in_core(figure, core_member(model, question, name, turn=asking.turn))
    if kind == IN_GROUP:
        return _in_group(figure, group_member(model, question, name, turn=asking.turn))
    values, against = _grouped(model, question, answer, kind, name, asking)
    if against is not None:
        expected = {"expected": against.expected, "p": against.p}
        return replace(figure, values=values, significance=expected)
    return replace(figure, values=values)


def resolution_figure(
    model: ReadModel, question: BrokerQuestion, key: str, asking: Asking
) -> Figure:
    """The groups at another resolution, by its γ; 2 and 2.0 are the same."""
    answer = asking.once(groups, model, question, limit=MOST_ASKED, turn=asking.turn)
    if answer.resolutions is None:
        raise NotMadeYetError(
            "other resolutions have not been tried in this version yet; a POST to the address of "
            "the answer begins it, its page has a button for it, and the command "
            "`ekokarta groups --examine` does it"
        )
    if _is_untold(answer):
        raise hidden(key)
    row = one_of(iter(answer.resolutions), lambda each: key in _written(each.gamma), key)
    gamma = str(row.gamma)
    return replace(
        _of_network(model, question, answer, asking, core=False),
        about={"gamma": gamma},
        named={"gamma": f"γ = {gamma}"},
        values=values_of(row, "gamma"),
        formula=RESOLUTION_FORMULA,
        method=TEN_RUNS,
        test=Test(seed=answer.seed),
        stability=None,
    )


def _is_untold(answer: GroupsAnswer) -> bool:
    """Whether groups, and who meets again, are not told of a sensitive part."""
    return answer.sensitive and answer.network.repeating is None


def _written(gamma: float) -> set[str]:
    """How a resolution may stand in an address; JavaScript leaves .0 out."""
    return {str(gamma), f"{gamma:g}"}


def _of_network(
    model: ReadModel,
    question: BrokerQuestion,
    answer: GroupsAnswer,
    asking: Asking,
    *,
    core: bool,
) -> Figure:
    """What all of them have in common, before one is named."""
    null, withheld = answer.null, answer.hidden
    return Figure(
        about={},
        values={},
        formula=CORE_FORMULA if core else GROUP_FORMULA,
        method=EXACT if null is None else null.algorithm,
        n={"participations": answer.network.participations},
        parameters={
            "scope": values_of(answer.scope),
            "seed": answer.seed,
            "least_actors": answer.least_actors,
        },
        exploratory=not question.is_usual,
        sources={each.source for each in answer.coverage.sources},
        test=_drawn(model, question, answer, asking),
        coverage=answer.coverage.share,
        unseen=answer.coverage.unseen,
        stability=None
        if withheld is None
        else Hidden(
            hidden_share=withheld.hidden_share,
            repeats=withheld.repeats,
            kept=withheld.core if core else withheld.groups,
            least=withheld.core_least if core else withheld.groups_least,
        ),
        examined=null is not None,
    )


def _in_core(figure: Figure, member: CoreMember | None) -> Figure:
    if member is None:
        raise hidden("/".join(figure.about.values()))
    return replace(
        figure,
        named={"name": member.actor.name},
        values=values_of(member, "actor", "sector"),
        n={"arenas": member.arenas},
        answer="/network/groups/core",
    )


def _in_group(figure: Figure, found: tuple[int, GroupMember] | None) -> Figure:
    if found is None:
        raise hidden("/".join(figure.about.values()))
    number, member = found
    return replace(
        figure,
        named={"name": member.actor.name},
        values=values_of(member, "actor", "sector"),
        n={"arenas": member.arenas},
        answer=f"/network/groups/{number}/members",
    )


def _drawn(
    model: ReadModel, question: BrokerQuestion, answer: GroupsAnswer, asking: Asking
) -> Test:
    """The draws of the network, where they were made."""
    if answer.null is None:
        return Test(seed=answer.seed)
    own = asking.once(known, model, question, turn=asking.turn).participations
    return in_strata(Test(answer.null.draws, answer.null.seed), own)


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
    if _is_untold(answer):
        raise hidden(key)  # whichever is asked for
    if kind == "group":

        def ask(cursor: str | None) -> Page[Group]:
            page = groups(model, question, limit=MOST_ASKED, cursor=cursor, turn=asking.turn)
            return Page(
                items=page.items, next=page.next, total=page.total, data_version=model.version
            )

        group = one_of(every_item(ask), lambda each: str(each.number) == name, key)
        return values_of(group, "number"), None
    if kind == "core":
        if answer.sensitive:
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
    if name == "modularity" and answer.modularity is not None:
        return values_of(found), answer.modularity.against_null
    return values_of(found), None

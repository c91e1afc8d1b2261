"""Evidence cards: every figure of every answer with all it takes to refute it, at an address."""

from collections.abc import Callable, Mapping
from typing import Annotated, Any, get_args

from fastapi import Depends, Path, Query, Request
from fastapi.responses import Response

from graph_schema.card_answers import CardKind, EvidenceCard
from queries.cards.addresses import card_path
from queries.cards.counted_figures import EverythingQuestion, PeriodQuestion
from queries.cards.figure import Asking
from queries.cards.making import card
from queries.cards.time_figures import SunsetQuestion
from queries.sunset.question import day_of
from service.dependencies import AccessDep, ChangingModelDep, FiltersDep, ModelDep, router
from service.exports.analyses import card_described
from service.exports.linked_data import mapping_of
from service.parameters import Span
from service.routes import brokers, coverage, funders, gaps, sunset, whatif, whitespace
from service.routes.linked import LINKED, document, wanted

ROUTER = router("cards")
NOT_OFFERED: dict[int | str, dict[str, Any]] = {
    406: {"description": "None of the media types accepted can be given"}
}
Key = Annotated[
    str,
    Path(max_length=200, description="What names the figure within its answer, part by part"),
]


def _of_day(model: ModelDep, ahead: Annotated[sunset.Ahead, Query()]) -> SunsetQuestion:
    return SunsetQuestion(day=day_of(model, ahead.day))


def _period(span: Annotated[Span, Query()]) -> PeriodQuestion:
    return PeriodQuestion(**span.model_dump())


PERIOD, EVERYTHING = Annotated[Any, Depends(_period)], Annotated[Any, Depends(EverythingQuestion)]
OF_DAY = Annotated[Any, Depends(_of_day)]
QUESTIONS: Mapping[CardKind, Any] = {
    "sectors": gaps.QuestionDep,
    "scrutiny": gaps.QuestionDep,
    "live": gaps.QuestionDep,
    "whitespace": whitespace.QuestionDep,
    "triples": whitespace.QuestionDep,
    "coverage": coverage.QuestionDep,
    "measures": brokers.BrokerQuestionDep,
    "roles": brokers.BrokerQuestionDep,
    "sole-pairs": brokers.BrokerQuestionDep,
    "bridging": brokers.BrokerQuestionDep,
    "network": brokers.BrokerQuestionDep,
    "bands": brokers.BrokerQuestionDep,
    "groups": brokers.BrokerQuestionDep,
    "resolutions": brokers.BrokerQuestionDep,
    "isolates": gaps.SectorQuestionDep,
    "voice": gaps.SectorQuestionDep,
    "trend": gaps.SectorQuestionDep,
    "sunset": OF_DAY,
    "funders": funders.QuestionDep,
    "funder-cells": funders.QuestionDep,
    "funder-overlaps": funders.QuestionDep,
    "whatif": whatif.QuestionDep,
    "totals": PERIOD,
    "timeline": FiltersDep,
    "status": EVERYTHING,
}
"""How the question of each kind is read from an address."""
FORMS: Mapping[CardKind, str] = {
    "sectors": "`a/b`, two sectors or other groups, or `whole/` and the name of a figure",
    "scrutiny": "`way/` and a number, `merge/` and a number or `together`, `arena/` or `actor/` "
    "and an id, `calibration`, `label-calibration`, `agreement`, `composition`, `fragility` or "
    "`weighted` and a pair as `/a/b`, or `held-out/year/a/b`; numbers are places in the lists of "
    "the answer, from 1",
    "live": "`a/b`, two sectors or other groups",
    "whitespace": "`row/column`, two ids",
    "triples": "`region/theme/target_group`, three ids",
    "coverage": "the value of a slice, or `whole`",
    "measures": "the id of an actor",
    "roles": "the id of an actor, a slash and `coordinator`, `consultant`, `gate`, `liaison`, "
    "`unplaced` or `total`",
    "sole-pairs": "`broker/a/b`, the ids of three actors",
    "bridging": "the id of an arena",
    "network": "the name of a figure of the whole, such as `pieces` or `fragmentation`",
    "bands": "the least number of partners of a band, as the answer has it",
    "groups": "`group/` and a number, `core/` and α, `in-group/` or `in-core/` and the id of an "
    "actor, or `whole/` and `modularity`, `stability` or `network`",
    "resolutions": "γ, as the answer has it",
    "isolates": "`whole/counts`, `whole/arenas`, `chance/alone`, `chance/apart`, or `sector`, "
    "`kind` or `region`, a slash and its value (`none` where none is stated)",
    "voice": "the id of a target group",
    "trend": "`across`, `pair/a/b`, `kept/year`, `kept_across/year`, `year/` and a year, "
    "`across-year/` and a year, or `pair-year/a/b/year`",
    "sunset": "a quarter as the answer names it, or `day`",
    "funders": "the id of a region or theme, or `whole`",
    "funder-cells": "`region/theme`, two ids",
    "funder-overlaps": "`a/b`, the ids of two funders",
    "whatif": "`pair/a/b`, `figure/` and its name, `most/` and the figure of an actor, `actor/`, "
    "that figure and an id, or `trend`",
    "totals": "`dimension/value`, as `/totals` has them",
    "timeline": "a year, or `undated`",
    "status": "a kind of thing, a type of tie or a sector, as `/status` has them",
}
"""How a figure is named within its answer."""


def asked_card(kind: CardKind) -> Callable[..., EvidenceCard]:
    """The dependency that gives the card of a kind a request asks for."""
    read = get_args(QUESTIONS[kind])[-1]

    def found(
        key: Key, model: ChangingModelDep, access: AccessDep, question: Annotated[Any, read]
    ) -> EvidenceCard:
        return card(model, kind, question, key, Asking(access.computing, at_once=True))

    return found


def _add(kind: CardKind) -> None:
    asked = asked_card(kind)

    def get_card(
        found: Annotated[EvidenceCard, Depends(asked)], request: Request, access: AccessDep
    ) -> Response | EvidenceCard:
        base = access.settings.base_address
        form = wanted(request, base, {"application/json": "json"})
        if form == "json":
            return found
        mapping = mapping_of(base)
        return document([card_described(found, mapping.terms)], form, mapping)

    ROUTER.add_api_route(
        card_path(kind, "{key:path}"),
        get_card,
        response_model=EvidenceCard,
        responses={200: {"content": {media_type: {} for media_type in LINKED}}, **NOT_OFFERED},
        name=f"get_{kind.replace('-', '_')}_card",
        summary=f"Card of a figure: {kind}",
        description="One figure with formula, null, strata, sources and data version: all it takes"
        " to refute it. Save it and `ekokarta recompute CARD.json` says whether it still comes out "
        f"the same. Linked data gives it as one observation of a Data Cube (`qb:`). The figure is "
        f"named by {FORMS[kind]}.",
    )


for _kind in QUESTIONS:
    _add(_kind)

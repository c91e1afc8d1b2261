"""Who stands between whom, what would come apart without them, and the pairs behind a number."""

from typing import Annotated
from urllib.parse import urlencode

from fastapi import Depends, Query, Request
from fastapi.responses import Response
from pydantic import Field

from graph_schema.draws import DEFAULT_SEED, LAST_SEED
from graph_schema.network_answers import (
    BridgingAnswer,
    BrokersAnswer,
    RankedBy,
    SolePairsAnswer,
)
from queries.cards.addresses import carded
from queries.network.broker_answers import bridging, brokers, sole_pairs_of
from queries.network.brokers import BrokerQuestion
from service.broker_text import AnswerT, with_command
from service.dependencies import API, AccessDep, ModelDep
from service.parameters import Asked, PlaceQuery, ShortPlaceQuery, Span
from service.routes.cubes import carded_router
from service.routes.gaps import Scoping
from service.routes.views import DRAWN, DrawDep, WithPicture

ROUTER = carded_router("network")
SCOPE = (
    "units", "source", "kind", "region", "theme", "programme", "funder", "period_from",
    "period_to",
)  # fmt: skip
ASKED = ("seed", *SCOPE)
"""Parameters of a ranking; they belong in the link to what lies behind a number too."""


class Sampling(Asked):
    """Where what is sampled starts."""

    seed: int = Field(default=DEFAULT_SEED, ge=0, le=LAST_SEED, description="Where sampling begins")


class Ranking(Asked):
    """What comes first."""

    by: RankedBy = Field(default="sole_pairs", description="What actors are ranked by")


async def _question(
    sampling: Annotated[Sampling, Query()],
    scoping: Annotated[Scoping, Query()],
    span: Annotated[Span, Query()],
) -> BrokerQuestion:
    scope = scoping.model_dump(exclude={"source"})
    sources = (scoping.source,) if scoping.source is not None else ()
    asked = {**sampling.model_dump(), **scope, **span.model_dump()}
    return BrokerQuestion(sources=sources, **asked)


BrokerQuestionDep = Annotated[BrokerQuestion, Depends(_question)]
RankingQuery = Annotated[Ranking, Query()]


def _brokers(
    model: ModelDep,
    access: AccessDep,
    question: BrokerQuestionDep,
    ranking: RankingQuery,
    place: ShortPlaceQuery,
    request: Request,
) -> BrokersAnswer:
    found = brokers(
        model, question, ranking.by, limit=place.limit, cursor=place.cursor, turn=access.computing
    )
    return _whole(with_command(found, question, model, request.query_params.get("as_of")), request)


def _bridging(
    model: ModelDep,
    access: AccessDep,
    question: BrokerQuestionDep,
    place: ShortPlaceQuery,
    request: Request,
) -> BridgingAnswer:
    found = bridging(model, question, limit=place.limit, cursor=place.cursor, turn=access.computing)
    return _whole(with_command(found, question, model, request.query_params.get("as_of")), request)


def _whole(found: AnswerT, request: Request) -> AnswerT:
    """An answer that lacks something is not to be kept: the same version will say more."""
    if found.command is not None:
        del request.state.etag
    return found


def _sole_pairs(
    id: str, model: ModelDep, access: AccessDep, question: BrokerQuestionDep, place: PlaceQuery
) -> SolePairsAnswer:
    return sole_pairs_of(
        model, question, id, limit=place.limit, cursor=place.cursor, turn=access.computing
    )


BrokersDep = Annotated[BrokersAnswer, Depends(_brokers)]
BridgingDep = Annotated[BridgingAnswer, Depends(_bridging)]
SolePairsDep = Annotated[SolePairsAnswer, Depends(_sole_pairs)]


@ROUTER.get("/network/measures")
def get_measures(found: BrokersDep, question: BrokerQuestionDep, request: Request) -> BrokersAnswer:
    """Actors on whom ties between others hang, most first: a risk and a workload, no merit.

    `sole_pairs` counts pairs of actors of two sectors that nobody else connects, `cut_mass` actors
    cut off from the largest piece without this one, `roles` the pairs it stands between. z and
    stability take long and are given once `command` has been run.
    """
    end = _end(request)
    linked = found.linked(lambda actor: f"{API}/network/measures/{actor}/pairs{end}")
    return carded(linked, question)


@ROUTER.get("/network/measures/{id}/pairs")
def get_sole_pairs(found: SolePairsDep, question: BrokerQuestionDep) -> SolePairsAnswer:
    """The pairs of actors of different sectors that only this one connects."""
    return carded(found, question)


@ROUTER.get("/network/bridging")
def get_bridging(found: BridgingDep, question: BrokerQuestionDep) -> BridgingAnswer:
    """Arenas without which parts of the network would come apart, and single participations."""
    return carded(found, question)


@ROUTER.get("/views/brokers.{form}", **DRAWN)
def view_brokers(form: WithPicture, found: BrokersDep, draw: DrawDep) -> Response:
    """Actors on whom ties between others hang, as bars."""
    return draw("brokers", form, found)


@ROUTER.get("/views/bridging.{form}", **DRAWN)
def view_bridging(form: WithPicture, found: BridgingDep, draw: DrawDep) -> Response:
    """Arenas without which parts of the network would come apart, as bars."""
    return draw("bridging", form, found)


def _end(request: Request) -> str:
    given = request.query_params
    asked = urlencode({name: given[name] for name in (*ASKED, "as_of") if given.get(name, "")})
    return f"?{asked}" if asked else ""

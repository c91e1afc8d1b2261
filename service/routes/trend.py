"""Whether sectors meet more, or less, from year to year than their activity gives."""

from typing import Annotated

from fastapi import Depends, Request

from graph_schema.trend_answers import MixingTrend
from queries.cards.addresses import carded
from queries.trend.question import mixing_trend
from service.dependencies import AccessDep, ModelDep
from service.lacking import with_beginning
from service.routes.cubes import carded_router
from service.routes.gaps import SectorQuestionDep

ROUTER = carded_router("gaps")


def _trend(
    model: ModelDep, access: AccessDep, question: SectorQuestionDep, request: Request
) -> MixingTrend:
    found = mixing_trend(model, question, turn=access.computing, at_once=True)
    return with_beginning(found, "trend", question, request)


TrendDep = Annotated[MixingTrend, Depends(_trend)]


@ROUTER.get("/gaps/trend")
def get_mixing_trend(found: TrendDep, question: SectorQuestionDep) -> MixingTrend:
    """Meetings of every pair of sectors by start year, beside what each year would give.

    Growth in volume is no growth in mixing: the expectation of the year is the offset of the line.
    Fewer than five years give no test. Where null draws take long they are given once the job at
    `not_computed.begin` is done.
    """
    return carded(found, question)

"""Totals by sector, region, theme, funder or year."""

from enum import StrEnum
from typing import Annotated

from fastapi import Query

from graph_schema.answers import TimelineAnswer, TotalsAnswer
from queries.cards.addresses import carded
from queries.cards.counted_figures import PeriodQuestion
from queries.lookup.timeline import timeline
from queries.lookup.totals import DIMENSIONS, totals
from service.dependencies import FiltersDep, ModelDep
from service.parameters import Year
from service.routes.cubes import carded_router

ROUTER = carded_router("totals")
Dimension = StrEnum("Dimension", {name.upper(): name for name in DIMENSIONS})  # type: ignore[misc]
FromQuery = Annotated[Year, Query(description="First year of the period")]
ToQuery = Annotated[Year, Query(description="Last year of the period")]


@ROUTER.get("/totals/{dimension}")
def get_totals(
    dimension: Dimension, model: ModelDep, period_from: FromQuery = None, period_to: ToQuery = None
) -> TotalsAnswer:
    """Counts and sums per value; null counts mean not covered, which is not zero."""
    given = period_from is not None or period_to is not None
    period = (period_from, period_to) if given else None
    question = PeriodQuestion(period_from=period_from, period_to=period_to)
    return carded(totals(model, str(dimension), period=period), question)


@ROUTER.get("/timeline")
def get_timeline(model: ModelDep, filters: FiltersDep) -> TimelineAnswer:
    """Projects and collaborations per start year and sector; years not covered are no zeros."""
    return carded(timeline(model, filters=filters), filters)

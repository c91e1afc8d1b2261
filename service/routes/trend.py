"""Whether sectors meet more, or less, from year to year than their activity gives."""

from typing import Annotated

from fastapi import Depends

from graph_schema.trend_answers import MixingTrend
from queries.trend.question import mixing_trend
from service.dependencies import AccessDep, ModelDep, router
from service.routes.gaps import SectorQuestionDep

ROUTER = router("gaps")


def _trend(model: ModelDep, access: AccessDep, question: SectorQuestionDep) -> MixingTrend:
    return mixing_trend(model, question, turn=access.computing)


TrendDep = Annotated[MixingTrend, Depends(_trend)]


@ROUTER.get("/gaps/trend")
def get_mixing_trend(found: TrendDep) -> MixingTrend:
    """Meetings of every pair of sectors by start year, beside what each year would give.

    Growth in volume is no growth in mixing: the expectation of the year is the offset of the line.
    Fewer than five years give no test.
    """
    return found

"""The page of funders: how many carry what, and who pays together."""

from functools import partial
from typing import get_args

from fastapi.responses import HTMLResponse

from graph_schema.funder_answers import FundedBy
from service.dependencies import page_router
from service.funder_text import bounds, effective, funder_summary
from service.pages.rendering import FrameDep, render
from service.pages.whitespace import LEVELS
from service.routes.funders import ASKED, FundersDep, OverlapsDep, QuestionDep
from service.sunset_text import share
from visualisations.whitespace_phrases import dimension_word

ROUTER = page_router()


@ROUTER.get("/funding")
def page(
    frame: FrameDep, table: FundersDep, overlaps: OverlapsDep, question: QuestionDep
) -> HTMLResponse:
    """How many funders a region or theme rests on, and which pay for the same."""
    asked = {k: v for k in ASKED if (v := frame.request.query_params.get(k))}
    return render(
        frame,
        "funding.html",
        table=table,
        overlaps=overlaps,
        question=question,
        summary=funder_summary(table, frame.lang),
        asked=asked,
        by=get_args(FundedBy),
        levels=LEVELS,
        dimension=partial(dimension_word, lang=frame.lang),
        effective=partial(effective, lang=frame.lang),
        bounds=partial(bounds, lang=frame.lang),
        share=partial(share, lang=frame.lang),
        height=200 + 30 * min(25, max(1, len(table.rows))),
        picture=frame.data("/views/funders.svg", **asked),
        png=frame.data("/views/funders.png", **asked),
        csv=frame.data("/views/funders.csv", **asked),
        json=frame.data("/gaps/funders", **asked),
        json_overlaps=frame.data("/gaps/funders/overlaps", **asked),
        following=frame.here(cursor=overlaps.next) if overlaps.next is not None else None,
    )

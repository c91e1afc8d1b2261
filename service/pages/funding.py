"""The page of funders: how many carry what, and who pays together."""

from functools import partial
from typing import Any, get_args

from fastapi.responses import HTMLResponse

from graph_schema.funder_answers import FundedBy, FunderCells
from queries.funders.cells import funder_cells
from queries.funders.question import funder_overlaps
from service.dependencies import ModelDep, page_router
from service.funder_cell_text import cell_sentence, largest_told
from service.funder_text import bounds, effective, funder_summary
from service.pages.rendering import Frame, FrameDep, render
from service.pages.whitespace import LEVELS
from service.parameters import PlaceQuery
from service.routes.funders import ASKED, FundersDep, QuestionDep
from service.sunset_text import share
from visualisations.funder_cells import cell_state
from visualisations.funder_phrases import CellPhrase
from visualisations.funders import drawn
from visualisations.whitespace_phrases import dimension_word

ROUTER = page_router()
MOST_CELLS = 200  # rows on the page; the CSV has them all


@ROUTER.get("/funding")
def page(
    frame: FrameDep,
    model: ModelDep,
    table: FundersDep,
    question: QuestionDep,
    place: PlaceQuery,
) -> HTMLResponse:
    """How many funders a region or theme rests on, and which pay for the same."""
    asked = {k: v for k in ASKED if (v := frame.request.query_params.get(k))}
    overlaps = funder_overlaps(model, question, limit=place.limit, cursor=place.cursor)
    cells = funder_cells(model, question)
    return render(
        frame,
        "funding.html",
        table=table,
        overlaps=overlaps,
        question=question,
        summary=[*funder_summary(table, frame.lang), cell_sentence(cells, frame.lang)],
        **_cells(frame, cells, asked),
        asked=asked,
        by=get_args(FundedBy),
        levels=LEVELS,
        dimension=partial(dimension_word, lang=frame.lang),
        effective=partial(effective, lang=frame.lang),
        bounds=partial(bounds, lang=frame.lang),
        share=partial(share, lang=frame.lang),
        height=200 + 30 * max(1, len(drawn(table))),
        forms=frame.forms("funders", "/gaps/funders", asked),
        json_overlaps=frame.data("/gaps/funders/overlaps", **asked),
        following=frame.here(cursor=overlaps.next) if overlaps and overlaps.next else None,
    )


def _cells(frame: Frame, cells: FunderCells, asked: dict[str, str]) -> dict[str, Any]:
    """What the page shows of region × theme: of cells nobody is known to pay for, the sentence."""
    shown = [cell for cell in cells.cells if cell.funded]
    return {
        "cells": shown[:MOST_CELLS],
        "cells_left_out": max(0, len(shown) - MOST_CELLS),
        "cell_state": lambda cell: cell_state(cell).label(frame.lang),
        "largest_told": partial(largest_told, lang=frame.lang),
        "cells_drawn": bool(cells.cells or cells.hidden),
        "cells_untold": cells.hidden,
        "untold": CellPhrase.HIDDEN.label(frame.lang),
        "cells_forms": frame.forms("funder-cells", "/gaps/funders/cells", asked),
    }

"""The page that tells no tie from no data: coverage by slice and source."""

from functools import partial
from typing import get_args

from fastapi.responses import HTMLResponse

from graph_schema.coverage_answers import CoverageBy
from service.coverage_text import counts_of, coverage_summary, enough_of, missing_of, name_of
from service.dependencies import ModelDep, page_router
from service.pages.rendering import FrameDep, render
from service.pictures import source_titles
from service.routes.brokers import SCOPE
from service.routes.coverage import CoverageDep
from visualisations.bars import BAR_HEIGHT
from visualisations.coverage import MOST_BARS

ROUTER = page_router()
AROUND = 200  # pixels of title, lead and foot around the bars


@ROUTER.get("/coverage")
def page(frame: FrameDep, model: ModelDep, found: CoverageDep) -> HTMLResponse:
    """Of how many arenas we know who took part, and what that allows to be told."""
    asked = {k: v for k in ("by", *SCOPE) if (v := frame.request.query_params.get(k))}
    lang = frame.lang
    return render(
        frame,
        "coverage.html",
        found=found,
        asked=asked,
        summary=coverage_summary(found, lang),
        choices=get_args(CoverageBy),
        name_of=partial(name_of, lang=lang),
        counts_of=partial(counts_of, lang=lang),
        enough_of=partial(enough_of, lang=lang),
        missing_of=partial(missing_of, lang=lang),
        titles=source_titles(model, lang),
        height=AROUND + BAR_HEIGHT * max(1, min(len(found.slices), MOST_BARS)),
        forms=frame.forms("coverage", "/gaps/coverage", asked),
    )

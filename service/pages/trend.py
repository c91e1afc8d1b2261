"""The page of the trend of mixing."""

from functools import partial

from fastapi.responses import HTMLResponse, RedirectResponse

from service.dependencies import AccessDep, ChangingModelDep, ModelDep, page_router
from service.gap_text import small
from service.pages.job_lines import draws_now
from service.pages.rendering import FrameDep, render
from service.routes.gaps import ASKED, SectorQuestionDep
from service.routes.jobs import NEVER_KEPT, begin_job
from service.routes.trend import TrendDep
from service.sunset_text import share
from service.trend_text import change, change_span, kept_range, trend_summary
from visualisations.trend import series_name
from visualisations.trend_phrases import state_word, verdict_told

ROUTER = page_router()
HEADING, PANEL = 220, 118  # pixels of the picture


@ROUTER.get("/trend")
def page(
    frame: FrameDep, model: ModelDep, found: TrendDep, question: SectorQuestionDep
) -> HTMLResponse:
    """Whether sectors meet more, or less, from year to year than their activity gives."""
    asked = {k: v for k in ASKED if (v := frame.request.query_params.get(k))}
    series = (found.across, *found.pairs)
    shown = [trend for trend in series if any(point.ratio is not None for point in trend.points)]
    return render(
        frame,
        "trend.html",
        found=found,
        series=series,
        asked=asked,
        **draws_now(frame, model, "trend", question, found),
        summary=trend_summary(found, frame.lang),
        series_name=partial(series_name, lang=frame.lang),
        verdict_told=partial(verdict_told, lang=frame.lang),
        state_word=partial(state_word, lang=frame.lang),
        change=partial(change, lang=frame.lang),
        change_span=partial(change_span, lang=frame.lang),
        kept_range=partial(kept_range, lang=frame.lang),
        small=partial(small, lang=frame.lang),
        share=partial(share, lang=frame.lang),
        height=HEADING + PANEL * len(shown),
        forms=frame.forms("trend", "/gaps/trend", asked),
    )


@ROUTER.post("/trend")
def begin(
    frame: FrameDep, access: AccessDep, model: ChangingModelDep, question: SectorQuestionDep
) -> RedirectResponse:
    """Begin the null draws and come back to the page that says how far they are."""
    begin_job(access, model, "trend", question)
    return RedirectResponse(frame.here(), status_code=303, headers=NEVER_KEPT)

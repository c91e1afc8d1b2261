"""When projects and collaborations began, as a picture and as a table."""

from fastapi.responses import HTMLResponse

from graph_schema.nodes import Project
from queries.lookup.timeline import timeline
from service.dependencies import FiltersDep, ModelDep, page_router
from service.pages.lists import FILTERS, choices_of
from service.pages.rendering import FrameDep, render
from service.part_text import part_lines
from service.pictures import source_titles, titled
from visualisations import DRAWINGS
from visualisations.timeline import MAX_YEARS

ROUTER = page_router()


@ROUTER.get("/timeline")
def show(frame: FrameDep, model: ModelDep, filters: FiltersDep) -> HTMLResponse:
    """Projects and collaborations per start year and sector."""
    found = timeline(model, filters=filters)
    asked = filters.model_dump(exclude_none=True)
    drawable = 0 < len(found.years) <= MAX_YEARS
    return render(
        frame,
        "timeline.html",
        found=found,
        filters=filters,
        asked=FILTERS[Project.LABEL],
        options=choices_of(
            model, frame, Project.LABEL
        ),  # with counts they would tell what is hidden
        narrowed=bool(asked),
        table=DRAWINGS["timeline"].table(titled(model, found, frame.lang), frame.lang)
        if drawable
        else None,
        title=DRAWINGS["timeline"].title(found, frame.lang),
        drawable=drawable,
        forms=frame.forms("timeline", "/timeline", asked),
        part=part_lines(exploratory=found.exploratory, lang=frame.lang),
        titles=source_titles(model, frame.lang),
    )

"""The sources: what they hold, cover, allow and leave out."""

from functools import partial
from typing import Annotated

from fastapi import Path
from fastapi.responses import HTMLResponse

from queries.lookup.overview import source, sources
from service.dependencies import ModelDep, page_router
from service.pages.covering import (
    covered_in_words,
    kinds_of,
    regions_of,
    type_names,
    years_in_words,
    years_of,
)
from service.pages.rendering import FrameDep, render
from service.rules_text import rules_line

ROUTER = page_router()


@ROUTER.get("/sources")
def all_sources(frame: FrameDep, model: ModelDep) -> HTMLResponse:
    """Every source with licence, date and coverage, and whether earlier rules made the graph."""
    found = sources(model)
    return render(
        frame,
        "sources.html",
        sources=found,
        covered=covered_in_words(found, frame.lang),
        version=model.version,
        rules=None if frame.as_of else rules_line(model.made_by, frame.lang),
    )


@ROUTER.get("/sources/{name}")
def one_source(
    name: Annotated[str, Path(max_length=64)], frame: FrameDep, model: ModelDep
) -> HTMLResponse:
    """One source with licence, coverage, counts and runs."""
    return render(
        frame,
        "source.html",
        source=source(model, name),
        words=type_names(frame.lang),
        kinds_of=partial(kinds_of, lang=frame.lang),
        regions_of=partial(regions_of, model, lang=frame.lang),
        years_of=partial(years_of, lang=frame.lang),
        years_in_words=years_in_words,
    )

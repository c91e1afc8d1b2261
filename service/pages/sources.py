"""The sources: what they hold, cover, allow and leave out."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path
from fastapi.responses import HTMLResponse

from queries.lookup.overview import source, sources
from service.dependencies import ModelDep, only_known_parameters
from service.pages.rendering import FrameDep, render
from service.pages.values import EDGES, NODES

ROUTER = APIRouter(tags=["pages"], dependencies=[Depends(only_known_parameters)])


@ROUTER.get("/sources")
def all_sources(frame: FrameDep, model: ModelDep) -> HTMLResponse:
    """Every source with licence, date and coverage."""
    return render(frame, "sources.html", sources=sources(model))


@ROUTER.get("/sources/{name}")
def one_source(
    name: Annotated[str, Path(max_length=64)], frame: FrameDep, model: ModelDep
) -> HTMLResponse:
    """One source with licence, coverage, counts and runs."""
    kinds = {**NODES, **EDGES}
    words = {label: kind.SV if frame.lang == "sv" else kind.EN for label, kind in kinds.items()}
    return render(frame, "source.html", source=source(model, name), words=words)

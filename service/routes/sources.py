"""The sources, and what the graph holds in all."""

from typing import Annotated

from fastapi import Path

from graph_schema.answers import Overview, Page, SourceAnswer
from queries.lookup.overview import overview, source, sources
from service.dependencies import ModelDep, router

ROUTER = router("sources")


@ROUTER.get("/sources")
def list_sources(model: ModelDep) -> Page[SourceAnswer]:
    """Every source with licence, coverage and runs, in the order of precedence."""
    found = tuple(sources(model))
    return Page[SourceAnswer](items=found, next=None, total=len(found), data_version=model.version)


@ROUTER.get("/sources/{name}")
def get_source(name: Annotated[str, Path(max_length=64)], model: ModelDep) -> SourceAnswer:
    """One source with licence, coverage, how much it states, and its runs."""
    return source(model, name)


@ROUTER.get("/status")
def get_status(model: ModelDep) -> Overview:
    """What is in here: counts, sources, data version, graph hash and when it was published."""
    return overview(model)

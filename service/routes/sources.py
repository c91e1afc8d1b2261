"""The sources, and what the graph holds in all."""

from typing import Annotated

from fastapi import Path

from graph_schema.answers import ClaimAnswer, Overview, Page, SourceAnswer
from queries.cards.addresses import carded
from queries.cards.counted_figures import EverythingQuestion
from queries.lookup.overview import claims_of_source, list_sources, overview, source
from service.dependencies import ModelDep
from service.parameters import PlaceQuery
from service.routes.cubes import carded_router

ROUTER = carded_router("sources")


NamePath = Annotated[str, Path(max_length=64, description="Name of a source")]


@ROUTER.get("/sources")
def get_sources(model: ModelDep, place: PlaceQuery) -> Page[SourceAnswer]:
    """Every source with licence, coverage and runs, in the order of precedence."""
    return list_sources(model, limit=place.limit, cursor=place.cursor)


@ROUTER.get("/sources/{name}")
def get_source(name: NamePath, model: ModelDep) -> SourceAnswer:
    """One source with licence, coverage, how much it states, and its runs."""
    return source(model, name)


@ROUTER.get("/sources/{name}/claims")
def get_source_claims(name: NamePath, model: ModelDep, place: PlaceQuery) -> Page[ClaimAnswer]:
    """All that the source states, in the order of the ids of its claims."""
    return claims_of_source(model, name, limit=place.limit, cursor=place.cursor)


@ROUTER.get("/status")
def get_status(model: ModelDep) -> Overview:
    """What is in here: counts, sources, data version, graph hash and when it was published."""
    return carded(overview(model), EverythingQuestion())

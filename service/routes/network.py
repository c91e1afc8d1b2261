"""The neighbourhood of a node, and how two actors are connected."""

from typing import Annotated

from fastapi import Query

from graph_schema.answers import GraphSlice, PathsAnswer
from queries.lookup.neighbourhood import neighbourhood
from queries.lookup.paths import paths
from service.dependencies import ModelDep, PeriodDep, router
from service.parameters import DepthQuery, MaxNodesQuery

ROUTER = router("network")
NodeQuery = Annotated[str, Query(max_length=64, description="The node to start from")]
ActorQuery = Annotated[str, Query(max_length=64, description="Id of an actor")]
MaxPathsQuery = Annotated[int, Query(ge=1, le=100, description="Paths at most")]


@ROUTER.get("/network/neighbourhood")
def get_neighbourhood(
    model: ModelDep,
    period: PeriodDep,
    id: NodeQuery,
    depth: DepthQuery = 1,
    max_nodes: MaxNodesQuery = 200,
) -> GraphSlice:
    """What lies around a node; `left_out` counts what `max_nodes` cut off."""
    return neighbourhood(model, id, depth=depth, max_nodes=max_nodes, period=period)


@ROUTER.get("/network/path")
def get_paths(
    model: ModelDep,
    period: PeriodDep,
    start: ActorQuery,
    end: ActorQuery,
    max_paths: MaxPathsQuery = 10,
) -> PathsAnswer:
    """The shortest ways from one actor to another by shared arenas; none if not connected."""
    return paths(model, start, end, period=period, max_paths=max_paths)

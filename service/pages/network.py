"""The network around a thing, as a picture and as a table, and ways between two actors."""

from typing import Annotated

from fastapi import Query
from fastapi.responses import HTMLResponse

from graph_schema.nodes import Actor
from queries.lookup.neighbourhood import neighbourhood
from queries.lookup.nodes import node
from queries.lookup.paths import paths
from queries.lookup.search import search
from service.dependencies import ModelDep, page_router
from service.nouns import BY_LABEL
from service.pages.rendering import FrameDep, render
from service.parameters import DepthQuery, Text
from service.routes.network import NodeQuery
from visualisations import DRAWINGS
from visualisations.network import MAX_EDGES, MAX_NODES

ROUTER = page_router()
DrawnQuery = Annotated[int, Query(ge=1, le=MAX_NODES, description="Nodes at most")]


@ROUTER.get("/network")
def network(
    frame: FrameDep,
    model: ModelDep,
    id: NodeQuery,
    depth: DepthQuery = 1,
    max_nodes: DrawnQuery = 120,
) -> HTMLResponse:
    """What lies around a thing."""
    found = neighbourhood(model, id, depth=depth, max_nodes=max_nodes)
    asked = {"id": id, "depth": depth, "max_nodes": max_nodes}
    return render(
        frame,
        "network.html",
        found=found,
        depth=depth,
        max_nodes=max_nodes,
        most=MAX_NODES,
        back=f"/{BY_LABEL[found.centre.label].name}/{found.centre.id}",
        paths_to={n.id: f"/{BY_LABEL[n.label].name}/{n.id}" for n in found.nodes},
        tables=DRAWINGS["network"].tables(found, frame.lang),
        drawable=len(found.edges) <= MAX_EDGES,
        forms=frame.forms("network", "/network/neighbourhood", asked),
    )


@ROUTER.get("/path")
def path(
    frame: FrameDep,
    model: ModelDep,
    start: Annotated[Text, Query()] = None,
    end: Annotated[Text, Query()] = None,
    q: Annotated[Text, Query(description="Words in the name of the other actor")] = None,
) -> HTMLResponse:
    """The shortest ways between two actors; the other one is found by name."""
    found = paths(model, start, end) if start and end else None
    return render(
        frame,
        "path.html",
        start=start or "",
        q=q or "",
        hits=search(model, q, labels=(Actor.LABEL,), limit=20) if q and not found else [],
        start_name=node(model, Actor.LABEL, start).name if start else None,
        found=found,
        nouns={label: noun.name for label, noun in BY_LABEL.items()},
    )

"""Whether the service lives, whether it can answer, and how much it has answered."""

from fastapi import APIRouter, Depends, Request
from fastapi.responses import PlainTextResponse

from queries.stores.base import StoreError
from service.dependencies import PROBLEM_DOC, AccessDep, only_known_parameters
from service.metrics import MEDIA_TYPE, Metrics

ROUTER = APIRouter(tags=["operation"], dependencies=[Depends(only_known_parameters)])


@ROUTER.get("/health/live")
async def live() -> dict[str, str]:
    """The process answers."""
    return {"status": "live"}


@ROUTER.get(
    "/health/ready",
    responses={503: {"description": "The store does not answer", "content": PROBLEM_DOC}},
)
def ready(access: AccessDep) -> dict[str, str | int]:
    """The store answers and has this program's format; `rules` says whose rules made the graph.

    Where `rules` is `earlier`, `ekokarta upgrade` makes the graph anew; where it is `newer`, a
    newer ekokarta has to be installed.
    """
    access.ready()
    return {"status": "ready", "data_version": access.head(), "rules": access.made_by().value}


@ROUTER.get("/metrics", response_class=PlainTextResponse)
def metrics(request: Request, access: AccessDep) -> PlainTextResponse:
    """Requests answered, time taken and the newest version, for Prometheus."""
    counted: Metrics = request.app.state.metrics
    try:
        version: int | None = access.head()
    except StoreError:
        version = None
    return PlainTextResponse(counted.text(version), media_type=MEDIA_TYPE)

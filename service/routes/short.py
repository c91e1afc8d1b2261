"""Addresses of the API that were written without its prefix: they lead to where they mean."""

from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse

from service.dependencies import API

# Only what is no page: /actors, /gaps and the like are pages, and keep their own addresses.
NOT_PAGES = ("views", "export", "totals")
ROUTER = APIRouter(include_in_schema=False)


def _redirect(request: Request) -> RedirectResponse:
    """The same address under the API, for good and with every parameter."""
    path, query = API + quote(request.url.path), request.url.query
    return RedirectResponse(f"{path}?{query}" if query else path, status_code=308)


for _noun in NOT_PAGES:
    ROUTER.add_api_route(f"/{_noun}/{{rest:path}}", _redirect, name=f"short_{_noun}")

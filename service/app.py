"""The application: routes for programs, pages for people, and what holds for both."""

import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version
from typing import Any

from fastapi import FastAPI
from starlette.middleware.gzip import GZipMiddleware

from queries.stores.base import Store
from service import errors, logs, pages, routes
from service.access import Access
from service.bodies import Bodies
from service.dependencies import API
from service.metrics import Metrics
from service.middleware import Frontier
from service.openapi import with_fields
from service.problems import Problem
from service.settings import Settings
from service.sharing import Sharing
from service.sparql.endpoint import Endpoint

LARGE = 1_500  # bytes: below this compressing saves no packet
ABOUT = """Who works with whom in the Swedish social-innovation ecosystem, who pays, and what is
missing. Every value can be followed to its source. Errors are problem+json (RFC 9457)."""


class DescribedApp(FastAPI):
    """An app whose description knows the body of every error."""

    def openapi(self) -> dict[str, Any]:
        """The OpenAPI text, made once."""
        if self.openapi_schema is not None:
            return self.openapi_schema
        described = super().openapi()
        template = "#/components/schemas/{model}"
        schema = Problem.model_json_schema(ref_template=template)
        known = described["components"]["schemas"]
        known.update(schema.pop("$defs", {}), Problem=schema)
        with_fields(described)
        return described


def create_app(settings: Settings, store: Store | None = None) -> FastAPI:
    """Build the app; a test passes its own store."""
    access, metrics = Access(settings, store), Metrics()
    sparql = Endpoint(access)

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        logs.configure(settings)
        gc.freeze()  # else every full collection walks the whole program, a pause of 70 ms
        yield
        sparql.close()
        access.shut()

    app = DescribedApp(
        title="ekokarta",
        version=version("ekokarta"),
        description=ABOUT,
        lifespan=lifespan,
        openapi_url=f"{API}/openapi.json",
        docs_url=None,  # FastAPI's own pages load their scripts from a CDN
        redoc_url=None,
        redirect_slashes=False,
        separate_input_output_schemas=False,
    )
    app.state.access, app.state.metrics = access, metrics
    app.state.sparql = sparql
    errors.install(app)
    for router in (*routes.ROUTERS, *pages.ROUTERS):
        app.router.routes.extend(router.routes)  # including a router would build each route again
    app.add_middleware(GZipMiddleware, minimum_size=LARGE)
    app.add_middleware(Bodies)
    if settings.base_address is not None:  # what is published nowhere is for nobody's pages
        app.add_middleware(Sharing)
    app.add_middleware(Frontier, metrics=metrics)
    return app

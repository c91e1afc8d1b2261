"""The HTTP interface: one module per family of addresses."""

from fastapi import APIRouter

from service.routes import (
    gaps,
    health,
    identity,
    network,
    nouns,
    search,
    sources,
    totals,
    views,
)

ROUTERS: tuple[APIRouter, ...] = (
    *nouns.ROUTERS,
    sources.ROUTER,
    search.ROUTER,
    network.ROUTER,
    totals.ROUTER,
    gaps.ROUTER,
    views.ROUTER,
    identity.ROUTER,
    health.ROUTER,
)

"""The HTTP interface: one module per family of addresses."""

from fastapi import APIRouter

from service.routes import (
    brokers,
    export,
    funders,
    gaps,
    health,
    identity,
    jobs,
    network,
    nouns,
    schema,
    search,
    short,
    sources,
    sunset,
    totals,
    views,
    whitespace,
)

ROUTERS: tuple[APIRouter, ...] = (
    *nouns.ROUTERS,
    sources.ROUTER,
    search.ROUTER,
    network.ROUTER,
    brokers.ROUTER,
    totals.ROUTER,
    gaps.ROUTER,
    jobs.ROUTER,
    whitespace.ROUTER,
    sunset.ROUTER,
    funders.ROUTER,
    views.ROUTER,
    export.ROUTER,
    schema.ROUTER,
    identity.ROUTER,
    health.ROUTER,
    short.ROUTER,
)

"""The HTTP interface: one module per family of addresses."""

from fastapi import APIRouter

from service.routes import (
    brokers,
    export,
    funders,
    gaps,
    groups,
    health,
    identity,
    isolates,
    jobs,
    network,
    nouns,
    schema,
    search,
    short,
    sources,
    sunset,
    totals,
    trend,
    views,
    whitespace,
)

ROUTERS: tuple[APIRouter, ...] = (
    *nouns.ROUTERS,
    sources.ROUTER,
    search.ROUTER,
    network.ROUTER,
    brokers.ROUTER,
    groups.ROUTER,
    totals.ROUTER,
    gaps.ROUTER,
    jobs.ROUTER,
    whitespace.ROUTER,
    isolates.ROUTER,
    trend.ROUTER,
    sunset.ROUTER,
    funders.ROUTER,
    views.ROUTER,
    export.ROUTER,
    schema.ROUTER,
    identity.ROUTER,
    health.ROUTER,
    short.ROUTER,
)

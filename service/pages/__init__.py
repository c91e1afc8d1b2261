"""Pages for people, in Swedish and English; none of them needs a script."""

from fastapi import APIRouter

from service.pages import (
    bridges,
    coverage,
    documentation,
    evidence,
    funding,
    gaps,
    groups,
    isolates,
    lists,
    network,
    schema,
    scrutiny,
    sources,
    start,
    static,
    sunset,
    things,
    timeline,
    trend,
    whitespace,
)

ROUTERS: tuple[APIRouter, ...] = (
    static.ROUTER,
    start.ROUTER,
    sources.ROUTER,
    scrutiny.ROUTER,
    gaps.ROUTER,
    bridges.ROUTER,
    groups.ROUTER,
    whitespace.ROUTER,
    isolates.ROUTER,
    trend.ROUTER,
    coverage.ROUTER,
    sunset.ROUTER,
    funding.ROUTER,
    network.ROUTER,
    timeline.ROUTER,
    documentation.ROUTER,
    schema.ROUTER,
    evidence.ROUTER,
    lists.ROUTER,
    things.ROUTER,
)

"""Pages for people, in Swedish and English; none of them needs a script."""

from fastapi import APIRouter

from service.pages import (
    bridges,
    documentation,
    evidence,
    funding,
    gaps,
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
    whitespace,
)

ROUTERS: tuple[APIRouter, ...] = (
    static.ROUTER,
    start.ROUTER,
    sources.ROUTER,
    scrutiny.ROUTER,
    gaps.ROUTER,
    bridges.ROUTER,
    whitespace.ROUTER,
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

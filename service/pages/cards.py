"""The page of an evidence card: one figure, what it rests on, and how to compute it again."""

from collections.abc import Mapping
from functools import partial
from typing import Annotated

from fastapi import Depends
from fastapi.responses import HTMLResponse

from graph_schema.card_answers import NOT_COMPUTED, CardKind, EvidenceCard
from queries.cards.addresses import card_path
from queries.readmodel.open import ReadModel
from service.card_text import formula, stratum, subject, told, value_rows
from service.dependencies import API, ModelDep, page_router
from service.pages.rendering import FrameDep, render
from service.pictures import source_titles
from service.routes.cards import QUESTIONS, asked_card

ROUTER = page_router()
PAGE_OF: Mapping[CardKind, tuple[str, str]] = {
    "sectors": ("/gaps", "nav_gaps"),
    "scrutiny": ("/gaps/scrutiny", "scrutiny_title"),
    "live": ("/gaps", "nav_gaps"),
    "whitespace": ("/whitespace", "nav_whitespace"),
    "triples": ("/whitespace", "nav_whitespace"),
    "coverage": ("/coverage", "nav_coverage"),
    "measures": ("/bridges", "nav_bridges"),
    "roles": ("/bridges", "nav_bridges"),
    "sole-pairs": ("/bridges", "nav_bridges"),
    "bridging": ("/bridges", "nav_bridges"),
    "network": ("/bridges", "nav_bridges"),
    "bands": ("/bridges", "nav_bridges"),
    "groups": ("/groups", "nav_groups"),
    "resolutions": ("/groups", "nav_groups"),
    "isolates": ("/isolates", "nav_isolates"),
    "voice": ("/voice", "nav_voice"),
    "trend": ("/trend", "nav_trend"),
    "sunset": ("/sunset", "nav_sunset"),
    "funders": ("/funding", "nav_funding"),
    "funder-cells": ("/funding", "nav_funding"),
    "funder-overlaps": ("/funding", "nav_funding"),
    "whatif": ("/whatif", "nav_whatif"),
    "totals": ("/", "nav_known"),
    "timeline": ("/timeline", "nav_timeline"),
    "status": ("/", "nav_known"),
}
"""The page that tells the answer a figure is part of, and what it is called."""


def page(frame: FrameDep, model: ReadModel, card: EvidenceCard) -> HTMLResponse:
    """One figure with all it takes to refute it."""
    path, title = PAGE_OF[card.figure]
    given = frame.request.query_params
    asked = {name: value for name, value in given.items() if name not in ("lang", "as_of")}
    data, titles = card.model_dump(mode="json"), source_titles(model, frame.lang)
    rows = partial(value_rows, lang=frame.lang, figure=card.figure)
    return render(
        frame,
        "card.html",
        card=card,
        subject=subject(card, frame.lang),
        answer=(path, title, asked),
        values=rows(data["values"]),
        parameters=rows(data["parameters"]),
        significance=rows({name: data[name] for name in ("p", "q")}),
        doubts=[
            (name, rows(data[name]) if data[name] != NOT_COMPUTED else [])
            for name in ("fragility", "stability")
        ],
        formula=partial(formula, lang=frame.lang),
        told=partial(told, lang=frame.lang),
        titles=titles,
        stratum=partial(stratum, titles=titles, lang=frame.lang),
        name=lambda field: value_rows({field: None}, frame.lang)[0].name,
        json=frame.data(card_path(card.figure, *card.about.values()), **asked),
        address=card.address.removeprefix(API),
    )


def _add(kind: CardKind) -> None:
    asked = asked_card(kind)

    def card_page(
        frame: FrameDep, model: ModelDep, card: Annotated[EvidenceCard, Depends(asked)]
    ) -> HTMLResponse:
        return page(frame, model, card)

    ROUTER.add_api_route(card_path(kind, "{key:path}"), card_page, name=f"card_{kind}")


for _kind in QUESTIONS:
    _add(_kind)

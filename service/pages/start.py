"""The first page, and search."""

from typing import Annotated

from fastapi import Query, Request
from fastapi.responses import HTMLResponse, Response

from graph_schema.vocabularies import Sector
from queries.gaps.sectors import GapQuestion
from queries.lookup.overview import overview
from queries.lookup.search import search
from queries.readmodel.open import ReadModel
from service.access import Access
from service.dependencies import AccessDep, CountedModelDep, ModelDep, page_router
from service.exports.search_engines import schema_dataset
from service.lacking import told_once
from service.nouns import BY_LABEL, NOUNS
from service.pages.covering import covered_in_words
from service.pages.gap_sources import NOTHING_TOLD, told_by_source, told_in_short
from service.pages.rendering import Frame, FrameDep, render
from service.pages.values import type_name
from service.parameters import Text
from service.routes.identity import document_of_dataset
from service.routes.linked import fitting
from service.routes.search import InQuery, labels_of

ROUTER = page_router()
MOST_HITS = 50
COUNTED = (
    ("Actor", "/actors"),
    ("Project", "/projects"),
    ("Collaboration", "/collaborations"),
    ("Funder", "/funders"),
    ("Programme", "/programmes"),
    ("Theme", "/themes"),
    ("Region", "/regions"),
)


@ROUTER.get("/", response_model=None)
def start(request: Request, model: CountedModelDep, access: AccessDep) -> Response:
    """What is in here, from where, and what can be asked; for programs as linked data."""
    base = access.settings.base_address
    frame = Frame(request, request.state.lang, model)
    # Where nothing fits the page is given all the same (RFC 9110, 12.5.1): every site has one here.
    form = fitting(request, base) or "html"
    if form == "html":
        return _page(frame, model, access)
    return document_of_dataset(
        model, access, form, request.state.triples,
        pinned="as_of" in request.query_params,
    )  # fmt: skip


def _page(frame: Frame, model: ReadModel, access: Access) -> HTMLResponse:
    found = overview(model)
    meet = bool(found.counts.get("PARTICIPATES_IN"))
    told = told_in_short(model, access, GapQuestion(), frame.lang) if meet else NOTHING_TOLD
    by_source = told_by_source(model, access, frame.lang) if meet else []
    if told.lacks or any(each.lacks for each in by_source):
        told_once(frame.request)
    sectors = [
        (sector.value, sector.label(frame.lang), found.sectors[sector.value]) for sector in Sector
    ]
    return render(
        frame,
        "start.html",
        found=found,
        version=model.version,
        counted=[(label, path, found.counts.get(label, 0)) for label, path in COUNTED],
        sectors=sectors,
        most=max(count for *_, count in sectors) or 1,
        all=sum(count for *_, count in sectors) or 1,
        linked=access.settings.base_address is not None,
        dataset=schema_dataset(model, access.settings, frame.lang),
        covered=covered_in_words(found.sources, frame.lang),
        summary=told.sentences,
        by_source=by_source,
    )


@ROUTER.get("/search")
def results(
    frame: FrameDep,
    model: ModelDep,
    q: Annotated[Text, Query()] = None,
    noun: InQuery = None,
) -> HTMLResponse:
    """What was found by name, alias, identifier or text."""
    hits = search(model, q, labels=labels_of(noun), limit=MOST_HITS) if q else []
    return render(
        frame,
        "search.html",
        q=q or "",
        chosen=noun,
        nouns=[n.name for n in NOUNS],
        most=MOST_HITS,
        hits=[
            (hit, f"/{BY_LABEL[hit.label].name}/{hit.id}", type_name(hit.label, frame.lang))
            for hit in hits
        ],
    )

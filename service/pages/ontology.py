"""The ontology as a page: where a browser comes that follows one of our own terms."""

from functools import cache

from fastapi.responses import HTMLResponse

from graph_schema.mapping import GraphMapping
from graph_schema.ontology import ABOUT, ontology
from graph_schema.rdf import Terms
from service.dependencies import AccessDep, page_router
from service.exports.cubes import cube_terms
from service.pages.explained import Explanations
from service.pages.rendering import FrameDep, render
from service.routes.linked import MEDIA_TYPES

ROUTER = page_router()
FILES = {"turtle": "ttl", "json-ld": "jsonld", "nt": "nt"}
NOWHERE = "urn:"
"""Base of the terms where the deployer has set none: they stand on the page all the same."""


@ROUTER.get("/terms")
def show(frame: FrameDep, access: AccessDep) -> HTMLResponse:
    """Every term of our own, at an anchor that is its fragment."""
    base = access.settings.base_address
    return render(
        frame,
        "ontology.html",
        about=dict(ABOUT)[frame.lang],
        found=explanations(base),
        other="en" if frame.lang == "sv" else "sv",
        files=[(f"/ontology.{FILES[form]}", media) for form, media in MEDIA_TYPES.items()]
        if base is not None
        else (),
    )


@cache
def explanations(base: str | None) -> Explanations:
    """What ``/ontology`` says in RDF, to read."""
    terms = Terms(NOWHERE if base is None else base)
    return Explanations([*ontology(GraphMapping(terms)), *cube_terms(terms)], terms)

"""The SPARQL endpoint: data for programs, and for people a page to ask from."""

from collections.abc import Sequence
from typing import NamedTuple

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from graph_schema.rdf import Terms
from service.accepting import accepted, chosen
from service.access import Access
from service.dependencies import API, AccessDep
from service.language import chosen_language
from service.pages.rendering import Frame, render
from service.pages.sparql_answers import MOST_ROWS, Shown, shown
from service.pages.sparql_errors import Fault, fault_of
from service.problems import shortened
from service.routes.sparql import answered, put, reader
from service.sparql.children import Order
from service.sparql.endpoint import Endpoint, terms_or_refusal
from service.sparql.errors import SparqlError
from service.sparql.examples import examples
from service.sparql.forms import GRAPHS, PAGE, TABLES
from service.sparql.limits import MEBIBYTE
from service.sparql.protocol import AS, METHODS, asked

ROUTER = APIRouter(include_in_schema=False)
OFFERED = {**TABLES, **GRAPHS, **PAGE}
OF_TABLES = (("csv", "CSV"), ("tsv", "TSV"), ("json", "JSON"), ("xml", "XML"))
OF_TRUTH = OF_TABLES[2:]
OF_GRAPHS = (
    ("turtle", "Turtle"),
    ("nt", "N-Triples"),
    ("json-ld", "JSON-LD"),
    ("rdf-xml", "RDF/XML"),
)


class Listed(NamedTuple):
    """An example as the page lists it."""

    question: str
    query: str
    run: str
    api: str
    some: bool


class Outcome(NamedTuple):
    """What became of the query of a page."""

    shown: Shown | None = None
    fault: Fault | None = None
    newest: int = 0
    status: int = 200
    absent: Sequence[str] = ()


@ROUTER.api_route("/sparql", methods=[*METHODS])
async def sparql(request: Request, access: AccessDep) -> Response:
    """A page for a person with a browser, else an answer of the protocol."""
    names_form = any(name in request.query_params for name in AS)
    if request.method == "GET" and not names_form and chosen(accepted(request), OFFERED) == "html":
        return await _page(request, access)
    return await answered(request, access)


async def _page(request: Request, access: Access) -> HTMLResponse:
    frame = Frame(request, chosen_language(request), None)
    base = access.settings.base_address
    terms = terms_or_refusal(base) if base is not None else None
    outcome = Outcome() if terms is None else await _outcome(request, access, frame, terms)
    limits = request.app.state.sparql.pool.limits
    return render(
        frame,
        "sparql.html",
        outcome.status,
        query=request.query_params.get("query", ""),
        shown=outcome.shown,
        newest=outcome.newest,
        absent=", ".join(map(shortened, outcome.absent)),
        fault=outcome.fault,
        files=_files(frame, outcome.shown),
        examples=_listed(frame, terms) if terms is not None else (),
        prefixes=terms.prefixes if terms is not None else None,
        seconds=limits.seconds,
        memory=limits.memory // MEBIBYTE,
        result=limits.result // MEBIBYTE,
        most=MOST_ROWS,
    )


async def _outcome(request: Request, access: Access, frame: Frame, terms: Terms) -> Outcome:
    endpoint: Endpoint = request.app.state.sparql
    audience = reader(request, access)
    try:
        wanted = await asked(request, terms.base)
        if wanted.query is None or not wanted.query.strip():
            return Outcome()
        served = await endpoint.store(audience)
        order = Order(wanted.query, "json", "turtle", terms.base, terms.prefixes, wanted.dataset)
        answer = await put(request, endpoint, served, order)
        found = shown(answer, served.version, terms)
        return Outcome(found, newest=served.newest, absent=wanted.absent)
    except SparqlError as error:
        return Outcome(fault=fault_of(error, frame.t, endpoint.pool.limits), status=error.status)


def _files(frame: Frame, found: Shown | None) -> Sequence[tuple[str, str]]:
    """Where the whole answer is, in each form."""
    if found is None:
        return ()
    forms: Sequence[tuple[str, str]] = OF_TABLES
    if found.graph is not None:
        forms = OF_GRAPHS
    elif found.truth is not None:
        forms = OF_TRUTH
    return [(frame.here(format=form, lang=None), name) for form, name in forms]


def _listed(frame: Frame, terms: Terms) -> Sequence[Listed]:
    found = []
    for example in examples().values():
        query = example.written(terms.prefixes)
        question = example.sv if frame.lang == "sv" else example.en
        run = frame.link("/sparql", query=query) + "#result"
        found.append(Listed(question, query, run, API + example.api, example.some))
    return found

"""Permanent addresses: what an id stands for, as a page for people or as data for programs."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Path, Request
from fastapi.responses import RedirectResponse, Response
from pyoxigraph import Triple

from graph_schema.context import context
from graph_schema.mapping import GraphMapping
from graph_schema.ontology import ontology
from graph_schema.rdf import CLAIMS, JUDGEMENTS, RUNS, SOURCES, TIES, in_address
from queries.errors import NotInGraphError
from queries.exporting.judged import one_judgement
from queries.exporting.rows import one_run, sources_of_selection
from queries.exporting.selection import (
    Selection,
    Stated,
    node_with_ties,
    one_claim,
    one_tie,
    selected,
    stated_by_claim,
)
from queries.lookup.judgements import judgement
from queries.lookup.nodes import node
from queries.lookup.overview import source
from queries.readmodel.open import ReadModel
from service.access import Access
from service.dependencies import (
    API,
    REFUSALS,
    AccessDep,
    CountedModelDep,
    ModelDep,
    OfProgramDep,
    only_known_parameters,
)
from service.exports.about import NO_BASE, Export
from service.exports.catalogue import catalogue
from service.exports.catalogue_codes import CC0
from service.exports.cubes import cube_terms
from service.exports.json_ld import as_text
from service.exports.judgements import judgement_triples
from service.exports.linked_data import described, mapping_of
from service.exports.provenance import Provenance
from service.exports.rdf_writing import Group, serialised
from service.nouns import BY_LABEL, BY_NAME, NOUNS, Noun
from service.refusals import NotAcceptableError
from service.routes.linked import (
    CONTEXTS,
    ENDINGS,
    LINKED,
    MEDIA_TYPES,
    PAGE,
    alternates,
    document,
    linking,
    wanted,
)

KindPath = Annotated[str, Path(max_length=64, description="A noun, such as actors; ties, claims")]
IdPath = Annotated[str, Path(max_length=64)]
EndingPath = Annotated[Literal["ttl", "jsonld", "nt"], Path(description="How the file ends")]
ENDING_OF = {form: ending for ending, form in ENDINGS.items()}
BY_KIND: dict[str, Noun] = {
    **{noun.label.lower(): noun for noun in NOUNS if noun.label == noun.node_label},
    **BY_NAME,
}
ELSEWHERE: Mapping[str, str] = {**PAGE, "application/json": "json"}
"""Forms that stand at addresses of their own."""
PATHS = ("/dataset", "/")
"""Of the data set described, and of its page."""
SHOWN_AT_ONCE, MOST_AT_ONCE = 20, 500  # claims on a page, where nobody asks for more and at most
DOCUMENTED: dict[int | str, dict[str, Any]] = {
    **REFUSALS,
    406: {"description": "None of the media types accepted can be given"},
}
GIVEN: dict[int | str, dict[str, Any]] = {
    200: {"description": "The data", "content": {media_type: {} for media_type in LINKED}}
}
LED: dict[int | str, dict[str, Any]] = {
    303: {"description": "See the page, the answer of the API or the document of linked data"}
}
ROUTER = APIRouter(
    tags=["identity"], dependencies=[Depends(only_known_parameters)], responses=DOCUMENTED
)


@ROUTER.get("/id/{kind}/{id}.{ending}", response_class=Response, responses=GIVEN)
def told(
    kind: KindPath,
    id: IdPath,
    ending: EndingPath,
    request: Request,
    model: ModelDep,
    access: AccessDep,
) -> Response:
    """What is told of it, as Turtle, JSON-LD or N-Triples: the document, not the thing."""
    where, base = seen_at(model, kind, id), _published_at(access)
    mapping = mapping_of(base)
    answer = document(_said_of(model, kind, id, mapping), ENDINGS[ending], mapping)
    named = _named(kind, id)
    links = alternates(named, where, base, request.query_params.get("as_of"))
    answer.headers["Link"] = f'{links}, <{base}{named.lstrip("/")}>; rel="describes"'
    return answer


@ROUTER.get("/id/{kind}/{id}", response_class=RedirectResponse, status_code=303, responses=LED)
def resolve(
    kind: KindPath, id: IdPath, request: Request, model: ModelDep, access: AccessDep
) -> Response:
    """Where it is told of: at a page, the API's answer, or Turtle, JSON-LD or N-Triples."""
    base, named = access.settings.base_address, _named(kind, id)
    where = seen_at(model, kind, id)
    form = wanted(request, base, ELSEWHERE)
    of_file = form in ENDING_OF
    answer = _see(f"{named}.{ENDING_OF[form]}" if of_file else _seen(where, form), request)
    answer.headers["Link"] = alternates(named, where, base, request.query_params.get("as_of"))
    return answer


@ROUTER.get("/dataset", response_class=Response, responses={**GIVEN, **LED})
def about(request: Request, model: CountedModelDep, access: AccessDep) -> Response:
    """What the graph is as one dataset: version, counts, sources with licences, files."""
    base = access.settings.base_address
    form = wanted(request, base)
    here, seen = (f"{path}?{asked}" if (asked := request.url.query) else path for path in PATHS)
    if form == "html":
        answer: Response = RedirectResponse(seen, 303)
    else:
        pinned = "as_of" in request.query_params
        triples = request.state.triples
        answer = document_of_dataset(model, access, form, triples, pinned=pinned)
    words_of = ("/ontology", "/context.jsonld")
    linked = dict.fromkeys(LINKED, here)
    answer.headers["Link"] = linking(
        linked, {seen: "text/html"}, base, words_of, canonical=here, licence=CC0
    )
    return answer


def document_of_dataset(
    model: ReadModel, access: Access, form: str, triples: int | None, *, pinned: bool = False
) -> Response:
    """The dataset described; ``pinned``: with the files of this version, not of the newest.

    ``triples``: how many there are, where they were counted.
    """
    settings, before = access.settings, access.before(model.version)
    base = settings.base_address
    mapping = mapping_of(base)
    whole = Export(model, selected(model), base)
    entry = catalogue(whole, mapping, settings, before=before, pinned=pinned, triples=triples)
    return document([entry], form, mapping)


@ROUTER.get("/.well-known/void", response_class=RedirectResponse, include_in_schema=False)
def well_known() -> RedirectResponse:
    """Where VoID looks for the description of a data set (its section 7.2)."""
    return RedirectResponse("/dataset", 302)


@ROUTER.get("/ontology", response_class=Response, responses={**GIVEN, **LED})
def words(request: Request, access: OfProgramDep) -> Response:
    """What our own terms and codes mean, in Swedish and English."""
    base = access.settings.base_address
    form = wanted(request, base, ELSEWHERE)
    if form in ELSEWHERE.values():
        answer = _see(_seen("/terms" if form == "html" else "/schema", form), request)
    else:
        answer = Response(
            _words(base, form, access.settings.publisher), media_type=MEDIA_TYPES[form]
        )
    elsewhere = {"/terms": "text/html", f"{API}/schema": "application/json"}
    linked, words_of = dict.fromkeys(LINKED, "/ontology"), ("/context.jsonld",)
    answer.headers["Link"] = linking(linked, elsewhere, base, words_of, canonical="/ontology")
    return answer


@ROUTER.get("/ontology.{ending}", response_class=Response, responses=GIVEN)
def words_as(ending: EndingPath, access: OfProgramDep) -> Response:
    """The same as a file, for who can follow a link and not choose a media type."""
    base, form = _published_at(access), ENDINGS[ending]
    return Response(_words(base, form, access.settings.publisher), media_type=MEDIA_TYPES[form])


def _published_at(access: Access) -> str:
    """The base address; raises ``NotAcceptableError`` where none is set."""
    if access.settings.base_address is None:
        raise NotAcceptableError(NO_BASE)
    return access.settings.base_address


@cache
def _words(base: str | None, form: str, publisher: str | None) -> bytes:
    """The words of the graph, then those of its evidence cards."""
    mapping = mapping_of(base)
    groups = [ontology(mapping, publisher), cube_terms(mapping.terms)]
    return b"".join(serialised(groups, form, mapping))


@ROUTER.get("/shapes", response_class=Response, responses=GIVEN)
def holds(request: Request, access: OfProgramDep) -> Response:
    """What every export holds to, as SHACL."""
    base = access.settings.base_address
    form = wanted(request, base, {})
    return Response(_shapes(base, form), media_type=MEDIA_TYPES[form])


@cache
def _shapes(base: str | None, form: str) -> str:
    from graph_schema.shapes import shapes  # rdflib is loaded where shapes are asked for

    mapping = mapping_of(base)
    return shapes(mapping).serialize(format=form, context=mapping.terms.prefixes)


@ROUTER.get("/context.jsonld", response_class=Response, responses=GIVEN)
def names(request: Request, access: OfProgramDep) -> Response:
    """The JSON-LD context: the same that stands in every JSON-LD document given here."""
    base = access.settings.base_address
    form = wanted(request, base, {}, CONTEXTS)
    content = as_text({"@context": context(mapping_of(base))})
    return Response(content, media_type=form)


def seen_at(model: ReadModel, kind: str, id: str) -> str:
    """The path of the page that shows it, which is that of the API's answer too."""
    noun = BY_KIND.get(kind)
    if noun is not None:
        node(model, noun.label, id)
        return f"/{noun.name}/{id}"
    if kind == SOURCES:
        return f"/{SOURCES}/{source(model, id).info.name}"
    if kind == RUNS:
        return f"/{SOURCES}/{one_run(model, id).source}"
    if kind == JUDGEMENTS:
        return f"/{JUDGEMENTS}/{judgement(model, id).id}"
    if kind == TIES:
        one_tie(model, id)
        return f"/{TIES}/{id}/claims"
    if kind == CLAIMS:
        stated = stated_by_claim(model, id)
        return _from(model, id) if stated is None else _among_claims(stated)
    raise NotInGraphError(kind, id)


def _named(kind: str, id: str) -> str:
    """The path of its address, spelled as in RDF."""
    return f"/id/{in_address(kind)}/{in_address(id)}"


def _among_claims(stated: Stated) -> str:
    """A claim stands among those of the node or tie that it states."""
    noun = TIES if stated.label is None else BY_LABEL[stated.label].name
    path = f"/{noun}/{stated.id}/claims"
    return path if stated.claims <= SHOWN_AT_ONCE else f"{path}?limit={MOST_AT_ONCE}"


def _from(model: ReadModel, claim: str) -> str:
    """A claim that states nothing in the graph is seen at its source."""
    [name] = sources_of_selection(model, one_claim(model, claim))
    return f"/{SOURCES}/{name}"


def _seen(where: str, form: str) -> str:
    """Where it is seen as a page, and as the API's answer."""
    return where if form == "html" else API + where


def _see(where: str, request: Request) -> Response:
    """Go there, with what was asked."""
    asked = request.url.query
    joined = f"{where}{'&' if '?' in where else '?'}{asked}" if asked else where
    return RedirectResponse(joined, status_code=303)


def _said_of(model: ReadModel, kind: str, id: str, mapping: GraphMapping) -> Iterator[Group]:
    if kind == JUDGEMENTS:
        return iter([[*judgement_triples(mapping.terms, one_judgement(model, id))]])
    if kind == RUNS:
        return iter([[*Provenance(mapping).run(one_run(model, id))]])
    if kind == SOURCES:
        return iter([_source(model, id, Provenance(mapping))])
    return described(Export(model, _selection(model, kind, id), mapping.terms.base), mapping)


def _source(model: ReadModel, name: str, provenance: Provenance) -> Group:
    """What is said of a source, also of one that states nothing any more."""
    found, said = source(model, name), list[Triple]()
    if found.withdrawn is not None:
        address = provenance.terms.address(SOURCES, name)
        said += provenance.withdrawn(address, found.withdrawn)
    return [*provenance.source(found.info), *said]


def _selection(model: ReadModel, kind: str, id: str) -> Selection:
    if kind == TIES:
        return one_tie(model, id)
    if kind == CLAIMS:
        return one_claim(model, id)
    return node_with_ties(model, BY_KIND[kind].label, id)

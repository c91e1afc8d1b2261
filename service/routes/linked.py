"""Documents of linked data, and whether the caller wants one or something else."""

from collections.abc import Iterable, Mapping
from urllib.parse import quote

from fastapi import Request
from fastapi.responses import Response

from graph_schema.mapping import GraphMapping
from service.accepting import accepted, chosen
from service.dependencies import API
from service.exports.about import NO_BASE
from service.exports.rdf_writing import Group, serialised
from service.refusals import NotAcceptableError

LINKED: Mapping[str, str] = {
    "text/turtle": "turtle",
    "application/ld+json": "json-ld",
    "application/n-triples": "nt",
}
ENDINGS: Mapping[str, str] = {"ttl": "turtle", "jsonld": "json-ld", "nt": "nt"}
"""How the address of a document ends, which says its form."""
CONTEXTS: Mapping[str, str] = {
    media_type: media_type for media_type in ("application/ld+json", "application/json")
}
"""What a JSON-LD context is served as: some readers ask for the one, some for the other."""
PAGE: Mapping[str, str] = {"text/html": "html", "application/xhtml+xml": "html"}
WORDS: Mapping[str, str] = {
    "/ontology": "text/turtle",
    "/shapes": "text/turtle",
    "/context.jsonld": "application/ld+json",
}
"""Where it stands what the data means, and as what."""
MEDIA_TYPES = {form: media_type for media_type, form in LINKED.items()}


def fitting(request: Request, base: str | None, besides: Mapping[str, str] = PAGE) -> str | None:
    """The form wanted most, None where none of those on offer is accepted.

    Linked data is on offer where the deployer has set a base address.
    """
    return chosen(accepted(request), _offered(base, besides, LINKED))


def wanted(
    request: Request,
    base: str | None,
    besides: Mapping[str, str] = PAGE,
    linked: Mapping[str, str] = LINKED,
) -> str:
    """The form wanted most; where none is accepted the caller is told what there is."""
    offered = _offered(base, besides, linked)
    form = chosen(accepted(request), offered)
    if form is None:
        here = f"this address gives {', '.join(offered)}" if offered else ""
        told = (here, NO_BASE if base is None else "")
        raise NotAcceptableError("; ".join(filter(None, told)))
    return form


def _offered(
    base: str | None, besides: Mapping[str, str], linked: Mapping[str, str]
) -> Mapping[str, str]:
    return besides if base is None else {**besides, **linked}


def documents(path: str, as_of: str | None = None) -> Mapping[str, str]:
    """Where documents tell of what ``path`` names, by media type; of a version, if asked for."""
    asked = "" if as_of is None else f"?as_of={quote(as_of)}"
    return {MEDIA_TYPES[form]: f"{path}.{ending}{asked}" for ending, form in ENDINGS.items()}


def alternates(named: str, seen: str, base: str | None, as_of: str | None) -> str:
    """A ``Link`` header (RFC 8288): what tells of the thing an address names, and its words.

    ``named`` is the path of the thing, ``seen`` that of its page, which is that of the API's answer
    too; what tells of it is of the version ``as_of``, where one is asked for, but the address of
    the thing is of no version.
    """
    if as_of is not None:
        seen = f"{seen}{'&' if '?' in seen else '?'}as_of={quote(as_of)}"
    elsewhere = {seen: "text/html", f"{API}{seen}": "application/json"}
    words = ("/ontology", "/shapes", "/context.jsonld")
    return linking(documents(named, as_of), elsewhere, base, words, canonical=named)


def linking(
    linked: Mapping[str, str],
    elsewhere: Mapping[str, str],
    base: str | None,
    words: Iterable[str],
    *,
    canonical: str,
    licence: str | None = None,
) -> str:
    """A ``Link`` header: the other forms, the linked data, and what explains it.

    ``linked`` leads from media types to where they are given, ``elsewhere`` from other addresses to
    their media types. What is said of the data stands only where there is any: where a base address
    is set. ``canonical``: the lasting path.
    """
    links = [
        f'<{where}>; rel="alternate"; type="{media_type}"'
        for where, media_type in elsewhere.items()
    ]
    if base is not None:
        links += [
            f'<{where}>; rel="alternate"; type="{media_type}"'
            for media_type, where in linked.items()
        ]
        links += [f'<{path}>; rel="describedby"; type="{WORDS[path]}"' for path in words]
        links.append(f'<{base}{canonical.lstrip("/")}>; rel="canonical"')
        if licence is not None:
            links.append(f'<{licence}>; rel="license"')
    return ", ".join(links)


def document(groups: Iterable[Group], form: str, mapping: GraphMapping) -> Response:
    """The triples as one document."""
    content = b"".join(serialised(groups, form, mapping))
    return Response(content, media_type=MEDIA_TYPES[form])

"""The codes of others that the catalogue uses, and what it says in words."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from pyoxigraph import Literal, NamedNode, Triple

from graph_schema.claims import Licence, SourceInfo
from graph_schema.namespaces import DCT, SKOS, SPDX
from graph_schema.rdf import TYPE
from graph_schema.vocabularies import Audience
from queries.readmodel.open import ReadModel

IANA = "https://www.iana.org/assignments/media-types/"
AUTHORITY = "http://publications.europa.eu/resource/authority/"
LANGUAGES = (AUTHORITY + "language/SWE", AUTHORITY + "language/ENG")
THEMES = AUTHORITY + "data-theme"
SCHEMES: Mapping[str, str] = {
    THEMES: "Data theme",
    "http://purl.org/adms/licencetype/1.0": "Licence type",
    "http://purl.org/adms/publishertype/1.0": "Publisher type",
}
"""Lists of codes of which a reader is told that they are such, and how they are called."""
SOCIETY = AUTHORITY + "data-theme/SOCI"
SWEDEN = AUTHORITY + "country/SWE"
ANSWERED_IN = AUTHORITY + "file-type/JSON"
PUBLIC = AUTHORITY + "access-right/PUBLIC"
RESTRICTED = AUTHORITY + "access-right/RESTRICTED"
AVAILABLE = AUTHORITY + "planned-availability/AVAILABLE"
IRREGULAR = AUTHORITY + "frequency/IRREG"
CC0 = "http://creativecommons.org/publicdomain/zero/1.0/"
PROTOCOL = "http://www.w3.org/TR/sparql11-protocol/"
OPENAPI = "https://spec.openapis.org/oas/v3.1.0"
LICENCE_TYPE = "http://purl.org/adms/licencetype/"
PUBLISHER_TYPE = "http://purl.org/adms/publishertype/"
PUBLIC_DOMAIN, ATTRIBUTION, UNKNOWN_TERMS = "PublicDomain", "Attribution", "UnknownIPR"
LICENCE_TYPES = (
    ("creativecommons.org/publicdomain/", PUBLIC_DOMAIN),
    ("creativecommons.org/licenses/by/", ATTRIBUTION),
    ("opensource.org/license/mit", ATTRIBUTION),
)
"""What kind of licence an address names; of any other, nothing is said to be known."""
STRICTEST = (UNKNOWN_TERMS, ATTRIBUTION, PUBLIC_DOMAIN)
SEVERAL = re.compile(r"[;/+&]|\b(and|och)\b")
"""In a licence's name: it speaks of more than one."""
SHA256 = SPDX + "checksumAlgorithm_sha256"
CODES: Mapping[str, str] = {
    AUTHORITY + "language/": DCT + "LinguisticSystem",
    AUTHORITY + "access-right/": DCT + "RightsStatement",
    AUTHORITY + "frequency/": DCT + "Frequency",
    AUTHORITY + "planned-availability/": SKOS + "Concept",
    AUTHORITY + "data-theme/": SKOS + "Concept",
    AUTHORITY + "file-type/": DCT + "MediaTypeOrExtent",
    AUTHORITY + "country/": DCT + "Location",
    IANA: DCT + "MediaType",
    PROTOCOL: DCT + "Standard",
    OPENAPI: DCT + "Standard",
    CC0: DCT + "LicenseDocument",
    LICENCE_TYPE: SKOS + "Concept",
    PUBLISHER_TYPE: SKOS + "Concept",
    SHA256: SPDX + "ChecksumAlgorithm",
}
"""What the codes of others are, so that a reader who cannot look them up knows what stands there;
by how their addresses begin."""


@cache
def said() -> Mapping[str, Any]:
    """What ``catalogue.toml`` says."""
    text = (files("service.exports") / "catalogue.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def titled(subject: NamedNode, told: Mapping[str, str]) -> Iterator[Triple]:
    """Title and description in both languages."""
    for lang in ("sv", "en"):
        for predicate, text in (("title", f"title_{lang}"), ("description", f"about_{lang}")):
            yield Triple(subject, NamedNode(DCT + predicate), Literal(told[text], language=lang))


def licence_titled(licence: NamedNode, of: Sequence[SourceInfo]) -> Iterator[Triple]:
    """How the licence of these sources is called, and of which they are."""
    yield Triple(licence, NamedNode(DCT + "title"), Literal(of[0].licence.name))
    titles = {"sv": [info.title_sv for info in of], "en": [info.title_en for info in of]}
    for lang, each in titles.items():
        text = said()["licence_of"][lang].format(source=", ".join(each))
        yield Triple(licence, NamedNode(DCT + "description"), Literal(text, language=lang))


def codes(found: list[Triple]) -> Iterator[Triple]:
    """What each code of others that is used is."""
    used = dict.fromkeys(t.object for t in found if isinstance(t.object, NamedNode))
    for code in used:
        for begins, kind in CODES.items():
            if code.value.startswith(begins):
                yield Triple(code, TYPE, NamedNode(kind))
        if (scheme := scheme_of(code.value)) is not None:
            yield Triple(code, NamedNode(SKOS + "inScheme"), NamedNode(scheme))
        yield from _called(code)
    of = dict.fromkeys((THEMES, *(scheme_of(code.value) for code in used)))
    for scheme, title in SCHEMES.items():
        if scheme in of:
            yield Triple(NamedNode(scheme), TYPE, NamedNode(SKOS + "ConceptScheme"))
            text = Literal(title, language="en")
            yield Triple(NamedNode(scheme), NamedNode(DCT + "title"), text)


def _called(code: NamedNode) -> Iterator[Triple]:
    """How a code, or a document, of others is called, where we say it."""
    for lang, name in said()["codes"].get(code.value, {}).items():
        yield Triple(code, NamedNode(SKOS + "prefLabel"), Literal(name, language=lang))
    if (document := said()["documents"].get(code.value)) is not None:
        yield from titled(code, document)


def scheme_of(code: str) -> str | None:
    """The list of codes that a code of others is of; None where it is of none, or is one."""
    if code.startswith((LICENCE_TYPE, PUBLISHER_TYPE)):
        return f"{code.rpartition('/')[0]}/1.0"
    is_of_authority = code.startswith(AUTHORITY) and code != THEMES
    return code.rpartition("/")[0] if is_of_authority else None


def licence_type(licence: Licence) -> str:
    """What kind of licence it is, the strictest of several, as far as addresses tell.

    A name that speaks of several has as many addresses; else one of them is not known.
    """
    if licence.also is None and SEVERAL.search(licence.name):
        return UNKNOWN_TERMS
    return strictest(map(_kind, licence.addresses))


def strictest(kinds: Iterable[str]) -> str:
    """The strictest of kinds of licences; of none, nothing is known."""
    return min(kinds, key=STRICTEST.index, default=UNKNOWN_TERMS)


def _kind(address: str) -> str:
    return next((kind for part, kind in LICENCE_TYPES if part in address), UNKNOWN_TERMS)


def sole_licence(model: ReadModel) -> str | None:
    """The one licence that all of it has, by the address that catalogues know.

    None where there are several, one is not known, or not everybody may read it.
    """
    terms = [info.licence for info in model.sources]
    found = {address for licence in terms for address in licence.addresses}
    unknown = any(licence_type(licence) == UNKNOWN_TERMS for licence in terms)
    if len(found) != 1 or unknown or model.audience is not Audience.PUBLIC:
        return None
    return found.pop().replace("https://creativecommons.org/", "http://creativecommons.org/")

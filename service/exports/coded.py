"""What names a figure, as the thing, concept or year of the graph that it is, beside its text."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from pyoxigraph import Literal, NamedNode, Triple

from graph_schema.card_answers import EvidenceCard
from graph_schema.namespaces import OWN, QB, RDFS, SKOS, XSD
from graph_schema.rdf import TYPE, Terms
from graph_schema.vocabularies import ActorKind, Sector, Vocabulary

CODED = "coded-"
SCHEMES: Mapping[str, str] = {
    "region": "Scheme-Region",
    "theme": "Scheme-Theme",
    "target_group": "Scheme-TargetGroup",
    "group": "Scheme-TargetGroup",
}
"""Parts of a name that are always a concept of one scheme."""
THINGS = ("actor", "arena", "broker")
"""Parts that are always a thing of the graph."""
SOMETIMES = ("a", "b", "row", "column", "label", "name", "slice", "value", "id")
"""Parts that are one or none, as the question has it: the groups of a pair may be sizes."""
YEARS = ("year", "until")
NODE_ID = re.compile(r"[a-z]{3}-[0-9a-f]{16}\Z")
YEAR = re.compile(r"[0-9]{4}\Z")
CODES: Mapping[str, type[Vocabulary]] = {"sector": Sector, "kind": ActorKind}


def role_of(part: str) -> str | None:
    """Dimension where every figure has one, attribute where some do; None where none does."""
    if part in SCHEMES or part in THINGS:
        return "dimension"
    return "attribute" if part in SOMETIMES or part in YEARS else None


def range_of_coded(part: str) -> str:
    """The class or datatype of the values."""
    if part in YEARS:
        return XSD + "gYear"
    return SKOS + "Concept" if part in SCHEMES else RDFS + "Resource"


def code_list(terms: Terms, part: str) -> Iterator[Triple]:
    """The scheme that the values are concepts of, where it is one."""
    if part in SCHEMES:
        own, scheme = (terms.term(f"{OWN}{name}") for name in (CODED + part, SCHEMES[part]))
        yield Triple(own, TYPE, NamedNode(QB + "CodedProperty"))
        yield Triple(own, NamedNode(QB + "codeList"), scheme)
        yield Triple(scheme, TYPE, NamedNode(SKOS + "ConceptScheme"))


def coded(card: EvidenceCard, terms: Terms, subject: NamedNode) -> Iterator[Triple]:
    """What names the figure of a card, as addresses and years; of concepts, what they are."""
    for part, text in card.about.items():
        found = _value(card, terms, part, text) if role_of(part) is not None else None
        if found is None:
            continue
        yield Triple(subject, terms.term(f"{OWN}{CODED}{part}"), found)
        if part in SCHEMES and isinstance(found, NamedNode):
            scheme = terms.term(OWN + SCHEMES[part])
            yield Triple(found, TYPE, NamedNode(SKOS + "Concept"))
            yield Triple(found, NamedNode(SKOS + "inScheme"), scheme)
            if part in card.named:
                yield Triple(found, NamedNode(SKOS + "prefLabel"), Literal(card.named[part]))


def _value(card: EvidenceCard, terms: Terms, part: str, text: str) -> NamedNode | Literal | None:
    if part in YEARS:
        return Literal(text, datatype=NamedNode(XSD + "gYear")) if YEAR.match(text) else None
    if NODE_ID.match(text):
        return terms.node(text)
    codes = CODES.get(_grouped_by(card))
    if codes is not None and text in [*codes]:
        return terms.concept(codes.__name__, text)
    return None


def _grouped_by(card: EvidenceCard) -> str:
    """What the codes that name a figure are of."""
    asked: Mapping[str, Any] = card.question if isinstance(card.question, Mapping) else {}
    if card.figure == "coverage":  # kinds there are kinds of arenas
        return ""
    own = card.about.get("of" if card.figure == "isolates" else "dimension")
    return str(own or asked.get("by") or "sector")

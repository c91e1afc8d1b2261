"""An evidence card as RDF Data Cube: one observation, so that a paper can cite a single cell."""

from collections.abc import Iterator, Mapping
from typing import Any

from pyoxigraph import Literal, NamedNode, Triple

from graph_schema.card_answers import NOT_COMPUTED, EvidenceCard
from graph_schema.ids import canonical_json
from graph_schema.namespaces import DCT, OWN, PROV, QB, RDF, RDFS, XSD
from graph_schema.rdf import SOURCES, TYPE, Terms
from service.card_text import phrases

JSON = NamedNode(RDF + "JSON")
LABEL = NamedNode(RDFS + "label")
COMPONENT = NamedNode(QB + "component")
WHOLE = ("fragility", "stability", "unseen", "parameters", "question", "values", "n")
"""Parts of a card that stand as JSON, so that nothing of it is lost."""
SAID = ("formula", "method", "expected", "draws", "seed", "coverage", "not_tested_share", "command")
"""Parts that stand as they are, where they were computed."""
ENDS = {"low": {"sv": "lägst", "en": "lowest"}, "high": {"sv": "högst", "en": "highest"}}
NAMES: Mapping[str, str] = {"coverage": "shareCovered", "not_tested_share": "shareNotTested"}


class Observation:
    """Writes one card."""

    def __init__(self, card: EvidenceCard, terms: Terms) -> None:
        self.card, self.terms = card, terms
        self.subject = NamedNode(f"{terms.base.rstrip('/')}{card.address}")
        self.set = self._own(f"analysis-{card.figure}")
        self.structure = self._own(f"structure-{card.figure}")

    def triples(self) -> Iterator[Triple]:
        """The observation, the data set it belongs to, and how both are built."""
        yield Triple(self.subject, TYPE, NamedNode(QB + "Observation"))
        yield Triple(self.subject, TYPE, self._own("EvidenceCard"))
        yield Triple(self.subject, TYPE, NamedNode(PROV + "Entity"))
        yield Triple(self.subject, NamedNode(QB + "dataSet"), self.set)
        yield Triple(self.set, TYPE, NamedNode(QB + "DataSet"))
        yield Triple(self.set, NamedNode(QB + "structure"), self.structure)
        yield Triple(self.structure, TYPE, NamedNode(QB + "DataStructureDefinition"))
        yield from self._dimensions()
        yield from self._measures()
        yield from self._said()

    def _dimensions(self) -> Iterator[Triple]:
        """What the figure is of, in which version, asked how: together they name it."""
        about = {f"dimension-{name}": Literal(text) for name, text in self.card.about.items()}
        given = {
            **about,
            "dataVersion": Literal(self.card.data_version),
            "request": Literal(self.card.request),
        }
        for name, value in given.items():
            yield Triple(self.subject, self._own(name), value)
            yield from self._component(name, "dimension", "DimensionProperty")

    def _measures(self) -> Iterator[Triple]:
        for name, value in _flat(self.card.values):
            measure = f"measure-{name}"
            yield Triple(self.subject, self._own(measure), _literal(value))
            yield from self._component(measure, "measure", "MeasureProperty")
            for lang in ("sv", "en"):
                yield Triple(self._own(measure), LABEL, Literal(_named(name, lang), language=lang))

    def _said(self) -> Iterator[Triple]:
        """Method, draws, strata, sources, and where it is computed again."""
        body, subject = self.card.model_dump(mode="json"), self.subject
        for name in SAID:
            if body[name] != NOT_COMPUTED:
                term = self._own(NAMES.get(name, name))
                yield Triple(subject, term, _literal(body[name]))
        for name in WHOLE:
            if body[name] not in (NOT_COMPUTED, None):
                text = Literal(canonical_json({"": body[name]})[4:-1], datatype=JSON)
                yield Triple(subject, self._own(name), text)
        if isinstance(self.card.strata, tuple):
            for stratum in self.card.strata:
                yield Triple(subject, self._own("stratum"), Literal(stratum))
        yield Triple(subject, self._own("graphHash"), Literal(self.card.graph_hash))
        yield Triple(subject, self._own("exploratory"), _literal(self.card.exploratory))
        yield Triple(subject, NamedNode(DCT + "isPartOf"), NamedNode(self.terms.base))
        for source in self.card.sources:
            address = self.terms.address(SOURCES, source.name)
            yield Triple(subject, NamedNode(PROV + "wasDerivedFrom"), address)

    def _component(self, name: str, kind: str, of: str) -> Iterator[Triple]:
        component, own = self._own(f"component-{self.card.figure}-{name}"), self._own(name)
        yield Triple(self.structure, COMPONENT, component)
        yield Triple(component, TYPE, NamedNode(QB + "ComponentSpecification"))
        yield Triple(component, NamedNode(QB + kind), own)
        yield Triple(own, TYPE, NamedNode(QB + of))

    def _own(self, name: str) -> NamedNode:
        return self.terms.term(OWN + name)


def card_described(card: EvidenceCard, terms: Terms) -> list[Triple]:
    """One card, each triple once; the observation first, then what it is built of."""
    observation = Observation(card, terms)
    found = dict.fromkeys(observation.triples())
    return sorted(found, key=lambda t: (t.subject != observation.subject, str(t.subject)))


def _named(name: str, lang: str) -> str:
    """What people call a value: as on the page of its card."""
    whole, _, end = name.rpartition(".")
    if end in ENDS and whole:
        return f"{_named(whole, lang)}, {ENDS[end][lang]}"
    return phrases().get(name, {}).get(lang, name.replace("_", " "))


def _flat(values: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, Any]]:
    """Every number, code and yes or no of a card; a pair of numbers is its low and its high end."""
    for name, value in values.items():
        here = f"{before}{name}"
        if isinstance(value, Mapping):
            yield from _flat(value, f"{here}.")
        elif isinstance(value, bool | int | float | str):
            yield here, value
        elif _is_range(value):
            yield from ((f"{here}.low", value[0]), (f"{here}.high", value[1]))


def _is_range(value: Any) -> bool:
    return (
        isinstance(value, list | tuple)
        and len(value) == 2
        and all(isinstance(end, int | float) for end in value)
    )


def _literal(value: Any) -> Literal:
    if isinstance(value, float):
        return Literal(repr(value), datatype=NamedNode(XSD + "double"))
    return Literal(value)

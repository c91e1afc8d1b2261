"""What the vocabularies of a graph exclude: things in two disjoint classes, texts for things.

Inferred is what RDFS and the inverses of OWL give: by domain, range, larger classes and properties.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import combinations
from pathlib import Path

import rdflib
from pyoxigraph import Literal, NamedNode, Triple
from rdflib import OWL, RDF, RDFS, URIRef
from rdflib.collection import Collection

AXIOMS = Path(__file__).parent / "vocabularies" / "axioms.ttl"
AXIOMATIC = frozenset(
    map(str, (RDFS.domain, RDFS.range, RDFS.subClassOf, RDFS.subPropertyOf, OWL.inverseOf,
              OWL.disjointWith))
)  # fmt: skip


class Axioms:
    """Those of the vocabularies, and what a graph says of its own terms."""

    def __init__(self, said: Iterable[Triple] = ()) -> None:
        self.graph = rdflib.Graph().parse(AXIOMS)
        for triple in said:
            predicate = triple.predicate.value
            is_kind = predicate == str(RDF.type) and str(triple.object).startswith(f"<{OWL}")
            if predicate in AXIOMATIC or is_kind:
                self.graph.parse(data=f"{triple} .", format="nt")
        self.larger = self._closed(RDFS.subClassOf, OWL.equivalentClass)
        self.wider = self._closed(RDFS.subPropertyOf, OWL.equivalentProperty)
        self.excluded = {
            frozenset(map(str, p)) for p in self.graph.subject_objects(OWL.disjointWith)
        }
        for group in self.graph.subjects(RDF.type, OWL.AllDisjointClasses):
            members = self.graph.value(group, OWL.members)
            pairs = combinations(map(str, Collection(self.graph, members)), 2)
            self.excluded |= set(map(frozenset, pairs))

    def _closed(self, upward: URIRef, alike: URIRef) -> Mapping[str, frozenset[str]]:
        """By each term the term and all that are larger."""
        graph = self.graph
        terms = {
            t for path in (upward, alike) for pair in graph.subject_objects(path) for t in pair
        }
        up = upward | alike | ~alike
        return {str(t): frozenset(map(str, graph.transitive_objects(t, up))) for t in terms}

    def of_property(self, predicate: str) -> tuple[frozenset[str], frozenset[str]]:
        """The classes of whatever has a property, and of its values."""
        subjects, objects = set[str](), set[str]()
        for name in self.wider.get(predicate, {predicate}):
            wide = URIRef(name)
            turned = {*self.graph.objects(wide, OWL.inverseOf)}
            turned |= {*self.graph.subjects(OWL.inverseOf, wide)}
            subjects |= {*map(str, self.graph.objects(wide, RDFS.domain))}
            objects |= {*map(str, self.graph.objects(wide, RDFS.range))}
            for other in turned:
                subjects |= {*map(str, self.graph.objects(other, RDFS.range))}
                objects |= {*map(str, self.graph.objects(other, RDFS.domain))}
        return frozenset(subjects), frozenset(objects)

    def is_about_things(self, predicate: str) -> bool | None:
        """Whether a property leads to things; not to texts, or unknown."""
        kinds = {*self.graph.objects(URIRef(predicate), RDF.type)}
        if OWL.ObjectProperty in kinds:
            return True
        return False if OWL.DatatypeProperty in kinds else None


def contradictions(triples: Iterable[Triple]) -> set[tuple[str, ...]]:
    """Each thing in two disjoint classes with these, each property with a value it cannot have."""
    said = list(triples)
    axioms = Axioms(said)
    classes, found = defaultdict[str, set[str]](set), set[tuple[str, ...]]()
    known: dict[str, tuple[frozenset[str], frozenset[str]]] = {}
    for triple in said:
        subject, predicate, value = str(triple.subject), triple.predicate.value, triple.object
        if predicate == str(RDF.type):
            assert isinstance(value, NamedNode)
            classes[subject].add(value.value)
            continue
        if predicate not in known:
            known[predicate] = axioms.of_property(predicate)
        of_subject, of_value = known[predicate]
        classes[subject] |= of_subject
        is_text = isinstance(value, Literal)
        if axioms.is_about_things(predicate) is is_text:
            found.add((subject, predicate, str(value)))
        elif not is_text:
            classes[str(value)] |= of_value
    for subject, names in classes.items():
        whole = {large for name in names for large in axioms.larger.get(name, {name})}
        pairs = (pair for pair in axioms.excluded if pair <= whole)
        found |= {(subject, *sorted(pair)) for pair in pairs}
    return found


def without_class(triples: Iterable[Triple], ontology: rdflib.Graph) -> set[tuple[str, str]]:
    """Each of our own properties on a thing not said to be of the property's class.

    Who infers would learn a class there that nobody states.
    """
    said, classes = list(triples), defaultdict[str, set[str]](set)
    domains = {str(term): str(of) for term, of in ontology.subject_objects(RDFS.domain)}
    for triple in said:
        if triple.predicate.value == str(RDF.type) and isinstance(triple.object, NamedNode):
            classes[str(triple.subject)].add(triple.object.value)
    return {
        (str(triple.subject), triple.predicate.value)
        for triple in said
        if (of := domains.get(triple.predicate.value)) and of not in classes[str(triple.subject)]
    }

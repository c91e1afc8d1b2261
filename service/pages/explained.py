"""The ontology's triples as terms to read: each with what is said of it, in sections."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from graph_schema.mapping import IN_SCHEME
from graph_schema.namespaces import QB
from graph_schema.ontology import (
    CLASS,
    COMMENT,
    DATATYPE_PROPERTY,
    DEFINITION,
    LABEL,
    NOTATION,
    OBJECT_PROPERTY,
    RANGE,
    SCHEME,
    SCOPE,
    SEE_ALSO,
    SUBCLASS,
    USED_BY,
)
from graph_schema.rdf import PREF_LABEL, TYPE, Terms

Object = NamedNode | BlankNode | Literal | Triple
STRUCTURE = NamedNode(QB + "DataStructureDefinition")
SLICE_KEY = NamedNode(QB + "sliceKey")
SHAPED, COMPONENT = NamedNode(QB + "structure"), NamedNode(QB + "component")
ROLES = tuple(NamedNode(QB + role) for role in ("dimension", "measure", "attribute"))
BESIDE = ("measure-", "dimension-")
"""How the properties of evidence cards alone begin."""
LANGUAGES = ("sv", "en")
BETWEEN_LABELS = " / "  # of a property that two types call differently


class Named(NamedTuple):
    """A term that another leads to: where it is explained, and how people write it."""

    href: str
    short: str


class Explained(NamedTuple):
    """One own term. ``id`` is its fragment; labels and meanings are by language."""

    id: str
    labels: Mapping[str, str]
    meanings: Mapping[str, Sequence[str]]
    types: Sequence[Named]
    larger: Sequence[Named]
    smaller: Sequence[Named]
    ranges: Sequence[Named]
    used_by: Sequence[Named]
    uses: Sequence[Named]
    beside: Sequence[Named]
    code: str
    inside: Sequence["Explained"]


class Component(NamedTuple):
    """A part of a structure of evidence cards: the property, and its role there."""

    id: str
    role: str
    of: Named


class Structure(NamedTuple):
    """How the evidence cards of a form are built, and the data set that they are in."""

    term: Explained
    data: Explained
    key: Explained
    components: Sequence[Component]


class Explanations:
    """The terms of one ontology, read from its triples."""

    def __init__(self, triples: Iterable[Triple], terms: Terms) -> None:
        self._terms, self.namespace = terms, f"{terms.ontology}#"
        self._said: dict[NamedNode, dict[NamedNode, list[Object]]] = {}
        self._leading: dict[tuple[NamedNode, Object], list[NamedNode]] = defaultdict(list)
        for subject, predicate, found in triples:
            if isinstance(subject, NamedNode):
                told = self._said.setdefault(subject, defaultdict(list))
                if found not in told[predicate]:
                    told[predicate].append(found)
                    self._leading[predicate, found].append(subject)

    @cached_property
    def classes(self) -> Sequence[Explained]:
        """Kinds of things and ties."""
        return self._of(CLASS)

    @cached_property
    def properties(self) -> Sequence[Explained]:
        """Properties of the graph, its claims and sources, by name."""
        return [term for term in self._all_properties() if not term.id.startswith(BESIDE)]

    @cached_property
    def of_cards(self) -> Sequence[Explained]:
        """Properties that only evidence cards have."""
        return [term for term in self._all_properties() if term.id.startswith(BESIDE)]

    @cached_property
    def schemes(self) -> Sequence[Explained]:
        """Closed lists with their words, and the lists that the graph fills."""
        return self._of(SCHEME)

    @cached_property
    def structures(self) -> Sequence[Structure]:
        """How evidence cards are built, by form."""
        return [
            Structure(
                self._explained(node),
                self._explained(self._leading[SHAPED, node][0]),
                self._explained(self._key(node)),
                list(self._components(node)),
            )
            for node in self._leading[TYPE, STRUCTURE]
        ]

    def _key(self, structure: NamedNode) -> NamedNode:
        """How one answer of a structure's cards is told from the others."""
        [key] = (key for key in self._said[structure][SLICE_KEY] if isinstance(key, NamedNode))
        return key

    def _all_properties(self) -> Sequence[Explained]:
        return self._of(OBJECT_PROPERTY, DATATYPE_PROPERTY)

    def _of(self, *kinds: NamedNode) -> Sequence[Explained]:
        terms = dict.fromkeys(each for kind in kinds for each in self._leading[TYPE, kind])
        found = [self._explained(each) for each in terms]
        return sorted(found, key=lambda term: term.id.lower())

    def _explained(self, node: NamedNode) -> Explained:
        said = self._said[node]
        codes = [each.value for each in said[NOTATION] if isinstance(each, Literal)]
        return Explained(
            id=self._fragment(node),
            labels={
                lang: BETWEEN_LABELS.join(self._texts(said[LABEL] + said[PREF_LABEL], lang))
                for lang in LANGUAGES
            },
            meanings={
                lang: [*self._texts(said[COMMENT] + said[DEFINITION] + said[SCOPE], lang)]
                for lang in LANGUAGES
            },
            types=self._named(said[TYPE]),
            larger=self._named(said[SUBCLASS]),
            smaller=self._named(self._leading[SUBCLASS, node]),
            ranges=self._named(said[RANGE]),
            used_by=self._named(said[USED_BY]),
            uses=self._named(self._leading[USED_BY, node]),
            beside=self._named([*said[SEE_ALSO], *self._leading[SEE_ALSO, node]]),
            code=next(iter(codes), ""),
            inside=[self._explained(each) for each in self._leading[IN_SCHEME, node]],
        )

    def _components(self, structure: NamedNode) -> Iterator[Component]:
        parts = [each for each in self._said[structure][COMPONENT] if isinstance(each, NamedNode)]
        for role in ROLES:
            for part in parts:
                for of in self._named(self._said[part][role]):
                    yield Component(self._fragment(part), role.value.removeprefix(QB), of)

    def _texts(self, found: Iterable[Object], lang: str) -> Iterator[str]:
        for each in found:
            if isinstance(each, Literal) and each.language == lang:
                yield each.value

    def _named(self, found: Iterable[Object]) -> Sequence[Named]:
        named = [self._name(each) for each in found if isinstance(each, NamedNode)]
        return sorted(named, key=lambda each: each.short.lower())

    def _name(self, node: NamedNode) -> Named:
        own = node.value.startswith(self.namespace)
        return Named(
            f"#{self._fragment(node)}" if own else node.value, self._terms.short(node.value)
        )

    def _fragment(self, node: NamedNode) -> str:
        return node.value.removeprefix(self.namespace)

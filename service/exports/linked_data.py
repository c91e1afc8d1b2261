"""The graph as RDF: what is said of nodes and ties, and the way back to who said it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from heapq import merge
from itertools import chain, count, repeat
from typing import Any

import numpy as np
from pyoxigraph import Literal, NamedNode, Quad, Triple

from graph_schema.edges import Funds
from graph_schema.mapping import AS_USUAL, OF_FUNDERS, GraphMapping, TypeMapping
from graph_schema.namespaces import DCAT, DCT, OWL, OWN, RDFS, VOID, XSD
from graph_schema.ontology import ontology
from graph_schema.rdf import CLAIMS, JUDGEMENTS, RUNS, SOURCES, TIES, TYPE, Terms
from queries.exporting.judged import judgements_of_selection
from queries.exporting.rows import (
    Named,
    NodeRow,
    StatedBySource,
    claims_of_selection,
    nodes_of,
    replaced_ids,
    replaced_ties,
    runs_of,
    stated_by_sources,
    ties_of,
)
from queries.exporting.touching import Touch, Touching
from queries.readmodel.columns import Bools, RowNumbers
from service.exports.about import Export, NoBaseAddressError, parted
from service.exports.catalogue_codes import said
from service.exports.judgements import judgement_triples
from service.exports.provenance import Provenance
from service.exports.rdf_writing import Group, grouped, serialised

REPLACED_BY = NamedNode(DCT + "isReplacedBy")
DEPRECATED = NamedNode(OWL + "deprecated")
TRUE = Literal(value=True)
Writing = Callable[[dict[str, Any], list[Triple], Mapping[str, str]], list[Triple]]
"""Writes fields of one thing, what its parts say beside; parts may be called otherwise."""


@cache
def mapping_of(base: str | None) -> GraphMapping:
    """The mapping under the deployer's address; raises ``NoBaseAddressError`` without one."""
    if base is None:
        raise NoBaseAddressError
    return GraphMapping(Terms(base))


def whole_graph(export: Export, form: str) -> Iterator[bytes]:
    """A dataset: what it is, what its words mean, and everything in it."""
    if export.base is None:
        raise NoBaseAddressError
    terms = Terms(export.base, export.node_types)
    mapping = GraphMapping(terms, export.node_types, export.edge_types)
    per_source = form == "nquads"
    return serialised(everything(export, mapping, per_source=per_source), form, mapping)


def everything(
    export: Export, mapping: GraphMapping, *, per_source: bool = False
) -> Iterator[Group]:
    """All groups of a dataset in the order of their addresses."""
    head, words = [*of_version(export, mapping.terms)], ontology(mapping)
    return chain([head], described(export, mapping, per_source=per_source), [words])


def described(
    export: Export, mapping: GraphMapping, *, per_source: bool = False
) -> Iterator[Group]:
    """The nodes, ties and claims of a selection, with their sources and imports.

    A group for each thing: few steps in Python for many triples.
    """
    return Graph(export, mapping, per_source=per_source).groups()


class Graph:
    """A selection on its way out, one kind of thing after the other.

    With ``per_source`` what each source itself says of a thing stands beside what is shown of it,
    in a named graph: the source's address.
    """

    def __init__(self, export: Export, mapping: GraphMapping, *, per_source: bool = False) -> None:
        self._per_source = per_source
        self.export, self.mapping, self.terms = export, mapping, mapping.terms
        self.provenance = Provenance(mapping)
        self._pays = [mapping.terms.term(name) for name in OF_FUNDERS]
        self._done = count(1)
        self._touching = Touching(export.model, export.selection, per_source=per_source)

    def groups(self) -> Iterator[Group]:
        """Everything; the kinds in the order of their addresses."""
        parts: dict[str, Callable[[], Iterator[Group]]] = {
            kind.NOUN: partial(self._nodes, kind.LABEL) for kind in self.export.node_types
        }
        parts |= {
            TIES: self._ties, CLAIMS: self._claims, SOURCES: self._sources, RUNS: self._runs,
            JUDGEMENTS: self._judgements,
        }  # fmt: skip
        for noun in sorted(parts):
            yield from parts[noun]()

    def _nodes(self, label: str) -> Iterator[Group]:
        """The nodes of a label and, between them, the ids that lead to them now."""
        nodes = merge(self._current(label), self._replaced(label), key=lambda item: item[0])
        return (group for _, group in nodes)

    def _current(self, label: str) -> Iterator[tuple[str, Group]]:
        model, chosen = self.export.model, self.export.selection.nodes
        if label not in model.labels:
            return
        mine = chosen[model.columns.node_label[chosen] == model.labels.index(label)]
        touching, kind = self._touching.of(mine), self.mapping.nodes[label]
        rows = zip(nodes_of(model, mine), touching, self._stated(mine), strict=True)
        for row, touches, stated in rows:
            write = partial(kind.triples, self.terms.node(row.ref.id))
            quads = self._quads(stated, kind, write)
            said: Iterator[Triple | Quad] = chain(self._node(row, touches), quads)
            yield row.ref.id, grouped(said)
            self.export.progress(next(self._done))

    def _stated(self, owners: RowNumbers) -> Iterator[list[StatedBySource]]:
        if self._per_source:
            return stated_by_sources(self.export.model, owners)
        return repeat([], len(owners))

    def _quads(
        self, stated: Sequence[StatedBySource], kind: TypeMapping, write: Writing
    ) -> Iterator[Quad]:
        """What each source says of one thing, in its own graph; what two claims say, once."""
        found: dict[Quad, None] = {}
        for (source, fields), called in zip(stated, _called(stated, kind), strict=True):
            graph = self.terms.address(SOURCES, source)
            parts: list[Triple] = []
            for triple in (*write(fields, parts, called), *parts):
                found[Quad(triple.subject, triple.predicate, triple.object, graph)] = None
        return iter(found)

    def _node(self, row: NodeRow, touching: Iterable[Touch]) -> Iterator[Triple | Quad]:
        subject, label = self.terms.node(row.ref.id), row.ref.label
        parts: list[Triple] = []
        yield from self.mapping.nodes[label].triples(subject, row.fields, parts)
        if row.is_funder:
            yield from (Triple(subject, TYPE, name) for name in self._pays)
        by_sources: set[Quad] = set()  # of several ties between the same two ends, once
        for touch in touching:
            yield from self._touch(subject, row.ref, touch, touch.fields, direct=touch.first)
            write = partial(self._touch_by_source, subject, row.ref, touch)
            edge = self.mapping.edges[touch.type]
            yield from _once(self._quads(touch.stated, edge, write), by_sources)
        yield from self.provenance.derived(subject, row.claims)
        yield from parts

    def _touch_by_source(
        self, subject: NamedNode, own: Named, touch: Touch, fields: dict[str, Any], *_: object
    ) -> list[Triple]:
        """What a claim of the tie says at one of its ends."""
        said = [*self._touch(subject, own, touch, fields, direct=True)]
        if touch.outward and touch.type == Funds.LABEL:
            said += [Triple(subject, TYPE, name) for name in self._pays]
        return said

    def _touch(
        self, subject: NamedNode, own: Named, touch: Touch, fields: dict[str, Any], *, direct: bool
    ) -> Iterator[Triple]:
        """What a tie with these fields says at one of its ends."""
        edge, far = self.mapping.edges[touch.type], touch.other
        begin, end = (own, far) if touch.outward else (far, own)
        links = edge.links((begin.label, end.label), fields, end.arena_kind)
        inward = links.from_source if touch.outward else links.from_target
        if inward:
            tie = self.mapping.tie(touch.id)
            yield from (Triple(subject, name, tie) for name in inward)
        if touch.outward and direct and links.direct:
            target = self.terms.node(far.id)
            yield from (Triple(subject, name, target) for name in links.direct)

    def _replaced(self, label: str) -> Iterator[tuple[str, Group]]:
        prefix = self.mapping.nodes[label].node_kind.PREFIX
        for old, new in replaced_ids(self.export.model, self.export.selection.nodes, prefix):
            yield old, _leading(self.terms.node(old), map(self.terms.node, new))

    def _ties(self) -> Iterator[Group]:
        """The ties and, between them, the ids that lead to them now."""
        earlier = replaced_ties(self.export.model, self.export.selection.edges)
        tie = self.mapping.tie
        replaced = ((old, _leading(tie(old), map(tie, new))) for old, new in earlier)
        both = merge(self._current_ties(), replaced, key=lambda item: item[0])
        return (group for _, group in both)

    def _current_ties(self) -> Iterator[tuple[str, Group]]:
        model, selection = self.export.model, self.export.selection
        alone, stated = self._alone(), self._stated(selection.edges)
        rows = zip(ties_of(model, selection.edges), alone, stated, strict=True)
        for row, is_alone, by_sources in rows:
            subject, edge = self.mapping.tie(row.id), self.mapping.edges[row.type]
            ends = self.terms.node(row.source.id), self.terms.node(row.target.id)
            labels, kind = (row.source.label, row.target.label), row.target.arena_kind
            parts: list[Triple] = []
            write = partial(edge.triples, subject, ends, labels, kind)
            said = write({**edge.edge_kind.ANYHOW, **row.fields}, parts)
            if is_alone:
                parts += [
                    Triple(ends[0], name, ends[1])
                    for name in edge.links(labels, row.fields, kind).direct
                ]
            said += [*self.provenance.derived(subject, row.claims), *parts]
            yield row.id, [*said, *self._quads(by_sources, edge, write)]
            self.export.progress(next(self._done))

    def _alone(self) -> Bools:
        """Which ties begin at a node that is not described here: then the tie says all of it.

        The first of its type between the same two ends says it for all of them.
        """
        selection = self.export.selection
        if selection.whole:
            return np.zeros(len(selection.edges), np.bool_)
        return ~np.isin(selection.ties.source, selection.nodes) & selection.first

    def _claims(self) -> Iterator[Group]:
        for claim in claims_of_selection(self.export.model, self.export.selection):
            yield self.provenance.claim(claim)
            self.export.progress(next(self._done))

    def _judgements(self) -> Iterator[Group]:
        for row in judgements_of_selection(self.export.model, self.export.selection):
            yield [*judgement_triples(self.terms, row)]

    def _sources(self) -> Iterator[Group]:
        infos = {info.name: info for info in self.export.model.sources}
        for name in sorted(self.export.sources):
            yield [*self.provenance.source(infos[name])]

    def _runs(self) -> Iterator[Group]:
        runs = (run for name in self.export.sources for run in runs_of(self.export.model, name))
        for run in sorted(runs, key=lambda run: run.id):
            yield [*self.provenance.run(run)]


def _called(stated: Sequence[StatedBySource], kind: TypeMapping) -> Iterator[Mapping[str, str]]:
    """What the parts are called in each statement, by what its own source says besides."""
    by_source: dict[str, list[int]] = {}
    for place, each in enumerate(stated):
        by_source.setdefault(each.source, []).append(place)
    names = [AS_USUAL] * len(stated)
    for places in by_source.values():
        if len(places) > 1:
            own = kind.called([stated[place].fields for place in places])
            for place, called in zip(places, own, strict=True):
                names[place] = called
    return iter(names)


def _once(quads: Iterable[Quad], before: set[Quad]) -> Iterator[Quad]:
    """Those that were not there before, which now they are."""
    for quad in quads:
        if quad not in before:
            before.add(quad)
            yield quad


def _leading(old: NamedNode, now: Iterable[NamedNode]) -> Group:
    """What is said of an id that was published once."""
    return [*(Triple(old, REPLACED_BY, new) for new in now), Triple(old, DEPRECATED, TRUE)]


def of_version(export: Export, terms: Terms) -> Iterator[Triple]:
    """The version as a data set of its own: two of them in one store stay two."""
    model, subject = export.model, NamedNode(export.address)
    yield from dataset(export, terms, subject)
    yield Triple(subject, NamedNode(DCAT + "isVersionOf"), NamedNode(terms.base))
    for lang, text in said()["coverage"].items():
        yield Triple(subject, NamedNode(RDFS + "comment"), Literal(text, language=lang))
    yield Triple(subject, NamedNode(DCAT + "version"), Literal(str(model.version)))
    yield from _moments(subject, issued=model.published_at, modified=model.published_at)


def of_newest(export: Export, terms: Terms) -> Iterator[Triple]:
    """The data set as it is now: its newest version, and which that is.

    What holders of a token read is another one.
    """
    model, subject = export.model, NamedNode(parted(terms.base, export.model.audience))
    yield from dataset(export, terms, subject)
    yield Triple(subject, NamedNode(DCAT + "hasCurrentVersion"), NamedNode(export.address))
    yield Triple(subject, NamedNode(DCAT + "version"), Literal(str(model.version)))
    yield from _moments(subject, issued=model.first_published_at, modified=model.published_at)


def dataset(export: Export, terms: Terms, subject: NamedNode) -> Iterator[Triple]:
    """Of which version it is, for whom, and how it was narrowed."""
    model = export.model
    facts = {
        OWN + "dataVersion": Literal(model.version),
        OWN + "graphHash": Literal(model.graph_hash),
        OWN + "audience": Literal(model.audience.value),
        OWN + "filters": Literal(export.filter_text),
        OWN + "claimCount": Literal(len(export.selection.claims)),
        OWN + "judgementCount": Literal(len(judgements_of_selection(model, export.selection))),
    }
    yield Triple(subject, TYPE, NamedNode(VOID + "Dataset"))
    for name, value in facts.items():
        yield Triple(subject, terms.term(name), value)


def _moments(subject: NamedNode, **moments: str | None) -> Iterator[Triple]:
    """When it was published, first and last; nothing of what nobody published."""
    for name, moment in moments.items():
        if moment is not None:
            when = Literal(moment, datatype=NamedNode(XSD + "dateTime"))
            yield Triple(subject, NamedNode(DCT + name), when)

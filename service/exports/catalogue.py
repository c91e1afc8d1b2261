"""The data set as a catalogue finds it: DCAT-AP 3 with what DCAT-AP-SE asks for, and VoID."""

from collections.abc import Iterator, Mapping, Sequence

from pyoxigraph import Literal, NamedNode, Triple

from graph_schema.days import swedish_day
from graph_schema.mapping import GraphMapping
from graph_schema.namespaces import (
    DCAT,
    DCATAP,
    DCT,
    FOAF,
    OWL,
    PROV,
    RDFS,
    VOID,
    XSD,
)
from graph_schema.rdf import SOURCES, TYPE
from graph_schema.vocabularies import Audience
from queries.lookup.overview import overview
from queries.lookup.timeline import timeline
from service.exports.about import Export, parted
from service.exports.about import of_version as version_address
from service.exports.catalogue_codes import (
    ANSWERED_IN,
    AVAILABLE,
    CC0,
    IRREGULAR,
    LANGUAGES,
    LICENCE_TYPE,
    OPENAPI,
    PROTOCOL,
    PUBLIC,
    PUBLIC_DOMAIN,
    RESTRICTED,
    SOCIETY,
    SWEDEN,
    THEMES,
    codes,
    licence_titled,
    licence_type,
    said,
    sole_licence,
    strictest,
    titled,
)
from service.exports.catalogue_files import SAME_TRIPLES, checked, types_of
from service.exports.catalogue_people import people
from service.exports.described import words
from service.exports.files import FileFacts
from service.exports.formats import FORMATS, ExportForm
from service.exports.linked_data import of_newest, of_version
from service.exports.provenance import Provenance
from service.settings import Settings

BESIDE = (OWL, PROV, RDFS)
"""What provenance is told in, and that an id is gone (``owl:deprecated``)."""


def catalogue(
    export: Export,
    mapping: GraphMapping,
    settings: Settings,
    *,
    before: int | None,
    pinned: bool = False,
    written: Mapping[ExportForm, FileFacts] = {},
    triples: int | None = None,
) -> list[Triple]:
    """The catalogue, the data set in it, each way to have it, and who publishes it; each once.

    ``before``: the version published before this one, if there was one.
    ``pinned``: the data set is this version, whatever comes later, with its own files, and no
    service, since those answer about the newest. ``written``: what is known of files that were
    made. ``triples``: how many there are, where they were counted.
    """
    described = Catalogue(export, mapping, settings, pinned=pinned)
    found = [*described.whole(), *described.data(), *described.before(before)]
    for form in FORMATS:
        found += described.distribution(form, written.get(form))
        if triples is not None and form in SAME_TRIPLES:
            found += described.triples(described.file(form), triples)
    if triples is not None:
        found += described.triples(described.dataset, triples)
    found += (*described.services(), *people(described.publisher, described.contact, settings))
    found += described.licences()
    return list(dict.fromkeys((*found, *codes(found))))


class Catalogue:
    """Writes the parts of one catalogue."""

    def __init__(
        self, export: Export, mapping: GraphMapping, settings: Settings, *, pinned: bool
    ) -> None:
        self.export, self.mapping, self.settings = export, mapping, settings
        self.base = mapping.terms.base
        self.pinned = pinned
        self.at = f"?as_of={export.model.version}" if pinned else ""
        self.audience = export.model.audience
        self.dataset = NamedNode(export.address if pinned else parted(self.base, self.audience))
        self.access = PUBLIC if self.audience is Audience.PUBLIC else RESTRICTED
        self.page = NamedNode(f"{self.base}exports{self.at}")
        self.catalogue = self._part("catalogue")
        self.publisher = NamedNode(f"{self.base}dataset#publisher")
        self.contact = NamedNode(f"{self.base}dataset#contact")
        self.sole_licence = sole_licence(export.model)
        self.licence = NamedNode(self.sole_licence or self._part("licence").value)
        self.api, self.sparql = self._part("api"), self._part("sparql")

    def _part(self, name: str) -> NamedNode:
        """Something that belongs to the data set: of a version, to that version alone."""
        return NamedNode(parted(f"{self.base}dataset{self.at}", self.audience, name))

    def whole(self) -> Iterator[Triple]:
        """The catalogue itself; its own text is free for everybody."""
        subject = self.catalogue
        told = "catalogue_of_version" if self.pinned else "catalogue"
        yield from self._about(subject, DCAT + "Catalog", told)
        yield from self._at(subject, DCAT + "dataset", self.dataset.value)
        yield from self._at(subject, DCT + "license", CC0)
        yield from self._at(NamedNode(CC0), DCT + "type", LICENCE_TYPE + PUBLIC_DOMAIN)
        yield from self._at(subject, FOAF + "homepage", self.page.value)
        yield from self._at(self.page, TYPE.value, FOAF + "Document")
        yield from titled(self.page, said()["page"])
        yield from self._on(subject, DCT + "issued", self.export.model.first_published_at)
        yield from self._on(subject, DCT + "modified", self.export.model.published_at)
        yield from self._at(subject, DCAT + "themeTaxonomy", THEMES)
        if not self.pinned:
            for service in (self.api, self.sparql):
                yield from self._at(subject, DCAT + "service", service.value)

    def data(self) -> Iterator[Triple]:
        """The data set: what it is about, of which version, from which sources."""
        subject, model = self.dataset, self.export.model
        described = of_version if self.pinned else of_newest
        yield from described(self.export, self.mapping.terms)
        yield from self._about(subject, DCAT + "Dataset", "dataset")
        yield Triple(subject, NamedNode(DCT + "identifier"), Literal(subject.value))
        yield from self._found_by(subject)
        for predicate, address in (
            (DCT + "accessRights", self.access), (DCAT + "landingPage", self.page.value),
            (DCT + "accrualPeriodicity", IRREGULAR),
            (VOID + "dataDump", self._file(ExportForm.NT)),
            *((VOID + "vocabulary", each) for each in (*self.mapping.vocabularies(), *BESIDE)),
        ):  # fmt: skip
            yield from self._at(subject, predicate, address)
        if not self.pinned:
            yield from self._at(subject, VOID + "sparqlEndpoint", f"{self.base}sparql")
        yield from self._counts()
        yield from self._period()
        yield from self._standards()
        provenance = Provenance(self.mapping)
        for info in model.sources:
            source = self.mapping.terms.address(SOURCES, info.name)
            yield from self._at(subject, PROV + "wasDerivedFrom", source.value)
            yield from provenance.source(info)

    def before(self, version: int | None) -> Iterator[Triple]:
        """The version before, where there was one; it tells of the one before it."""
        if version is not None:
            address = parted(f"{self.base}{version_address(version)}", self.audience)
            yield from self._at(self.dataset, DCAT + "previousVersion", address)

    def _standards(self) -> Iterator[Triple]:
        """What its RDF keeps to: the words that the ontology defines, the rules of the shapes."""
        for name, address in (
            ("ontology", self.mapping.terms.ontology), ("shapes", f"{self.base}shapes"),
        ):  # fmt: skip
            yield from self._at(self.dataset, DCT + "conformsTo", address)
            yield from self._at(NamedNode(address), TYPE.value, DCT + "Standard")
            yield from titled(NamedNode(address), said()[name])

    def _file(self, form: ExportForm) -> str:
        """Where it is fetched from; what comes depends on who asks."""
        return f"{self.base}api/v1/export/{form.value}{self.at}"

    def distribution(self, form: ExportForm, facts: FileFacts | None) -> Iterator[Triple]:
        """One format as a file to fetch."""
        file, fetched, told = self.file(form), self._file(form), words()[form]
        yield from self._at(self.dataset, DCAT + "distribution", file.value)
        yield from self._at(file, TYPE.value, DCAT + "Distribution")
        for lang, text in (("sv", told.for_sv), ("en", told.for_en)):
            yield Triple(file, NamedNode(DCT + "title"), Literal(told.title, language=lang))
            yield Triple(file, NamedNode(DCT + "description"), Literal(text, language=lang))
        for predicate, address in (
            (DCAT + "accessURL", fetched), (DCAT + "downloadURL", fetched),
            (DCT + "license", self.licence.value), (DCATAP + "availability", AVAILABLE),
        ):  # fmt: skip
            yield from self._at(file, predicate, address)
        yield from types_of(form, file)
        for service in self._giving(form):
            yield from self._at(file, DCAT + "accessService", service.value)
        if facts is not None:
            yield from checked(file, facts)

    def _giving(self, form: ExportForm) -> Sequence[NamedNode]:
        """The services that give what is in a file: of a version, none."""
        if self.pinned:
            return ()
        return (self.api, self.sparql) if form in SAME_TRIPLES else (self.api,)

    def file(self, form: ExportForm) -> NamedNode:
        """A format as a file to fetch, for who reads this."""
        return NamedNode(parted(self._file(form), self.audience))

    def triples(self, subject: NamedNode, number: int) -> Iterator[Triple]:
        """How many triples there are."""
        yield Triple(subject, NamedNode(VOID + "triples"), Literal(number))

    def services(self) -> Iterator[Triple]:
        """The API and the SPARQL endpoint, which answer about the newest version."""
        if self.pinned:
            return
        for subject, name, path, described, standard in (
            (self.api, "api", "api/v1", "api/v1/openapi.json", OPENAPI),
            (self.sparql, "sparql", "sparql", "sparql", PROTOCOL),
        ):
            yield from self._about(subject, DCAT + "DataService", name)
            yield from self._found_by(subject)
            for predicate, address in (
                (DCAT + "endpointURL", self.base + path), (DCT + "license", self.licence.value),
                (DCAT + "endpointDescription", self.base + described),
                (DCAT + "servesDataset", self.dataset.value), (DCT + "conformsTo", standard),
                (DCT + "accessRights", self.access), (DCT + "format", ANSWERED_IN),
            ):  # fmt: skip
                yield from self._at(subject, predicate, address)

    def licences(self) -> Iterator[Triple]:
        """The licence of the whole, which is that of each source, and what kind each is.

        Where all have the same, it stands by its own address, which says it better.
        """
        behind = self.export.model.sources
        yield from self._at(self.licence, TYPE.value, DCT + "LicenseDocument")
        if self.sole_licence is None:
            yield from self._licences_told()
        kinds = {info.name: licence_type(info.licence) for info in behind}
        for info in behind:
            own = NamedNode(f"{self.mapping.terms.address(SOURCES, info.name).value}#licence")
            yield from self._at(own, DCT + "type", LICENCE_TYPE + kinds[info.name])
            yield from licence_titled(own, [info])
        if self.sole_licence is not None and self.sole_licence not in said()["documents"]:
            yield from licence_titled(self.licence, behind)
        yield from self._at(self.licence, DCT + "type", LICENCE_TYPE + strictest(kinds.values()))

    def _licences_told(self) -> Iterator[Triple]:
        """Whose licence is which, in words."""
        behind = self.export.model.sources
        told = "; ".join(f"{info.title_en}: {info.licence.name}" for info in behind)
        for lang in ("sv", "en"):
            text = said()[f"licence_{self.export.model.audience.value}"][lang].format(licences=told)
            yield Triple(self.licence, NamedNode(RDFS + "label"), Literal(text, language=lang))
            yield Triple(self.licence, NamedNode(DCT + "description"), Literal(text, language=lang))
            title = Literal(said()["licences"][lang], language=lang)
            yield Triple(self.licence, NamedNode(DCT + "title"), title)

    def _about(self, subject: NamedNode, kind: str, name: str) -> Iterator[Triple]:
        """What any of them says: title, description, publisher, language, place and time."""
        yield from self._at(subject, TYPE.value, kind)
        yield from titled(subject, said()[name])
        yield from self._at(subject, DCT + "publisher", self.publisher.value)
        if self.settings.contact is not None and kind != DCAT + "Catalog":
            yield from self._at(subject, DCAT + "contactPoint", self.contact.value)
        if kind == DCAT + "DataService":
            return
        for language in LANGUAGES:
            yield from self._at(subject, DCT + "language", language)
        yield from self._at(subject, DCT + "spatial", SWEDEN)

    def _on(self, subject: NamedNode, predicate: str, when: str | None) -> Iterator[Triple]:
        """The day of an instant, in Sweden; nothing where there was none."""
        if when is not None:
            day = Literal(swedish_day(when).isoformat(), datatype=NamedNode(XSD + "date"))
            yield Triple(subject, NamedNode(predicate), day)

    def _period(self) -> Iterator[Triple]:
        """From the first year in which anything began to the last in which it began or ends."""
        arenas = timeline(self.export.model).arenas_per_year
        years = sorted(int(year) for year, count in arenas.items() if count)
        if not years:
            return
        period, year = self._part("period"), NamedNode(XSD + "gYear")
        yield from self._at(self.dataset, DCT + "temporal", period.value)
        yield from self._at(period, TYPE.value, DCT + "PeriodOfTime")
        last = max(years[-1], int(self.export.model.columns.arena_end.max()))
        for predicate, when in (("startDate", years[0]), ("endDate", last)):
            yield Triple(period, NamedNode(DCAT + predicate), Literal(f"{when:04}", datatype=year))

    def _found_by(self, subject: NamedNode) -> Iterator[Triple]:
        """Keywords in both languages, and the theme that portals sort by."""
        for lang in ("sv", "en"):
            for word in said()["dataset"][f"keywords_{lang}"]:
                yield Triple(subject, NamedNode(DCAT + "keyword"), Literal(word, language=lang))
        yield from self._at(subject, DCAT + "theme", SOCIETY)

    def _counts(self) -> Iterator[Triple]:
        """How many there are of each class; a tie is a thing of its own."""
        counts, entities = overview(self.export.model).counts, NamedNode(VOID + "entities")
        nodes = sum(counts[label] for label in self.mapping.nodes if label in counts)
        yield Triple(self.dataset, entities, Literal(nodes))
        for label, kind in {**self.mapping.nodes, **self.mapping.edges}.items():
            if counts.get(label):
                part = self._part(label) if self.pinned else self._of_newest(label)
                yield from self._at(self.dataset, VOID + "classPartition", part.value)
                yield Triple(part, NamedNode(VOID + "class"), kind.own)
                yield Triple(part, entities, Literal(counts[label]))

    def _of_newest(self, label: str) -> NamedNode:
        return NamedNode(parted(self.base, self.audience, label))

    def _at(self, subject: NamedNode, predicate: str, address: str) -> Iterator[Triple]:
        yield Triple(subject, NamedNode(predicate), NamedNode(address))

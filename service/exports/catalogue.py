"""The data set as a catalogue finds it: DCAT-AP 3 with what DCAT-AP-SE asks for, and VoID."""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from pyoxigraph import Literal, NamedNode, Triple

from graph_schema.mapping import GraphMapping
from graph_schema.namespaces import DCAT, DCATAP, DCT, FOAF, RDFS, VCARD, VOID, XSD
from graph_schema.rdf import SOURCES, TYPE
from queries.lookup.overview import overview
from service.exports.about import Export
from service.exports.described import words
from service.exports.formats import FORMATS, ExportForm, Format
from service.exports.linked_data import dataset
from service.exports.provenance import Provenance
from service.settings import Settings, publisher_of

IANA = "https://www.iana.org/assignments/media-types/"
AUTHORITY = "http://publications.europa.eu/resource/authority/"
LANGUAGES = (AUTHORITY + "language/SWE", AUTHORITY + "language/ENG")
SOCIETY = AUTHORITY + "data-theme/SOCI"
SWEDEN = AUTHORITY + "country/SWE"
PUBLIC = AUTHORITY + "access-right/PUBLIC"
AVAILABLE = AUTHORITY + "planned-availability/AVAILABLE"
IRREGULAR = AUTHORITY + "frequency/IRREG"
CC0 = "http://creativecommons.org/publicdomain/zero/1.0/"
PROTOCOL = "http://www.w3.org/TR/sparql11-protocol/"
OPENAPI = "https://spec.openapis.org/oas/v3.1.0"
FILE_TYPES: Mapping[ExportForm, str] = {
    ExportForm.TURTLE: "RDF_TURTLE",
    ExportForm.NT: "RDF_N_TRIPLES",
    ExportForm.NQUADS: "RDF_N_QUADS",
    ExportForm.JSON_LD: "JSON_LD",
    ExportForm.CSV: "ZIP",
    ExportForm.XLSX: "XLSX",
    ExportForm.EDGES: "ZIP",
    ExportForm.UCINET: "ZIP",
    ExportForm.PARQUET: "ZIP",
    ExportForm.KUMU: "JSON",
    ExportForm.KUMU_XLSX: "XLSX",
    ExportForm.GIVING: "JSON",
}
"""The codes of the Publications Office; it has none for the others."""


@cache
def said() -> Mapping[str, Any]:
    """What ``catalogue.toml`` says."""
    text = (files("service.exports") / "catalogue.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def catalogue(export: Export, mapping: GraphMapping, settings: Settings) -> Iterator[Triple]:
    """The catalogue, the data set in it, each way to have it, and who publishes it."""
    described = Catalogue(export, mapping, settings)
    yield from described.whole()
    yield from described.data()
    for form, kind in FORMATS.items():
        yield from described.distribution(form, kind)
    yield from described.services()
    yield from described.people()


class Catalogue:
    """Writes the parts of one catalogue."""

    def __init__(self, export: Export, mapping: GraphMapping, settings: Settings) -> None:
        self.export, self.mapping, self.settings = export, mapping, settings
        self.base = mapping.terms.base
        self.catalogue = NamedNode(f"{self.base}dataset#catalogue")
        self.dataset = NamedNode(self.base)
        self.publisher = NamedNode(f"{self.base}dataset#publisher")
        self.contact = NamedNode(f"{self.base}dataset#contact")
        self.licence = NamedNode(f"{self.base}dataset#licence")
        self.api = NamedNode(f"{self.base}dataset#api")
        self.sparql = NamedNode(f"{self.base}dataset#sparql")

    def whole(self) -> Iterator[Triple]:
        """The catalogue itself; its own text is free for everybody."""
        subject = self.catalogue
        yield from self._about(subject, DCAT + "Catalog", "catalogue")
        yield from self._at(subject, DCAT + "dataset", self.base)
        yield from self._at(subject, DCT + "license", CC0)
        yield from self._at(subject, FOAF + "homepage", self.base)
        yield from self._at(subject, DCAT + "themeTaxonomy", AUTHORITY + "data-theme")
        for service in (self.api, self.sparql):
            yield from self._at(subject, DCAT + "service", service.value)

    def data(self) -> Iterator[Triple]:
        """The data set: what it is about, of which version, from which sources."""
        subject, model = self.dataset, self.export.model
        yield from dataset(self.export, self.mapping.terms)
        yield from self._about(subject, DCAT + "Dataset", "dataset")
        yield Triple(subject, NamedNode(DCAT + "version"), Literal(str(model.version)))
        yield Triple(subject, NamedNode(DCT + "identifier"), Literal(self.base))
        yield from self._found_by(subject)
        for predicate, address in (
            (DCT + "accessRights", PUBLIC), (DCAT + "landingPage", self.base),
            (DCT + "accrualPeriodicity", IRREGULAR),
            (VOID + "vocabulary", self.mapping.terms.ontology),
            (VOID + "sparqlEndpoint", f"{self.base}sparql"),
            (VOID + "dataDump", f"{self.base}api/v1/export/{ExportForm.NT}"),
        ):  # fmt: skip
            yield from self._at(subject, predicate, address)
        yield from self._counts()
        provenance = Provenance(self.mapping)
        for info in model.sources:
            source = self.mapping.terms.address(SOURCES, info.name)
            yield from self._at(subject, DCT + "source", source.value)
            yield from provenance.source(info)

    def distribution(self, form: ExportForm, kind: Format) -> Iterator[Triple]:
        """One format as a file to fetch."""
        file, told = NamedNode(f"{self.base}api/v1/export/{form.value}"), words()[form]
        yield from self._at(self.dataset, DCAT + "distribution", file.value)
        yield from self._at(file, TYPE.value, DCAT + "Distribution")
        for lang, text in (("sv", told.for_sv), ("en", told.for_en)):
            yield Triple(file, NamedNode(DCT + "title"), Literal(told.title, language=lang))
            yield Triple(file, NamedNode(DCT + "description"), Literal(text, language=lang))
        media_type = IANA + kind.media_type.partition(";")[0]
        for predicate, address in (
            (DCAT + "accessURL", file.value), (DCAT + "downloadURL", file.value),
            (DCAT + "mediaType", media_type), (DCT + "license", self.licence.value),
            (DCATAP + "availability", AVAILABLE),
        ):  # fmt: skip
            yield from self._at(file, predicate, address)
        if form in FILE_TYPES:
            yield from self._at(file, DCT + "format", f"{AUTHORITY}file-type/{FILE_TYPES[form]}")

    def services(self) -> Iterator[Triple]:
        """The API and the SPARQL endpoint."""
        for subject, name, path, described, standard in (
            (self.api, "api", "api/v1/", "api/v1/openapi.json", OPENAPI),
            (self.sparql, "sparql", "sparql", "sparql", PROTOCOL),
        ):
            yield from self._about(subject, DCAT + "DataService", name)
            yield from self._found_by(subject)
            for predicate, address in (
                (DCAT + "endpointURL", self.base + path), (DCT + "license", self.licence.value),
                (DCAT + "endpointDescription", self.base + described),
                (DCAT + "servesDataset", self.base), (DCT + "conformsTo", standard),
                (DCT + "accessRights", PUBLIC),
            ):  # fmt: skip
                yield from self._at(subject, predicate, address)

    def people(self) -> Iterator[Triple]:
        """Who publishes it and whom to ask, as the deployer says; never a person."""
        name = publisher_of(self.settings)
        yield from self._at(self.publisher, TYPE.value, FOAF + "Agent")
        yield Triple(self.publisher, NamedNode(FOAF + "name"), Literal(name))
        yield from self._at(self.licence, TYPE.value, DCT + "LicenseDocument")
        behind = self.export.model.sources
        licences = "; ".join(f"{info.title_en}: {info.licence.name}" for info in behind)
        for lang in ("sv", "en"):
            text = said()["licence"][lang].format(licences=licences)
            yield Triple(self.licence, NamedNode(RDFS + "label"), Literal(text, language=lang))
        if self.settings.contact is not None:
            yield from self._at(self.contact, TYPE.value, VCARD + "Organization")
            yield Triple(self.contact, NamedNode(VCARD + "fn"), Literal(name))
            yield from self._at(self.contact, VCARD + "hasEmail", f"mailto:{self.settings.contact}")

    def _about(self, subject: NamedNode, kind: str, name: str) -> Iterator[Triple]:
        """What any of them says: title, description, publisher, language, place and time."""
        told = said()[name]
        yield from self._at(subject, TYPE.value, kind)
        for lang in ("sv", "en"):
            for predicate, text in (("title", f"title_{lang}"), ("description", f"about_{lang}")):
                yield Triple(
                    subject, NamedNode(DCT + predicate), Literal(told[text], language=lang)
                )
        yield from self._at(subject, DCT + "publisher", self.publisher.value)
        if self.settings.contact is not None and kind != DCAT + "Catalog":
            yield from self._at(subject, DCAT + "contactPoint", self.contact.value)
        if kind == DCAT + "DataService":
            return
        for language in LANGUAGES:
            yield from self._at(subject, DCT + "language", language)
        yield from self._at(subject, DCT + "spatial", SWEDEN)
        if (when := self.export.model.published_at) is not None:
            day = Literal(when[:10], datatype=NamedNode(XSD + "date"))
            yield Triple(subject, NamedNode(DCT + "modified"), day)

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
                part = NamedNode(f"{self.base}#{label}")
                yield from self._at(self.dataset, VOID + "classPartition", part.value)
                yield Triple(part, NamedNode(VOID + "class"), kind.own)
                yield Triple(part, entities, Literal(counts[label]))

    def _at(self, subject: NamedNode, predicate: str, address: str) -> Iterator[Triple]:
        yield Triple(subject, NamedNode(predicate), NamedNode(address))

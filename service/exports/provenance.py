"""Claims, runs and sources as RDF (PROV-O): from every statement to who said it, where, when."""

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Triple

from graph_schema.claims import SourceInfo, sealed
from graph_schema.ids import canonical_json
from graph_schema.mapping import GraphMapping
from graph_schema.namespaces import DCT, FOAF, OWN, PROV, RDF, RDFS, XSD
from graph_schema.rdf import CLAIMS, RUNS, SOURCES, TYPE, date_literal, web_address
from queries.exporting.rows import ClaimRow, RunRow

JSON = NamedNode(RDF + "JSON")
DATE_TIME = NamedNode(XSD + "dateTime")
DERIVED = NamedNode(PROV + "wasDerivedFrom")
ATTRIBUTED = NamedNode(PROV + "wasAttributedTo")
GENERATED = NamedNode(PROV + "wasGeneratedBy")
USED = NamedNode(PROV + "used")
STARTED = NamedNode(PROV + "startedAtTime")
ENTITY = NamedNode(PROV + "Entity")
ACTIVITY = NamedNode(PROV + "Activity")
AGENT = NamedNode(PROV + "Agent")
LABEL = NamedNode(RDFS + "label")
SOURCE = NamedNode(DCT + "source")
TITLE = NamedNode(DCT + "title")
PUBLISHER = NamedNode(DCT + "publisher")
LICENCE = NamedNode(DCT + "license")
LICENCE_KIND = NamedNode(DCT + "LicenseDocument")
DESCRIPTION = NamedNode(DCT + "description")
PAGE = NamedNode(FOAF + "page")
NAME = NamedNode(FOAF + "name")
SEE_ALSO = NamedNode(RDFS + "seeAlso")


class Provenance:
    """Writes claims, runs and sources under one base."""

    def __init__(self, mapping: GraphMapping) -> None:
        self.terms = terms = mapping.terms
        self._states = {
            label: kind.own for label, kind in (*mapping.nodes.items(), *mapping.edges.items())
        }
        self._sources: dict[str, tuple[NamedNode, NamedNode]] = {}
        self._runs: dict[str, NamedNode] = {}
        self._literals: dict[str | int, Literal] = {}
        own = {name: terms.term(OWN + name) for name in ("Claim", "Source", "Run")}
        self.claim_class, self.source_class, self.run_class = own.values()
        self.record, self.importer, self.since, self.published, self.interpreted, self.place = (
            terms.term(OWN + name)
            for name in (
                "record", "importer", "sinceVersion", "published", "interpreted", "standsAt",
            )
        )  # fmt: skip
        self.states, self.key, self.begins, self.ends, self.locator, self.seal = (
            terms.term(OWN + name)
            for name in ("states", "recordKey", "beginsAt", "endsAt", "locator", "seal")
        )
        self.retrieved, self.coverage, self.file, self.manifest, self.precedence = (
            terms.term(OWN + name)
            for name in ("retrieved", "coverage", "file", "manifest", "precedence")
        )

    def derived(self, subject: NamedNode, claims: tuple[str, ...]) -> list[Triple]:
        """The claims behind a node or a tie."""
        address = self.terms.plain
        return [Triple(subject, DERIVED, address(CLAIMS, claim)) for claim in claims]

    def claim(self, row: ClaimRow) -> list[Triple]:
        """One claim: its source, what it says, and where it stood."""
        subject = self.terms.plain(CLAIMS, row.id)
        source, publisher = self._said_by(row.source)
        seal = sealed(row.id, row.ends or (), row.importer, row.interpreted, row.stood)
        return [
            Triple(subject, TYPE, self.claim_class),
            Triple(subject, TYPE, ENTITY),
            Triple(subject, SOURCE, source),
            Triple(subject, ATTRIBUTED, publisher),
            Triple(subject, self.states, self._states[row.kind]),
            Triple(subject, self.record, Literal(row.record)),
            Triple(subject, self.key, Literal(row.key)),
            *self._between(subject, row.ends),
            Triple(subject, self.importer, self._literal(row.importer)),
            Triple(subject, self.seal, Literal(seal)),
            Triple(subject, self.since, self._literal(row.since)),
            Triple(subject, self.published, Literal(row.published, datatype=JSON)),
            Triple(subject, self.interpreted, Literal(row.interpreted, datatype=JSON)),
            *[Triple(subject, self.place, Literal(place)) for place in row.places],
            *[Triple(subject, self.locator, Literal(text, datatype=JSON)) for text in row.stood],
            *[Triple(subject, GENERATED, self._run(run)) for run in row.runs],
        ]

    def _between(self, subject: NamedNode, ends: tuple[str, str] | None) -> list[Triple]:
        """The records that a tie lies between, as the source names them."""
        if ends is None:
            return []
        begin, end = map(Literal, ends)
        return [Triple(subject, self.begins, begin), Triple(subject, self.ends, end)]

    def run(self, row: RunRow) -> Iterator[Triple]:
        """One import: when, of which source, from which files."""
        subject = self.terms.address(RUNS, row.id)
        yield Triple(subject, TYPE, self.run_class)
        yield Triple(subject, TYPE, ACTIVITY)
        yield Triple(subject, USED, self.terms.address(SOURCES, row.source))
        yield Triple(subject, STARTED, Literal(row.body["started"], datatype=DATE_TIME))
        yield Triple(subject, self.importer, Literal(row.body["importer"]))
        for file in row.body["files"]:
            text = f"{file['name']} sha256:{file['sha256']}"
            yield Triple(subject, self.file, Literal(text))

    def source(self, info: SourceInfo) -> Iterator[Triple]:
        """One source: what it is, who publishes it, under which licence, what it covers."""
        subject = self.terms.address(SOURCES, info.name)
        publisher, licence = self._part(subject, "publisher"), self._part(subject, "licence")
        yield Triple(subject, TYPE, self.source_class)
        yield Triple(subject, TYPE, ENTITY)
        yield Triple(subject, TITLE, Literal(info.title_sv, language="sv"))
        yield Triple(subject, TITLE, Literal(info.title_en, language="en"))
        yield Triple(subject, PUBLISHER, publisher)
        yield Triple(subject, ATTRIBUTED, publisher)
        yield Triple(subject, LICENCE, licence)
        if info.url is not None:
            yield Triple(subject, PAGE, web_address(info.url))
        if info.retrieved is not None:
            yield Triple(subject, self.retrieved, date_literal(info.retrieved))
        notes = ((info.note_sv, "sv"), (info.note_en, "en"))
        for text, lang in notes:
            if text is not None:
                yield Triple(subject, DESCRIPTION, Literal(text, language=lang))
        yield Triple(subject, self.precedence, Literal(info.order))
        manifest = canonical_json(info.model_dump(mode="json", exclude_none=True))
        yield Triple(subject, self.manifest, Literal(manifest, datatype=JSON))
        for part in info.coverage:
            text = canonical_json(part.model_dump(mode="json"))
            yield Triple(subject, self.coverage, Literal(text, datatype=JSON))
        yield Triple(publisher, TYPE, AGENT)
        yield Triple(publisher, NAME, Literal(info.publisher))
        # A node of its own: the name is what the source says, the address is where it says so.
        yield Triple(licence, TYPE, LICENCE_KIND)
        yield Triple(licence, LABEL, Literal(info.licence.name))
        if info.licence.url is not None:
            yield Triple(licence, SEE_ALSO, web_address(info.licence.url))

    def _said_by(self, name: str) -> tuple[NamedNode, NamedNode]:
        """The nodes of a source and of its publisher: the same few for a million claims."""
        if name not in self._sources:
            source = self.terms.address(SOURCES, name)
            self._sources[name] = (source, self._part(source, "publisher"))
        return self._sources[name]

    def _run(self, id: str) -> NamedNode:
        if id not in self._runs:
            self._runs[id] = self.terms.address(RUNS, id)
        return self._runs[id]

    def _literal(self, value: str | int) -> Literal:
        """A literal that many claims share, such as the importer's name and version."""
        if value not in self._literals:
            self._literals[value] = Literal(value)
        return self._literals[value]

    def _part(self, source: NamedNode, name: str) -> NamedNode:
        return NamedNode(f"{source.value}#{name}")

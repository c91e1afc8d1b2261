"""Claims, runs and sources as RDF (PROV-O): from every statement to who said it, where, when."""

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Triple

from graph_schema.claims import SourceInfo, sealed
from graph_schema.ids import canonical_json, digest
from graph_schema.mapping import GraphMapping
from graph_schema.namespaces import DCT, FOAF, OWN, PROV, RDF, RDFS, XSD
from graph_schema.nodes import NO_ADDRESS
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
        self._sources: dict[str, tuple[str, str]] = {}
        self._runs: dict[str, str] = {}
        self._known: dict[tuple[str, str | int], str] = {}
        own = {name: terms.term(OWN + name) for name in ("Claim", "Source", "Run")}
        self.claim_class, self.source_class, self.run_class = own.values()
        self.importer, self.retrieved, self.coverage, self.file, self.manifest, self.precedence = (
            terms.term(OWN + name)
            for name in ("importer", "retrieved", "coverage", "file", "manifest", "precedence")
        )
        # Those of claims as they are written.
        self._importer = str(self.importer)
        self._record, self._since, self._published, self._interpreted, self._place = (
            str(terms.term(OWN + name))
            for name in ("record", "sinceVersion", "published", "interpreted", "standsAt")
        )
        states, self._key, self._begins, self._ends, self._locator, self._seal = (
            str(terms.term(OWN + name))
            for name in ("states", "recordKey", "beginsAt", "endsAt", "locator", "seal")
        )
        self._always = f"{TYPE} {self.claim_class}", f"{TYPE} {ENTITY}"
        types = {**mapping.nodes, **mapping.edges}
        self._kinds = {label: f"{states} {kind.own}" for label, kind in types.items()}

    def derived(self, subject: NamedNode, claims: tuple[str, ...]) -> Iterator[Triple]:
        """The claims behind a node or a tie."""
        address = self.terms.plain
        return (Triple(subject, DERIVED, address(CLAIMS, claim)) for claim in claims)

    def claim(self, row: ClaimRow) -> bytes:
        """One claim: its source, what it says, and where it stood; as lines of N-Triples."""
        source, publisher = self._said_by(row.source)
        seal = sealed(row.id, row.ends or (), row.importer, row.interpreted, row.stood)
        said = [
            *self._always,
            source,
            publisher,
            self._kinds[row.kind],
            f"{self._record} {Literal(row.record)}",
            f"{self._key} {Literal(row.key)}",
            *self._between(row.ends),
            self._shared(self._importer, row.importer),
            self._shared(self._since, row.since),
            f'{self._seal} "{seal}"',
            f"{self._published} {Literal(row.published, datatype=JSON)}",
            f"{self._interpreted} {Literal(row.interpreted, datatype=JSON)}",
            *[f"{self._place} {Literal(place)}" for place in row.places],
            *[f"{self._locator} {Literal(text, datatype=JSON)}" for text in row.stood],
            *map(self._run, row.runs),
        ]
        begin = f"{self.terms.plain(CLAIMS, row.id)} "
        return "".join([f"{begin}{rest} .\n" for rest in said]).encode()

    def _between(self, ends: tuple[str, str] | None) -> tuple[str, ...]:
        """The records that a tie lies between, as the source names them."""
        if ends is None:
            return ()
        begin, end = map(Literal, ends)
        return f"{self._begins} {begin}", f"{self._ends} {end}"

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
        if row.body["withdrawn"] is not False:
            yield from self.withdrawn(subject, row.body["withdrawn"])

    def withdrawn(self, subject: NamedNode, version: int) -> Iterator[Triple]:
        """Since when an import, or every one of a source, is undone.

        PROV invalidates entities, and an import is an activity, which nothing can be both.
        """
        yield Triple(subject, self.terms.term(OWN + "withdrawnInVersion"), Literal(version))

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
            yield self._at(subject, PAGE, info.url)
        if info.retrieved is not None:
            yield Triple(subject, self.retrieved, date_literal(info.retrieved))
        notes = ((info.note_sv, "sv"), (info.note_en, "en"))
        for text, lang in notes:
            if text is not None:
                yield Triple(subject, DESCRIPTION, Literal(text, language=lang))
        yield Triple(subject, self.precedence, Literal(info.order))
        manifest = canonical_json(info.model_dump(mode="json", exclude_none=True))
        yield Triple(subject, self.manifest, Literal(manifest, datatype=JSON))
        yield Triple(subject, self.terms.term(OWN + "seal"), Literal(digest(manifest)))
        for part in info.coverage:
            text = canonical_json(part.model_dump(mode="json"))
            yield Triple(subject, self.coverage, Literal(text, datatype=JSON))
        yield Triple(publisher, TYPE, AGENT)
        yield Triple(publisher, NAME, Literal(info.publisher))
        # A node of its own: the name is what the source says, the address is where it says so.
        yield Triple(licence, TYPE, LICENCE_KIND)
        yield Triple(licence, LABEL, Literal(info.licence.name))
        for address in info.licence.addresses:
            yield self._at(licence, SEE_ALSO, address)

    def _at(self, subject: NamedNode, predicate: NamedNode, text: str) -> Triple:
        """Where something stands on the web; as published where that is no address."""
        address = web_address(text)
        if address is None:
            return Triple(subject, self.terms.term(NO_ADDRESS), Literal(text))
        return Triple(subject, predicate, address)

    def _said_by(self, name: str) -> tuple[str, str]:
        """A claim's source and its publisher: the same few for a million claims."""
        if name not in self._sources:
            source = self.terms.address(SOURCES, name)
            publisher = self._part(source, "publisher")
            self._sources[name] = f"{SOURCE} {source}", f"{ATTRIBUTED} {publisher}"
        return self._sources[name]

    def _run(self, id: str) -> str:
        if id not in self._runs:
            self._runs[id] = f"{GENERATED} {self.terms.address(RUNS, id)}"
        return self._runs[id]

    def _shared(self, name: str, value: str | int) -> str:
        """What many claims share, such as the importer's name and version."""
        if (name, value) not in self._known:
            self._known[name, value] = f"{name} {Literal(value)}"
        return self._known[name, value]

    def _part(self, source: NamedNode, name: str) -> NamedNode:
        return NamedNode(f"{source.value}#{name}")

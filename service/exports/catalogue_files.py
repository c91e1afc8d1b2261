"""A file of the data set as a catalogue tells of it: of what type, how large, and what gives it."""

from collections.abc import Iterator, Mapping

from pyoxigraph import Literal, NamedNode, Triple

from graph_schema.namespaces import DCAT, DCT, SPDX, XSD
from graph_schema.rdf import TYPE
from service.exports.catalogue_codes import AUTHORITY, IANA, SHA256
from service.exports.files import FileFacts
from service.exports.formats import FORMATS, ExportForm

FILE_TYPES: Mapping[ExportForm, str] = {
    ExportForm.TURTLE: "RDF_TURTLE",
    ExportForm.NT: "RDF_N_TRIPLES",
    ExportForm.NQUADS: "RDF_N_QUADS",
    ExportForm.JSON_LD: "JSON_LD",
    ExportForm.CSV: "CSV",
    ExportForm.XLSX: "XLSX",
    ExportForm.EDGES: "CSV",
    ExportForm.UCINET: "TXT",
    ExportForm.KUMU: "JSON",
    ExportForm.KUMU_XLSX: "XLSX",
    ExportForm.GIVING: "JSON",
    ExportForm.GEXF: "XML",
    ExportForm.GRAPHML: "XML",
    ExportForm.PARQUET: "PARQUET",
}
"""The codes of the Publications Office; it has none for SQLite, of which the media type tells."""
ZIP = "application/zip"
PACKED: Mapping[ExportForm, str] = {
    ExportForm.CSV: "text/csv",
    ExportForm.EDGES: "text/csv",
    ExportForm.UCINET: "text/plain",
    ExportForm.PARQUET: "application/vnd.apache.parquet",
}
"""What is in a package: that is the type of the data, and the package is said apart (DCAT 3)."""
NOT_REGISTERED = frozenset({"application/gexf+xml", "application/graphml+xml"})
"""Types that IANA has not registered: their addresses there lead nowhere."""
SAME_TRIPLES = (ExportForm.TURTLE, ExportForm.NT, ExportForm.JSON_LD)
"""Files that hold the triples of the data set, and no more of them."""


def types_of(form: ExportForm, file: NamedNode) -> Iterator[Triple]:
    """Its media type, the package it comes in, and its format where there is a code for it."""
    sent = FORMATS[form].media_type.partition(";")[0]
    held = PACKED.get(form, sent)
    if held not in NOT_REGISTERED:
        yield Triple(file, NamedNode(DCAT + "mediaType"), NamedNode(IANA + held))
    if sent == ZIP:
        yield Triple(file, NamedNode(DCAT + "packageFormat"), NamedNode(IANA + ZIP))
    if form in FILE_TYPES:
        code = NamedNode(f"{AUTHORITY}file-type/{FILE_TYPES[form]}")
        yield Triple(file, NamedNode(DCT + "format"), code)
        yield Triple(code, TYPE, NamedNode(DCT + "MediaTypeOrExtent"))


def checked(file: NamedNode, facts: FileFacts) -> Iterator[Triple]:
    """Size and checksum of a file that was written."""
    size = Literal(str(facts.size), datatype=NamedNode(XSD + "nonNegativeInteger"))
    yield Triple(file, NamedNode(DCAT + "byteSize"), size)
    checksum = NamedNode(f"{file.value}#checksum")
    yield Triple(file, NamedNode(SPDX + "checksum"), checksum)
    yield Triple(checksum, TYPE, NamedNode(SPDX + "Checksum"))
    yield Triple(checksum, NamedNode(SPDX + "algorithm"), NamedNode(SHA256))
    value = Literal(facts.sha256, datatype=NamedNode(XSD + "hexBinary"))
    yield Triple(checksum, NamedNode(SPDX + "checksumValue"), value)

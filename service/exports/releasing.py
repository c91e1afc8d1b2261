"""A version frozen so that a paper can cite it: files, checksums, and how to cite them."""

import json
from collections.abc import Iterator
from functools import partial
from urllib.parse import urlsplit, urlunsplit

from pydantic_core import Url

from graph_schema.claims import SourceInfo
from graph_schema.days import swedish_day
from graph_schema.rdf import iri
from queries.exporting.selection import selected
from queries.readmodel.open import ReadModel
from service.exports.about import Export, NoBaseAddressError
from service.exports.catalogue import catalogue
from service.exports.catalogue_codes import said
from service.exports.files import FileFacts, measured
from service.exports.formats import FORMATS, ExportForm
from service.exports.linked_data import mapping_of
from service.exports.rdf_writing import serialised
from service.settings import Settings, SettingsError

FORMS = (ExportForm.NT, ExportForm.TURTLE, ExportForm.NQUADS, ExportForm.CSV)
"""What a release holds: the graph for machines, to read, with who says what, and as tables."""
CHECKSUMS = "SHA256SUMS"
README = """ekokarta, data version {version}

published      {published}
graph hash     {graph_hash}
address        {address}
readers        {audience}

CITATION.cff says how to cite it, datacite.json is for whoever registers a DOI, dataset.ttl is the
catalogue's entry with the licence of each source. Check the files with: sha256sum -c SHA256SUMS

The address gives this version as long as the graph is published there, without what a source
held that is private since: then its hash is another, and these files are what was cited. A release
is never changed: what is found wrong is put right in a later version.
"""


class UnpublishedError(SettingsError):
    """A version that nobody published cannot be cited."""

    def __init__(self) -> None:
        super().__init__("there is no version to release: import something first")


class Release:
    """One version on its way into a folder."""

    def __init__(self, model: ReadModel, settings: Settings, before: int | None) -> None:
        """``before``: the version published before this one, if there was one."""
        if settings.base_address is None:
            raise NoBaseAddressError
        if model.published_at is None:
            raise UnpublishedError
        self.model, self.settings, self.before = model, settings, before
        self.base: str = settings.base_address
        self.version = str(model.version)
        self.name = f"ekokarta-v{self.version}"
        self.day = swedish_day(model.published_at).isoformat()
        self.export = Export(model, selected(model), self.base)
        self.written: dict[ExportForm, FileFacts] = {}
        self.triples: int | None = None

    @property
    def address(self) -> str:
        """Where this version is told of, whatever comes later."""
        return self.export.address

    @property
    def publisher(self) -> str:
        """Who publishes it; that nobody has said it, where nobody has."""
        return self.settings.publisher or str(said()["no_publisher"]["en"])

    def files(self) -> Iterator[tuple[str, Iterator[bytes]]]:
        """Every file but the checksums, by name; each is read before the next is asked for."""
        for form in FORMS:
            kind = FORMATS[form]
            yield f"{self.name}.{kind.ending}", self._measured(form, kind.write(self.export))
        mapping = mapping_of(self.base)
        entry = catalogue(
            self.export, mapping, self.settings, before=self.before,
            pinned=True, written=self.written, triples=self.triples,
        )  # fmt: skip
        yield "dataset.ttl", serialised([entry], "turtle", mapping)
        for name, write in (
            ("CITATION.cff", self.citation), ("datacite.json", self.datacite),
            ("README.txt", self.readme),
        ):  # fmt: skip
            yield name, iter((write().encode(),))

    def _measured(self, form: ExportForm, pieces: Iterator[bytes]) -> Iterator[bytes]:
        """The same pieces; size and checksum are known when the last is read."""
        lines = 0
        for piece in measured(pieces, partial(self.written.__setitem__, form)):
            lines += piece.count(b"\n")
            yield piece
        if form is ExportForm.NT:  # a line each
            self.triples = lines

    def readme(self) -> str:
        """What the folder holds."""
        return README.format(
            version=self.version,
            published=self.model.published_at,
            graph_hash=self.model.graph_hash,
            address=self.address,
            audience=self.model.audience.value,
        )

    def citation(self) -> str:
        """How to cite it (Citation File Format 1.2.0); a quoted text of JSON is one of YAML too."""
        told = said()["dataset"]
        fields = {
            "cff-version": "1.2.0", "type": "dataset",
            "message": "Cite this data set as below, and the sources that it names.",
            "title": told["title_en"], "abstract": told["about_en"], "version": self.version,
            "date-released": self.day, "url": self.address,
            "authors": [{"name": self.publisher}],
            "identifiers": [
                {"type": "url", "value": self.address, "description": "this version"},
                {"type": "other", "value": f"sha256:{self.model.graph_hash}",
                 "description": "hash of the graph"},
            ],
            "keywords": told["keywords_en"],
        }  # fmt: skip
        lines = (
            f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in fields.items()
        )
        return "\n".join(lines) + "\n"

    def datacite(self) -> str:
        """Metadata for a DOI (DataCite 4.5), without the DOI, which its registrar gives."""
        told, publisher = said()["dataset"], self.publisher
        sources = self.model.sources
        record = {
            "schemaVersion": "http://datacite.org/schema/kernel-4",
            "types": {"resourceTypeGeneral": "Dataset", "resourceType": "Knowledge graph"},
            "titles": [{"title": told[f"title_{lang}"], "lang": lang} for lang in ("en", "sv")],
            "creators": [{"name": publisher, "nameType": "Organizational"}],
            "publisher": {"name": publisher},
            "publicationYear": self.day[:4],
            "dates": [{"date": self.day, "dateType": "Issued"}],
            "version": self.version,
            "url": self.address,
            "alternateIdentifiers": [
                {"alternateIdentifier": self.address, "alternateIdentifierType": "URL"}
            ],
            "descriptions": [
                {"description": told[f"about_{lang}"], "descriptionType": "Abstract", "lang": lang}
                for lang in ("en", "sv")
            ],
            "subjects": [{"subject": word} for word in told["keywords_en"]],
            "formats": [FORMATS[form].media_type.partition(";")[0] for form in FORMS],
            "rightsList": [
                {"rights": rights} if address is None else {"rights": rights, "rightsUri": address}
                for rights, address in dict.fromkeys(map(_rights, sources))
            ],
            "relatedIdentifiers": [
                {"relatedIdentifier": address, "relatedIdentifierType": "URL",
                 "relationType": "IsDerivedFrom"}
                for address in dict.fromkeys(_address(info.url) for info in sources)
                if address is not None
            ],
        }  # fmt: skip
        return json.dumps(record, ensure_ascii=False, indent=2) + "\n"


def _rights(info: SourceInfo) -> tuple[str, str | None]:
    """What of a source may be used how, and where that stands."""
    return f"{info.title_en}: {info.licence.name}", _address(info.licence.url)


def _address(url: str | None) -> str | None:
    """An address of the web as programs take it; None for no address.

    A host in other letters is written as its name server knows it (``xn--…``); what else may not
    stand in an address is percent-encoded.
    """
    if url is None or not url.startswith(("http://", "https://")):
        return None
    try:
        parts = urlsplit(url)
        read = Url(f"{parts.scheme}://{parts.netloc}")
    except ValueError:
        return None
    if parts.netloc.isascii():
        return iri(url)
    host = str(read).removeprefix(f"{parts.scheme}://").rstrip("/")
    return iri(urlunsplit(parts._replace(netloc=host)))

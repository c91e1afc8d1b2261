"""Our own export as RDF, read back: every claim with its source, as it was published.

One file, since a file is one export: of one version, for one kind of reader, narrowed in one way.

The nodes and ties of the file are not read: they follow from the claims.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import Any

from pydantic import Field, ValidationError
from pyoxigraph import Literal, NamedNode, Quad, Store

from graph_schema.base import Edge, GraphModel, Node
from graph_schema.claims import Claim, Locator, RecordKey, SourceInfo, sealed
from graph_schema.edges import EDGE_TYPES
from graph_schema.ids import digest
from graph_schema.namespaces import DCAT, DCT, RDF, VOID
from graph_schema.nodes import NODE_TYPES
from graph_schema.rdf import CLAIMS, SOURCES, Terms
from importers.base import masked
from importers.errors import BadInputError
from importers.files import SourceFile
from importers.rdf_files import read_into

NAME = "rdf"
VERSION = "1"
Type = type[Node] | type[Edge]
TYPES: Mapping[str, Type] = {
    **{kind.__name__: kind for kind in NODE_TYPES},
    **{kind.__name__: kind for kind in EDGE_TYPES},
}
TYPE = NamedNode(RDF + "type")
DATASET = NamedNode(VOID + "Dataset")
SOURCE = NamedNode(DCT + "source")
REMOVALS = 3
SOURCE_NAME = re.compile(r"(table:)?[a-z0-9][a-z0-9_-]{0,59}\Z")
"""What sources are called; the name begins the key of every record."""
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?Z\Z")
LAST_ORDER = 1_000_000
NOT_OURS = "name a file that `ekokarta export` wrote as turtle, nt, nquads or json-ld"
CHANGED = "the file was changed after it was written: export it again"

Place = tuple[str, Locator]


class Where(GraphModel):
    """What a claim's locator says: the file, and the place in it."""

    file: str
    row: int | None = Field(default=None, ge=1)
    sheet: str | None = None
    column: str | None = None
    pointer: str | None = None
    span: tuple[int, int] | None = None

    def place(self) -> Place:
        """The file's name and the place in it."""
        return self.file, Locator.model_validate(self.model_dump(exclude={"file"}))


class LinkedData:
    """The claims of an exported file."""

    def __init__(self, file: SourceFile, triples: Store) -> None:
        self.file = file
        self._name = file.name
        self._triples = triples
        self.about, base = self._described()
        self._terms = Terms(base)
        self.base = self._terms.base
        self.is_whole = self._object(self.about, "filters") == {}
        self.graph_hash = self.one(self.about, "graphHash")
        self.published = self._published(self.about)
        self._stated = self.one(self.about, "claimCount")

    def sources(self) -> list[tuple[SourceInfo, int]]:
        """Every source with what its manifest says and how many claims it has, by name.

        Raises ``BadInputError`` where the file holds another number of claims than it says, or
        claims of a source that it does not describe: then a part of it is missing.
        """
        infos = [self._source(subject) for subject in self.things("Source")]
        counted = [(info, sum(1 for _ in self._of(info.name))) for info in infos]
        held = sum(number for _, number in counted)
        if str(held) != self._stated:
            raise BadInputError(
                file=self._name,
                value=f"{held} claims of {len(infos)} sources",
                expected=f"the {self._stated} claims that the file says it holds",
                advice="a part of the file is missing: export it again",
            )
        return counted

    def ids(self) -> set[str]:
        """The ids of all nodes: an id that was published stays what its node is called."""
        found: set[str] = set()
        for kind in NODE_TYPES:
            own = self._own(kind.__name__)
            nodes = self._triples.quads_for_pattern(None, TYPE, own, None)
            found.update(str(quad.subject).rstrip(">").rpartition("/")[2] for quad in nodes)
        return found

    def things(self, name: str) -> list[Any]:
        """Everything of a class of ours, in order."""
        found = self._triples.quads_for_pattern(None, TYPE, self._own(name), None)
        return sorted({quad.subject for quad in found}, key=str)

    def claims(self, source: str) -> Iterator[tuple[Claim, tuple[Place, ...]]]:
        """The claims of a source, each with every place where it stood."""
        for subject in self._of(source):
            yield self._claim(subject, source)

    def _of(self, source: str) -> Iterator[Any]:
        """The claims that name a source as theirs."""
        about, claim = self._terms.address(SOURCES, source), self._own("Claim")
        for quad in self._triples.quads_for_pattern(None, SOURCE, about, None):
            if Quad(quad.subject, TYPE, claim) in self._triples:
                yield quad.subject

    def _published(self, about: NamedNode) -> str:
        """When the version it was made of was published; earlier programs called that issued."""
        for name in ("modified", "issued"):
            for instant in self.values(about, DCT + name)[-1:]:
                if _is_instant(instant):
                    return instant
                raise self.error(about, name, instant, "an instant such as 2026-11-26T12:00Z")
        return ""

    def _described(self) -> tuple[NamedNode, str]:
        """The version in the file, and the address of its graph; before, one was both."""
        datasets = self._triples.quads_for_pattern(None, TYPE, DATASET, None)
        found = [
            (subject, base)
            for subject in {quad.subject for quad in datasets}
            if isinstance(subject, NamedNode)
            for base in self.values(subject, DCAT + "isVersionOf") or [subject.value]
            if self.values(subject, f"{base}ontology#dataVersion")
        ]
        if len(found) != 1:
            raise BadInputError(
                file=self._name,
                value=", ".join(sorted(subject.value for subject, _ in found)) or None,
                expected="one dataset (void:Dataset) with a data version",
                advice=NOT_OURS,
            )
        return found[0]

    def _source(self, subject: Any) -> SourceInfo:
        text = self.one(subject, "manifest")
        try:
            info = SourceInfo.model_validate_json(text)
        except ValidationError as error:
            raise self.error(subject, "manifest", text, "what a manifest says") from error
        if subject != self._terms.address(SOURCES, info.name) or not SOURCE_NAME.match(info.name):
            raise self.error(subject, "manifest", info.name, "the source's own name")
        if not 0 <= info.order <= LAST_ORDER:
            raise self.error(subject, "manifest", str(info.order), f"an order to {LAST_ORDER:,}")
        self._check_seal(subject, digest(text))
        return info

    def _check_seal(self, subject: Any, seal: str) -> None:
        stated = self.values(subject, self._own("seal").value)
        if not stated:
            raise self.error(
                subject, "seal", None, "one; a file that an earlier version wrote has none"
            )
        if stated != [seal]:
            raise self.error(subject, "seal", "; ".join(stated), f"{seal}, by what it says")

    def _claim(self, subject: Any, source: str) -> tuple[Claim, tuple[Place, ...]]:
        kind = self._type(subject)
        begins, ends = (self.values(subject, self._own(n).value) for n in ("beginsAt", "endsAt"))
        if bool(begins and ends) is not issubclass(kind, Edge):
            raise self.error(subject, "beginsAt", None, "two ends of a tie, and of nothing else")
        claim = Claim(
            source=source,
            record=self.one(subject, "record"),
            kind=kind.LABEL,
            key=self.one(subject, "recordKey"),
            ends=self._ends(subject) if begins else None,
            published=self._object(subject, "published"),
            fields=self._fields(subject, kind),
            importer=self.one(subject, "importer"),
            locator=Locator(),
        )
        if (
            subject != self._terms.plain(CLAIMS, claim.id)
            or masked(claim.published) != claim.published
        ):
            raise self.error(subject, "published", claim.id, "the values the claim is named by")
        return claim, self._places(subject, claim)

    def _places(self, subject: Any, claim: Claim) -> tuple[Place, ...]:
        """Where the claim stood; what its id does not cover is as it was written."""
        texts = self.values(subject, self._own("locator").value)
        places = tuple(self._place(subject, text) for text in texts)
        if not places:
            raise self.error(subject, "locator", None, "at least one value")
        ends, read = tuple(map(str, claim.ends or ())), self.one(subject, "interpreted")
        self._check_seal(subject, sealed(claim.id, ends, claim.importer, read, texts))
        return places

    def _type(self, subject: Any) -> Type:
        own = self._own("").value
        states = self.one(subject, "states")
        found = TYPES.get(states.removeprefix(own)) if states.startswith(own) else None
        if found is None:
            raise self.error(subject, "states", states, "a type of node or tie")
        return found

    def _ends(self, subject: Any) -> tuple[RecordKey, RecordKey]:
        texts = [self.one(subject, name) for name in ("beginsAt", "endsAt")]
        try:
            begin, end = map(RecordKey.parse, texts)
        except ValueError as error:
            raise self.error(
                subject, "beginsAt", " → ".join(texts), "source, type and key, with / between"
            ) from error
        return begin, end

    def _fields(self, subject: Any, kind: Type) -> dict[str, Any]:
        fields = self._object(subject, "interpreted")
        # A tie may state less than its type demands, such as the role alone of a pair of ends.
        try:
            read = kind.model_validate(fields).model_dump(mode="json", exclude_unset=True)
        except ValidationError as error:
            wrong = error.errors(include_url=False)[0]
            column = ".".join(str(part) for part in wrong["loc"])
            raise self.error(
                subject, "interpreted", str(wrong["input"]), f"{column}: {wrong['msg']}"
            ) from error
        if read != fields:
            raise self.error(subject, "interpreted", None, "values as this program writes them")
        return fields

    def _object(self, subject: Any, name: str) -> dict[str, Any]:
        text = self.one(subject, name)
        try:
            found = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise self.error(subject, name, text, "a JSON object") from error
        if not isinstance(found, dict):
            raise self.error(subject, name, text, "a JSON object")
        return found

    def _place(self, subject: Any, text: str) -> Place:
        try:
            return Where.model_validate_json(text).place()
        except ValidationError as error:
            raise self.error(subject, "locator", text, "a file and a place in it") from error

    def one(self, subject: Any, name: str) -> str:
        """The single value of a fact of ours; raises ``BadInputError``."""
        found = self.values(subject, self._own(name).value)
        if len(found) != 1:
            said = "; ".join(found) or None
            raise self.error(subject, name, said, "exactly one value")
        return found[0]

    def values(self, subject: Any, predicate: str) -> list[str]:
        """The values of a property, in order."""
        pattern = self._triples.quads_for_pattern(subject, NamedNode(predicate), None, None)
        found = {q.object.value for q in pattern if isinstance(q.object, NamedNode | Literal)}
        return sorted(found)

    def _own(self, name: str) -> NamedNode:
        return NamedNode(f"{self.base}ontology#{name}")

    def error(
        self, subject: Any, name: str, value: str | None, expected: str, advice: str = CHANGED
    ) -> BadInputError:
        """What is wrong with a fact of a thing of the file."""
        return BadInputError(
            file=self._name,
            column=f"{subject.value} {name}",
            value=value,
            expected=expected,
            advice=advice,
        )


def _is_instant(text: str) -> bool:
    """Whether this is a moment of some day there is, in UTC, as the export writes it."""
    with suppress(ValueError):
        return INSTANT.match(text) is not None and bool(datetime.fromisoformat(text))
    return False


def at(claim: Claim, locator: Locator) -> Claim:
    """The claim as it stood in one place."""
    return replace(claim, locator=locator)


@contextmanager
def linked_data(
    paths: Sequence[Path], progress: Callable[[int], None] = lambda _: None
) -> Iterator[LinkedData]:
    """Read an exported file; on disk, so that memory stays flat, and gone afterwards.

    Raises ``BadInputError`` for what is no export of ours, naming file, line and subject.
    """
    file, *more = [SourceFile(path) for path in paths]
    if more:
        raise more[0].error("one file: an export is one file", "import them one after the other")
    folder = mkdtemp(prefix="ekokarta-rdf-")
    try:
        triples = read_into(Path(folder), file, progress)
        file.verify()
        yield LinkedData(file, triples)
    finally:
        for _ in range(REMOVALS):  # the engine may still be writing in it
            rmtree(folder, ignore_errors=True)

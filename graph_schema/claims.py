"""What sources state, where it stood, and what people decided about it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import ConfigDict, Field, model_validator

from graph_schema.base import GraphModel, PartialDate
from graph_schema.ids import canonical_json, digest
from graph_schema.vocabularies import AmountKind, ParticipantsListed, Visibility

Scalar = str | int | bool | None


class RecordKey(NamedTuple):
    """A thing as one source names it: source, node label and the source's own key."""

    source: str
    kind: str
    key: str

    def __str__(self) -> str:
        return "/".join(self)

    @classmethod
    def parse(cls, text: str) -> "RecordKey":
        """Read back what ``str`` wrote; only the last part may hold a slash."""
        source, kind, key = text.split("/", 2)
        return cls(source, kind, key)


class Locator(GraphModel):
    """Where a claim stood: any of row (1-based, header included), sheet, pointer, span."""

    row: int | None = None
    sheet: str | None = None
    column: str | None = None
    pointer: str | None = None
    span: tuple[int, int] | None = None

    def __str__(self) -> str:
        parts = (
            f"sheet {self.sheet}" if self.sheet is not None else "",
            f"row {self.row}" if self.row is not None else "",
            f"column {self.column}" if self.column is not None else "",
            self.pointer or "",
            f"characters {self.span[0]}–{self.span[1]}" if self.span is not None else "",
        )
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One source's statement of one node or one edge.

    ``record`` is the unit a run restates or closes (a page, an event, a row's key); ``key`` names
    the node within the source; an edge has ``ends`` instead and its key is derived from them.
    ``published`` holds the values as they stood, ``fields`` how they were read.
    """

    source: str
    record: str
    kind: str
    key: str
    ends: tuple[RecordKey, RecordKey] | None = None
    published: Mapping[str, Any]
    fields: Mapping[str, Any]
    importer: str
    locator: Locator

    @property
    def id(self) -> str:
        """128 bits of SHA-256 over source, record, kind, key and the published fields present."""
        return digest(
            canonical_json([self.source, self.record, self.kind, self.key, self.published])
        )[:32]

    @property
    def node(self) -> RecordKey:
        """The record key of a node claim."""
        return RecordKey(self.source, self.kind, self.key)

    def body(self) -> dict[str, Any]:
        """What the ledger keeps under the claim's id."""
        return {
            "source": self.source,
            "record": self.record,
            "kind": self.kind,
            "key": self.key,
            "ends": [str(end) for end in self.ends] if self.ends is not None else None,
            "published": self.published,
            "fields": self.fields,
            "importer": self.importer,
        }


def sealed(
    id: str, ends: Sequence[str], importer: str, interpreted: str, places: Iterable[str]
) -> str:
    """A digest of what a claim's id does not cover, by which a file tells that it was altered.

    The texts are those of the file; ``places`` in any order.
    """
    return digest(canonical_json([id, list(ends), importer, interpreted, sorted(places)]))


class Scope(GraphModel):
    """What a run restates: within it, what is no longer stated is closed.

    ``whole``: everything the source said; ``records``: only the records that the file itself names;
    ``nothing``: the file may hold parts of records.
    """

    extent: Literal["whole", "records", "nothing"]


Year = Annotated[int, Field(ge=1, le=9999)]


class CoverageSlice(GraphModel):
    """A part of the world a source covers, and what its lists of participants hold there."""

    years: tuple[Year, Year] | None = None
    kinds: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    participants: ParticipantsListed


class Licence(GraphModel):
    """The terms of a source's use; ``evidence`` and ``seen``: where and when that stood.

    ``also``: the addresses of further licences, where parts of the source have others; ``name``
    says of all of them what each is for.
    ``redistribution``: whether what the source says may be passed on; None where the manifest does
    not say.
    """

    name: str
    url: str | None = None
    also: tuple[str, ...] | None = None
    evidence: str | None = None
    seen: str | None = None
    redistribution: bool | None = None

    @property
    def addresses(self) -> tuple[str, ...]:
        """Where its terms stand, as far as that is known."""
        return tuple(filter(None, (self.url, *(self.also or ()))))


def require_private(licence: Licence, visibility: Visibility) -> None:
    """Refuse a public source that may not be passed on: whatever is public here is in every export.

    Raises ``ValueError``.
    """
    if licence.redistribution is False and visibility is Visibility.PUBLIC:
        raise ValueError(
            "a source whose licence forbids redistribution is private, so that no public answer or "
            'export has anything of it: visibility = "private"'
        )


class SourceInfo(GraphModel):
    """What a manifest says of its source, as the graph keeps it beside the claims.

    A store may keep what manifests of an earlier program said beyond that: it is passed over.
    """

    model_config = ConfigDict(extra="ignore")

    name: str
    title_sv: str
    title_en: str
    publisher: str
    url: str | None = None
    retrieved: PartialDate | None = None
    licence: Licence
    visibility: Visibility
    order: int
    coverage: tuple[CoverageSlice, ...] = ()
    not_covered_years: tuple[Year, ...] = ()
    note_sv: str | None = None
    note_en: str | None = None

    @model_validator(mode="after")
    def _passed_on(self) -> "SourceInfo":
        require_private(self.licence, self.visibility)
        return self


class SaidAmount(GraphModel):
    """An amount as a source states it: who pays, for what, by the names that stand there."""

    payer: str
    arena: str
    amount: str
    currency: str | None


class UnshownAmounts(GraphModel):
    """Several amounts that one source states of one tie, and the one that the tie shows.

    ``records``: of the payers and of what they pay for, as the source tells them apart.
    """

    source: str
    said: tuple[SaidAmount, ...]
    amount_kind: AmountKind
    shown: str
    shown_currency: str | None
    records: tuple[str, ...]


class RunReport(GraphModel):
    """What one import did, counted.

    ``places`` are where claims stood in the files, and ``per_kind`` counts those; ``claims`` are
    the different ones among them, since one may stand in several. ``places_opened`` and
    ``places_closed`` did not stand before, or do no more. ``unshown``: of ties that the import
    changed.
    """

    run: str | None
    source: str
    rows_read: int
    rejected: int
    places: int
    claims: int
    places_opened: int
    places_closed: int
    changed: int
    per_kind: Mapping[str, int]
    version: int | None
    note: str | None = None
    unshown: tuple[UnshownAmounts, ...] = ()

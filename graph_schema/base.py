"""What every type of the vocabulary shares: frozen models, fields with captions and RDF terms."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import NoneType, UnionType
from typing import Annotated, Any, ClassVar, Union, get_args, get_origin

from pydantic import AfterValidator, BaseModel, ConfigDict

from graph_schema.namespaces import DCT, RDF, SCHEMA, SKOS

PARTIAL_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?\Z")
DECIMAL = re.compile(r"-?\d+(\.\d+)?\Z")


def _partial_date(value: str) -> str:
    if not PARTIAL_DATE.match(value):
        raise ValueError(
            f"expected a year, a month or a day (2022, 2022-12, 2022-12-15), got {value!r}"
        )
    date.fromisoformat(value + "-01-01"[len(value) - 4 :])  # refuses 31 February and year 0
    return value


def _decimal(value: str) -> str:
    if not DECIMAL.match(value):
        raise ValueError(f"expected a decimal number written 1234.5, got {value!r}")
    return value


PartialDate = Annotated[str, AfterValidator(_partial_date)]
"""A date as precisely as it was stated; the length says the precision: year 4, month 7, day 10."""
DecimalText = Annotated[str, AfterValidator(_decimal)]
"""A number kept as text, so that no store rounds it."""


class GraphModel(BaseModel):
    """Frozen and closed: a field nobody declared is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


@dataclass(frozen=True)
class Part:
    """A node of its own that hangs on a thing in RDF: an amount with its currency, an address.

    ``key`` ends its address after ``#``, ``link`` leads from the thing to it; ``whole``: none of
    its fields is said without the others.
    """

    key: str
    link: str
    classes: tuple[str, ...]
    whole: bool = False


@dataclass(frozen=True)
class Term:
    """How a field is shown to people and written as RDF.

    ``inside`` is the part that carries the field where the vocabulary hangs it on a node of its
    own; ``datatype`` the type of its literal where the vocabulary demands one.
    """

    sv: str
    en: str
    rdf: str | None = None
    search: bool = False
    inside: Part | None = None
    datatype: str | None = None


@dataclass(frozen=True)
class Links:
    """How one type of tie between two types of node stands in RDF: always as a node of its own.

    ``classes`` beside our own; terms from the tie to its ends, from its ends to the tie, and from
    end to end without it; ``parts``: a further term to a part, by its key.
    """

    classes: tuple[str, ...] = ()
    to_source: tuple[str, ...] = ()
    to_target: tuple[str, ...] = ()
    from_source: tuple[str, ...] = ()
    from_target: tuple[str, ...] = ()
    direct: tuple[str, ...] = ()
    parts: tuple[tuple[str, str], ...] = ()


class ColumnKind(StrEnum):
    """How a field is kept in a table."""

    TEXT = "text"
    INTEGER = "integer"
    LIST = "list"


@dataclass(frozen=True)
class Column:
    """One field of a node or edge type, as tables, schemas and RDF see it."""

    name: str
    kind: ColumnKind
    term: Term
    vocabulary: type[StrEnum] | None
    required: bool


def _bare(annotation: Any) -> Any:
    if get_origin(annotation) in (Union, UnionType):
        return next(_bare(a) for a in get_args(annotation) if a is not NoneType)
    if get_origin(annotation) is Annotated:
        return _bare(get_args(annotation)[0])
    return annotation


class Typed(GraphModel):
    """A node or an edge type; what tables, API, RDF and pages know of it is read off the class."""

    LABEL: ClassVar[str]
    SV: ClassVar[str]
    EN: ClassVar[str]
    RDF: ClassVar[str]
    ALSO: ClassVar[Mapping[str, tuple[str, ...]]] = {}
    """Further terms of a field, by its name, for readers of other vocabularies."""
    SAID_OF: ClassVar[Mapping[str, frozenset[str]]] = {}
    """By a further term the codes it is said of, where it does not fit all of the field's list."""
    TOGETHER: ClassVar[tuple[tuple[str, ...], ...]] = ()
    """Fields that only mean something together: a later one is shown as said of those before it."""

    ANYHOW: ClassVar[Mapping[str, str]] = {}
    """How a field is read where no source states it, by its name; RDF says it of the tie."""
    FIRST: ClassVar[Mapping[str, frozenset[str]]] = {}
    """By a field the values that stand before others of it, of sources of one precedence."""

    @classmethod
    def columns(cls) -> Iterator[Column]:
        """The fields in the order they were declared, with how to keep and show each."""
        for name, info in cls.model_fields.items():
            bare = _bare(info.annotation)
            kind = ColumnKind.TEXT
            if get_origin(bare) is tuple:
                kind, bare = ColumnKind.LIST, _bare(get_args(bare)[0])
            elif bare in (int, bool):
                kind = ColumnKind.INTEGER
            term = next((m for m in info.metadata if isinstance(m, Term)), Term(name, name))
            vocabulary = bare if isinstance(bare, type) and issubclass(bare, StrEnum) else None
            yield Column(name, kind, term, vocabulary, info.is_required())


class Node(Typed):
    """A thing in the graph; ``PREFIX`` begins its ids."""

    PREFIX: ClassVar[str]
    NOUN: ClassVar[str]
    CLASSES: ClassVar[tuple[str, ...]] = ()
    """Further classes of every such node."""
    CLASSES_BY: ClassVar[Mapping[str, Mapping[str, tuple[str, ...]]]] = {}
    """Further classes of those that have a value in a field: by field, then by value."""

    name: Annotated[str, Term("Namn", "Name", SKOS + "prefLabel", search=True)]
    aliases: Annotated[
        tuple[str, ...], Term("Andra namn", "Other names", SKOS + "altLabel", search=True)
    ] = ()
    identifiers: Annotated[
        tuple[str, ...], Term("Identifierare", "Identifiers", DCT + "identifier")
    ] = ()
    start: Annotated[PartialDate | None, Term("Start", "Start", SCHEMA + "startDate")] = None
    end: Annotated[PartialDate | None, Term("Slut", "End", SCHEMA + "endDate")] = None


HELD, OTHERWISE = "as meant", "otherwise"
"""Cases of a tie: it is what the words of other vocabularies for its type mean, or is not."""


class Edge(Typed):
    """A tie between two nodes; ``FROM`` and ``TO`` are the labels its ends may have."""

    FROM: ClassVar[tuple[str, ...]]
    TO: ClassVar[tuple[str, ...]]
    IDENTITY: ClassVar[tuple[str, ...]] = ("start", "end")
    CASES: ClassVar[tuple[str, ...]] = (HELD, OTHERWISE)
    """What a tie of the type may be, where other vocabularies tell it apart."""
    CASE_BY: ClassVar[tuple[str, ...]] = ()
    """The coded fields that tell which, beside the kind of arena it leads to."""

    start: Annotated[PartialDate | None, Term("Från", "From", SCHEMA + "startDate")] = None
    end: Annotated[PartialDate | None, Term("Till", "To", SCHEMA + "endDate")] = None

    @classmethod
    def holds(cls, fields: Mapping[str, Any]) -> bool:
        """Whether a tie is what the words of other vocabularies for its type mean."""
        return True

    @classmethod
    def links(cls, source: str, target: str, *, held: bool = True) -> Links:
        """How it stands in RDF between nodes of these labels; directly, where nothing else says.

        ``held``: what ``holds`` says of its fields.
        """
        return Links(classes=(RDF + "Statement",), direct=(cls.RDF,))

    @classmethod
    def case(cls, fields: Mapping[str, Any], arena_kind: str | None = None) -> str:
        """Which of ``CASES`` a tie is, by its fields and the kind of arena it leads to."""
        return HELD if cls.holds(fields) else OTHERWISE

    @classmethod
    def links_in(cls, case: str, source: str, target: str) -> Links:
        """How a tie of a case stands between nodes of these labels."""
        return cls.links(source, target, held=case == HELD)

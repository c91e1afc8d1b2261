"""What a mapping file may say: which column is what, and how values are written."""

import re
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Generic, Literal, NamedTuple, TypeVar

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    SerializerFunctionWrapHandler,
    model_serializer,
    model_validator,
)

from graph_schema.base import GraphModel
from graph_schema.vocabularies import (
    ActorKind,
    AmountKind,
    CollaborationKind,
    ParticipationStatus,
    Role,
    Sector,
    Vocabulary,
)
from importers.headers import plain_heading
from importers.mapped_tables.amounts import Unit
from importers.mapped_tables.dataset import Dataset, one_or_many

CURRENCY_CODE = re.compile(r"[A-Z]{3}\Z")
SCHEME = re.compile(r"[a-z][a-z_]{1,20}\Z")
V = TypeVar("V", bound=Vocabulary)


def _currency_code(value: str) -> str:
    if not CURRENCY_CODE.match(value):
        raise ValueError('a code such as SEK; a column of them is written { column = "…" }')
    return value


def _heading(value: Any) -> Any:
    return plain_heading(value) or value if isinstance(value, str) else value


Heading = Annotated[str, BeforeValidator(_heading), Field(min_length=1)]
"""The heading of a column, on one line."""
Headings = Annotated[tuple[Heading, ...], BeforeValidator(one_or_many)]
CurrencyCode = Annotated[str, AfterValidator(_currency_code)]


class _Source(GraphModel):
    """A value that stands in a column, or is the same for every row."""

    @model_validator(mode="after")
    def _one_of_two(self) -> "_Source":
        given = [name for name in ("column", "fixed") if getattr(self, name, None) is not None]
        if len(given) != 1:
            raise ValueError("either column or fixed, and not both")
        return self


class Text(_Source):
    """Free text: written as the heading of a column, or as ``{ fixed = "…" }``."""

    column: Heading | None = None
    fixed: str | None = None


class Choice(_Source, Generic[V]):
    """A code of a closed list: written as the code, or as a column with a map of its values."""

    column: Heading | None = None
    values: Mapping[str, V] = {}
    default: V | None = None
    fixed: V | None = None


class Currency(_Source):
    """The currency of amounts: written as its code, or as the column that names that of each row.

    ``values``: words of the column that are no codes.
    """

    column: Heading | None = None
    values: Mapping[str, CurrencyCode] = {}
    fixed: CurrencyCode | None = None

    @model_serializer(mode="wrap")
    def _as_written(self, model: SerializerFunctionWrapHandler) -> Any:
        # Kept as the code it is: what a mapping says decides whether a file is read again.
        return self.fixed if self.fixed is not None else model(self)


def _column(value: Any) -> Any:
    return {"column": value} if isinstance(value, str) else value


def _code(value: Any) -> Any:
    return {"fixed": value} if isinstance(value, str) else value


TextSource = Annotated[Text, BeforeValidator(_column)]
CurrencySource = Annotated[Currency, BeforeValidator(_code)]


class FileFormat(GraphModel):
    """Where in the file the table stands, and which of its columns are left alone."""

    sheet: str | None = None
    header_row: Annotated[int, Field(ge=1, le=20)] | None = None
    last_row: Annotated[int, Field(ge=2)] | None = None  # beneath it stand sums and notes
    delimiter: Literal[",", ";", "\t", "|"] | None = None
    encoding: str | None = None
    ignore: Headings = ()


class ValueFormat(GraphModel):
    """How dates, amounts, rates and lists are written."""

    date_order: Literal["ymd", "dmy", "mdy"] | None = None
    decimal: Literal[".", ","] | None = None
    rate: Literal["fraction", "per_cent"] | None = None  # 0,4 or 40 where no % stands beside it
    list_separator: str | None = None
    empty: Headings = ()  # what else stands in a cell that says nothing, such as NA


class Arena(GraphModel):
    """Columns about what the actors meet in."""

    name: TextSource
    key: Heading | None = None
    number: Heading | None = None
    number_scheme: str | None = None
    start: Heading | None = None
    end: Heading | None = None
    themes: Headings = ()
    target_groups: Headings = ()
    region: TextSource | None = None
    programme: TextSource | None = None
    website: Heading | None = None

    @model_validator(mode="after")
    def _scheme_of_a_number(self) -> "Arena":
        if self.number_scheme is not None and not SCHEME.match(self.number_scheme):
            raise ValueError("for number_scheme a word in small letters, such as dnr")
        if self.number_scheme is not None and self.number is None:
            raise ValueError("number_scheme only beside number, whose kind it says")
        return self


class ProjectColumns(Arena):
    """Columns about projects."""

    budget: Heading | None = None
    currency: CurrencySource = Currency(fixed="SEK")
    unit: Unit | None = None
    cofinancing_rate: Heading | None = None
    summary: Heading | None = None
    programme_area: Heading | None = None
    specific_objective: Heading | None = None
    intervention_field: Heading | None = None


class CollaborationColumns(Arena):
    """Columns about networks, events and other collaborations."""

    kind: Annotated[Choice[CollaborationKind], BeforeValidator(_code)] = Choice[CollaborationKind](
        fixed=CollaborationKind.UNKNOWN
    )
    place: Heading | None = None


class Rows(GraphModel):
    """The rows in which one of these words stands in a column; "" is an empty cell."""

    column: Heading
    values: Annotated[tuple[str, ...], BeforeValidator(one_or_many), Field(min_length=1)]


class _Named(GraphModel):
    """Columns that name organisations; ``separator`` divides several in one cell, "" none.

    They are read in all rows, in ``only`` these, or in all but those to ``omit``.
    """

    columns: Headings = ()
    name: str | None = None
    separator: str | None = None
    only: Rows | None = None
    omit: Rows | None = None
    orgnr: Heading | None = None
    sector: Annotated[Choice[Sector], BeforeValidator(_code)] | None = None
    actor_kind: Annotated[Choice[ActorKind], BeforeValidator(_code)] | None = None

    @model_validator(mode="after")
    def _columns_or_name(self) -> "_Named":
        if bool(self.columns) == (self.name is not None):
            raise ValueError("either columns or name, and not both")
        if self.orgnr is not None and (len(self.columns) != 1 or self.separator):
            raise ValueError("orgnr only beside one column that names one organisation per row")
        return self


class ParticipantColumns(_Named):
    """Columns that name who takes part."""

    role: Annotated[Choice[Role], BeforeValidator(_code)]
    status: Annotated[Choice[ParticipationStatus], BeforeValidator(_code)] | None = None
    country: TextSource | None = None
    region: TextSource | None = None
    start: Heading | None = None
    end: Heading | None = None


class FunderColumns(_Named):
    """Columns that name who pays, and how much.

    ``status``: who is interested, invited or declined pays nothing. ``start``, ``end``: of the
    period it pays for, where that is not all the time of what is paid. ``one_amount``: rows of
    several periods or currencies repeat one amount.
    """

    status: Annotated[Choice[ParticipationStatus], BeforeValidator(_code)] | None = None
    amount: Heading | None = None
    amount_kind: Annotated[Choice[AmountKind], BeforeValidator(_code)] = Choice[AmountKind](
        fixed=AmountKind.UNKNOWN
    )
    currency: CurrencySource = Currency(fixed="SEK")
    unit: Unit | None = None
    one_amount: bool = False
    share: Heading | None = None
    start: Heading | None = None
    end: Heading | None = None


class ActorColumns(GraphModel):
    """Columns about organisations of which the table says nothing that they take part in."""

    name: Heading
    orgnr: Heading | None = None
    sector: Annotated[Choice[Sector], BeforeValidator(_code)] | None = None
    actor_kind: Annotated[Choice[ActorKind], BeforeValidator(_code)] | None = None
    country: TextSource | None = None
    region: TextSource | None = None
    place: Heading | None = None
    website: Heading | None = None
    themes: Headings = ()
    target_groups: Headings = ()


class Amounts(NamedTuple):
    """A column of amounts: the section that reads it, and what is said there of its amounts."""

    heading: str
    section: str
    unit: Unit | None
    currency: Currency


class TableMapping(GraphModel):
    """A whole mapping file."""

    dataset: Dataset
    file: FileFormat = FileFormat()
    format: ValueFormat = ValueFormat()
    project: ProjectColumns | None = None
    collaboration: CollaborationColumns | None = None
    actor: ActorColumns | None = None
    participant: tuple[ParticipantColumns, ...] = ()
    funder: tuple[FunderColumns, ...] = ()

    @model_validator(mode="after")
    def _one_kind_of_row(self) -> "TableMapping":
        if len([*self._rows()]) != 1:
            raise ValueError("one of [project], [collaboration] and [actor]")
        if self.actor is not None and (self.participant or self.funder):
            raise ValueError(
                "[actor] without [[participant]] and [[funder]]; who takes part or pays needs a "
                "[project] or a [collaboration] to do so in"
            )
        return self

    def _rows(self) -> Iterator[tuple[str, GraphModel]]:
        """The section that says what a row is, by its name."""
        for name in ("project", "collaboration", "actor"):
            if (section := getattr(self, name)) is not None:
                yield name, section

    @property
    def arena(self) -> ProjectColumns | CollaborationColumns:
        """The one section that says what the actors meet in."""
        found = self.project or self.collaboration
        if found is None:
            raise ValueError("the mapping has no arena")
        return found

    def amounts(self) -> Iterator[Amounts]:
        """Each column of amounts."""
        if self.project is not None and self.project.budget is not None:
            yield Amounts(self.project.budget, "project", self.project.unit, self.project.currency)
        for part in self.funder:
            if part.amount is not None:
                yield Amounts(part.amount, "funder", part.unit, part.currency)

    def columns(self) -> dict[str, str]:
        """Every mapped heading, and the part of the mapping that names it."""
        sections = [*self._rows()]
        sections += [("participant", part) for part in self.participant]
        sections += [("funder", part) for part in self.funder]
        found: dict[str, str] = {}
        for section, part in sections:
            for name in type(part).model_fields:
                for heading in _headings(part, name):
                    found.setdefault(heading, f"[{section}] {name}")
        return found


PLAIN_TEXT = frozenset({"number_scheme", "separator", "unit"})


def _headings(part: GraphModel, name: str) -> tuple[str, ...]:
    value = getattr(part, name)
    if isinstance(value, Rows):
        return (value.column,)
    if isinstance(value, Text | Choice | Currency):
        return (value.column,) if value.column is not None else ()
    if isinstance(value, tuple):
        return value
    named = isinstance(part, _Named) and name == "name"  # there it is a name, not a column
    return (value,) if isinstance(value, str) and name not in PLAIN_TEXT and not named else ()

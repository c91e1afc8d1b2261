"""The columns of each node and edge type with the type that a value has outside the graph."""

from collections.abc import Iterator
from enum import StrEnum
from typing import Any, NamedTuple, get_args

from pydantic.fields import FieldInfo

from graph_schema.base import ColumnKind, DecimalText, PartialDate, Typed
from graph_schema.vocabularies import Vocabulary


class ValueKind(StrEnum):
    """What a value is."""

    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    DATE = "date"
    LIST = "list"
    JSON = "json"


class Field(NamedTuple):
    """A field of a type, as the programs see it that an export is for."""

    name: str
    kind: ValueKind
    sv: str
    en: str
    required: bool = False
    values: tuple[str, ...] = ()
    """The closed list its value is taken from, if there is one."""
    points_at: tuple[str, ...] = ()
    """The tables one of which has this as the id of a row; or of rows, where it is a list."""


def fields_of(kind: type[Typed]) -> Iterator[Field]:
    """The fields of a type in the order they were declared."""
    for column in kind.columns():
        info = kind.model_fields[column.name]
        words = column.vocabulary
        values = tuple(words) if words is not None and issubclass(words, Vocabulary) else ()
        known = tuple(str(value.value) for value in values)
        yield Field(
            column.name, _kind(info, column.kind), column.term.sv, column.term.en,
            column.required, known,
        )  # fmt: skip


def _kind(info: FieldInfo, kept_as: ColumnKind) -> ValueKind:
    if kept_as is ColumnKind.LIST:
        return ValueKind.LIST
    if kept_as is ColumnKind.INTEGER:
        return ValueKind.INTEGER
    if _is(info, PartialDate):
        return ValueKind.DATE
    return ValueKind.DECIMAL if _is(info, DecimalText) else ValueKind.TEXT


def _is(info: FieldInfo, alias: Any) -> bool:
    """Whether a field is declared with an alias, optional or not."""
    return alias in get_args(info.annotation) or alias.__metadata__[0] in info.metadata

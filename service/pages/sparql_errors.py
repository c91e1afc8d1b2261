"""Why a query was not answered, in the reader's language."""

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from service.sparql.errors import (
    BeingBuiltError,
    BusyError,
    NestedError,
    SparqlError,
    TooHungryError,
    TooLargeError,
    TooLongError,
    TooSlowError,
)
from service.sparql.limits import MEBIBYTE, Limits


class Texts(Protocol):
    """The catalogue of texts in one language."""

    def __call__(self, key: str, **values: object) -> str:
        """The text of a key."""


class Fault(NamedTuple):
    """What stood in the way, the line of the query it stands in, and what the engine expected."""

    text: str
    line: str = ""
    expected: str = ""


def fault_of(error: SparqlError, t: Texts, limits: Limits) -> Fault:
    """The error said to a person."""
    if error.flaws and len(error.flaws[0].loc) == 3:
        flaw = error.flaws[0]
        _, line, column = flaw.loc
        return Fault(_placed(error, t, line, column), str(flaw.value), flaw.expected)
    return Fault(_plain(error, t, limits))


def _placed(error: SparqlError, t: Texts, line: str, column: str) -> str:
    where: Sequence[str] = [part.split()[-1] for part in (line, column)]
    message = str(error)
    if "SERVICE is refused" in message:
        return t("sparql_no_service", line=where[0], column=where[1])
    if "FROM is refused" in message:
        return t("sparql_no_from", line=where[0], column=where[1])
    return t("sparql_no_query", line=where[0], column=where[1])


def _plain(error: SparqlError, t: Texts, limits: Limits) -> str:  # noqa: PLR0911 - one per kind
    if isinstance(error, TooSlowError):
        return t("sparql_too_slow", seconds=limits.seconds)
    if isinstance(error, TooHungryError):
        return t("sparql_too_hungry", memory=limits.memory // MEBIBYTE)
    if isinstance(error, TooLargeError):
        return t("sparql_too_large", result=limits.result // MEBIBYTE)
    if isinstance(error, TooLongError):
        return t("sparql_too_long")
    if isinstance(error, NestedError):
        return t("sparql_nested")
    if isinstance(error, BeingBuiltError):
        return t("sparql_being_built")
    if isinstance(error, BusyError):
        return t("sparql_busy")
    return t("sparql_refused", reason=str(error))

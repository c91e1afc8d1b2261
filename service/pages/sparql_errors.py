"""Why a query was not answered, in the reader's language."""

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
from service.sparql.limits import MEBIBYTE, READ_ONLY, Limits
from service.sparql.places import A_QUERY


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
        line, column = (part.split()[-1] for part in flaw.loc[1:])
        ours = _refused(str(error), t, line, column)
        if ours is not None:
            return Fault(ours, str(flaw.value))
        expected = flaw.expected if flaw.expected != A_QUERY else ""
        return Fault(t("sparql_no_query", line=line, column=column), str(flaw.value), expected)
    return Fault(_plain(error, t, limits))


def _refused(message: str, t: Texts, line: str, column: str) -> str | None:
    """Why we refuse what the engine was not asked, or would read otherwise."""
    at = {"line": line, "column": column}
    said = {
        "SERVICE is refused": t("sparql_no_service", **at),
        "FROM is refused": t("sparql_no_from", **at),
        "GRAPH is refused": t("sparql_no_graph", **at),
        READ_ONLY: t("sparql_no_update", **at),
        "cannot read this pattern": t("sparql_no_pattern", **at),
        "reads a class of this pattern": t("sparql_no_class", **at),
        "reads this replacement": t("sparql_no_replacement", **at),
    }
    return next((text for part, text in said.items() if part in message), None)


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

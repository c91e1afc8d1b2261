"""The body of every error, RFC 9457: what went wrong, where, what was expected, and what to do."""

from typing import Annotated, Any

from fastapi.responses import JSONResponse
from pydantic import BeforeValidator

from graph_schema.base import GraphModel

MEDIA_TYPE = "application/problem+json"
MOST_SHOWN = 200  # of a refused value


def _whole(value: Any) -> Any:
    """Half a character, which JSON may write and UTF-8 cannot, as it is escaped there."""
    return value.encode("utf-8", "backslashreplace").decode() if isinstance(value, str) else value


Said = Annotated[str, BeforeValidator(_whole)]


class Flaw(GraphModel):
    """One thing that was wrong: where it stood, what stood there, what was expected."""

    loc: tuple[Said, ...]
    value: Annotated[Any, BeforeValidator(_whole)]
    expected: Said


class Problem(GraphModel):
    """An answer that is an error; ``request_id`` finds the line in the log."""

    type: str = "about:blank"
    title: str
    status: int
    detail: Said
    instance: str
    errors: tuple[Flaw, ...] = ()
    request_id: str
    choices: tuple[str, ...] = ()
    """Where what was asked for is now, if in several places; absent from other problems."""


class ProblemResponse(JSONResponse):
    """A problem as its own media type."""

    media_type = MEDIA_TYPE


def shortened(value: Any) -> Any:
    """The value as far as it is worth repeating."""
    if value is None or isinstance(value, bool | int | float):
        return value
    text = str(value)
    return text if len(text) <= MOST_SHOWN else text[: MOST_SHOWN - 1] + "…"

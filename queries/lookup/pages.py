"""Pages of a list and the cursors between them."""

import base64
import binascii
import json
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple, TypeVar

from graph_schema.ids import canonical_json, digest
from queries.errors import BadQuestionError, CursorGoneError
from queries.readmodel.columns import Ints
from queries.readmodel.open import ReadModel

MOST_PER_PAGE = 500
LONGEST_CURSOR = 400  # ours are shorter than 100 characters
CURSOR = "the cursor of an earlier page, unchanged"

SliceT = TypeVar("SliceT", Ints, Sequence[Any])


class Cut(NamedTuple):
    """From where to where a page reaches, and the cursor of the next."""

    begin: int
    end: int
    next: str | None


def version_of(cursor: str) -> int | None:
    """The version whose list a cursor goes on in; None for what is no cursor of ours."""
    try:
        return _read(cursor)[0]
    except BadQuestionError:
        return None


def cut(
    model: ReadModel, question: Mapping[str, Any], total: int, limit: int, cursor: str | None
) -> Cut:
    """Which part of a list of ``total`` items the page holds.

    A version never changes, so the place in the list is the last sort key. The question goes into
    the cursor as a hash: with other filters, or for another audience, the place means nothing.
    """
    if not 1 <= limit <= MOST_PER_PAGE:
        raise BadQuestionError("limit", limit, f"a number from 1 to {MOST_PER_PAGE}")
    asked = digest(canonical_json([model.audience.value, dict(question)]))[:12]
    begin = 0 if cursor is None else _place(model, asked, total, cursor)
    end = min(begin + limit, total)
    following = _write(model.version, asked, end) if end < total else None
    return Cut(begin, end, following)


def _write(version: int, asked: str, place: int) -> str:
    text = json.dumps([version, asked, place], separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _place(model: ReadModel, asked: str, total: int, cursor: str) -> int:
    version, question, place = _read(cursor)
    if version != model.version:
        raise CursorGoneError(version, model.version)
    if question != asked:
        raise BadQuestionError("cursor", cursor, "the same filters as on the page before")
    if not 0 < place < total:
        raise BadQuestionError("cursor", cursor, CURSOR)
    return place


def _read(cursor: str) -> tuple[int, str, int]:
    bad = BadQuestionError("cursor", cursor[:LONGEST_CURSOR], CURSOR)
    if len(cursor) > LONGEST_CURSOR or not cursor.isascii():
        raise bad
    try:
        decoded = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
        parts = json.loads(decoded)
    except (binascii.Error, ValueError) as error:
        raise bad from error
    if not isinstance(parts, list) or [type(part) for part in parts] != [int, str, int]:
        raise bad
    return parts[0], parts[1], parts[2]

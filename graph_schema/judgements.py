"""What people decide about identity: two records are one, are not, or are left to the rules."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Self

from pydantic import Field, ValidationInfo, field_validator, model_validator

from graph_schema.base import GraphModel
from graph_schema.claims import RecordKey
from graph_schema.ids import make_id
from graph_schema.nodes import NODE_TYPES
from graph_schema.vocabularies import JudgementKind, JudgementRole

PREFIX = "jdg"
LABELS = frozenset(kind.LABEL for kind in NODE_TYPES)
MOST_CHARACTERS = 2_000  # of a reason: a paragraph or two, not a report
INSTANT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{6}Z\Z")
STORED_INSTANT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?Z\Z"
)
BEFORE = "9999-12-31"
"""The day before which judgements are made, so that there is always room for a later one."""
STORED = {"stored": True}  # the context in which a text is taken as it was once accepted
NOT_SHOWN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Characters that steer terminals or turn text around."""


class Judgement(GraphModel):
    """One decision about two records (source/type/key), which are in order; never edited.

    Of several about the same two the latest is in force. ``by`` is the name of who decided, kept
    only where the deployer wants names; ``role`` says in what capacity. ``made`` is a UTC instant.
    """

    kind: JudgementKind
    records: tuple[str, str]
    reason: str = Field(min_length=1, max_length=MOST_CHARACTERS)
    role: JudgementRole
    by: str | None = Field(default=None, min_length=1, max_length=200)
    made: str

    @property
    def id(self) -> str:
        """A hash of all it says but a name, so that a judgement that was altered is found out."""
        said = (*self.records, self.kind.value, self.role.value, self.reason, self.made)
        return make_id(PREFIX, *said)

    @property
    def order(self) -> tuple[str, str]:
        """By which the latest is told, also where a clock stood still; six digits of a second."""
        second, _, fraction = self.made.removesuffix("Z").partition(".")
        return f"{second}.{fraction:0<6}Z", self.id

    @classmethod
    def stored(cls, body: Mapping[str, Any]) -> Self:
        """A judgement of a ledger: what was taken once stays readable, whatever is refused now."""
        return cls.model_validate(body, context=STORED)

    @field_validator("reason", "by")
    @classmethod
    def _says_something(cls, text: str | None, info: ValidationInfo) -> str | None:
        if text is not None and (text != text.strip() or NOT_SHOWN.search(text)):
            _refuse(info, "a text without spaces around it and without control characters")
        return text

    @field_validator("made")
    @classmethod
    def _is_instant(cls, text: str, info: ValidationInfo) -> str:
        form = STORED_INSTANT if info.context == STORED else INSTANT
        if not form.match(text) or not _is_of_calendar(text):
            raise ValueError("a UTC instant such as 2026-11-27T03:02:33.168248Z")
        if text >= BEFORE:
            _refuse(info, f"a UTC instant before {BEFORE}, so that a later decision can undo it")
        return text

    @model_validator(mode="after")
    def _of_two_alike(self, info: ValidationInfo) -> "Judgement":
        is_undone = self.kind is JudgementKind.UNDECIDED
        if not is_undone and any(NOT_SHOWN.search(record) for record in self.records):
            _refuse(info, "records without control characters in their keys")
        first, second = (text.split("/", 2) for text in self.records)
        if not len(first) == len(second) == 3 or not all((*first, *second)):
            raise ValueError("two records, each as source/type/key")
        if first[1] != second[1] or first[1] not in LABELS:
            raise ValueError("two records of one type of node")
        if not self.records[0] < self.records[1]:
            raise ValueError("two different records, the smaller first")
        return self


def _is_of_calendar(instant: str) -> bool:
    """Whether there is such a day and time: no 31 February."""
    try:
        datetime.fromisoformat(instant.removesuffix("Z"))
    except ValueError:
        return False
    return True


def _refuse(info: ValidationInfo, expected: str) -> None:
    if info.context != STORED:
        raise ValueError(expected)


def label_of(judgement: Judgement) -> str:
    """The type of node that both records state."""
    return RecordKey.parse(judgement.records[0]).kind

"""Decisions about identity, from what a person says to a published version."""

from collections.abc import Callable, Mapping

from pydantic import ValidationError

from graph_schema.base import GraphModel
from graph_schema.judgements import MOST_CHARACTERS, Judgement
from graph_schema.vocabularies import JudgementKind, JudgementRole
from importers.masking import mask
from queries.judging import JudgementError, Records, decide
from queries.publication import publish, writing
from queries.stores.base import Store


class Decision(GraphModel):
    """What a person decides: about which two records, why, in what capacity, and who if named."""

    kind: JudgementKind
    first: str
    second: str
    reason: str
    role: JudgementRole
    by: str | None = None


class Decided(GraphModel):
    """The judgement and the version it made; neither where that was decided already.

    ``now``: the ids of what the two and those beside them are part of, with how many records.
    """

    judgement: Judgement | None
    version: int | None
    now: Mapping[str, int] = {}


def judge(
    store: Store,
    decision: Decision,
    *,
    dry_run: bool = False,
    step: Callable[[str], None] = lambda _: None,
) -> Decided:
    """Publish a decision as a version of its own; contact data in the reason is blacked out.

    Raises ``JudgementError`` and stores nothing where it cannot be made.
    """
    reason = mask(decision.reason.strip())
    if not 1 <= len(reason) <= MOST_CHARACTERS:
        raise JudgementError(
            f"--reason: expected a text of 1 to {MOST_CHARACTERS:,} characters that says why, got "
            f"{len(reason):,}"
        )
    with writing(store) as lease:
        before = Records(store)
        records = before.named((decision.first, decision.second))
        beside = {*records, *(other for record in records for other in before.beside(record))}
        try:
            made = decide(
                store,
                lease,
                decision.kind,
                records,
                reason=reason,
                role=decision.role,
                by=None if decision.by is None else mask(decision.by.strip()) or None,
            )
        except ValidationError as error:
            raise JudgementError(_in_words(error)) from error
        if made is None or dry_run:
            store.discard(lease)
            return Decided(judgement=made, version=None)
        publish(store, lease, step)
    parts = Records(store).actors_of(beside)
    return Decided(judgement=made, version=lease.version, now=parts)


def _in_words(error: ValidationError) -> str:
    wrong = error.errors(include_url=False)[0]
    field = ".".join(str(part) for part in wrong["loc"])
    expected = str(wrong["msg"]).removeprefix("Value error, ")
    if field not in ("reason", "by"):  # nothing of what was typed: its records as they stand here
        return f"the two cannot be judged: expected {expected}"
    return f"--{field}: expected {expected}, got {str(wrong['input'])[:60]!r}"

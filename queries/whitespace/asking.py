"""White space asked of a read model: computed once for a version and question, then read."""

from pathlib import Path

from graph_schema.ids import canonical_json, digest
from graph_schema.whitespace_answers import WhitespaceTable
from queries.at_once import Turn
from queries.kept import keep, kept_or_made, read
from queries.readmodel.open import ReadModel
from queries.steps import Step
from queries.whitespace.arenas import DRAWS_VERSION
from queries.whitespace.question import TABLE_VERSION, WhitespaceQuestion, laid_out


def white_space(
    model: ReadModel,
    question: WhitespaceQuestion | None = None,
    *,
    turn: Turn = None,
    at_once: bool = False,
) -> WhitespaceTable:
    """Where arenas are fewer than the sizes of rows and columns give.

    Only who has to compute waits for a ``turn``, and finds the answer there if it came meanwhile.
    ``at_once``: without the null draws where they take long and are not kept yet.
    """
    asked_for = question if question is not None else WhitespaceQuestion()
    place = _place(model, asked_for)
    if at_once:
        from queries.whitespace.answering import answered_at_once

        found = read(place, WhitespaceTable) or answered_at_once(
            model, asked_for, laid_out(model, asked_for)
        )
        if found is not None:
            return found
    return kept_or_made(
        place,
        WhitespaceTable,
        lambda: _made(model, asked_for),
        always=asked_for.is_usual,
        turn=turn,
    )


def examine(model: ReadModel, question: WhitespaceQuestion, *, step: Step | None = None) -> None:
    """Make the whole table and keep it; what ``step`` raises ends it."""
    if not is_examined(model, question):
        found = _made(model, question, step)
        keep(_place(model, question), found, always=question.is_usual)


def is_examined(model: ReadModel, question: WhitespaceQuestion) -> bool:
    """Whether the whole table is there."""
    return read(_place(model, question), WhitespaceTable) is not None


def examined_name(model: ReadModel, question: WhitespaceQuestion) -> str:
    """What tells the table of one question from those of others."""
    return _place(model, question).name


def has_any(model: ReadModel, question: WhitespaceQuestion) -> bool:
    """Whether any arena has labels of both dimensions."""
    return bool(laid_out(model, question).chosen.size)


def takes_long(model: ReadModel, question: WhitespaceQuestion) -> bool:
    """Whether the draws are a job of their own, and nobody has made them yet."""
    from queries.whitespace.answering import lacking_at_once

    if is_examined(model, question):
        return False
    return lacking_at_once(question, laid_out(model, question)) is not None


def _made(
    model: ReadModel, question: WhitespaceQuestion, step: Step | None = None
) -> WhitespaceTable:
    from queries.whitespace.answering import answered  # compiled code, loaded when needed

    return answered(model, question, laid_out(model, question), step=step)


def _place(model: ReadModel, question: WhitespaceQuestion) -> Path:
    asked = [DRAWS_VERSION, TABLE_VERSION, question.model_dump(mode="json")]
    return model.answers / f"whitespace-{digest(canonical_json(asked))[:16]}.json"

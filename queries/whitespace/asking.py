"""White space asked of a read model: computed once for a version and question, then read."""

from contextlib import AbstractContextManager

from graph_schema.ids import canonical_json, digest
from graph_schema.whitespace_answers import WhitespaceTable
from queries.kept import kept_or_made
from queries.readmodel.open import ReadModel
from queries.whitespace.arenas import DRAWS_VERSION
from queries.whitespace.question import TABLE_VERSION, WhitespaceQuestion, laid_out


def white_space(
    model: ReadModel,
    question: WhitespaceQuestion | None = None,
    *,
    turn: AbstractContextManager[object] | None = None,
) -> WhitespaceTable:
    """Where arenas are fewer than the sizes of rows and columns give.

    Only who has to compute waits for a ``turn``, and finds the answer there if it came meanwhile.
    """
    asked_for = question if question is not None else WhitespaceQuestion()

    def made() -> WhitespaceTable:
        from queries.whitespace.answering import answered  # compiled code, loaded when needed

        return answered(model, asked_for, laid_out(model, asked_for))

    asked = [DRAWS_VERSION, TABLE_VERSION, asked_for.model_dump(mode="json")]
    place = model.answers / f"whitespace-{digest(canonical_json(asked))[:16]}.json"
    return kept_or_made(place, WhitespaceTable, made, always=asked_for.is_usual, turn=turn)

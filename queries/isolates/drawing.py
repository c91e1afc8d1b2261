"""The null draws of isolates: made once for a version and question, at once or by a job."""

from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from graph_schema.job_answers import NotComputed
from queries.at_once import Turn, if_long
from queries.gaps.participations import SAMPLER_VERSION, Participations
from queries.gaps.sectors import GapQuestion, participations_of
from queries.isolates.comparing import may_be_compared
from queries.isolates.grouping import classes_of
from queries.network.kept import keep, kept, place_of
from queries.readmodel.open import ReadModel
from queries.steps import Step

if TYPE_CHECKING:
    from queries.isolates.null import Drawn

KEPT_VERSION = "1"  # raise it when the same draws would be counted otherwise
CHAINS = 8
STAGES = ("partners", "isolates")
"""What is drawn, in order, as a step is told."""


def examine(model: ReadModel, question: GapQuestion, *, step: Step | None = None) -> None:
    """Make the null draws of a question and keep them; what ``step`` raises ends it."""
    if not is_examined(model, question):
        _make(model, question, participations_of(model, question), step)


def is_examined(model: ReadModel, question: GapQuestion) -> bool:
    """Whether the null draws are there, or nothing may be compared with them."""
    if kept(_place(model, question)) is not None:
        return True
    return not may_be_compared(participations_of(model, question))


def examined_name(model: ReadModel, question: GapQuestion) -> str:
    """What tells the draws of one question from those of others."""
    return _place(model, question).name


def takes_long(model: ReadModel, question: GapQuestion) -> bool:
    """Whether the draws are a job of their own, and nobody has made them yet."""
    if is_examined(model, question):
        return False
    return not_computed(question, participations_of(model, question)) is not None


def not_computed(question: GapQuestion, given: Participations) -> NotComputed | None:
    """What an answer at once would lack: draws are of the arenas with complete lists."""
    if not may_be_compared(given):
        return None
    rows = int(np.count_nonzero(given.arena_partners_known[given.arena]))
    return if_long(rows, draws_of(question))


def draws_of(question: GapQuestion) -> int:
    """The least number of draws that is no fewer than asked and fills eight chains."""
    return -(-(question.draws + 1) // CHAINS) * CHAINS - 1


def drawn_of(
    model: ReadModel, question: GapQuestion, given: Participations, turn: Turn, *, at_once: bool
) -> "Drawn | None":
    """The draws of the question, made once per version and then read.

    None where they are long, or nothing may be compared with them.
    """
    from queries.isolates import null  # compiled code, loaded when needed

    if not may_be_compared(given):
        return None
    place = _place(model, question)
    found = kept(place)
    if found is None:
        if at_once and not_computed(question, given) is not None:
            return None
        with turn if turn is not None else nullcontext():
            found = kept(place)
            if found is None:
                return _make(model, question, given, None)
    return null.Drawn(**found)


def _make(
    model: ReadModel, question: GapQuestion, given: Participations, step: Step | None
) -> "Drawn":
    from queries.isolates import null

    made = null.draw(
        given,
        classes_of(model),
        draws=draws_of(question),
        seed=question.seed,
        role_aware=question.role_aware,
        step=step,
    )
    keep(_place(model, question), made._asdict(), always=question.is_usual)
    return made


def _place(model: ReadModel, question: GapQuestion) -> Path:
    asked = [SAMPLER_VERSION, KEPT_VERSION, question.model_dump(mode="json")]
    return place_of(model, "isolates", asked)

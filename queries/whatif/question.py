"""A change put to a read model: what it makes different at once, and beside random changes."""

from pathlib import Path
from typing import NamedTuple

from graph_schema.ids import canonical_json, digest
from graph_schema.job_answers import NotComputed
from graph_schema.whatif_answers import WhatIf, WhatIfQuestion
from queries.at_once import Turn
from queries.gaps.participations import Participations
from queries.gaps.sectors import GapQuestion, participations_of
from queries.kept import keep, kept_or_made, read
from queries.readmodel.open import ReadModel
from queries.steps import Step
from queries.sunset.question import require_near
from queries.whatif.editing import edited
from queries.whatif.effort import lacking
from queries.whatif.language import as_text, checked, require_addressable
from queries.whatif.understanding import Understood, understood
from queries.whitespace.question import WhitespaceQuestion

VERSION = "36"  # raise it when the same change would give another answer
STAGES = {"both maps": 15, "draws of both maps": 60, "random changes": 100}
"""What is computed, in order, and about how many random changes each takes as long as."""


class Asked(NamedTuple):
    """A question with its words looked up, and the participations it is about."""

    question: WhatIfQuestion
    given: Participations
    read: Understood

    @property
    def lacks(self) -> NotComputed | None:
        """What an answer at once is without."""
        after = edited(self.given, self.read.edit).actor.size
        return lacking(self.given.actor.size, max(self.given.actor.size, after))


def what_if(
    model: ReadModel, question: WhatIfQuestion, *, turn: Turn = None, at_once: bool = False
) -> WhatIf:
    """What the change makes different; the answer is kept beside the version, the change nowhere.

    Only who has to compute waits for a ``turn``. ``at_once``, where random changes take long, both
    maps alone are compared and the answer says that chance is not computed; once ``examine`` has
    run it is whole.
    """
    asked = asked_of(model, question)
    place = place_of(model, question)
    found = read(place, WhatIf)
    if found is not None:
        return found
    lacks = asked.lacks if at_once else None
    if lacks is not None:
        place = place.with_name(f"both-{place.name}")
    return kept_or_made(
        place, WhatIf, lambda: _made(model, asked, lacks, None), always=False, turn=turn
    )


def examine(model: ReadModel, question: WhatIfQuestion, *, step: Step | None = None) -> None:
    """Make the whole answer and keep it; what ``step`` raises ends it, and nothing is kept."""
    place = place_of(model, question)
    if read(place, WhatIf) is None:
        keep(place, _made(model, asked_of(model, question), None, step), always=False)


def is_examined(model: ReadModel, question: WhatIfQuestion) -> bool:
    """Whether the whole answer is there."""
    return read(place_of(model, question), WhatIf) is not None


def takes_long(model: ReadModel, question: WhatIfQuestion) -> bool:
    """Whether random changes are a job of their own, and nobody has made them yet."""
    return asked_of(model, question).lacks is not None and not is_examined(model, question)


def done(what: str, share: float) -> tuple[int, int]:
    """How far it has come in the midst of a stage, and how far there is."""
    before = sum(list(STAGES.values())[: list(STAGES).index(what)])
    return before + int(share * STAGES[what]), sum(STAGES.values())


def asked_of(model: ReadModel, question: WhatIfQuestion) -> Asked:
    """The question understood; BadQuestionError says what of it names nothing on this map."""
    asked = written_out(question)
    if asked.day is not None:
        require_near(asked.day)
    sources = () if asked.source is None else (asked.source,)
    given = participations_of(model, GapQuestion(sources=sources))
    return Asked(asked, given, understood(model, given, asked))


def written_out(question: WhatIfQuestion) -> WhatIfQuestion:
    """The same question in the one form it is known by, which has an address."""
    change = tuple(checked(part) for part in question.change)
    require_addressable(as_text(change) + cells_of(question))
    return question.model_copy(update={"change": change})


def cells_of(question: WhatIfQuestion) -> str:
    """What is stated of cells, as a table; empty where nothing is."""
    return WhitespaceQuestion(stated=question.stated).cells() if question.stated else ""


def place_of(model: ReadModel, question: WhatIfQuestion) -> Path:
    """Where the whole answer lies, or would."""
    asked = [VERSION, written_out(question).model_dump(mode="json")]
    return model.answers / f"whatif-{digest(canonical_json(asked))[:16]}.json"


def _made(model: ReadModel, asked: Asked, lacks: NotComputed | None, step: Step | None) -> WhatIf:
    from queries.whatif.computing import compared  # compiled code

    found = compared(model, asked.question, asked.given, asked.read, drawn=lacks is None, step=step)
    return found.model_copy(update={"not_computed": lacks})

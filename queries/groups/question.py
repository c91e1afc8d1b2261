"""Who keeps meeting whom in a read model: what is quick at once, what is long once it was run."""

from contextlib import AbstractContextManager, nullcontext
from functools import cached_property
from pathlib import Path

import numpy as np

from queries.gaps.participations import SAMPLER_VERSION, Participations
from queries.groups.repeated import Repeated, repeated
from queries.network.brokers import SECTORS, BrokerQuestion, asked_of
from queries.network.kept import Arrays, keep, kept, place_of
from queries.readmodel.open import ReadModel
from queries.steps import Step

GROUPS_VERSION = "3"  # raise it when the same participations would give other groups
PROMPT = 30_000  # participations up to which the runs are part of the answer, not of the job
AGREED, NULL = "groups", "groups_null"
PARTS = 100  # steps a partition is told in
Turn = AbstractContextManager[object] | None


class Known:
    """The network of a question, and what has been computed of its groups."""

    def __init__(self, model: ReadModel, question: BrokerQuestion) -> None:
        self.model, self.question = model, question
        self.participations: Participations = asked_of(model, question)
        self.repeated: Repeated = repeated(self.participations)
        self.agreed = kept(_place(model, AGREED, question))
        self.null = kept(_place(model, NULL, question))

    @cached_property
    def sector(self) -> np.ndarray:
        """The sector of each actor of the network, as a place in ``SECTORS``."""
        return self.participations.sector[self.repeated.actors].astype(np.int64)


def known(model: ReadModel, question: BrokerQuestion, *, turn: Turn = None) -> Known:
    """What there is to know at once; who has to compute waits for a ``turn``."""
    found = Known(model, question)
    rows = found.repeated.graph.actor.size
    if found.agreed is None and 0 < rows <= PROMPT:
        with turn if turn is not None else nullcontext():
            found.agreed = kept(_place(model, AGREED, question)) or _agree(found, None)
    return found


def examine(model: ReadModel, question: BrokerQuestion, *, step: Step | None = None) -> None:
    """Run from twenty seeds, on null draws, at other resolutions and on a part; keep what is found.

    What ``step`` raises ends it; runs that were whole by then are kept.
    """
    found = Known(model, question)
    if not found.repeated.graph.actor.size:
        return
    agreed = _agree(found, step) if found.agreed is None else found.agreed
    if found.null is None:
        drawn = _compare(found, agreed, step)
        keep(_place(model, NULL, question), drawn, always=question.is_usual)


def stages(participations: int) -> dict[str, int]:
    """What an examination does, in order, and how many partitions each takes."""
    from queries.groups.runs import compared_runs  # compiled code
    from queries.network.null import NULL_DRAWS

    each = compared_runs(participations)
    return {"runs": 20, "null draws": NULL_DRAWS * each, "resolutions": 40, "hidden": 20}


def done(stages: dict[str, int], what: str, share: float) -> tuple[int, int]:
    """How far an examination has come in the midst of a stage, and how far there is."""
    before = sum(list(stages.values())[: list(stages).index(what)])
    return int((before + share * stages[what]) * PARTS), sum(stages.values()) * PARTS


def is_examined(model: ReadModel, question: BrokerQuestion) -> bool:
    """Whether all that takes long is there."""
    return all(kept(_place(model, what, question)) is not None for what in (AGREED, NULL))


def has_any(model: ReadModel, question: BrokerQuestion) -> bool:
    """Whether anybody meets in what is asked about."""
    return bool(Known(model, question).repeated.graph.actor.size)


def examined_name(model: ReadModel, question: BrokerQuestion) -> str:
    """What tells the long parts of one question from those of others."""
    return _place(model, NULL, question).name


def _agree(found: Known, step: Step | None) -> Arrays:
    from queries.groups.runs import agreed, runs  # compiled code

    graph = found.repeated.graph
    arrays = agreed(graph, runs(graph, found.question.seed, step=step))
    place = _place(found.model, AGREED, found.question)
    keep(place, arrays, always=found.question.is_usual)
    return arrays


def _compare(found: Known, agreed: Arrays, step: Step | None) -> Arrays:
    from queries.gaps.meetings import tested
    from queries.groups.runs import against_draws, other_resolutions, with_a_fifth_hidden

    seed, part = found.question.seed, tested(found.participations, role_aware=True)
    drawn = against_draws(found.repeated, part, found.sector, len(SECTORS), seed=seed, step=step)
    graph, usual = found.repeated.graph, agreed["group"]
    return {
        **drawn,
        **other_resolutions(graph, usual, seed=seed, step=step),
        **with_a_fifth_hidden(graph, usual, seed=seed, step=step),
    }


def _place(model: ReadModel, what: str, question: BrokerQuestion) -> Path:
    asked = [GROUPS_VERSION, SAMPLER_VERSION, question.model_dump(mode="json")]
    return place_of(model, what, asked)

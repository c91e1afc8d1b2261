"""What a job may be about: its question, whether its answer is there, and the work itself."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from graph_schema.job_answers import JobKind
from graph_schema.whatif_answers import WhatIfQuestion
from queries.gaps import sectors
from queries.gaps.scrutiny import question as scrutiny
from queries.gaps.sectors import GapQuestion, participations_of
from queries.groups import question as groups
from queries.isolates import drawing as isolates
from queries.network import brokers
from queries.readmodel.open import ReadModel
from queries.trend import question as trend
from queries.whatif import question as whatif
from queries.whitespace import asking as whitespace
from queries.whitespace.question import WhitespaceQuestion

Question = GapQuestion | brokers.BrokerQuestion | WhitespaceQuestion | WhatIfQuestion
Told = Callable[[int, int], None]
"""Hears steps done and how many there are; what it raises ends the work."""
STAGES = 2  # of an examination: null draws, then hidden participations
PARTS = 1_000  # steps a stage is told in
FASTER = 2  # times labels and what follows them take less than draws, roughly


class Kind(NamedTuple):
    """``name`` tells one answer from others; ``address`` is where it is asked for once made.

    ``has_any`` says whether there is anything to work on. ``begin`` is where a POST begins it, None
    where that is the address of the answer.
    """

    question: type[Question]
    name: Callable[[ReadModel, Any], str]
    is_made: Callable[[ReadModel, Any], bool]
    has_any: Callable[[ReadModel, Any], bool]
    work: Callable[[ReadModel, Any, Told], object]
    address: str
    begin: str | None = None


def _examine(model: ReadModel, question: brokers.BrokerQuestion, told: Told) -> None:
    stages: list[str] = []

    def step(what: str, share: float) -> None:
        if what not in stages:
            stages.append(what)
        before = min(len(stages) - 1, STAGES - 1) * PARTS
        told(before + min(PARTS, int(share * PARTS)), STAGES * PARTS)

    brokers.examine(model, question, step=step)


def _examine_groups(model: ReadModel, question: brokers.BrokerQuestion, told: Told) -> None:
    graph = groups.Known(model, question).repeated.graph
    stages = groups.stages(graph.actor.size)

    def step(what: str, share: float) -> None:
        told(*groups.done(stages, what, share))

    groups.examine(model, question, step=step)


def _what_if(model: ReadModel, question: WhatIfQuestion, told: Told) -> None:
    whatif.examine(model, question, step=lambda what, share: told(*whatif.done(what, share)))


def _sectors(model: ReadModel, question: GapQuestion, told: Told) -> None:
    from queries.gaps.testing import AGAIN, LABELS, MORE_DRAWS  # compiled code, loaded when needed

    first, parts = 0, PARTS

    def step(what: str, share: float) -> None:
        """The second draws and the labels after them are ten times as many.

        They count until it is known that there are none: the time left is what it takes at most.
        """
        nonlocal first, parts
        if what == AGAIN:
            first, parts = PARTS, MORE_DRAWS * PARTS
        drawn, labels = first + parts, parts // FASTER
        if what == LABELS:
            told(int(drawn + share * labels), drawn + labels)
        else:
            told(int(first + share * parts), PARTS + MORE_DRAWS * (PARTS + PARTS // FASTER))

    sectors.examine(model, question, step=step)


def _isolates(model: ReadModel, question: GapQuestion, told: Told) -> None:
    isolates.examine(model, question, step=_in_stages(isolates.STAGES, told))


def _trend(model: ReadModel, question: GapQuestion, told: Told) -> None:
    trend.examine(model, question, step=_in_stages(trend.STAGES, told))


def _whitespace(model: ReadModel, question: WhitespaceQuestion, told: Told) -> None:
    from queries.whitespace.table import AGAIN, DRAWS, MORE_DRAWS  # compiled code

    def step(what: str, share: float) -> None:
        """The second draws are ten times as many, and count where there may be some."""
        more = MORE_DRAWS * PARTS
        before, parts = (PARTS, more) if what == AGAIN else (0, PARTS)
        told(before + int(share * parts), PARTS if what == DRAWS else PARTS + more)

    whitespace.examine(model, question, step=step)


def _in_stages(stages: Sequence[str], told: Told) -> Callable[[str, float], None]:
    """Tells how far stages of equal length have come."""
    return lambda what, share: told(int((stages.index(what) + share) * PARTS), len(stages) * PARTS)


def _anybody(model: ReadModel, question: GapQuestion) -> bool:
    return bool(participations_of(model, question).actor.size)


KINDS: dict[JobKind, Kind] = {
    "sectors": Kind(
        GapQuestion,
        sectors.examined_name,
        sectors.is_examined,
        _anybody,
        _sectors,
        "/gaps/sectors",
    ),
    "scrutiny": Kind(
        GapQuestion,
        lambda model, question: scrutiny.place_of(model, question).name,
        lambda model, question: scrutiny.kept_scrutiny(model, question) is not None,
        lambda _model, _question: True,  # a table of nobody is a table
        scrutiny.scrutinise,
        "/gaps/sectors/scrutiny",
    ),
    "examination": Kind(
        brokers.BrokerQuestion,
        brokers.examined_name,
        brokers.is_examined,
        brokers.has_any,
        _examine,
        "/network/measures",
    ),
    "groups": Kind(
        brokers.BrokerQuestion,
        groups.examined_name,
        groups.is_examined,
        groups.has_any,
        _examine_groups,
        "/network/groups",
    ),
    "whitespace": Kind(
        WhitespaceQuestion,
        whitespace.examined_name,
        whitespace.is_examined,
        whitespace.has_any,
        _whitespace,
        "/gaps/whitespace",
    ),
    "isolates": Kind(
        GapQuestion,
        isolates.examined_name,
        isolates.is_examined,
        _anybody,
        _isolates,
        "/gaps/isolates",
    ),
    "trend": Kind(
        GapQuestion, trend.examined_name, trend.is_examined, _anybody, _trend, "/gaps/trend"
    ),
    "whatif": Kind(
        WhatIfQuestion,
        lambda model, question: whatif.place_of(model, question).name,
        whatif.is_examined,
        lambda model, question: bool(whatif.asked_of(model, question)),  # or it says what is amiss
        _what_if,
        "/whatif",
        "/whatif/chance",
    ),
}


def is_for_anybody(kind: JobKind, question: Question) -> bool:
    """Whether a reader without the token may begin it: what is usually asked, and any change.

    A change is always of one's own choice, and its work is bounded: a hundred maps at most. Of
    draws, which come with the answer on smaller maps, there are a few ways for each source.
    """
    if isinstance(question, GapQuestion) and kind != "scrutiny":
        return question.is_one_of_few
    return isinstance(question, WhatIfQuestion) or question.is_usual

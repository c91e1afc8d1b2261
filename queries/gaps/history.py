"""The log of repeated looks: the same table, version after version, and where a verdict changed."""

from collections.abc import Callable
from functools import partial

from graph_schema.gap_answers import GapTable
from graph_schema.log_answers import LoggedVerdict, VerdictChange, VerdictLog, VerdictsOfVersion
from graph_schema.vocabularies import Verdict
from queries.at_once import Turn
from queries.errors import BadQuestionError
from queries.gaps.sectors import GapQuestion, sector_gaps
from queries.readmodel.open import ReadModel

At = Callable[[int], ReadModel]
"""The read model of a version; BadQuestionError where it was never published."""
FIVE, MOST = 5, 10


def verdict_log(
    model: ReadModel,
    at: At,
    question: GapQuestion | None = None,
    *,
    versions: int = FIVE,
    turn: Turn = None,
    at_once: bool = False,
) -> VerdictLog:
    """The tables of this version and of those before it; each is made once and kept with its own.

    All by the specification asked for and this program, so that only the data differs between
    them. A version that does not have what is asked about has no verdicts. ``at_once``: nor has one
    whose null draws take long and are not kept yet.
    """
    question = question if question is not None else GapQuestion()
    ask = partial(sector_gaps, question=question, turn=turn, at_once=at_once)
    newest = ask(model)
    found: list[tuple[ReadModel, GapTable | None]] = [(model, newest)]
    for number in range(model.version - 1, 0, -1):
        if len(found) == versions:
            break
        try:
            earlier = at(number)
        except BadQuestionError:
            continue  # a number that was given to a run and never published
        found.append((earlier, _table(earlier, ask)))
    return VerdictLog(
        data_version=model.version,
        exploratory=newest.exploratory,
        scope=question.scope,
        looks=sum(table is not None and table.not_computed is None for _, table in found),
        names_sv=newest.labels("sv"),
        names_en=newest.labels("en"),
        versions=_versions(found),
    )


def _versions(found: list[tuple[ReadModel, GapTable | None]]) -> tuple[VerdictsOfVersion, ...]:
    tables = [table for _, table in found]
    return tuple(
        VerdictsOfVersion(
            version=read.version,
            published_at=read.published_at,
            pairs=_verdicts(table),
            changed=_changed(tables[place + 1], table) if place + 1 < len(tables) else (),
        )
        for place, (read, table) in enumerate(found)
    )


def _table(model: ReadModel, ask: Callable[[ReadModel], GapTable]) -> GapTable | None:
    try:
        return ask(model)
    except BadQuestionError:
        return None


def _verdicts(table: GapTable | None) -> tuple[LoggedVerdict, ...]:
    if table is None:
        return ()
    return tuple(
        LoggedVerdict(
            a=pair.a,
            b=pair.b,
            verdict=pair.verdict,
            ratio=pair.ratio,
            q=pair.q,
            coverage=pair.coverage,
        )
        for pair in table.pairs
    )


def _changed(before: GapTable | None, after: GapTable | None) -> tuple[VerdictChange, ...]:
    old = {(pair.a, pair.b): pair.verdict for pair in _verdicts(before)}
    new = {(pair.a, pair.b): pair.verdict for pair in _verdicts(after)}
    return tuple(
        VerdictChange(a=a, b=b, before=old.get((a, b)), after=new.get((a, b)))
        for a, b in dict.fromkeys((*new, *old))
        if old.get((a, b)) is not new.get((a, b))
        and Verdict.NOT_COMPUTED not in (old.get((a, b)), new.get((a, b)))
    )

"""The sector table without draws, where strata are large enough; else the one that was sampled."""

from math import sqrt
from typing import TYPE_CHECKING

from graph_schema.gap_answers import GapTable, SectorPair
from graph_schema.groupings import NOT_COMPARED
from graph_schema.live_answers import LivePair, LiveTable
from graph_schema.vocabularies import Verdict
from queries.at_once import Turn
from queries.gaps.grouping import Groups
from queries.gaps.sectors import GapQuestion, grouped_participations, sector_gaps
from queries.gaps.verdicts import SUPPRESSED_OR_SHORT, verdict_before_test
from queries.readmodel.open import ReadModel

UNTESTED = (*SUPPRESSED_OR_SHORT, Verdict.NOT_COMPUTED)
if TYPE_CHECKING:
    from queries.gaps.closed_form import Allowed, Moments
    from queries.gaps.meetings import Meetings


def live(
    model: ReadModel,
    question: GapQuestion | None = None,
    *,
    turn: Turn = None,
    at_once: bool = False,
) -> LiveTable:
    """T, E, SD, z and R of every pair: exploratory, without p or verdict.

    By the closed form where rule 9 of the method allows it; below that, and where it finds no fit,
    the figures are those of the sampled table, and the answer says which it is. ``at_once``:
    without them where they take long and are not kept yet.
    """
    from queries.gaps import meetings as counting  # compiled code, loaded when needed
    from queries.gaps.bicm import NotFittedError
    from queries.gaps.closed_form import CLOSED_FORM, closed_form, rule_nine

    question = question if question is not None else GapQuestion()
    columns, groups = grouped_participations(model, question)
    part = counting.tested(columns, role_aware=question.role_aware)
    allowed, found = rule_nine(part), None
    if allowed.allowed:
        try:
            found = closed_form(part, len(groups))
        except NotFittedError:
            found = None
    if found is not None:
        pairs = _pairs(counting.meetings(part, len(groups)), found, groups)
        return _table(model, question, allowed, pairs, CLOSED_FORM)
    table = sector_gaps(model, question, turn=turn, at_once=at_once)
    sampled = tuple(_sampled(pair) for pair in table.pairs)
    told = _table(model, question, allowed, sampled, _algorithm(table), drawn=True)
    return told.model_copy(update={"not_computed": table.not_computed})


def _algorithm(table: GapTable) -> str:
    null = table.parameters.null
    return null.algorithm if table.not_computed else f"{null.draws} draws: {null.algorithm}"


def _table(
    model: ReadModel,
    question: GapQuestion,
    allowed: "Allowed",
    pairs: tuple[LivePair, ...],
    method: str,
    *,
    drawn: bool = False,
) -> LiveTable:
    return LiveTable(
        data_version=model.version,
        scope=question.scope,
        role_aware=question.role_aware,
        method=method,
        closed_form=not drawn,
        participations=allowed.participations,
        mean_per_stratum=allowed.mean_per_stratum,
        pairs=pairs,
    )


def _pairs(counted: "Meetings", found: "Moments", groups: Groups) -> tuple[LivePair, ...]:
    compared = [place for place, group in enumerate(groups) if group not in NOT_COMPARED]
    return tuple(
        _pair(counted, found, groups, (s, t)) for n, s in enumerate(compared) for t in compared[n:]
    )


def _pair(counted: "Meetings", found: "Moments", groups: Groups, cell: tuple[int, int]) -> LivePair:
    a, b = (str(groups[place]) for place in cell)
    actors = int(min(counted.actors[place] for place in cell))
    share = float(counted.coverage[cell])
    coverage = None if share != share else share  # noqa: PLR0124 - nan is no number
    given = int(min(counted.given[place] for place in cell))
    early = verdict_before_test(actors, coverage, given)
    if early is not None and early.hides:
        return LivePair(a=a, b=b, state=early)
    observed, expected = int(counted.observed[cell]), float(found.expected[cell])
    shown = LivePair(a=a, b=b, state=early, observed=observed, expected=expected, coverage=coverage)
    if early is not None:
        return shown
    sd = sqrt(max(float(found.variance[cell]), 0.0))
    return shown.model_copy(
        update={
            "sd": sd,
            "z": (observed - expected) / sd if sd > 0 else None,
            "ratio": observed / expected if expected > 0 else None,
        }
    )


def _sampled(pair: SectorPair) -> LivePair:
    untested = pair.verdict in UNTESTED
    return LivePair(
        a=pair.a,
        b=pair.b,
        state=pair.verdict if untested else None,
        observed=pair.observed,
        expected=pair.expected,
        sd=pair.sd,
        z=pair.z,
        ratio=pair.ratio,
        coverage=pair.coverage,
    )

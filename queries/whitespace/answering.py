"""From the numbers of a table to the answer people and programs get."""

from math import isnan

import numpy as np

from graph_schema.job_answers import NotComputed
from graph_schema.vocabularies import Verdict
from graph_schema.whitespace_answers import (
    ArenaCounts,
    LabelNull,
    LabelStratum,
    Line,
    NeedTest,
    TripleCounts,
    WhitespaceCell,
    WhitespaceParameters,
    WhitespaceTable,
)
from queries.at_once import if_long
from queries.coverage.lists import ParticipantLists, participant_lists
from queries.gaps.null_model import CHAINS
from queries.lookup.sensitive import hides_few, is_public
from queries.readmodel.open import ReadModel
from queries.steps import Step
from queries.whitespace import label_null, verdicts
from queries.whitespace.arenas import DRAWS_VERSION, STRATA
from queries.whitespace.independence import Bools, Counts, Floats
from queries.whitespace.labels import lists_of
from queries.whitespace.lines import DIMENSIONS
from queries.whitespace.needs import needs
from queries.whitespace.question import Laid, WhitespaceQuestion
from queries.whitespace.shrinkage import Shrunk, prior_of, shrunk
from queries.whitespace.table import (
    Compared,
    Counted,
    compare,
    counted,
    residuals,
    without_draws,
)
from queries.whitespace.telling import told_together
from queries.whitespace.triples import triples_of

Place = tuple[int, int]


def answered(
    model: ReadModel, question: WhitespaceQuestion, laid: Laid, *, step: Step | None = None
) -> WhitespaceTable:
    """The whole table: compared, judged, ranked, and with hidden what a reader may not see."""
    compared = compare(
        laid.labelled, laid.facts, least_draws=question.draws, seed=question.seed, step=step
    )
    return _answer(model, question, laid, compared)


def answered_at_once(
    model: ReadModel, question: WhitespaceQuestion, laid: Laid
) -> WhitespaceTable | None:
    """The table without draws, and without what hangs on them; None where they do not take long."""
    found, lacking = _before_draws(question, laid)
    if lacking is None:
        return None
    answer = _answer(model, question, laid, without_draws(found, laid.facts))
    return answer.model_copy(update={"not_computed": lacking})


def lacking_at_once(question: WhitespaceQuestion, laid: Laid) -> NotComputed | None:
    """What an answer at once would lack."""
    return _before_draws(question, laid)[1]


def _before_draws(question: WhitespaceQuestion, laid: Laid) -> tuple[Counted, NotComputed | None]:
    found = counted(laid.labelled, laid.facts, least_draws=question.draws)
    return found, if_long(found.steps, found.draws)


def _answer(
    model: ReadModel, question: WhitespaceQuestion, laid: Laid, compared: Compared
) -> WhitespaceTable:
    lists = participant_lists(model, question.scope)
    return WhitespaceTable(
        data_version=model.version,
        exploratory=question.is_exploratory,
        parameters=_parameters(question, laid, compared),
        arenas=_counts(laid, compared),
        sources=laid.sources,
        rows=_lines(model, laid, 0),
        columns=_lines(model, laid, 1),
        cells=_cells(
            laid,
            compared,
            _known_shares(model, question, laid, lists),
            # Of one line alone, where others are told, it would follow from how many lack a label.
            compared.comparable & (not _kept_back(model, question, laid).any()),
        ),
        strata=_strata(compared),
        triples=_triple_counts(model, question),
        triples_hidden=not _tells_triples(model, question),
        hidden=int(laid.unseen.cells.sum()),
        partners_known_share=lists.share(laid.asked),
    )


def _known_shares(
    model: ReadModel, question: WhitespaceQuestion, laid: Laid, lists: ParticipantLists
) -> Floats:
    """Of every cell the share of its arenas with complete lists; nan where that is not told.

    Of anything sensitive the public is not told it: sums of complete lists by row and column, which
    other answers tell, would close in on a hidden cell.
    """
    known, complete = (
        laid.labelled.counts(np.flatnonzero(each[laid.chosen]))
        for each in (lists.known, lists.complete)
    )
    found = np.full(known.shape, np.nan)
    np.divide(complete, known, out=found, where=(known > 0) & ~_kept_back(model, question, laid))
    return found


def _kept_back(model: ReadModel, question: WhitespaceQuestion, laid: Laid) -> Bools:
    """The cells of anything sensitive, of which the public is told no more than their arenas."""
    if hides_few(model, question.scope):
        return np.ones(laid.unseen.cells.shape, np.bool_)
    sensitive = laid.rows.sensitive[:, None] | laid.columns.sensitive[None, :]
    return np.asarray(sensitive & is_public(model))


def _cells(
    laid: Laid, compared: Compared, known: Floats, told: Bools
) -> tuple[WhitespaceCell, ...]:
    """Every cell; of those ``told`` also what arenas that lack a label may change."""
    total = compared.observed + compared.outside
    needed = _needed(total, laid)
    ranked = _ranked(compared)
    left = residuals(compared)
    found = []
    for r, c in np.ndindex(total.shape):
        at = (int(r), int(c))
        row, column = laid.rows.refs[at[0]].id, laid.columns.refs[at[1]].id
        if laid.unseen.cells[at]:
            found.append(WhitespaceCell(row=row, column=column, verdict=Verdict.SUPPRESSED))
            continue
        verdict, reason = compared.judged[at]
        cell = WhitespaceCell(
            row=row,
            column=column,
            verdict=verdict,
            reason=reason,
            residual=None if isnan(left[at]) else float(left[at]),
            need=needed.get(at),
            actors=int(laid.actors[at])
            if total[at] or verdict is not Verdict.NOT_COVERED
            else None,
            partners_known_share=None if isnan(known[at]) else float(known[at]),
            hangs_on_draws=at in compared.hangs
            if at in compared.tested or at in compared.hangs
            else None,
        )
        if told[at]:
            cell = cell.model_copy(update=_lacking(at, laid, compared))
        numbers = _numbers(at, compared) if compared.comparable[at] else {}
        seen = _seen(at, compared, verdict)
        found.append(cell.model_copy(update={**seen, **numbers, **ranked.get(at, {})}))
    return tuple(found)


def _lacking(at: Place, laid: Laid, compared: Compared) -> dict[str, object]:
    """How many arenas may belong to a cell, and what its gap is held against for such."""
    against = compared.against.get(at)
    worst = (
        {"worst_observed": against.filled, "worst_expected": against.least, "worst_q": against.q}
        if against is not None
        else {}
    )
    return {"may_belong": laid.facts.may_belong(at), **worst}


def _needed(total: Counts, laid: Laid) -> dict[Place, NeedTest]:
    """Every possible cell with a stated need: what that is held against, or that it is nothing."""
    outside = {
        (int(r), int(c)): NeedTest(need=float(laid.facts.need[r, c]), verdict=Verdict.NOT_COVERED)
        for r, c in np.argwhere(laid.facts.possible & laid.facts.need_left)
    }
    return {**outside, **needs(total, laid.facts)}


def _seen(at: Place, compared: Compared, verdict: Verdict) -> dict[str, int]:
    """What was counted; where no source covers the cell and none was seen, that is no nought."""
    observed, outside = int(compared.observed[at]), int(compared.outside[at])
    if verdict is Verdict.NOT_COVERED and not observed + outside:
        return {}
    return {"observed": observed, "outside": outside}


def _numbers(at: Place, compared: Compared) -> dict[str, object]:
    """What was computed for a cell that is comparable."""
    expected, observed = float(compared.expected[at]), int(compared.observed[at])
    tested, records = compared.tested.get(at), compared.arenas
    return {
        "expected": expected,
        "ratio": observed / expected if expected > 0 else None,
        "interval": verdicts.ratio_interval(observed, expected),
        "null_mean": None if compared.tally is None else float(compared.tally.mean[at]),
        "sd": None if compared.tally is None else float(compared.tally.sd[at]),
        **(vars(tested) if tested is not None else {}),
        "records_needed": verdicts.records_needed(records, expected),
        "records_needed_all": None
        if compared.tally is None  # in how many cells is not known
        else verdicts.records_needed(records, expected, len(compared.tested)),
    }


def _ranked(compared: Compared) -> dict[Place, dict[str, object]]:
    """The shrunk ratio of every compared cell, and its rank: the lowest is the first."""
    usable = compared.comparable & (compared.expected > 0)
    observed, expected = compared.observed[usable], compared.expected[usable]
    prior = prior_of(observed, expected)
    if prior is None:
        return {}
    places = [(int(r), int(c)) for r, c in np.argwhere(usable)]
    found = [shrunk(prior, int(o), float(e)) for o, e in zip(observed, expected, strict=True)]
    order = sorted(range(len(places)), key=lambda k: (found[k].median, places[k]))
    return {places[k]: _rank(found[k], rank) for rank, k in enumerate(order, 1)}


def _rank(found: Shrunk, rank: int) -> dict[str, object]:
    return {"shrunk": found.median, "shrunk_interval": (found.low, found.high), "rank": rank}


def _parameters(
    question: WhitespaceQuestion, laid: Laid, compared: Compared
) -> WhitespaceParameters:
    needed = needs(compared.observed + compared.outside, laid.facts)
    return WhitespaceParameters(
        rows=question.rows,
        columns=question.columns,
        level=question.level if "region" in (question.rows, question.columns) else None,
        scope=question.scope,
        null=LabelNull(
            algorithm=label_null.ALGORITHM,
            strata=STRATA,
            draws=0 if compared.tally is None else compared.tally.draws,
            chains=CHAINS,
            attempts_per_label=label_null.ATTEMPTS_PER_LABEL,
            seed=question.seed,
            draws_version=DRAWS_VERSION,
        ),
        family=len(compared.tested),
        need_family=sum(test.p_low is not None for test in needed.values()),
        need_stated=int(laid.facts.needed.sum()),
        need_left=int(laid.facts.need_left.sum()),
        expected_drawn=compared.is_drawn,
        impossible_stated=int((~laid.facts.possible).sum()),
        least_expected=verdicts.LEAST_EXPECTED,
        largest_q=verdicts.LARGEST_Q,
        gap_ratio=verdicts.GAP_RATIO,
        covered_ratio=verdicts.COVERED_RATIO,
        interval=verdicts.INTERVAL,
    )


def _counts(laid: Laid, compared: Compared) -> ArenaCounts:
    has_row = laid.rows.labels.per_arena[laid.asked] > 0
    has_column = laid.columns.labels.per_arena[laid.asked] > 0
    unplaced = laid.facts.unplaced
    return ArenaCounts(
        asked=int(laid.asked.size),
        without_either=int(np.count_nonzero(~has_row & ~has_column)),
        without_row=int(np.count_nonzero(~has_row & has_column)),
        without_column=int(np.count_nonzero(has_row & ~has_column)),
        not_comparable=int(laid.chosen.size) - compared.arenas,
        tested=compared.arenas,
        in_several_rows=int(np.count_nonzero(laid.labelled.rows.per_arena > 1)),
        in_several_columns=int(np.count_nonzero(laid.labelled.columns.per_arena > 1)),
        perhaps=0 if unplaced is None else unplaced.perhaps,
        perhaps_without_either=0 if unplaced is None else unplaced.neither,
    )


def _lines(model: ReadModel, laid: Laid, axis: int) -> tuple[Line, ...]:
    """Rows or columns with how many arenas have each label and one of the other dimension."""
    own = laid.rows if axis == 0 else laid.columns
    labels = laid.labelled.rows if axis == 0 else laid.labelled.columns
    arenas = np.bincount(labels.values, minlength=labels.count)
    untold = laid.unseen.rows if axis == 0 else laid.unseen.columns
    covered, sensitive = laid.covered[axis], own.sensitive
    lists = lists_of(model, own)
    return tuple(
        Line(
            label=ref,
            list_of=lists[k],
            arenas=None if untold[k] or not (covered[k] or arenas[k]) else int(arenas[k]),
            covered=bool(covered[k]),
            sensitive=bool(sensitive[k]),
        )
        for k, ref in enumerate(own.refs)
    )


def _strata(compared: Compared) -> tuple[LabelStratum, ...]:
    return tuple(
        LabelStratum(
            source=stratum.source,
            kind=stratum.kind,
            first_year=stratum.first_year,
            last_year=stratum.last_year,
            arenas=int(stratum.arenas.size),
            tested=bool(moves),
        )
        for stratum, moves in zip(compared.strata, compared.moving, strict=True)
    )


def _tells_triples(model: ReadModel, question: WhitespaceQuestion) -> bool:
    return told_together(model, question.scope, *DIMENSIONS)


def _triple_counts(model: ReadModel, question: WhitespaceQuestion) -> TripleCounts | None:
    found = triples_of(model, question) if _tells_triples(model, question) else None
    if found is None:
        return None
    verdict = [judged[0] for judged in found.judged]
    return TripleCounts(
        arenas=found.arenas,
        cells=found.cells,
        tested=len(found.places),
        gaps=verdict.count(Verdict.GAP),
        covered=verdict.count(Verdict.COVERED),
        as_expected=verdict.count(Verdict.AS_EXPECTED),
        cannot_tell=found.cells - len(verdict) + verdict.count(Verdict.CANNOT_TELL),
    )

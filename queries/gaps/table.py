"""The sector table: observed against expected co-participations, a verdict for every pair."""

from dataclasses import dataclass, replace
from itertools import combinations_with_replacement
from math import isnan
from typing import Any

import numpy as np

from graph_schema import gap_answers
from graph_schema.coverage_answers import LEAST_COVERAGE
from graph_schema.gap_answers import GapTable, SectorPair, TableScope
from graph_schema.groupings import NOT_COMPARED
from graph_schema.vocabularies import Verdict
from queries.gaps import intervals, label_null, null_model, strata, verdicts
from queries.gaps.grouping import Groups
from queries.gaps.hanging import hangs_on, reach
from queries.gaps.meetings import (
    Meetings,
    Tested,
    actors_per_class,
    class_counts,
    meetings,
    not_tested_share,
    rows_without_stratum,
    tested,
)
from queries.gaps.participations import SAMPLER_VERSION, Bools, Ints, Participations
from queries.gaps.testing import (
    NOTHING,
    Early,
    NullSettings,
    Pair,
    Tests,
    family,
    run_tests,
)
from queries.steps import Step, silent

QValues = dict[Pair, float]


@dataclass(frozen=True)
class Cell:
    """The arenas behind one pair, most co-participations first, and who took part in them.

    ``met`` sums to the pair's T. The last two columns go together: one row per participation of
    an actor of either sector. ``least_actors`` is how many actors of the smaller of the two sectors
    take part in tested arenas: what decides whether the pair is shown. ``untested`` are the same
    of arenas that chance cannot move, where they meet beside the table.
    """

    arena: Ints
    of_a: Ints
    of_b: Ints
    met: Ints
    actor: Ints
    actor_arena: Ints
    least_actors: int
    untested: "Cell | None" = None


def sector_table(
    participations: Participations,
    *,
    sectors: Groups,
    data_version: int,
    null: NullSettings | None = None,
    scope: TableScope | None = None,
    exploratory: bool = False,
    drawn: bool = True,
    step: Step = silent,
) -> GapTable:
    """Test every pair of known sectors; ``sectors[k]`` is what class k of the columns stands for.

    Actors of unknown sector take part in the draws and are compared with nobody. The family is
    every pair that is neither suppressed nor short of data and has E ≥ 1; one short of data shows T
    and E alone. Unless ``drawn`` only what was counted; what ``step`` raises ends the draws.
    """
    settings = null or NullSettings()
    asked = scope or TableScope()
    _require_classes(participations, sectors)
    part = tested(participations, role_aware=settings.role_aware)
    counted = meetings(part, len(sectors))
    early = _verdicts_before_test(sectors, counted)
    compared = np.array([sector not in NOT_COMPARED for sector in sectors], np.bool_)
    tests = run_tests(part, counted, early, compared, settings, step) if drawn else NOTHING
    q_values = _q_of_both(tests, early)
    pairs = tuple(
        _pair(sectors, cell, counted, verdict, tests, q_values) for cell, verdict in early.items()
    )
    return GapTable(
        data_version=data_version,
        exploratory=exploratory,
        parameters=_parameters(settings, asked, tests.draws.made, len(q_values[0])),
        not_tested_share=not_tested_share(part),
        participations=_participation_counts(part, sectors, counted),
        sectors=_sector_summaries(sectors, counted),
        strata=_stratum_summaries(part),
        pairs=pairs,
        whole=tests.whole,
    )


def cell(participations: Participations, a: int, b: int, *, role_aware: bool = True) -> Cell:
    """Open the cell of classes a and b, equal on the diagonal, of the table with the same roles."""
    part = tested(participations, role_aware=role_aware)
    classes = max(a, b, int(participations.sector.max(initial=0))) + 1
    counts = class_counts(participations, classes)
    of_a, of_b = counts[:, a], counts[:, b]
    met = of_a * (of_a - 1) // 2 if a == b else of_a * of_b
    of_class = actors_per_class(part, classes)
    least = int(min(of_class[a], of_class[b]))

    def of(chosen: Bools) -> Cell:
        arenas = np.flatnonzero(chosen & (met > 0))
        arenas = arenas[np.argsort(-met[arenas], kind="stable")]
        inside = np.zeros(chosen.size, np.bool_)
        inside[arenas] = True
        rows = inside[participations.arena] & np.isin(
            participations.sector[participations.actor], (a, b)
        )
        actor, actor_arena = participations.actor[rows], participations.arena[rows]
        order = np.lexsort((actor, actor_arena))
        who = (actor[order].astype(np.int64), actor_arena[order].astype(np.int64))
        return Cell(arenas, of_a[arenas], of_b[arenas], met[arenas], *who, least)

    return replace(of(part.arenas), untested=of(~part.arenas))


def _require_classes(participations: Participations, sectors: Groups) -> None:
    if len(set(sectors)) != len(sectors):
        raise ValueError(f"sectors: each may stand once, got {[str(s) for s in sectors]}")
    column = participations.sector
    if column.size and not 0 <= int(column.min()) <= int(column.max()) < len(sectors):
        raise ValueError(
            f"column sector: expected indices from 0 to {len(sectors) - 1}, "
            f"got {int(column.min())} to {int(column.max())}"
        )


def _verdicts_before_test(sectors: Groups, counted: Meetings) -> Early:
    known = [k for k, sector in enumerate(sectors) if sector not in NOT_COMPARED]
    return {
        (s, t): verdicts.verdict_before_test(
            int(min(counted.actors[s], counted.actors[t])),
            _number(counted.coverage[s, t]),
            int(min(counted.given[s], counted.given[t])),
        )
        for s, t in combinations_with_replacement(known, 2)
    }


def _q_of_both(tests: Tests, early: Early) -> tuple[QValues, QValues]:
    tested_together = family(tests.estimates, early)
    first, labels = (_q_values(one, tested_together) for one in (tests.estimates, tests.by_labels))
    return first, labels


def _q_values(estimates: dict[Pair, verdicts.Estimate], tested_together: list[Pair]) -> QValues:
    """q of the pairs tested together by one null; nothing where it was not drawn."""
    found = [cell for cell in tested_together if cell in estimates]
    return dict(zip(found, verdicts.adjusted([estimates[cell].p for cell in found]), strict=True))


def _pair(
    sectors: Groups,
    cell: Pair,
    counted: Meetings,
    early: Verdict | None,
    tests: Tests,
    q_values: tuple[QValues, QValues],
) -> SectorPair:
    a, b = str(sectors[cell[0]]), str(sectors[cell[1]])
    if early is not None and early.hides:
        return SectorPair(a=a, b=b, verdict=early)
    shown = SectorPair(
        a=a,
        b=b,
        observed=int(counted.observed[cell]),
        verdict=early or Verdict.NOT_COMPUTED,
        coverage=_number(counted.coverage[cell]),
        coverage_tested=_number(counted.coverage_tested[cell]),
        coverage_all=_number(counted.coverage_all[cell]),
        arenas_tested=int(counted.either[cell]),
        arenas_met=int(counted.met[cell]),
    )
    found = tests.estimates.get(cell)
    if found is None:  # nothing is drawn yet
        return shown
    known = {
        "expected": found.expected,
        "expected_range": found.expected_range,
        "missing": found.expected - int(counted.observed[cell]),
    }
    compared = _tested(cell, found, tests, q_values) if early is None else {}
    return shown.model_copy(update={**known, **compared})


def _tested(
    cell: Pair, found: verdicts.Estimate, tests: Tests, q_values: tuple[QValues, QValues]
) -> dict[str, Any]:
    """What the tests add to a pair that is compared; ``q_values`` of the first null, of labels."""
    q, bounds = q_values[0].get(cell), tests.interval.get(cell)
    labels = tests.by_labels.get(cell)
    label_p = None if labels is None else labels.p
    interval = None if bounds is None else bounds.usual
    sides = tests.found_in.get(cell, ())
    hangs = hangs_on(reach(found, q, labels, bounds, tests.draws, found_in=sides))
    verdict = verdicts.verdict_after_test(q, found.ratio, label_p, interval)
    by_chance = q is None or q > verdicts.LARGEST_Q
    seen = (
        verdicts.least_visible(found.expected, found.sd, len(q_values[0])),
        verdicts.least_visible_by_labels(found.expected, labels),
    )
    return {
        **vars(found),
        "q": q,
        "label_p": label_p,
        "label_q": q_values[1].get(cell),
        "interval": interval,
        "least_visible": seen[0],
        "least_visible_by_labels": seen[1],
        "least_told": None if q is None else verdicts.least_told(found.expected, found.sd, *seen),
        "recording_ratio": verdicts.recording_ratio(verdict, found.ratio),
        "verdict": verdict,
        "slightly": verdict is Verdict.AS_EXPECTED and not by_chance,
        "hangs_on_draws": bool(hangs),
        "hangs_on": hangs,
    }


def _parameters(
    settings: NullSettings, scope: TableScope, draws: int, family: int
) -> gap_answers.GapParameters:
    return gap_answers.GapParameters(
        null=gap_answers.NullParameters(
            algorithm=null_model.ALGORITHM,
            strata=strata.STRATA,
            role_aware=settings.role_aware,
            draws=draws,
            chains=null_model.CHAINS,
            attempts_per_participation=null_model.ATTEMPTS_PER_PARTICIPATION,
            seed=settings.seed,
            sampler_version=SAMPLER_VERSION,
            labels=gap_answers.LabelNull(algorithm=label_null.algorithm(scope.by), draws=draws)
            if settings.labels
            else None,
        ),
        scope=scope,
        family=family,
        least_coverage=LEAST_COVERAGE,
        largest_q=verdicts.LARGEST_Q,
        largest_label_p=verdicts.LARGEST_LABEL_P,
        gap_ratio=verdicts.GAP_RATIO,
        surplus_ratio=verdicts.SURPLUS_RATIO,
        least_actors=verdicts.LEAST_ACTORS,
        least_stratum_participations=strata.LEAST_PARTICIPATIONS,
        least_stratum_arenas=strata.LEAST_ARENAS,
        resamples=intervals.RESAMPLES,
        interval_level=intervals.LEVEL,
    )


def _participation_counts(
    part: Tested, sectors: Groups, counted: Meetings
) -> gap_answers.ParticipationCounts:
    small, inside = rows_without_stratum(part), int(part.rows.sum())
    unknown = [k for k, sector in enumerate(sectors) if sector in NOT_COMPARED]
    return gap_answers.ParticipationCounts(
        given=int(part.rows.size),
        in_small_arenas=small,
        in_strata_without_switch=int(part.rows.size) - small - inside,
        tested=inside,
        tested_of_unknown_sector=int(counted.participations[unknown].sum()),
    )


def _sector_summaries(sectors: Groups, counted: Meetings) -> tuple[gap_answers.SectorSummary, ...]:
    return tuple(
        gap_answers.SectorSummary(
            sector=str(sector),
            sv=sector.sv,
            en=sector.en,
            actors=int(counted.actors[k]),
            participations=int(counted.participations[k]),
            tested=sector not in NOT_COMPARED,
        )
        for k, sector in enumerate(sectors)
    )


def _stratum_summaries(part: Tested) -> tuple[gap_answers.StratumSummary, ...]:
    numbers = {table.number for table in part.tables}
    return tuple(
        gap_answers.StratumSummary(
            name=stratum.name,
            source=stratum.source,
            kind=stratum.kind,
            first_year=stratum.first_year,
            last_year=stratum.last_year,
            region=stratum.region,
            topic=stratum.topic,
            arenas=stratum.arenas,
            participations=stratum.participations,
            tested=number in numbers,
        )
        for number, stratum in enumerate(part.stratification.strata)
    )


def _number(value: np.float64) -> float | None:
    return None if isnan(value) else float(value)

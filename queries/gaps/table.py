"""The sector table: observed against expected co-participations, a verdict for every pair."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations_with_replacement
from math import isnan

import numpy as np
from numpy.typing import NDArray

from graph_schema import gap_answers
from graph_schema.gap_answers import GapScope, GapTable, SectorPair
from graph_schema.vocabularies import Sector, Verdict
from queries.gaps import null_model, strata, verdicts
from queries.gaps.meetings import (
    Meetings,
    Tested,
    actors_per_class,
    class_counts,
    meetings,
    rows_without_stratum,
    tested,
)
from queries.gaps.participations import SAMPLER_VERSION, Ints, Participations

LEAST_DRAWS = 999
DRAWS_PER_TEST = 40  # so that the smallest possible p can pass the strictest BH cut
MORE_DRAWS = 10  # times as many when a decision hangs on Monte Carlo error
DEFAULT_SEED = 2021  # any number does; fixed, so that the published table is one table

_Cell = tuple[int, int]


@dataclass(frozen=True)
class NullSettings:
    """What a caller may choose about the null draws; ``workers`` changes the time taken alone."""

    seed: int = DEFAULT_SEED
    role_aware: bool = True
    least_draws: int = LEAST_DRAWS
    workers: int = 1


@dataclass(frozen=True)
class Cell:
    """The arenas behind one pair, most co-participations first, and who took part in them.

    ``met`` sums to the pair's T. The last two columns go together: one row per participation of
    an actor of either sector. ``least_actors`` is how many actors of the smaller of the two sectors
    take part in tested arenas: what decides whether the pair is shown.
    """

    arena: Ints
    of_a: Ints
    of_b: Ints
    met: Ints
    actor: Ints
    actor_arena: Ints
    least_actors: int


def sector_table(
    participations: Participations,
    *,
    sectors: Sequence[Sector],
    data_version: int,
    null: NullSettings | None = None,
    scope: GapScope | None = None,
) -> GapTable:
    """Test every pair of known sectors; ``sectors[k]`` is what class k of the columns stands for.

    Actors of unknown sector take part in the draws and are compared with nobody. The family is
    every pair that is neither suppressed nor short of data and has E ≥ 1; a pair short of data
    shows T and E, and is not compared. Draws ten times as many replace the first where a p lies
    too near its cut; each of the two is exact, the choice between them is not corrected for.
    """
    settings = null or NullSettings()
    _require_classes(participations, sectors)
    part = tested(participations, role_aware=settings.role_aware)
    counted = meetings(part, len(sectors))
    early = _verdicts_before_test(sectors, counted)
    draws, estimates = _estimates(part, counted, early, settings)
    q_values = _q_values(estimates, early)
    pairs = tuple(
        _pair(sectors, cell, counted, verdict, estimates.get(cell), q_values.get(cell))
        for cell, verdict in early.items()
    )
    return GapTable(
        data_version=data_version,
        parameters=_parameters(settings, scope or GapScope(), draws, len(q_values)),
        not_tested_share=_not_tested_share(part),
        participations=_participation_counts(part, sectors, counted),
        sectors=_sector_summaries(sectors, counted),
        strata=_stratum_summaries(part),
        pairs=pairs,
    )


def cell(participations: Participations, a: int, b: int, *, role_aware: bool = True) -> Cell:
    """Open the cell of classes a and b, equal on the diagonal, of the table with the same roles."""
    part = tested(participations, role_aware=role_aware)
    classes = max(a, b, int(participations.sector.max(initial=0))) + 1
    counts = class_counts(participations, classes)
    of_a, of_b = counts[:, a], counts[:, b]
    met = of_a * (of_a - 1) // 2 if a == b else of_a * of_b
    arenas = np.flatnonzero(part.arenas & (met > 0))
    arenas = arenas[np.argsort(-met[arenas], kind="stable")]
    inside = np.zeros(part.arenas.size, np.bool_)
    inside[arenas] = True
    rows = inside[participations.arena] & np.isin(
        participations.sector[participations.actor], (a, b)
    )
    actor, actor_arena = participations.actor[rows], participations.arena[rows]
    order = np.lexsort((actor, actor_arena))
    of_class = actors_per_class(part, classes)
    return Cell(
        arenas,
        of_a[arenas],
        of_b[arenas],
        met[arenas],
        actor[order].astype(np.int64),
        actor_arena[order].astype(np.int64),
        int(min(of_class[a], of_class[b])),
    )


def _require_classes(participations: Participations, sectors: Sequence[Sector]) -> None:
    if len(set(sectors)) != len(sectors):
        raise ValueError(f"sectors: each may stand once, got {[s.value for s in sectors]}")
    column = participations.sector
    if column.size and not 0 <= int(column.min()) <= int(column.max()) < len(sectors):
        raise ValueError(
            f"column sector: expected indices from 0 to {len(sectors) - 1}, "
            f"got {int(column.min())} to {int(column.max())}"
        )


def _verdicts_before_test(
    sectors: Sequence[Sector], counted: Meetings
) -> dict[_Cell, Verdict | None]:
    known = [k for k, sector in enumerate(sectors) if sector is not Sector.UNKNOWN]
    return {
        (s, t): verdicts.verdict_before_test(
            int(min(counted.actors[s], counted.actors[t])), _number(counted.coverage[s, t])
        )
        for s, t in combinations_with_replacement(known, 2)
    }


def _estimates(
    part: Tested, counted: Meetings, early: dict[_Cell, Verdict | None], settings: NullSettings
) -> tuple[int, dict[_Cell, verdicts.Estimate]]:
    """Draws made, and the estimate of every pair that is shown.

    How many draws are made hangs on the counts, so that no E moves with what a source declares.
    """
    shown = [cell for cell, verdict in early.items() if verdict is not Verdict.SUPPRESSED]
    if not shown:
        return 0, {}
    draws = least_draws(len(shown), settings.least_draws)
    estimates = _drawn(part, counted, shown, settings, draws)
    untested = dict.fromkeys(early)
    for treated_as in (untested, early):
        family = _family(estimates, treated_as)
        if verdicts.near_cut([estimates[cell].p for cell in family], draws):
            draws = (draws + 1) * MORE_DRAWS - 1
            return draws, _drawn(part, counted, shown, settings, draws)
    return draws, estimates


def least_draws(family: int, asked: int = LEAST_DRAWS) -> int:
    """N ≥ max(999, 40·family − 1), such that N + 1 is shared evenly by the chains."""
    nodes = max(LEAST_DRAWS + 1, DRAWS_PER_TEST * family, asked + 1)
    return -(-nodes // null_model.CHAINS) * null_model.CHAINS - 1


def _drawn(
    part: Tested, counted: Meetings, cells: list[_Cell], settings: NullSettings, draws: int
) -> dict[_Cell, verdicts.Estimate]:
    sector: NDArray[np.int8] = np.array(part.participations.sector, np.int8)
    drawn = null_model.draw(
        part.tables,
        sector,
        counted.actors.size,
        draws=draws,
        seed=settings.seed,
        workers=settings.workers,
    )
    return {
        (s, t): verdicts.estimate(int(counted.observed[s, t]), drawn[:, s, t]) for s, t in cells
    }


def _family(
    estimates: dict[_Cell, verdicts.Estimate], early: dict[_Cell, Verdict | None]
) -> list[_Cell]:
    return [
        cell
        for cell, found in estimates.items()
        if early[cell] is None and found.expected >= verdicts.LEAST_EXPECTED
    ]


def _q_values(
    estimates: dict[_Cell, verdicts.Estimate], early: dict[_Cell, Verdict | None]
) -> dict[_Cell, float]:
    family = _family(estimates, early)
    q_values = verdicts.adjusted([estimates[cell].p for cell in family])
    return dict(zip(family, q_values, strict=True))


def _pair(
    sectors: Sequence[Sector],
    cell: _Cell,
    counted: Meetings,
    early: Verdict | None,
    found: verdicts.Estimate | None,
    q: float | None,
) -> SectorPair:
    a, b = sectors[cell[0]], sectors[cell[1]]
    if found is None:
        return SectorPair(a=a, b=b, verdict=Verdict.SUPPRESSED)
    shown = SectorPair(
        a=a,
        b=b,
        observed=int(counted.observed[cell]),
        expected=found.expected,
        verdict=Verdict.INSUFFICIENT_DATA,
        coverage=_number(counted.coverage[cell]),
        arenas_tested=int(counted.either[cell]),
        arenas_met=int(counted.met[cell]),
    )
    if early is not None:
        return shown
    verdict = verdicts.verdict_after_test(q, found.ratio)
    candidate = verdict in (Verdict.GAP, Verdict.SURPLUS)
    return shown.model_copy(
        update={**vars(found), "q": q, "verdict": verdict, "candidate": candidate}
    )


def _parameters(
    settings: NullSettings, scope: GapScope, draws: int, family: int
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
        ),
        scope=scope,
        family=family,
        least_coverage=verdicts.LEAST_COVERAGE,
        largest_q=verdicts.LARGEST_Q,
        gap_ratio=verdicts.GAP_RATIO,
        surplus_ratio=verdicts.SURPLUS_RATIO,
        least_actors=verdicts.LEAST_ACTORS,
        least_stratum_participations=strata.LEAST_PARTICIPATIONS,
        least_stratum_arenas=strata.LEAST_ARENAS,
    )


def _not_tested_share(part: Tested) -> float:
    """Share, of participations in arenas of two or more, whose stratum allows no switch."""
    in_strata = part.rows.size - rows_without_stratum(part)
    return 1 - int(part.rows.sum()) / in_strata if in_strata else 0.0


def _participation_counts(
    part: Tested, sectors: Sequence[Sector], counted: Meetings
) -> gap_answers.ParticipationCounts:
    small, inside = rows_without_stratum(part), int(part.rows.sum())
    unknown = [k for k, sector in enumerate(sectors) if sector is Sector.UNKNOWN]
    return gap_answers.ParticipationCounts(
        given=int(part.rows.size),
        in_small_arenas=small,
        in_strata_without_switch=int(part.rows.size) - small - inside,
        tested=inside,
        tested_of_unknown_sector=int(counted.participations[unknown].sum()),
    )


def _sector_summaries(
    sectors: Sequence[Sector], counted: Meetings
) -> tuple[gap_answers.SectorSummary, ...]:
    return tuple(
        gap_answers.SectorSummary(
            sector=sector,
            actors=int(counted.actors[k]),
            participations=int(counted.participations[k]),
            tested=sector is not Sector.UNKNOWN,
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
            arenas=stratum.arenas,
            participations=stratum.participations,
            tested=number in numbers,
        )
        for number, stratum in enumerate(part.stratification.strata)
    )


def _number(value: np.float64) -> float | None:
    return None if isnan(value) else float(value)

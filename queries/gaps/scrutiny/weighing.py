"""The table where every participation counts the same: a large arena no longer makes most of it.

An arena of h gives h(h − 1)/2 meetings, so that one consortium of twenty outweighs a hundred pairs.
With Newman's weights, Σ_p n_s n_t/(h_p − 1), it gives h/2 (Newman 2001, PRE 64:016132).
"""

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from graph_schema.gap_answers import GapTable
from graph_schema.groupings import NOT_COMPARED
from graph_schema.scrutiny_answers import Weighted
from graph_schema.vocabularies import Verdict
from queries.gaps import meetings as counting
from queries.gaps import verdicts
from queries.gaps.label_null import permuted_sectors
from queries.gaps.participations import Bools, Participations
from queries.gaps.scrutiny.calibrating import null_tables
from queries.gaps.scrutiny.steps import Steps
from queries.gaps.testing import NullSettings, Pair, family

DRAWS = 999
STREAM = "labels of weighted meetings"
Floats = NDArray[np.float64]


def weighted(
    table: GapTable, columns: Participations, settings: NullSettings, steps: Steps
) -> Iterator[Weighted]:
    """Every pair that is tested, against both nulls; *cannot tell* is all that is not found."""
    part = counting.tested(columns, role_aware=settings.role_aware)
    tested = [pair for pair in table.pairs if pair.q is not None]
    if not tested:
        return
    classes = len(steps.groups)
    weight = _weights(columns)
    observed = _meetings(columns, columns.sector, part.arenas, weight, classes)
    null = null_tables(columns, settings, DRAWS)
    drawn = np.array([_meetings(t, t.sector, part.arenas, weight, classes) for t in null])
    compared = np.array([group not in NOT_COMPARED for group in steps.groups])
    labels = None
    if settings.labels:
        labels = np.array(list(_permuted(part, weight, compared, settings.seed)))
    cells = [steps.cell(pair) for pair in tested]
    found = {cell: verdicts.estimate(float(observed[cell]), drawn[:, *cell]) for cell in cells}
    q_values = _q_values(found)
    for pair, cell in zip(tested, cells, strict=True):
        label_p, q = _p(observed, labels, cell), q_values.get(cell)
        yield Weighted(
            a=pair.a,
            b=pair.b,
            observed=float(observed[cell]),
            expected=found[cell].expected,
            ratio=found[cell].ratio,
            q=q,
            label_p=label_p,
            verdict=verdicts.verdict_after_test(q, found[cell].ratio, label_p, None),
        )
    steps.one()


def _p(observed: Floats, labels: Floats | None, cell: Pair) -> float | None:
    if labels is None:
        return None
    return verdicts.estimate(float(observed[cell]), labels[:, *cell]).p


def _q_values(found: dict[Pair, verdicts.Estimate]) -> dict[Pair, float]:
    early: dict[Pair, Verdict | None] = dict.fromkeys(found)
    together = family(found, early)
    adjusted = verdicts.adjusted([found[cell].p for cell in together])
    return dict(zip(together, adjusted, strict=True))


def _weights(columns: Participations) -> Floats:
    """1/(h − 1) of every arena; those of one have no meeting to weigh."""
    size = np.bincount(columns.arena, minlength=columns.arena_source.size)
    return np.where(size > 1, 1 / np.maximum(size - 1, 1), 0.0)


def _meetings(
    columns: Participations,
    sector: NDArray[np.integer[Any]],
    arenas: Bools,
    weight: Floats,
    classes: int,
) -> Floats:
    """Σ_p w_p n_ps n_pt, and within a class Σ_p w_p n_ps(n_ps − 1)/2, over tested arenas."""
    cells = columns.arena.astype(np.int64) * classes + sector[columns.actor]
    counts = np.bincount(cells, minlength=weight.size * classes).reshape(-1, classes)[arenas]
    own = weight[arenas][:, None] * counts
    found = own.T @ counts
    within = np.arange(classes)
    found[within, within] = (own * (counts - 1) / 2).sum(axis=0)
    return np.asarray(found, np.float64)


def _permuted(
    part: counting.Tested, weight: Floats, compared: Bools, seed: int
) -> Iterator[Floats]:
    """The same with labels changing places among actors alike (the second null)."""
    random = np.random.default_rng([seed, *STREAM.encode()])
    for sector in permuted_sectors(part, compared, random, DRAWS):
        yield _meetings(part.participations, sector, part.arenas, weight, compared.size)

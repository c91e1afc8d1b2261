"""The whole test on null draws of the very table it is made for: what it claims there is wrong."""

from collections.abc import Iterator

import numpy as np

from graph_schema.scrutiny_answers import Calibration
from queries.gaps import meetings as counting
from queries.gaps.null_model import stream
from queries.gaps.participations import Participations
from queries.gaps.sampler import advance
from queries.gaps.scrutiny.steps import FOUND, Steps
from queries.gaps.testing import NullSettings

TABLES = 200
SWEEPS = 20  # attempts per participation between two tables: what forgets the data (method 0, 4)
LARGEST_P = 0.05
STREAM = "null draws for calibration"


def calibrate(columns: Participations, settings: NullSettings, steps: Steps) -> Calibration:
    """Send 200 null draws through the pipeline and count what it finds in them.

    Each draw keeps strata, roles, activities, sizes and what is known of lists. It is for the pair
    tests what a placebo is for a drug.
    """
    p_values: list[tuple[float, float]] = []
    with_verdict = 0
    for drawn in null_tables(columns, settings, TABLES):
        table = steps.table(drawn, settings)
        with_verdict += any(pair.verdict in FOUND for pair in table.pairs)
        p_values += [
            (pair.p, pair.label_p if pair.label_p is not None else pair.p)
            for pair in table.pairs
            if pair.q is not None and pair.p is not None
        ]
    tested = np.array(p_values).reshape(-1, 2) <= LARGEST_P
    return Calibration(
        tables=TABLES,
        tested_pairs=len(p_values),
        false_positives=float(tested[:, 0].mean()) if p_values else None,
        both=float(tested.all(axis=1).mean()) if p_values else None,
        with_verdict=with_verdict / TABLES,
    )


def null_tables(
    columns: Participations, settings: NullSettings, count: int
) -> Iterator[Participations]:
    """Null draws of the table, one after the other along a chain; what cannot move stays."""
    part = counting.tested(columns, role_aware=settings.role_aware)
    actor = columns.actor.astype(np.int32)
    states = [table.actor.copy() for table in part.tables]
    streams = [stream(settings.seed, f"{STREAM}\x1e{table.key}", 0) for table in part.tables]
    for _ in range(count):
        again = actor.copy()
        for table, state, random in zip(part.tables, states, streams, strict=True):
            advance(state, table.slots, SWEEPS * state.size, random)
            again[table.rows] = state
        yield Participations(**{**vars(columns), "actor": again})

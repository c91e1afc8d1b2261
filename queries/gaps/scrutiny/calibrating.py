"""The whole test on draws of the very table it is made for: what it claims there is wrong.

There are two, for the two nulls part in what they leave of the table. Redrawn participations break
up every team that keeps together, so that they cannot tell how often such teams deceive the test;
permuted labels leave the network as it is, and take it that who is of which sector is chance among
actors alike.
"""

from collections.abc import Iterator

import numpy as np

from graph_schema.groupings import NOT_COMPARED
from graph_schema.scrutiny_answers import Calibration
from queries.gaps import meetings as counting
from queries.gaps.grouping import Groups
from queries.gaps.label_null import permuted_sectors
from queries.gaps.null_model import stream
from queries.gaps.participations import Participations
from queries.gaps.sampler import advance
from queries.gaps.scrutiny.steps import FOUND, Steps
from queries.gaps.testing import NullSettings
from queries.gaps.verdicts import LARGEST_Q, stands_corrected
from queries.voice.counting import wilson

TABLES = 200
SWEEPS = 20  # attempts per participation between two tables: what forgets the data (method 0, 4)
LARGEST_P = 0.05
STREAM = "null draws for calibration"
LABELS = "labels for calibration"


def calibrate(columns: Participations, settings: NullSettings, steps: Steps) -> Calibration:
    """Send 200 null draws through the pipeline and count what it finds in them.

    Each draw keeps strata, roles, activities, sizes and what is known of lists. It is for the pair
    tests what a placebo is for a drug, as far as participations are independent of each other.
    """
    return _counted(null_tables(columns, settings, TABLES), settings, steps)


def calibrate_by_labels(
    columns: Participations, settings: NullSettings, steps: Steps
) -> Calibration | None:
    """The same with labels permuted and the network as it is; None without a second null."""
    if not settings.labels:
        return None
    return _counted(labelled_tables(columns, settings, steps.groups, TABLES), settings, steps)


def _counted(drawn: Iterator[Participations], settings: NullSettings, steps: Steps) -> Calibration:
    p_values: list[tuple[float, float]] = []
    with_verdict = corrected = with_figure = 0
    for columns in drawn:
        table = steps.table(columns, settings)
        told = [pair for pair in table.pairs if pair.verdict in FOUND]
        with_verdict += bool(told)
        corrected += any(stands_corrected(pair.label_q) for pair in told)
        with_figure += any(each.q is not None and each.q <= LARGEST_Q for each in table.whole)
        p_values += [
            (pair.p, pair.label_p if pair.label_p is not None else pair.p)
            for pair in table.pairs
            if pair.q is not None and pair.p is not None
        ]
    tested = np.array(p_values).reshape(-1, 2) <= LARGEST_P
    low, high = wilson(with_verdict, TABLES) or (0.0, 1.0)
    return Calibration(
        tables=TABLES,
        tested_pairs=len(p_values),
        false_positives=float(tested[:, 0].mean()) if p_values else None,
        both=float(tested.all(axis=1).mean()) if p_values else None,
        with_verdict=with_verdict / TABLES,
        with_verdict_low=low,
        with_verdict_high=high,
        with_corrected=corrected / TABLES,
        with_figure=with_figure / TABLES,
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


def labelled_tables(
    columns: Participations, settings: NullSettings, groups: Groups, count: int
) -> Iterator[Participations]:
    """The table with its labels permuted, each time anew, among actors alike."""
    part = counting.tested(columns, role_aware=settings.role_aware)
    compared = np.array([group not in NOT_COMPARED for group in groups], np.bool_)
    random = np.random.default_rng([settings.seed, *LABELS.encode()])
    for sector in permuted_sectors(part, compared, random, count):
        yield Participations(**{**vars(columns), "sector": sector})

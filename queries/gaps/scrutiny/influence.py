"""Whether a verdict hangs on one large arena or one busy actor."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from graph_schema.gap_answers import GapTable
from graph_schema.scrutiny_answers import PairVerdict
from queries.gaps.participations import Participations, of_rows
from queries.gaps.scrutiny.steps import Steps
from queries.gaps.testing import NullSettings
from queries.readmodel.columns import Ints

LEFT_OUT = 10


class Without(NamedTuple):
    """What changes when one arena or actor is left out; ``number`` is its own."""

    number: int
    size: int
    changed: tuple[PairVerdict, ...]


def without_arenas(
    table: GapTable, columns: Participations, settings: NullSettings, steps: Steps
) -> Iterator[Without]:
    """Leave out each of the ten arenas with most participants, alone."""
    yield from _without_each(table, columns, columns.arena, (settings, steps))


def without_actors(
    table: GapTable, columns: Participations, settings: NullSettings, steps: Steps
) -> Iterator[Without]:
    """Leave out each of the ten most active actors, alone."""
    yield from _without_each(table, columns, columns.actor, (settings, steps))


def largest(owners: Ints) -> list[tuple[int, int]]:
    """Numbers and sizes of the ten that stand most often, of equals the first."""
    sizes = np.bincount(owners, minlength=1)
    order = np.argsort(-sizes, kind="stable")[:LEFT_OUT]
    return [(int(k), int(sizes[k])) for k in order if sizes[k]]


def _without_each(
    table: GapTable,
    columns: Participations,
    owners: Ints,
    running: tuple[NullSettings, Steps],
) -> Iterator[Without]:
    settings, steps = running
    for number, size in largest(owners):
        changed = steps.changed(table, of_rows(columns, owners != number), settings)
        yield Without(number, size, changed)

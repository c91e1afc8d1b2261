"""Small worlds of labelled arenas, written as lists of labels."""

from collections.abc import Sequence

import numpy as np

from queries.whitespace.arenas import LabelledArenas, Labels
from queries.whitespace.facts import CellFacts


def labels(lists: Sequence[Sequence[int]], count: int) -> Labels:
    """Labels from one list per arena."""
    arena = np.array([k for k, own in enumerate(lists) for _ in own], np.int64)
    label = np.array([each for own in lists for each in own], np.int64)
    return Labels.of(arena, label, len(lists), count)


def world(
    rows: Sequence[Sequence[int]],
    columns: Sequence[Sequence[int]],
    shape: tuple[int, int],
    *,
    sources: Sequence[int] | None = None,
) -> LabelledArenas:
    """Arenas as lists of row labels and of column labels; by default of one source and year."""
    arenas = len(rows)
    source = np.zeros(arenas, np.int64) if sources is None else np.array(sources, np.int64)
    return LabelledArenas(
        rows=labels(rows, shape[0]),
        columns=labels(columns, shape[1]),
        source=source,
        kind=np.zeros(arenas, np.int64),
        year=np.full(arenas, 2022, np.int64),
        source_names=tuple(f"source-{k}" for k in range(int(source.max(initial=0)) + 1)),
        kind_names=("Project",),
    )


def facts(shape: tuple[int, int]) -> CellFacts:
    """Everything is possible and covered, and no need is stated."""
    return CellFacts(np.ones(shape, np.bool_), np.ones(shape, np.bool_), np.full(shape, np.nan))


def random_world(
    seed: int,
    arenas: int,
    row_weights: Sequence[float],
    column_weights: Sequence[float],
    *,
    empty: tuple[int, int] | None = None,
) -> LabelledArenas:
    """Rows and columns drawn apart; one or two columns an arena; ``empty`` never has any."""
    generator = np.random.default_rng(seed)
    row_share = np.array(row_weights) / sum(row_weights)
    share = np.array(column_weights) / sum(column_weights)
    rows, columns = [], []
    for _ in range(arenas):
        row = int(generator.choice(row_share.size, p=row_share))
        own = share.copy()
        if empty is not None and row == empty[0]:
            own[empty[1]] = 0
        size = int(generator.integers(1, 3))
        drawn = generator.choice(share.size, size=size, replace=False, p=own / own.sum())
        rows.append([row])
        columns.append(drawn.tolist())
    return world(rows, columns, (row_share.size, share.size))

"""The null of labels against every table there is, and what it must keep."""

from collections.abc import Sequence

import numpy as np
import pytest

from queries.gaps.null_model import stream
from queries.whitespace.arenas import can_move, strata_of
from queries.whitespace.label_null import advance, draw, label_tables
from tests.gaps.gap_worlds import tables_with_margins
from tests.whitespace.white_worlds import random_world, world

ROWS = [[0], [0], [0, 1], [1], [1], [1]]
SHAPE = (2, 3)
Place = tuple[int, int]


def law(columns: Sequence[Sequence[int]], impossible: Sequence[Place]) -> tuple[np.ndarray, ...]:
    """Every table of counts that handing out the labels can give, and how often each comes."""
    sizes = [len(own) for own in columns]
    totals = [sum(label in own for own in columns) for label in range(SHAPE[1])]
    found: dict[tuple[int, ...], int] = {}
    for table in tables_with_margins(sizes, totals):
        counts = np.zeros(SHAPE, int)
        for arena, mask in enumerate(table):
            for row in ROWS[arena]:
                counts[row] += [mask >> label & 1 for label in range(SHAPE[1])]
        if not any(counts[at] for at in impossible):
            key = tuple(counts.reshape(-1).tolist())
            found[key] = found.get(key, 0) + 1
    weights = np.array(list(found.values()), float)
    return np.array(list(found), float), weights / weights.sum()


@pytest.mark.parametrize(
    ("columns", "impossible"),
    [
        ([[0, 1], [0], [0, 2], [1], [2], [1, 2]], []),
        # The third arena lies in both rows, and so may not have column 0 either.
        ([[0, 1], [2], [1], [1, 2], [2], [1]], [(1, 0)]),
    ],
    ids=["all possible", "one impossible"],
)
def test_the_draws_follow_the_law_of_all_tables(
    columns: list[list[int]], impossible: list[Place]
) -> None:
    tables, weights = law(columns, impossible)
    mean = weights @ tables
    sd = np.sqrt(weights @ (tables - mean) ** 2)
    here, possible = world(ROWS, columns, SHAPE), np.ones(SHAPE, np.bool_)
    for at in impossible:
        possible[at] = False
    observed = here.counts()

    tally = draw(label_tables(here, strata_of(here)), observed, possible, draws=39_999, seed=7)

    assert len(tables) > 3
    assert np.allclose(tally.mean.reshape(-1), mean, rtol=0, atol=0.03)
    assert np.allclose(tally.sd.reshape(-1), sd, rtol=0, atol=0.03)
    lower = weights @ (tables <= observed.reshape(-1))
    assert np.allclose((1 + tally.at_most.reshape(-1)) / 40_000, lower, rtol=0, atol=0.02)


def test_every_draw_keeps_what_arenas_and_labels_have() -> None:
    here = random_world(3, 120, [3, 2, 1, 1], [4, 3, 2, 1, 1])
    table = label_tables(here, strata_of(here))[0]
    forbidden = np.zeros((4, 5), np.bool_)
    forbidden[3, 0] = True
    label, random = table.label.copy(), stream(1, "kept", 0)
    held = here.rows.having(3)[table.places.arena] & (label == 0)

    for _ in range(20):
        advance(label, table.places, forbidden, 500, random)

        assert np.bincount(label, minlength=5).tolist() == np.bincount(table.label).tolist()
        pairs = np.unique(table.places.arena.astype(int) * 5 + label)
        assert pairs.size == label.size  # no arena has a label twice
        now = here.rows.having(3)[table.places.arena] & (label == 0)
        assert np.count_nonzero(now) <= np.count_nonzero(held)  # none came into the impossible cell
    assert np.count_nonzero(label != table.label) > 20


def test_equal_seeds_give_equal_draws_whatever_the_order_of_input() -> None:
    here = random_world(5, 80, [2, 1, 1], [3, 2, 1])
    arenas = np.arange(80)[::-1].copy()
    turned = world(
        [here.rows.of_arenas(arenas[k : k + 1]).values.tolist() for k in range(80)],
        [here.columns.of_arenas(arenas[k : k + 1]).values.tolist() for k in range(80)],
        (3, 3),
    )
    possible = np.ones((3, 3), np.bool_)

    once, again, other = (
        draw(label_tables(w, strata_of(w)), w.counts(), possible, draws=999, seed=seed)
        for w, seed in ((here, 1), (here, 1), (here, 2))
    )
    back = draw(
        label_tables(turned, strata_of(turned)), turned.counts(), possible, draws=999, seed=1
    )

    assert once.sum.tolist() == again.sum.tolist() != other.sum.tolist()
    assert turned.counts().tolist() == here.counts().tolist()
    # The slots stand in another order, so the draws differ; what they say does not.
    assert np.allclose(back.mean, once.mean, rtol=0, atol=0.5)


def test_draws_that_chains_cannot_share_are_refused() -> None:
    here = random_world(5, 40, [1, 1], [1, 1])

    with pytest.raises(ValueError, match="multiple of 8"):
        draw([], here.counts(), np.ones((2, 2), np.bool_), draws=1000, seed=1)


def test_strata_are_sources_and_never_joined() -> None:
    here = world([[0], [1]] * 40, [[0], [1]] * 40, (2, 2), sources=[0] * 50 + [1] * 30)

    strata = strata_of(here)

    assert [(s.source, s.arenas.size, s.first_year) for s in strata] == [
        ("source-0", 50, 2022), ("source-1", 30, 2022)]  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "columns", "moves"),
    [
        ([[0], [0], [0]], [[0], [1], [1]], False),  # all in one place
        ([[0], [1], [0]], [[1], [1], [1]], False),  # all on one theme
        ([[0], [1], [0]], [[0], [1], [1]], True),
        ([[0], [0, 1], [0]], [[0], [1], [1]], True),
    ],
)
def test_where_all_are_alike_nothing_can_be_compared(
    rows: list[list[int]], columns: list[list[int]], moves: bool
) -> None:
    here = world(rows, columns, (2, 2))

    assert can_move(here, strata_of(here)[0], np.ones((2, 2), np.bool_)) is moves

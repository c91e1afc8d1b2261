"""Whole tables: planted gaps are found, empty cells are not gaps, and chance gives next to none."""

import numpy as np
import pytest

from graph_schema.vocabularies import Verdict
from graph_schema.whitespace_answers import Reason
from queries.whitespace.facts import CellFacts
from queries.whitespace.needs import needs
from queries.whitespace.table import Compared, compare, counted, residuals
from tests.whitespace.white_worlds import facts, random_world, world

ROWS = [6, 5, 4, 3, 1]
COLUMNS = [6, 5, 5, 4, 3, 0.12]
SHAPE = (5, 6)


def with_verdict(found: Compared, verdict: Verdict) -> list[tuple[int, int]]:
    """The cells that got it."""
    return [at for at, judged in found.judged.items() if judged[0] is verdict]


def test_only_the_planted_cell_is_a_gap_and_small_empty_ones_cannot_tell() -> None:
    here = random_world(11, 1500, ROWS, COLUMNS, empty=(1, 2))

    found = compare(here, facts(SHAPE), seed=1)

    empty = [at for at in np.ndindex(SHAPE) if found.observed[at] == 0]
    assert with_verdict(found, Verdict.GAP) == [(1, 2)]
    assert found.expected[1, 2] > 50
    assert len(empty) > 1
    others = [found.judged[at] for at in empty if at != (1, 2)]
    assert others == [(Verdict.CANNOT_TELL, Reason.TOO_FEW_EXPECTED)] * len(others)
    assert all(found.expected[at] < 3 for at in empty if at != (1, 2))


def test_observed_and_expected_have_the_same_margins() -> None:
    found = compare(random_world(2, 300, ROWS, COLUMNS), facts(SHAPE), seed=1)

    for axis in (0, 1):
        sums = found.observed.sum(axis=axis), found.expected.sum(axis=axis)
        assert np.allclose(*sums, rtol=0, atol=1e-6)
    # The draws agree with it, which is where p comes from.
    error = np.abs(found.tally.mean - found.expected) / np.maximum(found.tally.sd, 0.3)
    assert float(error.max()) < 0.6


def test_chance_gives_hardly_any_verdict() -> None:
    worlds = [compare(random_world(seed, 400, ROWS, COLUMNS), facts(SHAPE), seed=seed)
              for seed in range(40)]  # fmt: skip

    told = [
        with_verdict(found, Verdict.GAP) + with_verdict(found, Verdict.COVERED) for found in worlds
    ]
    low = [t.p_low <= 0.05 for found in worlds for t in found.tested.values()]
    assert sum(bool(cells) for cells in told) <= 6  # 10 % of 40 expected at most, both sides
    assert 0.01 < float(np.mean(low)) < 0.09


def test_what_cannot_be_compared_stands_outside() -> None:
    # Source 1 holds events that all take place in row 0: they say nothing of where what is.
    rows = [[k % 2] for k in range(200)] + [[0]] * 100
    columns = [[k // 2 % 2] for k in range(200)] + [[0]] * 60 + [[1]] * 40
    here = world(rows, columns, (2, 2), sources=[0] * 200 + [1] * 100)

    found = compare(here, facts((2, 2)), seed=1)

    assert found.observed.tolist() == [[50, 50], [50, 50]]
    assert found.outside.tolist() == [[60, 40], [0, 0]]
    assert np.allclose(found.expected, 50)
    assert (found.arenas, found.moving.tolist()) == (200, [True, False])
    assert set(found.judged.values()) == {(Verdict.AS_EXPECTED, None)}


def test_a_row_alone_is_never_as_expected() -> None:
    found = compare(world([[0]] * 90, [[k % 3] for k in range(90)], (1, 3)), facts((1, 3)), seed=1)

    assert set(found.judged.values()) == {(Verdict.CANNOT_TELL, Reason.NOTHING_TO_COMPARE)}
    assert (found.arenas, found.tested) == (0, {})


def test_impossible_and_uncovered_cells_are_said_to_be_so_and_counted_nowhere() -> None:
    here = random_world(4, 600, ROWS, COLUMNS, empty=(0, 1))
    known = facts(SHAPE)
    known.possible[0, 1] = False
    known.covered[4, :] = False

    found = compare(here, known, seed=1)

    assert found.judged[0, 1] == (Verdict.IMPOSSIBLE, None)
    assert {found.judged[4, c] for c in range(6)} == {(Verdict.NOT_COVERED, None)}
    assert found.expected[0, 1] == 0
    assert found.expected[4].tolist() == [0] * 6
    assert with_verdict(found, Verdict.GAP) == []
    assert (0, 1) not in found.tested


def test_names_and_order_change_no_count_and_no_expectation() -> None:
    here = random_world(6, 200, ROWS, COLUMNS)
    order = np.random.default_rng(1).permutation(200)
    shuffled = world(
        [(4 - here.rows.of_arenas(order[k : k + 1]).values).tolist() for k in range(200)],
        [(5 - here.columns.of_arenas(order[k : k + 1]).values).tolist() for k in range(200)],
        SHAPE,
    )

    one, other = (compare(w, facts(SHAPE), seed=3) for w in (here, shuffled))

    assert other.observed[::-1, ::-1].tolist() == one.observed.tolist()
    assert np.allclose(other.expected[::-1, ::-1], one.expected, rtol=0, atol=1e-7)
    assert np.allclose(other.tally.mean[::-1, ::-1], one.tally.mean, rtol=0, atol=0.6)


def test_need_shares_out_what_there_is() -> None:
    # 80 arenas against needs 1 : 3 : 4; the fourth cell has no stated need and is no part of it.
    total = np.array([[60, 15], [5, 300]])
    known = CellFacts(np.ones((2, 2), np.bool_), np.ones((2, 2), np.bool_),
                      np.array([[100.0, 300.0], [400.0, np.nan]]))  # fmt: skip

    found = needs(total, known)

    assert {at: (test.expected, test.verdict) for at, test in found.items()} == {
        (0, 0): (10.0, Verdict.COVERED),
        (0, 1): (30.0, Verdict.GAP),
        (1, 0): (40.0, Verdict.GAP),
    }
    assert found[0, 1].ratio == pytest.approx(0.5)
    assert found[0, 1].interval == pytest.approx(
        (9.246 / 30, 23.097 / 30), abs=1e-3
    )  # Garwood's 15


def test_no_need_no_comparison() -> None:
    assert needs(np.ones((2, 2), np.int64), facts((2, 2))) == {}


def test_residuals_are_those_of_haberman() -> None:
    # 2 × 2 by hand: E = 12, (O − E)/√(12·(1 − 20/50)·(1 − 30/50)) = 8/√2.88.
    here = world([[0]] * 20 + [[1]] * 30, [[0]] * 30 + [[1]] * 20, (2, 2))

    left = residuals(counted(here, facts((2, 2))))

    assert left[0, 0] == pytest.approx(8 / 2.88**0.5)
    assert left[1, 0] == pytest.approx(-left[0, 0])


def test_residuals_stay_away_where_little_is_expected() -> None:
    columns = [[0], [1], [1], [0], [0], [0], *([[1]] * 90)]
    left = residuals(counted(world([[0]] * 3 + [[1]] * 93, columns, (2, 2)), facts((2, 2))))

    assert np.isnan(left[:1]).all()

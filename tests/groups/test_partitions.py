"""Agreement of partitions by counting every pair, and the vote."""

from itertools import combinations

import numpy as np
import pytest

from queries.groups.partitions import agreement, agreements, vote


@pytest.mark.parametrize(
    ("one", "two", "known"),
    [  # the first four as scikit-learn's documentation of adjusted_rand_score gives them
        ([0, 0, 1, 1], [1, 1, 0, 0], 1.0),
        ([0, 0, 1, 2], [0, 0, 1, 1], 4 / 7),
        ([0, 0, 0, 0], [0, 1, 2, 3], 0.0),
        ([0, 0, 1, 1], [0, 1, 0, 1], -0.5),
        ([0, 1, 2], [2, 0, 1], 1.0),
        ([0, 0, 0], [0, 0, 0], 1.0),
    ],
)
def test_agreement_of_small_partitions(one: list[int], two: list[int], known: float) -> None:
    assert agreement(np.array(one), np.array(two)) == pytest.approx(known, abs=1e-12)


@pytest.mark.parametrize("seed", range(6))
def test_agreement_is_what_counting_pairs_gives(seed: int) -> None:
    drawn = np.random.default_rng(seed)
    one, two = drawn.integers(0, 4, 40), drawn.integers(0, 6, 40)
    pairs = list(combinations(range(40), 2))
    in_one = [bool(one[i] == one[j]) for i, j in pairs]
    in_two = [bool(two[i] == two[j]) for i, j in pairs]
    both = sum(a and b for a, b in zip(in_one, in_two, strict=True))
    by_chance = sum(in_one) * sum(in_two) / len(pairs)
    known = (both - by_chance) / ((sum(in_one) + sum(in_two)) / 2 - by_chance)

    assert agreement(one, two) == pytest.approx(known, abs=1e-12)
    table = agreements(np.array([one, two, one]))
    assert table[0].tolist() == pytest.approx([1.0, known, 1.0])
    assert (table == table.T).all()


def test_fewer_than_two_nodes_neither_agree_nor_disagree() -> None:
    assert np.isnan(agreement(np.array([0]), np.array([0])))
    assert np.isnan(agreements(np.zeros((2, 0), np.int64))[0, 1])


def test_each_node_goes_where_most_runs_put_it_whatever_they_call_it() -> None:
    partitions = np.array([[0, 0, 0, 1, 1], [1, 1, 1, 0, 0], [5, 5, 2, 2, 2], [0, 0, 1, 1, 1]])

    group, votes = vote(partitions, reference=0)

    # Node 2 has two votes for each: the reference decides.
    assert group.tolist() == [0, 0, 0, 1, 1]
    assert votes.tolist() == [4, 4, 2, 4, 4]

"""The 2-switch chain: uniform, faithful to margins and roles, and the same on every machine."""

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.stats import chisquare

from queries.gaps.movable import any_switch, switch_anywhere
from queries.gaps.null_model import StratumTable, slots_of, stratum_tables
from queries.gaps.participations import Participations
from queries.gaps.sampler import advance, compiled, next_word
from queries.gaps.strata import stratify
from tests.gaps.gap_worlds import from_matrix, oracle, tables_with_margins, world

Masks = tuple[int, ...]


def only_table(participations: Participations, *, role_aware: bool = True) -> StratumTable:
    (table,) = stratum_tables(participations, stratify(participations), role_aware=role_aware)
    return table


def states(table: StratumTable, *, draws: int, attempts: int, seed: int) -> NDArray[np.int32]:
    """The actors of all slots after each of so many draws."""
    stream = np.array([seed, 2, 3, 4], np.uint64)
    actor = table.actor.copy()
    seen = np.empty((draws, actor.size), np.int32)
    for draw in range(draws):
        advance(actor, table.slots, attempts, stream)
        seen[draw] = actor
    return seen


def arena_of_slot(table: StratumTable) -> NDArray[np.int64]:
    return np.repeat(np.arange(table.slots.start.size - 1), np.diff(table.slots.start))


def tally(table: StratumTable, seen: NDArray[np.int32], roles: NDArray[np.int64]) -> Counter[Masks]:
    """How often each table was visited, as one mask of (role, arena) per actor."""
    bit = np.int64(1) << (arena_of_slot(table) + roles * (table.slots.start.size - 1))
    masks = np.zeros((len(seen), int(seen.max()) + 1), np.int64)
    for slot in range(seen.shape[1]):
        masks[np.arange(len(seen)), seen[:, slot]] += bit[slot]
    return Counter(map(tuple, masks.tolist()))


def test_random_words_are_those_of_the_published_generator() -> None:
    # Test vector of the Rust crate rand_xoshiro for state 1, 2, 3, 4.
    stream = np.array([1, 2, 3, 4], np.uint64)
    assert [int(next_word(stream)) for _ in range(10)] == [
        11520,
        0,
        1509978240,
        1215971899390074240,
        1216172134540287360,
        607988272756665600,
        16172922978634559625,
        8476171486693032832,
        10595114339597558777,
        2904607092377533576,
    ]


def whole_table(matrix: list[list[int]]) -> StratumTable:
    """A table with all its columns, also those of one actor, which no stratum would keep."""
    arena, actor = np.nonzero(np.array(matrix).T)
    nobody_leads = np.zeros(arena.size, np.bool_)
    slots = slots_of(arena, nobody_leads)
    places = np.unique(arena), np.arange(arena.size)
    return StratumTable(0, "example", *places, actor.astype(np.int32), slots)


def test_every_one_of_the_766_tables_is_visited_equally_often() -> None:
    example = oracle("exact_enumeration_sector_null")
    table = whole_table(example["first_matrix"])
    no_roles = np.zeros(table.actor.size, np.int64)
    visits = tally(table, states(table, draws=76_600, attempts=60, seed=1), no_roles)
    assert set(visits) == set(tables_with_margins(example["rows"], example["cols"]))
    assert len(visits) == example["n_matrices"]
    assert chisquare(list(visits.values())).pvalue > 0.001


@pytest.mark.parametrize("leads", [1, 2])
def test_role_aware_switches_visit_all_tables_with_these_roles(leads: int) -> None:
    arenas = [[0, 1, 2], [3, 2, 4], [1, 5, 0, 3]]
    table = only_table(world(arenas, [0] * 6, leads=leads))
    roles = np.concatenate([np.arange(len(arena)) >= leads for arena in arenas]).astype(np.int64)
    visits = tally(table, states(table, draws=20_000, attempts=60, seed=5), roles)
    assert set(visits) == set(tables_with_roles(arenas, leads))
    assert chisquare(list(visits.values())).pvalue > 0.001


def tables_with_roles(arenas: list[list[int]], leads: int) -> list[Masks]:
    """Every table with these numbers of leads and others per actor and arena, by enumeration."""
    actors = 1 + max(max(arena) for arena in arenas)

    def margins(parts: list[list[int]]) -> list[Masks]:
        rows = [sum(actor in part for part in parts) for actor in range(actors)]
        return list(tables_with_margins(rows, [len(part) for part in parts]))

    return [
        tuple(lead + (other << len(arenas)) for lead, other in zip(first, rest, strict=True))
        for first in margins([arena[:leads] for arena in arenas])
        for rest in margins([arena[leads:] for arena in arenas])
        if not any(lead & other for lead, other in zip(first, rest, strict=True))
    ]


@settings(max_examples=60, deadline=None)
@given(
    arenas=st.lists(
        st.lists(st.integers(0, 9), min_size=2, max_size=6, unique=True), min_size=1, max_size=12
    ),
    leads=st.integers(0, 2),
    seed=st.integers(1, 2**32),
)
def test_margins_and_roles_hold_after_every_draw(
    arenas: list[list[int]], leads: int, seed: int
) -> None:
    table = only_table(world(arenas, [0] * 10, leads=leads))
    where = arena_of_slot(table)
    role = np.concatenate([np.arange(len(arena)) >= leads for arena in arenas])

    def activity(actor: NDArray[np.int32]) -> list[tuple[int, bool]]:
        return sorted(zip(actor.tolist(), role.tolist(), strict=True))

    for actor in states(table, draws=15, attempts=7, seed=seed):
        assert activity(actor) == activity(table.actor)
        assert len(set(zip(actor.tolist(), where.tolist(), strict=True))) == actor.size


@pytest.mark.parametrize(
    ("arenas", "leads", "possible"),
    [
        ([[0, 1], [2, 3]], 0, True),
        ([[0, 1, 2]], 0, False),  # one arena: nowhere to go
        ([[0, 1], [0, 1]], 0, False),  # the same actors everywhere
        ([[0, 1], [0, 1, 2], [0, 1, 2, 3]], 0, False),  # each arena holds the one before
        ([[0, 1], [0, 2]], 1, True),  # the leads are one actor, but 1 and 2 may change places
        ([[0, 1], [2, 1]], 1, True),  # the leads may change places, the others may not
        ([[0, 1], [1, 2]], 1, False),  # 0 and 1 may not, as 1 is in both; nor 1 and 2
        ([[0, 1], [1, 2]], 0, True),  # without roles 0 and 2 may
    ],
)
def test_whether_a_switch_is_possible(
    arenas: list[list[int]], leads: int, *, possible: bool
) -> None:
    table = only_table(world(arenas, [0, 0, 0, 0], leads=leads))
    assert any_switch(table.actor, table.slots) is possible


def tries_every_pair(arenas: list[list[int]], leads: int) -> bool:
    """Whether two participations may change places: every two of one role are looked at."""
    slots = [
        (p, actor, n < leads) for p, arena in enumerate(arenas) for n, actor in enumerate(arena)
    ]
    return any(
        role == other_role and actor not in arenas[other_place] and other not in arenas[place]
        for place, actor, role in slots
        for other_place, other, other_role in slots
        if place != other_place
    )


@settings(max_examples=400, deadline=None)
@given(
    arenas=st.lists(
        st.lists(st.integers(0, 4), min_size=2, max_size=5, unique=True), min_size=1, max_size=6
    ),
    leads=st.integers(0, 2),
)
@example(arenas=[[0, 2], [1, 0], [2, 1]], leads=1)  # each lead takes part in the next arena
def test_a_switch_is_found_exactly_where_trying_every_pair_finds_one(
    arenas: list[list[int]], leads: int
) -> None:
    table = only_table(world(arenas, [0] * 5, leads=leads))
    possible = tries_every_pair(arenas, leads)
    assert any_switch(table.actor, table.slots) is possible
    assert switch_anywhere(table.actor, table.slots) is possible


@pytest.mark.parametrize("leads", [0, 1])
@pytest.mark.parametrize("arena", [[0, 1], [0, 2, 1]])
def test_very_many_arenas_alike_are_told_to_be_stuck(arena: list[int], leads: int) -> None:
    # 100,000 of them took hours while every pair of slots was tried.
    table = only_table(world([[0, 1]] * 50_000 + [arena] * 50_000, [0] * 3, leads=leads))
    assert any_switch(table.actor, table.slots) is False


def test_darwins_finches_share_islands_as_published() -> None:
    case = oracle("fixed_margin_counts_and_finches")["cases"]["finches"]
    matrix = [[int(cell) for cell in row] for row in case["matrix"]]
    table = only_table(from_matrix(matrix, [0] * 13))
    draws = 200_000
    seen = states(table, draws=draws, attempts=6 * table.actor.size, seed=11)
    observed = mean_squared_overlap(table, table.actor[None, :])[0]
    drawn = np.concatenate([mean_squared_overlap(table, part) for part in np.split(seen, 100)])
    assert observed == pytest.approx(case["S2bar_observed"], rel=1e-12)
    assert drawn.mean() == pytest.approx(case["null_mean_S2bar"], abs=0.01)
    assert drawn.std() == pytest.approx(case["null_sd_S2bar"], rel=0.02)
    p = (1 + np.count_nonzero(drawn >= observed - 1e-9)) / (draws + 1)
    assert 3.5e-4 <= p <= 6.5e-4


def mean_squared_overlap(table: StratumTable, seen: NDArray[np.int32]) -> NDArray[np.float64]:
    """S̄²: the mean over ordered pairs of species of the squared number of islands they share."""
    species, islands = 13, table.slots.start.size - 1
    present = np.zeros((len(seen), species, islands))
    present[np.arange(len(seen))[:, None], seen, arena_of_slot(table)] = 1
    shared = present @ present.swapaxes(1, 2)
    squares = (shared**2).sum(axis=(1, 2)) - (present.sum(axis=2) ** 2).sum(axis=1)
    return np.asarray(squares / (species * (species - 1)), np.float64)


def test_compiled_code_is_kept_where_the_environment_says(tmp_path: Path) -> None:
    script = (
        "import numpy as np; from queries.gaps.sampler import next_word;"
        "assert int(next_word(np.array([1, 2, 3, 4], np.uint64))) == 11520"
    )
    environment = {**os.environ, "NUMBA_CACHE_DIR": str(tmp_path), "PYTHONPATH": "."}
    root = Path(__file__).parents[2]
    subprocess.run([sys.executable, "-c", script], env=environment, cwd=root, check=True)
    assert [path.name.partition(".")[2].partition("-")[0] for path in tmp_path.rglob("*.nbi")] == [
        "next_word"
    ]


def test_code_that_cannot_be_kept_still_runs() -> None:
    # numba refuses to keep code whose source is no file, as it does where no folder is writable.
    namespace: dict[str, object] = {"compiled": compiled}
    exec("@compiled\ndef doubled(n):\n    return 2 * n", namespace)
    assert namespace["doubled"](21) == 42  # type: ignore[operator]

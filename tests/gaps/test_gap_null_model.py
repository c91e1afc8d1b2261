"""Null draws of the sector table against exact laws, published values and another algorithm."""

import os
import subprocess
import sys
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from random import Random

import numpy as np
import pytest

from graph_schema.vocabularies import Sector
from queries.gaps.null_model import StratumTable, draw, slots_of, stratum_tables
from queries.gaps.participations import Ints, Participations
from queries.gaps.strata import stratify
from queries.gaps.table import sector_table
from queries.gaps.verdicts import estimate
from tests.gaps.gap_worlds import (
    from_matrix,
    oracle,
    random_world,
    tables_with_margins,
    world,
)

Members = list[set[int]]


def null_draws(
    participations: Participations,
    *,
    draws: int = 999,
    seed: int = 1,
    workers: int = 1,
    role_aware: bool = True,
) -> Ints:
    strata = stratify(participations)
    tables = stratum_tables(participations, strata, role_aware=role_aware)
    classes = int(participations.sector.max()) + 1
    sector = participations.sector.astype(np.int8)
    return draw(tables, sector, classes, draws=draws, seed=seed, workers=workers).meetings


def table_of(masks: Sequence[int], columns: int) -> StratumTable:
    """A table given as one mask of arenas per actor."""
    arena, actor = np.nonzero([[mask >> k & 1 for mask in masks] for k in range(columns)])
    slots = slots_of(arena, np.zeros(arena.size, np.bool_))
    places = np.unique(arena), np.arange(arena.size)
    return StratumTable(0, "example", *places, actor.astype(np.int32), slots)


def meetings_of(members: Members, sector: Sequence[int], s: int, t: int) -> int:
    """T_st counted the slow way: over all pairs of participants of each arena."""
    return sum(
        {sector[i], sector[j]} == {s, t} for arena in members for i in arena for j in arena if i < j
    )


def test_draws_follow_the_exact_law_of_the_enumerated_example() -> None:
    example = oracle("exact_enumeration_sector_null")
    masks = [sum(cell << k for k, cell in enumerate(row)) for row in example["first_matrix"]]
    table = table_of(masks, 5)
    draws = draw([table], np.array(example["sector"], np.int8), 3, draws=79_999, seed=1).meetings
    for pair, law in example["dist"].items():
        s, t = map(int, pair.split("-"))
        values, counts = np.unique(draws[:, s, t], return_counts=True)
        assert values.tolist() == law["values"]
        share = np.array(law["counts"]) / example["n_matrices"]
        assert counts / 79_999 == pytest.approx(share, abs=0.006)
        assert draws[:, s, t].mean() == pytest.approx(law["mean"], abs=0.02)
        assert draws[:, s, t].std() == pytest.approx(law["sd"], abs=0.02)


def test_p_is_not_too_small_more_often_than_it_says() -> None:
    # Each of the 766 tables is the data once, as the null hypothesis has it: P(p <= α) <= α.
    example = oracle("exact_enumeration_sector_null")
    sector = np.array(example["sector"], np.int8)
    p_low, p_high = [], []
    for seed, masks in enumerate(tables_with_margins(example["rows"], example["cols"])):
        members = [{i for i, mask in enumerate(masks) if mask >> k & 1} for k in range(5)]
        observed = meetings_of(members, example["sector"], 0, 1)
        drawn = draw([table_of(masks, 5)], sector, 3, draws=39, seed=seed).meetings
        found = estimate(observed, drawn[:, 0, 1])
        p_low.append(found.p_low)
        p_high.append(found.p_high)
    for alpha in (0.05, 0.1, 0.25, 0.5):
        allowed = alpha + 3 * (alpha * (1 - alpha) / 766) ** 0.5
        assert np.mean(np.array(p_low) <= alpha) <= allowed
        assert np.mean(np.array(p_high) <= alpha) <= allowed


def test_southern_women_as_in_two_r_packages() -> None:
    python, peers = oracle("davis_null_python"), oracle("davis_null_R_peers")
    drawn = null_draws(from_matrix(python["matrix"], python["sector"]), draws=39_999)
    cells = {"T12": (0, 1), "T11": (0, 0), "T22": (1, 1)}
    for place, (name, cell) in enumerate(cells.items()):
        for peer in (peers["fastball"], peers["vegan"]):
            assert drawn[:, *cell].mean() == pytest.approx(peer["mean"][place], abs=0.2)
            assert drawn[:, *cell].std() == pytest.approx(peer["sd"][place], rel=0.03)
        found = estimate(peers["obs"][name], drawn[:, *cell])
        assert found.z == pytest.approx(
            python["fdsm"]["z"][["T01", "T00", "T11"].index(f"T{cell[0]}{cell[1]}")], rel=0.03
        )
        assert found.p == pytest.approx(
            min(1, 2 * min(peers["fastball"]["p_low"][place], peers["fastball"]["p_high"][place])),
            abs=0.0005,
        )


def test_another_algorithm_gives_the_same_null() -> None:
    participations = random_world(3, leads=0)
    drawn = null_draws(participations, draws=7_999)
    sector = participations.sector.tolist()
    other = curveball_meetings(participations, sector, draws=2_000)
    for (s, t), counts in other.items():
        error = float(np.std(counts)) * (2 / len(counts)) ** 0.5  # 2: chains remember a little
        assert drawn[:, s, t].mean() == pytest.approx(np.mean(counts), abs=4 * error)
        assert drawn[:, s, t].std() == pytest.approx(np.std(counts), rel=0.1)
        observed = meetings_of(members_of(participations), sector, s, t)
        p_low = (1 + np.count_nonzero(np.array(counts) <= observed)) / (len(counts) + 1)
        assert estimate(observed, drawn[:, s, t]).p_low == pytest.approx(p_low, abs=0.05)


def members_of(participations: Participations) -> Members:
    members: Members = [set() for _ in range(participations.arena_source.size)]
    for actor, arena in zip(participations.actor, participations.arena, strict=True):
        members[int(arena)].add(int(actor))
    return members


def curveball_meetings(
    participations: Participations, sector: list[int], *, draws: int
) -> dict[tuple[int, int], list[int]]:
    """Pair counts by trades between arenas of one source (Strona et al. 2014), in plain Python."""
    random = Random(7)
    members = members_of(participations)
    sources = [np.flatnonzero(participations.arena_source == k).tolist() for k in (0, 1)]
    pairs = [(s, t) for s in range(4) for t in range(s, 4)]
    counts: dict[tuple[int, int], list[int]] = {pair: [] for pair in pairs}
    for _ in range(draws):
        for arenas in sources:
            for _ in range(3 * len(arenas)):
                p, q = random.sample(arenas, 2)
                trade(members, p, q, random)
        for pair in pairs:
            counts[pair].append(meetings_of(members, sector, *pair))
    return counts


def trade(members: Members, p: int, q: int, random: Random) -> None:
    shared, pool = members[p] & members[q], sorted(members[p] ^ members[q])
    chosen = set(random.sample(pool, len(members[p]) - len(shared)))
    members[p], members[q] = shared | chosen, shared | (set(pool) - chosen)


def test_threads_and_row_order_change_no_draw() -> None:
    participations = random_world(1)
    order = np.random.default_rng(0).permutation(participations.actor.size)
    shuffled = Participations(
        **{
            **vars(participations),
            "actor": participations.actor[order],
            "arena": participations.arena[order],
            "leads": participations.leads[order],
        }
    )
    drawn = null_draws(participations, workers=1)
    assert np.array_equal(drawn, null_draws(participations, workers=5))
    assert np.array_equal(drawn, null_draws(shuffled))
    assert not np.array_equal(drawn, null_draws(participations, seed=2))


def test_the_names_of_the_sectors_do_not_matter() -> None:
    participations = random_world(2)
    renamed = np.array([2, 0, 3, 1])
    other = Participations(**{**vars(participations), "sector": renamed[participations.sector]})
    drawn, again = null_draws(participations), null_draws(other)
    assert np.array_equal(again[:, renamed[:, None], renamed[None, :]], drawn)
    assert np.array_equal(drawn, drawn.swapaxes(1, 2))


def test_leads_change_places_with_leads_only() -> None:
    # Class 1 leads every arena and nothing else: with roles it can never meet itself.
    arenas = [[k % 5, 5 + k % 7, 5 + (k + 1) % 7] for k in range(20)]
    participations = world(arenas, [1] * 5 + [0] * 7, leads=1)
    assert null_draws(participations)[:, 1, 1].max() == 0
    assert null_draws(participations, role_aware=False)[:, 1, 1].mean() > 1


def test_every_draw_keeps_the_number_of_pairs() -> None:
    participations = random_world(4)
    sizes = np.bincount(participations.arena)
    drawn = null_draws(participations)
    assert set(np.triu(drawn).sum(axis=(1, 2)).tolist()) == {int((sizes * (sizes - 1) // 2).sum())}


def test_chains_of_unequal_length_are_refused() -> None:
    with pytest.raises(ValueError, match=r"draws \+ 1 must be a multiple of 8, got 1000 draws"):
        draw([], np.empty(0, np.int8), 2, draws=1000, seed=1)


def test_another_process_with_nothing_compiled_draws_the_same(tmp_path: Path) -> None:
    script = (
        "from tests.gaps.gap_worlds import random_world;"
        "from tests.gaps.test_gap_null_model import digest_of;"
        "print(digest_of(random_world(1), workers=3))"
    )
    environment = {**os.environ, "NUMBA_CACHE_DIR": str(tmp_path), "PYTHONHASHSEED": "7"}
    done = subprocess.run(
        [sys.executable, "-c", script],
        env={**environment, "PYTHONPATH": "."},
        cwd=Path(__file__).parents[2],
        check=True,
        capture_output=True,
        text=True,
    )
    assert done.stdout.strip() == digest_of(random_world(1), workers=1)


def digest_of(participations: Participations, *, workers: int) -> str:
    return sha256(null_draws(participations, draws=199, workers=workers).tobytes()).hexdigest()


@pytest.mark.parametrize(
    ("arenas", "leads", "tested"),
    [
        # One arena of all two hundred and forty of two: nobody can leave or enter the large one.
        ([list(range(200)), *([k, k + 100] for k in range(40))], 0, 280),
        ([list(range(200))], 0, 0),
        ([list(range(30))] * 10, 0, 0),  # everybody everywhere
        ([[k] for k in range(50)], 1, 0),  # owners alone
        ([[2 * k, 2 * k + 1] for k in range(50)], 2, 100),  # owners alone, two by two
        ([[], []], 0, 0),
    ],
)
def test_extreme_tables_are_drawn_or_left_out(
    arenas: list[list[int]], leads: int, tested: int
) -> None:
    participations = world(arenas, [k % 2 for k in range(200)], leads=leads)
    found = sector_table(participations, sectors=tuple(Sector)[:2], data_version=1)
    assert found.participations.tested == tested
    sizes = [len(arena) for arena in arenas]
    if tested:
        met = sum(pair.observed or 0 for pair in found.pairs)
        expected = sum(pair.expected or 0.0 for pair in found.pairs)
        assert met == sum(size * (size - 1) // 2 for size in sizes)
        assert expected == pytest.approx(met)  # every draw has as many pairs

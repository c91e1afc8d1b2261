"""z from null draws, and how rankings fare when data is hidden: calibrated, and stoppable."""

import numpy as np
import pytest

from queries.gaps import meetings, null_model
from queries.gaps.participations import Participations
from queries.network.measured import ROLES, World, bands
from queries.network.measures import measure
from queries.network.null import against_draws, null_graphs
from queries.network.ranking import FIRST, ranked, score
from queries.network.stability import hidden, stability
from queries.network.two_mode import TwoMode
from tests.gaps.gap_worlds import random_world
from tests.network.known_graphs import random_sectors, random_two_mode

SECTORS = 4


def world_of(rows: Participations) -> World:
    """The same as a network; no sector is unknown."""
    graph = TwoMode(
        rows.actor.astype(np.int64), rows.arena.astype(np.int64), rows.sector.size,
        rows.arena_source.size,
    )  # fmt: skip
    return World(graph, rows.leads, rows.sector.astype(np.int8), SECTORS + 1, SECTORS)


def test_the_draws_are_those_of_the_sector_table() -> None:
    rows = random_world(1)
    part = meetings.tested(rows, role_aware=True)

    expected = null_model.draw(
        part.tables, np.array(rows.sector, np.int8), SECTORS, draws=47, seed=5
    ).meetings

    found = []
    for graph in null_graphs(part, draws=47, seed=5):
        counts = np.bincount(
            graph.arena * SECTORS + rows.sector[graph.actor],
            minlength=graph.arenas * SECTORS,
        ).reshape(graph.arenas, SECTORS)[part.arenas]
        met = counts.T @ counts
        met[np.diag_indices(SECTORS)] = (counts * (counts - 1) // 2).sum(axis=0)
        found.append(met)
    assert np.array(found).tolist() == expected.tolist()


def test_every_draw_keeps_activity_sizes_and_what_cannot_move() -> None:
    rows = random_world(2)
    part = meetings.tested(rows, role_aware=True)
    before = meetings.class_counts(rows, SECTORS).sum(axis=1)

    for graph in null_graphs(part, draws=15, seed=1):
        assert np.bincount(graph.actor, minlength=60).tolist() == (
            np.bincount(rows.actor, minlength=60).tolist()
        )
        assert graph.sizes.tolist() == before.tolist()
        pairs = graph.arena * 60 + graph.actor
        assert np.unique(pairs).size == pairs.size


def test_where_nothing_hangs_on_sectors_z_is_about_as_wide_as_it_says() -> None:
    rows = random_world(3, actors=80, arenas=120)
    part = meetings.tested(rows, role_aware=True)
    draws = list(null_graphs(part, draws=79, seed=9))
    taken = np.random.default_rng(4).choice(len(draws), size=6, replace=False)
    z = []
    for number in taken:
        drawn = draws[number]
        order = np.lexsort((drawn.actor, drawn.arena))
        again = Participations(
            **{
                **vars(rows),
                "actor": drawn.actor[order],
                "arena": drawn.arena[order],
                "leads": np.zeros(order.size, np.bool_),
            }
        )
        inside = meetings.tested(again, role_aware=False)
        found = against_draws(world_of(again), inside, seed=1, draws=79)
        moving = found.sd[:, -1] > 1
        observed = measure(world_of(again), seed=1).roles[:, -1]
        z.append((observed - found.mean[:, -1])[moving] / found.sd[moving, -1])

    spread = float(np.concatenate(z).std())
    assert 0.85 < spread < 1.15
    beyond = float(np.mean(np.abs(np.concatenate(z)) > 1.96))
    assert beyond < 0.10


@pytest.mark.parametrize(("rows", "sampled"), [(30_000, False), (30_001, True)])
def test_betweenness_is_sampled_above_thirty_thousand_participations(
    rows: int, sampled: bool
) -> None:
    pairs = np.random.default_rng(1).choice(300 * 160, size=rows, replace=False)
    graph = TwoMode(pairs // 160, pairs % 160, 300, 160)
    world = World(graph, np.zeros(rows, np.bool_), np.zeros(300, np.int8), 2, 1)

    found = measure(world, seed=1)

    assert found.starts.tolist() == [256 if sampled else 460]
    assert np.isnan(found.error).all() != sampled
    if sampled:
        assert (found.error > 0).all()


def test_every_pair_has_one_role_and_is_counted_once() -> None:
    rows = random_world(5)

    counted = measure(world_of(rows), seed=1).roles

    assert counted[:, :-1].sum(axis=1).tolist() == counted[:, -1].tolist()
    assert (counted[:, ROLES.index("gate")] > 0).any()
    assert not counted[:, ROLES.index("unplaced")].any()


def test_constraint_is_ranked_against_those_with_as_many_partners() -> None:
    measured = measure(world_of(random_world(9, actors=120, arenas=90)), seed=1)

    first = ranked(score(measured, "constraint"))

    assert set(first.tolist()) == set(np.flatnonzero(measured.partners >= 5).tolist())
    within = bands(measured.partners)
    against = {}
    for actor in first.tolist():
        alike = np.sort(measured.constraint[within == within[actor]])
        against[actor] = measured.constraint[actor] / np.median(alike)
    assert list(against.values()) == sorted(against.values())


def test_the_same_seed_gives_the_same_z_and_another_others() -> None:
    rows = random_world(4)
    part, world = meetings.tested(rows, role_aware=True), world_of(rows)

    first, again, other = (against_draws(world, part, seed=seed, draws=15) for seed in (1, 1, 2))

    assert first.mean.tolist() == again.mean.tolist()
    assert first.mean.tolist() != other.mean.tolist()
    for as_low, as_high in zip(first.as_low.ravel(), first.as_high.ravel(), strict=True):
        assert 15 <= as_low + as_high <= 30  # ties count on both sides


def test_draws_that_do_not_fill_the_chains_are_refused() -> None:
    with pytest.raises(ValueError, match="multiple of 8, got 100 draws"):
        next(null_graphs(meetings.tested(random_world(1), role_aware=True), draws=100, seed=1))


def test_a_fifth_is_hidden_each_time_another_one() -> None:
    masks = [hidden(500, seed=3, repeat=k) for k in range(20)]

    assert [int(mask.sum()) for mask in masks] == [100] * 20
    assert len({mask.tobytes() for mask in masks}) == 20
    assert hidden(500, seed=3, repeat=4).tolist() == masks[4].tolist()
    # Each participation is hidden four times in twenty on average.
    assert np.mean([mask.mean() for mask in masks]) == pytest.approx(0.2)


def test_a_ranking_says_how_many_of_its_first_stay() -> None:
    graph = random_two_mode(6, actors=150, arenas=60)
    sector = random_sectors(6, graph.actors, SECTORS)
    leads = np.zeros(graph.actor.size, np.bool_)
    world = World(graph, leads, sector, SECTORS + 1, SECTORS)
    measured = measure(world, seed=1)

    fared = stability(world, measured, seed=2, repeats=5)

    for by in ("sole_pairs", "cut_mass", "brokerage", "betweenness", "constraint", "arenas"):
        first = ranked(score(measured, by))[:FIRST]
        kept = fared[by]
        assert np.flatnonzero(kept.stays >= 0).tolist() == sorted(first.tolist())
        assert first.size > 0
        assert kept.stays[first].sum() == pytest.approx(kept.overlap.sum() * first.size)
        assert ((kept.overlap >= 0) & (kept.overlap <= 1)).all()
        assert np.isnan(kept.jaccard).all() == (by not in {"cut_mass", "arenas"})
    again = stability(world, measured, seed=2, repeats=5)
    assert again["betweenness"].overlap.tolist() == fared["betweenness"].overlap.tolist()


def test_one_repeat_is_ranking_the_rest_again() -> None:
    world = world_of(random_world(7, actors=120, arenas=90))
    measured = measure(world, seed=1)
    left = measure(world.only(~hidden(world.graph.actor.size, 8, 0)), seed=8)
    first = ranked(score(measured, "brokerage"))[:FIRST]
    again = ranked(score(left, "brokerage"))[:FIRST]

    fared = stability(world, measured, seed=8, repeats=1)

    assert fared["brokerage"].overlap.tolist() == [np.intersect1d(first, again).size / FIRST]


def test_it_can_be_stopped_in_the_middle_of_a_repeat() -> None:
    world = world_of(random_world(8))
    measured = measure(world, seed=1)
    heard = []

    def step(_: str, share: float) -> None:
        heard.append(share)
        if share > 0.02:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stability(world, measured, seed=1, step=step)
    assert heard == sorted(heard)
    assert heard[-1] < 0.06

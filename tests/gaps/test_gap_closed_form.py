"""The closed form against published and enumerated values, the sampler, and dense algebra."""

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from numpy.typing import NDArray

from queries.gaps import meetings
from queries.gaps.bicm import Margins, NotFittedError, fitted
from queries.gaps.closed_form import Moments, closed_form, moments, rule_nine
from queries.gaps.null_model import StratumTable, draw, slots_of
from queries.gaps.participations import Participations
from queries.gaps.synthetic import planted_world
from tests.gaps.gap_worlds import oracle, random_world, world

DAVIS = oracle("davis_null_python")
Floats = NDArray[np.float64]


def table_of(matrix: list[list[int]], leads: list[list[int]] | None = None) -> StratumTable:
    """A stratum given as rows of actors; ``leads`` marks the cells that are owners."""
    cells = np.array(matrix).T
    arena, actor = np.nonzero(cells)
    leading = np.zeros_like(cells) if leads is None else np.array(leads).T
    slots = slots_of(arena, leading[arena, actor] == 1)
    places = np.unique(arena), np.arange(arena.size)
    return StratumTable(0, "example", *places, actor.astype(np.int32), slots)


def of_matrix(matrix: list[list[int]], sector: list[int]) -> Moments:
    return moments([table_of(matrix)], np.array(sector), max(sector) + 1)


def plain_margins(matrix: list[list[int]]) -> tuple[Margins, Floats, Floats]:
    """Every actor and arena as a kind of its own."""
    cells = np.array(matrix)
    actors, arenas = cells.sum(axis=1)[:, None], cells.sum(axis=0)[:, None]
    one = np.ones(len(actors), np.int64), np.ones(len(arenas), np.int64)
    return Margins(actors, one[0], arenas, one[1]), actors, arenas


def large_world(seed: int) -> Participations:
    return random_world(seed, actors=400, arenas=600)


def sampled(part: meetings.Tested, classes: int) -> tuple[Floats, Floats]:
    sector = np.array(part.participations.sector, np.int8)
    drawn = draw(part.tables, sector, classes, draws=3_999, seed=1).meetings
    return drawn.mean(axis=0), drawn.std(axis=0)


def test_the_fit_of_southern_women_is_that_of_two_other_programs() -> None:
    # 3.7e-10 is what the package bicm and R's backbone differ by from the same reference.
    margins, _, _ = plain_margins(DAVIS["matrix"])

    assert fitted(margins)[..., 0] == pytest.approx(np.array(DAVIS["bicm"]["P"]), abs=2e-9)


def test_the_plain_model_gives_the_moments_that_monte_carlo_gave() -> None:
    # What the closed form is not: without conditioning, E is 181.7 and SD 25.2.
    margins, _, _ = plain_margins(DAVIS["matrix"])
    p, sector = fitted(margins)[..., 0], np.array(DAVIS["sector"])
    mean = [p[sector == k].sum(axis=0) for k in (0, 1)]
    spread = [(p * (1 - p))[sector == k].sum(axis=0) for k in (0, 1)]
    variance = mean[0] ** 2 * spread[1] + mean[1] ** 2 * spread[0] + spread[0] * spread[1]

    assert mean[0] @ mean[1] == pytest.approx(DAVIS["bicm"]["E"][0][1], abs=1e-6)
    assert variance.sum() ** 0.5 == pytest.approx(DAVIS["bicm"]["sd"][0][1], abs=1e-6)


def test_southern_women_meet_as_method_and_sampler_say() -> None:
    # Method 1.1: E 171.2 against 170.4 of the sampler, SD 4.09 against 4.29.
    found = of_matrix(DAVIS["matrix"], DAVIS["sector"])
    drawn = DAVIS["fdsm"]

    assert found.expected[0, 1] == pytest.approx(171.2, abs=0.05)
    assert found.sd[0, 1] == pytest.approx(4.09, abs=0.005)
    assert abs(found.expected[0, 1] - drawn["mean"][0]) < 0.25 * drawn["sd"][0]
    assert found.sd[0, 1] == pytest.approx(drawn["sd"][0], rel=0.15)


def test_on_a_tiny_table_it_is_as_far_off_as_the_method_says() -> None:
    # Method 1.1: "6×5 example: SD 0.44 vs exact 0.60". Hence rule 9: enumerate or sample.
    example = oracle("exact_enumeration_sector_null")
    found = of_matrix(example["first_matrix"], example["sector"])

    assert found.sd[0, 0] == pytest.approx(0.44, abs=0.005)
    assert example["dist"]["0-0"]["sd"] == pytest.approx(0.60, abs=0.005)


@pytest.mark.parametrize(("seed", "role_aware"), [(1, True), (2, True), (1, False), (2, False)])
def test_it_agrees_with_the_sampler_on_worlds_of_two_thousand(seed: int, role_aware: bool) -> None:
    part = meetings.tested(large_world(seed), role_aware=role_aware)
    mean, sd = sampled(part, 4)
    found = closed_form(part, 4)

    assert np.abs((found.expected - mean) / sd).max() < 0.35
    assert found.sd / sd == pytest.approx(np.ones((4, 4)), abs=0.15)


def test_owners_of_one_sector_are_kept_owners() -> None:
    # Owners, most of class 0, take part in no other way: plainly swapped, they would meet.
    generator = np.random.default_rng(5)
    owners, partners = 40, 200
    arenas = [
        [int(generator.integers(owners))]
        + (owners + generator.choice(partners, size=4, replace=False)).tolist()
        for _ in range(500)
    ]
    sector = [0] * 30 + [1] * 10 + [1 + k % 2 for k in range(partners)]
    with_roles = meetings.tested(world(arenas, sector, leads=1), role_aware=True)
    mean, sd = sampled(with_roles, 3)
    found = closed_form(with_roles, 3)

    assert found.expected[0, 0] == pytest.approx(0, abs=1e-6)  # one owner each: they never meet
    assert mean[0, 0] == 0
    assert np.abs(found.expected - mean)[sd > 0] / sd[sd > 0] == pytest.approx(0, abs=0.35)
    # A Gaussian does not know that 0 or 1 owner of class 0 is no pair: its SD there is not nought.
    assert found.sd[sd > 0] == pytest.approx(sd[sd > 0], rel=0.15)
    plainly = closed_form(meetings.tested(world(arenas, sector, leads=1), role_aware=False), 3)
    assert plainly.expected[0, 0] > 50


def test_the_sums_over_kinds_are_those_over_cells() -> None:
    # The same formulas with one row per cell and role and no classes of anything: dense algebra.
    small = random_world(3, actors=14, arenas=12, sectors=3)
    for role_aware in (True, False):
        part = meetings.tested(small, role_aware=role_aware)
        expected, variance = np.zeros((2, 3, 3))
        for table in part.tables:
            of_one = dense_moments(table, np.array(small.sector), 3, role_aware=role_aware)
            expected += of_one[0]
            variance += of_one[1]
        found = closed_form(part, 3)

        assert found.expected == pytest.approx(np.maximum(expected, 0), rel=1e-6, abs=1e-8)
        assert found.variance == pytest.approx(variance, rel=1e-6, abs=1e-8)


def dense_moments(
    table: StratumTable, sector: NDArray[np.int64], classes: int, *, role_aware: bool
) -> tuple[Floats, Floats]:
    """Every cell and role one Gaussian variable, conditioned on all margins by least squares."""
    roles = 2 if role_aware else 1
    size = np.diff(table.slots.start)
    arena = np.repeat(np.arange(size.size), size)
    actors, actor = np.unique(table.actor, return_inverse=True)
    leading = np.zeros(actor.size, np.int64)
    leading[table.slots.places[: table.slots.leads, 0]] = 1
    held = np.zeros((actors.size, size.size, roles))
    held[actor, arena, leading if roles == 2 else 0] = 1
    one = np.ones(actors.size, np.int64), np.ones(size.size, np.int64)
    margins = Margins(
        held.sum(axis=1).astype(np.int64), one[0], held.sum(axis=0).astype(np.int64), one[1]
    )
    p = fitted(margins)
    shape = p.shape
    sigma = np.zeros((p.size, p.size))
    index = np.arange(p.size).reshape(shape)
    for i, c in product(range(shape[0]), range(shape[1])):
        own = index[i, c]
        sigma[np.ix_(own, own)] = np.diag(p[i, c]) - np.outer(p[i, c], p[i, c])
    fixed = [index[i, :, r].ravel() for i in range(shape[0]) for r in range(roles)]
    columns = [index[:, c, r].ravel() for c in range(shape[1]) for r in range(roles)]
    both = indicator(fixed + columns, p.size)
    of_arenas = indicator(columns, p.size)
    inside = np.array([[sector[a] == s for a in actors] for s in range(classes)], np.float64)
    mean = np.einsum("si,icr->cs", inside, p)
    left = conditioned(sigma, of_arenas)
    expected, variance = np.zeros((2, classes, classes))
    taking = p.sum(axis=2)
    for s, t in product(range(classes), repeat=2):
        gradient = np.zeros(shape)
        for c in range(shape[1]):
            here = {k: indicator([index[inside[k] > 0, c].ravel()], p.size)[0] for k in (s, t)}
            v = {(a, b): here[a] @ left @ here[b] for a in (s, t) for b in (s, t)}
            if s == t:
                expected[s, s] += (mean[c, s] ** 2 + v[s, s] - mean[c, s]) / 2
                variance[s, s] += v[s, s] ** 2 / 2
                gradient[:, c, :] = (inside[s] * (mean[c, s] - taking[:, c]))[:, None]
            else:
                expected[s, t] += mean[c, s] * mean[c, t] + v[s, t]
                variance[s, t] += v[s, s] * v[t, t] + v[s, t] ** 2
                gradient[:, c, :] = (inside[s] * mean[c, t] + inside[t] * mean[c, s])[:, None]
        flat = gradient.ravel()
        variance[s, t] += flat @ conditioned(sigma, both) @ flat
    return expected, variance


def indicator(groups: list[NDArray[np.int64]], size: int) -> Floats:
    rows = np.zeros((len(groups), size))
    for row, group in zip(rows, groups, strict=True):
        row[group] = 1
    return rows


def conditioned(sigma: Floats, fixed: Floats) -> Floats:
    """Covariance of a Gaussian once the sums in ``fixed`` are known."""
    across = sigma @ fixed.T
    return np.asarray(sigma - across @ np.linalg.pinv(fixed @ across, rcond=1e-9) @ across.T)


def test_every_meeting_is_expected_between_some_pair() -> None:
    part = meetings.tested(large_world(4), role_aware=True)
    sizes = np.concatenate([np.diff(table.slots.start) for table in part.tables])

    assert np.triu(closed_form(part, 4).expected).sum() == pytest.approx(
        (sizes * (sizes - 1) // 2).sum(), rel=1e-9
    )


def test_neither_order_nor_numbering_matters() -> None:
    given = large_world(6)
    generator = np.random.default_rng(1)
    rows = generator.permutation(given.actor.size)
    number = generator.permutation(given.sector.size)
    sector = np.empty_like(given.sector)
    sector[number] = given.sector
    turned = replace(
        given,
        actor=number[given.actor][rows].astype(np.int32),
        arena=given.arena[rows],
        leads=given.leads[rows],
        sector=sector,
    )
    one = closed_form(meetings.tested(given, role_aware=True), 4)
    two = closed_form(meetings.tested(turned, role_aware=True), 4)

    assert two.expected == pytest.approx(one.expected, rel=1e-9)
    assert two.variance == pytest.approx(one.variance, rel=1e-9)


def test_swapping_two_labels_swaps_their_rows_and_columns() -> None:
    given = large_world(7)
    swapped = replace(given, sector=np.array([1, 0, 2, 3])[given.sector])
    one = closed_form(meetings.tested(given, role_aware=True), 4)
    two = closed_form(meetings.tested(swapped, role_aware=True), 4)
    order = np.ix_([1, 0, 2, 3], [1, 0, 2, 3])

    assert two.expected == pytest.approx(one.expected[order], rel=1e-9)
    assert two.variance == pytest.approx(one.variance[order], rel=1e-9)


def test_a_table_that_cannot_change_expects_what_it_is() -> None:
    # Nested rows: the only table with these margins, so T itself, and no spread.
    found = of_matrix([[1, 1, 1, 1], [1, 1, 1, 0], [1, 1, 0, 0], [1, 0, 0, 0]], [0, 0, 1, 1])

    assert found.expected == pytest.approx(np.array([[3, 6], [6, 1]]), abs=1e-4)
    assert found.sd == pytest.approx(np.zeros((2, 2)), abs=1e-2)


def test_who_is_in_every_arena_meets_everyone_there() -> None:
    # Actor 0 of class 0 alone is everywhere: T_01 is the number of other participations.
    found = of_matrix([[1, 1, 1, 1], [1, 0, 1, 0], [0, 1, 0, 1], [1, 0, 0, 1]], [0, 1, 1, 1])

    assert found.expected[0, 1] == pytest.approx(6, abs=1e-4)
    assert found.sd[0, 1] == pytest.approx(0, abs=1e-2)
    assert found.expected[0, 0] == pytest.approx(0, abs=1e-4)


def test_an_arena_with_everybody_is_no_obstacle() -> None:
    # C(5, 2) pairs in the first arena and one in each of the others.
    found = of_matrix([[1, 1, 0], [1, 1, 0], [1, 0, 1], [1, 0, 1], [1, 0, 0]], [0, 0, 1, 1, 1])

    assert np.triu(found.expected).sum() == pytest.approx(10 + 1 + 1, rel=1e-6)
    assert np.isfinite(found.sd).all()


def test_one_owner_of_everything_leaves_the_others_to_chance() -> None:
    # The same owner in all arenas: its cells have no choice, in its role's margins either.
    generator = np.random.default_rng(2)
    arenas = [[0, *(1 + generator.choice(30, size=3, replace=False)).tolist()] for _ in range(60)]
    part = meetings.tested(
        world(arenas, [0] + [1 + k % 2 for k in range(30)], leads=1), role_aware=True
    )
    mean, sd = sampled(part, 3)
    found = closed_form(part, 3)

    assert found.expected[0, 1] == pytest.approx(mean[0, 1], abs=1e-3)
    assert found.expected[1, 2] == pytest.approx(mean[1, 2], abs=0.35 * sd[1, 2])
    assert found.sd[0, 1] == pytest.approx(0, abs=1e-2)


def test_margins_of_no_table_are_refused() -> None:
    # One actor in three of two arenas: no p reaches that.
    margins = Margins(*(np.array(part) for part in ([[3], [1]], [1, 1], [[2]], [2])))

    with pytest.raises(NotFittedError, match=r"2 actors and 2 arenas.*sample the null instead"):
        fitted(margins)


def test_rule_nine_asks_for_size_and_for_large_strata() -> None:
    planted = rule_nine(meetings.tested(planted_world().participations, role_aware=True))
    nothing = rule_nine(meetings.tested(world([], []), role_aware=True))

    assert (planted.participations, planted.allowed) == (2070, False)
    assert planted.mean_per_stratum == pytest.approx(2070 / 12)
    assert (nothing.participations, nothing.mean_per_stratum, nothing.allowed) == (0, 0.0, False)


def test_rule_nine_allows_ten_thousand_in_strata_of_a_hundred_and_fifty() -> None:
    many = random_world(8, actors=900, arenas=2_700)
    allowed = rule_nine(meetings.tested(many, role_aware=True))

    assert allowed.participations >= 10_000
    assert allowed.allowed
    assert not allowed._replace(mean_per_stratum=149.9).allowed
    assert not allowed._replace(participations=9_999).allowed

"""What scrutiny says of worlds whose answer is known: what explains, what decides, what stands."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from itertools import accumulate, islice

import numpy as np
import pytest

from graph_schema.gap_answers import GapTable, Units
from graph_schema.scrutiny_answers import Composition
from graph_schema.vocabularies import Sector, Verdict
from queries.gaps.participations import Participations
from queries.gaps.scrutiny import (
    calibrating,
    composing,
    fragility,
    holding_out,
    influence,
    specifications,
    weighing,
)
from queries.gaps.scrutiny.steps import Steps, without
from queries.gaps.table import sector_table
from queries.gaps.testing import NullSettings
from tests.gaps.gap_worlds import placed, random_world, world

SECTORS = tuple(Sector)
PUBLIC, PRIVATE, CIVIL, ACADEMIA, UNKNOWN = Sector
SETTINGS = NullSettings(more_draws=False)
QUICK = NullSettings(least_draws=999, more_draws=False)


def steps() -> Steps:
    return Steps(1000, lambda _done, _total: None, SECTORS)


def table(participations: Participations) -> GapTable:
    return sector_table(participations, sectors=SECTORS, data_version=1, null=SETTINGS)


def pairs(*kinds: tuple[int, int, int]) -> list[tuple[int, int]]:
    """The sectors of arenas of two: (sector, sector, how many such arenas)."""
    return [(a, b) for a, b, count in kinds for _ in range(count)]


def strangers(sectors: list[tuple[int, int]], **placing: list[int]) -> Participations:
    """Arenas of two actors that appear nowhere else."""
    members = [[2 * k, 2 * k + 1] for k in range(len(sectors))]
    years = placing.pop("years", None)
    made = world(members, [s for both in sectors for s in both], years=years)
    return placed(made, **placing) if placing else made


def of(found: list[Composition], a: Sector, b: Sector) -> Composition:
    return next(each for each in found if {each.a, each.b} == {a, b})


def composed(participations: Participations) -> list[Composition]:
    return list(composing.composition(table(participations), participations, QUICK, steps()))


def test_a_gap_that_is_only_that_of_two_regions_is_explained_by_region() -> None:
    # In each region everybody meets everybody of it as chance gives; but region 0 is public (36 of
    # 40 seats) and region 1 private.
    north = pairs((0, 0, 16), (0, 1, 4))
    south = pairs((1, 1, 16), (0, 1, 4))
    made = strangers(
        north + south, regions=[0] * 20 + [1] * 20, homes=[0] * 40 + [1] * 40, years=[2020] * 40
    )
    found = of(composed(made), PUBLIC, PRIVATE)
    # Together: 40 seats of each sector, E = 40·40/79 = 20.25 of 8; apart: 36·4/39 = 3.69 twice.
    ratios = {step.step: step.ratio for step in found.steps}
    assert ratios["source_kind"] == pytest.approx(8 / (1600 / 79), rel=0.03)
    assert ratios["region"] == pytest.approx(8 / (2 * 144 / 39), rel=0.03)
    assert ratios["year"] == pytest.approx(ratios["source_kind"], rel=0.03)
    assert (found.explained, found.by) == ("explained", "region")


def test_a_gap_within_every_region_remains() -> None:
    apart = pairs((0, 0, 10), (1, 1, 10))
    made = strangers(apart + apart, regions=[0] * 20 + [1] * 20, years=[2020] * 40)
    found = of(composed(made), PUBLIC, PRIVATE)
    assert (found.explained, found.by, found.steps[-1].ratio) == ("remains", None, 0.0)


def test_region_and_theme_that_go_together_cannot_be_separated() -> None:
    north, south = pairs((0, 0, 16), (0, 1, 4)), pairs((1, 1, 16), (0, 1, 4))
    both = [0] * 20 + [1] * 20
    made = strangers(north + south, regions=both, topics=both, years=[2020] * 40)
    found = of(composed(made), PUBLIC, PRIVATE)
    assert (found.explained, found.by) == ("cannot_be_separated", None)


def test_a_step_that_groups_arenas_as_before_moves_nothing() -> None:
    # One year, region and theme: every step has the groups of the first, and so its very draws.
    made = strangers(
        pairs((0, 0, 14), (0, 1, 20), (1, 1, 14)),
        regions=[0] * 48, homes=[0] * 96, topics=[0] * 48, years=[2020] * 48,
    )  # fmt: skip
    for found in composed(made):
        assert len({(step.ratio, step.z) for step in found.steps}) == 1
        assert found.explained in ("remains", "not_asked")


def test_where_the_ratio_is_near_one_there_is_nothing_to_explain() -> None:
    made = strangers(pairs((0, 0, 10), (0, 1, 20), (1, 1, 10)), regions=[0, 1] * 20)
    assert {each.explained for each in composed(made)} == {"not_asked"}


def test_random_groups_keep_their_sizes_within_the_coarser_ones() -> None:
    generator = np.random.default_rng(1)
    coarse = np.array([0, 1, 0, 1, 0, 1, 0, 1])
    fine = np.array([0, 2, 0, 2, 1, 3, 1, 2])
    shuffles = [composing._shuffled(generator, coarse, fine) for _ in range(20)]
    for shuffled in shuffles:
        assert Counter(zip(coarse, shuffled, strict=True)) == Counter(
            zip(coarse, fine, strict=True)
        )
    assert len({tuple(shuffled) for shuffled in shuffles}) > 5


def test_one_large_arena_that_makes_a_surplus_is_named() -> None:
    # Fifteen companies in one arena are 105 meetings of private with private.
    few = pairs((0, 0, 20), (0, 1, 20))
    members = [[2 * k, 2 * k + 1] for k in range(40)]
    large = list(range(80, 95))
    made = world([*members, large], [s for both in few for s in both] + [1] * 15)
    whole = table(made)
    assert whole.pair(PRIVATE, PRIVATE).verdict is Verdict.SURPLUS
    found = list(influence.without_arenas(whole, made, QUICK, steps()))
    assert (found[0].number, found[0].size, len(found)) == (40, 15, 10)
    changed = {(pair.a, pair.b): pair.verdict for pair in found[0].changed}
    assert changed[PRIVATE, PRIVATE] is not Verdict.SURPLUS
    others = [p for each in found[1:] for p in each.changed if (p.a, p.b) == (PRIVATE, PRIVATE)]
    assert others == []


def test_the_most_active_actors_are_left_out_one_at_a_time() -> None:
    made = random_world(3)
    active = np.bincount(made.actor)
    found = list(influence.without_actors(table(made), made, QUICK, steps()))
    assert [each.size for each in found] == sorted(active.tolist(), reverse=True)[:10]


def reader(together: Participations, separate: Participations) -> Callable[[Units], Participations]:
    return lambda units: together if units == "together" else separate


def test_twelve_ways_to_count_and_each_kind_of_arena_alone() -> None:
    made = random_world(5)
    kinds = (np.arange(40) % 2).astype(np.int16)
    columns = Participations(
        **{**vars(made), "arena_kind": kinds, "kind_names": ("project", "event")}
    )
    found = tuple(
        specifications.specifications(reader(columns, columns), QUICK, steps(), "together")
    )
    ways = [(s.role_aware, s.strata, s.units, s.kind) for s in found]
    assert len(ways) == len(set(ways)) == 14
    assert ways[0] == (True, "all", "together", None)
    assert {kind for *_, kind in ways} == {None, "project", "event"}
    whole = sector_table(columns, sectors=SECTORS, data_version=1, null=QUICK)
    assert [p.verdict for p in found[0].pairs] == [p.verdict for p in whole.pairs]
    for each in specifications.agreement(whole, found):
        assert each.specifications <= 14
        assert each.same_verdict is not None
        assert 0 <= each.same_verdict <= 1


def test_agreement_by_hand() -> None:
    whole = table(strangers(pairs((0, 0, 20), (1, 1, 20))))  # a gap and two surpluses
    same = specifications.specifications(
        reader(
            strangers(pairs((0, 0, 20), (1, 1, 20))),
            strangers(pairs((0, 0, 10), (0, 1, 20), (1, 1, 10))),
        ),
        QUICK,
        steps(),
        "together",
    )
    found = {(e.a, e.b): e for e in specifications.agreement(whole, tuple(same))}
    gap = found[PUBLIC, PRIVATE]
    # Nobody leads and there is one year, so that all twelve ways are two: the table's own, and the
    # units apart, which meet as chance gives.
    assert (gap.specifications, gap.same_verdict) == (1, 0.0)
    assert len(found) == 3


def test_null_tables_keep_every_margin_and_differ() -> None:
    made = random_world(7)
    drawn = list(calibrating.null_tables(made, SETTINGS, 5))
    for each in drawn:
        assert np.array_equal(np.bincount(each.actor), np.bincount(made.actor))
        assert np.array_equal(
            np.bincount(each.actor[each.leads], minlength=60),
            np.bincount(made.actor[made.leads], minlength=60),
        )
        assert np.array_equal(each.arena, made.arena)
    assert len({each.actor.tobytes() for each in [made, *drawn]}) == 6


@pytest.mark.timeout(600)
def test_the_test_is_seldom_wrong_about_null_draws_of_a_table_with_a_gap() -> None:
    made = strangers(pairs((0, 0, 20), (1, 1, 20)))
    found = calibrating.calibrate(made, QUICK, steps())
    assert (found.tables, found.tested_pairs) == (200, 600)
    assert found.false_positives is not None
    assert found.false_positives <= 0.09
    assert found.with_verdict <= 0.1


def test_permuted_labels_leave_the_network_and_who_is_alike() -> None:
    # Actor 0 leads all, 1 to 8 take part once; the label of 9, unknown, stays where it is.
    made = world([[0, a, a + 1] for a in (1, 3, 5, 7)] + [[0, 9]], [1, 0, 1] + [0, 1] * 3 + [4])
    groups = tuple(Sector)
    drawn = list(calibrating.labelled_tables(made, SETTINGS, groups, 20))
    for each in drawn:
        assert np.array_equal(each.actor, made.actor)
        assert np.array_equal(each.arena, made.arena)
        assert each.sector[[0, 9]].tolist() == [1, 4]
        assert sorted(each.sector[1:9].tolist()) == [0, 0, 0, 0, 1, 1, 1, 1]
    assert len({each.sector.tobytes() for each in drawn}) > 10


@pytest.mark.timeout(600)
def test_teams_that_keep_together_deceive_the_first_null_as_permuted_labels_tell() -> None:
    # Twenty teams of two, each of which meets six times: whatever the labels, six times as far from
    # what independent meetings would give as they are.
    teams = [[2 * k, 2 * k + 1] for k in range(20)]
    made = world(teams * 6, [0] * 20 + [1] * 20)
    redrawn = calibrating.calibrate(made, QUICK, steps())
    permuted = calibrating.calibrate_by_labels(made, QUICK, steps())
    assert permuted is not None
    assert redrawn.false_positives is not None
    assert permuted.false_positives is not None
    assert redrawn.false_positives <= 0.09
    assert permuted.false_positives >= 0.25
    assert permuted.with_verdict_low < permuted.with_verdict < permuted.with_verdict_high
    assert permuted.with_corrected <= permuted.with_verdict
    assert calibrating.calibrate_by_labels(made, replace(QUICK, labels=False), steps()) is None


def test_what_was_found_up_to_a_year_is_tried_on_later_ones() -> None:
    apart = pairs((0, 0, 30), (1, 1, 30))
    mixed = pairs((0, 0, 15), (0, 1, 30), (1, 1, 15))
    made = strangers(apart + mixed, years=[2020] * 60 + [2021] * 60)
    assert holding_out.split_years(made) == [2020]
    found = {(h.found.a, h.found.b): h for h in holding_out.held_out(made, QUICK, steps())}
    gap = found[PUBLIC, PRIVATE]
    assert (gap.until, gap.found.verdict, gap.found.ratio) == (2020, Verdict.GAP, 0.0)
    assert gap.after.verdict in (Verdict.CANNOT_TELL, Verdict.AS_EXPECTED)
    assert gap.after.ratio == pytest.approx(30 / (60 * 60 / 119), rel=0.03)


def test_years_with_too_little_on_either_side_are_not_split() -> None:
    made = strangers(pairs((0, 0, 60)), years=[2020] * 49 + [-1] * 2 + [2021] * 9)
    assert holding_out.split_years(made) == []


def test_what_most_undoes_a_gap_is_added_where_most_of_the_other_sector_meet() -> None:
    # Arena 0 has four public actors, arena 1 three private ones, the rest are pairs.
    made = world([[0, 1, 2, 3], [4, 5, 6], [0, 4], [1, 2], [5, 6]], [0, 0, 0, 0, 1, 1, 1])
    added = fragility.Added(made, (0, 1), len(SECTORS), QUICK)
    rows = list(islice(added.where_most_meet(), 4))
    # A company among the four brings four meetings, so do the second and third; then nobody is
    # left of the private ones, and a public actor among three brings three.
    assert [arena for _, arena in rows] == [0, 0, 0, 1]
    assert [int(made.sector[actor]) for actor, _ in rows] == [1, 1, 1, 0]
    assert len({row for row in rows}) == 4
    assert added.most == made.actor.size == 13


def test_rows_at_random_are_new_of_either_sector_and_the_same_for_the_same_seed() -> None:
    made = random_world(4)
    added = fragility.Added(made, (0, 2), len(SECTORS), QUICK)
    rows = list(added.at_random(3))
    there = set(zip(made.actor.tolist(), made.arena.tolist(), strict=True))
    assert len(rows) == len(set(rows)) == made.actor.size
    assert not there & set(rows)
    assert {int(made.sector[actor]) for actor, _ in rows} == {0, 2}
    assert rows == list(added.at_random(3))
    assert rows != list(added.at_random(4))


def test_the_first_count_that_leaves_no_gap_by_hand() -> None:
    # E = 10 and SD = 2 throughout: a gap up to T = 6 (z −2), none from 7 (z −1.5).
    assert fragility._first_undone([3, 5, 6, 7, 9], {0: (10, 2), 4: (10, 2)}) == 3
    # R: with SD .1 any T below 9.8 is found by z, and 8.1 is more than .8 of 10.
    assert fragility._first_undone([3, 8, 9], {0: (10, 0.1), 2: (10, 0.1)}) == 2
    assert fragility._first_undone([3, 4], {0: (10, 2), 1: (10, 2)}) is None
    # E grows evenly from 10 to 30: T = 8 of 20 in the middle is a gap still.
    assert fragility._first_undone([5, 8, 29], {0: (10, 2), 2: (30, 2)}) == 2


def test_a_deep_gap_takes_more_than_a_shallow_one() -> None:
    deep, shallow = pairs((0, 0, 30), (1, 1, 30)), pairs((0, 0, 25), (0, 1, 11), (1, 1, 25))
    found = []
    for sectors in (deep, shallow):
        made = strangers(sectors)
        (one,) = fragility.fragility(table(made), made, QUICK, steps())
        assert {one.a, one.b} == {PUBLIC, PRIVATE}
        assert one.unseen is None
        found.append(one)
    assert found[0].at_most is not None
    assert found[1].at_most is not None
    assert found[0].at_most > found[1].at_most > 0
    for one in found:
        assert one.at_random is None or one.at_random >= (one.at_most or 0)


def test_attributes_are_blanked_and_the_rest_kept() -> None:
    made = strangers(
        pairs((0, 0, 4)), regions=[0, 1, 0, 1], topics=[1, 1, 0, 0], years=[1, 2, 3, 4]
    )
    blank = without(made, "year", "topic")
    assert blank.arena_year.tolist() == [0] * 4
    assert blank.arena_topic.tolist() == [-1] * 4
    assert blank.arena_region.tolist() == [0, 1, 0, 1]


def test_a_run_ends_where_it_is_told_to() -> None:
    class Stopped(Exception):  # noqa: N818
        pass

    def told(done: int, total: int) -> None:
        assert total == 250
        if done == 3:
            raise Stopped

    made = random_world(5)
    counted = Steps(250, told, SECTORS)
    with pytest.raises(Stopped):
        list(specifications.specifications(reader(made, made), QUICK, counted, "together"))
    assert counted.done == 3


def test_weighted_meetings_of_pairs_are_the_meetings_themselves() -> None:
    made = strangers(pairs((0, 0, 20), (1, 1, 20)))  # arenas of two: 1/(h − 1) is one
    whole = table(made)

    found = {(w.a, w.b): w for w in weighing.weighted(whole, made, QUICK, steps())}

    assert set(found) == {(p.a, p.b) for p in whole.pairs if p.q is not None}
    for pair in whole.pairs:
        if pair.q is None:
            continue
        told = found[pair.a, pair.b]
        assert pair.expected is not None
        assert told.observed == pair.observed
        assert told.expected == pytest.approx(pair.expected, abs=0.5)  # ten standard errors
        assert told.verdict is pair.verdict
        assert told.label_p == pytest.approx(pair.label_p, abs=0.05)


def test_a_large_arena_weighs_no_more_than_its_participants() -> None:
    # A public three weighs (3·2/2)/2 = 1.5 for 3 meetings, twenty of them 30; a mixed four has one
    # public and three private: 3·1/3 = 1 for 3 meetings, five of them 5.
    arenas = [[0, 0, 0]] * 20 + [[1, 1, 1]] * 20 + [[0, 1, 1, 1]] * 5
    last = list(accumulate(len(arena) for arena in arenas))
    members = [list(range(n - len(arena), n)) for n, arena in zip(last, arenas, strict=True)]
    made = world(members, [sector for arena in arenas for sector in arena])
    whole = table(made)

    found = {(w.a, w.b): w.observed for w in weighing.weighted(whole, made, QUICK, steps())}

    assert whole.pair(PUBLIC, PUBLIC).observed == 60
    assert found[PUBLIC, PUBLIC] == pytest.approx(30)
    assert whole.pair(PUBLIC, PRIVATE).observed == 15
    assert found[PUBLIC, PRIVATE] == pytest.approx(5)
    assert found[PRIVATE, PRIVATE] == pytest.approx(30 + 5 * 3 / 3)

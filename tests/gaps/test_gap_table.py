"""The sector table on small worlds whose answer is known by hand."""

from dataclasses import replace
from itertools import combinations_with_replacement

import numpy as np
import pytest

from graph_schema.gap_answers import (
    GapParameters,
    GapTable,
    LabelNull,
    NullParameters,
    ParticipationCounts,
    SectorPair,
    SectorSummary,
    StratumSummary,
)
from graph_schema.vocabularies import Sector, Verdict
from queries.gaps.participations import NOT_STATED, Participations
from queries.gaps.table import Cell, cell, sector_table
from queries.gaps.testing import NullSettings, least_draws
from tests.gaps.gap_worlds import random_world, world

SECTORS = tuple(Sector)
PUBLIC, PRIVATE, CIVIL, ACADEMIA, UNKNOWN = SECTORS
KNOWN_PAIRS = tuple(combinations_with_replacement(SECTORS[:4], 2))


def table(participations: Participations, **settings: int | bool) -> GapTable:
    null = NullSettings(**settings)  # type: ignore[arg-type]
    return sector_table(participations, sectors=SECTORS, data_version=7, null=null)


def pairs_of_strangers(*kinds: tuple[int, int, int]) -> Participations:
    """Arenas of two actors that appear nowhere else: (sector, sector, how many such arenas)."""
    sector = [s for a, b, count in kinds for _ in range(count) for s in (a, b)]
    return world([[2 * k, 2 * k + 1] for k in range(len(sector) // 2)], sector)


def parameters(draws: int, family: int) -> GapParameters:
    return GapParameters(
        null=NullParameters(
            algorithm=(
                "bipartite 2-switch within strata; Besag–Clifford test, 8 chains through one hub"
            ),
            strata=(
                "source",
                "arena kind",
                "start year",
                "region",
                "programme, else main theme",
                "too small: topics, then regions, then adjacent years joined",
            ),
            role_aware=True,
            draws=draws,
            chains=8,
            attempts_per_participation=2,
            seed=2021,
            sampler_version="1",
            labels=LabelNull(
                algorithm="sector labels permuted among actors of one home region that lead, and "
                "otherwise take part in, equally many arenas by ⌊2·log₂ n⌋ (1, 2, 3, 4–5, 6–7, "
                "8–11, 12–15, 16–22, 23–31, …)",
                draws=draws,
            ),
        ),
        family=family,
        least_coverage=0.6,
        largest_q=0.05,
        largest_label_p=0.05,
        gap_ratio=0.8,
        surplus_ratio=1.25,
        least_actors=5,
        least_stratum_participations=30,
        least_stratum_arenas=5,
        resamples=1000,
        interval_level=0.9,
    )


def nobody_tested(
    counts: ParticipationCounts, *, share: float, strata: tuple[StratumSummary, ...]
) -> GapTable:
    return GapTable(
        data_version=7,
        exploratory=False,
        parameters=parameters(0, 0),
        not_tested_share=share,
        participations=counts,
        sectors=tuple(
            SectorSummary(
                sector=s, sv=s.sv, en=s.en, actors=0, participations=0, tested=s is not UNKNOWN
            )
            for s in SECTORS
        ),
        strata=strata,
        pairs=tuple(SectorPair(a=a, b=b, verdict=Verdict.SUPPRESSED) for a, b in KNOWN_PAIRS),
        whole=(),
    )


def test_nothing_in_nothing_claimed() -> None:
    counts = ParticipationCounts(
        given=0, in_small_arenas=0, in_strata_without_switch=0, tested=0, tested_of_unknown_sector=0
    )
    assert table(world([], [])) == nobody_tested(counts, share=0.0, strata=())


def test_where_nothing_can_move_nothing_is_tested() -> None:
    # One arena of twelve, and one solo grant that never counted.
    counts = ParticipationCounts(
        given=13,
        in_small_arenas=1,
        in_strata_without_switch=12,
        tested=0,
        tested_of_unknown_sector=0,
    )
    stratum = StratumSummary(
        name="source-0 · project · 2022",
        source="source-0",
        kind="project",
        first_year=2022,
        last_year=2022,
        region=None,
        topic=None,
        arenas=1,
        participations=12,
        tested=False,
    )
    one_arena = world([list(range(12)), [0]], [0, 1] * 6)
    nothing = nobody_tested(counts, share=1.0, strata=(stratum,))
    # Six actors of either sector are enough, but for somebody to change places with.
    enough = {PUBLIC, PRIVATE}
    pairs = tuple(
        pair.model_copy(update={"verdict": Verdict.NO_SWITCH})
        if {pair.a, pair.b} <= enough
        else pair
        for pair in nothing.pairs
    )
    assert table(one_arena) == nothing.model_copy(update={"pairs": pairs})


def test_sectors_that_never_meet_are_a_gap_and_each_with_itself_a_surplus() -> None:
    found = table(pairs_of_strangers((0, 0, 20), (1, 1, 20)))
    # 80 seats, 40 of each sector, in 40 arenas of two: E_ab = 40·2·40·40/(80·79) = 20.25 and
    # E_aa = 40·40·39/(80·79) = 9.87.
    gap = found.pair(PRIVATE, PUBLIC)
    assert (gap.observed, gap.ratio, gap.verdict) == (0, 0.0, Verdict.GAP)
    assert gap.expected == pytest.approx(1600 / 79, abs=0.3)
    assert (gap.p_low, gap.p, gap.q, gap.p_high) == (0.001, 0.002, 0.002, 1.0)
    assert (gap.arenas_tested, gap.arenas_met, gap.coverage) == (40, 0, 1.0)
    # Everybody is active once and of no region: permuted labels are the same null again.
    assert (gap.interval, gap.label_p, gap.arenas) == (None, 0.002, None)
    assert gap.missing == gap.expected
    for sector in (PUBLIC, PRIVATE):
        surplus = found.pair(sector, sector)
        assert (surplus.observed, surplus.verdict) == (20, Verdict.SURPLUS)
        assert surplus.expected == pytest.approx(780 / 79, abs=0.3)
        assert surplus.ratio == pytest.approx(20 * 79 / 780, rel=0.03)
    assert found.parameters == parameters(999, 3)


def test_meeting_about_as_often_as_expected_cannot_be_told_yet() -> None:
    found = table(pairs_of_strangers((0, 0, 10), (0, 1, 20), (1, 1, 10)))
    shown = [pair for pair in found.pairs if pair.verdict is not Verdict.SUPPRESSED]
    assert [(pair.observed, pair.verdict) for pair in shown] == [
        (10, Verdict.CANNOT_TELL),
        (20, Verdict.CANNOT_TELL),
        (10, Verdict.CANNOT_TELL),
    ]


def test_a_pair_hardly_expected_to_meet_is_in_no_family() -> None:
    # Five academia seats of 210 in 105 arenas: E = 105·5·4/(210·209) = .05.
    found = table(pairs_of_strangers((0, 0, 100), (0, 3, 5)))
    pair = found.pair(ACADEMIA, ACADEMIA)
    assert (pair.observed, pair.p, pair.q, pair.verdict) == (0, 1.0, None, Verdict.CANNOT_TELL)
    assert found.parameters.family == 2


def test_a_sector_of_four_is_not_shown_but_stays_in_the_null() -> None:
    found = table(pairs_of_strangers((0, 0, 20), (0, 3, 4)))
    assert {pair.verdict for pair in found.pairs if ACADEMIA in (pair.a, pair.b)} == {
        Verdict.SUPPRESSED
    }
    assert found.pair(PUBLIC, ACADEMIA) == SectorPair(
        a=PUBLIC, b=ACADEMIA, verdict=Verdict.SUPPRESSED
    )
    # 24 arenas of two, 44 public seats of 48: E = 24·44·43/(48·47) = 20.13.
    assert found.pair(PUBLIC, PUBLIC).expected == pytest.approx(20.13, abs=0.2)


def test_unknown_actors_are_in_the_draws_and_in_no_pair() -> None:
    found = table(pairs_of_strangers((0, 0, 10), (0, 4, 20), (4, 4, 10)))
    assert {(pair.a, pair.b) for pair in found.pairs} == set(KNOWN_PAIRS)
    assert found.sectors[4] == SectorSummary(
        sector=UNKNOWN, sv=UNKNOWN.sv, en=UNKNOWN.en, actors=40, participations=40, tested=False
    )
    assert found.participations.tested_of_unknown_sector == 40
    assert found.pair(PUBLIC, PUBLIC).expected == pytest.approx(780 / 79, abs=0.3)


@pytest.mark.parametrize(
    ("known", "verdict"), [(24, Verdict.CANNOT_TELL), (23, Verdict.INSUFFICIENT_DATA)]
)
def test_too_few_complete_lists_are_too_little_data(known: int, verdict: Verdict) -> None:
    half = pairs_of_strangers((0, 0, 10), (0, 1, 20), (1, 1, 10))
    found = table(replace(half, arena_partners_known=np.arange(40) < known))
    # With partners known in the first k of 40: public actors are in the first 30 arenas.
    pair = found.pair(PUBLIC, PRIVATE)
    assert (pair.coverage, pair.verdict) == (known / 40, verdict)
    assert (pair.p is None) is (verdict is Verdict.INSUFFICIENT_DATA)
    alike = found.pair(PUBLIC, PUBLIC)
    assert (alike.coverage_all, alike.coverage) == (known / 30, known / 40)
    # Private actors are in the last 30, of which at most 14 are known: never enough.
    assert found.pair(PRIVATE, PRIVATE).verdict is Verdict.INSUFFICIENT_DATA
    assert found.parameters.family == (2 if known == 24 else 0)


def test_a_pair_with_too_little_data_shows_counts_only() -> None:
    strangers = pairs_of_strangers((0, 0, 20), (1, 1, 20))
    found = table(replace(strangers, arena_partners_known=np.zeros(40, np.bool_)))
    pair = found.pair(PUBLIC, PRIVATE)
    assert pair.expected == pytest.approx(1600 / 79, abs=0.3)
    assert pair.missing == pair.expected
    empty = {"expected": None, "expected_range": None, "missing": None}
    assert pair.model_copy(update=empty) == SectorPair(
        a=PUBLIC,
        b=PRIVATE,
        observed=0,
        coverage=0.0,
        coverage_tested=0.0,
        coverage_all=0.0,
        arenas_tested=40,
        arenas_met=0,
        verdict=Verdict.INSUFFICIENT_DATA,
    )


def with_solo_grants(before: Participations, *, source: int, known: bool) -> Participations:
    """A thousand arenas more, each with one actor."""
    solo, arenas = np.arange(1000), before.arena_source.size
    more = {
        "arena_source": np.full(1000, source),
        "arena_kind": solo * 0,
        "arena_year": np.full(1000, 2022),
        "arena_region": np.full(1000, NOT_STATED),
        "arena_topic": np.full(1000, NOT_STATED),
        "arena_partners_known": np.full(1000, known),
        "arena_asked": np.ones(1000, np.bool_),
    }
    return replace(
        before,
        actor=np.append(before.actor, solo % before.sector.size),
        arena=np.append(before.arena, arenas + solo),
        leads=np.append(before.leads, solo >= 0),
        **{name: np.append(getattr(before, name), values) for name, values in more.items()},
        source_names=("source-0", "source-1", "register of grants"),
    )


@pytest.mark.parametrize("source", [0, 1, 2])
def test_a_thousand_solo_grants_change_nothing_but_their_own_count(source: int) -> None:
    before = random_world(5)
    found, again = table(before), table(with_solo_grants(before, source=source, known=True))
    counts = again.participations
    assert (counts.given, counts.in_small_arenas) == (before.actor.size + 1000, 1000)
    found_differently = {"arenas_tested", "coverage"} if source < 2 else set()
    assert [p.model_dump(exclude=found_differently) for p in again.pairs] == [
        p.model_dump(exclude=found_differently) for p in found.pairs
    ]
    assert again.model_copy(update={"participations": 0, "pairs": ()}) == found.model_copy(
        update={"participations": 0, "pairs": ()}
    )


@pytest.mark.parametrize("source", [0, 2])
def test_a_thousand_owner_only_grants_take_the_coverage_but_change_no_e(source: int) -> None:
    before = random_world(5)
    found, again = table(before), table(with_solo_grants(before, source=source, known=False))
    assert {pair.verdict for pair in again.pairs} == {Verdict.INSUFFICIENT_DATA}
    assert [(p.observed, p.expected) for p in again.pairs] == [
        (p.observed, p.expected) for p in found.pairs
    ]


def test_complete_lists_of_one_participant_do_not_stand_in_for_those_tested() -> None:
    unlisted = replace(random_world(5), arena_partners_known=np.zeros(40, np.bool_))
    found = table(with_solo_grants(unlisted, source=2, known=True))
    assert {pair.verdict for pair in found.pairs} == {Verdict.INSUFFICIENT_DATA}
    assert {pair.coverage for pair in found.pairs} == {0.0}
    assert min(pair.coverage_all or 0 for pair in found.pairs) > 0.8


def owned_by_the_public_sector() -> Participations:
    """Sixty projects, each with one public owner and three partners of other sectors."""
    partners = random_world(6, actors=60, arenas=60, sectors=3, leads=0)
    arenas = [[60 + k % 20] for k in range(60)]
    for actor, arena in zip(partners.actor.tolist(), partners.arena.tolist(), strict=True):
        arenas[arena].append(actor)
    return world(arenas, [*(partners.sector + 1).tolist(), *([0] * 20)], leads=1)


def test_an_owner_per_project_is_no_gap_among_owners() -> None:
    projects = owned_by_the_public_sector()
    found = {pair.verdict for pair in table(projects).pairs}
    assert not found & {Verdict.GAP, Verdict.SURPLUS}
    plain = table(projects, role_aware=False).pair(PUBLIC, PUBLIC)
    assert (plain.observed, plain.verdict) == (0, Verdict.GAP)


def test_workers_change_nothing_and_the_seed_the_draws_alone() -> None:
    participations = random_world(8)
    found = table(participations)
    assert found == table(participations, workers=4)
    other = table(participations, seed=3)
    assert [p.observed for p in other.pairs] == [p.observed for p in found.pairs]
    assert [p.expected for p in other.pairs] != [p.expected for p in found.pairs]


def test_a_cell_opens_to_its_arenas_and_actors() -> None:
    # Sectors: 0, 1, 2 public; 3, 4, 5 private; 6 civil society.
    arenas = [[0, 3, 6], [0, 1, 3, 4], [0, 1, 2], [5, 6], [2, 5], [6]]
    meeting = world(arenas, [0, 0, 0, 1, 1, 1, 2])
    opened = cell(meeting, 0, 1)
    assert columns_of(opened) == {
        "arena": [1, 0, 4],
        "of_a": [2, 1, 1],
        "of_b": [2, 1, 1],
        "met": [4, 1, 1],
        "actor": [0, 3, 0, 1, 3, 4, 2, 5],
        "actor_arena": [0, 0, 1, 1, 1, 1, 4, 4],
    }
    within = cell(meeting, 0, 0)
    assert columns_of(within) == {
        "arena": [2, 1],
        "of_a": [3, 2],
        "of_b": [3, 2],
        "met": [3, 1],
        "actor": [0, 1, 0, 1, 2],
        "actor_arena": [1, 1, 2, 2, 2],
    }
    assert (opened.least_actors, within.least_actors) == (3, 3)
    nothing = cell(meeting, 2, 3)
    assert (nothing.arena.size, nothing.least_actors) == (0, 0)


def columns_of(opened: Cell) -> dict[str, list[int]]:
    others = {"least_actors", "untested"}
    return {name: column.tolist() for name, column in vars(opened).items() if name not in others}


def test_every_cell_opens_to_what_the_table_counted() -> None:
    participations = random_world(9)
    found = table(participations)
    for s, t in combinations_with_replacement(range(4), 2):
        pair, opened = found.pair(SECTORS[s], SECTORS[t]), cell(participations, s, t)
        assert (pair.observed, pair.arenas_met) == (opened.met.sum(), opened.arena.size)


def test_links_are_given_to_what_is_shown() -> None:
    found = table(pairs_of_strangers((0, 0, 20), (0, 3, 4)))
    linked = found.linked(lambda a, b: f"/{a}/{b}")
    assert {(p.verdict is Verdict.SUPPRESSED, p.arenas) for p in linked.pairs} == {
        (True, None),
        (False, "/public/public"),
    }
    with pytest.raises(KeyError, match="no cell for public and unknown"):
        linked.pair(PUBLIC, UNKNOWN)


@pytest.mark.parametrize(
    ("family", "asked", "draws"),
    [(10, 999, 999), (25, 999, 999), (26, 999, 1039), (36, 0, 1439), (10, 1000, 1007)],
)
def test_draws_follow_the_family_and_fill_eight_chains(family: int, asked: int, draws: int) -> None:
    assert least_draws(family, asked) == draws


@pytest.mark.parametrize(
    ("sectors", "message"),
    [
        ((PUBLIC, PUBLIC), "each may stand once, got \\['public', 'public'\\]"),
        ((PUBLIC,), "column sector: expected indices from 0 to 0, got 0 to 1"),
    ],
)
def test_classes_without_a_name_are_refused(sectors: tuple[Sector, ...], message: str) -> None:
    strangers = pairs_of_strangers((0, 1, 5))
    with pytest.raises(ValueError, match=message):
        sector_table(strangers, sectors=sectors, data_version=1)


def test_sectors_active_at_different_times_are_no_gap() -> None:
    """Public actors before, private ones after fourteen years of both: no choice of theirs."""
    before, after = [(0, 0, 2005)] * 9, [(1, 1, 2020)] * 9
    kinds = [(0, 0)] * 5 + [(0, 1)] * 10 + [(1, 1)] * 5
    between = [(a, b, year) for year in range(2006, 2020) for a, b in kinds]
    arenas = [*before, *between, *after]
    found = table(
        world(
            [[2 * k, 2 * k + 1] for k in range(len(arenas))],
            [s for a, b, _ in arenas for s in (a, b)],
            years=[year for *_, year in arenas],
        )
    )
    assert not {Verdict.GAP, Verdict.SURPLUS} & {pair.verdict for pair in found.pairs}
    assert [stratum.last_year for stratum in found.strata][-1] == 2020
    assert found.strata[0].last_year == 2006

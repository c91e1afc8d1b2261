"""Strata by hand: which arenas may exchange participants."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from queries.gaps.participations import SEVERAL, Participations
from queries.gaps.strata import Stratification, Stratum, joined_periods, stratify
from tests.gaps.gap_worlds import placed, world


@pytest.mark.parametrize(
    ("participations", "arenas", "periods"),
    [
        ([30, 30], [5, 5], [(0, 0), (1, 1)]),
        ([29, 1, 30], [5, 5, 5], [(0, 1), (2, 2)]),
        ([40, 40], [4, 4], [(0, 1)]),  # enough participations, too few arenas
        ([30, 30, 29], [5, 5, 5], [(0, 0), (1, 2)]),  # what is left over joins the last
        ([10, 10], [2, 2], [(0, 1)]),  # never enough: one small stratum
        ([], [], []),
    ],
)
def test_years_are_joined_until_large_enough(
    participations: list[int], arenas: list[int], periods: list[tuple[int, int]]
) -> None:
    assert joined_periods(participations, arenas) == periods


def test_source_and_period_divide_and_small_arenas_leave() -> None:
    meeting = [[0, 1, 2, 3, 4, 5]] * 5  # 30 participations in 5 arenas
    arenas = [*meeting, *meeting, [0, 1], [0], [2], [3]]
    sources = [0] * 5 + [1] * 5 + [0, 0, 0, 1]
    years = [2020, 2020, 2021, 2021, 2022] + [2021] * 5 + [-1, 2020, 2019, 2022]
    strata = stratify(world(arenas, [0] * 6, sources=sources, years=years))
    assert strata.strata == (
        Stratum("source-0", "project", None, None, arenas=1, participations=2),
        Stratum("source-0", "project", 2020, 2022, arenas=5, participations=30),
        Stratum("source-1", "project", 2021, 2021, arenas=5, participations=30),
    )
    assert [stratum.name for stratum in strata.strata] == [
        "source-0 · project · unknown year",
        "source-0 · project · 2020–2022",
        "source-1 · project · 2021",
    ]
    assert strata.counted_in.tolist() == [1] * 5 + [2] * 5 + [0, -1, -1, -1]
    assert strata.lies_in.tolist() == [1] * 5 + [2] * 5 + [0, 1, -1, -1]


def test_a_year_without_meetings_inside_a_period_belongs_to_it() -> None:
    arenas = [[0, 1]] * 2 + [[0]]
    strata = stratify(world(arenas, [0, 0], years=[2010, 2012, 2011]))
    assert strata.counted_in.tolist() == [0, 0, -1]
    assert strata.lies_in.tolist() == [0, 0, 0]


def test_kinds_are_never_joined() -> None:
    columns = vars(world([[0, 1], [0, 1]], [0, 0]))
    strata = stratify(
        Participations(
            **{**columns, "arena_kind": np.array([0, 1]), "kind_names": ("project", "event")}
        )
    )
    assert [stratum.kind for stratum in strata.strata] == ["project", "event"]


def arenas_of(counts: dict[tuple[int, int, int], int]) -> Participations:
    """By year, region and topic, so many arenas of the same six actors."""
    slices = [one for one, count in counts.items() for _ in range(count)]
    years, regions, topics = (list(column) for column in zip(*slices, strict=True))
    made = world([list(range(6))] * len(slices), [0] * 6, years=years)
    return placed(made, regions=regions, topics=topics)


def described(strata: Stratification) -> list[tuple[str, str | None, str | None, int]]:
    return [(each.period, each.region, each.topic, each.arenas) for each in strata.strata]


def test_region_and_topic_divide_what_is_large_enough() -> None:
    strata = stratify(arenas_of({(2020, 0, 0): 5, (2020, 0, 1): 6, (2020, 1, 0): 7}))
    assert described(strata) == [
        ("2020", "region-0", "topic-0", 5),
        ("2020", "region-0", "topic-1", 6),
        ("2020", "region-1", "topic-0", 7),
    ]
    assert strata.strata[0].name == "source-0 · project · 2020 · region-0 · topic-0"
    assert len({stratum.key for stratum in strata.strata}) == 3


def test_what_is_too_small_is_joined_whatever_its_topic_then_its_region_then_its_year() -> None:
    counts = {
        (2020, 0, 0): 5,  # large enough
        (2020, 0, 1): 3,  # with the next: region 0 in 2020, whatever its topic
        (2020, 0, 2): 4,
        (2020, 1, 0): 3,  # with the next: 2020, whatever its region
        (2020, 2, 1): 4,
        (2021, 0, 0): 2,  # with the next: adjacent years
        (2022, 1, 1): 3,
    }
    strata = stratify(arenas_of(counts))
    assert described(strata) == [
        ("2020", "region-0", "topic-0", 5),
        ("2020", "region-0", None, 7),
        ("2020", None, None, 7),
        ("2021–2022", None, None, 5),
    ]
    expected = [0] * 5 + [1] * 7 + [2] * 7 + [3] * 5
    assert strata.counted_in.tolist() == strata.lies_in.tolist() == expected


def test_a_rest_that_never_suffices_joins_what_is_nearest_in_time() -> None:
    counts = {(2020, 0, 0): 5, (2020, 1, 0): 3, (2020, 2, 0): 3, (2021, 0, 0): 9, (2022, 1, 1): 2}
    strata = stratify(arenas_of(counts))
    assert described(strata) == [
        ("2020", "region-0", "topic-0", 5),
        ("2020", None, None, 6),
        ("2021–2022", None, None, 11),
    ]


def test_years_are_not_joined_across_a_year_of_its_own_nor_across_a_decade() -> None:
    # Before and after fourteen full years nine arenas each: never one stratum "2005–2020".
    full = {(year, 0, 0): 9 for year in range(2006, 2020)}
    few = {(2005, 1, 0): 3, (2020, 1, 0): 3, (1990, 1, 0): 2}
    strata = stratify(arenas_of({**few, **full}))
    assert described(strata)[:2] == [("1990", None, None, 2), ("2005–2006", None, None, 12)]
    assert described(strata)[-1] == ("2019–2020", None, None, 12)
    assert len(strata.strata) == 15


def test_several_regions_and_none_are_groups_of_their_own() -> None:
    strata = stratify(arenas_of({(2020, 0, 0): 5, (2020, SEVERAL, 0): 5, (2020, -1, -1): 5}))
    assert [(each.region, each.topic) for each in strata.strata] == [
        ("several", "topic-0"),
        ("none stated", "none stated"),
        ("region-0", "topic-0"),
    ]


def test_an_arena_of_one_lies_where_it_would_have_been_counted() -> None:
    meeting = {(2020, 0, 0): 5, (2020, 0, 1): 5, (2020, 1, 0): 5}
    made = arenas_of(meeting)
    alone = [(2020, 0, 1), (2020, 0, 2), (2020, 1, 2), (2021, 0, 0)]
    more = {
        "arena_source": [0] * 4, "arena_kind": [0] * 4,
        "arena_year": [one[0] for one in alone], "arena_region": [one[1] for one in alone],
        "arena_topic": [one[2] for one in alone], "arena_partners_known": [True] * 4,
        "arena_asked": [True] * 4,
    }  # fmt: skip
    columns = {name: np.append(getattr(made, name), values) for name, values in more.items()}
    columns["actor"] = np.append(made.actor, [0, 1, 2, 3])
    columns["arena"] = np.append(made.arena, [15, 16, 17, 18])
    columns["leads"] = np.append(made.leads, [False] * 4)
    strata = stratify(replace(made, **columns, topic_names=("topic-0", "topic-1", "topic-2")))
    assert strata.counted_in[15:].tolist() == [-1] * 4
    # No topic of its own, a region without a rest, a year without anything: in no stratum.
    assert strata.lies_in[15:].tolist() == [1, -1, -1, -1]


@given(
    slices=st.lists(
        st.tuples(
            st.integers(0, 1), st.integers(2016, 2023), st.integers(-2, 2), st.integers(-1, 3),
            st.integers(1, 7),
        ),
        min_size=1,
        max_size=60,
    )
)  # fmt: skip
def test_every_arena_is_in_one_stratum_large_enough_unless_its_series_is_not(
    slices: list[tuple[int, int, int, int, int]],
) -> None:
    sources, years, regions, topics, sizes = (list(c) for c in zip(*slices, strict=True))
    made = world([list(range(n)) for n in sizes], [0] * 7, sources=sources, years=years)
    strata = stratify(placed(made, regions=regions, topics=topics))
    for number, stratum in enumerate(strata.strata):
        inside = np.flatnonzero(strata.counted_in == number).tolist()
        rows = sum(sizes[k] for k in inside)
        assert (stratum.arenas, stratum.participations) == (len(inside), rows)
        assert {f"source-{sources[k]}" for k in inside} == {stratum.source}
        if rows < 30 or len(inside) < 5:
            far = [
                abs(years[k] - years[j])
                for j in inside
                for k in np.flatnonzero(strata.counted_in >= 0).tolist()
                if sources[k] == sources[j] and strata.counted_in[k] != number
            ]
            assert not [apart for apart in far if apart <= 2]
    assert [k for k, n in enumerate(sizes) if n > 1] == np.flatnonzero(
        strata.counted_in >= 0
    ).tolist()


def test_no_arenas_no_strata() -> None:
    strata = stratify(world([], []))
    assert (strata.strata, strata.counted_in.size, strata.lies_in.size) == ((), 0, 0)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"leads": np.zeros(1, np.bool_)}, "one value per participation"),
        ({"arena_year": np.zeros(1, np.int16)}, "one value per arena each"),
        ({"arena_partners_known": np.zeros(1, np.bool_)}, "one value per arena"),
        ({"actor": np.array([0, 9, 0, 1])}, "column actor: expected .* from 0 to 1, got 0 to 9"),
        ({"arena": np.array([0, 0, 1, -1])}, "column arena: expected indices from 0 to 1, got -1"),
        ({"source_names": ()}, "column arena_source: expected indices from 0 to -1, got 0 to 0"),
        ({"actor": np.array([0, 0, 0, 1])}, "an actor takes part in an arena once"),
    ],
)
def test_columns_that_do_not_fit_are_refused(change: dict[str, object], message: str) -> None:
    columns = vars(world([[0, 1], [0, 1]], [0, 0]))
    with pytest.raises(ValueError, match=message):
        Participations(**{**columns, **change})

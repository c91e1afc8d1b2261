"""Strata by hand: which arenas may exchange participants."""

import numpy as np
import pytest

from queries.gaps.participations import Participations
from queries.gaps.strata import Stratum, joined_periods, stratify
from tests.gaps.gap_worlds import world


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
    strata = stratify(world(arenas, [0, 0], years=[2010, 2020, 2015]))
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

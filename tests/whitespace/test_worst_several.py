"""Where any arena may have several labels, what undoes a gap by one placing.

What is expected of pairs of labels falls by as many pairs as a newcomer brings.
"""

from pathlib import Path

import pytest

from graph_schema.claims import CoverageSlice
from graph_schema.vocabularies import ParticipantsListed
from tests.whitespace.graph import PROJECTS
from tests.whitespace.test_worst import GAP, OPEN, Projects, cell_of, told

RARE = "abcdefgijklmopqrtuvwxyzåä"  # 25 themes, of 20 projects each
ONE_OF_ALL = [
    (47, "n", "h", 2020), (453, "s", "h", 2020), (1, "s", RARE, 2020),
    *((6 + (k < 3), "n", theme, 2020) for k, theme in enumerate(RARE)),
    *((14 - (k < 3), "s", theme, 2020) for k, theme in enumerate(RARE)),
]  # fmt: skip


@pytest.mark.parametrize(
    ("lacking", "least", "says"), [(1, 200 * 500 / 1050, GAP), (3, 200 * 500 / 1100, OPEN)]
)
def test_each_may_bring_as_many_pairs_as_any_has(
    lacking: int, least: float, says: tuple[str, str | None], tmp_path: Path
) -> None:
    """Of 1,025 pairs 200 are in the north and 500 of h: 97.6, of which half are 48.8.

    One with all 25 rare themes in the south leaves 95.2, three 90.9: half of it is less than 47.
    """
    cell = cell_of([*ONE_OF_ALL, (lacking, "s", "", 2020)], tmp_path)

    assert cell["expected"] == pytest.approx(200 * 500 / 1025)
    assert cell["worst_expected"] == pytest.approx(least)
    assert (cell["verdict"], cell["reason"]) == says


PLACES = "abcdefgijk"  # ten regions
SINGLE = [
    (49, "n", "h", 2020), (151, "n", "w", 2020), (450, "s", "h", 2020),
    *((35, place, "w", 2020) for place in PLACES),
]  # fmt: skip


@pytest.mark.parametrize(("places", "says"), [("a", GAP), (PLACES, OPEN)])
def test_so_may_one_that_has_several_where_no_other_does(
    places: str, says: tuple[str, str | None], tmp_path: Path
) -> None:
    """49 of 200·499/1,000 = 99.8. Eight of w in ten regions bring 80 pairs: 92.4; in one, 8."""
    cell = cell_of([*SINGLE, (8, places, "", 2020)], tmp_path)

    pairs = 1000 + 8 * len(places)
    assert cell["worst_expected"] == pytest.approx(200 * 499 / pairs, abs=0.5)
    assert (cell["verdict"], cell["reason"]) == says


POPULAR = "ABCDFG"
BESIDE = "region,theme,possible\n" + "".join(f"n,{theme},no\n" for theme in POPULAR)
HELD = [
    (20, "n", "h", 2020), (100, "s", "h", 2020), (1, "s", "uvyopq", 2020),
    *((14, "n", theme, 2020) for theme in "uvyopq"),
    *((25, "s", theme, 2020) for theme in POPULAR),
]  # fmt: skip


@pytest.mark.parametrize(("lacking", "says"), [([], GAP), ([(3, "", "huvyopq", 2020)], OPEN)])
def test_beside_impossible_cells_those_that_may_lie_in_the_cell_lie_elsewhere_too(
    lacking: list[Projects], says: tuple[str, str | None], tmp_path: Path
) -> None:
    """Three of h without a region may lie in the south, which takes from the north as others do."""
    assert told([*HELD, *lacking], tmp_path, cells=BESIDE) == says


ELEVEN = PROJECTS.model_copy(
    update={
        "coverage": (
            CoverageSlice(
                regions=tuple(f"lan:{40 + k}" for k in range(11)),
                participants=ParticipantsListed.COMPLETE,
            ),
        )
    }
)
FROZEN = [
    (25, "n", "h", 2020), (95, "n", "w", 2020), (300, PLACES, "h", 2020), (300, PLACES, "w", 2020),
    (500, "z", "w", 2020),
]  # fmt: skip


def test_what_lies_where_the_list_did_not_look_changes_places_with_nobody(tmp_path: Path) -> None:
    """Of 720 that can move 325 are about h: 54.2 of the 120 in the north, and with 75 more 49.1."""
    cell = cell_of([*FROZEN, (75, "a", "", 2020)], tmp_path, info=ELEVEN)

    assert cell["worst_expected"] == pytest.approx(120 * 325 / 795, abs=0.3)
    assert (cell["verdict"], cell["reason"]) == OPEN

"""Where arenas that lack a label may undo a gap in other ways than by lying in its cell.

As in ``test_may_belong``: of 240 projects 32 lie in the north and 60 are about housing, so that 8
are expected to be both and none is. Beside each that undoes it stands one that does not.
"""

from collections.abc import Iterable
from math import exp, sqrt
from pathlib import Path
from typing import Any

import pytest

from graph_schema.claims import CoverageSlice, SourceInfo
from graph_schema.vocabularies import ParticipantsListed
from tests.callers import caller_in
from tests.lookup.small_graph import Statements, node_id
from tests.whitespace.graph import PROJECTS, parties, project

WIDE = PROJECTS.model_copy(
    update={"coverage": (CoverageSlice(participants=ParticipantsListed.COMPLETE),)}
)
LOOKED = PROJECTS.model_copy(
    update={
        "coverage": (
            CoverageSlice(regions=("lan:40", "lan:41"), participants=ParticipantsListed.COMPLETE),
        )
    }
)
Projects = tuple[int, str, str, int]
"""How many, letters of their regions, letters of their themes, and the year they began."""
EIGHT = [(32, "n", "w", 2020), (60, "s", "h", 2020), (148, "s", "w", 2020)]
ONE_PLACE = [*EIGHT, (50, "n", "h", 2015)]
BLOCKS = [*EIGHT, (100, "e", "x", 2020), (100, "e", "y", 2020)]
IMPOSSIBLE = "region,theme,possible\n" + "".join(
    f"{region},{theme},no\n"
    for region, themes in {"n": "xy", "s": "xy", "e": "hw"}.items() for theme in themes
)  # fmt: skip
SQUARE = [(7, r, t, 2020) for r in "abcdef" for t in "abcdef" if r != t]
OTHERS = [(7, r, "", 2020) for r in "bcdef"]
COUNTIES = "ABCDEFGHIJKLMNOPQRST"
GAP, OPEN = ("gap", None), ("cannot_tell", "may_belong")


def stated(
    groups: list[Projects], info: SourceInfo = WIDE, codes: dict[str, int] | None = None
) -> Statements:
    """The projects; a region or a theme is called by its letter, regions have ``codes``."""
    says = Statements(info)
    letters = sorted({letter for _, places, _, _ in groups for letter in places})
    for letter, code in (codes or {letter: 40 + n for n, letter in enumerate(letters)}).items():
        says.says("reg", letter, name=letter, level="county", notation=f"{code}",
                  identifiers=[f"lan:{code}"])  # fmt: skip
    for letter in sorted({letter for _, _, themes, _ in groups for letter in themes}):
        says.says("thm", letter, name=letter)
    parties(says)
    each = [group for group in groups for _ in range(group[0])]
    for k, (_, places, themes, year) in enumerate(each):
        project(says, k, f"Projekt {k:04}", places, themes, year)
    return says


def cell_of(
    groups: list[Projects], folder: Path, at: str = "nh", info: SourceInfo = WIDE, **asked: str
) -> dict[str, Any]:
    """The cell of a region and a theme."""
    row, column = node_id(f"projects/reg/{at[0]}"), node_id(f"projects/thm/{at[1]}")
    with caller_in(folder, stated(groups, info)) as caller:
        found = caller.get("/api/v1/gaps/whitespace", params=asked).json()
    cell: dict[str, Any] = next(
        c for c in found["cells"] if (c["row"], c["column"]) == (row, column)
    )
    return cell


def by_seeds(
    says: Statements, folder: Path, seeds: Iterable[int]
) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """The cell of n and h by each seed, and the table it stands in."""
    at = [node_id(f"projects/{key}") for key in ("reg/n", "thm/h")]
    with caller_in(folder, says) as caller:
        asked = [{"seed": seed} for seed in seeds]
        tables = [caller.get("/api/v1/gaps/whitespace", params=each).json() for each in asked]
    return [
        (next(c for c in table["cells"] if [c["row"], c["column"]] == at), table)
        for table in tables
    ]


def told(
    groups: list[Projects], folder: Path, at: str = "nh", info: SourceInfo = WIDE, **asked: str
) -> tuple[str, str | None]:
    """What is said of the cell of a region and a theme."""
    cell = cell_of(groups, folder, at, info, **asked)
    return cell["verdict"], cell["reason"]


@pytest.mark.parametrize(
    ("lacking", "says"), [([(1, "s", "", 2020)], GAP), ([(1, "s", "", 2015)], OPEN)]
)
def test_one_may_let_a_year_of_one_region_be_compared(
    lacking: list[Projects], says: tuple[str, str | None], tmp_path: Path
) -> None:
    """Of 2015 there are 50 in the very cell, which are compared with nothing till then."""
    assert told([*ONE_PLACE, *lacking], tmp_path) == says


@pytest.mark.parametrize(("themes", "says"), [("w", GAP), ("wxyz", OPEN)])
def test_of_several_labels_each_makes_fewer_expected(
    themes: str, says: tuple[str, str | None], tmp_path: Path
) -> None:
    """50 of one theme: 8·240/290 = 6.6, e^−6.6 = .0013; of four: 8·240/440 = 4.4, .0127·4."""
    assert told([*EIGHT, (50, "", themes, 2020)], tmp_path) == says


@pytest.mark.parametrize(("lacking", "says"), [([], GAP), ([(200, "a", "", 2020)], OPEN)])
def test_where_arenas_have_several_regions_it_is_what_the_draws_exchange(
    lacking: list[Projects], says: tuple[str, str | None], tmp_path: Path
) -> None:
    """Draws give 40·106/240 = 17.7, and 40·106/440 = 9.6 with 200 more, of which 6 are no gap.

    By pairs it would be 19.7 and 18: two hundred projects lie in ten counties each.
    """
    ten = "abcdefgijk"
    groups = [(6, "n", "h", 2020), (34, "n", "w", 2020), (100, ten, "h", 2020),
              (100, ten, "w", 2020)]  # fmt: skip
    assert told([*groups, *lacking], tmp_path) == says


def test_a_page_says_that_what_is_expected_is_drawn(tmp_path: Path) -> None:
    """Ten counties each for two hundred who have the theme: 53 by pairs, 39 of 40 by draws."""
    ten = "abcdefgijk"
    groups = [(6, "n", "h", 2020), (34, "n", "w", 2020), (200, ten, "h", 2020),
              (20, "s", "w", 2020)]  # fmt: skip
    with caller_in(tmp_path, stated(groups)) as caller:
        page = caller.get("/whitespace?lang=sv", headers={"Accept": "text/html"}).text
    said = "Väntat är här vad slumpdragningarna ger i genomsnitt: arenor har flera regioner"
    assert said in page


TWELVE = "hbcdefgijklm"
NEARLY_ALL = [
    (14, "n", "h", 2020), (116, "t", "h", 2020),
    *((17 if theme in "bcdefgijk" else 16 if theme == "l" else 17, "n", theme, 2020)
      for theme in TWELVE[1:]),
    *((8, "t", theme, 2020) for theme in TWELVE[1:]),
    *((10, "s", TWELVE.replace(theme, ""), 2020) for theme in TWELVE),
]  # fmt: skip


@pytest.mark.parametrize(("more", "says"), [(0, GAP), (110, OPEN)])
def test_those_who_have_nearly_all_labels_lose_none(
    more: int, says: tuple[str, str | None], tmp_path: Path
) -> None:
    """14 of 61; if 110 of the south have eleven of twelve themes, 14 of 16."""
    lacking = [(more, "s", "", 2020)] if more else []
    assert told([*NEARLY_ALL, *lacking], tmp_path) == says


FEW = [(12, "n", "w", 2020), (12, "s", "h", 2020), (12, "s", "w", 2020)]


@pytest.mark.parametrize(("lacking", "says"), [([], GAP), ([(1, "s", "", 2020)], OPEN)])
def test_where_none_lacks_a_label_it_is_the_draws_alone_that_tell(
    lacking: list[Projects], says: tuple[str, str | None], tmp_path: Path
) -> None:
    """None of 4: the exact p is .0022, Poisson's .018, and .073 of four cells."""
    assert told([*FEW, *lacking], tmp_path) == says


@pytest.mark.parametrize("themes", ["", "w"])
def test_what_lies_where_no_source_looked_comes_near_no_cell(themes: str, tmp_path: Path) -> None:
    """400 of a county that is not covered, with a theme or without: E is 8 and no less."""
    assert told([*EIGHT, (400, "z", themes, 2020)], tmp_path, info=LOOKED) == GAP


def test_what_is_expected_is_what_draws_give_where_pairs_give_another_number(
    tmp_path: Path,
) -> None:
    """27 of 30 have the theme, of whom draws can give it to no more than 30; pairs give 92.

    They have four of nine themes each, 500 others one, 450 of these the same: 120·477/620 = 92.
    """
    several = [(9, "n", "h" + more, 2020) for more in ("bcd", "efg", "ijk")]
    groups = [*several, (3, "n", "bdfj", 2020), (450, "s", "h", 2020), (50, "s", "b", 2020)]
    cell = cell_of(groups, tmp_path)
    assert 27 < cell["expected"] < 30
    assert (cell["verdict"], cell["reason"]) == ("as_expected", None)


@pytest.mark.parametrize(
    ("at", "groups", "between", "says"),
    [
        # 20 of 100 in the north are about housing and 400 of 420 in the south, where most have
        # three themes more: by pairs 20 of 100·420/1420 = 29.6. Most labels of the south lie with
        # 300 who have four each, so that draws give most of the housing to those who have one.
        (
            "nh",
            [(20, "n", "h", 2020), (80, "n", "w", 2020), (300, "s", "hxyz", 2020),
             (100, "s", "h", 2020), (20, "s", "w", 2020)],
            (40.1, 100.0),
            GAP,
        ),
        # 10 of 100 with one theme each are about work, and 60 of 360 who have it beside three: by
        # pairs 100·70/640 = 10.9. Of four themes that 60 have, draws leave work with nearly all.
        (
            "nw",
            [(10, "n", "w", 2020), (90, "n", "h", 2020), (300, "s", "h", 2020),
             (60, "s", "hwxy", 2020)],
            (0.1, 2.9),
            ("cannot_tell", "too_few_expected"),
        ),
    ],
)  # fmt: skip
def test_no_verdict_is_of_pairs_where_draws_tell_otherwise(
    at: str,
    groups: list[Projects],
    between: tuple[float, float],
    says: tuple[str, str | None],
    tmp_path: Path,
) -> None:
    cell = cell_of(groups, tmp_path, at)
    assert between[0] < cell["expected"] < between[1]
    assert (cell["verdict"], cell["reason"]) == says


NEAR = [(28, "n", "h", 2020), (72, "n", "w", 2020), (63, "s", "w", 2020), (100, "s", "hx", 2020),
        (70, "s", "hw", 2020), (40, "n", "x", 2020), (10, "s", "x", 2020),
        (37, "s", "h", 2020)]  # fmt: skip


def test_where_seeds_tell_otherwise_each_says_so(tmp_path: Path) -> None:
    """By pairs 55.8 and by draws 59.5 or so, another by a tenth in one cell or not by the seed."""
    found = by_seeds(stated(NEAR), tmp_path, range(1, 5))
    told = {(cell["verdict"], cell["hangs_on_draws"]) for cell, _ in found}
    assert told == {("gap", True), ("cannot_tell", True)}


DRAWN_AGAIN = [
    (110, "n", "w", 2020),
    (65, "s", "h", 2020),
    (830, "s", "w", 2020),
    (80, "s", "", 2020),
]


def test_a_gap_that_few_draws_tell_of_is_drawn_again(tmp_path: Path) -> None:
    """Of 7.1 expected none is there, and of 6.6 with the eighty: p = e^−6.59 = .0014.

    Two cells are tested, and two more and 80/3 may come: with the theme that the list has besides,
    in what other themes the eighty may have. Of thirty that q is .041; of 999 draws p is as often
    .002, q .06. Of 9,999 it is not, but may be by others: p and 2√2 of its errors are told.
    """
    says = stated(DRAWN_AGAIN, LOOKED)
    says.says("thm", "x", name="x")
    hangs = set()
    for cell, table in by_seeds(says, tmp_path, (2, 6, 11)):
        p, draws = cell["p_low"], table["parameters"]["null"]["draws"]
        most = p + 2 * sqrt(2) * sqrt(p * (1 - p) / (draws + 1))
        assert (cell["verdict"], draws) == ("gap", 9_999)
        assert cell["worst_q"] == pytest.approx(30 * exp(-110 * 65 / 1085), rel=1e-9)
        assert cell["hangs_on_draws"] == (30 * most > 0.05)
        hangs.add(cell["hangs_on_draws"])
    assert hangs == {True, False}


AT_THREE = [(100, "n", "w", 2020), (6, "abcdefgijk", "h", 2020), (94, "abcdefgijk", "w", 2020)]


def test_where_what_is_drawn_lies_at_three_each_seed_says_so(tmp_path: Path) -> None:
    """Six of two hundred are about h and half of those lie in n: 3, and none; by pairs 5.5.

    C(100,6)/C(200,6) = .0145, so that it is a gap by the seeds that test it.
    """
    found = [cell for cell, _ in by_seeds(stated(AT_THREE), tmp_path, range(1, 7))]
    assert [cell["expected"] for cell in found] == pytest.approx([3] * 6, abs=0.1)
    told = {(cell["verdict"], cell["reason"], cell["hangs_on_draws"]) for cell in found}
    assert told == {("gap", None, True), ("cannot_tell", "too_few_expected", True)}


SATURATED = [(100, "n", "h", 2020), (1780, "s", "h", 2020), (200, "s", "w", 2020)] + [
    (100, "s", theme, 2020) for theme in "xyz"
]


@pytest.mark.parametrize(
    ("more", "says"),
    [
        # Of 8.3 expected there is none; with two of four themes at least 6.3.
        ([(1, "", "hxyz", 2020), (1, "s", "", 2020)], GAP),
        # Each of 20 may take one label of the theme away, all of them from the north.
        ([(1, "", "hxyz", 2020), (19, "s", "", 2020)], OPEN),
    ],
)
def test_of_several_labels_each_may_take_one_of_the_column_away(
    more: list[Projects], says: tuple[str, str | None], tmp_path: Path
) -> None:
    assert told([*SATURATED, *more], tmp_path, "nw") == says


def test_of_several_strata_what_is_left_is_that_of_the_worst(tmp_path: Path) -> None:
    """500 of 2020 may take away all that is expected there; that of 2015 alone is no bound."""
    groups = [(100, "n", "h", 2020), (300, "s", "w", 2020), (100, "s", "h", 2020),
              (8, "n", "w", 2015), (292, "n", "h", 2015), (700, "s", "h", 2015),
              (150, "s", "hwxy", 2015)]  # fmt: skip
    assert told([*groups, (500, "s", "", 2020)], tmp_path, "nw") == OPEN


HOLED = [(4, "n", "h", 2020), (100, "a", "h", 2020)] + [
    (100, region, theme, 2020) for region in "abn" for theme in "wx"
]
HOLE = "region,theme,possible\nb,h,no\n"


@pytest.mark.parametrize(("more", "says"), [(0, GAP), (10, GAP), (20, OPEN)])
def test_where_a_block_has_impossible_cells_few_more_are_searched_and_many_are_not(
    more: int, says: tuple[str, str | None], tmp_path: Path
) -> None:
    """4 of some 42, so that no few would fill it; a tenth of the 104 of the least line are 10."""
    lacking: list[Projects] = [(more, "b", "", 2020)] if more else []
    assert told([*HOLED, *lacking], tmp_path, cells=HOLE) == says


@pytest.mark.parametrize(("more", "says"), [(100, GAP), (200, OPEN)])
def test_where_cells_are_impossible_it_is_those_of_its_own_block_that_count(
    more: int, says: tuple[str, str | None], tmp_path: Path
) -> None:
    """8·240/340 = 5.6, of which none: .0035; 8·240/440 = 4.4: .0127·4. By all 440 it would be 5.5.

    With the two of the other block that may be tested there are six: .0035·6 = .021.
    """
    groups = [*BLOCKS, (more, "s", "", 2020)]
    assert told(groups, tmp_path, cells=IMPOSSIBLE) == says


@pytest.mark.parametrize(
    ("lacking", "says"),
    [
        ([(100, "s", "", 2020)], GAP),
        ([(5, county, "", 2020) for county in COUNTIES], OPEN),
    ],
)
def test_more_cells_may_be_tested_then(
    lacking: list[Projects], says: tuple[str, str | None], tmp_path: Path
) -> None:
    """Both make 8·240/340 = 5.6 of it, of which none: .0035, and .014 of four cells.

    Of each of twenty counties (5·280/340 = 4.1 about work) one cell may be tested: .0035·24 = .085.
    """
    assert told([*EIGHT, *lacking], tmp_path) == says


@pytest.mark.parametrize(("lacking", "says"), [([], GAP), (OTHERS, OPEN)])
def test_other_gaps_may_be_none_then(
    lacking: list[Projects], says: tuple[str, str | None], tmp_path: Path
) -> None:
    """Six by six, 7 in each cell but the diagonal: 35·35/210 = 5.8 are expected there.

    The first of the diagonal is sixth of 36 with equal p, q = 6·p. Those of the other five may
    fill the other five: then it is 36·p, and 35·35/245 = 5 are expected: 36·e^−5 = .24.
    """
    assert told([*SQUARE, *lacking], tmp_path, at="aa") == says


NEEDED = [(1, "n", "h", 2020), (11, "s", "h", 2020), (1, "s", "w", 2020), (30, "n", "x", 2020)]
NEEDS = "region,theme,need\nn,h,6\ns,h,6\ns,w,1\n"


@pytest.mark.parametrize(
    ("lacking", "says"), [([], GAP), ([(1, "s", "", 2020)], GAP), ([(30, "s", "", 2020)], OPEN)]
)
def test_against_a_need_more_cells_are_tested_where_more_may_come(
    lacking: list[Projects], says: tuple[str, str | None], tmp_path: Path
) -> None:
    """6, 6 and 1 of 13 are expected: P(X ≤ 1 | 6) = .0174, .035 of two cells and .052 of three.

    The third may have an E of 3 with 30 more in the three, and not for 30 in a cell without a need.
    """
    row, column = (node_id(f"projects/{key}") for key in ("reg/n", "thm/h"))
    with caller_in(tmp_path, stated([*NEEDED, *lacking])) as caller:
        found = caller.get("/api/v1/gaps/whitespace", params={"cells": NEEDS}).json()
    cell = next(c for c in found["cells"] if (c["row"], c["column"]) == (row, column))

    assert (cell["need"]["verdict"], cell["need"]["reason"]) == says


FAR = "region,theme,need\nn,h,10\ns,h,10\nz,h,80\n"
AGAINST = [(8, "n", "h", 2020), (32, "s", "h", 2020), (40, "n", "w", 2020), (40, "s", "w", 2020)]
LAID = WIDE.model_copy(
    update={
        "coverage": (
            CoverageSlice(regions=("lan:70", "lan:71"), participants=ParticipantsListed.COMPLETE),
        )
    }
)


@pytest.mark.parametrize(
    ("lacking", "info", "says"),
    [([], WIDE, GAP), ([(1, "", "h", 2020)], WIDE, OPEN), ([(1, "", "h", 2020)], LAID, GAP)],
)
def test_against_a_need_one_may_open_a_county_where_nobody_looked(
    lacking: list[Projects], info: SourceInfo, says: tuple[str, str | None], tmp_path: Path
) -> None:
    """8 of 20; in a county that needs eight times as much it makes 4.1 of them, not where regions
    are named."""
    row, column = (node_id(f"projects/{key}") for key in ("reg/n", "thm/h"))
    called = {"n": 70, "s": 71, "z": 72}
    groups = [*AGAINST, *lacking]
    with caller_in(tmp_path, stated(groups, info, called)) as caller:
        found = caller.get("/api/v1/gaps/whitespace", params={"cells": FAR}).json()
    cell = next(c for c in found["cells"] if (c["row"], c["column"]) == (row, column))

    assert cell["need"]["expected"] == pytest.approx(20)
    assert (cell["need"]["verdict"], cell["need"]["reason"]) == says


OF_NORTH, OF_BOTH = "uvyopq", "abcdef"
NORTH_ALONE = "region,theme,possible\n" + "".join(
    [f"n,{theme},no\n" for theme in OF_BOTH] + [f"t,{theme},no\n" for theme in OF_NORTH]
)
HELD = [
    (20, "n", "h", 2020), (100, "s", "h", 2020), (1, "s", OF_NORTH, 2020),
    *((14, "n", theme, 2020) for theme in OF_NORTH),
    *((25, "s", theme, 2020) for theme in OF_BOTH), *((35, "t", theme, 2020) for theme in OF_BOTH),
]  # fmt: skip


@pytest.mark.parametrize(("lacking", "says"), [([], GAP), ([(8, "s", "", 2020)], OPEN)])
def test_of_several_labels_beside_impossible_cells_nothing_is_taken_for_expected(
    lacking: list[Projects], says: tuple[str, str | None], tmp_path: Path
) -> None:
    """20 of 51: eight given the six themes of the north make it 38, for the north may hold little
    else than those and this."""
    assert told([*HELD, *lacking], tmp_path, cells=NORTH_ALONE) == says

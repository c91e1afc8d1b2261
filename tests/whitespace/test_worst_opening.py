"""Where arenas without a region may lie in a county that is not compared, and so open it.

What such a county holds takes part then: its arenas, those that lack a theme too, and its cells.
"""

from pathlib import Path
from typing import Any

import pytest

from graph_schema.claims import CoverageSlice, SourceInfo
from graph_schema.vocabularies import ParticipantsListed
from tests.callers import caller_in
from tests.lookup.small_graph import Statements, node_id
from tests.whitespace.graph import parties, project
from tests.whitespace.test_worst import GAP, LOOKED, OPEN, WIDE, cell_of

Listed = list[tuple[int, str, str]]
"""How many, the letter of their region, and of their theme; none where there is none."""
LIST = WIDE.model_copy(update={"name": "open", "order": 20})
COUNTIES = "nstu"
THEMES = "hwxabcdefgijklmopqruvyzABCDEFGHIJKLMNOPQRSTUVXYZÅÄ"
FEW = ("cannot_tell", "too_small_a_lack")


def listed(info: SourceInfo, groups: Listed, *, all_themes: bool = True) -> Statements:
    """Projects of a list, with names of its own, that knows regions and themes by their codes.

    It has all the themes there are in its list, or those it has a project about.
    """
    says = Statements(info)
    for k, key in enumerate(COUNTIES, start=40):
        says.says("reg", key, name=f"Län {key}", level="county", notation=f"{k}",
                  identifiers=[f"lan:{k}"])  # fmt: skip
    about = {theme for _, _, theme in groups}
    for k, key in enumerate(THEMES, start=50401):
        if not all_themes and key not in about:
            continue
        says.says("thm", key, name=f"Tema {key}", identifiers=[f"ssif:{k}"])
    parties(says, f"Aktör {info.name}")
    each = [group for group in groups for _ in range(group[0])]
    for k, (_, place, theme) in enumerate(each):
        project(says, k, f"Projekt {info.name} {k:04}", place, theme)
    return says


def cell(
    folder: Path,
    named: Listed,
    other: Listed,
    info: SourceInfo = LIST,
    *,
    all_themes: bool = True,
    **asked: str,
) -> dict[str, Any]:
    """North × h, of a list that names n and s as its regions, and of one that names none."""
    row, column = (node_id(f"projects/{key}") for key in ("reg/n", "thm/h"))
    others = listed(info, other, all_themes=all_themes)
    with caller_in(folder, listed(LOOKED, named), others) as caller:
        cells = caller.get("/api/v1/gaps/whitespace", params=asked).json()["cells"]
    found: dict[str, Any] = next(c for c in cells if (c["row"], c["column"]) == (row, column))
    return found


NAMED: Listed = [(15, "n", "h"), (85, "n", "w"), (185, "s", "h"), (115, "s", "w")]
NAMELESS: Listed = [(20, "s", "h"), (20, "s", "w"), (10, "n", "h"), (10, "n", "w")]
STRAYS: Listed = [(400, "t", "w"), (800, "u", "h")]
OF_NAMELESS = 20 * 30 / 61  # the one more is in no line of the cell


@pytest.mark.parametrize(
    ("strays", "one", "expected", "says"),
    [
        (STRAYS, [], 50 + 10, GAP),
        (STRAYS, [(1, "", "w")], 50 + 10, OPEN),
        (STRAYS, [(1, "t", "w")], 100 * 200 / 800 + OF_NAMELESS, FEW),
        (STRAYS, [(1, "u", "w")], 100 * 1000 / 1200 + OF_NAMELESS, GAP),
        # Those of t have no theme: they come in as well.
        ([(400, "t", "")], [(1, "", "w")], 50 + 10, OPEN),
        ([(400, "t", "w")], [(1, "t", "w")], 100 * 200 / 800 + OF_NAMELESS, FEW),
    ],
)
def test_one_opens_one_of_two_counties_and_either_alone_may_undo_it(
    strays: Listed, one: Listed, expected: float, says: tuple[str, str | None], tmp_path: Path
) -> None:
    """25 of 60 where neither is compared; with t alone 34.8, with u alone 93.2, with both 59.8."""
    found = cell(tmp_path, [*NAMED, *strays], [*NAMELESS, *one])

    assert (found["observed"], found["expected"]) == (25, pytest.approx(expected))
    assert (found["verdict"], found["reason"]) == says


OTHER_THEMES: Listed = [
    group for theme in THEMES[2:] for group in ((10, "t", theme), (10, "u", theme), (1, "s", theme))
]
NINE: Listed = [(9, "n", "h"), (191, "s", "h"), (191, "n", "w"), (1609, "s", "w")]


@pytest.mark.parametrize(("one", "says"), [([], GAP), ([(2, "", "w")], OPEN)])
def test_the_cells_of_a_county_that_opens_are_tested_too(
    one: Listed, says: tuple[str, str | None], tmp_path: Path
) -> None:
    """9 of 20 in a list of its own; of the other list t and u bring two times 48 themes to test."""
    found = cell(tmp_path, OTHER_THEMES, [*NINE, *one])

    assert found["expected"] == pytest.approx(200 * 200 / 2000)
    assert (found["verdict"], found["reason"]) == says


HOLE = f"region,theme,possible\n{node_id('projects/reg/t')},{node_id('projects/thm/w')},no\n"
HALF: Listed = [(30, "n", "h"), (95, "s", "h"), (274, "n", "w"), (216, "s", "w"), (3, "n", "x"),
                (3, "s", "x")]  # fmt: skip


@pytest.mark.parametrize(
    ("more", "says"), [([], GAP), ([(12, "", "x")], OPEN), ([(12, "t", "x")], FEW)]
)
def test_a_county_that_opens_with_an_impossible_cell_takes_more_than_its_share(
    more: Listed, says: tuple[str, str | None], tmp_path: Path
) -> None:
    """30 of 307·125/621 = 61.8. In t, where w cannot be, most of twelve about x would be of h."""
    found = cell(tmp_path, [(3, "t", "h")], [*HALF, *more], cells=HOLE)

    assert found["observed"] == 30
    assert (found["verdict"], found["reason"]) == says


HELD = {"n": {"h": 20, "w": 88, "y": 91}, "s": {"h": 196, "w": 194, "x": 222},
        "u": {"h": 92, "w": 216}}  # fmt: skip
HOLES = "region,theme,possible\n" + "".join(
    f"{node_id(f'projects/reg/{place}')},{node_id(f'projects/thm/{theme}')},no\n"
    for place, counts in HELD.items() for theme in "hwxy" if theme not in counts
)  # fmt: skip


@pytest.mark.parametrize(
    ("more", "says"), [([], GAP), ([(9, "", "y", 2020)], OPEN), ([(9, "t", "y", 2020)], FEW)]
)
def test_beside_impossible_cells_a_county_that_is_not_in_the_table_joins_what_was_apart(
    more: list[tuple[int, str, str, int]], says: tuple[str, str | None], tmp_path: Path
) -> None:
    """20 of 41.3; nine about y in a county where all is possible leave 39.1."""
    groups = [
        (number, place, theme, 2020)
        for place, counts in HELD.items() for theme, number in counts.items()
    ]  # fmt: skip
    found = cell_of([*groups, *more], tmp_path, cells=HOLES)

    assert found["observed"] == 20
    assert (found["verdict"], found["reason"]) == says


THREE = LIST.model_copy(
    update={
        "coverage": (
            CoverageSlice(
                regions=("lan:40", "lan:41", "lan:42"), participants=ParticipantsListed.COMPLETE
            ),
        )
    }
)
T_ALONE: Listed = [*NAMED, (400, "t", "w")]


TWO = LOOKED.model_copy(update={"name": "open", "order": 20})


@pytest.mark.parametrize(
    ("info", "one", "says"),
    [
        (THREE, [(1, "", "w")], OPEN),
        (THREE, [(3, "n", "")], OPEN),
        (THREE, [(1, "s", "w")], FEW),
        # A list that does not hold t covers nothing there, whatever is about what.
        (TWO, [(1, "", "w")], GAP),
        (TWO, [(1, "s", "w")], GAP),
    ],
)
def test_one_label_makes_another_chain_of_sources(
    info: SourceInfo, one: Listed, says: tuple[str, str | None], tmp_path: Path
) -> None:
    """15 of 50; once a list that holds t has both labels of one arena t is compared: 25."""
    found = cell(tmp_path, T_ALONE, one, info)

    assert (found["observed"], found["verdict"], found["reason"]) == (15, *says)


OTHERS: Listed = [(20, "s", "h"), (20, "s", "x"), (10, "n", "h"), (10, "n", "x"), (2, "t", "h")]


@pytest.mark.parametrize(
    ("info", "one", "expected", "says"),
    [
        (THREE, [], 50 + 32 * 20 / 62, GAP),
        (THREE, [(1, "s", "")], 50 + 32 * 20 / 62, OPEN),
        (THREE, [(1, "s", "w")], 25 + 32 * 20 / 63, FEW),
        (TWO, [(1, "s", "")], 50 + 30 * 20 / 60, GAP),
        (TWO, [(1, "s", "w")], 50 + 30 * 20 / 61, GAP),
    ],
)
def test_one_label_puts_a_theme_on_the_list_of_a_source(
    info: SourceInfo, one: Listed, expected: float, says: tuple[str, str | None], tmp_path: Path
) -> None:
    """25 of 60; once the list that holds t has theme w, t × w is compared too, with its 400."""
    found = cell(tmp_path, T_ALONE, [*OTHERS, *one], info, all_themes=False)

    assert (found["observed"], found["verdict"], found["reason"]) == (25, *says)
    assert found["expected"] == pytest.approx(expected)


EACH_NEEDS = "region,theme,need\n" + "".join(
    f"{node_id(f'projects/reg/{place}')},{node_id(f'projects/thm/{theme}')},{need}\n"
    for place, theme, need in (("n", "h", 50), ("n", "w", 50), ("s", "h", 50), ("s", "w", 50),
                               ("t", "w", 400))
)  # fmt: skip
EVEN: Listed = [(15, "n", "h"), (85, "n", "w"), (100, "s", "h"), (100, "s", "w"), (5, "t", "w")]
AWAY: Listed = [(5, "s", "h"), (5, "s", "x"), (2, "t", "h")]


@pytest.mark.parametrize(
    ("info", "one", "expected", "says"),
    [
        (THREE, [], 305 * 50 / 200, GAP),
        (THREE, [(1, "s", "")], 305 * 50 / 200, OPEN),
        (THREE, [(1, "s", "w")], 311 * 50 / 600, FEW),
        (TWO, [(1, "s", "")], 305 * 50 / 200, GAP),
        (TWO, [(1, "s", "w")], 306 * 50 / 200, GAP),
    ],
)
def test_against_a_need_a_new_theme_of_a_list_brings_what_is_needed_there(
    info: SourceInfo, one: Listed, expected: float, says: tuple[str, str | None], tmp_path: Path
) -> None:
    """15 of 76; with t × w, of which 400 of 600 are needed, 25.9."""
    asked = cell(tmp_path, EVEN, [*AWAY, *one], info, all_themes=False, cells=EACH_NEEDS)
    found = asked["need"]

    assert found["expected"] == pytest.approx(expected)
    assert (found["verdict"], found["reason"]) == says

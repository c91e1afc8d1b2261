"""Where any arena may have several labels, or a county may open, what undoes a gap by one placing.

What is expected of pairs of labels falls by as many pairs as a newcomer brings; what may be
expected where one of two counties opens is not what is expected where both do.
"""

from pathlib import Path
from typing import Any

import pytest

from tests.callers import caller_in
from tests.lookup.small_graph import Statements, node_id
from tests.whitespace.test_worst import GAP, LOOKED, OPEN, WIDE, Projects, cell_of, told

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


CODES = {"n": ("lan:40", "40"), "s": ("lan:41", "41"), "t": ("lan:42", "42"), "u": ("lan:43", "43")}
THEMES = {"h": "ssif:50402", "w": "ssif:50401"}
LIST = WIDE.model_copy(update={"name": "open", "order": 20})
NAMED = [(15, "n", "h"), (85, "n", "w"), (185, "s", "h"), (115, "s", "w"),
         (400, "t", "w"), (800, "u", "h")]  # fmt: skip
NAMELESS = [(20, "s", "h"), (20, "s", "w"), (10, "n", "h"), (10, "n", "w")]


def listed(info: Any, groups: list[tuple[int, str, str]]) -> Statements:
    """Projects of a list, with names of its own, that knows regions and themes by their codes."""
    says = Statements(info)
    for key, (identifier, code) in CODES.items():
        says.says("reg", key, name=f"Län {key}", level="county", notation=code,
                  identifiers=[identifier])  # fmt: skip
    for key, identifier in THEMES.items():
        says.says("thm", key, name=f"Tema {key}", identifiers=[identifier])
    for n in range(24):
        says.says("act", f"a{n}", name=f"Aktör {info.name} {n}", sector="public")
    each = [group for group in groups for _ in range(group[0])]
    for k, (_, place, theme) in enumerate(each):
        says.says("prj", f"p{k}", name=f"Projekt {info.name} {k:04}", start="2020")
        if place:
            says.ties("ACTIVE_IN", f"prj/p{k}", f"reg/{place}")
        says.ties("ADDRESSES", f"prj/p{k}", f"thm/{theme}")
        for actor in (k % 24, (k * 7 + 5) % 24):
            says.ties("PARTICIPATES_IN", f"act/a{actor}", f"prj/p{k}", role="partner",
                      status="party")  # fmt: skip
    return says


@pytest.mark.parametrize(
    ("one", "says"),
    [
        ([], ("gap", None)),
        ([(1, "", "w")], ("cannot_tell", "may_belong")),
        ([(1, "t", "w")], ("cannot_tell", "too_small_a_lack")),
        ([(1, "u", "w")], ("gap", None)),
    ],
)
def test_one_opens_one_of_two_counties_and_either_alone_may_undo_it(
    one: list[tuple[int, str, str]], says: tuple[str, str | None], tmp_path: Path
) -> None:
    """25 of 60 where neither is compared. With t alone 100 of 800 are in the north, 200 of h: 25 of
    the one list, and 10 of 20 of the other, are 34.8; with u alone 93.2, and with both 59.8."""
    row, column = (node_id(f"projects/{key}") for key in ("reg/n", "thm/h"))
    with caller_in(tmp_path, listed(LOOKED, NAMED), listed(LIST, [*NAMELESS, *one])) as caller:
        found = caller.get("/api/v1/gaps/whitespace").json()
    cell = next(c for c in found["cells"] if (c["row"], c["column"]) == (row, column))

    assert cell["observed"] == 25
    assert (cell["verdict"], cell["reason"]) == says

"""Questions about a part beside arenas of which nobody states whether they are of it.

Counties n and s make up an area, t another. In n 10 of 100 are about h and in s 90: 10 of 50.
"""

from pathlib import Path
from typing import Any

import pytest

from graph_schema.claims import CoverageSlice, SourceInfo
from graph_schema.vocabularies import ParticipantsListed
from tests.callers import caller_in
from tests.lookup.small_graph import Statements
from tests.whitespace.graph import PROJECTS, parties, project
from tests.whitespace.test_worst import GAP, LOOKED, OPEN

Groups = list[tuple[int, str, str, str, int]]
"""How many, the letters of their county, theme and target groups, and the year they began."""
COUNTIES = {"n": "40", "s": "41", "t": "42"}
LANGS = ("sv", "en")
SAYS_PERHAPS = ("7 arenor till kan höra till urvalet", "7 more arenas may be of the selection")
SAYS_NEITHER = (
    "7 till kan höra till urvalet och saknar",
    "7 more may be of the selection and have",
)
GROUPS = {"j": "Unga", "k": "Kvinnor", **{key: f"Grupp {key}" for key in "12345"}}
COMPLETE = CoverageSlice(participants=ParticipantsListed.COMPLETE)
ANYWHERE = PROJECTS.model_copy(update={"name": "open", "order": 20, "coverage": (COMPLETE,)})


CODED = "hw12345"


def listed(info: SourceInfo, groups: Groups, named: str = "") -> Statements:
    """Projects of a list, with names of its own; ``named`` are themes that it has besides."""
    says = Statements(info)
    says.says(
        "reg", "x", name="Område x", level="nuts2", notation="SE21", identifiers=["nuts:SE21"]
    )
    for key, code in COUNTIES.items():
        says.says("reg", key, name=f"Län {key}", level="county", notation=code,
                  identifiers=[f"lan:{code}"])  # fmt: skip
        if key != "t":
            says.ties("PART_OF", f"reg/{key}", "reg/x")
    themes = sorted({"h", "w", *named, *(group[2] for group in groups)} - {""})
    for key in themes:
        number = 50401 + CODED.index(key)
        says.says("thm", key, name=f"Tema {key}", identifiers=[f"ssif:{number}"])
    for key in sorted({"j", "k"}.union(*(group[3] for group in groups))):
        says.says("tgt", key, name=GROUPS[key])
    parties(says, f"Aktör {info.name}")
    each = [group for group in groups for _ in range(group[0])]
    for k, (_, place, theme, target, year) in enumerate(each):
        project(says, k, f"Projekt {info.name} {k:04}", place, theme, year)
        for each_target in target:
            says.ties("TARGETS", f"prj/p{k}", f"tgt/{each_target}")
    return says


def cell(
    folder: Path, lists: list[Statements], row: str, column: str, **asked: str
) -> dict[str, Any]:
    with caller_in(folder, *lists) as caller:
        found = caller.get("/api/v1/gaps/whitespace", params=asked).json()
    labels = [line["label"] for line in (*found["rows"], *found["columns"])]
    at = [next(each["id"] for each in labels if each["name"] == name) for name in (row, column)]
    own: dict[str, Any] = next(c for c in found["cells"] if [c["row"], c["column"]] == at)
    return own


THEMES: Groups = [
    (10, "n", "h", "", 2020),
    (90, "n", "w", "", 2020),
    (90, "s", "h", "", 2020),
    (10, "s", "w", "", 2020),
    (5, "t", "h", "", 2020),
    (5, "t", "w", "", 2020),
]
"""Of the area, and of the rest."""


@pytest.mark.parametrize(
    ("more", "may_belong", "says"),
    [
        ([], 0, GAP),
        ([(60, "", "h", "", 2020)], 60, OPEN),
        ([(60, "x", "h", "", 2020)], 60, OPEN),
        ([(60, "n", "h", "", 2020)], 0, ("as_expected", None)),
        ([(60, "t", "h", "", 2020)], 0, GAP),
    ],
)
def test_an_area_beside_arenas_without_a_place(
    more: Groups, may_belong: int, says: tuple[str, str | None], tmp_path: Path
) -> None:
    """With sixty more in n it is 70 of 160·160/260 = 98.5."""
    lists = [listed(ANYWHERE, [*THEMES, *more])]
    found = cell(tmp_path, lists, "Län n", "Tema h", region="Område x")

    assert (found["verdict"], found["reason"]) == says
    assert found["may_belong"] == may_belong


def test_the_page_says_how_many_may_be_of_the_part(tmp_path: Path) -> None:
    says = {
        "sv": "60 arenor till kan höra till urvalet: de saknar den plats eller det tema som",
        "en": "60 more arenas may be of the selection: they lack the place or the theme",
    }
    with caller_in(tmp_path, listed(ANYWHERE, [*THEMES, (60, "", "h", "", 2020)])) as caller:
        for lang, words in says.items():
            asked = {"region": "Område x", "lang": lang}
            page = caller.get("/whitespace", params=asked, headers={"Accept": "text/html"})
            assert words in " ".join(page.text.split())
        whole = caller.get("/whitespace", params={"lang": "en"}, headers={"Accept": "text/html"})

    assert says["en"][3:] not in whole.text


FOR: Groups = [
    (10, "n", "h", "j", 2020),
    (90, "n", "h", "k", 2020),
    (90, "s", "h", "j", 2020),
    (10, "s", "h", "k", 2020),
    (5, "t", "w", "j", 2020),
    (5, "t", "w", "k", 2020),
]
"""For whom, of theme h, and of another."""


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ([], GAP),
        ([(60, "n", "", "j", 2020)], OPEN),
        ([(60, "n", "h", "j", 2020)], ("as_expected", None)),
        ([(60, "n", "w", "j", 2020)], GAP),
        # Those are for nobody that any other arena about h is for.
        ([(60, "n", "", "1", 2020)], GAP),
        # 10 of 50 is no longer half of what would be left, if they are for others.
        ([(400, "s", "", "k", 2020)], OPEN),
    ],
)
def test_a_theme_beside_arenas_without_one(
    more: Groups, says: tuple[str, str | None], tmp_path: Path
) -> None:
    asked = {"rows": "region", "columns": "target_group", "theme": "Tema h"}
    lists = [listed(ANYWHERE, [*FOR, *more])]
    found = cell(tmp_path, lists, "Län n", "Unga", **asked)

    assert (found["verdict"], found["reason"]) == says


OF_THEMES: Groups = [(110, "n", "h", "", 2020), (56, "s", "w", "", 2020), (836, "s", "h", "", 2020)]
FEW: Groups = [(110, "n", "h", "k", 2020), *((14, "s", "h", "j", 2020),) * 4,
               *((209, "s", "h", "k", 2020),) * 4]  # fmt: skip


@pytest.mark.parametrize(("theme", "says"), [(None, GAP), ("", OPEN), ("w", GAP)])
def test_more_columns_may_come_to_be_tested(
    theme: str | None, says: tuple[str, str | None], tmp_path: Path
) -> None:
    """None of 110·56/1002 = 6.1: a gap beside ten tests, and not beside five more groups' cells."""
    more: Groups = [] if theme is None else [(10, "s", theme, key, 2020) for key in "12345"]
    asked = {"rows": "region", "columns": "target_group", "theme": "Tema h"}
    found = cell(tmp_path, [listed(ANYWHERE, [*FEW, *more])], "Län n", "Unga", **asked)

    assert (found["verdict"], found["reason"]) == says


@pytest.mark.parametrize(("theme", "says"), [("", OPEN), ("w", GAP)])
def test_they_may_bring_others_beside_one_that_there_is(
    theme: str, says: tuple[str, str | None], tmp_path: Path
) -> None:
    """80 for k and one of five groups that nobody else about h is for: as many pairs more."""
    more: Groups = [(16, "s", theme, f"k{key}", 2020) for key in "12345"]
    asked = {"rows": "region", "columns": "target_group", "theme": "Tema h"}
    found = cell(tmp_path, [listed(ANYWHERE, [*FEW, *more])], "Län n", "Unga", **asked)

    assert (found["verdict"], found["reason"]) == says


@pytest.mark.parametrize(("others", "says"), [("", GAP), ("12345", OPEN)])
def test_one_of_the_part_may_be_for_a_group_that_others_are_for(
    others: str, says: tuple[str, str | None], tmp_path: Path
) -> None:
    """None of 110·56/1102 = 5.6, of which p is .004: beside twenty more tests it is no gap."""
    more: Groups = [(100, "s", "h", "", 2020), *((3, "s", "w", key, 2020) for key in others)]
    asked = {"rows": "region", "columns": "target_group", "theme": "Tema h"}
    found = cell(tmp_path, [listed(ANYWHERE, [*FEW, *more])], "Län n", "Unga", **asked)

    assert (found["verdict"], found["reason"]) == says


@pytest.mark.parametrize(("stated", "says"), [(True, GAP), (False, OPEN)])
def test_a_theme_of_which_something_is_stated_is_in_the_table(
    stated: bool, says: tuple[str, str | None], tmp_path: Path
) -> None:
    """None of 6.1: a theme that a list names and no arena has may be that of sixty without one."""
    themes = ["h", "w", *("1" if stated else "")]
    needs = [f"Län {place},Tema {theme},10" for place in "ns" for theme in themes]
    world = [(count, place, {"h": "w", "w": "h"}[theme], "", year)
             for count, place, theme, _, year in OF_THEMES]  # fmt: skip
    lists = [listed(LOOKED, [*world, (60, "s", "", "", 2020)], named="1")]
    asked = {"cells": "region,theme,need\n" + "\n".join(needs)}
    found = cell(tmp_path, lists, "Län n", "Tema h", **asked)

    assert (found["verdict"], found["reason"]) == says


@pytest.mark.parametrize("theme", ["", "h", "w"])
def test_one_that_has_both_labels_opens_no_column(theme: str, tmp_path: Path) -> None:
    """None of 6.1, and of less beside sixty for k: it is a gap whatever they are about."""
    more: Groups = [(60, "s", theme, "k", 2020), (1, "s", "w", "1", 2020)]
    asked = {"rows": "region", "columns": "target_group", "theme": "Tema h"}
    found = cell(tmp_path, [listed(ANYWHERE, [*FEW, *more])], "Län n", "Unga", **asked)

    assert (found["verdict"], found["reason"]) == GAP


@pytest.mark.parametrize(("place", "counts"), [("", (0, 7)), ("n", (7, 0))])
def test_what_may_be_anything_is_told_apart(
    place: str, counts: tuple[int, int], tmp_path: Path
) -> None:
    """Of some nobody says a thing of what the table is of: no gap is held against them."""
    lists = [listed(ANYWHERE, [*FOR, (7, place, "", "", 2020)])]
    asked = {"rows": "region", "columns": "target_group", "theme": "Tema h"}
    with caller_in(tmp_path, *lists) as caller:
        found = caller.get("/api/v1/gaps/whitespace", params=asked).json()["arenas"]
        pages = [caller.get("/whitespace", params={**asked, "lang": lang}).text for lang in LANGS]

    assert (found["perhaps"], found["perhaps_without_either"]) == counts
    said = SAYS_NEITHER if counts[1] else SAYS_PERHAPS
    assert [text in page for text, page in zip(said, pages, strict=True)] == [True, True]


NAMED: Groups = [(15, "n", "h", "", 2020), (85, "n", "w", "", 2020), (185, "s", "h", "", 2020),
                 (115, "s", "w", "", 2020), (400, "t", "w", "", 2020)]  # fmt: skip
NAMELESS: Groups = [(4, place, theme, "", 2020) for place in "ns" for theme in "hw"]


@pytest.mark.parametrize(
    ("one", "expected", "says"),
    [
        ([], 54, GAP),
        ([(1, "", "w", "", 2024)], 54, OPEN),
        ([(1, "t", "w", "", 2024)], 29, ("cannot_tell", "too_small_a_lack")),
    ],
)
def test_an_arena_of_another_year_may_open_a_county_too(
    one: Groups, expected: float, says: tuple[str, str | None], tmp_path: Path
) -> None:
    """A list that names no region holds t once it has any arena there: 15 + 4 of 25 + 4."""
    lists = [listed(LOOKED, NAMED), listed(ANYWHERE, [*NAMELESS, *one])]
    found = cell(tmp_path, lists, "Län n", "Tema h", period_from="2019", period_to="2021")

    assert (found["observed"], found["expected"]) == (19, pytest.approx(expected))
    assert (found["verdict"], found["reason"]) == says


TWO: Groups = [
    (20, "n", "h", "j", 2020),
    (80, "n", "h", "k", 2020),
    (80, "s", "h", "j", 2020),
    (20, "s", "h", "k", 2020),
    (1, "n", "h", "1", 2020),
    (1, "s", "h", "1", 2020),
]


@pytest.mark.parametrize(
    ("others", "lacking", "says"),
    [
        ("k", "", GAP),
        ("k1", "", OPEN),
        ("k1", "k", GAP),
        ("k1", "k1", ("cannot_tell", "too_small_a_lack")),
    ],
)
def test_as_many_labels_as_arenas_of_other_parts_have(
    others: str, lacking: str, says: tuple[str, str | None], tmp_path: Path
) -> None:
    """20 of 101·100/202 = 50; of 101·100/242 = 41.7 with forty of s more, one target group each,
    and of 101·100/282 = 35.8, more than half of which it is, with two."""
    more: Groups = [(9, "s", "w", others, 2020), (40, "s", "h", lacking, 2020)]
    asked = {"rows": "region", "columns": "target_group", "theme": "Tema h"}
    found = cell(tmp_path, [listed(ANYWHERE, [*TWO, *more])], "Län n", "Unga", **asked)

    assert (found["verdict"], found["reason"]) == says


COUNTRIES = {"a": ("Sverige", "SE"), "b": ("Danmark", "DK"), "c": ("Norge", "NO"),
             "d": ("Finland", "FI")}  # fmt: skip


@pytest.mark.parametrize(
    ("others", "lacking", "says"),
    [
        ("", "", GAP),
        ("c", "", GAP),
        ("ab", "", OPEN),
        ("cd", "", OPEN),
        ("cd", "bc", ("cannot_tell", "too_small_a_lack")),
    ],
)
def test_as_many_countries_as_arenas_of_other_parts_have(
    others: str, lacking: str, says: tuple[str, str | None], tmp_path: Path
) -> None:
    """The same of countries, of which the table has those alone in which the part has anything."""
    list_of = Statements(ANYWHERE)
    for key, (name, code) in COUNTRIES.items():
        list_of.says("reg", key, name=name, level="country", notation=code,
                     identifiers=[f"nuts:{code}"])  # fmt: skip
    for key in "hw":
        list_of.says("thm", key, name=f"Tema {key}")
    for key in "jk":
        list_of.says("tgt", key, name=GROUPS[key])
    parties(list_of)
    groups = [(20, "a", "h", "j"), (80, "a", "h", "k"), (80, "b", "h", "j"), (20, "b", "h", "k"),
              (9 if others else 0, others, "w", "k"), (40, lacking, "h", "k")]  # fmt: skip
    each = [group for group in groups for _ in range(group[0])]
    for number, (_, places, theme, target) in enumerate(each):
        project(list_of, number, f"Projekt {number:04}", places, theme, 2020)
        list_of.ties("TARGETS", f"prj/p{number}", f"tgt/{target}")
    asked = {"rows": "target_group", "columns": "region", "level": "country", "theme": "Tema h"}
    found = cell(tmp_path, [list_of], "Unga", "Sverige", **asked)

    assert (found["verdict"], found["reason"]) == says

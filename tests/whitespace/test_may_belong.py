"""A gap that arenas without a region, or without a theme, could fill is no gap that can be told.

Of 240 projects 80 lie in the north and 60 are about housing: 80·60/240 = 20 are expected to be
both, and 2 are. Others have no region, or no theme, and may be just these. The other cell with
fewer than expected, the south and work, may be none then, so that of four cells q = 4·p:

    E    there + may be    ratio    Poisson P(X ≤ both | E)    q
    20        2 +  8        .50     .0108                      .043    a gap wherever they belong
    20        2 +  9        .55     –                          –       more than half
    8         0 +  1        .125    .0030                      .012    a gap wherever they belong
    8         0 +  2        .25     .0138                      .055    no longer remarkable

(Poisson's by sums of e^−E·E^k/k!.) For E = 8 the north has 32 projects and none about housing.

Projects of the south without a theme cannot be these, but if they are about work, there are more in
all and fewer are expected here: 190 of them make 8 into 32·60/430 = 4.47, and none of 4.47 has a
chance of e^−4.47 = .0115 (q .046), 200 make it 4.36 and .0127 (q .051). Where 20 are half of 40,
one is enough.
"""

from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from lxml import html

from tests.callers import caller_in
from tests.commands.command_line import CommandLine
from tests.lookup.small_graph import Statements, node_id
from tests.whitespace.graph import PROJECTS, parties, project

NORTH, HOME = node_id("projects/reg/n"), node_id("projects/thm/home")
TWENTY = {("n", "home"): 2, ("n", "work"): 78, ("s", "home"): 58, ("s", "work"): 102}
EIGHT = {("n", "work"): 32, ("s", "home"): 60, ("s", "work"): 148}
FORTY = {("n", "home"): 20, ("n", "work"): 140, ("s", "home"): 40, ("s", "work"): 40}
WITHHELD = ("may_belong", "worst_observed", "worst_expected", "worst_q")
OPEN = ("cannot_tell", "may_belong")
SAYS = {
    "sv": (
        "Rutor med färre än väntat, som inte kallas luckor eftersom arenor saknar region eller "
        "tema, eller den plats eller det tema som urvalet gäller, och det kan hänga på var de hör "
        "hemma: 1.",
        "färre än väntat, men arenor som saknar en av uppgifterna kan höra hit, eller dit där de "
        "gör det väntade här mindre, och då vore det ingen lucka",
        "Arenor som kan höra hit",
    ),
    "en": (
        "Cells with fewer than expected, not called gaps, as arenas lack a region or a theme, "
        "or the place or theme that the part is of, and it may hang on where those belong: 1.",
        "fewer than expected, but arenas that lack one of the labels may belong here, or where "
        "they make fewer expected here, and then it would be no gap",
        "Arenas that may belong here",
    ),
}


def projects(counts: dict[tuple[str, str], int], home: str = "Boende") -> Statements:
    """As many projects of each place and theme; where either is empty they have none.

    ``home`` is what the theme is called. Two areas hold a county each.
    """
    says = Statements(PROJECTS)
    _labels(says, home)
    parties(says)
    for k, (region, theme) in enumerate(at for at, count in counts.items() for _ in range(count)):
        project(says, k, f"Projekt {k:03}", filter(None, [region]), filter(None, [theme]))
    return says


def _labels(says: Statements, home: str) -> None:
    for key, name, code in (("n", "Norra län", "91"), ("s", "Södra län", "92")):
        says.says("reg", key, name=name, level="county", notation=code, identifiers=[f"lan:{code}"])
    for key, name in (("n", "Norrområdet"), ("s", "Sydområdet")):
        says.says("reg", f"area-{key}", name=name, level="nuts2")
        says.ties("PART_OF", f"reg/{key}", f"reg/area-{key}")
    for key, name in (("work", "Arbete"), ("home", home)):
        says.says("thm", key, name=name)


def cell_of(caller: TestClient, **asked: str) -> dict[str, Any]:
    """The cell of the north and housing."""
    found = caller.get("/api/v1/gaps/whitespace", params=asked).json()
    return next(c for c in found["cells"] if (c["row"], c["column"]) == (NORTH, HOME))


@pytest.mark.parametrize(
    ("placed", "lacking", "may_belong", "told"),
    [
        (TWENTY, {("", "home"): 7}, 7, ("gap", None)),
        (TWENTY, {("", "home"): 8}, 8, OPEN),
        (TWENTY, {("n", ""): 9}, 9, OPEN),
        (TWENTY, {("", "home"): 4, ("n", ""): 5}, 9, OPEN),
        (TWENTY, {("", "work"): 40, ("s", ""): 40, ("", ""): 40}, 0, ("gap", None)),
        (EIGHT, {("", "home"): 1}, 1, ("gap", None)),
        (EIGHT, {("", "home"): 2}, 2, OPEN),
        (EIGHT, {("s", ""): 190}, 0, ("gap", None)),
        (EIGHT, {("s", ""): 100, ("", "work"): 100}, 0, OPEN),
        (FORTY, {("", ""): 9}, 0, ("gap", None)),
        (FORTY, {("s", ""): 1}, 0, OPEN),
    ],
)
def test_a_gap_is_told_only_where_it_is_one_wherever_they_belong(
    placed: dict[tuple[str, str], int],
    lacking: dict[tuple[str, str], int],
    may_belong: int,
    told: tuple[str, str | None],
    tmp_path: Path,
) -> None:
    with caller_in(tmp_path, projects({**placed, **lacking})) as caller:
        cell = cell_of(caller)

    north = placed["n", "work"] + placed.get(("n", "home"), 0)
    assert cell["expected"] == pytest.approx(north * 60 / 240, rel=1e-9)
    assert cell["may_belong"] == may_belong
    assert (cell["verdict"], cell["reason"]) == told


@pytest.mark.parametrize(
    ("placed", "lacking", "against"),
    [
        (TWENTY, {("", "home"): 7}, (9, 20.0, 0.0300)),
        (EIGHT, {("", "home"): 1}, (1, 8.0, 0.0121)),
        (EIGHT, {("s", ""): 190}, (0, 4.4651, 0.0460)),
    ],
)
def test_what_it_is_held_against_is_told(
    placed: dict[tuple[str, str], int],
    lacking: dict[tuple[str, str], int],
    against: tuple[int, float, float],
    tmp_path: Path,
) -> None:
    """6·P(X ≤ 9 | 20) = 6·.004995, as 7 may open two cells elsewhere, 4·9·e^−8, 4·e^−4.4651."""
    with caller_in(tmp_path, projects({**placed, **lacking})) as caller:
        cell = cell_of(caller)
        card = caller.get(f"/api/v1/cards/whitespace/{NORTH}/{HOME}").json()["values"]

    for said in (cell, card):
        assert said["worst_observed"] == against[0]
        assert said["worst_expected"] == pytest.approx(against[1], abs=1e-4)
        assert said["worst_q"] == pytest.approx(against[2], abs=1e-4)


@pytest.mark.parametrize(
    ("area", "may_belong", "told"), [("area-s", 0, ("gap", None)), ("area-n", 9, OPEN)]
)
def test_what_states_an_area_may_belong_to_the_counties_in_it_alone(
    area: str, may_belong: int, told: tuple[str, str | None], tmp_path: Path
) -> None:
    with caller_in(tmp_path, projects({**TWENTY, (area, "home"): 9})) as caller:
        cell = cell_of(caller)
        turned = caller.get("/api/v1/gaps/whitespace?rows=theme&columns=region").json()

    other = next(c for c in turned["cells"] if (c["row"], c["column"]) == (HOME, NORTH))
    for each in (cell, other):
        assert (each["may_belong"], (each["verdict"], each["reason"])) == (may_belong, told)


@pytest.mark.parametrize(
    ("lang", "says"),
    [
        ("sv", "Arenor som saknar region eller tema kan höra hit; hur många visas inte."),
        ("en", "Arenas that lack a region or a theme may belong here; how many is not shown."),
    ],
)
def test_of_anything_sensitive_the_public_is_told_of_no_cell_how_many(
    lang: str, says: str, tmp_path: Path
) -> None:
    """Of one theme alone it would follow from how many arenas have no region."""
    said = projects({**TWENTY, ("", "home"): 5, ("", "work"): 2}, home="Missbruk")
    with caller_in(tmp_path, said) as caller:
        cells = caller.get("/api/v1/gaps/whitespace").json()["cells"]
        page = caller.get(f"/whitespace?lang={lang}", headers={"Accept": "text/html"}).text
    gap = next(c for c in cells if (c["row"], c["column"]) == (NORTH, HOME))

    assert gap["verdict"] == "gap"
    assert {c[name] for c in cells for name in WITHHELD} == {None}
    assert says in page


def test_the_reason_stands_wherever_the_table_does(tmp_path: Path) -> None:
    with caller_in(tmp_path, projects({**TWENTY, ("", "home"): 9})) as caller:
        card = caller.get(f"/api/v1/cards/whitespace/{NORTH}/{HOME}").json()
        pages = {
            lang: html.fromstring(
                caller.get(f"/whitespace?lang={lang}", headers={"Accept": "text/html"}).text
            )
            for lang in SAYS
        }
        files = {
            lang: caller.get(f"/api/v1/views/whitespace.csv?lang={lang}").text for lang in SAYS
        }

    values = card["values"]
    assert (values["verdict"], values["reason"], values["may_belong"]) == (*OPEN, 9)
    for lang, (sentence, reason, heading) in SAYS.items():
        shown = " ".join(CommandLine(tmp_path)("whitespace", "--lang", lang).out.split())
        page = pages[lang]
        assert sentence in [li.text_content() for li in page.xpath("//ul[@class='said'][1]/li")]
        assert page.xpath(f"count(//td[@class='verdict']/span[text()='{reason}'])") == 1
        assert heading in files[lang].splitlines()[0]
        assert reason in files[lang]
        assert sentence in shown


@pytest.mark.parametrize(("more", "told"), [(28, ("gap", None)), (29, OPEN)])
def test_so_is_one_against_a_stated_need(
    more: int, told: tuple[str, str | None], tmp_path: Path
) -> None:
    """Each of four cells needs as much, so that 240/4 = 60 are expected: 2 + 28 are half."""
    cells = "region,theme,need\n" + "".join(
        f"{region},{theme},5\n" for region in ("Norra län", "Södra län")
        for theme in ("Arbete", "Boende")
    )  # fmt: skip
    with caller_in(tmp_path, projects({**TWENTY, ("", "home"): more})) as caller:
        need = cell_of(caller, cells=cells)["need"]
        page = caller.get(
            "/whitespace", params={"lang": "en", "cells": cells}, headers={"Accept": "text/html"}
        ).text

    assert need["expected"] == pytest.approx(60, rel=1e-9)
    assert (need["verdict"], need["reason"]) == told
    said = "Cells with fewer than their share, not counted so, as arenas of their row or column"
    assert (said in page) == (told == OPEN)

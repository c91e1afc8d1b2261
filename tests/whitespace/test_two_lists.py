"""Places in one list and themes in another, and lists whose themes are not the same, by hand.

Three counties and three themes, with twenty projects of each two but for Skåne and culture, which
have one: 41·41/161 = 10.44 would be expected there. One list has the places, the other the themes
of the same projects; neither has both.
"""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from graph_schema.claims import CoverageSlice
from graph_schema.vocabularies import ParticipantsListed
from tests.callers import caller_in
from tests.lookup.small_graph import ALMANAC, REGISTER, Statements

COUNTIES = {"skane": ("Skåne län", "SE224"), "kalmar": ("Kalmar län", "SE213"),
            "blekinge": ("Blekinge län", "SE221")}  # fmt: skip
AREAS = {"scania": ("Sydsverige", "SE22"), "south": ("Småland med öarna", "SE21")}
LAN = {"skane": "12", "kalmar": "08", "blekinge": "10"}
THEMES = {"c": "Kultur", "w": "Arbete", "h": "Boende"}
CELLS = [(r, t, n) for r in COUNTIES for t in THEMES
         for n in range(1 if (r, t) == ("skane", "c") else 20)]  # fmt: skip
GAP = ("Skåne län", "Kultur")


def listing(
    name: str,
    *parts: tuple[str, ...],
    years: tuple[int, int] | None = None,
    kinds: tuple[str, ...] = (),
) -> Statements:
    """A source with complete lists of the projects of its years and kinds, in parts by region."""
    complete = ParticipantsListed.COMPLETE
    covers = tuple(
        CoverageSlice(regions=regions, years=years, kinds=kinds, participants=complete)
        for regions in parts
    )
    like = REGISTER if name == "places" else ALMANAC
    says = Statements(like.model_copy(update={"name": name, "coverage": covers}))
    says.says("reg", "se", name="Sverige", level="country", notation="SE",
              identifiers=["nuts:SE"])  # fmt: skip
    for key, (area, code) in AREAS.items():
        says.says("reg", key, name=area, level="nuts2", notation=code,
                  identifiers=[f"nuts:{code}"])  # fmt: skip
        says.ties("PART_OF", f"reg/{key}", "reg/se")
    for key, (county, code) in COUNTIES.items():
        says.says("reg", key, name=county, level="county", notation=code,
                  identifiers=[f"lan:{LAN[key]}"])  # fmt: skip
        says.ties("PART_OF", f"reg/{key}", f"reg/{'south' if key == 'kalmar' else 'scania'}")
    return says


def project(says: Statements, number: int) -> str:
    says.says("prj", f"p{number}", name=f"Projekt {number}", start="2019", end="2020",
              number=f"2018/{number:05}", identifiers=[f"dnr:2018/{number:05}"])  # fmt: skip
    return f"prj/p{number}"


def places(
    *regions: str, name: str = "places", of: tuple[str, ...] = tuple(COUNTIES)
) -> Statements:
    says = listing(name, regions)
    for number, (county, _, _) in enumerate(CELLS):
        if county in of:
            says.ties("ACTIVE_IN", project(says, number), f"reg/{county}")
    return says


def themes(*regions: str, leaving: int = 0) -> Statements:
    """Of every project but each ``leaving``-th."""
    says = listing("themes", regions)
    for key, name in THEMES.items():
        says.says("thm", key, name=name)
    for number, (_, theme, _) in enumerate(CELLS):
        if leaving and number % leaving == leaving - 1:
            continue
        says.ties("ADDRESSES", project(says, number), f"thm/{theme}")
    return says


def third_list() -> list[Statements]:
    """Both lists, and two that have all projects, one for other years and one for other kinds."""
    late, events = (
        listing("late", ("SE",), years=(2020, 2024)),
        listing("events", ("SE",), kinds=("event",)),
    )
    for number in range(len(CELLS)):
        project(late, number)
        project(events, number)
    return [places("SE"), themes("SE"), late, events]


def apart() -> list[Statements]:
    """Two lists of counties and themes of their own: Skåne and culture, Kalmar and work."""
    found = []
    for name, code, county, theme in (
        ("places", "SE224", "skane", "c"), ("themes", "SE213", "kalmar", "w"),
    ):  # fmt: skip
        says = listing(name, (code,))
        says.says("thm", theme, name=THEMES[theme])
        first = 0 if name == "places" else 30
        for number in range(first, first + 30):
            one = project(says, number)
            says.ties("ACTIVE_IN", one, f"reg/{county}")
            says.ties("ADDRESSES", one, f"thm/{theme}")
        found.append(says)
    return found


def third(*parts: tuple[str, ...]) -> list[Statements]:
    """Places of all, the themes work and housing of all, and culture in a list of Skåne alone.

    It has a part for each of these sets of regions; an empty one says nothing of where it is.
    """
    where, what = listing("places", ("SE",)), listing("themes", ("SE",))
    of_skane = listing("third", *parts)
    for key, name in THEMES.items():
        (of_skane if key == "c" else what).says("thm", key, name=name)
    for number in range(180):
        county, theme = [*COUNTIES][number % 3], "wh"[number // 3 % 2]
        where.ties("ACTIVE_IN", project(where, number), f"reg/{county}")
        what.ties("ADDRESSES", project(what, number), f"thm/{theme}")
        if county == "skane" and number % 2:
            of_skane.ties("ADDRESSES", project(of_skane, number), "thm/c")
    return [where, what, of_skane]


def of_two_counties() -> list[Statements]:
    """Places of all; work and housing of all, and culture in a list of Skåne and Kalmar.

    Twenty projects of each county and theme, so that Blekinge, in one area with Skåne, has forty.
    """
    where, what = listing("places", ("SE",)), listing("themes", ("SE",))
    culture = listing("culture", ("SE224", "SE213"))
    for key, name in THEMES.items():
        (culture if key == "c" else what).says("thm", key, name=name)
    for number in range(160):
        county, theme = divmod(number // 20, 3) if number < 120 else (2, number // 20 - 5)
        where.ties("ACTIVE_IN", project(where, number), f"reg/{[*COUNTIES][county]}")
        says = culture if theme == 0 else what
        says.ties("ADDRESSES", project(says, number), f"thm/{'cwh'[theme]}")
    return [where, what, culture]


def grouped(*of_culture: str) -> list[Statements]:
    """Target groups of all; the themes work and housing of all, and culture in a list of its own.

    Twenty projects of each county and theme, but of culture in Skåne alone. Those of Skåne are for
    the young, the others for people in the country.
    """
    where, what = listing("places", ("SE",)), listing("themes", ("SE",))
    culture = listing("culture", of_culture)
    where.says("tgt", "young", name="Unga")
    where.says("tgt", "country", name="Landsbygdsbor")
    for key, name in THEMES.items():
        (culture if key == "c" else what).says("thm", key, name=name)
    for number in range(140):
        county, theme = (0, 0) if number >= 120 else (number // 40, 1 + number % 2)
        one = project(where, number)
        where.ties("ACTIVE_IN", one, f"reg/{[*COUNTIES][county]}")
        where.ties("TARGETS", one, f"tgt/{'country' if county else 'young'}")
        says = culture if theme == 0 else what
        says.ties("ADDRESSES", project(says, number), f"thm/{'cwh'[theme]}")
    return [where, what, culture]


@pytest.fixture(scope="module")
def maps(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, TestClient]]:
    stated = {
        "together": [places("SE"), themes("SE")],
        "narrow": [places("SE"), themes("SE224", "SE213")],
        "open": [places(), themes()],
        "partly": [places("SE"), themes("SE", leaving=40)],
        "apart": apart(),
        "third": third(("SE224",)),
        "unsaid": third(()),
        "partly unsaid": third(("SE221",), ()),
        "of two counties": of_two_counties(),
        "grouped": grouped("SE224"),
        "grouped everywhere": grouped("SE"),
        "places in two": [
            places("SE224", of=("skane",)),
            places("SE213", "SE221", name="elsewhere", of=("kalmar", "blekinge")),
            themes("SE"),
        ],
        "of Skåne": [places("SE224"), themes("SE224")],
        "third list": third_list(),
    }
    with ExitStack() as opened:
        folders: dict[str, Path] = {name: tmp_path_factory.mktemp(name) for name in stated}
        yield {
            name: opened.enter_context(caller_in(folders[name], *says))
            for name, says in stated.items()
        }


def cells(caller: TestClient, **asked: str) -> dict[tuple[str, str], dict[str, Any]]:
    answer = caller.get("/api/v1/gaps/whitespace", params={"draws": "199", **asked})
    assert answer.status_code == 200, answer.text
    found = answer.json()
    lines = [line["label"] for line in (*found["rows"], *found["columns"])]
    names = {label["id"]: label["name"] for label in lines}
    return {(names[cell["row"]], names[cell["column"]]): cell for cell in found["cells"]}


@pytest.mark.parametrize("name", ["together", "open"])
def test_places_of_one_list_and_themes_of_another_are_covered_by_both(
    maps: dict[str, TestClient], name: str
) -> None:
    found = cells(maps[name])
    assert (found[GAP]["verdict"], found[GAP]["observed"]) == ("gap", 1)
    assert found[GAP]["expected"] == pytest.approx(41 * 41 / 161)
    own = [v["verdict"] for (county, _), v in found.items() if county in dict(COUNTIES.values())]
    assert (len(own), own.count("gap"), own.count("not_covered")) == (9, 1, 0)


def test_a_place_is_covered_where_both_lists_hold_it(maps: dict[str, TestClient]) -> None:
    found = cells(maps["narrow"])
    covered = {county for (county, _), cell in found.items() if cell["verdict"] != "not_covered"}
    assert covered == {"Skåne län", "Kalmar län"}


def test_a_need_is_asked_of_who_has_the_place_together_with_who_has_the_theme(
    maps: dict[str, TestClient],
) -> None:
    """A third each of 41 arenas about culture: 13.67 in Skåne, where one is."""
    stated = [f"{code},Kultur,1" for _, code in COUNTIES.values()]
    need = {
        name: cells(maps[name], cells="\n".join(["region,theme,need", *stated]))
        for name in ("together", "apart")
    }
    of_gap = need["together"][GAP]["need"]
    assert of_gap["verdict"] == "gap"
    assert of_gap["expected"] == pytest.approx(41 / 3)
    of_culture = {county: cell for (county, theme), cell in need["apart"].items()
                  if theme == "Kultur" and county in dict(COUNTIES.values())}  # fmt: skip
    assert {county: cell["verdict"] for county, cell in of_culture.items()} == {
        "Skåne län": "cannot_tell", "Kalmar län": "not_covered", "Blekinge län": "not_covered",
    }  # fmt: skip
    assert of_culture["Skåne län"]["need"]["verdict"] == "cannot_tell"
    for county in ("Kalmar län", "Blekinge län"):
        assert of_culture[county]["need"]["verdict"] == "not_covered"
        assert of_culture[county]["need"]["expected"] is None


def test_a_gap_says_of_how_many_arenas_nobody_says_where_they_belong(
    maps: dict[str, TestClient],
) -> None:
    """Each fortieth of 161 has no theme, one of them in Skåne: 2 of 10.19 is a gap as well.

    The other three are elsewhere, and cannot be what Skåne lacks; with them 40·40/160 are expected,
    and e⁻¹⁰(1 + 10 + 50) is .00277, of nine cells .025.
    """
    assert cells(maps["partly"])[GAP]["verdict"] == "gap"
    for lang, sentence in (
        (
            "sv",
            "Arenor som saknar region eller tema och kan höra hit: 1 av 161. Om de som saknar en "
            "av dem ligger där de talar mest emot: högst 2 arenor mot minst 10,0 väntade "
            "(q 0,025).",
        ),
        (
            "en",
            "Arenas that lack a region or a theme and may belong here: 1 of 161. If those that "
            "lack one of them lie where they speak most against it: at most 2 arenas beside at "
            "least 10.0 expected (q 0.025).",
        ),
    ):
        page = maps["partly"].get(f"/whitespace?lang={lang}", headers={"Accept": "text/html"})
        whole = maps["together"].get(f"/whitespace?lang={lang}", headers={"Accept": "text/html"})
        assert (sentence in page.text, "och kan höra hit" in whole.text) == (True, False)
        assert "and may belong here" not in whole.text


@pytest.mark.parametrize(
    ("name", "elsewhere"), [("third", ()), ("unsaid", ()), ("partly unsaid", ("Blekinge län",))]
)
def test_a_theme_is_covered_where_the_list_that_has_it_holds_the_place(
    maps: dict[str, TestClient], name: str, elsewhere: tuple[str, ...]
) -> None:
    """Thirty of sixty projects in Skåne are about culture, and nobody looked for it elsewhere.

    So it is whether the list names Skåne or only has all its projects there.
    """
    needs = "".join(f"{code},Kultur,1\n" for _, code in COUNTIES.values())
    found = cells(maps[name], cells="region,theme,need\n" + needs)
    assert found["Skåne län", "Kultur"]["observed"] == 30
    assert {
        county: (found[county, "Kultur"]["verdict"] != "not_covered",
                 found[county, "Kultur"]["need"]["verdict"] != "not_covered")
        for county in dict(COUNTIES.values())
    } == {
        county: (county in ("Skåne län", *elsewhere),) * 2 for county in dict(COUNTIES.values())
    }  # fmt: skip
    assert "not_covered" not in {found["Kalmar län", theme]["verdict"]
                                 for theme in ("Arbete", "Boende")}  # fmt: skip


@pytest.mark.parametrize("source", ["places", "themes"])
def test_a_question_about_one_of_the_two_is_covered_by_both(
    maps: dict[str, TestClient], source: str
) -> None:
    whole, own = cells(maps["together"]), cells(maps["together"], source=source)
    assert own[GAP]["verdict"] == whole[GAP]["verdict"] == "gap"
    assert own[GAP]["expected"] == whole[GAP]["expected"]
    narrow = cells(maps["narrow"], source="themes")
    covered = {county for (county, _), cell in narrow.items() if cell["verdict"] != "not_covered"}
    assert covered == {"Skåne län", "Kalmar län"}


@pytest.mark.parametrize(
    ("asked", "verdict"),
    [
        ({"source": "late"}, "gap"),
        ({"source": "late", "period_from": "2020", "period_to": "2020"}, "gap"),
        ({"source": "late", "period_from": "2019", "period_to": "2019"}, "not_covered"),
        ({"source": "places", "period_from": "2019", "period_to": "2019"}, "gap"),
        ({"source": "events", "kind": "Project"}, "not_covered"),
        ({"source": "places", "kind": "Project"}, "gap"),
    ],
)
def test_a_source_covers_nothing_outside_its_own_years_and_kinds(
    maps: dict[str, TestClient], asked: dict[str, str], verdict: str
) -> None:
    """All projects are from 2019 to 2020, and each list has them all."""
    found = cells(maps["third list"], **asked)
    assert found[GAP]["verdict"] == verdict
    own = [v["verdict"] for (county, _), v in found.items() if county in dict(COUNTIES.values())]
    assert own.count("not_covered") == (9 if verdict == "not_covered" else 0)


@pytest.mark.parametrize(("level", "area"), [("nuts2", "Sydsverige"), ("country", "Sverige")])
def test_a_list_of_one_county_does_not_cover_its_area(
    maps: dict[str, TestClient], level: str, area: str
) -> None:
    """Of 60 projects in Skåne 20 are about culture, of 40 in Blekinge none: nobody looked there."""
    needs = f"region,theme,need\n{area},Kultur,1\n{area},Arbete,1\n"
    found = cells(maps["of two counties"], level=level, cells=needs)
    culture, work = found[area, "Kultur"], found[area, "Arbete"]
    assert (culture["verdict"], culture["need"]["verdict"]) == ("not_covered", "not_covered")
    assert "not_covered" not in (work["verdict"], work["need"]["verdict"])
    if level == "nuts2":  # all that is compared of culture lies in Kalmar
        assert found["Småland med öarna", "Kultur"]["expected"] == pytest.approx(20)


def test_a_county_that_no_list_holds_takes_no_area_away(maps: dict[str, TestClient]) -> None:
    """Both lists are of Skåne, and have some projects beyond it."""
    found = cells(maps["of Skåne"], level="nuts2")
    covered = {area for (area, _), cell in found.items() if cell["verdict"] != "not_covered"}
    assert covered == {"Sydsverige"}


def test_a_theme_is_held_against_target_groups_only_where_it_was_looked_for_everywhere(
    maps: dict[str, TestClient],
) -> None:
    """20 · 80/140 = 11.43 projects about culture would be for people in the country; none is."""
    asked = {"rows": "theme", "columns": "target_group"}
    found = {name: cells(maps[name], **asked) for name in ("grouped", "grouped everywhere")}

    of_skane, everywhere = found["grouped"], found["grouped everywhere"]
    assert everywhere["Kultur", "Landsbygdsbor"]["verdict"] == "gap"
    assert everywhere["Kultur", "Landsbygdsbor"]["expected"] == pytest.approx(20 * 80 / 140)
    assert {theme for (theme, _), cell in of_skane.items() if cell["verdict"] == "not_covered"} == {
        "Kultur"
    }
    # Of 120 about work and housing half each, 40 for the young and 80 for the others.
    assert {at: cell["expected"] for at, cell in of_skane.items() if at[0] != "Kultur"} == {
        (theme, group): pytest.approx(number)
        for theme in ("Arbete", "Boende")
        for group, number in (("Unga", 20), ("Landsbygdsbor", 40))
    }


def test_asked_about_alone_the_list_of_one_county_covers_its_theme(
    maps: dict[str, TestClient],
) -> None:
    found = cells(maps["grouped"], rows="theme", columns="target_group", source="culture")
    assert {at: cell["verdict"] for at, cell in found.items()} == {
        ("Kultur", "Unga"): "cannot_tell"
    }


def test_lists_of_one_county_each_cover_their_area_together(maps: dict[str, TestClient]) -> None:
    """The places of Skåne are in one list, those of both others in another, themes in a third."""
    for level in ("nuts2", "country"):
        found = cells(maps["places in two"], level=level)
        assert {at[0] for at, cell in found.items() if cell["verdict"] != "not_covered"} == (
            {"Sydsverige", "Småland med öarna"} if level == "nuts2" else {"Sverige"}
        )
        assert {at for at, cell in found.items() if cell["verdict"] == "not_covered"} == set()


def test_what_lies_in_a_cell_that_is_not_covered_stays_there_in_draws(
    maps: dict[str, TestClient],
) -> None:
    """Without culture half of each area are about work; culture in Småland has nowhere to go."""
    found = cells(maps["of two counties"], level="nuts2", draws="999")
    told = {at: (cell["verdict"], cell["reason"]) for at, cell in found.items()}
    assert told["Sydsverige", "Kultur"] == ("not_covered", None)
    assert told["Småland med öarna", "Kultur"] == ("cannot_tell", "nothing_to_compare")
    for area, half in (("Sydsverige", 40), ("Småland med öarna", 20)):
        for theme in ("Arbete", "Boende"):
            cell = found[area, theme]
            assert (cell["verdict"], cell["observed"]) == ("as_expected", half)
            assert cell["expected"] == pytest.approx(half)
            assert cell["null_mean"] == pytest.approx(half, abs=0.5)  # six standard errors
            assert min(cell["q_low"], cell["q_high"]) > 0.5

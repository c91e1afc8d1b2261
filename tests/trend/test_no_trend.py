"""That no trend is seen is told with the year it hangs on, and without years far from the others.

The maps of ``test_one_year``: forty projects of two a year. In the first three more of them are
mixed every year until 2016 and few in 2017; in the second three more every year until 2017, and
forty projects are dated 1900.
"""

from csv import DictReader
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from graph_schema.claims import CoverageSlice
from graph_schema.vocabularies import ParticipantsListed
from tests.commands.command_line import CommandLine
from tests.trend.test_one_year import (
    BROWSER,
    GROWING,
    LISTED,
    YEARS,
    by_another_optimiser,
    statements,
    trend,
)
from tests.whatif.test_whatif import mapped

LAST_LOW = {**GROWING, 2017: 4}
SINCE_1900 = LISTED.model_copy(update={
    "coverage": (CoverageSlice(years=(1900, 2017), kinds=("Project",),
                               participants=ParticipantsListed.COMPLETE),),
})  # fmt: skip
HIDDEN_BY = {
    "sv": ("Det hänger på enstaka år: tas 2017 bort är omdömet att de möts oftare än förr (p {}).",
           "Ingen trend syns; hänger på 2017"),
    "en": ("It hangs on single years: with 2017 left out the verdict is that they meet more often "
           "than before (p {}).", "No trend is seen; hangs on 2017"),
}  # fmt: skip
APART = {
    "sv": ("Mer än tio år från de andra åren och för få för en egen linje, och därför "
           "utanför linjen: 1900.",
           "mer än tio år från de andra"),
    "en": ("More than ten years from the other years and too few for a line of their own, "
           "and so outside the line: 1900.",
           "more than ten years from the others"),
}  # fmt: skip


def told(page: Any) -> list[str]:
    """The sentences of a page."""
    return [" ".join(li.text_content().split()) for li in page.xpath("//ul[@class='said']/li")]


def test_no_trend_names_the_year_that_hides_one(tmp_path: Path) -> None:
    with mapped(tmp_path, statements(LAST_LOW)) as made:
        found = trend(made)["across"]
        card = made.client.get("/api/v1/cards/trend/across").json()
        pages = {
            lang: html.fromstring(
                made.client.get("/trend", params={"lang": lang}, headers=BROWSER).text
            )
            for lang in HIDDEN_BY
        }
        files = {
            lang: made.client.get("/api/v1/views/trend.csv", params={"lang": lang}).text
            for lang in HIDDEN_BY
        }
        shown = CommandLine(made.place, {"COLUMNS": "300"})("trend", "--lang", "en").out

    assert (found["verdict"], [each["year"] for each in found["without"]]) == (
        "no_trend_seen", list(YEARS)
    )  # fmt: skip
    for each in found["without"]:
        change, p = by_another_optimiser(
            [point for point in found["points"] if point["year"] != each["year"]]
        )
        assert (each["change"], each["p"]) == (
            pytest.approx(change, abs=1e-6), pytest.approx(p, abs=1e-6)
        )  # fmt: skip
        assert each["verdict"] == ("rising" if each["year"] == 2017 else "no_trend_seen")
        assert (p <= 0.05) == (each["year"] == 2017)
    assert card["values"]["without"] == found["without"]
    least = found["without"][-1]["p"]
    for lang, (sentence, word) in HIDDEN_BY.items():
        p = "< 0.001" if least < 0.001 else f"{least:.3f}"
        said = sentence.format(p.replace(".", "," if lang == "sv" else "."))
        assert told(pages[lang])[0].endswith(said)
        assert pages[lang].xpath("string(//tbody/tr[1]/td[1])") == word
        assert word in files[lang]
        assert lang == "sv" or said in " ".join(shown.split())


def test_a_year_far_from_the_others_is_outside_the_line_and_named(tmp_path: Path) -> None:
    with mapped(tmp_path, statements({1900: 39, **GROWING}, SINCE_1900)) as made:
        found = trend(made)["across"]
        pages = {
            lang: html.fromstring(
                made.client.get("/trend", params={"lang": lang}, headers=BROWSER).text
            )
            for lang in APART
        }
        files = {
            lang: made.client.get("/api/v1/views/trend.csv", params={"lang": lang}).content
            for lang in APART
        }

    assert [(p["year"], p["state"], p["observed"]) for p in found["points"]] == [
        (1900, "distant", 39), *((year, "used", count) for year, count in GROWING.items())
    ]  # fmt: skip
    change, p = by_another_optimiser(found["points"][1:])
    assert (found["verdict"], found["years_used"]) == ("rising", 8)
    assert (found["change"], found["p"]) == (
        pytest.approx(change, abs=1e-6), pytest.approx(p, abs=1e-6)
    )  # fmt: skip
    assert [each["year"] for each in found["without"]] == list(YEARS)
    for lang, (sentence, state) in APART.items():
        assert told(pages[lang]).count(sentence) == 1
        text = files[lang].decode("utf-8-sig").splitlines()
        first = next(iter(DictReader(text, delimiter=";")))
        assert list(first.values())[1:3] == ["1900", state]


def test_two_spells_long_enough_make_one_line(tmp_path: Path) -> None:
    """Seven years with as many mixed as chance gives, and after eleven years six with few."""
    mixed = {**dict.fromkeys(range(1995, 2002), 20), **dict.fromkeys(range(2012, 2018), 6)}
    with mapped(tmp_path, statements(mixed, SINCE_1900)) as made:
        found = trend(made)["across"]
        page = html.fromstring(
            made.client.get("/trend", params={"lang": "en"}, headers=BROWSER).text
        )

    assert [(p["year"], p["state"], p["observed"]) for p in found["points"]] == [
        (year, "used", count) for year, count in mixed.items()
    ]
    change, p = by_another_optimiser(found["points"])
    assert (found["verdict"], found["years_used"]) == ("falling", 13)
    assert (found["change"], found["p"]) == (
        pytest.approx(change, abs=1e-6), pytest.approx(p, abs=1e-6)
    )  # fmt: skip
    assert not [said for said in told(page) if "ten years" in said]


@pytest.mark.parametrize(
    ("years", "distant"),
    [
        ((2000, 2010, 2011, 2012, 2013), ()),  # ten years between two are no break
        ((1999, 2010, 2011, 2012, 2013, 2014), (1999,)),
        ((1900, 1901, 2010, 2011, 2012, 2013, 2014), (1900, 1901)),
        ((1990, 1991, 2010, 2011), (1990, 1991)),  # of two too short, as long, the last
        ((1990, 1991, 1992, 1993, 1994, 2005, 2006, 2007, 2008), (2005, 2006, 2007, 2008)),
        ((1990, 1991, 1992, 1993, 1994, 2005, 2006, 2007, 2008, 2009), ()),
        ((1900, 1990, 1991, 1992, 1993, 1994, 2005, 2006, 2007, 2008, 2009, 2010), (1900,)),
    ],
)
def test_a_spell_too_short_for_a_line_of_its_own_is_outside_the_line(
    years: tuple[int, ...], distant: tuple[int, ...], tmp_path: Path
) -> None:
    with mapped(tmp_path, statements(dict.fromkeys(years, 20), SINCE_1900)) as made:
        found = trend(made)["across"]

    assert {p["year"]: p["state"] for p in found["points"]} == {
        year: "distant" if year in distant else "used" for year in years
    }
    assert found["years_used"] == len(years) - len(distant)

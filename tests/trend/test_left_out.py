"""That a trend without one of its years is what the same map without that year tells.

The maps of ``test_one_year``: forty projects of two a year, so many of them mixed.
"""

from pathlib import Path
from typing import Any

from lxml import html

from tests.trend.test_no_trend import SINCE_1900, told
from tests.trend.test_one_year import BROWSER, GROWING, statements, trend
from tests.whatif.test_whatif import mapped

OLD, NEW = range(1990, 1997), range(2010, 2015)
TWO_SPELLS = {**dict.fromkeys(OLD, 20), 1993: 24, 1995: 17, **dict.fromkeys(NEW, 6)}
NUMBERS = ("verdict", "years_used", "change", "interval", "p", "q")
NOT_TRIED = {
    "sv": "Om det hänger på enstaka år prövas inte: med ett år borta är färre än 5 kvar, och då "
    "görs inget trendtest.",
    "en": "Whether it hangs on single years is not tried: with one left out fewer than 5 would be "
    "left, and then there is no test of trend.",
}
BRIDGED = {
    "sv": ("Tas 2008 bort är färre än 5 år kvar i linjen, och det prövas inte.",
           "utan vilket som helst av de andra åren"),
    "en": ("With 2008 left out fewer than 5 years would be left in the line, and that is not "
           "tried.", "without any one of the other years"),
}  # fmt: skip
HOLE = {
    "sv": ("Linjen har ett hål på 13 år: den är av 1990–1996 och 2010–2014.",
           "tas något av åren 2010, 2011, 2012, 2013 och 2014 bort håller omdömet inte",
           "; linjen är då av 7 år)."),
    "en": ("The line has a hole of 13 years: it is of 1990–1996 and 2010–2014.",
           "with any one of 2010, 2011, 2012, 2013 and 2014 left out the verdict does not hold",
           "; the line is then of 7 years)."),
}  # fmt: skip
TO_COME = {
    "sv": ("Utanför linjen, som år som inte hade börjat när källorna hämtades: 2030, 2035. Vad som "
           "är daterat dit är planerat, eller fel daterat.",
           "Utanför linjen, som året då källorna hämtades eller året före: 2026. Projekt förs ofta "
           "in med fördröjning."),
    "en": ("Outside the line, as years that had not begun when the sources were fetched: 2030, "
           "2035. What is dated there is planned, or dated wrongly.",
           "Outside the line, as the year the sources were fetched in or the one before: 2026. "
           "Projects are often entered with a delay."),
}  # fmt: skip


def asked(folder: Path, mixed: dict[int, int]) -> tuple[Any, dict[str, list[str]]]:
    """The trend of a map and what its page says."""
    with mapped(folder, statements(mixed, SINCE_1900)) as made:
        pages = {
            lang: told(html.fromstring(
                made.client.get("/trend", params={"lang": lang}, headers=BROWSER).text
            ))
            for lang in ("sv", "en")
        }  # fmt: skip
        return trend(made), pages


def test_of_five_years_none_is_left_out(tmp_path: Path) -> None:
    found, pages = asked(tmp_path, dict(list(GROWING.items())[:5]))

    assert (found["across"]["years_used"], found["across"]["without"]) == (5, [])
    assert found["across"]["change"] is not None
    for lang, sentence in NOT_TRIED.items():
        assert sentence in pages[lang][0]
        assert {"sv": "Det står sig", "en": "It stands"}[lang] not in " ".join(pages[lang])


def test_spells_are_formed_anew_without_a_year(tmp_path: Path) -> None:
    """Without 2012 four years of the second spell are left, and they are outside the line."""
    whole, pages = asked(tmp_path / "whole", TWO_SPELLS)
    fewer = {year: count for year, count in TWO_SPELLS.items() if year != 2012}
    left, _ = asked(tmp_path / "left", fewer)

    assert [p["state"] for p in left["across"]["points"]] == ["used"] * 7 + ["distant"] * 4
    assert (whole["across"]["verdict"], whole["across"]["years_used"]) == ("falling", 12)
    for series, same in zip(
        (whole["across"], *whole["pairs"]), (left["across"], *left["pairs"]), strict=True
    ):
        without = [each for each in series["without"] if each["year"] == 2012]
        assert bool(without) == (same["change"] is not None)
        for each in without:
            assert {n: each[n] for n in NUMBERS} == {n: same[n] for n in NUMBERS}
    used = {each["year"]: each["years_used"] for each in whole["across"]["without"]}
    assert used == {**dict.fromkeys(OLD, 11), **dict.fromkeys(NEW, 7)}
    for lang, (hole, hangs, shorter) in HOLE.items():
        assert hole in pages[lang][0]
        assert hangs in pages[lang][0]
        assert pages[lang][0].endswith(shorter)
        assert sum(hole in said for said in pages[lang]) == 1


def test_a_year_without_which_a_spell_falls_apart_is_not_tried(tmp_path: Path) -> None:
    """2008 is six years from its neighbours, which are twelve from one another."""
    years = (2000, 2001, 2002, 2008, 2014, 2015)
    found, pages = asked(tmp_path, dict.fromkeys(years, 20))

    assert [each["year"] for each in found["across"]["without"]] == [
        year for year in years if year != 2008
    ]
    for lang, (untried, others) in BRIDGED.items():
        assert untried in pages[lang][0]
        assert others in pages[lang][0]


def test_years_to_come_are_told_apart_from_the_newest(tmp_path: Path) -> None:
    """The register was fetched in January 2026."""
    found, pages = asked(tmp_path, {**GROWING, 2026: 5, 2030: 5, 2035: 5})

    assert {p["year"]: p["state"] for p in found["across"]["points"]} == {
        **dict.fromkeys(GROWING, "used"), 2026: "under_recorded", 2030: "to_come", 2035: "to_come"
    }  # fmt: skip
    for lang, sentences in TO_COME.items():
        assert set(sentences) <= set(pages[lang])

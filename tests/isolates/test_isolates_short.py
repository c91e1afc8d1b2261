"""Isolates where projects name nobody: 13 of the projects of the register list who met.

p14 is a complete list of one and counts in no share. With k projects that name nobody the share is
13/(13 + k): eight make it 13/21 = .62, nine 13/22 = .59.
"""

from pathlib import Path
from typing import Any

import pytest
from lxml import html

from tests.callers import caller_in
from tests.commands.command_line import CommandLine
from tests.isolates.test_isolates import register

LITTLE = {
    "sv": ("för lite är fullständigt listat", "Av arenorna där flera kan ha mötts har 59,1 % en "
           "fullständig lista. Arenor utan känd deltagare räknas dit, men inte de vars "
           "fullständiga lista har en enda. "
           "Under 60 % jämförs ingenting med slumpen: ingen prövas, och vem som saknar partner i "
           "andra sektorer listas inte."),
    "en": ("too little is listed completely", "Of the arenas where several may have met 59.1% "
           "have a complete list. Arenas without a known participant count among them, those whose "
           "complete list has one do not. "
           "Below 60% nothing is compared with chance: nobody is judged, and who has no partner of "
           "another sector is not listed."),
}  # fmt: skip


LITTLE_LISTED = (
    "Who stands here cannot be said: too little is listed completely to compare with chance."
)


@pytest.mark.parametrize(("nobody", "compared"), [(8, True), (9, False)])
def test_arenas_that_name_nobody_count_in_what_may_be_compared(
    tmp_path: Path, nobody: int, compared: bool
) -> None:
    says = register()
    for number in range(nobody):
        says.says("prj", f"o{number}", name=f"Utan namn {number}", start="2016")
    with caller_in(tmp_path, says) as caller:
        found: Any = caller.get("/api/v1/gaps/isolates").json()
        cards = [caller.get(f"/api/v1/cards/isolates/chance/{name}") for name in ("alone", "apart")]
        pages = {
            lang: html.fromstring(
                caller.get(f"/isolates?lang={lang}", headers={"Accept": "text/html"}).text
            )
            for lang in ("sv", "en")
        }
        listed = caller.get("/api/v1/gaps/isolates/orphans")
        single = caller.get("/api/v1/gaps/isolates/single").json()["items"]
        own = html.fromstring(
            caller.get("/isolates?lang=en&list=orphans", headers={"Accept": "text/html"}).text
        )
        change = {"change": f"gone {single[0]['actor']['id']}"}
        tried = {
            each["name"]: each
            for each in caller.get("/api/v1/whatif", params=change).json()["figures"]
        }
        page = caller.get(
            "/whatif", params={**change, "lang": "en"}, headers={"Accept": "text/html"}
        ).text
        counts = caller.get("/api/v1/cards/isolates/whole/counts").json()["values"]
    command = CommandLine(tmp_path)
    told = command("isolates", "--lang", "en").out
    by_name = command("isolates", "--list", "orphans")
    single = command("isolates", "--list", "single", "--json").json()["items"]

    assert found["arenas"]["meeting_share"] == pytest.approx(13 / (13 + nobody))
    assert found["whole"]["coverage"] == 1
    assert [found[name] is not None for name in ("alone", "apart")] == [compared, compared]
    assert [card.status_code for card in cards] == [200 if compared else 404] * 2
    for lang, (little, share) in LITTLE.items():
        said = " ".join(pages[lang].xpath("string(//ul[@class='said'])").split())
        assert (little in said, share in said) == (not compared, not compared)
        assert ("; p " in said) == compared
    assert ("; p " in " ".join(told.split())) == compared
    by_chance = [found["whole"][name] is not None for name in ("judged", "orphans")]
    assert by_chance == [compared, compared]
    assert [counts[name] is not None for name in ("judged", "orphans")] == by_chance
    assert {row["judged"] is not None for row in found["by_sector"]} == {compared}
    assert {row["expected"] is not None for row in single} <= {compared, False}
    assert any(row["expected"] is not None for row in single) == compared
    assert listed.status_code == (200 if compared else 404)
    assert ("59.1% of the arenas" in listed.text) == (not compared)
    assert (LITTLE_LISTED in own.text_content()) == (not compared)
    assert by_name.code == (0 if compared else 2)
    assert ("59.1% of the arenas" in " ".join(by_name.err.split())) == (not compared)
    for name in ("judged_actors", "orphan_actors"):
        assert (tried[name]["before"] is not None) == compared
    assert tried["apart_actors"]["before"] is not None
    assert ("(too little is listed completely)" in page) == (not compared)

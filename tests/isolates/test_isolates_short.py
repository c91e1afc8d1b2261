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
    "sv": ("för lite är fullständigt listat", "Av arenorna har 59 % en fullständig lista. Arenor "
           "utan känd deltagare är med i den andelen, men inte fullständiga listor med en enda. "
           "Under 60 % jämförs ingenting med slumpen."),
    "en": ("too little is listed completely", "Of the arenas 59% have a complete list. Arenas "
           "without a known participant are in that share, and complete lists of one are not. "
           "Below 60% nothing is compared with chance."),
}  # fmt: skip


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
    told = CommandLine(tmp_path)("isolates", "--lang", "en").out

    assert found["arenas"]["meeting_share"] == pytest.approx(13 / (13 + nobody))
    assert found["whole"]["coverage"] == 1
    assert [found[name] is not None for name in ("alone", "apart")] == [compared, compared]
    assert [card.status_code for card in cards] == [200 if compared else 404] * 2
    for lang, (little, share) in LITTLE.items():
        said = " ".join(pages[lang].xpath("string(//ul[@class='said'])").split())
        assert (little in said, share in said) == (not compared, not compared)
        assert ("; p " in said) == compared
    assert ("; p " in " ".join(told.split())) == compared

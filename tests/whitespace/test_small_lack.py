"""Fewer than expected beyond doubt, but more than half: what stops a verdict is not uncertainty.

Of 240 projects 80 lie in the north and 60 are about housing: 80·60/240 = 20 are expected to be
both, and 11 are, a ratio of 0.55. The exact 90 % interval of 11 is 6.17 to 18.21. By Fisher's
exact test (hypergeometric, 240, 60, 80) P(X ≤ 11) = 0.0028; the other low cell, 111 of 120, has the
same p and so q of both is 4·0.0028/2 = 0.0056.
"""

from pathlib import Path

import pytest
from lxml import html
from scipy.stats import hypergeom

from tests.callers import caller_in
from tests.commands.command_line import CommandLine
from tests.lookup.small_graph import Statements
from tests.whitespace.graph import PROJECTS, parties, project

SAYS = {
    "sv": (
        "Rutor med färre än väntat, men så lite att det inte kallas en lucka (en lucka är högst "
        "hälften av väntat): 1.",
        "färre än väntat, men så lite att det inte kallas en lucka",
        "osäkerheten är för stor",
    ),
    "en": (
        "Cells with fewer than expected, but so little that it is not called a gap (a gap is at "
        "most half of what is expected): 1.",
        "fewer than expected, but so little that it is not called a gap",
        "uncertainty is too large",
    ),
}


def projects() -> Statements:
    says = Statements(PROJECTS)
    for key, name, code in (("n", "Norra län", "91"), ("s", "Södra län", "92")):
        says.says("reg", key, name=name, level="county", notation=code, identifiers=[f"lan:{code}"])
    for key, name in (("work", "Arbete"), ("home", "Boende")):
        says.says("thm", key, name=name)
    parties(says)
    cells = [("n", "home")] * 11 + [("n", "work")] * 69 + [("s", "home")] * 49
    for k, (region, theme) in enumerate(cells + [("s", "work")] * 111):
        project(says, k, f"Projekt {k:03}", [region], [theme])
    return says


def test_a_lack_that_is_too_small_to_be_called_a_gap_says_so(tmp_path: Path) -> None:
    with caller_in(tmp_path, projects()) as caller:
        found = caller.get("/api/v1/gaps/whitespace").json()
        pages = {
            lang: html.fromstring(
                caller.get(f"/whitespace?lang={lang}", headers={"Accept": "text/html"}).text
            )
            for lang in SAYS
        }
        files = {
            lang: caller.get(f"/api/v1/views/whitespace.csv?lang={lang}").text for lang in SAYS
        }
        cell = next(each for each in found["cells"] if each["observed"] == 11)
        card = caller.get(f"/api/v1/cards/whitespace/{cell['row']}/{cell['column']}").json()

    assert (cell["expected"], cell["ratio"]) == pytest.approx((20, 0.55), rel=1e-9)
    assert cell["interval"] == pytest.approx((6.17 / 20, 18.21 / 20), abs=3e-4)
    assert cell["q_low"] == pytest.approx(2 * hypergeom.cdf(11, 240, 60, 80), abs=0.004)
    assert (cell["verdict"], cell["reason"]) == ("cannot_tell", "too_small_a_lack")
    assert card["values"]["reason"] == "too_small_a_lack"
    for lang, (sentence, reason, before) in SAYS.items():
        shown = " ".join(CommandLine(tmp_path)("whitespace", "--lang", lang).out.split())
        page = pages[lang]
        assert sentence in [li.text_content() for li in page.xpath("//ul[@class='said'][1]/li")]
        assert page.xpath(f"count(//td[@class='verdict']/span[text()='{reason}'])") == 1
        assert reason in files[lang]
        assert sentence in shown
        assert before not in shown

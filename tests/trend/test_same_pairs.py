"""All pairs of different sectors together are the same pairs in every year.

Every year from 2010 to 2017 has the same meetings: ten within either of the public and the civil
sector, four of the two and one or two more, six of either with each of private and academic actors,
two of those with each other. All that changes is that four private and four academic actors take
part until 2013 and six from 2014, so that their pairs are shown from then on alone.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from graph_schema.claims import CoverageSlice
from graph_schema.vocabularies import ParticipantsListed
from tests.commands.command_line import CommandLine
from tests.lookup.small_graph import REGISTER, Statements, node_id
from tests.service.test_jobs import ended
from tests.whatif.test_whatif import Map, figures, mapped

MORE = {2010: 1, 2011: 0, 2012: 2, 2013: 1, 2014: 0, 2015: 2, 2016: 1, 2017: 0}
LISTED = REGISTER.model_copy(update={
    "coverage": (CoverageSlice(years=(2010, 2017), kinds=("Project",),
                               participants=ParticipantsListed.COMPLETE),),
    "not_covered_years": (),
})  # fmt: skip
SECTORS = {"o": "public", "c": "civil_society", "p": "private", "a": "academia"}
OF_ALL = {"sv": "Alla par av olika kända sektorer, samma varje år",
          "en": "All pairs of different known sectors, the same every year"}  # fmt: skip


def meetings(year: int) -> Iterator[tuple[str, str]]:
    """Who meets whom in the projects of a year, two actors each."""
    few = 4 if year < 2014 else 6
    for k in range(10):
        for many in ("o", "c"):
            yield f"{many}{k}", f"{many}{(k + 1 + year % 3) % 12}"
    for k in range(4 + MORE[year]):
        yield f"o{(k + year) % 12}", f"c{(5 * k + year) % 12}"
    for k in range(6):
        for few_of, many, step in (("p", "o", 1), ("p", "c", 3), ("a", "o", 5), ("a", "c", 7)):
            yield f"{few_of}{k % few}", f"{many}{(2 * k + step + year) % 12}"
    for k in range(2):
        yield f"p{k}", f"a{(k + 1) % few}"


def statements(sectors: str) -> Statements:
    """The meetings of some of the sectors; all are about a theme that is marked sensitive."""
    says = Statements(LISTED)
    says.says("thm", "h", name="Psykisk hälsa")
    for first in sectors:
        for k in range(12 if first in "oc" else 6):
            says.says("act", f"{first}{k}", name=f"Aktör {first}{k}", sector=SECTORS[first])
    for year in MORE:
        kept = (pair for pair in meetings(year) if pair[0][0] in sectors and pair[1][0] in sectors)
        for number, pair in enumerate(kept):
            key = f"{year}-{number}"
            says.says("prj", key, name=f"Projekt {key}", start=str(year))
            says.ties("ADDRESSES", f"prj/{key}", "thm/h")
            for actor in pair:
                says.ties("PARTICIPATES_IN", f"act/{actor}", f"prj/{key}", role="partner",
                          status="party")  # fmt: skip
    return says


@pytest.fixture(scope="module")
def four(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Map]:
    with mapped(tmp_path_factory.mktemp("four"), statements("ocpa")) as made:
        yield made


def of_all(made: Map, **params: str) -> Any:
    answer = made.client.get("/api/v1/gaps/trend", params=params)
    assert answer.status_code == 200, answer.text
    return answer.json()["across"]


def test_the_meetings_of_all_pairs_are_added_up_in_every_year(four: Map) -> None:
    found = of_all(four)

    assert [(p["year"], p["observed"], p["state"]) for p in found["points"]] == [
        (year, 4 + more + 4 * 6 + 2, "used") for year, more in MORE.items()]  # fmt: skip
    assert (found["verdict"], found["years_used"]) == ("no_trend_seen", 8)
    assert found["interval"][0] < 0 < found["interval"][1]
    pairs = four.client.get("/api/v1/gaps/trend").json()["pairs"]
    private = next(p for p in pairs if (p["a"], p["b"]) == ("public", "private"))
    assert [p["observed"] for p in private["points"]] == [None] * 4 + [6] * 4


def test_a_what_if_adds_up_the_same_pairs(four: Map) -> None:
    change = f"drop {node_id('register/prj/2010-0')}"
    found, trend = four.ask(change), of_all(four, draws="207")
    begun = four.client.post("/api/v1/whatif/chance", params={"change": change})
    whole = four.client.get(ended(four.client, begun.json()["id"])["result"]).json()

    assert figures(found, "before")["mixing_change"] == pytest.approx(trend["change"], abs=0.01)
    assert whole["drawn"]["trend_before"]["change"] == trend["change"]


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_row_card_and_command_say_which_pairs_they_are_of(four: Map, lang: str) -> None:
    asked = {"headers": {"Accept": "text/html"}, "params": {"lang": lang}}
    page = html.fromstring(four.client.get("/trend", **asked).text)
    card = html.fromstring(four.client.get("/cards/trend/across", **asked).text)
    command = CommandLine(four.place, {"COLUMNS": "300"})("trend", "--lang", lang)

    assert OF_ALL[lang] in page.xpath("string(//tbody/tr[1]/th)")
    assert OF_ALL[lang].lower() in card.xpath("string(//h1)").lower()
    assert OF_ALL[lang] in command.out


def test_a_year_whose_sum_would_tell_of_few_in_a_sensitive_theme_has_no_counts(
    tmp_path: Path,
) -> None:
    """Without academia, all pairs less those shown are the meetings of four private actors."""
    with mapped(tmp_path, statements("ocp")) as three:
        whole, theme = of_all(three), of_all(three, theme="Psykisk hälsa")

    seen = [4 + more + 2 * 6 for more in MORE.values()]
    assert [p["observed"] for p in whole["points"]] == seen
    assert [p["observed"] for p in theme["points"]] == [None] * 4 + seen[4:]
    assert {p["state"] for p in theme["points"]} == {"used"}
    assert theme["verdict"] == whole["verdict"]
    # With the four years that are told, these would tell the others.
    assert [theme[f] for f in ("change", "interval", "dispersion", "p")] == [None] * 4

"""Whether what is told of a trend hangs on one of its years.

Forty projects of two a year, 2010 to 2017, of twelve public and twelve civil actors. In the first
map ten to fourteen of them are mixed until 2016 and twenty in 2017; in the second three more are
mixed every year.
"""

from collections.abc import Iterator
from csv import reader
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from lxml import etree, html
from scipy.optimize import minimize_scalar
from scipy.stats import t as student

from graph_schema.claims import CoverageSlice, SourceInfo
from graph_schema.vocabularies import ParticipantsListed
from tests.commands.command_line import CommandLine
from tests.lookup.small_graph import REGISTER, Statements
from tests.service.test_jobs import ended
from tests.whatif.test_whatif import Map, mapped

BROWSER = {"Accept": "text/html"}
YEARS = range(2010, 2018)
LAST_HIGH = dict(zip(YEARS, (10, 12, 11, 13, 12, 13, 14, 20), strict=True))
GROWING = dict(zip(YEARS, range(6, 30, 3), strict=True))
LISTED = REGISTER.model_copy(update={
    "coverage": (CoverageSlice(years=(2010, 2017), kinds=("Project",),
                               participants=ParticipantsListed.COMPLETE),),
    "not_covered_years": (),
})  # fmt: skip


def statements(mixed: dict[int, int], source: SourceInfo = LISTED) -> Statements:
    """The projects of a map, all of them about a theme that is marked sensitive."""
    says = Statements(source)
    says.says("thm", "h", name="Psykisk hälsa")
    for first, sector in (("o", "public"), ("c", "civil_society")):
        for k in range(12):
            says.says("act", f"{first}{k}", name=f"Aktör {first}{k}", sector=sector)
    for year, count in mixed.items():
        for k in range(40):
            one, two = ("o", "c") if k < count else ("oo", "cc")[k % 2]
            key = f"{year}-{k}"
            says.says("prj", key, name=f"Projekt {key}", start=str(year))
            says.ties("ADDRESSES", f"prj/{key}", "thm/h")
            for actor in (f"{one}{k % 12}", f"{two}{(k + 1 + k // 12 + year % 5) % 12}"):
                says.ties("PARTICIPATES_IN", f"act/{actor}", f"prj/{key}", role="partner",
                          status="party")  # fmt: skip
    return says


@pytest.fixture(scope="module", params=[LAST_HIGH, GROWING], ids=["last high", "growing"])
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Map]:
    with mapped(tmp_path_factory.mktemp("years"), statements(request.param)) as made:
        yield made


def trend(made: Map, **params: str) -> Any:
    answer = made.client.get("/api/v1/gaps/trend", params=params)
    assert answer.status_code == 200, answer.text
    return answer.json()


def by_another_optimiser(points: list[Any]) -> tuple[float, float]:
    """e^β − 1 and p of quasi-Poisson with log E as offset, from the points as they are told."""
    time = np.array([p["year"] for p in points], float)
    time -= time.mean()
    observed, expected = (np.array([p[name] for p in points]) for name in ("observed", "expected"))

    def mean(slope: float) -> Any:
        weight = expected * np.exp(slope * time)
        return observed.sum() * weight / weight.sum()

    slope = minimize_scalar(lambda b: float((mean(b) - observed * np.log(mean(b))).sum()),
                            bracket=(-0.1, 0.1), options={"xtol": 1e-12}).x  # fmt: skip
    fitted = mean(slope)
    spread = ((observed - fitted) ** 2 / fitted).sum() / (len(points) - 2)
    centre = (fitted * time).sum() / fitted.sum()
    error = np.sqrt(spread / (fitted * (time - centre) ** 2).sum())
    return float(np.expm1(slope)), float(2 * student.sf(abs(slope) / error, len(points) - 2))


def test_every_year_is_left_out_in_turn(made: Map) -> None:
    found = trend(made)["across"]

    assert found["verdict"] == "rising"
    assert [each["year"] for each in found["without"]] == list(YEARS)
    for each in found["without"]:
        points = [p for p in found["points"] if p["year"] != each["year"]]
        change, p = by_another_optimiser(points)
        assert each["change"] == pytest.approx(change, abs=1e-6)
        assert each["p"] == pytest.approx(p, abs=1e-6)
        told = "rising" if p <= 0.05 and each["interval"][0] > 0 else "no_trend_seen"
        assert each["verdict"] == told


SAYS = {
    ("sv", "last high"): (
        "Det hänger på enstaka år: tas något av åren 2010 och 2017 bort håller omdömet inte "
        "(p {}; intervallet når då noll).",
        "Möts oftare än förr, sett till aktiviteten; hänger på 2010, 2017",
    ),
    ("en", "last high"): (
        "It hangs on single years: with any one of 2010 and 2017 left out the verdict does not "
        "hold (p {}; the interval then reaches zero).",
        "Meets more often than before, given its activity; hangs on 2010, 2017",
    ),
    ("sv", "growing"): ("Det står sig utan vilket som helst av åren (p {}).",
                        "Möts oftare än förr, sett till aktiviteten"),
    ("en", "growing"): ("It stands without any one of the years (p {}).",
                        "Meets more often than before, given its activity"),
}  # fmt: skip


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_page_card_picture_and_tables_say_what_it_hangs_on(
    made: Map, lang: str, request: pytest.FixtureRequest
) -> None:
    of = "growing" if "growing" in request.node.callspec.id else "last high"
    sentence, word = SAYS[lang, of]
    found = trend(made)["across"]
    left = [each for each in found["without"] if of == "growing" or each["year"] in (2010, 2017)]
    page = html.fromstring(
        made.client.get("/trend", headers={"Accept": "text/html"}, params={"lang": lang}).text
    )
    svg = made.client.get("/api/v1/views/trend.svg", params={"lang": lang}).text
    table = made.client.get("/api/v1/views/trend.csv", params={"lang": lang}).text
    card = made.client.get("/api/v1/cards/trend/across").json()
    command = CommandLine(made.place, {"COLUMNS": "300"})("trend", "--lang", lang)

    mark = "," if lang == "sv" else "."
    ends = sorted(each["p"] for each in left)
    written = [f"{p:.3f}" if p >= 0.001 else "< 0.001" for p in (ends[0], ends[-1])]
    ps = "–".join(dict.fromkeys(written)).replace(".", mark)
    said = page.xpath("string(//ul[@class='said']/li[1])")
    assert said.endswith(sentence.format(ps))
    assert page.xpath("string(//tbody/tr[1]/td[1])") == word
    assert " ".join(said.split()) in " ".join(command.out.split())
    assert word in svg  # as a whole in what is read aloud, and in lines of their own where drawn
    drawn = " ".join("".join(t.itertext()) for t in etree.fromstring(svg.encode()).iter("{*}tspan"))
    assert of == "growing" or word.partition("; ")[2] in drawn
    assert card["values"]["without"] == found["without"]
    shown = html.fromstring(
        made.client.get("/cards/trend/across", params={"lang": lang}, headers=BROWSER).text
    )
    every = {"sv": "inte valt", "en": "not chosen"}[lang]  # every source
    assert shown.xpath("//tr[td/code='scope.sources']/td/bdi/text()") == [every]
    verdicts = [row[-1] for row in reader(table.splitlines(), delimiter=";")]
    assert verdicts[1 : 1 + len(YEARS)] == [word] * len(YEARS)


def test_a_hidden_year_is_not_given_away_by_the_line_without_it(tmp_path: Path) -> None:
    """Four private actors, whose counts a sensitive part does not tell, take part as well."""
    says = statements(GROWING)
    for k in range(4):
        says.says("act", f"p{k}", name=f"Företag {k}", sector="private")
        for year in (2010, 2011):
            says.ties("PARTICIPATES_IN", f"act/p{k}", f"prj/{year}-{k}", role="partner",
                      status="party")  # fmt: skip
    with mapped(tmp_path, says) as made:
        whole, theme = trend(made)["across"], trend(made, theme="Psykisk hälsa")["across"]
        page = made.client.get("/trend?lang=sv&theme=Psykisk+h%C3%A4lsa",
                               headers={"Accept": "text/html"}).text  # fmt: skip

    assert [p["observed"] for p in theme["points"]][:2] == [None, None]
    assert whole["verdict"] == theme["verdict"] == "rising"
    assert theme["without"] == [
        {**each, "change": None, "interval": None, "p": None, "q": None}
        for each in whole["without"]
    ]
    assert "Det står sig utan vilket som helst av åren. " in page or "åren.</li>" in page


@pytest.mark.parametrize("years", [3, 8])
def test_what_cannot_change_places_is_told_of_a_line_only_where_there_is_one(
    tmp_path: Path, years: int
) -> None:
    """Beside the projects stands one event a year, which is a stratum of its own."""
    says = statements(dict(list(GROWING.items())[:years]))
    for year in list(YEARS)[:years]:
        says.says("col", f"e{year}", name=f"Samtal {year}", collaboration_kind="event",
                  start=str(year))  # fmt: skip
        for actor in ("o0", "c0"):
            says.ties("PARTICIPATES_IN", f"act/{actor}", f"col/e{year}", role="organiser",
                      status="party")  # fmt: skip
    with mapped(tmp_path, says) as made:
        told = trend(made)
        page = made.client.get("/trend?lang=en", headers={"Accept": "text/html"}).text

    shares = [year["not_tested_share"] for year in told["years"]]
    assert shares == [pytest.approx(2 / 82)] * years
    assert ("In the years of the line at most 2% of a year" in page) == (years == 8)


WHATIF_SAYS = {
    ("sv", "last high"): "före möts oftare än förr, sett till aktiviteten; hänger på 2010, 2017 (",
    ("en", "last high"): "before, meets more often than before, given its activity; hangs on 2010, "
    "2017 (",
    ("sv", "growing"): "före möts oftare än förr, sett till aktiviteten (",
    ("en", "growing"): "before, meets more often than before, given its activity (",
}  # fmt: skip


@pytest.mark.timeout(600)
@pytest.mark.parametrize("lang", ["sv", "en"])
def test_a_change_that_is_tried_says_what_the_trend_hangs_on(
    made: Map, lang: str, request: pytest.FixtureRequest
) -> None:
    of = "growing" if "growing" in request.node.callspec.id else "last high"
    asked = {"change": "add any:public,any:civil_society", "lang": lang}
    begin = (made.ask(asked["change"])["not_computed"] or {}).get("begin")
    if begin is not None:
        assert ended(made.client, made.client.post(begin).json()["id"])["state"] == "done"
    drawn = made.ask(asked["change"])["drawn"]
    shown = CommandLine(made.place)("whatif", asked["change"], "--lang", lang).out
    page = html.fromstring(made.client.get("/whatif", params=asked, headers=BROWSER).text)
    table = made.client.get("/api/v1/views/whatif.csv", params=asked).content.decode("utf-8-sig")
    card = made.client.get("/api/v1/cards/whatif/trend", params={"change": asked["change"]}).json()

    same = trend(made, draws="207")["across"]
    assert drawn["trend_before"]["without"] == same["without"]
    told = page.xpath("string(//section[@aria-labelledby='drawn']//li[1])")
    assert WHATIF_SAYS[lang, of] in told
    assert WHATIF_SAYS[lang, of] in " ".join(shown.split())
    row = next(row for row in reader(table.splitlines(), delimiter=";") if "rend" in row[0])
    assert row[1] == SAYS[lang, of][1]
    assert card["values"]["trend_before"]["without"] == same["without"]

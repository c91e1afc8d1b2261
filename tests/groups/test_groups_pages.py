"""Core and groups on the command line and on pages, and what takes long run as a job."""

import re
import time
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from lxml import html

from tests.callers import caller_in, recorded
from tests.commands.command_line import CommandLine
from tests.groups.two_teams import actor, two_teams

BROWSER = {"Accept": "text/html"}
PATIENCE = 120.0  # seconds for a run of seconds


@pytest.fixture(scope="module")
def ekokarta(tmp_path_factory: pytest.TempPathFactory) -> CommandLine:
    """The command with a store of the two teams."""
    folder = recorded(tmp_path_factory.mktemp("groups"), two_teams())
    return CommandLine(folder)


@pytest.fixture(scope="module")
def caller(ekokarta: CommandLine) -> Iterator[TestClient]:
    """The service on the same store and cache."""
    with caller_in(ekokarta.folder) as client:
        yield client


def page(caller: TestClient, path: str) -> html.HtmlElement:
    response = caller.get(path, headers=BROWSER)
    assert response.status_code == 200, response.text
    return html.fromstring(response.text)


def told(found: html.HtmlElement) -> str:
    return " ".join(found.xpath("//main")[0].text_content().split())


SAYS = {
    "sv": (
        "8 aktörer möts i 9 arenor; 7 av dem är med i minst två. Räknas inte: 1 arena med en enda "
        "känd deltagare, där ingen är känd för att ha mött någon.",
        "Kärnan av återkommande: 7 aktörer möts i 8 arenor, var och en i minst två av dem, och i "
        "varje arena finns minst två av dem.",
        "Djupast går den till α = 4: 4 aktörer i minst 4 arenor med minst en annan av dem.",
        "För 100 % av kärnans arenor säger källan att listan är fullständig.",
        "2 grupper har minst 3 aktörer och två arenor; 1 mindre nämns inte.",
        "Att vara med i kärnan är ingen förtjänst och att stå utanför ingen brist.",
    ),
    "en": (
        "8 actors meet in 9 arenas; 7 of them take part in at least two. Not counted: 1 arena with "
        "one known participant, where nobody is known to have met anybody.",
        "The core of repeat collaborators: 7 actors meet in 8 arenas, each in at least two of "
        "them, and each arena has at least two of them.",
        "At its deepest it reaches α = 4: 4 actors in at least 4 arenas with at least one other",
        "For 100% of the core's arenas the source says that the list is whole.",
        "2 groups have at least 3 actors and two arenas; 1 smaller ones are not named.",
        "Being in the core is no merit, and being outside it no defect.",
    ),
}


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_the_page_says_what_is_core_and_what_is_not_known(caller: TestClient, lang: str) -> None:
    text = told(page(caller, f"/groups?lang={lang}"))

    for sentence in SAYS[lang]:
        assert sentence in text
    forbidden = r"\bborde\b|\bbör\b|\bska\b|\bmåste\b|\bshould\b"
    assert re.findall(forbidden, text.lower()) == []


def test_names_in_core_and_groups_lead_to_their_pages(caller: TestClient) -> None:
    found = page(caller, "/groups?lang=sv&period_to=2021")

    core = found.xpath("//section[h2[@id='core']]//tbody/tr/th/a[1]/@href")
    assert core[0] == f"/actors/{actor('a1')}?lang=sv"
    assert len(core) == 7
    groups = found.xpath("//section[h2[@id='groups']]//tbody/tr")
    assert len(groups) == 2
    assert groups[1].xpath("./th/a/@href")[0] == f"/actors/{actor('b1')}?lang=sv"
    (members,) = groups[1].xpath("./td[1]/a/@href")
    assert members == "/groups/2?lang=sv&period_to=2021"
    named = [a.text_content() for a in page(caller, members).xpath("//tbody/tr/th/a[1]")]
    assert (named[0], sorted(named)) == ("Aktör b1", ["Aktör b1", "Aktör b2", "Aktör b3"])
    assert "Utforskande: " in told(page(caller, members))  # a period is chosen
    listed = caller.get("/api/v1/network/groups/2/members?period_to=2021").json()
    assert (listed["total"], listed["exploratory"]) == (3, True)
    assert len(page(caller, "/groups/core?lang=en").xpath("//tbody/tr")) == 7
    assert caller.get("/groups/9", headers=BROWSER).status_code == 404


def test_picture_and_files_are_of_the_same_question(caller: TestClient) -> None:
    found = page(caller, "/groups?lang=en&period_to=2021")

    (picture,) = found.xpath("//div[@class='picture']/img/@src")
    assert picture == "/api/v1/views/groups.svg?lang=en&period_to=2021"
    drawn = caller.get(picture).text
    assert "Core of α = 4" in drawn
    links = {a.text_content(): a.get("href") for a in found.xpath("//ul[@class='actions']//a")}
    for name in ("SVG", "PNG", "The same as data (JSON)"):
        assert caller.get(links[name]).status_code == 200, name
    rows = caller.get(links["CSV"]).content.decode("utf-8-sig").splitlines()
    assert rows[0] == (
        "Which;Actors;Arenas;Participations;In two arenas or more;Share certain;Public sector;"
        "Private sector;Civil society;Academia;Unknown;Exploratory"  # a period is chosen
    )
    assert rows[1:5] == [
        "All who meet;8;9;29;7;;2;2;2;1;1;yes", "Core of α = 2;7;8;27;7;;2;2;1;1;1;yes",
        "Core of α = 3;7;8;27;7;;2;2;1;1;1;yes", "Core of α = 4;4;4;16;4;;2;0;1;1;0;yes",
    ]  # fmt: skip
    assert re.fullmatch(r"2\. Aktör b1, Aktör b. …;3;4;10;3;1(,0|\.0)?;0;2;0;0;1;yes", rows[6])


def test_the_command_says_the_same(ekokarta: CommandLine) -> None:
    shown = ekokarta("groups", "--lang", "sv", "--source", "diary")

    assert shown.code == 0, shown.err
    assert re.search(r"kärna α=2 +7 +8 +27 +2 +2 +1 +1 +1", shown.out)
    assert re.search(r"grupp 2: Aktör b1, Aktör b., Aktör b. +3 +4 +10", shown.out)
    assert "ekokarta groups --examine --source diary" in shown.out
    core = ekokarta("groups", "--core", "--limit", "1", "--json").json()
    assert (core["total"], core["items"][0]["actor"]["id"]) == (7, actor("a1"))
    listed = ekokarta("groups", "--core", "--lang", "en")
    assert re.search(r"Aktör a1 +Public sector +4 +5 +5", listed.out)
    assert "7 of 7 in the core" in listed.out
    assert ekokarta("groups", "--csv", "--lang", "en").out.startswith("\ufeffWhich;Actors")


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("--core", "--csv"), 2, "--csv gives core and groups by sector: leave out --core"),
        (("--limit", "0"), 2, "--limit': Input should be greater than or equal to 1"),
        (("--source", "nobody"), 1, "source: expected one of diary, got 'nobody'"),
        (("--as-of", "7"), 1, "as_of: expected a published version"),
    ],
)
def test_what_the_command_cannot_answer_is_refused(
    ekokarta: CommandLine, arguments: tuple[str, ...], code: int, said: str
) -> None:
    ended = ekokarta("groups", *arguments)
    assert (ended.code, ended.out) == (code, "")
    assert said in ended.err


def test_what_takes_long_is_run_as_a_job_and_then_shown(
    ekokarta: CommandLine, caller: TestClient
) -> None:
    first = caller.get("/api/v1/network/groups")
    assert "etag" not in first.headers  # the same version will say more
    before = first.json()
    assert before["command"] == "ekokarta groups --examine --public"
    assert (before["null"], before["resolutions"]) == (None, None)

    begun = caller.post("/api/v1/network/groups")
    assert (begun.status_code, begun.json()["kind"]) == (202, "groups")
    where, end = begun.headers["location"], time.monotonic() + PATIENCE
    while (job := caller.get(where).json())["state"] not in ("done", "failed"):
        assert time.monotonic() < end, job
        time.sleep(0.2)
    assert job["state"] == "done", job
    after = caller.get(job["result"]).json()

    assert (after["command"], after["null"]["draws"], after["null"]["seed"]) == (None, 207, 2021)
    assert [row["gamma"] for row in after["resolutions"]] == [0.5, 0.7, 1.4, 2.0]
    against = after["modularity"]["against_null"]
    assert against["observed"] <= after["modularity"]["best"]
    assert 2 / 208 <= against["p"] <= 1
    # Every run finds the best groups here, so that no seed gives another p.
    assert after["modularity"]["compared_runs"] == 10
    assert against["observed"] == pytest.approx(after["modularity"]["best"])
    assert after["modularity"]["p_range"] == [against["p"], against["p"]]
    assert after["cores"]["against_null"]["actors"]["observed"] == 7
    assert len(after["cores"]["against_null"]["sectors"]) == 5
    assert (after["hidden"]["hidden_share"], after["hidden"]["repeats"]) == (0.2, 20)
    assert 0 < after["hidden"]["core_least"] <= after["hidden"]["core"] <= 1
    assert "etag" in caller.get("/api/v1/network/groups").headers
    text = told(page(caller, "/groups?lang=en"))
    assert "in random networks of the same activity" in text
    assert "Compared is the mean over runs on the map (10) with the same in every random" in text
    assert "Other resolutions" in text
    # The same seed gives the same figures, whoever computes them.
    again = ekokarta("groups", "--examine", "--json").json()
    assert "When a fifth of the participations is hidden" in text
    for name in ("modularity", "resolutions", "hidden", "cores", "null"):
        assert again[name] == after[name]

"""Where verdicts are told in short it is said what they hang on, once that was tried.

Forty meetings of two public or two private bodies, ten of each, and four of one of each sector: of
44 arenas with 88 participations nearly half would be mixed by chance, and no single arena, body or
unknown participation makes that a chance.
"""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from lxml import html

from graph_schema.job_answers import ENDED
from graph_schema.vocabularies import Visibility
from tests.callers import caller_in, recorded
from tests.commands.command_line import CommandLine
from tests.lookup.small_graph import DIARY, Statements

SCRUTINY = "/api/v1/gaps/sectors/scrutiny"
UNTRIED = {
    "en": "Whether the verdicts hang on a single arena or actor is not tried yet.",
    "sv": "Om utslagen hänger på en enda arena eller aktör är inte prövat än.",
}
FIRM = {
    "en": "No single arena and no single actor changes any of the verdicts (3), and no gap "
    "vanishes by one unknown participation.",
    "sv": "Ingen enskild arena och ingen enskild aktör ändrar något av utslagen (3 st.), och ingen "
    "lucka försvinner av ett enda okänt deltagande.",
}


def apart() -> Statements:
    says = Statements(DIARY.model_copy(update={"visibility": Visibility.PUBLIC}))
    for n in range(20):
        says.says("act", f"a{n}", name=f"Aktör {n}", sector=("public", "private")[n % 2])
    for n in range(44):
        first = n % 20
        second = (first + 1) % 20 if n >= 40 else (first + 2 * (1 + n // 20)) % 20
        says.says("prj", f"p{n}", name=f"Möte {n}", start="2000")
        for k in (first, second):
            says.ties("PARTICIPATES_IN", f"act/a{k}", f"prj/p{n}", role="partner", status="party")
    return says


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path


@pytest.fixture
def caller(place: Path) -> Iterator[TestClient]:
    with caller_in(place, apart()) as client:
        yield client


def told(caller: TestClient, lang: str) -> list[str]:
    """The sentences about all sources on the first page."""
    page = caller.get(f"/?lang={lang}", headers={"Accept": "text/html"})
    return html.fromstring(page.text).xpath("//section[@aria-labelledby='tell']/ul/li/text()")


def scrutinised(caller: TestClient) -> None:
    """Until the run has ended."""
    address = f"/api/v1/jobs/{caller.post(SCRUTINY).json()['id']}"
    until = time.monotonic() + 400
    while (job := caller.get(address).json())["state"] not in ENDED:
        assert time.monotonic() < until
        time.sleep(0.2)
    assert job["state"] == "done"


@pytest.mark.timeout(600)
def test_the_first_page_says_what_the_verdicts_hang_on(caller: TestClient) -> None:
    pairs = caller.get("/api/v1/gaps/sectors").json()["pairs"][:2]
    before = [told(caller, lang)[-1] for lang in ("en", "sv")]
    kept = caller.get("/", headers={"Accept": "text/html"}).headers.get("etag")
    scrutinised(caller)
    after = [told(caller, lang)[-1] for lang in ("en", "sv")]

    assert [pair["verdict"] for pair in pairs] == ["surplus", "gap"]
    assert (before, kept) == ([UNTRIED["en"], UNTRIED["sv"]], None)
    assert after == [FIRM["en"], FIRM["sv"]]
    assert caller.get("/", headers={"Accept": "text/html"}).headers["etag"]


@pytest.mark.timeout(600)
def test_so_does_the_command(place: Path) -> None:
    command = CommandLine(recorded(place, apart()))
    printed = [command("gaps", *more).out for more in ((), ("--scrutiny",), ())]

    says = [" ".join(text.split()) for text in printed]
    assert [UNTRIED["en"] in text for text in says] == [True, False, False]
    assert [FIRM["en"] in text for text in says] == [False, True, True]

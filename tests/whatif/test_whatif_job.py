"""A change on a map where random changes take long: both maps at once, and a job for the rest.

250 projects of two to five of a hundred actors: some 870 participations, of which a hundred random
changes lie above what comes with the answer.
"""

import json
import os
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any
from urllib.request import Request, urlopen

import pytest
from lxml import html

from graph_schema.job_answers import ENDED
from queries.jobs import files, running
from queries.whatif.effort import AT_ONCE
from tests.callers import caller_in, caller_of, recorded, store_in
from tests.commands.command_line import CommandLine
from tests.commands.test_serving import ROOT, get, serving
from tests.service.test_jobs import API, AUTH, SCRUTINY, TOKEN, ended, made_up
from tests.whatif.test_whatif import BY_DRAWS, Map, actor, figures, first, many, mapped, statements

CHANGE = f"gone {actor('n4')}"
WHATIF, CHANCE = f"{API}/whatif", f"{API}/whatif/chance"
SWEDISH = {"Accept": "text/html", "Accept-Language": "sv"}
DID_NOT_FINISH = ("Körningen blev inte färdig:", "The run did not finish:")
BUTTON, END, AGAIN = "Håll mot slumpen", "Avbryt körningen", "Se efter igen"


def crowd() -> Any:
    """The map above."""
    random, sectors = Random(5), many()[1]
    members = list(sectors)
    arenas = {f"q{k}": random.sample(members, random.randint(2, 5)) for k in range(250)}
    return statements(arenas, sectors, first(arenas))


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("crowd")


@pytest.fixture(scope="module")
def crowded(place: Path) -> Iterator[Map]:
    with mapped(place, crowd()) as made:
        yield made


def without_chance(found: dict[str, Any]) -> dict[str, Any]:
    """The answer without what random changes give, whether it has that or not."""
    lacking = ("not_computed", "cards", "placebo_draws", "slow_draws", "drawn")
    kept = {k: v for k, v in found.items() if k not in lacking}
    kept["figures"] = [row for row in kept["figures"] if row["name"] not in BY_DRAWS]
    for part in ("figures", "actors", "most"):
        kept[part] = [{**row, "placebo": None} for row in kept[part]]
    kept["actors"] = [{**row, "z": None} for row in kept["actors"]]
    bare = [
        {k: {**v, "placebo": None} if isinstance(v, dict) else v for k, v in pair.items()}
        for pair in kept["pairs"]
    ]
    return {**kept, "pairs": bare}


def placebos(found: dict[str, Any]) -> set[bool]:
    return {
        row["placebo"] is not None
        for row in found["figures"]
        if row["difference"] is not None and row["name"] not in BY_DRAWS
    }


@pytest.mark.timeout(900)
def test_both_maps_are_told_at_once_and_chance_when_the_job_is_done(
    crowded: Map, tmp_path: Path
) -> None:
    client = crowded.client
    asked = {"change": CHANGE, "seed": "7"}
    before = client.get(WHATIF, params=asked)
    early = before.json()
    assert (before.status_code, "etag" in before.headers, early["cards"]) == (200, False, {})
    assert early["not_computed"]["begin"].startswith(f"{CHANCE}?")
    assert early["not_computed"]["steps"] == 100 * figures(early, "before")["participations"]
    assert early["not_computed"]["steps"] > AT_ONCE
    assert placebos(early) == {False}
    assert client.post(WHATIF, json=early["question"]).json() == early

    shown_without_chance(crowded, "7")
    refused = client.get(f"{API}/cards/whatif/figure/pieces", params=asked)
    assert (refused.status_code, "POST" in refused.json()["detail"]) == (404, True)

    begun = client.post(early["not_computed"]["begin"])
    same = client.post(CHANCE, params={**asked, "change": CHANGE.replace(" ", "  ")})
    assert (begun.status_code, begun.json()["kind"]) == (202, "whatif")
    assert begun.headers["location"] == f"{API}/jobs/{begun.json()['id']}?as_of=1"
    assert same.json()["id"] == begun.json()["id"]  # two who ask share one run
    done = ended(client, begun.json()["id"])

    assert (done["state"], done["error"], done["done"], done["total"]) == ("done", None, 175, 175)
    after = client.get(done["result"])
    found = after.json()
    assert ("etag" in after.headers, found["not_computed"], placebos(found)) == (True, None, {True})
    assert without_chance(found) == without_chance(early)
    state = f"job-{done['id']}.json"
    [kept] = [path for path in crowded.place.rglob(state)]
    kept.unlink()  # as the oldest are, where many were begun
    again = client.post(CHANCE, params=asked)
    assert again.json()["state"] == "done"
    assert client.get(again.headers["location"]).json()["state"] == "done"
    assert client.get(f"{API}/cards/whatif/figure/pieces", params=asked).status_code == 200
    shown_whole(crowded, found)
    as_the_command_says(found, tmp_path)


def shown_without_chance(crowded: Map, seed: str) -> None:
    """Page, pictures and table say what is not computed yet, in both languages."""
    params = {"change": CHANGE, "seed": seed}
    page = crowded.client.get("/whatif", params=params, headers=SWEDISH).text
    assert ("inte beräknat än" in page, BUTTON in page) == (True, True)
    other = crowded.client.get("/whatif", params={**params, "lang": "en"}).text
    assert ("not computed yet" in other, "Hold against chance" in other) == (True, True)
    assert "/cards/whatif" not in page
    for form in ("svg", "png", "html", "csv"):
        view = f"{API}/views/whatif.{form}"
        drawn = crowded.client.get(view, params={**params, "lang": "en"})
        assert (drawn.status_code, "etag" in drawn.headers) == (200, False)
    assert ";not computed yet;not computed yet;not computed yet" in drawn.text


def shown_whole(crowded: Map, found: dict[str, Any]) -> None:
    page = crowded.client.get(found["address"], headers=SWEDISH).text
    assert (BUTTON in page, "inte beräknat än" in page) == (False, False)
    said = html.fromstring(page).xpath("//section[@aria-labelledby='tell']/ul/li[1]")[0].text
    assert said.startswith(("Utanför vad nio av tio", "Inget mått på kartan ligger utanför"))


def as_the_command_says(found: dict[str, Any], place: Path) -> None:
    """The same to the last digit from another process with one thread, which tells its progress."""
    command = CommandLine(recorded(place, crowd()), {"NUMBA_NUM_THREADS": "1"})
    told = command("whatif", CHANGE, "--seed", "7", "--json")
    assert told.json() == found
    lines = told.err.splitlines()
    assert lines[:3] == ["both maps: 0%", "both maps: 100%", "draws of both maps: 0%"]
    assert "random changes: 0%" in lines
    assert len(lines) > 9
    again = command("whatif", CHANGE, "--seed", "7", "--json")
    assert (again.out, again.err) == (told.out, "")


@pytest.mark.timeout(600)
def test_the_page_tells_of_the_run_and_ends_it(crowded: Map) -> None:
    client, address = crowded.client, f"/whatif?change={CHANGE.replace(' ', '+')}&seed=8"
    begun = client.post(address, headers=SWEDISH, follow_redirects=False)
    assert (begun.status_code, begun.headers["location"]) == (303, address)
    page = html.fromstring(client.get(address, headers=SWEDISH).text)
    [notice] = page.xpath("//div[@class='notice']")
    assert notice.xpath(".//*[@role='status']/text()")[0].startswith("Körningen")
    assert notice.xpath(".//a/text()") == [AGAIN]
    assert notice.xpath(".//button/text()") == [END]
    assert BUTTON not in html.tostring(page, encoding="unicode")

    [end] = notice.xpath(".//form/@action")
    after = client.post(end, headers=SWEDISH, follow_redirects=False)
    assert after.status_code == 303
    assert after.headers["location"].startswith("/whatif?change=gone+")
    job = end.split("/")[2]
    assert ended(client, job)["state"] == "cancelled"
    page_after = client.get(after.headers["location"], headers=SWEDISH).text
    assert ("Körningen avbröts." in page_after, BUTTON in page_after) == (True, True)
    assert client.get(f"{WHATIF}?{address.split('?')[1]}").json()["not_computed"] is not None


@pytest.mark.timeout(300)
def test_anybody_begins_a_change_and_ending_it_takes_the_token_where_there_is_one(
    crowded: Map, tmp_path: Path
) -> None:
    with (
        store_in(crowded.place) as store,
        caller_of(store, tmp_path, token=TOKEN) as client,
    ):
        begun = client.post(CHANCE, params={"change": CHANGE, "seed": "11"})
        page = client.get("/whatif", params={"change": CHANGE, "seed": "11"}, headers=SWEDISH).text
        job = begun.json()["id"]
        refused = client.post(f"/jobs/{job}/end", headers=SWEDISH)
        assert (begun.status_code, AGAIN in page, END in page) == (202, True, False)
        assert refused.status_code == 401
        assert client.delete(f"{API}/jobs/{job}", headers=AUTH).status_code == 202
        assert ended(client, job)["state"] == "cancelled"


@pytest.mark.timeout(600)
def test_a_run_whose_service_is_killed_ends_says_so_and_is_begun_again(crowded: Map) -> None:
    command, asked = CommandLine(crowded.place), f"change={CHANGE.replace(' ', '+')}&seed=9"
    with serving(command) as address:
        begun = post(f"{address}{CHANCE}?{asked}")  # and ends before the run can be done
    with serving(command) as other:
        state = until_ended(f"{other}{API}/jobs/{begun['id']}")
        assert state["state"] == "interrupted"
        assert state["error"].endswith("; begin it again")
        swedish, english = (page_of(f"{other}/whatif?{asked}&lang={n}") for n in ("sv", "en"))
        assert (BUTTON in swedish, DID_NOT_FINISH[0] in swedish) == (True, True)
        assert DID_NOT_FINISH[1] in english
        assert get(f"{other}{WHATIF}?{asked}")[1]["not_computed"] is not None
        assert post(f"{other}{CHANCE}?{asked}")["id"] == begun["id"]
        assert until_ended(f"{other}{API}/jobs/{begun['id']}")["state"] == "done"
        assert get(f"{other}{WHATIF}?{asked}")[1]["not_computed"] is None


def page_of(address: str) -> str:
    with urlopen(Request(address, headers={"Accept": "text/html"}), timeout=60) as answer:
        return str(answer.read().decode())


def post(address: str) -> Any:
    with urlopen(Request(address, method="POST"), timeout=60) as answer:
        return json.load(answer)


def until_ended(address: str) -> Any:
    until = time.monotonic() + 240
    while time.monotonic() < until:
        _, found = get(address)
        if found["state"] in ENDED:
            return found
        time.sleep(0.3)
    raise AssertionError(found)


@pytest.mark.timeout(300)
def test_ctrl_c_ends_the_command(crowded: Map) -> None:
    command = CommandLine(crowded.place, {"PYTHONUNBUFFERED": "1"})
    run = subprocess.Popen(
        [*command.started, "whatif", CHANGE, "--seed", "10"],
        env=command.environment(), cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # a test may ignore it
    )  # fmt: skip
    assert run.stderr is not None
    told = run.stderr.readline()
    run.send_signal(signal.SIGINT)
    out, err = run.communicate(timeout=120)

    assert told == "both maps: 0%\n"
    assert (run.returncode, out) == (1, "")
    assert err.splitlines()[-1] == "stopped; what was whole by then is kept"
    assert "Traceback" not in err
    shown = command("whatif", "--help").out
    assert "Ctrl-C ends it" in " ".join(shown.split())


def folder_of(place: Path) -> Path:
    (found,) = (place / "cache" / "models").glob("v1-public-*")
    return found


@pytest.mark.parametrize(
    ("kinds", "said"),
    [
        (["whatif", "whatif", "groups"], "2 runs about changes are under way or waiting"),
        (["whatif", "groups", "trend"], "room for beside one that is not about a change"),
    ],
)
def test_changes_leave_room_for_other_runs(tmp_path: Path, kinds: list[str], said: str) -> None:
    with caller_in(tmp_path, crowd()) as client:
        client.get(WHATIF, params={"change": CHANGE})
        for number, kind in enumerate(kinds):
            waiting = made_up(number, "queued").model_copy(update={"kind": kind})
            files.write(folder_of(tmp_path), waiting)
        refused = client.post(CHANCE, params={"change": CHANGE})
        assert refused.status_code == 429
        assert said in refused.json()["detail"]
        begun = client.post(SCRUTINY)
        assert begun.status_code == 202
        client.delete(f"{API}/jobs/{begun.json()['id']}")
        assert ended(client, begun.json()["id"])["state"] == "cancelled"


def working(parent: int) -> set[int]:
    """The processes of jobs that this one has begun and that live."""
    told = subprocess.run(
        ["ps", "--ppid", str(parent), "-o", "pid=,stat=,args="], capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    rows = [line.split(None, 2) for line in told.stdout.splitlines()]
    return {
        int(pid)
        for pid, state, command in rows
        if "queries.jobs.process" in command and not state.startswith("Z")
    }


@pytest.mark.timeout(300)
def test_a_run_whose_process_was_killed_is_forgotten_as_others_are(tmp_path: Path) -> None:
    with caller_in(tmp_path, crowd()) as client:
        before = working(os.getpid())
        killed = client.post(CHANCE, params={"change": CHANGE}).json()["id"]
        lock = files.state_file(folder_of(tmp_path), killed).with_suffix(".lock")
        until = time.monotonic() + 60
        while not files.is_alive(folder_of(tmp_path), killed):
            assert time.monotonic() < until
            time.sleep(0.1)
        [pid] = working(os.getpid()) - before
        os.kill(pid, signal.SIGKILL)
        found = ended(client, killed)
        assert found["state"] == "interrupted"
        assert found["error"] == "the process of the run is gone; begin it again"
        assert (files.read(folder_of(tmp_path), killed) or found).has_ended is False

        for number in range(running.MOST_ENDED):
            files.write(folder_of(tmp_path), made_up(number, "cancelled"))
        begun = client.post(CHANCE, params={"change": CHANGE, "seed": "3"}).json()["id"]
        assert client.get(f"{API}/jobs/{killed}").status_code == 404
        assert not lock.exists()
        client.delete(f"{API}/jobs/{begun}")
        assert ended(client, begun)["state"] == "cancelled"
        assert len(list(files.jobs(folder_of(tmp_path).parent))) == running.MOST_ENDED + 1


def test_of_jobs_that_have_ended_so_many_are_remembered(tmp_path: Path) -> None:
    with caller_in(tmp_path, crowd()) as client:
        client.get(WHATIF, params={"change": CHANGE})
        for number in range(running.MOST_ENDED + 5):
            files.write(folder_of(tmp_path), made_up(number, "cancelled"))
        begun = client.post(CHANCE, params={"change": CHANGE}).json()["id"]
        client.delete(f"{API}/jobs/{begun}")
        assert ended(client, begun)["state"] == "cancelled"
        assert client.get(f"{API}/jobs/{0:016x}").status_code == 404
        assert client.get(f"{API}/jobs/{104:016x}").status_code == 200
        assert len(list(files.jobs(folder_of(tmp_path).parent))) == running.MOST_ENDED + 1


@pytest.mark.parametrize("change", ["drop prj-nowhere", "close it", ""])
def test_a_run_about_what_is_not_there_is_not_begun(crowded: Map, change: str) -> None:
    for where in (CHANCE, "/whatif"):
        refused = crowded.client.post(where, params={"change": change})
        assert refused.status_code == 422

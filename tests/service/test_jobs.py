"""Long runs by HTTP and page: begun once, followed, ended, their answers kept with the version."""

import json
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from graph_schema.job_answers import ENDED, Job
from queries.jobs import files, running
from tests.callers import caller_in
from tests.gaps.test_gap_question import towns_and_associations
from tests.lookup.small_graph import record

API = "/api/v1"
SCRUTINY = f"{API}/gaps/sectors/scrutiny"
TOKEN = "a token of twenty characters"  # noqa: S105 - of the test's own service
AUTH = {"Authorization": f"Bearer {TOKEN}"}
LONG = 240.0  # seconds a run of the test may take on a busy machine


@pytest.fixture
def caller(tmp_path: Path) -> Iterator[TestClient]:
    says = towns_and_associations()
    with caller_in(tmp_path, says, follow_redirects=False, token=TOKEN) as client:
        yield client


def ended(caller: TestClient, job: str, headers: dict[str, str] | None = None) -> Any:
    """The job once it has ended, and every state it was seen in."""
    until = time.monotonic() + LONG
    while time.monotonic() < until:
        response = caller.get(f"{API}/jobs/{job}", headers=headers)
        assert response.status_code == 200, response.text
        assert "etag" not in response.headers
        assert response.headers["cache-control"] == "no-store"
        found = response.json()
        if found["state"] in ENDED:
            return found
        time.sleep(0.2)
    raise AssertionError(f"the job is still {found}")


@pytest.mark.timeout(600)
def test_a_run_is_begun_once_followed_to_its_end_and_its_answer_kept(caller: TestClient) -> None:
    asked = {"draws": 99, "units": "separate"}
    before = caller.get(SCRUTINY, params=asked, headers=AUTH)
    assert (before.status_code, "POST to this address" in before.json()["detail"]) == (404, True)

    begun = caller.post(SCRUTINY, params=asked, headers=AUTH)
    again = caller.post(SCRUTINY, params=asked, headers=AUTH)

    assert (begun.status_code, again.status_code) == (202, 202)
    job = begun.json()["id"]
    assert again.json()["id"] == job
    assert begun.headers["location"] == f"{API}/jobs/{job}?as_of=1"
    done = ended(caller, job, AUTH)
    assert (done["state"], done["error"], done["result"]) == (
        "done", None, f"{SCRUTINY}?units=separate&draws=99&as_of=1",
    )  # fmt: skip
    answer = caller.get(done["result"], headers=AUTH).json()
    assert answer["parameters"]["scope"]["units"] == "separate"
    assert len(answer["specifications"]) == 12 + 11  # roles, strata and units, then codings
    assert answer["identity"] == {
        "merges": 0, "by_number": 0, "by_list": 0, "undone": [], "together": [],
    }  # fmt: skip
    assert answer["calibration"]["tables"] == 200
    assert caller.post(SCRUTINY, params=asked, headers=AUTH).json()["state"] == "done"


@pytest.mark.timeout(600)
def test_a_run_ends_where_it_is_asked_to_and_may_be_begun_again(caller: TestClient) -> None:
    job = caller.post(SCRUTINY).json()["id"]  # the published table: anybody may have it tried

    refused = caller.delete(f"{API}/jobs/{job}")  # others may wait for the same run
    assert (refused.status_code, "takes the token" in refused.json()["detail"]) == (401, True)
    asked = caller.delete(f"{API}/jobs/{job}", headers=AUTH)
    assert asked.status_code == 202
    assert ended(caller, job)["state"] == "cancelled"
    assert caller.get(SCRUTINY).status_code == 404

    assert caller.post(SCRUTINY).json()["state"] == "queued"
    caller.delete(f"{API}/jobs/{job}", headers=AUTH)
    ended(caller, job)


@pytest.mark.parametrize("where", ["network/groups", "network/measures/examination"])
def test_a_run_about_nobody_is_not_begun(caller: TestClient, where: str) -> None:
    refused = caller.post(f"{API}/{where}", params={"kind": "event"}, headers=AUTH)

    assert refused.status_code == 422
    assert "in which actors meet" in refused.json()["detail"]


@pytest.mark.parametrize(
    ("origin", "status"),
    [("http://evil.example", 403), ("null", 403), ("http://testserver", 202)],
)
def test_without_fetch_metadata_the_origin_tells(
    caller: TestClient, origin: str, status: int
) -> None:
    answer = caller.post(SCRUTINY, headers={"Origin": origin})
    assert answer.status_code == status
    if status == 202:
        caller.delete(f"{API}/jobs/{answer.json()['id']}", headers=AUTH)
        ended(caller, answer.json()["id"])


def test_where_no_token_is_set_whoever_reaches_the_service_ends_a_run(tmp_path: Path) -> None:
    with caller_in(tmp_path, towns_and_associations()) as caller:
        job = caller.post(SCRUTINY).json()["id"]
        assert caller.delete(f"{API}/jobs/{job}").status_code == 202
        assert ended(caller, job)["state"] == "cancelled"


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
@pytest.mark.parametrize("where", [SCRUTINY, "/gaps/scrutiny", "/bridges"])
def test_a_page_of_another_site_begins_nothing(caller: TestClient, site: str, where: str) -> None:
    refused = caller.post(where, headers={"Sec-Fetch-Site": site, "Accept": "application/json"})

    assert refused.status_code == 403
    assert "another site" in refused.json()["detail"]
    assert caller.get("/gaps", headers={"Sec-Fetch-Site": site}).status_code == 200
    assert list(files.jobs(model_folder(caller).parent)) == []


def test_white_space_of_one_source_is_of_ones_own_choice(caller: TestClient) -> None:
    refused = caller.post(f"{API}/gaps/whitespace", params={"source": "diary"})

    assert refused.status_code == 401
    assert refused.json()["detail"] == (
        "anybody may have what is published now of everything tried; a part of your own choice and "
        "earlier versions take the token of this service"
    )


def test_a_table_of_ones_own_choice_takes_the_token(caller: TestClient) -> None:
    refused = caller.post(SCRUTINY, params={"draws": 99})

    assert refused.status_code == 401
    assert refused.json()["detail"] == (
        "anybody may have what is published now of everything or of one source tried; a part of "
        "your own choice and earlier versions take the token of this service"
    )
    assert caller.post(SCRUTINY, params={"draws": 1}).status_code == 422
    assert caller.post(SCRUTINY, params={"drawn": 99}).status_code == 422


@pytest.mark.parametrize("job", ["0123456789abcdef", "%2E%2E", "no", "0123456789ABCDEF"])
def test_a_job_that_is_not_there_is_a_404(caller: TestClient, job: str) -> None:
    where = f"{API}/jobs/{job}"
    for response in (caller.get(where), caller.delete(where, headers=AUTH)):
        assert response.status_code == 404
        assert response.headers["content-type"] == "application/problem+json"


def model_folder(caller: TestClient) -> Path:
    assert caller.get(f"{API}/gaps/sectors").status_code == 200
    access = caller.app.state.access  # type: ignore[attr-defined]
    folder: Path = access.settings.cache / "models"
    (found,) = folder.glob("v1-public-*")
    return found


def made_up(number: int, state: str) -> Job:
    return Job.model_validate(
        {
            "id": f"{number:016x}", "kind": "scrutiny", "state": state, "data_version": 1,
            "question": {}, "done": 3, "total": 250,
        }
    )  # fmt: skip


def test_a_run_whose_process_is_gone_without_a_word_was_interrupted(caller: TestClient) -> None:
    folder = model_folder(caller)
    files.write(folder, made_up(1, "running"))

    found = caller.get(f"{API}/jobs/{1:016x}").json()

    assert (found["state"], found["done"]) == ("interrupted", 3)
    assert found["error"] == "the process of the run is gone; begin it again"


def test_no_more_runs_are_promised_than_there_is_room_for(caller: TestClient) -> None:
    folder = model_folder(caller)
    for number in range(running.MOST_WAITING):
        files.write(folder, made_up(number, "queued"))

    refused = caller.post(SCRUTINY)
    swedish = caller.post(SCRUTINY, headers={"Accept-Language": "sv"})

    assert refused.status_code == 429
    assert "try again when one has ended" in refused.json()["detail"]
    assert (swedish.json()["title"], swedish.json()["detail"]) == (
        "För många körningar väntar",
        "4 långa körningar pågår eller väntar, och fler finns det inte plats för; försök igen när "
        "en har tagit slut",
    )


def test_the_room_is_that_of_the_service_whatever_the_version(caller: TestClient) -> None:
    folder = model_folder(caller)
    earlier = folder.parent / "v0-public-earlier"
    (earlier / "answers").mkdir(parents=True)
    for number in range(running.MOST_WAITING):
        files.write((folder, earlier)[number % 2], made_up(number, "queued"))

    assert caller.post(SCRUTINY).status_code == 429


def test_of_many_who_ask_at_once_no_more_are_begun_than_there_is_room_for(
    caller: TestClient,
) -> None:
    folder = model_folder(caller)
    asked = [{"draws": 99 + number} for number in range(3 * running.MOST_WAITING)]

    with ThreadPoolExecutor(len(asked)) as pool:
        told = list(pool.map(lambda q: caller.post(SCRUTINY, params=q, headers=AUTH), asked))

    begun = [answer.json()["id"] for answer in told if answer.status_code == 202]
    assert len(begun) == running.MOST_WAITING
    assert {answer.status_code for answer in told} == {202, 429}
    assert len(list(files.jobs(folder.parent))) == running.MOST_WAITING
    for job in begun:
        caller.delete(f"{API}/jobs/{job}", headers=AUTH)
    assert {ended(caller, job, AUTH)["state"] for job in begun} == {"cancelled"}


def test_an_earlier_version_is_tried_for_who_has_the_token(caller: TestClient) -> None:
    more = towns_and_associations()
    more.says("act", "y", name="Ännu en", sector="unknown")
    record(caller.app.state.access._store, more)  # type: ignore[attr-defined]
    until = time.monotonic() + LONG
    while caller.get(f"{API}/gaps/sectors").json()["data_version"] == 1:
        assert time.monotonic() < until
        time.sleep(0.2)

    refused = caller.post(SCRUTINY, params={"as_of": 1})
    assert (refused.status_code, "earlier versions" in refused.json()["detail"]) == (401, True)


def test_a_run_whose_answer_cannot_be_kept_is_not_promised(caller: TestClient) -> None:
    folder = model_folder(caller)
    (folder.parent / files.BEGINNING).mkdir()  # what cannot be opened, even by root

    refused = caller.post(SCRUTINY)

    assert refused.status_code == 503
    assert "EKOKARTA_CACHE" in refused.json()["detail"]


def test_half_a_file_is_no_job(caller: TestClient) -> None:
    folder = model_folder(caller)
    files.state_file(folder, "0" * 16).write_text(json.dumps({"id": "0" * 16})[:-3])

    assert caller.get(f"{API}/jobs/{'0' * 16}").status_code == 404
    assert list(files.jobs(folder.parent)) == []


@pytest.mark.timeout(600)
def test_the_page_begins_a_run_says_how_far_it_is_and_tells_what_was_found(
    caller: TestClient,
) -> None:
    english = {"Accept": "text/html", "Accept-Language": "en"}
    before = caller.get("/gaps/scrutiny", headers=english)
    assert "Not computed yet" in before.text
    assert before.headers["cache-control"] == "no-store"
    assert '<form method="post"' in before.text

    begun = caller.post("/gaps/scrutiny", headers=english)
    assert (begun.status_code, begun.headers["location"]) == (303, "/gaps/scrutiny")
    assert "The run" in caller.get("/gaps/scrutiny", headers=english).text

    job = caller.post(SCRUTINY).json()["id"]
    assert ended(caller, job)["state"] == "done"
    for lang, title in (("en", "Do the verdicts stand?"), ("sv", "Håller utslagen?")):
        page = caller.get(f"/gaps/scrutiny?lang={lang}")
        assert f"<h1>{title}</h1>" in page.text
        ways = caller.get(SCRUTINY).json()["specifications"]
        assert len(ways) == 12 + 11  # and as many codings of sectors as there are
        assert page.text.count("<tr>") == 2 + len(ways) + len_left(caller)
    own = caller.get("/gaps/scrutiny?draws=99", headers=english)
    assert "the service's token" in own.text.replace("&#39;", "'")
    assert "<form method" not in own.text


def len_left(caller: TestClient) -> int:
    answer = caller.get(SCRUTINY).json()
    return len(answer["arenas"]) + len(answer["actors"])


@pytest.mark.timeout(600)
def test_a_ranking_of_brokers_is_tried_by_a_run_of_its_own(caller: TestClient) -> None:
    english = {"Accept": "text/html", "Accept-Language": "en"}
    before = caller.get(f"{API}/network/measures?by=betweenness").json()
    assert (before["null"], before["stability"]) == (None, None)
    assert "Try the ranking" in caller.get("/bridges?by=betweenness", headers=english).text
    begun = caller.post("/bridges", headers=english)
    assert (begun.status_code, begun.headers["location"]) == (303, "/bridges")

    job = caller.post(f"{API}/network/measures/examination").json()["id"]
    done = ended(caller, job)

    assert (done["state"], done["result"]) == ("done", f"{API}/network/measures?as_of=1")
    after = caller.get(f"{done['result']}&by=betweenness").json()
    assert after["null"] is not None
    assert after["stability"]["repeats"] == 20
    assert "Try the ranking" not in caller.get("/bridges?by=betweenness", headers=english).text
    own = caller.post(f"{API}/network/measures/examination", params={"kind": "Project"})
    assert own.status_code == 401


@pytest.mark.parametrize(
    "address",
    [
        "/gaps/sectors", "/gaps/sectors/scrutiny", "/network/measures/examination",
        "/network/groups", "/gaps/whitespace", "/gaps/isolates", "/gaps/trend",
        "/whatif/chance?change=add+any:public,any:academia",
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/json", '{"period_from":2020}'),
        ("text/csv", "region;theme;need\n"),
        ("application/x-www-form-urlencoded", "period_from=2020"),
    ],
)
def test_a_body_that_would_not_be_read_is_refused(
    caller: TestClient, address: str, kind: str, body: str
) -> None:
    answer = caller.post(API + address, content=body, headers={"Content-Type": kind, **AUTH})

    assert answer.status_code == 415
    assert answer.headers["content-type"] == "application/problem+json"
    assert "no body is read here: ask in the address" in answer.json()["detail"]


@pytest.mark.parametrize("body", ["", "{}", " {}\n"])
def test_a_body_that_says_nothing_is_none(caller: TestClient, body: str) -> None:
    headers = {"Content-Type": "application/json", **AUTH}
    begun = caller.post(f"{API}/gaps/trend", content=body, headers=headers)

    assert begun.status_code == 202

"""The gap table on a map where its draws take long: a job, and no verdict before.

The map of test_long_answers: 10,200 participations, so that the usual 999 draws lie just above what
comes with the answer.
"""

import csv
import io
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from graph_schema.vocabularies import Audience
from queries.at_once import PROMPT
from queries.gaps.sectors import sector_gaps
from queries.readmodel.library import Library
from queries.stores.base import Store
from tests.callers import caller_of, store_in
from tests.commands.command_line import CommandLine
from tests.service.test_jobs import API, AUTH, TOKEN, ended
from tests.service.test_long_answers import BUTTON, PARTICIPATIONS, SWEDISH, world

TABLE = f"{API}/gaps/sectors"
COUNTED = ("a", "b", "observed", "coverage", "coverage_tested", "coverage_all", "arenas_tested",
           "arenas_met", "unseen", "arenas")  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("long")


@pytest.fixture(scope="module")
def store(folder: Path) -> Iterator[Store]:
    with store_in(folder, world()) as found:
        yield found


@pytest.fixture(scope="module")
def caller(folder: Path, store: Store) -> Iterator[TestClient]:
    cache, base = folder / "served", "https://map.example/"
    with caller_of(store, cache, follow_redirects=False, token=TOKEN, base_address=base) as client:
        yield client


def counted(table: dict[str, Any]) -> list[dict[str, Any]]:
    """What is told of pairs with or without draws."""
    return [{name: pair[name] for name in COUNTED} for pair in table["pairs"]]


@pytest.mark.timeout(900)
def test_meetings_are_told_at_once_and_verdicts_when_the_job_is_done(
    caller: TestClient, store: Store, tmp_path: Path
) -> None:
    before = caller.get(TABLE)
    assert (before.status_code, "etag" in before.headers) == (200, False)
    early = before.json()
    claims_nothing(early)
    assert early["not_computed"] == {
        "steps": PARTICIPATIONS * 999, "begin": f"{TABLE}?as_of=1",
    }  # fmt: skip
    assert early["not_computed"]["steps"] > PROMPT
    shown_without_draws(caller)
    refused_without_draws(caller)
    begun_by_whom(caller)

    page = caller.post("/gaps", headers=SWEDISH)
    assert (page.status_code, page.headers["location"]) == (303, "/gaps")
    begun = caller.post(early["not_computed"]["begin"])  # the same run, by its other address
    assert (begun.status_code, begun.json()["kind"]) == (202, "sectors")
    assert "Se efter igen" in caller.get("/gaps", headers=SWEDISH).text
    done = ended(caller, begun.json()["id"])

    assert (done["state"], done["error"], done["result"]) == ("done", None, f"{TABLE}?as_of=1")
    after = caller.get(done["result"])
    assert "etag" in after.headers
    found = after.json()
    assert found["not_computed"] is None
    assert counted(caller.get(TABLE).json()) == counted(early)
    assert {**found, "cards": {}} == straight_through(store, tmp_path / "other", found)
    assert (len(found["whole"]), set(found["cards"])) == (4, {"pairs", "whole"})
    card = caller.get(f"{API}/cards/sectors/public/private?as_of=1").json()
    assert card["values"]["verdict"] == found["pairs"][1]["verdict"]
    for path in ("/gaps", "/", "/gaps/log"):
        told = caller.get(path, headers=SWEDISH)
        assert ("inte beräknat än" in told.text.casefold(), BUTTON in told.text) == (False, False)
        assert "etag" in told.headers


def claims_nothing(early: dict[str, Any]) -> None:
    verdicts = {pair["verdict"] for pair in early["pairs"]}
    assert verdicts == {"not_computed"}
    drawn = ("expected", "expected_range", "sd", "z", "ratio", "missing", "interval", "p", "q",
             "label_p", "label_q", "least_visible", "least_told")  # fmt: skip
    assert {pair[name] for pair in early["pairs"] for name in drawn} == {None}
    assert sum(pair["observed"] for pair in early["pairs"]) > PARTICIPATIONS
    null = early["parameters"]["null"]
    assert (early["parameters"]["family"], null["draws"], early["whole"]) == (0, 0, [])
    assert early["cards"] == {}


def shown_without_draws(caller: TestClient) -> None:
    """Pages, pictures and table say what is not computed; only who may begins it."""
    page = caller.get("/gaps", headers=SWEDISH)
    assert (page.status_code, "etag" in page.headers) == (200, False)
    assert "möten mellan sektorer som deras aktivitet skulle ge är inte beräknat än" in page.text
    assert (BUTTON in page.text, "minst 999 begärda, inga gjorda än" in page.text) == (True, True)
    assert "/cards/sectors/" not in page.text
    assert "is not computed yet for this version" in caller.get("/gaps?lang=en").text
    own = caller.get("/gaps?seed=7", headers=SWEDISH).text
    assert (BUTTON in own, "tjänstens token" in own) == (False, True)
    for path in ("/", "/gaps/log"):
        told = caller.get(path, headers=SWEDISH)
        assert (told.status_code, "etag" in told.headers) == (200, False)
        assert "inte beräknat än" in told.text.casefold()
    assert "Pröva utslagen" in caller.get("/gaps/scrutiny", headers=SWEDISH).text
    for form in ("svg", "png", "html", "csv"):
        drawn = caller.get(f"{API}/views/sector-matrix.{form}", params={"lang": "en"})
        assert (drawn.status_code, "etag" in drawn.headers) == (200, False)
    rows = list(csv.DictReader(io.StringIO(drawn.content.decode("utf-8-sig")), delimiter=";"))
    assert {row["Verdict"] for row in rows} == {"Not computed yet"}
    assert {row["Expected"] for row in rows} == {""}
    log = caller.get(f"{TABLE}/log").json()
    assert (log["looks"], len(log["versions"])) == (0, 1)


def refused_without_draws(caller: TestClient) -> None:
    """No card and no linked data of what nobody has computed."""
    for path in ("public/private", "whole/ei_index"):
        refused = caller.get(f"{API}/cards/sectors/{path}")
        assert (refused.status_code, "POST" in refused.json()["detail"]) == (404, True)
        old = caller.get(f"{TABLE}/{path}/card")
        assert old.status_code == 404
    linked = caller.get(TABLE, headers={"Accept": "text/turtle"})
    assert (linked.status_code, "POST" in linked.json()["detail"]) == (404, True)
    assert caller.get(f"{TABLE}/public/private").json()["total"] > 0  # what lies behind is counted


def begun_by_whom(caller: TestClient) -> None:
    """Anybody begins one of a few ways to count; what is one's own choice leads nobody there."""
    for asked in ("by=kind", "units=separate", "role_aware=false", "by=size&role_aware=false"):
        lacking = caller.get(f"{TABLE}?{asked}").json()["not_computed"]
        begun = caller.post(lacking["begin"])
        assert (begun.status_code, begun.json()["kind"]) == (202, "sectors"), asked
        job = begun.json()["id"]
        assert caller.delete(f"{API}/jobs/{job}", headers=AUTH).status_code == 202
        assert ended(caller, job, AUTH)["state"] in {"cancelled", "done"}  # one may be quick
    for asked in ("seed=7", "draws=9999", "period_to=2090"):
        lacking = caller.get(f"{TABLE}?{asked}").json()["not_computed"]
        assert lacking["begin"] is None, asked
        own = caller.get(f"{TABLE}?{asked}", headers=AUTH).json()["not_computed"]
        assert own["begin"].startswith(f"{TABLE}?"), asked


def straight_through(store: Store, cache: Path, found: dict[str, Any]) -> Any:
    """The same table computed in this process at one go; who answers adds addresses."""
    library = Library(store, cache)
    table = sector_gaps(library.current(Audience.PUBLIC))
    library.close()
    addresses = {(pair["a"], pair["b"]): pair["arenas"] for pair in found["pairs"]}
    return table.linked(lambda a, b: addresses[a, b]).model_dump(mode="json")


@pytest.mark.timeout(900)
def test_a_run_says_how_far_it_is_and_ends_where_it_is_asked_to(caller: TestClient) -> None:
    params = {"draws": "9999"}
    refused = caller.post(TABLE, params=params)
    assert (refused.status_code, "take the token" in refused.json()["detail"]) == (401, True)
    job = caller.post(TABLE, params=params, headers=AUTH).json()["id"]
    seen: list[int] = []
    until = time.monotonic() + 240
    while len(seen) < 2 and time.monotonic() < until:
        state = caller.get(f"{API}/jobs/{job}", headers=AUTH).json()
        if state["done"] and state["done"] not in seen:
            seen.append(state["done"])
            assert 0 < state["done"] < state["total"]
        time.sleep(0.1)

    assert (len(seen), seen) == (2, sorted(seen))
    ending = caller.post(f"/jobs/{job}/end", headers={**AUTH, **SWEDISH})
    assert (ending.status_code, ending.headers["location"]) == (303, "/gaps?draws=9999")
    assert ended(caller, job, AUTH)["state"] == "cancelled"
    answer = caller.get(TABLE, params=params, headers=AUTH).json()
    assert answer["not_computed"] is not None


@pytest.mark.timeout(900)
def test_the_command_shows_how_far_it_is_and_gives_the_whole_table(
    caller: TestClient, folder: Path
) -> None:
    command = CommandLine(folder)

    done = command("gaps", "--seed", "5", "--json")

    assert done.code == 0, done.err
    assert [line for line in done.err.splitlines() if line.startswith("draws: ")]
    assert done.json()["not_computed"] is None
    again = command("gaps", "--seed", "5", "--json")
    assert (again.out, "draws" in again.err) == (done.out, False)

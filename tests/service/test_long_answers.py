"""White space, isolates and trend on a map where draws take long: a job, and no verdict before.

1,800 projects of 10,200 participations, each in one of 21 counties, of one or two of twelve themes:
with the usual 999 draws all three lie just above what comes with the answer.
"""

import csv
import io
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from graph_schema.base import GraphModel
from graph_schema.vocabularies import Audience
from queries.at_once import PROMPT
from queries.isolates.question import isolates
from queries.readmodel.library import Library
from queries.readmodel.open import ReadModel
from queries.stores.base import Store
from queries.trend.question import mixing_trend
from queries.whitespace.asking import white_space
from tests.callers import caller_of, store_in
from tests.commands.command_line import CommandLine
from tests.gaps.test_gap_live import ARENAS, SIZES, large
from tests.lookup.small_graph import Statements
from tests.service.test_jobs import API, AUTH, TOKEN, ended

PARTICIPATIONS = ARENAS // len(SIZES) * sum(SIZES)
ANSWERS = ("whitespace", "isolates", "trend")
BUTTON = "Håll mot slumpen"
SWEDISH = {"Accept": "text/html", "Accept-Language": "sv"}


def world() -> Statements:
    """The projects above."""
    says = large()
    for n in range(21):
        says.says("reg", f"r{n}", name=f"Län {n:02}", level="county", notation=f"{n:02}")
    for n in range(12):
        says.says("thm", f"t{n}", name=f"Tema {n:02}")
    for n in range(ARENAS):
        says.ties("ACTIVE_IN", f"prj/p{n}", f"reg/r{n % 21}")
        for theme in {n % 12, (n // 12) % 12} if n % 4 == 0 else {n % 12}:
            says.ties("ADDRESSES", f"prj/p{n}", f"thm/t{theme}")
    return says


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("long")


@pytest.fixture(scope="module")
def store(folder: Path) -> Iterator[Store]:
    with store_in(folder, world()) as found:
        yield found


@pytest.fixture(scope="module")
def caller(folder: Path, store: Store) -> Iterator[TestClient]:
    cache = folder / "served"
    with caller_of(store, cache, follow_redirects=False, token=TOKEN) as client:
        yield client


def without_draws(what: str, found: dict[str, Any]) -> dict[str, Any]:
    """The answer with what hangs on null draws taken out, whether it has them or not.

    So do the addresses of cards: before the draws there is none to go to.
    """
    kept = {n: value for n, value in found.items() if n not in ("not_computed", "cards")}
    if what == "whitespace":
        drawn = {"null_mean", "sd", "p_low", "p_high", "q_low", "q_high", "verdict", "reason",
                 "hangs_on_draws", "records_needed_all", "arenas", "worst_observed",
                 "worst_expected", "worst_q"}  # fmt: skip
        kept["parameters"] = {**kept["parameters"], "family": None, "null": None}
        kept["cells"] = [{k: v for k, v in c.items() if k not in drawn} for c in kept["cells"]]
    if what == "isolates":
        drawn = {"judged", "orphans"}
        for by in ("by_sector", "by_kind", "by_region"):
            kept[by] = [{k: v for k, v in row.items() if k not in drawn} for row in kept[by]]
        kept["whole"] = {k: v for k, v in kept["whole"].items() if k not in drawn}
        kept["alone"] = kept["apart"] = None
    if what == "trend":
        told = ("year", "observed", "coverage")
        series = [kept["across"], *kept["pairs"]]
        kept["pairs"] = [[[p[name] for name in told] for p in s["points"]] for s in series]
        drawn = {"expected", "expected_range", "p"}
        kept["persistence"] = [
            {k: v for k, v in row.items() if k not in drawn} for row in kept["persistence"]
        ]
        del kept["across"]
    return kept


def claims_nothing(what: str, found: dict[str, Any]) -> None:
    if what == "whitespace":
        assert {cell["verdict"] for cell in found["cells"]} == {"not_computed"}
        assert {(cell["p_low"], cell["q_low"], cell["sd"]) for cell in found["cells"]} == {
            (None, None, None)}  # fmt: skip
        assert sum(cell["observed"] for cell in found["cells"]) > ARENAS
        assert (found["parameters"]["family"], found["parameters"]["null"]["draws"]) == (0, 0)
    if what == "isolates":
        assert (found["alone"], found["apart"]) == (None, None)
        assert (found["whole"]["judged"], found["whole"]["orphans"]) == (None, None)
        assert (found["whole"]["actors"], found["whole"]["coverage"]) == (400, 1.0)
    if what == "trend":
        shown = [found["across"], *(pair for pair in found["pairs"])]
        assert {pair["verdict"] for pair in shown} <= {"not_computed", "suppressed"}
        assert {(pair["change"], pair["p"], pair["q"]) for pair in shown} == {(None, None, None)}
        points = [point for pair in shown for point in pair["points"]]
        assert {(point["expected"], point["ratio"]) for point in points} == {(None, None)}
        assert {row["expected"] for row in found["persistence"]} == {None}


@pytest.mark.timeout(900)
@pytest.mark.parametrize("what", ANSWERS)
def test_what_needs_no_draws_is_told_at_once_and_the_rest_when_the_job_is_done(
    caller: TestClient, store: Store, tmp_path: Path, what: str
) -> None:
    before = caller.get(f"{API}/gaps/{what}")
    assert (before.status_code, "etag" in before.headers) == (200, False)
    early = before.json()
    claims_nothing(what, early)
    assert early["not_computed"]["begin"] == f"{API}/gaps/{what}?as_of=1"
    assert early["not_computed"]["steps"] > PROMPT
    if what != "whitespace":
        assert early["not_computed"]["steps"] == PARTICIPATIONS * 999

    shown_without_draws(caller, what)

    page = caller.post(f"/{what}", headers=SWEDISH)
    assert (page.status_code, page.headers["location"]) == (303, f"/{what}")
    begun = caller.post(early["not_computed"]["begin"])  # the same run, by its other address
    assert (begun.status_code, begun.json()["kind"]) == (202, what)
    assert "Se efter igen" in caller.get(f"/{what}", headers=SWEDISH).text
    done = ended(caller, begun.json()["id"])

    assert (done["state"], done["error"]) == ("done", None)
    assert (done["result"], done["done"] > 0) == (f"{API}/gaps/{what}?as_of=1", True)
    after = caller.get(done["result"])
    assert "etag" in after.headers
    found = after.json()
    assert found["not_computed"] is None
    assert without_draws(what, found) == without_draws(what, early)
    straight = straight_through(what, store, tmp_path / "other")
    assert {**found, "cards": {}} == straight  # whoever answers says where the cards are
    assert found["cards"] != {}
    after_all = caller.get(f"/{what}", headers=SWEDISH).text
    assert (BUTTON in after_all, "inte beräknat än" in after_all.casefold()) == (False, False)


def shown_without_draws(caller: TestClient, what: str) -> None:
    """Page, pictures and table say what is not computed; only who may begins it."""
    page = caller.get(f"/{what}", headers=SWEDISH)
    assert page.status_code == 200
    assert "inte beräknat än" in page.text.casefold()
    assert BUTTON in page.text
    assert "not computed yet" in caller.get(f"/{what}?lang=en").text.casefold()
    own = caller.get(f"/{what}?draws=9999", headers=SWEDISH).text
    assert (BUTTON in own, "tjänstens token" in own) == (False, True)
    for form in ("svg", "png", "html", "csv"):
        drawn = caller.get(f"{API}/views/{what}.{form}", params={"lang": "en"})
        assert (drawn.status_code, "etag" in drawn.headers) == (200, False)
    rows = csv.reader(io.StringIO(drawn.content.decode("utf-8-sig")), delimiter=";")
    assert "not computed yet" in {cell.casefold() for row in rows for cell in row}


def test_who_is_without_partners_elsewhere_is_not_said_before_it_is_known(
    caller: TestClient,
) -> None:
    params = {"draws": "1999"}
    page = caller.get("/isolates?list=orphans&draws=1999", headers=SWEDISH)
    assert "Vilka som står här är inte beräknat än" in page.text
    refused = caller.get(f"{API}/gaps/isolates/orphans", params=params)
    assert (refused.status_code, "POST" in refused.json()["detail"]) == (404, True)
    single = caller.get(f"{API}/gaps/isolates/single", params=params, headers=AUTH)
    assert (single.status_code, "etag" in single.headers) == (200, False)


def straight_through(what: str, store: Store, cache: Path) -> Any:
    """The same answer computed in this process at one go."""
    library = Library(store, cache)
    model = library.current(Audience.PUBLIC)
    asked: dict[str, Callable[[ReadModel], GraphModel]] = {
        "whitespace": white_space,
        "isolates": isolates,
        "trend": mixing_trend,
    }
    found = asked[what](model).model_dump(mode="json")
    library.close()
    if what == "whitespace":
        for cell in found["cells"]:
            if cell["observed"] or cell["outside"]:
                cell["arenas"] = f"{API}/gaps/whitespace/{cell['row']}/{cell['column']}?as_of=1"
    return found


@pytest.mark.timeout(900)
@pytest.mark.parametrize("what", ANSWERS)
def test_a_run_of_draws_says_how_far_it_is_and_ends_where_it_is_asked_to(
    caller: TestClient, what: str
) -> None:
    params = {"draws": "9999"}
    refused = caller.post(f"{API}/gaps/{what}", params=params)
    assert (refused.status_code, "take the token" in refused.json()["detail"]) == (401, True)
    job = caller.post(f"{API}/gaps/{what}", params=params, headers=AUTH).json()["id"]
    seen: list[int] = []
    until = time.monotonic() + 240
    while len(seen) < 2 and time.monotonic() < until:
        state = caller.get(f"{API}/jobs/{job}", headers=AUTH).json()
        if state["done"] and state["done"] not in seen:
            seen.append(state["done"])
            assert 0 < state["done"] < state["total"]
        time.sleep(0.1)

    assert seen == sorted(seen)
    assert len(seen) == 2
    assert caller.delete(f"{API}/jobs/{job}", headers=AUTH).status_code == 202
    assert ended(caller, job, AUTH)["state"] == "cancelled"
    answer = caller.get(f"{API}/gaps/{what}", params=params, headers=AUTH).json()
    assert answer["not_computed"] is not None


@pytest.mark.timeout(900)
def test_the_command_shows_how_far_it_is_and_gives_the_whole_answer(
    caller: TestClient, folder: Path
) -> None:
    command = CommandLine(folder)

    done = command("isolates", "--json")

    assert done.code == 0, done.err
    assert "partners: 50%" in done.err
    assert done.json()["not_computed"] is None
    assert done.json()["apart"]["of"] > 0
    again = command("isolates", "--json")
    assert (again.out, "partners" in again.err) == (done.out, False)

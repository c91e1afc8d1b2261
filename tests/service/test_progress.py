"""How far a long run has come only grows, whether the second draws are needed or not."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from graph_schema.vocabularies import Audience
from queries.gaps.sectors import GapQuestion
from queries.jobs.kinds import KINDS
from queries.readmodel.build import build
from queries.readmodel.open import ReadModel
from queries.whitespace.question import WhitespaceQuestion
from tests.callers import caller_in, store_in
from tests.gaps.test_gap_question import towns_and_associations
from tests.lookup.small_graph import Statements
from tests.service.test_jobs import AUTH, TOKEN, ended
from tests.whitespace.graph import projects

ROOT = Path(__file__).parents[2]
ONCE, TWICE = 0, 2
"""Seeds with which a verdict of the towns hangs on no further draws, and on some."""


@pytest.fixture(scope="module")
def towns(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ReadModel]:
    place = tmp_path_factory.mktemp("towns")
    with (
        store_in(place, towns_and_associations()) as store,
        ReadModel(build(store, 1, Audience.EVERYTHING, place)) as found,
    ):
        yield found


def heard(model: ReadModel, kind: Any, question: Any) -> list[tuple[int, int]]:
    """What is told on the way: steps done, and how many there are."""
    told: list[tuple[int, int]] = []
    KINDS[kind].work(model, question, lambda done, total: told.append((done, total)))
    return told


@pytest.mark.parametrize(
    ("seed", "totals", "end"),
    # A thousand steps, ten times as many where they are drawn again, and half of the last for
    # labels: 1,000 + 10,000 + 5,000, or 1,000 + 500 once it is known that there are no others.
    [(ONCE, [16_000, 1_500], (1_500, 1_500)), (TWICE, [16_000], (16_000, 16_000))],
)
def test_second_draws_count_from_the_start_until_there_are_none(
    towns: ReadModel, seed: int, totals: list[int], end: tuple[int, int]
) -> None:
    told = heard(towns, "sectors", GapQuestion(seed=seed))
    shares = [done / total for done, total in told]

    assert len(told) > len(totals)
    assert list(dict.fromkeys(total for _, total in told)) == totals
    assert shares == sorted(shares)
    assert told[-1] == end


def test_white_space_counts_them_too(tmp_path: Path) -> None:
    with (
        store_in(tmp_path, projects()) as store,
        ReadModel(build(store, 1, Audience.EVERYTHING, tmp_path)) as model,
    ):
        told = heard(model, "whitespace", WhitespaceQuestion())
    shares = [done / total for done, total in told]

    assert len(told) > 2
    assert {total for _, total in told} == {11_000}
    assert shares == sorted(shares)


@pytest.mark.timeout(300)
@pytest.mark.parametrize(
    ("says", "path", "seed"),
    [
        (towns_and_associations, "gaps/sectors", ONCE),
        (towns_and_associations, "gaps/sectors", TWICE),
        (projects, "gaps/whitespace", ONCE),
    ],
)
def test_a_run_that_is_done_has_done_all(
    tmp_path: Path, says: Callable[[], Statements], path: str, seed: int
) -> None:
    with caller_in(tmp_path, says(), token=TOKEN) as caller:
        begun = caller.post(f"/api/v1/{path}", params={"seed": seed}, headers=AUTH)
        assert begun.status_code == 202, begun.text
        done = ended(caller, begun.json()["id"], AUTH)

    assert (done["state"], done["done"], done["seconds_left"]) == ("done", done["total"], 0)


INTERRUPTED = """
import os, signal, weakref
from service.commands.progress import ended_by_hand

signal.signal(signal.SIGINT, signal.default_int_handler)

class Loaded: pass

def work(step):
    step("loading", 0.0)
    thing = Loaded()
    seen = weakref.ref(thing, lambda _: os.kill(os.getpid(), signal.SIGINT))
    del thing  # here Python drops what the interrupt raises
    step("loading", 0.5)
    print("went on")

ended_by_hand(work)
"""


def test_an_interrupt_that_python_drops_ends_the_work_at_its_next_step() -> None:
    run = subprocess.run(
        [sys.executable, "-c", INTERRUPTED], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert "stopped; what was whole by then is kept" in run.stderr
    assert run.stdout == ""

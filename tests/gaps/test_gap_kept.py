"""What is kept of computed tables: enough to be fast, and never more than a disk can hold."""

import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from graph_schema.job_answers import NotComputed
from graph_schema.vocabularies import Audience
from queries.gaps.sectors import GapQuestion, sector_gaps
from queries.kept import CHOSEN, MOST_KEPT, keep, read
from queries.network.broker_answers import brokers
from queries.network.brokers import BrokerQuestion
from queries.network.kept import MOST_KEPT as MOST_ARRAYS
from queries.readmodel.build import build
from queries.readmodel.folders import ANSWERS
from queries.readmodel.open import ReadModel
from queries.stores.opening import open_store
from tests.lookup.small_graph import record, register


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[ReadModel]:
    """A read model of which nobody asked anything."""
    store = open_store(f"sqlite://{tmp_path / 'small.db'}")
    record(store, register())
    with ReadModel(build(store, 1, Audience.PUBLIC, tmp_path)) as model:
        yield model
    store.shut()


def kept(model: ReadModel) -> int:
    """How many answers lie beside the model, in its folder so that they are pruned with it."""
    return len(list(model.answers.rglob("sectors-*.json")))


def own(seed: int) -> GapQuestion:
    """One of the many questions anyone may choose."""
    return GapQuestion(seed=seed, draws=99)


def used(model: ReadModel, seeds: Iterable[int]) -> None:
    """Ask for each; the clock of files moves on in between, which a fast disk may not show."""
    for seed in seeds:
        before = stamps(model)
        while True:
            sector_gaps(model, own(seed))
            if not before or max(stamps(model)) > max(before):
                break


def stamps(model: ReadModel) -> list[int]:
    return [path.stat().st_mtime_ns for path in (model.answers / CHOSEN).glob("*.json")]


def test_an_answer_is_kept_once_and_read_again(fresh: ReadModel) -> None:
    first = sector_gaps(fresh, own(7))

    assert kept(fresh) == 1
    assert sector_gaps(fresh, own(7)) == first
    assert kept(fresh) == 1


def test_beyond_a_hundred_what_was_used_longest_ago_is_let_go(fresh: ReadModel) -> None:
    used(fresh, range(MOST_KEPT))
    before = {path.name for path in (fresh.answers / CHOSEN).iterdir()}
    used(fresh, [0])  # the oldest, but used again now

    used(fresh, [MOST_KEPT])

    after = {path.name for path in (fresh.answers / CHOSEN).iterdir()}
    (gone,), (come,) = before - after, after - before
    assert (len(after), gone == come) == (MOST_KEPT, False)
    written = {path: path.stat().st_ino for path in (fresh.answers / CHOSEN).iterdir()}
    for seed in (0, *range(2, MOST_KEPT + 1)):
        assert sector_gaps(fresh, own(seed)).parameters.null.seed == seed
    assert written == {p: p.stat().st_ino for p in (fresh.answers / CHOSEN).iterdir()}
    assert sector_gaps(fresh, own(1)).parameters.null.seed == 1  # computed again
    assert written.keys() != set((fresh.answers / CHOSEN).iterdir())
    assert kept(fresh) == MOST_KEPT


def test_the_table_everybody_asks_for_is_kept_however_many_others_come(fresh: ReadModel) -> None:
    sector_gaps(fresh)
    sector_gaps(fresh, GapQuestion(sources=("register",)))
    usual = {path: path.stat().st_ino for path in (fresh.answers).glob("*.json")}

    used(fresh, range(MOST_KEPT + 5))

    assert len(usual) == 2
    assert usual == {path: path.stat().st_ino for path in (fresh.answers).glob("*.json")}
    assert kept(fresh) == MOST_KEPT + 2


def test_arrays_are_let_go_likewise(fresh: ReadModel) -> None:
    folder = fresh.answers
    brokers(fresh, BrokerQuestion())
    for seed in range(MOST_ARRAYS + 3):
        brokers(fresh, BrokerQuestion(seed=seed))

    assert len(list(folder.glob("brokers-*.npz"))) == 1
    assert len(list((folder / CHOSEN).glob("brokers-*.npz"))) == MOST_ARRAYS


LETTING_GO = """
import sys
from pathlib import Path
from graph_schema.job_answers import NotComputed
from queries.kept import keep, read
place = Path(sys.argv[1])
for number in range(150):
    where = place / f"odd-{sys.argv[2]}x{number}.json"
    keep(where, NotComputed(steps=number), always=False)
    read(place / f"odd-{sys.argv[2]}x{number // 2}.json", NotComputed)
"""


def test_processes_that_let_go_at_the_same_time_do_not_disturb_each_other(tmp_path: Path) -> None:
    folder = tmp_path / ANSWERS
    folder.mkdir()
    begun = [
        subprocess.Popen([sys.executable, "-c", LETTING_GO, str(folder), str(own)])
        for own in range(3)
    ]

    assert [process.wait(timeout=120) for process in begun] == [0, 0, 0]
    left = list((folder / CHOSEN).iterdir())
    assert len(left) == MOST_KEPT
    assert all(read(folder / path.name, NotComputed) is not None for path in left)


def test_nothing_is_kept_of_a_model_that_was_pruned_meanwhile(tmp_path: Path) -> None:
    place = tmp_path / "gone" / ANSWERS / "odd-1.json"

    for always in (True, False):
        keep(place, NotComputed(steps=1), always=always)

    assert read(place, NotComputed) is None
    assert list(tmp_path.iterdir()) == []

"""Writers that die, pause or compete, each in a process of its own."""

import os
import signal
from typing import Any

import pytest

from queries.stores.base import Row, Store
from tests.stores.places import Content, Place, content, history, lease_when_free, put
from tests.stores.processes import run_writer, start_writer

ROUNDS = 20 if os.environ.get("EKOKARTA_FULL") == "1" else 3
KILLED, STORE_ERROR = -signal.SIGKILL, 4

BEFORE: Content = {("claim", f"k{n:02d}"): {"n": n} for n in range(30)}
# A run that changes 10 rows, leaves 20 as they were, adds 20 of two kinds and closes 6.
CHANGED: Content = {("claim", f"k{n:02d}"): {"n": n, "again": n < 10} for n in range(10)}
ADDED: Content = {("sighting", f"s{n:02d}"): {"row": n} for n in range(12)}
ADDED |= {("claim", f"new{n}"): {} for n in range(8)}
CLOSED = [f"k{n:02d}" for n in range(24, 30)]
AFTER: Content = {
    key: body for key, body in (BEFORE | CHANGED | ADDED).items() if key[1] not in CLOSED
}
STEPS: list[list[Any]] = [
    ["stage", [[kind, key, body] for (kind, key), body in (CHANGED | ADDED).items()]],
    ["close", "claim", CLOSED],
]
LAST_STEP = {"discard.mid": "discard"}
# 30 rows in batches of 4: the round decides which of the batches is the last.
REPEATED = ("stage.mid-batch", "stage.after-batch", "discard.mid")


def lease_step(place: Place, name: str = "lease") -> list[Any]:
    """A lease long enough for a batch on a busy machine, short enough to wait for."""
    return [name, "one that dies", 1.0 if place.is_file else 2.0]


def rows_of(some: Content) -> list[Any]:
    return [(kind, key, body) for (kind, key), body in some.items()]


def kill_at(place: Place, moment: str, number: int) -> None:
    name = f"{moment}:{number}" if moment in REPEATED else moment
    steps = [lease_step(place), *STEPS, [LAST_STEP.get(moment, "publish")]]
    assert run_writer(place, steps, failpoint=name) == (KILLED, "")


@pytest.mark.parametrize("number", range(1, ROUNDS + 1))
@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("stage.mid-batch", BEFORE),
        ("stage.after-batch", BEFORE),
        ("close.after", BEFORE),
        ("publish.before", BEFORE),
        ("publish.after", AFTER),
        ("discard.mid", BEFORE),
    ],
)
def test_a_killed_writer_leaves_the_store_before_or_after(
    store: Store, place: Place, moment: str, expected: Content, number: int
) -> None:
    put(store, rows_of(BEFORE))
    kill_at(place, moment, 1 + (number - 1) % 7)

    assert store.head() == (2 if expected is AFTER else 1)
    assert content(store) == expected
    assert content(store, at=1) == BEFORE

    past = history(store)
    lease = lease_when_free(store)
    assert lease.version == 3
    assert content(store, at=3) == expected  # nothing of the dead writer's is left
    assert history(store) == past
    store.stage(lease, rows_of(AFTER))
    store.close(lease, "claim", CLOSED)
    store.publish(lease)
    assert content(store) == AFTER


def test_clearing_up_after_a_killed_writer_can_be_killed(store: Store, place: Place) -> None:
    put(store, rows_of(BEFORE))
    past = history(store)
    kill_at(place, "close.after", 1)
    for number in (2, 1):
        steps = [lease_step(place, "lease_when_free")]
        outcome = run_writer(place, steps, failpoint=f"discard.mid:{number}")
        assert outcome == (KILLED, "")
        assert content(store) == BEFORE
    lease = lease_when_free(store)
    assert lease.version == 3
    assert content(store, at=lease.version) == BEFORE
    store.publish(lease)
    assert history(store) == past


def test_a_load_that_was_killed_leaves_an_empty_store(store: Store, place: Place) -> None:
    rows: list[Any] = [["claim", f"k{n}", {}, 1 + n % 2, None] for n in range(20)]
    steps = [lease_step(place), ["restore", rows, [[2, "2026-01-01T00:00:00Z"]]]]
    assert run_writer(place, steps, failpoint="publish.before") == (KILLED, "")

    lease = lease_when_free(store)
    assert (store.head(), history(store), content(store, at=lease.version)) == (0, [], {})
    store.restore(lease, [Row("claim", "a", {}, 1, None)], [(1, "2026-01-01T00:00:00Z")])
    assert content(store) == {("claim", "a"): {}}


def test_a_paused_process_cannot_resume_when_another_wrote(store: Store, place: Place) -> None:
    put(store, rows_of(BEFORE))
    writer = start_writer(place, [lease_step(place), STEPS[0], ["pause"], STEPS[1], ["publish"]])
    assert writer.stdout is not None
    assert writer.stdout.readline() == "paused\n"
    writer.send_signal(signal.SIGSTOP)
    put_when_free(store, {("claim", "meanwhile"): {}})
    writer.send_signal(signal.SIGCONT)
    printed, problems = writer.communicate("go on\n")

    assert problems == ""
    assert "LeaseLostError: the lease for version 2 was given back or went to another" in printed
    assert writer.returncode == STORE_ERROR
    assert store.head() == 3
    assert content(store) == BEFORE | {("claim", "meanwhile"): {}}


def put_when_free(store: Store, some: Content) -> None:
    lease = lease_when_free(store)
    store.stage(lease, rows_of(some))
    store.publish(lease)


def test_two_processes_write_one_after_the_other(store: Store, place: Place) -> None:
    times = 5
    writers = [start_writer(place, [["count_up", times]]) for _ in range(2)]
    outcomes = [writer.communicate() for writer in writers]

    assert [problems for _, problems in outcomes] == ["", ""]
    published = [int(line) for printed, _ in outcomes for line in printed.split()]
    assert sorted(published) == list(range(1, 2 * times + 1))
    assert [row.body for row in store.rows("claim", keys=["count"])] == [{"n": 2 * times}]
    for number in published:
        # The rows of one version were all written by the process that published it.
        rows = list(store.rows("claim", prefix=f"{number:04d}/"))
        pid = writers[published.index(number) // times].pid
        assert [row[:5] for row in rows] == [
            ("claim", f"{number:04d}/{part}", {"by": pid}, number, None) for part in range(6)
        ]


def test_two_processes_make_one_store(place: Place) -> None:
    place.empty()
    writers = [start_writer(place, [["count_up", 1]]) for _ in range(3)]
    outcomes = [writer.communicate() for writer in writers]
    assert sorted(outcomes) == [("1\n", ""), ("2\n", ""), ("3\n", "")]

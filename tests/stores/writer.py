"""A writer in a process of its own, for tests that kill it, pause it or let two run at once.

Usage: ``python -m tests.stores.writer SCRIPT``, where SCRIPT is JSON: the place and the steps.
"""

import json
import os
import resource
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from queries.stores.base import LEASE_SECONDS, Lease, Row, Store, StoreError
from tests.stores.places import Place, big_rows, lease_when_free

NOBODY = 65534


def main(script: dict[str, Any]) -> None:
    """Carry out the steps; a ``StoreError`` is said aloud and ends the process with code 4."""
    if script.get("as_nobody"):
        os.setuid(NOBODY)
    if "largest_file" in script:
        resource.setrlimit(resource.RLIMIT_FSIZE, (script["largest_file"],) * 2)
    try:
        with closing_store(Place(*script["place"]).open(script.get("batch_rows", 4))) as store:
            lease = None
            for name, *arguments in script["steps"]:
                lease = STEPS[name](store, lease, *arguments) or lease
    except StoreError as error:
        say(f"{type(error).__name__}: {error}")
        sys.exit(4)


@contextmanager
def closing_store(store: Store) -> Iterator[Store]:
    """Shut the store whatever happens."""
    try:
        yield store
    finally:
        store.shut()


def say(line: str) -> None:
    """Tell the parent."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _lease(store: Store, _: Lease | None, holder: str, seconds: float) -> Lease:
    return store.lease(holder, seconds=seconds)


def _lease_when_free(store: Store, _: Lease | None, holder: str, seconds: float) -> Lease:
    return lease_when_free(store, holder, seconds)


def _restore(store: Store, lease: Lease, rows: list[Any], published: list[Any]) -> None:
    store.restore(lease, (Row(*row) for row in rows), ((v, at) for v, at in published))


def _stage(store: Store, lease: Lease, rows: list[Any]) -> None:
    store.stage(lease, (tuple(row) for row in rows))


def _stage_big(store: Store, lease: Lease, number: int) -> None:
    store.stage(lease, big_rows(number))


def _close(store: Store, lease: Lease, kind: Any, keys: list[str]) -> None:
    store.close(lease, kind, keys)


def _publish(store: Store, lease: Lease) -> None:
    store.publish(lease)


def _discard(store: Store, lease: Lease) -> None:
    store.discard(lease)


def _pause(_: Store, __: Lease) -> None:
    """Say so, and wait until the parent says go on."""
    say("paused")
    sys.stdin.readline()


def _read(store: Store, _: Lease | None) -> None:
    say(json.dumps([row.key for row in store.rows("claim")]))


def _count_up(store: Store, _: Lease | None, times: int) -> None:
    """Read a number, add one, publish; a second writer must never come between."""
    for _time in range(times):
        lease = lease_when_free(store, f"process {os.getpid()}", LEASE_SECONDS)
        number = next((row.body["n"] for row in store.rows("claim", keys=["count"])), 0)
        mine = (("claim", f"{number + 1:04d}/{part}", {"by": os.getpid()}) for part in range(6))
        store.stage(lease, mine)  # type: ignore[arg-type]
        store.stage(lease, [("claim", "count", {"n": number + 1})])
        say(str(store.publish(lease)))


STEPS: dict[str, Any] = {
    "lease": _lease,
    "lease_when_free": _lease_when_free,
    "restore": _restore,
    "stage": _stage,
    "stage_big": _stage_big,
    "close": _close,
    "publish": _publish,
    "discard": _discard,
    "pause": _pause,
    "read": _read,
    "count_up": _count_up,
}

if __name__ == "__main__":
    main(json.loads(sys.argv[1]))

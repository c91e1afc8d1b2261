"""From staged claims to a published version: project, stage what changed, move the head."""

import os
import re
import socket
from collections.abc import Callable, Container, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event, Thread

from graph_schema.claims import UnshownAmounts
from queries.projection.changes import Changes
from queries.projection.hashing import graph_hash
from queries.projection.project import Projection, project
from queries.projection.rules import RULES, require_current, require_no_newer
from queries.stores.base import (
    Body,
    Kind,
    Lease,
    LeaseLostError,
    Store,
    StoreBusyError,
    StoreError,
)
from queries.unshown import states_several, unshown_amounts

BOOT = Path("/proc/sys/kernel/random/boot_id")
HEARTBEAT_SECONDS = 15.0  # a quarter of the lease: projecting a large graph writes nothing


def holder() -> str:
    """Who writes: process and machine, for the message another writer gets.

    Two machines may have one name, so where the system tells the boot it runs since, that is part
    of the name.
    """
    return f"process {os.getpid()} on {_machine()}"


def _machine() -> str:
    try:
        boot = f" (since boot {BOOT.read_text(encoding='ascii').strip()})"
    except OSError:
        boot = ""
    return socket.gethostname() + boot


@contextmanager
def writing(store: Store, *, anew: bool = False) -> Iterator[Lease]:
    """A lease given back whatever happens; what was staged is discarded unless published.

    Raises ``LedgerRefusalError`` where another program's rules made the graph, unless it is to be
    made ``anew``.

    The lease is kept alive meanwhile. What a killed process of this machine left is discarded
    at once; another machine's is waited for until its lease has run out.
    """
    lease = _lease(store)
    done = Event()
    alive = Thread(target=_keep_alive, args=(store, lease, done), daemon=True)
    alive.start()
    try:
        (require_no_newer if anew else require_current)(store)  # none but the holder may change it
        yield lease
    except BaseException:
        with suppress(LeaseLostError):  # then the next writer has discarded it, or will
            store.discard(lease)
        raise
    finally:
        done.set()
        alive.join()


def _lease(store: Store) -> Lease:
    try:
        return store.lease(holder())
    except StoreBusyError as busy:
        left = store.writer()
        if left is None or not _is_dead(busy.holder):
            raise
        with suppress(LeaseLostError):  # another writer was quicker to clear it
            store.discard(left)
        return store.lease(holder())


def _is_dead(writer: str) -> bool:
    """Whether the holder is a process of this machine that no longer runs."""
    found = re.fullmatch(r"process (\d+) on (.+)", writer)
    if found is None or found[2] != _machine():
        return False
    try:
        os.kill(int(found[1]), 0)
    except ProcessLookupError:
        return True
    except OSError:
        return False
    return False


def _keep_alive(store: Store, lease: Lease, done: Event) -> None:
    while not done.wait(HEARTBEAT_SECONDS):
        try:
            store.stage(lease, ())
        except StoreError:  # the writer itself meets the same error at its next batch
            return


def publish(
    store: Store,
    lease: Lease,
    step: Callable[[str], None] = lambda _: None,
    *,
    published: Container[str] = (),
    anew: bool = False,
) -> list[UnshownAmounts]:
    """Stage what the claims under the lease change in the graph, and publish.

    ``published`` are ids of nodes that another store published already. ``anew``: compare every
    row of the graph, as another program's rules may have made it. Returns the amounts that ties
    which this changed do not show.
    """
    step("projecting")
    several = stage_derived(store, lease, published=published, anew=anew)
    step("publishing")
    store.publish(lease, rules=RULES)
    return unshown_amounts(store, lease.version, several)


def stage_derived(
    store: Store, lease: Lease, *, published: Container[str] = (), anew: bool = False
) -> list[str]:
    """Stage the rows of the graph that differ from the published version's; close those gone.

    Members are never closed: an id that was published once resolves for good. Returns the keys of
    ties among them of which several amounts are stated.
    """
    gone: dict[Kind, list[str]] = {}
    several: list[str] = []

    def standing() -> Iterator[tuple[Kind, str, Body]]:
        changes = Changes(store, lease.version, store.head(), published=published, anew=anew)
        for kind, key, body in changes.rows():
            if body is None:
                gone.setdefault(kind, []).append(key)
            else:
                if kind == "edge" and states_several(body):
                    several.append(key)
                yield kind, key, body

    store.stage(lease, standing())
    for kind, keys in gone.items():
        store.close(lease, kind, keys)
    return several


def projected(store: Store, version: int) -> Projection:
    """The projection of the claims at a version, with the ids published before it."""
    members = {row.key: row.body for row in store.rows("member", at=version)}
    claims = store.rows("claim", at=version)
    runs, judgements = store.rows("run", at=version), store.rows("judgement", at=version)
    return project(claims, runs, members, version, judgements)


def hash_at(store: Store, version: int | None = None) -> str:
    """The graph hash of a published version, from the rows as read back."""
    if version is None:
        version = store.head()
    if version > store.head():
        raise StoreError(f"version {version} is not published; the newest is {store.head()}")
    entities = (row.body for row in store.rows("entity", at=version))
    return graph_hash(entities, (row.body for row in store.rows("edge", at=version)))

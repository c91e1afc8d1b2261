"""From staged claims to a published version: project, stage what changed, move the head."""

import os
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from queries.projection.project import Projection, graph_hash, project
from queries.stores.base import Body, Kind, Lease, LeaseLostError, Store, StoreError


def holder() -> str:
    """Who writes: process and machine, for the message another writer gets."""
    return f"process {os.getpid()} on {socket.gethostname()}"


@contextmanager
def writing(store: Store) -> Iterator[Lease]:
    """A lease given back whatever happens; what was staged is discarded unless published."""
    lease = store.lease(holder())
    try:
        yield lease
    except BaseException:
        with suppress(LeaseLostError):  # then the next writer has discarded it, or will
            store.discard(lease)
        raise


def publish(store: Store, lease: Lease, step: Callable[[str], None] = lambda _: None) -> Projection:
    """Project the claims as they stand under the lease, stage the difference and publish."""
    step("projecting")
    projection = projected(store, lease.version)
    step("staging")
    stage_derived(store, lease, projection)
    step("publishing")
    store.publish(lease)
    return projection


def projected(store: Store, version: int) -> Projection:
    """The projection of the claims at a version, with the ids published before it."""
    members = {row.key: row.body for row in store.rows("member", at=version)}
    claims = store.rows("claim", at=version)
    return project(claims, store.rows("run", at=version), members, version)


def stage_derived(store: Store, lease: Lease, projection: Projection) -> None:
    """Stage entities, edges and members that differ; close entities and edges that are gone.

    Members are never closed: an id that was published once resolves for good.
    """
    store.stage(lease, (("member", key, body) for key, body in sorted(projection.members.items())))
    for kind, rows in _derived(projection):
        gone = [row.key for row in store.rows(kind, at=lease.version) if row.key not in rows]
        store.close(lease, kind, gone)
        store.stage(lease, ((kind, key, body) for key, body in sorted(rows.items())))


def _derived(
    projection: Projection,
) -> tuple[tuple[Kind, dict[str, Body]], tuple[Kind, dict[str, Body]]]:
    return ("entity", projection.entities), ("edge", projection.edges)


def hash_at(store: Store, version: int | None = None) -> str:
    """The graph hash of a published version, from the rows as read back."""
    if version is None:
        version = store.head()
    if version > store.head():
        raise StoreError(f"version {version} is not published; the newest is {store.head()}")
    entities = [row.body for row in store.rows("entity", at=version)]
    return graph_hash(entities, (row.body for row in store.rows("edge", at=version)))

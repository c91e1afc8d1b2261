"""A graph that an earlier program projected: whether this one's rules make another, and make it.

A publication decides anew only what its claims can reach, so a change of the rules reaches the rest
of a store that was made before when somebody asks for it.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from queries.projection.before import Before
from queries.projection.changes import Changes, Derived
from queries.publication import publish, writing
from queries.stores.base import Body, Kind, Store

BATCH = 5_000  # rows compared at once: bounded memory, and few enough questions


def is_behind(store: Store) -> bool:
    """Whether this program's rules make another graph of the published claims; writes nothing."""
    head = store.head()
    before = Before(store, head)
    rows = Changes(store, head, head, anew=True).rows()
    return bool(head) and any(_differs(before, batch) for batch in _batches(rows))


def project_anew(store: Store, step: Callable[[str], None] = lambda _: None) -> int:
    """Publish, as a new version, the graph that this program's rules make of the claims."""
    with writing(store) as lease:
        publish(store, lease, step, anew=True)
    return lease.version


def _differs(before: Before, rows: Iterable[Derived]) -> bool:
    made: dict[Kind, dict[str, Body | None]] = {}
    for kind, key, body in rows:
        made.setdefault(kind, {})[key] = body
    for kind, bodies in made.items():
        stood = before.bodies(kind, bodies)
        if any(stood.get(key) != body for key, body in bodies.items()):
            return True
    return False


def _batches(rows: Iterable[Derived]) -> Iterator[list[Derived]]:
    left = iter(rows)
    while batch := list(islice(left, BATCH)):
        yield batch

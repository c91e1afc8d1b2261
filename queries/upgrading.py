"""A graph that an earlier program projected: whether this one's rules make another, and make it.

A publication decides anew only what its claims can reach, so a change of the rules reaches the rest
of a store that was made before when somebody asks for it.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from queries.projection.before import Before
from queries.projection.changes import Changes, Derived
from queries.publication import publish, writing
from queries.stores.base import Body, Kind, Store

BATCH = 5_000  # rows compared at once: bounded memory, and few enough questions


def rows_behind(store: Store) -> dict[Kind, int]:
    """How many rows of the graph this program's rules would make otherwise; writes nothing."""
    head = store.head()
    found = Counter[Kind]()
    if head:
        before = Before(store, head)
        for batch in _batches(Changes(store, head, head, anew=True).rows()):
            found.update(_differing(before, batch))
    return dict(found)


def project_anew(store: Store, step: Callable[[str], None] = lambda _: None) -> int:
    """Publish, as a new version, the graph that this program's rules make of the claims."""
    with writing(store, anew=True) as lease:
        publish(store, lease, step, anew=True)
    return lease.version


def _differing(before: Before, rows: Iterable[Derived]) -> Iterator[Kind]:
    made: dict[Kind, dict[str, Body | None]] = {}
    for kind, key, body in rows:
        made.setdefault(kind, {})[key] = body
    for kind, bodies in made.items():
        stood = before.bodies(kind, bodies)
        yield from (kind for key, body in bodies.items() if stood.get(key) != body)


def _batches(rows: Iterable[Derived]) -> Iterator[list[Derived]]:
    left = iter(rows)
    while batch := list(islice(left, BATCH)):
        yield batch

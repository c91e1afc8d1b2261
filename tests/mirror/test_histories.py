"""Whatever versions were mirrored, skipped or interrupted, the last one is mirrored whole."""

from contextlib import suppress
from typing import NamedTuple

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from queries.mirror.stepping import MirrorState, bring_into_step
from queries.stores.base import Body, Store
from queries.stores.opening import open_store
from tests.conftest import emptied
from tests.mirror.reading import expected, mirrored
from tests.neo4j_server import Neo4jServer

NODES = {"act-1": "Actor", "act-2": "Actor", "prj-1": "Project", "col-1": "Collaboration"}
TIES = [
    (type, start, end)
    for type in ("PARTICIPATES_IN", "FUNDS")
    for start in ("act-1", "act-2")
    for end in ("prj-1", "col-1")
]


class Version(NamedTuple):
    """What a version holds, by id or place in TIES, each with a number that may change.

    ``mirrored`` says what then happens: 0 nothing, 1 the mirror is brought into step, above 1 its
    writer is interrupted after so many batches less one.
    """

    nodes: dict[str, int]
    ties: dict[int, int]
    mirrored: int


class CutShortError(Exception):
    """What ends a writer in the middle of its work."""


versions = st.builds(
    Version,
    st.dictionaries(st.sampled_from(sorted(NODES)), st.integers(1, 2)),
    st.dictionaries(st.integers(0, len(TIES) - 1), st.integers(1, 2)),
    st.integers(0, 5),
)


def rows_of(version: Version) -> tuple[dict[str, Body], dict[str, Body]]:
    """The rows of its nodes, and of the ties that have both ends."""
    entities = {
        id: {
            "id": id,
            "label": NODES[id],
            "fields": {"name": f"{id} {number}"} | ({"aliases": ["a", "b"]} if number > 1 else {}),
            "stated": {},
            "members": [f"x/{NODES[id]}/{id}"],
            "claims": [f"{number}"],
        }
        for id, number in version.nodes.items()
    }
    edges = {}
    for place, number in version.ties.items():
        type, start, end = TIES[place]
        if start in entities and end in entities:
            fields = {"role": "owner"} if type == "PARTICIPATES_IN" else {"amount": f"{number}.50"}
            edges[f"edg-{place}"] = {
                "id": f"edg-{place}",
                "type": type,
                "from": start,
                "to": end,
                "fields": fields,
                "stated": {},
                "claims": [f"{number}"],
            }
    return entities, edges


def publish(store: Store, version: Version) -> None:
    """Stage what differs and publish it."""
    entities, edges = rows_of(version)
    lease = store.lease("a test")
    store.close(lease, "entity", [r.key for r in store.rows("entity") if r.key not in entities])
    store.close(lease, "edge", [r.key for r in store.rows("edge") if r.key not in edges])
    store.stage(lease, (("entity", key, body) for key, body in entities.items()))
    store.stage(lease, (("edge", key, body) for key, body in edges.items()))
    store.publish(lease)


class Interrupter:
    """A progress that ends the writer after so many batches."""

    def __init__(self, batches: int) -> None:
        self._left = batches

    def __call__(self, _: int) -> None:
        self._left -= 1
        if self._left == 0:
            raise CutShortError


def step(store: Store, mirrored_how: int) -> None:
    """Bring the mirror into step, or not, or part of the way."""
    if mirrored_how == 1:
        bring_into_step(store, batch_rows=2)
    elif mirrored_how > 1:
        with suppress(CutShortError):
            bring_into_step(store, batch_rows=2, progress=Interrupter(mirrored_how - 1))


@settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(history=st.lists(versions, min_size=1, max_size=5))
def test_the_last_version_is_mirrored_whole(
    neo4j_server: Neo4jServer, history: list[Version]
) -> None:
    server = emptied(neo4j_server)
    store = open_store(server.url, user=server.user, password=server.password)
    for version in history:
        publish(store, version)
        step(store, version.mirrored)

    assert bring_into_step(store) == MirrorState(len(history), len(history))
    assert mirrored(server) == expected(store)
    store.shut()

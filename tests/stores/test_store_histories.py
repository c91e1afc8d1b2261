"""Generated histories on both stores, compared with a model that keeps whole versions."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from queries.stores.base import Body, Kind, Row, Store
from tests.stores.places import Content, Place, file_place, server_place

USED: tuple[Kind, ...] = ("claim", "edge")
# Texts whose order differs between UTF-8 and UTF-16, and prefixes of one another.
NAMES = [
    "",
    "a",
    "a/",
    "a/b",
    "aa",
    "b",
    "Å",
    "\ud7fb",
    "\ue000",
    "\uffff",
    "\U0001f600",
    "\U0010ffff",
]
BODIES: list[Body] = [{}, {"n": 1}, {"n": 2}, {"text": "å\n\u2028'\""}, {"deep": [{"x": None}]}]
PREFIXES = ["", "a", "a/", "\ud7fb", "\U0001f600", "missing"]


class Stage(NamedTuple):
    rows: list[tuple[Kind, str, Body]]


class Close(NamedTuple):
    kind: Kind
    keys: list[str]


class Run(NamedTuple):
    steps: list[Stage | Close]
    published: bool


kinds, names = st.sampled_from(USED), st.sampled_from(NAMES)
stages = st.builds(Stage, st.lists(st.tuples(kinds, names, st.sampled_from(BODIES)), max_size=9))
closes = st.builds(Close, kinds, st.lists(names, max_size=5))
runs = st.builds(Run, st.lists(stages | closes, max_size=4), st.booleans())
histories = st.lists(runs, min_size=1, max_size=6)


class Model:
    """All versions as whole dictionaries; intervals are read off by comparing neighbours."""

    def __init__(self) -> None:
        self.versions: dict[int, Content] = {0: {}}

    @property
    def head(self) -> int:
        return max(self.versions)

    def at(self, version: int) -> Content:
        return self.versions[max(v for v in self.versions if v <= version)]

    def rows(self, kind: Kind, at: int) -> list[Row]:
        """Every row that was open in some version up to ``at``, in order of key and opening."""
        found: list[Row] = []
        for key in sorted({key for seen in self.versions.values() for k, key in seen if k == kind}):
            begun, body = 0, None
            for version in sorted(v for v in self.versions if v <= at):
                now = self.versions[version].get((kind, key))
                if now != body:
                    if body is not None:
                        found.append(Row(kind, key, body, begun, version))
                    begun, body = version, now
            if body is not None:
                found.append(Row(kind, key, body, begun, None))
        return found


def apply(step: Stage | Close, current: Content) -> int:
    """Do to a dictionary what the store should do; returns what the store should count."""
    if isinstance(step, Stage):
        changed = 0
        for kind, key, body in step.rows:
            changed += current.get((kind, key)) != body
            current[kind, key] = body
        return changed
    return sum(current.pop((step.kind, key), None) is not None for key in step.keys)


def replay(store: Store, history: list[Run]) -> Model:
    """Carry out a history on store and model, comparing what each step says."""
    model = Model()
    for number, run in enumerate(history, start=1):
        lease = store.lease("generated")
        assert lease.version == number
        current = dict(model.at(number))
        for step in run.steps:
            expected = apply(step, current)
            if isinstance(step, Stage):
                assert store.stage(lease, step.rows) == expected
            else:
                assert store.close(lease, step.kind, step.keys) == expected
        assert store.head() == model.head
        if run.published:
            store.publish(lease)
            model.versions[number] = current
        else:
            store.discard(lease)
    return model


def compare(store: Store, model: Model, last: int) -> None:
    """Read the store in every way and expect what the model says."""
    assert store.head() == model.head
    for kind in USED:
        for at in range(last + 1):
            known = model.rows(kind, at)
            seen = [row for row in known if row.to_version is None]
            assert list(store.rows(kind, at=at)) == seen
            stood = {row.key for row in known}
            assert store.gone(kind, at=at) == sorted(stood - {row.key for row in seen})
            for since in range(at + 1):
                changed = [
                    r for r in known if r.from_version > since or (r.to_version or 0) > since
                ]
                assert list(store.rows(kind, at=at, changed_since=since)) == changed
        seen = [row for row in model.rows(kind, model.head) if row.to_version is None]
        for prefix in PREFIXES:
            narrowed = [row for row in seen if row.key.startswith(prefix)]
            assert list(store.rows(kind, prefix=prefix)) == narrowed
            few = NAMES[::3]
            assert list(store.rows(kind, prefix=prefix, keys=few)) == [
                row for row in narrowed if row.key in few
            ]


def check(place: Place, history: list[Run]) -> None:
    store = place.open(batch_rows=3)
    try:
        compare(store, replay(store, history), len(history))
    finally:
        store.shut()


@settings(max_examples=150, deadline=None)
@given(history=histories)
def test_sqlite_is_as_the_model(history: list[Run]) -> None:
    with TemporaryDirectory() as folder:
        check(file_place(Path(folder)), history)


@settings(
    max_examples=15,  # each takes a second
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # shrinking would take an hour
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(history=histories)
def test_neo4j_is_as_the_model(history: list[Run], request: pytest.FixtureRequest) -> None:
    check(server_place(request.getfixturevalue("neo4j_server")), history)

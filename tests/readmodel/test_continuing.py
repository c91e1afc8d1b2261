"""A model made from an earlier one is the one that all rows would have given, in every part."""

import logging
import re
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph_schema.claims import Claim, Locator, Scope
from graph_schema.judgements import Judgement
from graph_schema.vocabularies import Audience, Visibility
from queries.ledger import LedgerRun, withdraw
from queries.publication import hash_at, publish, writing
from queries.readmodel import continuing
from queries.readmodel.build import build
from queries.readmodel.folders import MODEL, NUMBERS
from queries.readmodel.open import ReadModel
from queries.stores.base import Store
from queries.stores.opening import open_store
from tests.lookup.small_graph import IMPORTER, Statements, almanac, diary, record, register

SOURCES: tuple[Callable[[], Statements], ...] = (register, almanac, diary)
DECIDED = ("almanac/Actor/k", "register/Actor/ensam", "register/Actor/koop", "register/Actor/malmo")
TERMS = ("search", "prose")
INDEXED = """CREATE VIRTUAL TABLE temp."all_{name}" USING fts5vocab('main', '{name}', 'instance')"""


class Step(NamedTuple):
    """One version: what a source says now of all it could say, or a run undone, or a decision."""

    source: int
    left_out: frozenset[int]
    renamed: frozenset[int]
    repeated: frozenset[int]
    order: int
    visibility: Visibility
    undo: bool
    decided: tuple[str, int] | None


few = st.frozensets(st.integers(0, 40), max_size=12)
steps = st.builds(
    Step,
    source=st.integers(0, 2),
    left_out=few,
    renamed=few,
    repeated=few,
    order=st.integers(1, 3),
    visibility=st.sampled_from((Visibility.PUBLIC, Visibility.PUBLIC, Visibility.PRIVATE)),
    undo=st.booleans(),
    decided=st.none() | st.tuples(st.sampled_from(("same", "undecided")), st.integers(0, 5)),
)


def said(step: Step) -> Iterator[Claim]:
    """What the source states, some of it under another name and some of it twice."""
    for n, claim in enumerate(SOURCES[step.source]().claims):
        if n in step.left_out:
            continue
        if n in step.renamed and "name" in claim.fields:
            name = f"Ö {claim.fields['name']}, numera"
            claim = replace(claim, fields={**claim.fields, "name": name})
        yield claim
        if n in step.repeated:
            yield replace(claim, locator=Locator(row=1000 + n))


def decide(store: Store, kind: str, pair: int) -> None:
    """Publish a decision about two of a few records: their ties follow the node they are one."""
    with writing(store) as lease:
        taken = {
            "kind": kind, "records": list(tuple(combinations(DECIDED, 2))[pair]), "reason": "så",
            "role": "editor", "by": None, "made": f"2026-01-01T00:00:{lease.version:02d}Z",
        }  # fmt: skip
        store.stage(lease, [("judgement", Judgement.stored(taken).id, taken)])
        publish(store, lease)


def take(store: Store, step: Step, runs: list[str]) -> None:
    """Publish one version."""
    if step.decided is not None:
        decide(store, *step.decided)
        return
    with writing(store) as lease:
        if step.undo and runs:
            withdraw(store, lease, runs.pop())
            publish(store, lease)
            return
        info = SOURCES[step.source]().info.model_copy(
            update={"order": step.order, "visibility": step.visibility}
        )
        run = LedgerRun(store, lease, info, Scope(extent="whole"), IMPORTER)
        for claim in said(step):
            run.record(claim, "file.csv")
        if not run.finish(accept_closing=True):
            store.discard(lease)
            return
        publish(store, lease)
        runs.append(run.id)


def content(model: Path) -> dict[str, list[Any]]:
    """Every row of every table, and every place of every word that can be searched for."""
    location = f"{(model / MODEL).as_uri()}?mode=ro&immutable=1"
    with closing(sqlite3.connect(location, uri=True)) as connection:
        tables = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%'"
            " AND name NOT LIKE 'search_%' AND name NOT LIKE 'prose_%'"
        ).fetchall()
        names = [f'main."{name}"' for (name,) in tables]
        for name in TERMS:
            connection.execute(INDEXED.format(name=name))
            names.append(f'temp."all_{name}"')
        asked = {name: f"SELECT * FROM {name}" for name in names}  # noqa: S608
        return {name: sorted(connection.execute(sql), key=repr) for name, sql in asked.items()}


def arrays(model: Path) -> dict[str, bytes]:
    """Every file of numbers."""
    return {path.name: path.read_bytes() for path in sorted(model.glob("*.np[yz]"))}


def same(one: Path, other: Path) -> None:
    """Both folders hold the same model."""
    assert arrays(one) == arrays(other)
    assert content(one) == content(other)


@contextmanager
def told() -> Iterator[list[str]]:
    """What the builds say: from which model they went on, and why one did not."""
    found: list[str] = []

    class Kept(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            found.append(record.getMessage())

    watched, handler = logging.getLogger("queries.readmodel"), Kept(logging.INFO)
    level = watched.level
    watched.addHandler(handler)
    watched.setLevel(logging.INFO)
    try:
        yield found
    finally:
        watched.removeHandler(handler)
        watched.setLevel(level)


@settings(max_examples=12, deadline=None)
@given(st.lists(steps, min_size=2, max_size=4))
def test_going_on_from_any_history_gives_what_a_build_of_all_rows_gives(
    history: list[Step],
) -> None:
    with TemporaryDirectory() as place, told() as told_so:
        folder, runs = Path(place), list[str]()
        store = open_store(f"sqlite:///{folder / 'store.db'}")
        for step in history:
            take(store, step, runs)
            for audience in (Audience.EVERYTHING, Audience.PUBLIC):
                version = store.head()
                went_on = build(store, version, audience, folder / "one")
                same(went_on, build(store, version, audience, folder / f"{version}{audience}"))
                with ReadModel(went_on) as model:
                    is_whole = model.graph_hash == hash_at(store, version)
                    assert is_whole or model.withholds
        store.shut()
        assert told_so
        assert not [message for message in told_so if "anew" in message]


def test_on_both_stores_each_version_goes_on_from_the_one_before(
    store: Store, tmp_path: Path
) -> None:
    def next_is_the_same() -> dict[str, list[Any]]:
        version = store.head()
        went_on = build(store, version, Audience.EVERYTHING, tmp_path / "one")
        same(went_on, build(store, version, Audience.EVERYTHING, tmp_path / str(version)))
        return content(went_on)

    led = []
    with told() as messages:
        for statements in (register(), almanac(), diary()):
            record(store, statements)
            next_is_the_same()
        for kind in ("same", "undecided"):
            decide(store, kind, 3)  # ensam and koop, which has taken part twice and organised once
            led.append([row[:2] for row in next_is_the_same()['main."former_tie"']])

    assert [re.sub("-[0-9a-f]{12}$", "", message) for message in messages] == [
        "version 2 goes on from v1-everything",
        "version 3 goes on from v2-everything",
        "version 4 goes on from v3-everything",
        "version 5 goes on from v4-everything",
    ]
    assert len(led[0]) == 3
    assert sorted(led[1]) == sorted((new, old) for old, new in led[0])


def test_an_audience_from_which_nothing_is_withheld_goes_on_from_the_other(
    small_store: Store, folder: Path
) -> None:
    everything = build(small_store, 2, Audience.EVERYTHING, folder)

    with told() as messages:
        public = build(small_store, 2, Audience.PUBLIC, folder)

    assert messages == [f"version 2 goes on from {everything.name}"]
    assert arrays(public) == arrays(everything)


def test_what_is_withheld_now_is_carried_from_nowhere(small_store: Store, folder: Path) -> None:
    build(small_store, 3, Audience.EVERYTHING, folder)

    with told() as messages:
        build(small_store, 3, Audience.PUBLIC, folder)

    assert messages == []


@pytest.mark.parametrize("damaged", [MODEL, NUMBERS])
@pytest.mark.parametrize("cut", [0, 100, -4096])
def test_a_damaged_model_is_not_gone_on_from(
    small_store: Store, tmp_path: Path, damaged: str, cut: int
) -> None:
    earlier = build(small_store, 1, Audience.EVERYTHING, tmp_path / "one")
    whole = (earlier / damaged).read_bytes()
    (earlier / damaged).write_bytes(whole[:cut])

    later = build(small_store, 2, Audience.EVERYTHING, tmp_path / "one")

    same(later, build(small_store, 2, Audience.EVERYTHING, tmp_path / "two"))


def test_an_earlier_model_that_vanishes_is_not_missed(
    small_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    earlier = build(small_store, 1, Audience.EVERYTHING, tmp_path / "one")

    def pruned_meanwhile(path: Path) -> str:
        shutil.rmtree(earlier)
        return continuing.location(path)

    monkeypatch.setattr("queries.readmodel.build.location", pruned_meanwhile)
    later = build(small_store, 2, Audience.EVERYTHING, tmp_path / "one")

    same(later, build(small_store, 2, Audience.EVERYTHING, tmp_path / "two"))


def test_where_very_much_changed_the_model_is_built_anew(
    small_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(small_store, 1, Audience.EVERYTHING, tmp_path / "one")
    monkeypatch.setattr(continuing, "MOST_CHANGED", 5)

    with told() as messages:
        later = build(small_store, 2, Audience.EVERYTHING, tmp_path / "one")

    assert messages[1:] == ["version 2 is built anew: more than 5 rows of the kind entity changed"]
    same(later, build(small_store, 2, Audience.EVERYTHING, tmp_path / "two"))

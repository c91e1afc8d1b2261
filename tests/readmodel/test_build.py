"""Building: atomic, repeatable, safe when done twice at once, and nothing private in public."""

import fcntl
import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from graph_schema.vocabularies import Audience
from queries.lookup.lists import list_nodes
from queries.lookup.nodes import node
from queries.lookup.overview import overview
from queries.publication import hash_at
from queries.readmodel.build import MODEL, build
from queries.readmodel.folders import BUILDING, KEEP, LOCK, USED, FolderName, finished, prune
from queries.readmodel.open import ReadModel
from queries.stores.base import Kind, Row, Store, StoreError
from tests.lookup import small_graph as small


class BreakingRows:
    """A store whose edges cannot be read: half a build is what remains."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def rows(
        self,
        kind: Kind,
        *,
        at: int | None = None,
        changed_since: int | None = None,
        keys: Sequence[str] | None = None,
    ) -> Iterator[Row]:
        """All rows but the edges."""
        if kind == "edge":
            raise StoreError("the store is gone")
        return self._store.rows(kind, at=at, changed_since=changed_since, keys=keys)

    def gone(self, kind: Kind, *, at: int | None = None) -> list[str]:
        """As the store says."""
        return self._store.gone(kind, at=at)

    def published_at(self, version: int) -> str | None:
        """As the store says."""
        return self._store.published_at(version)

    def rules(self, version: int) -> int | None:
        """As the store says."""
        return self._store.rules(version)


def built(store: Store, folder: Path, version: int = 2) -> Path:
    """The model of a version with everything."""
    return build(store, version, Audience.EVERYTHING, folder)


def test_the_folder_appears_whole_under_its_last_name(small_store: Store, folder: Path) -> None:
    path = built(small_store, folder)

    assert [p.name for p in folder.iterdir()] == [path.name]
    assert path.name.startswith("v2-everything-")
    assert not (path / LOCK).exists()


def test_a_model_that_is_there_is_not_built_again(small_store: Store, folder: Path) -> None:
    first = built(small_store, folder)
    before = (first / MODEL).stat().st_mtime_ns

    assert built(small_store, folder) == first
    assert (first / MODEL).stat().st_mtime_ns == before


def test_two_builds_of_one_version_hold_the_same(small_store: Store, tmp_path: Path) -> None:
    one, two = (built(small_store, tmp_path / name) for name in ("one", "two"))
    columns = sorted(p.name for p in one.glob("*.np[yz]"))

    assert [(two / name).read_bytes() for name in columns] == [
        (one / name).read_bytes() for name in columns
    ]
    assert (one / MODEL).read_bytes() == (two / MODEL).read_bytes()


def test_a_build_that_fails_leaves_nothing(small_store: Store, folder: Path) -> None:
    with pytest.raises(StoreError, match=r"\Athe store is gone\Z"):
        build(BreakingRows(small_store), 2, Audience.EVERYTHING, folder)

    assert list(folder.iterdir()) == []


def test_what_an_interrupted_build_left_is_removed_by_the_next(
    small_store: Store, folder: Path
) -> None:
    left, under_way, young = (folder / f"{BUILDING}{name}" for name in ("left", "held", "young"))
    for path in (left, under_way, young):
        path.mkdir(parents=True)
        (path / LOCK).touch()
    long_ago = time.time() - 3600
    os.utime(left, (long_ago, long_ago))
    os.utime(under_way, (long_ago, long_ago))

    with (under_way / LOCK).open("rb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        built(small_store, folder)

    assert (left.exists(), under_way.exists(), young.exists()) == (False, True, True)


def test_two_that_build_the_same_at_once_both_succeed(small_store: Store, folder: Path) -> None:
    with ThreadPoolExecutor(2) as pool:
        paths = list(pool.map(lambda _: built(small_store, folder), range(2)))

    assert paths[0] == paths[1]
    assert [p.name for p in folder.iterdir()] == [paths[0].name]


def test_a_killed_build_is_as_if_it_never_was(small_store: Store, folder: Path) -> None:
    source = "import os, sys; from pathlib import Path\n" \
        "from queries.readmodel.folders import complete_in_one_step\n" \
        "complete_in_one_step(Path(sys.argv[1]), lambda place: os._exit(9))"  # fmt: skip
    target = folder / str(FolderName(1, Audience.PUBLIC, "0" * 12))

    killed = subprocess.run([sys.executable, "-c", source, str(target)], check=False)

    assert (killed.returncode, target.exists(), finished(folder)) == (9, False, [])


def test_version_zero_is_an_empty_graph(small_store: Store, folder: Path) -> None:
    with ReadModel(built(small_store, folder, version=0)) as model:
        answer = overview(model)

        assert set(answer.counts.values()) == {0}
        assert (answer.sources, answer.published_at, answer.data_version) == ((), None, 0)
        assert list_nodes(model, "Actor").items == ()


def test_a_model_carries_the_graph_hash_of_its_version(
    small_store: Store, model: ReadModel, private: ReadModel, public: ReadModel
) -> None:
    assert model.graph_hash == hash_at(small_store, 2)
    assert private.graph_hash == hash_at(small_store, 3)
    assert public.graph_hash == hash_at(small_store, 2)  # version 3 added what is private


def test_the_public_folder_holds_no_trace_of_a_private_source(public: ReadModel) -> None:
    for path in public.path.iterdir():
        content = path.read_bytes() if path.is_file() else b""
        for trace in ("Hemligt", "diary", "Dagboken", small.C2, small.node_id("diary/act/m")):
            assert trace.encode() not in content, path.name


def test_the_stated_values_of_a_node_are_those_of_the_store(
    small_store: Store, model: ReadModel
) -> None:
    for row in small_store.rows("entity", at=2):
        answer = node(model, row.body["label"], row.key)
        stated = {
            name: [[v.value, list(v.claims)] for v in values]
            for name, values in answer.stated.items()
        }

        assert (answer.fields, stated) == (row.body["fields"], row.body["stated"])


def test_many_threads_may_ask_at_once(model: ReadModel) -> None:
    wanted = [small.MALMO, small.KOOP, small.UNI, small.BOLAG] * 50

    with ThreadPoolExecutor(8) as pool:
        names = list(pool.map(lambda id: node(model, "Actor", id).name, wanted))

    assert names == ["Malmö stad", "Åsa Kooperativ", "Ärla universitet", "Öresund AB"] * 50


def test_a_model_cannot_be_written(model: ReadModel) -> None:
    location = f"{(model.path / MODEL).as_uri()}?mode=ro&immutable=1"
    with (
        closing(sqlite3.connect(location, uri=True)) as connection,
        pytest.raises(sqlite3.OperationalError, match="readonly"),
    ):
        connection.execute("DELETE FROM node")


def test_the_newest_and_those_in_use_stay(folder: Path) -> None:
    names = [FolderName(v, a, "0" * 12) for v in range(1, 7) for a in Audience]
    for name in names:
        (folder / str(name)).mkdir(parents=True)
    used = folder / str(names[0])
    (used / USED).touch()
    later = time.time() + 3600 + 60
    os.utime(used / USED, (later, later))

    prune(folder, now=later)

    kept = {names[0], *(name for name in names if name.version > 6 - KEEP)}
    assert {name for name, _ in finished(folder)} == kept

"""What the embedded store does with damaged, foreign and read-only files and full disks."""

import os
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from queries.stores.base import StoreError
from queries.stores.sqlite import SqliteStore
from tests.stores.places import (
    Place,
    big_rows,
    content,
    file_place,
    history,
    lease_when_free,
    put,
)
from tests.stores.processes import run_writer

IS_ROOT = os.geteuid() == 0
STORE_ERROR = 4
TAKE: list[list[Any]] = [["lease", "a test", 1.0]]
SMALL_DISK = 8 * 1024 * 1024
MANY = 3_000  # rows, 12 MB


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return file_place(tmp_path)


@pytest.mark.parametrize(
    "garbage", [b"id;namn\n1;\xc3\x96rebro\n" * 200, b"SQLite format 3\x00" + b"\x07" * 5_000]
)
def test_a_file_that_is_no_database_is_left_as_it_was(place: Place, garbage: bytes) -> None:
    place.path.write_bytes(garbage)
    with pytest.raises(StoreError, match=r"store\.db could not be opened: it is not an SQLite"):
        place.open()
    assert place.path.read_bytes() == garbage
    assert list(place.path.parent.iterdir()) == [place.path]


def test_a_database_of_another_program_is_left_as_it_was(place: Place) -> None:
    with closing(sqlite3.connect(place.path)) as connection:
        connection.execute("CREATE TABLE bookmark (address TEXT)")
    before = place.path.read_bytes()
    with pytest.raises(StoreError, match="is an SQLite database of another program"):
        place.open()
    assert place.path.read_bytes() == before


def test_an_empty_file_becomes_a_store(place: Place) -> None:
    place.path.touch()
    store = place.open()
    assert store.head() == 0
    store.shut()


def test_a_folder_is_no_store(place: Place) -> None:
    place.path.mkdir()
    with pytest.raises(StoreError, match="could not be opened: it cannot be opened"):
        place.open()


def test_a_damaged_store_says_so(place: Place) -> None:
    store = place.open(batch_rows=1_000)
    put(store, [("claim", f"k{n:04d}", {"n": n}) for n in range(2_000)])
    store.shut()
    page = 4096
    damaged = bytearray(place.path.read_bytes())
    damaged[8 * page :] = b"\x07" * (len(damaged) - 8 * page)
    place.path.write_bytes(damaged)
    store = SqliteStore(place.path)
    with pytest.raises(StoreError, match="it is damaged: load the latest dump into a new store"):
        list(store.rows("claim"))
    store.shut()


@contextmanager
def place_for_anyone() -> Iterator[Place]:
    """A store in a folder that a process without our rights may read and write, for the moment."""
    with TemporaryDirectory() as folder:
        place = file_place(Path(folder))
        store = place.open()
        put(store, [("claim", "a", {})])
        store.shut()
        Path(folder).chmod(0o777)
        place.path.chmod(0o666)
        yield place
        Path(folder).chmod(0o777)


def test_a_read_only_file_can_be_read_but_not_written() -> None:
    with place_for_anyone() as place:
        place.path.chmod(0o444)
        reading = run_writer(place, [["read"]], as_nobody=IS_ROOT)
        writing = run_writer(place, TAKE, as_nobody=IS_ROOT)
    assert reading == (0, '["a"]\n')
    assert writing == (
        STORE_ERROR,
        f"StoreError: the store {place.path} could not be written: it may not be written: "
        "check the rights of the file and of its folder\n",
    )


def test_a_read_only_folder_is_named() -> None:
    with place_for_anyone() as place:
        place.path.parent.chmod(0o555)
        code, printed = run_writer(place, TAKE, as_nobody=IS_ROOT)
        missing = Place(f"sqlite://{place.path.parent}/new/store.db")
        refused = run_writer(missing, [["read"]], as_nobody=IS_ROOT)
    assert (code, "check" in printed and "folder" in printed) == (STORE_ERROR, True)
    assert refused == (
        STORE_ERROR,
        f"StoreError: the folder {place.path.parent}/new for the store cannot be made: "
        "Permission denied; name another place or check its rights\n",
    )


def test_a_file_that_may_grow_no_more_keeps_the_published_version(place: Place) -> None:
    store = place.open()
    put(store, [("claim", "a", {"n": 1})])
    steps: list[list[Any]] = [
        ["lease", "too big", 1.0],
        ["stage", [["claim", "a", {"n": 2}]]],
        ["stage_big", MANY],
    ]
    code, printed = run_writer(place, steps, batch_rows=200, largest_file=SMALL_DISK)
    assert (code, printed.startswith("StoreError: the store")) == (STORE_ERROR, True)
    assert "make room and start anew" in printed

    assert content(store) == {("claim", "a"): {"n": 1}}
    past = history(store)
    lease = lease_when_free(store)
    assert content(store, at=lease.version) == {("claim", "a"): {"n": 1}}
    store.publish(lease)
    assert history(store) == past
    store.shut()


@cache
def may_mount() -> bool:
    """Whether this process may make a small disk; a container's root often may not."""
    with TemporaryDirectory() as folder:
        made = IS_ROOT and mount(Path(folder))
        if made:
            subprocess.run(["umount", folder], check=True)
    return made


def mount(folder: Path) -> bool:
    command = ["mount", "-t", "tmpfs", "-o", f"size={SMALL_DISK}", "ekokarta-test", str(folder)]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


@pytest.mark.parametrize("disk", ["small disk"] if may_mount() else [])
def test_a_full_disk_keeps_the_published_version(disk: str, tmp_path: Path) -> None:
    folder = tmp_path / disk
    folder.mkdir()
    assert mount(folder)
    try:
        store = SqliteStore(folder / "store.db", batch_rows=200)
        put(store, [("claim", "a", {"n": 1})])
        lease = store.lease("too big")
        with pytest.raises(StoreError, match="there is no room left on the disk: make room"):
            store.stage(lease, big_rows(MANY))
        assert content(store) == {("claim", "a"): {"n": 1}}
        store.shut()
    finally:
        subprocess.run(["umount", str(folder)], check=True)

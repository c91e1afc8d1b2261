"""The library: which model is handed out, also while another is being built."""

import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from graph_schema.vocabularies import Audience, Visibility
from queries.errors import BadQuestionError
from queries.readmodel.folders import finished
from queries.readmodel.library import (
    CHECK_SECONDS,
    Address,
    BuildFailedError,
    Library,
    build_elsewhere,
)
from queries.readmodel.open import ReadModel
from queries.stores.base import Kind, Row, Store, StoreError
from queries.stores.opening import open_store
from tests.lookup.small_graph import ALMANAC, almanac, diary, record, register

EVERYTHING = Audience.EVERYTHING


class AwayRows:
    """A store that can be told to be away."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.away = False

    def head(self) -> int:
        """The head, unless the store is away."""
        if self.away:
            raise StoreError("the store is away")
        return self.store.head()

    def rows(
        self,
        kind: Kind,
        *,
        at: int | None = None,
        changed_since: int | None = None,
        keys: Sequence[str] | None = None,
    ) -> Iterator[Row]:
        """As the store says."""
        return self.store.rows(kind, at=at, changed_since=changed_since, keys=keys)

    def gone(self, kind: Kind, *, at: int | None = None) -> list[str]:
        """As the store says."""
        return self.store.gone(kind, at=at)

    def published_at(self, version: int) -> str | None:
        """As the store says."""
        return self.store.published_at(version)

    def rules(self, version: int) -> int | None:
        """As the store says."""
        return self.store.rules(version)

    def version_at(self, instant: str) -> int:
        """As the store says."""
        return self.store.version_at(instant)


@pytest.fixture
def growing(tmp_path: Path) -> Iterator[Store]:
    """A store with version 1, to which more is added."""
    store = open_store(f"sqlite://{tmp_path / 'growing.db'}")
    record(store, register())
    yield store
    store.shut()


def served_until(library: Library, version: int) -> ReadModel:
    """What is served once the version is there."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        model = library.current(EVERYTHING)
        if model.version == version:
            return model
        time.sleep(CHECK_SECONDS / 5)
    raise AssertionError(f"version {version} is not served within a minute")


def test_a_version_an_instant_and_the_newest(small_store: Store, library: Library) -> None:
    published = small_store.published_at(2)

    assert published is not None
    assert library.at(1, EVERYTHING).version == 1
    assert library.at(published, EVERYTHING).version == 2
    assert library.at("1999-12-31T23:59:59Z", EVERYTHING).version == 0
    assert library.at(None, EVERYTHING).version == 3
    with pytest.raises(BadQuestionError, match="as_of: .* the newest is 3, got 9"):
        library.at(9, EVERYTHING)
    with pytest.raises(BadQuestionError, match="as_of"):
        library.at(-1, EVERYTHING)


def test_the_same_model_is_handed_out_again(library: Library) -> None:
    assert library.at(2, EVERYTHING) is library.at(2, EVERYTHING)


def test_the_older_model_serves_until_the_newer_is_built(growing: Store, tmp_path: Path) -> None:
    library = Library(growing, tmp_path)
    first = library.current(EVERYTHING)

    record(growing, almanac())
    second = served_until(library, 2)
    library.close()

    assert (first.version, second.version) == (1, 2)


def test_a_process_of_its_own_builds_where_the_library_looks(
    growing: Store, tmp_path: Path
) -> None:
    address = Address(f"sqlite://{tmp_path / 'growing.db'}")
    library = Library(growing, tmp_path, address=address)
    library.current(EVERYTHING)

    record(growing, almanac())
    model = served_until(library, 2)
    library.close()

    assert model.version == 2


def test_a_library_that_is_opened_anew_goes_on_with_what_is_there(
    growing: Store, tmp_path: Path
) -> None:
    Library(growing, tmp_path).at(1, EVERYTHING).close()
    record(growing, almanac())
    library = Library(growing, tmp_path)

    assert library.current(EVERYTHING).version == 1
    assert served_until(library, 2).version == 2
    library.close()


@pytest.mark.parametrize("is_opened_anew", [False, True])
def test_where_what_was_served_is_private_now_nothing_older_takes_its_place(
    is_opened_anew: bool, growing: Store, tmp_path: Path
) -> None:
    """Version 1 may still be shown, and what version 2 changed would stand there as today's."""
    library = Library(growing, tmp_path)
    library.at(1, Audience.PUBLIC)
    record(growing, almanac())
    assert library.at(2, Audience.PUBLIC) is library.current(Audience.PUBLIC)

    hidden = almanac()
    hidden.info = ALMANAC.model_copy(update={"visibility": Visibility.PRIVATE})
    record(growing, hidden)
    if is_opened_anew:
        library.close()
        library = Library(growing, tmp_path)
    seen = []
    while not seen or seen[-1] != 3:
        seen.append(library.current(Audience.PUBLIC).version)
    library.close()

    assert set(seen) <= {2, 3}  # 2 for the half second in which the store is not asked


def test_a_model_of_another_store_is_never_served(growing: Store, tmp_path: Path) -> None:
    Library(growing, tmp_path).at(1, EVERYTHING).close()
    other = open_store(f"sqlite://{tmp_path / 'other.db'}")
    record(other, diary())
    library = Library(other, tmp_path)

    assert [info.name for info in library.current(EVERYTHING).sources] == ["diary"]
    library.close()
    other.shut()


def test_while_the_store_is_away_no_model_passes_for_the_newest(
    growing: Store, tmp_path: Path
) -> None:
    rows = AwayRows(growing)
    library = Library(rows, tmp_path)
    model = library.current(EVERYTHING)

    rows.away = True
    time.sleep(CHECK_SECONDS * 1.1)
    with pytest.raises(StoreError, match="the store is away"):
        library.current(EVERYTHING)
    rows.away = False

    assert library.current(EVERYTHING) is model
    library.close()


def test_two_processes_that_build_the_same_both_succeed(growing: Store, tmp_path: Path) -> None:
    address = Address(f"sqlite://{tmp_path / 'growing.db'}")

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda _: build_elsewhere(address, 1, EVERYTHING, tmp_path), range(2)))

    assert [(name.version, name.audience) for name, _ in finished(tmp_path)] == [(1, EVERYTHING)]


def test_a_failed_build_says_why(tmp_path: Path) -> None:
    with pytest.raises(BuildFailedError, match="building version 1 failed: .* sqlite:///"):
        build_elsewhere(Address("nowhere"), 1, EVERYTHING, tmp_path)


class HeldRows(AwayRows):
    """A store whose rows of version 1 are not given out before somebody says so."""

    def __init__(self, store: Store) -> None:
        super().__init__(store)
        self.asked = threading.Event()
        self.released = threading.Event()

    def rows(
        self,
        kind: Kind,
        *,
        at: int | None = None,
        changed_since: int | None = None,
        keys: Sequence[str] | None = None,
    ) -> Iterator[Row]:
        """As the store says, of version 1 when it may."""
        if at == 1:
            self.asked.set()
            self.released.wait()
        return self.store.rows(kind, at=at, changed_since=changed_since, keys=keys)


def test_nobody_waits_for_an_old_version_that_somebody_asked_for(
    growing: Store, tmp_path: Path
) -> None:
    record(growing, almanac())
    rows = HeldRows(growing)
    library = Library(rows, tmp_path)

    with ThreadPoolExecutor(2) as pool:
        old = pool.submit(library.at, 1, EVERYTHING)
        rows.asked.wait()
        newest = pool.submit(library.current, EVERYTHING)
        try:
            served = newest.result(timeout=60)  # an end for the test, where it waits for ever
        finally:
            rows.released.set()

    assert (served.version, old.result().version) == (2, 1)
    library.close()

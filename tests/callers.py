"""Who asks a service in this process, and the real store in a folder that it answers from."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from fastapi.testclient import TestClient

from queries.stores.base import Store
from queries.stores.opening import open_store
from service.app import create_app
from service.settings import Settings
from tests.lookup.small_graph import Statements, record


@contextmanager
def store_in(place: Path, *statements: Statements) -> Iterator[Store]:
    """The store of a folder, where the command line has its own, with these recorded in turn."""
    store = open_store(f"sqlite:///{place / 'store.db'}")
    try:
        for each in statements:
            record(store, each)
        yield store
    finally:
        store.shut()


@contextmanager
def caller_of(
    store: Store, cache: Path, *, follow_redirects: bool = True, **settings: Any
) -> Iterator[TestClient]:
    """A caller of a service on a store, whose other settings are given by their names."""
    given = {"cache": cache, "log_level": "warning", **settings}
    app = create_app(Settings.model_validate(given), store)
    with TestClient(app, follow_redirects=follow_redirects) as caller:
        yield caller


@contextmanager
def caller_in(place: Path, *statements: Statements, **more: Any) -> Iterator[TestClient]:
    """A caller of a service on the store of a folder, whose cache is the command line's too."""
    with store_in(place, *statements) as store, caller_of(store, place / "cache", **more) as caller:
        yield caller


def recorded(place: Path, *statements: Statements) -> Path:
    """The folder, in whose store these are recorded, for who opens it anew."""
    with store_in(place, *statements):
        return place

"""The small graph of the lookup tests, with names nobody should have, behind a real app.

Version 4 adds a public source whose names are markup and ten thousand characters long.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from graph_schema.claims import Licence, SourceInfo
from graph_schema.vocabularies import Visibility
from queries.stores.base import Store
from queries.stores.opening import open_store
from service.app import create_app
from service.settings import Settings
from tests.lookup.small_graph import Statements, almanac, diary, node_id, record, register
from tests.service.in_a_browser import listening

BASE = "https://map.example/"
TOKEN = "a token for tests"
ODD = SourceInfo(
    name="odd", title_sv="Udda <b>källan</b>", title_en="The odd <b>source</b>", publisher="Ingen",
    retrieved="2026-11-22", licence=Licence(name="CC0-1.0"), visibility=Visibility.PUBLIC, order=40,
)  # fmt: skip
HOSTILE_NAME = "</title><script>alert(1)</script> & \"citat\" 'x'"
LONG_NAME = "Lång " * 2_000
HOSTILE, LONG = node_id("odd/act/hostile"), node_id("odd/act/long")


def odd() -> Statements:
    """Version 4."""
    says = Statements(ODD)
    says.says("act", "hostile", name=HOSTILE_NAME, website="javascript:alert(1)")
    says.says("act", "long", name=LONG_NAME.strip())
    says.says("col", "meeting", name="<img src=x onerror=alert(2)>", start="2026-11-22")
    for key in ("hostile", "long"):
        says.ties("PARTICIPATES_IN", f"act/{key}", "col/meeting", role="organiser", status="party")
    return says


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The four versions in an SQLite store."""
    opened = open_store(f"sqlite://{tmp_path_factory.mktemp('store') / 'small.db'}")
    for statements in (register(), almanac(), diary(), odd()):
        record(opened, statements)
    yield opened
    opened.shut()


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings with a token and a cache of their own."""
    cache: Path = tmp_path_factory.mktemp("cache")
    return Settings.model_validate({"cache": cache, "token": TOKEN, "log_level": "warning"})


@pytest.fixture(scope="session")
def client(store: Store, settings: Settings) -> Iterator[TestClient]:
    """A caller who follows no redirect."""
    with TestClient(create_app(settings, store), follow_redirects=False) as caller:
        yield caller


@pytest.fixture
def served(store: Store, settings: Settings, tmp_path: Path) -> Iterator[str]:
    """The address of a service with an endpoint for queries, on real connections."""
    given = {"base_address": BASE, "log_level": "info", "cache": tmp_path}
    with listening(create_app(settings.model_copy(update=given), store)) as address:
        yield address

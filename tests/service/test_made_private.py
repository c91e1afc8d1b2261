"""Who may read a source is decided now, for every version: made private, and public again.

On a store of its own: a register stays public all the time.
"""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from graph_schema.vocabularies import Visibility
from queries.readmodel.library import CHECK_SECONDS
from queries.stores.base import Store
from service.importing import withdraw_run
from tests.callers import caller_of, store_in
from tests.commands.command_line import CommandLine
from tests.lookup.small_graph import Statements, almanac, record, register
from tests.service.conftest import TOKEN

OPENED = {"Authorization": f"Bearer {TOKEN}"}
MEETING = "Frukost om arbete"  # the one collaboration, which only the almanac states


def declared(visibility: Visibility) -> Statements:
    """The almanac under a manifest that says who may read it."""
    says = almanac()
    says.info = says.info.model_copy(update={"visibility": visibility})
    return says


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Versions 1 and 2, both public."""
    with store_in(tmp_path, register(), declared(Visibility.PUBLIC)) as store:
        yield store


@pytest.fixture
def client(store: Store, tmp_path: Path) -> Iterator[TestClient]:
    """A caller; the read models lie where the command line looks for them too."""
    cache = tmp_path / "cache"
    with caller_of(store, cache, follow_redirects=False, token=TOKEN) as caller:
        yield caller


def sources(client: TestClient, as_of: str, headers: dict[str, str]) -> list[tuple[str, str]]:
    """The sources of a version and who may read them, as the caller is told."""
    answer = client.get(f"/api/v1/sources{as_of}", headers=headers).json()
    return [(item["info"]["name"], item["info"]["visibility"]) for item in answer["items"]]


def seen(client: TestClient, as_of: str = "", headers: dict[str, str] | None = None) -> int:
    """How many collaborations a caller is told of."""
    answer = client.get(f"/api/v1/collaborations{as_of}", headers=headers)
    total: int = answer.json()["total"]
    return total


def settle() -> None:
    """Wait until the service asks the store for the newest version again."""
    time.sleep(CHECK_SECONDS * 1.1)


def until_newest(client: TestClient, store: Store) -> set[tuple[int, int]]:
    """Wait for the newest version; which others answered meanwhile, and what was seen of each."""
    until, others = time.monotonic() + 60, set()
    while time.monotonic() < until:
        page = client.get("/api/v1/collaborations").json()
        if page["data_version"] == store.head():
            break
        others.add((page["data_version"], page["total"]))
        time.sleep(0.05)
    return others


def test_what_is_made_private_is_withheld_in_every_version(
    client: TestClient, store: Store, tmp_path: Path
) -> None:
    before = client.get("/api/v1/collaborations?as_of=2")
    public = sources(client, "?as_of=2", {})
    newest = seen(client)

    record(store, declared(Visibility.PRIVATE))
    settle()
    told = [seen(client), seen(client, "?as_of=2"), seen(client, "?as_of=3")]
    again = client.get(
        "/api/v1/collaborations?as_of=2", headers={"If-None-Match": before.headers["ETag"]}
    )
    everything = [seen(client, as_of, OPENED) for as_of in ("", "?as_of=2")]
    exported = CommandLine(tmp_path)("export", "gexf", "--as-of", "2")

    assert (before.json()["total"], newest) == (1, 1)
    assert public == [("register", "public"), ("almanac", "public")]
    assert told == [0, 0, 0]
    assert (again.status_code, again.json()["total"]) == (200, 0)
    assert everything == [1, 1]
    assert sources(client, "?as_of=2", {}) == [("register", "public")]
    assert sources(client, "?as_of=2", OPENED) == [("register", "public"), ("almanac", "private")]
    assert (exported.code, MEETING in exported.out, "Delad vinst" in exported.out) == (
        0,
        False,
        True,
    )


def test_what_is_made_public_is_public_in_every_version(client: TestClient, store: Store) -> None:
    record(store, declared(Visibility.PRIVATE))
    settle()
    withheld = [seen(client, as_of) for as_of in ("", "?as_of=2", "?as_of=3")]

    record(store, declared(Visibility.PUBLIC))
    meanwhile = until_newest(client, store)
    given = [seen(client, as_of) for as_of in ("", "?as_of=2", "?as_of=3", "?as_of=4")]

    assert withheld == [0, 0, 0]
    assert given == [1, 1, 1, 1]
    assert meanwhile <= {(3, 0)}  # the version before, as it was read
    assert sources(client, "?as_of=3", {}) == [("register", "public"), ("almanac", "public")]


def told_of(client: TestClient, store: Store) -> list[int]:
    """How many collaborations everybody is told of, version by version."""
    settle()
    return [seen(client, f"?as_of={version}") for version in range(1, store.head() + 1)]


def test_withdrawing_what_made_it_private_opens_nothing(client: TestClient, store: Store) -> None:
    closing = declared(Visibility.PRIVATE)
    closing.says("col", "c9", name="Hemligt möte", collaboration_kind="event")
    private = record(store, closing)

    withdraw_run(store, private)
    withheld = told_of(client, store)
    record(store, declared(Visibility.PUBLIC))
    opened = told_of(client, store)

    assert withheld == [0, 0, 0, 0]
    assert opened == [0, 1, 2, 1, 1]


def test_nor_does_withdrawing_all_its_runs_in_any_order(client: TestClient, store: Store) -> None:
    private, public = (record(store, declared(each)) for each in reversed(Visibility))
    opened = told_of(client, store)

    withdraw_run(store, public)
    withheld = told_of(client, store)
    withdraw_run(store, private)
    still = told_of(client, store)

    assert opened == [0, 1, 1, 1]
    assert (withheld, still) == ([0] * 5, [0] * 6)

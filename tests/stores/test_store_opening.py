"""From a URL to a store, and what is said when there is none."""

import re
import socket
from pathlib import Path

import pytest

from queries.stores.base import StoreError
from queries.stores.opening import open_store
from tests.neo4j_server import Neo4jServer


def test_a_file_is_made_with_its_folders(tmp_path: Path) -> None:
    store = open_store(f"sqlite://{tmp_path}/new/Skånes%20fil%3F.db")
    assert store.head() == 0
    assert (tmp_path / "new" / "Skånes fil?.db").is_file()
    store.shut()


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("sqlite://relative.db", "an SQLite store has a whole path"),
        ("sqlite:///", "an SQLite store has a whole path"),
        ("postgres://host/db", "the address of a store is sqlite:///folder/file.db, neo4j://host"),
        ("store.db", "the address of a store is sqlite:///folder/file.db, neo4j://host"),
        ("neo4j://", "the address of a store is sqlite:///folder/file.db, neo4j://host"),
        ("neo4j://host:port", "the store's address is no URL"),
        ("neo4j://host:7687", "needs a password: give it as EKOKARTA_NEO4J_PASSWORD"),
    ],
)
def test_an_address_that_names_no_store_is_explained(url: str, said: str) -> None:
    with pytest.raises(StoreError, match=re.escape(said)):
        open_store(url)


def test_a_password_in_the_address_is_refused_and_not_repeated() -> None:
    with pytest.raises(StoreError, match=r"neo4j://host holds a password.*_PASSWORD") as refused:
        open_store("neo4j://anna:s3cret@host:7687", password="other")
    assert "s3cret" not in str(refused.value)


@pytest.mark.parametrize("scheme", ["neo4j", "bolt"])
def test_a_server_is_opened_with_and_without_a_database(
    neo4j_server: Neo4jServer, scheme: str
) -> None:
    address = neo4j_server.url.replace("neo4j://", f"{scheme}://")
    for url in (address, f"{address}/neo4j", address.replace("://", "://neo4j@")):
        store = open_store(url, password=neo4j_server.password)
        store.ready()
        store.shut()


def test_a_server_that_does_not_answer_is_named() -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))  # nobody listens
        url = f"neo4j://127.0.0.1:{silent.getsockname()[1]}"
        with pytest.raises(StoreError, match=f"Neo4j at {url} does not answer .* runs there"):
            open_store(url, password="any")


def test_a_wrong_password_and_a_wrong_database_are_named(neo4j_server: Neo4jServer) -> None:
    with pytest.raises(StoreError, match="does not let in the user neo4j: check the user and the"):
        open_store(neo4j_server.url, password="wrong")
    with pytest.raises(StoreError, match="refused .*Database.*missing"):
        open_store(f"{neo4j_server.url}/missing", password=neo4j_server.password)

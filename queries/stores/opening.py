"""From a URL to the store it names."""

from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

from queries.stores.base import PATIENCE_SECONDS, Store, StoreError
from queries.stores.sqlite import SqliteStore

SQLITE = "sqlite://"
SERVER_SCHEMES = ("neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc")
EXAMPLES = "sqlite:///folder/file.db, neo4j://host:7687 or neo4j://host:7687/database"


def open_store(
    url: str,
    *,
    user: str | None = None,
    password: str | None = None,
    patience: float = PATIENCE_SECONDS,
) -> Store:
    """Open the store a URL names; an SQLite file is made with its folder if it is not there.

    ``patience`` is for how many seconds a server that does not answer is asked again.
    """
    if url.startswith(SQLITE):
        return _open_file(url)
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise StoreError(f"the store's address is no URL: {error}; write {EXAMPLES}") from error
    if parts.password is not None:
        raise StoreError(
            f"the address of the store {parts.scheme}://{host} holds a password, which would end "
            "up in logs: take it out and give it as EKOKARTA_NEO4J_PASSWORD"
        )
    if parts.scheme not in SERVER_SCHEMES or host is None or parts.query or parts.fragment:
        raise StoreError(f"the address of a store is {EXAMPLES}, got {url!r}")
    login = user or parts.username or "neo4j", password
    return _open_server(parts, host, port, login, patience)


def _open_file(url: str) -> Store:
    path = Path(unquote(url.removeprefix(SQLITE)))
    if not path.is_absolute() or path == Path("/"):
        raise StoreError(f"an SQLite store has a whole path, sqlite:///folder/file.db, got {url!r}")
    return SqliteStore(path)


def _open_server(
    parts: SplitResult,
    host: str,
    port: int | None,
    login: tuple[str, str | None],
    patience: float,
) -> Store:
    user, password = login
    if password is None:
        raise StoreError(
            f"the store {parts.scheme}://{host} needs a password: "
            "give it as EKOKARTA_NEO4J_PASSWORD"
        )
    # The driver takes a fifth of a second to load, which who keeps a file need not wait for.
    from queries.stores.neo4j import Neo4jStore

    address = f"[{host}]" if ":" in host else host
    return Neo4jStore(
        f"{parts.scheme}://{address}" + (f":{port}" if port is not None else ""),
        user=user,
        password=password,
        database=unquote(parts.path.strip("/")) or None,
        patience=patience,
    )

"""A read model that is open: ask it by name, or compute on its columns."""

import json
import sqlite3
import weakref
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache, cached_property
from importlib.resources import files
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from graph_schema.claims import SourceInfo
from graph_schema.vocabularies import Audience
from queries.projection.rules import made_by_number
from queries.readmodel.columns import Columns
from queries.readmodel.folders import ANSWERS, MODEL

Asked = dict[str, Any]


@cache
def questions() -> Mapping[str, str]:
    """The text of every .sql file of this package, by its name without the ending."""
    found = {path.stem: path for path in sorted(Path(str(files("queries"))).rglob("*.sql"))}
    return {name: path.read_text(encoding="utf-8") for name, path in found.items()}


class ReadModel:
    """One version for one audience; it never changes, and many threads may ask it at once."""

    def __init__(self, path: Path, *, answers: Path | None = None) -> None:
        """Open a finished folder; what is computed of it is kept in it, or in ``answers``."""
        self.path = path
        self.answers = path / ANSWERS if answers is None else answers
        self._idle: deque[sqlite3.Connection] = deque()
        weakref.finalize(self, _close_all, self._idle)
        self.columns = Columns.load(path)
        meta = {row["key"]: row["value"] for row in self.ask("meta", {})}
        self.version = int(meta["version"])
        self.audience = next(a for a in Audience if a.value == meta["audience"])
        self.graph_hash: str = meta["graph_hash"]
        self.made_by = made_by_number(self.version, int(meta.get("rules") or 0) or None)
        self.withholds = meta["withheld"] != "0"  # what some may read is left out of it
        self.published_at: str | None = meta["published_at"] or None
        self.first_published_at: str | None = meta["first_published_at"] or None
        self.labels: tuple[str, ...] = tuple(json.loads(meta["labels"]))
        self.edge_types: tuple[str, ...] = tuple(json.loads(meta["edge_types"]))
        self.arena_kinds: tuple[str, ...] = tuple(json.loads(meta["arena_kinds"]))

    def ask(self, name: str, params: Mapping[str, Any]) -> list[Asked]:
        """The rows of the question kept in ``<name>.sql``, each by column name."""
        with self._connection() as connection:
            cursor = connection.execute(questions()[name], params)
            columns = [column[0] for column in cursor.description]
            return [dict(zip(columns, row, strict=True)) for row in cursor]

    @cached_property
    def sources(self) -> tuple[SourceInfo, ...]:
        """The sources in the order of precedence: a source's number is its place here."""
        rows = self.ask("sources", {"limit": len(self.columns.claim_source) + 1})
        return tuple(SourceInfo.model_validate_json(row["info"]) for row in rows)

    def close(self) -> None:
        """Give the file back; a thread in the middle of a question finishes it."""
        _close_all(self._idle)

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        try:
            connection = self._idle.pop()
        except IndexError:
            connection = self._connect()
        try:
            yield connection
        finally:
            self._idle.append(connection)

    def _connect(self) -> sqlite3.Connection:
        location = f"{(self.path / MODEL).resolve().as_uri()}?mode=ro&immutable=1"
        connection = sqlite3.connect(location, uri=True, check_same_thread=False)
        connection.execute("PRAGMA mmap_size = 1073741824")  # pages are shared between processes
        return connection

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def _close_all(connections: deque[sqlite3.Connection]) -> None:
    while connections:
        connections.pop().close()

"""Streaming rows in key order out of pages, the same way for every store.

Every page is a short read of its own. That is safe because a row of a published version never
changes but for a later ``to_version``, and it keeps an abandoned reader from holding the store.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, Protocol

import orjson

from queries.stores.base import Kind, Row

PAGE_ROWS = 2_000
CHUNK_KEYS = 1_000
# So many changed keys are looked up one by one; if there are more, the kind is read through.
FEW_KEYS = 10_000

RawRow = tuple[str, int, int | None, str]
"""key, from_version, to_version, body as JSON text."""


class View(NamedTuple):
    """Which rows are asked for: those of one version, or those that changed after another."""

    kind: Kind
    at: int
    since: int | None = None


class PageReader(Protocol):
    """What a store must be able to read; each call is one short read."""

    def page(self, view: View, after: tuple[str, int], until: str | None) -> list[RawRow]:
        """Up to PAGE_ROWS rows after (key, from_version) and before the key ``until``, in order."""

    def of_keys(self, view: View, keys: list[str]) -> list[RawRow]:
        """The rows of some keys, in order."""

    def changed_keys(self, view: View, limit: int) -> list[str]:
        """Up to ``limit`` keys whose rows changed, each once, in any order."""

    def gone_keys(self, view: View) -> list[str]:
        """Keys whose rows were all closed by a version, each once, in any order."""


def stream(
    reader: PageReader, view: View, keys: Sequence[str] | None, prefix: str | None
) -> Iterator[Row]:
    """The rows of a view in order of key and from_version."""
    wanted: Iterable[str] | None = keys
    if wanted is None and view.since:  # after 0 everything changed
        changed = reader.changed_keys(view, FEW_KEYS + 1)
        wanted = changed if len(changed) <= FEW_KEYS else None
    if wanted is None:
        raw = _read_through(reader, view, prefix or "")
    else:
        raw = _look_up(reader, view, sorted({k for k in wanted if k.startswith(prefix or "")}))
    for key, from_version, to_version, body in raw:
        ends = to_version if to_version is not None and to_version <= view.at else None
        yield Row(view.kind, key, orjson.loads(body), from_version, ends)


def _read_through(reader: PageReader, view: View, prefix: str) -> Iterator[RawRow]:
    after, until = (prefix, -1), key_after(prefix)
    while True:
        page = reader.page(view, after, until)
        yield from page
        if len(page) < PAGE_ROWS:
            return
        after = page[-1][:2]


def _look_up(reader: PageReader, view: View, keys: list[str]) -> Iterator[RawRow]:
    for start in range(0, len(keys), CHUNK_KEYS):
        yield from reader.of_keys(view, keys[start : start + CHUNK_KEYS])


def key_after(prefix: str) -> str | None:
    """The smallest text above all that begin with the prefix; None if there is none."""
    stem = prefix.rstrip("\U0010ffff")
    if not stem:
        return None
    point = ord(stem[-1]) + 1
    # Code points D800 to DFFF are halves of UTF-16 pairs, which no UTF-8 text can hold.
    return stem[:-1] + chr(0xE000 if 0xD800 <= point <= 0xDFFF else point)

"""What must be written to bring the mirror from one version to another."""

from collections.abc import Iterable, Iterator
from itertools import groupby, islice
from typing import TypeVar

from queries.stores.base import Kind, Row, Store

ItemT = TypeVar("ItemT")


def changes(store: Store, kind: Kind, since: int, at: int) -> Iterator[Row]:
    """The last row of every key that changed after ``since``; one that has ended is gone by ``at``.

    Rows that opened and ended in between are among them: an interrupted writer may have left them.
    """
    rows = store.rows(kind, changed_since=since, at=at)
    for _, history in groupby(rows, key=lambda row: row.key):
        *_, last = history
        yield last


def batches(items: Iterable[ItemT], size: int) -> Iterator[list[ItemT]]:
    """The items, so many at a time."""
    source = iter(items)
    while batch := list(islice(source, size)):
        yield batch

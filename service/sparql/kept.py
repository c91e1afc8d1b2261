"""Answers kept in memory: a store never changes, so the same query gives the same again."""

import re
from collections import OrderedDict
from io import BytesIO
from pathlib import Path
from threading import Lock

from graph_schema.ids import digest
from service.sparql.children import Answer, Order

# Functions that give something else each time: their names, before a parenthesis or a comment that
# may be followed by one; an escape may write them. Anybody's text is read beside other requests, so
# nothing in it is gone through twice.
CHANGING = re.compile(r"(?:NOW|RAND|UUID|BNODE)\s*+[(#]|\\u", re.IGNORECASE)
MOST_EACH = 16 << 20  # bytes of one answer
MOST = 64 << 20  # bytes of all; the one asked for longest ago makes room
BESIDE = 512  # bytes that an answer takes beside its own: its key, and its place


def is_new_each_time(query: str) -> bool:
    """Whether the same query may give something else next time."""
    return CHANGING.search(query) is not None


class Kept:
    """Answers by what was asked of which store; safe for threads."""

    def __init__(self) -> None:
        """Nothing is kept yet."""
        self._lock = Lock()
        self._answers: OrderedDict[str, bytes] = OrderedDict()
        self._size = 0

    def get(self, store: Path, order: Order) -> Answer | None:
        """The answer in a form that is asked for, if it was given not long ago.

        A query gives a table or a graph, never either, so it has an answer in one of both forms.
        """
        for form in (order.table, order.graph):
            if form is None:
                continue
            key = _key(store, order, form)
            with self._lock:
                found = self._answers.get(key)
                if found is not None:
                    self._answers.move_to_end(key)
                    return Answer(form, BytesIO(found), len(found))
        return None

    def keep(self, store: Path, order: Order, answer: Answer) -> None:
        """Remember an answer that will be the same next time, and is not too large."""
        if answer.length > MOST_EACH or is_new_each_time(order.query):
            return
        content = answer.body.read()
        answer.body.seek(0)
        key = _key(store, order, answer.form)
        with self._lock:
            if key not in self._answers:
                self._size += len(content) + BESIDE
            self._answers[key] = content
            while self._size > MOST:
                _, gone = self._answers.popitem(last=False)
                self._size -= len(gone) + BESIDE


def _key(store: Path, order: Order, form: str) -> str:
    """A digest, for a query may be longer than its answer."""
    return digest(repr((str(store), form, *order._replace(table=None, graph=None))))

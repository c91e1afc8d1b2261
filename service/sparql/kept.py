"""Answers kept in memory: a store never changes, so the same query gives the same again."""

import re
from collections import OrderedDict
from io import BytesIO
from threading import Lock

from service.sparql.children import Answer

# Functions that give something else each time, whatever stands beside their names; an escape may
# write one.
CHANGING = re.compile(r"(?:NOW|RAND|UUID|BNODE)(?:\s|#[^\n\r]*+)*+\(|\\u", re.IGNORECASE)
MOST_EACH = 16 << 20  # bytes of one answer
MOST = 64 << 20  # bytes of all; the one asked for longest ago makes room
Key = tuple[str, ...]


def is_new_each_time(query: str) -> bool:
    """Whether the same query may give something else next time."""
    return CHANGING.search(query) is not None


class Kept:
    """Answers by what was asked of which store; safe for threads."""

    def __init__(self) -> None:
        """Nothing is kept yet."""
        self._lock = Lock()
        self._answers: OrderedDict[Key, tuple[str, bytes]] = OrderedDict()
        self._size = 0

    def get(self, key: Key) -> Answer | None:
        """The answer, if it was given not long ago."""
        with self._lock:
            found = self._answers.get(key)
            if found is None:
                return None
            self._answers.move_to_end(key)
        form, content = found
        return Answer(form, BytesIO(content), len(content))

    def keep(self, key: Key, query: str, answer: Answer) -> None:
        """Remember an answer that will be the same next time, and is not too large."""
        if answer.length > MOST_EACH or is_new_each_time(query):
            return
        content = answer.body.read()
        answer.body.seek(0)
        with self._lock:
            if key not in self._answers:
                self._size += len(content)
            self._answers[key] = answer.form, content
            while self._size > MOST:
                _, (_, gone) = self._answers.popitem(last=False)
                self._size -= len(gone)

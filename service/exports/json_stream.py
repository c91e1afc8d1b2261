"""JSON that is sent while it is being written: a head, then lists of any length."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

PIECE = 64_000  # characters


def document(
    head: Mapping[str, Any],
    lists: Mapping[str, Iterable[Any]],
    tail: Mapping[str, Any] | None = None,
) -> Iterator[bytes]:
    """An object: the head, the lists item by item, and what is known only after them."""
    waiting, size = ["{\n", _members(head)], 0
    for name, items in lists.items():
        waiting.append(f"{_separator(waiting)}{_text(name)}: [")
        between = "\n"
        for item in items:
            text = _text(item)
            waiting.append(between + text)
            size, between = size + len(text), ",\n"
            if size >= PIECE:
                yield "".join(waiting).encode()
                waiting, size = [""], 0
        waiting.append("\n]")
    last = _members(tail or {})
    yield "".join([*waiting, f",\n{last}" if last else "", "\n}\n"]).encode()


def _members(values: Mapping[str, Any]) -> str:
    return ",\n".join(f"{_text(name)}: {_text(value)}" for name, value in values.items())


def _separator(waiting: list[str]) -> str:
    return "" if waiting == ["{\n", ""] else ",\n"


def _text(value: Any) -> str:
    """Readable, but for half a surrogate pair, which no UTF-8 holds: that is escaped."""
    text = json.dumps(value, ensure_ascii=False)
    try:
        text.encode()
    except UnicodeEncodeError:
        return json.dumps(value)
    return text

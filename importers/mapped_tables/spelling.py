"""How a proposal spells what stands in a table: as TOML, and as an example in a comment."""

import json
from collections.abc import Sequence

from importers.mapped_tables.recognising import Column

LONGEST = 60  # characters of an example


def headings(columns: Sequence[Column]) -> str:
    """The headings of columns as a TOML array."""
    return "[" + ", ".join(quoted(column.heading) for column in columns) + "]"


def shortened(text: str) -> str:
    """The beginning of a text, on one line: an example in a comment."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else line[:LONGEST].rstrip() + "…"


def quoted(text: str) -> str:
    """A TOML basic string: JSON's escapes are among its own, but for the delete character."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")

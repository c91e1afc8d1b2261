"""What in a query leads to other data than ours, found among its words before the engine sees it.

The engine would call other machines for SERVICE. The kernel keeps it from that in any case
(see confinement); here whoever asks is told so instead of getting an empty answer. So is who asks
for a graph by its name: there are none. And an update is called one.
"""

import re
from typing import NamedTuple

ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
WORDS = re.compile(
    r"""
    \#[^\n\r]*
  | <[^<>"{}|^`\\\x00-\x20]*>
  | '''(?:(?:''?)?(?:[^'\\]|\\.))*''' | \"\"\"(?:(?:""?)?(?:[^"\\]|\\.))*\"\"\"
  | '(?:[^'\\\n\r]|\\.)*' | "(?:[^"\\\n\r]|\\.)*"
  | [?$@:][\w.:%\\-]*
  | (?P<word>\w[\w.:%\\-]*)
    """,
    re.VERBOSE | re.DOTALL,
)
"""Comments, addresses, strings, variables, and what is left."""
BEFORE_A_GROUP = re.compile(r"(?:\s|#[^\n\r]*)*(?:\{|WHERE\b|FROM)", re.IGNORECASE)
"""What follows the name of a graph; a name within a pattern is followed by something else."""
BEGINNINGS = {"BASE", "PREFIX"}
UPDATES = {"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "COPY", "MOVE", "ADD", "WITH"}
"""Words that an update begins with, after what declares its prefixes."""


class Found(NamedTuple):
    """A word that leads elsewhere, and where it stands, counted from 1."""

    word: str
    line: int
    column: int


def leading_elsewhere(query: str, *, names_data: bool) -> Found | None:
    """The first word that calls another endpoint, asks other graphs than there are, or updates.

    ``names_data`` says that the request names the data set, which comes before what FROM says. A
    query is read as it stands and with its escapes written out, for both mean the same. No space
    need follow any of these words: a prefix may not begin with SERVICE either, and one that begins
    with another is told from that word by what comes after.
    """
    for text in dict.fromkeys((query, ESCAPE.sub(_character, query))):
        begins = True
        for found in WORDS.finditer(text):
            word = (found["word"] or "").upper()
            if begins and word in UPDATES:
                return _at(text, found.start(), "UPDATE")
            begins = begins and (word in BEGINNINGS or not word or ":" in word)
            if word.startswith("SERVICE"):
                return _at(text, found.start(), "SERVICE")
            if ":" in word and BEFORE_A_GROUP.match(text, found.end()):
                word = next((w for w in ("FROM", "GRAPH") if word.startswith(w)), word)
            if word in {"FROM", "FROMNAMED"} and not names_data:
                return _at(text, found.start(), "FROM")
            if word == "GRAPH":
                return _at(text, found.start(), word)
    return None


def _at(text: str, offset: int, word: str) -> Found:
    before = text[:offset]
    return Found(word, before.count("\n") + 1, offset - before.rfind("\n"))


def _character(found: re.Match[str]) -> str:
    number = int(found[1] or found[2], 16)
    return chr(number) if number < 0x110000 else found[0]

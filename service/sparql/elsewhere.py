"""What in a query leads to other data than ours, found among its words before the engine sees it.

The engine would call other machines for SERVICE. The kernel keeps it from that, whatever the query
says (see sockets); here whoever asks is told where it stands. So is who asks for a graph by its
name: there are none, and the answer would look like one with nothing in it. And an update is
called one.
"""

import re
from typing import NamedTuple

ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
LOCAL = r"(?:[\w:]|%[0-9A-Fa-f]{2}|\\.)(?:\.*+(?:[\w:\-]|%[0-9A-Fa-f]{2}|\\.))*+"
WORDS = re.compile(
    rf"""
    \#[^\n\r]*
  | <[^<>"{{}}|^`\\\x00-\x20]*>
  | '''(?:(?:''?)?(?:[^'\\]|\\.))*''' | \"\"\"(?:(?:""?)?(?:[^"\\]|\\.))*\"\"\"
  | '(?:[^'\\\n\r]|\\.)*' | "(?:[^"\\\n\r]|\\.)*"
  | [?$]\w+
  | @[A-Za-z]+(?:-[A-Za-z0-9]+)*
  | _:{LOCAL}
  | (?P<prefix>(?:[^\W\d_][\w\-]*+(?:\.++[\w\-]++){{0,20}})?):(?:{LOCAL})?
  | (?P<word>\w+)
    """,
    re.VERBOSE | re.DOTALL,
)
"""Comments, addresses, strings, variables, languages, nodes, names, and what is left.

Each ends where SPARQL's grammar ends it: a variable before a dot or a minus, a name before a dot
that nothing of it follows. So a word begins right after them, with no space between.
"""
BEFORE_A_GROUP = re.compile(r"(?:\s|#[^\n\r]*+)*+(?:\{|WHERE\b|FROM)", re.IGNORECASE)
"""What follows the name of a graph; a name within a pattern is followed by something else."""
BEGINNINGS = {"BASE", "PREFIX"}
UPDATES = {"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "COPY", "MOVE", "ADD", "WITH"}
"""Words that an update begins with, after what declares its prefixes."""
GRAPHS = ("FROM", "GRAPH")


class Found(NamedTuple):
    """A word that leads elsewhere, and where it stands, counted from 1."""

    word: str
    line: int
    column: int


def leading_elsewhere(query: str, *, names_data: bool) -> Found | None:
    """The first word that calls another endpoint, asks other graphs than there are, or updates.

    ``names_data`` says that the request names the data set, which comes before what FROM says. A
    query is read as it stands and with its escapes written out, for both mean the same.
    """
    for text in dict.fromkeys((query, ESCAPE.sub(_character, query))):
        found = _first(text, names_data=names_data)
        if found is not None:
            return found
    return None


def _first(text: str, *, names_data: bool) -> Found | None:
    begins, before, declared = True, "", set[str]()
    for found in WORDS.finditer(text):
        word, prefix = (found["word"] or "").upper(), found["prefix"]
        if begins and word in UPDATES:
            return _at(text, found.start(), "UPDATE")
        begins = begins and (word in BEGINNINGS or not word)
        if prefix is not None and before == "PREFIX":
            declared.add(prefix)
        elif (leads := _leading(text, found, declared)) and not (leads == "FROM" and names_data):
            return _at(text, found.start(), leads)
        before = word
    return None


def _leading(text: str, found: re.Match[str], declared: set[str]) -> str | None:
    """Which of the words stands here, alone or joined with what needs no space beside it.

    No space need stand between a word and the one before (`trueSERVICE`, `ASKFROM`), nor between it
    and the prefix of the address after it (`SERVICEe:`, `GRAPHe:x {`).
    """
    word, prefix = (found["word"] or "").upper(), found["prefix"]
    if word:
        return next((name for name in ("SERVICE", *GRAPHS) if name in word), None)
    if not prefix or prefix in declared:
        return None
    if "SERVICE" in prefix.upper():
        return "SERVICE"
    named = next((name for name in GRAPHS if name in prefix.upper()), None)
    return named if named and BEFORE_A_GROUP.match(text, found.end()) else None


def _at(text: str, offset: int, word: str) -> Found:
    before = text[:offset]
    return Found(word, before.count("\n") + 1, offset - before.rfind("\n"))


def _character(found: re.Match[str]) -> str:
    number = int(found[1] or found[2], 16)
    return chr(number) if number < 0x110000 else found[0]

"""What in a query leads to other data than ours, found among its words before the engine sees it.

The engine would call other machines for SERVICE. The kernel keeps it from that, whatever the query
says (see sockets); here whoever asks is told where it stands. So is who asks for another graph than
the one there is: the answer would look like one with nothing in it. And an update is called one.
The engine tries words before names, so a name that begins as a word does is called otherwise.
"""

import re
from functools import cache
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
PREFIXES = re.compile(r"PREFIX\s+(?P<prefix>(?:SERVICE|GRAPH|FROM)[\w.\-]*):", re.IGNORECASE)
"""Where one is declared that begins as a word does."""
BEGINS_NO_WORD = "xzqkj"
"""Letters that no word of SPARQL begins with."""


class Found(NamedTuple):
    """A word that leads elsewhere, and where it stands, counted from 1."""

    word: str
    line: int
    column: int


@cache
def naming(graph: str) -> re.Pattern[str]:
    """How a query names a graph by its address as what it asks."""
    return re.compile(rf"(?i:FROM)\s*<{re.escape(graph)}>")


def leading_elsewhere(query: str, graph: str, *, names_data: bool) -> Found | None:
    """The first word that calls another endpoint, asks other graphs than there are, or updates.

    ``graph`` is the address of the one there is. ``names_data`` says that the request names the
    data set, which comes before what FROM says. A query is read as it stands and with its escapes
    written out, for both mean the same.
    """
    for text in dict.fromkeys((query, ESCAPE.sub(_character, query))):
        found = _first(text, None if names_data else naming(graph))
        if found is not None:
            return found
    return None


def with_names_first(query: str) -> str:
    """The query as SPARQL reads it where a prefix that it declares begins as one of the words.

    ``GRAPHe:x {`` is no GRAPH where ``GRAPHe`` is a prefix, but the engine reads one if ``e`` is
    one too. So the prefix is called otherwise, as long as before: what is told of a place in the
    query holds.
    """
    called, taken = dict[str, str](), {each["prefix"] for each in WORDS.finditer(query)}
    for declared in PREFIXES.finditer(query):
        prefix = declared["prefix"]
        free = (letter + prefix[1:] for letter in BEGINS_NO_WORD)
        called[prefix] = next((name for name in free if name not in taken), prefix)
        taken.add(called[prefix])

    def otherwise(found: re.Match[str]) -> str:
        prefix = found["prefix"] or ""
        return called.get(prefix, prefix) + found[0].removeprefix(prefix)

    return WORDS.sub(otherwise, query) if called else query


def _first(text: str, named: re.Pattern[str] | None) -> Found | None:
    """The first such word; FROM is one where it is not ``named``, if that is given."""
    begins, before, declared = True, "", set[str]()
    for found in WORDS.finditer(text):
        word, prefix = (found["word"] or "").upper(), found["prefix"]
        if begins and word in UPDATES:
            return at(text, found.start(), "UPDATE")
        begins = begins and (word in BEGINNINGS or not word)
        if prefix is not None and before == "PREFIX":
            declared.add(prefix)
        elif (leads := _leading(text, found, declared)) and not (
            leads == "FROM" and (named is None or named.match(text, found.end() - len(leads)))
        ):
            return at(text, found.start(), leads)
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


def at(text: str, offset: int, word: str) -> Found:
    """A word found at an offset."""
    before = text[:offset]
    return Found(word, before.count("\n") + 1, offset - before.rfind("\n"))


def _character(found: re.Match[str]) -> str:
    number = int(found[1] or found[2], 16)
    return chr(number) if number < 0x110000 else found[0]

"""Patterns of REGEX and REPLACE that the engine cannot read, or reads otherwise than SPARQL does.

SPARQL takes patterns from XPath (Functions and Operators, 5.6.1); the engine has others. Where it
cannot read one, the function is an error, and a FILTER leaves the row out without a word. So those
that stand in the query as a text are tried before; one that is made while it runs cannot be.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from typing import NamedTuple

from pyoxigraph import Literal, QuerySolutions, Store

from service.sparql.elsewhere import WORDS, Found, at

PIECES = re.compile(rf"{WORDS.pattern} | (?P<sign>\S)", WORDS.flags)
"""What a query is made of, the signs between its words too."""
PLACES = {"REGEX": (1, 2), "REPLACE": (1, 3)}
"""Where the pattern stands among what is given to a function, counted from 0, and the flags."""
REPLACEMENT = 2
POSIX = re.compile(r"\[:\^?[a-z]+:\]")
OF_SETS = ("&&", "--", "~~")
"""What joins sets in a class; to SPARQL each of it is a sign like others."""
MISREAD = re.compile(r"\\|\$\$|\$[0-9][0-9A-Za-z_]|\$[A-Za-z_]|\$\{(?![0-9]\})[^}]*\}")
"""In a replacement: the engine knows no escapes, and takes all that may be a name for one."""
MISREAD_PLAIN = re.compile(r"\$\$|\$[0-9A-Za-z_]|\$\{[^}]*\}")
"""In one that by the flag q is meant as it stands: the engine reads names of groups there too."""


class Call(NamedTuple):
    """A function called in a query, where, and the pieces of what it is given."""

    function: str
    start: int
    given: list[list[str]]

    def text(self, place: int) -> str | None:
        """What is given there as a text and nothing else, as it is written.

        Without the language or datatype it may bear: what the engine cannot read in the text, it
        cannot with them.
        """
        match self.given[place] if place < len(self.given) else []:
            case [text] | [text, _] | [text, "^", "^", _] if text[0] in "'\"":
                return text
            case _:
                return None

    def pieces(self) -> list[str]:
        """What it is where it is given itself: a text in brackets is that text."""
        is_text = not self.function and len(self.given) == 1 and self.text(0) is not None
        return self.given[0] if is_text else [")"]


def misread(query: str, store: Store) -> Found | None:
    """The first call of which the engine would read something otherwise: what, and where."""
    if not any(name in query.upper() for name in PLACES):
        return None
    for call in _calls(query):
        with suppress(SyntaxError):  # a text that is none: told where the query itself is read
            said = _said_of(call, store)
            if said is not None:
                return at(query, call.start, said)
    return None


def _calls(query: str) -> Iterator[Call]:
    """Every call of a function with patterns, the innermost first."""
    opened, before = list[Call](), ("", 0)
    for piece in PIECES.finditer(query):
        text, sign = piece[0], piece["sign"]
        if text.startswith("#"):
            continue
        said = [] if sign in {"(", ","} else [text]
        if sign == "(":
            opened.append(Call(*before, [[]]))
        elif sign == ")" and opened:
            call = opened.pop()
            said = call.pieces()
            if call.function:
                yield call
        elif sign == "," and opened:
            opened[-1].given.append([])
        if opened:
            opened[-1].given[-1].extend(said)
        before = (_function(piece["word"] or ""), piece.start())


def _function(word: str) -> str:
    """Which of the functions a word calls; no space need stand before it (``FILTERREGEX(``)."""
    return next((name for name in PLACES if word.upper().endswith(name)), "")


def _said_of(call: Call, store: Store) -> str | None:
    """What of a call is read otherwise: its ``pattern``, a ``class`` in it, ``replacement``."""
    of_pattern, of_flags = PLACES[call.function]
    pattern, has_flags = call.text(of_pattern), len(call.given) > of_flags
    flags = call.text(of_flags) if has_flags else '""'
    if pattern is not None and flags is not None:
        text, said, is_read = _tried(store, pattern, flags)
        if "q" not in said and _joins_sets(text, is_spaced="x" in said):
            return "class"
        if not is_read:
            return "pattern"
    replacement = call.text(REPLACEMENT) if call.function == "REPLACE" else None
    if replacement is not None and flags is not None:
        text, said, _ = _tried(store, replacement, flags)
        if (MISREAD_PLAIN if "q" in said else MISREAD).search(text):
            return "replacement"
    return None


def _tried(store: Store, pattern: str, flags: str) -> tuple[str, str, bool]:
    """Two texts of a query as they are meant, and whether the engine reads them as a pattern."""
    trial = f"SELECT (STR({pattern}) AS ?p) (STR({flags}) AS ?f) (REGEX('', ?p, ?f) AS ?x) {{}}"
    results = store.query(trial)
    assert isinstance(results, QuerySolutions), "a SELECT"
    [(text, said, found)] = results
    assert isinstance(text, Literal), "the STR of a text"
    assert isinstance(said, Literal), "the STR of a text"
    return text.value, said.value, found is not None


def _joins_sets(pattern: str, *, is_spaced: bool) -> bool:
    """Whether a class takes from others or joins them; ``is_spaced``: signs that x leaves out."""
    place, within = 0, False
    while place < len(pattern):
        sign = pattern[place]
        if sign == "\\":
            place += 2
            continue
        if is_spaced and (sign == "#" or (within and sign.isspace())):
            return True
        if not within and sign == "[":
            within = True
            place += 2 if pattern[place + 1 : place + 2] == "^" else 1
            place += pattern[place : place + 1] == "]"  # the first of a class is a sign like others
            continue
        posix = POSIX.match(pattern, place) if within else None
        if within and posix is None and (sign == "[" or pattern[place : place + 2] in OF_SETS):
            return True
        within = within and sign != "]"
        place = posix.end() if posix is not None else place + 1
    return False

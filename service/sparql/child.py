"""Runs queries in a process of its own: one order a line on standard input, then the answer.

Whatever a query does to this process, the service lives on and begins another.
"""

import json
import os
import re
import sys
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple
from xml.parsers import expat

from pyoxigraph import DefaultGraph, QueryBoolean, QuerySolutions, QueryTriples, Store

from service.sparql.confinement import (
    PeakMemory,
    begin_time,
    confine,
    end_time,
    give_way,
    unopened,
)
from service.sparql.elsewhere import leading_elsewhere, naming, with_names_first
from service.sparql.forms import GRAPH_FORMATS, TABLE_FORMATS, XML
from service.sparql.heap import take_memory
from service.sparql.patterns import misread
from service.sparql.sockets import forbid_sockets

SAID = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)
CHARACTERS = re.compile(r"\[\^?['_][^\]]*\],?\s*")
"""Sets of single characters, which the parser names among the words it expects."""
DIGIT, ANYTHING = "['0'..='9']", "[_]"
SENTENCES = {
    "Prefix not found": "a prefix that is declared; PREFIX name: <address> declares one",
    "IRI parsing failed": "an address without spaces or signs that stand in none",
    "The SELECT contains a variable that is unbound": (
        "SELECT of variables by which GROUP BY groups, or of what is counted, added or sampled"
    ),
}
"""What the parser finds wrong, said as what it expected."""
CORRUPTED = "Corruption"  # what the engine says of a block that is not as it was written
MOST_SAID = 300  # characters of what the parser expected
OLD = 200  # queries after which a process has done its part
Results = QuerySolutions | QueryBoolean | QueryTriples
Told = dict[str, Any]


class Setup(NamedTuple):
    """What a process is told first: the store, who began it, and its bounds."""

    store: str
    parent: int
    seconds: int
    memory: int
    result: int


class ResultTooLargeError(Exception):
    """The answer is larger than is carried."""


class Bounded(BytesIO):
    """Holds an answer until it is whole, and no more than so many bytes."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self.most = most
        self.is_full = False

    def write(self, data: Any) -> int:
        """Take a piece, or refuse it where it would be too much."""
        if self.tell() + len(data) > self.most:
            self.is_full = True
            raise ResultTooLargeError
        return super().write(data)


def main() -> None:
    """Open the store, give up everything else, and answer until nobody asks."""
    setup = Setup(**json.loads(sys.stdin.buffer.readline()))
    give_way(setup.parent)
    is_alone = forbid_sockets()
    try:
        store = Store.read_only(setup.store)
    except (OSError, RuntimeError):  # a file is missing, or is not as long as it was written
        return _say({"state": "damaged"})
    # Where the kernel does not look for sockets, a file number left could be used for one.
    files = unopened(Path(setup.store)) if is_alone else 0
    peak = PeakMemory()
    confine(setup.memory - take_memory(Path(setup.store), setup.memory), files)
    _say({"state": "ready"})
    for done, line in enumerate(sys.stdin.buffer, 1):
        begin_time(setup.seconds)
        told, body = answered(store, json.loads(line), setup.result)
        end_time()
        told["last"] = done >= OLD or peak.read() > setup.memory // 2
        told["length"] = len(body)
        _say(told, body)
        if told["last"]:
            return None
    return None


def _say(told: Told, body: bytes = b"") -> None:
    sys.stdout.buffer.write(json.dumps(told).encode() + b"\n")
    sys.stdout.buffer.write(body)  # by itself, so that a large one is not copied
    sys.stdout.buffer.flush()


def answered(store: Store, order: Told, most: int) -> tuple[Told, bytes]:
    """What became of an order, and the answer where there is one of no more than so many bytes."""
    body = Bounded(most)
    try:
        query, graph = order["query"], order["base"]
        dataset = order["dataset"]
        found = leading_elsewhere(query, graph, names_data=dataset != "unsaid")
        found = found or misread(query, store)
        if found is not None:
            return {"state": "not asked", **found._asdict()}, b""
        is_empty = dataset == "empty"
        is_named = dataset == "ours" or naming(graph).search(query) is not None
        results: Results = store.query(
            with_names_first(query),
            base_iri=order["base"],
            prefixes=order["prefixes"],
            default_graph=[] if is_empty else DefaultGraph() if is_named else None,
            named_graphs=[] if is_empty or is_named else None,
        )
        form = order["graph"] if isinstance(results, QueryTriples) else order["table"]
        if form is None:
            return {"state": "unacceptable", "kind": _kind(results)}, b""
        _write(results, form, body)
        if form in XML and not _is_well_formed(body.getbuffer()):
            return {"state": "unwritable", "kind": _kind(results)}, b""
    except (SyntaxError, MemoryError, ValueError, OSError, RuntimeError, ResultTooLargeError) as e:
        return ({"state": "large"} if body.is_full else _failed(e)), b""
    return {"state": "done", "form": form}, body.getvalue()


def _failed(error: Exception) -> Told:
    """What stood in the way: the query, its memory, or the store."""
    if isinstance(error, SyntaxError):
        return _syntax(str(error))
    if isinstance(error, MemoryError):
        return {"state": "memory"}
    if isinstance(error, OSError):  # the store, or a call that the engine itself refused to begin
        return {"state": "called" if "HTTP" in str(error) else "unread"}
    if str(error).startswith(CORRUPTED):
        return {"state": "damaged"}
    return {"state": "refused", "detail": str(error)[:MOST_SAID]}


def _kind(results: Results) -> str:
    return "graph" if isinstance(results, QueryTriples) else "table"


def _write(results: Results, form: str, body: Bounded) -> None:
    if isinstance(results, QueryTriples):
        results.serialize(body, format=GRAPH_FORMATS[form])
    else:
        results.serialize(body, format=TABLE_FORMATS[form])


def _is_well_formed(body: Any) -> bool:
    """Whether it is XML: the engine writes what XML has no way to say as it stands."""
    try:
        expat.ParserCreate(namespace_separator=" ").Parse(body, True)
    except expat.ExpatError:
        return False
    return True


def _syntax(message: str) -> Told:
    found = SAID.match(message)
    line, column, expected = (1, 1, message) if found is None else found.groups()
    return {
        "state": "syntax",
        "line": int(line),
        "column": int(column),
        "expected": _expected(expected),
    }


def _expected(said: str) -> str:
    """What the parser expected; nothing where its words alone would mislead.

    It names only some of the words it would take. Where it stopped at a sign it says all of them.
    """
    for sentence, meaning in SENTENCES.items():
        if sentence in said:
            return meaning
    signs = said.replace(DIGIT, "a digit")
    if ANYTHING in signs or not ('"' in signs or "a digit" in signs):
        return ""
    plain = CHARACTERS.sub("", signs.removeprefix("expected "))
    return " ".join(plain.split()).rstrip(" ,")[:MOST_SAID]


if __name__ == "__main__":
    try:
        main()
    except BrokenPipeError:  # nobody waits for the answer
        os._exit(0)

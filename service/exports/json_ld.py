"""Triples as compact JSON-LD: one document with its context in it, written piece by piece.

The context stands in the document, so that whoever has the file alone can read it.
"""

import json
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from pyoxigraph import BlankNode, Literal, Quad, Triple

from graph_schema.context import ID, context, types_of_terms
from graph_schema.mapping import GraphMapping
from graph_schema.namespaces import XSD
from graph_schema.rdf import TYPE

Node = dict[str, Any]
MOST_NAMES = 10_000  # kept: all terms, and not the addresses of a whole graph
PLAIN_NAME = re.compile(r"[A-Za-z_][0-9A-Za-z_.-]*\Z")
WHOLE_NUMBER = re.compile(r"(0|-?[1-9][0-9]{0,14})\Z")
STRING, INTEGER, BOOLEAN = XSD + "string", XSD + "integer", XSD + "boolean"
TRUTHS = {"true": True, "false": False}


def as_text(value: object) -> str:
    """JSON on one line, with every letter as itself."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def json_ld(pieces: Iterable[Iterable[Triple | Quad]], mapping: GraphMapping) -> Iterator[bytes]:
    """The document; the context comes first, so that a reader need not wait for the end."""
    compact = Compact(mapping)
    yield f'{{"@context":{as_text(context(mapping))},\n"@graph":['.encode()
    between = "\n"
    for piece in pieces:
        yield (between + ",\n".join(map(as_text, compact.nodes(piece)))).encode()
        between = ",\n"
    yield b"\n]}\n"


class Compact:
    """Writes things by the names of a context."""

    def __init__(self, mapping: GraphMapping) -> None:
        self._terms = mapping.terms
        self._types = types_of_terms(mapping)
        self._short = lru_cache(MOST_NAMES)(self._shortened)
        self._own = f"{mapping.terms.base}id/"

    def nodes(self, statements: Iterable[Triple | Quad]) -> Iterable[Node]:
        """One object for each subject, in the order they come.

        Its classes first: so a reader of Streaming JSON-LD (W3C 2020) need not hold the document.
        """
        found: dict[str, Node] = {}
        for said in statements:
            subject = self._name(said.subject)
            node = found.get(subject)
            if node is None:
                node = found[subject] = {"@type": [], ID: subject}
            if said.predicate == TYPE:
                node["@type"].append(self._short(said.object.value))  # type: ignore[union-attr]
                continue
            term = said.predicate.value
            key, value = self._short(term), self._value(said.object, self._types.get(term))
            if key not in node:
                node[key] = value
            elif isinstance(node[key], list):
                node[key].append(value)
            else:
                node[key] = [node[key], value]
        return map(_without_empty, found.values())

    def _value(self, value: Any, kind: str | None) -> Any:
        """A value as short as its term allows: as it stands where the context says its type."""
        if not isinstance(value, Literal):
            name = self._name(value)
            return name if kind == ID else {ID: name}
        text = value.value
        if value.language is not None:
            return {"@value": text, "@language": value.language}
        datatype = value.datatype.value
        if datatype == kind:
            return text
        if kind is None and (plain := _plain(text, datatype)) is not None:
            return plain
        if datatype == STRING:
            return {"@value": text}
        return {"@type": self._short(datatype), "@value": text}

    def _name(self, thing: Any) -> str:
        if isinstance(thing, BlankNode):
            return f"_:{thing.value}"
        address: str = thing.value
        return address if address.startswith(self._own) else self._short(address)

    def _shortened(self, address: str) -> str:
        """The compact name of an address where it has one that is plain."""
        short = self._terms.short(address)
        plain = PLAIN_NAME.match(short.partition(":")[2])
        return short if plain and short != address else address


def _plain(text: str, datatype: str) -> str | int | bool | None:
    """The value of JSON that is read as this literal and no other, if there is one."""
    if datatype == INTEGER:
        return int(text) if WHOLE_NUMBER.match(text) else None
    return {STRING: text, BOOLEAN: TRUTHS.get(text)}.get(datatype)


def _without_empty(node: Node) -> Node:
    if not node["@type"]:
        del node["@type"]
    return node

"""What a query gave, as a page shows it: some of it, and where the whole is."""

import json
from collections.abc import Sequence
from typing import Any, NamedTuple

from graph_schema.rdf import Terms
from service.sparql.children import Answer

MOST_ROWS = 300  # of a table; the files hold all
MOST_TEXT = 20_000  # bytes of a graph
MOST_CELL = 300  # characters of a value
LANGUAGE = "xml:lang"
WEB = ("http://", "https://")


class Cell(NamedTuple):
    """A value: how it is read, where it leads, and in which language it is."""

    text: str
    link: str | None = None
    lang: str | None = None


class Shown(NamedTuple):
    """A table, a truth or a graph, of a version; ``total`` counts what there is of it."""

    version: int
    headers: Sequence[str] = ()
    rows: Sequence[Sequence[Cell]] = ()
    truth: bool | None = None
    graph: str | None = None
    total: int = 0


def shown(answer: Answer, version: int, terms: Terms) -> Shown:
    """An answer in JSON or Turtle, read for a page."""
    with answer.body as body:
        if answer.form == "turtle":
            text = body.read(MOST_TEXT).decode("utf-8", errors="ignore")
            return Shown(version, graph=text, total=answer.length)
        found: dict[str, Any] = json.load(body)
    if "boolean" in found:
        return Shown(version, truth=found["boolean"])
    headers, rows = found["head"]["vars"], found["results"]["bindings"]
    cells = [[_cell(row.get(name), terms) for name in headers] for row in rows[:MOST_ROWS]]
    return Shown(version, headers, cells, total=len(rows))


def _cell(value: dict[str, str] | None, terms: Terms) -> Cell:
    if value is None:
        return Cell("")
    text = value["value"]
    if value["type"] == "bnode":
        return Cell(f"_:{text}")
    if value["type"] != "uri":
        return Cell(_cut(text), lang=value.get(LANGUAGE))
    return Cell(_cut(_short(text, terms)), text if text.startswith(WEB) else None)


def _short(address: str, terms: Terms) -> str:
    """An address of ours by what it ends in, a known term by its prefix, else as it is."""
    ours = f"{terms.base}id/"
    if address.startswith(ours):
        return address.removeprefix(ours).partition("/")[2]
    for prefix, namespace in terms.prefixes.items():
        if address.startswith(namespace):
            return f"{prefix}:{address.removeprefix(namespace)}"
    return address


def _cut(text: str) -> str:
    return text if len(text) <= MOST_CELL else text[: MOST_CELL - 1] + "…"

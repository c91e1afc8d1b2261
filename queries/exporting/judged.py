"""What people decided about the nodes of an export."""

import json
from collections import defaultdict
from typing import Any, NamedTuple

import numpy as np

from queries.exporting.rows import sources_of_selection
from queries.exporting.selection import Selection
from queries.lookup.judgements import judgement, rows_of
from queries.readmodel.open import Asked, ReadModel

MOST_NODES = 1_000_000  # ten times as many as there may be judgements


class JudgementRow(NamedTuple):
    """A judgement as it is kept; the ids of its two records, and the nodes these are part of."""

    id: str
    records: tuple[str, str]
    nodes: tuple[str, ...]
    in_force: bool
    body: dict[str, Any]


def judgements_of_selection(model: ReadModel, selection: Selection) -> list[JudgementRow]:
    """Every judgement of a whole version, else those about a node that is selected; by id.

    Only about records of sources that state something of the selection: an export says who may read
    these, and a record that is stated no more by anybody is part of nothing.
    """
    numbers, nodes = _nodes(model)
    sources = set(sources_of_selection(model, selection))
    return [
        _row(row, nodes[row["id"]])
        for row in sorted(rows_of(model, None), key=lambda row: str(row["id"]))
        if (selection.whole or np.isin(numbers[row["id"]], selection.nodes).any())
        and {r.split("/", 1)[0] for r in json.loads(row["body"])["records"]} <= sources
    ]


def one_judgement(model: ReadModel, id: str) -> JudgementRow:
    """One judgement; raises ``NotInGraphError``."""
    known = judgement(model, id).id
    row = next(row for row in rows_of(model, None) if row["id"] == known)
    return _row(row, _nodes(model)[1][known])


def _nodes(model: ReadModel) -> tuple[dict[str, list[int]], dict[str, list[str]]]:
    """By judgement the numbers and the ids of the nodes that its records are part of now."""
    numbers: dict[str, list[int]] = defaultdict(list)
    ids: dict[str, list[str]] = defaultdict(list)
    for row in model.ask("judged_nodes", {"limit": MOST_NODES}):
        numbers[row["judgement"]].append(int(row["n"]))
        ids[row["judgement"]].append(str(row["node"]))
    return numbers, ids


def _row(row: Asked, nodes: list[str]) -> JudgementRow:
    records = str(row["one"]), str(row["other"])
    body = json.loads(row["body"])
    return JudgementRow(str(row["id"]), records, tuple(nodes), bool(row["in_force"]), body)

"""The ties of nodes as seen from the nodes, batch by batch, in the order of the ties."""

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from queries.exporting.rows import Named, named
from queries.exporting.selection import Selection
from queries.lookup.things import stated
from queries.readmodel.columns import Ints
from queries.readmodel.open import ReadModel


class Touch(NamedTuple):
    """A tie as one of its ends sees it.

    ``outward``: it begins here. ``first``: no earlier tie of its type leads from end to end.
    """

    id: str
    type: str
    fields: dict[str, Any]
    other: Named
    outward: bool
    first: bool


class Touching:
    """The ties of a selection by their ends; arrays as long as the ties, and one batch of texts."""

    def __init__(self, model: ReadModel, selection: Selection) -> None:
        self._model = model
        self._ties = selection.ties
        self._first = selection.first
        self._by_end = tuple(
            (outward, order, end[order], other)
            for outward, end, other in (
                (True, self._ties.source, self._ties.target),
                (False, self._ties.target, self._ties.source),
            )
            for order in (np.argsort(end, kind="stable"),)
        )

    def of(self, nodes: NDArray[np.int64]) -> dict[int, list[Touch]]:
        """The ties of each of these nodes; a tie of a node to itself stands there twice."""
        found: dict[int, list[Touch]] = {n: [] for n in nodes.tolist()}
        for outward, order, ends, other in self._by_end:
            begin, stop = (np.searchsorted(ends, nodes, side=s) for s in ("left", "right"))
            places = np.concatenate(
                [order[b:e] for b, e in zip(begin.tolist(), stop.tolist(), strict=True)]
                or [np.empty(0, np.int64)]
            )
            owner = np.repeat(nodes, stop - begin).tolist()
            for n, touch in zip(owner, self._touches(places, other, outward), strict=True):
                found[n].append(touch)
        return found

    def _touches(self, places: NDArray[np.int64], other: Ints, outward: bool) -> Iterator[Touch]:
        numbers = self._ties.edge[places].tolist()
        rows, others = self._rows(numbers), other[places].tolist()
        about, types = named(self._model, others), self._model.edge_types
        for n, far, kind, first in zip(
            numbers, others, self._ties.type[places].tolist(), self._first[places].tolist(),
            strict=True,
        ):  # fmt: skip
            id, fields = rows[n]
            yield Touch(id, types[kind], fields, about[far], outward, first)

    def _rows(self, numbers: list[int]) -> dict[int, tuple[str, dict[str, Any]]]:
        asked = {"edges": json.dumps(sorted(set(numbers))), "limit": len(numbers)}
        rows = self._model.ask("edges", asked)
        return {row["n"]: (row["id"], stated(row["fields"])) for row in rows}

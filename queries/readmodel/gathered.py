"""What one pass over the rows leaves in memory for the columns: numbers only, no bodies."""

from array import array
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

NO_YEAR = -1
NO_SECTOR = -1
NOT_COUNTED = -1


@dataclass
class Claims:
    """Claim id → number, and the source of each claim in the order they came.

    ``every``: the source of each claim by its number, where not all of them come.
    """

    number: dict[str, int] = field(default_factory=dict)
    source: "array[int]" = field(default_factory=lambda: array("H"))
    every: NDArray[np.integer] | None = None

    def source_of(self, claim: str) -> int:
        """The source of a claim that has a number."""
        number = self.number[claim]
        return self.source[number] if self.every is None else int(self.every[number])


@dataclass
class Owners:
    """Which claims each node and edge rests on, one run of numbers after the other.

    ``meets``: of each, whether it says by itself that somebody took part.
    """

    first: "array[int]" = field(default_factory=lambda: array("q", [0]))
    claims: "array[int]" = field(default_factory=lambda: array("i"))
    meets: "array[int]" = field(default_factory=lambda: array("B"))


@dataclass
class Nodes:
    """The nodes in the order they came, which is that of their ids."""

    number: dict[str, int] = field(default_factory=dict)
    label: "array[int]" = field(default_factory=lambda: array("B"))
    sort: list[str] = field(default_factory=list)
    start: "array[int]" = field(default_factory=lambda: array("i"))
    end: "array[int]" = field(default_factory=lambda: array("i"))
    sector: "array[int]" = field(default_factory=lambda: array("b"))
    kind: "array[int]" = field(default_factory=lambda: array("h"))
    kinds: dict[str, int] = field(default_factory=dict)
    unit: "array[int]" = field(default_factory=lambda: array("B"))
    unnamed: "array[int]" = field(default_factory=lambda: array("B"))
    codes: list[tuple[str, int]] = field(default_factory=list)
    name: bytearray = field(default_factory=bytearray)
    digest: bytearray = field(default_factory=bytearray)


@dataclass
class Edges:
    """The edges in the order they came, which is that of their ids; counted roles alone.

    ``meets``: whether by the status that is shown somebody took part.
    """

    ids: list[str] = field(default_factory=list)
    from_node: "array[int]" = field(default_factory=lambda: array("i"))
    to_node: "array[int]" = field(default_factory=lambda: array("i"))
    type: "array[int]" = field(default_factory=lambda: array("B"))
    role: "array[int]" = field(default_factory=lambda: array("b"))
    meets: "array[int]" = field(default_factory=lambda: array("B"))
    digest: bytearray = field(default_factory=bytearray)


@dataclass
class Gathered:
    """Everything the columns are computed from."""

    claims: Claims = field(default_factory=Claims)
    owners: Owners = field(default_factory=Owners)
    nodes: Nodes = field(default_factory=Nodes)
    edges: Edges = field(default_factory=Edges)

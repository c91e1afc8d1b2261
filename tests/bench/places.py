"""What all measurements share: graphs, files, stores, the rows so far, and when to stop."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import Any

from tests.bench.reference import ReferenceGraph, reference_graph, write
from tests.bench.report import Row, say

MOST_SECONDS = 18 * 60.0
MOST_SECONDS_FULL = 60 * 60.0


@dataclass
class Bench:
    """One run of the benchmarks."""

    folder: Path
    graphs: tuple[str, ...]
    stores: tuple[str, ...]
    full: bool = False  # an hour instead of eighteen minutes
    has_largest: bool = True  # whether what is measured without a store is
    rows: list[Row] = field(default_factory=list)
    known: dict[str, Any] = field(default_factory=dict)
    drawn: dict[str, ReferenceGraph] = field(default_factory=dict)
    began: float = field(default_factory=monotonic)

    def left(self) -> float:
        """Seconds until the benchmarks should be over."""
        return (MOST_SECONDS_FULL if self.full else MOST_SECONDS) - (monotonic() - self.began)

    def room_for(self, needed: float, *, what: str, graph: str, store: str) -> bool:
        """Whether there is time for it; if not, the page says so."""
        if self.left() >= needed:
            return True
        self.rows.append(
            Row(what, graph, store, f"not measured: about {needed:.0f} s, and the time was up")
        )
        return False

    def graph(self, name: str) -> ReferenceGraph:
        """A reference graph, drawn once."""
        if name not in self.drawn:
            self.drawn[name] = reference_graph(name)
        return self.drawn[name]

    def file(self, name: str) -> Path:
        """The file of a reference graph, written once."""
        path = self.folder / f"{name}.csv"
        return path if path.exists() else write(self.graph(name), path)

    def store_file(self, name: str) -> Path:
        """The SQLite store of a reference graph."""
        return self.folder / f"{name}.db"

    def url(self, name: str) -> str:
        """The address of that store."""
        return f"sqlite://{self.store_file(name)}"

    def cache(self, name: str) -> Path:
        """The folder of its read models."""
        return self.folder / f"{name}-cache"

    @contextmanager
    def part(self, text: str) -> Iterator[None]:
        """A part of the benchmarks, announced and timed for whoever waits."""
        say(f"{text} …")
        began = monotonic()
        yield
        say(f"{text}: {monotonic() - began:.0f} s, {max(self.left(), 0):.0f} s left")

"""Time on the wall and on the processor."""

from time import perf_counter, process_time
from typing import Any, NamedTuple

from tests.bench.report import seconds


class Timed(NamedTuple):
    """What something took, and the most memory its process held in MiB where it had its own."""

    wall: float
    processor: float
    peak: float | None = None

    @classmethod
    def of(cls, found: dict[str, Any]) -> "Timed":
        """What a process of its own measured."""
        return cls(found["wall"], found["processor"], found["peak"])

    def __str__(self) -> str:
        memory = "" if self.peak is None else f", peak {self.peak:,.0f} MiB"
        return f"{seconds(self.wall)} ({seconds(self.processor)} of processor time){memory}"


class Clock:
    """Runs since it was made."""

    def __init__(self) -> None:
        self._wall, self._processor = perf_counter(), process_time()

    def read(self) -> dict[str, float]:
        """Both times in seconds."""
        return {
            "wall": perf_counter() - self._wall,
            "processor": process_time() - self._processor,
        }

    def timed(self) -> Timed:
        """The same as what is shown."""
        return Timed(**self.read())

"""Memory of the process that measures, in MiB: the most of it, and the most that is its own.

Pages of mapped files count in what a process holds, although they lie in memory once for all
processes that read the file, and the system takes them back when it needs room. What a process
made itself, and nobody can take back, is anonymous memory.
"""

import re
import resource
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread

STATUS = Path("/proc/self/status")  # of Linux
PERIOD_SECONDS = 0.01


@dataclass
class Own:
    """The anonymous memory when the watch began, and the most of it since."""

    began: float
    most: float


@contextmanager
def watched() -> Iterator[Own]:
    """Look at the memory every hundredth of a second; where the system tells no more, the peak."""
    now = own_mebibytes()
    found, over = Own(now, now), Event()

    def look() -> None:
        while not over.wait(PERIOD_SECONDS):
            found.most = max(found.most, own_mebibytes())

    looking = Thread(target=look, daemon=True)
    looking.start()
    try:
        yield found
    finally:
        over.set()
        looking.join()
        found.most = max(found.most, own_mebibytes())


def own_mebibytes() -> float:
    """The anonymous memory of this process now."""
    own = _status("RssAnon")
    return peak_mebibytes() if own is None else own


def peak_mebibytes() -> float:
    """The most memory this process held, mapped files included.

    On Linux ``getrusage`` counts what the parent held when it forked; the kernel's own high-water
    mark of this program does not.
    """
    most = _status("VmHWM")
    if most is not None:
        return most
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (2**20 if sys.platform == "darwin" else 1024)


def _status(name: str) -> float | None:
    if not STATUS.exists():
        return None
    found = re.search(rf"^{name}:\s+(\d+) kB", STATUS.read_text(encoding="ascii"), re.MULTILINE)
    return None if found is None else int(found[1]) / 1024

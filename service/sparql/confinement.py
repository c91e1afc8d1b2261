"""What keeps a process that runs strangers' queries, or builds for them, within its bounds."""

import ctypes
import os
import re
import resource
import signal
import sys
from contextlib import suppress
from pathlib import Path

GIVE_WAY = 10  # added to the process's niceness: whoever reads pages comes first
STACK = 8 << 20
SET_PARENT_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG, prctl(2)
SORTED_TABLE = ".sst"  # how files are named in which RocksDB, below the engine, has its data
STATUS, MOST_SAID = "/proc/self/status", 1 << 16  # and bytes of it: all there are
PEAK = re.compile(rb"^VmHWM:\s*(\d+) kB$", re.MULTILINE)
GRACE = 2  # seconds after which a process ends itself if nobody ended it


class OrphanError(Exception):
    """The service that began this process is gone."""


def give_way(parent: int) -> None:
    """Let others go first, and end with the service; raises ``OrphanError`` where it is gone."""
    os.nice(GIVE_WAY)
    end_with(parent)


def end_with(parent: int) -> None:
    """End when the process does that began this one; raises ``OrphanError`` where it is gone.

    Linux ends the process with the thread that began it. Elsewhere the pipe's end and the bounds
    of time do, a little later.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(SET_PARENT_DEATH_SIGNAL, signal.SIGKILL)
    if os.getppid() != parent:
        raise OrphanError


def bound_memory(size: int) -> None:
    """No more addresses than this: what asks for more ends the process (macOS does not look)."""
    with suppress(ValueError, OSError):  # not larger than what the operator allows anyway
        resource.setrlimit(resource.RLIMIT_AS, (size, size))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def confine(memory: int, more_files: int) -> None:
    """So much more memory, a bounded stack, and no new files but so many.

    A process whose highest allowed file number is 0 keeps what is open and is refused anything
    new by the kernel, so that no query can reach a file or another machine, whatever it says.
    """
    bound_memory(_addresses() + memory)
    _, most = resource.getrlimit(resource.RLIMIT_STACK)
    stack = STACK if most == resource.RLIM_INFINITY else min(STACK, most)
    resource.setrlimit(resource.RLIMIT_STACK, (stack, stack))
    numbers = _highest_number() + 1 + more_files if more_files else 0
    resource.setrlimit(resource.RLIMIT_NOFILE, (numbers, numbers))


def unopened(store: Path) -> int:
    """How many files of a store this process has not open; all, where the system does not say.

    Of a large store the engine opens some files with it, and each of the others when a query comes
    to it; then it keeps it open.
    """
    names = {file.name for file in store.glob(f"*{SORTED_TABLE}")}
    with suppress(OSError):
        numbers = Path("/proc/self/fd")
        names -= {number.resolve().name for number in numbers.iterdir()}
    return len(names)


def _highest_number() -> int:
    """The highest file number in use: those below it are not all taken, nor counted on."""
    return max(int(number.name) for number in Path("/dev/fd").iterdir())


def _addresses() -> int:
    """The addresses this process has already, in bytes; 0 where the system does not say."""
    with suppress(OSError):
        pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[0]
        return int(pages) * resource.getpagesize()
    return 0


def begin_time(seconds: int) -> None:
    """End this process by itself soon after its time is up, by the clock and by the processor.

    The kernel does it, whatever the process is in the middle of; the service is quicker, unless
    it was killed.
    """
    used = resource.getrusage(resource.RUSAGE_SELF)
    end = int(used.ru_utime + used.ru_stime) + seconds + GRACE + 1
    _, most = resource.getrlimit(resource.RLIMIT_CPU)
    if most != resource.RLIM_INFINITY:
        end = min(end, most)
    resource.setrlimit(resource.RLIMIT_CPU, (end, most))
    signal.alarm(seconds + GRACE)


def end_time() -> None:
    """The work is done; nothing ends the process while it waits."""
    signal.alarm(0)


class PeakMemory:
    """The most memory this process ever held; made before it is confined, which opens no files."""

    def __init__(self) -> None:
        """Open what says so, where the system has it."""
        self._status: int | None = None
        with suppress(OSError):
            self._status = os.open(STATUS, os.O_RDONLY)

    def read(self) -> int:
        """In bytes. What Linux tells of all processes, ``ru_maxrss``, begins with its parent's."""
        if self._status is not None:
            said = PEAK.search(os.pread(self._status, MOST_SAID, 0))
            if said is not None:
                return int(said[1]) * 1024
        unit = 1 if sys.platform == "darwin" else 1024
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit

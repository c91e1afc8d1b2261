"""Memory that a process takes before it is asked, so that no query waits until it has it.

A join of a hundred thousand rows fills tens of MiB, and a tenth of its time went to getting them
from the system page by page, and to finding them again: large pages take fewer look-ups. They are
cleared when they are first written to, which is dearer than all they save; so that is done here.
"""

from pathlib import Path

from service.sparql.limits import MEBIBYTE

ALLOCATOR = {
    "GLIBC_TUNABLES": ":".join(
        f"glibc.malloc.{name}={value}"
        for name, value in (
            ("hugetlb", 1),  # large pages, where the system gives them to who asks
            ("trim_threshold", 1 << 30),  # what is freed stays here, until the process is replaced
            ("mmap_threshold", 32 * MEBIBYTE),  # the most there is: all but the largest pieces
        )
    )
}
"""How the C library keeps memory (glibc; others do not read it)."""
PIECE = 8 * MEBIBYTE
PART = 3  # of the memory a query may take, and of a small store: less is ever needed there


def take_memory(store: Path, most: int) -> int:
    """Write to a part of the memory that queries may take, and keep it for them: so many bytes."""
    size = sum(file.stat().st_size for file in store.iterdir())
    pieces = [b"\1" * PIECE for _ in range(min(most, size) // PART // PIECE)]
    return PIECE * len(pieces)  # held all at once, then free for queries

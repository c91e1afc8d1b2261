"""Which parts of a file a `Range` asks for (RFC 9110, 14)."""

import re

RANGE = r"(?:[0-9]+-[0-9]*|-[0-9]+)"
RANGES = re.compile(rf"bytes\s*=\s*({RANGE}(?:\s*,\s*{RANGE})*)\s*\Z", re.IGNORECASE)
DIGITS = 19  # of a number: no file has as many bytes, and Python reads no more than 4,300


def parts(asked: str, size: int) -> list[str] | None:
    """The ranges that begin within the file; None where one is passed over, as a whole, for flaws.

    A range is flawed that is none of bytes, or that ends before it begins.
    """
    found = RANGES.match(asked)
    if found is None:
        return None
    within = []
    for part in found[1].split(","):
        first, _, last = part.strip().partition("-")
        begin, end = _number(first), _number(last)
        if begin is None:
            begin, end = (max(size - end, 0) if end else size), None
        if end is not None and end < begin:
            return None
        if begin < size:
            within.append(f"{begin}-" if end is None else f"{begin}-{end}")
    return within


def _number(text: str) -> int | None:
    """A number of any length; one longer than any file is cut, and stays beyond every end."""
    return int(text.lstrip("0")[:DIGITS] or "0") if text else None

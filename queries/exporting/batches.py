"""Owners of lists in batches that are small by what is in the lists, too."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from queries.readmodel.columns import RowNumbers

BATCH = 2_000  # rows: many for one question, few in memory


def batches(first: NDArray[np.int64], owners: RowNumbers) -> Iterator[slice]:
    """Slices of the owners, in order: no more than ``BATCH``, with no more in all their lists.

    An owner with more in its list than that is alone in its slice: a theme may have a tenth of all
    ties, and a dozen themes would have them all. ``first``: where each owner's list begins.
    """
    for start in range(0, len(owners), BATCH):
        part = np.asarray(owners[start : start + BATCH], np.int64)
        ends = np.cumsum(first[part + 1] - first[part])
        begin, done = 0, 0
        while begin < part.size:
            end = max(begin + 1, int(np.searchsorted(ends, done + BATCH, side="right")))
            yield slice(start + begin, start + end)
            begin, done = end, int(ends[end - 1])

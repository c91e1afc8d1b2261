"""Whether sets of actors and their sectors may be told of a sensitive part."""

from collections.abc import Sequence

import numpy as np

from queries.network.two_mode import Ints
from queries.whitespace.hiding import are_few


def may_be_told(sector: Ints, sectors: int, sets: Sequence[Ints]) -> bool:
    """Whether no set without a common actor, nor those in none, has one or two of a sector."""
    whole = np.bincount(sector, minlength=sectors)
    rows = [np.bincount(sector[each], minlength=sectors) for each in sets]
    table = np.array([whole, *rows, whole - np.sum(rows, axis=0, dtype=np.int64)])
    return not are_few(table).any()

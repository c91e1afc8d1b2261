"""The strata a figure was drawn in, where its answer does not list them."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from queries.cards.figure import Test

if TYPE_CHECKING:
    from queries.gaps.meetings import Tested


def drawn_in(test: Test, parts: Sequence["Tested"]) -> Test:
    """The same test with the strata in which somebody could change places, and what lay outside."""
    from queries.gaps.meetings import rows_without_stratum  # compiled code, loaded when needed

    names = [
        part.stratification.strata[table.number].name for part in parts for table in part.tables
    ]
    inside = sum(part.rows.size - rows_without_stratum(part) for part in parts)
    tested = sum(int(part.rows.sum()) for part in parts)
    if not inside:
        return replace(test, strata=tuple(names))
    return replace(test, strata=tuple(names), not_tested_share=1 - tested / inside)

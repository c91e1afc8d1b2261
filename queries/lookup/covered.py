"""What some source covers: outside it there is no zero, only nothing known."""

import json
from collections.abc import Iterable, Sequence

from graph_schema.claims import CoverageSlice, SourceInfo
from graph_schema.edges import PartOf
from graph_schema.nodes import ARENAS, Region
from queries.lookup.things import outward
from queries.readmodel.open import ReadModel
from queries.readmodel.text import squeeze

MOST_CODES = 1_000


def stating_arenas(model: ReadModel) -> tuple[SourceInfo, ...]:
    """The sources that state any project or collaboration; a register of places covers no year."""
    rows = model.ask("sources", {"limit": len(model.sources) + 1})
    return tuple(
        info
        for info, row in zip(model.sources, rows, strict=True)
        if any(label in json.loads(row["counts"]) for label in ARENAS)
    )


def covers_year(info: SourceInfo, year: int) -> bool:
    """Whether the source covers the year; one that names no years covers all but the excepted."""
    if year in info.not_covered_years:
        return False
    spans = [part.years for part in info.coverage]
    return not spans or any(span is None or span[0] <= year <= span[1] for span in spans)


def not_covered(model: ReadModel, years: Iterable[int]) -> tuple[int, ...]:
    """The years that no source of projects and collaborations covers."""
    sources = stating_arenas(model)
    return tuple(year for year in years if not any(covers_year(info, year) for info in sources))


def covered_regions(
    model: ReadModel,
    regions: Iterable[int],
    slices: Sequence[Sequence[CoverageSlice]] | None = None,
) -> set[int]:
    """The regions some source covers: those it names, what lies in them, and what they lie in.

    ``slices`` are what each source covers, else all that every source of arenas does.
    """
    wanted = set(regions)
    if slices is None:
        slices = [info.coverage for info in stating_arenas(model)]
    if any(not parts or any(not part.regions for part in parts) for parts in slices):
        return wanted
    named = _nodes(model, {code for parts in slices for part in parts for code in part.regions})
    above_named = set().union(*(upwards(model, n) for n in named))
    return {n for n in wanted if n in above_named or named & upwards(model, n)}


def unknown_regions(model: ReadModel, coverage: Iterable[CoverageSlice]) -> list[str]:
    """The codes among these regions that no node has: whatever they cover, it is nothing known."""
    codes = dict.fromkeys(code for part in coverage for code in part.regions)
    return [code for code in codes if not _nodes(model, {code})]


def _nodes(model: ReadModel, codes: set[str]) -> set[int]:
    keys = sorted(squeeze(code.partition(":")[2] or code) for code in codes)
    rows = model.ask("nodes_of_code", {"keys": json.dumps(keys), "limit": MOST_CODES})
    return {row["n"] for row in rows if row["label"] == Region.LABEL}


def upwards(model: ReadModel, start: int) -> set[int]:
    """The region and all it is part of."""
    columns, part_of = model.columns, outward(model, PartOf.LABEL)
    seen, waiting = {start}, [start]
    while waiting:
        n = waiting.pop()
        ties = slice(columns.tie_first[n], columns.tie_first[n + 1])
        above = columns.tie_other[ties][columns.tie_kind[ties] == part_of].tolist()
        waiting += [whole for whole in above if whole not in seen]
        seen.update(above)
    return seen

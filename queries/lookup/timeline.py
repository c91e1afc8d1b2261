"""When projects and collaborations began, and which sectors took part."""

from collections import Counter

import numpy as np

from graph_schema.answers import TimelineAnswer, YearSector
from graph_schema.claims import SourceInfo
from graph_schema.vocabularies import Sector
from queries.lookup.covered import covers_year, not_covered
from queries.lookup.filters import NO_FILTERS, Filters, arenas, with_facet
from queries.readmodel.open import ReadModel

UNKNOWN_YEAR = -1


def timeline(model: ReadModel, *, filters: Filters = NO_FILTERS) -> TimelineAnswer:
    """Arenas per start year and sector; an arena counts for each of its sectors.

    A year that no source covers has no numbers at all; what a single source leaves out is told.
    """
    columns = model.columns
    nodes = arenas(model, filters)
    start = columns.node_start[nodes]
    dated = start[start != UNKNOWN_YEAR]
    years = range(int(dated.min()), int(dated.max()) + 1) if dated.size else range(0)
    missing = not_covered(model, years)
    unknown = set(missing)
    shown = [year for year in years if year not in unknown]
    began = Counter(start.tolist())
    inside = {s: np.isin(nodes, with_facet(model, "sector", [s.value])) for s in Sector}
    by_sector = {s: Counter(start[inside[s]].tolist()) for s in Sector}
    numbers = np.unique(columns.arena_source[columns.node_index[nodes]]).tolist()
    sources = [model.sources[number] for number in numbers]
    return TimelineAnswer(
        years=tuple(years),
        cells=tuple(
            YearSector(year=year, sector=s.value, arenas=by_sector[s][year])
            for year in shown
            for s in Sector
            if by_sector[s][year]
        ),
        arenas_per_year={str(year): began[year] for year in shown},
        undated=began[UNKNOWN_YEAR],
        not_covered=missing,
        omitted={info.name: left for info in sources if (left := _omitted(info, years))},
        sources=tuple(info.name for info in sources),
        data_version=model.version,
    )


def _omitted(info: SourceInfo, years: range) -> tuple[int, ...]:
    """The years that a source leaves out."""
    return tuple(year for year in years if not covers_year(info, year))

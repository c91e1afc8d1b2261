"""When projects and collaborations began, and which sectors took part."""

from collections import Counter

import numpy as np

from graph_schema.answers import TimelineAnswer, YearSector
from graph_schema.vocabularies import Sector
from queries.lookup.covered import not_covered
from queries.lookup.filters import NO_FILTERS, Filters, arenas, with_facet
from queries.readmodel.open import ReadModel

UNKNOWN_YEAR = -1


def timeline(model: ReadModel, *, filters: Filters = NO_FILTERS) -> TimelineAnswer:
    """Arenas per start year and sector; an arena counts for each of its sectors.

    A year that no source covers has no numbers at all.
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
    sources = np.unique(columns.arena_source[columns.node_index[nodes]]).tolist()
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
        sources=tuple(model.sources[source].name for source in sources),
        data_version=model.version,
    )

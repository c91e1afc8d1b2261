"""When projects and collaborations began, and which sectors took part."""

from collections import Counter
from dataclasses import replace

import numpy as np

from graph_schema.answers import TimelineAnswer, YearSector
from graph_schema.claims import SourceInfo
from graph_schema.vocabularies import Sector
from queries.errors import NotShownError
from queries.gaps.listed import stating_sources
from queries.gaps.sectors import GapQuestion, participations_of
from queries.isolates.hiding import hidden_of_part
from queries.lookup.covered import covers_year, not_covered
from queries.lookup.filters import NO_FILTERS, Filters, Nodes, arenas, with_facet
from queries.lookup.sensitive import hides_few
from queries.readmodel.open import ReadModel
from queries.whitespace.hiding import LEAST_NAMED
from queries.whitespace.telling import require_told

UNKNOWN_YEAR = -1


def timeline(model: ReadModel, *, filters: Filters = NO_FILTERS) -> TimelineAnswer:
    """Arenas per start year and sector; an arena counts for each of its sectors.

    A year that no source covers has no numbers at all; what a single source leaves out is told.
    ``NotShownError`` where the public would be told of fewer than three actors of a sensitive part.
    """
    columns = model.columns
    nodes = arenas(model, filters)
    require_told(model, filters, columns.node_index[nodes].astype(np.int64))
    if hides_few(model, filters):
        _require_several(model, nodes)
    start = columns.node_start[nodes]
    dated = start[start != UNKNOWN_YEAR]
    years = range(int(dated.min()), int(dated.max()) + 1) if dated.size else range(0)
    missing = not_covered(model, years)
    unknown = set(missing)
    shown = [year for year in years if year not in unknown]
    began = Counter(start.tolist())
    inside = {s: np.isin(nodes, with_facet(model, "sector", [s.value])) for s in Sector}
    by_sector = {s: Counter(start[inside[s]].tolist()) for s in Sector}
    sources = stating_sources(model, columns.node_index[nodes])
    return TimelineAnswer(
        exploratory=filters.is_chosen,
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


def _require_several(model: ReadModel, nodes: Nodes) -> None:
    """Raise ``NotShownError`` where nothing of the actors is told: of the part, or of any year."""
    whole = participations_of(model, GapQuestion(units="separate"))
    inside = np.zeros(whole.arena_source.size, np.bool_)
    inside[model.columns.node_index[nodes]] = True
    rows = inside[whole.arena]
    own = replace(whole, actor=whole.actor[rows], arena=whole.arena[rows], leads=whole.leads[rows])
    years = whole.arena_year[own.arena]
    told = np.unique(np.column_stack((years, whole.sector[own.actor], own.actor)), axis=0)
    counts = np.unique(told[:, :2], axis=0, return_counts=True)[1]
    if (counts < LEAST_NAMED).any() or not hidden_of_part(model, own).is_open:
        raise NotShownError(
            "the timeline is not shown: what was asked about is sensitive, and it would tell "
            f"of fewer than {LEAST_NAMED} actors of a sector"
        )


def _omitted(info: SourceInfo, years: range) -> tuple[int, ...]:
    """The years that a source leaves out."""
    return tuple(year for year in years if not covers_year(info, year))

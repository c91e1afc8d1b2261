"""Drawings: an answer in, text or bytes out; no file is written and no server asked."""

from collections.abc import Mapping
from typing import Any

from graph_schema.answers import GraphSlice, TimelineAnswer
from graph_schema.coverage_answers import Coverage
from graph_schema.funder_answers import FunderCells, FunderTable
from graph_schema.gap_answers import GapTable
from graph_schema.group_answers import GroupsAnswer
from graph_schema.isolate_answers import Isolates
from graph_schema.network_answers import BridgingAnswer, BrokersAnswer
from graph_schema.sunset_answers import Sunset
from graph_schema.trend_answers import MixingTrend
from graph_schema.voice_answers import Voices
from graph_schema.whatif_answers import WhatIf
from graph_schema.whitespace_answers import WhitespaceTable
from visualisations import (
    brokers,
    coverage,
    funder_cells,
    funders,
    groups,
    isolates,
    matrix,
    network,
    sunset,
    timeline,
    trend,
    voice,
    whatif,
    whitespace,
)
from visualisations.broker_tables import arena_tables, broker_tables
from visualisations.drawing import Drawing, charted
from visualisations.whatif_phrases import WhatIfPhrase

__all__ = ["DRAWINGS"]

DRAWINGS: Mapping[str, Drawing[Any]] = {
    drawing.name: drawing
    for drawing in (
        Drawing(
            "network", GraphSlice, network.title, network.tables, network.html, network.said,
            network.whole,
        ),
        charted(
            "sector-matrix", GapTable, matrix.title, matrix.tables, matrix.chart, matrix.whole
        ),
        charted("timeline", TimelineAnswer, timeline.title, timeline.tables, timeline.chart),
        charted("brokers", BrokersAnswer, brokers.title, broker_tables, brokers.chart),
        charted("bridging", BridgingAnswer, brokers.arena_title, arena_tables, brokers.arena_chart),
        charted("groups", GroupsAnswer, groups.title, groups.tables, groups.chart),
        charted("coverage", Coverage, coverage.title, coverage.tables, coverage.chart),
        charted("funders", FunderTable, funders.title, funders.tables, funders.chart),
        charted(
            "funder-cells", FunderCells, funder_cells.title, funder_cells.tables, funder_cells.chart
        ),
        charted("isolates", Isolates, isolates.title, isolates.tables, isolates.chart),
        charted("trend", MixingTrend, trend.title, trend.tables, trend.chart),
        charted("voice", Voices, voice.title, voice.tables, voice.chart),
        charted("sunset", Sunset, sunset.title, sunset.tables, sunset.chart),
        charted(
            "whatif",
            WhatIf,
            whatif.title,
            whatif.tables,
            whatif.chart,
            whatif.whole,
            note=WhatIfPhrase.EXPLORATORY,
        ),
        charted(
            "whitespace", WhitespaceTable, whitespace.title, whitespace.tables, whitespace.chart
        ),
    )
}  # fmt: skip

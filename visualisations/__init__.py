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
    broker_tables,
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
from visualisations.drawing import Drawing

__all__ = ["DRAWINGS"]

DRAWINGS: Mapping[str, Drawing[Any]] = {
    drawing.name: drawing
    for drawing in (
        Drawing("network", GraphSlice, network.title, network.tables, network.html, network.csv),
        Drawing(
            "sector-matrix",
            GapTable,
            matrix.title,
            matrix.tables,
            matrix.html,
            matrix.csv,
            matrix.svg,
            matrix.png,
        ),
        Drawing(
            "timeline",
            TimelineAnswer,
            timeline.title,
            timeline.tables,
            timeline.html,
            timeline.csv,
            timeline.svg,
            timeline.png,
        ),
        Drawing(
            "brokers",
            BrokersAnswer,
            brokers.title,
            broker_tables.broker_tables,
            brokers.html,
            brokers.csv,
            brokers.svg,
            brokers.png,
        ),
        Drawing(
            "bridging",
            BridgingAnswer,
            brokers.arena_title,
            broker_tables.arena_tables,
            brokers.arena_html,
            brokers.arena_csv,
            brokers.arena_svg,
            brokers.arena_png,
        ),
        Drawing(
            "groups",
            GroupsAnswer,
            groups.title,
            groups.tables,
            groups.html,
            groups.csv,
            groups.svg,
            groups.png,
        ),
        Drawing(
            "coverage",
            Coverage,
            coverage.title,
            coverage.tables,
            coverage.html,
            coverage.csv,
            coverage.svg,
            coverage.png,
        ),
        Drawing(
            "funders",
            FunderTable,
            funders.title,
            funders.tables,
            funders.html,
            funders.csv,
            funders.svg,
            funders.png,
        ),
        Drawing(
            "funder-cells",
            FunderCells,
            funder_cells.title,
            funder_cells.tables,
            funder_cells.html,
            funder_cells.csv,
            funder_cells.svg,
            funder_cells.png,
        ),
        Drawing(
            "isolates",
            Isolates,
            isolates.title,
            isolates.tables,
            isolates.html,
            isolates.csv,
            isolates.svg,
            isolates.png,
        ),
        Drawing(
            "isolates",
            Isolates,
            isolates.title,
            isolates.tables,
            isolates.html,
            isolates.csv,
            isolates.svg,
            isolates.png,
        ),
        Drawing(
            "trend",
            MixingTrend,
            trend.title,
            trend.tables,
            trend.html,
            trend.csv,
            trend.svg,
            trend.png,
        ),
        Drawing(
            "voice",
            Voices,
            voice.title,
            voice.tables,
            voice.html,
            voice.csv,
            voice.svg,
            voice.png,
        ),
        Drawing(
            "sunset",
            Sunset,
            sunset.title,
            sunset.tables,
            sunset.html,
            sunset.csv,
            sunset.svg,
            sunset.png,
        ),
        Drawing(
            "whatif",
            WhatIf,
            whatif.title,
            whatif.tables,
            whatif.html,
            whatif.csv,
            whatif.svg,
            whatif.png,
        ),
        Drawing(
            "whitespace",
            WhitespaceTable,
            whitespace.title,
            whitespace.tables,
            whitespace.html,
            whitespace.csv,
            whitespace.svg,
            whitespace.png,
        ),
    )
}

"""Drawings: an answer in, text or bytes out; no file is written and no server asked."""

from collections.abc import Mapping
from typing import Any

from graph_schema.answers import GraphSlice, TimelineAnswer
from graph_schema.gap_answers import GapTable
from visualisations import matrix, network, timeline
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
    )
}

"""What there are cards of: the question of each answer, where it is asked, and its figures."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from graph_schema.asked import SOURCE, SOURCES, parameters
from graph_schema.base import GraphModel
from graph_schema.card_answers import CardKind
from graph_schema.job_answers import JobKind
from graph_schema.whatif_answers import WhatIfQuestion
from queries.cards import (
    change_figures,
    counted_figures,
    gap_figures,
    group_figures,
    isolate_figures,
    network_figures,
    pair_figures,
    place_figures,
    scrutiny_figures,
    time_figures,
)
from queries.cards.figure import Asking, Figure
from queries.funders.question import FunderQuestion
from queries.gaps.sectors import GapQuestion
from queries.lookup.filters import Filters
from queries.network.brokers import BrokerQuestion
from queries.readmodel.open import ReadModel
from queries.whatif.language import as_text
from queries.whatif.question import cells_of
from queries.whitespace.question import WhitespaceQuestion


class Kind(NamedTuple):
    """``figure`` finds one by its key; ``job`` computes what a figure tells only once it was run.

    ``from_job`` are the fields of a card that come from there, none where no card is without. What
    the figure is about may stand in the address of the answer, in braces.
    """

    question: type[Any]
    answer: str
    figure: Callable[[ReadModel, Any, str, Asking], Figure]
    job: JobKind | None = None
    from_job: tuple[str, ...] = ()


OF_NULL = ("draws", "strata", "not_tested_share", "method", "examined", "stability")
KINDS: Mapping[CardKind, Kind] = {
    "sectors": Kind(
        GapQuestion, "/gaps/sectors", gap_figures.sector_figure, "scrutiny",
        ("fragility", "stability", "examined"),
    ),
    "scrutiny": Kind(
        GapQuestion, "/gaps/sectors/scrutiny", scrutiny_figures.scrutiny_figure, "scrutiny"
    ),
    "live": Kind(GapQuestion, "/gaps/sectors/live", gap_figures.live_figure),
    "whitespace": Kind(
        WhitespaceQuestion, "/gaps/whitespace", place_figures.cell_figure, "whitespace"
    ),
    "triples": Kind(WhitespaceQuestion, "/gaps/whitespace/triples", place_figures.triple_figure),
    "coverage": Kind(
        place_figures.CoverageQuestion, "/gaps/coverage", place_figures.coverage_figure
    ),
    "measures": Kind(
        BrokerQuestion, "/network/measures", network_figures.measures_figure, "examination",
        (*OF_NULL, "values.against_null", "expected", "p"),
    ),
    "roles": Kind(
        BrokerQuestion, "/network/measures", pair_figures.role_figure, "examination",
        (*OF_NULL, "values.expected", "values.sd", "values.z", "values.p", "expected", "p"),
    ),
    "sole-pairs": Kind(
        BrokerQuestion, "/network/measures/{broker}/pairs", pair_figures.pair_figure
    ),
    "bridging": Kind(
        BrokerQuestion, "/network/bridging", network_figures.bridging_figure, "examination", OF_NULL
    ),
    "network": Kind(
        BrokerQuestion, "/network/measures", network_figures.network_figure, "examination", OF_NULL
    ),
    "bands": Kind(BrokerQuestion, "/network/measures", network_figures.band_figure),
    "groups": Kind(
        BrokerQuestion, "/network/groups", group_figures.group_figure, "groups",
        (*OF_NULL, "values.against_null", "expected", "p"),
    ),
    "resolutions": Kind(
        BrokerQuestion, "/network/groups", group_figures.resolution_figure, "groups"
    ),
    "isolates": Kind(GapQuestion, "/gaps/isolates", isolate_figures.isolate_figure, "isolates"),
    "voice": Kind(GapQuestion, "/gaps/voice", time_figures.voice_figure),
    "trend": Kind(GapQuestion, "/gaps/trend", time_figures.trend_figure, "trend"),
    "sunset": Kind(time_figures.SunsetQuestion, "/gaps/sunset", time_figures.sunset_figure),
    "funders": Kind(FunderQuestion, "/gaps/funders", place_figures.funder_figure),
    "funder-cells": Kind(FunderQuestion, "/gaps/funders/cells", place_figures.funder_cell_figure),
    "funder-overlaps": Kind(FunderQuestion, "/gaps/funders/overlaps", place_figures.overlap_figure),
    "whatif": Kind(WhatIfQuestion, "/whatif", change_figures.whatif_figure, "whatif"),
    "totals": Kind(
        counted_figures.PeriodQuestion, "/totals/{dimension}", counted_figures.total_figure
    ),
    "timeline": Kind(Filters, "/timeline", counted_figures.year_figure),
    "status": Kind(
        counted_figures.EverythingQuestion, "/status", counted_figures.overview_figure
    ),
}  # fmt: skip


def parameter_names(kind: CardKind) -> frozenset[str]:
    """What the address of a card of this kind may be asked with, but for version and language."""
    written = {SOURCES: SOURCE, "stated": "cells"}
    return frozenset(written.get(name, name) for name in KINDS[kind].question.model_fields)


def parameters_of(question: GraphModel) -> dict[str, Any]:
    """A question by the names its address uses; a change and stated cells are text there."""
    asked = parameters(question)
    if isinstance(question, WhatIfQuestion):
        asked["change"] = as_text(question.change)
        if question.stated:
            asked["cells"] = cells_of(question)
            asked.pop("stated")
    if isinstance(question, WhitespaceQuestion) and question.stated:
        asked["cells"] = question.cells()
        asked.pop("stated")
    return asked

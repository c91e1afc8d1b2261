"""Drawings as pages, pictures and tables."""

from enum import StrEnum
from typing import Any

from fastapi.responses import Response

from graph_schema.base import GraphModel
from queries.lookup.neighbourhood import neighbourhood
from queries.lookup.timeline import timeline
from service.dependencies import FiltersDep, LangDep, ModelDep, PeriodDep, router
from service.parameters import DepthQuery, MaxNodesQuery
from service.pictures import (
    drawn_cells,
    drawn_funders,
    drawn_slice,
    drawn_table,
    drawn_timeline,
    drawn_whitespace,
    rendered,
    titled_sources,
)
from service.routes.funders import CellsDep, FundersDep
from service.routes.gaps import GapsDep
from service.routes.isolates import IsolatesDep
from service.routes.network import NodeQuery
from service.routes.sunset import SunsetDep
from service.routes.trend import TrendDep
from service.routes.voice import VoiceDep
from service.routes.whatif import WhatIfDep
from service.routes.whitespace import TableDep
from service.security import PICTURE_POLICY
from visualisations.page import policy, script_hashes

ROUTER = router("views")


class WithTable(StrEnum):
    """What a network can be given as."""

    HTML = "html"
    CSV = "csv"


class WithPicture(StrEnum):
    """What a chart can be given as."""

    HTML = "html"
    SVG = "svg"
    PNG = "png"
    CSV = "csv"


MEDIA_TYPES = {
    "html": "text/html; charset=utf-8",
    "svg": "image/svg+xml",
    "png": "image/png",
    "csv": "text/csv; charset=utf-8",
}
DOCUMENTED: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The drawing",
        "content": {kind.partition(";")[0]: {} for kind in MEDIA_TYPES.values()},
    },
    413: {"description": "Too much for a readable picture; says how to ask for less"},
}
DRAWN: dict[str, Any] = {"response_class": Response, "responses": DOCUMENTED}


@ROUTER.get("/views/network.{form}", **DRAWN)
def view_network(
    form: WithTable,
    model: ModelDep,
    lang: LangDep,
    period: PeriodDep,
    id: NodeQuery,
    depth: DepthQuery = 1,
    max_nodes: MaxNodesQuery = 150,
) -> Response:
    """The network around a node, as an offline page or as CSV."""
    answer = neighbourhood(model, id, depth=depth, max_nodes=max_nodes, period=period)
    return drawn("network", form.value, drawn_slice(model, answer, lang), lang)


@ROUTER.get("/views/sector-matrix.{form}", **DRAWN)
def view_sector_matrix(
    form: WithPicture, model: ModelDep, table: GapsDep, lang: LangDep
) -> Response:
    """Which sectors meet, against what their activity would give."""
    return drawn("sector-matrix", form.value, drawn_table(model, table, lang), lang)


@ROUTER.get("/views/whitespace.{form}", **DRAWN)
def view_whitespace(form: WithPicture, model: ModelDep, table: TableDep, lang: LangDep) -> Response:
    """Where arenas are fewer, or more, than the sizes of rows and columns would give."""
    return drawn("whitespace", form.value, drawn_whitespace(model, table, lang), lang)


@ROUTER.get("/views/funders.{form}", **DRAWN)
def view_funders(form: WithPicture, model: ModelDep, table: FundersDep, lang: LangDep) -> Response:
    """How many funders a region or theme rests on."""
    return drawn("funders", form.value, drawn_funders(model, table, lang), lang)


@ROUTER.get("/views/funder-cells.{form}", **DRAWN)
def view_funder_cells(
    form: WithPicture, model: ModelDep, cells: CellsDep, lang: LangDep
) -> Response:
    """Which regions and themes rest on one funder."""
    return drawn("funder-cells", form.value, drawn_cells(model, cells, lang), lang)


@ROUTER.get("/views/isolates.{form}", **DRAWN)
def view_isolates(
    form: WithPicture, model: ModelDep, found: IsolatesDep, lang: LangDep
) -> Response:
    """How many actors of each sector stand outside, as far as is known."""
    return drawn("isolates", form.value, titled_sources(model, found, lang), lang)


@ROUTER.get("/views/trend.{form}", **DRAWN)
def view_trend(form: WithPicture, model: ModelDep, found: TrendDep, lang: LangDep) -> Response:
    """Meetings of sectors by year, over what each year's activity would give."""
    return drawn("trend", form.value, titled_sources(model, found, lang), lang)


@ROUTER.get("/views/voice.{form}", **DRAWN)
def view_voice(form: WithPicture, model: ModelDep, found: VoiceDep, lang: LangDep) -> Response:
    """In how many of the arenas for a target group an organisation of it takes part."""
    return drawn("voice", form.value, titled_sources(model, found, lang), lang)


@ROUTER.get("/views/sunset.{form}", **DRAWN)
def view_sunset(form: WithPicture, model: ModelDep, found: SunsetDep, lang: LangDep) -> Response:
    """Which ties between sectors end in the quarters ahead."""
    return drawn("sunset", form.value, titled_sources(model, found, lang), lang)


@ROUTER.get("/views/whatif.{form}", **DRAWN)
def view_what_if(form: WithPicture, model: ModelDep, found: WhatIfDep, lang: LangDep) -> Response:
    """What a change would make different, beside random changes of its size."""
    return drawn("whatif", form.value, titled_sources(model, found, lang), lang)


@ROUTER.get("/views/timeline.{form}", **DRAWN)
def view_timeline(
    form: WithPicture, model: ModelDep, lang: LangDep, filters: FiltersDep
) -> Response:
    """Projects and collaborations by the year they began, and by sector."""
    answer = drawn_timeline(model, timeline(model, filters=filters), lang)
    return drawn("timeline", form.value, answer, lang)


def drawn(view: str, form: str, answer: GraphModel, lang: str) -> Response:
    """One drawing in one form, with the policy its scripts need and no more."""
    content = rendered(view, form, answer, lang)
    headers = {"Content-Security-Policy": PICTURE_POLICY}
    if form == "html":
        headers["Content-Security-Policy"] = (
            policy(script_hashes(str(content))) + "; frame-ancestors 'self'"
        )
    if form == "csv":
        headers["Content-Disposition"] = f'attachment; filename="{view}.csv"'
    return Response(content, media_type=MEDIA_TYPES[form], headers=headers)

"""Drawings as pages, pictures and tables."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import Depends, Request
from fastapi.responses import Response

from graph_schema.asked import as_parameters
from graph_schema.base import GraphModel
from queries.lookup.neighbourhood import neighbourhood
from queries.lookup.timeline import timeline
from queries.readmodel.open import ReadModel
from service.dependencies import FiltersDep, LangDep, ModelDep, PeriodDep, router
from service.exports.formats import SPREADSHEET
from service.pages.answer_books import Edition, answer_book
from service.parameters import DepthQuery, MaxNodesQuery
from service.part_text import part_line, part_name
from service.pictures import rendered, titled
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
    XLSX = "xlsx"


class WithPicture(StrEnum):
    """What a chart can be given as."""

    HTML = "html"
    SVG = "svg"
    PNG = "png"
    CSV = "csv"
    XLSX = "xlsx"


MEDIA_TYPES = {
    "html": "text/html; charset=utf-8",
    "svg": "image/svg+xml",
    "png": "image/png",
    "csv": "text/csv; charset=utf-8",
    "xlsx": SPREADSHEET,
}
TO_SAVE = {"csv", "xlsx"}
DOCUMENTED: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The drawing",
        "content": {kind.partition(";")[0]: {} for kind in MEDIA_TYPES.values()},
    },
    413: {"description": "Too much for a readable picture; says how to ask for less"},
}
DRAWN: dict[str, Any] = {"response_class": Response, "responses": DOCUMENTED}


@dataclass(frozen=True)
class Draw:
    """Gives answers as drawings, of the version and in the language asked for."""

    request: Request
    model: ReadModel
    lang: str

    def __call__(self, view: str, form: str, answer: GraphModel) -> Response:
        """One drawing in one form, with the policy its scripts need and no more."""
        content = (
            self._workbook(view, answer) if form == "xlsx" else self._drawn(view, form, answer)
        )
        headers = {"Content-Security-Policy": PICTURE_POLICY}
        if form == "html":
            headers["Content-Security-Policy"] = (
                policy(script_hashes(str(content))) + "; frame-ancestors 'self'"
            )
        if form in TO_SAVE:
            name = "-".join([view, *part_name(self.model, self._asked(), self.lang)])
            headers["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
        return Response(content, media_type=MEDIA_TYPES[form], headers=headers)

    def _drawn(self, view: str, form: str, answer: GraphModel) -> str | bytes:
        named = titled(self.model, answer, self.lang)
        return rendered(view, form, named, self.lang, self._part())

    def _workbook(self, view: str, answer: GraphModel) -> bytes:
        edition = Edition(view, self.model, self.lang, self._address(), self._part())
        return answer_book(edition, answer)

    def _part(self) -> str | None:
        return part_line(self.model, self._asked(), self.lang)

    def _asked(self) -> dict[str, str]:
        return {name: value for name, value in self.request.query_params.items() if value}

    def _address(self) -> str:
        """Where the same answer is had whatever comes later, in the same language."""
        base = self.request.app.state.access.settings.base_address or ""
        given = {k: v for k, v in self.request.query_params.items() if v and k != "as_of"}
        end = as_parameters({**given, "lang": self.lang}, self.model.version)
        return f"{base.rstrip('/')}{quote(self.request.url.path)}{end}"


async def _draw(request: Request, model: ModelDep, lang: LangDep) -> Draw:
    return Draw(request, model, lang)


DrawDep = Annotated[Draw, Depends(_draw)]


@ROUTER.get("/views/network.{form}", **DRAWN)
def view_network(
    form: WithTable,
    model: ModelDep,
    draw: DrawDep,
    period: PeriodDep,
    id: NodeQuery,
    depth: DepthQuery = 1,
    max_nodes: MaxNodesQuery = 150,
) -> Response:
    """The network around a node, as an offline page, as CSV or as a workbook."""
    answer = neighbourhood(model, id, depth=depth, max_nodes=max_nodes, period=period)
    return draw("network", form, answer)


@ROUTER.get("/views/sector-matrix.{form}", **DRAWN)
def view_sector_matrix(form: WithPicture, table: GapsDep, draw: DrawDep) -> Response:
    """Which sectors meet, against what their activity would give."""
    return draw("sector-matrix", form, table)


@ROUTER.get("/views/whitespace.{form}", **DRAWN)
def view_whitespace(form: WithPicture, table: TableDep, draw: DrawDep) -> Response:
    """Where arenas are fewer, or more, than the sizes of rows and columns would give."""
    return draw("whitespace", form, table)


@ROUTER.get("/views/funders.{form}", **DRAWN)
def view_funders(form: WithPicture, table: FundersDep, draw: DrawDep) -> Response:
    """How many funders a region or theme rests on."""
    return draw("funders", form, table)


@ROUTER.get("/views/funder-cells.{form}", **DRAWN)
def view_funder_cells(form: WithPicture, cells: CellsDep, draw: DrawDep) -> Response:
    """Which regions and themes rest on one funder."""
    return draw("funder-cells", form, cells)


@ROUTER.get("/views/isolates.{form}", **DRAWN)
def view_isolates(form: WithPicture, found: IsolatesDep, draw: DrawDep) -> Response:
    """How many actors of each sector stand outside, as far as is known."""
    return draw("isolates", form, found)


@ROUTER.get("/views/trend.{form}", **DRAWN)
def view_trend(form: WithPicture, found: TrendDep, draw: DrawDep) -> Response:
    """Meetings of sectors by year, over what each year's activity would give."""
    return draw("trend", form, found)


@ROUTER.get("/views/voice.{form}", **DRAWN)
def view_voice(form: WithPicture, found: VoiceDep, draw: DrawDep) -> Response:
    """In how many of the arenas for a target group an organisation of it takes part."""
    return draw("voice", form, found)


@ROUTER.get("/views/sunset.{form}", **DRAWN)
def view_sunset(form: WithPicture, found: SunsetDep, draw: DrawDep) -> Response:
    """Which ties between sectors end in the quarters ahead."""
    return draw("sunset", form, found)


@ROUTER.get("/views/whatif.{form}", **DRAWN)
def view_what_if(form: WithPicture, found: WhatIfDep, draw: DrawDep) -> Response:
    """What a change would make different, beside random changes of its size."""
    return draw("whatif", form, found)


@ROUTER.get("/views/timeline.{form}", **DRAWN)
def view_timeline(
    form: WithPicture, model: ModelDep, draw: DrawDep, filters: FiltersDep
) -> Response:
    """Projects and collaborations by the year they began, and by sector."""
    return draw("timeline", form, timeline(model, filters=filters))

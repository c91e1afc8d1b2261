"""Templates, and what every page knows: language, version, links that keep both."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, partial
from typing import Annotated, Any
from urllib.parse import quote, urlencode

from fastapi import Depends, Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined

from graph_schema.card_answers import CardKind
from graph_schema.nodes import Theme
from graph_schema.rdf import in_address
from graph_schema.vocabularies import RegionLevel
from queries.cards.addresses import card_path
from queries.cards.kinds import parameter_names
from queries.readmodel.open import ReadModel
from service.accepting import accepted
from service.dependencies import API, ModelDep
from service.language import LANGUAGES, chosen_language
from service.pages import formats
from service.pages.choices import named, regions, unmistakable
from service.pages.reasons import EXPECTED, PLACE, reason, told
from service.pages.static import SIGN, STYLE
from service.pages.texts import text
from service.part_text import PART, part_line
from service.problems import Problem
from service.routes.linked import documents
from service.security import PAGE_POLICY
from service.undated_text import undated_line

DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
KEPT = ("lang", "as_of")
"""Parameters that links carry on, since no cookie does."""
VIEWS = f"{API}/views/"  # of all the API only these are shown inside a page
NAVIGATION = (
    (
        "nav_known",
        (
            ("/actors", "nav_actors"),
            ("/projects", "nav_projects"),
            ("/collaborations", "nav_collaborations"),
            ("/funders", "nav_funders"),
            ("/timeline", "nav_timeline"),
            ("/sources", "nav_sources"),
        ),
    ),
    (
        "nav_missing",
        (
            ("/gaps", "nav_gaps"),
            ("/coverage", "nav_coverage"),
            ("/whitespace", "nav_whitespace"),
            ("/bridges", "nav_bridges"),
            ("/groups", "nav_groups"),
            ("/isolates", "nav_isolates"),
            ("/voice", "nav_voice"),
            ("/trend", "nav_trend"),
            ("/sunset", "nav_sunset"),
            ("/funding", "nav_funding"),
            ("/whatif", "nav_whatif"),
        ),
    ),
)
"""What there is, and what is missing: the two things a reader comes for."""

OF_A_PERIOD = (
    "/gaps", "/coverage", "/whitespace", "/bridges", "/groups", "/isolates", "/voice", "/funding",
)  # fmt: skip
"""Pages that count what may have been in a period; the trend leaves undated arenas out."""
OF_A_PART = (*OF_A_PERIOD, "/trend")
"""Pages that answer of a part of the map, and say of which."""


@dataclass(frozen=True)
class Frame:
    """One reader's page: in a language, of a version."""

    request: Request
    lang: str
    model: ReadModel | None

    def t(self, key: str, **values: object) -> str:
        """A text of the catalogue."""
        return text(key, self.lang, **values)

    def link(self, path: str, **params: object) -> str:
        """An address on this site that keeps the language and version chosen."""
        kept = {k: v for k in KEPT if (v := self.request.query_params.get(k))}
        asked = {**kept, **{k: v for k, v in params.items() if v is not None}}
        where = quote(path)
        return f"{where}?{urlencode(asked)}" if asked else where

    def data(self, path: str, **params: object) -> str:
        """The address of the same as data."""
        return self.link(API + path, **params)

    def forms(
        self,
        view: str,
        path: str,
        asked: Mapping[str, object],
        of_table: Mapping[str, object] | None = None,
    ) -> Mapping[str, str]:
        """Where the answer of a view is had, by form; ``path`` gives it as data.

        ``of_table`` is asked for where tables hold more rows than the picture has bars.
        """
        rows = asked if of_table is None else of_table
        drawn = {form: (asked, f"/views/{view}.{form}") for form in ("html", "svg", "png")}
        tables = {form: (rows, f"/views/{view}.{form}") for form in ("csv", "xlsx")}
        found = {**drawn, **tables, "json": (asked, path)}
        return {form: self.data(where, **given) for form, (given, where) in found.items()}

    def linked(self, kind: str, id: str) -> Mapping[str, str]:
        """Where a thing stands as linked data, by media type; nowhere without a base address."""
        if self.request.app.state.access.settings.base_address is None:
            return {}
        return documents(f"/id/{in_address(kind)}/{in_address(id)}", self.as_of or None)

    def card(self, kind: CardKind, *named: object, version: int | None = None) -> str:
        """The page of the evidence card of a figure of what this page was asked for.

        ``version`` where it is another than that of the page.
        """
        names = parameter_names(kind)
        asked = {k: v for k, v in self.request.query_params.items() if v and k in names}
        return self.link(card_path(kind, *named), **asked, as_of=version)

    def here(self, **params: str | None) -> str:
        """This page with some parameters changed; None takes one away."""
        asked = {**self.request.query_params, **params}
        asked = {k: v for k, v in asked.items() if v}
        where = quote(self.request.url.path)
        return f"{where}?{urlencode(asked)}" if asked else where

    @property
    def rest(self) -> Mapping[str, str]:
        """What the page was asked for, without the version and the place in a list."""
        asked = self.request.query_params
        return {k: v for k, v in asked.items() if v and k not in ("as_of", "cursor")}

    @property
    def part(self) -> str | None:
        """Which part of the map is answered of, on a page that answers of one."""
        if self.model is None or not any(map(self.is_current, OF_A_PART)):
            return None
        return part_line(self.model, self.rest, self.lang)

    @property
    def whole_map(self) -> str:
        """This page of all there is."""
        return self.here(**dict.fromkeys((*PART, "cursor")))

    @property
    def undated(self) -> str | None:
        """What only unknown dates let into the period, on a page that counts its arenas."""
        if self.model is None or not any(map(self.is_current, OF_A_PERIOD)):
            return None
        return undated_line(self.model, self.rest, self.lang)

    @property
    def day(self) -> str:
        """The day asked for, where a day was."""
        return self.as_of if self.as_of and DAY.fullmatch(self.as_of) else ""

    @property
    def kept(self) -> Mapping[str, str]:
        """What a form has to carry on."""
        return {k: v for k in KEPT if (v := self.request.query_params.get(k))}

    def regions(self) -> Mapping[str, str]:
        """Areas and counties by id, which a form suggests by name."""
        levels = RegionLevel.NUTS2, RegionLevel.COUNTY
        return {} if self.model is None else unmistakable(regions(self.model, *levels))

    def themes(self) -> Mapping[str, str]:
        """Themes by id, which a form suggests by name."""
        return {} if self.model is None else unmistakable(named(self.model, Theme.LABEL))

    @property
    def as_of(self) -> str | None:
        """The version or moment asked for, where it is not the newest."""
        return self.request.query_params.get("as_of") or None

    def is_current(self, path: str) -> bool:
        """Whether the page lies at or under the path."""
        own = self.request.url.path
        return own == path or own.startswith(path + "/")


async def _frame(request: Request, model: ModelDep) -> Frame:
    return Frame(request, request.state.lang, model)


FrameDep = Annotated[Frame, Depends(_frame)]


def render(frame: Frame, template: str, status: int = 200, **context: Any) -> HTMLResponse:
    """The page, under the policy of pages."""
    bound = {
        name: partial(getattr(formats, name), lang=frame.lang)
        for name in ("number", "percent", "partial_date", "period", "instant", "amount")
    }
    body = (
        environment()
        .get_template(template)
        .render(
            frame=frame,
            lang=frame.lang,
            t=frame.t,
            link=frame.link,
            short=formats.short,
            style=STYLE.address,
            sign=SIGN.address,
            navigation=NAVIGATION,
            languages=LANGUAGES,
            **bound,
            **context,
        )
    )
    headers = {"Content-Security-Policy": PAGE_POLICY, "Content-Language": frame.lang}
    return HTMLResponse(body, status_code=status, headers=headers)


def wants_page(request: Request) -> bool:
    """Whether a person in a browser asked, and not for something of the API."""
    path = request.url.path
    for_programs = path.startswith((API, "/health", "/metrics")) and VIEWS not in path
    return "text/html" in accepted(request) and not for_programs


def error_page(
    request: Request, problem: Problem, headers: Mapping[str, str], *, is_older: bool
) -> HTMLResponse:
    """What went wrong, and where to go from here.

    ``is_older``: the address may be one that leads somewhere for who may read more.
    """
    frame = Frame(request, chosen_language(request), None)
    expected = [reason(flaw.expected, frame.lang, EXPECTED) for flaw in problem.errors]
    places = [reason(str(flaw.loc[-1]), frame.lang, PLACE) for flaw in problem.errors]
    detail = told(problem.detail, frame.lang) or problem.detail
    known = {"expected": expected, "places": places, "detail": detail, "is_older": is_older}
    page = render(frame, "error.html", problem.status, problem=problem, **known)
    # The page keeps the policy that lets it have its style sheet.
    page.headers.update({k: v for k, v in headers.items() if k not in page.headers})
    return page


@cache
def environment() -> Environment:
    """Every value is escaped, and a name nobody gave is an error."""
    return Environment(
        loader=PackageLoader("service.pages", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )

"""One thing: what is known of it, whom it is tied to, and where that stands."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Query
from fastapi.responses import HTMLResponse

from graph_schema.answers import NodeAnswer, Page, Tie
from graph_schema.edges import EDGE_TYPES
from graph_schema.nodes import Actor
from graph_schema.vocabularies import Sector
from queries.lookup.nodes import node, ties
from queries.lookup.partners import partners_of
from queries.readmodel.open import ReadModel
from service.dependencies import (
    CursorQuery,
    LimitQuery,
    ModelDep,
    Text,
    only_known_parameters,
)
from service.nouns import BY_LABEL, NOUNS, Noun
from service.pages import formats
from service.pages.rendering import FrameDep, render
from service.pages.values import field_views, tie_details, type_name
from service.routes.nouns import IdPath

TIES_SHOWN = 15
PARTNERS_SHOWN = 10
SECTORS = {sector.value: sector for sector in Sector}


@dataclass(frozen=True)
class TieRow:
    """A tie in a table of ties."""

    id: str
    name: str
    path: str
    kind: str
    details: str
    period: str
    sources: tuple[str, ...]


@dataclass(frozen=True)
class TieGroup:
    """Ties of one type and direction; ``total`` counts the type in both."""

    type: str
    heading: str
    rows: tuple[TieRow, ...]
    total: int
    more: bool


class ThingPages:
    """The pages about one thing of a noun."""

    def __init__(self, noun: Noun) -> None:
        self.noun = noun

    def show(self, id: IdPath, frame: FrameDep, model: ModelDep) -> HTMLResponse:
        """What is known of it."""
        answer = node(model, self.noun.label, id)
        is_actor = answer.label == Actor.LABEL
        partners = partners_of(model, id, limit=PARTNERS_SHOWN) if is_actor else None
        return render(
            frame,
            "thing.html",
            noun=self.noun,
            answer=answer,
            kind=type_name(answer.label, frame.lang),
            sector=_sector(answer, frame.lang),
            fields=field_views(answer, frame.lang),
            groups=_groups(model, answer, frame.lang),
            partners=partners,
            nouns={label: noun.name for label, noun in BY_LABEL.items()},
            sector_labels={code: s.label(frame.lang) for code, s in SECTORS.items()},
            titles=source_titles(model, frame.lang),
        )

    def ties(
        self,
        id: IdPath,
        frame: FrameDep,
        model: ModelDep,
        type: Annotated[Text, Query()] = None,
        limit: LimitQuery = 50,
        cursor: CursorQuery = None,
    ) -> HTMLResponse:
        """All its ties, a page at a time."""
        answer = node(model, self.noun.label, id)
        page = ties(model, self.noun.label, id, type=type, limit=limit, cursor=cursor)
        return render(
            frame,
            "ties.html",
            noun=self.noun,
            answer=answer,
            page=page,
            groups=groups_of(page, frame.lang),
            titles=source_titles(model, frame.lang),
            following=frame.here(cursor=page.next) if page.next is not None else None,
        )


def partners(
    id: IdPath,
    frame: FrameDep,
    model: ModelDep,
    limit: LimitQuery = 50,
    cursor: CursorQuery = None,
) -> HTMLResponse:
    """Everyone an actor has met."""
    answer = node(model, Actor.LABEL, id)
    page = partners_of(model, id, limit=limit, cursor=cursor)
    return render(
        frame,
        "partners.html",
        answer=answer,
        page=page,
        nouns={label: noun.name for label, noun in BY_LABEL.items()},
        sector_labels={code: s.label(frame.lang) for code, s in SECTORS.items()},
        following=frame.here(cursor=page.next) if page.next is not None else None,
    )


def source_titles(model: ReadModel, lang: str) -> dict[str, str]:
    """Titles of sources by name."""
    return {s.name: s.title_sv if lang == "sv" else s.title_en for s in model.sources}


def groups_of(page: Page[Tie], lang: str) -> list[TieGroup]:
    """The ties by type and direction, as they come."""
    found: dict[tuple[str, bool], list[Tie]] = {}
    for tie in page.items:
        found.setdefault((tie.type, tie.outward), []).append(tie)
    return [
        TieGroup(
            type=type,
            heading=f"tie_{type}_{'out' if outward else 'in'}",
            rows=tuple(_tie_row(tie, lang) for tie in rows),
            total=page.total,
            more=page.next is not None,
        )
        for (type, outward), rows in found.items()
    ]


def _groups(model: ReadModel, answer: NodeAnswer, lang: str) -> list[TieGroup]:
    groups = []
    for kind in EDGE_TYPES:
        if answer.label in {*kind.FROM, *kind.TO}:
            page = ties(model, answer.label, answer.id, type=kind.LABEL, limit=TIES_SHOWN)
            groups += groups_of(page, lang)
    return groups


def _tie_row(tie: Tie, lang: str) -> TieRow:
    return TieRow(
        id=tie.id,
        name=tie.other.name,
        path=f"/{BY_LABEL[tie.other.label].name}/{tie.other.id}",
        kind=type_name(tie.other.label, lang),
        details=tie_details(tie.type, tie.fields, lang),
        period=formats.period(tie.fields.get("start"), tie.fields.get("end"), lang),
        sources=tie.sources,
    )


def _sector(answer: NodeAnswer, lang: str) -> tuple[str, str] | None:
    if answer.label != Actor.LABEL:
        return None
    sector = SECTORS[answer.fields.get("sector", Sector.UNKNOWN.value)]
    return sector.value, sector.label(lang)


def _router_of(noun: Noun) -> APIRouter:
    made = APIRouter(tags=["pages"], dependencies=[Depends(only_known_parameters)])
    pages, at = ThingPages(noun), f"/{noun.name}/{{id}}"
    made.add_api_route(at, pages.show, name=f"page_of_{noun.name}")
    made.add_api_route(f"{at}/ties", pages.ties, name=f"page_of_ties_{noun.name}")
    if noun.label == Actor.LABEL:
        made.add_api_route(f"{at}/partners", partners, name="page_of_partners")
    return made


ROUTERS = tuple(_router_of(noun) for noun in NOUNS)

"""One thing: what is known of it, whom it is tied to, and where that stands."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query
from fastapi.responses import HTMLResponse

from graph_schema.answers import NodeAnswer, Page, Partner
from graph_schema.nodes import ARENAS, Actor
from graph_schema.vocabularies import Sector
from queries.lookup.nodes import node, ties
from queries.lookup.partners import partners_of
from queries.lookup.whereabouts import whereabouts
from queries.readmodel.open import ReadModel
from service.dependencies import (
    CursorQuery,
    LimitQuery,
    ModelDep,
    Text,
    only_known_parameters,
)
from service.nouns import BY_LABEL, NOUNS, Noun
from service.pages.rendering import FrameDep, render
from service.pages.tie_rows import Marks, Rows, groups_of_node, marks
from service.pages.values import NODES, essence, field_views, type_name
from service.pictures import source_titles
from service.routes.nouns import IdPath

PARTNERS_SHOWN = 10
ARENAS_SHOWN = 3  # per partner, in the table of partners
SECTORS = {sector.value: sector for sector in Sector}


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
            is_arena=answer.label in ARENAS,
            essence=essence(answer, frame.lang),
            fields=field_views(answer, frame.lang, NODES[answer.label]),
            groups=groups_of_node(model, answer, frame.lang),
            partners=partners,
            marks=partner_marks(model, partners, frame.lang),
            nouns={label: noun.name for label, noun in BY_LABEL.items()},
            sector_labels={code: s.label(frame.lang) for code, s in SECTORS.items()},
            arenas_shown=ARENAS_SHOWN,
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
            groups=list(Rows(model, answer, page.items, frame.lang).groups(page.items, page.total)),
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
        marks=partner_marks(model, page, frame.lang),
        nouns={label: noun.name for label, noun in BY_LABEL.items()},
        sector_labels={code: s.label(frame.lang) for code, s in SECTORS.items()},
        arenas_shown=ARENAS_SHOWN,
        following=frame.here(cursor=page.next) if page.next is not None else None,
    )


def partner_marks(model: ReadModel, page: Page[Partner] | None, lang: str) -> Marks:
    """What stands beside the names of the shared arenas that are shown."""
    found = page.items if page is not None else ()
    arenas = [arena for partner in found for arena in partner.arenas[:ARENAS_SHOWN]]
    return marks(arenas, whereabouts(model, [arena.id for arena in arenas]), lang)


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

"""One thing: what is known of it, whom it is tied to, and where that stands."""

from typing import Annotated

from fastapi import Query
from fastapi.responses import HTMLResponse

from graph_schema.answers import NodeAnswer, Page, Partner
from graph_schema.nodes import ARENAS, Actor, Collaboration, Project, Region
from graph_schema.vocabularies import Sector
from queries.lookup.filters import Filters
from queries.lookup.judgements import judgements
from queries.lookup.lists import list_nodes
from queries.lookup.nodes import node, ties
from queries.lookup.partners import partners_of
from queries.lookup.whereabouts import whereabouts
from queries.readmodel.open import ReadModel
from service.dependencies import ModelDep, page_router
from service.nouns import BY_LABEL
from service.pages.of_nouns import OF_NOUN, NounDep
from service.pages.rendering import FrameDep, render
from service.pages.tie_rows import Marks, Rows, groups_of_node, marks
from service.pages.values import NODES, essence, field_views, type_name
from service.parameters import PlaceQuery, Text
from service.pictures import source_titles
from service.routes.nouns import IdPath

PARTNERS_SHOWN = 10
ARENAS_SHOWN = 3  # per partner, in the table of partners
SECTORS = {sector.value: sector for sector in Sector}
ROUTER = page_router()


@ROUTER.get(f"{OF_NOUN}/{{id}}")
def show(noun: NounDep, id: IdPath, frame: FrameDep, model: ModelDep) -> HTMLResponse:
    """What is known of it."""
    answer = node(model, noun.label, id)
    is_actor = answer.label == Actor.LABEL
    partners = partners_of(model, id, limit=PARTNERS_SHOWN) if is_actor else None
    return render(
        frame,
        "thing.html",
        noun=noun,
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
        decided=judgements(model, of=answer.id, limit=1).total,
        within=_within(model, answer),
    )


def _within(model: ReadModel, answer: NodeAnswer) -> list[tuple[str, int]]:
    """Of a region how many projects and collaborations lie in it, by the name of their list."""
    if answer.label != Region.LABEL:
        return []
    filters = Filters(region=answer.id)
    return [
        (BY_LABEL[label].name, list_nodes(model, label, filters=filters, limit=1).total)
        for label in (Project.LABEL, Collaboration.LABEL)
    ]


@ROUTER.get(f"{OF_NOUN}/{{id}}/ties")
def all_ties(
    noun: NounDep,
    id: IdPath,
    frame: FrameDep,
    model: ModelDep,
    type: Annotated[Text, Query()] = None,
    *,
    place: PlaceQuery,
) -> HTMLResponse:
    """All its ties, a page at a time."""
    answer = node(model, noun.label, id)
    page = ties(model, noun.label, id, type=type, limit=place.limit, cursor=place.cursor)
    return render(
        frame,
        "ties.html",
        noun=noun,
        answer=answer,
        page=page,
        groups=list(Rows(model, answer, page.items, frame.lang).groups(page.items, page.total)),
        titles=source_titles(model, frame.lang),
        following=frame.here(cursor=page.next) if page.next is not None else None,
    )


@ROUTER.get(f"/{Actor.NOUN}/{{id}}/partners")
def partners(
    id: IdPath,
    frame: FrameDep,
    model: ModelDep,
    place: PlaceQuery,
) -> HTMLResponse:
    """Everyone an actor has met."""
    answer = node(model, Actor.LABEL, id)
    page = partners_of(model, id, limit=place.limit, cursor=place.cursor)
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

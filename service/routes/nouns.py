"""Lists of things, one thing, its ties, and who says so: the same addresses for every noun."""

from typing import Annotated

from fastapi import APIRouter, Path, Query

from graph_schema.answers import Card, ClaimAnswer, NodeAnswer, Page, Partner, Tie
from graph_schema.nodes import Actor
from queries.lookup.claims import claims_of
from queries.lookup.lists import list_nodes
from queries.lookup.nodes import node, ties
from queries.lookup.partners import partners_of
from queries.lookup.things import find
from service.dependencies import FiltersDep, ModelDep, PeriodDep, router
from service.nouns import NOUNS, Noun
from service.parameters import FieldQuery, PlaceQuery, Text

IdPath = Annotated[str, Path(max_length=64, description="The id, such as act-1f0c5e7a9b3d2468")]
TypeQuery = Annotated[Text, Query(description="Only ties of this type, such as PARTICIPATES_IN")]


class NounRoutes:
    """The addresses of one noun; each method's docstring is its text in the API documentation."""

    def __init__(self, noun: Noun) -> None:
        self.noun = noun

    def listed(
        self,
        model: ModelDep,
        filters: FiltersDep,
        place: PlaceQuery,
    ) -> Page[Card]:
        """All of them that meet the filters, in Swedish order of names."""
        return list_nodes(
            model, self.noun.label, filters=filters, limit=place.limit, cursor=place.cursor
        )

    def one(self, id: IdPath, model: ModelDep, period: PeriodDep) -> NodeAnswer:
        """Everything known of one: shown fields, all stated values, ties and sources."""
        return node(model, self.noun.label, id, period=period)

    def ties(
        self,
        id: IdPath,
        model: ModelDep,
        period: PeriodDep,
        type: TypeQuery = None,
        *,
        place: PlaceQuery,
    ) -> Page[Tie]:
        """All ties of one, by type, then outward before inward, then the other's name."""
        return ties(
            model,
            self.noun.label,
            id,
            type=type,
            period=period,
            limit=place.limit,
            cursor=place.cursor,
        )

    def claims(
        self,
        id: IdPath,
        model: ModelDep,
        period: PeriodDep,
        field: FieldQuery = None,
        *,
        place: PlaceQuery,
    ) -> Page[ClaimAnswer]:
        """Who says so: the claims behind it, or behind one field, with place and licence."""
        find(model, self.noun.label, id)
        return claims_of(
            model, id, field=field, period=period, limit=place.limit, cursor=place.cursor
        )


def partners(
    id: IdPath,
    model: ModelDep,
    period: PeriodDep,
    place: PlaceQuery,
) -> Page[Partner]:
    """Actors that share an arena with this one, most shared arenas first."""
    return partners_of(model, id, period=period, limit=place.limit, cursor=place.cursor)


def edge_claims(
    id: IdPath,
    model: ModelDep,
    period: PeriodDep,
    field: FieldQuery = None,
    *,
    place: PlaceQuery,
) -> Page[ClaimAnswer]:
    """Who says so of a tie, or of one of its fields: the claims, with place and licence."""
    return claims_of(
        model,
        id,
        field=field,
        period=period,
        limit=place.limit,
        cursor=place.cursor,
    )


def _router_of(noun: Noun) -> APIRouter:
    made, routes = router(noun.name), NounRoutes(noun)
    at = f"/{noun.name}"
    for path, endpoint, name in (
        (at, routes.listed, "list"),
        (f"{at}/{{id}}", routes.one, "get"),
        (f"{at}/{{id}}/ties", routes.ties, "ties"),
        (f"{at}/{{id}}/claims", routes.claims, "claims"),
    ):
        title = f"{name}_{noun.name}".replace("-", "_")
        made.add_api_route(path, endpoint, name=title, operation_id=title)
    if noun.label == Actor.LABEL:
        made.add_api_route(
            f"{at}/{{id}}/partners", partners, name="partners", operation_id="partners_actors"
        )
    return made


TIES = router("ties")
TIES.add_api_route("/ties/{id}/claims", edge_claims, operation_id="claims_ties")
ROUTERS = (*(_router_of(noun) for noun in NOUNS), TIES)

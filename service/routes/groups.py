"""Who keeps meeting whom: the core of repeat collaborators, and groups if runs agree on any."""

from typing import Annotated, TypeVar

from fastapi import Depends, Path, Request
from fastapi.responses import Response

from graph_schema.answers import PartPage
from graph_schema.group_answers import CoreMember, GroupMember, GroupsAnswer
from queries.cards.addresses import carded
from queries.groups.answers import core_members, group_members, groups
from service.dependencies import AccessDep, ChangingModelDep, ModelDep
from service.group_text import with_command
from service.parameters import PlaceQuery, ShortPlaceQuery
from service.refusals import CellNotShownError
from service.routes.brokers import BrokerQuestionDep
from service.routes.cubes import carded_router
from service.routes.views import DRAWN, DrawDep, WithPicture

ROUTER = carded_router("network")
ItemT = TypeVar("ItemT", CoreMember, GroupMember)
NumberPath = Annotated[int, Path(ge=1, le=10_000_000, description="The group's number")]


def _groups(
    model: ModelDep,
    access: AccessDep,
    question: BrokerQuestionDep,
    place: ShortPlaceQuery,
    request: Request,
) -> GroupsAnswer:
    found = groups(model, question, limit=place.limit, cursor=place.cursor, turn=access.computing)
    asked = with_command(found, question, model, request.query_params.get("as_of"))
    if asked.command is not None:  # the same version will say more
        del request.state.etag
    return asked


def _core(
    model: ModelDep, access: AccessDep, question: BrokerQuestionDep, place: PlaceQuery
) -> PartPage[CoreMember]:
    found = core_members(
        model, question, limit=place.limit, cursor=place.cursor, turn=access.computing
    )
    return _shown(found, "core")


def _members(
    number: NumberPath,
    model: ChangingModelDep,
    access: AccessDep,
    question: BrokerQuestionDep,
    place: PlaceQuery,
) -> PartPage[GroupMember]:
    found = group_members(
        model, question, number, limit=place.limit, cursor=place.cursor, turn=access.computing
    )
    return _shown(found, f"group {number}")


def _shown(found: PartPage[ItemT] | None, what: str) -> PartPage[ItemT]:
    if found is None:
        raise CellNotShownError(
            f"the actors of {what} are not listed: what was asked about is sensitive"
        )
    return found


GroupsDep = Annotated[GroupsAnswer, Depends(_groups)]
CoreDep = Annotated[PartPage[CoreMember], Depends(_core)]
MembersDep = Annotated[PartPage[GroupMember], Depends(_members)]


@ROUTER.get("/network/groups")
def get_groups(found: GroupsDep, question: BrokerQuestionDep) -> GroupsAnswer:
    """The core of actors who keep meeting, and groups of them where runs from 20 seeds agree.

    Groups are empty where the runs disagree: then the map has none one can rely on. What is held
    against chance takes long, and is given once `command` or the job has been run.
    """
    return carded(found, question)


@ROUTER.get("/network/groups/core")
def get_core(found: CoreDep, question: BrokerQuestionDep) -> PartPage[CoreMember]:
    """Who is in the core: actors in two arenas or more with each other, the deepest first."""
    return carded(found, question)


@ROUTER.get("/network/groups/{number}/members")
def get_members(found: MembersDep, question: BrokerQuestionDep) -> PartPage[GroupMember]:
    """The actors of one group, those in most of its arenas first; not found where runs disagree."""
    return carded(found, question)


@ROUTER.get("/views/groups.{form}", **DRAWN)
def view_groups(form: WithPicture, found: GroupsDep, draw: DrawDep) -> Response:
    """Core and groups by sector."""
    return draw("groups", form, found)

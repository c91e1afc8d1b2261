"""In how many of the arenas for a target group an organisation of the group takes part."""

from typing import Annotated

from fastapi import Depends

from graph_schema.voice_answers import Voices
from queries.cards.addresses import carded
from queries.voice.question import target_group_voice
from service.dependencies import AccessDep, ModelDep
from service.routes.cubes import carded_router
from service.routes.gaps import SectorQuestionDep

ROUTER = carded_router("gaps")


def _voice(model: ModelDep, access: AccessDep, question: SectorQuestionDep) -> Voices:
    return target_group_voice(model, question, turn=access.computing)


VoiceDep = Annotated[Voices, Depends(_voice)]


@ROUTER.get("/gaps/voice")
def get_target_group_voice(found: VoiceDep, question: SectorQuestionDep) -> Voices:
    """Share of arenas for a target group with an organisation of the group, by role.

    `not_covered`: no source states which organisations are of the group; that is not nought.
    """
    return carded(found, question)

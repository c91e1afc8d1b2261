"""How often an organisation of a target group takes part in what addresses the group."""

from typing import Literal

from graph_schema.answers import Ref
from graph_schema.base import GraphModel
from graph_schema.carded import Carded
from graph_schema.gap_answers import GapScope
from graph_schema.vocabularies import Verdict

VoiceRole = Literal["lead", "partner", "beside"]
"""Owner; any other role in which actors meet; and the rest, such as a reference group."""


class VoiceByRole(GraphModel):
    """Arenas with complete lists in which an organisation of the group has such a role.

    ``share`` of them has no interval for roles *beside*: hardly any source says that it lists them
    all, so that it is the least there can be.
    """

    role: VoiceRole
    arenas: int
    share: float | None
    interval: tuple[float, float] | None


class Namesake(GraphModel):
    """A target group of the same name in other lists, with organisations that are not counted here.

    ``organisations`` is None where fewer than three would be told of.
    """

    group: Ref
    lists: tuple[str, ...]
    organisations: int | None


class GroupVoice(GraphModel):
    """V_g of one target group: the share of arenas for it with an organisation *of* it.

    An organisation is of a group where a source states that it is for the group itself. ``heard``
    of the ``arenas`` asked about have one; V_g = ``share`` is ``heard_complete`` of ``complete``,
    those whose lists are complete, with its 95 % Wilson ``interval``. ``expected`` is the share in
    null draws within strata, ``q`` over the groups. *not covered*: no source states any
    organisation of the group, which is not nought. None where it is not computed, or hidden for
    naming fewer than three.
    ``namesakes``: lists are counted apart where names are equal, too, until somebody judges them
    the same.
    """

    group: Ref
    sensitive: bool
    verdict: Verdict
    organisations: int | None = None
    arenas: int | None = None
    complete: int | None = None
    coverage: float | None = None
    heard: int | None = None
    heard_complete: int | None = None
    share: float | None = None
    interval: tuple[float, float] | None = None
    expected: float | None = None
    expected_range: tuple[float, float] | None = None
    p: float | None = None
    q: float | None = None
    roles: tuple[VoiceByRole, ...] = ()
    namesakes: tuple[Namesake, ...] = ()


class Voices(Carded):
    """Target-group voice of the arenas asked about; ``covered``: any organisation is stated so.

    ``without_group`` of the ``arenas`` state no target group. Those of which no participant is
    known are among them, without a list.
    """

    data_version: int
    exploratory: bool
    scope: GapScope
    role_aware: bool
    draws: int
    seed: int
    covered: bool
    arenas: int
    without_group: int
    groups: tuple[GroupVoice, ...]
    sources: tuple[str, ...]

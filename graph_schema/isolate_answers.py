"""Who is recorded nowhere, alone, once, or with its own sector only: counts, and bounded lists."""

from typing import Literal

from graph_schema.answers import Ref
from graph_schema.base import GraphModel
from graph_schema.carded import Carded
from graph_schema.gap_answers import GapScope
from graph_schema.job_answers import NotComputed

ListName = Literal["never", "solo", "single", "orphans"]
GroupedBy = Literal["sector", "kind", "region"]


class IsolateCounts(GraphModel):
    """How many actors of a group stand on each list; an actor may stand on several.

    ``never`` taken part in an arena as far as any source says, ``beside`` of those that pay for,
    support or advise one (in no role in which actors count as meeting), ``solo``: in every arena of
    theirs nobody else is recorded, ``solo_complete`` of those in arenas alone whose lists are
    complete, ``single``: one arena, ``judged``: chance would give three partners of other
    sectors or more, ``orphans`` of those with none. ``coverage`` is the share of their
    participations that lie in arenas with complete lists. None where it is ``hidden``,
    or not asked: of a part of the graph nobody is said to be in no arena, and nobody is judged
    where nothing is compared with chance.
    """

    actors: int | None
    never: int | None
    beside: int | None
    solo: int | None
    solo_complete: int | None
    single: int | None
    judged: int | None
    orphans: int | None
    coverage: float | None
    hidden: tuple[str, ...] = ()


class IsolateGroup(IsolateCounts):
    """The counts of one sector, kind or region; no value where none is stated."""

    value: str | None


class SoloArenas(GraphModel):
    """Arenas with a recorded participant, those with one alone, and whose lists are complete.

    ``meeting_share`` is how many, of all arenas asked about but complete lists of one, have a
    complete list; one without a known participant has none. None where the number of actors alone
    in theirs is hidden: it would tell that; the share also where there is no such arena.
    """

    arenas: int
    complete: int
    solo: int | None
    solo_complete: int | None
    meeting_share: float | None


class AgainstChance(GraphModel):
    """A number of actors against the null draws, in which 9 of 10 lie within ``expected_range``."""

    observed: int
    of: int
    expected: float
    expected_range: tuple[float, float]
    p_low: float
    p_high: float
    p: float


class Isolates(Carded):
    """Isolates and orphans of the arenas asked about.

    ``alone`` compares actors that met nobody in arenas with complete lists with the draws,
    ``apart`` those judged that met nobody of another sector there. None where no list is complete,
    ``arenas.meeting_share`` is below .6, or chance can move nobody: then nothing is said, which is
    not nought. Of a ``sensitive`` part the public is told nothing where one or two of a sector take
    part in one manner, a table by kind or region where it is so of them has no rows, and nobody is
    told to be judged or an orphan. At such a share nobody is judged either. ``exploratory``: a
    part somebody chose to look at. Where draws are ``not_computed`` nobody is judged and nothing
    compared yet. Of those who are in no arena ``ended`` ended before the year ``ended_before`` in
    which the version was made; None where a part is asked about.
    """

    data_version: int
    exploratory: bool
    scope: GapScope
    role_aware: bool
    draws: int
    seed: int
    least_expected: float
    sensitive: bool
    whole: IsolateCounts
    by_sector: tuple[IsolateGroup, ...]
    by_kind: tuple[IsolateGroup, ...]
    by_region: tuple[IsolateGroup, ...]
    arenas: SoloArenas
    alone: AgainstChance | None
    apart: AgainstChance | None
    sources: tuple[str, ...]
    ended: int | None = None
    ended_before: int | None = None
    not_computed: NotComputed | None = None


class RecordedActor(GraphModel):
    """One actor on a list, and how far what we know of it reaches.

    ``last_seen`` is the start of its latest dated arena; ``stated_by`` the sources that name it,
    ``retrieved`` when the latest of them was fetched. ``expected`` partners of other sectors are
    what puts an orphan on its list; of other lists, and where a sensitive theme or programme is
    asked about, they are told to holders of a token only. ``beside``: it takes part in no arena,
    and pays for, supports or advises one.
    """

    actor: Ref
    sector: str
    beside: bool
    arenas: int
    arenas_complete: int
    last_seen: str | None
    stated_by: tuple[str, ...]
    retrieved: str | None
    expected: float | None

"""What would be otherwise if some arenas, actors or participations came or went."""

from datetime import date
from typing import Annotated, Literal, get_args

from pydantic import Field

from graph_schema.answers import Ref
from graph_schema.base import GraphModel
from graph_schema.carded import Carded
from graph_schema.draws import DEFAULT_SEED, LAST_SEED
from graph_schema.job_answers import NotComputed
from graph_schema.trend_answers import TrendVerdict, WithoutYear
from graph_schema.vocabularies import Sector
from graph_schema.whitespace_answers import StatedCell

MOST_PARTS = 20
MOST_WHO = 60  # as many as the largest arenas of the map have
MOST_TIMES = 50
MOST_STATED = 2_000
MOST_ADDED = 1_000  # participations, in all parts together

Doing = Literal["add", "call", "drop", "join", "leave", "gone"]
FigureName = Literal[
    "participations",
    "actors",
    "arenas",
    "ei_index",
    "ei_expected",
    "ei_difference",
    "pieces",
    "giant_share",
    "fragmentation",
    "cut_points",
    "cut_mass",
    "bridging_arenas",
    "bridging_mass",
    "efficiency",
    "sole_pairs",
    "largest_burden",
    "coordinator_pairs",
    "consultant_pairs",
    "gate_pairs",
    "liaison_pairs",
    "constraint",
    "effective_size",
    "betweenness",
    "three_sectors",
    "four_sectors",
    "solo_actors",
    "apart_actors",
    "never_actors",
    "judged_actors",
    "orphan_actors",
    "orphans_expected",
    "orphans_p",
    "core_actors",
    "core_arenas",
    "core_depth",
    "core_joined",
    "core_left",
    "group_agreement",
    "group_count",
    "modularity",
    "group_moved",
    "funded_arenas",
    "effective_funders",
    "funders_per_cell",
    "single_funder_cells",
    "filled_cells",
    "empty_cells",
    "telling_cells",
    "gap_cells",
    "covered_cells",
    "gap_triples",
    "covered_triples",
    "need_gap_cells",
    "need_covered_cells",
    "cross_ties",
    "cross_ties_ending",
    "voice_share",
    "mixing_change",
    "mixing_p",
]
ActorFigureName = Literal[
    "sole_pairs",
    "cut_mass",
    "coordinator",
    "consultant",
    "gate",
    "liaison",
    "constraint",
    "effective_size",
    "betweenness",
]
MemberChange = Literal["core_joined", "core_left", "group_moved"]
MEMBER_CHANGES: tuple[MemberChange, ...] = get_args(MemberChange)
MOST_OF_WORD = 200  # characters
Word = Annotated[str, Field(min_length=1, max_length=MOST_OF_WORD)]
WithoutPlacebo = Literal["too_large", "no_others"]


class ChangePart(GraphModel):
    """One thing that is done.

    ``add`` makes an arena with those in ``who``, the first its owner where arenas like it have one;
    ``call`` the same ``times`` over, paid by a funder; ``drop`` takes an arena away, ``gone`` an
    actor; with ``join`` and ``leave`` actors come to an arena or go. ``who`` are ids of actors,
    sectors (a new actor each, the same one where a label follows: ``public:A``), or ``any:`` and a
    sector (an actor of the map, drawn by lot). ``like`` is the arena whose source, kind, year,
    region and topic a new one has, themes and dates as well.
    """

    do: Doing
    arena: Word | None = None
    who: Annotated[tuple[Word, ...], Field(max_length=MOST_WHO)] = ()
    times: int = Field(default=1, ge=1, le=MOST_TIMES)
    like: Word | None = None
    funder: Word | None = None


class WhatIfQuestion(GraphModel):
    """A change, the source it is looked at in, if one, and where lots and placebo begin.

    ``day`` is the one from which ties end in quarters ahead, else that of the publication.
    ``stated`` says how much cells of region × theme need.
    """

    change: Annotated[tuple[ChangePart, ...], Field(min_length=1, max_length=MOST_PARTS)]
    source: Word | None = None
    seed: int = Field(default=DEFAULT_SEED, ge=0, le=LAST_SEED)
    day: date | None = None
    stated: Annotated[tuple[StatedCell, ...], Field(max_length=MOST_STATED)] = ()


class Placebo(GraphModel):
    """The same difference in random changes of the same kinds and nearly the same sizes.

    What goes in them is never what the change takes away. Its mean, its 5–95 %
    range, and in how many of the draws it is as small, or as large.
    """

    mean: float
    low: float
    high: float
    as_low: int
    as_high: int
    draws: int


class Compared(GraphModel):
    """One figure before and after; None where it has no value."""

    before: float | None
    after: float | None
    difference: float | None
    placebo: Placebo | None


class WhatIfFigure(Compared):
    """One figure of the whole map."""

    name: FigureName


class WhatIfActor(Compared):
    """One figure of one actor that it changes most for.

    The placebo is of the same actor: random changes seldom concern it, while the change was looked
    through for those it concerns most. What is held against chance is therefore ``WhatIfMost``.
    ``z`` is of a role, from the draws of ``WhatIfDrawn``, and has no placebo.
    """

    figure: ActorFigureName
    actor: Ref
    sector: Sector
    z: Compared | None = None


class WhatIfMost(GraphModel):
    """By how much a figure changes for the actor it changes most for, whoever that is.

    ``actors`` counts those it changes for. The placebo is the same largest change in each random
    change. Looked at are actors with a value before and after.
    """

    figure: ActorFigureName
    actors: int
    largest: float | None
    placebo: Placebo | None


class WhatIfMember(GraphModel):
    """An actor that joins or leaves the core of repeat collaborators, or ends in another group.

    Only who takes part before and after. ``core_joined``, ``core_left`` and ``group_moved`` among
    the figures count them, in random changes too; of many the first by name are told.
    """

    change: MemberChange
    actor: Ref
    sector: Sector


class TrendSide(GraphModel):
    """The trend of one map, as ``Trend`` tells it, without its points."""

    verdict: TrendVerdict
    years_used: int
    change: float | None
    interval: tuple[float, float] | None
    dispersion: float | None
    p: float | None
    without: tuple[WithoutYear, ...] = ()


class WhatIfDrawn(GraphModel):
    """What takes null draws of a map, of the one before and the one after: nothing else has them.

    The trend of all meetings between different sectors, without its points. The orphans by chance
    are among the figures, z of roles among the actors. Draws for every random change would take a
    hundred times as long: that placebo is *not computed*.
    """

    draws: int
    seed: int
    trend_before: TrendSide
    trend_after: TrendSide
    placebo: Literal["not computed"] = "not computed"


class WhatIfPair(GraphModel):
    """One pair of sectors: T, E, R = T/E and z, all but T by the closed form.

    ``shown`` is ``suppressed`` where a sector has too few actors to be told of, before or after;
    where coverage is too low for a comparison, before or after, R and z are left out. z is left
    out too where strata are too small for the closed form, before or after.
    """

    a: Sector
    b: Sector
    shown: Literal["compared", "insufficient_data", "suppressed"]
    coverage: float | None = None
    observed: Compared | None = None
    expected: Compared | None = None
    ratio: Compared | None = None
    z: Compared | None = None


class Placing(GraphModel):
    """What an arena that is not on the map has from the one it is like, as sources state it.

    None and empty where no source states it; ``start`` and ``end`` as precise as they are stated.
    """

    start: str | None = None
    end: str | None = None
    regions: tuple[Ref, ...] = ()
    themes: tuple[Ref, ...] = ()
    target_groups: tuple[Ref, ...] = ()


class UnderstoodPart(GraphModel):
    """A part of the change with the things it names.

    ``new`` are the sectors of actors that are not on the map, ``lots`` the actors drawn by lot;
    ``placed`` is the arena a new one is like, and ``placing`` what the new one has from it.
    """

    part: ChangePart
    arena: Ref | None = None
    actors: tuple[Ref, ...] = ()
    new: tuple[Sector, ...] = ()
    lots: tuple[Ref, ...] = ()
    placed: Ref | None = None
    placing: Placing | None = None
    funder: Ref | None = None
    participations: int


class ClosedFormUse(GraphModel):
    """Whether strata are as large as a closed form needs, before and after.

    Where they are not, no z is given, and the numbers are those of the map that falls short; where
    they are, z is exploratory all the same.
    """

    algorithm: str
    allowed: bool
    participations: int
    mean_per_stratum: float
    least_participations: int
    least_mean_per_stratum: int


class WhatIf(Carded):
    """What differs on the map with the change: arithmetic on what is recorded, no forecast.

    Nothing is stored. E, R and z are of the closed form, cold start before and after, and
    exploratory. ``change`` is the same question as text, for an address to hand on.
    ``efficiency_starts`` is how many actors were drawn to measure closeness from, None where it was
    measured from all. ``placebo_draws`` are a hundred, fewer on a large map; ``without_placebo``
    says why there is none: a map too large even for that, or nothing else that could go in the
    place of what goes. E-I figures have no value where too few lists of participants are complete,
    before or after, and nobody is judged where ``meeting_share``, the smaller of the two as
    isolates tell it, is below .6. ``actors`` are those each figure changes most for, ``most`` by
    how much. ``slow_draws`` are the random changes in which betweenness, groups and verdicts of
    cells were computed as well, None where the map is too large for them altogether. Where random
    changes are ``not_computed`` yet, both maps stand by themselves: every placebo is None.
    ``drawn`` is None until then too, and on a map too large for it. ``members`` says by name who
    joins or leaves the core or changes group. ``cells_hidden``: some cells are not shown to who
    asks, so that figures of cells are of the others, or of none.
    """

    data_version: int
    change: str
    question: WhatIfQuestion
    day: date
    understood: tuple[UnderstoodPart, ...]
    pairs: tuple[WhatIfPair, ...]
    figures: tuple[WhatIfFigure, ...]
    most: tuple[WhatIfMost, ...]
    actors: tuple[WhatIfActor, ...]
    members: tuple[WhatIfMember, ...] = ()
    drawn: WhatIfDrawn | None = None
    closed_form: ClosedFormUse
    exploratory: Literal[True] = True
    partners_known_share: float | None
    meeting_share: float | None
    efficiency_starts: int | None
    placebo_draws: int
    slow_draws: int | None
    without_placebo: WithoutPlacebo | None = None
    not_computed: NotComputed | None = None
    cells_hidden: bool = False
    address: str | None = None
    sources: tuple[str, ...]

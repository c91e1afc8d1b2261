"""What a sceptic asks of a gap table: does each verdict stand when something else is changed."""

from typing import Literal

from graph_schema.answers import Ref
from graph_schema.base import GraphModel
from graph_schema.carded import Carded
from graph_schema.gap_answers import GapParameters, Units
from graph_schema.vocabularies import Verdict

Strata = Literal["all", "source_kind_year", "source_kind"]
Step = Literal["source_kind", "year", "region", "topic"]
Explained = Literal[
    "remains", "explained", "cannot_be_separated", "no_more_than_chance", "not_asked"
]
Robustness = Literal["robust", "fragile", "unknown"]
Coding = Literal[
    "usual",
    "academia_public",
    "state_apart",
    "public_companies_private",
    "joint_bodies_apart",
    "networks_apart",
    "cooperatives_private",
    "foundations_apart",
    "interests_apart",
    "education_academia",
    "names_unknown",
    "lists_unknown",
]
"""How actors are put into sectors; *apart* is in none, as an actor of unknown sector is."""
JoinedBy = Literal["number", "list", "name", "other_name"]
"""What joined two records: an identifier of both; a list in which people say that the names are one
actor's; a name of both; a name that one of them bears only besides its own."""
Doubt = Literal[
    "number_on_neither",
    "number_on_one",
    "other_name",
    "one_word",
    "sectors_differ",
    "counties_differ",
]
"""What makes it less certain that two records are one actor."""


class PairVerdict(GraphModel):
    """What one table says of one pair; ``ratio`` is None where it was not computed."""

    a: str
    b: str
    verdict: Verdict
    ratio: float | None
    q: float | None


class Specification(GraphModel):
    """The same table made in another defensible way; ``kind`` None is every kind of arena.

    ``coding``: how actors are put into sectors. ``counts``: it lets others change places than the
    table itself and the ways before it do.
    """

    role_aware: bool
    strata: Strata
    units: Units
    kind: str | None
    coding: Coding = "usual"
    participations: int
    counts: bool
    pairs: tuple[PairVerdict, ...]


class Agreement(GraphModel):
    """Of the specifications that could test a pair, the share that give the verdict of the table.

    ``same_side`` is the share whose ratio lies on the same side of 1.
    """

    a: str
    b: str
    specifications: int
    same_verdict: float | None
    same_side: float | None


class Left(GraphModel):
    """The pairs whose verdict changes when one arena or actor is left out."""

    left_out: Ref
    size: int
    changed: tuple[PairVerdict, ...]


class Calibration(GraphModel):
    """Draws of the table itself in which there is nothing to find, sent through the whole test.

    ``false_positives`` is the share of tested pairs with p ≤ .05, ``both`` of those with both p ≤
    .05, ``with_verdict`` the share of tables with any gap or surplus, with its 95 % Wilson interval
    (``with_verdict_low`` to ``with_verdict_high``), ``with_corrected`` of those with one that
    stands when the second null's p is corrected for the family too, ``with_figure`` of those that
    tell any figure of the whole. Participations are redrawn, each by itself, so that no team keeps
    together; or labels change places among actors alike and everybody stays
    (``label_calibration``).
    """

    tables: int
    tested_pairs: int
    false_positives: float | None
    both: float | None
    with_verdict: float
    with_verdict_low: float
    with_verdict_high: float
    with_corrected: float
    with_figure: float


class CompositionStep(GraphModel):
    """R of a pair when participations change places within these groups, over the same arenas."""

    step: Step
    ratio: float | None
    z: float | None


class Composition(GraphModel):
    """Whether region or topic explains what a pair shows.

    A step explains if it groups arenas otherwise, R crosses .9 with it, moves further than in 95 %
    of random groups of equal sizes, and also does so when it is added last; where only one order
    does, they cannot be separated, and where none moves it further than random groups do, finer
    groups alone bring R towards 1. ``not_asked``: R is within .9 and 1/.9 from the start.
    """

    a: str
    b: str
    steps: tuple[CompositionStep, ...]
    explained: Explained
    by: Step | None = None


class Fragility(GraphModel):
    """How many unrecorded participations would undo a gap: z > −1.96 or R > .8.

    ``at_most`` (F⁻) where they create most meetings, ``at_random`` (F^r) the median of twenty
    random placements; None where ``tried`` more leave it a gap. ``unseen`` is the upper 95 % limit
    of how many are unrecorded, where sources overlap so that it can be estimated; the gap is robust
    only if ``at_random`` is larger. None: robustness unknown.
    """

    a: str
    b: str
    at_most: int | None
    at_random: int | None
    tried: int
    unseen: float | None = None
    robustness: Robustness = "unknown"

    def against(self, unseen: float | None) -> "Fragility":
        """The same where so many may be unrecorded at most."""
        if unseen is None:
            return self
        stands = self.at_random is None or self.at_random > unseen
        robustness: Robustness = "robust" if stands and self.at_most != 0 else "fragile"
        return self.model_copy(update={"unseen": unseen, "robustness": robustness})


class Weighted(GraphModel):
    """A pair where every arena's meetings are divided by its participants less one.

    ``observed`` is Σ n_s n_t/(h − 1), tested as T is; only a gap or surplus is told, and *cannot
    tell* else, for there is no interval.
    """

    a: str
    b: str
    observed: float
    expected: float
    ratio: float | None
    q: float | None
    label_p: float | None
    verdict: Verdict


class HeldOut(GraphModel):
    """A gap or surplus found up to a year, and what the arenas that began later say of it."""

    until: int
    found: PairVerdict
    after: PairVerdict


class Part(GraphModel):
    """Some of the records of an actor: what they call it, whose they are, where they take part.

    ``names`` are at most three of those that are stated.
    """

    names: tuple[str, ...]
    sources: tuple[str, ...]
    records: int
    arenas: int
    sector: str


class Undone(GraphModel):
    """The pairs whose verdict changes when the records of one actor are parted in two.

    ``shared`` is the name or number they were joined by.
    """

    actor: Ref
    joined_by: JoinedBy
    shared: str
    doubts: tuple[Doubt, ...]
    kept: Part
    parted: Part
    changed: tuple[PairVerdict, ...]


class Identity(GraphModel):
    """The verdicts after undoing the least certain merges of actors, each alone and all together.

    ``merges`` is how many there are of which both parts take part in an arena, ``by_number`` how
    many of these rest on a common identifier and ``by_list`` on a list made by people; the others
    rest on names alone.
    """

    merges: int
    by_number: int
    by_list: int
    undone: tuple[Undone, ...]
    together: tuple[PairVerdict, ...]


class Scrutiny(Carded):
    """The table's verdicts under every change; ``parameters`` are those of the table.

    ``label_calibration`` is None where there is no second null.
    """

    data_version: int
    parameters: GapParameters
    specifications: tuple[Specification, ...]
    agreement: tuple[Agreement, ...]
    arenas: tuple[Left, ...]
    actors: tuple[Left, ...]
    calibration: Calibration
    label_calibration: Calibration | None
    composition: tuple[Composition, ...]
    held_out: tuple[HeldOut, ...]
    fragility: tuple[Fragility, ...]
    weighted: tuple[Weighted, ...]
    identity: Identity

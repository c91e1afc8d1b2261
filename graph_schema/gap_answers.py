"""What a gap table answers: every cell with its verdict, and what is needed to compute it again."""

from collections.abc import Callable
from typing import Literal

from graph_schema.answers import ArenaPart, Page, Ref
from graph_schema.base import GraphModel
from graph_schema.carded import Carded
from graph_schema.groupings import Grouping
from graph_schema.job_answers import NotComputed
from graph_schema.vocabularies import Verdict

Units = Literal["together", "separate"]
"""Whether a unit of an organisation counts as the organisation or as an actor of its own."""


WholeName = Literal["ei_index", "assortativity", "three_sectors", "four_sectors"]
"""Figures of a whole table."""
Untested = Literal["coverage", "few_groups", "small_arenas"]
"""Why a figure of the whole is not tested: too few lists are complete; it takes more groups than
are shown; it takes more participants than any tested arena has."""


class GapScope(ArenaPart):
    """What a table is about; ``sources``: the arenas they state, by what they say of them alone."""

    units: Units = "together"
    sources: tuple[str, ...] = ()


class TableScope(GapScope):
    """What a table is about, and what its actors are grouped by."""

    by: Grouping = "sector"


class LabelNull(GraphModel):
    """How the second null was drawn: labels change places and nobody moves."""

    algorithm: str
    draws: int


class NullParameters(GraphModel):
    """How the null draws were made; with the data version they give the same draws again.

    ``labels`` is None where actors are grouped by their size: who is as active as another is of the
    same group, so that no labels can change places, and without them there is no gap or surplus.
    """

    algorithm: str
    strata: tuple[str, ...]
    role_aware: bool
    draws: int
    chains: int
    attempts_per_participation: int
    seed: int
    sampler_version: str
    labels: LabelNull | None


class GapParameters(GraphModel):
    """The null model, what it was asked about, and the thresholds a table was made with."""

    null: NullParameters
    scope: TableScope = TableScope()
    family: int
    least_coverage: float
    largest_q: float
    largest_label_p: float
    gap_ratio: float
    surplus_ratio: float
    least_actors: int
    least_stratum_participations: int
    least_stratum_arenas: int
    resamples: int
    interval_level: float


class StratumSummary(GraphModel):
    """One group of arenas within which participations were exchanged.

    ``region`` and ``topic`` are None where arenas of several were joined for being too few.
    """

    name: str
    source: str
    kind: str
    first_year: int | None
    last_year: int | None
    region: str | None
    topic: str | None
    arenas: int
    participations: int
    tested: bool


class SectorSummary(GraphModel):
    """One group: how many of its actors took part in tested arenas, and whether it is compared.

    ``sector`` is its code, that of a sector unless the table groups actors by something else. None
    to the public of a sensitive part.
    """

    sector: str
    sv: str
    en: str
    actors: int | None
    participations: int | None
    tested: bool


class ParticipationCounts(GraphModel):
    """Where every participation went; ``given`` is the sum of the next three."""

    given: int
    in_small_arenas: int
    in_strata_without_switch: int
    tested: int
    tested_of_unknown_sector: int | None


class Unseen(GraphModel):
    """How many participations no source has, as the overlap of ``sources`` sources tells.

    ``listed`` participations, ``share`` of all, lie in arenas that several of them list; the others
    are taken to be listed as well by the one source they have. ``upper`` is the end of the 95 %
    interval. By the method of Chapman for two sources, else the lower bound Chao2; both take it
    that sources list independently, and every participation as easily: where not, it is another
    number. ``by_role``: owners, whom nearly every list has, and partners were taken apart.
    """

    method: Literal["chapman", "chao2"]
    sources: int
    listed: int
    estimate: float
    upper: float
    share: float
    by_role: bool = False


HangsOn = Literal["q", "expected", "ratio", "label_p", "interval"]
"""What of a verdict is drawn: q, E, R = T/E, p of permuted labels, and the interval of R."""


class SectorPair(GraphModel):
    """One cell; a number is None where it was not computed, never where it is zero.

    ``observed`` is T, ``expected`` E and ``sd`` over the null draws, nine of ten of which lie in
    ``expected_range``; ``z`` = (T − E)/sd, ``ratio`` R = T/E, ``missing`` Δ = E − T, negative where
    more met than expected. ``interval`` is the 90 %
    interval of R over resampled arenas; ``label_p`` two-sided under permuted labels, by which a
    verdict is given, and ``label_q`` the same corrected for the family, as ``q`` is;
    ``least_visible`` R_min, the largest R that would be found a gap four times in five, negative
    where no gap could be; ``least_visible_by_labels`` the same for the second null, which a gap has
    to pass too. ``least_told`` is the largest R that would be told as a gap four times in five: a
    verdict asks both nulls, and for R ≤ .8. It is negative where no gap would be, and None where
    none can be: the pair is in no family, or there is no second null. ``recording_ratio``: recorded
    that often beside other meetings, those of a gap would give R = .8 and those of a surplus 1.25.
    ``slightly``: as expected in size, and yet
    not by chance. ``hangs_on_draws``: other draws may tell otherwise, since ``hangs_on`` lie within
    Monte Carlo error of their limits: q, E (at least 1 is tested), R, the label p, an end of the
    interval. ``unseen`` says how many participations of a or b no source has, None where no two
    sources overlap enough to say. Of ``arenas_tested`` with an actor of a or b, both take part in
    ``arenas_met``.

    ``coverage_tested`` is the share with complete lists among arenas with an actor of a or b in
    tested strata, ``coverage_all`` the same among all arenas the question is about; ``coverage`` is
    the smallest of the two and of the share for the figures of the whole table, and has to reach
    the least: where a list names the owner alone, a and b may have met beside it.
    """

    a: str
    b: str
    observed: int | None = None
    expected: float | None = None
    expected_range: tuple[float, float] | None = None
    sd: float | None = None
    z: float | None = None
    ratio: float | None = None
    missing: float | None = None
    interval: tuple[float, float] | None = None
    p_low: float | None = None
    p_high: float | None = None
    p: float | None = None
    q: float | None = None
    label_p: float | None = None
    label_q: float | None = None
    least_visible: float | None = None
    least_visible_by_labels: float | None = None
    least_told: float | None = None
    recording_ratio: float | None = None
    verdict: Verdict
    slightly: bool = False
    hangs_on_draws: bool = False
    hangs_on: tuple[HangsOn, ...] = ()
    coverage: float | None = None
    coverage_tested: float | None = None
    coverage_all: float | None = None
    arenas_tested: int | None = None
    arenas_met: int | None = None
    unseen: Unseen | None = None
    arenas: str | None = None


class WholeFigure(GraphModel):
    """One figure of the whole table against its null draws; None where it was not tested.

    ``ei_index`` (E − I)/(E + I), ``assortativity`` r, and the number of tested arenas with at least
    three and at least four sectors, all over the sectors that are shown; ``difference`` is
    observed − expected. ``coverage`` is the share with partners known among arenas of tested
    strata or among all the question is about, whichever is smaller, in both without complete lists
    of one; below the least, nothing is tested, and ``untested`` says why no test is made.

    ``p`` is of the first null and ``label_p`` of the second, both two-sided; ``q`` by Benjamini &
    Hochberg over the tested figures, of the larger of the two (1 where they point different ways).
    Up to .05 the figure is told to differ from what chance gives. None without a second null.
    """

    name: WholeName
    observed: float
    expected: float
    expected_range: tuple[float, float]
    sd: float
    difference: float
    coverage: float
    z: float | None = None
    p_low: float | None = None
    p_high: float | None = None
    p: float | None = None
    label_p: float | None = None
    q: float | None = None
    untested: Untested | None = None


class CellArena(GraphModel):
    """One tested arena behind a cell: its co-participations and the actors of both sectors."""

    arena: Ref
    year: int | None
    met: int
    of_a: tuple[Ref, ...]
    of_b: tuple[Ref, ...]


class GapCell(Page[CellArena]):
    """A page of the tested arenas behind a cell, and where the two meet beside the table.

    In ``untested_total`` more arenas chance cannot move anybody, so that they are none of what is
    observed of the pair; ``untested_met`` are the co-participations there, ``untested`` the first
    of them, on the first page. None where few actors are not to be told apart.
    """

    untested_total: int | None = None
    untested_met: int | None = None
    untested: tuple[CellArena, ...] = ()


class GapTable(Carded):
    """Sector × sector, or other groups: who meets less, or more, often than activity would give.

    ``exploratory``: a part of the graph somebody chose to look at, so that of many such tables some
    find something by chance; the table of everything and that of each source are fixed beforehand.
    Where draws are ``not_computed`` nothing is expected, no pair is compared and nothing is told of
    the whole.
    """

    data_version: int
    exploratory: bool
    parameters: GapParameters
    not_tested_share: float
    participations: ParticipationCounts
    sectors: tuple[SectorSummary, ...]
    strata: tuple[StratumSummary, ...]
    pairs: tuple[SectorPair, ...]
    whole: tuple[WholeFigure, ...]
    not_computed: NotComputed | None = None

    def labels(self, lang: str) -> dict[str, str]:
        """What the groups are called, by code."""
        return {each.sector: each.sv if lang == "sv" else each.en for each in self.sectors}

    def pair(self, a: str, b: str) -> SectorPair:
        """The cell of two sectors, in either order; KeyError where the table has none."""
        for pair in self.pairs:
            if {pair.a, pair.b} == {a, b}:
                return pair
        raise KeyError(f"the table has no cell for {a} and {b}")

    def linked(self, link: Callable[[str, str], str]) -> "GapTable":
        """The same table where every cell that is shown says where its arenas are listed."""
        shown = tuple(
            pair if pair.verdict.hides else pair.model_copy(update={"arenas": link(pair.a, pair.b)})
            for pair in self.pairs
        )
        return self.model_copy(update={"pairs": shown})

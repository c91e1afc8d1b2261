"""What a table of white space answers: every cell with its verdict, and what it rests on."""

from collections.abc import Callable
from typing import Literal

from graph_schema.answers import ArenaPart, Ref
from graph_schema.base import GraphModel
from graph_schema.carded import Carded
from graph_schema.job_answers import NotComputed
from graph_schema.vocabularies import Verdict, Vocabulary

Dimension = Literal["region", "theme", "target_group"]
Level = Literal["country", "nuts2", "county"]
"""Levels of places a table can be asked for: the country, riksområden (NUTS 2), län."""


class Reason(Vocabulary):
    """Why a cell cannot tell."""

    TOO_FEW_EXPECTED = (
        "too_few_expected",
        "så få är väntade att inte ens noll vore märkligt",
        "so few are expected that not even nought would be remarkable",
    )
    WIDE_INTERVAL = (
        "wide_interval",
        "osäkerheten är för stor åt båda håll",
        "the uncertainty is too large either way",
    )
    TOO_SMALL_A_LACK = (
        "too_small_a_lack",
        "färre än väntat, men så lite att det inte kallas en lucka",
        "fewer than expected, but so little that it is not called a gap",
    )
    MAY_BELONG = (
        "may_belong",
        "färre än väntat, men arenor som saknar en av uppgifterna kan höra hit, eller dit där de "
        "gör det väntade här mindre, och då vore det ingen lucka",
        "fewer than expected, but arenas that lack one of the labels may belong here, or where "
        "they make fewer expected here, and then it would be no gap",
    )
    EMPTY_LINE = (
        "empty_line",
        "raden eller kolumnen har inga arenor i tabellen, så bara ett angivet behov kan säga något",
        "the row or column has no arenas in the table, so that only a stated need could tell",
    )
    ONLY_CELL = (
        "only_cell",
        "behovet är angivet för en enda ruta som går att jämföra, och den har då hela sin andel",
        "a need is stated for one cell alone that can be compared, which then has all of its share",
    )
    NOTHING_TO_COMPARE = (
        "nothing_to_compare",
        "inget att jämföra med i samma källa, slag och period",
        "nothing to compare with in the same source, kind and period",
    )
    SUM_NOT_SHOWN = (
        "sum_not_shown",
        "hur många i raden eller kolumnen som går att jämföra visas inte, så inte heller det "
        "väntade: det skulle berätta om något känsligt som har få aktörer",
        "how many of its row or column can be compared is not shown, so neither is what is "
        "expected: it would tell of something sensitive that has few actors",
    )


class WhitespaceScope(ArenaPart):
    """Which arenas are counted; ``sources`` keeps those that any of them states."""

    sources: tuple[str, ...] = ()


class StatedCell(GraphModel):
    """What a user states of one cell: how much it needs, or that nothing can be there.

    ``row`` and ``column`` are ids, codes or names as written; ``line`` is where it was written.
    """

    line: int
    row: str
    column: str
    need: float | None = None
    possible: bool = True


class LabelNull(GraphModel):
    """How the null draws were made; with the data version they give the same draws again."""

    algorithm: str
    strata: tuple[str, ...]
    draws: int
    chains: int
    attempts_per_label: int
    seed: int
    draws_version: str


class WhitespaceParameters(GraphModel):
    """What was asked, and the thresholds the verdicts were given with.

    ``family`` cells were tested against the null, ``need_family`` against the need. Of the cells
    with a need ``need_stated`` are held against it; ``need_left`` no source covers.
    ``expected_drawn``: what is expected is the mean of the draws, as arenas have several labels and
    the sizes of rows and columns by pairs of them give another number.
    """

    rows: Dimension
    columns: Dimension
    level: Level | None
    scope: WhitespaceScope
    null: LabelNull
    family: int
    need_family: int = 0
    need_stated: int = 0
    need_left: int = 0
    expected_drawn: bool = False
    impossible_stated: int = 0
    least_expected: float
    largest_q: float
    gap_ratio: float
    covered_ratio: float
    interval: float


class ArenaCounts(GraphModel):
    """Where every arena asked for went; ``asked`` is the sum of the next five.

    An arena ``in_several_rows`` counts once in each of them, and the same of columns. ``perhaps``
    are not asked for, and may be of the part: nobody states the place or theme that it is of. So
    are those ``perhaps_without_either``, which have no label of the table either, and against which
    no gap is held.
    """

    asked: int
    without_either: int
    without_row: int
    without_column: int
    not_comparable: int
    tested: int
    in_several_rows: int
    in_several_columns: int
    perhaps: int = 0
    perhaps_without_either: int = 0


class Line(GraphModel):
    """One row or column; ``arenas`` is None where nobody covers it, or where it would tell what a
    hidden cell holds. ``list_of`` is the source in whose list the label stands, told where lists of
    several sources have a label of that name.
    """

    label: Ref
    list_of: str | None = None
    arenas: int | None
    covered: bool
    sensitive: bool = False


class NeedTest(GraphModel):
    """The cell against its share of a stated need: E = N·need/Σneed, over the cells with a need.

    Where no source covers the cell it is not tested, and its need is no part of Σneed.
    """

    need: float
    expected: float | None = None
    ratio: float | None = None
    interval: tuple[float, float] | None = None
    p_low: float | None = None
    p_high: float | None = None
    q_low: float | None = None
    q_high: float | None = None
    verdict: Verdict
    reason: Reason | None = None


class WhitespaceCell(GraphModel):
    """One cell; a number is None where it was not computed or is hidden, never where it is zero.

    ``observed`` arenas and ``expected`` ones are those that can be compared; ``outside`` lie in
    strata where nothing can be exchanged. ``interval`` is the exact 90 % interval of O/E.
    Where the sum of its row or column is not shown, only what was counted is told: what is expected
    would give the sum. ``shrunk`` and ``shrunk_interval`` rank and show, and decide nothing.
    ``records_needed`` would
    let a nought mean something in this cell alone, ``records_needed_all`` in all that are tested.
    ``hangs_on_draws``: a q, or the worst one, lies so near its limit that other draws may give
    another verdict.
    ``may_belong`` arenas have the label of its row and none of the other dimension, or that of its
    column alone, and none of an area beside it, or have both and not the place or theme that the
    part asked about is of: they may belong here. A gap that would be none with
    them, or with others where they make fewer expected here, is *cannot tell*: it is held against
    ``worst_observed``, ``worst_expected`` and ``worst_q``. In a table with anything sensitive the
    public is told none of these.
    ``partners_known_share``: of all its arenas with a known participant those whose list of
    participants is complete; the public is not told it of anything sensitive.
    """

    row: str
    column: str
    verdict: Verdict
    reason: Reason | None = None
    hangs_on_draws: bool | None = None
    observed: int | None = None
    outside: int | None = None
    may_belong: int | None = None
    worst_observed: int | None = None
    worst_expected: float | None = None
    worst_q: float | None = None
    expected: float | None = None
    ratio: float | None = None
    interval: tuple[float, float] | None = None
    null_mean: float | None = None
    sd: float | None = None
    residual: float | None = None
    p_low: float | None = None
    p_high: float | None = None
    q_low: float | None = None
    q_high: float | None = None
    shrunk: float | None = None
    shrunk_interval: tuple[float, float] | None = None
    rank: int | None = None
    records_needed: int | None = None
    records_needed_all: int | None = None
    need: NeedTest | None = None
    actors: int | None = None
    partners_known_share: float | None = None
    arenas: str | None = None


class LabelStratum(GraphModel):
    """One group of arenas within which labels were exchanged."""

    source: str
    kind: str
    first_year: int | None
    last_year: int | None
    arenas: int
    tested: bool


class TripleCounts(GraphModel):
    """What the three-way table says in short; the list of triples has it cell by cell."""

    arenas: int
    cells: int
    tested: int
    gaps: int
    covered: int
    as_expected: int
    cannot_tell: int


class WhitespaceTable(Carded):
    """Rows × columns: where arenas are fewer, or more, than the sizes of both would give.

    Where draws are ``not_computed`` there are none, no p, no q, and no verdict that hangs on them.
    ``triples_hidden``: where anything is sensitive the public is told nothing of all three
    dimensions at once.
    ``exploratory``: a part somebody chose to look at; of many such some tell something by chance.
    ``partners_known_share`` as in a cell, of all arenas asked about.
    """

    data_version: int
    exploratory: bool
    parameters: WhitespaceParameters
    arenas: ArenaCounts
    sources: tuple[str, ...]
    rows: tuple[Line, ...]
    columns: tuple[Line, ...]
    cells: tuple[WhitespaceCell, ...]
    strata: tuple[LabelStratum, ...]
    triples: TripleCounts | None = None
    triples_hidden: bool = False
    hidden: int = 0
    partners_known_share: float | None = None
    not_computed: NotComputed | None = None

    def cell(self, row: str, column: str) -> WhitespaceCell:
        """The cell of two labels by id; KeyError where the table has none."""
        for cell in self.cells:
            if (cell.row, cell.column) == (row, column):
                return cell
        raise KeyError(f"the table has no cell for {row} and {column}")

    def linked(self, link: Callable[[str, str], str]) -> "WhitespaceTable":
        """The same table where every cell that holds arenas says where they are listed."""
        linked = tuple(
            cell.model_copy(update={"arenas": link(cell.row, cell.column)})
            if cell.observed or cell.outside
            else cell
            for cell in self.cells
        )
        return self.model_copy(update={"cells": linked})


class TripleCell(GraphModel):
    """A region, a theme and a target group: met against what their three pairs would give."""

    region: Ref
    theme: Ref
    target_group: Ref
    observed: int
    expected: float
    ratio: float | None
    interval: tuple[float, float] | None
    p_low: float | None = None
    p_high: float | None = None
    q_low: float | None = None
    q_high: float | None = None
    verdict: Verdict
    reason: Reason | None = None


class WhitespaceArena(GraphModel):
    """One arena behind a cell; ``actors`` are the first of ``actors_total``."""

    arena: Ref
    year: int | None
    actors: tuple[Ref, ...]
    actors_total: int

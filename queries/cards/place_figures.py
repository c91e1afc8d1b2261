"""Figures of regions, themes and target groups: white space, funders, coverage."""

from dataclasses import replace

from graph_schema.answers import PartPage, Ref
from graph_schema.coverage_answers import CoverageBy, CoverageSlice
from graph_schema.funder_answers import FunderOverlap
from graph_schema.gap_answers import GapScope
from graph_schema.vocabularies import Verdict
from graph_schema.whitespace_answers import Dimension, TripleCell, WhitespaceCell, WhitespaceTable
from queries.cards.counted_figures import COUNTED, COUNTED_ONCE
from queries.cards.figure import (
    MOST_ASKED,
    Asking,
    Figure,
    Test,
    Values,
    every_item,
    hidden,
    one_of,
    parts_of,
    require_drawn,
    values_of,
)
from queries.coverage.question import coverage
from queries.funders.cells import funder_cells
from queries.funders.question import FunderQuestion, funder_overlaps, funder_table
from queries.gaps.strata import Stratum
from queries.readmodel.open import ReadModel
from queries.whitespace.asking import white_space
from queries.whitespace.covering import cited_sources
from queries.whitespace.lines import DIMENSIONS
from queries.whitespace.question import WhitespaceQuestion
from queries.whitespace.telling import asked_arenas
from queries.whitespace.triples import triple_cells

WHOLE = "whole"
CELL_FORMULA = (
    "O: arenas with both labels, of those that can be compared; E: quasi-independence, fitted by "
    "IPF over the possible cells, or the mean of the draws where arenas have several labels and it "
    "is another number; p_low, p_high: (1 + #{O* ≤ O})/(N + 1) and likewise above, over "
    "draws; q: Benjamini–Hochberg over the cells with E ≥ 3; interval: exact 90 % Poisson interval "
    "of O/E; residual = (O − E)/√(E(1 − N_r/N)(1 − N_c/N)), N_r and N_c arenas with the label of "
    "the row and of the column (Haberman 1973, Biometrics 29:205); "
    "shrunk: gamma–Poisson posterior median (Clayton & Kaldor 1987, Biometrics 43:671); "
    "a gap only if it is one with arenas that lack a label where they speak most against it: all "
    "that may belong in the cell, the others in other lines, E_min = ΣE·N/(N + V), with several "
    "labels the lesser of ΣE·M/(M + P) by pairs of labels and the draws' mean less V, and nothing "
    "beside impossible cells; "
    "records_needed = n·(−ln .05)/E; need: E = N·need/Σneed over the cells with one, p of the "
    "Poisson distribution"
)
TRIPLE_FORMULA = (
    "O: arenas with all three labels; E: the log-linear model without a three-way term, by IPF; "
    "p of the Poisson distribution; q: Benjamini–Hochberg over the cells with E ≥ 3"
)
TRIPLE_METHOD = "Poisson, all strata together; no draws"
FUNDER_FORMULA = (
    "HHI = Σ(100·share)², effective = 10⁴/HHI, normalised = (H − 1/n)/(1 − 1/n), unbiased = "
    "Σn(n − 1)/(N(N − 1)); an arena of several funders is split equally, or, in money, by what "
    f"each pays, {COUNTED_ONCE}; where no amount of some payer is known the arena is left out; "
    "interval: 10–90 % over resampled arenas, of ten or more, where it holds the number; "
    "overlap: mean of |both|/|either|"
)
OVERLAP_FORMULA = "|arenas both pay for|/|arenas either pays for| (Jaccard 1901)"
NOTHING_DRAWN = Test()
RESAMPLED = "counted; the interval by resampling arenas"
COVERAGE_FORMULA = (
    "share = arenas whose list of participants a source declares complete / arenas with a known "
    "participant; meeting_share: the same of several participants / all arenas without those of a "
    "complete list of one; unseen: Chapman (1951) where two sources list the same arenas, Chao2 "
    "(Chao 1987, Biometrics 43:783) where more do"
)


class CoverageQuestion(GapScope):
    """Which arenas, and what the slices are."""

    by: CoverageBy = "kind"

    @property
    def scope(self) -> GapScope:
        """Which arenas it is about."""
        return GapScope(**self.model_dump(include=set(GapScope.model_fields)))


def cell_figure(model: ReadModel, question: WhitespaceQuestion, key: str, asking: Asking) -> Figure:
    """One cell, as row/column."""
    row, column = parts_of(key, 2)
    table = asking.once(white_space, model, question, turn=asking.turn, at_once=asking.at_once)
    require_drawn(table.not_computed)
    cell = one_of(iter(table.cells), lambda each: (each.row, each.column) == (row, column), key)
    if cell.verdict is Verdict.SUPPRESSED:
        raise hidden(key)
    names = {line.label.id: line.label.name for line in (*table.rows, *table.columns)}
    null = table.parameters.null
    return Figure(
        about={"row": row, "column": column},
        named={"row": names[row], "column": names[column]},
        values=values_of(cell, "row", "column", "arenas"),
        formula=CELL_FORMULA,
        method=null.algorithm,
        n={"arenas": table.arenas.tested, **_with_need(table)},
        parameters=values_of(table.parameters),
        exploratory=table.exploratory,
        sources=table.sources,
        test=Test(null.draws, null.seed, _strata(table), _not_comparable(table)),
        significance=_both_ends(cell),
        coverage=_share(table.arenas.tested, table.arenas.asked),
    )


def _both_ends(cell: WhitespaceCell) -> Values:
    """The p and q of either side, against the null and, where one is stated, against the need."""
    tests = {"": cell, "need_": cell.need}
    told = {
        end: {
            f"{of}{side}": value
            for of, test in tests.items()
            for side in ("low", "high")
            if (value := getattr(test, f"{end}_{side}", None)) is not None
        }
        for end in ("p", "q")
    }
    return {end: values for end, values in told.items() if values}


def _with_need(table: WhitespaceTable) -> dict[str, int]:
    """N of a stated need: the arenas of all cells that have one, whether comparable or not."""
    cells = [cell for cell in table.cells if cell.need and cell.need.expected is not None]
    counts = [(cell.observed or 0) + (cell.outside or 0) for cell in cells]
    return {"arenas_with_need": sum(counts)} if cells else {}


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _strata(table: WhitespaceTable) -> tuple[str, ...]:
    """As strata of the pair null are named, by which pages take them apart."""
    return tuple(
        Stratum(**each.model_dump(exclude={"tested"}), participations=0).name
        for each in table.strata
        if each.tested
    )


def _not_comparable(table: WhitespaceTable) -> float:
    of = table.arenas.tested + table.arenas.not_comparable
    return table.arenas.not_comparable / of if of else 0.0


def triple_figure(
    model: ReadModel, question: WhitespaceQuestion, key: str, asking: Asking
) -> Figure:
    """One region, theme and target group that could be tested, by their ids."""
    ids = parts_of(key, 3)

    def ask(cursor: str | None) -> PartPage[TripleCell]:
        return asking.once(triple_cells, model, question, limit=MOST_ASKED, cursor=cursor)

    def matches(cell: TripleCell) -> bool:
        return (cell.region.id, cell.theme.id, cell.target_group.id) == ids

    found = one_of(every_item(ask), matches, key)
    refs = {name: getattr(found, name) for name in ("region", "theme", "target_group")}
    figure = _counted(
        model,
        question,
        refs,
        values_of(found, *refs),
        TRIPLE_FORMULA,
        TRIPLE_METHOD,
        {"arenas": found.observed},
    )
    return replace(figure, coverage=ask(None).coverage)


def funder_figure(model: ReadModel, question: FunderQuestion, key: str, asking: Asking) -> Figure:
    """The row of one region or theme by its id, or of all of them."""
    table = asking.once(funder_table, model, question)
    if key in {ref.id for ref in table.hidden}:
        raise hidden(key)
    rows = {WHOLE if row.label is None else row.label.id: row for row in (table.whole, *table.rows)}
    row = one_of(iter(rows.values()), lambda each: rows.get(key) is each, key)
    figure = _counted(
        model,
        question,
        {} if row.label is None else {"label": row.label},
        values_of(row, "label"),
        FUNDER_FORMULA,
        RESAMPLED,
        {"arenas": row.funded},
        Test(table.draws, table.seed),
    )
    share = _share(row.funded, row.arenas)
    return replace(figure, coverage=share, exploratory=table.exploratory)


def funder_cell_figure(
    model: ReadModel, question: FunderQuestion, key: str, asking: Asking
) -> Figure:
    """One cell, as region/theme."""
    ids = parts_of(key, 2)
    table = asking.once(funder_cells, model, question)
    if ids in {(cell.region.id, cell.theme.id) for cell in table.hidden}:
        raise hidden(key)
    cell = one_of(iter(table.cells), lambda each: (each.region.id, each.theme.id) == ids, key)
    figure = _counted(
        model,
        question,
        {"region": cell.region, "theme": cell.theme},
        values_of(cell, "region", "theme"),
        FUNDER_FORMULA,
        COUNTED,
        {"arenas": cell.funded},
    )
    return replace(figure, coverage=_share(cell.funded, cell.arenas))


def overlap_figure(model: ReadModel, question: FunderQuestion, key: str, asking: Asking) -> Figure:
    """Two funders of the same arenas, by their ids."""
    ids = set(parts_of(key, 2))

    def ask(cursor: str | None) -> PartPage[FunderOverlap]:
        page = asking.once(funder_overlaps, model, question, limit=MOST_ASKED, cursor=cursor)
        if page is None:
            raise hidden(key)
        return page

    found = one_of(every_item(ask), lambda each: {each.a.id, each.b.id} == ids, key)
    figure = _counted(
        model,
        question,
        {"a": found.a, "b": found.b},
        values_of(found, "a", "b"),
        OVERLAP_FORMULA,
        COUNTED,
        {"arenas": found.either},
    )
    return replace(figure, coverage=ask(None).coverage)


def coverage_figure(model: ReadModel, question: CoverageQuestion, key: str, _: Asking) -> Figure:
    """One slice by its value, or all arenas asked about."""
    found = coverage(model, question.scope, question.by)
    if key in found.hidden:
        raise hidden(key)
    slices: dict[str, CoverageSlice] = {WHOLE: found.whole}
    slices |= {each.value: each for each in found.slices}
    row = one_of(iter(slices.values()), lambda each: slices.get(key) is each, key)
    return Figure(
        about={"slice": key},
        named={"slice": row.en} if row.sv == row.en else {},
        values=values_of(row, "value", "sv", "en"),
        formula=COVERAGE_FORMULA,
        method=COUNTED,
        n={"arenas": row.arenas},
        parameters=values_of(found, "whole", "slices", "data_version", "hidden", "cards"),
        exploratory=found.exploratory,
        sources=tuple(each.source for each in row.sources),
        coverage=row.share,
        unseen=row.unseen,
    )


def _counted(
    model: ReadModel,
    question: WhitespaceQuestion | FunderQuestion,
    refs: dict[str, Ref],
    values: Values,
    formula: str,
    method: str,
    n: dict[str, int],
    test: Test = NOTHING_DRAWN,
) -> Figure:
    """A figure of arenas that were counted, whichever labels they have."""
    asked = asked_arenas(model, question.scope)
    funders = isinstance(question, FunderQuestion)
    by: list[Dimension] = [each for each in DIMENSIONS if each in refs]
    if isinstance(question, FunderQuestion) and not by:
        by = [question.by]
    return Figure(
        about={name: ref.id for name, ref in refs.items()} or {"label": WHOLE},
        named={name: ref.name for name, ref in refs.items()},
        values=values,
        formula=formula,
        method=method,
        n=n,
        parameters=values_of(question, "stated"),
        exploratory=question.scope.is_chosen,
        sources=cited_sources(model, asked, question.scope.sources, by, payers=funders),
        test=test,
    )

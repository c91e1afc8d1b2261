"""Region, theme and target group together: what their three pairs do not explain."""

from dataclasses import dataclass

import numpy as np

from graph_schema.answers import PartPage, Ref
from graph_schema.whitespace_answers import TripleCell, WhitespaceScope
from queries.lookup.pages import cut
from queries.readmodel.columns import gathered
from queries.readmodel.open import ReadModel
from queries.whitespace import verdicts
from queries.whitespace.arenas import Bools, Ints, pairs_of
from queries.whitespace.covering import covered_cells
from queries.whitespace.independence import Counts, Floats, no_three_way
from queries.whitespace.labels import Axis, axis_of
from queries.whitespace.lines import DIMENSIONS
from queries.whitespace.question import WhitespaceQuestion, laid_out
from queries.whitespace.telling import asked_arenas, require_together

MOST_CELLS = 200_000  # fitted at once; a table beyond has to be narrowed first
_Place = tuple[int, int, int]


@dataclass(frozen=True)
class Triples:
    """The cells of the three-way table with E ≥ 3, most remarkable first, and what they rest on."""

    axes: tuple[Axis, Axis, Axis]
    observed: Counts
    expected: Floats
    arenas: int
    cells: int
    places: list[_Place]
    tested: list[verdicts.Significance]
    judged: list[verdicts.Judgement]


@dataclass(frozen=True)
class Fitted:
    """What is counted in every cell and what the three pairs give, over arenas with all labels.

    ``arena`` and ``cell`` have one value per triple of labels of an arena.
    """

    chosen: Ints
    arena: Ints
    cell: Ints
    observed: Counts
    expected: Floats
    usable: Bools


def fitted(
    model: ReadModel,
    axes: tuple[Axis, Axis, Axis],
    asked: Ints,
    scope: WhitespaceScope,
    possible: Bools | None = None,
    *,
    most: int = MOST_CELLS,
    there: Bools | None = None,
) -> Fitted | None:
    """Count the arenas ``asked`` for and fit; None where none has all labels, or cells are many.

    ``there`` as for ``covered_cells``.
    """
    every = np.logical_and.reduce([axis.labels.per_arena[asked] > 0 for axis in axes])
    chosen = asked[every]
    shape = tuple(axis.nodes.size for axis in axes)
    if not chosen.size or np.prod(shape) > most:
        return None
    cell, arena = _cells_of(axes, chosen, shape)
    observed = np.bincount(cell, minlength=int(np.prod(shape))).reshape(shape)
    usable = covered_cells(model, axes, chosen, scope, there)
    if possible is not None:
        usable &= possible
    return Fitted(chosen, arena, cell, observed, no_three_way(observed, usable), usable)


def triples_of(model: ReadModel, question: WhitespaceQuestion) -> Triples | None:
    """The three-way table of a question; None where an arena has all three labels nowhere.

    Expected is the model without a three-way term over all arenas with all three labels, strata
    together: within each there are too few. p is Poisson's, which is too large rather than too
    small, as a cell counts an arena once and the margins are fitted.
    """
    asked = asked_arenas(model, question.scope)
    require_together(model, question.scope, *DIMENSIONS)
    axes = tuple(axis_of(model, name, question.level, asked) for name in DIMENSIONS)
    region, theme, group = axes
    possible = _possible(model, question, axes)
    found = fitted(model, (region, theme, group), asked, question.scope, possible)
    if found is None:
        return None
    shown = found.usable & (found.expected >= verdicts.LEAST_EXPECTED)
    return _judged((region, theme, group), found.observed, found.expected, shown, found.chosen.size)


def triple_cells(
    model: ReadModel,
    question: WhitespaceQuestion,
    *,
    limit: int = 50,
    cursor: str | None = None,
) -> PartPage[TripleCell]:
    """The triples that could be tested, those furthest from what their pairs explain first."""
    found = triples_of(model, question)
    total = len(found.places) if found is not None else 0
    asked = {"triples": question.model_dump(mode="json")}
    part = cut(model, asked, total, limit, cursor)
    items = [] if found is None else [_cell(found, k) for k in range(part.begin, part.end)]
    whole = asked_arenas(model, question.scope).size
    return PartPage[TripleCell](
        items=tuple(items),
        next=part.next,
        total=total,
        data_version=model.version,
        exploratory=question.scope.is_chosen,
        coverage=(0 if found is None else found.arenas) / whole if whole else None,
    )


def _cells_of(axes: tuple[Axis, ...], chosen: Ints, shape: tuple[int, ...]) -> tuple[Ints, Ints]:
    """Every triple of labels of every arena as the number of its cell, and the arena."""
    region, theme, group = (axis.labels.of_arenas(chosen) for axis in axes)
    first, second = pairs_of(region, theme)
    place = np.repeat(region.arena, theme.per_arena[region.arena])
    third, length = gathered(group.first, group.values, place)
    pair = first * shape[1] + second
    cell = np.asarray(np.repeat(pair, length) * shape[2] + third, np.int64)
    return cell, chosen[np.repeat(place, length)]


def _possible(model: ReadModel, question: WhitespaceQuestion, axes: tuple[Axis, ...]) -> Bools:
    """What was stated of pairs, for every triple that holds one."""
    shape = tuple(axis.nodes.size for axis in axes)
    possible = np.ones(shape, np.bool_)
    if all(cell.possible for cell in question.stated):
        return possible
    laid = laid_out(model, question)
    for r, c in np.argwhere(~laid.facts.possible):
        at: list[slice | Ints] = [slice(None)] * len(shape)
        for own, place in ((laid.rows, r), (laid.columns, c)):
            dimension = DIMENSIONS.index(own.dimension)
            at[dimension] = np.flatnonzero(axes[dimension].nodes == own.nodes[place])
        possible[tuple(at)] = False
    return possible


def judged_of(
    observed: Counts, expected: Floats, shown: Bools
) -> tuple[list[_Place], list[verdicts.Significance], list[verdicts.Judgement]]:
    """The cells that are shown, in order, with p and q of each and its verdict."""
    places = [(int(r), int(t), int(g)) for r, t, g in np.argwhere(shown)]
    tails = [verdicts.poisson_tails(int(observed[at]), float(expected[at])) for at in places]
    tested = verdicts.with_q(tails)
    judged = [
        verdicts.judged(int(observed[at]), float(expected[at]), found)
        for at, found in zip(places, tested, strict=True)
    ]
    return places, tested, judged


def _judged(
    axes: tuple[Axis, Axis, Axis], observed: Counts, expected: Floats, shown: Bools, arenas: int
) -> Triples:
    places, tested, judged = judged_of(observed, expected, shown)
    order = sorted(
        range(len(places)), key=lambda k: (min(tested[k].p_low, tested[k].p_high), places[k])
    )
    return Triples(
        axes=axes,
        observed=observed,
        expected=expected,
        arenas=int(arenas),
        cells=observed.size,
        places=[places[k] for k in order],
        tested=[tested[k] for k in order],
        judged=[judged[k] for k in order],
    )


def _cell(found: Triples, k: int) -> TripleCell:
    at, (verdict, reason) = found.places[k], found.judged[k]
    observed, expected = int(found.observed[at]), float(found.expected[at])
    named: list[Ref] = [axis.refs[place] for axis, place in zip(found.axes, at, strict=True)]
    return TripleCell(
        region=named[0],
        theme=named[1],
        target_group=named[2],
        observed=observed,
        expected=expected,
        ratio=observed / expected if expected > 0 else None,
        interval=verdicts.ratio_interval(observed, expected),
        **vars(found.tested[k]),
        verdict=verdict,
        reason=reason,
    )

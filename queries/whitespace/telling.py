"""What the public is not told of sensitive parts of the map: the one place that decides.

Every answer that counts arenas by place, theme or target group asks here, whether it is a table, a
row or a question narrowed to one cell, so that all of them hide the same (decision 21).
"""

from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import NamedTuple

import numpy as np

from graph_schema.answers import ArenaPart
from graph_schema.nodes import Region, Theme
from graph_schema.whitespace_answers import Dimension, Level, WhitespaceScope
from queries.errors import NotShownError
from queries.lookup.filters import ids_of
from queries.lookup.remembered import once_a_model
from queries.lookup.sensitive import hides_few, is_public
from queries.readmodel.columns import gathered
from queries.readmodel.open import ReadModel
from queries.whitespace.arenas import Bools, Ints
from queries.whitespace.hiding import LEAST_NAMED
from queries.whitespace.labels import Axis, arenas_of, axis_of, numbers_of
from queries.whitespace.lines import ALL, Lines, decided_of, lines_of

DIMENSIONS: tuple[Dimension, ...] = ("region", "theme", "target_group")
MOST_REMEMBERED = 64  # tables of a model; a page asks for the same few again and again


class Unseen(NamedTuple):
    """What is not told: cells of a table, and the sums of its rows and of its columns."""

    cells: Bools
    rows: Bools
    columns: Bools


class _Decided(NamedTuple):
    """A table of all there is in a part, whatever an answer shows of it.

    ``lines`` of both dimensions begin with all of them. ``cells`` are not told, nor are the sums of
    ``alone``, beside which no second cell could be hidden.
    """

    lines: tuple[Lines, Lines]
    cells: Bools
    alone: tuple[Bools, Bools]


def unseen(model: ReadModel, part: ArenaPart, rows: Axis, columns: Axis) -> Unseen:
    """What of a table of the part its reader is not told.

    It hangs on nothing but the part: what is stated of cells, or shown of them, could be moved
    about until what is hidden beside a small cell tells it.
    """
    first, second = sorted((rows, columns), key=lambda axis: DIMENSIONS.index(axis.dimension))
    shape = (first.nodes.size, second.nodes.size)
    found = _decided(model, _scope(part), first.dimension, second.dimension)
    if found is None:
        none = [np.zeros(size, np.bool_) for size in shape]
        told = Unseen(np.zeros(shape, np.bool_), *none)
    else:
        given = zip(found.lines, (first, second), strict=True)
        a, b = (lines.places(axis.nodes) for lines, axis in given)
        cells, (rows_alone, columns_alone) = _padded(found.cells), map(_padded, found.alone)
        sums = (cells[:, ALL] | rows_alone)[a], (cells[ALL] | columns_alone)[b]
        told = Unseen(cells[np.ix_(a, b)], *sums)
    return told if first is rows else Unseen(told.cells.T, told.columns, told.rows)


def unseen_lines(model: ReadModel, part: ArenaPart, dimension: Dimension, nodes: Ints) -> Bools:
    """Of which labels of one dimension the reader is told nothing within the part."""
    other: Dimension = "region" if dimension != "region" else "theme"
    pair = sorted((dimension, other), key=DIMENSIONS.index)
    found = _decided(model, _scope(part), *pair)
    if found is None:
        return np.zeros(nodes.size, np.bool_)
    at = pair.index(dimension)
    whole = _padded(found.cells[:, ALL] if at == 0 else found.cells[ALL])
    return np.asarray(whole[found.lines[at].places(nodes)])


def _padded(told: Bools) -> Bools:
    """With one more line that is told: of labels nothing in the part has."""
    return np.pad(told, [(0, 1)] * told.ndim)


def told_axis(
    model: ReadModel,
    part: ArenaPart,
    dimension: Dimension,
    level: Level,
    asked: Ints,
    stated: Sequence[int] = (),
) -> Axis:
    """The labels of a dimension as ``axis_of`` orders them, those that are not told at the end.

    Among the others their place would tell how many arenas they have.
    """
    axis = axis_of(model, dimension, level, asked, stated)
    untold = unseen_lines(model, part, dimension, axis.nodes)
    return axis if dimension == "region" or not untold.any() else axis.with_last(model, untold)


def asked_arenas(model: ReadModel, part: ArenaPart) -> Ints:
    """The arenas a question is about; ``NotShownError`` where they are not told of."""
    found = arenas_of(model, _scope(part))
    require_told(model, part, found)
    return found


def require_told(model: ReadModel, part: ArenaPart, found: Ints) -> None:
    """Raise ``NotShownError`` where the reader is told nothing of a part and its arenas."""
    if is_public(model) and _is_untold(model, _scope(part), found):
        raise NotShownError(
            "what was asked about is not shown: it is sensitive and names fewer than "
            f"{LEAST_NAMED} actors, or would tell of a part that does; ask for a larger one"
        )


def few(model: ReadModel, arenas: Ints) -> bool:
    """Whether any actor takes part, but fewer than three, units counted as their organisation."""
    columns = model.columns
    actors, _ = gathered(columns.arena_first, columns.arena_actors, arenas)
    return 0 < np.unique(columns.top[actors]).size < LEAST_NAMED


def _is_untold(model: ReadModel, scope: WhitespaceScope, found: Ints) -> bool:
    if hides_few(model, scope) and few(model, found):
        return True
    if scope.region is None and scope.theme is None:
        return False
    return bool(_inherited(model, scope, {})[0, 0, 0])


def _scope(part: ArenaPart) -> WhitespaceScope:
    """Which arenas, without what else a question says."""
    return WhitespaceScope(**part.model_dump(include=set(WhitespaceScope.model_fields)))


def _decided(
    model: ReadModel, scope: WhitespaceScope, first: Dimension, second: Dimension
) -> _Decided | None:
    """The table of two dimensions in a part; None where nothing of it is hidden."""
    if not is_public(model):
        return None
    known = _known(model)
    name = (scope.model_dump_json(), first, second)
    if name not in known:
        while len(known) >= MOST_REMEMBERED:
            known.pop(next(iter(known)), None)
        known[name] = _made(model, scope, first, second)
    return known[name]


@once_a_model
def _known(_model: ReadModel) -> dict[tuple[str, str, str], _Decided | None]:
    return {}


def _made(
    model: ReadModel, scope: WhitespaceScope, first: Dimension, second: Dimension
) -> _Decided | None:
    asked, part = arenas_of(model, scope), hides_few(model, scope)
    a, b = (lines_of(model, dimension, asked, scope) for dimension in (first, second))
    also = _inherited(model, scope, {first: a, second: b})
    also = np.squeeze(also, axis=DIMENSIONS.index(_third(first, second)))
    if not (part or a.sensitive.any() or b.sensitive.any() or also.any()):
        return None
    found = decided_of(model, asked, (a, b), also, part=part)
    return _Decided((a, b), found.cells, (found.sums[1], found.sums[0]))


def _third(first: Dimension, second: Dimension) -> Dimension:
    return next(each for each in DIMENSIONS if each not in (first, second))


def _inherited(model: ReadModel, scope: WhitespaceScope, axes: dict[Dimension, Lines]) -> Bools:
    """What the tables of the part without its place and theme hide of what is narrowed to them.

    One line per place, theme and target group of ``axes``, all together first; one where a
    dimension is none of them. What has a place, theme and target group is hidden where a table of
    any two of them hides it.
    """
    sizes = (axes[each].size if each in axes else 1 for each in DIMENSIONS)
    found = np.zeros(tuple(sizes), np.bool_)
    narrowed = {"region": _nodes(model, scope, "region"), "theme": _nodes(model, scope, "theme")}
    if all(nodes is None for nodes in narrowed.values()):
        return found
    wide = scope.model_copy(update={"region": None, "theme": None})
    for pair in combinations(DIMENSIONS, 2):
        held = (each in axes or narrowed.get(each) is not None for each in pair)
        if not (all(held) if axes else pair == ("region", "theme")):
            continue
        base = _decided(model, wide, *pair)
        if base is None:
            continue
        own = [
            _same(axes.get(each), lines, narrowed.get(each), each)
            for each, lines in zip(pair, base.lines, strict=True)
        ]
        hides = (own[0] @ base.cells.astype(np.int64) @ own[1].T) > 0
        found |= np.expand_dims(hides, DIMENSIONS.index(_third(*pair)))
    return found


def _nodes(model: ReadModel, scope: WhitespaceScope, field: Dimension) -> Ints | None:
    value, label = (scope.region, Region.LABEL) if field == "region" else (scope.theme, Theme.LABEL)
    if value is None:
        return None
    return numbers_of(model, ids_of(model, field, value, label))


def _same(own: Lines | None, base: Lines, narrowed: Ints | None, dimension: Dimension) -> Ints:
    """Per line of a part the lines of the whole that are the same there, one column each.

    A place within the part that is narrowed to another may be just that other; of two themes at
    once no line of the whole tells.
    """
    nodes: Iterable[int] = () if own is None else own.nodes.tolist()
    found = np.zeros((1 if own is None else own.size, base.size), np.int64)
    asked = np.zeros(1, np.int64) if narrowed is None else base.places(base.held(narrowed))
    found[0, asked] = 1
    for place, node in enumerate(nodes, 1):
        held = base.held(np.array([node]))
        if narrowed is not None and dimension == "theme" and node not in narrowed:
            continue
        found[place, base.places(held)] = 1
        if narrowed is not None:
            found[place, asked] = 1
    return found

"""What the public is not told of sensitive parts of the map: the one place that decides.

Every answer that counts arenas by place, theme or target group asks here, whether it is a table, a
row or a question narrowed to one cell, so that all of them hide the same (decision 21). A question
narrowed to a place or theme is read off the tables of the part without them.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from graph_schema.answers import ArenaPart
from graph_schema.nodes import Region, Theme
from graph_schema.whitespace_answers import Dimension, Level, WhitespaceScope
from queries.errors import NotShownError
from queries.lookup.covered import upwards
from queries.lookup.filters import ids_of
from queries.lookup.remembered import once_a_model
from queries.lookup.sensitive import hides_few, is_public
from queries.readmodel.columns import gathered
from queries.readmodel.open import ReadModel
from queries.whitespace.arenas import Bools, Ints
from queries.whitespace.hiding import LEAST_NAMED
from queries.whitespace.labels import Axis, arenas_of, at_level, axis_of, numbers_of
from queries.whitespace.lines import ALL, DIMENSIONS, Decided, decided_of

MOST_TOGETHER = 2
"""Of place, theme and target group: three at once would tell what tables of two of them hide."""
MOST_REMEMBERED = 16  # parts of a model; a page asks for the same few again and again


class Unseen(NamedTuple):
    """What is not told: cells of a table, and the sums of its rows and of its columns."""

    cells: Bools
    rows: Bools
    columns: Bools


def unseen(model: ReadModel, part: ArenaPart, rows: Axis, columns: Axis) -> Unseen:
    """What of a table of the part its reader is not told; ``NotShownError`` where it is nothing.

    It hangs on nothing but the part: what is stated of cells, or shown of them, could be moved
    about until what is hidden beside a small cell tells it.
    """
    first, second = sorted((rows, columns), key=lambda axis: DIMENSIONS.index(axis.dimension))
    given = {axis.dimension: axis.nodes for axis in (first, second)}
    cells = _untold(model, _scope(part), given)
    return Unseen(
        cells if first is rows else cells.T,
        *(unseen_lines(model, part, axis.dimension, axis.nodes) for axis in (rows, columns)),
    )


def unseen_lines(model: ReadModel, part: ArenaPart, dimension: Dimension, nodes: Ints) -> Bools:
    """Of which labels of one dimension the reader is told nothing within the part."""
    return _untold(model, _scope(part), {dimension: nodes}).ravel()


def hides_any(model: ReadModel, part: ArenaPart) -> bool:
    """Whether any cell or sum of a part, taken without its place and theme, is not told."""
    decided = _decided(model, _scope(part))
    return decided is not None and any(cells.any() for cells in decided.cells.values())


def told_together(model: ReadModel, part: ArenaPart, *counted: Dimension) -> bool:
    """Whether the reader is told of a part by all these dimensions and what it is narrowed to."""
    scope = _scope(part)
    if len(_together(scope, counted)) <= MOST_TOGETHER:
        return True
    decided = _decided(model, scope)
    return decided is None or not all(own.nodes.size for own in decided.lines.values())


def require_together(model: ReadModel, part: ArenaPart, *counted: Dimension) -> None:
    """Raise ``NotShownError`` where the reader is not."""
    if not told_together(model, part, *counted):
        raise NotShownError(
            "place, theme and target group are not shown together where any theme or target group "
            "is sensitive: with the tables of two of them they would tell of parts that name fewer "
            f"than {LEAST_NAMED} actors; ask for two of them"
        )


def _together(scope: WhitespaceScope, counted: Collection[Dimension]) -> list[Dimension]:
    narrowed = {"region": scope.region is not None, "theme": scope.theme is not None}
    return [each for each in DIMENSIONS if each in counted or narrowed.get(each)]


def told_axis(
    model: ReadModel,
    part: ArenaPart,
    dimension: Dimension,
    level: Level,
    asked: Ints,
    stated: Sequence[int] = (),
) -> Axis:
    """The labels of a dimension as ``axis_of`` orders them, those that are not told at the end.

    Among the others their place would tell how many arenas they have, and so would it tell of empty
    ones that they are, if those were missing that nothing asked for has.
    """
    hidden = _hidden_labels(model, part, dimension, level)
    axis = axis_of(model, dimension, level, asked, [*stated, *hidden.tolist()])
    untold = unseen_lines(model, part, dimension, axis.nodes)
    return axis if dimension == "region" or not untold.any() else axis.with_last(model, untold)


def _hidden_labels(model: ReadModel, part: ArenaPart, dimension: Dimension, level: Level) -> Ints:
    """The labels of a dimension that any arena has, of which the reader is told nothing here."""
    decided = _decided(model, _scope(part))
    if decided is None:
        return np.empty(0, np.int64)
    nodes = decided.lines[dimension].nodes
    if dimension == "region":
        nodes = np.intersect1d(nodes, at_level(model, level))
    return nodes[unseen_lines(model, part, dimension, nodes)]


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
    return bool(_untold(model, scope, {}).any())


def _scope(part: ArenaPart) -> WhitespaceScope:
    """Which arenas, without what else a question says."""
    return WhitespaceScope(**part.model_dump(include=set(WhitespaceScope.model_fields)))


def _untold(model: ReadModel, scope: WhitespaceScope, given: Mapping[Dimension, Ints]) -> Bools:
    """What is not told of the labels ``given`` of no, one or two dimensions, in their order.

    What stands in no line of the part is told: nothing is there. ``NotShownError`` where three
    dimensions come together.
    """
    require_together(model, scope, *given)
    decided, together = _decided(model, scope), _together(scope, given)
    if decided is None or len(together) > MOST_TOGETHER:  # the part has no label of one of them
        return np.zeros([nodes.size for nodes in given.values()], np.bool_)
    others = (each for each in DIMENSIONS if each not in together)
    pair = [*together, *others][:MOST_TOGETHER]
    first, second = sorted(pair, key=DIMENSIONS.index)
    a, b = (
        _same(model, decided, each, given.get(each), _narrowed_to(model, scope, each))
        for each in (first, second)
    )
    hides = a.lines @ decided.cells[first, second].astype(np.int64) @ b.lines.T > 0
    return np.asarray(hides | a.mixed[:, None] | b.mixed[None, :])


def _decided(model: ReadModel, scope: WhitespaceScope) -> Decided | None:
    """What is decided of the part without its place and theme; None where nothing is hidden."""
    if not is_public(model):
        return None
    wide = scope.model_copy(update={"region": None, "theme": None})
    known, name = _known(model), wide.model_dump_json()
    found = known.get(name)  # another thread may take it away at any time
    if found is None:
        part = hides_few(model, wide)
        found = (decided_of(model, arenas_of(model, wide), wide, part=part),)
        while len(known) >= MOST_REMEMBERED:
            known.pop(next(iter(known)), None)
        known[name] = found
    return found[0]


@once_a_model
def _known(_model: ReadModel) -> dict[str, tuple[Decided | None]]:
    return {}


def _narrowed_to(model: ReadModel, scope: WhitespaceScope, dimension: Dimension) -> Ints | None:
    asked = {"region": (scope.region, Region.LABEL), "theme": (scope.theme, Theme.LABEL)}
    value, label = asked.get(dimension, (None, ""))
    return None if value is None else numbers_of(model, ids_of(model, dimension, value, label))


class _Same(NamedTuple):
    """Per label the lines that tell what it has of what was asked about, one column each.

    ``mixed`` are two themes at once, or two places that overlap: no line tells them, and none of
    their figures is told.
    """

    lines: Ints
    mixed: Bools


def _same(
    model: ReadModel,
    decided: Decided,
    dimension: Dimension,
    given: Ints | None,
    narrowed: Ints | None,
) -> _Same:
    """The lines of labels ``given`` in a part narrowed to some; of all together where none are."""
    own = decided.lines[dimension]
    whole = np.array([ALL]) if narrowed is None else own.places(own.held(narrowed))
    if given is None:
        lines = np.zeros((1, own.size), np.int64)
        lines[0, whole] = 1
        return _Same(lines, np.zeros(1, np.bool_))
    lines, mixed = np.zeros((given.size, own.size), np.int64), np.zeros(given.size, np.bool_)
    place = own.places(given)
    known = np.flatnonzero(place < own.size)
    lines[known, place[known]] = 1
    if narrowed is None:
        return _Same(lines, mixed)
    meets, asked = own.meeting(narrowed, decided.asked), set(narrowed.tolist())
    for k in known.tolist():
        node = int(given[k])
        if asked & upwards(model, node):
            continue
        lines[k] = 0
        if dimension == "region" and any(node in upwards(model, each) for each in asked):
            lines[k, whole] = 1
        else:
            mixed[k] = dimension != "region" or meets[place[k]]
    return _Same(lines, mixed)

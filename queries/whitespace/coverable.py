"""Which cells may be covered once arenas that have one of two labels have the other.

By one label a source may come to cover what it did not: it joins others that state the arena, or
sort by that dimension; it has a theme or target group more in its list; or, naming no region, it
has an arena in one more.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from graph_schema.whitespace_answers import WhitespaceScope
from queries.gaps.listed import stated_in
from queries.readmodel.open import ReadModel
from queries.whitespace.arenas import Bools, Ints
from queries.whitespace.covering import Held, in_order, labelling, listed
from queries.whitespace.labels import TIES, Axis


class Coverable(NamedTuple):
    """The ``cells`` that may be covered; ``by_places``: by each arena those of its places alone.

    It is so where no label brings other sources together or puts anything on a list.
    """

    cells: Bools
    by_places: bool


def coverable_cells(
    model: ReadModel,
    axes: tuple[Axis, Axis],
    asked: Ints,
    maybe: Ints,
    gone: Ints,
    scope: WhitespaceScope,
) -> Coverable:
    """What any label of any of them may cover, or all of them together.

    Any source that states an arena, or states a label of the dimension it lacks of one asked for,
    may state its own. What a source has in its list, and where it has any arena, is told by all of
    its arenas, also those not ``asked`` for; which sources come together by those asked for, and
    by those that ``maybe`` are. One that is ``gone`` covers nothing. What is covered no longer once
    one lies where nobody looked (areas) is not reckoned with.
    """
    own, sure, there = np.zeros((3, model.columns.arena_node.size), np.bool_)
    own[maybe], sure[asked], there[:] = True, True, True
    there[gone] = False
    has = np.column_stack([axis.of_each > 0 for axis in axes])
    whole, either = np.asarray(has.all(axis=1)), np.asarray(has.any(axis=1))
    lacks = ~has & (either & there)[:, None]
    if not lacks.any() and not (own & ~sure).any():
        none = np.zeros([axis.nodes.size for axis in axes], np.bool_)
        return Coverable(none, by_places=True)
    said = labelling(model, axes, np.arange(own.size))
    may = lacks[:, :, None] & (stated_in(model)[:, None, :] | said[own].any(axis=0))
    new = np.asarray(may.any(axis=0), np.bool_)
    lists = [listed(model, axis) for axis in axes]
    wider = [of_list | more for of_list, more in zip(lists, new, strict=True)]
    anywhere = _of_any_place(model, axes, new)
    known = Held.of(model, np.flatnonzero(sure & whole), scope, said[sure & whole], there)
    held = Held.of(model, np.flatnonzero(own), scope, (said | may)[own], there, anywhere)
    return Coverable(
        in_order(axes, held.cells(axes, wider)),
        set(held.chains) == set(known.chains)
        and not lacks[~own].any()
        and _alike(model, axes, held, lists, wider),
    )


def _of_any_place(model: ReadModel, axes: Sequence[Axis], new: Bools) -> set[str]:
    """The sources that may state a place more."""
    return {
        model.sources[k].name
        for axis, more in zip(axes, new, strict=True)
        if axis.dimension == "region"
        for k in np.flatnonzero(more)
    }


def _alike(
    model: ReadModel,
    axes: Sequence[Axis],
    held: Held,
    lists: Sequence[Bools],
    wider: Sequence[Bools],
) -> bool:
    """Whether the sources that cover have nothing more in their lists."""
    number = {info.name: n for n, info in enumerate(model.sources)}
    for k, axis in enumerate(axes):
        own = sorted({number[chain[k]] for chain in held.chains})
        if axis.dimension in TIES and (lists[k] != wider[k])[:, own].any():
            return False
    return True

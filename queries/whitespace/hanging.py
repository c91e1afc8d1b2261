"""Which verdicts of cells lie so near a limit that other random draws may tell otherwise."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from itertools import product
from typing import Protocol

from queries.whitespace.independence import Floats
from queries.whitespace.verdicts import LARGEST_Q, Judgement, Significance, near_its_limit

Place = tuple[int, int]


class Judge(Protocol):
    """Says what a cell is with these q, and ``beside`` more or less expected than there is.

    ``stands``: whether its gap would stand wherever arenas lie that lack a label.
    """

    def __call__(
        self, at: Place, of: Significance, beside: float, *, stands: bool
    ) -> Judgement: ...


def hanging(
    tested: Mapping[Place, Significance],
    draws: int,
    judge: Judge,
    stands: Callable[[Place], Collection[bool]],
    error: Floats | None = None,
    other: Floats | None = None,
) -> frozenset[Place]:
    """The cells whose verdict is another with a q, or an expectation, that other draws may give.

    ``stands``: whether the gap of a cell stands, by these draws and by others.
    ``error`` is how far what is expected may lie from what it is, where it is drawn; None where it
    is fitted, so that q of either side is all that moves. ``other``: how much more would be
    expected if other draws told to fit it, or to draw it; None where they would not.
    """
    lows = near_its_limit([each.p_low for each in tested.values()], draws)
    highs = near_its_limit([each.p_high for each in tested.values()], draws)

    def told(at: Place, each: Significance, *, low: bool, high: bool) -> set[object]:
        off = float(error[at]) if error is not None else 0.0
        moves = {-off, 0.0, off, float(other[at]) if other is not None else 0.0}
        sides = _sides(each.q_low, near=low), _sides(each.q_high, near=high)
        return {
            judge(at, replace(each, q_low=a, q_high=b), by, stands=so)[0]
            for a, b, by, so in product(*sides, moves, stands(at))
        }

    return frozenset(
        at
        for (at, each), low, high in zip(tested.items(), lows, highs, strict=True)
        if len(told(at, each, low=low, high=high)) > 1
    )


def _sides(q: float, *, near: bool) -> tuple[float, ...]:
    """q, and where other draws may cross the limit a q of its other side."""
    return (q, 1.0 if q <= LARGEST_Q else 0.0) if near else (q,)

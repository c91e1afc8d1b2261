"""Which verdicts of cells lie so near a limit that other random draws may tell otherwise."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import product

from queries.whitespace.verdicts import LARGEST_Q, Judgement, Significance, near_its_limit

Place = tuple[int, int]


def hanging(
    tested: Mapping[Place, Significance],
    draws: int,
    judge: Callable[[Place, Significance], Judgement],
) -> frozenset[Place]:
    """The cells whose verdict is another with a q that other draws may give.

    What is expected is fitted and not drawn, so that q of either side is all that moves; ``judge``
    says what a cell is with other q.
    """
    lows = near_its_limit([each.p_low for each in tested.values()], draws)
    highs = near_its_limit([each.p_high for each in tested.values()], draws)

    def told(at: Place, each: Significance, *, low: bool, high: bool) -> set[object]:
        sides = product(_sides(each.q_low, near=low), _sides(each.q_high, near=high))
        return {judge(at, replace(each, q_low=a, q_high=b))[0] for a, b in sides}

    return frozenset(
        at
        for (at, each), low, high in zip(tested.items(), lows, highs, strict=True)
        if len(told(at, each, low=low, high=high)) > 1
    )


def _sides(q: float, *, near: bool) -> tuple[float, ...]:
    """q, and where other draws may cross the limit a q of its other side."""
    return (q, 1.0 if q <= LARGEST_Q else 0.0) if near else (q,)

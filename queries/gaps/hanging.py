"""Which figures of a verdict lie so near their limits that other random draws may tell otherwise.

A verdict asks for q, R and the p of labels, all of so many draws, and for the ends of an interval
of so many resamples. Each has its Monte Carlo error, and a verdict hangs on those of which a value
that other draws may give would make it another.
"""

from collections.abc import Collection
from itertools import product
from typing import Any, NamedTuple, get_args

from graph_schema.gap_answers import HangsOn
from graph_schema.vocabularies import Verdict
from queries.gaps.intervals import Bounds
from queries.gaps.verdicts import (
    LARGEST_Q,
    LEAST_EXPECTED,
    Draws,
    Estimate,
    mean_error,
    p_error,
    verdict_after_test,
)

Interval = tuple[float, float]


class Reach(NamedTuple):
    """Of each figure the value there is, first, and those that other draws may give.

    Of ``q`` one value stands for each side of its limit on which it may lie. Where E is too small
    for a test there is none first: the sides are those it may lie on, tested with the others.
    """

    q: tuple[float, ...]
    expected: tuple[float, ...]
    ratio: tuple[float | None, ...]
    label_p: tuple[float | None, ...]
    interval: tuple[Interval | None, ...]


def reach(
    found: Estimate,
    q: float | None,
    labels: Estimate | None,
    interval: Bounds | None,
    draws: Draws,
    *,
    found_in: Collection[bool],
) -> Reach:
    """What other draws may give for a pair; ``found_in``: the sides of the limit q may lie on.

    E is a mean of draws, of SE SD/√N, and R and the interval move with it.
    """
    error = mean_error(found, draws)
    share = error / found.expected if found.expected > 0 else 0.0
    known = () if q is None else (q,)
    sides = (LARGEST_Q if side else 1.0 for side in sorted(found_in, reverse=True))
    return Reach(
        q=(*known, *sides) or (1.0,),  # of what other draws test no more than these
        expected=(found.expected, found.expected - error, found.expected + error),
        ratio=_around(found.ratio, 0.0 if found.ratio is None else found.ratio * share),
        label_p=(None,) if labels is None else _around(labels.p, p_error(labels.p, draws)),
        interval=(None,) if interval is None else _moved(interval, share),
    )


def _around(value: float | None, error: float) -> tuple[float | None, ...]:
    return (value,) if value is None else (value, value - error, value + error)


def _moved(interval: Bounds, share: float) -> tuple[Interval, ...]:
    (least, most), (low, high) = interval.widest, interval.narrowest
    return (
        interval.usual,
        (least * (1 - share), most * (1 + share)),
        (low * (1 + share), high * (1 - share)),
    )


def hangs_on(may: Reach) -> tuple[HangsOn, ...]:
    """The figures of which another value, alone or with others, would change what is told."""
    told: dict[tuple[Any, ...], tuple[Verdict, bool]] = {
        values: _told(*values) for values in product(*may)
    }

    def changes(place: int) -> bool:
        first = may[place][0]
        return any(
            answer != told[(*values[:place], first, *values[place + 1 :])]
            for values, answer in told.items()
        )

    return tuple(name for place, name in enumerate(get_args(HangsOn)) if changes(place))


def _told(
    q: float,
    expected: float,
    ratio: float | None,
    label_p: float | None,
    interval: Interval | None,
) -> tuple[Verdict, bool]:
    """The verdict, and whether what is as expected differs slightly and not by chance."""
    tested = q if expected >= LEAST_EXPECTED else None
    verdict = verdict_after_test(tested, ratio, label_p, interval)
    return verdict, verdict is Verdict.AS_EXPECTED and tested is not None and tested <= LARGEST_Q

"""Which verdicts of cells lie so near a limit that other random draws may tell otherwise."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
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
        self, at: Place, of: Significance | None, beside: float, *, stands: bool
    ) -> Judgement: ...


def hanging(
    families: Sequence[Mapping[Place, Significance]],
    draws: int,
    judge: Judge,
    stands: Callable[[Place], Collection[bool]],
    error: Floats | None = None,
    other: Floats | None = None,
) -> frozenset[Place]:
    """The cells whose verdict is another with a q, or an expectation, that other draws may give.

    ``families`` are the cells that are tested, and those that may be by other draws: q is of how
    many there are. ``stands``: whether the gap of a cell stands, by these draws and by others.
    ``error`` is how far what is expected may lie from what it is, where it is drawn; None where it
    is fitted, so that q of either side is all that moves. ``other``: how much more would be
    expected if other draws told to fit it, or to draw it; None where they would not.
    """
    found: dict[Place, set[object]] = {at: set() for family in families for at in family}
    for family in families:
        lows, highs = (
            dict(zip(family, near_its_limit(ps, draws), strict=True)) for ps in sides(family)
        )
        for at, said in found.items():
            off = float(error[at]) if error is not None else 0.0
            moves = {-off, 0.0, off, float(other[at]) if other is not None else 0.0}
            said.update(
                judge(at, each, by, stands=so)[0]
                for each in _told(family.get(at), low=lows.get(at), high=highs.get(at))
                for by, so in product(moves, stands(at))
            )
    return frozenset(at for at, said in found.items() if len(said) > 1)


def sides(family: Mapping[Place, Significance]) -> tuple[list[float], list[float]]:
    """The p of as few, and of as many, of every cell."""
    return [own.p_low for own in family.values()], [own.p_high for own in family.values()]


def _told(
    each: Significance | None, *, low: bool | None, high: bool | None
) -> Iterator[Significance | None]:
    """What draws may tell of a cell; None where it is not tested."""
    if each is None:
        yield None
        return
    both = product(_sides(each.q_low, near=bool(low)), _sides(each.q_high, near=bool(high)))
    yield from (replace(each, q_low=a, q_high=b) for a, b in both)


def _sides(q: float, *, near: bool) -> tuple[float, ...]:
    """q, and where other draws may cross the limit a q of its other side."""
    return (q, 1.0 if q <= LARGEST_Q else 0.0) if near else (q,)

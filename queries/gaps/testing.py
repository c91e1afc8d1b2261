"""Both nulls, the interval and the figures of the whole, drawn once for all cells of a table."""

from collections import defaultdict
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph_schema.draws import DEFAULT_DRAWS, DEFAULT_SEED
from graph_schema.gap_answers import WholeFigure
from graph_schema.vocabularies import Verdict
from queries.gaps import intervals, null_model, verdicts
from queries.gaps.label_null import Permuted, label_draws
from queries.gaps.meetings import Meetings, Tested, class_counts
from queries.gaps.participations import Bools
from queries.gaps.whole import whole_figures
from queries.steps import Step, silent

DRAWS_PER_TEST = 40  # so that the smallest possible p can pass the strictest BH cut
MORE_DRAWS = 10  # times as many when a decision hangs on Monte Carlo error

DRAWS, AGAIN, LABELS = "draws", "more draws", "labels"
"""What is drawn, in order, as a step is told; the second only where a decision hangs on it."""
Pair = tuple[int, int]
Early = dict[Pair, Verdict | None]


@dataclass(frozen=True)
class NullSettings:
    """What a caller may choose about the null draws; ``workers`` changes the time taken alone."""

    seed: int = DEFAULT_SEED
    role_aware: bool = True
    least_draws: int = DEFAULT_DRAWS
    workers: int = 1
    more_draws: bool = True  # where a decision hangs on Monte Carlo error
    labels: bool = True  # whether there is a second null


@dataclass(frozen=True)
class Tests:
    """What was found for every cell that is shown, and for the table as a whole.

    ``estimates`` of the first null, ``by_labels`` of the second if there is one, ``interval`` of R.
    ``found_in``: whether q ≤ .05, of each pair in every way that other draws may have it.
    """

    draws: verdicts.Draws
    estimates: dict[Pair, verdicts.Estimate]
    by_labels: dict[Pair, verdicts.Estimate]
    interval: dict[Pair, intervals.Bounds]
    whole: tuple[WholeFigure, ...]
    found_in: dict[Pair, frozenset[bool]]


NOTHING = Tests(verdicts.Draws(0, 0), {}, {}, {}, (), {})


def run_tests(
    part: Tested,
    counted: Meetings,
    early: Early,
    compared: Bools,
    settings: NullSettings,
    step: Step = silent,
) -> Tests:
    """Draw both nulls and resample; what ``step`` raises ends it.

    How many draws are made hangs on the counts, so that no E moves with what a source declares.
    Draws ten times as many replace the first where a p lies too near its cut; each of the two is
    exact, the choice between them is not corrected for.
    """
    shown = [cell for cell, verdict in early.items() if verdict is None or not verdict.hides]
    if not shown:
        return NOTHING
    # A sector too small to show enters no figure of the whole: with the other pairs at hand, the
    # figures would tell its own.
    told = compared & (counted.actors >= verdicts.LEAST_ACTORS)
    first = draws = least_draws(len(shown), settings.least_draws)
    drawn = _drawn(part, counted, told, settings, draws, _telling(step, DRAWS, part, draws))
    estimates = _estimates(counted, shown, drawn)
    if settings.more_draws and _hangs_on_draws(estimates, early, draws):
        draws = (draws + 1) * MORE_DRAWS - 1
        drawn = _drawn(part, counted, told, settings, draws, _telling(step, AGAIN, part, draws))
        estimates = _estimates(counted, shown, drawn)
    permuted = None
    if settings.labels:
        walked = _telling(step, LABELS, part, draws)
        permuted = _permuted(part, (compared, told), (draws, settings.seed), walked)
    made = verdicts.Draws(draws, first)
    return Tests(
        made,
        estimates,
        _by_labels(counted, shown, permuted),
        _intervals(part, counted, shown, drawn, settings.seed),
        whole_figures(part, counted, told, drawn, permuted),
        sides_of_limit(estimates, early, made),
    )


def sides_of_limit(
    estimates: dict[Pair, verdicts.Estimate], early: Early, draws: verdicts.Draws
) -> dict[Pair, frozenset[bool]]:
    """Whether q ≤ .05, of each pair that may be tested in every way that other draws may have it.

    Other draws may also test other pairs together: those whose E lies so near the least.
    """
    found: dict[Pair, set[bool]] = defaultdict(set)
    for sign in (-1, 0, 1):
        cells = [
            cell
            for cell, one in estimates.items()
            if early[cell] is None
            and one.expected + sign * verdicts.mean_error(one, draws) >= verdicts.LEAST_EXPECTED
        ]
        p_values = [estimates[cell].p for cell in cells]
        near, q_values = verdicts.near_limit(p_values, draws.made), verdicts.adjusted(p_values)
        for cell, is_near, q in zip(cells, near, q_values, strict=True):
            found[cell] |= {True, False} if is_near else {q <= verdicts.LARGEST_Q}
    return {cell: frozenset(sides) for cell, sides in found.items()}


def _hangs_on_draws(estimates: dict[Pair, verdicts.Estimate], early: Early, draws: int) -> bool:
    """Whether some p lies too near its cut, with or without what sources declare of their lists."""
    return any(
        verdicts.near_cut([estimates[cell].p for cell in family(estimates, treated_as)], draws)
        for treated_as in (dict.fromkeys(early), early)
    )


def _telling(step: Step, what: str, part: Tested, draws: int) -> null_model.Walked:
    """Tells how far so many draws of the tested participations have come."""
    done, every = 0, max(draws * int(part.rows.sum()), 1)

    def walked(some: int) -> None:
        nonlocal done
        done += some
        step(what, min(done / every, 1.0))

    return walked


def least_draws(family: int, asked: int = DEFAULT_DRAWS) -> int:
    """N ≥ max(999, 40·family − 1), such that N + 1 is shared evenly by the chains."""
    nodes = max(DEFAULT_DRAWS + 1, DRAWS_PER_TEST * family, asked + 1)
    return -(-nodes // null_model.CHAINS) * null_model.CHAINS - 1


def family(estimates: dict[Pair, verdicts.Estimate], early: Early) -> list[Pair]:
    """The cells tested together: neither suppressed nor short of data, and E ≥ 1."""
    return [
        cell
        for cell, found in estimates.items()
        if early[cell] is None and found.expected >= verdicts.LEAST_EXPECTED
    ]


def _drawn(
    part: Tested,
    counted: Meetings,
    compared: Bools,
    settings: NullSettings,
    draws: int,
    walked: null_model.Walked,
) -> null_model.Drawn:
    sector: NDArray[np.int8] = np.array(part.participations.sector, np.int8)
    return null_model.draw(
        part.tables,
        sector,
        counted.actors.size,
        draws=draws,
        seed=settings.seed,
        compared=compared,
        workers=settings.workers,
        walked=walked,
    )


def _estimates(
    counted: Meetings, cells: list[Pair], drawn: null_model.Drawn
) -> dict[Pair, verdicts.Estimate]:
    return {
        (s, t): verdicts.estimate(int(counted.observed[s, t]), drawn.meetings[:, s, t])
        for s, t in cells
    }


def _permuted(
    part: Tested, classes: tuple[Bools, Bools], drawing: tuple[int, int], walked: null_model.Walked
) -> Permuted:
    """``classes``: those whose labels change places, and of them those told of."""
    (compared, told), (draws, seed) = classes, drawing
    return label_draws(
        part, compared.size, compared=compared, told=told, draws=draws, seed=seed, walked=walked
    )


def _by_labels(
    counted: Meetings, cells: list[Pair], permuted: Permuted | None
) -> dict[Pair, verdicts.Estimate]:
    if permuted is None:
        return {}
    return {
        (s, t): verdicts.estimate(int(counted.observed[s, t]), permuted.meetings[:, s, t])
        for s, t in cells
    }


def _intervals(
    part: Tested, counted: Meetings, cells: list[Pair], drawn: null_model.Drawn, seed: int
) -> dict[Pair, intervals.Bounds]:
    counts = class_counts(part.participations, counted.actors.size)
    found = intervals.intervals(part, drawn.mean_in, counts, seed=seed)
    return {cell: found[cell] for cell in cells if cell in found}

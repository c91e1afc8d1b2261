"""Figures of the core and of the groups: sectors, levels, comparisons with what was drawn."""

import numpy as np

from graph_schema import group_answers as answers
from queries.groups.question import Known
from queries.groups.repeated import Peeled
from queries.network.brokers import SECTORS
from queries.network.measured import HIDDEN_SHARE
from queries.network.two_mode import Bools, Floats, Ints

THRESHOLD = 0.7  # mean agreement of runs below which there are no groups to name (methods.md 1.9)
MOST_LEVELS = 12
ALPHA, BETA = 2, 2  # of the repeat collaborators' core


def sectors(sector: Ints) -> tuple[answers.SectorCount, ...]:
    """How many of some actors are of each sector; every sector is there."""
    counts = np.bincount(sector, minlength=len(SECTORS))
    return tuple(
        answers.SectorCount(
            sector=name,
            actors=int(count),
            share=float(count) / sector.size if sector.size else None,
        )
        for name, count in zip(SECTORS, counts, strict=True)
    )


def network(found: Known) -> answers.GroupNetwork:
    """What is looked at."""
    graph, rows = found.repeated.graph, found.participations
    sizes = np.bincount(rows.arena, minlength=rows.arena_source.size)
    return answers.GroupNetwork(
        actors=graph.actors,
        arenas=graph.arenas,
        participations=graph.actor.size,
        left_out=int((sizes == 1).sum()),
        repeating=int((np.bincount(graph.actor, minlength=graph.actors) >= ALPHA).sum()),
        sectors=sectors(found.sector),
    )


def cores(found: Known, peeled: Peeled) -> answers.Cores:
    """The core of repeat collaborators and how deep it goes."""
    whole_lists = found.participations.arena_partners_known[found.repeated.arenas]
    inside = peeled.arenas >= ALPHA
    return answers.Cores(
        beta=BETA,
        deepest=peeled.deepest,
        levels=tuple(_level(found, peeled, alpha) for alpha in _shown(peeled)),
        known_share=float(whole_lists[inside].mean()) if inside.any() else None,
        against_null=_core_against(found, peeled),
    )


def in_level(found: Known, peeled: Peeled, alpha: int) -> Bools:
    """Which participations are within the core of α."""
    graph = found.repeated.graph
    return np.asarray(
        (peeled.actors[graph.actor] >= alpha) & (peeled.arenas[graph.arena] >= alpha), np.bool_
    )


def compared(observed: float, draws: Floats) -> answers.AgainstDraws:
    """One figure against those of the draws, two-sided, the data counted with them."""
    low = (1 + int((draws <= observed).sum())) / (draws.size + 1)
    high = (1 + int((draws >= observed).sum())) / (draws.size + 1)
    mean, sd = float(draws.mean()), float(draws.std(ddof=1))
    return answers.AgainstDraws(
        observed=observed, expected=mean, sd=sd,
        z=(observed - mean) / sd if sd > 0 else None, p=min(1.0, 2 * min(low, high)),
    )  # fmt: skip


def modularity(found: Known) -> answers.Modularity | None:
    """Q_B of the runs; against the draws stands the mean of as many runs as each draw had."""
    agreed, null = found.agreed, found.null
    if agreed is None:
        return None
    qualities = agreed["quality"]
    each = None if null is None else int(null["runs_each"])
    against = of_p = None
    if null is not None and each is not None:
        against = compared(float(qualities[:each].mean()), null["quality"])
        of_p = p_of_other_runs(qualities, each, null["quality"])
    return answers.Modularity(
        best=float(qualities.max()),
        mean=float(qualities.mean()),
        consensus=float(agreed["consensus_quality"]),
        runs=qualities.size,
        compared_runs=each,
        against_null=against,
        p_range=of_p,
    )


def p_of_other_runs(qualities: Floats, each: int, draws: Floats) -> tuple[float, float]:
    """Between which two p with the mean of ``each`` other runs on the data lies 19 times in 20.

    Two means of so many differ by √(2/each) SD of a run; p is two-sided, so that it is largest at
    what comes next to the median of the draws.
    """
    mean = float(qualities[:each].mean())
    error = 2 * float(np.sqrt(2 / each) * qualities.std(ddof=1))
    middle = float(np.clip(np.median(draws), mean - error, mean + error))
    told = [compared(q, draws).p for q in (mean - error, mean, middle, mean + error)]
    return min(told), max(told)


def stability(found: Known) -> answers.GroupStability | None:
    """How far the runs agree, and whether that is enough to speak of groups."""
    if found.agreed is None:
        return None
    agreement = found.agreed["agreement"]
    mean = None if np.isnan(agreement).any() else float(agreement.mean())
    graph = found.repeated.graph
    return answers.GroupStability(
        actors=int((np.bincount(graph.actor, minlength=graph.actors) >= ALPHA).sum()),
        pairs=agreement.size,
        mean=mean,
        least=None if mean is None else float(agreement.min()),
        threshold=THRESHOLD,
        is_stable=mean is not None and mean >= THRESHOLD,
    )


def null_run(found: Known) -> answers.NullRun | None:
    """The draws that are kept, if they have been made."""
    null = found.null
    if null is None:
        return None
    return answers.NullRun(
        algorithm=str(null["algorithm"]),
        draws=int(null["quality"].size),
        seed=found.question.seed,
        strata=int(null["strata"]),
        not_tested_share=float(null["not_tested_share"]),
    )


def resolutions(found: Known) -> tuple[answers.Resolution, ...] | None:
    """Other resolutions, coarser ones first."""
    if found.null is None:
        return None
    return tuple(
        answers.Resolution(
            gamma=gamma,
            groups=round(groups),
            mean=_number(mean),
            least=_number(least),
            with_usual=_number(alike),
        )
        for gamma, groups, mean, least, alike in found.null["resolutions"].tolist()
    )


def with_hidden(found: Known) -> answers.WithHidden | None:
    """What was left when a fifth was hidden, if that has been tried."""
    if found.null is None:
        return None
    core, alike = found.null["core_kept"], found.null["groups_alike"]
    return answers.WithHidden(
        hidden_share=HIDDEN_SHARE,
        repeats=core.size,
        core=_number(float(core.mean())),
        core_least=_number(float(core.min())),
        groups=_number(float(alike.mean())),
        groups_least=_number(float(alike.min())),
    )


def _number(value: float) -> float | None:
    return None if np.isnan(value) else value


def _shown(peeled: Peeled) -> list[int]:
    """Levels that are told: of 2, 3, 4, 6, 8, 12, … those whose core is not yet the deepest one."""
    deepest = peeled.deepest
    if deepest < ALPHA:
        return []
    smallest = int((peeled.actors >= deepest).sum())
    steps = sorted({*(2**k for k in range(1, 20)), *(3 * 2**k for k in range(20))})
    larger = [alpha for alpha in steps if int((peeled.actors >= alpha).sum()) > smallest]
    return [*larger[: MOST_LEVELS - 1], deepest]


def _level(found: Known, peeled: Peeled, alpha: int) -> answers.CoreLevel:
    inside = peeled.actors >= alpha
    return answers.CoreLevel(
        alpha=alpha,
        actors=int(inside.sum()),
        arenas=int((peeled.arenas >= alpha).sum()),
        participations=int(in_level(found, peeled, alpha).sum()),
        sectors=sectors(found.sector[inside]),
    )


def _core_against(found: Known, peeled: Peeled) -> answers.CoreAgainstNull | None:
    if found.null is None:
        return None
    drawn = found.null["cores"]
    own = np.bincount(found.sector[peeled.actors >= ALPHA], minlength=len(SECTORS))
    return answers.CoreAgainstNull(
        actors=compared(float(own.sum()), drawn.sum(axis=1).astype(np.float64)),
        sectors=tuple(
            compared(float(own[k]), drawn[:, k].astype(np.float64)) for k in range(len(SECTORS))
        ),
    )

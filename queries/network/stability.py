"""How rankings fare when a fifth of the participations is hidden."""

from hashlib import sha256
from typing import NamedTuple

import numpy as np

from queries.network.measured import HIDDEN_SHARE, REPEATS, Measured, World
from queries.network.measures import measure
from queries.network.ranking import ARENAS, FIRST, MEASURES, ranked, score
from queries.network.two_mode import Bools, Floats, Ints
from queries.steps import Step, silent


class Kept(NamedTuple):
    """How one ranking fared in every repeat: overlaps, and how often each of the first stayed.

    ``jaccard`` compares whole sets of cut points of mass; nan for other rankings.
    """

    overlap: Floats
    jaccard: Floats
    stays: Ints  # one per actor or arena, −1 for those not among the first


def stability(
    world: World, measured: Measured, *, seed: int, repeats: int = REPEATS, step: Step | None = None
) -> dict[str, Kept]:
    """Hide a fifth of the participations, many times, and rank again; O(repeats × measuring)."""
    told = step or silent
    rankings = (*MEASURES, ARENAS)
    full = {by: ranked(score(measured, by)) for by in rankings}
    kept = {by: _nothing_kept(measured, by, full[by], repeats) for by in rankings}
    for repeat in range(repeats):
        shown = ~hidden(world.graph.actor.size, seed, repeat)
        again = measure(world.only(shown), seed=seed, step=_within(told, repeat, repeats))
        for by in rankings:
            _compare(kept[by], full[by], ranked(score(again, by)), repeat, by)
    told("stability", 1.0)
    return kept


def _within(told: Step, repeat: int, repeats: int) -> Step:
    """How far the whole has come, told step by step, so that it can be stopped within a repeat."""
    return lambda _what, share: told("stability", (repeat + share) / repeats)


def hidden(rows: int, seed: int, repeat: int) -> Bools:
    """Which participations one repeat hides: a fifth of them, drawn blindly."""
    digest = sha256(f"{seed}\x1ehidden participations\x1e{repeat}".encode()).digest()
    generator = np.random.default_rng(int.from_bytes(digest, "little"))
    chosen = np.zeros(rows, np.bool_)
    chosen[generator.choice(rows, size=round(HIDDEN_SHARE * rows), replace=False)] = True
    return chosen


def _nothing_kept(measured: Measured, by: str, full: Ints, repeats: int) -> Kept:
    of = measured.participants.size if by == ARENAS else measured.arenas.size
    stays = np.full(of, -1, np.int64)
    stays[full[:FIRST]] = 0
    return Kept(np.full(repeats, np.nan), np.full(repeats, np.nan), stays)


def _compare(kept: Kept, full: Ints, again: Ints, repeat: int, by: str) -> None:
    first = full[:FIRST]
    if first.size:
        both = np.intersect1d(first, again[:FIRST])
        kept.stays[both] += 1
        kept.overlap[repeat] = both.size / first.size
    if by in {"cut_mass", ARENAS}:
        either = np.union1d(full, again).size
        kept.jaccard[repeat] = np.intersect1d(full, again).size / either if either else np.nan

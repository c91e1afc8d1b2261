"""The bipartite configuration model: how likely each participation is, given the margins alone.

p_ip = x_i·y_p / (1 + x_i·y_p), with x and y such that every actor is expected in as many arenas and
every arena to have as many participants as it has (Saracco et al. 2015, Sci. Rep. 5:10595). Where
owners exchange places with owners only, a cell holds an owner, another participant or nobody:
p^r_ip = x^r_i·y^r_p / (1 + Σ_q x^q_i·y^q_p), with margins of their own for each role r. Actors of
equal margins have the same p, as have arenas, so only distinct margins are fitted.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

MOST_STEPS = 200
CLOSE_ENOUGH = 1e-10  # of every margin, relative to it
STALLED = 1e-6  # will do where the rounding of cells next to 0 and 1 lets it come no closer
RIDGE = 1e-13  # x may be raised and y lowered without anything changing: keeps that from drifting
SHORTEST = 2.0**-30  # of a step that still is to be tried


class NotFittedError(ValueError):
    """No configuration model with these margins was found."""


class Margins(NamedTuple):
    """Distinct margins, and how many actors and arenas have them.

    ``actors`` has a row per kind of actor and a column per role: in how many arenas. ``arenas``
    likewise: how many participants.
    """

    actors: Ints
    actor_count: Ints
    arenas: Ints
    arena_count: Ints


class Spread:
    """The covariance of the cells' roles, summed as the two-way system of rows and columns needs.

    ``sigma[d, c]`` is the covariance of the role indicators of one cell: p_r(1 − p_r) on the
    diagonal and −p_r·p_q beside it. Solving the system gives both the next step of the fit and the
    part of a statistic that the margins determine.
    """

    def __init__(self, p: Floats, margins: Margins) -> None:
        roles = np.arange(p.shape[2])
        self.actor_count = margins.actor_count.astype(np.float64)
        self.arena_count = margins.arena_count.astype(np.float64)
        self.sigma = -p[..., :, None] * p[..., None, :]
        self.sigma[..., roles, roles] += p
        self._weighted = self.sigma * self.arena_count[:, None, None]
        self._of_actor = np.linalg.inv(_regular(self._weighted.sum(axis=1)))
        self._scale, self._columns = self._without_rows()

    def _without_rows(self) -> tuple[Floats, Floats]:
        """What is left for the columns once the rows are solved for, scaled to a unit diagonal."""
        actors, arenas, roles = self.sigma.shape[:3]
        flat = self._weighted.transpose(0, 2, 1, 3).reshape(actors, roles, arenas * roles)
        own = np.einsum("d,dckl->ckl", self.actor_count, self._weighted)
        left = np.zeros((arenas, roles, arenas, roles))
        left[np.arange(arenas), :, np.arange(arenas), :] = own
        solved = self._of_actor @ flat * self.actor_count[:, None, None]
        size = arenas * roles
        matrix = left.reshape(size, size) - flat.reshape(-1, size).T @ solved.reshape(-1, size)
        diagonal = np.diagonal(left.reshape(size, size)).copy()
        scale = 1 / np.sqrt(np.where(diagonal > 0, diagonal, 1.0))
        matrix = matrix * scale[:, None] * scale[None, :]
        empty = diagonal <= 0
        matrix[empty, :] = matrix[:, empty] = 0.0
        matrix[np.arange(size), np.arange(size)] += RIDGE + empty
        return scale, matrix

    def of_rows(self, given: Floats) -> Floats:
        """Solve for the rows alone; ``given`` is (actors, roles, …) and per actor."""
        return np.asarray(np.einsum("dkl,dl...->dk...", self._of_actor, given), np.float64)

    def of_columns(self, given: Floats) -> Floats:
        """Solve for the columns, rows already eliminated; ``given`` is (arenas, roles, …)."""
        flat = given.reshape(self._scale.size, -1) * self._scale[:, None]
        solved = np.linalg.solve(self._columns, flat) * self._scale[:, None]
        return solved.reshape(given.shape)

    def step(self, actors_short: Floats, arenas_short: Floats) -> tuple[Floats, Floats]:
        """By how much log x and log y change for the margins to be met, to first order."""
        moved = self.of_rows(actors_short)
        left = arenas_short * self.arena_count[:, None] - np.einsum(
            "d,dckl,dl->ck", self.actor_count, self._weighted, moved
        )
        of_arenas = self.of_columns(left)
        of_actors = moved - self.of_rows(np.einsum("dckl,cl->dk", self._weighted, of_arenas))
        return of_actors, of_arenas


def fitted(margins: Margins) -> Floats:
    """p of every kind of actor, kind of arena and role, by Newton's method from a cold start.

    Margins that leave a cell no choice (an actor in every arena, say) have no finite x; p then
    comes as near to 0 or 1 as the margins tell apart. O(steps × kinds of actors × kinds of arenas²)
    whatever the number of participations.
    """
    log_x, log_y = _start(margins)
    p, likelihood = _cells(log_x, log_y, margins)
    off = np.inf
    for _ in range(MOST_STEPS):
        short = _short(p, margins)
        before, off = off, _worst(short, margins)
        if off <= CLOSE_ENOUGH or before / 2 < off <= STALLED:
            return p
        x_step, y_step = Spread(p, margins).step(*short)
        length = 1.0
        while True:
            tried = log_x + length * x_step, log_y + length * y_step
            found, value = _cells(*tried, margins)
            if value >= likelihood - abs(likelihood) * 1e-13 or length < SHORTEST:
                break
            length /= 2
        (log_x, log_y), p, likelihood = tried, found, value
    raise NotFittedError(
        f"margins of {int(margins.actor_count.sum())} actors and "
        f"{int(margins.arena_count.sum())} arenas: no configuration model after {MOST_STEPS} "
        f"steps, {off:.1e} off (expected {STALLED:.0e}); "
        "sample the null instead"
    )


def _start(margins: Margins) -> tuple[Floats, Floats]:
    """Chung & Lu's approximation, which a sparse table nearly is: x·y = k·h/m."""
    total = (margins.actors * margins.actor_count[:, None]).sum(axis=0)
    with np.errstate(divide="ignore"):  # log 0: a role that is never held
        half = np.where(total > 0, np.log(np.maximum(total, 1)) / 2, 0.0)
        return np.log(margins.actors) - half, np.log(margins.arenas) - half


def _cells(log_x: Floats, log_y: Floats, margins: Margins) -> tuple[Floats, float]:
    """p of every cell, and the log-likelihood of the margins."""
    raised = log_x[:, None, :] + log_y[None, :, :]
    highest = np.maximum(raised.max(axis=2), 0.0)
    held = np.exp(raised - highest[..., None])
    whole = held.sum(axis=2) + np.exp(-highest)
    counts = margins.actor_count[:, None] * margins.arena_count[None, :]
    likelihood = -float((counts * (np.log(whole) + highest)).sum())
    for log, margin, count in (
        (log_x, margins.actors, margins.actor_count),
        (log_y, margins.arenas, margins.arena_count),
    ):
        likelihood += float((np.where(margin > 0, log, 0.0) * margin * count[:, None]).sum())
    return held / whole[..., None], likelihood


def _short(p: Floats, margins: Margins) -> tuple[Floats, Floats]:
    """By how much each actor and each arena falls short of its margins."""
    return (
        margins.actors - np.einsum("c,dck->dk", margins.arena_count.astype(np.float64), p),
        margins.arenas - np.einsum("d,dck->ck", margins.actor_count.astype(np.float64), p),
    )


def _worst(short: tuple[Floats, Floats], margins: Margins) -> float:
    of_actors, of_arenas = short
    return max(
        float((np.abs(of_actors) / np.maximum(margins.actors, 1)).max(initial=0.0)),
        float((np.abs(of_arenas) / np.maximum(margins.arenas, 1)).max(initial=0.0)),
    )


def _regular(blocks: Floats) -> Floats:
    """The same with a one where a role is never held, so that every block can be inverted."""
    roles = np.arange(blocks.shape[-1])
    diagonal = blocks[:, roles, roles]
    blocks = blocks.copy()
    blocks[:, roles, roles] += diagonal * RIDGE + (diagonal <= 0)
    return blocks

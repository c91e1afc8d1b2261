"""Mean and variance of the meetings of classes under the null, without drawing: exploratory.

The configuration model of each stratum (``bicm``), conditioned on both margins as if participations
were Gaussian: what an arena's members of each class add up to is fixed, and of every statistic only
the part that the margins do not determine varies (method 1.1). Owners and other participants are
two tables over the same arenas, in which nobody holds two places of one arena; each has its own
margins, and a meeting counts whatever the roles: with one role this is method 1.1 to the letter.

Where all arenas are small and of one size h its SD is too large by up to √(h/(h − 1)): the squares
of the second order count a place with itself. That errs towards finding nothing.

Our own derivation, checked by simulation, never published: fit for a first look where strata are
large. With roles it is as near the sampler as without: means within a third of an SD, SD within
15 % (tests). Where a class can have nought or one participant in every arena its SD of T_ss is too
large. A p-value is sampled.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from queries.gaps.bicm import Floats, Ints, Margins, Spread, fitted
from queries.gaps.meetings import Tested
from queries.gaps.null_model import StratumTable
from queries.gaps.sampler import SLOT

CLOSED_FORM = "margin-conditioned configuration model, closed form"
LEAST_PARTICIPATIONS = 10_000  # below, the normal tail is too thin for the smallest p
LEAST_MEAN_STRATUM = 150  # participations: with 33 a stratum, one true null in ten is called false


class Moments(NamedTuple):
    """Mean and variance of T_st and T_ss, square over classes."""

    expected: Floats
    variance: Floats

    @property
    def sd(self) -> Floats:
        """Null standard deviations."""
        return np.sqrt(self.variance)


class Allowed(NamedTuple):
    """Whether the closed form may be used (method 0b, rule 9), and the figures that decide it."""

    participations: int
    mean_per_stratum: float

    @property
    def allowed(self) -> bool:
        """At least 10⁴ participations, and at least 150 in the mean stratum."""
        enough = self.participations >= LEAST_PARTICIPATIONS
        return enough and self.mean_per_stratum >= LEAST_MEAN_STRATUM


class Collapsed(NamedTuple):
    """One stratum, collapsed: distinct margins, and how many actors of each class have them.

    ``actor_kind`` is the kind of the actor of each slot, ``arena_kind`` that of each arena.
    """

    margins: Margins
    members: Floats  # (classes, kinds of actors)
    actor_kind: Ints
    arena_kind: Ints


def rule_nine(part: Tested) -> Allowed:
    """The size of the tested strata, in which the closed form would be used."""
    rows, strata = int(part.rows.sum()), len(part.tables)
    return Allowed(rows, rows / strata if strata else 0.0)


def closed_form(part: Tested, classes: int) -> Moments:
    """Moments of every pair of classes over the tested strata; raises NotFittedError."""
    sector = np.asarray(part.participations.sector)
    return moments(part.tables, sector, classes)


def moments(
    tables: Sequence[StratumTable], sector: NDArray[np.integer[Any]], classes: int
) -> Moments:
    """The sum over strata, which are independent. O(kinds of actors × kinds of arenas²) each."""
    expected, variance = np.zeros((2, classes, classes))
    for table in tables:
        of_one = of_stratum(table, sector, classes)
        expected += of_one.expected
        variance += of_one.variance
    return Moments(expected, variance)


def of_stratum(table: StratumTable, sector: NDArray[np.integer[Any]], classes: int) -> Moments:
    """Moments in one stratum."""
    found = collapsed(table, sector, classes)
    p = fitted(found.margins)
    spread = Spread(p, found.margins)
    return _Stratum(p, spread, found).moments()


def collapsed(table: StratumTable, sector: NDArray[np.integer[Any]], classes: int) -> Collapsed:
    """Actors alike in margins and arenas alike in margins, counted; an empty role is left out."""
    arenas = table.slots.start.size - 1
    arena = np.repeat(np.arange(arenas), np.diff(table.slots.start))
    leading = np.zeros(table.actor.size, np.int64)
    leading[table.slots.places[: table.slots.leads, SLOT]] = 1
    held = np.flatnonzero(np.bincount(leading, minlength=2))  # plain swapping has others alone
    role = np.searchsorted(held, leading)
    of_actor = _margins(table.actor, role, sector.size, held.size)
    takes_part = np.zeros(sector.size, np.bool_)
    takes_part[table.actor] = True
    seen = np.flatnonzero(takes_part)
    kinds, kind, count = _distinct(of_actor[seen])
    sizes, size, size_count = _distinct(_margins(arena, role, arenas, held.size))
    cell = sector[seen].astype(np.int64) * len(kinds) + kind
    members = np.bincount(cell, minlength=classes * len(kinds)).reshape(classes, len(kinds))
    margins = Margins(kinds, count, sizes, size_count)
    of_slot = kind.reshape(-1)[np.searchsorted(seen, table.actor)]
    return Collapsed(margins, members.astype(np.float64), of_slot, size.reshape(-1))


def _margins(place: NDArray[np.integer[Any]], role: Ints, places: int, roles: int) -> Ints:
    counted = np.bincount(place.astype(np.int64) * roles + role, minlength=places * roles)
    return counted.reshape(places, roles)


def _distinct(margins: Ints) -> tuple[Ints, Ints, Ints]:
    """The distinct rows, which of them each row is, and how many rows each is."""
    key = margins[:, 0]
    for column in margins.T[1:]:
        key = key * (int(column.max(initial=0)) + 1) + column
    _, first, which, count = np.unique(
        key, return_index=True, return_inverse=True, return_counts=True
    )
    return margins[first], which, count


class _Stratum:
    """The sums of method 1.1 over kinds of actors (d) and arenas (c), for all pairs of classes.

    ``mean[c, s]`` is μ_ps, ``own[c, s]`` the covariance of the roles summed over actors of s.
    """

    def __init__(self, p: Floats, spread: Spread, stratum: Collapsed) -> None:
        self.spread, self.members = spread, stratum.members
        self.taking = p.sum(axis=2)  # whatever the role
        self.mean = np.einsum("sd,dc->cs", self.members, self.taking)
        self.own = np.einsum("sd,dckl->cskl", self.members, spread.sigma)
        self.toward = spread.sigma.sum(axis=3)  # covariance of each role with taking part at all
        self.many = spread.arena_count

    def moments(self) -> Moments:
        """E and Var of T, the diagonal after its own formulas."""
        within = np.arange(self.mean.shape[1])
        left = self._left_in_arenas()
        alone = left[:, within, within]
        expected = np.einsum("c,cs,ct->st", self.many, self.mean, self.mean)
        expected += np.einsum("c,cst->st", self.many, left)
        expected[within, within] -= self.many @ self.mean
        expected[within, within] /= 2
        squares = np.einsum("c,cs,ct->st", self.many, alone, alone)
        squares += np.einsum("c,cst->st", self.many, left**2)
        squares[within, within] /= 4  # ½·ΣV², which stands there as V·V + V²
        linear = self._between()
        linear[within, within] = self._within()
        return Moments(np.maximum(expected, 0.0), np.maximum(linear + squares, 0.0))

    def _left_in_arenas(self) -> Floats:
        """V_st: how an arena's numbers of each class vary together, its margins being fixed."""
        whole = self.own.sum(axis=1)
        inverse = np.linalg.pinv(whole, rcond=1e-9, hermitian=True)
        across = self.own.sum(axis=3)
        left = -np.einsum("csk,ckl,ctl->cst", across, inverse, across)
        classes = np.arange(left.shape[1])
        left[:, classes, classes] += across.sum(axis=2)
        return np.asarray(left, np.float64)

    def _between(self) -> Floats:
        """RSS of g (μ_pt for actors of s, μ_ps for actors of t) after rows and columns, s ≠ t."""
        spread, members, mean = self.spread, self.members, self.mean
        whole = np.einsum("sd,dc->cs", members, self.toward.sum(axis=2))
        squares = np.einsum("c,cs,ct->st", self.many, whole, mean**2)
        rows = np.einsum("c,dck,ct->dkt", self.many, self.toward, mean)
        solved = spread.of_rows(rows)
        squares -= members @ np.einsum("dkt,dkt->dt", rows, solved)
        across = np.einsum("sd,dck->csk", members, self.toward)
        columns = np.einsum("csk,ct->ckst", across, mean)
        reached = np.einsum("dckl,dlt->dckt", spread.sigma, solved)
        columns -= np.einsum("sd,dckt->ckst", members, reached)
        both = (columns + columns.swapaxes(2, 3)) * self.many[:, None, None, None]
        determined = np.einsum("ckst,ckst->st", both, spread.of_columns(both))
        return np.asarray(squares + squares.T - determined, np.float64)

    def _within(self) -> Floats:
        """RSS of g (μ_ps − p_ip for actors of s) after rows and columns."""
        spread, members = self.spread, self.members
        towards = self.mean.T[:, None, :] - self.taking[None, :, :]  # (s, d, c)
        whole = self.toward.sum(axis=2)
        squares = np.einsum("c,sd,dc,sdc->s", self.many, members, whole, towards**2)
        rows = np.einsum("c,dck,sdc->dks", self.many, self.toward, towards)
        solved = spread.of_rows(rows)
        squares -= np.einsum("sd,dks,dks->s", members, rows, solved)
        columns = np.einsum("sd,dck,sdc->cks", members, self.toward, towards)
        columns -= np.einsum("sd,dckl,dls->cks", members, spread.sigma, solved)
        columns *= self.many[:, None, None]
        determined = np.einsum("cks,cks->s", columns, spread.of_columns(columns))
        return np.asarray(squares - determined, np.float64)

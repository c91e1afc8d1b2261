"""What is counted in the tested arenas: co-participations, presence, actors and coverage."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph_schema.coverage_answers import LEAST_COVERAGE
from queries.gaps.null_model import (
    StratumTable,
    in_strata,
    stratum_tables,
    switchable,
    tested_arenas,
)
from queries.gaps.participations import Bools, Ints, Participations, telling_lists
from queries.gaps.strata import NO_STRATUM, Stratification, stratify


@dataclass(frozen=True)
class Tested:
    """Participations with their strata and the tables in which a switch is possible."""

    participations: Participations
    stratification: Stratification
    tables: list[StratumTable]
    arenas: Bools  # one per arena: counted in a tested stratum
    rows: Bools  # one per participation
    leads: Bools  # one per participation; nobody leads where roles are not looked at


@dataclass(frozen=True)
class Meetings:
    """Square tables over classes; ``actors``, ``given`` and ``participations`` have one per class.

    ``actors`` take part in tested arenas, ``given`` in any the question is about.

    ``observed`` is T_st = Σ_p n_ps·n_pt and T_ss = Σ_p n_ps(n_ps − 1)/2 over tested arenas; ``met``
    counts the arenas behind it, ``either`` those with an actor of s or t.

    ``coverage_tested`` is the share with partners known among arenas of tested strata, also those
    that left for having one known participant, that have an actor of s or t; ``coverage_all`` the
    same among all arenas asked about, for a source that names owners alone has no stratum and would
    else not count. ``known`` is the share of arenas asked about, those of which nobody is known
    among them, without complete lists of one, in tested strata or among all (``known_of_all``, nan
    where there are none), whichever is smaller; ``coverage`` the smallest of the three. nan where
    there is no such arena.
    """

    observed: Ints
    met: Ints
    either: Ints
    coverage: NDArray[np.float64]
    coverage_tested: NDArray[np.float64]
    coverage_all: NDArray[np.float64]
    actors: Ints
    participations: Ints
    known: float
    given: Ints
    known_of_all: float

    @property
    def no_switch(self) -> bool:
        """Whether nobody can change places, though lists, if there are any, are complete enough."""
        short = self.known_of_all < LEAST_COVERAGE  # not so of nan
        return not int(self.participations.sum()) and not short


def tested(participations: Participations, *, role_aware: bool) -> Tested:
    """Build strata and keep those in which at least one switch is possible."""
    strata = stratify(participations)
    tables = switchable(stratum_tables(participations, strata, role_aware=role_aware))
    arenas = tested_arenas(strata, tables)
    leads = participations.leads if role_aware else np.zeros_like(participations.leads)
    return Tested(participations, strata, tables, arenas, arenas[participations.arena], leads)


def meetings(part: Tested, classes: int) -> Meetings:
    """Count every pair of classes in the tested arenas."""
    columns = part.participations
    counts = class_counts(columns, classes)
    inside = counts[part.arenas]
    present = (inside > 0).astype(np.int64)
    observed = inside.T @ inside
    both = present.T @ present
    in_tested = in_strata(part.stratification.lies_in, part.tables)
    of_tested = _coverage(part, counts, in_tested)
    of_all = _coverage(part, counts, np.ones_like(in_tested))
    known = min(_known(part, counts, among) for among in (in_tested, np.ones_like(in_tested)))
    within = np.arange(classes)
    observed[within, within] = (inside * (inside - 1) // 2).sum(axis=0)
    both[within, within] = (inside > 1).sum(axis=0)
    seen = np.unique(columns.actor)
    return Meetings(
        observed=observed,
        met=both,
        either=_either(present),
        # Where nobody but the owner is listed, others than its sector may have met too.
        coverage=np.minimum(np.minimum(of_tested, of_all), known),
        coverage_tested=of_tested,
        coverage_all=of_all,
        actors=actors_per_class(part, classes),
        participations=inside.sum(axis=0),
        known=known,
        given=np.bincount(columns.sector[seen], minlength=classes),
        known_of_all=_known(part, counts, np.ones_like(in_tested), nothing=np.nan),
    )


def class_counts(participations: Participations, classes: int) -> Ints:
    """n_ps: how many actors of each class take part in each arena."""
    arenas = participations.arena_source.size
    cells = participations.arena.astype(np.int64) * classes
    cells += participations.sector[participations.actor]
    return np.bincount(cells, minlength=arenas * classes).reshape(arenas, classes)


def actors_per_class(part: Tested, classes: int) -> Ints:
    """How many different actors of each class take part in tested arenas."""
    seen = np.unique(part.participations.actor[part.rows])
    return np.bincount(part.participations.sector[seen], minlength=classes)


def _either(present: Ints) -> Ints:
    """Rows with a one in column s or t, for every s and t."""
    alone = present.sum(axis=0)
    return np.asarray(alone[:, None] + alone[None, :] - present.T @ present, np.int64)


def _coverage(part: Tested, counts: Ints, among: Bools) -> NDArray[np.float64]:
    present = (counts > 0).astype(np.int64)[among]
    known = part.participations.arena_partners_known[among]
    all_arenas = _either(present).astype(np.float64)
    with np.errstate(invalid="ignore"):  # 0/0 is nan: nothing to cover
        return np.asarray(_either(present[known]) / all_arenas, np.float64)


def _known(part: Tested, counts: Ints, among: Bools, *, nothing: float = 0.0) -> float:
    """The share of complete lists among arenas in which a meeting is seen, or may be unseen."""
    asked = among & part.participations.arena_asked
    whole, every = telling_lists(
        counts.sum(axis=1)[asked], part.participations.arena_partners_known[asked]
    )
    return whole / every if every else nothing


def rows_without_stratum(part: Tested) -> int:
    """Participations in arenas that left for having fewer than two participants."""
    counted_in = part.stratification.counted_in[part.participations.arena]
    return int(np.count_nonzero(counted_in == NO_STRATUM))


def not_tested_share(part: Tested) -> float:
    """Share, of participations in arenas of two or more, whose stratum allows no switch."""
    in_strata = part.rows.size - rows_without_stratum(part)
    return 1 - int(part.rows.sum()) / in_strata if in_strata else 0.0
